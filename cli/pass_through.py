"""`alliance pass-through`: what the town paid the school board, and what it has not. (c)(2).

Town and board stand outside: the word of a treasurer is recorded as that, with its document.
"""

from typing import Annotated

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.figures import balance, held_for_board
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, total
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("at_town_before", "with the town before"),
    Column("released", "paid to the town"),
    Column("passed_through", "passed to the board"),
    Column("missing", "still with the town"),
    Column("noted", "shortfall noted by"),
    Column("citation", "citation", on_screen=False),
)


@app.callback()
def pass_through() -> None:
    """What the town paid the school board, and what it has not."""


@act(app, "record")
def record(
    amount: Annotated[
        str, typer.Option("--amount", help="What the town paid the board.", metavar="AMOUNT")
    ],
    paid_on: Annotated[
        str | None, typer.Option("--paid-on", help="The day the town paid.", metavar="DATE")
    ] = None,
    stated_by: Annotated[
        str | None,
        typer.Option(
            "--stated-by", help="Who says so, such as the treasurer of Windsor.", metavar="WHO"
        ),
    ] = None,
) -> Act:
    """Record that the town paid the board, on whose word."""
    fields = {"amount": amount, "paid_on": paid_on, "stated_by": stated_by}
    return Act("RecordPassThrough", fields)


@act(app, "shortfall")
def shortfall(
    found_by: Annotated[
        str, typer.Option("--found-by", help="Who found it, such as an audit.", metavar="WHO")
    ],
) -> Act:
    """Note that money the town received has not reached the board; a later payment cures it."""
    return Act("NotePassThroughShortfall", {"found_by": found_by})


@year_list(app, "Passed through to the boards")
def passed_through(states: States, year: FiscalYear) -> Table:
    """List what every town was paid and passed on; no day to pass it on is written in the law."""
    rows: list[dict[str, Value]] = []
    for district, state in states.items():
        released, passed = balance("released", state), balance("passed_through", state)
        missing = held_for_board(state)
        noted = state.releasing.shortfall
        if released or passed or missing:
            rows.append(
                {
                    "district": district,
                    "town_code": district.code,
                    "at_town_before": missing + passed - released,
                    "released": released,
                    "passed_through": passed,
                    "missing": missing,
                    "noted": noted.found_by if noted and missing else None,
                    "citation": "C.G.S. § 10-262u(c)(2)",
                }
            )
    sums = {
        name: total([row[name] for row in rows])  # type: ignore[misc]  # these columns are Money
        for name in ("at_town_before", "released", "passed_through", "missing")
    }
    return Table(
        name="pass-through.list",
        columns=_COLUMNS,
        rows=rows,
        totals=dict(sums) if rows else {},
        proof=f"{sums['at_town_before'].display} with the towns before + "
        f"{sums['released'].display} paid − {sums['passed_through'].display} passed through = "
        f"{sums['missing'].display} still with the towns"
        if rows
        else "",
        notes=_notes(rows),
        empty=f"No payment to a town is on record for {year}.",
    )


def _notes(rows: list[dict[str, Value]]) -> list[str]:
    waiting = sum(1 for row in rows if row["missing"] != ZERO)
    if not waiting:
        return []
    towns = "1 town has" if waiting == 1 else f"{waiting} towns have"
    return [f"{towns} not passed on all of it; no date set by statute. § 10-262u(c)(2)"]
