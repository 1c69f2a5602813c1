"""The workbook of a report: the approved lines, live totals, accounts, signature.

As that of a plan: everything in sight, no macros, no links, headings locked without a password.
Not here: the sheet Statement (`report_statement.py`), reading it back (`report_read.py`).
Source: C.G.S. § 10-262u(g).
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cli.render import replace_file
from cli.workbook import report_form as form
from cli.workbook.form import SIGN
from cli.workbook.look import DAY, TEXT, banner, for_input, label, put, settled, wrapped
from cli.workbook.package import first_sheet, write_table
from cli.workbook.readme import shown_amount, write_list, write_mark
from cli.workbook.report_prefill import ReportPackage
from cli.workbook.report_statement import write_statement
from cli.workbook.saved import saved
from ledger.report_file import REPORT_FORM

# One item a line.
_HOW = """\
Statement: one row for each line of the plan, with what was paid by June 30. Rows may be inserted; \
formulas are welcome. What Excel has stored is read, so save the workbook in Excel before you send \
it.
Money that was obligated by June 30 and not paid by then stands in columns of its own: paid by the \
day named above the table, or still obligated. Which columns count as spent is for the Department \
to say; no law says it.
A line on which nothing was spent says 0. An approved line left empty counts as nothing spent.
A refund is a negative amount in the column Paid by June 30, on the line it belongs to or in a row \
of its own with the same line. No line may end below zero there.
Local is the board's own money. It is shown, in a column of its own, and never counted.
Spending outside the plan is reported as it was, on a line of its own: it is looked at and asked \
about before anything follows from it.
Accounts: only if your books go by account. Name the line of the plan each account belongs to; \
with amounts there the statement may stay empty: the accounts are added up by line. Where both \
have amounts, they have to agree.
An interim report is an estimate: write interim, and the day up to which it counts. It is never \
posted.
Sign: who certifies the report, with the office, and when. It is taken into the ledger.
Sent back: macros, links to other files, hidden rows, columns and sheets, merged amounts, formulas \
that were never calculated."""
_SIGNED = (
    "The report is certified by who is named here, with the office; signed on paper or in the "
    "Department's own system. The year cannot close on a report that nobody certified."
)
_BY_ACCOUNT = (
    "Optional: which line of the plan each account of the board's own books belongs to. With "
    "amounts, they are added up by line."
)


def write_report_package(package: ReportPackage, file: Path) -> None:
    """Write the workbook; a file of that name is replaced whole.

    Raises UnreadableFileError where it cannot be written.
    """
    book = Workbook()
    _write_readme(first_sheet(book), package)
    stored = write_statement(book.create_sheet(form.STATEMENT), package)
    _write_accounts(book.create_sheet(form.ACCOUNTS), package)
    _write_sign(book.create_sheet(SIGN), package)
    replace_file(file, saved(book, {form.STATEMENT: stored}))


def _write_readme(sheet: Worksheet, package: ReportPackage) -> None:
    label(sheet, 1, 1, f"Expenditure report · {package.title}", size=16)
    banner(sheet, 2, package.headline)
    write_mark(sheet, package.district, package.fiscal_year, REPORT_FORM)
    version = "none is on record" if package.plan_version is None else str(package.plan_version)
    facts = (
        ("Carried in", shown_amount(package.carry_in)),
        ("Received", shown_amount(package.received)),
        ("Available", shown_amount(package.available)),
        ("Plan version in force on June 30", version),
        ("Which columns count as spent", package.counting),
        ("Due", package.due),
        ("Questions to", package.contact),
    )
    for row, (words, value) in enumerate(facts, start=9):
        label(sheet, row, 1, words)
        wrapped(sheet, row, 2, value)
    write_list(sheet, 10 + len(facts), "How to fill this in", _HOW.splitlines())
    settled(sheet, (34, 100), landscape=False)


def _write_accounts(sheet: Worksheet, package: ReportPackage) -> None:
    label(sheet, 1, 1, f"Accounts · {package.title}", size=14)
    banner(sheet, 2, package.headline)
    put(sheet, 3, 1, _BY_ACCOUNT)
    write_table(sheet, 5, form.ACCOUNT_LINES)
    sheet.row_dimensions[5].height = 48
    settled(sheet, tuple(one.width for one in form.ACCOUNT_LINES.columns), landscape=True)


def _write_sign(sheet: Worksheet, package: ReportPackage) -> None:
    label(sheet, 1, 1, f"Sign · {package.title}", size=14)
    banner(sheet, 2, package.headline)
    wrapped(sheet, 4, 2, _SIGNED)
    label(sheet, 6, 1, form.LABEL_CERTIFIED_BY)
    for_input(sheet.cell(6, 2), TEXT)
    label(sheet, 7, 1, form.LABEL_CERTIFIED_ON)
    for_input(sheet.cell(7, 2), DAY)
    label(sheet, 9, 1, "Signature")
    for_input(sheet.cell(9, 2), TEXT)
    settled(sheet, (34, 80), landscape=False)
