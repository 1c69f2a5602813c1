"""An improvement plan as text, TOML or JSON, and what is wrong with its form.

Strict: an unknown field, a field that stands twice, a number with a decimal point for an amount, a
missing field are each named by place, such as "lines[3].strategy", counted from 1.
Not here: Excel (`cli/workbook/`), the template (`plan_template.py`), whether the plan is as it
should be (`domain/plan_check.py`). Source: C.G.S. § 10-262u(d).
"""

import json
import tomllib
from typing import Final

from domain.district import district_named
from domain.errors import AllianceError, UnreadableFileError
from domain.fiscal_year import FiscalYear
from domain.plan_content import (
    BudgetLine,
    Objective,
    OtherProgramLine,
    PlanContent,
    Stakeholder,
    Target,
)
from domain.plan_reading import Places, ReadPlan, own_names
from ledger.plan_fields import Collected, Fields, Inexact, Twice, short

FORM: Final = "alliance-plan 1"
_LARGEST: Final = 2 * 1024 * 1024
_COLUMNS: Final = (
    "description",
    "strategy",
    "object_code",
    "carry_over",
    "current",
    "local_match",
    "reform",
    "tuition",
)
_HEAD: Final = {
    "town": "town_code",
    "fiscal year": "fiscal_year",
    "board approval": "board_approved_on",
    "total": "lines",
    "total column carry_over": "lines[].carry_over",
    "total column current": "lines[].current",
    "total column reform": "lines[].reform",
}


def read_plan_text(name: str, content: bytes) -> ReadPlan:
    """Read a plan from TOML or JSON, as the ending of the file's name says.

    Raises UnreadableFileError: another ending, more than 2 MB, not UTF-8, or not TOML or JSON.
    """
    found = Collected()
    parsed = _parsed(name, content)
    fields = Fields("", parsed, found)
    form = fields.text("form")
    if form and form != FORM:
        told = f"{short(form)} is another form than {FORM}. Use the template of the year."
        fields.wrong("form", "another_form", told)
    code = _town_code(fields)
    year = _fiscal_year(fields)
    plan = PlanContent(
        board_approved_on=fields.day("board_approved_on"),
        guidelines=fields.text("guidelines", required=False) or None,
        objectives=fields.rows("objectives", _objective),
        targets=fields.rows("targets", _target),
        stakeholders=fields.rows("stakeholders", _stakeholder),
        lines=fields.rows("lines", _line),
        other_programs=fields.rows("other_programs", _other_program),
    )
    fields.refuse_the_rest()
    return ReadPlan(
        district_code=code,
        fiscal_year=year,
        content=None if found.discrepancies else plan,
        readable=plan if isinstance(parsed, dict) else None,
        discrepancies=tuple(found.discrepancies),
        echo=tuple(found.echo),
        left_out=(),
        places=_places(found, plan),
    )


def _places(found: Collected, plan: PlanContent) -> Places:
    by_name = _HEAD | found.places
    for rows, what, keys, columns in (
        ("lines", "line", [line.key for line in plan.lines], _COLUMNS),
        ("objectives", "objective", [one.key for one in plan.objectives], ()),
        ("targets", "target", [one.key for one in plan.targets], ("objective",)),
    ):
        for name, place in zip(own_names(keys), found.rows.get(rows, []), strict=True):
            by_name[f"{what} {name}"] = f"{place}.key"
            for column in columns:
                by_name[f"{what} {name} column {column}"] = f"{place}.{column}"
    return Places(by_name, frozenset(one.place for one in found.discrepancies))


def _parsed(name: str, content: bytes) -> object:
    if len(content) > _LARGEST:
        raise _unreadable(name, f"it is larger than {_LARGEST // 1024 // 1024} MB")
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
        raise _unreadable(name, "its lists are nested too deep") from error
    except ValueError as error:
        raise _unreadable(name, str(error)) from error
    raise _unreadable(name, "its name ends neither in .toml nor in .json")


def _with_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        found[key] = Twice() if key in found else value
    return found


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


def _objective(fields: Fields) -> Objective:
    return Objective(key=fields.text("key"), words=fields.text("words"))


def _target(fields: Fields) -> Target:
    return Target(
        key=fields.text("key"),
        objective=fields.text("objective"),
        measure=fields.text("measure"),
        baseline=fields.text("baseline", required=False),
        target=fields.text("target"),
    )


def _stakeholder(fields: Fields) -> Stakeholder:
    return Stakeholder(group=fields.text("group"), collaboration=fields.text("collaboration"))


def _line(fields: Fields) -> BudgetLine:
    return BudgetLine(
        key=fields.text("key"),
        description=fields.text("description"),
        strategy=fields.text("strategy"),
        object_code=fields.text("object_code", required=False),
        carry_over=fields.amount("carry_over"),
        current=fields.amount("current"),
        local_match=fields.amount("local_match", required=False),
        reform=fields.reform("reform"),
        tuition=fields.yes("tuition"),
    )


def _other_program(fields: Fields) -> OtherProgramLine:
    return OtherProgramLine(
        program=fields.text("program"),
        description=fields.text("description"),
        amount=fields.amount("amount"),
    )


def _unreadable(name: str, why: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name!a} cannot be read as a plan: {why}.",
        next_step="A plan is a workbook (.xlsx), TOML (.toml) or JSON (.json), in UTF-8.",
    )
