"""How spending is split between grant money and the board's own, and split again when it changes.

Every split follows from what stood before it; so a change further back can be carried through.
Not here: whether spending may be reported (`report.py`, `report_change.py`).
"""

from typing import NamedTuple

from domain.chart import Account
from domain.events import ExpenditureReported
from domain.figures import available, balance
from domain.money import ZERO, Money
from domain.state import DistrictYear


class Split(NamedTuple):
    """By how much grant money and own money rise or fall; at most one direction is not zero."""

    grant_more: Money = ZERO
    grant_less: Money = ZERO
    own_more: Money = ZERO
    own_less: Money = ZERO


def report_of(spent: Money, state: DistrictYear) -> ExpenditureReported:
    """Split reported spending into grant money on hand and the board's own money.

    What an opening statement counted as spent is part of the year's report and is not split again.
    """
    new = max(ZERO, spent - (state.opening.spent if state.opening else ZERO))
    held = max(ZERO, balance("held_by_board", state))
    from_grant = min(new, held)
    return ExpenditureReported(
        spent=spent,
        from_grant=from_grant,
        from_own_money=new - from_grant,
        above_available=above_available(spent, state),
    )


def above_available(spent: Money, state: DistrictYear) -> Money:
    """The part of what was spent that the grant can never cover as things stand."""
    return max(ZERO, spent - max(ZERO, available(state)))


def split_of_change(spent: Money, state: DistrictYear) -> Split:
    """How a new total of the year's spending moves money.

    More is paid with grant money on hand, then with the board's own. Less takes own money back
    first, as far as it was not reimbursed; what was reimbursed has become grant money.
    """
    change = spent - state.standing(Account.SPENT)
    if change >= ZERO:
        from_grant = min(change, max(ZERO, balance("held_by_board", state)))
        return Split(grant_more=from_grant, own_more=change - from_grant)
    own = min(-change, max(ZERO, -state.standing(Account.BOARD_OWN_MONEY)))
    return Split(grant_less=-change - own, own_less=own)
