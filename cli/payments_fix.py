"""`alliance payments fix`: undo a payment that went wrong, by the stage it reached.

Prints the cure sheet and records what the stage needs; both figures stay. C.G.S. § 10-262u(c)(2).
Not here: what is recorded (`ledger/fixing.py`), the sheet's words (`ledger/payments/cures.py`).
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.acts import Document, PriorYearBecause, documents_of
from cli.after_write import after_write
from cli.payments_cure import print_sheet, sheet_data
from cli.payments_next_fix import after_fix
from cli.prior_year import reason_after
from cli.release import BatchName
from cli.render import out, print_json, replace_file
from cli.sending import noted
from cli.wiring import Office, actor_name, may_ask, new_command_id, open_office
from domain.district import district_named
from domain.errors import NotFoundError, UsageError
from domain.money import Money
from ledger.alarms import came_back_before
from ledger.application import Kept
from ledger.batch_record import batch_named
from ledger.batch_unit import Desk
from ledger.clock import parse_date
from ledger.exporting import label_of
from ledger.fixing import Fix, Paid, instructions, record_fix, surplus_of
from ledger.payments.cures import Stage, cure
from ledger.payments.paper import Reversal, reversal_worksheet
from ledger.payments.profile_file import read_profile
from ledger.payments.voucher import Voucher
from ledger.payments_on_record import ReleaseOnRecord, of_batch, releases_on_record
from ledger.plain import require_text

# As typed; a stage's own words have blanks and a comma.
_STAGES = {stage.value.replace(", ", "-").replace(" ", "-"): stage for stage in Stage}


def fix(
    context: typer.Context,
    batch: BatchName,
    district: options.District,
    because: Annotated[str, typer.Option("--because", help="What went wrong.", metavar="TEXT")],
    stage: Annotated[
        str | None,
        typer.Option(
            "--stage", help=f"How far it came there: {', '.join(_STAGES)}.", metavar="STAGE"
        ),
    ] = None,
    paid: Annotated[
        str | None, typer.Option("--paid", help="What was paid (stage paid).", metavar="AMOUNT")
    ] = None,
    paid_on: Annotated[
        str | None, typer.Option("--paid-on", help="The day (stage paid).", metavar="DATE")
    ] = None,
    voucher: Annotated[
        str | None,
        typer.Option("--voucher", help="The voucher's number in your system.", metavar="TEXT"),
    ] = None,
    another_vendor: Annotated[
        bool,
        typer.Option("--another-vendor", help="Somebody else was paid (stage paid)."),
    ] = False,
    posted: Annotated[
        str | None,
        typer.Option(
            "--posted", help="What stands there, where it is another amount.", metavar="AMOUNT"
        ),
    ] = None,
    worksheet: Annotated[
        Path | None,
        typer.Option("--worksheet", help="Also write the reversal worksheet here.", metavar="FILE"),
    ] = None,
    profile: Annotated[
        Path | None,
        typer.Option("--profile", help="The payment profile, for the worksheet.", metavar="FILE"),
    ] = None,
    document: Document = None,
    prior_year_because: PriorYearBecause = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Undo a payment that went wrong: the steps by its stage, and what the ledger records of it.

    Not posted or posted and unpaid: it comes back. Paid another amount: it is confirmed with that
    amount; both figures stay. Paid to another vendor: the town was not paid, so nothing is
    confirmed. Run again: nothing is recorded twice.
    """
    actor = actor_name(actor)
    require_text(because, "What went wrong", longest=400)
    asking = may_ask(no_input) and not as_json
    reached = _stage(stage, asking=asking)
    there = _paid(reached, paid, paid_on, voucher, asking=asking)
    _require_paid(reached, another_vendor)
    office = open_office(context, write=not dry_run, money=True)
    release, name = _release(office, batch, district)
    meant = Fix(
        release=release,
        stage=reached,
        paid=there,
        because=because,
        another_vendor=another_vendor,
    )
    reason = (
        reason_after(release.fiscal_year, there.on, prior_year_because, asking=asking)
        if there
        else {}
    )
    desk = Desk(
        actor=actor,
        effective_on=parse_date(effective_on) if effective_on else None,
        documents={**documents_of(document), **reason},
        dry_run=dry_run,
        command_id=new_command_id(),
    )
    asked = instructions(meant, desk)
    slip = release.voucher_of(name)
    amount = there.amount if there else Money.parse(posted) if posted else slip.amount
    told = cure(reached, slip, there=amount, another_vendor=another_vendor)
    # Rehearsed first, so that a fix that is refused leaves no worksheet behind.
    record_fix(office.ledger, meant, replace(desk, dry_run=True))
    _write_worksheet(office, meant, slip, amount, worksheet, profile, dry_run=dry_run)
    records = _recorded(office, meant, desk, [one.command_id for one in asked])
    surplus = surplus_of(office.ledger, meant)
    before = came_back_before(release, releases_on_record(office.ledger, release.fiscal_year))
    steps = after_fix(meant, slip, amount, () if dry_run else records, surplus, before)
    if as_json:
        data = sheet_data(meant, slip, amount, told, records, surplus) | {"next_steps": steps}
        print_json("payments.fix", data, office.meta(dry_run=dry_run))
        return
    print_sheet(office, meant, slip, amount, told, records, surplus, dry_run=dry_run)
    for following in steps:
        out(f"Next: {following}")


def _require_paid(stage: Stage, another_vendor: bool) -> None:
    if another_vendor and stage is not Stage.PAID:
        raise UsageError(
            f"A payment that is {stage.value} was paid to nobody, so to no other vendor either.",
            next_step="Leave --another-vendor out: at this stage the cure is the same.",
        )


def _stage(given: str | None, *, asking: bool) -> Stage:
    """The stage as typed, or asked for. Raises UsageError."""
    known = ", ".join(_STAGES)
    text = given
    if text is None and asking:
        text = str(typer.prompt(f"How far did it come in the other system ({known})", err=True))
    if text is None:
        raise UsageError(
            "The stage the payment reached is not given.",
            next_step=f"Ask whether it was posted and paid, then give --stage: {known}.",
        )
    found = _STAGES.get(text.strip().lower())
    if found is None:
        raise UsageError(f"{text!a:.40} is not a stage.", next_step=f"One of: {known}.")
    return found


def _paid(
    stage: Stage, paid: str | None, paid_on: str | None, voucher: str | None, *, asking: bool
) -> Paid | None:
    """What was paid, for that stage alone. Raises UsageError, InvalidMoneyError."""
    if stage is not Stage.PAID:
        if paid or paid_on or voucher:
            raise UsageError(
                f"A payment that is {stage.value} has no paid amount, day or voucher.",
                next_step="Leave them out; what stands there is --posted AMOUNT.",
            )
        return None
    if paid is None and asking:
        paid = str(typer.prompt("What was paid", err=True))
    if paid_on is None and asking:
        paid_on = str(typer.prompt("On which day", err=True))
    if paid is None or paid_on is None:
        raise UsageError(
            "What was paid, and when, is not given.",
            next_step="Give --paid AMOUNT --paid-on DATE as the other system has them.",
        )
    if voucher is not None:
        require_text(voucher, "The number of the voucher")
    amount = Money.parse(paid.replace(",", ""))
    return Paid(amount=amount, on=parse_date(paid_on), voucher=voucher)


def _release(office: Office, batch: str, district: str) -> tuple[ReleaseOnRecord, str]:
    """The release of a district in a batch. Raises NotFoundError."""
    found = batch_named(office.ledger, batch)
    name, town = found.prepared.batch, district_named(district)
    release = of_batch(office.ledger, found).get(town)
    if release is None:
        raise NotFoundError(
            f"{town} has no release in {name}.",
            details={"batch": name, "district": town.name},
            next_step=f"See: alliance payments list --fiscal-year {found.fiscal_year} "
            f"--batch {name}",
        )
    return release, name


def _write_worksheet(
    office: Office,
    meant: Fix,
    slip: Voucher,
    amount: Money,
    worksheet: Path | None,
    profile: Path | None,
    *,
    dry_run: bool,
) -> None:
    if worksheet is None:
        return
    if profile is None:
        raise UsageError("A reversal worksheet shows vendor ids.", next_step="Give --profile FILE.")
    if meant.stage is Stage.PAID and amount == slip.amount and not meant.another_vendor:
        raise UsageError(
            f"{slip.invoice} was paid as authorized: there is nothing to reverse.",
            next_step="Leave --worksheet out. Where somebody else was paid: --another-vendor.",
        )
    text = reversal_worksheet(
        [
            Reversal(
                voucher=slip,
                there=amount,
                reason=meant.because,
                another_vendor=meant.another_vendor,
            )
        ],
        meant.stage,
        office.headline,
        read_profile(profile),
        label=label_of(office.ledger, [meant.release]),
    )
    if not dry_run:
        replace_file(worksheet, text.encode())


def _recorded(
    office: Office, meant: Fix, desk: Desk, command_ids: Sequence[str]
) -> tuple[Kept, ...]:
    if desk.dry_run or not command_ids:
        return record_fix(office.ledger, meant, desk)
    what = f"payments fix {meant.release.release} {meant.release.district}"
    records = noted(office, command_ids[0], what, lambda: record_fix(office.ledger, meant, desk))
    after_write(office)
    return records
