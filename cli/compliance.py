"""`alliance compliance`: every named check of a district-year, with its answer and clause.

Not here: the checks (`domain/compliance.py`); coverage statements (`coverage.py`).
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from cli import dates, options
from cli.checked import Checked, checked_of, results_of, unverified
from cli.made_up import MADE_UP, marked
from cli.render import Column, Table, Value, out, print_json, table_data, write_files
from cli.wiring import answer, cut_of, law_day, open_office
from domain.compliance import Answer, CheckResult
from domain.coverage import NO_FINDING
from domain.district import district_named
from domain.errors import NotFoundError
from domain.fiscal_year import FiscalYear
from domain.statute.rules import rules_in_force
from domain.words import how_many
from ledger.application import Cut, fold_records
from ledger.made_up import figures_made_up

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_CHECK_COLUMNS = (
    Column("check", "check"),
    Column("answer", "answer"),
    Column("clause", "clause"),
    Column("message", "why"),  # last, so that its length widens no other column
    Column("citation", "citation", on_screen=False),
    MADE_UP,
)
_LIST_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("fiscal_year", "year", on_screen=False),
    *_CHECK_COLUMNS,
)
_COUNT_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("fiscal_year", "year", on_screen=False),
    Column("met", "met"),
    Column("not_met", "not met"),
    Column("not_recorded_here", "not recorded here"),
    Column("no_date_set", "no date set"),
    Column("checks", "checks"),
    Column("which_not_met", "which are not met"),
    MADE_UP,
    Column("citation", "citation", on_screen=False),
)
OnDay = Annotated[
    str | None,
    typer.Option("--as-of", "--on", help="What was true on that day (legal time).", metavar="DATE"),
]
_WIDE = max(len(one) for one in Answer)


@app.callback()
def compliance() -> None:
    """Which duties are met, not met, or not recorded here."""


@app.command()
def show(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.Year,
    as_of: OnDay = None,
    known_on: options.KnownOn = None,
    as_json: options.Json = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
) -> None:
    """Check one district-year; exit 1 where a duty is not met."""
    town, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    history = office.ledger.history(town, year, cut)
    results = results_of(office, town, year, cut, history)
    synthetic = figures_made_up(office.ledger, history, cut)
    if not results:
        raise NotFoundError(
            f"{town} is not designated as an Alliance District for {year} on this record.",
            details={"district": town.name, "fiscal_year": str(year)},
            next_step="Check the district and the year: alliance portion list.",
        )
    table = Table(
        name="compliance.show",
        columns=_CHECK_COLUMNS,
        rows=[_row(result, synthetic=synthetic) for result in results],
        totals=_totals(results),
        proof=_proof(results),
        notes=_notes(results) + unverified(fold_records(history), year, cut),
    )
    write_files(table, csv, xlsx)
    if as_json:
        print_json(table.name, table_data(table), office.meta(**_dates(year, cut)))
    else:
        for text in (office.headline, f"{town} {year}", "", *_lines(table)):
            out(text)
    _exit(results)


@app.command("list")
def list_(
    context: typer.Context,
    fiscal_year: options.Year,
    each: Annotated[
        bool, typer.Option("--each", help="One row for each check, not one for each district.")
    ] = False,
    as_of: OnDay = None,
    known_on: options.KnownOn = None,
    as_json: options.Json = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
) -> None:
    """Check every designated district of a year; exit 1 where a duty is not met."""
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    checked = checked_of(office, year, cut)
    results = [result for one in checked for result in one.results]
    counted, every = _counted(checked, year), _every(checked, year)
    notes = [*_notes(results), *dict.fromkeys(note for one in checked for note in one.unverified)]
    table = Table(
        name="compliance.list",
        columns=_LIST_COLUMNS if each else _COUNT_COLUMNS,
        rows=every if each else counted,
        totals=_totals(results) if each else _by_key(results),
        proof=_proof(results),
        notes=notes,
        empty=f"No district is designated for {year} on this record.",
    )
    # JSON has both: the rows it always had, and the counts.
    data = table_data(replace(marked(table), rows=every, totals=_totals(results)))
    answer(
        office,
        marked(table),
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"{year}, every designated district · {dates.said(cut)}",
        meta=_dates(year, cut),
        data=data | {"districts": counted},
    )
    _exit(results)


def _every(checked: Sequence[Checked], year: FiscalYear) -> list[dict[str, Value]]:
    """A row for each check of each district."""
    return [
        {
            "district": one.district,
            "town_code": one.district.code,
            "fiscal_year": year,
            **_row(result, synthetic=one.synthetic),
        }
        for one in checked
        for result in one.results
    ]


def _counted(checked: Sequence[Checked], year: FiscalYear) -> list[dict[str, Value]]:
    """A row for each district: how many of each answer, and what is not met."""
    return [
        {
            "district": one.district,
            "town_code": one.district.code,
            "fiscal_year": year,
            **_by_key(one.results),
            "which_not_met": ", ".join(
                result.check for result in one.results if result.answer is Answer.NOT_MET
            )
            or None,
            "synthetic": one.synthetic,
            "citation": "C.G.S. § 10-262u",
        }
        for one in checked
    ]


def _by_key(results: Sequence[CheckResult]) -> dict[str, Value]:
    """How many of each answer under a column's key; they add up to `checks`."""
    counts = {name.replace(" ", "_"): count for name, count in _tally(results).items()}
    return {**counts, "checks": len(results)}


def _row(result: CheckResult, *, synthetic: bool) -> dict[str, Value]:
    return {
        "check": result.check,
        "name": result.check,  # as the contract has it
        "answer": result.answer.value,
        "message": ("On SYNTHETIC records: " if synthetic else "") + result.message,
        "synthetic": synthetic,
        "clause": result.citation.short,
        "citation": str(result.citation),
    }


def _lines(table: Table) -> list[str]:
    """The checks of one district-year as people read them: the answer, then why."""
    lines = []
    for row in table.rows:
        lines.append(f"{row['answer']!s:<{_WIDE}}  {row['check']}  {row['clause']}")
        lines += textwrap.wrap(
            str(row["message"]),
            100,
            initial_indent=" " * (_WIDE + 2),
            subsequent_indent=" " * (_WIDE + 2),
            break_long_words=False,
            break_on_hyphens=False,
        )
    return [*lines, f"proof  {table.proof}", *table.notes]


def _totals(results: Iterable[CheckResult]) -> dict[str, Value]:
    return {**_tally(results)}


def _tally(results: Iterable[CheckResult]) -> dict[str, int]:
    found = [result.answer for result in results]
    return {value.value: found.count(value) for value in Answer}


def _proof(results: Sequence[CheckResult]) -> str:
    """How many of each answer; they add up to checks times district-years."""
    parts = " + ".join(f"{count:,} {name}" for name, count in _tally(results).items())
    checks = len({result.check for result in results})  # of clauses in force for the year
    district_years = len(results) // checks if checks else 0
    return (
        f"{parts} = {how_many(len(results), 'answer')}: {how_many(checks, 'check')} of each of "
        f"{how_many(district_years, 'district-year')}"
    )


def _notes(results: Iterable[CheckResult]) -> list[str]:
    missing = any(result.answer is Answer.NOT_RECORDED for result in results)
    return [NO_FINDING] if missing else []


def _dates(year: FiscalYear, cut: Cut) -> dict[str, object]:
    return {
        "as_of": cut.day,
        "known_on": cut.known_on,
        "law_day": law_day(year, cut),
        "rule_set": rules_in_force(year, law_day(year, cut)).rule_set,
    }


def _exit(results: Iterable[CheckResult]) -> None:
    if any(result.answer is Answer.NOT_MET for result in results):
        raise typer.Exit(1)
