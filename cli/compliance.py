"""`alliance compliance`: every named check of a district-year, with its answer and clause.

Not here: the checks (`domain/compliance.py`); coverage statements (`coverage.py`).
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import typer

from cli import options
from cli.render import Column, Table, Value, out, print_json, table_data, write_files
from cli.wiring import Office, answer, cut_of, law_day, open_office, today
from domain.compliance import Answer, Examined, Finding, configuration_of, examined
from domain.coverage import covered_kinds
from domain.district import District, district_named
from domain.errors import NotFoundError
from domain.events import Event
from domain.fiscal_year import FiscalYear
from domain.settings import Settings, settings_of
from domain.state import DistrictYear
from domain.statute.rules import rules_in_force
from domain.unverified import unverified_of
from domain.words import how_many
from ledger.application import Cut, Kept, fold_records

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_CHECK_COLUMNS = (
    Column("check", "check"),
    Column("answer", "answer"),
    Column("clause", "clause"),
    Column("message", "why"),  # last, so that its length widens no other column
    Column("citation", "citation", on_screen=False),
    Column("synthetic", "made up", on_screen=False),
)
_LIST_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("fiscal_year", "year", on_screen=False),
    *_CHECK_COLUMNS,
)
_WIDE = max(len(one) for one in Answer)
_NOTE = (
    "Not recorded here is no finding: this ledger does not say that it holds such records "
    "(alliance coverage list)."
)


@dataclass(frozen=True, slots=True)
class _Own:
    """What the ledger's own records say to a question: what it covers, what was set."""

    statements: Sequence[Event]
    settings: Settings


@app.callback()
def compliance() -> None:
    """Which duties are met, not met, or not recorded here."""


@app.command()
def show(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.Year,
    as_of: options.AsOf = None,
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
    findings = findings_of(office, town, year, cut, history)
    synthetic = _made_up(history)
    if not findings:
        raise NotFoundError(
            f"{town} is not designated as an Alliance District for {year} on this record.",
            details={"district": town.name, "fiscal_year": str(year)},
            next_step="Check the district and the year: alliance portion list.",
        )
    table = Table(
        name="compliance.show",
        columns=_CHECK_COLUMNS,
        rows=[_row(finding, synthetic=synthetic) for finding in findings],
        totals=_totals(findings),
        proof=_proof(findings),
        notes=_notes(findings) + _unverified(fold_records(history), year, cut),
    )
    write_files(table, csv, xlsx)
    if as_json:
        print_json(table.name, table_data(table), office.meta(**_dates(year, cut)))
    else:
        for text in (office.headline, f"{town} {year}", "", *_lines(table)):
            out(text)
    _exit(findings)


@app.command("list")
def list_(
    context: typer.Context,
    fiscal_year: options.Year,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    as_json: options.Json = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
) -> None:
    """Check every designated district of a year; exit 1 where a duty is not met."""
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    own = _own(office, cut)
    rows: list[dict[str, Value]] = []
    findings: list[Finding] = []
    unverified: list[str] = []
    for (town, other), state in office.ledger.all_district_years(cut).items():
        if other != year or not state.designated:
            continue
        history = office.ledger.history(town, year, cut)
        synthetic = _made_up(history)
        unverified += _unverified(state, year, cut)
        case = _case(office, town, year, cut, history, state, own)
        for finding in examined(case) if case else ():
            findings.append(finding)
            rows.append(
                {
                    "district": town,
                    "town_code": town.code,
                    "fiscal_year": year,
                    **_row(finding, synthetic=synthetic),
                }
            )
    table = Table(
        name="compliance.list",
        columns=_LIST_COLUMNS,
        rows=rows,
        totals=_totals(findings),
        proof=_proof(findings),
        notes=[*_notes(findings), *dict.fromkeys(unverified)],
        empty=f"No district is designated for {year} on this record.",
    )
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"{year}, every designated district",
        meta=_dates(year, cut),
    )
    _exit(findings)


def findings_of(
    office: Office, town: District, year: FiscalYear, cut: Cut, history: list[Kept]
) -> tuple[Finding, ...]:
    """The findings about one district-year from its history; none where it is not designated."""
    case = _case(office, town, year, cut, history, fold_records(history), _own(office, cut))
    return examined(case) if case else ()


def _case(
    office: Office,
    district: District,
    year: FiscalYear,
    cut: Cut,
    history: Sequence[Kept],
    state: DistrictYear,
    own: _Own,
) -> Examined | None:
    """What the checks look at; None where no designation is in force."""
    if state.designation is None or not state.designated:
        return None
    baseline = None
    if state.portion is not None:
        baseline_year = FiscalYear(state.portion.baseline_fiscal_year)
        baseline = office.ledger.district_year(district, baseline_year, cut).entitlement
    return Examined(
        district=district,
        fiscal_year=year,
        designation=state.designation,
        on=cut.as_of or today(),
        state=state,
        baseline=baseline,
        rules=rules_in_force(year, law_day(year, cut)),
        covered=covered_kinds(own.statements, year, state),
        dated={record.version: record.effective_on for _, record in history},
        configured=configuration_of(own.settings, year),
    )


def _own(office: Office, cut: Cut) -> _Own:
    """A statement has no legal time, only a recorded one; a setting has both."""
    own = office.ledger.own_history(Cut(known_on=cut.known_on))
    return _Own(
        [kept.record.data for kept in own],
        settings_of(kept.record.data for kept in own if cut.sees(kept.record)),
    )


def _made_up(history: list[Kept]) -> bool:
    """Whether made-up steps are among the records that answer."""
    return any(kept.record.synthetic for kept in history)


def _row(finding: Finding, *, synthetic: bool) -> dict[str, Value]:
    return {
        "check": finding.check,
        "name": finding.check,  # as the contract has it
        "answer": finding.answer.value,
        "message": ("On SYNTHETIC records: " if synthetic else "") + finding.message,
        "synthetic": synthetic,
        "clause": finding.citation.short,
        "citation": str(finding.citation),
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


def _totals(findings: Iterable[Finding]) -> dict[str, Value]:
    found = [finding.answer for finding in findings]
    return {value.value: found.count(value) for value in Answer}


def _proof(findings: Sequence[Finding]) -> str:
    """How many of each answer; they add up to checks times district-years."""
    parts = " + ".join(f"{count} {name}" for name, count in _totals(findings).items())
    checks = len({finding.check for finding in findings})  # of clauses in force for the year
    district_years = len(findings) // checks if checks else 0
    return (
        f"{parts} = {how_many(len(findings), 'answer')}: {how_many(checks, 'check')} of each of "
        f"{how_many(district_years, 'district-year')}"
    )


def _notes(findings: Iterable[Finding]) -> list[str]:
    missing = any(finding.answer is Answer.NOT_RECORDED for finding in findings)
    return [_NOTE] if missing else []


def _unverified(state: DistrictYear, year: FiscalYear, cut: Cut) -> list[str]:
    said = unverified_of(state, rules_in_force(year, law_day(year, cut)))
    return [] if said is None else [said]


def _dates(year: FiscalYear, cut: Cut) -> dict[str, object]:
    return {
        "as_of": cut.as_of,
        "known_on": cut.known_on,
        "law_day": law_day(year, cut),
        "rule_set": rules_in_force(year, law_day(year, cut)).rule_set,
    }


def _exit(findings: Iterable[Finding]) -> None:
    if any(finding.answer is Answer.NOT_MET for finding in findings):
        raise typer.Exit(1)
