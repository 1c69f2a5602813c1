"""What stands with the town and is the board's, and how much of it was ordered already.

Source: C.G.S. § 10-262u(c)(2): "all such funds" go to the board, and (g).
Not here: what is told of it (`compliance_release.py`), what is claimed (`decisions/`).
"""

from domain.accounts import postings_of
from domain.chart import Account
from domain.determination_events import DeterminationIssued
from domain.events import DistrictYearEvent, FiscalYearClosed, PassThroughRecorded
from domain.figures import balance, held_for_board
from domain.money import ZERO, Money, total
from domain.owed_events import FundsReturned
from domain.state import DistrictYear

# What the town was paid in error is not the board's; see `held_for_board`.
_TOWN = (Account.HELD_BY_TOWN, Account.PAID_IN_ERROR)


def stands_with_town(state: DistrictYear) -> Money:
    """What the town holds for the board; of a closed year what it held when that closed."""
    return held_for_board(state) + (state.closed.at_town if state.closed else ZERO)


def stands_with_town_after(state: DistrictYear, following: DistrictYear) -> Money:
    """The same, less what of a closed year's the town passed on or gave back in the year after.

    What a town pays is first what stood with it longest.
    """
    if state.closed is None:
        return held_for_board(state)
    out = ZERO
    for _, event in following.events:
        match event:
            case PassThroughRecorded():
                out += event.amount
            case FundsReturned():
                out += event.from_town
            case _:
                continue
    return held_for_board(state) + max(ZERO, state.closed.at_town - out)


def town_is_known(state: DistrictYear) -> bool:
    """Whether anything on record says what the town was paid."""
    there = bool(balance("released", state)) or bool(stands_with_town(state))
    return bool(state.releases) or there


def ordered_with_town(state: DistrictYear) -> Money:
    """How much of what stands with the town an order is about already.

    What the town passed on or gave back since is no longer there, and what it received later is
    other money. What a year carried out stood there until then.
    """
    held = ordered = ZERO
    for _, event in state.events:
        if isinstance(event, FiscalYearClosed):
            continue
        held += _into_town(event)
        if isinstance(event, DeterminationIssued):
            ordered += _about_the_way(event, state)
        ordered = min(ordered, max(ZERO, held))
    return ordered


def _into_town(event: DistrictYearEvent) -> Money:
    """By how much what the town holds for the board is more after an event."""
    rows = postings_of(event)
    came = [row.amount for row in rows if row.target in _TOWN]
    return total(came) - total([row.amount for row in rows if row.source in _TOWN])


def _about_the_way(order: DeterminationIssued, state: DistrictYear) -> Money:
    """What an order claims on findings about the way of the money, and still claims."""
    findings = state.claims.findings
    return total(
        [
            min(share.amount, findings[share.finding].ordered)
            for share in order.shares
            if share.finding in findings and not findings[share.finding].about_spending
        ]
    )
