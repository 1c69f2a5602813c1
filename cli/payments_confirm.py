"""`alliance payments confirm`: the other system's answer to a batch, read and recorded in one step.

Only what is as authorized is recorded; what differs is listed with the command that mends it.
C.G.S. § 10-262u(c)(2). Not here: matching (`ledger/payments/answer.py`), what a line adds to the
record (`ledger/confirming.py`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.acts import PriorYearBecause
from cli.after_write import after_write
from cli.payment_records import payments_said, print_records, record_rows
from cli.payments_next import after_answer
from cli.prior_year import reason_after
from cli.release import BatchName
from cli.render import (
    Column,
    Table,
    Value,
    out,
    print_json,
    print_table,
    require_writable,
    table_data,
    write_files,
)
from cli.sending import noted
from cli.wiring import Office, actor_name, may_ask, new_command_id, open_office
from domain.errors import NotFoundError
from domain.money import total
from domain.words import how_many
from ledger.application import Kept
from ledger.batch_record import Batch, batch_named
from ledger.batch_unit import Desk
from ledger.confirm_lines import Became, ConfirmLine, OnRecord, Reading, read_answer
from ledger.confirming import instructions, record_answer
from ledger.invoices_named import named_invoices
from ledger.left_before import files_left, vendor_ids_asked
from ledger.payments.answer_lines import Answer, Category
from ledger.payments.extract import EXTRACT_COLUMNS, Extract, extract_of
from ledger.payments.payees import not_compared
from ledger.payments.profile_file import read_profile
from ledger.payments.voucher import payee_name
from ledger.payments_on_record import of_batch, releases_on_record
from ledger.source_file import read_source
from ledger.surplus import surpluses

ExtractFile = Annotated[
    Path,
    typer.Argument(help="The extract: CSV with invoice, amount, status, date.", metavar="FILE"),
]
MaybeProfile = Annotated[
    Path | None,
    typer.Option("--profile", help="Also compare vendor ids with this profile.", metavar="FILE"),
]
_COLUMNS = (
    Column("town_code", "code"),
    Column("payee", "payee"),
    Column("invoice", "invoice"),
    Column("authorized", "authorized"),
    Column("paid", "paid"),
    Column("returned", "returned"),
    Column("unpaid", "not paid"),
    Column("difference", "difference"),
    Column("category", "answer"),
    Column("on", "on"),
    Column("record", "record"),
    Column("note", "note"),
    Column("district", "district", on_screen=False),
    Column("citation", "citation", on_screen=False),
)


def confirm(
    context: typer.Context,
    batch: BatchName,
    file: ExtractFile,
    profile: MaybeProfile = None,
    prior_year_because: PriorYearBecause = None,
    actor: options.Actor = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Read the answer to a batch, and record what was paid as authorized or came back.

    All of it or nothing; the same file again records nothing new. Crossed, differing, missing,
    doubtful and double payments are never recorded here: they are listed with what mends them.
    Exit 1 with them.
    """
    actor = actor_name(actor)
    extract = extract_of(read_source(file, EXTRACT_COLUMNS))
    coded = read_profile(profile) if profile else None
    office = open_office(context, write=not dry_run, money=True)
    found = batch_named(office.ledger, batch)
    read = read_answer(found.prepared.batch, extract, _on_record(office, found), coded)
    desk = _desk(found, read, extract, actor, prior_year_because, no_input or as_json, dry_run)
    table = _table(found, read.answer, read.lines)
    require_writable(table, csv, xlsx)
    records = _recorded(office, found, read, desk)
    write_files(table, csv, xlsx)
    open_lines = [line for line in read.lines if not line.settled]
    surplus = surpluses(office.ledger, found.fiscal_year)
    steps = after_answer(found, open_lines, read.releases, surplus)
    if as_json:
        meta = office.meta(dry_run=dry_run, file=extract.name, sha256=extract.sha256)
        data = _data(found, read, records, steps)
        print_json("payments.confirm", table_data(table) | data, meta)
    else:
        _show(office, found, extract, table, read.lines, records, steps, dry_run=dry_run)
    if open_lines:
        raise typer.Exit(1)


def _on_record(office: Office, batch: Batch) -> OnRecord:
    """The payments of a batch that were issued, and all others. Raises NotFoundError."""
    position = office.ledger.store.position()
    everything = releases_on_record(office.ledger)
    releases = {
        district: one for district, one in of_batch(office.ledger, batch).items() if one.issues
    }
    if not releases:
        name = batch.prepared.batch
        raise NotFoundError(
            f"No payment of {name} was issued, so there is nothing to confirm.",
            details={"batch": name, "stage": batch.stage.value},
            next_step=f"See: alliance payments list --fiscal-year {batch.fiscal_year}",
        )
    return OnRecord(
        position=position,
        releases=releases,
        everything=everything,
        named=named_invoices(office.ledger, everything),
        asked=vendor_ids_asked(files_left(office.ledger)),
    )


def _desk(
    batch: Batch,
    read: Reading,
    extract: Extract,
    actor: str,
    because: str | None,
    no_input: bool,
    dry_run: bool,
) -> Desk:
    """Who records it, on the extract and the reason for a pay date after the year."""
    days = [line.line.on for line in read.lines if line.became is Became.CONFIRM and line.line.on]
    latest = max(days, default=batch.fiscal_year.last_day)
    reason = reason_after(batch.fiscal_year, latest, because, asking=may_ask(no_input))
    return Desk(
        actor=actor,
        documents={f"Extract {extract.name}": extract.sha256, **reason},
        dry_run=dry_run,
        command_id=new_command_id(),
    )


def _recorded(office: Office, batch: Batch, read: Reading, desk: Desk) -> tuple[Kept, ...]:
    """Record what the lines add; noted beforehand under the first command's id."""
    asked = instructions(batch, read.lines, desk)
    if not asked or desk.dry_run:
        # Rehearsed all the same, so that a refusal shows.
        return record_answer(office.ledger, batch, read, desk)
    records = noted(
        office,
        asked[0].command_id,
        f"payments confirm {batch.prepared.batch}, {payments_said(len(asked))}",
        lambda: record_answer(office.ledger, batch, read, desk),
    )
    after_write(office)
    return records


def _table(batch: Batch, answer: Answer, lines: Sequence[ConfirmLine]) -> Table:
    of = [line.line for line in lines]
    return Table(
        name="payments.confirm",
        columns=_COLUMNS,
        rows=[_row(line) for line in lines],
        totals={
            "authorized": answer.authorized,
            "paid": total([one.paid for one in of]),
            "returned": answer.returned,
            "unpaid": total([one.unpaid for one in of]),
            "difference": total([one.difference for one in of]),
        },
        proof=answer.proof,
        notes=[
            f"extract  {answer.extract_proof}",
            *_elsewhere(answer),
            _count(batch, lines),
            *not_compared([one.unchecked for one in of]),
        ],
    )


def _row(line: ConfirmLine) -> dict[str, Value]:
    one = line.line
    return {
        "town_code": one.district.code if one.district else None,
        "payee": payee_name(one.district) if one.district else None,
        "invoice": one.invoice,
        "authorized": one.authorized,
        "paid": one.paid,
        "returned": one.returned,
        "unpaid": one.unpaid,
        "difference": one.difference,
        "category": one.category.value,
        "on": one.on,
        "record": line.became.value,
        "note": " ".join(filter(None, (one.note, line.why))) or None,
        "district": one.district,
        "citation": "C.G.S. § 10-262u(c)(2)",
    }


def _elsewhere(answer: Answer) -> list[str]:
    """What of the extract is no part of the table."""
    left_out = (
        (answer.elsewhere, "of other releases"),
        (answer.earlier, "about payments that came back before the last issue"),
    )
    return [
        f"{how_many(rows, 'row')} of the extract {'is' if rows == 1 else 'are'} {what} and "
        "left out here."
        for rows, what in left_out
        if rows
    ]


def _count(batch: Batch, lines: Sequence[ConfirmLine]) -> str:
    """How many lines of each answer, and what they come to."""
    parts = []
    for category in Category:
        of = [line.line for line in lines if line.line.category is category]
        if of:
            amount = total([one.paid + one.returned + one.unpaid for one in of])
            parts.append(f"{category.value} {len(of)} · {amount.display}")
    crossed = [line.line for line in lines if line.line.category is Category.CROSSED]
    hidden = " and ".join(one.difference.display for one in crossed)
    hides = f"\nThe totals hide the crossed payments: {hidden}." if crossed else ""
    return f"{batch.prepared.batch}: {'   '.join(parts)}{hides}"


def _data(
    batch: Batch, read: Reading, records: Sequence[Kept], steps: Sequence[str]
) -> dict[str, object]:
    return {
        "batch": batch.prepared.batch,
        "extract_proof": read.answer.extract_proof,
        "only_there": read.answer.only_there,
        "to_record": sum(line.command is not None for line in read.lines),
        "recorded": len(records),
        "open": sum(not line.settled for line in read.lines),
        "alarms": sum(line.became is Became.ALARM for line in read.lines),
        "doubtful": sum(line.became is Became.DOUBTFUL for line in read.lines),
        "records": record_rows(records),
        "next_steps": list(steps),
    }


def _show(
    office: Office,
    batch: Batch,
    extract: Extract,
    table: Table,
    lines: Sequence[ConfirmLine],
    records: Sequence[Kept],
    steps: Sequence[str],
    *,
    dry_run: bool,
) -> None:
    out(office.headline)
    out(f"Answer to {batch.prepared.batch} · {extract.name} · sha256 {extract.sha256}")
    out("")
    print_table(table)
    out("")
    adds = sum(line.command is not None for line in lines)
    if dry_run:
        out(f"DRY RUN, nothing was recorded. {payments_said(adds)} would be.")
    elif records:
        out(f"Recorded, all together: {payments_said(adds)}.")
        print_records(records, dry_run=False)
    else:
        out("Nothing new was recorded: what this file says and can be recorded is on record.")
    alarms = sum(line.became is Became.ALARM for line in lines)
    if alarms:
        out(
            f"ALARM: {payments_said(alarms)} in the other system that should not be there; "
            "see the notes above."
        )
    for step in steps:
        out(f"Next: {step}")
