"""What of a case rests on a record, so that it is not taken back from under it.

A decision that was sent is lowered on an instrument alone. Source: C.G.S. § 11-8b, § 3-7. Not here:
corrections of money (`correction.py`).
"""

from domain.determination_events import (
    DeterminationIssued,
    Paper,
    PaperServed,
    PreliminaryDeterminationIssued,
    ResponseReceived,
)
from domain.events import DistrictYearEvent
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
        case _:
            return None
