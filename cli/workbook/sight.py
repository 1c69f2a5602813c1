"""What keeps a workbook from being read as it looks: macros, other files, what is hidden, merges.

Each is named where it stands, and stops. A district's own sheets beside the form are its own, but
for hidden ones and for formulas that take something from another file.
Not here: what the cells say (`read.py`). Concerns no provision of the statute.
"""

from typing import Final

from cli.workbook.archive import Archive
from cli.workbook.cells import Collected
from cli.workbook.form import Form, Kind, place_of
from cli.workbook.grid import Sheet, letter_of
from cli.workbook.layout import found_in
from domain.words import how_many

_MACROS: Final = ("xl/vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "xl/activex/")
_OUTSIDE: Final = ("xl/externallinks/", "xl/connections", "xl/querytables/")
_MACRO_ENDINGS: Final = (".xlsm", ".xltm", ".xlam")


def look_for_what_is_out_of_sight(
    archive: Archive, sheets: dict[str, Sheet], form: Form, found: Collected
) -> None:
    """Put everything of the kind on the list; `form`: whose sheets and amounts are looked at."""
    _look_for_macros(archive, found)
    _look_for_links(archive, sheets, found)
    for sheet in sheets.values():
        _look_for_hidden(sheet, form, found)
        _look_for_merged(sheet, form, found)


def _look_for_macros(archive: Archive, found: Collected) -> None:
    parts = [part for part in archive.parts if part.lower().startswith(_MACROS)]
    if parts or archive.name.lower().endswith(_MACRO_ENDINGS):
        message = "The workbook holds macros, or is saved as if it did. Save it as .xlsx."
        found.stops("macro", f"part {parts[0]}" if parts else "file name", message)


def _look_for_links(archive: Archive, sheets: dict[str, Sheet], found: Collected) -> None:
    before = len(found.discrepancies)
    for sheet in sheets.values():
        for cell in sheet.cells.values():
            if cell.points_outside:
                message = (
                    f"The formula takes its value from another file: {cell.formula[:100]}. Put the "
                    "value, or the sheet it comes from, into this workbook."
                )
                place = place_of(sheet.name, cell.row, letter_of(cell.column), "")
                found.stops("external_link", place, message)
    parts = [part for part in archive.parts if part.lower().startswith(_OUTSIDE)]
    if parts and len(found.discrepancies) == before:
        message = (
            "The workbook is linked to another file or source, though no formula shows it. Break "
            "the link: in Excel, Data, Edit Links."
        )
        found.stops("external_link", f"part {parts[0]}", message)


def _look_for_hidden(sheet: Sheet, form: Form, found: Collected) -> None:
    filled = [cell for cell in sheet.cells.values() if not cell.blank]
    if not sheet.visible:
        if filled:
            held = how_many(len(filled), "value")
            message = f"The sheet is hidden and holds {held}. Show or delete it."
            found.stops("hidden", f"sheet {sheet.name}", message)
        return
    if sheet.name not in form.sheets:
        return
    rows = sorted({cell.row for cell in filled} & sheet.hidden_rows)
    for row in rows:
        message = "The row is hidden and holds values. Show it, or delete it."
        found.stops("hidden", f"sheet {sheet.name} row {row}", message)
    columns = {cell.column for cell in filled}
    for first, last in sheet.hidden_columns:
        for column in sorted(column for column in columns if first <= column <= last):
            message = "The column is hidden and holds values. Show it."
            found.stops("hidden", f"sheet {sheet.name} column {letter_of(column)}", message)


def _look_for_merged(sheet: Sheet, form: Form, found: Collected) -> None:
    for table in form.tables:
        layout = found_in(sheet, table) if table.sheet == sheet.name else None
        if layout is None:
            continue
        for column in table.columns:
            if column.kind is not Kind.AMOUNT:
                continue
            number = layout.columns.get(column.field, 0)
            for top, left, bottom, right in sheet.merged:
                if bottom > layout.head_row and left <= number <= right:
                    rows = _span("row", str(top), str(bottom))
                    columns = _span("column", letter_of(left), letter_of(right))
                    message = f"The amount is merged over {rows}, {columns}. Unmerge it."
                    row = max(top, layout.head_row + 1)
                    place = place_of(sheet.name, row, letter_of(number), column.words)
                    found.stops("merged_amount", place, message)


def _span(what: str, first: str, last: str) -> str:
    return f"{what} {first}" if first == last else f"{what}s {first} to {last}"
