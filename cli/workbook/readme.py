"""The first sheet: whose form it is, how much there is to budget, by when, and how to fill it in.

Its block of labels is the mark by which a form is known when it comes back.
Not here: the other sheets (`package.py`, `budget.py`). Source: C.G.S. § 10-262u(d).
"""

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from cli.workbook import form
from cli.workbook.look import TEXT, banner, for_input, label, put, settled, wrapped
from cli.workbook.prefill import Package
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.money import Money

_NOT_KNOWN = "not known when this form was made"

# One item a line.
_HOW = """\
Budget: one row for each line. Rows may be inserted and deleted; formulas are welcome. What Excel \
has stored is read, so save the workbook in Excel before you send it.
Carry-over is money from the balance carried in, Current year money from the portion. In the words \
of form ED114, "local balance" and "carry-over due" are Carry-over here, and "current due" is \
Current year (our reading of the form, UNVERIFIED).
Local match is the board's own money. It is shown, in a column of its own, and never counted.
The check above the budget is red while carry-over and current year together differ from the \
portion and the balance carried in, or while carry-over is more than was carried in. Where that \
balance was not known, it holds the current year to the portion.
Last year's lines stand there as they were approved. One without an amount this year is not part \
of the plan. A strategy or code that is not on this year's list was left empty.
Strategies and object codes are on the sheet Lists; choose them from the drop-down.
Sent back: macros, links to other files, hidden rows, columns and sheets, merged amounts, formulas \
that were never calculated.
Goals and people: objectives, targets, and the groups the plan was made with. Names of persons do \
not belong in it."""

_NOTHING_TO_PAY = """\
The portion is 0.00, so there is no money of this year to budget; a plan without money lines is \
valid.
What remains: the improvement plan itself, with objectives, performance targets and the groups it \
was made with, submitted to the Department every year (explicit since July 1, 2023).
Why: C.G.S. § 10-262u(d) ties the plan to the designation and not to the amount. That this holds \
where nothing is paid is our reading of the clause (UNVERIFIED)."""
_CARRIED_IN_ALONE = "The balance carried in is still to be budgeted, in the column Carry-over."


def write_readme(sheet: Worksheet, package: Package) -> None:
    """Write the sheet."""
    label(sheet, 1, 1, f"Improvement plan and budget · {package.title}", size=16)
    banner(sheet, 2, package.headline)
    write_mark(sheet, package.district, package.fiscal_year, form.MARK)
    row = _write_amounts(sheet, 9, package)
    for words, value in (("Due", package.due), ("Questions to", package.contact)):
        label(sheet, row, 1, words)
        wrapped(sheet, row, 2, value)
        row += 1
    row += 1
    if package.nothing_to_pay:
        row = write_list(sheet, row, "A portion of zero: what remains", _remains(package))
    write_list(sheet, row, "How to fill this in", _HOW.splitlines())
    settled(sheet, (30, 100), landscape=False)


def write_mark(
    sheet: Worksheet, district: District | None, fiscal_year: FiscalYear, mark: str
) -> None:
    """Write by what the form is known when it comes back, and whose it is, in rows 4 to 7."""
    label(sheet, 4, 1, form.LABEL_FORM)
    put(sheet, 4, 2, mark)
    for row, words, value in (
        (5, form.LABEL_TOWN, district.name if district else None),
        (6, form.LABEL_CODE, district.code if district else None),
    ):
        label(sheet, row, 1, words)
        cell = put(sheet, row, 2, value)
        cell.alignment = Alignment(horizontal="left")
        if district is None:
            for_input(cell, TEXT)
    label(sheet, 7, 1, form.LABEL_YEAR)
    put(sheet, 7, 2, str(fiscal_year))


def _write_amounts(sheet: Worksheet, row: int, package: Package) -> int:
    lines: list[tuple[str, str]] = [("Portion of the year", shown_amount(package.portion))]
    lines += [("", words) for words in package.portion_lines]
    lines.append(("Carried in", shown_amount(package.carry_in)))
    lines.append(("To be budgeted", shown_amount(package.to_budget)))
    for words, value in lines:
        label(sheet, row, 1, words)
        wrapped(sheet, row, 2, value)
        row += 1
    return row


def shown_amount(amount: Money | None) -> str:
    """An amount, or that it was not known when the form was made."""
    return _NOT_KNOWN if amount is None else amount.display


def _remains(package: Package) -> list[str]:
    remains = _NOTHING_TO_PAY.splitlines()
    return [*remains, _CARRIED_IN_ALONE] if package.carry_in else remains


def write_list(sheet: Worksheet, row: int, title: str, items: list[str]) -> int:
    """Write a numbered list under its title; gives the row after it."""
    label(sheet, row, 1, title, size=12)
    for number, words in enumerate(items, start=1):
        put(sheet, row + number, 1, f"{number}.")
        wrapped(sheet, row + number, 2, words)
    return row + len(items) + 2
