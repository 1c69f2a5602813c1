"""Where a table of the form stands in a sheet: found by its headings, and by nothing else.

Not here: the headings (`form.py`), what the rows say (`read.py`).
Concerns no provision of the statute.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cli.workbook.form import TABLES, Table, place_of
from cli.workbook.grid import Cell, Sheet, letter_of
from domain.words import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table in a sheet.

    Attributes:
        table: of the form.
        sheet: where it stands.
        head_row: the row of its headings.
        end: the first row below it that is no longer its own.
        columns: number of the column by field.
    """

    table: Table
    sheet: Sheet
    head_row: int
    end: int
    columns: Mapping[str, int]

    def rows(self) -> "Iterator[Row]":
        """The rows with something in them that the district fills in, from the top."""
        for number in self.sheet.rows:
            row = Row(layout=self, number=number)
            if self.head_row < number < self.end and row.filled:
                yield row


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table.

    Attributes:
        layout: of the table.
        number: in the sheet.
    """

    layout: Layout
    number: int

    def cell(self, field: str) -> Cell | None:
        """The cell of a field, or None where there is nothing to read."""
        cell = self.layout.sheet.at(self.number, self.layout.columns[field])
        return None if cell is None or cell.blank else cell

    def place(self, field: str) -> str:
        """Where the cell of a field stands."""
        words = next(c.words for c in self.layout.table.columns if c.field == field)
        letter = letter_of(self.layout.columns[field])
        return place_of(self.layout.sheet.name, self.number, letter, words)

    @property
    def filled(self) -> bool:
        """Whether any column has something in it."""
        return any(self.cell(column.field) for column in self.layout.table.columns)


def found_in(sheet: Sheet, table: Table) -> Layout | None:
    """The table in a sheet; None where its headings do not all stand in one row, each once."""
    heads = _head_rows(sheet, table)
    if len(heads) != 1:
        return None
    head_row, columns = heads[0]
    below = [
        row - 1  # the next table's title stands above its headings
        for other in TABLES
        if other.sheet == sheet.name and other is not table
        for row, _ in _head_rows(sheet, other)
        if row > head_row
    ]
    last = sheet.rows[-1] + 1
    return Layout(
        table=table, sheet=sheet, head_row=head_row, end=min([*below, last]), columns=columns
    )


def labelled(sheet: Sheet, label: str) -> tuple[int, Cell | None] | None:
    """The row of a label in column A, and the cell beside it; None where it does not stand once."""
    rows = [
        row
        for (row, column), cell in sheet.cells.items()
        if column == 1 and words_of(str(cell.value)) == words_of(label)
    ]
    if len(rows) != 1:
        return None
    cell = sheet.at(rows[0], 2)
    return rows[0], None if cell is None or cell.blank else cell


def _head_rows(sheet: Sheet, table: Table) -> list[tuple[int, dict[str, int]]]:
    headings = {words_of(column.heading): column.field for column in table.columns}
    by_row: dict[int, list[tuple[str, int]]] = {}
    for (row, column), cell in sheet.cells.items():
        field = headings.get(words_of(str(cell.value)))
        if field is not None:
            by_row.setdefault(row, []).append((field, column))
    return [
        (row, dict(fields))
        for row, fields in sorted(by_row.items())
        if len(fields) == len(dict(fields)) == len(headings)
    ]
