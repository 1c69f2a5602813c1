"""`alliance whatif`: the real record under a bill that never was law, one district or the State.

Nothing is recorded and nothing can be: every amount of the bill is a `Counterfactual`.
Not here: the bills (`domain/statute/proposed.py`), the replay (`domain/whatif.py`).
"""

from collections.abc import Sequence
from typing import Annotated

import typer

from cli import dates, options
from cli.counterfactual import MARKED, CellRow, CounterfactualTable, Shown, answer_counterfactual
from cli.made_up import MADE_UP, marked
from cli.render import Column
from cli.whatif_record import real_record
from cli.whatif_supposed import supposed_said, suppositions_of
from cli.whatif_tables import brief_tables
from cli.wiring import cut_of, open_office
from domain.counterfactual import NOTHING, Counterfactual, counterfactual_total
from domain.district import District, district_named
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, total
from domain.statute.bill import ProposedRuleSet, Reading
from domain.statute.proposed import proposed_rule_set
from domain.suppositions import Suppositions
from domain.whatif import RealRecord, WhatIfRow, replay_under
from domain.words import how_many

app = typer.Typer(add_completion=False, rich_markup_mode=None)

COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("fiscal_year", "year"),
    Column("actual", "actual"),
    Column("actual_is", "actual is"),
    Column("counterfactual", "counterfactual"),
    Column("difference", "actual less it"),
    Column("standing", "would be"),
    Column("how", "counterfactual is"),
    Column("unverified", "unverified", on_screen=False),
    MADE_UP,
    Column("citation", "citation", on_screen=False),
)


_Rules = Annotated[
    str, typer.Option("--rules", help="The bill: proposed/HB5038-2022 ….", metavar="KEY")
]
_District = Annotated[
    str | None, typer.Option("--district", help="Only this district.", metavar="DISTRICT")
]
_Tables = Annotated[
    bool, typer.Option("--tables", help="Tables 1 and 2 of the 2022 brief instead.")
]
_Leaves = Annotated[
    list[str] | None,
    typer.Option(
        "--leaves",
        help="Suppose that a town leaves with that year, S.B. 783; TOWN=FY=AMOUNT for an "
        "amount of your own. Once for each town.",
        metavar="TOWN=FY",
    ),
]
_Reading = Annotated[
    Reading, typer.Option("--reading", help="How twenty percent a year is read, S.B. 783.")
]
_Districts = Annotated[
    str | None,
    typer.Option(
        "--districts",
        help="Suppose the districts of S.B. 1458: names with commas, or a file of one a line.",
        metavar="NAMES",
    ),
]


@app.command()
def whatif(
    context: typer.Context,
    rules: _Rules,
    district: _District = None,
    fiscal_year: options.MaybeYear = None,
    tables: _Tables = False,
    leaves: _Leaves = None,
    reading: _Reading = Reading.LINEAR,
    districts: _Districts = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """What a bill would have come to, on the real record. Recorded nowhere.

    Actual is what was withheld on record, else the portion by law. The difference is actual less
    counterfactual. What was not read on the bill is said, and what only you can suppose is asked.
    """
    bill = proposed_rule_set(rules)
    supposed = suppositions_of(bill, leaves or [], reading, districts)
    year = FiscalYear.parse(fiscal_year) if fiscal_year else None
    town = district_named(district) if district else None
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    record = real_record(office.ledger, cut)
    if tables:
        found = _tables(bill, record, year, town)
    else:
        found = _rows(bill, record, supposed, year, town)
    answer_counterfactual(
        office,
        found,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"{bill.citation.provision}, {bill.citation.note} · {dates.said(cut)}",
        meta={**dates.used(cut, year), **_about(bill, supposed)},
    )


def _tables(
    bill: ProposedRuleSet, record: RealRecord, year: FiscalYear | None, town: District | None
) -> Shown:
    """The tables of the brief. Raises UsageError where only a part of them is asked for."""
    if year or town:
        raise UsageError(
            "The tables are shown whole, for every year and district in them.",
            next_step="Leave --district and --fiscal-year out, or --tables.",
        )
    return brief_tables(bill, record, _mark(bill))


def _rows(
    bill: ProposedRuleSet,
    record: RealRecord,
    supposed: Suppositions,
    year: FiscalYear | None,
    town: District | None,
) -> Shown:
    """The replay, of one district or all."""
    rows = replay_under(bill, record, supposed, year)
    shown = [row for row in rows if town is None or row.district == town]
    return Shown(whole=marked(whatif_table(bill, shown, supposed)))


def whatif_table(
    bill: ProposedRuleSet, rows: Sequence[WhatIfRow], supposed: Suppositions
) -> CounterfactualTable:
    """The replay with totals over the rows where both are known, and a proof over them."""
    both = [row for row in rows if row.difference is not None]
    actual = total([row.actual or ZERO for row in both])
    counterfactual = _sum([row.counterfactual for row in both])
    difference = _sum([row.difference for row in both])
    left_out = len(rows) - len(both)
    gaps = f"; {how_many(left_out, 'row')} where one is not known left out" if left_out else ""
    return CounterfactualTable(
        name="whatif",
        columns=COLUMNS,
        rows=[_row(bill, row) for row in rows],
        mark=_mark(bill),
        totals={
            "actual": actual if both else None,
            "counterfactual": counterfactual if both else None,
            "difference": difference if both else None,
            "rows": len(rows),
            "not_known": left_out,
        }
        if rows
        else {},
        proof=f"{actual.display} actual − {counterfactual.display} counterfactual = "
        f"{difference.display}, {how_many(len(both), 'row')}{gaps}"
        if rows
        else "",
        notes=[*_unverified(rows), *_notes(bill, supposed)],
        empty="No district-year on record that the bill would touch, as asked. Load the public "
        "record: alliance demo.",
    )


def _sum(amounts: Sequence[Counterfactual | None]) -> Counterfactual:
    return counterfactual_total(amount or NOTHING for amount in amounts)


def _row(bill: ProposedRuleSet, row: WhatIfRow) -> CellRow:
    return {
        "district": row.district,
        "town_code": row.district.code,
        "fiscal_year": row.fiscal_year,
        "actual": row.actual,
        "actual_is": row.actual_is.value,
        "counterfactual": row.counterfactual,
        "difference": row.difference,
        "standing": row.standing.value,
        "how": row.how,
        "unverified": " ".join(row.unverified) or None,
        MADE_UP.key: row.synthetic,
        "citation": str(bill.citation),
    }


def _mark(bill: ProposedRuleSet) -> str:
    return f"{MARKED}{bill.key}"


def _unverified(rows: Sequence[WhatIfRow]) -> list[str]:
    """What is unverified in the law that the rows rest on, each said once."""
    said = dict.fromkeys(one for row in rows for one in row.unverified)
    return [f"!         {one}" for one in said]


def _notes(bill: ProposedRuleSet, supposed: Suppositions) -> list[str]:
    said = supposed_said(bill, supposed)
    return [
        *(f"operand   {operand}" for operand in bill.operands),
        *(f"supposed  {one}" for one in said),
        *(f"needed    {need}" for need in bill.needs if not said),
        *(f"not here  {what}" for what in bill.not_computed),
    ]


def _about(bill: ProposedRuleSet, supposed: Suppositions) -> dict[str, object]:
    """What the answer rests on, for `meta`."""
    return {
        "rules": bill.key,
        "citation": str(bill.citation),
        "operands": bill.operands,
        "needs": bill.needs,
        "not_computed": bill.not_computed,
        "supposed": supposed_said(bill, supposed),
    }
