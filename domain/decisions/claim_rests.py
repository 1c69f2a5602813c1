"""What of a case rests on a record, so that it is not taken back from under it.

A decision that was sent is lowered on an instrument alone; what let money be given up, paid back or
taken stays while that stands. Source: C.G.S. § 11-8b, § 3-7. Not here: corrections of money
(`correction.py`).
"""

from collections.abc import Sequence

from domain.challenge_events import (
    AppealDecided,
    EnforcementDirected,
    ReconsiderationDecided,
    ReconsiderationRequested,
    StayEnded,
)
from domain.decisions.case import Case
from domain.decisions.claim_ground import lowered_on
from domain.decisions.claim_instruments import carried_by, lowered_by, pays_back
from domain.decisions.enforceable import enforceable
from domain.determination_events import (
    DeterminationIssued,
    Paper,
    PaperServed,
    PreliminaryDeterminationIssued,
    ProcedureSet,
    ResponseReceived,
    ResponseTimeExtended,
)
from domain.events import DistrictYearEvent
from domain.owed_events import ClaimReduced, Instrument, ReductionTaken, RepaymentRefunded
from domain.state import DistrictYear, folded_at
from domain.statute.rules import rules_in_force

_ONLY_SENDING = (
    "is the only sending of the final decision, from which days are counted; record the right one "
    "first (alliance determination serve)"
)
_SENT = (
    "is a decision that was sent to the board; it is lowered on an instrument only (alliance "
    "receivables reduce-claim)"
)


def rests_on_case(event: DistrictYearEvent, state: DistrictYear, case: Case) -> str | None:
    """Why a step of a case cannot be taken back, after "it"; None where it can."""
    match event:
        case PaperServed(paper=Paper.PRELIMINARY) | ResponseReceived() | ResponseTimeExtended():
            known = state.claims.determinations[event.determination]
            rests = known.contested and known.ordered
            return f"shows that the board was heard before {event.determination}" if rests else None
        case PaperServed(paper=Paper.FINAL):
            return _only_sending(event, state) or _taken(event, state, case)
        case DeterminationIssued():
            sent = Paper.FINAL in state.claims.determinations[event.determination].services
            return _SENT if sent else None
        case PreliminaryDeterminationIssued():
            known = state.claims.determinations[event.determination]
            rests = known.contested and known.ordered and known.preliminary == event
            return f"is the notice that {event.determination} rests on" if rests else None
        case ProcedureSet():
            known = state.claims.determinations[event.determination]
            rests = known.ordered and known.procedure == event
            return f"is the procedure by which {event.determination} was decided" if rests else None
        case ReconsiderationRequested():
            return _decided_on(event, state)
        case AppealDecided() | ReconsiderationDecided():
            return (
                _less_claimed(event, state)
                or _paid_back(event, state)
                or _taken(event, state, case)
            )
        case PaperServed() | StayEnded() | EnforcementDirected() | ClaimReduced():
            return _taken(event, state, case)
        case _:
            return None


_Decision = AppealDecided | ReconsiderationDecided
# What may have ended the waiting for a reduction of a later year.
_Ended = _Decision | PaperServed | StayEnded | EnforcementDirected | ClaimReduced


def _only_sending(event: PaperServed, state: DistrictYear) -> str | None:
    same = [
        one
        for _, one in state.events
        if isinstance(one, PaperServed)
        and (one.determination, one.paper) == (event.determination, Paper.FINAL)
    ]
    return None if len(same) > 1 else _ONLY_SENDING


def _decided_on(event: ReconsiderationRequested, state: DistrictYear) -> str | None:
    """Why a petition stays while a later decision on reconsideration stands."""
    later = [
        one
        for version, one in state.events
        if isinstance(one, ReconsiderationDecided)
        and one.determination == event.determination
        and version > _version(event, state)
    ]
    if not later:
        return None
    return (
        f"is the petition that was decided on for {event.determination}; take that decision back "
        "first (alliance correct)"
    )


def _less_claimed(event: _Decision, state: DistrictYear) -> str | None:
    """Why the only decision that a lowered claim rests on stays."""
    instrument, name = lowered_by(event), event.determination
    if instrument is None:
        return None
    decisions = [at for at, one in _decisions(name, state) if lowered_by(one) is instrument]
    if not _rests(lowered_on(instrument, name, state), decisions, _version(event, state)):
        return None
    return (
        f"is the decision on which less is claimed under {name}; take that back first (alliance "
        "correct)"
    )


def _paid_back(event: _Decision, state: DistrictYear) -> str | None:
    """Why the only decision that a repayment was not owed stays while it is paid back."""
    name = event.determination
    known = state.claims.determinations[name]
    decisions = [
        at
        for at, one in _decisions(name, state)
        if pays_back(one, known) or lowered_by(one) is Instrument.JUDGMENT
    ]
    refunds = [
        at
        for at, one in state.events
        if isinstance(one, RepaymentRefunded) and one.determination == name
    ]
    if not _rests(refunds, decisions, _version(event, state)):
        return None
    return (
        f"is the decision on which a repayment was paid back under {name}; take that back first "
        "(alliance correct)"
    )


def _rests(uses: Sequence[int], decisions: Sequence[int], decision: int) -> bool:
    """Whether any of the uses rests on that decision alone."""
    return any(list(carried_by(decisions, uses, at)) == [decision] for at in uses)


def _taken(event: _Ended, state: DistrictYear, case: Case) -> str | None:
    """Why what ended the waiting stays while something taken after it is not given back.

    Asked as it was when it was taken: of what stood on record then, without the event.
    """
    name, days = event.determination, case.chain[0].days
    known = state.claims.determinations[name]
    for version, taking in state.events:
        if not isinstance(taking, ReductionTaken) or taking.determination != name:
            continue
        before = [one for one in state.events if one[0] < version]
        without = [one for one in before if one[1] is not event]
        rules = rules_in_force(case.fiscal_year, days[version])
        could, can = (
            enforceable(folded_at(ones).claims.determinations[name], rules, days[version])
            for ones in (before, without)
        )
        if known.taken_in(taking.in_fiscal_year) and could and not can:
            return (
                f"let a later year be reduced for {name}; give that back first (alliance "
                "receivables reverse-reduction)"
            )
    return None


def _decisions(name: str, state: DistrictYear) -> list[tuple[int, _Decision]]:
    """The decisions on a determination, with their versions."""
    return [
        (version, one)
        for version, one in state.events
        if isinstance(one, AppealDecided | ReconsiderationDecided) and one.determination == name
    ]


def _version(event: DistrictYearEvent, state: DistrictYear) -> int:
    return next(version for version, one in state.events if one is event)
