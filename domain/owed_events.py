"""Events of what is owed after a determination: paid, scheduled, reduced, taken from a later year.

Source: C.G.S. § 10-262u(g); who may give up part of a claim: § 3-7 and § 4-181a, unverified for
these orders. Not here: the determination itself (`domain/determination_events.py`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.authority import Office
from domain.money import Money


class Instrument(StrEnum):
    """By what authority less is claimed than was ordered."""

    RECONSIDERATION = "reconsideration"
    CHANGED_CONDITIONS = "changed-conditions"
    UNCOLLECTIBLE = "uncollectible"
    COMPROMISE = "compromise"
    JUDGMENT = "judgment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReduced:
    """Less is claimed than was ordered, on an instrument with authority. Source: § 3-7, § 4-181a.

    Attributes:
        determination: its own name.
        instrument: by what authority.
        authorized_by: the office that has it.
        document: the paper: the decision, the authorization, the certificate, the judgment.
        repay_less: by how much the repayment is lowered.
        reduction_less: by how much the reduction of later years is lowered.
        reason: why.
    """

    determination: str
    instrument: Instrument
    authorized_by: Office
    document: str
    repay_less: Money
    reduction_less: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePart:
    """One part of a payment schedule.

    Attributes:
        due_on: the day it is due.
        amount: more than zero.
    """

    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentScheduleSet:
    """It was agreed when what is owed is paid; the total stays. A later one replaces it.

    Attributes:
        determination: its own name.
        parts: by day; they come to what is open.
        agreed_with: who agreed for the board.
        document: the agreement.
    """

    determination: str
    parts: tuple[SchedulePart, ...]
    agreed_with: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentReceived:
    """The board repaid from its own money. Source: C.G.S. § 10-262u(g).

    The grant's balance does not move: repaid money is not granted again.

    Attributes:
        determination: its own name.
        amount: more than zero.
        received_on: the day.
        money_source: where the board has it from, never Alliance money.
        voucher: the number of the receipt in the Comptroller's system; None where not given.
    """

    determination: str
    amount: Money
    received_on: date
    money_source: str
    voucher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentRefunded:
    """What the board had repaid was paid back to it, and is due again until less is claimed.

    After a judgment or a granted reconsideration that it was not owed. Source: C.G.S. §§ 4-181a,
    4-183, unverified for these orders.

    Attributes:
        determination: its own name.
        amount: more than zero, at most what was repaid.
        reason: why.
        document: the paper the payment rests on.
    """

    determination: str
    amount: Money
    reason: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionApplied:
    """The new money of this year was reduced for a determination on an earlier one. Source: (g).

    `ReductionTaken` in the claim's year is its other half.

    Attributes:
        determination: its own name in the earlier year.
        claim_fiscal_year: the year whose money the determination is about.
        amount: by how much; the sum of the parts.
        from_commissioner: the part the Commissioner held, promised to nobody.
        from_comptroller: the part the Comptroller held.
    """

    determination: str
    claim_fiscal_year: int
    amount: Money
    from_commissioner: Money
    from_comptroller: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionTaken:
    """A later year was reduced for this determination. Source: C.G.S. § 10-262u(g).

    Attributes:
        determination: its own name.
        in_fiscal_year: the year that was reduced.
        amount: by how much; what is left stays due from later years.
    """

    determination: str
    in_fiscal_year: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionReversed:
    """A reduction of this year was taken back, and its money stands where it was taken from.

    `ReductionRestored` in the claim's year is its other half. Source: C.G.S. § 10-262u(g).

    Attributes:
        determination: its own name in the earlier year.
        claim_fiscal_year: the year whose money the determination is about.
        amount: how much of the reduction; the sum of the parts.
        to_commissioner: the part that stands with the Commissioner again.
        to_comptroller: the part that stands with the Comptroller again, who gives first.
        reason: why, such as a judgment or a mistake.
    """

    determination: str
    claim_fiscal_year: int
    amount: Money
    to_commissioner: Money
    to_comptroller: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionRestored:
    """What was taken from a later year was given back, and is due again. Source: (g).

    Attributes:
        determination: its own name.
        in_fiscal_year: the year that had been reduced.
        amount: how much of the reduction.
        reason: why.
    """

    determination: str
    in_fiscal_year: int
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsReturned:
    """The town or the board gave grant money back that nobody had ordered to be repaid.

    It stands with the Commissioner again. Source: C.G.S. § 10-262u(c), practice.

    Attributes:
        from_town: what the town gave back.
        from_board: what the board gave back.
        reason: why.
    """

    from_town: Money
    from_board: Money
    reason: str


OwedEvent = (
    ClaimReduced
    | PaymentScheduleSet
    | RepaymentReceived
    | RepaymentRefunded
    | ReductionApplied
    | ReductionTaken
    | ReductionReversed
    | ReductionRestored
    | FundsReturned
)
