"""Decisions: what a command leads to, given the state and the law. One function per command.

`decide` is pure: it reads the state, the case and the rules in force, and returns the events with
their authority, or raises the error of the guard that said no. A file per subsection of
C.G.S. § 10-262u holds the functions. Not here: how events are kept (`ledger/`).
"""

from typing import assert_never

from domain import claim_commands as fc
from domain import commands as c
from domain import determination_commands as dc
from domain import owed_commands as oc
from domain import report_commands as r
from domain import side_commands as sc
from domain.decisions import (
    amendment,
    beside,
    challenge,
    determination,
    finding,
    hearing,
    hold,
    inquiry,
    intake,
    pass_through,
    payment,
    plan,
    receivable,
    reduction,
    refund,
    report,
    report_change,
    service,
    side_budget,
    side_district,
    side_grant,
    side_returns,
)
from domain.decisions.case import Case, Decided
from domain.decisions.closing import close_fiscal_year
from domain.decisions.correction import correct_event
from domain.decisions.designation import designate_district, end_designation
from domain.decisions.opening import report_fact, state_opening_balance
from domain.decisions.portion import (
    determine_portion,
    record_published_withholding,
    set_entitlement,
    transfer_portion,
    withhold_portion,
)
from domain.decisions.release import authorize_release, propose_release
from domain.decisions.true_up import true_up_entitlement
from domain.state import DistrictYear

__all__ = ["decide"]


def decide(command: c.Command, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """The events a command leads to, each with office, citation and legal date.

    An empty result: what was asked already stands. Raises RefusedError, each guard its own class,
    and NoRuleInForceError where the law has a gap.
    """
    if isinstance(command, c.PlanCommand):
        return _of_plan(command, state, case)
    if isinstance(command, c.ReleaseCommand):
        return _of_release(command, state, case)
    if isinstance(command, c.ReportCommand):
        return _of_report(command, state, case)
    if isinstance(command, c.SideCommand):
        return _beside(command, state, case)
    if isinstance(command, c.ClaimCommand):
        return _of_claim(command, state, case)
    match command:
        case c.DesignateDistrict():
            return designate_district(command, state, case)
        case c.EndDesignation():
            return end_designation(command, state, case)
        case c.SetEntitlement():
            return set_entitlement(command, state, case)
        case c.TrueUpEntitlement():
            return true_up_entitlement(command, state, case)
        case c.DeterminePortion():
            return determine_portion(command, state, case)
        case c.WithholdPortion():
            return withhold_portion(command, state, case)
        case c.RecordPublishedWithholding():
            return record_published_withholding(command, state, case)
        case c.TransferPortion():
            return transfer_portion(command, state, case)
        case c.CloseFiscalYear():
            return close_fiscal_year(command, state, case)
        case c.StateOpeningBalance():
            return state_opening_balance(command, state, case)
        case c.CorrectEvent():
            return correct_event(command, state, case)
        case c.ReportFact():
            return report_fact(command, state, case)
        case _:
            assert_never(command)


def _of_plan(command: c.PlanCommand, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    match command:
        case c.ReceiveSubmission():
            return intake.receive_submission(command, state, case)
        case c.CheckSubmission():
            return intake.check_submission(command, state, case)
        case c.AcceptSubmission():
            return intake.accept_submission(command, state, case)
        case c.ReturnSubmission():
            return intake.return_submission(command, state, case)
        case c.SubmitPlan():
            return plan.submit_plan(command, state, case)
        case c.AppointReviewCommittee():
            return plan.appoint_review_committee(command, state, case)
        case c.ReviewPlan():
            return plan.review_plan(command, state, case)
        case c.RequirePlanChanges():
            return plan.require_plan_changes(command, state, case)
        case c.ApprovePlan():
            return plan.approve_plan(command, state, case)
        case c.RejectPlan():
            return plan.reject_plan(command, state, case)
        case c.MeetCondition():
            return amendment.meet_condition(command, state, case)
        case c.SubmitPlanAmendment():
            return amendment.submit_plan_amendment(command, state, case)
        case c.ApprovePlanAmendment():
            return amendment.approve_plan_amendment(command, state, case)
        case c.RejectPlanAmendment():
            return amendment.reject_plan_amendment(command, state, case)
        case c.PublishPlan():
            return amendment.publish_plan(command, state, case)
        case _:
            assert_never(command)


def _of_release(command: c.ReleaseCommand, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    match command:
        case c.ProposeRelease():
            return propose_release(command, state, case)
        case c.AuthorizeRelease():
            return authorize_release(command, state, case)
        case c.WithdrawRelease():
            return payment.withdraw_release(command, state, case)
        case c.IssueRelease():
            return payment.issue_release(command, state, case)
        case c.ConfirmRelease():
            return payment.confirm_release(command, state, case)
        case c.ReturnRelease():
            return payment.return_release(command, state, case)
        case c.RecordOverpaymentReturned():
            return payment.record_overpayment_returned(command, state, case)
        case c.RecordPassThrough():
            return pass_through.record_pass_through(command, state, case)
        case c.NotePassThroughShortfall():
            return pass_through.note_pass_through_shortfall(command, state, case)
        case c.WithholdPaymentForNoncompliance():
            return hold.withhold_payment_for_noncompliance(command, state, case)
        case c.LiftNoncomplianceWithholding():
            return hold.lift_noncompliance_withholding(command, state, case)
        case c.RenewFunding():
            return hold.renew_funding(command, state, case)
        case c.RequestDrawDown():
            return beside.request_draw_down(command, state, case)
        case c.SetAsideForResidency():
            return beside.set_aside_for_residency(command, state, case)
        case c.RecordOtherFunding():
            return beside.record_other_funding(command, state, case)
        case _:
            assert_never(command)


def _of_report(command: c.ReportCommand, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    match command:
        case r.ReportInterimSpending():
            return report.report_interim_spending(command, state, case)
        case r.SubmitExpenditureReport():
            return report.submit_expenditure_report(command, state, case)
        case r.CertifyReport():
            return report.certify_report(command, state, case)
        case r.AmendExpenditureReport():
            return report_change.amend_expenditure_report(command, state, case)
        case r.ReclassifyExpenditure():
            return report_change.reclassify_expenditure(command, state, case)
        case r.RecordRefund():
            return report_change.record_refund(command, state, case)
        case r.SetCrosswalk():
            return report.set_crosswalk(command, state, case)
        case _:
            assert_never(command)


def _of_claim(command: c.ClaimCommand, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    if isinstance(command, dc.DeterminationCommand):
        return _of_determination(command, state, case)
    match command:
        case fc.OpenInquiry():
            return inquiry.open_inquiry(command, state, case)
        case fc.AnswerInquiry():
            return inquiry.answer_inquiry(command, state, case)
        case fc.CloseInquiry():
            return inquiry.close_inquiry(command, state, case)
        case fc.RaiseFinding():
            return finding.raise_finding(command, state, case)
        case fc.AllowQuestionedCost():
            return finding.allow_questioned_cost(command, state, case)
        case fc.DisallowQuestionedCost():
            return finding.disallow_questioned_cost(command, state, case)
        case oc.ReduceClaim():
            return receivable.reduce_claim(command, state, case)
        case oc.SetPaymentSchedule():
            return receivable.set_payment_schedule(command, state, case)
        case oc.RecordRepayment():
            return receivable.record_repayment(command, state, case)
        case oc.RefundRepayment():
            return refund.refund_repayment(command, state, case)
        case oc.ApplyReduction():
            return reduction.apply_reduction(command, state, case)
        case oc.ReverseReduction():
            return reduction.reverse_reduction(command, state, case)
        case oc.ReturnFunds():
            return receivable.return_funds(command, state, case)
        case _:
            assert_never(command)


def _beside(command: c.SideCommand, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    match command:
        case sc.PublishIndexScore():
            return side_district.publish_index_score(command, state, case)
        case sc.CorrectIndexScore():
            return side_district.correct_index_score(command, state, case)
        case sc.SetReformStatus():
            return side_district.set_reform_status(command, state, case)
        case sc.RecordEcsInstallment():
            return side_grant.record_ecs_installment(command, state, case)
        case sc.AdjustGrant():
            return side_grant.adjust_grant(command, state, case)
        case sc.ApplyEcsOffset():
            return side_grant.apply_ecs_offset(command, state, case)
        case sc.AdoptEducationBudget():
            return side_budget.adopt_education_budget(command, state, case)
        case sc.DetermineBudgetShortfall():
            return side_budget.determine_budget_shortfall(command, state, case)
        case sc.ApplyForfeiture():
            return side_budget.apply_forfeiture(command, state, case)
        case sc.WaiveForfeiture():
            return side_budget.waive_forfeiture(command, state, case)
        case sc.FlagSupplanting():
            return side_budget.flag_supplanting(command, state, case)
        case sc.RecordAnnualReturn():
            return side_returns.record_annual_return(command, state, case)
        case sc.RecordSingleAudit():
            return side_returns.record_single_audit(command, state, case)
        case sc.HandleExitBalance():
            return side_district.handle_exit_balance(command, state, case)
        case _:
            assert_never(command)


def _of_determination(
    command: dc.DeterminationCommand, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    match command:
        case dc.SetProcedure():
            return hearing.set_procedure(command, state, case)
        case dc.IssuePreliminaryDetermination():
            return hearing.issue_preliminary_determination(command, state, case)
        case dc.RecordResponse():
            return hearing.record_response(command, state, case)
        case dc.ExtendResponseTime():
            return hearing.extend_response_time(command, state, case)
        case dc.IssueDetermination():
            return determination.issue_determination(command, state, case)
        case dc.ServePaper():
            return service.serve_paper(command, state, case)
        case dc.RecordReturnReceipt():
            return service.record_return_receipt(command, state, case)
        case dc.RequestReconsideration():
            return challenge.request_reconsideration(command, state, case)
        case dc.DecideReconsideration():
            return challenge.decide_reconsideration(command, state, case)
        case dc.FileAppeal():
            return challenge.file_appeal(command, state, case)
        case dc.OrderStay():
            return challenge.order_stay(command, state, case)
        case dc.EndStay():
            return challenge.end_stay(command, state, case)
        case dc.DecideAppeal():
            return challenge.decide_appeal(command, state, case)
        case dc.DirectEnforcement():
            return challenge.direct_enforcement(command, state, case)
        case _:
            assert_never(command)
