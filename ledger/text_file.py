"""A plan or report as text, TOML or JSON: parsed strictly, and whose it is.

A field that stands twice and a number with a decimal point are kept as what they are, so that they
can be named by place. Not here: which fields there are (`plan_file.py`, `report_file.py`).
Concerns no provision of the statute.
"""

import json
import tomllib
from typing import Final

from domain.district import district_named
from domain.errors import AllianceError, UnreadableFileError
from domain.fiscal_year import FiscalYear
from ledger.plan_fields import Fields, Inexact, Twice, short

_LARGEST: Final = 2 * 1024 * 1024


def head_of(fields: Fields, form: str) -> tuple[int | None, FiscalYear | None]:
    """The town code and year of a file on a form; what is wrong with either is put on the list."""
    found = fields.text("form")
    if found and found != form:
        told = f"{short(found)} is another form than {form}. Use the template of the year."
        fields.wrong("form", "another_form", told)
    return _town_code(fields), _fiscal_year(fields)


def _town_code(fields: Fields) -> int | None:
    """Name and code have to be there and be of one town: either alone is easily mistyped."""
    name = fields.text("district")
    code = fields.value("town_code", required=True)
    if not name or code is None:
        return None
    try:
        named, coded = district_named(name), district_named(str(code))
    except AllianceError as error:
        fields.wrong("district", error.code, f"{error.message} {error.next_step}")
        return None
    if named != coded:
        told = f"The name says {named}, the code says {coded}. Both have to be right."
        fields.wrong("town_code", "town_and_code_differ", told)
        return None
    fields.took("town_code", named.code)
    return named.code


def _fiscal_year(fields: Fields) -> FiscalYear | None:
    value = fields.value("fiscal_year", required=True)
    if value is None:
        return None
    try:
        year = FiscalYear.parse(value if isinstance(value, int) else str(value))
    except AllianceError as error:
        fields.wrong("fiscal_year", error.code, f"{error.message} {error.next_step}")
        return None
    fields.took("fiscal_year", year)
    return year


def parsed_text(name: str, content: bytes, what: str) -> object:
    """What a TOML or JSON file holds, as the ending of its name says; `what`: plan or report.

    Raises UnreadableFileError: another ending, more than 2 MB, not UTF-8, or not TOML or JSON.
    """
    if len(content) > _LARGEST:
        raise _unreadable(name, what, f"it is larger than {_LARGEST // 1024 // 1024} MB")
    ending = name.lower().rpartition(".")[2]
    try:
        text = content.decode("utf-8-sig")
        if ending == "toml":
            return tomllib.loads(text, parse_float=Inexact)
        if ending == "json":
            return json.loads(
                text, object_pairs_hook=_with_twice, parse_float=Inexact, parse_constant=Inexact
            )
    except RecursionError as error:
        raise _unreadable(name, what, "its lists are nested too deep") from error
    except ValueError as error:
        raise _unreadable(name, what, str(error)) from error
    raise _unreadable(name, what, "its name ends neither in .toml nor in .json")


def _with_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        found[key] = Twice() if key in found else value
    return found


def _unreadable(name: str, what: str, why: str) -> UnreadableFileError:
    forms = "a workbook (.xlsx), TOML (.toml) or JSON (.json)"
    if what == "report":
        forms = "a workbook (.xlsx), CSV (.csv), TOML (.toml) or JSON (.json)"
    return UnreadableFileError(
        f"{name!a} cannot be read as a {what}: {why}.",
        next_step=f"A {what} is {forms}, in UTF-8.",
    )
