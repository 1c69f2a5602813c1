"""`alliance plan list`: where every plan stands, and what it waits for. C.G.S. § 10-262u(d).

Not here: one plan (`plan_show.py`), the verbs that record something (`plan.py`).
"""

from cli.render import Column, Table, Value
from domain.district import District
from domain.figures import balance, figure
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.plan_events import SubmissionKind
from domain.plan_state import Plan, Plans
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
        proof=_added_up(approved) if rows else "",
        empty=f"No district is designated for {year} in this ledger.",
    )


def _added_up(approved: list[Money]) -> str:
    verb = "adds" if len(approved) == 1 else "add"
    return f"{how_many(len(approved), 'approved plan')} {verb} up to {total(approved).display}"


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
    """The plans that are registered and not settled: with the Department, or with the board."""
    parts = []
    for register, one in planning.submissions.items():
        if one.received.kind is not SubmissionKind.PLAN:
            continue  # nothing about the plan waits for a report, a request or a letter
        if one.status in {SubmissionStatus.RECEIVED, SubmissionStatus.CHECKED}:
            parts.append(f"{register} {one.status}")
        elif one.status is SubmissionStatus.ACCEPTED and planning.posted_as(register) is None:
            parts.append(f"{register} to be posted by the Department")
        elif one.status is SubmissionStatus.RETURNED and not _came_again(planning, register):
            until = f"by {one.due_on}" if one.due_on else "no date set"
            parts.append(f"{register} to come again from the board, {until}")
    return parts


def _came_again(planning: Plans, register: str) -> bool:
    """Whether another plan was registered after this one: register numbers count up."""
    later = list(planning.submissions)[list(planning.submissions).index(register) + 1 :]
    return any(planning.submissions[one].received.kind is SubmissionKind.PLAN for one in later)
