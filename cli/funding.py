"""`alliance funding`: money beside the account. § 10-156gg(c)(2); other sources, such as a bond.

The residency set-aside stays with the Commissioner until it is released for that purpose. Money
from elsewhere is recorded and changes no balance.
"""

from typing import Annotated

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.spoken_for import residency_left
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("what", "what"),
    Column("amount", "amount"),
    Column("left", "not yet released"),
    Column("reference", "by"),
    Column("citation", "citation"),
)


@app.callback()
def funding() -> None:
    """Money beside the account: the residency set-aside, and other sources."""


@act(app, "other")
def other(
    source: Annotated[
        str,
        typer.Option(
            "--source", help="Who gave it, such as 'State Bond Commission'.", metavar="WHO"
        ),
    ],
    amount: Annotated[str, typer.Option("--amount", help="How much.", metavar="AMOUNT")],
    reference: Annotated[
        str, typer.Option("--reference", help="The act or paper it came by.", metavar="TEXT")
    ],
) -> Act:
    """Record money from elsewhere; no balance of the account changes."""
    fields = {"funding_source": source, "amount": amount, "reference": reference}
    return Act("RecordOtherFunding", fields)


@act(app, "residency")
def residency() -> Act:
    """Set aside 10 % of the FY2021 increase for a residency program (FY2025 only)."""
    return Act("SetAsideForResidency", {})


@year_list(app, "Beside the account")
def beside(states: States, year: FiscalYear) -> Table:
    """List set-asides and other funding of a year; none of it is in a balance."""
    rows: list[dict[str, Value]] = []
    amounts: list[Money] = []
    for district, state in states.items():
        place: dict[str, Value] = {"district": district, "town_code": district.code}
        aside = state.releasing.set_aside
        if aside is not None:
            amounts.append(aside.amount)
            rows.append(
                place
                | {
                    "what": "set aside for residency",
                    "amount": aside.amount,
                    "left": residency_left(state),
                    "reference": f"{aside.percent} % of {aside.fy2021_funds.display} less "
                    f"{aside.fy2020_funds.display}",
                    "citation": "C.G.S. § 10-156gg(c)(2)",
                }
            )
        carried = state.carried_in.residency if state.carried_in else ZERO
        if state.carried_in is not None and carried:
            amounts.append(carried)
            rows.append(
                place
                | {
                    "what": "still set aside for residency",
                    "amount": carried,
                    "left": residency_left(state),
                    "reference": f"carried in from FY{state.carried_in.previous_fiscal_year}",
                    "citation": "C.G.S. § 10-156gg(f)",
                }
            )
        for one in state.releasing.other_funding:
            amounts.append(one.amount)
            rows.append(
                place
                | {
                    "what": one.funding_source,
                    "amount": one.amount,
                    "left": None,
                    "reference": one.reference,
                    "citation": "not of the § 10-262u account",
                }
            )
    return Table(
        name="funding.list",
        columns=_COLUMNS,
        rows=rows,
        totals={"amount": total(amounts)} if rows else {},
        proof=" + ".join(one.display for one in amounts) + f" = {total(amounts).display}"
        if rows
        else "",
        empty=f"Nothing beside the account is on record for {year}.",
    )
