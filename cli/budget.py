"""`alliance budget`: a town's education budget, its minimum, what is forfeited. § 10-262i(c)–(e).

It moves no Alliance money: a forfeiture is deducted from a later ECS grant (`alliance grant`).
"""

from typing import Annotated

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.fiscal_year import FiscalYear
from domain.side_state import Side
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("minimum", "minimum"),
    Column("adopted", "adopted"),
    Column("shortfall", "short"),
    Column("forfeiture", "forfeited"),
    Column("forfeiture_fiscal_year", "in"),
    Column("status", "status"),
    Column("due_this_year", "due this year"),
    Column("flags", "flags"),
    Column("citation", "citation", on_screen=False),
)
_Reason = Annotated[str, typer.Option("--because", help="Why.", metavar="TEXT")]
_NOTE = "Law UNVERIFIED: since when § 10-262i(d) and (e) stand, and what counts as aid increase."


@app.callback()
def budget() -> None:
    """A town's education budget: adopted, short, forfeited, waived."""


@act(app, "adopt")
def adopt(
    amount: Annotated[
        str, typer.Option("--amount", help="The education budget.", metavar="AMOUNT")
    ],
    prior_year: Annotated[
        str, typer.Option("--prior-year", help="That of the year before.", metavar="AMOUNT")
    ],
    aid_increase: Annotated[
        str,
        typer.Option(
            "--aid-increase", help="How much more aid, as its paper says.", metavar="AMOUNT"
        ),
    ],
    adopted_on: Annotated[str, typer.Option("--adopted-on", help="The day.", metavar="DATE")],
    paper: Annotated[str, typer.Option("--paper", help="Title of the paper.", metavar="TEXT")],
) -> Act:
    """Record the education budget a town adopted."""
    fields = {
        "amount": amount,
        "prior_year": prior_year,
        "aid_increase": aid_increase,
        "adopted_on": adopted_on,
        "document": paper,
    }
    return Act("AdoptEducationBudget", fields)


@act(app, "shortfall")
def shortfall() -> Act:
    """Determine how much the budget is short, and what is forfeited: twice, two years on."""
    return Act("DetermineBudgetShortfall", {})


@act(app, "forfeit")
def forfeit() -> Act:
    """Apply in this year the forfeiture of the shortfall two years before."""
    return Act("ApplyForfeiture", {})


@act(app, "waive")
def waive(
    reason: _Reason,
    agreement: Annotated[
        str | None,
        typer.Option(
            "--agreement",
            help="The town's agreement to raise its budget; else other good cause.",
            metavar="TITLE",
        ),
    ] = None,
) -> Act:
    """Record that the State Board waived the forfeiture of a year's shortfall."""
    return Act("WaiveForfeiture", {"reason": reason, "agreement": agreement})


@act(app, "flag")
def flag(
    words: Annotated[str, typer.Option("--words", help="What was seen.", metavar="TEXT")],
    amount: Annotated[
        str | None, typer.Option("--amount", help="How much it concerns.", metavar="AMOUNT")
    ] = None,
) -> Act:
    """Flag what looks like supplanting; nothing is found or owed by it."""
    return Act("FlagSupplanting", {"words": words, "amount": amount})


@year_list(app, "Education budgets")
def budgets(states: States, year: FiscalYear) -> Table:
    """List the education budgets of a year, what they are short, and what falls due."""
    rows: list[dict[str, Value]] = [
        {
            "district": district,
            "town_code": district.code,
            **_row(state.side),
            "citation": "C.G.S. § 10-262i(d), (e)",
        }
        for district, state in states.items()
        if state.side.budget or state.side.forfeiture or state.side.supplanting
    ]
    return Table(
        name="budget.list",
        columns=_COLUMNS,
        rows=rows,
        notes=[_NOTE] if rows else [],
        empty=f"No education budget is on record for {year}.",
    )


def _row(side: Side) -> dict[str, Value]:
    short, due = side.shortfall, side.forfeiture
    return {
        "minimum": short.minimum if short else None,
        "adopted": side.budget.amount if side.budget else None,
        "shortfall": short.shortfall if short else None,
        "forfeiture": short.forfeiture if short else None,
        "forfeiture_fiscal_year": f"FY{short.forfeiture_fiscal_year}" if short else None,
        "status": _status(side),
        "due_this_year": due.amount if due else None,
        "flags": len(side.supplanting) or None,
    }


def _status(side: Side) -> str:
    if side.waived is not None:
        return "waived"
    if side.shortfall is not None:
        return "short"
    return "adopted" if side.budget is not None else "not recorded here"
