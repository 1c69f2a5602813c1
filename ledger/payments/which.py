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
    """

    issued_on: date
    paid_on: date | None
    vouchers: frozenset[str]
    back_on: date | None
    earlier: frozenset[str]
    complete: bool

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
        one.row.on
        for one in told
        if one.which is Which.LAST and one.row.status is PaymentStatus.PAID and one.row.on
    ]
    first_paid = min([*paid, *([known.paid_on] if known.paid_on else [])], default=None)
    return [_after_payment(known, one, first_paid) for one in told]


def _only_payment(known: Known, row: ExtractRow) -> Told:
    if row.on is not None and row.on < known.issued_on:
        why = (
            f"{_said(row)}, before it was issued here on {known.issued_on}: ask which payment that "
            "was"
        )
        return Told(row=row, which=Which.UNCLEAR, why=why)
    back = row.status in (PaymentStatus.RETURNED, PaymentStatus.REJECTED)
    if back and row.on is not None and known.paid_on is not None and row.on < known.paid_on:
        why = f"{_said(row)}, before it was paid here on {known.paid_on}: ask which day is right"
        return Told(row=row, which=Which.UNCLEAR, why=why)
    return Told(row=row, which=Which.LAST)


def _one_of_many(known: Known, row: ExtractRow, back_on: date) -> Told:
    """A row by its number and its day; a return that is left unclear may be cleared later."""
    key = voucher_key(row.voucher_id)
    if key and key in known.vouchers - known.earlier:
        return Told(row=row, which=Which.LAST)
    paid = row.status is PaymentStatus.PAID
    same, early = key in known.earlier, row.on is not None and row.on < known.since
    if paid:
        another = bool(key and known.earlier and not same)
        if row.on is not None and row.on <= back_on and not (another and known.complete):
            return Told(row=row, which=Which.EARLIER)
        if not same and not early:
            return Told(row=row, which=Which.LAST)
        return Told(row=row, which=Which.UNCLEAR, why=_question(known, row, back_on))
    if same or (early and not (key and known.complete)):
        return Told(row=row, which=Which.EARLIER)
    fresh = bool(key) and known.complete
    if not early and (fresh or row.status is PaymentStatus.BUILT):
        return Told(row=row, which=Which.LAST)
    return Told(row=row, which=Which.UNCLEAR, why=_question(known, row, back_on))


def _after_payment(known: Known, one: Told, first_paid: date | None) -> Told:
    """A return without a number is that of the last payment where it follows its being paid."""
    row = one.row
    numberless = one.which is Which.UNCLEAR and not row.voucher_id
    if (
        numberless
        and row.status is PaymentStatus.RETURNED
        and row.on is not None
        and first_paid is not None
        and row.on > known.since
        and row.on >= first_paid
    ):
        return Told(row=row, which=Which.LAST)
    return one


def _question(known: Known, row: ExtractRow, back_on: date) -> str:
    number = f", voucher {row.voucher_id}" if row.voucher_id else ", without a voucher's number"
    return (
        f"{_said(row)}{number}; a payment of this invoice came back on {back_on} and it was issued "
        f"again on {known.issued_on}: ask which of the two this is about"
    )


def _said(row: ExtractRow) -> str:
    return f"{row.status.value} on {row.on}" if row.on else row.status.value
