"""The other system's answer to a batch, voucher by voucher, since equal totals hide a crossed pair.

Every voucher has exactly one line; what the extract holds beside the batch has lines of its own.
Not here: reading the extract (`extract.py`), recording what it says (commands), the month's end
(`sheet.py`). Source: C.G.S. § 10-262u(c)(2).
"""

from collections.abc import Collection, Mapping, Sequence

from domain.money import ZERO, Money, total
from ledger.payments.answer_lines import Answer, AnswerLine, Category, added_up
from ledger.payments.extract import (
    Extract,
    ExtractRow,
    PaymentStatus,
    back_in_part,
    by_day,
    by_invoice,
    net_paid,
    standing,
)
from ledger.payments.payees import NOBODY, Payees
from ledger.payments.voucher import Voucher, in_order, require_own_invoices

_NOTHING_ELSE: Collection[str] = frozenset()
_NO_ROWS: Collection[int] = frozenset()


def match(
    vouchers: Sequence[Voucher],
    extract: Extract,
    *,
    payees: Payees = NOBODY,
    other_invoices: Collection[str] = _NOTHING_ELSE,
    earlier_lines: Collection[int] = _NO_ROWS,
) -> Answer:
    """What an extract says of the vouchers of a batch.

    `payees`: to compare vendor ids too, where the extract has them. `other_invoices`: invoice
    numbers of other batches, whose rows are left out. `earlier_lines`: the lines of the file that
    are about a payment that came back before. Raises VoucherError for a number used twice.
    """
    require_own_invoices(vouchers)
    ordered = in_order(vouchers)
    ours = {voucher.invoice for voucher in ordered}
    known = [
        row for row in extract.rows if row.invoice in ours or row.invoice not in other_invoices
    ]
    rows = [row for row in known if row.line not in earlier_lines]
    before = [row for row in known if row.line in earlier_lines]
    counted = by_invoice(row for row in rows if not _not_positive(row))
    paid_once = {
        voucher.invoice: made[0].amount
        for voucher in ordered
        if len(made := standing(counted.get(voucher.invoice, []))) == 1
    }
    crossed = crossed_pairs({voucher.invoice: voucher.amount for voucher in ordered}, paid_once)
    authorized = {voucher.invoice: voucher for voucher in ordered}
    batch = [
        _line(voucher, counted.get(voucher.invoice, []), crossed, authorized, payees)
        for voucher in ordered
    ]
    there = [
        _only_there(invoice, found, ordered, payees)
        for invoice, found in counted.items()
        if invoice not in ours
    ]
    odd = [_odd(row, authorized, payees) for row in rows if _not_positive(row)]
    paid = total([net_paid(found) for found in counted.values()])
    return added_up(
        batch, [*there, *odd], paid, before=before, elsewhere=len(extract.rows) - len(known)
    )


def crossed_pairs(wanted: Mapping[str, Money], paid: Mapping[str, Money]) -> dict[str, str]:
    """The invoices paid each other's amount, each with its other; no invoice is in two pairs."""
    waiting: dict[tuple[Money, Money], list[str]] = {}
    found: dict[str, str] = {}
    for invoice, amount in paid.items():
        want = wanted[invoice]
        if amount == want:
            continue
        others = waiting.get((amount, want))
        if others:
            other = others.pop(0)
            found |= {invoice: other, other: invoice}
        else:
            waiting.setdefault((want, amount), []).append(invoice)
    return found


def _line(
    voucher: Voucher,
    rows: Sequence[ExtractRow],
    crossed: Mapping[str, str],
    authorized: Mapping[str, Voucher],
    payees: Payees,
) -> AnswerLine:
    category, note = _judged(voucher, rows, crossed, authorized, payees)
    made = standing(rows)
    back = [row for row in by_day(rows) if _came_back(row)]
    on = max((row.on for row in made or rows if row.on is not None), default=None)
    year = voucher.fiscal_year
    outside = on is not None and not year.first_day <= on <= year.last_day
    needs = ": the pay date needs a reason" if made else ""
    said = [note, f"{on} is outside {year}{needs}." if outside else ""]
    numbers = [row.voucher_id for row in reversed(by_day(made or rows)) if row.voucher_id]
    returned = back[-1].amount if category is Category.RETURNED else ZERO
    waiting = (Category.BUILT, Category.REJECTED, Category.MISSING)
    return AnswerLine(
        category=category,
        invoice=voucher.invoice,
        district=voucher.district,
        voucher=voucher,
        authorized=voucher.amount,
        paid=net_paid(rows),
        returned=returned,
        unpaid=voucher.amount if category in waiting else ZERO,
        on=on,
        outside_year=outside,
        number=next(iter(numbers), ""),
        unchecked=next(filter(None, (payees.unchecked(voucher.district, r) for r in made)), ""),
        note=" ".join(filter(None, said)),
    )


def _judged(
    voucher: Voucher,
    rows: Sequence[ExtractRow],
    crossed: Mapping[str, str],
    authorized: Mapping[str, Voucher],
    payees: Payees,
) -> tuple[Category, str]:
    made = standing(rows)
    if not made:
        return _unpaid(rows)
    if len(made) > 1:
        times = " and ".join(f"{row.amount.display} on {row.on}" for row in made)
        return Category.DUPLICATE, f"Paid {len(made)} times: {times}."
    (paid,) = made
    another = payees.another(voucher.district, paid)
    if another:
        return Category.PAYEE, f"{another[0].upper()}{another[1:]}."
    if voucher.invoice in crossed:
        other = authorized[crossed[voucher.invoice]].district
        return Category.CROSSED, f"Paid what was authorized for {other}, and the other way round."
    parts = [row.amount.display for row in back_in_part(rows)]
    if parts:
        return Category.AMOUNT, f"A return of {parts[-1]} is not the return of this payment."
    if paid.amount != voucher.amount:
        return Category.AMOUNT, _whose(paid.amount, authorized.values())
    return Category.PAID, ""


def _unpaid(rows: Sequence[ExtractRow]) -> tuple[Category, str]:
    statuses = {row.status for row in rows}
    if PaymentStatus.RETURNED in statuses:
        return Category.RETURNED, ""
    if PaymentStatus.BUILT in statuses:
        return Category.BUILT, ""
    if PaymentStatus.REJECTED in statuses:
        return Category.REJECTED, ""
    return Category.MISSING, ""


def _only_there(
    invoice: str, rows: Sequence[ExtractRow], vouchers: Sequence[Voucher], payees: Payees
) -> AnswerLine:
    made = standing(rows)
    payee = next(filter(None, (payees.payee_of(row) for row in rows)), None)
    twins = [
        voucher.invoice
        for voucher in vouchers
        if payee in (None, voucher.district) and voucher.amount in [row.amount for row in rows]
    ]
    keyed = f"Same amount as {twins[0]}: keyed by hand as well?" if twins else ""
    unpaid = "" if made else f"It was {rows[-1].status.value}."
    return AnswerLine(
        category=Category.ONLY_THERE,
        invoice=invoice,
        district=payee,
        voucher=None,
        authorized=ZERO,
        paid=net_paid(rows),
        on=max((row.on for row in rows if row.on is not None), default=None),
        note=" ".join(filter(None, (keyed, unpaid))),
    )


def _odd(row: ExtractRow, authorized: Mapping[str, Voucher], payees: Payees) -> AnswerLine:
    voucher = authorized.get(row.invoice)
    return AnswerLine(
        category=Category.NOT_POSITIVE,
        invoice=row.invoice,
        district=voucher.district if voucher else payees.payee_of(row),
        voucher=None,
        authorized=ZERO,
        on=row.on,
        note=f"Line {row.line}: {row.amount.display} {row.status.value}; not counted anywhere.",
    )


def _whose(amount: Money, vouchers: Collection[Voucher]) -> str:
    owners = [str(voucher.district) for voucher in vouchers if voucher.amount == amount]
    return f"{amount.display} was authorized for {', '.join(owners)}." if owners else ""


def _came_back(row: ExtractRow) -> bool:
    return row.status is PaymentStatus.RETURNED


def _not_positive(row: ExtractRow) -> bool:
    """Below zero, or a payment of nothing: named, and never part of a sum."""
    money = row.status in (PaymentStatus.PAID, PaymentStatus.RETURNED)
    return row.amount < ZERO or (money and not row.amount)
