"""`alliance installments`: when the unrestricted share of the ECS grant is paid. § 10-262i(b).

The installments are those of the grant without the Alliance portion, for which no dates exist.
Not here: the shares (`domain/statute/s262i_payment.py`), payments made.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

import typer

from cli import dates, options
from cli.account import histories_of
from cli.portion import true_up_notes
from cli.render import Column, Table, Value, say
from cli.wiring import answer, cut_of, law_day, open_office
from domain.district import District
from domain.events import AlliancePortionWithheld, EntitlementSet
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.statute.rules import rules_in_force
from domain.statute.s262i_payment import InstallmentPlan
from domain.statute.schedule import Entry
from domain.words import how_many
from ledger.application import Kept
from ledger.made_up import record_made_up
from ledger.portions import Unrestricted, unrestricted_grants

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

_SUMMED = ("entitlement", "true_up", "funds_received", "other_earmarks", "alliance", "unrestricted")


@app.callback()
def installments() -> None:
    """When the unrestricted share of the grant is paid."""


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
    """List every town's three installments.

    25 % in October, 25 % in January, the balance in April, of what is left without Alliance money.
    """
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    day = partial(law_day, cut=cut)
    plan = rules_in_force(year, day(year)).installments()
    states = office.ledger.all_district_years(cut)
    synthetic = {
        district
        for district, records in histories_of(office.ledger, year, cut).items()
        if any(_is_operand(kept) and record_made_up(office.ledger, kept.record) for kept in records)
    }
    table = installment_table(unrestricted_grants(states, day, year), plan, year, synthetic)
    if as_json and not table.rows:
        say(table.empty)
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"ECS installments without Alliance money · {dates.heading(year)} · "
        f"{dates.said(cut)} · {dates.law_said(cut, year)}",
        meta=dates.used(cut, year),
    )


def installment_table(
    found: Sequence[Unrestricted],
    plan: Entry[InstallmentPlan],
    year: FiscalYear,
    synthetic: Collection[District] = (),
) -> Table:
    """The list with totals, a proof over the rows that are known, and the exception of March.

    `synthetic`: towns whose entitlement or withholding on record is made up.
    """
    months = [month.lower() for month in plan.value.months]
    columns = (
        Column("district", "town"),
        Column("town_code", "code"),
        Column("fiscal_year", "year", on_screen=False),
        Column("entitlement", "entitlement"),
        Column("true_up", "true-up", on_screen=any(row.true_up for row in found)),
        Column("funds_received", "funds received", on_screen=False),
        Column("other_earmarks", "other earmarks"),
        Column("alliance", "Alliance"),
        Column("alliance_basis", "which is"),
        Column("unrestricted", "unrestricted"),
        *(Column(month, month.capitalize()) for month in months),
        Column("rule", "rule", on_screen=False),
    )
    rows = [_row(row, plan, year, months) for row in found]
    for row in rows:
        if row["district"] in synthetic:
            row["alliance_basis"] = f"{row['alliance_basis']} (synthetic)"
    return Table(
        name="installments.list",
        columns=columns,
        rows=rows,
        totals=_totals(rows, (*_SUMMED, *months)) if rows else {},
        proof=_proof(rows, months) if rows else "",
        notes=[
            f"clause   {plan.citation}: {plan.shown}",
            f"note     {plan.note}",
            *true_up_notes([row.true_up for row in found]),
        ]
        if rows
        else [],
        empty=f"No ECS entitlement of {year} is on record here. Load it: alliance import ecs FILE.",
    )


def _row(
    row: Unrestricted, plan: Entry[InstallmentPlan], year: FiscalYear, months: Sequence[str]
) -> dict[str, Value]:
    unrestricted = row.unrestricted
    paid = plan.value.split(unrestricted) if unrestricted is not None else [None] * len(months)
    return {
        "district": row.district,
        "town_code": row.district.code,
        "fiscal_year": year,
        "entitlement": row.entitlement,
        "true_up": row.true_up,
        "funds_received": row.funds_received,
        "other_earmarks": row.other_earmarks,
        "alliance": row.alliance,
        "alliance_basis": row.basis,
        "unrestricted": unrestricted,
        **dict(zip(months, paid, strict=True)),
        "rule": f"{plan.citation}: {plan.shown}",
    }


def _is_operand(kept: Kept) -> bool:
    return isinstance(kept.record.data, EntitlementSet | AlliancePortionWithheld)


def _sum(rows: Sequence[Mapping[str, Value]], name: str) -> Money:
    return total([amount for row in rows if isinstance(amount := row[name], Money)])


def _totals(rows: Sequence[Mapping[str, Value]], names: Sequence[str]) -> dict[str, Value]:
    known = [row for row in rows if row["unrestricted"] is not None]
    unknown = len(rows) - len(known)
    sums: dict[str, Value] = {name: _sum(known, name) if known else None for name in names}
    return {**sums, "rows": len(rows), "unrestricted_not_known": unknown}


def _proof(rows: Sequence[Mapping[str, Value]], months: Sequence[str]) -> str:
    known = [row for row in rows if row["unrestricted"] is not None]
    parts = " + ".join(f"{month.capitalize()} {_sum(known, month).display}" for month in months)
    unknown = len(rows) - len(known)
    gaps = f"; {how_many(unknown, 'town')} whose share is not known left out" if unknown else ""
    true_ups = _sum(known, "true_up")
    trued_up = f" + true-ups {true_ups.display}" if true_ups else ""
    return (
        f"entitlements {_sum(known, 'entitlement').display}{trued_up} − other earmarks "
        f"{_sum(known, 'other_earmarks').display} − Alliance {_sum(known, 'alliance').display} = "
        f"unrestricted {_sum(known, 'unrestricted').display} = {parts}, "
        f"{how_many(len(known), 'town')}{gaps}"
    )
