"""`alliance balance`: where a district-year's money stands. C.G.S. § 10-262u(c) to (h).

Folded from the record each time, so that both clocks can be asked. Not here: what a figure is
(`domain/figures.py`), how it came about (`cli/replay.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import typer

from cli import dates, options
from cli.account import (
    SYNTHETIC,
    Account,
    account_of,
    available_proof,
    departures,
    exceptions,
    histories_of,
    known_sum,
    not_known,
)
from cli.render import (
    Column,
    Table,
    Value,
    out,
    print_json,
    say,
    shown,
)
from cli.wiring import Office, answer, cut_of, law_day, open_office
from domain.district import District, district_named
from domain.errors import NotFoundError
from domain.figures import FIGURES, FLOWS, STOCK_FIGURES, YEAR_FIGURES, Basis, Figure, has_account
from domain.fiscal_year import FiscalYear
from domain.statute.rules import rules_in_force
from domain.unverified import unverified_of
from domain.words import how_many
from ledger.application import Cut, Kept, district_year_of, fold_records

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

_GROUPS = (
    ("What moved, net of corrections", FLOWS),
    ("Where it stands now", STOCK_FIGURES),
    ("The year", YEAR_FIGURES),
)
_ON_SCREEN = {
    "portion": "portion",
    "withheld_by_comptroller": "withheld",
    "transferred": "transferred",
    "released": "released",
    "passed_through": "passed through",
    "spent_reported": "spent",
    "carry_in": "carry in",
    "available": "available",
    "carry_out": "carry out",
}
COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("fiscal_year", "year", on_screen=False),
    *(Column(name, title) for name, title in _ON_SCREEN.items()),
    *(
        Column(figure.name, figure.label, on_screen=False)
        for figure in FIGURES
        if figure.name not in _ON_SCREEN
    ),
    Column("stated", "stated", on_screen=False),
    Column("citation", "citation", on_screen=False),
)
_NOTHING_RECORDED = (
    "0.00 says that nothing of the kind is recorded here, not that nothing happened. What this "
    "ledger holds: alliance coverage list"
)
_CITATION = "C.G.S. § 10-262u(c)(1), (c)(2), (g), (h)"


@app.callback()
def balance() -> None:
    """Where a district-year's money stands."""


@app.command()
def show(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.Year,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    as_json: options.Json = False,
) -> None:
    """Show the money of one district-year.

    What moved, where it stands, what is available and what is carried.
    """
    town, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    account = account_of(office.ledger, town, year, office.ledger.history(town, year, cut), cut)
    if account is None:
        raise _not_designated(office, town, year, cut)
    said = _unverified([account], cut) + departures(account) + exceptions(account)
    if as_json:
        print_json("balance.show", show_data(account, said), office.meta(**dates.used(cut, year)))
        return
    out(office.headline)
    out(f"{town} · {dates.heading(year)} · {dates.said(cut)}")
    for line in show_lines(account, said):
        out(line)


@app.command("list")
def list_(
    context: typer.Context,
    fiscal_year: options.Year,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List the money of every designated district.

    The same figures as for one district-year, with statewide totals.
    """
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    accounts = accounts_of(office, year, cut)
    table = account_table(accounts, year)
    unverified = [f"!      {said}" for said in _unverified(accounts, cut)]
    table = replace(table, notes=[*unverified, *table.notes])
    if as_json and not accounts:
        say(table.empty)
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"Balances of {dates.heading(year)} · {dates.said(cut)}",
        meta=dates.used(cut, year),
        data=list_data(accounts, table) if as_json else None,
    )


def accounts_of(office: Office, fiscal_year: FiscalYear, cut: Cut) -> list[Account]:
    """The accounts of a year by town name, folded from the record."""
    found = [
        account_of(office.ledger, district, fiscal_year, records, cut)
        for district, records in histories_of(office.ledger, fiscal_year, cut).items()
    ]
    return [account for account in found if account is not None]


def _unverified(accounts: Sequence[Account], cut: Cut) -> list[str]:
    """What is unverified in the law of these accounts, each said once."""
    found = [
        unverified_of(one.state, rules_in_force(one.fiscal_year, law_day(one.fiscal_year, cut)))
        for one in accounts
    ]
    return list(dict.fromkeys(said for said in found if said is not None))


def show_data(account: Account, said: Sequence[str]) -> Mapping[str, object]:
    """The account as JSON has it; `said`: what a reader must know before quoting a figure."""
    return {
        "district": account.district,
        "town_code": account.district.code,
        "fiscal_year": account.fiscal_year,
        "designated": account.state.designated,
        "synthetic": account.synthetic,
        "balances": account.balances,
        "basis": {name: rests.value for name, rests in account.basis.items()},
        "near_twins": list(account.district.near_twins),
        "exceptions": list(said),
    }


def show_lines(account: Account, said: Sequence[str]) -> list[str]:
    """The account as people read it: three groups, then what must be `said` with them."""
    lines = [*_twins(account.district), ""]
    labels = max(len(figure.label) for figure in FIGURES)
    amounts = max(len(shown(amount)) for amount in account.balances.values())
    for title, group in _GROUPS:
        lines.append(title)
        lines += [_line(account, figure, labels, amounts) for figure in group]
        lines.append("")
    lines.append(f"proof  {available_proof([account])}")
    lines += [f"!      {one}" for one in said]
    lines.append(_NOTHING_RECORDED)
    lines.append(
        "How each came about: alliance replay "
        f"{account.district.code} --fiscal-year {account.fiscal_year.ends_in}"
    )
    return lines


def _line(account: Account, figure: Figure, labels: int, amounts: int) -> str:
    amount = shown(account.balances[figure.name]).rjust(amounts)
    mark = "stated  " if account.basis[figure.name] is Basis.STATED else " " * 8
    clause = figure.clause.removeprefix("C.G.S. ")
    return f"  {figure.label.ljust(labels)}  {amount}  {mark}{clause}"


def _twins(district: District) -> list[str]:
    """A warning where other towns have nearly the same name."""
    twins = district.near_twins
    return [f"{district}; not {', '.join(map(str, twins))}"] if twins else []


def account_table(accounts: Sequence[Account], year: FiscalYear) -> Table:
    """The accounts as a flat table with statewide totals of what is known."""
    return Table(
        name="balance.list",
        columns=(
            *COLUMNS,
            Column("synthetic", "made up", on_screen=any(a.synthetic for a in accounts)),
        ),
        rows=[_row(account) for account in accounts],
        totals=_totals(accounts) if accounts else {},
        proof=available_proof(accounts) if accounts else "",
        notes=_notes(accounts),
        empty=f"No district-year of {year} is designated or holds money here. "
        "Load the public record: alliance import designations FILE.",
    )


def list_data(accounts: Sequence[Account], table: Table) -> Mapping[str, object]:
    """The accounts as JSON has them: the figures of a row together, as `balance show` has them."""
    return {
        "rows": [
            {
                "district": account.district,
                "town_code": account.district.code,
                "fiscal_year": account.fiscal_year,
                "synthetic": account.synthetic,
                "balances": account.balances,
                "basis": {name: rests.value for name, rests in account.basis.items()},
                "exceptions": departures(account) + exceptions(account),
            }
            for account in accounts
        ],
        "totals": {**table.totals, "not_known": not_known(accounts)},
        "proof": table.proof,
        "notes": list(table.notes),
    }


def _row(account: Account) -> Mapping[str, Value]:
    return {
        "district": account.district,
        "town_code": account.district.code,
        "fiscal_year": account.fiscal_year,
        **account.balances,
        "stated": ", ".join(account.stated) or None,
        "synthetic": "synthetic" if account.synthetic else "",
        "citation": _CITATION,
    }


def _totals(accounts: Sequence[Account]) -> dict[str, Value]:
    """The sum of what is known by figure; None where nothing of it is known."""
    return {figure.name: known_sum(accounts, figure.name) for figure in FIGURES}


def _notes(accounts: Sequence[Account]) -> list[str]:
    missing = not_known(accounts)
    labels = {figure.name: figure.label for figure in FIGURES}
    notes = []
    if missing:
        said = ", ".join(f"{labels[name]} of {count}" for name, count in missing.items())
        notes.append(f"not known yet, and in no total: {said}")
    if accounts:
        notes.append(_NOTHING_RECORDED)
        notes.append("All figures, codes and clauses: --json, --csv FILE, --xlsx FILE")
    differing = [account for account in accounts if account.departure]
    if differing:
        year = differing[0].fiscal_year
        notes.append(
            f"!      Withheld is not the portion by law in {how_many(len(differing), 'district')}. "
            f"§ 10-262u(c)(1). See: alliance reconcile published --fiscal-year {year.ends_in}"
        )
    return notes + [
        f"!      {account.district}: {exception}"
        for account in accounts
        for exception in exceptions(account)
        if exception != SYNTHETIC  # its row says so
    ]


def _not_designated(office: Office, town: District, year: FiscalYear, cut: Cut) -> NotFoundError:
    """Which years of the town there are instead."""
    history = office.ledger.history(town, None, cut)
    by_year: dict[FiscalYear, list[Kept]] = {}
    for kept in history:
        if (place := district_year_of(kept.record.stream)) is not None:
            by_year.setdefault(place[1], []).append(kept)
    with_account = [str(one) for one in sorted(by_year) if has_account(fold_records(by_year[one]))]
    known = ", ".join(with_account) or "none"
    return NotFoundError(
        f"{town} is not designated in {year} and holds no Alliance money then, on this record.",
        details={"district": town.name, "fiscal_year": str(year.ends_in), "years": known},
        next_step=f"Years of {town.name} on record: {known}.",
    )
