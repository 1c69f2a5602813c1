"""`alliance program-report show`: given, spent, whether to plan, per district and year. § 10-262w.

The digest shown is that of the CSV file of the same list, so that a published file can be told to
be this accounting. Not here: the account itself (`domain/program_account.py`), that it was
published (`program_report.py`).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import typer

from cli import options
from cli.account import district_years_of, flows_alone
from cli.checked import own_of, plan_on_last_day, unverified
from cli.made_up import MADE_UP, marked
from cli.render import (
    Column,
    Table,
    Value,
    csv_of,
    out,
    print_json,
    print_table,
    table_data,
    write_files,
)
from cli.wiring import Office, cut_of, open_office
from domain.compliance_case import Answer
from domain.coverage import covered_kinds
from domain.district import District
from domain.errors import UsageError
from domain.figures import has_account
from domain.fiscal_year import FiscalYear
from domain.money import known_total, total
from domain.program_account import ProgramAccount, program_account
from domain.state import DistrictYear
from domain.words import how_many
from ledger.application import NOW, Cut, fold_records
from ledger.made_up import figures_made_up

_NAME: Final = "program-report.show"
_CITATION: Final = "C.G.S. § 10-262w"
_WHO: Final = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("fiscal_year", "year"),
)
_AMOUNTS: Final = (
    Column("portion", "portion"),
    Column("withheld", "withheld"),
    Column("released", "released"),
    Column("passed_through", "passed through"),
    Column("available", "available"),
    Column("spent", "spent"),
    Column("in_plan", "according to plan"),
    Column("outside", "outside the plan"),
    Column("questioned", "under question"),
    Column("over", "over the plan"),
    Column("own", "above the grant"),
    Column("unspent", "unspent"),
)
_STOCKS: Final = {"available": "available", "unspent": "unspent"}
_SPLIT: Final = ("in_plan", "outside", "questioned", "over", "own")
_COLUMNS: Final = (
    *_WHO,
    *_AMOUNTS,
    Column("closed", "carried on"),
    Column("answer", "spent to plan"),
    Column("why", "why", on_screen=False),
    Column("unverified", "unverified", on_screen=False),
    MADE_UP,
    Column("citation", "citation", on_screen=False),
)
_BESIDE: Final = (
    Column("objectives", "objectives", on_screen=False),
    Column("targets", "targets", on_screen=False),
    Column("index_score", "index score", on_screen=False),
)
_TARGETS: Final = (
    *_WHO,
    Column("objective", "objective"),
    Column("target", "target"),
    Column("index_score", "index score"),
)
_DASH: Final = (
    "A dash is not recorded here, and no zero; sums are of what is recorded. What this ledger "
    "holds: alliance coverage list"
)
_NO_CAUSE: Final = (
    "Targets of the plan in force and the score of the year's own data, set side by side as "
    "recorded. Nothing here says that one led to the other."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Accounted:
    """One district-year with what stands beside its money."""

    account: ProgramAccount
    state: DistrictYear
    made_up: bool
    unverified: str | None
    score: str | None


def show(
    context: typer.Context,
    years: Annotated[
        str, typer.Option("--years", help="First and last fiscal year.", metavar="2013-2025")
    ],
    with_targets: Annotated[
        bool, typer.Option("--with-targets", help="Targets of the plans beside index scores.")
    ] = False,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show the accounting of the program: what was given, how spent, whether to plan."""
    first, last = _years(years)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    found = _accounted(office, first, last, cut)
    table = marked(accounting(found, first, last, with_targets=with_targets))
    digest = _digest(table)
    write_files(table, csv, xlsx)
    if as_json:
        dates = {"as_of": cut.day, "known_on": known_on}
        print_json(_NAME, table_data(table) | {"csv_sha256": digest}, office.meta(**dates))
        return
    out(office.headline)
    out(f"Accounting of the program, § 10-262w · {first}–{last}")
    out("")
    print_table(table)
    if with_targets and found:
        out("")
        print_table(_targets_table(found))
    out(f"SHA-256 of this list as CSV: {digest}")


def same_as_accounting(office: Office, first: int, last: int, sha256: str) -> bool:
    """Whether a file of that digest is the accounting of these years as CSV, byte for byte."""
    years = FiscalYear(first), FiscalYear(last)
    found = _accounted(office, *years, NOW)
    tables = (accounting(found, *years, with_targets=one) for one in (False, True))
    return sha256 in {_digest(table) for table in tables}


def _digest(table: Table) -> str:
    return hashlib.sha256(csv_of(table)).hexdigest()


def _years(text: str) -> tuple[FiscalYear, FiscalYear]:
    """First and last year. Raises UsageError, InvalidFiscalYearError."""
    first, given, last = text.partition("-")
    years = FiscalYear.parse(first), FiscalYear.parse(last if given else first)
    if years[0] > years[1]:
        raise UsageError(
            f"{years[0]} is after {years[1]}.", next_step="Give the first year first: --years A-B"
        )
    return years


def _accounted(
    office: Office, first: FiscalYear, last: FiscalYear, cut: Cut
) -> Sequence[_Accounted]:
    """Every district-year of the years that is designated or has money, by year and town name."""
    histories = district_years_of(office.ledger, cut)
    states = {place: fold_records(records) for place, records in histories.items()}
    own = own_of(office, cut)
    scores = dict(_scores(states))
    return [
        _Accounted(
            account=program_account(
                district,
                year,
                state,
                covered_kinds(own.statements, year, state),
                plan_on_last_day(state, histories[district, year], year),
                own.settings.variance_allowance(year),
            ),
            state=state,
            made_up=figures_made_up(office.ledger, histories[district, year], cut),
            unverified=" ".join(unverified(state, year, cut)) or None,
            score=scores.get((district, year.ends_in)),
        )
        for (district, year), state in states.items()
        if first <= year <= last and has_account(state)
    ]


def _scores(
    states: Mapping[tuple[District, FiscalYear], DistrictYear],
) -> Iterator[tuple[tuple[District, int], str]]:
    """The score of each data year, wherever it was recorded; the latest record's stands."""
    for (district, _), state in states.items():
        for data_year, one in state.side.scores.items():
            yield (district, data_year), one.score


def accounting(
    found: Sequence[_Accounted], first: FiscalYear, last: FiscalYear, *, with_targets: bool
) -> Table:
    """The list, and with `with_targets` what the plans aim at and the scores beside it."""
    rows = [_row(one) | (_beside(one) if with_targets else {}) for one in found]
    years = [one.account.fiscal_year for one in found]
    totals, beyond = flows_alone(_totals(found), _STOCKS, years)
    return Table(
        name=_NAME,
        columns=(*_COLUMNS, *(_BESIDE if with_targets else ())),
        rows=rows,
        totals=totals if rows else {},
        proof=_proof(found) if rows else "",
        notes=[*_answers(found), *beyond, *_unverified(found), _DASH] if rows else [],
        empty=f"No district has an account in {first}–{last} on this ledger.",
    )


def _row(one: _Accounted) -> dict[str, Value]:
    account = one.account
    return {
        "district": account.district,
        "town_code": account.district.code,
        "fiscal_year": account.fiscal_year,
        **{column.key: getattr(account, column.key) for column in _AMOUNTS},
        "closed": account.closed,
        "answer": account.answer.value,
        "why": account.why,
        "unverified": one.unverified,
        MADE_UP.key: one.made_up,
        "citation": _CITATION,
    }


def _totals(found: Sequence[_Accounted]) -> dict[str, Value]:
    return {
        column.key: known_total(getattr(one.account, column.key) for one in found)
        for column in _AMOUNTS
    }


def _proof(found: Sequence[_Accounted]) -> str:
    """All that was reported spent, split as far as this record says whether it was to plan."""
    reported = [one.account for one in found if one.account.spent is not None]
    labels = {column.key: column.title for column in _AMOUNTS if column.key in _SPLIT}
    sums = {
        name: total([one for each in reported if (one := getattr(each, name)) is not None])
        for name in (*_SPLIT, "spent")
    }
    unsaid = sums["spent"] - total([sums[name] for name in _SPLIT])
    added = " + ".join(f"{labels[name]} {sums[name].display}" for name in _SPLIT)
    return (
        f"{added} + not measured by lines {unsaid.display} = spent {sums['spent'].display}, "
        f"{how_many(len(reported), 'report')}"
    )


def _unverified(found: Sequence[_Accounted]) -> list[str]:
    """What is unverified in the law of the portions, each said once."""
    return [f"!      {one}" for one in dict.fromkeys(one.unverified for one in found) if one]


def _answers(found: Sequence[_Accounted]) -> list[str]:
    counts = {one: sum(each.account.answer is one for each in found) for one in Answer}
    added = " + ".join(f"{count} {answer.value}" for answer, count in counts.items())
    return [f"Spent according to plan: {added} = {how_many(len(found), 'account')}."]


def _beside(one: _Accounted) -> dict[str, Value]:
    targets = list(_targets_of(one))
    return {
        "objectives": "; ".join(dict.fromkeys(objective for objective, _ in targets)) or None,
        "targets": "; ".join(target for _, target in targets) or None,
        "index_score": one.score,
    }


def _targets_of(one: _Accounted) -> Iterator[tuple[str, str]]:
    """Each target of the plan in force with its objective; none where only a total is known."""
    approved = one.state.approved_plan
    content = approved[1].content if approved else None
    if content is None:
        return
    words = {objective.key: objective.words for objective in content.objectives}
    for target in content.targets:
        objective = f"{target.objective} {words.get(target.objective, '')}".rstrip()
        yield objective, f"{target.key} {target.measure}: {target.baseline} to {target.target}"


def _targets_table(found: Sequence[_Accounted]) -> Table:
    rows: list[dict[str, Value]] = []
    for one in found:
        account = one.account
        place: dict[str, Value] = {
            "district": account.district,
            "town_code": account.district.code,
            "fiscal_year": account.fiscal_year,
            "index_score": one.score,
        }
        targets = list(_targets_of(one))
        rows += [place | {"objective": first, "target": second} for first, second in targets]
        if not targets and one.score is not None:
            rows.append(place | {"objective": None, "target": None})
    return Table(
        name=_NAME,
        columns=_TARGETS,
        rows=rows,
        notes=[_NO_CAUSE],
        empty="Neither targets nor index scores are on record for these years.",
    )
