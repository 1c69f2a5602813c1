"""Whose workbook it is and for which year, from its first sheet; and whether it is the form at all.

Not here: the sheets that follow (`content.py`, `report_content.py`). Concerns no provision.
"""

from dataclasses import dataclass

from cli.workbook.cells import Collected, text_of
from cli.workbook.form import (
    LABEL_CODE,
    LABEL_FORM,
    LABEL_TOWN,
    LABEL_YEAR,
    README,
    Form,
    place_of,
)
from cli.workbook.grid import Sheet
from cli.workbook.layout import labelled
from domain.district import district_named
from domain.errors import AllianceError
from domain.fiscal_year import FiscalYear


@dataclass(frozen=True, slots=True)
class Head:
    """Whose it is, for which year, whether on the form that is read, and where that stands.

    Attributes:
        code: the town code; None where it cannot be read.
        year: the fiscal year; None where it cannot be read.
        is_form: whether it is the version of the form that is read.
        places: of town and fiscal year.
    """

    code: int | None
    year: FiscalYear | None
    is_form: bool
    places: dict[str, str]


def head_of(sheets: dict[str, Sheet], form: Form, found: Collected) -> Head:
    """What the first sheet says; what is wrong with it is put on the list."""
    sheet = sheets.get(README)
    way_on = f"Put the {form.what} on the workbook of its year."
    if sheet is None:
        message = f"The sheet {README} is missing, by which form {form.mark} is known."
        found.lost("another_form", f"sheet {README}", f"{message} {way_on}")
        return Head(None, None, is_form=False, places={})
    mark, mark_place = _label(sheet, LABEL_FORM, found)
    if mark != form.mark:
        message = f"This is not form {form.mark}, which is read here"
        message += f", but {mark[:60]}." if mark else "."
        found.lost("another_form", mark_place, f"{message} {way_on}")
        if not mark.startswith(form.name):
            return Head(None, None, is_form=False, places={})
    town, code = (_label(sheet, words, found) for words in (LABEL_TOWN, LABEL_CODE))
    year = _label(sheet, LABEL_YEAR, found)
    return Head(
        _district(town, code, form.what, found),
        _year(year, found),
        is_form=mark == form.mark,
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


def _district(
    town: tuple[str, str], code: tuple[str, str], what: str, found: Collected
) -> int | None:
    known = []
    for text, place in (town, code):
        try:
            known.append(district_named(text))
        except AllianceError as error:
            message = f"Town and town code do not say whose {what} this is. {error.message}"
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
