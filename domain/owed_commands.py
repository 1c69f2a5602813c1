"""Commands of what is owed after a determination, and of money that comes back. § 10-262u(g).

Not here: the determination (`domain/determination_commands.py`); what they lead to
(`domain/decisions/`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.authority import Office
from domain.money import Money
from domain.owed_events import Instrument, SchedulePart


@dataclass(frozen=True, slots=True, kw_only=True)
class ReduceClaim:
    """Claim less than was ordered, on an instrument with authority. Source: § 3-7, § 4-181a.

    Attributes:
        determination: its own name.
        reason: why.
        instrument: by what authority; without one it is refused with the list of them.
        authorized_by: the office that has it.
        document: the decision, the authorization, the certificate or the judgment.
        repay_less: by how much the repayment is lowered.
        reduction_less: by how much the reduction of later years is lowered.
    """

    determination: str
    reason: str
    instrument: Instrument | None = None
    authorized_by: Office | None = None
    document: str | None = None
    repay_less: Money | None = None
    reduction_less: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPaymentSchedule:
    """Record when what is owed is to be paid; the total stays. A later schedule replaces it.

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
class RecordRepayment:
    """Record what the board repaid from its own money. Source: C.G.S. § 10-262u(g).

    Attributes:
        determination: its own name.
        amount: more than zero, never above what is open.
        received_on: the day.
        from_own_money: true where the board says that it is its own money, not Alliance money.
        money_source: where the board has it from, in words.
        voucher: the number of the receipt in the Comptroller's system.
    """

    determination: str
    amount: Money
    received_on: date
    from_own_money: bool
    money_source: str
    voucher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRepayment:
    """Record that a repayment was paid back to the board, since it was not owed after all.

    Attributes:
        determination: its own name.
        amount: more than zero, at most what was repaid.
        reason: why.
        document: the paper the payment rests on.
        instrument: on which it is lowered then; None for the judgment or the granted
            reconsideration on record, which says itself that it was not owed.
    """

    determination: str
    amount: Money
    reason: str
    document: str
    instrument: Instrument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyReduction:
    """Reduce the new money of this year for a determination on an earlier year. Source: (g).

    Attributes:
        determination: its own name in the earlier year.
        amount: by how much; None for as much as is possible.
        claim_fiscal_year: the earlier year, where the name does not say it ("opening"); for what
            an opening statement states it may be the year itself.
    """

    determination: str
    amount: Money | None = None
    claim_fiscal_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseReduction:
    """Take back a reduction of this year: after a judgment, or where it was a mistake.

    Attributes:
        determination: its own name in the earlier year.
        amount: how much of it, at most what was taken.
        reason: why.
        claim_fiscal_year: the earlier year, where the name does not say it ("opening").
    """

    determination: str
    amount: Money
    reason: str
    claim_fiscal_year: int | None = None


class Returner(StrEnum):
    """Who gave grant money back."""

    TOWN = "town"
    BOARD = "board"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFunds:
    """Record grant money that came back without an order; it stands with the Commissioner again.

    Attributes:
        returned_by: the town or the board.
        amount: more than zero, never above what stands there.
        reason: why.
    """

    returned_by: Returner
    amount: Money
    reason: str


OwedCommand = (
    ReduceClaim
    | SetPaymentSchedule
    | RecordRepayment
    | RefundRepayment
    | ApplyReduction
    | ReverseReduction
    | ReturnFunds
)
