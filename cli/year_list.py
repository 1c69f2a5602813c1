"""The frame around every `list` of a fiscal year: what each district-year of it shows.

A list is a function from the district-years of a year to a table. `year_list` puts the year, both
kinds of date and every form of output around it, the same for all.
Not here: what a list shows (`hold.py`, `request.py` …), acts (`acts.py`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import typer

from cli import options
from cli.account import histories_of
from cli.made_up import MADE_UP, marked
from cli.render import Table
from cli.wiring import answer, cut_of, open_office
from domain.district import District
from domain.fiscal_year import FiscalYear
from ledger.application import Cut, Kept, Ledger, fold_records
from ledger.batch_rows import States
from ledger.made_up import figures_made_up

_Listed = Callable[[States, FiscalYear], Table]


def year_list(app: typer.Typer, title: str) -> Callable[[_Listed], _Listed]:
    """Make the `list` of a noun from a function of a year; its docstring is the help."""

    def put(listed: _Listed) -> _Listed:
        def run(
            context: typer.Context,
            fiscal_year: options.Year,
            as_of: options.AsOf = None,
            known_on: options.KnownOn = None,
            csv: options.Csv = None,
            xlsx: options.Xlsx = None,
            as_json: options.Json = False,
        ) -> None:
            year = FiscalYear.parse(fiscal_year)
            office = open_office(context)
            cut = cut_of(office, as_of, known_on)
            histories = histories_of(office.ledger, year, cut)
            states = {district: fold_records(kept) for district, kept in histories.items()}
            answer(
                office,
                _marked(listed(states, year), made_up_in(office.ledger, histories, cut)),
                as_json=as_json,
                csv=csv,
                xlsx=xlsx,
                title=f"{title} · {year}",
                meta={"as_of": cut.day, "known_on": known_on},
            )

        run.__doc__ = listed.__doc__
        app.command("list")(run)
        return listed

    return put


def made_up_in(
    ledger: Ledger, histories: Mapping[District, Sequence[Kept]], cut: Cut
) -> frozenset[District]:
    """The districts whose figures of the year are made up."""
    return frozenset(
        district for district, records in histories.items() if figures_made_up(ledger, records, cut)
    )


def _marked(table: Table, made_up: Collection[District]) -> Table:
    """The list with what each row rests on said in it, and once below where any is made up."""
    rows = [{**row, MADE_UP.key: row["district"] in made_up} for row in table.rows]
    return marked(replace(table, columns=(*table.columns, MADE_UP), rows=rows))
