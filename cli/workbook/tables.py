"""The tables of a form in the sheets of a workbook, read column by column; where each part stands.

Not here: one cell (`cells.py`), what the tables are (`content.py`, `report_content.py`).
Concerns no provision of the statute.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeVar

from cli.workbook.cells import Collected, amount_of, text_of
from cli.workbook.form import Table, place_of
from cli.workbook.grid import Cell, Sheet
from cli.workbook.layout import Layout, Row, faults_in, found_in, labelled
from domain.money import ZERO, Money
from domain.plan_reading import own_names

Choice = TypeVar("Choice")

_HALF_A_CENT: Final = Decimal("0.005")


class InSheets:
    """What is read of a form.

    Attributes:
        sheets: of the workbook, by name.
        found: where what is wrong is put, and what was taken.
        left_out: keys of lines of the form that have no amount.
        places: where its parts stand, by name, see `domain/plan_reading.py`.
    """

    def __init__(self, sheets: dict[str, Sheet], found: Collected) -> None:
        """`found`: where what is wrong is put, and what was taken."""
        self.sheets = sheets
        self.found = found
        self.left_out: list[str] = []
        self.places: dict[str, str] = {}

    def require_sheets(self, *names: str) -> None:
        """Put the sheets that are missing on the list."""
        for name in names:
            if name not in self.sheets:
                message = f"The sheet {name} is missing. Put it back as it was sent."
                self.found.lost("sheet_missing", f"sheet {name}", message)

    def layout(self, table: Table, name: str) -> Layout | None:
        """Where a table stands; `name` is its own, for its place where it cannot be read."""
        sheet = self.sheets.get(table.sheet)
        if sheet is None:
            self.places[name] = f"sheet {table.sheet}"
            return None
        layout = found_in(sheet, table)
        faults = list(layout.absent.values()) if layout else faults_in(sheet, table)
        for fault in faults:
            self.found.lost("headings_missing", fault.place, fault.message)
        if layout is None:
            self.places[name] = faults[0].place
        return layout

    def rows(self, table: Table, name: str) -> list[Row]:
        """The rows of a table that are filled in."""
        layout = self.layout(table, name)
        if layout is None:
            return []
        self.places[name] = Row(layout=layout, number=layout.head_row + 1).place(
            table.columns[0].field
        )
        return list(layout.rows())

    def place(self, what: str, rows: list[Row], keys: list[str]) -> None:
        """Remember where rows and their columns stand, also of a key that stands twice."""
        for name, row in zip(own_names(keys), rows, strict=True):
            self.places[f"{what} {name}"] = row.place("key")
            for column in row.layout.table.columns:
                self.places[f"{what} {name} column {column.field}"] = row.place(column.field)

    def compare_total(self, cell: Cell, place: str, lines_sum: Money) -> None:
        """Hold a total to the sum of its lines."""
        if not cell.calculated:
            message = f"The total was never calculated; the lines add up to {lines_sum.display}."
            self.found.note("total_not_calculated", place, message)
            return
        number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        lines_amount = Decimal(lines_sum.cents).scaleb(-2)
        if not number or abs(Decimal(str(cell.value)) - lines_amount) >= _HALF_A_CENT:
            shown = f"{cell.value:,.2f}" if isinstance(cell.value, int | float) else cell.value
            message = (
                f"The total says {shown}; the lines add up to {lines_sum.display}. Let the total "
                "count every line, or mend the line that is wrong."
            )
            self.found.stops("total_differs", place, message)

    def text(self, row: Row, name: str, *, required: bool = True) -> str:
        """The text of a column; "" where there is none or it was lost."""
        cell = row.cell(name)
        words = words_of_column(row, name)
        if cell is not None:
            return text_of(cell, row.place(name), words, self.found) or ""
        if required and name not in row.layout.absent:
            message = f"The column {words} is empty. Fill it in, or clear the whole row."
            self.found.lost("missing", row.place(name), message)
        return ""

    def amount(self, row: Row, name: str, *, refund: bool = False) -> Money:
        """The amount of a column; zero where there is none or it was lost."""
        cell = row.cell(name)
        if cell is None:
            return ZERO
        words = words_of_column(row, name)
        return amount_of(cell, row.place(name), words, self.found, refund=refund) or ZERO

    def choice(self, row: Row, name: str, choices: Mapping[str, Choice]) -> Choice | None:
        """What the words of a column stand for; None where there are none or they were lost."""
        column = next(c for c in row.layout.table.columns if c.field == name)
        text = self.text(row, name, required=column.required).lower()
        if text and text not in choices:
            message = f"{text[:60]} is not one of: {', '.join(choices)}."
            self.found.lost("not_a_choice", row.place(name), message)
        return choices.get(text)

    def labelled(self, of_sheet: str, label: str, name: str) -> tuple[Cell, str] | None:
        """The cell beside a label, with its place; None where it is empty."""
        sheet = self.sheets.get(of_sheet)
        self.places[name] = f"sheet {of_sheet}"
        if sheet is None:
            return None
        beside = labelled(sheet, label)
        if beside is None:
            message = f'The label "{label}" does not stand once in column A. Put it back.'
            self.found.lost("label_missing", f"sheet {of_sheet}", message)
            return None
        row, cell = beside
        self.places[name] = place_of(sheet.name, row, "B", label.lower())
        return None if cell is None else (cell, self.places[name])


def words_of_column(row: Row, name: str) -> str:
    """The column of a field as a message names it."""
    return next(column.words for column in row.layout.table.columns if column.field == name)
