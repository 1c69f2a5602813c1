"""`alliance whatif --tables`: Tables 1 and 2 of the 2022 brief, out of record and bill.

Not here: what stands in them (`domain/whatif_tables.py`).
"""

from collections.abc import Mapping, Sequence
from itertools import groupby, zip_longest

from cli.counterfactual import CellRow, CounterfactualTable, Shown
from cli.made_up import MADE_UP, marked
from cli.render import Column
from domain.counterfactual import NOTHING, Counterfactual, counterfactual_total
from domain.district import District
from domain.statute.bill import ProposedRuleSet
from domain.whatif import NOT_ON_RECORD, RealRecord
from domain.whatif_tables import Lists, Withholding, lists_of, withholdings_of

_COLUMNS = (
    Column("table", "table"),
    Column("list", "list"),
    Column("fiscal_year", "year"),
    Column("district", "district"),
    Column("town_code", "code"),
    Column("percent", "percent"),
    Column("counterfactual", "counterfactual"),
    Column("change", "change"),
    MADE_UP,
    Column("citation", "citation"),
)


def brief_tables(bill: ProposedRuleSet, record: RealRecord, mark: str) -> Shown:
    """Tables 1 and 2. Raises UsageError for a bill that the brief has no tables for."""
    withholdings, lists = withholdings_of(bill, record), lists_of(bill, record)
    by_list = _by_list(lists)
    operands = [f"operand   {operand}" for operand in bill.operands]
    whole = CounterfactualTable(
        name="whatif.tables",
        columns=_COLUMNS,
        rows=[*_rows_1(withholdings, bill), *_rows_2(record, lists, by_list, bill)],
        mark=mark,
        notes=operands,
    )
    second = _second(bill, lists, mark, operands)
    also = {
        "table_1": _wide_rows(withholdings, bill),
        "table_2": {name: [one.name for one in found] for name, found in by_list.items()},
    }
    first = marked(_first(withholdings, bill, mark))
    return Shown(whole=marked(whole), also=also, on_screen=(first, second))


def _by_list(lists: Lists) -> dict[str, tuple[District, ...]]:
    return {
        "current": lists.current,
        "proposed": lists.proposed,
        "new": lists.new,
        "graduated": lists.graduated,
    }


def _rows_1(withholdings: Sequence[Withholding], bill: ProposedRuleSet) -> list[CellRow]:
    return [
        {
            "table": 1,
            "list": "graduated",
            "fiscal_year": one.fiscal_year,
            "district": one.district,
            "town_code": one.district.code,
            "percent": one.percent,
            "counterfactual": one.amount,
            "change": None,
            MADE_UP.key: one.synthetic,
            "citation": str(bill.citation),
        }
        for one in withholdings
    ]


def _rows_2(
    record: RealRecord,
    lists: Lists,
    by_list: Mapping[str, Sequence[District]],
    bill: ProposedRuleSet,
) -> list[CellRow]:
    return [
        {
            "table": 2,
            "list": name,
            "fiscal_year": year,
            "district": one,
            "town_code": one.code,
            "percent": None,
            "counterfactual": None,
            "change": _change(one, lists),
            MADE_UP.key: record.get((one, year), NOT_ON_RECORD).synthetic,
            "citation": str(bill.citation),
        }
        for name, found in by_list.items()
        for year in [lists.before if name == "current" else lists.after]
        for one in found
    ]


def _change(district: District, lists: Lists) -> str | None:
    if district in lists.new:
        return "entering"
    return "exiting" if district in lists.graduated else None


def _wide_rows(withholdings: Sequence[Withholding], bill: ProposedRuleSet) -> list[CellRow]:
    """Table 1 as the brief has it, with the dollars of each district: a row for each year."""
    rows: list[CellRow] = []
    for year, group in groupby(withholdings, key=lambda one: one.fiscal_year):
        found = list(group)
        rows.append(
            {
                "fiscal_year": year.ends_in,
                "alliance_district": f"above {bill.baseline_year}",
                "percent": found[0].percent,
                **{one.district.name: one.amount for one in found},
                "all": _sum(found),
                MADE_UP.key: any(one.synthetic for one in found),
            }
        )
    return rows


def _sum(found: Sequence[Withholding]) -> Counterfactual | None:
    """Together; None where one of them is not known."""
    known = [one.amount for one in found if one.amount is not None]
    return counterfactual_total(known) if len(known) == len(found) else None


def _first(
    withholdings: Sequence[Withholding], bill: ProposedRuleSet, mark: str
) -> CounterfactualTable:
    names = list(dict.fromkeys(one.district.name for one in withholdings))
    rows = [
        {**row, "fiscal_year": f"FY{row['fiscal_year']}"} for row in _wide_rows(withholdings, bill)
    ]
    totals = {
        name: _sum([one for one in withholdings if one.district.name == name]) for name in names
    }
    whole = _sum(withholdings)
    parts = " + ".join((amount or NOTHING).display for amount in totals.values())
    proof = f"{parts} = {whole.display}" if whole is not None else ""
    return CounterfactualTable(
        name="whatif.tables",
        columns=(
            Column("fiscal_year", "Table 1"),
            Column("alliance_district", "alliance district"),
            Column("percent", "graduated, %"),
            *(Column(name, name) for name in names),
            Column("all", "together"),
            MADE_UP,
        ),
        rows=rows,
        totals={**totals, "all": whole},
        proof=proof,
        mark=mark,
        notes=["Graduated: percent of what was withheld in the measure's year, and dollars."],
    )


def _second(
    bill: ProposedRuleSet, lists: Lists, mark: str, operands: Sequence[str]
) -> CounterfactualTable:
    marked = [f"{one.name} *" if one in lists.graduated else one.name for one in lists.current]
    proposed = [f"{one.name} *" if one in lists.new else one.name for one in lists.proposed]
    new = [one.name for one in lists.new]
    graduated = [one.name for one in lists.graduated]
    keys = ("current", "proposed", "new", "graduated")
    rows = [
        dict(zip(keys, names, strict=True))
        for names in zip_longest(marked, proposed, new, graduated, fillvalue="")
    ]
    counts = (
        f"{len(marked)} − {len(graduated)} graduated + {len(new)} new = {len(proposed)} districts"
    )
    said = f"; the bill says {bill.count}" if bill.count != len(proposed) else ""
    return CounterfactualTable(
        name="whatif.tables",
        columns=(
            Column("current", f"Table 2: {lists.before}"),
            Column("proposed", f"proposed {lists.after}"),
            Column("new", "new"),
            Column("graduated", "graduated"),
        ),
        rows=rows,
        proof=f"{counts}{said}",
        mark=mark,
        notes=["* enters or leaves.", *operands],
        empty="No designations on record. Load the public record: alliance demo.",
    )
