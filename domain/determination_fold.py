"""What is known of a determination after one more event.

Reads no law and never fails: an event about what is not there is kept by name in `lost`, which is
how a correction that takes away its ground is noticed. Source: C.G.S. § 10-262u(g).
Not here: what is known (`domain/determination_state.py`).
"""

from dataclasses import replace
from typing import assert_never

from domain.challenge_events import (
    AppealDecided,
    AppealFiled,
    EnforcementDirected,
    ReconsiderationDecided,
    ReconsiderationOutcome,
    ReconsiderationRequested,
    StayEnded,
    StayOrdered,
)
from domain.determination_events import (
    DeterminationEvent,
    DeterminationIssued,
    Paper,
    PaperServed,
    PreliminaryDeterminationIssued,
    ProcedureSet,
    ResponseReceived,
    ResponseTimeExtended,
    ReturnReceiptRecorded,
)
from domain.determination_state import Determination, Service, paper_of
from domain.money import ZERO
from domain.owed_events import (
    ClaimReduced,
    Instrument,
    PaymentScheduleSet,
    ReductionRestored,
    ReductionTaken,
    RepaymentReceived,
    RepaymentRefunded,
)


def determination_after(
    one: Determination,
    event: DeterminationEvent
    | ClaimReduced
    | PaymentScheduleSet
    | RepaymentReceived
    | RepaymentRefunded
    | ReductionTaken
    | ReductionRestored,
) -> Determination | None:
    """What is known of a determination after one more event; None where it lost its ground."""
    match event:
        case ProcedureSet():
            return replace(one, procedure=event)
        case PreliminaryDeterminationIssued():
            return _noticed(one, event)
        case ResponseReceived() | ResponseTimeExtended():
            return _heard(one, event) if one.preliminary else None
        case DeterminationIssued():
            return replace(one, issued=event, ordered=True, repay=event.repay, reduce=event.reduce)
        case PaperServed() | ReturnReceiptRecorded():
            return _served(one, event)
        case _:
            return _after_order(one, event) if one.ordered else None


def _noticed(one: Determination, event: PreliminaryDeterminationIssued) -> Determination:
    """A new notice is a new paper: the sending of an earlier one is not its own."""
    others = dict(one.services)
    others.pop(Paper.PRELIMINARY, None)
    return replace(
        one, preliminary=event, respond_by=event.respond_by, heard=False, services=others
    )


def _heard(one: Determination, event: ResponseReceived | ResponseTimeExtended) -> Determination:
    if isinstance(event, ResponseTimeExtended):
        return replace(one, respond_by=event.respond_by)
    return replace(one, responses=(*one.responses, event), heard=True)


def _served(one: Determination, event: PaperServed | ReturnReceiptRecorded) -> Determination | None:
    if isinstance(event, PaperServed):
        if paper_of(one, event.paper) is None:
            return None
        earlier = one.services.get(event.paper)
        if earlier is not None and earlier.sent.mailed_on <= event.mailed_on:
            # Days are counted from the first that stands.
            service = replace(earlier, also_on=(*earlier.also_on, event.mailed_on))
        elif earlier is not None:
            service = Service(sent=event, also_on=(*earlier.also_on, earlier.sent.mailed_on))
        else:
            service = Service(sent=event)
    else:
        sent = one.services.get(event.paper)
        if sent is None:
            return None
        service = replace(sent, receipt=event)
    return replace(one, services={**one.services, event.paper: service})


def _after_order(
    one: Determination,
    event: ReconsiderationRequested
    | ReconsiderationDecided
    | AppealFiled
    | StayOrdered
    | StayEnded
    | AppealDecided
    | EnforcementDirected
    | ClaimReduced
    | PaymentScheduleSet
    | RepaymentReceived
    | RepaymentRefunded
    | ReductionTaken
    | ReductionRestored,
) -> Determination | None:
    """What follows on an order."""
    match event:
        case ReconsiderationRequested():
            return replace(one, petition=event)
        case ReconsiderationDecided():
            granted = event.outcome is ReconsiderationOutcome.GRANTED
            enforcement = None if granted else one.enforcement
            return replace(one, reconsidered=event, enforcement=enforcement)
        case AppealFiled():
            return replace(one, appeal=event, appeal_decided=None)
        case StayOrdered():
            return replace(one, stay=event)
        case StayEnded():
            return replace(one, stay=None) if one.stay else None
        case AppealDecided():
            return _judged(one, event)
        case EnforcementDirected():
            return replace(one, enforcement=event)
        case ClaimReduced():
            as_judged = (event,) if event.instrument is Instrument.JUDGMENT else ()
            return replace(
                one,
                reduced_claims=(*one.reduced_claims, event),
                lowered_as_judged=(*one.lowered_as_judged, *as_judged),
                waived_since_schedule=one.waived_since_schedule + event.repay_less,
            )
        case PaymentScheduleSet():
            return replace(
                one,
                schedule=event,
                waived_since_schedule=ZERO,
                repaid_since_schedule=(),
                refunded_since_schedule=ZERO,
                rescheduled=one if one.schedule else None,
            )
        case RepaymentReceived():
            return replace(
                one,
                repayments=(*one.repayments, event),
                repaid_since_schedule=(*one.repaid_since_schedule, event),
            )
        case RepaymentRefunded():
            return replace(
                one,
                refunds=(*one.refunds, event),
                refunded_since_schedule=one.refunded_since_schedule + event.amount,
            )
        case ReductionTaken():
            return replace(one, takings=(*one.takings, event))
        case ReductionRestored():
            return replace(one, restored=(*one.restored, event))
        case _:
            assert_never(event)


def _judged(one: Determination, event: AppealDecided) -> Determination | None:
    """A judgment is to be entered anew, whatever was lowered on an earlier one."""
    if one.appeal is None or one.appeal_decided is not None:
        return None
    return replace(one, appeal_decided=event, lowered_as_judged=(), enforcement=None)
