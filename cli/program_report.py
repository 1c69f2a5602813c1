"""`alliance program-report`: the Commissioner's report on the program, as published. § 10-262w.

Records that it was published, with the SHA-256 of the file. Not here: the accounting it gives
(`program_accounting.py`).
"""

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.after_write import after_write
from cli.counterfactual import require_no_counterfactual
from cli.framed import RECORDING, Typed, framed
from cli.program_accounting import same_as_accounting, show
from cli.render import Column, Table, Value, out, print_json
from cli.sending import send
from cli.wiring import Office, actor_name, answer, cut_of, new_command_id, open_office
from domain.ledger_events import ProgramReportPublished
from domain.sentences import sentence
from ledger.application import Kept, Outcome
from ledger.clock import parse_date
from ledger.documents import sha256_of_file
from ledger.reading_commands import ledger_instruction_of, require_plain
from ledger.record import is_made_up
from ledger.unit import Unit

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("published_on", "published"),
    Column("first_fiscal_year", "from"),
    Column("last_fiscal_year", "to"),
    Column("address", "address"),
    Column("sha256", "SHA-256"),
    Column("position", "position"),
    Column("citation", "citation", on_screen=False),
)


@app.callback()
def program_report() -> None:
    """The accounting of the program, and the report on it as published, § 10-262w."""


def publish(
    file: Annotated[Path, typer.Argument(help="The file that was published.", metavar="FILE")],
    first_fiscal_year: Annotated[
        str,
        typer.Option(
            "--first-fiscal-year", help="The first fiscal year it covers.", metavar="FY2013"
        ),
    ],
    last_fiscal_year: Annotated[
        str,
        typer.Option("--last-fiscal-year", help="The last one.", metavar="FY2025"),
    ],
    published_on: Annotated[
        str,
        typer.Option("--published-on", help="The day; it is the legal date.", metavar="DATE"),
    ],
    address: Annotated[
        str, typer.Option("--address", help="Where it was published.", metavar="TEXT")
    ],
) -> dict[str, object]:
    """Record that the report was published; the file's SHA-256 is kept, not the file.

    Where the file is the CSV of `alliance program-report show`, the answer says so.
    """
    require_no_counterfactual(file)
    return {
        "first_fiscal_year": first_fiscal_year,
        "last_fiscal_year": last_fiscal_year,
        "published_on": parse_date(published_on, "--published-on").isoformat(),
        "sha256": sha256_of_file(file),
        "address": address,
    }


def _run(context: typer.Context, around: Typed, own: Typed) -> None:
    actor = actor_name(_text(around["actor"]))
    command_id = _text(around["command_id"])
    given: dict[str, object] = {
        **publish(**own),  # type: ignore[arg-type] # as declared
        "command": "PublishProgramReport",
        "command_id": command_id if command_id is not None else new_command_id(),
        "actor": actor,
    }
    require_plain(given)
    instruction = ledger_instruction_of(given, actor)
    dry_run = bool(around["dry_run"])
    office = open_office(
        context, write=not dry_run, money=True, in_demo=is_made_up(instruction.command_id)
    )
    if dry_run:
        outcome = Unit(office.ledger, batch=True).perform(instruction)
    else:
        outcome = send(office, instruction)
        if not outcome.repeated:
            after_write(office)
    same = _is_accounting(office, outcome)
    if around["as_json"]:
        meta = office.meta(dry_run=dry_run)
        data = _data(outcome, dry_run=dry_run) | {"is_accounting": same}
        print_json("program-report.publish", data, meta)
        return
    out(office.headline)
    for line in _lines(outcome, same=same, dry_run=dry_run):
        out(line)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _is_accounting(office: Office, outcome: Outcome) -> bool:
    """Whether the file is the accounting of this record."""
    events = (record.data for _, record in outcome.records)
    return any(
        same_as_accounting(office, one.first_fiscal_year, one.last_fiscal_year, one.sha256)
        for one in events
        if isinstance(one, ProgramReportPublished)
    )


def _lines(outcome: Outcome, *, same: bool, dry_run: bool) -> list[str]:
    """The receipt on a screen."""
    if outcome.repeated:
        heading = "Recorded before under this command id, and not again"
    else:
        heading = "DRY RUN, nothing was recorded. This would be" if dry_run else "Recorded"
    lines = [f"{heading}: report on the program"]
    for position, record in outcome.records:
        where = "not recorded" if dry_run and not outcome.repeated else f"{position:,}"
        lines += [
            f"  {sentence(record.data)}",
            f"    position    {where}",
            f"    clause      {record.citation}",
            f"    effective   {record.effective_on}",
            f"    actor       {record.actor} ({record.assurance})",
            f"    command id  {record.command_id}",
        ]
    same_as = "the accounting of this record: alliance program-report show"
    lines.append(
        f"The file is {same_as}"
        if same
        else f"The file is not byte for byte {same_as} of these years as CSV"
    )
    return [*lines, "Next: alliance program-report list"]


def _data(outcome: Outcome, *, dry_run: bool) -> dict[str, object]:
    data: dict[str, object] = {
        "command_id": outcome.command_id,
        "outcome": "done",
        "recorded": not outcome.repeated and not dry_run,
        "repeated": outcome.repeated,
        "records": [
            {
                "position": position,
                "event": record.event,
                "sentence": sentence(record.data),
                "citation": str(record.citation),
                "office": record.office.value,
                "actor": record.actor,
                "assurance": record.assurance.value,
                "effective_on": record.effective_on,
                "recorded_at": record.recorded_at,
            }
            for position, record in outcome.records
        ],
        "next_step": "alliance program-report list",
    }
    return {**data, "dry_run": True} if dry_run else data


framed(
    app,
    "publish",
    publish,
    before=(),
    after=tuple(one for one in RECORDING if one.name != "effective_on"),
    run=_run,
)


app.command("show")(show)


@app.command("list")
def list_(
    context: typer.Context,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    as_json: options.Json = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
) -> None:
    """List every report on the program that was recorded as published."""
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    own = office.ledger.own_history(cut)
    table = Table(
        name="program-report.list",
        columns=_COLUMNS,
        rows=[
            _row(kept, event)
            for kept in own
            if isinstance(event := kept.record.data, ProgramReportPublished)
        ],
        notes=["Due January 1, 2026, § 10-262w, P.A. 23-208 § 2."],
        empty="No report on the program is on record as published.",
    )
    dates = {"as_of": cut.day, "known_on": known_on}
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, meta=dates)


def _row(kept: Kept, event: ProgramReportPublished) -> dict[str, Value]:
    return {
        "published_on": event.published_on,
        "first_fiscal_year": f"FY{event.first_fiscal_year}",
        "last_fiscal_year": f"FY{event.last_fiscal_year}",
        "address": event.address,
        "sha256": event.sha256,
        "position": kept.position,
        "citation": str(kept.record.citation),
    }
