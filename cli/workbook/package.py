"""The workbook of one district-year, prefilled: what it is to budget, last year's lines, the form.

Everything is in sight: no hidden sheets, rows or columns, no macros, no links to other files.
Headings and formulas are locked without a password, against slips and not against people.
Not here: reading it back (`read.py`). Source: C.G.S. § 10-262u(d).
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cli.render import replace_file
from cli.workbook import form
from cli.workbook.budget import write_budget
from cli.workbook.look import (
    DAY,
    TEXT,
    banner,
    for_input,
    heading,
    label,
    put,
    settled,
    wrapped,
)
from cli.workbook.prefill import Package
from cli.workbook.readme import write_readme
from cli.workbook.saved import saved


def write_package(package: Package, file: Path) -> None:
    """Write the workbook; a file of that name is replaced whole.

    Raises UnreadableFileError where it cannot be written.
    """
    book = Workbook()
    write_readme(first_sheet(book), package)
    stored = write_budget(book.create_sheet(form.BUDGET), package)
    _write_goals(book.create_sheet(form.GOALS), package)
    _write_other(book.create_sheet(form.OTHER), package)
    _write_sign(book.create_sheet(form.SIGN), package)
    _write_lists(book.create_sheet(form.LISTS), package, book)
    replace_file(file, saved(book, {form.BUDGET: stored}))


def first_sheet(book: Workbook) -> Worksheet:
    """The first sheet of a new workbook, under the name it has in every form."""
    readme = book.active
    if not isinstance(readme, Worksheet):  # pragma: no cover - a new workbook has a worksheet
        message = "a new workbook has no sheet"
        raise TypeError(message)
    readme.title = form.README
    return readme


def _write_goals(sheet: Worksheet, package: Package) -> None:
    label(sheet, 1, 1, f"Goals and people · {package.title}", size=14)
    banner(sheet, 2, package.headline)
    label(sheet, 4, 1, form.LABEL_APPROVED)
    for_input(sheet.cell(4, 2), DAY)
    put(sheet, 4, 3, "a date, such as 2026-09-22")
    label(sheet, 5, 1, form.LABEL_GUIDELINES)
    for_input(put(sheet, 5, 2, package.guidelines), TEXT)
    if package.guidelines is None:
        put(sheet, 5, 3, "none are recorded in the ledger this form comes from")
    row = 7
    for table in (form.OBJECTIVES, form.TARGETS, form.STAKEHOLDERS):
        label(sheet, row, 1, table.title, size=12)
        write_table(sheet, row + 1, table)
        row += table.rows + 3
    settled(sheet, (30, 50, 40, 30, 30), landscape=True)


def _write_other(sheet: Worksheet, package: Package) -> None:
    label(sheet, 1, 1, f"Other programs · {package.title}", size=14)
    banner(sheet, 2, package.headline)
    put(
        sheet,
        3,
        1,
        "Lines of a consolidated application that another program pays: shown and never counted.",
    )
    write_table(sheet, 5, form.OTHER_LINES)
    settled(sheet, tuple(column.width for column in form.OTHER_LINES.columns), landscape=False)


def write_table(sheet: Worksheet, top: int, table: form.Table) -> None:
    """Write an empty table, its headings in row `top`."""
    for number, column in enumerate(table.columns, start=1):
        heading(sheet, top, number, column.heading)
        amount = column.kind is form.Kind.AMOUNT
        for row in range(top + 1, top + 1 + table.rows):
            for_input(sheet.cell(row, number), "#,##0.00" if amount else TEXT)


def _write_sign(sheet: Worksheet, package: Package) -> None:
    label(sheet, 1, 1, f"Sign · {package.title}", size=14)
    banner(sheet, 2, package.headline)
    wrapped(
        sheet,
        4,
        1,
        "Signed on paper or in the Department's own system. This sheet is kept with the document; "
        "no name on it is taken into the ledger.",
    )
    for row, who in enumerate(("Superintendent", "Chair of the board of education"), start=6):
        label(sheet, 2 * row - 6, 1, who)
        for column in (2, 3):
            for_input(sheet.cell(2 * row - 6, column), TEXT)
        put(sheet, 2 * row - 5, 2, "signature")
        put(sheet, 2 * row - 5, 3, "date")
    settled(sheet, (40, 40, 20), landscape=False)


def _write_lists(sheet: Worksheet, package: Package, book: Workbook) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    label(sheet, 1, 1, f"Lists · {package.title}", size=14)
    banner(sheet, 2, package.headline)
    heading(sheet, 4, 1, f"Strategies a plan for {package.fiscal_year} may include")
    heading(sheet, 4, 2, "Number in the law")
    heading(sheet, 4, 4, "Object code")
    heading(sheet, 4, 5, "What it is")
    for row, strategy in enumerate(package.strategies, start=5):
        wrapped(sheet, row, 1, form.shown_strategy(strategy))
        put(sheet, row, 2, strategy.number)
    for row, (code, words) in enumerate(package.object_codes, start=5):
        put(sheet, row, 4, code)
        wrapped(sheet, row, 5, words)
    if not package.object_codes:
        put(sheet, 5, 4, "No list was set: write what the budget form has.")
    for name, column, count in (
        (form.STRATEGY_LIST, "A", len(package.strategies)),
        (form.CODE_LIST, "D", max(1, len(package.object_codes))),
    ):
        area = f"'{form.LISTS}'!${column}$5:${column}${4 + count}"
        book.defined_names[name] = DefinedName(name, attr_text=area)
    settled(sheet, (70, 12, 4, 14, 50), landscape=False)
