"""Events after a determination was issued: reconsideration, appeal, stay, enforcement.

None of them moves money; what is claimed less is `ClaimReduced` (`domain/owed_events.py`). Source:
C.G.S. §§ 4-181a, 4-183, UNVERIFIED for determinations under § 10-262u(g).
Not here: the determination (`domain/determination_events.py`), counted days (`domain/clocks.py`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.authority import Office


class ReconsiderationOutcome(StrEnum):
    """What became of a petition for reconsideration, or of the Department's own motion."""

    GRANTED = "granted"
    DENIED = "denied"


class AppealOutcome(StrEnum):
    """What became of an appeal."""

    AFFIRMED = "affirmed"
    MODIFIED = "modified"
    REVERSED = "reversed"
    REMANDED = "remanded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationRequested:
    """The board asked for reconsideration. Source: C.G.S. § 4-181a(a), unverified.

    Attributes:
        determination: its own name.
        filed_on: the day it was filed; whether that is in time is counted, not recorded.
        grounds: why.
        register: the register number it came under; None where it was told otherwise.
    """

    determination: str
    filed_on: date
    grounds: str
    register: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationDecided:
    """A petition was granted or denied, or the decision taken up on the Department's own motion.

    Source: C.G.S. § 4-181a(a), unverified.

    Attributes:
        determination: its own name.
        outcome: granted or denied.
        decided_on: the day.
        reason: why.
        document: the paper; None where not given.
    """

    determination: str
    outcome: ReconsiderationOutcome
    decided_on: date
    reason: str
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFiled:
    """The board appealed to a court. It stays nothing by itself. Source: § 4-183, unverified.

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
class StayOrdered:
    """The determination is not enforced for now. Source: C.G.S. § 4-183(f), unverified.

    Attributes:
        determination: its own name.
        ordered_by: who ordered it: the court, or the Commissioner.
        document: the order.
    """

    determination: str
    ordered_by: Office
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StayEnded:
    """The stay ended.

    Attributes:
        determination: its own name.
        reason: why.
    """

    determination: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """The court decided the appeal, or it was withdrawn. Source: C.G.S. § 4-183, unverified.

    Attributes:
        determination: its own name.
        outcome: what became of it; a lower amount is recorded by `ClaimReduced`.
        document: the judgment, or the withdrawal.
    """

    determination: str
    outcome: AppealOutcome
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementDirected:
    """The Commissioner directed to enforce although time to petition or appeal is running.

    Source: C.G.S. § 10-262u(g), which says nothing of waiting.

    Attributes:
        determination: its own name.
        because: why.
    """

    determination: str
    because: str


ChallengeEvent = (
    ReconsiderationRequested
    | ReconsiderationDecided
    | AppealFiled
    | StayOrdered
    | StayEnded
    | AppealDecided
    | EnforcementDirected
)
