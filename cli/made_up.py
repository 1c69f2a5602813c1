"""The rows that are made up say so: one column and one note for every list.

Not here: what is made up (`ledger/made_up.py`). Concerns no provision itself.
"""

from dataclasses import replace
from typing import Final, TypeVar

from cli.counterfactual import CounterfactualTable
from cli.render import Column, Table

MADE_UP: Final = Column("synthetic", "made up", on_screen=False)
MADE_UP_NOTE: Final = (
    "Synthetic: rows that are made up rest on steps made for demonstration or training."
)

_Listed = TypeVar("_Listed", Table, CounterfactualTable)


def marked(table: _Listed, *, noted: bool = True) -> _Listed:
    """The list with the column on the screen, and a note, where a row is made up.

    `noted`: False for the later ones of several lists on one screen, where it was said above.
    """
    if not any(row[MADE_UP.key] for row in table.rows):
        return table
    columns = [
        replace(column, on_screen=True) if column.key == MADE_UP.key else column
        for column in table.columns
    ]
    notes = [MADE_UP_NOTE, *table.notes] if noted else table.notes
    return replace(table, columns=columns, notes=notes)
