"""The lines of a month-end sheet: a payment as this ledger has it, and what explains a difference.

Not here: comparing the two sides (`sheet.py`). Source: C.G.S. § 10-262u(c)(2).
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.district import District
from domain.money import ZERO, Money, total
from ledger.payments.extract import ExtractRow


class Explanation(StrEnum):
    """Why ledger and other system agree or differ; the gravest of a payee's items is the payee's.

    `open`: issued and paid on neither side. `date`: the same amount on another day.
    """

    MATCHED = "matched"
    OPEN = "open"
    DATE = "date"
    ONLY_HERE = "only here"
    AMOUNT = "amount"
    CROSSED = "crossed"
    PAYEE = "another vendor"
    TWICE = "paid twice"
    ONLY_THERE = "only there"


_GRAVITY = tuple(Explanation)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPayment:
    """A payment as this ledger has it. One that came back and is issued again is two of these.

    Attributes:
        district: the payee.
        invoice: its invoice number.
        release: the release it pays.
        amount: what was issued.
        issued_on: the day it was issued.
        paid_on: the day it was paid; None while that is not confirmed.
        returned_on: the day it came back; None where it did not.
        paid: what was confirmed as paid, where that is not what was issued; else None.
        given_back: what was paid above what was issued and came back, with the days.
        less: by how much less is on record as paid than was issued, or than was confirmed first.
        settled: whether the sheet of an earlier month has what was paid; then only what was given
            back in the month counts.
    """

    district: District
    invoice: str
    release: str
    amount: Money
    issued_on: date
    paid_on: date | None = None
    returned_on: date | None = None
    paid: Money | None = None
    given_back: tuple[tuple[date, Money], ...] = ()
    less: frozenset[Money] = frozenset()
    settled: bool = False

    @property
    def paid_amount(self) -> Money:
        """What was paid, whether or not it came back."""
        if self.paid_on is None or self.settled:
            return ZERO
        return self.amount if self.paid is None else self.paid

    @property
    def returned_amount(self) -> Money:
        """What came back, before or after it was paid; what was paid too much only if recorded."""
        back = total([amount for _, amount in self.given_back])
        if self.returned_on is None:
            return back
        return self.amount if self.paid_on is None else min(self.amount, self.paid_amount) + back

    @property
    def standing(self) -> Money:
        """What was paid and did not come back; below zero where only what came back counts."""
        return ZERO if self.paid_on is None else self.paid_amount - self.returned_amount

    @property
    def is_open(self) -> bool:
        """Whether it was issued and nothing became of it yet."""
        return self.paid_on is None and self.returned_on is None

    def as_of(self, day: date) -> "LedgerPayment":
        """As it stood at the end of a day."""
        return replace(
            self,
            paid_on=self.paid_on if self.paid_on and self.paid_on <= day else None,
            returned_on=self.returned_on if self.returned_on and self.returned_on <= day else None,
            given_back=tuple(back for back in self.given_back if back[0] <= day),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One invoice at the end of the month.

    Attributes:
        invoice: its number.
        release: the release; None where the ledger has no such payment.
        issued: issued here by then.
        paid: confirmed here as paid by then, whether or not it came back.
        returned: came back by then, before or after it was paid.
        ledger: paid here and not come back.
        other_system: paid there and not come back.
        explanation: why the two agree or differ.
        age_days: days since it was issued (or paid there), where it is open; None where it is not.
        note: the dates or the other payee that the explanation is about.
        there: the payments that stand in the other system.
        unchecked: why the vendor id of what was paid was not compared; "" where it was.
    """

    invoice: str
    release: str | None
    issued: Money
    paid: Money
    returned: Money
    ledger: Money
    other_system: Money
    explanation: Explanation
    age_days: int | None
    note: str
    there: tuple[ExtractRow, ...] = ()
    unchecked: str = ""

    @property
    def difference(self) -> Money:
        """Other system less ledger."""
        return self.other_system - self.ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeRow:
    """One payee at the end of the month.

    Attributes:
        district: the payee; None for rows of the extract that name nobody known.
        items: its invoices, in order.
    """

    district: District | None
    items: tuple[Item, ...]

    @property
    def ledger(self) -> Money:
        """Paid here and not come back."""
        return total([item.ledger for item in self.items])

    @property
    def other_system(self) -> Money:
        """Paid there and not come back."""
        return total([item.other_system for item in self.items])

    @property
    def difference(self) -> Money:
        """Other system less ledger. Nothing may still be wrong: see the explanation."""
        return self.other_system - self.ledger

    @property
    def explanation(self) -> Explanation:
        """The gravest of its items' explanations."""
        return max((item.explanation for item in self.items), key=_GRAVITY.index)

    @property
    def oldest_days(self) -> int | None:
        """The age of its oldest open item; None where none is open."""
        return max((i.age_days for i in self.items if i.age_days is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A month-end reconciliation.

    Attributes:
        month_end: the last day it counts.
        rows: payees by town code, rows nobody can be named for last.
        not_counted: rows of the extract of zero or below, or dated after the month's end.
        ledger: the total paid here and not come back.
        other_system: the total paid there and not come back, added up from the extract.
        proof: from the ledger's total by explanation to the other system's.
    """

    month_end: date
    rows: tuple[PayeeRow, ...]
    not_counted: tuple[ExtractRow, ...]
    ledger: Money
    other_system: Money
    proof: str

    @property
    def findings(self) -> tuple[PayeeRow, ...]:
        """The payees that are not matched."""
        return tuple(row for row in self.rows if row.explanation is not Explanation.MATCHED)
