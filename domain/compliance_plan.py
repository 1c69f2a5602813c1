"""Checks of the improvement plan: handed in, approved on conditions, for new reforms, published.

C.G.S. § 10-262u(c)(2), (d), § 10-262v. No statute names a due date or a share for new reforms:
where one was set, it is shown with who set it, as configuration and not as law.
Not here: what is wrong in a plan that came in (`domain/plan_check.py`), releases on it
(`domain/compliance_release.py`).
"""

from domain.compliance_case import Answer, Examined, absent
from domain.compliance_received import (
    Awaited,
    CameIn,
    came_by_due_date,
    day_received,
    not_posted,
    sent_back,
)
from domain.compliance_release import standing_authorizations
from domain.coverage import CoverageKind
from domain.events import (
    ConditionMet,
    PlanPublished,
    PlanSubmitted,
    SubmissionKind,
)
from domain.money import ZERO, total
from domain.plan_content import Reform
from domain.plan_state import StandingCondition
from domain.words import named

_UNVERIFIED = (
    'The guidance of 2012 says "substantial majority" and names no number: not law, UNVERIFIED.'
)


def plan_submitted_by_due_date(case: Examined) -> tuple[Answer, str]:
    """The board's plan came in by the date set for the year. Source: (d), which names no day.

    A district whose portion is zero owes a plan too.
    """
    return came_by_due_date(
        case,
        Awaited(
            due=case.configured.plan_due,
            came=_first_plan(case),
            missing="No plan is on record" + _still_owed(case),
            sent_as=SubmissionKind.PLAN,
            kind=CoverageKind.PLANS,
        ),
    )


def _first_plan(case: Examined) -> CameIn | None:
    """The plan that came first, posted as a version or waiting to be."""
    posted, registers = [], set()
    for version, event in case.state.events:
        if isinstance(event, PlanSubmitted):
            day = day_received(case, event.register, version)
            posted.append(CameIn(what=f"Plan version {event.plan_version}", day=day))
            registers.add(event.register)
    waiting = not_posted(case, SubmissionKind.PLAN, registers)
    return min(posted + waiting, key=lambda one: one.day, default=None)


def _still_owed(case: Examined) -> str:
    """What has to be said with a plan that is absent: sent back, or owed without a portion."""
    said = sent_back(case, SubmissionKind.PLAN)
    portion = case.state.portion
    if portion is not None and portion.portion == ZERO:
        said.append("a portion of zero leaves the duty")
    return f" ({'; '.join(said)})" if said else ""


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
