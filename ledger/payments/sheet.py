"""The month's end by payee: what this ledger paid against what the other system paid.

The other system's general ledger is the State's book of record, so every difference is explained
or stays open with its age. Values only: who shows or signs the sheet is not here.
Source: C.G.S. § 10-262u(c)(2).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.district import District
from domain.money import ZERO, Money, total
from ledger.payments.answer import crossed_pairs
from ledger.payments.extract import (
    Extract,
    ExtractRow,
    PaymentStatus,
    by_invoice,
    net_paid,
    standing,
)
from ledger.payments.payees import NOBODY, Payees
from ledger.payments.sheet_lines import Explanation, Item, LedgerPayment, PayeeRow, Sheet
from ledger.payments.voucher import payee_name

_NOTHING: Mapping[str, str] = {}


def month_end_sheet(
    payments: Sequence[LedgerPayment],
    extract: Extract,
    month_end: date,
    *,
    payees: Payees = NOBODY,
    named: Mapping[str, str] = _NOTHING,
    everything: Sequence[LedgerPayment] = (),
) -> Sheet:
    """Compare by payee and invoice what was paid by the end of a month.

    `payments`: those issued in the month and those open before it. `payees`: to compare
    vendor ids, and to name the payees of rows with other invoice numbers. `named`: what became of
    invoice numbers that are no such payments, in words. `everything`: payments that one of an
    unknown number may be a twin of.
    """
    counted = [row for row in extract.rows if _counts(row, month_end)]
    rows_of = by_invoice(counted)
    there = {invoice: standing(of) for invoice, of in rows_of.items()}
    here: dict[str, list[LedgerPayment]] = {}
    for payment in sorted(payments, key=lambda payment: (payment.invoice, payment.issued_on)):
        if payment.issued_on <= month_end:
            here.setdefault(payment.invoice, []).append(payment.as_of(month_end))
    crossed = _crossed(here, there)
    items: dict[District | None, list[Item]] = {}
    for invoice, ours in here.items():
        item = _item(ours, rows_of.get(invoice, []), month_end, crossed.get(invoice), payees)
        items.setdefault(ours[0].district, []).append(item)
    for invoice, made in there.items():
        if invoice not in here and made:
            payee = payees.payee_of(made[0])
            whose = named.get(invoice) or _nobody(made, payee, everything or payments)
            item = _only_there(invoice, rows_of[invoice], month_end, whose)
            items.setdefault(payee, []).append(item)
    ordered = sorted(items, key=lambda payee: (payee is None, payee.code if payee else 0))
    rows = tuple(PayeeRow(district=payee, items=tuple(items[payee])) for payee in ordered)
    ledger = total([row.ledger for row in rows])
    paid_there = total([_net(here.get(invoice, ()), of) for invoice, of in rows_of.items()])
    return Sheet(
        month_end=month_end,
        rows=rows,
        not_counted=tuple(row for row in extract.rows if not _counts(row, month_end)),
        ledger=ledger,
        other_system=paid_there,
        proof=_proof(rows, ledger, paid_there),
    )


def _counts(row: ExtractRow, month_end: date) -> bool:
    return row.amount > ZERO and (row.on is None or row.on <= month_end)


def _crossed(
    here: Mapping[str, Sequence[LedgerPayment]], there: Mapping[str, Sequence[ExtractRow]]
) -> dict[str, str]:
    """Each crossed invoice with the name of the payee whose amount it was paid."""
    pairs = crossed_pairs(
        {invoice: ours[-1].amount for invoice, ours in here.items()},
        {i: made[0].amount for i, made in there.items() if i in here and len(made) == 1},
    )
    return {invoice: str(here[other][0].district) for invoice, other in pairs.items()}


def _item(
    ours: Sequence[LedgerPayment],
    rows: Sequence[ExtractRow],
    month_end: date,
    crossed_with: str | None,
    payees: Payees,
) -> Item:
    made = standing(rows)
    explanation, note = _explained(ours, rows, crossed_with, payees)
    settled = explanation in (Explanation.MATCHED, Explanation.DATE)
    return Item(
        invoice=ours[0].invoice,
        release=ours[0].release,
        issued=total([payment.amount for payment in ours]),
        paid=total([payment.paid_amount for payment in ours]),
        returned=total([payment.returned_amount for payment in ours]),
        ledger=total([payment.standing for payment in ours]),
        other_system=_net(ours, rows),
        explanation=explanation,
        age_days=None if settled else (month_end - ours[-1].issued_on).days,
        note=note,
        there=tuple(made),
        unchecked=next(filter(None, (payees.unchecked(ours[0].district, r) for r in made)), ""),
    )


def _explained(
    ours: Sequence[LedgerPayment],
    rows: Sequence[ExtractRow],
    crossed_with: str | None,
    payees: Payees,
) -> tuple[Explanation, str]:
    made = standing(rows)
    ledger = total([payment.standing for payment in ours])
    other = _net(ours, rows)
    here = " and ".join(str(payment.paid_on) for payment in ours if payment.standing)
    there = " and ".join(str(row.on) for row in made)
    if not made and ours[-1].settled:
        return _explained_back(ours[-1], rows)
    part = _part_on_record(ours, rows)
    if part and other == ledger:
        days = " and ".join(dict.fromkeys(str(row.on) for row in part))
        amount = total([row.amount for row in part]).display
        said = f"came back there in part on {days}, {amount}: what stays paid is on record"
        return Explanation.MATCHED, said
    others = [said for row in made if (said := payees.another(ours[0].district, row))]
    if others:
        return Explanation.PAYEE, "; ".join(others)
    if crossed_with is not None and other != ledger:
        return Explanation.CROSSED, f"paid there what was issued to {crossed_with}"
    if len(made) > 1 and other > ledger:
        times = " and ".join(f"{row.amount.display} on {row.on}" for row in made)
        return Explanation.TWICE, f"paid there {len(made)} times: {times}"
    if ledger and not other:
        return Explanation.ONLY_HERE, f"paid here on {here}, not there"
    if other and not ledger:
        back = ours[-1].returned_on
        not_here = f"it came back here on {back}" if back else "not here"
        return Explanation.ONLY_THERE, f"paid there on {there}, {not_here}"
    if other != ledger:
        return Explanation.AMOUNT, f"issued {ours[-1].amount.display}"
    odd = [] if made else _other_returns(ours, rows)
    if odd:
        return Explanation.AMOUNT, f"{' and '.join(odd)}; issued {ours[-1].amount.display}"
    if here != there:
        return Explanation.DATE, f"paid here on {here}, there on {there}"
    if ours[-1].is_open:
        return Explanation.OPEN, ""
    return Explanation.MATCHED, ""


def _net(ours: Sequence[LedgerPayment], rows: Sequence[ExtractRow]) -> Money:
    """What stands paid there; a part that came back alone tells of the payment it is a part of."""
    if not ours or standing(rows):
        return net_paid(rows)
    if ours[-1].settled:
        return -total([row.amount for row in rows if row.status is PaymentStatus.RETURNED])
    return ours[-1].standing if _part_on_record(ours, rows) else net_paid(rows)


def _part_on_record(ours: Sequence[LedgerPayment], rows: Sequence[ExtractRow]) -> list[ExtractRow]:
    """Returns without their payment, of as much less as is on record as paid; else none."""
    last = ours[-1]
    back = [row for row in rows if row.status is PaymentStatus.RETURNED]
    amount = total([row.amount for row in back])
    alone = last.standing and not any(row.status is PaymentStatus.PAID for row in rows)
    # As much as stays paid may be the return of the rest.
    known = amount in last.less and amount != last.standing
    return back if alone and known else []


def _explained_back(ours: LedgerPayment, rows: Sequence[ExtractRow]) -> tuple[Explanation, str]:
    """What was given back in the month of what an earlier month has as paid."""
    back = [row for row in rows if row.status is PaymentStatus.RETURNED]
    here = " and ".join(f"{amount.display} on {day}" for day, amount in ours.given_back)
    said = f"given back here, {here}, of what was paid on {ours.paid_on}"
    if not back:
        return Explanation.ONLY_HERE, f"{said}; not there"
    there = " and ".join(f"{row.amount.display} on {row.on}" for row in back)
    days = {day for day, _ in ours.given_back}
    if -total([row.amount for row in back]) != ours.standing:
        return Explanation.AMOUNT, f"{said}; there {there}"
    if days != {row.on for row in back}:
        return Explanation.DATE, f"{said}; there {there}"
    return Explanation.MATCHED, said


def _other_returns(ours: Sequence[LedgerPayment], rows: Sequence[ExtractRow]) -> list[str]:
    """What came back there, in words, with an amount that nothing here was issued or came back."""
    ours_back = {one.amount for one in ours} | {one.returned_amount for one in ours}
    ours_back |= {amount for one in ours for _, amount in one.given_back}
    back = (PaymentStatus.RETURNED, PaymentStatus.REJECTED)
    return [
        f"came back there on {row.on} with {row.amount.display}"
        if row.on
        else f"rejected there with {row.amount.display}"
        for row in rows
        if row.status in back and row.amount not in ours_back
    ]


def _nobody(
    made: Sequence[ExtractRow], payee: District | None, here: Sequence[LedgerPayment]
) -> str:
    """What may be behind an invoice nobody knows: a payment of the same amount, keyed by hand.

    One that came back here or is open is named before one that was paid.
    """
    amounts = [row.amount for row in made]
    twins = [one for one in here if payee in (None, one.district) and one.amount in amounts]
    if not twins:
        return "no such invoice here"
    twin = min(twins, key=lambda one: bool(one.standing))
    became = "paid here too" if twin.standing else "open here"
    if twin.returned_on is not None:
        became = f"which came back on {twin.returned_on}"
    return (
        f"no such invoice here; same amount as {payee_name(twin.district)}'s {twin.invoice}, "
        f"{became}: keyed by hand?"
    )


def _only_there(invoice: str, rows: Sequence[ExtractRow], month_end: date, whose: str) -> Item:
    first = standing(rows)[0].on or month_end
    return Item(
        invoice=invoice,
        release=None,
        issued=ZERO,
        paid=ZERO,
        returned=ZERO,
        ledger=ZERO,
        other_system=net_paid(rows),
        explanation=Explanation.ONLY_THERE,
        age_days=(month_end - first).days,
        note=f"paid there on {first}; {whose}",
        there=tuple(standing(rows)),
    )


def _proof(rows: Sequence[PayeeRow], ledger: Money, other: Money) -> str:
    """Crossed payments differ by nothing together, so each is shown by its row."""
    said = f"ledger {ledger.display}"
    for kind in Explanation:
        differences = [i.difference for row in rows for i in row.items if i.explanation is kind]
        net = total(differences)
        if net:
            sign, amount = (" + ", net) if net > ZERO else (" − ", -net)
            said += f"{sign}{kind.value} {amount.display}"
    return f"{said} = {other.display}"
