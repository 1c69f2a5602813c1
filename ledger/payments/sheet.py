"""The month's end by payee: what this ledger paid against what the other system paid.

The other system's general ledger is the State's book of record, so every difference is explained
or stays open with its age. Values only: who shows or signs the sheet is not here.
Source: C.G.S. § 10-262u(c)(2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.district import District
from domain.money import ZERO, Money, total
from ledger.payments.answer import crossed_pairs, payee_of
from ledger.payments.extract import Extract, ExtractRow, by_invoice, standing
from ledger.payments.profile import Profile


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
    """

    district: District
    invoice: str
    release: str
    amount: Money
    issued_on: date
    paid_on: date | None = None
    returned_on: date | None = None
    paid: Money | None = None

    @property
    def paid_amount(self) -> Money:
        """What was paid, whether or not it came back."""
        if self.paid_on is None:
            return ZERO
        return self.amount if self.paid is None else self.paid

    @property
    def returned_amount(self) -> Money:
        """What came back, before or after it was paid."""
        if self.returned_on is None:
            return ZERO
        return self.amount if self.paid_on is None else self.paid_amount

    @property
    def standing(self) -> Money:
        """What was paid and did not come back."""
        return self.paid_amount if self.returned_on is None else ZERO

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


def month_end_sheet(
    payments: Sequence[LedgerPayment],
    extract: Extract,
    month_end: date,
    *,
    profile: Profile | None = None,
) -> Sheet:
    """Compare by payee and invoice what was paid by the end of a month.

    `payments`: those issued in the month and those open before it. `profile`: names the payees of
    rows with other invoice numbers.
    """
    counted = [row for row in extract.rows if _counts(row, month_end)]
    there = {invoice: standing(rows) for invoice, rows in by_invoice(counted).items()}
    here: dict[str, list[LedgerPayment]] = {}
    for payment in sorted(payments, key=lambda payment: (payment.invoice, payment.issued_on)):
        if payment.issued_on <= month_end:
            here.setdefault(payment.invoice, []).append(payment.as_of(month_end))
    crossed = _crossed(here, there)
    items: dict[District | None, list[Item]] = {}
    for invoice, ours in here.items():
        item = _item(ours, there.get(invoice, []), month_end, crossed.get(invoice))
        items.setdefault(ours[0].district, []).append(item)
    for invoice, made in there.items():
        if invoice not in here and made:
            payee = payee_of(made[0], profile)
            items.setdefault(payee, []).append(_only_there(invoice, made, month_end))
    payees = sorted(items, key=lambda payee: (payee is None, payee.code if payee else 0))
    rows = tuple(PayeeRow(district=payee, items=tuple(items[payee])) for payee in payees)
    ledger = total([row.ledger for row in rows])
    paid_there = total([paid.amount for made in there.values() for paid in made])
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
    made: Sequence[ExtractRow],
    month_end: date,
    crossed_with: str | None,
) -> Item:
    explanation, note = _explained(ours, made, crossed_with)
    settled = explanation in (Explanation.MATCHED, Explanation.DATE)
    return Item(
        invoice=ours[0].invoice,
        release=ours[0].release,
        issued=total([payment.amount for payment in ours]),
        paid=total([payment.paid_amount for payment in ours]),
        returned=total([payment.returned_amount for payment in ours]),
        ledger=total([payment.standing for payment in ours]),
        other_system=total([row.amount for row in made]),
        explanation=explanation,
        age_days=None if settled else (month_end - ours[-1].issued_on).days,
        note=note,
    )


def _explained(
    ours: Sequence[LedgerPayment], made: Sequence[ExtractRow], crossed_with: str | None
) -> tuple[Explanation, str]:
    ledger = total([payment.standing for payment in ours])
    other = total([row.amount for row in made])
    here = " and ".join(str(payment.paid_on) for payment in ours if payment.standing)
    there = " and ".join(str(row.on) for row in made)
    if crossed_with is not None and other != ledger:
        return Explanation.CROSSED, f"paid there what was issued to {crossed_with}"
    if ledger and not other:
        return Explanation.ONLY_HERE, f"paid here on {here}, not there"
    if other and not ledger:
        return Explanation.ONLY_THERE, f"paid there on {there}, not here"
    if other != ledger:
        return Explanation.AMOUNT, f"issued {ours[-1].amount.display}"
    if here != there:
        return Explanation.DATE, f"paid here on {here}, there on {there}"
    if ours[-1].is_open:
        return Explanation.OPEN, ""
    return Explanation.MATCHED, ""


def _only_there(invoice: str, made: Sequence[ExtractRow], month_end: date) -> Item:
    first = made[0].on or month_end
    return Item(
        invoice=invoice,
        release=None,
        issued=ZERO,
        paid=ZERO,
        returned=ZERO,
        ledger=ZERO,
        other_system=total([row.amount for row in made]),
        explanation=Explanation.ONLY_THERE,
        age_days=(month_end - first).days,
        note=f"paid there on {first}; no such invoice here",
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
