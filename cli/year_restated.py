"""`alliance year restated`: closed years that changed after closing: which figure, by what, why.

Nothing was rewritten: each change is an event of its own. C.G.S. § 10-262u(h), § 11-8b.
Not here: what a change did to an account (`restated_rows.py`).
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final

import typer

from cli import options
from cli.account import histories_of
from cli.made_up import MADE_UP, marked
from cli.render import Column, Table, Value
from cli.restated_rows import CARRIED_IN, CARRIED_OUT, changes_of
from cli.wiring import answer, cut_of, open_office
from domain.district import district_named
from domain.figures import ADVANCED
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.words import how_many
from ledger.made_up import figures_made_up

_COLUMNS: Final = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("label", "figure"),
    Column("figure", "name", on_screen=False),
    Column("before", "before"),
    Column("after", "after"),
    Column("difference", "difference"),
    Column("position", "position"),
    Column("effective_on", "effective"),
    Column("event", "event"),
    Column("reason", "why"),
    Column("sentence", "what happened", on_screen=False),
    Column("recorded_at", "recorded", on_screen=False),
    MADE_UP,
    Column("citation", "citation", on_screen=False),
    Column("closed", "year closed", on_screen=False),
)
_Rows = Sequence[Mapping[str, Value]]


def restated(
    context: typer.Context,
    fiscal_year: options.Year,
    district: Annotated[
        str | None, typer.Option("--district", help="Only this district.", metavar="DISTRICT")
    ] = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List what changed after a year closed: figures before and after, by which event and why."""
    year = FiscalYear.parse(fiscal_year)
    only = district_named(district) if district else None
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    histories = histories_of(office.ledger, year, cut)
    rows = [
        row | {MADE_UP.key: figures_made_up(office.ledger, records, cut)}
        for place, records in histories.items()
        if only in (None, place)
        for row in changes_of(place, records)
    ]
    towns = how_many(len({row["town_code"] for row in rows}), "district")
    table = Table(
        name="year.restated",
        columns=_COLUMNS,
        rows=rows,
        proof=_proof(rows),
        notes=_notes(rows, year),
        empty=f"No account of {year} was changed after it closed, and none that is open opened "
        "with another balance than it does now.",
    )
    answer(
        office,
        marked(table),
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"{_what(rows)} · {year} · {towns}",
        meta={"as_of": cut.day, "known_on": known_on},
    )


def _what(rows: _Rows) -> str:
    """What the list is of: closed accounts, open ones whose opening balance changed, or both."""
    if all(row["closed"] for row in rows):
        return "Changed after closing"
    if any(row["closed"] for row in rows):
        return "Changed after closing, or in what an open year opened with"
    return "Changed in what the open year opened with"


def _moved(rows: _Rows, figure: str) -> list[Money]:
    found = [row["difference"] for row in rows if row["figure"] == figure]
    return [one for one in found if isinstance(one, Money)]


def _proof(rows: _Rows) -> str:
    """By how much the balances that went on changed in all, and by place, added up from the rows.

    What is set aside for residency is a part of what stands with the Commissioner.
    """
    said = []
    for figure, event, words in (
        ("carry_in", CARRIED_IN, "carried in"),
        ("carry_out", CARRIED_OUT, "carried out"),
    ):
        places = [
            Money(-one.cents) if name == ADVANCED else one
            for name in _places(rows, event)
            if name != "residency"
            for one in _moved(rows, f"{event}.{name}")
        ]
        for moved, how in ((_moved(rows, figure), words), (places, f"{words}, by place,")):
            if moved:
                said.append(f"{how} {_added(moved)} = {total(moved).display}")
    return "; ".join(said)


def _places(rows: _Rows, event: str) -> list[str]:
    """The parts of a carried balance that changed, each once."""
    names = [str(row["figure"]) for row in rows]
    start = f"{event}."
    return list(dict.fromkeys(n.removeprefix(start) for n in names if n.startswith(start)))


def _added(amounts: Sequence[Money]) -> str:
    return " + ".join(one.display for one in amounts).replace("+ -", "− ")


def _notes(rows: _Rows, year: FiscalYear) -> list[str]:
    """What became of the balance that the closed accounts carried out."""
    closed = [row for row in rows if row["closed"]]
    if not rows:
        return []
    if not closed:
        return [f"{year} is open: it has carried nothing out yet."]
    see = f"alliance year restated --fiscal-year {year.next}"
    if _moved(closed, "carry_out"):
        return [f"{year.next} opened with another balance: {see}"]
    if _places(closed, CARRIED_OUT):
        return [f"What {year} carried out stayed as it was in all, and stands elsewhere: {see}"]
    return [f"What {year} carried out stayed as it was."]
