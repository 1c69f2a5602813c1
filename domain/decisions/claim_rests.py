"""What of a case rests on a record, so that it is not taken back from under it.

A decision that was sent is lowered on an instrument alone; what let money be given up, paid back or
taken stays while that stands. Source: C.G.S. § 11-8b, § 3-7. Not here: corrections of money
(`correction.py`).
"""

from domain.challenge_events import (
    AppealDecided,
    EnforcementDirected,
    ReconsiderationDecided,
    StayEnded,
)
from domain.decisions.claim_instruments import lowered_by, makes_undue
from domain.determination_events import (
    DeterminationIssued,
    Paper,
    PaperServed,
    PreliminaryDeterminationIssued,
    ProcedureSet,
    ResponseReceived,
)
from domain.events import DistrictYearEvent
from domain.owed_events import ReductionTaken
from domain.state import DistrictYear

_ONLY_SENDING = (
    "is the only sending of the final decision, from which days are counted; record the right one "
    "first (alliance determination serve)"
)
_SENT = (
    "is a decision that was sent to the board; it is lowered on an instrument only (alliance "
    "receivables reduce-claim)"
)


def rests_on_case(event: DistrictYearEvent, state: DistrictYear) -> str | None:
    """Why a step of a case cannot be taken back, after "it"; None where it can."""
    match event:
        case PaperServed(paper=Paper.FINAL):
            same = [
                one
                for _, one in state.events
                if isinstance(one, PaperServed)
                and (one.determination, one.paper) == (event.determination, Paper.FINAL)
            ]
            return None if len(same) > 1 else _ONLY_SENDING
        case DeterminationIssued():
            sent = Paper.FINAL in state.claims.determinations[event.determination].services
            return _SENT if sent else None
        case PreliminaryDeterminationIssued():
            known = state.claims.determinations[event.determination]
            rests = known.contested and known.ordered and known.preliminary == event
            return f"is the notice that {event.determination} rests on" if rests else None
        case PaperServed(paper=Paper.PRELIMINARY) | ResponseReceived():
            known = state.claims.determinations[event.determination]
            rests = known.contested and known.ordered
            return f"shows that the board was heard before {event.determination}" if rests else None
        case ProcedureSet():
            known = state.claims.determinations[event.determination]
            rests = known.ordered and known.procedure == event
            return f"is the procedure by which {event.determination} was decided" if rests else None
        case AppealDecided() | ReconsiderationDecided():
            return _less_claimed(event, state) or _paid_back(event, state) or _taken(event, state)
        case StayEnded() | EnforcementDirected():
            return _taken(event, state)
        case _:
            return None


_Decision = AppealDecided | ReconsiderationDecided


def _less_claimed(event: _Decision, state: DistrictYear) -> str | None:
    """Why the only decision that opens an instrument stays while a claim is lowered on it."""
    instrument = lowered_by(event)
    known = state.claims.determinations[event.determination]
    others = {lowered_by(one) for one in _others(event, state)}
    lowered = {one.instrument for one in known.reduced_claims}
    if instrument is None or instrument in others or instrument not in lowered:
        return None
    return (
        f"is the decision on which less is claimed under {event.determination}; take that back "
        "first (alliance correct)"
    )


def _paid_back(event: _Decision, state: DistrictYear) -> str | None:
    """Why the only decision that a repayment was not owed stays while it is paid back."""
    known = state.claims.determinations[event.determination]
    others = any(makes_undue(one) for one in _others(event, state))
    if not known.refunds or others or not makes_undue(event):
        return None
    return (
        f"is the decision on which a repayment was paid back under {event.determination}; take "
        "that back first (alliance correct)"
    )


def _taken(event: _Decision | StayEnded | EnforcementDirected, state: DistrictYear) -> str | None:
    """Why what ended the waiting stays while something taken after it is not given back."""
    name = event.determination
    known = state.claims.determinations[name]
    events = [one for _, one in state.events]
    after = any(
        isinstance(one, ReductionTaken) and one.determination == name
        for one in events[events.index(event) :]
    )
    match event:
        case StayEnded():
            waited = True
        case AppealDecided():
            waited = known.contested and known.enforcement is None
        case EnforcementDirected():
            waited = known.contested
        case _:
            waited = False  # what a reconsideration decides ends no waiting by itself
    if not (known.taken and after and waited):
        return None
    return (
        f"let a later year be reduced for {name}; give that back first (alliance receivables "
        "reverse-reduction)"
    )


def _others(event: _Decision, state: DistrictYear) -> list[_Decision]:
    """The other decisions on the same determination."""
    return [
        one
        for _, one in state.events
        if isinstance(one, AppealDecided | ReconsiderationDecided)
        and one.determination == event.determination
        and one is not event
    ]
