"""`alliance portion`: the Alliance portion by law, with its operands. C.G.S. § 10-262u(c)(1).

Not here: the computation (`ledger/portions.py`), what was withheld (`cli/balance.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import typer

from cli import dates, options
from cli.render import Column, Table, Value, say
from cli.wiring import answer, cut_of, law_day, open_office
from domain.events import Stage
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, known_total, total
from domain.words import how_many
from ledger.application import Cut
from ledger.portions import FIRST_YEAR, PortionByLaw, portions_by_law

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

# Shown on a screen only where a row has one.
_TRUE_UP = (
    Column("true_up", "true-up", on_screen=False),
    Column("funds_received", "funds received", on_screen=False),
)
COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("fiscal_year", "year"),
    Column("entitlement", "entitlement"),
    *_TRUE_UP,
    Column("baseline_fiscal_year", "over"),
    Column("baseline", "baseline"),
    Column("other_earmarks", "other earmarks"),
    Column("portion", "portion"),
    Column("stage", "stage", on_screen=False),
    Column("status", "rule"),
    Column("citation", "citation", on_screen=False),
    Column("note", "note", on_screen=False),
    Column("finding", "finding", on_screen=False),
)
_SUMMED = ("entitlement", "true_up", "funds_received", "baseline", "other_earmarks", "portion")
_NOTHING = (
    "No designated district-year is on record here. Load both lists, in either order: "
    "alliance import designations FILE, alliance import ecs FILE. Or look at the public record: "
    "alliance demo."
)


@app.callback()
def portion() -> None:
    """How much each district's Alliance portion is by law."""


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
    """List the portion of every designated district.

    By law it is the entitlement less earmarks less the baseline, not below zero. What was trued up
    of the year before counts with the entitlement.
    """
    year = FiscalYear.parse(fiscal_year) if fiscal_year else None
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    states = office.ledger.all_district_years(cut)
    table = portion_table(portions_by_law(states, partial(law_day, cut=cut), year), year)
    if as_json and not table.rows:
        say(table.empty)
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=_title(year, cut),
        meta=dates.used(cut, year),
    )


def portion_table(found: Sequence[PortionByLaw], year: FiscalYear | None) -> Table:
    """The list with totals, a proof over the rows that are known, clauses and findings."""
    trued_up = any(row.true_up for row in found)
    return Table(
        name="portion.list",
        columns=[
            replace(column, on_screen=True) if trued_up and column in _TRUE_UP else column
            for column in COLUMNS
        ],
        rows=[_row(row) for row in found],
        totals=_totals(found) if found else {},
        proof=_proof(found) if found else "",
        notes=_notes(found),
        empty=_empty(year),
    )


def _title(year: FiscalYear | None, cut: Cut) -> str:
    return (
        f"Alliance portion by law · {dates.heading(year)} · {dates.said(cut)} · "
        f"{dates.law_said(cut, year)}"
    )


def _row(row: PortionByLaw) -> Mapping[str, Value]:
    return {
        "district": row.district,
        "town_code": row.district.code,
        "fiscal_year": row.fiscal_year,
        "entitlement": row.entitlement,
        "true_up": row.true_up,
        "funds_received": row.funds_received,
        "baseline_fiscal_year": row.baseline_fiscal_year,
        "baseline": row.baseline,
        "other_earmarks": row.other_earmarks,
        "portion": row.portion,
        "stage": row.stage.value if row.stage else None,
        "status": row.status.value if row.status else "no rule in force",
        "citation": str(row.citation),
        "note": " ".join(row.notes) or None,
        "finding": row.finding,
    }


def _totals(found: Sequence[PortionByLaw]) -> dict[str, Value]:
    totals: dict[str, Value] = {}
    known = [row for row in found if row.portion is not None]
    for name, summed in _sums(known).items():
        totals[name] = summed if known else None
    totals["rows"] = len(found)
    totals["portion_not_known"] = sum(1 for row in found if row.portion is None)
    return totals


def _sums(known: Sequence[PortionByLaw]) -> dict[str, Money]:
    """The columns added up, an amount that a row does not have left out."""
    return {name: known_total(getattr(row, name) for row in known) or ZERO for name in _SUMMED}


def _proof(found: Sequence[PortionByLaw]) -> str:
    """The portion added up from the rows where it is known."""
    known = [row for row in found if row.portion is not None]
    below = total([short for row in found if (short := row.below_baseline) is not None])
    sums = _sums(known)
    unknown = len(found) - len(known)
    gaps = f"; {how_many(unknown, 'row')} without a known portion left out" if unknown else ""
    true_ups = f" + {sums['true_up'].display} true-ups" if sums["true_up"] else ""
    return (
        f"{sums['entitlement'].display} entitlements{true_ups} − "
        f"{sums['baseline'].display} baselines − "
        f"{sums['other_earmarks'].display} other earmarks + {below.display} below the baseline, "
        f"where nothing is withheld = {sums['portion'].display}, "
        f"{how_many(len(known), 'row')}{gaps}"
    )


def _notes(found: Sequence[PortionByLaw]) -> list[str]:
    clauses: dict[str, list[PortionByLaw]] = {}
    for row in found:
        clauses.setdefault(str(row.citation), []).append(row)
    notes = [
        f"clause   {citation}: {how_many(len(rows), 'row')}, "
        f"{_years([row.fiscal_year for row in rows])}"
        for citation, rows in clauses.items()
    ]
    notes += true_up_notes([row.true_up for row in found])
    early = [row.fiscal_year for row in found if row.stage is Stage.PRELIMINARY]
    if early:
        notes.append(
            f"caution  the entitlements of {_years(early)} are preliminary: the portion follows "
            "the final ones"
        )
    caveats = dict.fromkeys(note for row in found for note in row.notes)
    notes += [f"caution  {caveat}" for caveat in caveats]
    return notes + [f"finding  {row.finding}" for row in found if row.finding]


def true_up_notes(true_ups: Sequence[Money | None]) -> list[str]:
    """What true-ups are, where there are any."""
    known = [one for one in true_ups if one is not None]
    said = (
        f"true-up  {how_many(len(known), 'row')}: last year's final less its preliminary "
        f"entitlement, {total(known).display}, belongs to the funds received, § 10-262i(a)"
    )
    return [said] if known else []


def _years(years: Sequence[FiscalYear]) -> str:
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


def _empty(year: FiscalYear | None) -> str:
    if year is not None and year < FIRST_YEAR:
        return f"No portion in {year}: the program began with {FIRST_YEAR}."
    return _NOTHING
