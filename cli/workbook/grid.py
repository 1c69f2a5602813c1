"""A workbook's cells as plain values: what is stored, by which formula, and what is out of sight.

The file is loaded twice, for the formulas and for the values Excel stored with them; nothing is
calculated here. Not here: what a cell means (`cells.py`), the form (`form.py`).
Concerns no provision of the statute.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from cli.workbook.archive import Archive
from domain.errors import UnreadableFileError

# What the library raises on a part that is XML and still not what it should be; it has no error of
# its own, and a file from outside must not look like a bug in this program.
_NOT_A_WORKBOOK: Final = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
)
_QUOTED: Final = re.compile(r'"[^"]*"')
# '[1]Sheet 1'!A1 and [1]Sheet1!A1; never a table's own Lines[2027].
_OUTSIDE: Final = re.compile(r"'[^']*\[[^\]]+\][^']*'!|(?<![\w\]])\[[^\]]+\][^!\[\]'\"]*!")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell that has something in it.

    Attributes:
        row, column: from 1.
        value: what is typed in it, or what was stored beside its formula; None for nothing.
        formula: with its equals sign; "" where it has none.
        calculated: False for a formula nothing was stored for.
        error: whether the value is one of Excel's errors, such as #REF!.
    """

    row: int
    column: int
    value: object
    formula: str
    calculated: bool
    error: bool

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read, not even something that went wrong."""
        return self.calculated and (self.value is None or not str(self.value).strip())

    @property
    def points_outside(self) -> bool:
        """Whether its formula takes something from another file."""
        return _OUTSIDE.search(_QUOTED.sub("", self.formula)) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    Attributes:
        name: as on its tab.
        visible: whether it has a tab at all.
        cells: by row and column, those with something in them.
        hidden_rows: rows that are hidden or have no height.
        hidden_columns: first and last column of each hidden range.
        merged: first row, first column, last row, last column of merged cells.
    """

    name: str
    visible: bool
    cells: Mapping[tuple[int, int], Cell]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]
    merged: tuple[tuple[int, int, int, int], ...]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell, or None where there is nothing."""
        return self.cells.get((row, column))

    @property
    def rows(self) -> list[int]:
        """Rows with something in them, from the top."""
        return sorted({row for row, _ in self.cells})


def loaded(archive: Archive, *, values: bool) -> Workbook:
    """The library's workbook, with stored values or with formulas.

    Raises UnreadableFileError where the library can make no workbook of it.
    """
    try:
        with warnings.catch_warnings():
            # It warns of what it does not keep; nothing of that is read here.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(archive.content), data_only=values)
    except _NOT_A_WORKBOOK as error:
        raise UnreadableFileError(
            f"{archive.name} cannot be read as a workbook: {str(error)[:200] or 'it is damaged'}.",
            next_step="Register it as received as it came, and ask for an Excel workbook (.xlsx).",
        ) from error


def sheets_of(archive: Archive) -> dict[str, Sheet]:
    """Every worksheet by name. Raises UnreadableFileError."""
    with_formulas = loaded(archive, values=False)
    with_values = loaded(archive, values=True)
    return {
        sheet.title: _sheet(sheet, with_values[sheet.title]) for sheet in with_formulas.worksheets
    }


def cells_in(sheet: Worksheet) -> Iterator[OpenpyxlCell]:
    """The cells that exist, row by row, without making the ones between them."""
    existing = sheet._cells  # noqa: SLF001 - every public way makes the missing cells
    for _, cell in sorted(existing.items()):
        if isinstance(cell, OpenpyxlCell):
            yield cell


def _sheet(sheet: Worksheet, with_values: object) -> Sheet:
    if not isinstance(with_values, Worksheet):  # pragma: no cover - the same file twice
        message = f"{sheet.title} is a sheet in one reading and not in the other"
        raise TypeError(message)
    stored = {(cell.row, cell.column): cell for cell in cells_in(with_values)}
    cells = {}
    for cell in cells_in(sheet):
        found = _cell(cell, stored[cell.row, cell.column])
        if found.value is not None or found.formula:
            cells[cell.row, cell.column] = found
    merged = tuple(
        (area.min_row, area.min_col, area.max_row, area.max_col)
        for area in sheet.merged_cells.ranges
    )
    return Sheet(
        name=sheet.title,
        visible=sheet.sheet_state == "visible",
        cells=cells,
        hidden_rows=frozenset(
            int(row) for row, shape in sheet.row_dimensions.items() if shape.hidden or shape.ht == 0
        ),
        hidden_columns=tuple(
            (
                int(shape.min or column_index_from_string(letter)),
                int(shape.max or column_index_from_string(letter)),
            )
            for letter, shape in sheet.column_dimensions.items()
            if shape.hidden or shape.width == 0
        ),
        merged=merged,
    )


def _cell(cell: OpenpyxlCell, stored: OpenpyxlCell) -> Cell:
    formula = ""
    if cell.data_type == "f":
        text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
        formula = text if isinstance(text, str) and text.startswith("=") else "=(data table)"
    # A formula that gives "" is stored as empty text ("str"); one that was never calculated has
    # no kind of value at all.
    calculated = not formula or stored.value is not None or stored.data_type == "str"
    value = stored.value
    return Cell(
        row=cell.row,
        column=cell.column,
        # As Excel keeps a line break, and an underscore that looks like one.
        value=unescape(value) if isinstance(value, str) else value,
        formula=formula,
        calculated=calculated,
        error=stored.data_type == "e",
    )


def letter_of(column: int) -> str:
    """The letter of a column: 6 is "F"."""
    return get_column_letter(column)
