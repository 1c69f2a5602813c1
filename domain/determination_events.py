"""Events of a determination: heard, decided, served.

The Commissioner determines that the board repays, or that funding is reduced in a later year, up to
the finding. Source: C.G.S. § 10-262u(g). The procedure around it (C.G.S. §§ 4-166 to 4-183, Regs.
§ 10-4-18) is what counsel said for each case; that it applies is UNVERIFIED.
Not here: findings (`domain/claim_events.py`), what the board does about a decision
(`domain/challenge_events.py`), what is paid on it (`domain/owed_events.py`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.challenge_events import ChallengeEvent
from domain.money import Money


class Procedure(StrEnum):
    """By which procedure a determination is made, as counsel said."""

    CONTESTED_CASE = "contested-case"
    INFORMAL = "informal"


class Paper(StrEnum):
    """A paper of the case that is sent to the board."""

    PRELIMINARY = "preliminary"
    FINAL = "final"
    RECONSIDERATION = "reconsideration"


class ServiceMethod(StrEnum):
    """How a paper was sent."""

    CERTIFIED_MAIL = "certified-mail"
    PERSONAL = "personal"
    ELECTRONIC = "electronic"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingShare:
    """How much of a finding.

    Attributes:
        finding: the finding's own name.
        amount: more than zero.
    """

    finding: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOfFact:
    """A finding of fact of a decision, tied to the record. Source: C.G.S. § 4-180(c), unverified.

    Attributes:
        words: what is found.
        positions: the records of this district-year that show it, by their place in the ledger.
    """

    words: str
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionOfLaw:
    """A conclusion of law of a decision. Source: C.G.S. § 4-180(c), unverified.

    Attributes:
        words: what is concluded.
        clause: the provision it rests on, such as "C.G.S. § 10-262u(g)".
    """

    words: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureSet:
    """Counsel said by which procedure the case is decided; this ledger keeps the answer.

    Attributes:
        determination: its own name, such as "D-2026-163-1".
        procedure: contested case or informal.
        set_by: the counsel who said so.
        document: the paper on which it was said.
    """

    determination: str
    procedure: Procedure
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreliminaryDeterminationIssued:
    """The board was told what the Commissioner intends, and asked to respond. Moves nothing.

    Attributes:
        determination: its own name.
        shares: how much of which finding.
        repay: what the board would repay.
        reduce: by what a later year would be reduced.
        respond_by: until when the board may respond.
        plan_version: the plan version in force; None where none is.
        reason: why.
    """

    determination: str
    shares: tuple[FindingShare, ...]
    repay: Money
    reduce: Money
    respond_by: date
    plan_version: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseReceived:
    """The board responded to a preliminary determination.

    Attributes:
        determination: its own name.
        received_on: the day it came.
        contested: how much the board contests; zero where it contests nothing.
        response: what it says.
        register: the register number it came under; None where it was told otherwise.
    """

    determination: str
    received_on: date
    contested: Money
    response: str
    register: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTimeExtended:
    """The board was given more time to respond.

    Attributes:
        determination: its own name.
        respond_by: until when now.
        reason: why.
    """

    determination: str
    respond_by: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationIssued:
    """The Commissioner determined what is owed on findings. Source: C.G.S. § 10-262u(g).

    The shares come to `repay` + `reduce` + `dropped`, and none is more than is open of its finding.

    Attributes:
        determination: its own name.
        shares: how much of which finding is decided.
        repay: what the board repays.
        reduce: by what funding of later years is reduced.
        dropped: what is not claimed.
        split: True where it is both to repay and to reduce, which the statute neither authorizes in
            words nor forbids; shown wherever it counts.
        plan_version: the plan version in force; None where none is.
        facts: the findings of fact, each tied to the record.
        conclusions: the conclusions of law.
        letter_form: the form of the letter, such as "determination/2".
        letter_sha256: of the letter's text, which can be made again from the record.
    """

    determination: str
    shares: tuple[FindingShare, ...]
    repay: Money
    reduce: Money
    dropped: Money
    split: bool
    plan_version: int | None
    facts: tuple[FindingOfFact, ...]
    conclusions: tuple[ConclusionOfLaw, ...]
    letter_form: str
    letter_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperServed:
    """A paper of the case was sent to the board. Source: Regs. § 10-4-18, unverified.

    Attributes:
        determination: its own name.
        paper: which paper.
        method: how it was sent.
        number: the number of the certified mail; None where there is none.
        mailed_on: the day it was sent, from which days are counted.
    """

    determination: str
    paper: Paper
    method: ServiceMethod
    number: str | None
    mailed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReceiptRecorded:
    """The return receipt of a paper came back; it is part of the record of the case.

    Source: Regs. § 10-4-18, unverified.

    Attributes:
        determination: its own name.
        paper: which paper.
        signed_on: the day it was signed.
        signed_by: who signed it.
    """

    determination: str
    paper: Paper
    signed_on: date
    signed_by: str


DeterminationEvent = (
    ProcedureSet
    | PreliminaryDeterminationIssued
    | ResponseReceived
    | ResponseTimeExtended
    | DeterminationIssued
    | PaperServed
    | ReturnReceiptRecorded
    | ChallengeEvent
)
