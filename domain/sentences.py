"""One plain sentence per event, for people who replay a district's history.

Amounts carry separators; nothing here computes. Not here: layout of screens (`cli/`).
"""

from typing import assert_never

from domain import events as e
from domain import ledger_events as le
from domain.money import Money
from domain.setting_events import SettingEvent
from domain.setting_sentences import setting_sentence

_GROUNDS = {
    e.Criterion.RANKED: "among the lowest ranked",
    e.Criterion.GRANDFATHERED: "kept as designated earlier",
    e.Criterion.NOT_PUBLISHED: "on which ground is not published",
}


def sentence(event: e.Event) -> str:
    """What happened, in one sentence without a full stop."""
    if isinstance(event, le.LedgerEvent):
        return _about_ledger(event)
    if isinstance(
        event,
        e.PlanSubmitted
        | e.PlanApproved
        | e.PlanRejected
        | e.ReleaseProposed
        | e.ReleaseAuthorized
        | e.ReleaseIssued
        | e.ReleaseConfirmed
        | e.ReleaseReturned,
    ):
        return _about_plan_and_release(event)
    return _about_year(event)


def _about_year(
    event: e.DistrictDesignated
    | e.DesignationEnded
    | e.EntitlementSet
    | e.PortionDetermined
    | e.AlliancePortionWithheld
    | e.PublishedWithholdingRecorded
    | e.PortionTransferred
    | e.PassThroughRecorded
    | e.ExpenditureReported
    | e.FiscalYearClosed
    | e.BalanceCarriedIn
    | e.OpeningBalanceStated
    | e.EventCorrected
    | e.FactReported,
) -> str:
    match event:
        case e.DistrictDesignated():
            first = "for the first time" if event.first_time else "again"
            ground = _GROUNDS[event.criterion]
            return f"Designated {first}, in the {event.round} round; {ground}"
        case e.DesignationEnded():
            return f"Designation ended: {event.reason}"
        case e.EntitlementSet():
            return f"ECS entitlement set at {event.amount.display}" + _stage(event)
        case e.PortionDetermined():
            return _portion(event)
        case e.AlliancePortionWithheld():
            return f"Withheld by the Comptroller: {event.amount.display}"
        case e.PublishedWithholdingRecorded():
            return (
                f"Withheld by the Comptroller, as published: {event.amount.display} "
                f"({event.source})"
            )
        case e.PortionTransferred():
            return f"Transferred to the Commissioner: {event.amount.display}"
        case e.PassThroughRecorded():
            repaid = event.reimbursed
            part = f", of which {repaid.display} repays what it advanced" if repaid else ""
            return f"Passed through by the town to the board: {event.amount.display}{part}"
        case e.ExpenditureReported():
            return _report(event)
        case e.FiscalYearClosed():
            return (
                f"Year closed; {event.carry_out.display} carried to FY{event.next_fiscal_year}"
                + _not_withheld(event.not_withheld)
            )
        case e.BalanceCarriedIn():
            return (
                f"{event.carry_in.display} carried in from FY{event.previous_fiscal_year}"
                + _not_withheld(event.not_withheld)
            )
        case e.OpeningBalanceStated():
            return (
                f"Opening balance stated, not derived: {event.carry_in.display} carried in "
                f"({event.document}; signed by {', '.join(event.signers)})"
            )
        case e.EventCorrected():
            return _correction(event)
        case e.FactReported():
            return _reported(event)
        case _:
            assert_never(event)


def _about_plan_and_release(
    event: e.PlanSubmitted
    | e.PlanApproved
    | e.PlanRejected
    | e.ReleaseProposed
    | e.ReleaseAuthorized
    | e.ReleaseIssued
    | e.ReleaseConfirmed
    | e.ReleaseReturned,
) -> str:
    match event:
        case e.PlanSubmitted():
            return f"Plan version {event.plan_version} submitted: {event.total.display}"
        case e.PlanApproved():
            return (
                f"Plan version {event.plan_version} approved up to {event.approved_amount.display}"
            )
        case e.PlanRejected():
            return f"Plan version {event.plan_version} rejected: {event.reason}"
        case e.ReleaseProposed():
            return (
                f"Release {event.release} proposed by {event.proposed_by}: {event.amount.display}"
            )
        case e.ReleaseAuthorized():
            return _authorized(event)
        case e.ReleaseIssued():
            return f"Payment of release {event.release} issued: {event.amount.display}"
        case e.ReleaseConfirmed():
            return (
                f"Release {event.release} paid to the town on {event.paid_on}: "
                f"{event.amount.display}"
            )
        case e.ReleaseReturned():
            back = event.amount_unpaid + event.amount_paid
            when = "after" if event.amount_paid else "before"
            return (
                f"Release {event.release} came back {when} it was paid: {back.display} "
                f"({event.reason})"
            )
        case _:
            assert_never(event)


def _about_ledger(event: le.LedgerEvent) -> str:
    if isinstance(event, SettingEvent):
        return setting_sentence(event)
    match event:
        case le.LedgerOpened():
            return f"Ledger opened: {event.name}, {event.purpose}, policy {event.policy}"
        case le.SourceLoaded():
            return (
                f"Loaded on {event.loaded_on} from {event.file}: {event.rows:,} rows, "
                f"{event.records:,} records ({event.kind})"
            )
        case le.CoverageStated():
            if event.first_fiscal_year is None:
                return f"This ledger holds no {event.kind}: {event.note}"
            return (
                f"This ledger holds {event.kind} for FY{event.first_fiscal_year}–"
                f"FY{event.last_fiscal_year}: {event.note}"
            )
        case le.StatewideFactReported():
            return _reported(event)
        case _:
            assert_never(event)


def _reported(event: e.FactReported | le.StatewideFactReported) -> str:
    amount = f" ({event.amount.display})" if event.amount is not None else ""
    day = f", {event.reported_date}" if event.reported_date else ""
    return f"As reported [{event.source}{day}]: {event.words}{amount}"


def _stage(event: e.EntitlementSet) -> str:
    stage = f", {event.stage}" if event.stage else ""
    return stage + (f" ({event.reason})" if event.reason else "")


def _portion(event: e.PortionDetermined) -> str:
    earmarks = f" less earmarks {event.other_earmarks.display}" if event.other_earmarks else ""
    return (
        f"Alliance portion by law {event.portion.display}: entitlement "
        f"{event.entitlement.display}{earmarks} less FY{event.baseline_fiscal_year} "
        f"{event.baseline.display}" + ("" if event.portion else ", not below zero")
    )


def _report(event: e.ExpenditureReported) -> str:
    own = event.from_own_money
    if not own:
        return f"Board reported {event.spent.display} spent"
    above = event.above_available
    over = f", of which {above.display} is above what is available" if above else ""
    return (
        f"Board reported {event.spent.display} spent: {event.from_grant.display} from the grant, "
        f"{own.display} from its own money{over}"
    )


def _authorized(event: e.ReleaseAuthorized) -> str:
    if event.direction is None:
        return (
            f"Release {event.release} authorized by the Commissioner on plan version "
            f"{event.plan_version}: {event.amount.display}"
        )
    return (
        f"EXCEPTION: release {event.release} authorized before approval on written direction "
        f"{event.direction.document}, cap {event.direction.cap.display}: {event.amount.display}"
    )


def _correction(event: e.EventCorrected) -> str:
    what = f"Corrects position {event.corrects_position} ({event.corrected_event})"
    if not event.replacement:
        return f"{what}: taken back whole ({event.reason})"
    # A report's split often changes by the very amounts of the report: said once.
    changes = dict.fromkeys(
        f"{event.reversed[name].display} becomes {amount.display}"
        for name, amount in event.replacement.items()
        if name in event.reversed and event.reversed[name] != amount
    )
    return f"{what}: {'; '.join(changes) or 'same amounts'} ({event.reason})"


def _not_withheld(amount: Money) -> str:
    return f", of which {amount.display} was never recorded as withheld" if amount else ""
