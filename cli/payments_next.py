"""What to do next after an answer or a fix: the commands of this program, ready to be typed.

Not here: the steps in the other system (`ledger/payments/cures.py`).
"""

from collections.abc import Mapping, Sequence

from domain.district import District
from domain.money import Money
from ledger.application import Kept
from ledger.batch_record import Batch
from ledger.confirming import ConfirmLine
from ledger.payments.answer import Category
from ledger.payments.cures import Stage
from ledger.payments.voucher import Voucher
from ledger.payments_on_record import ReleaseOnRecord

_FIXABLE = (Category.CROSSED, Category.AMOUNT, Category.PAYEE, Category.DUPLICATE)
_BACK = (Category.RETURNED, Category.REJECTED)


def after_answer(
    batch: Batch, open_lines: Sequence[ConfirmLine], releases: Mapping[District, ReleaseOnRecord]
) -> list[str]:
    """The commands that mend what an answer leaves open, each once."""
    name = batch.prepared.batch
    steps = [
        f"alliance payments fix {name} {_town(one.district)} --stage paid --paid {one.paid} "
        f"--paid-on {one.on} --because TEXT"
        for one in (line.line for line in open_lines)
        if one.category in _FIXABLE and one.district is not None and one.district in releases
    ]
    categories = {line.line.category for line in open_lines}
    if categories & set(_BACK):
        steps.append(f"alliance payments issue {name} --returned")
    if categories & set(_FIXABLE):
        steps.append("alliance notice draft POSITION… --found TEXT --number N (§ 4-33a)")
    return steps


def after_fix(stage: Stage, slip: Voucher, amount: Money, records: Sequence[Kept]) -> list[str]:
    """The commands that follow the fix of a payment. `amount`: as the other system has it."""
    place = f"{_town(slip.district)} --fiscal-year {slip.fiscal_year}"
    withdraw = (
        f"alliance release withdraw {place} --release {slip.release} --because TEXT "
        "(before a supplement: what came back is still authorized)"
    )
    supplement = (
        f"alliance release batch --fiscal-year {slip.fiscal_year} --installment … "
        "--supplement REASON"
    )
    positions = " ".join(str(kept.position) for kept in records) or "POSITION…"
    notice = f"alliance notice draft {positions} --found TEXT --number N (§ 4-33a)"
    if stage is Stage.NOT_POSTED:
        return [f"alliance payments issue {slip.batch} --returned"]
    if stage is Stage.POSTED_UNPAID:
        return [withdraw, supplement]
    if amount < slip.amount:
        return [supplement, notice]
    if amount > slip.amount:
        back = (
            f"alliance payments overpayment-returned {place} --release {slip.release} "
            f"--amount {amount - slip.amount} --because TEXT"
        )
        return [back, notice]
    back = (
        f"alliance payments return-release {place} --release {slip.release} --because TEXT "
        "(when it came back)"
    )
    return [back, withdraw, supplement, notice]


def _town(district: District) -> str:
    return f'"{district.name}"' if " " in district.name else district.name
