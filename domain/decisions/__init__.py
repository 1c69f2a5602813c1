"""Decisions: what a command leads to, given the state and the law. One function per command.

`decide` is pure: it reads the state, the case and the rules in force, and returns the events with
their authority, or raises the error of the guard that said no. A file per subsection of
C.G.S. § 10-262u holds the functions. Not here: how events are kept (`ledger/`).
"""

from typing import assert_never

from domain import commands as c
from domain.decisions.case import Case, Decided
from domain.decisions.correction import correct_event
from domain.decisions.designation import designate_district, end_designation
from domain.decisions.opening import report_fact, state_opening_balance
from domain.decisions.plan import approve_plan, reject_plan, submit_plan
from domain.decisions.portion import (
    determine_portion,
    record_published_withholding,
    set_entitlement,
    transfer_portion,
    withhold_portion,
)
from domain.decisions.release import (
    authorize_release,
    confirm_release,
    issue_release,
    propose_release,
    record_pass_through,
    return_release,
)
from domain.decisions.report import close_fiscal_year, submit_expenditure_report
from domain.state import DistrictYear

__all__ = ["decide"]


def decide(command: c.Command, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """The events a command leads to, each with office, citation and legal date.

    An empty result means that what was asked already stands. Raises RefusedError, each guard its
    own class (`domain/decisions/refusals.py`), and NoRuleInForceError where the law has a gap.
    """
    match command:
        case c.DesignateDistrict():
            return designate_district(command, state, case)
        case c.EndDesignation():
            return end_designation(command, state, case)
        case c.SetEntitlement():
            return set_entitlement(command, state, case)
        case c.DeterminePortion():
            return determine_portion(command, state, case)
        case c.WithholdPortion():
            return withhold_portion(command, state, case)
        case c.RecordPublishedWithholding():
            return record_published_withholding(command, state, case)
        case c.TransferPortion():
            return transfer_portion(command, state, case)
        case c.SubmitPlan():
            return submit_plan(command, state, case)
        case c.ApprovePlan():
            return approve_plan(command, state, case)
        case c.RejectPlan():
            return reject_plan(command, state, case)
        case c.ProposeRelease():
            return propose_release(command, state, case)
        case c.AuthorizeRelease():
            return authorize_release(command, state, case)
        case c.IssueRelease():
            return issue_release(command, state, case)
        case c.ConfirmRelease():
            return confirm_release(command, state, case)
        case c.ReturnRelease():
            return return_release(command, state, case)
        case c.RecordPassThrough():
            return record_pass_through(command, state, case)
        case c.SubmitExpenditureReport():
            return submit_expenditure_report(command, state, case)
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
