"""Correcting an event: a new event names it, undoes its amounts and gives the right ones.

The original stays visible. A chain of corrections never forks: what was corrected once is
corrected again by naming the correction. Source: C.G.S. § 11-8b.
"""

from collections.abc import Mapping
from dataclasses import replace

from domain.accounts import corrected_postings
from domain.authority import Office
from domain.claim_events import FindingRaised
from domain.commands import CorrectEvent
from domain.decisions.amounts import PRINCIPAL, amounts_of, standing_amounts
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_not_negative,
    require_words,
)
from domain.decisions.claim_rests import rests_on_case
from domain.decisions.finding_limits import require_all_reported
from domain.decisions.hold import require_conditions_met, require_no_hold
from domain.decisions.payment_refusals import PaymentNotTakenBackError
from domain.decisions.refusals import (
    AlreadyCorrectedError,
    NothingToCorrectError,
    PartsExceedEntitlementError,
    ProposalBoundError,
)
from domain.decisions.restating import (
    as_it_follows,
    before_version,
    reopened,
    restated,
)
from domain.decisions.side_rests import rests_beside
from domain.events import (
    BalanceCarriedIn,
    ConditionMet,
    DistrictYearEvent,
    EntitlementSet,
    EventCorrected,
    ExpenditureReported,
    FiscalYearClosed,
    PassThroughRecorded,
    PlanApproved,
    PlanSubmitted,
    ReleaseAuthorized,
    ReleaseIssued,
    ReleaseProposed,
    ReportEvent,
    SubmissionAccepted,
    SubmissionReceived,
)
from domain.money import ZERO, Money, total
from domain.owed_events import (
    ReductionApplied,
    ReductionRestored,
    ReductionReversed,
    ReductionTaken,
)
from domain.release_state import ReleaseStatus
from domain.report_events import ExpenditureReportAmended
from domain.spoken_for import BEFORE_PAYMENT
from domain.state import DistrictYear, with_amounts
from domain.statute.rules import Clause

# Each has its other half in another year: a reduction is undone by ReverseReduction, in both.
_BETWEEN_YEARS = ReductionApplied | ReductionTaken | ReductionReversed | ReductionRestored


def correct_event(command: CorrectEvent, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Correct the event at a position, by another amount or by taking it back whole.

    In a closed year the balance it carried out and the years after it are restated.
    Raises NothingToCorrectError, AlreadyCorrectedError, AmountNotPositiveError
    (below zero), PaymentOnHoldError and ConditionOpenError (a release made larger),
    PaymentNotTakenBackError (a payment order), PartsExceedEntitlementError,
    CorrectionBreaksBalanceError, and in a closed year what stops a closing.
    Source: C.G.S. § 11-8b.
    """
    require_words(command.reason, "the reason of a correction", case)
    if command.authority is not None:
        require_words(command.authority, "the authority of a correction", case)
    version, event = _named_event(command, state, case)
    if isinstance(event, ReleaseIssued):
        return _dated_anew(event, version, command, state, case)
    if command.day is not None:
        raise _nothing(command, case, "has a day that is not corrected: take it back whole")
    _require_proposal_kept(command, event, case)
    ground = reopened(state)
    _require_as_if_anew(command, event, ground, case)
    replacement = _replacement(command, event, ground, case)
    acts = _recorded(_correction(event, version, replacement, command), command, case)
    position = command.position
    return restated(
        acts,
        state,
        case,
        why=f"the correction of position {position}: {command.reason}",
        doing=f"Correcting position {position}",
    )


def _correction(
    event: DistrictYearEvent,
    version: int,
    replacement: Mapping[str, Money],
    command: CorrectEvent,
) -> EventCorrected:
    name, wrong = type(event).__name__, standing_amounts(event)
    return EventCorrected(
        corrects_position=command.position,
        corrects_version=version,
        corrected_event=name,
        reversed=wrong,
        replacement=replacement,
        postings=corrected_postings(name, wrong, replacement),
        reason=command.reason,
        authority=command.authority,
    )


def _recorded(correction: EventCorrected, command: CorrectEvent, case: Case) -> tuple[Decided, ...]:
    # What was true on a day follows the date of what is corrected, not of the correction.
    day = case.named[command.position].effective_on
    return decided(case, correction, Office.DEPARTMENT, Clause.RECORDS, effective_on=day)


def _dated_anew(
    event: ReleaseIssued, version: int, command: CorrectEvent, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """A payment order keeps standing: only its day is put right, while it is in payment.

    The order left this ledger and may stand in the other system, so it is never taken back here.
    Its day is what happened, also where that was before the authorization: that is a finding
    (`steps_follow_each_other`) and no reason to keep a wrong day.
    """
    status = state.releases[event.release].status
    order, day = f"The payment order of {event.release!r} of {case.name}", command.day
    orders = [
        at
        for at, other in state.events
        if isinstance(other, ReleaseIssued) and other.release == event.release
    ]
    last = state.corrects.get(version, version) == orders[-1]
    in_payment = last and status is ReleaseStatus.ISSUED
    if day is None or command.amount is not None or not in_payment:
        raise PaymentNotTakenBackError(
            f"{order} left this ledger and may stand in the other system: only its day is "
            "corrected here, and only of the last one while it is in payment.",
            citation=case.cite(Clause.PAYMENT),
            details={"release": event.release, "amount": str(event.amount), "status": status.value},
            next_step="To stop or mend the payment: alliance payments fix. To put its day right: "
            "alliance correct POSITION --day DATE --because TEXT",
        )
    if day == case.named[command.position].effective_on:
        raise _nothing(command, case, f"is of {day} already")
    correction = _correction(event, version, {}, command)
    anew = ReleaseIssued(release=event.release, amount=event.amount)
    return (
        *_recorded(correction, command, case),
        *decided(case, anew, Office.COMPTROLLER, Clause.PAYMENT, effective_on=day),
    )


def _require_proposal_kept(command: CorrectEvent, event: DistrictYearEvent, case: Case) -> None:
    """What two persons agreed on is not changed by one: take it back whole and propose anew."""
    agreed = isinstance(event, ReleaseAuthorized | ReleaseProposed)
    if case.policy.needs_proposal and agreed and command.amount is not None:
        raise ProposalBoundError(
            f"Position {command.position} of {case.name} was agreed on by two persons, and this "
            f"ledger is {case.policy}: its amount is not changed by one of them.",
            citation=case.cite(Clause.RELEASE),
            details={"position": str(command.position), "policy": case.policy.value},
            next_step="Take it back whole (alliance correct without --amount) and propose it anew.",
        )


def _require_as_if_anew(
    command: CorrectEvent, event: DistrictYearEvent, state: DistrictYear, case: Case
) -> None:
    """What could not be recorded today is not brought in by way of a correction."""
    match event:
        case ReleaseProposed():
            release = state.releases.get(event.release)
            if release is not None and release.status is not ReleaseStatus.PROPOSED:
                why = (
                    f"is a proposal that was acted on: release {event.release} is {release.status}"
                )
                raise _nothing(command, case, why)
        case ReleaseAuthorized() if command.amount is not None:
            if not command.amount:
                raise _nothing(command, case, "releases an amount; take it back whole")
            if command.amount > event.amount:
                require_no_hold(state, case)
            if command.amount > event.amount and event.plan_version is not None:
                require_conditions_met(state, case)
        case FindingRaised() if command.amount is not None and command.amount > event.amount:
            require_all_reported(replace(event, amount=command.amount), state, case)
        case ConditionMet():
            resting = [
                name
                for name, release in state.releases.items()
                if release.direction is None
                and not release.residency
                and release.status in (*BEFORE_PAYMENT, ReleaseStatus.ISSUED, ReleaseStatus.PAID)
            ]
            if resting:
                raise _nothing(command, case, f"let money go: {', '.join(resting)}")
        case SubmissionReceived() | SubmissionAccepted():
            for plan_version, plan in state.plans.items():
                if plan.register == event.register:
                    raise _nothing(command, case, f"is what plan version {plan_version} rests on")
        case EntitlementSet() if command.amount is not None and command.amount >= ZERO:
            parts = [event.education_diversity or ZERO, event.published_portion or ZERO]
            if total(parts) > max(ZERO, command.amount):
                raise PartsExceedEntitlementError(
                    f"The parts of the entitlement of {case.name}, {total(parts).display}, are "
                    f"more than the whole, {command.amount.display}.",
                    citation=case.cite(Clause.ENTITLEMENT),
                    details={"parts": str(total(parts)), "amount": str(command.amount)},
                    next_step="Take it back whole (alliance correct without --amount), and set it "
                    "anew.",
                )
        case _:
            resting_on_it = rests_on_case(event, state, case) or rests_beside(event, state, case)
            if resting_on_it is not None:
                raise _nothing(command, case, resting_on_it)


def _named_event(
    command: CorrectEvent, state: DistrictYear, case: Case
) -> tuple[int, DistrictYearEvent]:
    named = case.named.get(command.position)
    if named is None:
        raise _nothing(command, case, "is not a record of this district-year")
    version = named.version
    standing = dict(state.events).get(state.corrects.get(version, version))
    if isinstance(standing, BalanceCarriedIn | FiscalYearClosed):
        raise _nothing(command, case, "is the carry-forward between two years")
    if version in state.corrected_by:
        how = "how it stands now is at" if standing else "it was taken back whole at"
        raise AlreadyCorrectedError(
            f"Position {command.position} of {case.name} was corrected already; {how} position "
            f"{named.corrected_at}.",
            citation=case.cite(Clause.RECORDS),
            details={"position": str(command.position), "corrected_at": str(named.corrected_at)},
            next_step=f"Correct that one: alliance correct {named.corrected_at}"
            if standing
            else f"Correct what was recorded in its place: alliance replay {case.place}",
        )
    if standing is None:
        raise _nothing(command, case, "took an event back whole; record the event anew")
    if isinstance(standing, _BETWEEN_YEARS):
        raise _nothing(command, case, "is one half of a reduction between two years")
    return version, standing


def _nothing(command: CorrectEvent, case: Case, why: str) -> NothingToCorrectError:
    return NothingToCorrectError(
        f"Position {command.position} cannot be corrected for {case.name}: it {why}.",
        citation=case.cite(Clause.RECORDS),
        details={"position": str(command.position)},
        next_step=f"Find the position with: alliance replay {case.place}",
    )


def _replacement(
    command: CorrectEvent,
    event: DistrictYearEvent,
    state: DistrictYear,
    case: Case,
) -> Mapping[str, Money]:
    """The amounts that stand from now on; empty where the event is taken back whole."""
    if command.amount is None:
        return {}
    principal = PRINCIPAL.get(type(event).__name__)
    if principal is None:
        raise _nothing(command, case, "has no single amount; take it back whole, record it anew")
    if _adds_up_lines(event):
        raise _nothing(command, case, "adds up budget lines; take it back whole, record it anew")
    require_not_negative(command.amount, "a corrected amount", case, Clause.RECORDS)
    if getattr(event, principal) == command.amount:
        raise _nothing(command, case, f"is {command.amount.display} already")
    changed = with_amounts(event, {principal: command.amount})
    if isinstance(event, FindingRaised):
        return {principal: command.amount, "absorbed": event.absorbed}
    if not isinstance(event, PassThroughRecorded | ReportEvent):
        return {principal: command.amount}
    # How it is split follows from what stands before it.
    named = case.named[command.position].version
    before = before_version(state, state.corrects.get(named, named))
    right = as_it_follows(changed, before)
    return dict(amounts_of(right))


def _adds_up_lines(event: DistrictYearEvent) -> bool:
    """Another amount alone would leave lines that do not come to it."""
    match event:
        case PlanSubmitted():
            return event.content is not None
        case PlanApproved() | ExpenditureReported() | ExpenditureReportAmended() | FindingRaised():
            return bool(event.lines)
        case _:
            return False
