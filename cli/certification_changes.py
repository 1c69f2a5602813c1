"""What changed since the last certification: a list for `alliance reconcile certification`.

Not here: the command (`cli/certification.py`), the comparison (`ledger/certification_changes.py`).
Source: C.G.S. § 10-262i(b).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cli.certification_tables import NAME
from cli.render import Column, Table, Value
from domain.money import Money, total
from domain.words import how_many
from ledger.certification_changes import Change
from ledger.certification_file import Certification

_COLUMNS = (
    Column("district", "town"),
    Column("town_code", "code"),
    Column("previous_entitlement", "ECS last time"),
    Column("entitlement_change", "change"),
    Column("entitlement", "ECS now"),
    Column("previous_alliance_portion", "Alliance last time"),
    Column("alliance_portion_change", "change"),
    Column("alliance_portion", "Alliance now"),
    Column("previous_education_diversity", "earmark last time", on_screen=False),
    Column("education_diversity_change", "change", on_screen=False),
    Column("education_diversity", "earmark now", on_screen=False),
)
_AMOUNTS = tuple(column.key for column in _COLUMNS[2:])
_MOST = 10


def changes_table(last: Certification, changed: Sequence[Change]) -> Table:
    """What changed since the last certification, the biggest first, with totals and proof."""
    rows = [_row(one) for one in changed]
    since = f"{last.name} of {last.fiscal_year}"
    sums = _sums(rows) if rows else {}
    return Table(
        name=f"{NAME}.changes",
        columns=_COLUMNS,
        rows=rows,
        totals=dict(sums),
        proof=_proof(sums, len(rows)) if rows else "",
        notes=[f"changed  {_towns(rows)} since {since}, the biggest first"] if rows else [],
        empty=f"No amount changed since {since}.",
    )


def _towns(rows: Sequence[Mapping[str, Value]]) -> str:
    return f"{how_many(len(rows), 'town')}"


def _proof(sums: Mapping[str, Money], count: int) -> str:
    parts = [
        f"{what} {sums[f'previous_{name}'].display} + {sums[f'{name}_change'].display} = "
        f"{sums[name].display}"
        for what, name in (("ECS", "entitlement"), ("Alliance", "alliance_portion"))
    ]
    return f"{'; '.join(parts)}, {count} changed towns"


def first_changes(table: Table) -> Table:
    """The biggest changes and the others in one row, so that the screen still adds up."""
    rest = table.rows[_MOST:]
    if len(rest) <= 1:
        return table
    folded: dict[str, Value] = {"district": f"{how_many(len(rest), 'other town')}", **_sums(rest)}
    return replace(table, rows=[*table.rows[:_MOST], folded])


def _row(one: Change) -> dict[str, Value]:
    return {
        "district": one.district,
        "town_code": one.district.code,
        "previous_entitlement": one.before.entitlement,
        "entitlement_change": one.entitlement,
        "entitlement": one.after.entitlement,
        "previous_alliance_portion": one.before.alliance,
        "alliance_portion_change": one.alliance,
        "alliance_portion": one.after.alliance,
        "previous_education_diversity": one.before.earmark,
        "education_diversity_change": one.earmark,
        "education_diversity": one.after.earmark,
    }


def _sums(rows: Sequence[Mapping[str, Value]]) -> dict[str, Money]:
    """Every column of amounts added up; an amount a row does not have counts as none."""
    return {
        name: total([amount for row in rows if isinstance(amount := row[name], Money)])
        for name in _AMOUNTS
    }
