"""The sheet Budget: lines, live totals, and the check that turns red.

The totals stand above the lines, so that nobody has to find room below them.
Not here: reading it back (`read.py`). Source: C.G.S. § 10-262u(d).
"""

from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from cli.workbook import form
from cli.workbook.form import LAST_ROW, LINES, Kind
from cli.workbook.grid import letter_of
from cli.workbook.look import (
    AMOUNT,
    BORDER,
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
from cli.workbook.prefill import Package
from domain.money import Money, total
from domain.plan_content import BudgetLine, Reform

CHECK_ROW = 5
VERDICT_ROW = 6
HEAD_ROW = 7
TOTAL_ROW = 8
FIRST_ROW = 9

_UNCHECKED = "Not checked here: the portion was not known."
_ADDS_UP = "Adds up."
_DIFFERS = "Carry-over and current year together differ from what is to be budgeted."
_CURRENT_DIFFERS = "Current year differs from the portion."
_CURRENT_ADDS_UP = (
    "Current year is the portion; what is carried over is not checked, as the balance was not "
    "known."
)
_TOO_MUCH = "More carry-over is budgeted than was carried in."


def write_budget(sheet: Worksheet, package: Package) -> dict[str, object]:
    """Write the sheet; gives the values of its formulas by cell."""
    label(sheet, 1, 1, f"Budget · {package.title}", size=14)
    banner(sheet, 2, package.headline)
    put(
        sheet,
        3,
        1,
        "Amounts in dollars, with or without cents. How to fill this in: sheet Read me.",
    )
    stored = _write_totals(sheet, package)
    stored |= _write_check(sheet, package)
    rows = max(LINES.rows, len(package.last_year) + LINES.rows // 2)
    for row in range(FIRST_ROW, FIRST_ROW + rows):
        for number, column in enumerate(LINES.columns, start=1):
            cell = sheet.cell(row, number)
            if column.kind is Kind.SHOWN:
                for_comparison(cell)
            else:
                for_input(cell, AMOUNT if column.kind is Kind.AMOUNT else TEXT)
    for row, line in enumerate(package.last_year, start=FIRST_ROW):
        _write_last_year(sheet, row, line, package)
    _write_choices(sheet, package)
    sheet.row_dimensions[HEAD_ROW].height = 48
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.print_title_rows = f"{HEAD_ROW}:{TOTAL_ROW}"
    settled(sheet, tuple(column.width for column in LINES.columns), landscape=True)
    return stored


def _write_totals(sheet: Worksheet, package: Package) -> dict[str, object]:
    stored: dict[str, object] = {}
    label(sheet, TOTAL_ROW, 1, form.TOTAL)
    for number, column in enumerate(LINES.columns, start=1):
        heading(sheet, HEAD_ROW, number, column.heading)
        cell = sheet.cell(TOTAL_ROW, number)
        cell.border = BORDER
        if column.kind in (Kind.AMOUNT, Kind.SHOWN):
            letter = letter_of(number)
            cell.value = f"=SUM({letter}{FIRST_ROW}:{letter}{LAST_ROW})"
            cell.number_format = AMOUNT
            cell.font = Font(bold=True)
            stored[cell.coordinate] = 0
    approved = total([line.amount for line in package.last_year])
    stored[f"J{TOTAL_ROW}"] = approved.cents / 100
    return stored


def _write_check(sheet: Worksheet, package: Package) -> dict[str, object]:
    """What is to be budgeted, what is, and the difference; red where they part."""
    for column, words in (
        (2, "Portion"),
        (3, "Carried in"),
        (5, "To be budgeted"),
        (6, "Budgeted"),
        (7, "Difference"),
        (8, "Carry-over above carried in"),
    ):
        label(sheet, CHECK_ROW - 1, column, words)
    for column, amount in (
        (2, package.portion),
        (3, package.carry_in),
        (5, package.to_budget),
    ):
        put(sheet, CHECK_ROW, column, "not known" if amount is None else amount)
    formulas: dict[str, tuple[str, object]] = {f"F{CHECK_ROW}": (f"=E{TOTAL_ROW}+F{TOTAL_ROW}", 0)}
    if package.to_budget is not None:
        formulas |= _check_of_all(sheet, package.to_budget)
    elif package.portion is not None:
        formulas |= _check_of_current(sheet, package.portion)
    else:
        put(sheet, VERDICT_ROW, 2, _UNCHECKED)
    for place, (written, _) in formulas.items():
        sheet[place].value = written
        sheet[place].number_format = AMOUNT
        sheet[place].font = Font(bold=True)
    return {place: value for place, (_, value) in formulas.items()}


def _check_of_all(sheet: Worksheet, to_budget: Money) -> dict[str, tuple[str, object]]:
    """Formulas with their first values where portion and balance carried in are known."""
    turn_red(sheet, f"G{CHECK_ROW}", f"$G${CHECK_ROW}<>0")
    turn_red(sheet, f"H{CHECK_ROW}", f"$H${CHECK_ROW}>0")
    turn_red(sheet, f"B{VERDICT_ROW}", f"OR($G${CHECK_ROW}<>0,$H${CHECK_ROW}>0)")
    return {
        f"E{CHECK_ROW}": (f"=B{CHECK_ROW}+C{CHECK_ROW}", to_budget.cents / 100),
        f"G{CHECK_ROW}": (f"=ROUND(F{CHECK_ROW}-E{CHECK_ROW},2)", -to_budget.cents / 100),
        f"H{CHECK_ROW}": (f"=MAX(0,ROUND(E{TOTAL_ROW}-C{CHECK_ROW},2))", 0),
        f"B{VERDICT_ROW}": (
            f'=IF(H{CHECK_ROW}>0,"{_TOO_MUCH}",IF(G{CHECK_ROW}<>0,"{_DIFFERS}","{_ADDS_UP}"))',
            _DIFFERS if to_budget else _ADDS_UP,
        ),
    }


def _check_of_current(sheet: Worksheet, portion: Money) -> dict[str, tuple[str, object]]:
    """The same where only the portion is known: the current year alone can be held to it."""
    label(sheet, CHECK_ROW - 1, 7, "Current year − portion")
    turn_red(sheet, f"G{CHECK_ROW}", f"$G${CHECK_ROW}<>0")
    turn_red(sheet, f"B{VERDICT_ROW}", f"$G${CHECK_ROW}<>0")
    return {
        f"G{CHECK_ROW}": (f"=ROUND(F{TOTAL_ROW}-B{CHECK_ROW},2)", -portion.cents / 100),
        f"B{VERDICT_ROW}": (
            f'=IF(G{CHECK_ROW}<>0,"{_CURRENT_DIFFERS}","{_CURRENT_ADDS_UP}")',
            _CURRENT_DIFFERS if portion else _CURRENT_ADDS_UP,
        ),
    }


def _write_last_year(sheet: Worksheet, row: int, line: BudgetLine, package: Package) -> None:
    """Last year's line without its amounts; what this year's lists do not have is left empty."""
    valid = {item.key.value: form.shown_strategy(item) for item in package.strategies}
    codes = {code for code, _ in package.object_codes}
    put(sheet, row, 1, line.key)
    put(sheet, row, 2, line.description)
    put(sheet, row, 3, valid.get(line.strategy))
    put(sheet, row, 4, line.object_code if not codes or line.object_code in codes else None)
    if line.tuition:
        put(sheet, row, 9, form.YES_NO[0])
    put(sheet, row, 10, line.amount)


def _write_choices(sheet: Worksheet, package: Package) -> None:
    reforms = ",".join(reform.value for reform in Reform)
    lists = {
        "C": form.STRATEGY_LIST,
        "H": f'"{reforms}"',
        "I": f'"{",".join(form.YES_NO)}"',
    }
    if package.object_codes:
        lists["D"] = form.CODE_LIST
    for letter, source in lists.items():
        area = f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}"
        choose_from(sheet, area, source, "Choose from the list; the sheet Lists shows it.")
    area = f"E{FIRST_ROW}:G{LAST_ROW}"
    amounts_in(sheet, area, "An amount in dollars, not below zero.")
