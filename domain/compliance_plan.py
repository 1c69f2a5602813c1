"""Checks of the improvement plan: handed in, approved on conditions, for new reforms, published.

C.G.S. § 10-262u(c)(2), (d), § 10-262v. No statute names a due date or a share for new reforms:
where one was set, it is shown with who set it, as configuration and not as law.
Not here: what is wrong in a plan that came in (`domain/plan_check.py`), releases on it
(`domain/compliance_release.py`).
"""

from dataclasses import dataclass
from datetime import date

from domain.compliance_case import Answer, Examined, absent
from domain.compliance_release import standing_authorizations
from domain.coverage import CoverageKind
from domain.events import (
    ConditionMet,
    PlanPublished,
    PlanSubmitted,
    SubmissionKind,
    SubmissionReturned,
)
from domain.money import ZERO, total
from domain.plan_content import Reform
from domain.plan_state import StandingCondition
from domain.submission_state import Submission, SubmissionStatus
from domain.words import how_many, named

_UNVERIFIED = (
    'The guidance of 2012 says "substantial majority" and names no number: not law, UNVERIFIED.'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CameIn:
    """A plan that came in: what it is called, and the day it came."""

    what: str
    day: date


def plan_submitted_by_due_date(case: Examined) -> tuple[Answer, str]:
    """The board's plan came in by the date set for the year. Source: (d), which names no day.

    A plan counts from the day it was received, also while it is not posted; one that was sent
    back does not count, and where it came in time its new due date is the one that counts. A
    district whose portion is zero owes a plan too.
    """
    due = case.configured.plan_due
    came = _first_plan(case)
    if due is None:
        if came is None:
            return absent(case, CoverageKind.PLANS, "No plan is on record" + _still_owed(case))
        return Answer.NO_DATE, f"{came.what} came in on {came.day}; no due date is set."
    by = f"due {due.due_on}, set by {due.set_by} ({named(due.document)}): configuration, not law."
    until = _given_until(case, due.due_on)
    if until > due.due_on:
        by = f"sent back to be mended by {until}; first {by}"
    if came is not None:
        if came.day <= until:
            return Answer.MET, f"{came.what} came in on {came.day}; {by}"
        late = (came.day - until).days
        return (
            Answer.NOT_MET,
            f"{came.what} came in on {came.day}, {how_many(late, 'day')} late; {by}",
        )
    none = f"No plan is on record{_still_owed(case)}; {by}"
    if CoverageKind.PLANS not in case.covered:
        return Answer.NOT_RECORDED, f"{none} This ledger does not say that it holds plans."
    return (Answer.NO_DATE if case.on <= until else Answer.NOT_MET), none


def _given_until(case: Examined, due_on: date) -> date:
    """The due date, or the last one given when a plan that had come in time was sent back."""
    until = due_on
    for _, event in case.state.events:
        if isinstance(event, SubmissionReturned) and event.due_on is not None:
            one = case.state.planning.submissions.get(event.register)
            if one is not None and one.received.received_on <= until:
                until = max(until, event.due_on)
    return until


def _first_plan(case: Examined) -> _CameIn | None:
    """The plan that came first, posted as a version or waiting to be."""
    posted, registers = [], set()
    for version, event in case.state.events:
        if isinstance(event, PlanSubmitted):
            received = case.state.planning.submissions.get(event.register or "")
            day = received.received.received_on if received else case.dated[version]
            posted.append(_CameIn(what=f"Plan version {event.plan_version}", day=day))
            registers.add(event.register)
    waiting = [
        _CameIn(what=f"The plan of {register}, not posted yet,", day=one.received.received_on)
        for register, one in _plans_received(case)
        if register not in registers and one.status is not SubmissionStatus.RETURNED
    ]
    return min(posted + waiting, key=lambda one: one.day, default=None)


def _plans_received(case: Examined) -> list[tuple[str, Submission]]:
    return [
        (register, one)
        for register, one in case.state.planning.submissions.items()
        if one.received.kind is SubmissionKind.PLAN
    ]


def _still_owed(case: Examined) -> str:
    """What has to be said with a plan that is absent: sent back, or owed without a portion."""
    returned = [
        f"{register} came in on {one.received.received_on} and was sent back"
        for register, one in _plans_received(case)
        if one.status is SubmissionStatus.RETURNED
    ]
    portion = case.state.portion
    if portion is not None and portion.portion == ZERO:
        returned.append("a portion of zero leaves the duty")
    return f" ({'; '.join(returned)})" if returned else ""


def plan_published(case: Examined) -> tuple[Answer, str]:
    """The plan in force is on the Department's website. Source: § 10-262v, from FY2024."""
    in_force = case.state.approved_plan
    if in_force is None:
        return absent(case, CoverageKind.PLANS, "No plan is approved")
    version, plan = in_force
    published = {
        event.plan_version: event
        for _, event in case.state.events
        if isinstance(event, PlanPublished)
    }
    if plan.published:
        event = published[version]
        return Answer.MET, (
            f"Plan version {version} was published on {event.published_on}: {event.address}"
        )
    older = f" Version {max(published)} was." if published else ""
    return Answer.NO_DATE, (
        f"Plan version {version} is in force, and that it was published is not on record; no day "
        f"for it is written.{older}"
    )


def conditions_met(case: Examined) -> tuple[Answer, str]:
    """The conditions of the plan in force are met, some of them before any release on it.

    A condition has no day of its own: open, it has no date set; only a release that went before a
    condition it had to wait for is a finding. Source: (c)(2), (f).
    """
    in_force = case.state.approved_plan
    if in_force is None:
        if CoverageKind.PLANS not in case.covered:
            return Answer.NOT_RECORDED, "No plan is approved here, and so no condition is known."
        return Answer.MET, "No plan is approved, so no condition stands."
    version = in_force[0]
    asked = [one for one in case.state.planning.conditions.values() if one.plan_version == version]
    early = [text for one in asked if one.asked.before_release for text in _early(case, one)]
    if early:
        return Answer.NOT_MET, f"{'; '.join(early)}."
    still_open = [_condition(one) for one in asked if not one.met]
    if still_open:
        return Answer.NO_DATE, (
            f"Open, of plan version {version}: {'; '.join(still_open)}. No day for it is set."
        )
    said = f"all {len(asked)} met" if asked else "it was approved without any"
    return Answer.MET, f"No condition of plan version {version} is open: {said}."


def _condition(one: StandingCondition) -> str:
    before = ", before more is released" if one.asked.before_release else ""
    return f"{one.asked.key} {one.asked.words}{before}"


def _early(case: Examined, one: StandingCondition) -> list[str]:
    """The releases on the plan that did not wait for a condition they had to wait for."""
    met_on = [
        case.dated[version]
        for version, event in case.state.events
        if isinstance(event, ConditionMet) and event.condition == one.asked.key
    ]
    then = f"was met on {met_on[0]}" if met_on else "is not met"
    return [
        f"release {release.name} of {release.amount.display} is of {release.day}, and condition "
        f"{one.asked.key}, which comes before, {then}"
        for release in standing_authorizations(case)
        if release.plan_version == one.plan_version and (not met_on or release.day < met_on[0])
    ]


def new_reforms_get_their_share(case: Examined) -> tuple[Answer, str]:
    """New reforms and extensions have the share of the plan in force that was set for the year.

    The "substantial majority" of 2012 is guidance without a number. Where nobody set a share the
    answer is "not recorded here" and the amounts are shown: what was asked for is not known, so
    nothing is met or broken, and no date is missing. A plan without lines does not say what they
    pay for, which is "not recorded here" too. Source: Department guidance of 2012, unverified.
    """
    in_force = case.state.approved_plan
    if in_force is None:
        return absent(case, CoverageKind.PLANS, "No plan is approved")
    version, plan = in_force
    if plan.approved_amount == ZERO:
        return Answer.MET, f"Plan version {version} has no grant money, and no share of any."
    if plan.content is None or not plan.lines:
        return Answer.NOT_RECORDED, (
            f"The budget lines of plan version {version} are not held here. {_UNVERIFIED}"
        )
    existing = {one.key for one in plan.content.lines if one.reform is Reform.EXISTING}
    reform = total([line.amount for line in plan.lines if line.key not in existing])
    approved = total([line.amount for line in plan.lines])
    said = f"New reforms and extensions: {reform.display} of {approved.display} approved by line"
    share = case.configured.new_reform_share
    if share is None:
        return Answer.NOT_RECORDED, f"{said}; no share is set for the year. {_UNVERIFIED}"
    wanted = approved.share(share.percent, 100)
    by = f"{share.percent} % is {wanted.display}, set by {share.set_by} ({named(share.document)})"
    return (
        Answer.MET if reform >= wanted else Answer.NOT_MET,
        f"{said}; {by}. {_UNVERIFIED}",
    )
