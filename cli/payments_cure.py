"""The cure sheet of a payment that went wrong: both figures, the steps, what was recorded.

Not here: reading what was asked and recording it (`payments_fix.py`), the steps' words
(`ledger/payments/cures.py`). C.G.S. § 10-262u(c)(2).
"""

from collections.abc import Sequence

from cli.payment_records import print_records, record_rows
from cli.render import out
from cli.wiring import Office
from domain.money import Money
from ledger.application import Kept
from ledger.fixing import Fix
from ledger.payments.cures import Cure
from ledger.payments.voucher import Voucher
from ledger.surplus import Surplus


def sheet_data(
    meant: Fix,
    slip: Voucher,
    amount: Money,
    told: Cure,
    records: Sequence[Kept],
    surplus: Sequence[Surplus],
) -> dict[str, object]:
    """The sheet as JSON. `amount`: as the other system has it."""
    return {
        "batch": slip.batch,
        "district": slip.district.name,
        "town_code": slip.district.code,
        "invoice": slip.invoice,
        "stage": told.stage.value,
        "authorized": slip.amount,
        "other_system": amount,
        "difference": amount - slip.amount,
        "because": meant.because,
        "records": record_rows(records),
        "steps": [
            {"place": step.place.value, "words": step.words, "command": step.command}
            for step in told.steps
        ],
        "source": told.source,
        "near_twins": [str(twin) for twin in slip.district.near_twins],
        "too_much": [
            {
                "release": one.supplement.release,
                "invoice": one.supplement.invoice,
                "status": one.supplement.said,
                "authorized": one.supplement.authorized,
                "too_much": one.too_much,
            }
            for one in surplus
        ],
    }


def _caution(one: Surplus) -> str:
    supplement = one.supplement
    return (
        f"CAUTION: supplement {supplement.release} ({supplement.invoice}) of "
        f"{supplement.authorized.display} was given when {one.short.display} stood as paid too "
        f"little; it is {supplement.said}, and {one.too_much.display} of it is too much."
    )


def _not_the_town(slip: Voucher, *, recorded: bool) -> str:
    """Where a payment stands that somebody else got."""
    return (
        f"{'' if recorded else 'Nothing was recorded: '}{slip.district} was not paid. "
        f"{slip.release} stays in payment until the money is back (alliance payments "
        "return-release) or the town has it (alliance payments confirm-release)."
    )


def print_sheet(
    office: Office,
    meant: Fix,
    slip: Voucher,
    amount: Money,
    told: Cure,
    records: Sequence[Kept],
    surplus: Sequence[Surplus],
    *,
    dry_run: bool,
) -> None:
    """The sheet on the screen, and what was recorded. `amount`: as the other system has it."""
    out(office.headline)
    out(f"Cure sheet · {slip.district} · {slip.batch} · invoice {slip.invoice} · {told.stage}")
    out(
        f"authorized {slip.amount.display} · other system {amount.display} · difference "
        f"{(amount - slip.amount).display} · because: {meant.because}"
    )
    twins = ", ".join(str(twin) for twin in slip.district.near_twins)
    if twins:
        out(f"This is {slip.district}. Easily taken for it: {twins}.")
    out("")
    for place, step in enumerate(told.steps, start=1):
        out(f"{place}. {step.place}: {step.words}")
    out(f"source  {told.source}")
    out("")
    if records:
        out("DRY RUN, nothing was recorded. This would be:" if dry_run else "Recorded:")
        print_records(records, dry_run=dry_run)
    elif not meant.another_vendor:
        out("Nothing new was recorded: the record says so already.")
    if meant.another_vendor:
        out(_not_the_town(slip, recorded=bool(records)))
    for one in surplus:
        out(_caution(one))
