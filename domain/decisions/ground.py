"""What a step of a plan or a release rests on: no step has a legal date before it.

Not here: the amounts a step may have (`release.py`, `payment.py`).
"""

from datetime import date

from domain.accounts import postings_of
from domain.commands import (
    ApprovePlan,
    ApprovePlanAmendment,
    AuthorizeRelease,
    Command,
    ConfirmRelease,
    IssueRelease,
    LiftNoncomplianceWithholding,
    PublishPlan,
    RecordOverpaymentReturned,
    RejectPlan,
    RejectPlanAmendment,
    RequirePlanChanges,
    ReturnRelease,
    SubmitPlanAmendment,
    WithdrawRelease,
)
from domain.decisions.case import Case
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.events import (
    ClaimEvent,
    DistrictYearEvent,
    ExpenditureReported,
    PaymentWithheldForNoncompliance,
    PlanAmendmentApproved,
    PlanAmendmentSubmitted,
    PlanApproved,
    PlanSubmitted,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseReturned,
    ReportEvent,
    SubmissionAccepted,
)
from domain.owed_events import FundsReturned, ReductionApplied, ReductionReversed
from domain.plan_commands import ReturnSubmission
from domain.report_commands import (
    AmendExpenditureReport,
    CertifyReport,
    ReclassifyExpenditure,
    RecordRefund,
)
from domain.report_events import ExpenditureReportAmended
from domain.state import DistrictYear
from domain.statute.rules import Clause


def grounds_of(command: Command, state: DistrictYear) -> tuple[int, ...]:
    """The versions of the records that a step rests on; the latest of their days is the earliest.

    A decision about a plan or an amendment, and the publication of a plan, rest on its submission;
    an amendment on the approval of its plan, and its approval also on those before, whose lines it
    moves on; an authorization on the approval of its plan, a payment order on the authorization
    and, where it came back, on the return; a payment on the order, its return on both, a withdrawal
    on what it withdraws, the return of an overpayment on the payment, the lifting of a withholding
    on its placing; what changes a report on the report that stands; the return of a submission on
    its acceptance, where it was accepted before. What was stated at the opening of a ledger rests
    on paper.
    """
    return tuple(version for version, event in state.events if _rests_on(command, event, state))


def _rests_on(command: Command, event: DistrictYearEvent, state: DistrictYear) -> bool:
    match command, event:
        case ApprovePlan() | RejectPlan() | RequirePlanChanges() | PublishPlan(), PlanSubmitted():
            return event.plan_version == command.plan_version
        case ApprovePlanAmendment() | RejectPlanAmendment(), PlanAmendmentSubmitted():
            return event.amendment == command.amendment
        case ApprovePlanAmendment(), PlanAmendmentApproved():
            return event.plan_version == _in_force(state)
        case SubmitPlanAmendment() | ApprovePlanAmendment(), PlanApproved():
            return event.plan_version == _in_force(state)
        case AuthorizeRelease(direction=None), PlanApproved() if not command.residency:
            return event.plan_version == _in_force(state)
        case IssueRelease(), ReleaseAuthorized() | ReleaseReturned():
            return event.release == command.release
        case ConfirmRelease(), ReleaseIssued():
            return event.release == command.release
        case ReturnRelease(), ReleaseIssued() | ReleaseConfirmed():
            return event.release == command.release
        case WithdrawRelease(), ReleaseProposed() | ReleaseAuthorized() | ReleaseReturned():
            return event.release == command.release
        case RecordOverpaymentReturned(), ReleaseConfirmed():
            return event.release == command.release
        case (
            CertifyReport() | AmendExpenditureReport() | ReclassifyExpenditure() | RecordRefund(),
            ExpenditureReported() | ExpenditureReportAmended(),
        ):
            return True
        case ReturnSubmission(), SubmissionAccepted():
            return event.register == command.register
        case LiftNoncomplianceWithholding(), PaymentWithheldForNoncompliance():
            return event.hold == command.hold
        case _:
            return False


def _in_force(state: DistrictYear) -> int | None:
    return state.approved_plan[0] if state.approved_plan else None


def closing_grounds(state: DistrictYear) -> list[int]:
    """The versions of what a closing rests on: what moved its balance, reports and certificates.

    Claims stand apart from the balance and may come before or after.
    """
    return [
        version
        for version, event in state.events
        if isinstance(event, ReportEvent)
        or (postings_of(event) and not isinstance(event, ClaimEvent))
        or isinstance(event, FundsReturned | ReductionApplied | ReductionReversed)
    ]


def require_not_before_ground(
    step: str, on: date, case: Case, clause: Clause = Clause.RELEASE
) -> None:
    """Raises StepBeforeGroundError where a step lies before the legal date of what it rests on."""
    if case.ground_on is None or on >= case.ground_on:
        return
    raise StepBeforeGroundError(
        f"{step} of {case.name} cannot be of {on}: what it rests on is of {case.ground_on}.",
        citation=case.cite(clause),
        details={"on": str(on), "rests_on": str(case.ground_on)},
        next_step="Check the date. Where what it rests on has a wrong date, put that right first "
        "(alliance replay shows its position): a payment order with alliance correct POSITION "
        "--day DATE, anything else taken back and recorded anew.",
    )


def require_due_no_earlier(
    what: str, due_on: date | None, option: str, case: Case, clause: Clause
) -> None:
    """Raises StepBeforeGroundError where an answer would be due before it is asked for."""
    if due_on is None or due_on >= case.effective_on:
        return
    raise StepBeforeGroundError(
        f"{what} of {case.name} is of {case.effective_on} and cannot be due on {due_on}, before "
        "that.",
        citation=case.cite(clause),
        details={"due_on": str(due_on), "on": str(case.effective_on)},
        next_step=f"Check the last day ({option}) and the day of the act (--effective-on).",
    )


def require_year_begun(step: str, case: Case, clause: Clause) -> None:
    """Raises StepBeforeGroundError for a step of a day before its year."""
    begins = case.fiscal_year.first_day
    if case.effective_on < begins:
        raise StepBeforeGroundError(
            f"{step} of {case.name} cannot be of {case.effective_on}, before the year began on "
            f"{begins}.",
            citation=case.cite(clause),
            details={"on": str(case.effective_on), "rests_on": str(begins)},
            next_step="Check the day and the fiscal year.",
        )
