"""A district's workbook, read: what it says, where, and what of its form has to be mended.

Values are those Excel stored. What is wrong is named by its cell and nothing is guessed: a plan to
be recorded comes out whole, or not at all. Not here: the tables (`content.py`); whether the plan
is as it should be (`domain/plan_check.py`). Source: C.G.S. § 10-262u(d).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

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
from domain.plan_reading import Places, ReadPlan

_ON_THE_FORM: Final = "Put the plan on the workbook of its year."


def read_plan(file: Path) -> ReadPlan:
    """Read a workbook.

    Raises UnreadableFileError where it cannot be read at all, see `archive.py`.
    """
    archive = read_archive(file)
    sheets = sheets_of(archive)
    found = Collected()
    head = _head_of(sheets, found)
    look_for_what_is_out_of_sight(archive, sheets, found)
    plan = PlanInSheets(sheets, found)
    readable = plan.content() if head.is_form else None
    return ReadPlan(
        district_code=head.code,
        fiscal_year=head.year,
        content=None if found.unread else readable,
        readable=readable,
        discrepancies=tuple(found.discrepancies),
        echo=tuple(found.echo),
        left_out=tuple(plan.left_out),
        places=Places(head.places | plan.places, frozenset(found.unread)),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """Whose plan it is, for which year, whether on the form that is read, and where that stands."""

    code: int | None
    year: FiscalYear | None
    is_form: bool
    places: dict[str, str]


def _head_of(sheets: dict[str, Sheet], found: Collected) -> _Head:
    sheet = sheets.get(form.README)
    if sheet is None:
        message = f"The sheet {form.README} is missing, by which form {form.MARK} is known."
        found.lost("another_form", f"sheet {form.README}", f"{message} {_ON_THE_FORM}")
        return _Head(None, None, is_form=False, places={})
    mark, mark_place = _label(sheet, form.LABEL_FORM, found)
    if mark != form.MARK:
        message = f"This is not form {form.MARK}, which is read here"
        message += f", but {mark[:60]}." if mark else "."
        found.lost("another_form", mark_place, f"{message} {_ON_THE_FORM}")
        if not mark.startswith(form.FORM):
            return _Head(None, None, is_form=False, places={})
    town, code = (_label(sheet, words, found) for words in (form.LABEL_TOWN, form.LABEL_CODE))
    year = _label(sheet, form.LABEL_YEAR, found)
    return _Head(
        _district(town, code, found),
        _year(year, found),
        is_form=mark == form.MARK,
        places={"town": town[1], "fiscal year": year[1]},
    )


def _label(sheet: Sheet, label: str, found: Collected) -> tuple[str, str]:
    """The text beside a label, "" where there is none; and its place."""
    beside = labelled(sheet, label)
    if beside is None:
        return "", f"sheet {sheet.name}"
    place = place_of(sheet.name, beside[0], "B", label.lower())
    if beside[1] is None:
        return "", place
    return text_of(beside[1], place, label.lower(), found) or "", place


def _district(town: tuple[str, str], code: tuple[str, str], found: Collected) -> int | None:
    known = []
    for text, place in (town, code):
        try:
            known.append(district_named(text))
        except AllianceError as error:
            message = f"Town and town code do not say whose plan this is. {error.message}"
            found.lost("town_unknown", place, message)
            return None
    named, coded = known
    if named != coded:
        message = f"The town is {named}, the town code that of {coded}. Both have to be right."
        found.lost("town_and_code_differ", code[1], message)
        return None
    return named.code


def _year(year: tuple[str, str], found: Collected) -> FiscalYear | None:
    text, place = year
    try:
        return FiscalYear.parse(text)
    except AllianceError as error:
        found.lost(error.code, place, f"{error.message} {error.next_step}")
        return None
