"""One plain sentence per event, for people who replay a district's history.

Amounts carry separators; nothing here computes. Not here: layout of screens (`cli/`).
"""

from typing import assert_never

from domain import batch_events as b
from domain import events as e
from domain import ledger_events as le
from domain.amount_names import changed_amounts
from domain.batch_events import BatchEvent
from domain.claim_sentences import claim_sentence
from domain.money import Money
from domain.plan_sentences import plan_sentence
from domain.release_sentences import release_sentence
from domain.report_sentences import report_sentence
from domain.setting_events import SettingEvent
from domain.setting_sentences import setting_sentence
from domain.side_sentences import side_sentence
from domain.words import how_many

_GROUNDS = {
    e.Criterion.RANKED: "among the lowest ranked",
    e.Criterion.GRANDFATHERED: "kept as designated earlier",
    e.Criterion.NOT_PUBLISHED: "on which ground is not published",
}


def sentence(event: e.Event) -> str:
    """What happened, in one sentence without a full stop."""
    if isinstance(event, le.LedgerEvent):
        return _about_ledger(event)
    if isinstance(event, e.PlanEvent):
        return plan_sentence(event)
    if isinstance(event, e.ReleaseEvent):
        return release_sentence(event)
    if isinstance(event, e.ReportEvent):
        return report_sentence(event)
    if isinstance(event, e.SideEvent):
        return side_sentence(event)
    if isinstance(event, e.ClaimEvent):
        return claim_sentence(event)
    return _about_year(event)


def _about_year(
    event: e.DistrictDesignated
    | e.DesignationEnded
    | e.EntitlementSet
    | e.EntitlementTruedUp
    | e.PortionDetermined
    | e.AlliancePortionWithheld
    | e.PublishedWithholdingRecorded
    | e.PortionTransferred
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
        case e.EntitlementTruedUp():
            return (
                f"FY{event.previous_fiscal_year} trued up: final {event.final.display} less "
                f"preliminary {event.preliminary.display}, {event.difference.display} to funds "
                "received"
            )
        case e.PortionDetermined():
            return _portion(event)
        case e.AlliancePortionWithheld():
            return f"Withheld by the Comptroller: {event.amount.display}" + _on(event.voucher)
        case e.PublishedWithholdingRecorded():
            return (
                f"Withheld by the Comptroller, on record from {event.source}: "
                f"{event.amount.display}"
            )
        case e.PortionTransferred():
            return f"Transferred to the Commissioner: {event.amount.display}" + _on(event.voucher)
        case e.FiscalYearClosed():
            return (
                f"Year closed; {event.carry_out.display} carried to FY{event.next_fiscal_year}"
                + _not_withheld(event.not_withheld)
                + _residency(event.residency)
            )
        case e.BalanceCarriedIn():
            return (
                f"{event.carry_in.display} carried in from FY{event.previous_fiscal_year}"
                + _not_withheld(event.not_withheld)
                + _residency(event.residency)
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


def _about_ledger(event: le.LedgerEvent) -> str:
    if isinstance(event, SettingEvent):
        return setting_sentence(event)
    match event:
        case le.LedgerOpened():
            return f"Ledger opened: {event.name}, {event.purpose}, policy {event.policy}"
        case le.SourceLoaded():
            return (
                f"Loaded on {event.loaded_on} from {event.file}: {how_many(event.rows, 'row')}, "
                f"{how_many(event.records, 'record')} ({event.kind})"
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
        case le.ProgramReportPublished():
            return (
                f"Report on the program published on {event.published_on}, for "
                f"FY{event.first_fiscal_year}–FY{event.last_fiscal_year}: {event.address}"
            )
        case _:
            return _about_batch(event)


def _about_batch(event: BatchEvent) -> str:
    match event:
        case b.BatchPrepared():
            why = f"; supplement: {event.reason}" if event.reason else ""
            return (
                f"Batch {event.batch} prepared: {how_many(event.count, 'release')}, "
                f"{event.total.display} ({event.basis}{why})"
            )
        case b.BatchApproved():
            return (
                f"Batch {event.batch} authorized by the Commissioner: "
                f"{how_many(event.count, 'release')}, {event.total.display}"
            )
        case b.BatchIssued():
            acts = {"withholding": "withheld", "transfer": "transferred", "release": "issued"}
            return (
                f"Batch {event.batch} {acts[event.act]}: {how_many(event.count, 'district')}, "
                f"{event.total.display}" + _on(event.voucher)
            )
        case b.BatchWithdrawn():
            return f"Batch {event.batch} withdrawn: {event.reason}"
        case b.PaymentFileWritten():
            return (
                f"Payment file of batch {event.batch} written: {event.file}, "
                f"{how_many(event.count, 'voucher')}, {event.total.display}"
            )
        case _:
            assert_never(event)


def _reported(event: e.FactReported | le.StatewideFactReported) -> str:
    amount = f" ({event.amount.display})" if event.amount is not None else ""
    day = f", {event.reported_date}" if event.reported_date else ""
    return f"As reported [{event.source}{day}]: {event.words}{amount}"


def _on(voucher: str | None) -> str:
    return f" (voucher {voucher})" if voucher else ""


def _stage(event: e.EntitlementSet) -> str:
    stage = f", {event.stage}" if event.stage else ""
    return stage + (f" ({event.reason})" if event.reason else "")


def _portion(event: e.PortionDetermined) -> str:
    earmarks = f" less earmarks {event.other_earmarks.display}" if event.other_earmarks else ""
    true_up = f" with true-up {event.true_up.display}" if event.true_up else ""
    return (
        f"Alliance portion by law {event.portion.display}: entitlement "
        f"{event.entitlement.display}{true_up}{earmarks} less FY{event.baseline_fiscal_year} "
        f"{event.baseline.display}" + ("" if event.portion else ", not below zero")
    )


def _correction(event: e.EventCorrected) -> str:
    what = f"Corrects position {event.corrects_position} ({event.corrected_event})"
    why = event.reason + (f"; on the word of {event.authority}" if event.authority else "")
    if not event.replacement:
        return f"{what}: taken back whole ({why})"
    changes = [
        f"{one.name} {one.before.display} becomes {one.after.display}"
        for one in changed_amounts(event)
    ]
    return f"{what}: {'; '.join(changes) or 'same amounts'} ({why})"


def _not_withheld(amount: Money) -> str:
    return f", of which {amount.display} was never recorded as withheld" if amount else ""


def _residency(amount: Money) -> str:
    return f"; {amount.display} of it still set aside for residency" if amount else ""
