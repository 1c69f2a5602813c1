"""Workbooks of a report for tests: a package, a board that fills it in, an Excel that saves it.

Every amount and district here is synthetic but the town's name. Concerns no provision itself.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sent_reports import FY2026, dollars

from cli.workbook.report_package import write_report_package
from cli.workbook.report_prefill import ApprovedForReport, ReportPackage
from cli.workbook.saved import saved
from domain.district import BY_CODE

FIRST = 15  # rows of the sheet Statement, as the package has them
TOTALS = 14
# key, paid by June 30, and more columns
Rows = Mapping[str, tuple[float, ...]]
SPENT: Rows = {"2.4": (110000.5,), "3.1": (72750.25, 0, 0, 500)}


def windham(**changes: object) -> ReportPackage:
    """A synthetic package of Windham for FY2026: two lines, 192,750.75 available, no policy."""
    fields: dict[str, object] = {
        "headline": "TRAINING · practice ledger (synthetic)",
        "district": BY_CODE[163],
        "fiscal_year": FY2026,
        "plan_version": 3,
        "lines": (
            ApprovedForReport(key="2.4", description="tutors", amount=dollars("120000")),
            ApprovedForReport(key="3.1", description="transport", amount=dollars("72750.75")),
        ),
        "carry_in": dollars("12750.75"),
        "received": dollars("180000"),
        "available": dollars("192750.75"),
        "counted": None,
        "counting": "not set by the Department; what was paid by June 30 is added up",
        "until": None,
        "due": "no date set by the Commissioner",
        "contact": "alliance@example.org",
    }
    return ReportPackage(**(fields | changes))  # type: ignore[arg-type]


def packed(folder: Path, package: ReportPackage | None = None) -> Path:
    """The package as a file."""
    file = folder / "FY2026-report-163-windham.xlsx"
    write_report_package(package or windham(), file)
    return file


def filled_report(
    folder: Path,
    spent: Rows = SPENT,
    accounts: tuple[tuple[object, ...], ...] = (),
    package: ReportPackage | None = None,
) -> Path:
    """The package, filled in and certified by a board and saved by Excel."""
    file = packed(folder, package)

    def fill(book: Workbook) -> None:
        type_spent(book["Statement"], spent)
        for row, values in enumerate(accounts, start=6):
            for column, value in enumerate(values, start=1):
                book["Accounts"].cell(row, column).value = value  # type: ignore[assignment]
        book["Sign"]["B6"].value = "A. Gray, superintendent (synthetic)"
        book["Sign"]["B7"].value = datetime.combine(date(2026, 8, 28), time())

    save(file, fill)
    return file


def type_spent(sheet: Worksheet, spent: Rows) -> None:
    """Type amounts beside their lines; a line that is not there goes below the others."""
    at = {sheet.cell(row, 1).value: row for row in range(FIRST, sheet.max_row + 1)}
    for key, amounts in spent.items():
        free = next(r for r in range(FIRST, sheet.max_row + 1) if not sheet.cell(r, 1).value)
        row = at.get(key, free)
        sheet.cell(row, 1).value = key
        for column, amount in enumerate(amounts, start=4):
            sheet.cell(row, column).value = amount


def save(
    file: Path,
    change: Callable[[Workbook], object],
    stored: Mapping[str, Mapping[str, object]] | None = None,
) -> None:
    """Change a workbook and save it as Excel does: totals, and `stored`, have their values."""
    book = load_workbook(file)
    change(book)
    values: dict[str, dict[str, object]] = {}
    if "Statement" in book.sheetnames:
        values["Statement"] = _totals(book["Statement"])
    for sheet, cells in (stored or {}).items():
        values[sheet] = {**values.get(sheet, {}), **cells}
    file.write_bytes(saved(book, values))


def _totals(sheet: Worksheet) -> dict[str, object]:
    """What Excel stores for the totals of the amounts that are numbers; rows show nothing."""
    found: dict[str, object] = {}
    for letter in "CDEFG":
        cells = [sheet[f"{letter}{row}"].value for row in range(FIRST, sheet.max_row + 1)]
        cents = sum(round(cell * 100) for cell in cells if isinstance(cell, int | float))
        found[f"{letter}{TOTALS}"] = cents / 100
    for row in range(FIRST, sheet.max_row + 1):
        found |= {f"H{row}": "", f"I{row}": ""}
    return found
