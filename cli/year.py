"""`alliance year`: the close of a fiscal year, before, when and after it happens. § 10-262u(h).

Not here: what a year would carry out (`year_preview.py`), closed years that changed
(`year_restated.py`), whether a year can close (`domain/decisions/closing.py`).
"""

from collections.abc import Sequence
from typing import Annotated

import typer

from cli import options, year_preview, year_restated
from cli.account import district_years_of, flows_alone
from cli.acts import Act, Document, Frame, perform
from cli.after_write import after_write
from cli.made_up import MADE_UP, marked
from cli.render import Column, Table, Value, out, print_json, print_table, table_data
from cli.sending import send
from cli.wiring import actor_name, answer, cut_of, open_office, today
from domain.commands import Instruction
from domain.district import District
from domain.errors import OutcomeUnknownError, RefusedError, UsageError
from domain.figures import carry_out, figure, has_account
from domain.fiscal_year import FiscalYear
from domain.money import Money, known_total
from domain.state import DistrictYear
from domain.words import how_many
from ledger.application import Kept, Outcome, fold_records
from ledger.clock import parse_date
from ledger.closings import Became, Closing, close_each
from ledger.made_up import figures_made_up
from ledger.unit import Unit

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_CITATION = "C.G.S. § 10-262u(h)"
_CLOSE_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("outcome", "outcome"),
    Column("carry_out", "carried out"),
    Column("next_step", "next"),
    Column("why", "why"),
    Column("command_id", "command id", on_screen=False),
    Column("citation", "citation", on_screen=False),
)
_LIST_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("fiscal_year", "year"),
    Column("closed_on", "closed on"),
    Column("carry_in", "carried in"),
    Column("available", "available"),
    Column("spent", "spent"),
    Column("carry_out", "carried out"),
    Column("report", "report"),
    Column("position", "position", on_screen=False),
    MADE_UP,
    Column("citation", "citation", on_screen=False),
)
_STOCKS = {"carry_in": "carried in", "available": "available", "carry_out": "carried out"}


@app.callback()
def year() -> None:
    """The close of a fiscal year: preview, close, closed years and what changed in them since."""


@app.command()
def close(
    context: typer.Context,
    fiscal_year: options.Year,
    district: Annotated[
        str | None, typer.Argument(help="Town name or code.", metavar="DISTRICT")
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Every district that is ready; the others are listed.")
    ] = False,
    document: Document = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Close a year on its certified report and carry the balance to the next: no cap, no expiry."""
    if (district is None) != all_:
        raise UsageError("Which district?", next_step="Name one, or give --all.")
    if district is None:
        if command_id is not None or document:
            raise UsageError(
                "--command-id and --document are of one closing, and --all is many.",
                next_step="Leave them out: each district's id follows from ledger and year.",
            )
        _close_all(
            context,
            FiscalYear.parse(fiscal_year),
            effective_on,
            actor,
            dry_run=dry_run,
            as_json=as_json,
        )
        return
    frame = Frame(
        district=district,
        fiscal_year=fiscal_year,
        document=document,
        prior_year_because=None,
        effective_on=effective_on,
        actor=actor,
        command_id=command_id,
        no_input=no_input,
        dry_run=dry_run,
        as_json=as_json,
    )
    perform(context, Act("CloseFiscalYear", {}), frame)


def _close_all(
    context: typer.Context,
    fiscal_year: FiscalYear,
    effective_on: str | None,
    actor: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    who = actor_name(actor)
    on = parse_date(effective_on, "--effective-on") if effective_on else today()
    office = open_office(context, write=not dry_run, money=True)
    unit = Unit(office.ledger, batch=True) if dry_run else None

    def record(instruction: Instruction) -> Outcome:
        return unit.perform(instruction) if unit else send(office, instruction)

    found = list(close_each(office.ledger, fiscal_year, who, on, record))
    if not dry_run and any(one.became is Became.CLOSED for one in found):
        after_write(office)
    table = _closings_table(found, fiscal_year)
    if as_json:
        marked = {"dry_run": True} if dry_run else {}
        print_json(table.name, table_data(table) | marked, office.meta(dry_run=dry_run))
    else:
        out(office.headline)
        rehearsed = "DRY RUN, nothing was recorded. This would be: " if dry_run else ""
        out(f"{rehearsed}{fiscal_year} closed")
        out("")
        print_table(table)
    code = _exit_code(found)
    if code:
        raise typer.Exit(code)


def _closings_table(found: Sequence[Closing], fiscal_year: FiscalYear) -> Table:
    counts = {became: sum(one.became is became for one in found) for became in Became}
    carried = known_total(one.carry_out for one in found)
    parts = " + ".join(
        f"{count} {became.value}"
        for became, count in counts.items()
        if count or became is not Became.UNKNOWN
    )
    return Table(
        name="year.close",
        columns=_CLOSE_COLUMNS,
        rows=[
            {
                "district": one.district,
                "town_code": one.district.code,
                "outcome": one.became.value,
                "carry_out": one.carry_out,
                "next_step": one.error.next_step if one.error else None,
                "why": one.error.message if one.error else None,
                "command_id": one.command_id,
                "citation": _CITATION,
            }
            for one in found
        ],
        totals={"carry_out": carried, "districts": len(found)} if found else {},
        proof=f"{parts} = {how_many(len(found), 'district')}" if found else "",
        empty=f"No district has an account in {fiscal_year} on this ledger.",
    )


def _exit_code(found: Sequence[Closing]) -> int:
    """8 if any outcome is unknown, else 3 if any year is not ready."""
    became = {one.became for one in found}
    if Became.UNKNOWN in became:
        return OutcomeUnknownError.exit_code
    return RefusedError.exit_code if Became.NOT_READY in became else 0


app.command("preview")(year_preview.preview)
app.command("restated")(year_restated.restated)


@app.command("list")
def list_(
    context: typer.Context,
    fiscal_year: options.MaybeYear = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List closed years with what they carried; of one fiscal year the open accounts too."""
    asked = FiscalYear.parse(fiscal_year) if fiscal_year else None
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    rows = []
    for (district, year_), records in district_years_of(office.ledger, cut, asked).items():
        state = fold_records(records)
        if state.closed is not None or (asked is not None and has_account(state)):
            made_up = figures_made_up(office.ledger, records, cut)
            rows.append(_listed(district, year_, state, records, made_up=made_up))
    answer(
        office,
        marked(_years_table(rows, asked)),
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"Closed and open accounts · {asked}" if asked else "Closed accounts · all years",
        meta={"as_of": cut.day, "known_on": known_on},
    )


def _years_table(rows: Sequence[dict[str, Value]], asked: FiscalYear | None) -> Table:
    closed = sum(row["closed_on"] is not None for row in rows)
    sums = {
        name: known_total(one for row in rows if isinstance(one := row[name], Money))
        for name in ("carry_in", "available", "spent", "carry_out")
    }
    kept = how_many(len(rows), "account")
    years = [one for row in rows if isinstance(one := row["fiscal_year"], FiscalYear)]
    totals, notes = flows_alone(sums, _STOCKS, years)
    return Table(
        name="year.list",
        columns=_LIST_COLUMNS,
        rows=rows,
        totals={**totals, "closed": closed, "open": len(rows) - closed} if rows else {},
        proof=f"{closed} closed + {len(rows) - closed} open = {kept}" if rows else "",
        notes=notes,
        empty=f"No district has an account in {asked} on this ledger."
        if asked
        else "No year is closed on this ledger.",
    )


def _listed(
    district: District,
    fiscal_year: FiscalYear,
    state: DistrictYear,
    records: Sequence[Kept],
    *,
    made_up: bool,
) -> dict[str, Value]:
    closing = next((one for one in records if one.record.event == "FiscalYearClosed"), None)
    return {
        "district": district,
        "town_code": district.code,
        "fiscal_year": fiscal_year,
        "closed_on": closing.record.effective_on if closing else None,
        "carry_in": figure("carry_in", state),
        "available": figure("available", state),
        "spent": figure("spent_reported", state) if state.report else None,
        "carry_out": carry_out(state) if state.closed else None,
        "report": _report_said(state),
        "position": closing.position if closing else None,
        MADE_UP.key: made_up,
        "citation": _CITATION,
    }


def _report_said(state: DistrictYear) -> str:
    if state.report is None:
        return "not recorded here"
    return "certified" if state.report.certified else "not certified"
