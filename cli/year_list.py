"""The frame around every `list` of a fiscal year: what each district-year of it shows.

A list is a function from the district-years of a year to a table. `year_list` puts the year, both
kinds of date and every form of output around it, the same for all.
Not here: what a list shows (`hold.py`, `request.py` …), acts (`acts.py`).
"""

from collections.abc import Callable

import typer

from cli import options
from cli.render import Table
from cli.wiring import answer, cut_of, open_office
from domain.fiscal_year import FiscalYear
from ledger.batch_record import states_of
from ledger.batch_rows import States

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
            states = states_of(office.ledger, year, cut_of(office, as_of, known_on))
            answer(
                office,
                listed(states, year),
                as_json=as_json,
                csv=csv,
                xlsx=xlsx,
                title=f"{title} · {year}",
                meta={"as_of": as_of, "known_on": known_on},
            )

        run.__doc__ = listed.__doc__
        app.command("list")(run)
        return listed

    return put
