"""`alliance plan list` and `show`: what is on record of plans.

Not here: the verbs that record something (`plan.py`), what changed (`plan_diff.py`).
C.G.S. § 10-262u(d).
"""

from collections.abc import Mapping
from typing import Annotated

import typer

from cli import options
from cli.render import Column, Table, Value, plain, table_data
from cli.wiring import Office, answer, open_office
from domain.district import District, district_named
from domain.errors import NotFoundError
from domain.figures import balance, figure
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.plan_content import PlanContent
from domain.plan_events import SubmissionKind
from domain.plan_state import Plan, Plans, StandingCondition
from domain.state import DistrictYear
from domain.submission_state import SubmissionStatus
from domain.words import how_many
from ledger.batch_rows import States

_D = "C.G.S. § 10-262u(d)"

_LIST = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("portion", "portion"),
    Column("plan_version", "version"),
    Column("status", "status"),
    Column("total", "asked for"),
    Column("approved", "approved"),
    Column("authorized", "authorized"),
    Column("waiting_for", "waits for"),
    Column("published", "published", on_screen=False),
    Column("citation", "citation", on_screen=False),
)
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
    Column("tuition", "tuition", on_screen=False),
    Column("synthetic", "made up", on_screen=False),
)
_SUMMED = ("carry_over", "current", "amount", "approved", "local_match")
_Which = Annotated[
    int | None,
    typer.Option(
        "--plan-version", help="Which version (default: the newest).", min=1, max=options.LARGEST
    ),
]


def plans(states: States, year: FiscalYear) -> Table:
    """List where every designated district's plan stands, and what it waits for."""
    rows = [_row(one, state) for one, state in states.items() if state.designated]
    sums = {
        name: [amount for row in rows if isinstance(amount := row[name], Money)]
        for name in ("portion", "total", "approved", "authorized")
    }
    approved = sums["approved"]
    return Table(
        name="plan.list",
        columns=_LIST,
        rows=rows,
        totals={name: total(amounts) for name, amounts in sums.items()} if rows else {},
        proof=f"{len(approved)} approved plans add up to {total(approved).display}" if rows else "",
        empty=f"No district is designated for {year} in this ledger.",
    )


def _row(district: District, state: DistrictYear) -> dict[str, Value]:
    newest = max(state.plans, default=None)
    plan = state.plans[newest] if newest else None
    approved = state.approved_plan
    return {
        "district": district,
        "town_code": district.code,
        "portion": figure("portion", state),
        "plan_version": newest,
        "status": plan.status.value if plan else "not recorded here",
        "total": plan.total if plan else None,
        "approved": approved[1].approved_amount if approved else None,
        "authorized": balance("authorized", state),
        "waiting_for": _waits_for(state, plan),
        "published": plan.published if plan else None,
        "citation": _D,
    }


def _waits_for(state: DistrictYear, plan: Plan | None) -> str | None:
    parts = _submissions_wait(state.planning)
    if plan is not None and plan.status == "changes required":
        parts.append(f"{how_many(len(plan.changes), 'change')} by the board")
    if plan is not None and plan.status == "submitted":
        parts.append("the Commissioner")
    parts += [f"condition {one.asked.key}" for one in state.planning.open_conditions]
    parts += [
        f"amendment {number}"
        for number, one in state.planning.amendments.items()
        if one.status == "submitted"
    ]
    parts += [f"withheld {one.hold}" for one in state.releasing.standing_holds]
    return "; ".join(parts) or None


def _submissions_wait(planning: Plans) -> list[str]:
    """What is registered and not settled: with the Department, or back with the board."""
    parts = []
    for register, one in planning.submissions.items():
        is_plan = one.received.kind is SubmissionKind.PLAN
        if one.status in {SubmissionStatus.RECEIVED, SubmissionStatus.CHECKED}:
            parts.append(f"{register} {one.status}")
        elif one.status is SubmissionStatus.ACCEPTED and planning.posted_as(register) is None:
            parts += [f"{register} to be posted by the Department"] if is_plan else []
        elif one.status is SubmissionStatus.RETURNED and not _came_again(planning, register):
            until = f"by {one.due_on}" if one.due_on else "no date set"
            parts += [f"{register} to come again from the board, {until}"] if is_plan else []
    return parts


def _came_again(planning: Plans, register: str) -> bool:
    """Whether another plan was registered after this one: register numbers count up."""
    later = list(planning.submissions)[list(planning.submissions).index(register) + 1 :]
    return any(planning.submissions[one].received.kind is SubmissionKind.PLAN for one in later)


def plan_of(
    office: Office, district: District, year: FiscalYear, version: int | None
) -> tuple[DistrictYear, int, Plan]:
    """Raises NotFoundError where there is no such plan."""
    state = office.ledger.district_year(district, year)
    which = version if version is not None else max(state.plans, default=0)
    plan = state.plans.get(which)
    if plan is None:
        known = ", ".join(str(one) for one in sorted(state.plans)) or "none"
        raise NotFoundError(
            f"{district} {year} has no plan version {which} on record (versions: {known}).",
            details={"on_record": known},
            next_step="Register one: alliance intake plan DISTRICT FILE",
        )
    return state, which, plan


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
    made_up = any(kept.record.synthetic for kept in office.ledger.history(named, year))
    rows: list[dict[str, Value]] = [{**line, "synthetic": made_up} for line in _lines(plan)]
    sums = {
        name: total(known)
        for name in _SUMMED
        if (known := [one for row in rows if isinstance(one := row[name], Money)])
    }
    table = Table(
        name="plan.show",
        columns=_LINES,
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
