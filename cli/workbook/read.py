"""A district's workbook, read: what it says, where, and what of its form has to be mended.

Values are those Excel stored. What is wrong is named by its cell and nothing is guessed: a plan
comes out whole, or not at all. Not here: the tables (`content.py`); whether the plan is as it
should be (`domain/plan_check.py`). Source: C.G.S. § 10-262u(d).
"""

from pathlib import Path

from cli.workbook import form
from cli.workbook.archive import read_archive
from cli.workbook.cells import Collected, text_of
from cli.workbook.content import PlanInSheets
from cli.workbook.form import place_of
from cli.workbook.grid import Sheet, sheets_of
from cli.workbook.layout import labelled
from cli.workbook.sight import look_for_what_is_out_of_sight
from domain.district import district_named
from domain.errors import AllianceError
from domain.fiscal_year import FiscalYear
from domain.plan_reading import ReadPlan


def read_plan(file: Path) -> ReadPlan:
    """Read a workbook.

    Raises UnreadableFileError where it cannot be read at all, see `archive.py`.
    """
    archive = read_archive(file)
    sheets = sheets_of(archive)
    found = Collected()
    code, year, known = _mark_of(sheets, found)
    look_for_what_is_out_of_sight(archive, sheets, found)
    plan = PlanInSheets(sheets, found)
    content = plan.content() if known else None
    return ReadPlan(
        district_code=code,
        fiscal_year=year,
        content=None if found.lost_values else content,
        discrepancies=tuple(found.discrepancies),
        echo=tuple(found.echo),
        left_out=tuple(plan.left_out),
        places=plan.places,
    )


def _mark_of(
    sheets: dict[str, Sheet], found: Collected
) -> tuple[int | None, FiscalYear | None, bool]:
    """Town code, fiscal year, and whether this is the form that is read here."""
    sheet = sheets.get(form.README)
    place = f"sheet {form.README}"
    mark = _label(sheet, form.LABEL_FORM, found) if sheet else ""
    if sheet is None or mark != form.MARK:
        message = f"This is not form {form.MARK}, which is read here"
        message += f", but {mark[:60]}. " if mark else ". "
        found.lost("another_form", place, message + "Put the plan on the workbook of its year.")
        if sheet is None or not mark.startswith(form.FORM):
            return None, None, False
    name, code = (_label(sheet, words, found) for words in (form.LABEL_TOWN, form.LABEL_CODE))
    year = _label(sheet, form.LABEL_YEAR, found)
    return _district(name, code, place, found), _year(year, place, found), mark == form.MARK


def _label(sheet: Sheet, label: str, found: Collected) -> str:
    """The text beside a label; "" where there is none."""
    beside = labelled(sheet, label)
    if beside is None or beside[1] is None:
        return ""
    place = place_of(sheet.name, beside[0], "B", label.lower())
    return text_of(beside[1], place, label.lower(), found) or ""


def _district(name: str, code: str, place: str, found: Collected) -> int | None:
    try:
        named, coded = district_named(name), district_named(code)
    except AllianceError as error:
        message = f"Town and town code do not say whose plan this is. {error.message}"
        found.lost("town_unknown", place, message)
        return None
    if named != coded:
        message = f"The town is {named}, the town code that of {coded}. Both have to be right."
        found.lost("town_and_code_differ", place, message)
        return None
    return named.code


def _year(text: str, place: str, found: Collected) -> FiscalYear | None:
    try:
        return FiscalYear.parse(text)
    except AllianceError as error:
        found.lost(error.code, place, f"{error.message} {error.next_step}")
        return None
