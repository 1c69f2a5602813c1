"""Decisions under § 10-262u(d): an improvement plan submitted, approved, rejected."""

from domain.authority import Office
from domain.commands import ApprovePlan, RejectPlan, SubmitPlan
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_designated,
    require_not_negative,
    require_open,
    require_words,
)
from domain.decisions.refusals import (
    ApprovalExceedsPlanError,
    PlanAlreadyDecidedError,
    PlanNotSubmittedError,
    PlanVersionTakenError,
)
from domain.events import PlanApproved, PlanRejected, PlanSubmitted
from domain.state import DistrictYear, Plan, PlanStatus
from domain.statute.rules import Clause


def submit_plan(command: SubmitPlan, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Submit a plan version. A plan for a zero portion is valid: the duties remain.

    Raises YearClosedError, NotDesignatedError, AmountNotPositiveError (below zero),
    PlanVersionTakenError. Source: C.G.S. § 10-262u(d).
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
    event = PlanSubmitted(plan_version=command.plan_version, total=command.total)
    return decided(case, event, Office.BOARD_OF_EDUCATION, Clause.PLAN)


def approve_plan(command: ApprovePlan, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Approve a submitted version, in full or in part.

    Raises YearClosedError, NotDesignatedError, PlanNotSubmittedError, PlanAlreadyDecidedError,
    AmountNotPositiveError (below zero), ApprovalExceedsPlanError. Source: § 10-262u(c)(2), (d).
    """
    require_open(state, case)
    require_designated(state, case)
    plan = _undecided(command.plan_version, state, case)
    require_not_negative(command.approved_amount, "an approved amount", case, Clause.PLAN)
    if command.approved_amount > plan.total:
        raise ApprovalExceedsPlanError(
            f"{command.approved_amount.display} is more than plan version {command.plan_version} "
            f"of {case.name} asks for: {plan.total.display}.",
            citation=case.cite(Clause.PLAN),
            details={"total": str(plan.total), "approved_amount": str(command.approved_amount)},
            next_step=f"Approve at most {plan.total.display}, or ask for a new version.",
        )
    event = PlanApproved(plan_version=command.plan_version, approved_amount=command.approved_amount)
    return decided(case, event, Office.COMMISSIONER, Clause.PLAN)


def reject_plan(command: RejectPlan, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Reject a submitted version with reasons; the board may submit a newer one.

    Raises YearClosedError, NotDesignatedError, PlanNotSubmittedError, PlanAlreadyDecidedError.
    Source: discretion in C.G.S. § 10-262u(c)(2), (d).
    """
    require_open(state, case)
    require_designated(state, case)
    _undecided(command.plan_version, state, case)
    require_words(command.reason, "the reason of a rejection", case)
    event = PlanRejected(plan_version=command.plan_version, reason=command.reason)
    return decided(case, event, Office.COMMISSIONER, Clause.PLAN)


def _undecided(plan_version: int, state: DistrictYear, case: Case) -> Plan:
    plan = state.plans.get(plan_version)
    if plan is None:
        known = ", ".join(str(version) for version in sorted(state.plans)) or "none"
        raise PlanNotSubmittedError(
            f"{case.name} has no plan version {plan_version} on record (versions: {known}).",
            citation=case.cite(Clause.PLAN),
            details={"plan_version": str(plan_version), "on_record": known},
            next_step="Record its submission first (SubmitPlan).",
        )
    if plan.status is not PlanStatus.SUBMITTED:
        raise PlanAlreadyDecidedError(
            f"Plan version {plan_version} of {case.name} was {plan.status} already.",
            citation=case.cite(Clause.PLAN),
            details={"plan_version": str(plan_version), "status": plan.status.value},
            next_step="Decide on a newer version, or correct the decision (CorrectEvent).",
        )
    return plan
