"""Decisions on an approved plan: amendments by line transfer, conditions met, publication.

Source: C.G.S. § 10-262u(c)(2), (d), § 10-262v. Not here: approval itself (`plan.py`).
"""

from domain.authority import Office
from domain.commands import (
    ApprovePlanAmendment,
    MeetCondition,
    PublishPlan,
    RejectPlanAmendment,
    SubmitPlanAmendment,
)
from domain.decisions.case import Case, Decided, decided, require_open, require_words
from domain.decisions.ground import require_not_before_ground
from domain.decisions.plan_refusals import (
    AmendmentNumberError,
    AmendmentUnknownError,
    ConditionUnknownError,
    LineTransferError,
    NoApprovedLinesError,
    PublicationNotRequiredError,
)
from domain.decisions.refusals import PlanNotSubmittedError
from domain.errors import NoRuleInForceError
from domain.events import (
    ApprovedLine,
    ConditionMet,
    LineTransfer,
    PlanAmendmentApproved,
    PlanAmendmentRejected,
    PlanAmendmentSubmitted,
    PlanPublished,
)
from domain.money import ZERO
from domain.plan_state import Amendment, AmendmentStatus, lines_after
from domain.state import DistrictYear
from domain.statute.rules import Clause


def submit_plan_amendment(
    command: SubmitPlanAmendment, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Ask to move money between lines of the plan in force; the total stays.

    Raises YearClosedError, WordsMissingError, NoApprovedLinesError, AmendmentNumberError,
    LineTransferError, StepBeforeGroundError. Source: C.G.S. § 10-262u(d).
    """
    require_open(state, case)
    require_words(command.reason, "the reason of an amendment", case)
    version, lines = _lines_in_force(state, case)
    amendments = state.planning.amendments
    waiting = [n for n, one in amendments.items() if one.status is AmendmentStatus.SUBMITTED]
    newest = max(amendments, default=0)
    if waiting or command.amendment != newest + 1:
        raise AmendmentNumberError(
            f"{case.name} has amendments up to {newest}"
            + (f", {waiting[0]} of them undecided" if waiting else "")
            + f"; {command.amendment} was given.",
            citation=case.cite(Clause.PLAN),
            details={"newest": str(newest), "given": str(command.amendment)},
            next_step="Decide on the open one first." if waiting else f"Number it {newest + 1}.",
        )
    _require_can_move(command.transfers, lines, case)
    require_not_before_ground(f"Amendment {newest + 1}", case.effective_on, case, Clause.PLAN)
    event = PlanAmendmentSubmitted(
        amendment=command.amendment,
        plan_version=version,
        transfers=command.transfers,
        reason=command.reason,
    )
    return decided(case, event, Office.BOARD_OF_EDUCATION, Clause.PLAN)


def approve_plan_amendment(
    command: ApprovePlanAmendment, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Approve an amendment of the plan that is still in force.

    Raises YearClosedError, AmendmentUnknownError, StepBeforeGroundError,
    NoApprovedLinesError, LineTransferError.
    """
    require_open(state, case)
    amendment = _open(command.amendment, state, case)
    _require_not_before_submission("The approval", command.amendment, case)
    version, lines = _lines_in_force(state, case)
    if version != amendment.plan_version:
        raise AmendmentUnknownError(
            f"Amendment {command.amendment} of {case.name} is of plan version "
            f"{amendment.plan_version}, and version {version} is in force now.",
            citation=case.cite(Clause.PLAN),
            details={"amends": str(amendment.plan_version), "in_force": str(version)},
            next_step="Reject it; the board may ask anew for the version in force.",
        )
    _require_can_move(amendment.transfers, lines, case)
    event = PlanAmendmentApproved(
        amendment=command.amendment,
        plan_version=version,
        lines=lines_after(lines, amendment.transfers),
    )
    return decided(case, event, Office.COMMISSIONER, Clause.PLAN)


def reject_plan_amendment(
    command: RejectPlanAmendment, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Reject an amendment with reasons.

    Raises YearClosedError, AmendmentUnknownError, StepBeforeGroundError.
    """
    require_open(state, case)
    _open(command.amendment, state, case)
    _require_not_before_submission("The rejection", command.amendment, case)
    require_words(command.reason, "the reason of a rejection", case)
    event = PlanAmendmentRejected(amendment=command.amendment, reason=command.reason)
    return decided(case, event, Office.COMMISSIONER, Clause.PLAN)


def _require_not_before_submission(step: str, number: int, case: Case) -> None:
    what = f"{step} of amendment {number}"
    require_not_before_ground(what, case.effective_on, case, Clause.PLAN)


def meet_condition(command: MeetCondition, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record that a condition is met. Raises YearClosedError, ConditionUnknownError.

    Source: C.G.S. § 10-262u(c)(2), (f).
    """
    require_open(state, case)
    require_words(command.evidence, "what shows that a condition is met", case)
    standing = state.planning.conditions.get(command.condition)
    if standing is None or standing.met:
        open_ones = [key for key, one in state.planning.conditions.items() if not one.met]
        raise ConditionUnknownError(
            f"{case.name} has no open condition {command.condition!r} "
            f"(open: {', '.join(open_ones) or 'none'}).",
            citation=case.cite(Clause.PLAN),
            details={"condition": command.condition, "open": ", ".join(open_ones) or "none"},
            next_step=f"Check its key: alliance plan show {case.place}",
        )
    event = ConditionMet(condition=command.condition, evidence=command.evidence)
    return decided(case, event, Office.COMMISSIONER, Clause.RELEASE)


def publish_plan(command: PublishPlan, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record that a plan was published, where the year's plans have to be.

    Raises PublicationNotRequiredError, PlanNotSubmittedError, WordsMissingError.
    Source: C.G.S. § 10-262v.
    """
    try:
        case.cite(Clause.PLAN_PUBLICATION)
    except NoRuleInForceError as gap:
        raise PublicationNotRequiredError(
            f"No clause has the plans of {case.fiscal_year} published: {gap.message}",
            citation=case.cite(Clause.PLAN),
            next_step="Nothing needs to be recorded.",
        ) from gap
    require_words(command.address, "where it was published", case)
    if command.plan_version not in state.plans:
        raise PlanNotSubmittedError(
            f"{case.name} has no plan version {command.plan_version} on record.",
            citation=case.cite(Clause.PLAN_PUBLICATION),
            details={"plan_version": str(command.plan_version)},
            next_step="Register it as it came (alliance intake plan), then post it (alliance plan "
            "submit).",
        )
    step = f"The publication of plan version {command.plan_version}"
    require_not_before_ground(step, command.published_on, case, Clause.PLAN_PUBLICATION)
    event = PlanPublished(
        plan_version=command.plan_version,
        address=command.address,
        published_on=command.published_on,
    )
    return decided(
        case,
        event,
        Office.DEPARTMENT,
        Clause.PLAN_PUBLICATION,
        effective_on=command.published_on,
    )


def _lines_in_force(state: DistrictYear, case: Case) -> tuple[int, tuple[ApprovedLine, ...]]:
    approved = state.approved_plan
    if approved is None or not approved[1].lines:
        raise NoApprovedLinesError(
            f"{case.name} has no approved plan with budget lines, so there is nothing to amend.",
            citation=case.cite(Clause.PLAN),
            next_step="Submit and approve a plan with its lines first.",
        )
    return approved[0], approved[1].lines


def _open(number: int, state: DistrictYear, case: Case) -> Amendment:
    amendment = state.planning.amendments.get(number)
    if amendment is None or amendment.status is not AmendmentStatus.SUBMITTED:
        stands = "not on record" if amendment is None else amendment.status.value
        raise AmendmentUnknownError(
            f"Amendment {number} of {case.name} is {stands}.",
            citation=case.cite(Clause.PLAN),
            details={"amendment": str(number), "status": stands},
            next_step=f"See the amendments: alliance plan show {case.place}",
        )
    return amendment


def wrong_transfers(
    transfers: tuple[LineTransfer, ...], lines: tuple[ApprovedLine, ...]
) -> dict[str, str]:
    """Why money cannot move so between approved lines, in words by transfer or line key.

    Empty where it can. Source: C.G.S. § 10-262u(d).
    """
    keys = {line.key for line in lines}
    wrong = {} if transfers else {"transfers": "none is given"}
    for one in transfers:
        name = f"{one.source} to {one.target}"
        if one.source not in keys or one.target not in keys:
            wrong[name] = "not a line of the approved plan"
        elif one.source == one.target:
            wrong[name] = "the same line"
        elif one.amount <= ZERO:
            wrong[name] = f"{one.amount.display} is not more than zero"
    if not wrong:
        short = [line for line in lines_after(lines, transfers) if line.amount < ZERO]
        wrong = {line.key: f"would stand at {line.amount.display}" for line in short}
    return wrong


def _require_can_move(
    transfers: tuple[LineTransfer, ...], lines: tuple[ApprovedLine, ...], case: Case
) -> None:
    wrong = wrong_transfers(transfers, lines)
    if wrong:
        raise LineTransferError(
            f"The line transfers of {case.name} cannot be made: "
            + "; ".join(f"{name}: {why}" for name, why in wrong.items())
            + ".",
            citation=case.cite(Clause.PLAN),
            details=wrong,
            next_step="Lines of the approved plan: "
            f"{', '.join(sorted(line.key for line in lines))}.",
        )
