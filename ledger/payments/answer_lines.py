"""The lines of an answer and what they add up to, over the batch and over the extract.

Not here: finding the lines (`answer.py`), recording what they say (commands).
Source: C.G.S. § 10-262u(c)(2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.district import District
from domain.money import ZERO, Money, total
from ledger.payments.extract import ExtractRow, by_invoice, net_paid, standing
from ledger.payments.voucher import Voucher


class Category(StrEnum):
    """What the extract says of a voucher, or of a row that is no voucher of the batch."""

    PAID = "paid"
    RETURNED = "returned"
    BUILT = "built, not paid"
    REJECTED = "rejected"
    CROSSED = "crossed"
    AMOUNT = "amount differs"
    PAYEE = "another vendor"
    DUPLICATE = "paid twice"
    MISSING = "missing"
    ONLY_THERE = "only there"
    NOT_POSITIVE = "zero or below"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One voucher, or one thing of the extract that is no voucher of the batch.

    For every line: paid + returned + unpaid − difference = authorized.

    Attributes:
        category: what the extract says.
        invoice: its number.
        district: the payee; None where an extract's row does not tell.
        voucher: the voucher; None for what is not of the batch.
        authorized: what the Commissioner authorized; zero for what is not of the batch.
        paid: what was paid and did not come back, whole or in part.
        returned: what came back, where nothing stands paid.
        unpaid: what was authorized, where nothing was paid or came back.
        on: the day of what stands paid; else the last day something was paid or came back.
        outside_year: whether that day lies outside the fiscal year; it then needs a reason.
        note: what else the figures show; "" where nothing.
        number: the other system's own number of what was paid, or came back; "" where not given.
        unchecked: why the vendor id of what was paid was not compared; "" where it was.
    """

    category: Category
    invoice: str
    district: District | None
    voucher: Voucher | None
    authorized: Money
    paid: Money = ZERO
    returned: Money = ZERO
    unpaid: Money = ZERO
    on: date | None = None
    outside_year: bool = False
    note: str = ""
    number: str = ""
    unchecked: str = ""

    @property
    def difference(self) -> Money:
        """What is too much (above zero) or too little (below)."""
        return self.paid + self.returned + self.unpaid - self.authorized


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the extract says of a batch.

    Attributes:
        lines: the vouchers by town code, then what is only there, then what is zero or below.
        elsewhere: rows left out because their invoices are known to be of other batches.
        earlier: rows left out because they are about a payment that came back and was issued again.
        authorized: of the batch.
        paid: for vouchers of the batch.
        returned: of the batch.
        only_there: paid under invoices that are not of the batch.
        proof: adds up to what was authorized.
        extract_proof: adds up to what the extract paid; leaves out rows of other batches.
    """

    lines: tuple[AnswerLine, ...]
    elsewhere: int
    earlier: int
    authorized: Money
    paid: Money
    returned: Money
    only_there: Money
    proof: str
    extract_proof: str

    @property
    def findings(self) -> tuple[AnswerLine, ...]:
        """The lines somebody has to look at: all but those paid as authorized within the year."""
        return tuple(
            line for line in self.lines if line.category is not Category.PAID or line.outside_year
        )

    def of(self, category: Category) -> tuple[AnswerLine, ...]:
        """The lines of one category."""
        return tuple(line for line in self.lines if line.category is category)


def added_up(
    batch: Sequence[AnswerLine],
    others: Sequence[AnswerLine],
    extract: Money,
    *,
    before: Sequence[ExtractRow],
    elsewhere: int,
) -> Answer:
    """The answer of these lines with its proofs.

    `others`: what is no voucher of the batch; `extract`: paid in the extract by both together;
    `before`: rows about earlier payments; `elsewhere`: how many rows are of other batches.
    """
    authorized = total([line.authorized for line in batch])
    paid = total([line.paid for line in batch])
    outside = [line for line in others if line.paid]
    only_there = total([line.paid for line in outside])
    there = f" + only there {len(outside)} · {only_there.display}" if outside else ""
    of_earlier = [net_paid(found) for found in by_invoice(before).values() if standing(found)]
    if of_earlier:
        there += f" + of earlier payments {len(of_earlier)} · {total(of_earlier).display}"
    all_paid = extract + total(of_earlier)
    return Answer(
        lines=(*batch, *others),
        elsewhere=elsewhere,
        earlier=len(before),
        authorized=authorized,
        paid=paid,
        returned=total([line.returned for line in batch]),
        only_there=only_there,
        proof=f"{_parts(batch)} = {authorized.display}",
        extract_proof=f"paid in the batch {paid.display}{there} = {all_paid.display}",
    )


def _parts(batch: Sequence[AnswerLine]) -> str:
    """What the vouchers came to by what became of them, less what differs from the authorized.

    Crossed payments differ by nothing together, which is why each has a line of its own.
    """
    single = [line.difference for line in batch if line.category is not Category.CROSSED]
    waiting = (Category.BUILT, Category.REJECTED, Category.MISSING)
    parts = [
        (" + ", "paid", [line.paid for line in batch if line.paid]),
        (" + ", "returned", [line.returned for line in batch if line.returned]),
        *(
            (" + ", kind.value, [line.unpaid for line in batch if line.category is kind])
            for kind in waiting
        ),
        (" + ", "too little", [-amount for amount in single if amount < ZERO]),
        (" − ", "too much", [amount for amount in single if amount > ZERO]),
    ]
    said = "".join(
        f"{sign}{name} {len(amounts)} · {total(amounts).display}"
        for sign, name, amounts in parts
        if amounts
    )
    return said.removeprefix(" + ") or ZERO.display
