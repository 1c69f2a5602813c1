"""`alliance payments export`: the vouchers of a batch as a file for the other system, and on paper.

The layout is this program's own, UNVERIFIED until the paying office maps it. C.G.S. § 10-262i(b).
Not here: the bytes (`ledger/payments/files.py`, `paper.py`), the profile (`payments_profile.py`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.after_write import after_write
from cli.files import Replace, require_free
from cli.release import BatchName
from cli.render import Column, Table, Value, out, print_json, print_table, replace_file, table_data
from cli.sending import noted
from cli.wiring import Office, actor_name, new_command_id, open_office, today
from domain.district import District
from domain.errors import UsageError
from domain.words import how_many
from ledger.application import Kept
from ledger.batch_guards import require_stage
from ledger.batch_record import Batch, BatchStage, batch_named
from ledger.exporting import (
    PaymentFile,
    payment_file,
    record_file,
    written_event,
)
from ledger.left_before import Known, files_left, known_of
from ledger.payments.paper import paper_schedule
from ledger.payments.profile import LAYOUT_STATUS, Profile
from ledger.payments.profile_file import read_profile
from ledger.payments.voucher import control_total
from ledger.payments_on_record import ReleaseOnRecord, Standing, of_batch
from ledger.plain import require_text

ProfileFile = Annotated[
    Path,
    typer.Option(
        "--profile", help="The payment profile: coding and vendor ids (TOML).", metavar="FILE"
    ),
]
_COLUMNS = (
    Column("town_code", "code"),
    Column("payee", "payee"),
    Column("vendor_id", "vendor id"),
    Column("invoice", "invoice"),
    Column("amount", "amount"),
    Column("label", "label"),
    Column("district", "district", on_screen=False),
    Column("citation", "citation", on_screen=False),
)
_CITATION = "C.G.S. § 10-262u(c)(2), § 10-262i(b)"


def export(
    context: typer.Context,
    batch: BatchName,
    profile: ProfileFile,
    file: Annotated[Path, typer.Option("--out", help="The file to write.", metavar="FILE")],
    schedule: Annotated[
        Path | None,
        typer.Option(
            "--schedule", help="The paper schedule (default: beside it, .txt).", metavar="FILE"
        ),
    ] = None,
    replace: Replace = False,
    actor: options.Actor = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Write the vouchers of an issued batch to a file, and the schedule to be signed.

    Only what is in payment leaves. Invoice numbers are the same each time, so that the other system
    can refuse a second payment.
    """
    actor = actor_name(actor)
    paper = schedule or file.with_suffix(".txt")
    _require_apart(file, paper, profile)
    require_text(file.name, "The name of the file")
    coded = read_profile(profile)
    office = open_office(context, write=not dry_run, money=True)
    found = batch_named(office.ledger, batch)
    # Also of an approved batch, or one withdrawn since: payments of it can be issued one by one.
    require_stage(found, BatchStage.APPROVED, BatchStage.ISSUED, BatchStage.WITHDRAWN)
    releases = of_batch(office.ledger, found)
    ready = payment_file(office.ledger, found, releases, coded, today())
    for one in (file, paper):
        require_free(one, replace=replace)
    known = _known(office, releases, ready, coded)
    text = paper_schedule(
        ready.vouchers, office.headline, coded, label=ready.label, cautions=known.cautions
    )
    recorded: tuple[Kept, ...] = ()
    if not dry_run:
        replace_file(file, ready.content)
        replace_file(paper, text.encode())
        recorded = _recorded(office, found, ready, file.name, coded, actor)
    left_out = [
        f"{one.district} {one.standing.value}"
        for one in releases.values()
        if one.standing is not Standing.IN_PAYMENT
    ]
    notes = _notes(ready, coded, left_out, known)
    data = _data(found, ready, coded, file, paper) | {
        "recorded": bool(recorded),
        "position": recorded[0].position if recorded else None,
        **_data_known(known),
        "left_out": left_out,
    }
    if as_json:
        table = _table(ready, coded, notes)
        print_json("payments.export", table_data(table) | data, office.meta(dry_run=dry_run))
        return
    out(office.headline)
    print_table(_table(ready, coded, notes))
    for line in _said(ready, file, paper, recorded=bool(recorded), dry_run=dry_run):
        out(line)


def _known(
    office: Office, releases: Mapping[District, ReleaseOnRecord], ready: PaymentFile, coded: Profile
) -> Known:
    """What earlier files say of the payments about to leave."""
    payees = [one.district for one in ready.vouchers]
    return known_of(
        ready.vouchers[0].batch, [releases[one] for one in payees], coded, files_left(office.ledger)
    )


def _recorded(
    office: Office, batch: Batch, ready: PaymentFile, name: str, profile: Profile, actor: str
) -> tuple[Kept, ...]:
    command_id = new_command_id()
    event = written_event(batch, ready, name, profile)
    records = noted(
        office,
        command_id,
        f"payments export {batch.prepared.batch}",
        lambda: record_file(office.ledger, batch, event, actor=actor, command_id=command_id),
    )
    if records:
        after_write(office)
    return records


def _require_apart(file: Path, paper: Path, profile: Path) -> None:
    """Raises UsageError where one file would take the place of another."""
    places = [one.resolve() for one in (file, paper, profile)]
    if len(set(places)) < len(places):
        raise UsageError(
            f"File, schedule and profile have to be three files: {file}, {paper}, {profile}.",
            next_step="Name the schedule: --schedule FILE",
        )


def _table(ready: PaymentFile, profile: Profile, notes: list[str]) -> Table:
    rows: list[dict[str, Value]] = [
        {
            "town_code": one.district.code,
            "payee": one.payee,
            "vendor_id": profile.vendor_ids[one.district],
            "invoice": one.invoice,
            "amount": one.amount,
            "label": ready.label or None,
            "district": one.district,
            "citation": _CITATION,
        }
        for one in ready.vouchers
    ]
    all_ = control_total(ready.vouchers)
    added = " + ".join(one.amount.display for one in ready.vouchers)
    return Table(
        name="payments.export",
        columns=_COLUMNS,
        rows=rows,
        totals={"amount": all_},
        proof=f"{added} = {all_.display}",
        notes=notes,
    )


def _notes(ready: PaymentFile, profile: Profile, left_out: list[str], known: Known) -> list[str]:
    first, last = ready.vouchers[0].invoice, ready.vouchers[-1].invoice
    count, amount = len(ready.vouchers), control_total(ready.vouchers).display
    numbers = f"invoice numbers {first} … {last}"
    notes = [
        f"{how_many(count, 'voucher')} · {amount} · {numbers} (the same each time)",
        profile.said,
        LAYOUT_STATUS,
    ]
    notes += [f"caution  {one}" for one in known.cautions]
    if known.last is not None and known.profile_changed and known.same_payees:
        notes.append(
            f"The profile is not that of {known.last.named}, but vendor ids, business unit and "
            "chartfields are the same."
        )
    if left_out:
        notes.append(f"not in payment, so not in the file: {', '.join(left_out)}")
    return notes


def _data_known(known: Known) -> dict[str, object]:
    return {
        "profile_changed_since_last_file": known.profile_changed,
        "cautions": list(known.cautions),
        "left_already": [
            {
                "file": one.file.event.file,
                "on": one.file.on,
                "invoices": list(one.invoices),
                "issued_again": [invoice for invoice, _ in one.issued_again],
                "surely": one.surely,
            }
            for one in known.already
        ],
        "payees_changed": [
            {
                "town_code": one.district.code,
                "district": one.district.name,
                "before": one.before,
                "after": one.after,
                "file": one.file.event.file,
            }
            for one in known.moved
        ],
    }


def _said(
    ready: PaymentFile, file: Path, paper: Path, *, recorded: bool, dry_run: bool
) -> list[str]:
    if dry_run:
        return [f"DRY RUN, nothing was written. {file} would have sha256 {ready.sha256}"]
    known = "" if recorded else " · the same bytes are on record already, nothing new recorded"
    return [
        f"Wrote {file} · sha256 {ready.sha256}{known}",
        f"Paper schedule, to be signed: {paper}",
    ]


def _data(
    batch: Batch, ready: PaymentFile, profile: Profile, file: Path, paper: Path
) -> dict[str, object]:
    return {
        "batch": batch.prepared.batch,
        "file": str(file),
        "schedule": str(paper),
        "format": profile.format.value,
        "sha256": ready.sha256,
        "count": len(ready.vouchers),
        "total": control_total(ready.vouchers),
        "first_invoice": ready.vouchers[0].invoice,
        "last_invoice": ready.vouchers[-1].invoice,
        "label": ready.label,
        "profile": profile.name,
        "profile_sha256": profile.digest,
    }
