"""`alliance import`: load published entitlements or designations from a CSV file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.after_write import after_write
from cli.render import out, print_json
from cli.wiring import Office, actor_name, command_id_of, new_command_id, open_office
from domain.errors import CommandIdReusedError
from domain.ledger_events import SourceLoaded
from domain.words import how_many
from ledger.imports import DESIGNATION_COLUMNS, ECS_COLUMNS, import_designations, import_ecs
from ledger.loading import ImportOrder, ImportReport
from ledger.source_file import Rejected, SourceFile, read_source
from ledger.stores.common import DuplicateCommandError

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_MOST_SHOWN = 40

File = Annotated[Path, typer.Argument(help="A CSV file, UTF-8, with headings.", metavar="FILE")]
Partial = Annotated[
    bool, typer.Option("--partial", help="Record the good rows of a file that has bad ones.")
]
Revise = Annotated[
    bool, typer.Option("--revise", help="Accept another amount than the one on record.")
]


@app.callback()
def imports() -> None:
    """Load published entitlements or designations from a file, all rows or none."""


@app.command()
def ecs(
    context: typer.Context,
    file: File,
    revise: Revise = False,
    partial: Partial = False,
    dry_run: options.DryRun = False,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    as_json: options.Json = False,
) -> None:
    """Load ECS entitlements by town and year, and the published Alliance split if it is there."""
    source = read_source(file, ECS_COLUMNS)
    order = ImportOrder(
        import_id=command_id_of(command_id),
        actor=actor_name(actor),
        revise=revise,
        partial=partial,
        dry_run=dry_run,
    )
    office = open_office(context, write=True, money=True, in_demo=True)
    report = once(office, source, order, lambda how: import_ecs(office.ledger, source, how))
    give(office, "import.ecs", source, report, order, as_json=as_json)


@app.command()
def designations(
    context: typer.Context,
    file: File,
    partial: Partial = False,
    dry_run: options.DryRun = False,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    as_json: options.Json = False,
) -> None:
    """Load designations: each row a district's five-year term."""
    source = read_source(file, DESIGNATION_COLUMNS)
    order = ImportOrder(
        import_id=command_id_of(command_id),
        actor=actor_name(actor),
        partial=partial,
        dry_run=dry_run,
    )
    office = open_office(context, write=True, money=True, in_demo=True)
    report = once(
        office, source, order, lambda how: import_designations(office.ledger, source, how)
    )
    give(office, "import.designations", source, report, order, as_json=as_json)


def once(
    office: Office,
    source: SourceFile,
    order: ImportOrder,
    load: Callable[[ImportOrder], ImportReport],
) -> ImportReport:
    """Load the file unless this import id is on record with it already.

    Raises CommandIdReusedError where the id is on record with another file.
    """
    earlier = office.ledger.outcome_on_record(f"{order.import_id}:loaded", None)
    if earlier is None:
        try:
            return load(order)
        except DuplicateCommandError as meanwhile:
            raise _id_taken(order) from meanwhile
    loaded = earlier.records[0].record.data
    if not isinstance(loaded, SourceLoaded) or loaded.sha256 != source.sha256:
        raise _id_taken(order)
    # Done before: look again at the rows, so that those rejected then are named again.
    seen = load(replace(order, import_id=new_command_id(), dry_run=True))
    return replace(seen, recorded=0, unchanged=seen.recorded + seen.unchanged, records=0)


def _id_taken(order: ImportOrder) -> CommandIdReusedError:
    return CommandIdReusedError(
        f"Import id {order.import_id} is on record with something else.",
        details={"command_id": order.import_id},
        next_step="Give each import its own id, or none.",
    )


def give(
    office: Office,
    name: str,
    source: SourceFile,
    report: ImportReport,
    order: ImportOrder,
    *,
    as_json: bool,
) -> None:
    """Show what an import did; exit 3 where rows were rejected."""
    if report.records and not order.dry_run:
        after_write(office)
    if as_json:
        print_json(name, report_data(report), office.meta(dry_run=order.dry_run, file=source.name))
    else:
        out(office.headline)
        for line in report_lines(source, report, order):
            out(line)
    if report.rejected:
        raise typer.Exit(3)


def report_data(report: ImportReport) -> dict[str, object]:
    """The `data` of an import, counting rows."""
    return {
        "read": report.read,
        "recorded": report.recorded,
        "unchanged": report.unchanged,
        "rejected": [
            {"line": r.line, "column": r.column, "code": r.code, "message": r.message}
            for r in report.rejected
        ],
        "records": report.records,
    }


def report_lines(source: SourceFile, report: ImportReport, order: ImportOrder) -> list[str]:
    """What an import did, for people."""
    would = "would be " if order.dry_run else ""
    written = how_many(report.records, "record")
    lines = [
        f"{source.name}  sha256 {source.sha256[:16]}…",
        f"  read       {_rows(report.read)}",
        f"  recorded   {_rows(report.recorded)} {would}recorded as {written}",
        f"  unchanged  {_rows(report.unchanged)}",
        f"  rejected   {_rows(len(report.rejected))}",
    ]
    lines += [_rejected_line(row) for row in report.rejected[:_MOST_SHOWN]]
    more = len(report.rejected) - _MOST_SHOWN
    if more > 0:
        lines.append(f"  … and {more:,} more; --json lists them all")
    if report.rejected and not order.partial:
        lines.append(
            "Nothing was recorded. Mend these rows and import the file again, or record the good "
            "rows now with --partial."
        )
    return lines


def _rows(count: int) -> str:
    number, noun = how_many(count, "row").split()
    return f"{number:>7} {noun}"


def _rejected_line(row: Rejected) -> str:
    where = f"line {row.line}" + (f", {row.column}" if row.column else "")
    return f"  {where}: {row.message}"
