"""`alliance demo`: build the real record from the shipped public figures, and look at it."""

import uuid
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.after_write import after_write
from cli.reconcile import published_table
from cli.render import Column, Table, Value, out, print_json, print_table, say, table_data
from cli.replay import replay_lines, replay_rows
from cli.wiring import Office, actor_name, law_day, named_ledger
from domain.authority import Policy, Purpose
from domain.district import District
from domain.errors import RefusedError
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.state import DistrictYear
from domain.words import how_many
from ledger.application import NOW, Ledger
from ledger.clock import system_clock
from ledger.loading import ImportReport
from ledger.portions import portions_by_law
from ledger.public_record import LAST_PUBLISHED, PRELIMINARY, build
from ledger.reconcile import PUBLISHED_COLUMNS, PUBLISHED_LIST, published_of
from ledger.reference import shipped
from ledger.settings import Choice, ChosenBy, choose, make_user_folder, sqlite_url
from ledger.source_file import read_source
from ledger.stores.open import open_recorder, shown

app = typer.Typer(add_completion=False, rich_markup_mode=None)

# Where the law and what was done differ most visibly; the storyboard's example.
_EXAMPLE = "norwalk"

_COLUMNS = (
    Column("fiscal_year", "year"),
    Column("districts", "districts"),
    Column("statewide_ecs", "ECS, all towns"),
    Column("districts_ecs", "ECS, these districts"),
    Column("portion", "portion by law"),
    Column("withheld", "withheld, published"),
    Column("difference", "difference"),
    Column("note", "note"),
)


@app.command()
def demo(
    context: typer.Context,
    path: Annotated[
        Path | None, typer.Option("--path", help="Build it in this SQLite file.", metavar="FILE")
    ] = None,
    with_synthetic: Annotated[
        bool,
        typer.Option(
            "--with-synthetic",
            help="Add made-up payments and reports, labelled on every row.",
        ),
    ] = False,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """Build the real record FY2012–FY2027 from the shipped public figures and look at it."""
    choice = _choice(context, path)
    office = _open_or_begin(context, choice, actor_name(actor))
    reports = build(office.ledger, actor_name(actor), say)
    if with_synthetic:
        from ledger.synthetic import add_synthetic_steps

        written = add_synthetic_steps(office.ledger)
        say(f"  synthetic steps: {how_many(written, 'record')}, labelled on every row")
    if with_synthetic or any(report.records for report in reports.values()):
        after_write(office)
    statewide = statewide_table(office)
    source = read_source(shipped(PUBLISHED_LIST), PUBLISHED_COLUMNS)
    differing = published_table(
        office, source_rows=published_of(source), year=None, cut=NOW, name=source.name
    )
    if as_json:
        print_json("demo", _data(office, reports, statewide, differing), office.meta())
        return
    _show(office, statewide, differing, with_synthetic=with_synthetic)


def statewide_table(office: Office) -> Table:
    """By year: districts, grants, portion by law, withheld as published, and where they differ."""
    states = office.ledger.all_district_years()
    by_law = portions_by_law(states, lambda year: law_day(year, NOW))
    portions: dict[FiscalYear, list[Money]] = {}
    for row in by_law:
        if row.portion is not None:
            portions.setdefault(row.fiscal_year, []).append(row.portion)
    rows = [_year_row(year, portions[year], states) for year in sorted(portions)]
    sums = [row["portion"] for row in rows]
    amounts = [amount for amount in sums if isinstance(amount, Money)]
    withheld = [row["withheld"] for row in rows]
    return Table(
        name="demo.statewide",
        columns=_COLUMNS,
        rows=rows,
        totals={
            "fiscal_year": "all years",
            "note": "withheld: FY2013–FY2023 only",
            "districts": sum(len(found) for found in portions.values()),
            "portion": total(amounts),
            "withheld": total([amount for amount in withheld if isinstance(amount, Money)]),
        },
        proof=f"{' + '.join(a.display for a in amounts)} = {total(amounts).display}",
    )


def _year_row(
    year: FiscalYear,
    portions: list[Money],
    states: dict[tuple[District, FiscalYear], DistrictYear],
) -> dict[str, Value]:
    of_year = [state for (_, at), state in states.items() if at == year]
    designated = [state for state in of_year if state.designated]
    published = [s for s in designated if s.published_withholding is not None]
    withheld = (
        total([figure("withheld_by_comptroller", s) or Money(0) for s in published])
        if published
        else None
    )
    portion = total(portions)
    return {
        "fiscal_year": year,
        "districts": len(designated),
        "statewide_ecs": _entitlements(of_year),
        "districts_ecs": _entitlements(designated),
        "portion": portion,
        "withheld": withheld,
        "difference": None if withheld is None else withheld - portion,
        "note": _note(year),
    }


def _entitlements(states: list[DistrictYear]) -> Money:
    return total([state.entitlement.amount for state in states if state.entitlement is not None])


def _note(year: FiscalYear) -> str:
    notes = []
    if year == FiscalYear(2017):
        notes.append("(c)(1)(C), operands unverified")
    if year == FiscalYear(2018):
        notes.append("portions held at FY2017; see reconcile")
    if year in (FiscalYear(2024), FiscalYear(2025)):
        notes.append("education-diversity taken out first, unverified")
    if year > LAST_PUBLISHED:
        notes.append("no split published")
    if year == PRELIMINARY:
        notes.append("preliminary")
    return "; ".join(notes)


def _choice(context: typer.Context, path: Path | None) -> Choice:
    if path is None:
        return choose(named_ledger(context))
    return Choice(url=sqlite_url(path), by=ChosenBy.COMMAND_LINE)


def _open_or_begin(context: typer.Context, choice: Choice, actor: str) -> Office:
    """The ledger, opened as a demonstration where there is none yet. Raises RefusedError."""
    if choice.by is ChosenBy.DEFAULT:
        make_user_folder()
    recorder = open_recorder(choice.url)
    context.call_on_close(recorder.close)
    ledger = Ledger(recorder, system_clock)
    if not recorder.is_initialised() or recorder.position() == 0:
        ledger.open_new(
            ledger_id=uuid.uuid4().hex,
            name="Connecticut Alliance Districts, public record",
            purpose=Purpose.DEMONSTRATION,
            policy=Policy.OPEN,
            actor=actor,
        )
    if ledger.identity.purpose is Purpose.PRODUCTION:
        raise RefusedError(
            "The public record is built into a demonstration or training ledger, and "
            f"{shown(choice.url)} is a production ledger.",
            next_step="Name another file: alliance demo --path FILE",
        )
    return Office(ledger, choice)


def _data(
    office: Office, reports: dict[str, ImportReport], statewide: Table, differing: Table
) -> dict[str, object]:
    return {
        "ledger_id": office.ledger.identity.ledger_id,
        "url": shown(office.choice.url),
        "files": [
            {
                "file": name,
                "read": report.read,
                "recorded": report.recorded,
                "unchanged": report.unchanged,
                "records": report.records,
            }
            for name, report in reports.items()
        ],
        "statewide": table_data(statewide),
        "replay": replay_rows(office, _EXAMPLE, FiscalYear(2018)),
        "reconciliation": table_data(differing),
    }


def _grouped(differing: Table) -> list[str]:
    """The differences by year and explanation, towns left out of the words."""
    groups: dict[tuple[str, str], list[Money]] = {}
    for row in differing.rows:
        explanation = str(row["explanation"] or "no explanation known").split(",", maxsplit=1)[0]
        for key, said in (("difference", ""), ("record_difference", "against the record: ")):
            amount = row[key]
            if isinstance(amount, Money) and amount:
                group = str(row["fiscal_year"]), said + explanation
                groups.setdefault(group, []).append(amount)
    return [
        f"{year}  {how_many(len(amounts), 'row'):>8}  {total(amounts).display:>14}  {explanation}"
        for (year, explanation), amounts in groups.items()
    ]


def _show(office: Office, statewide: Table, differing: Table, *, with_synthetic: bool) -> None:
    out(office.headline)
    out("")
    out("Where the Alliance money was meant to go, by fiscal year (real, published figures)")
    out("")
    print_table(statewide)
    out("")
    out("Published portions against the law: where they differ")
    out("")
    for line in _grouped(differing):
        out(line)
    out(f"proof  {differing.proof}")
    for note in differing.notes:
        out(note)
    out("See each: alliance reconcile published")
    out("")
    out("What happened to one district in that year")
    out("")
    for line in replay_lines(office, _EXAMPLE, FiscalYear(2018)):
        out(line)
    out("")
    if with_synthetic:
        out("SYNTHETIC: payments and reports of FY2026–FY2027 are made up and say so on each row.")
    out("Transfers, plans, releases and spending of real years are in no public source: they are")
    out("not recorded here, which is no finding about anybody. See: alliance coverage list")
    out("")
    out("Next   alliance replay norwalk --fiscal-year 2018      what happened, step by step")
    out("       alliance portion list --fiscal-year 2023        each district's portion by law")
    out("       alliance balance list --fiscal-year 2023        where the money stands")
    out(f"Ledger {shown(office.choice.url)}")
