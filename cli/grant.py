"""`alliance grant`: the ECS grant of a town beside the portion. § 10-262i(b), § 10-263(b).

Installments, adjustments on a final report, offsets. None of it is Alliance money. Not here: the
entitlement (`entitlement.py`), how the share is split over the year (`installments.py`).
"""

from collections.abc import Iterator
from typing import Annotated

import typer

from cli.acts import Act, act
from cli.render import Column, Table, Value
from cli.year_list import year_list
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.side_kinds import EcsInstallment, OffsetGround
from domain.side_sentences import GROUNDS
from domain.side_state import Side
from ledger.batch_rows import States

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("what", "what"),
    Column("amount", "amount"),
    Column("counts_in", "counts in"),
    Column("on", "on"),
    Column("reference", "by"),
    Column("citation", "citation"),
)
_CLAUSES = {
    OffsetGround.ANNUAL_RETURN: "C.G.S. § 10-227(a)",
    OffsetGround.BUDGET_FORFEITURE: "C.G.S. § 10-262i(e)",
    OffsetGround.GRANT_ADJUSTMENT: "C.G.S. § 10-263(b)",
}
_Amount = Annotated[str, typer.Option("--amount", help="How much.", metavar="AMOUNT")]
_Paper = Annotated[str, typer.Option("--paper", help="Title of the paper.", metavar="TEXT")]


@app.callback()
def grant() -> None:
    """What a town was paid of its ECS grant beside the portion."""


@act(app, "installment")
def installment(
    name: Annotated[
        EcsInstallment,
        typer.Option("--installment", help="Which; april is the balance, at times in March."),
    ],
    amount: _Amount,
    paid_on: Annotated[str, typer.Option("--paid-on", help="The day.", metavar="DATE")],
    voucher: Annotated[
        str | None,
        typer.Option("--voucher", help="Its number in the Comptroller's system.", metavar="TEXT"),
    ] = None,
) -> Act:
    """Record an installment of the unrestricted share as paid."""
    fields = {"installment": name.value, "amount": amount, "paid_on": paid_on, "voucher": voucher}
    return Act("RecordEcsInstallment", fields)


@act(app, "adjust")
def adjust(
    payable: Annotated[
        str,
        typer.Option("--payable", help="What the final report makes payable.", metavar="AMOUNT"),
    ],
    paid: Annotated[str, typer.Option("--paid", help="What was paid.", metavar="AMOUNT")],
    counts_in: Annotated[
        str,
        typer.Option("--counts-in", help="One or two fiscal years after.", metavar="FY2028"),
    ],
    paper: _Paper,
) -> Act:
    """Adjust a grant by exactly the difference, in one of the two next years."""
    fields = {
        "payable": payable,
        "paid": paid,
        "in_fiscal_year": FiscalYear.parse(counts_in).ends_in,
        "document": paper,
    }
    return Act("AdjustGrant", fields)


@act(app, "offset")
def offset(
    amount: _Amount,
    ground: Annotated[OffsetGround, typer.Option("--ground", help="Why it was paid less.")],
    paper: _Paper,
) -> Act:
    """Record that a year's ECS grant was paid less, and on which ground."""
    return Act("ApplyEcsOffset", {"amount": amount, "ground": ground.value, "document": paper})


@year_list(app, "ECS grants beside the portion")
def grants(states: States, year: FiscalYear) -> Table:
    """List installments, adjustments and offsets of a year; none of it is in a balance."""
    rows: list[dict[str, Value]] = [
        {"district": district, "town_code": district.code, **row}
        for district, state in states.items()
        for row in _rows(state.side, year)
    ]
    paid = [one.amount for state in states.values() for one in state.side.installments.values()]
    return Table(
        name="grant.list",
        columns=_COLUMNS,
        rows=rows,
        notes=[_paid_in_all(paid)] if paid else [],
        empty=f"Nothing of the ECS grants is on record beside the portion for {year}.",
    )


def _paid_in_all(paid: list[Money]) -> str:
    """Offsets and adjustments are no payments, so they are not added up with them."""
    return "Installments " + " + ".join(one.display for one in paid) + f" = {total(paid).display}"


def _rows(side: Side, year: FiscalYear) -> Iterator[dict[str, Value]]:
    for one in side.installments.values():
        yield {
            "what": f"installment of {one.installment.value.capitalize()}",
            "amount": one.amount,
            "counts_in": year,
            "on": one.paid_on,
            "reference": one.voucher,
            "citation": "C.G.S. § 10-262i(b)",
        }
    for offset_ in side.offsets:
        yield {
            "what": f"paid less {GROUNDS[offset_.ground]}",
            "amount": -offset_.amount,
            "counts_in": year,
            "on": None,
            "reference": offset_.document,
            "citation": _CLAUSES[offset_.ground],
        }
    if side.adjustment is not None:
        yield {
            "what": f"adjusted: {side.adjustment.payable.display} less "
            f"{side.adjustment.paid.display}",
            "amount": side.adjustment.difference,
            "counts_in": f"FY{side.adjustment.in_fiscal_year}",
            "on": None,
            "reference": side.adjustment.document,
            "citation": "C.G.S. § 10-263(b)",
        }
