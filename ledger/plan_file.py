"""An improvement plan as text, TOML or JSON, and what is wrong with its form.

Strict: an unknown field, a field that stands twice, a number with a decimal point for an amount, a
missing field are each named by place, such as "lines[3].strategy", counted from 1.
Not here: Excel (`cli/workbook/`), the template (`plan_template.py`), whether the plan is as it
should be (`domain/plan_check.py`). Source: C.G.S. § 10-262u(d).
"""

from typing import Final

from domain.plan_content import (
    BudgetLine,
    Objective,
    OtherProgramLine,
    PlanContent,
    Stakeholder,
    Target,
)
from domain.plan_reading import Places, ReadPlan, own_names
from ledger.plan_fields import Collected, Fields
from ledger.text_file import head_of, parsed_text

FORM: Final = "alliance-plan 1"
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
    parsed = parsed_text(name, content, "plan")
    fields = Fields("", parsed, found)
    code, year = head_of(fields, FORM)
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
