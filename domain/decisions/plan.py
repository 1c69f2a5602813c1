"""Decisions under § 10-262u(d): an improvement plan submitted, reviewed, approved, rejected.

Not here: intake (`intake.py`), amendments, conditions met and publication (`amendment.py`).
"""

from collections import Counter
from dataclasses import replace
from typing import Final

from domain.authority import Office
from domain.commands import (
    AppointReviewCommittee,
    ApprovePlan,
    RejectPlan,
    RequirePlanChanges,
    ReviewPlan,
    SubmitPlan,
)
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_designated,
    require_not_negative,
    require_open,
    require_words,
)
from domain.decisions.ground import require_due_no_earlier, require_not_before_ground
from domain.decisions.intake import require_postable
from domain.decisions.plan_refusals import (
    ApprovalLinesError,
    ApprovalLinesMissingError,
    ConditionTakenError,
    PlanChangesOpenError,
    PlanContentError,
    RequiredChangeTwiceError,
)
from domain.decisions.refusals import (
    ApprovalExceedsPlanError,
    PlanAlreadyDecidedError,
    PlanNotSubmittedError,
    PlanVersionTakenError,
)
from domain.events import (
    ApprovedLine,
    Condition,
    PlanApproved,
    PlanChangesRequired,
    PlanRejected,
    PlanReviewed,
    PlanSubmitted,
    ReviewCommitteeAppointed,
)
from domain.money import ZERO, Money, total
from domain.plan_check import discrepancies_of, stops
from domain.plan_content import PlanContent
from domain.plan_standard import standard_of
from domain.plan_state import Plan, PlanStatus
from domain.state import DistrictYear
from domain.statute.rules import Clause

_REGISTER: Final = (
    "Register it as it came (alliance intake plan), or record its total alone (alliance record "
    "SubmitPlan)."
)


def submit_plan(command: SubmitPlan, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Submit a plan version. A plan for a zero portion is valid: the duties remain.

    Raises YearClosedError, NotDesignatedError, AmountNotPositiveError (below zero),
    PlanVersionTakenError, SubmissionUnknownError, SubmissionKindError,
    SubmissionNotAcceptedError, SubmissionPostedError, PlanContentError.
    Source: C.G.S. § 10-262u(d).
    """
    require_open(state, case)
    require_designated(state, case)
    require_not_negative(command.total, "the total of a plan", case, Clause.PLAN)
    newest = max(state.plans, default=0)
    if command.plan_version <= newest:
        raise PlanVersionTakenError(
            f"{case.name} has plan version {newest} on record; version "
            f"{command.plan_version} would not be newer.",
            citation=case.cite(Clause.PLAN),
            details={"newest": str(newest), "given": str(command.plan_version)},
            next_step=f"Submit it as version {newest + 1}.",
        )
    if command.register is not None:
        require_postable(command.register, state, case)
    if command.content is not None:
        _require_recordable(command, command.content, case)
    event = PlanSubmitted(
        plan_version=command.plan_version,
        total=command.total,
        content=command.content,
        register=command.register,
    )
    return decided(case, event, Office.BOARD_OF_EDUCATION, Clause.PLAN)


def _require_recordable(command: SubmitPlan, content: PlanContent, case: Case) -> None:
    standard = standard_of(case.rules, portion=None, carry_in=None)
    found = stops(discrepancies_of(content, command.total, standard))
    if found:
        raise PlanContentError(
            f"Plan version {command.plan_version} of {case.name} cannot be recorded as it is: "
            f"{found[0].place}: {found[0].message}",
            citation=case.cite(Clause.PLAN),
            details={f"{one.place} ({one.code})": one.message for one in found},
            next_step="Register it as received (alliance intake plan) and send it back to be "
            "mended (alliance plan return).",
        )


def appoint_review_committee(
    command: AppointReviewCommittee, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Appoint who reviews the plan; the same members again decide nothing.

    Raises YearClosedError, NotDesignatedError, WordsMissingError. Source: 2012 deck, unverified.
    """
    require_open(state, case)
    require_designated(state, case)
    for member in command.members or ("",):
        require_words(member, "a member of the committee", case)
    if state.planning.committee == command.members:
        return ()
    event = ReviewCommitteeAppointed(members=command.members)
    (appointed,) = decided(case, event, Office.COMMISSIONER, Clause.PLAN)
    # No text of law knows a committee: that stands wherever the act is cited.
    note = "review committee: 2012 deck, unverified"
    return (replace(appointed, citation=replace(appointed.citation, note=note)),)


def review_plan(command: ReviewPlan, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record what a review of a version says; it decides nothing by itself.

    Raises YearClosedError, PlanNotSubmittedError, WordsMissingError.
    """
    require_open(state, case)
    _known(command.plan_version, state, case)
    require_words(command.findings, "the findings of a review", case)
    event = PlanReviewed(plan_version=command.plan_version, findings=command.findings)
    return decided(case, event, Office.DEPARTMENT, Clause.PLAN)


def require_plan_changes(
    command: RequirePlanChanges, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Require changes of a submitted version before it can be approved.

    Raises YearClosedError, NotDesignatedError, PlanNotSubmittedError, PlanAlreadyDecidedError,
    PlanChangesOpenError, StepBeforeGroundError, WordsMissingError, RequiredChangeTwiceError.
    Source: C.G.S. § 10-262u(d)(A).
    """
    require_open(state, case)
    require_designated(state, case)
    _undecided(command.plan_version, state, case)
    what = "The list of required changes"
    _require_not_before_submission(what, command.plan_version, case)
    require_due_no_earlier(what, command.due_on, "--due-on", case, Clause.PLAN)
    if not command.changes:
        require_words("", "the list of required changes", case)
    for change in command.changes:
        require_words(change.key, "the key of a required change", case)
        require_words(change.words, f"required change {change.key}", case)
    for key, count in Counter(change.key for change in command.changes).items():
        if count > 1:
            raise RequiredChangeTwiceError(
                f"Required change {key!r} of {case.name} stands {count} times.",
                citation=case.cite(Clause.PLAN),
                details={"change": key},
                next_step="Give each change a key of its own.",
            )
    event = PlanChangesRequired(
        plan_version=command.plan_version, changes=command.changes, due_on=command.due_on
    )
    return decided(case, event, Office.COMMISSIONER, Clause.PLAN)


def approve_plan(command: ApprovePlan, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Approve a submitted version, in full or in part, by line where it has lines.

    Raises YearClosedError, NotDesignatedError, PlanNotSubmittedError, PlanAlreadyDecidedError,
    PlanChangesOpenError, StepBeforeGroundError, AmountNotPositiveError (below zero),
    ApprovalExceedsPlanError, ApprovalLinesMissingError, ApprovalLinesError, ConditionTakenError,
    WordsMissingError. Source: C.G.S. § 10-262u(c)(2), (d).
    """
    require_open(state, case)
    require_designated(state, case)
    plan = _undecided(command.plan_version, state, case)
    _require_not_before_submission("The approval", command.plan_version, case)
    require_not_negative(command.approved_amount, "an approved amount", case, Clause.PLAN)
    if command.approved_amount > plan.total:
        raise ApprovalExceedsPlanError(
            f"{command.approved_amount.display} is more than plan version {command.plan_version} "
            f"of {case.name} asks for: {plan.total.display}.",
            citation=case.cite(Clause.PLAN),
            details={"total": str(plan.total), "approved_amount": str(command.approved_amount)},
            next_step=f"Approve at most {plan.total.display}, or ask for a new version.",
        )
    conditions = command.conditions or ()
    _require_own_keys(conditions, state, case)
    event = PlanApproved(
        plan_version=command.plan_version,
        approved_amount=command.approved_amount,
        lines=_approved_lines(command, plan, case),
        conditions=conditions,
    )
    return decided(case, event, Office.COMMISSIONER, Clause.PLAN)


def _approved_lines(command: ApprovePlan, plan: Plan, case: Case) -> tuple[ApprovedLine, ...]:
    asked = asked_by_line(plan)
    if command.lines is None:
        if not asked:
            return ()
        if command.approved_amount != plan.total:
            raise ApprovalLinesMissingError(
                f"Plan version {command.plan_version} of {case.name} has {len(asked)} budget lines "
                f"of {plan.total.display}, and {command.approved_amount.display} is to be "
                "approved: it has to be said of which.",
                citation=case.cite(Clause.PLAN),
                details={"total": str(plan.total), "approved_amount": str(command.approved_amount)},
                next_step="Give the approved amount of each line: --line KEY=AMOUNT, once each.",
            )
        return tuple(ApprovedLine(key=key, amount=amount) for key, amount in asked.items())
    wrong = wrong_lines(command.lines, asked)
    summed = total([line.amount for line in command.lines])
    if summed != command.approved_amount:
        wrong["sum"] = f"the lines add up to {summed.display}"
    if wrong:
        raise ApprovalLinesError(
            f"The approved lines of plan version {command.plan_version} of {case.name} do not fit: "
            + "; ".join(f"{key}: {why}" for key, why in wrong.items())
            + ".",
            citation=case.cite(Clause.PLAN),
            details=wrong,
            next_step="Approve lines of the plan, each up to what it asks for, adding up to the "
            f"{command.approved_amount.display}.",
        )
    return command.lines


def asked_by_line(plan: Plan) -> dict[str, Money]:
    """What a plan asks for by the keys of its lines; empty where only its total is on record."""
    return {line.key: line.amount for line in plan.content.lines} if plan.content else {}


def wrong_lines(lines: tuple[ApprovedLine, ...], asked: dict[str, Money]) -> dict[str, str]:
    """Why lines cannot be approved of what was asked for, in words by key; empty where they can.

    Whether they come to the approved amount is another question. Source: C.G.S. § 10-262u(d).
    """
    counted = Counter(line.key for line in lines)
    wrong = {}
    for line in lines:
        if line.key not in asked:
            wrong[line.key] = "no line of the plan"
        elif counted[line.key] > 1:
            wrong[line.key] = f"stands {counted[line.key]} times"
        elif not ZERO <= line.amount <= asked[line.key]:
            wrong[line.key] = (
                f"{line.amount.display} is not within the {asked[line.key].display} it asks for"
            )
    return wrong


def _require_own_keys(conditions: tuple[Condition, ...], state: DistrictYear, case: Case) -> None:
    taken = set(state.planning.conditions)
    for condition in conditions:
        require_words(condition.key, "the key of a condition", case)
        require_words(condition.words, f"condition {condition.key}", case)
        if condition.key in taken:
            raise ConditionTakenError(
                f"{case.name} has a condition {condition.key!r} already.",
                citation=case.cite(Clause.PLAN),
                details={"condition": condition.key},
                next_step="Give each condition a key of its own.",
            )
        taken.add(condition.key)


def reject_plan(command: RejectPlan, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Reject a submitted version with reasons; the board may submit a newer one.

    Raises YearClosedError, NotDesignatedError, PlanNotSubmittedError, PlanAlreadyDecidedError,
    StepBeforeGroundError. Source: discretion in C.G.S. § 10-262u(c)(2), (d).
    """
    require_open(state, case)
    require_designated(state, case)
    _undecided(command.plan_version, state, case)
    _require_not_before_submission("The rejection", command.plan_version, case)
    require_words(command.reason, "the reason of a rejection", case)
    event = PlanRejected(plan_version=command.plan_version, reason=command.reason)
    return decided(case, event, Office.COMMISSIONER, Clause.PLAN)


def _require_not_before_submission(step: str, plan_version: int, case: Case) -> None:
    what = f"{step} of plan version {plan_version}"
    require_not_before_ground(what, case.effective_on, case, Clause.PLAN)


def _known(plan_version: int, state: DistrictYear, case: Case) -> Plan:
    plan = state.plans.get(plan_version)
    if plan is None:
        known = ", ".join(str(version) for version in sorted(state.plans))
        raise PlanNotSubmittedError(
            f"{case.name} has no plan version {plan_version} on record; on record: {known}."
            if known
            else f"{case.name} has no plan on record.",
            citation=case.cite(Clause.PLAN),
            details={"plan_version": str(plan_version), "on_record": known or "none"},
            next_step=f"See the newest: alliance plan show {case.place}" if known else _REGISTER,
        )
    return plan


def _undecided(plan_version: int, state: DistrictYear, case: Case) -> Plan:
    plan = _known(plan_version, state, case)
    if plan.status is PlanStatus.CHANGES_REQUIRED:
        raise PlanChangesOpenError(
            f"Changes are required of plan version {plan_version} of {case.name}: "
            f"{'; '.join(change.words for change in plan.changes)}.",
            citation=case.cite(Clause.PLAN),
            details={change.key: change.words for change in plan.changes},
            next_step=_after_changes(plan_version, state),
        )
    if plan.status is not PlanStatus.SUBMITTED:
        raise PlanAlreadyDecidedError(
            f"Plan version {plan_version} of {case.name} was {plan.status} already.",
            citation=case.cite(Clause.PLAN),
            details={"plan_version": str(plan_version), "status": plan.status.value},
            next_step="Decide on a newer version, or correct the decision (alliance correct).",
        )
    return plan


def _after_changes(plan_version: int, state: DistrictYear) -> str:
    """What to do where changes of a version are open: the newer one may be in already."""
    newest = max(state.plans)
    if newest > plan_version and state.plans[newest].status is PlanStatus.SUBMITTED:
        return f"The board submitted version {newest}: decide on that (--plan-version {newest})."
    return f"Let the board submit version {newest + 1}."
