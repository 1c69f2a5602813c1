"""What to do next after a payment was fixed, and how a payment of the same money is kept back.

Not here: the steps in the other system (`ledger/payments/cures.py`).
"""

from collections.abc import Sequence

from cli.payments_doubt import ASK, town
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.application import Kept
from ledger.fixing import Fix
from ledger.payments.cures import Stage
from ledger.payments.voucher import Voucher
from ledger.payments_on_record import ReleaseOnRecord, Standing
from ledger.surplus import Supplement, Surplus


def after_fix(
    fix: Fix,
    slip: Voucher,
    amount: Money,
    records: Sequence[Kept],
    surplus: Sequence[Surplus],
    before: Sequence[ReleaseOnRecord],
) -> list[str]:
    """The commands that follow the fix of a payment.

    `amount`: as the other system has it; `before`: earlier payments that came back, in whose place
    this one may be.
    """
    return [
        *(step for one in surplus for step in stopped(one)),
        *_mending(fix, slip, amount, records, surplus, before),
    ]


def stopped(surplus: Surplus, *, came_back: bool = False) -> list[str]:
    """How a supplement that is not owed any more is kept back, or comes back.

    `came_back`: whether it is about to be recorded as come back.
    """
    one, place = surplus.supplement, town(surplus.supplement.district)
    at = f"{place} --fiscal-year {one.fiscal_year} --release {one.release}"
    owed = one.authorized - surplus.too_much
    anew = f" (what is owed of it, {owed.display}, then goes out anew)" if owed else ""
    withdraw = f"alliance release withdraw {at} --because TEXT{anew}"
    if one.standing is None:
        batch = f"alliance release withdraw-batch {one.release} --because TEXT"
        whole = batch if one.batch else withdraw
        return [f"do not approve {one.release} for {one.district}", whole]
    if one.standing is Standing.AUTHORIZED:
        return [f"do not issue {one.release} of {one.district}", withdraw]
    if came_back or one.standing is Standing.RETURNED:
        return [withdraw]
    if one.standing is Standing.IN_PAYMENT:
        return [hold(one), f"then {withdraw}"]
    return [
        f"{ASK} for {surplus.too_much.display} of {one.invoice} back",
        "alliance notice draft POSITION… --found TEXT --number N (§ 4-33a)",
    ]


def _mending(
    fix: Fix,
    slip: Voucher,
    amount: Money,
    records: Sequence[Kept],
    surplus: Sequence[Surplus],
    before: Sequence[ReleaseOnRecord],
) -> list[str]:
    place = f"{town(slip.district)} --fiscal-year {slip.fiscal_year}"
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
    if fix.stage is Stage.NOT_POSTED:
        return _again(slip, surplus, before)
    if fix.stage is Stage.POSTED_UNPAID:
        return [withdraw, supplement]
    if fix.another_vendor:
        back = (
            f"alliance payments return-release {place} --release {slip.release} --because TEXT "
            "(when it came back)"
        )
        return [back, withdraw, supplement, notice]
    if amount < slip.amount:
        return [supplement, notice]
    if amount > slip.amount:
        back = (
            f"alliance payments overpayment-returned {place} --release {slip.release} "
            f"--amount {amount - slip.amount} --because TEXT"
        )
        return [back, notice]
    return []


def _again(
    slip: Voucher, surplus: Sequence[Surplus], before: Sequence[ReleaseOnRecord]
) -> list[str]:
    """How what was not posted goes out again, and no other payment of its batch."""
    if any(one.supplement.release == slip.release for one in surplus):
        return []  # to be withdrawn, as said already
    first = " and ".join(one.invoice for one in before)
    sure = f"once it is sure that {first} was not paid: " if first else ""
    return [f"{sure}{issue_it(slip.district, slip.fiscal_year, slip.release)}"]


def hold(other: ReleaseOnRecord | Supplement) -> str:
    """How a later release of the same money is kept from leaving."""
    place = town(other.district)
    if other.standing is Standing.AUTHORIZED:
        return f"do not issue {other.release} of {other.district} ({other.invoice})"
    if other.standing is Standing.PAID:
        return (
            f"if both it and {other.invoice} were paid, one has to come back: alliance notice "
            "draft POSITION… --found TEXT --number N (§ 4-33a)"
        )
    return (
        f"stop {other.invoice} before it is paid: alliance payments fix {other.release} {place} "
        "--stage not-posted --because TEXT (or --stage posted-unpaid)"
    )


def issue_it(district: District, fiscal_year: FiscalYear, release: str) -> str:
    """The command that issues one release, and no other of its batch."""
    return (
        f"alliance payments issue-release {town(district)} --fiscal-year {fiscal_year} "
        f"--release {release}"
    )
