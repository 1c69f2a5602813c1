"""What a step of an inquiry, a finding or a determination rests on: its legal date is no earlier.

Not here: steps of plans and releases (`ground.py`).
"""

from domain import claim_commands as fc
from domain import determination_commands as dc
from domain import owed_commands as oc
from domain.challenge_events import AppealFiled, ReconsiderationDecided, StayOrdered
from domain.claim_events import ClaimEvent, FindingRaised, InquiryOpened
from domain.determination_events import (
    DeterminationIssued,
    Paper,
    PaperServed,
    PreliminaryDeterminationIssued,
    ProcedureSet,
)
from domain.events import (
    AlliancePortionWithheld,
    BalanceCarriedIn,
    DistrictYearEvent,
    OpeningBalanceStated,
    PassThroughRecorded,
    PortionTransferred,
    ReleaseConfirmed,
)
from domain.owed_commands import Returner
from domain.owed_events import ReductionTaken
from domain.state import DistrictYear

_AFTER_ORDER = (
    dc.RequestReconsideration
    | dc.DecideReconsideration
    | dc.FileAppeal
    | dc.OrderStay
    | dc.DirectEnforcement
    | oc.ReduceClaim
    | oc.SetPaymentSchedule
    | oc.RecordRepayment
    | oc.RefundRepayment
    | oc.ApplyReduction
)


def claim_grounds(command: fc.ClaimCommand, state: DistrictYear) -> tuple[int, ...]:
    """The versions a step rests on; the latest of their legal dates is the earliest of its own.

    A reduction rests on the determination in the year of the claim, whose state is given then.
    """
    return tuple(
        version
        for version, event in state.events
        if isinstance(event, ClaimEvent) and _rests_on(command, event)
    )


def own_grounds(command: fc.ClaimCommand, state: DistrictYear) -> tuple[int, ...]:
    """The versions of the command's own year a step rests on: where the money came from.

    What came back had come before; new money is reduced once it is there. What an opening
    statement says is open is settled after it.
    """
    match command:
        case oc.ReturnFunds(returned_by=Returner.TOWN):
            kinds: tuple[type, ...] = (ReleaseConfirmed, BalanceCarriedIn, OpeningBalanceStated)
        case oc.ReturnFunds():
            kinds = (PassThroughRecorded, BalanceCarriedIn, OpeningBalanceStated)
        case oc.ApplyReduction():
            kinds = (AlliancePortionWithheld, PortionTransferred, OpeningBalanceStated)
        case _:
            kinds = (OpeningBalanceStated,)
    return tuple(version for version, event in state.events if isinstance(event, kinds))


def _rests_on(command: fc.ClaimCommand, event: DistrictYearEvent) -> bool:
    match command, event:
        case fc.AnswerInquiry() | fc.CloseInquiry() | fc.RaiseFinding(), InquiryOpened():
            return event.inquiry == command.inquiry
        case fc.AllowQuestionedCost() | fc.DisallowQuestionedCost(), FindingRaised():
            return event.finding == command.finding
        case fc.RaiseFinding(), FindingRaised():
            return event.finding in command.absorbs
        case dc.IssuePreliminaryDetermination() | dc.IssueDetermination(), FindingRaised():
            return any(share.finding == event.finding for share in command.shares)
        case (
            dc.IssueDetermination() | dc.RecordResponse() | dc.ExtendResponseTime(),
            PreliminaryDeterminationIssued(),
        ):
            return event.determination == command.determination
        case dc.IssueDetermination(), ProcedureSet():
            return event.determination == command.determination
        case dc.ServePaper(), (
            PreliminaryDeterminationIssued() | DeterminationIssued() | ReconsiderationDecided()
        ):
            same = event.determination == command.determination
            return same and _PAPERS[type(event)] is command.paper
        case dc.RecordReturnReceipt(), PaperServed():
            same = event.determination == command.determination
            return same and event.paper is command.paper
        case oc.ReverseReduction(), ReductionTaken():
            return event.determination == command.determination
        case dc.EndStay(), StayOrdered():
            return event.determination == command.determination
        case dc.DecideAppeal(), AppealFiled():
            return event.determination == command.determination
        case _:
            return (
                isinstance(command, _AFTER_ORDER)
                and isinstance(event, DeterminationIssued)
                and event.determination == command.determination
            )


_PAPERS = {
    PreliminaryDeterminationIssued: Paper.PRELIMINARY,
    DeterminationIssued: Paper.FINAL,
    ReconsiderationDecided: Paper.RECONSIDERATION,
}
