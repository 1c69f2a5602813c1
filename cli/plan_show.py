"""`alliance plan show`: a plan version with its lines, conditions and amendments. § 10-262u(d).

Not here: where every plan stands (`plan_lists.py`), what changed (`plan_diff.py`).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

import typer

from cli import options
from cli.render import Column, Table, Value, plain, table_data
from cli.sums import known_sums
from cli.wiring import Office, answer, open_office
from domain.district import District, district_named
from domain.errors import NotFoundError
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.plan_content import PlanContent
from domain.plan_state import Plan, Plans, StandingCondition
from domain.state import DistrictYear
from domain.words import typed
from ledger.made_up import figures_made_up

_LINES = (
    Column("key", "line"),
    Column("description", "what for"),
    Column("strategy", "strategy"),
    Column("object_code", "object"),
    Column("carry_over", "carry-over"),
    Column("current", "current year"),
    Column("amount", "asked for"),
    Column("approved", "approved"),
    Column("local_match", "local match, not counted"),
    Column("reform", "reform"),
    Column("tuition", "magnet tuition"),
    Column("synthetic", "made up", on_screen=False),
)
_SUMMED = ("carry_over", "current", "amount", "approved", "local_match")
_Which = Annotated[
    int | None,
    typer.Option(
        "--plan-version",
        help="Which version (default: the newest).",
        min=1,
        max=options.LARGEST,
        metavar="VERSION",
    ),
]


def plan_of(
    office: Office, district: District, year: FiscalYear, version: int | None
) -> tuple[DistrictYear, int, Plan]:
    """Raises NotFoundError where there is no such plan."""
    state = office.ledger.district_year(district, year)
    which = version if version is not None else max(state.plans, default=0)
    plan = state.plans.get(which)
    if plan is None:
        raise _no_plan(district, year, version, ", ".join(str(one) for one in sorted(state.plans)))
    return state, which, plan


def _no_plan(
    district: District, year: FiscalYear, version: int | None, known: str
) -> NotFoundError:
    """`known`: the versions that are on record; "" where there is no plan at all."""
    place = f"{typed(district.name)} --fiscal-year {year}"
    if known:
        return NotFoundError(
            f"{district} {year} has no plan version {version} on record; on record: {known}.",
            details={"on_record": known},
            next_step=f"See the newest: alliance plan show {place}",
        )
    return NotFoundError(
        f"{district} {year} has no plan on record.",
        details={"on_record": "none"},
        next_step=f"Register one as it came: alliance intake plan {place} FILE --from WHO --by "
        "email --received-on DATE",
    )


def show(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.Year,
    plan_version: _Which = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show a plan version with its lines, conditions and amendments."""
    named, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    state, version, plan = plan_of(office, named, year, plan_version)
    made_up = figures_made_up(office.ledger, office.ledger.history(named, year))
    rows: list[dict[str, Value]] = [{**line, "synthetic": made_up} for line in _lines(plan)]
    sums = known_sums(rows, _SUMMED)
    table = Table(
        name="plan.show",
        columns=_columns(plan),
        rows=rows,
        totals=dict(sums) if rows else {},
        proof=_proof(plan, sums, state) if rows else "",
        notes=_notes(state, version, plan),
        empty="Only its total is on record here, no lines.",
    )
    title = (
        f"{'SYNTHETIC · ' if made_up else ''}{named} · {year} · plan version {version}, "
        f"{plan.status} · asked for "
        f"{plan.total.display}"
        + (f", approved {plan.approved_amount.display}" if plan.status == "approved" else "")
    )
    data = table_data(table) | {
        "district": named.name,
        "fiscal_year": year.ends_in,
        "plan_version": version,
        "status": plan.status.value,
        "synthetic": made_up,
        "total": plan.total,
        "approved_amount": plan.approved_amount,
        "register": plan.register,
        "published": plan.published,
        "content": _content(plan.content),
    }
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=title, data=data)


def _content(content: PlanContent | None) -> object:
    """Objectives, targets, groups and other programs, as JSON has them."""
    if content is None:
        return None
    return {
        "objectives": [{"key": one.key, "words": one.words} for one in content.objectives],
        "targets": [
            {
                "key": one.key,
                "objective": one.objective,
                "measure": one.measure,
                "baseline": one.baseline,
                "target": one.target,
            }
            for one in content.targets
        ],
        "stakeholders": [
            {"group": one.group, "collaboration": one.collaboration} for one in content.stakeholders
        ],
        "other_programs": [
            {"program": one.program, "description": one.description, "amount": plain(one.amount)}
            for one in content.other_programs
        ],
        "board_approved_on": plain(content.board_approved_on),
        "guidelines": content.guidelines,
    }


def _columns(plan: Plan) -> tuple[Column, ...]:
    """The columns of the lines; tuition is shown where a line pays for any, and always written."""
    pays = plan.content is not None and any(line.tuition for line in plan.content.lines)
    return tuple(
        replace(column, on_screen=pays) if column.key == "tuition" else column for column in _LINES
    )


def _lines(plan: Plan) -> list[dict[str, Value]]:
    approved = {line.key: line.amount for line in plan.lines}
    lines = plan.content.lines if plan.content else ()
    decided = plan.status == "approved"
    return [
        {
            "key": line.key,
            "description": line.description,
            "strategy": line.strategy,
            "object_code": line.object_code,
            "carry_over": line.carry_over,
            "current": line.current,
            "amount": line.amount,
            "approved": approved.get(line.key, ZERO) if decided else None,
            "local_match": line.local_match,
            "reform": line.reform.value,
            "tuition": line.tuition,
        }
        for line in lines
    ]


def _proof(plan: Plan, sums: Mapping[str, Money], state: DistrictYear) -> str:
    portion, carried = figure("portion", state), figure("carry_in", state)
    told = (
        f"{sums['carry_over'].display} carry-over + {sums['current'].display} current year = "
        f"{sums['amount'].display}"
    )
    known = state.carried_in is not None or state.opening is not None
    if portion is not None and not known:
        off = sums["amount"] - portion
        told += f"; portion {portion.display}: {off.display} apart, carry-in not known"
    if portion is not None and carried is not None and known:
        off = sums["amount"] - portion - carried
        told += f"; portion {portion.display} + carried in {carried.display}: {off.display} apart"
    if plan.lines:
        told += f"; approved by line {sums['approved'].display}"
    return told


def _condition(planning: Plans, one: StandingCondition) -> str:
    """A condition with where it stands; a newer approval ends it, and says so in both versions."""
    ended = planning.ended_with(one)
    stands = "met" if one.met else "open" if ended is None else "not met"
    before = ", before any release" if one.asked.before_release else ""
    told = f"condition {one.asked.key} ({stands}{before}): {one.asked.words}"
    if ended is not None:
        return f"{told}; of version {one.plan_version}, ended with the approval of version {ended}"
    return f"{told}; shown by: {one.evidence}" if one.met else told


def _notes(state: DistrictYear, version: int, plan: Plan) -> list[str]:
    notes = [f"change required  {one.key}: {one.words}" for one in plan.changes]
    notes += [
        _condition(state.planning, one)
        for one in state.planning.conditions.values()
        if version in (one.plan_version, state.planning.ended_with(one))
    ]
    notes += [
        f"amendment {number} ({one.status}): "
        + "; ".join(f"{t.source} to {t.target} {t.amount.display}" for t in one.transfers)
        for number, one in state.planning.amendments.items()
        if one.plan_version == version
    ]
    if plan.content is not None:
        notes += [f"objective {one.key}: {one.words}" for one in plan.content.objectives]
        notes += [
            f"target {one.key} of {one.objective}: {one.measure}, from {one.baseline} to "
            f"{one.target}"
            for one in plan.content.targets
        ]
        notes += [f"with {one.group}: {one.collaboration}" for one in plan.content.stakeholders]
        notes += [
            f"other program, not counted: {one.program}, {one.description} {one.amount.display}"
            for one in plan.content.other_programs
        ]
    return notes
