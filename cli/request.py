"""`alliance request`: what a board asks to draw of its approved plan. Practice, unverified.

Whether a year is paid by requests is configuration: `alliance setting schedule`.
Not here: paying them (`alliance release batch --requests`).
"""

import re
from typing import Annotated, Final

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from ledger.batch_rows import States, released_before

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_MONTH: Final = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])", re.ASCII)
_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("requested", "requested in all"),
    Column("released", "released or proposed"),
    Column("open", "open"),
    Column("left_to_draw", "left to draw"),
    Column("note", "note"),
)


@app.callback()
def request() -> None:
    """What a board asks to draw of its approved plan."""


@act(app, "record")
def record(
    name: Annotated[
        str, typer.Option("--name", help="The request's own name, such as R1.", metavar="NAME")
    ],
    amount: Annotated[str, typer.Option("--amount", help="What is asked for.", metavar="AMOUNT")],
    month: Annotated[
        str | None, typer.Option("--month", help="The month it is for.", metavar="2026-10")
    ] = None,
) -> Act:
    """Record a board's request, also one that is more than is left."""
    fields = {"request": name, "amount": amount, "month": _month(month)}
    return Act("RequestDrawDown", fields)


def _month(text: str | None) -> str | None:
    """Raises UsageError for what is not a month as YYYY-MM."""
    if text is None or _MONTH.fullmatch(text):
        return text
    raise UsageError(
        f"--month is {text!a:.40}, which is not a month.",
        details={"month": ascii(text)[:40]},
        next_step="Write year and month, such as 2026-10.",
    )


@year_list(app, "Requests of the boards")
def requests(states: States, year: FiscalYear) -> Table:
    """List what every board asked for against what is left to draw."""
    rows: list[dict[str, Value]] = []
    open_: list[Money] = []
    for district, state in states.items():
        if not state.releasing.requests:
            continue
        asked = total([one.amount for one in state.releasing.requests.values()])
        released = released_before(state)
        plan = state.approved_plan
        left = None if plan is None else plan[1].approved_amount - released
        waiting = max(ZERO, asked - released)
        open_.append(waiting)
        rows.append(
            {
                "district": district,
                "town_code": district.code,
                "requested": asked,
                "released": released,
                "open": waiting,
                "left_to_draw": left,
                "note": _note(waiting, left),
            }
        )
    return Table(
        name="request.list",
        columns=_COLUMNS,
        rows=rows,
        totals={"open": total(open_)} if rows else {},
        proof=" + ".join(amount.display for amount in open_) + f" = {total(open_).display} open"
        if rows
        else "",
        empty=f"No request is on record for {year}.",
    )


def _note(waiting: Money, left: Money | None) -> str | None:
    if left is None:
        return "no approved plan"
    return "more than is left to draw" if waiting > left else None
