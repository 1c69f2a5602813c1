"""`alliance exit-balance`: what becomes of a district's balance after its designation. No law says.

The choice is recorded and moves no money: what then happens is recorded when it happens.
"""

from typing import Annotated

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.fiscal_year import FiscalYear
from domain.money import total
from domain.setting_events import ExitChoice
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("balance", "balance"),
    Column("choice", "choice"),
    Column("finding_open", "findings open"),
    Column("reason", "why"),
    Column("document", "on"),
)
_NOTE = "No law says what becomes of a balance after the program; each rests on the paper named."


@app.callback()
def exit_balance() -> None:
    """What becomes of a district's balance after its designation."""


@act(app, "handle")
def handle(
    choice: Annotated[ExitChoice, typer.Option("--choice", help="What becomes of it.")],
    reason: Annotated[str, typer.Option("--because", help="Why.", metavar="TEXT")],
    paper: Annotated[str, typer.Option("--paper", help="Title of the paper.", metavar="TEXT")],
) -> Act:
    """Record what becomes of what a district has left; no money moves by it."""
    fields = {"choice": choice.value, "reason": reason, "document": paper}
    return Act("HandleExitBalance", fields)


@year_list(app, "Balances after the program")
def exits(states: States, year: FiscalYear) -> Table:
    """List the balances after the program that were handled in a year."""
    found = {
        district: state.side.exit_balance
        for district, state in states.items()
        if state.side.exit_balance is not None
    }
    rows: list[dict[str, Value]] = [
        {
            "district": district,
            "town_code": district.code,
            "balance": one.balance,
            "choice": one.choice.value,
            "finding_open": one.finding_open,
            "reason": one.reason,
            "document": one.document,
        }
        for district, one in found.items()
    ]
    amounts = [one.balance for one in found.values()]
    return Table(
        name="exit-balance.list",
        columns=_COLUMNS,
        rows=rows,
        totals={"balance": total(amounts)} if rows else {},
        proof=" + ".join(one.display for one in amounts) + f" = {total(amounts).display}"
        if rows
        else "",
        notes=[_NOTE] if rows else [],
        empty=f"No balance after the program is on record as handled in {year}.",
    )
