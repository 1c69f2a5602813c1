"""The district's own workbook back: what is wrong colored and commented, and a list of what to do.

The original is never touched. The copy keeps formulas and the values stored with them; macros do
not survive, and drawings may not. Marks of an earlier return are taken off first.
Not here: what is wrong (`read.py`, `domain/plan_check.py`, `report_check.py`). Concerns no
provision of the statute.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from cli.render import clean, replace_file
from cli.workbook.archive import read_archive
from cli.workbook.form import WHAT_TO_DO
from cli.workbook.grid import cells_in, loaded
from cli.workbook.look import INPUT, NOTE, STOPS, heading, label, put, wrapped
from cli.workbook.saved import saved
from domain.errors import UsageError
from domain.plan_content import Discrepancy, Severity

AUTHOR: Final = "alliance"
_PLACE: Final = re.compile(
    r"sheet (?P<sheet>.+?)"
    r"(?: row (?P<row>[0-9]{1,7}))?"
    r"(?: column (?P<column>[A-Z]{1,3})(?: \(.*\))?)?"
)
_MARKS: Final = (STOPS.fgColor.rgb, NOTE.fgColor.rgb)
_WORDS: Final = {Severity.STOPS: "to be mended", Severity.NOTE: "to be looked at"}
_FILLS: Final = {Severity.STOPS: STOPS, Severity.NOTE: NOTE}
_COLUMNS: Final = (("No.", 6), ("Where", 46), ("What is wrong, and what to do", 90), ("", 16))


@dataclass(frozen=True, slots=True)
class Returned:
    """A marked copy that can be written.

    Attributes:
        content: its bytes.
        marked: how many discrepancies are colored and commented in a cell; the others are only
            listed.
    """

    content: bytes
    marked: int


def write_returned(
    original: Path,
    discrepancies: Sequence[Discrepancy],
    out: Path,
    told: Sequence[tuple[str, str]] = (),
    what: str = "plan",
) -> None:
    """Write the marked copy; see `returned`. Raises what it raises, and where it cannot write."""
    replace_file(out, returned(original, discrepancies, out, told, what).content)


def returned(
    original: Path,
    discrepancies: Sequence[Discrepancy],
    out: Path,
    told: Sequence[tuple[str, str]] = (),
    what: str = "plan",
) -> Returned:
    """The marked copy that is to be written to `out`.

    `told`: what stands above the list of what to do, such as the register number and the reason.
    `what`: plan or report.
    Raises UsageError where `out` is the original or no .xlsx, UnreadableFileError where the
    original cannot be read as a workbook.
    """
    _require_another(original, out)
    archive = read_archive(original)
    book, values = loaded(archive, values=False), loaded(archive, values=True)
    stored: dict[str, dict[str, object]] = {
        sheet.title: {cell.coordinate: cell.value for cell in cells_in(sheet)}
        for sheet in values.worksheets
        if sheet.title != WHAT_TO_DO
    }
    for sheet in book.worksheets:
        _take_marks_off(sheet)
    if WHAT_TO_DO in book.sheetnames:
        del book[WHAT_TO_DO]
    targets = [_mark(book, discrepancy) for discrepancy in discrepancies]
    marked = sum(target is not None and target.is_marked for target in targets)
    head = _write_head(book.create_sheet(WHAT_TO_DO, 0), discrepancies, marked, told, what)
    _write_list(book, discrepancies, targets, head)
    return Returned(saved(book, stored), marked)


def _require_another(original: Path, out: Path) -> None:
    if out.exists() and original.exists() and out.samefile(original):
        raise UsageError(
            f"{out} is the workbook as it was received; it is kept as it came.",
            next_step="Name another file for the returned copy.",
        )
    if out.suffix.lower() != ".xlsx":
        raise UsageError(
            f"{out} does not end in .xlsx, and Excel would not open it.",
            next_step="Name the returned copy with the ending .xlsx.",
        )


def _take_marks_off(sheet: Worksheet) -> None:
    for cell in cells_in(sheet):
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
        if _color(cell) in _MARKS:
            cell.fill = INPUT


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the list of what to do links to; a sheet as a whole has no cell to be marked."""

    sheet: str
    cell: str
    is_marked: bool


def _mark(book: Workbook, discrepancy: Discrepancy) -> _Target | None:
    """Color and comment the cell of a discrepancy; None where its sheet is not there."""
    place = _PLACE.fullmatch(discrepancy.place)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if place is None or place["sheet"] not in sheets:
        return None
    sheet = sheets[place["sheet"]]
    if place["row"] is None and place["column"] is None:
        return _Target(sheet.title, "A1", is_marked=False)
    row, column = place["row"] or "1", place["column"] or "A"
    cell = sheet[f"{column}{row}"]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    # The more serious of two marks stays.
    if _color(cell) != STOPS.fgColor.rgb:
        cell.fill = _FILLS[discrepancy.severity]
    words = f"{_WORDS[discrepancy.severity]}: {discrepancy.message}"
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(clean(before + words), AUTHOR, height=160, width=320)
    return _Target(sheet.title, cell.coordinate, is_marked=True)


def _color(cell: Cell) -> str:
    """The color of a plain fill; "" for a gradient, which is not ours."""
    return str(cell.fill.fgColor.rgb) if cell.fill.tagname == "patternFill" else ""


def _write_list(
    book: Workbook,
    discrepancies: Sequence[Discrepancy],
    targets: Sequence[_Target | None],
    head: int,
) -> None:
    """The list itself, below its headings in row `head`."""
    sheet = book[WHAT_TO_DO]
    for number, (item, target) in enumerate(zip(discrepancies, targets, strict=True), start=1):
        row = head + number
        put(sheet, row, 1, number)
        wrapped(sheet, row, 2, item.place)
        cited = f" ({item.citation})" if item.citation else ""
        wrapped(sheet, row, 3, item.message + cited)
        put(sheet, row, 4, _WORDS[item.severity]).fill = _FILLS[item.severity]
        if target is not None:
            place = f"'{target.sheet.replace(chr(39), chr(39) * 2)}'!{target.cell}"
            sheet.cell(row, 2).hyperlink = Hyperlink(ref=f"B{row}", location=place)
            sheet.cell(row, 2).style = "Hyperlink"
    book.active = sheet
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _where_marked(marked: int, count: int) -> str:
    if marked == count:
        return "Each is colored in its cell and commented there." if count else ""
    listed = count - marked
    only = f"{listed} {'is' if listed == 1 else 'are'} listed only here, as no one cell shows it."
    if not marked:
        return only
    return f"{marked} {'is' if marked == 1 else 'are'} colored and commented in a cell; {only}"


def _write_head(
    sheet: Worksheet,
    discrepancies: Sequence[Discrepancy],
    marked: int,
    told: Sequence[tuple[str, str]],
    what: str,
) -> int:
    """What stands above the list, and the list's headings; gives the row they stand in."""
    stops = sum(item.severity is Severity.STOPS for item in discrepancies)
    label(sheet, 1, 1, "What to do", size=16)
    put(
        sheet,
        2,
        1,
        f"{stops} to be mended before the {what} can be taken, {len(discrepancies) - stops} to be "
        f"looked at. {_where_marked(marked, len(discrepancies))}".rstrip(),
    )
    put(sheet, 3, 1, "Mend this very workbook, save it in Excel, and send it again.")
    for row, (title, words) in enumerate(told, start=4):
        label(sheet, row, 2, title)
        wrapped(sheet, row, 3, words)
    head = 5 + len(told)
    for column, (words, width) in enumerate(_COLUMNS, start=1):
        heading(sheet, head, column, words)
        sheet.column_dimensions["ABCD"[column - 1]].width = width
    return head
