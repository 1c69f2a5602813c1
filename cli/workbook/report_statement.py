"""The sheet Statement: what the report says about itself, its lines, live totals and what is left.

What counts as spent follows the Department's policy; while none is set, what was paid by June 30.
Not here: reading it back (`report_content.py`). Source: C.G.S. § 10-262u(g).
"""

from datetime import datetime, time
from typing import Final

from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from cli.workbook import report_form as form
from cli.workbook.form import LAST_ROW, TOTAL, Kind
from cli.workbook.grid import letter_of
from cli.workbook.look import (
    AMOUNT,
    BORDER,
    DAY,
    TEXT,
    amounts_in,
    banner,
    choose_from,
    for_comparison,
    for_input,
    heading,
    label,
    put,
    settled,
    turn_red,
)
from cli.workbook.report_prefill import ReportPackage
from domain.money import Money, total
from domain.report_content import Counted
from ledger.report_file import ANNUAL, INTERIM

CHECK_ROW: Final = 11
VERDICT_ROW: Final = 12
HEAD_ROW: Final = 13
TOTAL_ROW: Final = 14
FIRST_ROW: Final = 15

_COLUMNS: Final = form.STATEMENT_LINES.columns
_UNCHECKED = "Not checked here: what was available was not known."
_TOO_MUCH = "More is spent than was available; what is above is the board's own money."
_COUNTED: Final = {
    Counted.PAID: ("D",),
    Counted.PAID_AFTER: ("D", "E"),
    Counted.OBLIGATED: ("D", "E", "F"),
}


def write_statement(sheet: Worksheet, package: ReportPackage) -> dict[str, object]:
    """Write the sheet; gives the values of its formulas by cell."""
    label(sheet, 1, 1, f"Statement · {package.title}", size=14)
    banner(sheet, 2, package.headline)
    put(sheet, 3, 1, f"Amounts in dollars. Counted as spent: {package.counting}")
    _write_about(sheet, package)
    stored = _write_totals(sheet, package) | _write_check(sheet, package)
    for row in range(FIRST_ROW, FIRST_ROW + _rows(package)):
        stored |= _write_row(sheet, row, package.counted or Counted.PAID)
    for row, line in enumerate(package.lines, start=FIRST_ROW):
        put(sheet, row, 1, line.key)
        put(sheet, row, 2, line.description)
        put(sheet, row, 3, line.amount)
    told = "An amount in dollars."
    amounts_in(sheet, f"D{FIRST_ROW}:D{LAST_ROW}", f"{told} A refund is negative.", refund=True)
    amounts_in(sheet, f"E{FIRST_ROW}:G{LAST_ROW}", f"{told} Not below zero.")
    sheet.row_dimensions[HEAD_ROW].height = 64
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.print_title_rows = f"{HEAD_ROW}:{TOTAL_ROW}"
    settled(sheet, tuple(column.width for column in _COLUMNS), landscape=True)
    return stored


def _rows(package: ReportPackage) -> int:
    return max(form.STATEMENT_LINES.rows, len(package.lines) + form.STATEMENT_LINES.rows // 2)


def _write_about(sheet: Worksheet, package: ReportPackage) -> None:
    """What the report says about itself; what is on record stands beside it."""
    until = datetime.combine(package.until, time()) if package.until else None
    for row, words, value, shape, beside in (
        (4, form.LABEL_KIND, ANNUAL, TEXT, "interim for an estimate during the year"),
        (5, form.LABEL_UP_TO, None, DAY, "the day up to which an interim report counts"),
        (6, form.LABEL_VERSION, package.plan_version, "0", "the plan version reported against"),
        (7, form.LABEL_UNTIL, until, DAY, "the last day of the second column of amounts"),
        (8, form.LABEL_CARRIED_IN, None, AMOUNT, _on_record(package.carry_in)),
        (9, form.LABEL_RECEIVED, None, AMOUNT, _on_record(package.received)),
    ):
        label(sheet, row, 1, words)
        cell = sheet.cell(row, 2)
        cell.value = value
        for_input(cell, shape)
        put(sheet, row, 3, beside)
    choose_from(sheet, "B4", f'"{ANNUAL},{INTERIM}"', f"{ANNUAL} or {INTERIM}.")


def _on_record(amount: Money | None) -> str:
    return "not on record here" if amount is None else f"on record: {amount.display}"


def _write_totals(sheet: Worksheet, package: ReportPackage) -> dict[str, object]:
    stored: dict[str, object] = {}
    label(sheet, TOTAL_ROW, 1, TOTAL)
    for number, column in enumerate(_COLUMNS, start=1):
        heading(sheet, HEAD_ROW, number, column.heading)
        cell = sheet.cell(TOTAL_ROW, number)
        cell.border = BORDER
        if column.kind in {Kind.AMOUNT, Kind.SHOWN}:
            letter = letter_of(number)
            cell.value = f"=SUM({letter}{FIRST_ROW}:{letter}{LAST_ROW})"
            cell.number_format = AMOUNT
            cell.font = Font(bold=True)
            stored[cell.coordinate] = 0
    approved = total([line.amount for line in package.lines])
    stored[f"C{TOTAL_ROW}"] = approved.cents / 100
    return stored


def _write_check(sheet: Worksheet, package: ReportPackage) -> dict[str, object]:
    """What was available, what is spent, and what is left; red where more is spent."""
    for column, words in ((4, "Available"), (5, "Spent"), (6, "Left")):
        label(sheet, CHECK_ROW - 1, column, words)
    formulas: dict[str, tuple[str, object]] = {f"E{CHECK_ROW}": (f"=H{TOTAL_ROW}", 0)}
    if package.available is None:
        put(sheet, CHECK_ROW, 4, "not known")
        put(sheet, VERDICT_ROW, 4, _UNCHECKED)
    else:
        put(sheet, CHECK_ROW, 4, package.available)
        left = package.available.cents / 100
        formulas |= {
            f"F{CHECK_ROW}": (f"=ROUND(D{CHECK_ROW}-E{CHECK_ROW},2)", left),
            f"D{VERDICT_ROW}": (f'=IF(F{CHECK_ROW}<0,"{_TOO_MUCH}","")', ""),
        }
        turn_red(sheet, f"F{CHECK_ROW}", f"$F${CHECK_ROW}<0")
        turn_red(sheet, f"D{VERDICT_ROW}", f"$F${CHECK_ROW}<0")
    for place, (written, _) in formulas.items():
        sheet[place].value = written
        sheet[place].number_format = AMOUNT
        sheet[place].font = Font(bold=True)
    return {place: value for place, (_, value) in formulas.items()}


def _write_row(sheet: Worksheet, row: int, counted: Counted) -> dict[str, object]:
    """An empty row; what is spent and left of a line shows once it has an amount."""
    for number, column in enumerate(_COLUMNS, start=1):
        cell = sheet.cell(row, number)
        if column.kind is Kind.SHOWN:
            for_comparison(cell)
        else:
            for_input(cell, AMOUNT if column.kind is Kind.AMOUNT else TEXT)
    empty = f"COUNT(D{row}:F{row})=0"
    spent = "+".join(f"{letter}{row}" for letter in _COUNTED[counted])
    sheet[f"H{row}"].value = f'=IF({empty},"",{spent})'
    sheet[f"I{row}"].value = f'=IF({empty},"",C{row}-H{row})'
    return {f"H{row}": "", f"I{row}": ""}
