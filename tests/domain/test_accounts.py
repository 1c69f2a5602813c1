"""The posting table: every event has its line, and each line names amounts of that event."""

from datetime import date
from typing import get_args, get_type_hints

import pytest
from spec import event_corrected

from domain.accounts import POSTINGS, amount_fields, amount_in, postings_of
from domain.chart import STOCKS, Account, Posting
from domain.events import (
    AlliancePortionWithheld,
    BalanceCarriedIn,
    Direction,
    DistrictYearEvent,
    EntitlementSet,
    Event,
    ExpenditureReported,
    FiscalYearClosed,
    OpeningBalanceStated,
    PassThroughRecorded,
    PortionTransferred,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseReturned,
)
from domain.ledger_events import LedgerEvent
from domain.money import ZERO, Money

EVENTS: tuple[type, ...] = get_args(Event)
A = Account


def test_every_event_of_the_union_has_its_line_and_no_line_is_left_over() -> None:
    assert set(POSTINGS) == {event.__name__ for event in EVENTS}
    assert set(EVENTS) == {*get_args(DistrictYearEvent), *get_args(LedgerEvent)}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_every_field_a_line_names_is_an_amount_of_that_event(event: type) -> None:
    kinds = get_type_hints(event)
    for row in POSTINGS[event.__name__]:
        assert kinds[row.field] is Money
        assert row.source is not row.target


@pytest.mark.parametrize("event", get_args(LedgerEvent), ids=lambda event: event.__name__)
def test_an_event_about_the_ledger_moves_no_money(event: type) -> None:
    assert POSTINGS[event.__name__] == ()


def test_no_line_names_the_same_row_twice() -> None:
    for rows in POSTINGS.values():
        assert len(set(rows)) == len(rows)


@pytest.mark.parametrize(
    ("event", "postings"),
    [
        pytest.param(
            AlliancePortionWithheld(amount=Money(5)),
            [(A.TOWN_GRANT, A.HELD_BY_COMPTROLLER, 5)],
            id="withheld",
        ),
        pytest.param(
            PortionTransferred(amount=Money(5)),
            [(A.HELD_BY_COMPTROLLER, A.HELD_BY_COMMISSIONER, 5)],
            id="transferred",
        ),
        pytest.param(
            ReleaseAuthorized(
                release="A",
                amount=Money(5),
                plan_version=None,
                direction=Direction(document="letter", cap=Money(9)),
            ),
            [(A.RELEASE_AUTHORITY, A.AUTHORIZED, 5)],
            id="authorized",
        ),
        pytest.param(
            ReleaseIssued(release="A", amount=Money(5)),
            [(A.HELD_BY_COMMISSIONER, A.IN_PAYMENT, 5)],
            id="issued",
        ),
        pytest.param(
            ReleaseConfirmed(release="A", amount=Money(5), paid_on=date(2023, 3, 1)),
            [(A.IN_PAYMENT, A.HELD_BY_TOWN, 5)],
            id="confirmed",
        ),
        pytest.param(
            ReleaseReturned(release="A", amount_unpaid=Money(5), amount_paid=ZERO, reason="x"),
            [(A.IN_PAYMENT, A.HELD_BY_COMMISSIONER, 5)],
            id="returned before it was paid",
        ),
        pytest.param(
            ReleaseReturned(release="A", amount_unpaid=ZERO, amount_paid=Money(5), reason="x"),
            [(A.HELD_BY_TOWN, A.HELD_BY_COMMISSIONER, 5)],
            id="returned after it was paid",
        ),
        pytest.param(
            PassThroughRecorded(amount=Money(5), reimbursed=Money(2)),
            [
                (A.HELD_BY_TOWN, A.HELD_BY_BOARD, 5),
                (A.HELD_BY_BOARD, A.BOARD_OWN_MONEY, 2),
            ],
            id="passed through, two of it repay the board",
        ),
        pytest.param(
            ExpenditureReported(
                spent=Money(5), from_grant=Money(3), from_own_money=Money(2), above_available=ZERO
            ),
            [(A.HELD_BY_BOARD, A.SPENT, 3), (A.BOARD_OWN_MONEY, A.SPENT, 2)],
            id="spent",
        ),
        pytest.param(
            EntitlementSet(
                amount=Money(5),
                stage=None,
                reason=None,
                education_diversity=None,
                published_portion=None,
            ),
            [],
            id="an entitlement moves nothing",
        ),
    ],
)
def test_an_event_moves_its_amounts(
    event: DistrictYearEvent, postings: list[tuple[Account, Account, int]]
) -> None:
    assert postings_of(event) == tuple(
        Posting(source, target, Money(cents)) for source, target, cents in postings
    )


def test_a_closing_empties_the_stocks_that_the_next_year_opens_with() -> None:
    # 1 + 2 + 4 + 8 + 16 - 3 = 28
    closing = FiscalYearClosed(
        carry_out=Money(28),
        at_comptroller=Money(1),
        at_commissioner=Money(2),
        at_town=Money(4),
        at_board=Money(8),
        not_withheld=Money(16),
        advanced_by_board=Money(3),
        rests_on_statement=False,
        next_fiscal_year=2024,
    )
    opening = BalanceCarriedIn(
        carry_in=Money(28),
        at_comptroller=Money(1),
        at_commissioner=Money(2),
        at_town=Money(4),
        at_board=Money(8),
        not_withheld=Money(16),
        advanced_by_board=Money(3),
        rests_on_statement=False,
        previous_fiscal_year=2023,
    )
    out = {(p.source, p.amount) for p in postings_of(closing) if p.target is A.NEXT_YEAR}
    into = {(p.target, p.amount) for p in postings_of(opening) if p.source is A.PREVIOUS_YEAR}
    assert out == into
    assert Posting(A.NEXT_YEAR, A.BOARD_OWN_MONEY, Money(3)) in postings_of(closing)
    assert Posting(A.BOARD_OWN_MONEY, A.PREVIOUS_YEAR, Money(3)) in postings_of(opening)


def test_an_opening_statement_that_ties_leaves_its_clearing_account_empty() -> None:
    # 100 carried in + 50 withheld = 10 + 20 + 30 + 25 + 40 held + 25 spent
    stated = OpeningBalanceStated(
        held_by_comptroller=Money(10),
        held_by_commissioner=Money(20),
        in_payment=Money(30),
        held_by_town=Money(25),
        held_by_board=Money(40),
        carry_in=Money(100),
        withheld=Money(50),
        spent=Money(25),
        transferred=Money(1),
        authorized=Money(2),
        released=Money(3),
        passed_through=Money(4),
        finding_open=Money(5),
        repay_due=Money(6),
        reduction_due=Money(7),
        document="statement",
        signers=("Ana",),
    )
    postings = postings_of(stated)
    into = sum(p.amount.cents for p in postings if p.target is A.STATEMENT)
    out = sum(p.amount.cents for p in postings if p.source is A.STATEMENT)
    assert into == out == 150
    assert {p.target for p in postings} >= {*STOCKS, A.SPENT, A.FINDING_OPEN, A.STATED_RELEASED}


def test_a_correction_undoes_the_rows_of_what_it_names_and_makes_them_again() -> None:
    correction = event_corrected(
        corrects_position=9,
        corrects_version=3,
        corrected_event="PassThroughRecorded",
        reversed={"amount": Money(5), "reimbursed": Money(2)},
        replacement={"amount": Money(4), "reimbursed": ZERO},
        reason="typing error",
    )
    assert postings_of(correction) == (
        Posting(A.HELD_BY_BOARD, A.HELD_BY_TOWN, Money(5)),
        Posting(A.BOARD_OWN_MONEY, A.HELD_BY_BOARD, Money(2)),
        Posting(A.HELD_BY_TOWN, A.HELD_BY_BOARD, Money(4)),
    )


def test_a_correction_that_takes_back_whole_only_undoes() -> None:
    correction = event_corrected(
        corrects_position=9,
        corrects_version=3,
        corrected_event="PortionTransferred",
        reversed={"amount": Money(5)},
        replacement={},
        reason="never happened",
    )
    assert postings_of(correction) == (
        Posting(A.HELD_BY_COMMISSIONER, A.HELD_BY_COMPTROLLER, Money(5)),
    )


def test_a_correction_of_what_moves_no_money_moves_none() -> None:
    correction = event_corrected(
        corrects_position=9,
        corrects_version=3,
        corrected_event="EntitlementSet",
        reversed={"amount": Money(5)},
        replacement={"amount": Money(6)},
        reason="typing error",
    )
    assert postings_of(correction) == ()


def test_the_amounts_an_event_moves_are_named_once_each() -> None:
    assert amount_fields("PassThroughRecorded") == ("amount", "reimbursed")
    assert amount_fields("EntitlementSet") == ()
    assert len(set(amount_fields("OpeningBalanceStated"))) == 15


def test_a_field_that_is_no_amount_is_a_bug_and_not_a_zero() -> None:
    with pytest.raises(AssertionError, match=r"ReleaseIssued\.release is not Money"):
        amount_in(ReleaseIssued(release="A", amount=Money(5)), "release")
