"""`alliance intake`: what a board sends is registered as it came, then checked, then accepted.

Right or wrong, nothing is lost: the file's hash, who sent it, how and when, and who entered it for
whom. Nothing posts until it is accepted; discrepancies are notes to it. C.G.S. § 11-8b.
Not here: what a plan or report has to be (`domain/plan_check.py`, `report_check.py`), posting it
(`plan.py`, `report.py`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.acts import Act, Document, act, perform, receipt_of
from cli.checking import Checked, checked
from cli.kinds import posting_step
from cli.papers import (
    discrepancy_table,
    echo_data,
    lines_of,
    require_same_file,
    show_discrepancies,
    way_back,
)
from cli.receipt import Receipt
from cli.render import Column, Table, Value, out, plain, print_json, table_data, write_files
from cli.submissions import (
    File,
    Register,
    check_of,
    frame_of,
    place_of,
    sent_back,
    submission_of,
)
from cli.wiring import Office, open_office
from cli.year_list import year_list
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.plan_check import stops
from domain.plan_content import how_many_discrepancies
from domain.plan_events import Channel, SubmissionKind
from domain.state import DistrictYear
from domain.submission_state import Submission, SubmissionStatus
from ledger.batch_rows import States
from ledger.documents import sha256_of_file
from ledger.record import is_made_up

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("register", "register"),
    Column("district", "district"),
    Column("kind", "kind"),
    Column("file", "file"),
    Column("sender", "from"),
    Column("channel", "by"),
    Column("received_on", "received"),
    Column("status", "status"),
    Column("plan_version", "plan version"),
    Column("report", "report", on_screen=False),
    Column("check", "check"),
    Column("discrepancies", "discrepancies", on_screen=False),
    Column("entered_for", "entered for", on_screen=False),
    Column("sha256", "SHA-256", on_screen=False),
    Column("size_bytes", "bytes", on_screen=False),
)

_Sender = Annotated[str, typer.Option("--from", help="Who sent it.", metavar="WHO")]
_Channel = Annotated[Channel, typer.Option("--by", help="How it came.", metavar="email|egms|paper")]
_ReceivedOn = Annotated[str, typer.Option("--received-on", help="The day it came.", metavar="DATE")]
_For = Annotated[
    str,
    typer.Option("--entered-for", help="For whom you enter it.", metavar="WHO"),
]


@app.callback()
def intake() -> None:
    """What a board sends: registered as it came, checked, accepted or sent back."""


def _received(
    kind: SubmissionKind, file: Path, sender: str, channel: Channel, on: str, entered_for: str
) -> Act:
    digest = sha256_of_file(file)
    fields = {
        "kind": kind.value,
        "file": file.name,
        "sha256": digest,
        "size_bytes": file.stat().st_size,
        "sender": sender,
        "channel": channel.value,
        "received_on": on,
        "entered_for": entered_for,
    }
    return Act("ReceiveSubmission", fields)


def _registers(kind: SubmissionKind, said: str) -> None:
    """Make the verb that registers one kind of paper; `said` is its help."""

    def register(
        file: File,
        sender: _Sender,
        channel: _Channel,
        received_on: _ReceivedOn,
        entered_for: _For = "the board of education",
    ) -> Act:
        return _received(kind, file, sender, channel, received_on, entered_for)

    register.__doc__ = said
    act(app, kind.value)(register)


_registers(SubmissionKind.PLAN, "Register a plan as it came, right or wrong.")
_registers(SubmissionKind.REPORT, "Register an expenditure report as it came, right or wrong.")
_registers(SubmissionKind.REQUEST, "Register a request to draw money as it came.")
_registers(SubmissionKind.LETTER, "Register a letter, such as a reply slip, as it came.")


@app.command()
def check(
    context: typer.Context,
    register: Register,
    file: File,
    crosswalk: options.Crosswalk = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Check a registered plan or report, note what is not as it should be; exit 1 if any is."""
    district, year = place_of(register)
    office = open_office(context, write=not dry_run, money=True, in_demo=is_made_up(command_id))
    one = submission_of(office, register)
    require_same_file(file, one.received.sha256, register)
    paper = checked(office, one, file, crosswalk)
    found = paper.found
    table = discrepancy_table("intake.check", found, "Nothing is wrong with it.")
    write_files(table, csv, xlsx)
    instruction = check_of(one, found, effective_on, actor, command_id)
    receipt = receipt_of(office, instruction, dry_run=dry_run)
    data = table_data(table) | {
        "register": one.received.register,
        "recorded": bool(receipt.outcome.records) and not dry_run,
        "echo": echo_data(paper.read),
    }
    title = f"{one.received.register} · {one.received.file} · {district} {year}"
    meta = {"dry_run": dry_run}
    show_discrepancies(office, table, found, title=title, data=data, as_json=as_json, meta=meta)
    if not as_json:
        out(paper.said)
        _say_next(receipt, one, file, paper, reported=_reported(office, register))
    if found:
        raise typer.Exit(1)


def _reported(office: Office, register: str) -> bool:
    """Whether a report of the district-year is on record."""
    return office.ledger.district_year(*place_of(register)).report is not None


def _say_next(
    receipt: Receipt, one: Submission, file: Path, paper: Checked, *, reported: bool
) -> None:
    register, found = one.received.register, paper.found
    out("")
    if receipt.dry_run:
        out("DRY RUN, nothing was recorded.")
    elif not receipt.outcome.records:
        out("The same was found before. Nothing was recorded.")
    if found:
        out(f"Next: {way_back(paper.noun, register, file, found)}")
    way_on = f"alliance intake accept {register}" + (" --because TEXT" if found else "")
    if one.status is SubmissionStatus.ACCEPTED:
        way_on = posting_step(one, str(file), reported=reported, interim=paper.interim)
    if way_on and not stops(found):
        out(f"{'   or' if found else 'Next'}: {way_on}")


@app.command()
def accept(
    context: typer.Context,
    register: Register,
    because: Annotated[
        str | None,
        typer.Option(
            "--because",
            help="Why, in spite of discrepancies or although nobody checked it.",
            metavar="TEXT",
        ),
    ] = None,
    document: Document = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Accept what was registered, so that it can be posted."""
    frame = frame_of(
        register, document, effective_on, actor, command_id, dry_run=dry_run, as_json=as_json
    )
    fields = {"register": register.strip().upper(), "because": because}
    perform(context, Act("AcceptSubmission", fields), frame)


@app.command("return")
def return_(
    context: typer.Context,
    register: Register,
    because: Annotated[str, typer.Option("--because", help="What to mend.", metavar="TEXT")],
    due_on: Annotated[
        str | None, typer.Option("--due-on", help="Until when.", metavar="DATE")
    ] = None,
    document: Document = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Send back what was registered; with marked cells: alliance plan return, report return."""
    frame = frame_of(
        register, document, effective_on, actor, command_id, dry_run=dry_run, as_json=as_json
    )
    fields = {"register": register.strip().upper(), "reason": because, "due_on": due_on}
    perform(context, Act("ReturnSubmission", fields), frame)


@year_list(app, "Received")
def received(states: States, year: FiscalYear) -> Table:
    """List everything registered for a year, with where it stands."""
    rows = [
        _row(district, one, state)
        for district, state in states.items()
        for one in state.planning.submissions.values()
    ]
    return Table(
        name="intake.list",
        columns=_COLUMNS,
        rows=rows,
        empty=f"Nothing is registered for {year}.",
    )


def _row(district: District, one: Submission, state: DistrictYear) -> dict[str, Value]:
    found = len(one.discrepancies)
    plan_version = state.planning.posted_as(one.received.register)
    report = state.reporting.posted.get(one.received.register)
    posted = plan_version is not None or report is not None
    return {
        "register": one.received.register,
        "district": district,
        "kind": one.received.kind.value,
        "file": one.received.file,
        "sender": one.received.sender,
        "channel": one.received.channel.value,
        "received_on": one.received.received_on,
        "status": "posted" if posted else one.status.value,
        "plan_version": plan_version,
        "report": report,
        "check": _said(found) if one.checked else "not checked",
        "discrepancies": found if one.checked else None,
        "entered_for": one.received.entered_for,
        "sha256": one.received.sha256,
        "size_bytes": one.received.size_bytes,
    }


def _said(count: int) -> str:
    return how_many_discrepancies(count) if count else "nothing found"


@app.command()
def show(context: typer.Context, register: Register, as_json: options.Json = False) -> None:
    """Show one registered submission with what was found in it."""
    office = open_office(context)
    one = submission_of(office, register)
    district, year = place_of(register)
    row = _row(district, one, office.ledger.district_year(district, year))
    empty = "Nothing was found." if one.checked else "It was not checked."
    table = discrepancy_table("intake.show", one.discrepancies, empty)
    back = sent_back(office, one)
    if as_json:
        data = table_data(table) | {key: plain(value) for key, value in row.items()}
        print_json("intake.show", data | {"sent_back": plain(back)}, office.meta())
        return
    out(office.headline)
    for column in _COLUMNS:
        if row[column.key] is not None:
            out(f"  {column.title.ljust(13)}  {plain(row[column.key])}")
    for title, told in _sent_back_lines(back):
        out(f"  {title.ljust(13)}  {told}")
    for line in lines_of(one.discrepancies, table.empty):
        out(line)


def _sent_back_lines(back: Mapping[str, object] | None) -> list[tuple[str, object]]:
    if back is None:
        return []
    return [
        ("sent back", f"{back['effective_on']} by {back['actor']} (claimed)"),
        ("because", back["because"]),
        ("to come again", back["due_on"] or "no date set"),
    ]
