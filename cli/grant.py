"""`alliance grant`: the ECS grant of a town beside the portion. § 10-262i(b), § 10-263(b).

Installments, adjustments on a final report, offsets. None of it is Alliance money. Not here: the
entitlement (`entitlement.py`), how the share is split over the year (`installments.py`).
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

import typer

from cli import options
from cli.account import district_years_of
from cli.acts import Act, act
from cli.made_up import MADE_UP, marked
from cli.render import Column, Table, Value
from cli.wiring import answer, cut_of, open_office
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.side_events import GrantAdjusted
from domain.side_kinds import EcsInstallment, OffsetGround
from domain.side_sentences import GROUNDS
from domain.side_state import Side
from ledger.application import Cut, Kept, Ledger, fold_records
from ledger.made_up import figures_made_up

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("about", "about"),
    Column("what", "what"),
    Column("amount", "amount"),
    Column("counts_in", "counts in"),
    Column("on", "on"),
    Column("reference", "by"),
    Column("citation", "citation"),
    MADE_UP,
)
_CLAUSES = {
    OffsetGround.ANNUAL_RETURN: "C.G.S. § 10-227(a)",
    OffsetGround.BUDGET_FORFEITURE: "C.G.S. § 10-262i(e)",
    OffsetGround.GRANT_ADJUSTMENT: "C.G.S. § 10-263(b)",
}
_Histories = Mapping[tuple[District, FiscalYear], list[Kept]]
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


@app.command("list")
def list_(
    context: typer.Context,
    fiscal_year: options.Year,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List installments, adjustments and offsets of a year; none of it is in a balance.

    An adjustment is listed in the year it is about and in the year it counts in.
    """
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    histories = district_years_of(office.ledger, cut)
    answer(
        office,
        marked(_grants(office.ledger, histories, year, cut)),
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"ECS grants beside the portion · {year}",
        meta={"as_of": cut.day, "known_on": known_on},
    )


def _grants(ledger: Ledger, histories: _Histories, year: FiscalYear, cut: Cut) -> Table:
    rows: list[dict[str, Value]] = []
    paid: list[Money] = []
    for (district, about), records in histories.items():
        adjusts = any(isinstance(kept.record.data, GrantAdjusted) for kept in records)
        if about != year and not adjusts:
            continue
        side = fold_records(records).side
        who: dict[str, Value] = {"district": district, "town_code": district.code, "about": about}
        who[MADE_UP.key] = figures_made_up(ledger, records, cut)
        if about == year:
            paid += [one.amount for one in side.installments.values()]
            rows += [{**who, **row} for row in _of_the_year(side, year)]
        adjusted = side.adjustment
        if adjusted is not None and year.ends_in in {about.ends_in, adjusted.in_fiscal_year}:
            rows.append({**who, **_adjustment(adjusted)})
    rows.sort(key=lambda row: str(row["district"]))
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


def _of_the_year(side: Side, year: FiscalYear) -> Iterator[dict[str, Value]]:
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


def _adjustment(adjusted: GrantAdjusted) -> dict[str, Value]:
    return {
        "what": f"adjusted: {adjusted.payable.display} less {adjusted.paid.display}",
        "amount": adjusted.difference,
        "counts_in": f"FY{adjusted.in_fiscal_year}",
        "on": None,
        "reference": adjusted.document,
        "citation": "C.G.S. § 10-263(b)",
    }
