"""What has to be true of the accounts of any district-year, whatever was done to it.

For the machines of hypothesis (`tests/domain/test_machine.py`, `tests/machine/`). Not here: what a
single act needs (`machine_invariants.py`).
"""

from collections import Counter
from datetime import date
from itertools import groupby

from domain.accounts import postings_of
from domain.chart import STOCKS, Account
from domain.decisions.possible import impossible
from domain.decisions.restating import reopened
from domain.events import (
    AlliancePortionWithheld,
    BalanceCarriedIn,
    DistrictYearEvent,
    ExpenditureReported,
    FiscalYearClosed,
    OpeningBalanceStated,
    OverpaymentReturned,
    PassThroughRecorded,
    PublishedWithholdingRecorded,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseWithdrawn,
    ResidencyFundsSetAside,
)
from domain.figures import available, balances, held_for_board
from domain.money import ZERO, Money, total
from domain.owed_events import ReductionApplied, ReductionReversed
from domain.release_state import ReleaseStatus
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
)
from domain.state import DistrictYear, fold


def no_stock_is_negative(state: DistrictYear) -> None:
    for stock in (*STOCKS, Account.SPENT, Account.AUTHORIZED, Account.RESIDENCY_SET_ASIDE):
        assert state.standing(stock) >= ZERO, stock
    # The board is never repaid more than it advanced, and nothing stays in clearing.
    assert state.standing(Account.BOARD_OWN_MONEY) <= ZERO
    assert state.standing(Account.STATEMENT) == ZERO
    assert available(state) >= ZERO
    # What the town was paid in error is its own column: it still owes all of the rest to the board.
    assert state.standing(Account.PAID_IN_ERROR) <= ZERO
    assert held_for_board(state) >= ZERO


def no_day_on_record_lies_below_zero(dated: list[tuple[date, DistrictYearEvent]]) -> None:
    """As a question as of each day adds up.

    A pass-through may be dated while it is in payment, or before its money was carried in.
    """
    to_come = [
        (day, posting.amount.cents)
        for day, event in dated
        if isinstance(event, BalanceCarriedIn)
        for posting in postings_of(event)
        if posting.target is Account.HELD_BY_TOWN
    ]
    claims = (Account.FINDING_OPEN, Account.REPAY_DUE, Account.REDUCTION_DUE)
    standing: Counter[Account] = Counter()
    for day, events in groupby(sorted(dated, key=lambda one: one[0]), key=lambda one: one[0]):
        for posting in (posting for _, event in events for posting in postings_of(event)):
            standing[posting.source] -= posting.amount.cents
            standing[posting.target] += posting.amount.cents
        for account in {*STOCKS, *claims} - {Account.HELD_BY_TOWN}:
            assert standing[account] >= 0, (account, day)
        carried = sum(cents for on, cents in to_come if on > day)
        assert standing[Account.HELD_BY_TOWN] + standing[Account.IN_PAYMENT] + carried >= 0, day


def money_came_from_somewhere(state: DistrictYear) -> None:
    """What came in is what stands, was spent of the grant, repaid the board or went on."""
    assert total([state.standing(account) for account in Account]) == ZERO
    came, went = ZERO, ZERO
    for _, event in state.events:
        match event:
            case AlliancePortionWithheld() | PublishedWithholdingRecorded():
                came += event.amount
            case OpeningBalanceStated():
                came += event.carry_in + event.withheld
                went += event.spent
            case BalanceCarriedIn():
                came += _parts(event)
                # Of what is carried, the advance is owed and the rest was withheld or not yet.
                owed = event.advanced_by_board
                assert event.carry_in == _parts(event) + event.not_withheld - owed
            case FiscalYearClosed():
                went += _parts(event)
                owed = event.advanced_by_board
                assert event.carry_out == _parts(event) + event.not_withheld - owed
            case ReleaseConfirmed():
                came += event.over
                assert not (event.over and event.short)
            case OverpaymentReturned():
                went += event.amount
            case PassThroughRecorded():
                went += event.reimbursed
            case ExpenditureReported():
                went += event.from_grant
                assert event.spent == event.from_grant + event.from_own_money + _stated(state)
            case ExpenditureReportAmended():
                went += event.grant_more - event.grant_less
            case ExpenditureReclassified() | ExpenditureRefunded():
                went -= event.grant_less
            case ReductionApplied():
                went += event.amount
            case ReductionReversed():
                came += event.amount
            case _:
                pass
    assert total([state.standing(stock) for stock in STOCKS]) == came - went


def _parts(event: BalanceCarriedIn | FiscalYearClosed) -> Money:
    return event.at_comptroller + event.at_commissioner + event.at_town + event.at_board


def _stated(state: DistrictYear) -> Money:
    """Spending that a signed statement had counted; the report is of the whole year."""
    return state.opening.spent if state.opening else ZERO


def memoranda_agree_with_the_events(state: DistrictYear) -> None:
    """Set aside and paid in error stand where they moved no stock, and so does authority."""
    set_aside, in_error, authorized = ZERO, ZERO, ZERO
    for _, event in state.events:
        match event:
            case ResidencyFundsSetAside():
                set_aside += event.amount
            case BalanceCarriedIn():
                set_aside += event.residency
            case FiscalYearClosed():
                # What stays set aside stands with the Commissioner, and goes on as such.
                assert ZERO <= event.residency <= event.at_commissioner
                set_aside -= event.residency
            case ReleaseConfirmed():
                in_error += event.over
                authorized -= event.short
            case OverpaymentReturned():
                in_error -= event.amount
            case ReleaseWithdrawn():
                authorized -= event.amount
            case OpeningBalanceStated():
                authorized += event.authorized
            case ReleaseAuthorized():
                authorized += event.amount
            case _:
                pass
    assert state.standing(Account.RESIDENCY_SET_ASIDE) == set_aside
    assert state.standing(Account.EARMARKED) == -set_aside
    assert state.standing(Account.PAID_IN_ERROR) == -in_error
    assert state.standing(Account.AUTHORIZED) == authorized
    assert in_error == total([release.over for release in state.releases.values()])


def each_hop_passes_on_what_it_received(state: DistrictYear) -> None:
    """Released ≤ transferred ≤ withheld, and passed through ≤ released.

    Each with what stood there when the year began, carried in or stated.
    """
    opening, carried = state.opening, state.carried_in
    at_comptroller = (carried.at_comptroller if carried else ZERO) + (
        opening.held_by_comptroller - opening.withheld if opening else ZERO
    )
    at_commissioner = (carried.at_commissioner if carried else ZERO) + (
        opening.held_by_commissioner + opening.in_payment if opening else ZERO
    )
    # What the board gave back can be released again.
    at_commissioner += state.edge(Account.HELD_BY_BOARD, Account.HELD_BY_COMMISSIONER)
    at_town = (carried.at_town if carried else ZERO) + (opening.held_by_town if opening else ZERO)
    withheld = -state.standing(Account.TOWN_GRANT)
    transferred = state.edge(Account.HELD_BY_COMPTROLLER, Account.HELD_BY_COMMISSIONER)
    released = state.edge(Account.IN_PAYMENT, Account.HELD_BY_TOWN) - state.edge(
        Account.HELD_BY_TOWN, Account.HELD_BY_COMMISSIONER
    )
    passed_through = state.edge(Account.HELD_BY_TOWN, Account.HELD_BY_BOARD)
    assert transferred <= withheld + at_comptroller
    assert released + state.standing(Account.IN_PAYMENT) <= transferred + at_commissioner
    assert released + state.standing(Account.IN_PAYMENT) <= state.standing(Account.AUTHORIZED)
    assert passed_through <= released + at_town
    # What is promised, and what is set aside for one purpose, is there to be paid.
    promised = [
        release.amount
        for release in state.releases.values()
        if release.status in {ReleaseStatus.AUTHORIZED, ReleaseStatus.RETURNED}
    ]
    assert total(promised) <= state.standing(Account.HELD_BY_COMMISSIONER) or state.closed


def the_state_is_the_fold_of_its_history(
    state: DistrictYear, history: list[DistrictYearEvent]
) -> None:
    # Also: whatever was refused in between has changed nothing.
    assert fold(history) == state
    half = len(history) // 2
    assert fold(history[half:], fold(history[:half])) == state
    # As if what was corrected had been right from the start.
    assert balances(fold(event for _, event in state.events)) == balances(state)


# A portion or a plan that is lowered after money went out is told, not refused; a year closes so.
_LEFT_BY_A_LOWER_FIGURE = {"withheld above the portion", "released above the approved plan"}


def a_closed_year_holds_nothing(state: DistrictYear) -> None:
    """All of it went on, and what stands in the year could have been decided so."""
    assert not any(state.standing(stock) for stock in STOCKS)
    assert set(impossible(reopened(state))) <= _LEFT_BY_A_LOWER_FIGURE
