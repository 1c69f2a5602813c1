"""Which payment of an invoice a row of an extract is about, where it was issued more than once.

A release that came back and is issued again keeps its invoice number, so a late row about the
first payment looks like an answer to the second. Only what can be no other is taken for that of
the last payment; the rest is about an earlier one, or a question. C.G.S. § 10-262u(c)(2).
Not here: what a row adds to the record (`ledger/confirming.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money
from ledger.payments.extract import ExtractRow, PaymentStatus
from ledger.payments.voucher import voucher_key


class Which(StrEnum):
    """Which payment of its invoice a row is about."""

    LAST = "the last payment"
    EARLIER = "an earlier payment"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row with the payment it is about.

    Attributes:
        row: the row.
        which: the payment.
        why: what makes it unclear; "" where it is not.
    """

    row: ExtractRow
    which: Which
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the record knows of the payments of one invoice.

    Attributes:
        issued_on: the day the last one was issued.
        paid_on: the day the last one was paid; None while that is not confirmed.
        vouchers: the numbers of the last one, as `voucher_key` has them.
        back_on: the last day that an earlier one came back; None where none did.
        earlier: the numbers of the earlier ones.
        complete: whether each earlier one has a number, so that another number is another payment.
        taken_back: returns of the last one that were corrected away, with the day and the amount.
    """

    issued_on: date
    paid_on: date | None
    vouchers: frozenset[str]
    back_on: date | None
    earlier: frozenset[str]
    complete: bool
    taken_back: frozenset[tuple[date, Money]] = frozenset()

    @property
    def since(self) -> date:
        """The first day on which a row can be about the last payment."""
        return max(self.issued_on, self.back_on or self.issued_on)


def told_of(known: Known, rows: Sequence[ExtractRow]) -> list[Told]:
    """Each row of an invoice with the payment it is about."""
    if known.back_on is None:
        return [_only_payment(known, row) for row in rows]
    told = [_one_of_many(known, row, known.back_on) for row in rows]
    paid = [
        one.row for one in told if one.which is Which.LAST and one.row.status is PaymentStatus.PAID
    ]
    return [_after_payment(known, one, paid) for one in told]


def _only_payment(known: Known, row: ExtractRow) -> Told:
    if row.on is None or row.status is PaymentStatus.BUILT:
        return Told(row=row, which=Which.LAST)
    if row.on < known.issued_on:
        why = (
            f"{_said(row)}, before it was issued here on {known.issued_on}: ask which payment that "
            "was"
        )
        return Told(row=row, which=Which.UNCLEAR, why=why)
    if _before_it_was_paid(known, row) and (row.on, row.amount) not in known.taken_back:
        why = f"{_said(row)}, before it was paid here on {known.paid_on}: ask which day is right"
        return Told(row=row, which=Which.UNCLEAR, why=why)
    return Told(row=row, which=Which.LAST)


def _one_of_many(known: Known, row: ExtractRow, back_on: date) -> Told:
    """A row by its number and its day; a return that is left unclear may be cleared later."""
    key = voucher_key(row.voucher_id)
    if key and key in known.vouchers - known.earlier:
        return _only_payment(known, row)
    if _before_it_was_paid(known, row):
        # Surely none of the last payment's unless its number is new; then a day is wrong.
        return (
            _only_payment(known, row) if _is_new(known, key) else Told(row=row, which=Which.EARLIER)
        )
    which = _paid(known, row, key) if row.status is PaymentStatus.PAID else _back(known, row, key)
    why = _question(known, row, back_on) if which is Which.UNCLEAR else ""
    return Told(row=row, which=which, why=why)


def _before_it_was_paid(known: Known, row: ExtractRow) -> bool:
    """Whether a row is of a return before the day on which the last payment was paid."""
    back = row.status not in (PaymentStatus.PAID, PaymentStatus.BUILT)
    return back and row.on is not None and known.paid_on is not None and row.on < known.paid_on


def _paid(known: Known, row: ExtractRow, key: str) -> Which:
    early = row.on is not None and row.on < known.since
    before = row.on is not None and known.back_on is not None and row.on <= known.back_on
    if before and not _is_new(known, key):
        return Which.EARLIER
    # Between the return and the next issue nothing was in payment; and a number paid once before
    # may be the same payment told again.
    return Which.UNCLEAR if early or key in known.earlier else Which.LAST


def _back(known: Known, row: ExtractRow, key: str) -> Which:
    early = row.on is not None and row.on < known.since
    if key in known.earlier:
        return Which.UNCLEAR if key in known.vouchers and not early else Which.EARLIER
    # Where it came back and was issued again on one day, that day tells nothing.
    if early or (row.on == known.back_on and row.on != known.issued_on):
        return Which.UNCLEAR if _is_new(known, key) else Which.EARLIER
    if _is_new(known, key) or row.status is PaymentStatus.BUILT:
        return Which.LAST
    return Which.UNCLEAR


def _is_new(known: Known, key: str) -> bool:
    """Whether a number is surely none of the earlier payments'."""
    return bool(key) and known.complete and key not in known.earlier


def _after_payment(known: Known, one: Told, paid: Sequence[ExtractRow]) -> Told:
    """A return that follows the last payment's being paid is that of the last payment.

    Where it has a number, it has to be the number that was paid.
    """
    row = one.row
    if one.which is not Which.UNCLEAR or row.status is not PaymentStatus.RETURNED:
        return one
    keys = {voucher_key(other.voucher_id) for other in paid}
    days = [*(other.on for other in paid), known.paid_on]
    first = min((day for day in days if day is not None), default=None)
    key = voucher_key(row.voucher_id)
    if first is None or row.on is None or (key and key not in keys - known.earlier):
        return one
    follows = row.on > known.since and row.on >= first
    return Told(row=row, which=Which.LAST) if follows else one


def _question(known: Known, row: ExtractRow, back_on: date) -> str:
    number = f", voucher {row.voucher_id}" if row.voucher_id else ", without a voucher's number"
    return (
        f"{_said(row)}{number}; a payment of this invoice came back on {back_on} and it was issued "
        f"again on {known.issued_on}: ask which of the two this is about"
    )


def _said(row: ExtractRow) -> str:
    return f"{row.status.value} on {row.on}" if row.on else row.status.value
