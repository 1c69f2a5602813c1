"""How the form looks: which cells a district fills, which it leaves alone, which ask for attention.

Not here: what stands in the cells (`package.py`, `mark.py`). Concerns no provision of the statute.
"""

import re
from typing import Final

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cli.render import clean
from domain.money import Money

AnyCell = Cell | MergedCell

AMOUNT: Final = "#,##0.00"
TEXT: Final = "@"
DAY: Final = "yyyy-mm-dd"
MOST_IN_CELL: Final = 10**13  # dollars

_THIN: Final = Side(style="thin", color="FFBFBFBF")
BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
INPUT: Final = PatternFill("solid", fgColor="FFFFF9E5")
HEAD: Final = PatternFill("solid", fgColor="FF1F3864")
SHOWN: Final = PatternFill("solid", fgColor="FFEDEDED")
LOUD: Final = PatternFill("solid", fgColor="FFC00000")
# The colors of a returned workbook; a cell that has one was marked and may be unmarked.
STOPS: Final = PatternFill("solid", fgColor="FFFFB3B3")
NOTE: Final = PatternFill("solid", fgColor="FFFFE08A")
# In a conditional format, Excel takes the background.
RED: Final = PatternFill("solid", bgColor="FFFF5050")

_LIKE_AN_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")


def put(sheet: Worksheet, row: int, column: int, value: str | Money | int | None) -> AnyCell:
    """Write a value: an amount as a number, a text always as text, whatever it begins with."""
    cell = sheet.cell(row, column)
    match value:
        case Money():
            # Cents up to 15 digits survive a spreadsheet's number exactly.
            cell.value = value.cents / 100
            cell.number_format = AMOUNT
        case str():
            # A workbook cannot hold control characters, and takes _x0041_ for an A.
            cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", clean(value))
            cell.data_type = "s"
        case _:
            cell.value = value
    return cell


def label(sheet: Worksheet, row: int, column: int, words: str, *, size: int = 11) -> None:
    """Write words in bold."""
    put(sheet, row, column, words).font = Font(bold=True, size=size)


def wrapped(sheet: Worksheet, row: int, column: int, words: str) -> None:
    """Write words that may take several lines."""
    put(sheet, row, column, words).alignment = _WRAPPED


def heading(sheet: Worksheet, row: int, column: int, words: str) -> None:
    """Write a heading of a table: white on dark, wrapped."""
    cell = put(sheet, row, column, words)
    cell.font = Font(bold=True, color="FFFFFFFF")
    cell.fill = HEAD
    cell.border = BORDER
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def for_input(cell: AnyCell, number_format: str) -> None:
    """A cell the district fills in."""
    cell.protection = Protection(locked=False)
    cell.fill = INPUT
    cell.border = BORDER
    cell.number_format = number_format
    cell.alignment = Alignment(wrap_text=number_format == TEXT, vertical="top")


def for_comparison(cell: AnyCell) -> None:
    """A cell that is shown and not filled in; not locked, or its row could not be deleted."""
    cell.protection = Protection(locked=False)
    cell.fill = SHOWN
    cell.border = BORDER
    cell.number_format = AMOUNT


def turn_red(sheet: Worksheet, place: str, condition: str) -> None:
    """Let a cell turn red while a formula holds."""
    white = Font(bold=True, color="FFFFFFFF")
    rule = FormulaRule(formula=[condition], fill=RED, font=white)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(place, rule)


def choose_from(sheet: Worksheet, area: str, source: str, error: str) -> None:
    """Let the cells of an area be chosen from a list: a name, or words in quotation marks."""
    choice = DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not on the list",
        error=error,
    )
    choice.add(area)
    sheet.add_data_validation(choice)


def amounts_in(sheet: Worksheet, area: str, error: str, *, refund: bool = False) -> None:
    """Let the cells of an area hold amounts, below zero only for a `refund`."""
    least = -MOST_IN_CELL if refund else 0
    amounts = DataValidation(
        type="decimal",
        operator="greaterThanOrEqual",
        formula1=str(least),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not an amount",
        error=error,
    )
    amounts.add(area)
    sheet.add_data_validation(amounts)


def banner(sheet: Worksheet, row: int, headline: str) -> None:
    """The ledger's headline, on every sheet and every printed page; loud unless it is real."""
    cell = put(sheet, row, 1, headline)
    real = headline.startswith("PRODUCTION") and "SYNTHETIC" not in headline.upper()
    cell.font = Font(bold=not real, color="FF595959" if real else "FFFFFFFF")
    if not real:
        cell.fill = LOUD
    # An ampersand is a command in a page header; two of them are one.
    if sheet.oddHeader is not None and sheet.oddFooter is not None:  # pragma: no branch
        sheet.oddHeader.center.text = clean(headline).replace("&", "&&")
        sheet.oddFooter.center.text = "&A · page &P of &N"


def settled(sheet: Worksheet, widths: tuple[int, ...], *, landscape: bool) -> None:
    """Widths, paper, and headings that cannot be overwritten by accident; there is no password."""
    for letter, width in zip("ABCDEFGHIJKLMN", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.protection.sheet = True
    # In this format, False is what the district may still do.
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows"):
        setattr(sheet.protection, allowed, False)
