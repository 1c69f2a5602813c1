"""Whether what came back is the payment that went out: only with its amount is it recorded.

A return of another amount may be a part, another town's, or what was paid too much: recorded as
the return of the whole payment, it would put money where it is not. C.G.S. § 10-262u(c)(2).
Not here: which payment of an invoice a row is about (`payments/which.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import ZERO, Money, total
from ledger.payments.answer_lines import Category
from ledger.payments.extract import ExtractRow, PaymentStatus, back_in_part, by_day, standing
from ledger.payments_on_record import Issue, ReleaseOnRecord

_BACK = {
    Category.RETURNED: PaymentStatus.RETURNED,
    Category.REJECTED: PaymentStatus.REJECTED,
}


class Back(StrEnum):
    """What a return that is not surely that of the whole payment may be."""

    OTHER = "another amount"
    EXCESS = "what was paid too much"
    WHOLE = "what was authorized and what was paid too much"
    EITHER = "what was authorized, or as much that was paid too much"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnInDoubt:
    """What came back and cannot be recorded without a person.

    Attributes:
        back: what it may be.
        amount: what came back.
        of: what was paid or, where that is not known, issued.
        over: what is on record as paid too much and not back.
        paid_on: the day it was paid; None where that is not known.
        why: the figures in words.
    """

    back: Back
    amount: Money
    of: Money
    over: Money
    paid_on: date | None
    why: str


def returns_of(category: Category, rows: Sequence[ExtractRow]) -> list[ExtractRow]:
    """The rows of an invoice by which something came back and does not stand paid.

    A rejected voucher of 0.00 names no amount: nothing of it was paid.
    """
    if category is Category.AMOUNT:
        return back_in_part(rows)
    status = _BACK.get(category)
    return [row for row in rows if row.status is status and row.amount]


def is_on_record(release: ReleaseOnRecord, last: Issue, back: Sequence[ExtractRow]) -> bool:
    """Whether what came back is on record: as given back, by what stays paid, or as taken back."""
    given = release.overpaid_back
    if given and total([row.amount for row in back]) == given:
        return True
    if back and last.paid_on and all((row.on, row.amount) in last.taken_back for row in back):
        # Whoever corrected the return away knew of it, and that it was paid after all.
        return all(row.on is not None and row.on < last.paid_on for row in back)
    return bool(back) and not _not_on_record(last, back)


def _not_on_record(last: Issue, back: Sequence[ExtractRow]) -> list[ExtractRow]:
    """The returns that what is on record as paid does not leave out already, by day.

    A return of as much as stays paid may be that of the rest: it is never taken for the other.
    """
    ordered = by_day(back)
    for known in range(len(ordered), 0, -1):
        amount = total([row.amount for row in ordered[:known]])
        if amount in last.less and amount != last.paid:
            return ordered[known:]
    return ordered


def in_doubt(
    release: ReleaseOnRecord,
    last: Issue,
    category: Category,
    rows: Sequence[ExtractRow],
    everything: Iterable[ReleaseOnRecord],
) -> ReturnInDoubt | None:
    """What keeps returns from being recorded as that of the payment; None where nothing does."""
    back = returns_of(category, rows)
    if not back or is_on_record(release, last, back):
        return None
    back = _not_on_record(last, back)
    made = standing(rows)
    paid = last.paid or (total([row.amount for row in made]) if made else None)
    of, over = paid or last.amount, release.overpaid_open
    given = last.paid is not None and last.paid > last.amount
    whole = all(row.amount == of for row in back) and of not in last.less
    if not made and not given and whole:
        return None
    amount = total([row.amount for row in back])
    kind = _kind(amount, over, last)
    days = [row.on for row in made if row.on is not None]
    return ReturnInDoubt(
        back=kind,
        amount=amount,
        of=of,
        over=over,
        paid_on=last.paid_on or max(days, default=None),
        why=_why(kind, back, of, over, release, everything, paid=paid is not None),
    )


def _kind(amount: Money, over: Money, last: Issue) -> Back:
    if not over:
        return Back.OTHER
    if amount == over:
        return Back.EITHER if over == last.amount else Back.EXCESS
    return Back.WHOLE if amount == last.amount + over else Back.OTHER


def _why(
    kind: Back,
    back: Sequence[ExtractRow],
    of: Money,
    over: Money,
    release: ReleaseOnRecord,
    everything: Iterable[ReleaseOnRecord],
    *,
    paid: bool,
) -> str:
    told = " and ".join(
        f"{row.status.value} {row.amount.display}" + (f" on {row.on}" if row.on else "")
        for row in back
    )
    amount = total([row.amount for row in back])
    if kind is Back.EXCESS:
        return f"{told}: {over.display} is what was paid too much and is not on record as back"
    if kind is not Back.OTHER:
        return f"{told}; {over.display} was paid too much and is not on record as back"
    said = "paid" if paid else "issued"
    gap = amount - of
    by = ", of the"
    if gap:
        by = f", {max(gap, -gap).display} {'more' if gap > ZERO else 'less'} than the"
    whose = [
        str(one.district)
        for one in everything
        if one.release == release.release
        and one.district != release.district
        and one.last is not None
        and one.last.amount == amount
    ]
    owner = f"; {amount.display} was issued to {' and '.join(whose)}" if whose else ""
    return f"{told}{by} {of.display} {said}{owner}"
