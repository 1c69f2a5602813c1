"""Commands of a determination and of what follows on it. C.G.S. § 10-262u(g).

Not here: commands of findings (`domain/claim_commands.py`) and of what is owed
(`domain/owed_commands.py`); what they lead to (`domain/decisions/`).
"""

from dataclasses import dataclass
from datetime import date

from domain.authority import Office
from domain.challenge_events import (
    AppealOutcome,
    ReconsiderationOutcome,
)
from domain.determination_events import (
    ConclusionOfLaw,
    FindingOfFact,
    FindingShare,
    Paper,
    Procedure,
    ServiceMethod,
)
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SetProcedure:
    """Record counsel's answer by which procedure a case is decided.

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
class IssuePreliminaryDetermination:
    """Tell the board what the Commissioner intends, and ask it to respond.

    Attributes:
        determination: its own name.
        shares: how much of which finding.
        respond_by: until when the board may respond.
        reason: why.
        repay: what the board would repay.
        reduce: by what a later year would be reduced.
    """

    determination: str
    shares: tuple[FindingShare, ...]
    respond_by: date
    reason: str
    repay: Money | None = None
    reduce: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResponse:
    """Record the board's response to a preliminary determination.

    Attributes:
        determination: its own name.
        received_on: the day it came.
        contested: how much the board contests; zero where it contests nothing.
        response: what it says.
        register: the register number it came under.
    """

    determination: str
    received_on: date
    contested: Money
    response: str
    register: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendResponseTime:
    """Give the board more time to respond.

    Attributes:
        determination: its own name.
        respond_by: until when now.
        reason: why.
    """

    determination: str
    respond_by: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDetermination:
    """Determine what is owed on findings (Commissioner). Source: C.G.S. § 10-262u(g).

    Attributes:
        determination: its own name.
        shares: how much of which finding is decided.
        facts: the findings of fact, each with the positions of the records that show it.
        conclusions: the conclusions of law.
        repay: what the board repays.
        reduce: by what funding of later years is reduced.
        dropped: what is not claimed.
    """

    determination: str
    shares: tuple[FindingShare, ...]
    facts: tuple[FindingOfFact, ...]
    conclusions: tuple[ConclusionOfLaw, ...]
    repay: Money | None = None
    reduce: Money | None = None
    dropped: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServePaper:
    """Record that a paper of the case was sent to the board.

    Attributes:
        determination: its own name.
        paper: which paper.
        method: how it was sent.
        mailed_on: the day it was sent.
        number: the number of the certified mail.
    """

    determination: str
    paper: Paper
    method: ServiceMethod
    mailed_on: date
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReturnReceipt:
    """Record the return receipt of a paper.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReconsideration:
    """Record the board's petition for reconsideration, in time or not.

    Attributes:
        determination: its own name.
        filed_on: the day it was filed.
        grounds: why.
        register: the register number it came under.
    """

    determination: str
    filed_on: date
    grounds: str
    register: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReconsideration:
    """Grant or deny a petition, or take the decision up on the Department's own motion.

    Attributes:
        determination: its own name.
        outcome: granted or denied.
        decided_on: the day.
        reason: why.
        document: the paper.
    """

    determination: str
    outcome: ReconsiderationOutcome
    decided_on: date
    reason: str
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAppeal:
    """Record the board's appeal to a court; it stays nothing by itself.

    Attributes:
        determination: its own name.
        court: which court.
        docket: its number there.
        filed_on: the day.
    """

    determination: str
    court: str
    docket: str
    filed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStay:
    """Record that the determination is not enforced for now.

    Attributes:
        determination: its own name.
        ordered_by: who ordered it: the court, or the Commissioner.
        document: the order.
    """

    determination: str
    ordered_by: Office
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStay:
    """Record that the stay ended.

    Attributes:
        determination: its own name.
        reason: why.
    """

    determination: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal:
    """Record what became of an appeal.

    Attributes:
        determination: its own name.
        outcome: what became of it.
        document: the judgment, or the withdrawal.
    """

    determination: str
    outcome: AppealOutcome
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectEnforcement:
    """Direct to enforce although time to petition or appeal is running (Commissioner).

    Attributes:
        determination: its own name.
        because: why.
    """

    determination: str
    because: str


DeterminationCommand = (
    SetProcedure
    | IssuePreliminaryDetermination
    | RecordResponse
    | ExtendResponseTime
    | IssueDetermination
    | ServePaper
    | RecordReturnReceipt
    | RequestReconsideration
    | DecideReconsideration
    | FileAppeal
    | OrderStay
    | EndStay
    | DecideAppeal
    | DirectEnforcement
)
