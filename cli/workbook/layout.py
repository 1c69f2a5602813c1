"""Where a table of the form stands in a sheet: found by its headings, and by nothing else.

Not here: the headings (`form.py`), what the rows say (`read.py`).
Concerns no provision of the statute.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cli.render import clean
from cli.workbook.form import TABLES, Table, place_of
from cli.workbook.grid import Cell, Sheet, letter_of
from domain.words import words_of


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the headings: where, and what to do."""

    place: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table in a sheet.

    Attributes:
        table: of the form.
        sheet: where it stands.
        head_row: the row of its headings.
        end: the first row below it that is no longer its own.
        columns: number of the column by field.
        absent: what is wrong with the heading of every other field; its column cannot be read.
    """

    table: Table
    sheet: Sheet
    head_row: int
    end: int
    columns: Mapping[str, int]
    absent: Mapping[str, Fault] = field(default_factory=dict)

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
        if field in self.layout.absent:
            return None
        cell = self.layout.sheet.at(self.number, self.layout.columns[field])
        return None if cell is None or cell.blank else cell

    def place(self, field: str) -> str:
        """Where the cell of a field stands; without its column, where the heading is wrong."""
        if field in self.layout.absent:
            return self.layout.absent[field].place
        words = next(c.words for c in self.layout.table.columns if c.field == field)
        letter = letter_of(self.layout.columns[field])
        return place_of(self.layout.sheet.name, self.number, letter, words)

    @property
    def filled(self) -> bool:
        """Whether any column has something in it."""
        return any(self.cell(column.field) for column in self.layout.table.columns)


def found_in(sheet: Sheet, table: Table) -> Layout | None:
    """The table in a sheet, by the row in which most of its headings stand, each once.

    None where none or half of them stand in one row, or all of them in several.
    """
    heads = _heads(sheet, table)
    if not heads or len(_whole(heads, table)) > 1:
        return None
    head = _best(heads)
    if 2 * len(head.columns) <= len(table.columns):
        return None
    below = [
        _best(heads).row - 1  # the next table's title stands above its headings
        for other in TABLES
        if other.sheet == sheet.name and other is not table
        if (heads := _heads(sheet, other)) and _best(heads).row > head.row
    ]
    return Layout(
        table=table,
        sheet=sheet,
        head_row=head.row,
        end=min([*below, sheet.rows[-1] + 1]),
        columns=head.columns,
        absent=_absent(sheet, table, head),
    )


def faults_in(sheet: Sheet, table: Table) -> list[Fault]:
    """What is wrong with the headings of a table; nothing where all stand in one row, once."""
    heads = _heads(sheet, table)
    whole = [head.row for head in _whole(heads, table)]
    if len(whole) > 1:
        rows = " and ".join(map(str, whole))
        told = f"The headings of the table stand in rows {rows}. Leave one."
        return [Fault(f"sheet {sheet.name} row {whole[1]}", told)]
    head = _best(heads) if heads else None
    if head is None or 2 * len(head.columns) < len(table.columns):
        words = ", ".join(column.heading for column in table.columns)
        told = f"These headings do not stand in one row: {words}. Put them back as they were sent."
        return [Fault(f"sheet {sheet.name}", told)]
    return list(_absent(sheet, table, head).values())


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


@dataclass(frozen=True, slots=True)
class _Head:
    """A row in which headings of a table stand: those once, and those more than once."""

    row: int
    columns: Mapping[str, int]
    again: Mapping[str, int]  # the second column of each


def _heads(sheet: Sheet, table: Table) -> list[_Head]:
    headings = {words_of(column.heading): column.field for column in table.columns}
    by_row: dict[int, list[tuple[str, int]]] = {}
    for (row, column), cell in sheet.cells.items():
        name = headings.get(words_of(str(cell.value)))
        if name is not None:
            by_row.setdefault(row, []).append((name, column))
    heads = []
    for row, fields in by_row.items():
        first, again = dict[str, int](), dict[str, int]()
        for name, column in fields:
            (again if name in first else first).setdefault(name, column)
        columns = {name: column for name, column in first.items() if name not in again}
        heads.append(_Head(row, columns, again))
    return heads


def _whole(heads: list[_Head], table: Table) -> list[_Head]:
    return [head for head in heads if len(head.columns) == len(table.columns)]


def _best(heads: list[_Head]) -> _Head:
    """The row in which most headings stand, the upper one of two."""
    return max(heads, key=lambda head: (len(head.columns), -head.row))


def _absent(sheet: Sheet, table: Table, head: _Head) -> dict[str, Fault]:
    """What is wrong with each heading that does not stand once in the row."""
    known = {words_of(column.heading) for column in table.columns}
    found = {}
    for number, column in enumerate(table.columns, start=1):
        if column.field in head.columns:
            continue
        if column.field in head.again:
            at = head.again[column.field]
            told = f'The heading "{column.heading}" stands twice in row {head.row}. Leave one.'
            found[column.field] = Fault(place_of(sheet.name, head.row, letter_of(at), ""), told)
            continue
        told = f'The heading "{column.heading}" is missing in row {head.row}'
        there = sheet.at(head.row, number)
        text = "" if there is None or there.blank else str(there.value)
        place = f"sheet {sheet.name} row {head.row}"
        # Where another heading of the form stands, the columns have moved: no cell is the one.
        if words_of(text) not in known:
            place = place_of(sheet.name, head.row, letter_of(number), "")
            told += f'; "{clean(text)[:60]}" stands there' if text else ""
        found[column.field] = Fault(place, told + ". Put it back as it was sent.")
    return found
