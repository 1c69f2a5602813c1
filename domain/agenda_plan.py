"""What waits of intake and plan: to check, accept, send again, decide, meet, publish.

C.G.S. § 10-262u(c)(2), (d), § 10-262v, § 11-8b. Not here: whether a plan is as it should be.
"""

from collections.abc import Iterator

from domain.agenda_item import DueDay, Item, OnDesk, day_given, set_day
from domain.authority import Office
from domain.coverage import CoverageKind
from domain.events import (
    DistrictYearEvent,
    PlanAmendmentSubmitted,
    PlanApproved,
    PlanChangesRequired,
    PlanSubmitted,
    SubmissionAccepted,
    SubmissionChecked,
    SubmissionKind,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.plan_content import how_many_discrepancies
from domain.plan_state import AmendmentStatus, Plan, PlanStatus
from domain.statute.rules import Clause, rules_in_force
from domain.submission_state import Submission, SubmissionStatus
from domain.words import how_many, typed

_AS_IT_CAME = "{place} FILE --from WHO --by … --received-on DATE"
_POSTED = (SubmissionKind.PLAN, SubmissionKind.REPORT)


def of_intake(desk: OnDesk) -> Iterator[Item]:
    """What a board sent and nobody has settled yet. Source: § 11-8b, practice."""
    known = list(desk.state.planning.submissions.items())
    for place, (register, one) in enumerate(known):
        later = [two for _, two in known[place + 1 :] if two.received.kind is one.received.kind]
        found = _of_submission(desk, register, one, came_again=bool(later))
        if found is not None:
            yield found


def _of_submission(
    desk: OnDesk, register: str, one: Submission, *, came_again: bool
) -> Item | None:
    kind, file = one.received.kind, typed(one.received.file)
    office, due = Office.DEPARTMENT, DueDay()
    if one.status is SubmissionStatus.RETURNED:
        if came_again:
            return None
        what, office = f"Send {register} again, mended", Office.BOARD_OF_EDUCATION
        command = f"intake {kind} {_AS_IT_CAME.format(place=desk.place)}"
        due = day_given(one.due_on, f"given when {register} was sent back")
    elif one.status is SubmissionStatus.ACCEPTED:
        if kind not in _POSTED or desk.state.posted_as(register) is not None:
            return None
        what, command = _record(desk, register, one)
    elif kind in _POSTED and not one.checked:
        what, command = f"Check the {kind} of {register}", f"intake check {register} {file}"
    else:
        what, command = _accept_or_send_back(register, one)
    return desk.item(
        f"submission/{register}",
        what,
        office,
        Clause.RECORDS,
        command,
        due=due,
        rests_on=_about_submission(desk, register),
    )


def _record(desk: OnDesk, register: str, one: Submission) -> tuple[str, str]:
    """What posts from what was accepted: where a report stands, another one amends it."""
    kind, file = one.received.kind, typed(one.received.file)
    if kind is SubmissionKind.REPORT and desk.state.report is not None:
        amend = f"report amend {register} {file} --because …"
        return f"Record the amended report of {register}", amend
    unless = " (an interim one: report estimate)" if kind is SubmissionKind.REPORT else ""
    return f"Record the {kind} of {register}{unless}", f"{kind} submit {register} {file}"


def _accept_or_send_back(register: str, one: Submission) -> tuple[str, str]:
    """What to do with what was checked, and how: what is stopped can only go back."""
    found = len(one.discrepancies)
    noted = f", {how_many_discrepancies(found)}" if found else ""
    if one.stopped:
        return f"Send back {register}{noted}", f"intake return {register} --because …"
    because = "" if one.clean else " --because …"
    return f"Accept or send back {register}{noted}", f"intake accept {register}{because}"


def _about_submission(desk: OnDesk, register: str) -> list[DistrictYearEvent]:
    kinds = SubmissionReceived | SubmissionChecked | SubmissionAccepted | SubmissionReturned
    return [
        event
        for _, event in desk.state.events
        if isinstance(event, kinds) and event.register == register
    ]


def of_plan(desk: OnDesk) -> Iterator[Item]:
    """What waits of the plan while the year is open."""
    if desk.state.closed is not None:
        return
    if desk.state.plans:
        version = max(desk.state.plans)
        yield from _of_version(desk, version, desk.state.plans[version])
    else:
        yield from _not_sent(desk)
    yield from _of_amendments(desk)
    yield from _of_conditions(desk)


def _of_version(desk: OnDesk, version: int, plan: Plan) -> Iterator[Item]:
    """What waits of the newest version: to decide on, to change, to publish."""
    numbered = f"--plan-version {version}"
    submitted = [
        event
        for _, event in desk.state.events
        if isinstance(event, PlanSubmitted) and event.plan_version == version
    ]
    if plan.status is PlanStatus.SUBMITTED:
        yield desk.item(
            f"plan/{version}",
            f"Decide on plan version {version}, {plan.total.display}",
            Office.COMMISSIONER,
            Clause.PLAN,
            f"plan approve {desk.place} {numbered} --amount {plan.total}",
            signs=True,
            rests_on=submitted,
        )
    elif plan.status is PlanStatus.CHANGES_REQUIRED:
        asked = [
            event
            for _, event in desk.state.events
            if isinstance(event, PlanChangesRequired) and event.plan_version == version
        ]
        due = asked[-1].due_on if asked else None
        yield desk.item(
            f"plan/{version}/changes",
            f"Send plan version {version} again with {how_many(len(plan.changes), 'change')}",
            Office.BOARD_OF_EDUCATION,
            Clause.PLAN,
            f"intake plan {_AS_IT_CAME.format(place=desk.place)}",
            due=day_given(due, "given when changes were required"),
            rests_on=[*submitted, *asked],
        )
    elif plan.status is PlanStatus.APPROVED and not plan.published and _published_by_law(desk):
        yield desk.item(
            f"plan/{version}/publish",
            f"Publish plan version {version}",
            Office.DEPARTMENT,
            Clause.PLAN_PUBLICATION,
            f"plan publish {desk.place} {numbered} --address … --published-on …",
            rests_on=submitted,
        )


def _published_by_law(desk: OnDesk) -> bool:
    law_day = min(desk.fiscal_year.last_day, desk.on)
    return rules_in_force(desk.fiscal_year, law_day).reaches(Clause.PLAN_PUBLICATION)


def _not_sent(desk: OnDesk) -> Iterator[Item]:
    """A plan that nobody sent, where plans are held here or a day was set."""
    came = [
        one
        for one in desk.state.planning.submissions.values()
        if one.received.kind is SubmissionKind.PLAN
    ]
    due = set_day(desk.settings.plan_due(desk.fiscal_year))
    known = CoverageKind.PLANS in desk.covered or due.day is not None
    if desk.state.designated and known and not came and not desk.year_over:
        yield desk.item(
            "plan/first",
            "Send the improvement plan",
            Office.BOARD_OF_EDUCATION,
            Clause.PLAN,
            f"plan package {desk.place} --out FOLDER",
            due=due,
            missing=CoverageKind.PLANS,
        )


def _of_amendments(desk: OnDesk) -> Iterator[Item]:
    for number, one in desk.state.planning.amendments.items():
        if one.status is AmendmentStatus.SUBMITTED:
            yield desk.item(
                f"amendment/{number}",
                f"Decide on amendment {number} of plan version {one.plan_version}",
                Office.COMMISSIONER,
                Clause.PLAN,
                f"plan approve-amendment {desk.place} --amendment {number}",
                signs=True,
                rests_on=[
                    event
                    for _, event in desk.state.events
                    if isinstance(event, PlanAmendmentSubmitted) and event.amendment == number
                ],
            )


def _of_conditions(desk: OnDesk) -> Iterator[Item]:
    for one in desk.state.planning.open_conditions:
        before = ", before more is released" if one.asked.before_release else ""
        yield desk.item(
            f"condition/{one.asked.key}",
            f"Meet condition {one.asked.key}: {one.asked.words}{before}",
            Office.BOARD_OF_EDUCATION,
            Clause.RELEASE,
            f"plan meet-condition {desk.place} --condition {typed(one.asked.key)} --evidence …",
            rests_on=[
                event
                for _, event in desk.state.events
                if isinstance(event, PlanApproved) and event.plan_version == one.plan_version
            ],
        )
