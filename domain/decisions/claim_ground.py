"""What a step of an inquiry, a finding or a determination rests on: its legal date is no earlier.

What is due again, or was there only from some day on, is a ground as far as an amount needs it.
Not here: steps of plans and releases (`ground.py`); on which day the board was heard
(`determination.py`).
"""

from domain import claim_commands as fc
from domain import determination_commands as dc
from domain import owed_commands as oc
from domain.challenge_events import (
    AppealDecided,
    AppealFiled,
    EnforcementDirected,
    ReconsiderationDecided,
    ReconsiderationRequested,
    StayEnded,
    StayOrdered,
)
from domain.chart import Account
from domain.claim_events import FindingRaised, InquiryOpened
from domain.decisions.claim_instruments import carried_by, lowered_by, pays_back
from domain.decisions.finding_limits import report_about
from domain.determination_events import (
    DeterminationIssued,
    Paper,
    PaperServed,
    PreliminaryDeterminationIssued,
    ProcedureSet,
)
from domain.determination_state import OPENING, Determination, year_in_key
from domain.events import (
    AlliancePortionWithheld,
    BalanceCarriedIn,
    DistrictYearEvent,
    ExpenditureReported,
    OpeningBalanceStated,
    PassThroughRecorded,
    PortionTransferred,
    ReleaseConfirmed,
)
from domain.figures import allocation
from domain.money import ZERO, Money, total
from domain.owed_commands import Returner
from domain.owed_events import (
    ClaimReduced,
    Instrument,
    ReductionApplied,
    ReductionRestored,
    ReductionReversed,
    RepaymentReceived,
    RepaymentRefunded,
)
from domain.report_events import ExpenditureReportAmended
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

_CASH = (Account.HELD_BY_COMMISSIONER, Account.HELD_BY_COMPTROLLER)


def claim_grounds(command: fc.ClaimCommand, state: DistrictYear) -> tuple[int, ...]:
    """The versions a step rests on; the latest of their legal dates is the earliest of its own.

    A reduction rests on the determination in the year of the claim, whose state is given then.
    """
    rests_on = [version for version, event in state.events if _rests_on(command, event, state)]
    return tuple(sorted({*rests_on, *_authority(command, state), *_due_again(command, state)}))


def own_grounds(command: fc.ClaimCommand, state: DistrictYear) -> tuple[int, ...]:
    """The versions of the command's own year a step rests on: where the money came from.

    What came back had come before; new money is reduced once it is there, and given back once it
    was reduced. What an opening statement says is open is settled after it.
    """
    carried: tuple[int, ...] = ()
    match command:
        case oc.ReturnFunds(returned_by=Returner.TOWN):
            kinds: tuple[type, ...] = (ReleaseConfirmed, BalanceCarriedIn, OpeningBalanceStated)
        case oc.ReturnFunds():
            kinds = (PassThroughRecorded, BalanceCarriedIn, OpeningBalanceStated)
        case oc.ApplyReduction():
            kinds = (AlliancePortionWithheld, PortionTransferred, OpeningBalanceStated)
            carried = _carried_cash(command, state)
        case oc.ReverseReduction():
            return _applied(command, state)
        case _:
            kinds = (OpeningBalanceStated,)
    found = [version for version, event in state.events if isinstance(event, kinds)]
    return tuple(sorted({*found, *carried}))


def _rests_on(command: fc.ClaimCommand, event: DistrictYearEvent, state: DistrictYear) -> bool:
    match command, event:
        case fc.AnswerInquiry() | fc.CloseInquiry() | fc.RaiseFinding(), InquiryOpened():
            return event.inquiry == command.inquiry
        case fc.AllowQuestionedCost() | fc.DisallowQuestionedCost(), FindingRaised():
            return event.finding == command.finding
        case fc.RaiseFinding(), FindingRaised():
            return event.finding in command.absorbs
        case fc.RaiseFinding(), ExpenditureReported() | ExpenditureReportAmended():
            number = event.report if isinstance(event, ExpenditureReportAmended) else 1
            return number == report_about(command, state)
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
        case dc.EndStay(), StayOrdered():
            return event.determination == command.determination
        case dc.DecideAppeal(), AppealFiled():
            return event.determination == command.determination
        case dc.DecideReconsideration(), ReconsiderationRequested():
            return event.determination == command.determination
        case dc.DirectEnforcement() | oc.ApplyReduction(), StayEnded():
            return event.determination == command.determination
        case oc.ApplyReduction(), AppealDecided() | EnforcementDirected():
            # Where no days are counted, an appeal stops nothing, and a direction is asked for only
            # after a court sent it back.
            same = event.determination == command.determination
            known = _known(event.determination, state)
            directed = isinstance(event, EnforcementDirected) and known.remanded
            return same and (known.contested or directed)
        case oc.ApplyReduction(), ClaimReduced(instrument=Instrument.JUDGMENT):
            return event.determination == command.determination
        case oc.ApplyReduction(determination=name), OpeningBalanceStated():
            return name == OPENING
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


def _authority(command: fc.ClaimCommand, state: DistrictYear) -> tuple[int, ...]:
    """The first decision by which less is claimed, or a repayment was not owed.

    Not one by which that was done before, where there is a later one.
    """
    if not isinstance(command, oc.ReduceClaim | oc.RefundRepayment):
        return ()
    name = command.determination
    decisions = [
        (version, event)
        for version, event in state.events
        if isinstance(event, AppealDecided | ReconsiderationDecided) and event.determination == name
    ]
    if isinstance(command, oc.RefundRepayment):
        found = [
            version
            for version, event in decisions
            if pays_back(event, _known(name, state), command.instrument)
        ]
        uses = [version for version, _ in _came(RepaymentRefunded, name, state)]
    else:
        wanted = command.instrument
        found = [version for version, event in decisions if wanted and lowered_by(event) is wanted]
        uses = lowered_on(wanted, name, state)
    return tuple(carried_by(found, uses)[:1])


def lowered_on(instrument: Instrument | None, name: str, state: DistrictYear) -> list[int]:
    """The versions of what was lowered on an instrument under a determination."""
    return [
        version
        for version, event in state.events
        if isinstance(event, ClaimReduced)
        and (event.determination, event.instrument) == (name, instrument)
    ]


def _due_again(command: fc.ClaimCommand, state: DistrictYear) -> tuple[int, ...]:
    """What was given back, and is due again; or what was repaid, and is paid back now."""
    match command:
        case oc.RecordRepayment(determination=name, amount=amount):
            refunds = _came(RepaymentRefunded, name, state)
            return _needed(amount, _known(name, state).repay_open, refunds)
        case oc.RefundRepayment(determination=name, amount=amount):
            repayments = _came(RepaymentReceived, name, state)
            return _needed(amount, _known(name, state).repaid, repayments)
        case oc.ApplyReduction(determination=name, amount=amount):
            due = _known(name, state).reduction_open
            restored = _came(ReductionRestored, name, state)
            return _needed(due if amount is None else amount, due, restored)
        case oc.ReduceClaim(determination=name):
            known = _known(name, state)
            refunds = _came(RepaymentRefunded, name, state)
            restored = _came(ReductionRestored, name, state)
            return (
                *_needed(command.repay_less or ZERO, known.repay_open, refunds),
                *_needed(command.reduction_less or ZERO, known.reduction_open, restored),
            )
        case _:
            return ()


def _carried_cash(command: oc.ApplyReduction, state: DistrictYear) -> tuple[int, ...]:
    """The balance carried in, as far as the cash for a reduction is of it."""
    held = total([state.standing(account) for account in _CASH])
    new = (allocation(state) or ZERO) - state.standing(Account.REDUCTION_APPLIED)
    carried = [
        (version, event.at_commissioner + event.at_comptroller)
        for version, event in state.events
        if isinstance(event, BalanceCarriedIn)
    ]
    return _needed(min(new, held) if command.amount is None else command.amount, held, carried)


def _applied(command: oc.ReverseReduction, state: DistrictYear) -> tuple[int, ...]:
    """The reductions of this year that are taken back."""
    claim_year = year_in_key(command.determination) or command.claim_fiscal_year
    of_claim = [
        (version, event)
        for version, event in state.events
        if isinstance(event, ReductionApplied | ReductionReversed)
        and (event.determination, event.claim_fiscal_year) == (command.determination, claim_year)
    ]
    came = [(at, one.amount) for at, one in of_claim if isinstance(one, ReductionApplied)]
    back = [one.amount for _, one in of_claim if isinstance(one, ReductionReversed)]
    return _needed(command.amount, total([one for _, one in came]) - total(back), came)


def _came(
    kind: type[RepaymentReceived | RepaymentRefunded | ReductionRestored],
    name: str,
    state: DistrictYear,
) -> list[tuple[int, Money]]:
    """The amounts of one kind under a determination, with their versions."""
    return [
        (version, event.amount)
        for version, event in state.events
        if isinstance(event, kind) and event.determination == name
    ]


def _needed(amount: Money, there: Money, came: list[tuple[int, Money]]) -> tuple[int, ...]:
    """Of what came, in the order of the record, as much as an amount needs.

    `there`: what stands open now, with all that came. Taken as if everything settled since had
    been settled before, so that no day on or after the last of them lies below zero.
    """
    lacking = amount - there + total([one for _, one in came]) if amount else ZERO
    return tuple(
        version for version, _ in came if total([one for at, one in came if at < version]) < lacking
    )


def _known(name: str, state: DistrictYear) -> Determination:
    return state.claims.determinations.get(name, Determination())
