"""`alliance annual-return`: the return of the whole district: filed, revised, certified. § 10-227.

Another duty than the expenditure report of § 10-262u(g), with days of its own.
"""

from datetime import date
from typing import Annotated

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.fiscal_year import FiscalYear
from domain.side_kinds import ReturnStage
from domain.side_state import Side
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("filed", "filed"),
    Column("revised", "last revised"),
    Column("certified", "certified"),
    Column("citation", "citation", on_screen=False),
)
_On = Annotated[str, typer.Option("--on", help="The day.", metavar="DATE")]


@app.callback()
def annual_return() -> None:
    """The annual return of the whole district: filed, revised, certified."""


@act(app, "file")
def file(on: _On) -> Act:
    """Record that the annual return was filed."""
    return _of(ReturnStage.FILED, on)


@act(app, "revise")
def revise(on: _On) -> Act:
    """Record that the annual return was revised."""
    return _of(ReturnStage.REVISED, on)


@act(app, "certify")
def certify(on: _On) -> Act:
    """Record that an independent auditor certified the annual return."""
    return _of(ReturnStage.CERTIFIED, on)


def _of(stage: ReturnStage, on: str) -> Act:
    return Act("RecordAnnualReturn", {"stage": stage.value, "filed_on": on})


@year_list(app, "Annual returns")
def returns(states: States, year: FiscalYear) -> Table:
    """List the annual returns of a year, stage by stage."""
    rows: list[dict[str, Value]] = [
        {
            "district": district,
            "town_code": district.code,
            **{stage.value: _day(state.side, stage) for stage in ReturnStage},
            "citation": "C.G.S. § 10-227(a)",
        }
        for district, state in states.items()
        if state.side.returns
    ]
    return Table(
        name="annual-return.list",
        columns=_COLUMNS,
        rows=rows,
        notes=["Due September 1; revised and certified by December 31, § 10-227 (UNVERIFIED)."],
        empty=f"No annual return is on record for {year}; that is not a finding.",
    )


def _day(side: Side, stage: ReturnStage) -> date | None:
    found = side.returned_as(stage)
    return found.filed_on if found else None
