"""`alliance today`: what is due, overdue or waits, for an office or a person, with what to type.

Built from the record alone; nothing is ticked off here. Each day says who set it, and what has
none says so. Not here: what waits (`domain/agenda.py`), the same as a calendar (`calendar.py`).
"""

from collections.abc import Sequence
from typing import Annotated

import typer

from cli import dates, options
from cli.agenda_table import agenda_table
from cli.wiring import answer, cut_of, open_office
from cli.wiring import today as current_day
from domain.agenda import in_order, of_office, of_person
from domain.agenda_item import Item
from domain.authority import Office as OfficeName
from domain.fiscal_year import FiscalYear
from ledger.application import Cut
from ledger.clock import parse_date
from ledger.on_desk import AHEAD, waiting

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_KNOWN = "As this ledger holds it: what is recorded with a legal date up to that day."
_FURTHER = f"Days of the State further off than {AHEAD} days: alliance calendar --fiscal-year YEAR"


@app.command()
def today(
    context: typer.Context,
    office: Annotated[
        OfficeName | None,
        typer.Option("--office", help="Only what waits for this office, or what it waits for."),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", help="Only what rests on this name (claimed).", metavar="NAME"),
    ] = None,
    fiscal_year: options.MaybeYear = None,
    on: Annotated[
        str | None, typer.Option("--on", help="As of that day (default: today).", metavar="DATE")
    ] = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """What is due, overdue, waits for a signature or for others, and the command for it."""
    asked = parse_date(on, "--on") if on else None
    year = FiscalYear.parse(fiscal_year) if fiscal_year else None
    ledger = open_office(context)
    cut = Cut(as_of=asked) if asked else cut_of(ledger, None, None)
    day = cut.day or current_day()
    items = _chosen(waiting(ledger.ledger, day, year), office, person)
    table = agenda_table(
        in_order(items, day),
        day,
        seen_by=office,
        notes=[*([_KNOWN] if on else []), _FURTHER],
        empty=f"Nothing waits on {' · '.join([str(day), *_whose(office, person)])}, as far as this "
        "ledger holds it.",
    )
    answer(
        ledger,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=" · ".join(
            [
                f"{day:%A} {day}" + (f", {dates.LAST_DAY}" if cut.runs_to else ""),
                *_whose(office, person),
                *([str(year)] if year else []),
            ]
        ),
        meta={"as_of": day, "office": office.value if office else None, "person": person},
    )


def _chosen(items: Sequence[Item], office: OfficeName | None, person: str | None) -> Sequence[Item]:
    if office is not None:
        items = of_office(items, office)
    return items if person is None else of_person(items, person)


def _whose(office: OfficeName | None, person: str | None) -> list[str]:
    named = [office.label] if office else []
    return [*named, *([f"{person} (claimed)"] if person else [])]
