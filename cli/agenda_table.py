"""Things that wait as a table, with how many of each urgency; days of a year as a table.

Not here: what waits (`domain/agenda.py`); the commands `today` and `calendar` that show it.
"""

from collections.abc import Sequence
from datetime import date

from cli.render import Column, Table, Value
from domain.agenda_item import NO_DATE, Item
from domain.authority import Office
from domain.coverage import NO_FINDING

_COLUMNS = (
    Column("status", "status"),
    Column("what", "what"),
    Column("place", "district"),
    Column("town_code", "code", on_screen=False),
    Column("fiscal_year", "year"),
    Column("due", "due"),
    Column("due_by", "by whose word"),
    Column("office_label", "who"),
    Column("next", "next"),
    Column("persons", "names on record", on_screen=False),
    Column("district", "district", on_screen=False),
    Column("office", "office", on_screen=False),
    Column("citation", "citation", on_screen=False),
    Column("synthetic", "made up", on_screen=False),
    Column("key", "key", on_screen=False),
)
_DAYS = tuple(column for column in _COLUMNS if column.key not in {"status", "due"})
_URGENCY = ("overdue", "due_today", "due_later", "without_a_day", "not_recorded_here")


def agenda_table(
    items: Sequence[Item],
    on: date,
    *,
    empty: str,
    seen_by: Office | None = None,
    notes: Sequence[str] = (),
) -> Table:
    """The things in their order; the counts add up to the rows."""
    counts: dict[str, Value] = {
        key: sum(1 for one in items if one.urgency(on) == rank) for rank, key in enumerate(_URGENCY)
    }
    # Where nothing is missed that may be held elsewhere, nothing is said of it.
    not_here = counts["not_recorded_here"]
    told = [key for key in _URGENCY if key != "not_recorded_here" or not_here]
    parts = " + ".join(f"{counts[key]} {key.replace('_', ' ')}" for key in told)
    return Table(
        name="today",
        columns=_COLUMNS,
        rows=[{"status": one.status(on, seen_by), **_row(one)} for one in items],
        totals=counts,
        proof=f"{parts} = {len(items)}" if items else "",
        notes=[*([NO_FINDING] if not_here else []), *notes],
        empty=empty,
    )


def days_table(items: Sequence[Item], *, empty: str) -> Table:
    """The days in their order, as they are whatever the day of the question."""
    return Table(
        name="calendar",
        columns=(Column("due", "day"), *_DAYS),
        rows=[_row(one) for one in items],
        notes=["What has no day is not here: alliance today"],
        empty=empty,
    )


def _row(one: Item) -> dict[str, Value]:
    return {
        "what": ("SYNTHETIC: " if one.synthetic else "") + one.what,
        "place": one.district.name if one.district else "the State",
        "town_code": one.district.code if one.district else None,
        "fiscal_year": one.fiscal_year,
        "due": one.due,
        "due_by": one.due_by or NO_DATE,
        "office_label": one.office.label,
        "persons": ", ".join(one.persons) or None,
        "next": one.command,
        "district": one.district,
        "office": one.office.value,
        "citation": one.citation,
        "synthetic": one.synthetic,
        "key": one.key,
    }
