"""What an expenditure report says, line by line, and which of its columns count as spent.

The board's own money stands in a column of its own and is never counted. Which columns count is
the Department's to say; no source does (`ReportColumnsSet`). Source: C.G.S. § 10-262u(g).
Not here: whether a report is as it should be (`domain/report_check.py`), what became of it
(`domain/report_events.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from domain.money import ZERO, Money, total


class Counted(StrEnum):
    """Which columns of a report count as spent: the Department's policy, unverified.

    Each takes in those before it.
    """

    PAID = "paid-by-june-30"
    PAID_AFTER = "paid-by-date"
    OBLIGATED = "still-obligated"

    @property
    def words(self) -> str:
        """As people read it."""
        match self:
            case Counted.PAID:
                return "what was paid by June 30"
            case Counted.PAID_AFTER:
                return "what was paid by June 30, or obligated by then and paid by the later day"
            case Counted.OBLIGATED:
                return "what was paid, and what is still obligated"
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLine:
    """What was spent on one line of the plan; amounts are whole cents, refunds taken off.

    Attributes:
        key: the line's key in the plan; one that the plan does not have is questioned, not refused.
        description: what was paid for, in the board's words.
        paid: grant money paid by June 30.
        paid_after: obligated by June 30 and paid by the day the Department set.
        obligated: obligated by June 30 and still not paid.
        local: the board's own money beside it, shown and never counted.
    """

    key: str
    description: str
    paid: Money
    # By a factory: a plain default would have to stand in the schema of commands as JSON.
    paid_after: Money = field(default_factory=lambda: ZERO)
    obligated: Money = field(default_factory=lambda: ZERO)
    local: Money = field(default_factory=lambda: ZERO)

    def spent(self, counted: Counted) -> Money:
        """Grant money of the line that counts as spent."""
        match counted:
            case Counted.PAID:
                return self.paid
            case Counted.PAID_AFTER:
                return self.paid + self.paid_after
            case Counted.OBLIGATED:
                return self.paid + self.paid_after + self.obligated
            case _:
                assert_never(counted)

    def less(self, amount: Money, counted: Counted) -> "ReportedLine":
        """The line with less spent: of what was paid first, then of the later columns that count.

        `amount` is at most what counts as spent.
        """
        from_paid = min(amount, self.paid)
        from_after = min(amount - from_paid, self.paid_after) if counted != Counted.PAID else ZERO
        return replace(
            self,
            paid=self.paid - from_paid,
            paid_after=self.paid_after - from_after,
            obligated=self.obligated - (amount - from_paid - from_after),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """A statement of expenditures as the board sent it.

    Attributes:
        plan_version: the plan version it reports against, as it says; None where it does not say.
        lines: what was spent, each line once.
        as_of: the day up to which an interim report counts; None for the annual one.
        paid_after_until: the last day of its column "paid after"; None where it has none.
        carried_in, received: what the board says it had; compared with the record, never posted.
        certified_by: who certified it, with the office; None where nobody did.
        certified_on: the day of the certification.
    """

    plan_version: int | None
    lines: tuple[ReportedLine, ...]
    as_of: date | None = None
    paid_after_until: date | None = None
    carried_in: Money | None = None
    received: Money | None = None
    certified_by: str | None = None
    certified_on: date | None = None

    def spent(self, counted: Counted) -> Money:
        """Grant money of all lines that counts as spent."""
        return spent_of(self.lines, counted)

    @property
    def local(self) -> Money:
        """The board's own money beside the grant, not part of what was spent."""
        return total([line.local for line in self.lines])


def spent_of(lines: Iterable[ReportedLine], counted: Counted) -> Money:
    """Grant money of lines that counts as spent."""
    return total([line.spent(counted) for line in lines])
