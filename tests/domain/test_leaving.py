"""The day after a term: who leaves with what, and three policies. § 10-262u(b), (g), (h)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from spec import (
    FY2023,
    HARTFORD,
    authorized,
    closed,
    confirmed,
    designated,
    issued,
    passed_through,
    portion,
    reported,
    stated,
    transferred,
    usd,
    withheld,
)

from domain.counterfactual import NOTHING, Counterfactual
from domain.errors import UsageError
from domain.events import DistrictYearEvent, Event, PublishedWithholdingRecorded
from domain.figures import carry_out
from domain.fiscal_year import FiscalYear
from domain.leaving import (
    LETTERS,
    MEANINGS,
    QUESTIONS,
    Leaves,
    leaves_of,
    require_end_of_term,
)
from domain.ledger_events import CoverageStated
from domain.setting_events import ExitChoice
from domain.side_events import ExitBalanceHandled
from domain.state import fold

FY2027 = FiscalYear(2027)
TRANSFERS_HELD = CoverageStated(
    kind="transfers", first_fiscal_year=2023, last_fiscal_year=2023, note="from the books"
)
IN_THE_YEAR: tuple[DistrictYearEvent, ...] = (
    designated(),
    portion("1000.00"),
    withheld("900.00"),
    transferred("800.00"),
    authorized("R1", "300.00"),
    issued("R1", "300.00"),
    confirmed("R1", "300.00"),
    passed_through("250.00"),
    authorized("R2", "100.00"),
    issued("R2", "100.00"),
)


def hartford(
    *years: tuple[FiscalYear, Sequence[DistrictYearEvent]], own: Sequence[Event] = ()
) -> Leaves:
    folded = [(year, fold(events)) for year, events in years]
    return leaves_of(HARTFORD, FY2027, folded, own)


def test_each_account_of_the_last_year_has_its_column() -> None:
    found = hartford((FY2027, IN_THE_YEAR))
    # 900 withheld: 100 with the Comptroller, 800 − 300 − 100 with the Commissioner, 100 in
    # payment, 300 − 250 with the town, 250 with the board.
    assert (found.with_comptroller, found.with_commissioner) == (usd("100.00"), usd("400.00"))
    assert (found.in_payment, found.with_town, found.with_board) == (
        usd("100.00"),
        usd("50.00"),
        usd("250.00"),
    )
    assert (found.balance, found.out) == (usd("900.00"), usd("300.00"))
    # 1,000 portion − 900 withheld.
    assert found.not_withheld == usd("100.00")


def test_the_three_policies_and_how_much_less_the_board_has_than_under_a() -> None:
    found = hartford((FY2027, IN_THE_YEAR))
    assert found.left_to_board(ExitChoice.CARRY) == Counterfactual(usd("900.00"))
    assert found.left_to_board(ExitChoice.RETURN) == NOTHING
    assert found.left_to_board(ExitChoice.OFFSET) == Counterfactual(usd("300.00"))
    assert found.less_than_carried(ExitChoice.RETURN) == Counterfactual(usd("900.00"))
    assert found.less_than_carried(ExitChoice.OFFSET) == Counterfactual(usd("600.00"))


def test_what_the_town_was_paid_in_error_is_not_left_to_the_board() -> None:
    # 100 in payment, 120 paid: the town owes 20 back, and they are not of this account.
    over = replace(confirmed("R2", "100.00"), over=usd("20.00"))
    found = hartford((FY2027, (*IN_THE_YEAR, over)))
    assert (found.in_payment, found.with_town, found.balance) == (
        usd("0.00"),
        usd("150.00"),
        usd("900.00"),
    )
    assert found.left_to_board(ExitChoice.CARRY) == Counterfactual(usd("900.00"))


def test_nor_does_it_cover_what_the_board_advanced() -> None:
    bare = (
        designated(),
        withheld("5.00"),
        transferred("5.00"),
        authorized("R1", "5.00"),
        issued("R1", "5.00"),
        replace(confirmed("R1", "5.00"), over=usd("20.00")),
    )
    found = hartford((FY2027, (*bare, portion("10.00"), reported(from_own_money="8.00"))))
    assert (found.with_town, found.advanced, found.balance) == (
        usd("5.00"),
        usd("5.00"),
        usd("0.00"),
    )


def test_what_the_board_advanced_comes_off_as_it_does_when_the_year_closes() -> None:
    # 250 reached the board and 400 was spent: it is owed 150 of what stands elsewhere.
    spent = reported(from_grant="250.00", from_own_money="150.00")
    found = hartford((FY2027, (*IN_THE_YEAR, spent)))
    assert (found.with_board, found.advanced, found.balance) == (
        usd("0.00"),
        usd("150.00"),
        usd("500.00"),
    )
    year = fold([*IN_THE_YEAR, spent])
    assert carry_out(year) == found.balance
    assert found.left_to_board(ExitChoice.OFFSET) == Counterfactual(usd("50.00"))


def test_what_the_board_advanced_of_money_that_nobody_withheld_comes_off_nothing() -> None:
    bare = (designated(), portion("1000.00"), reported(from_own_money="400.00"))
    found = hartford((FY2027, bare))
    assert (found.advanced, found.balance, found.not_withheld) == (
        usd("0.00"),
        usd("0.00"),
        usd("1000.00"),
    )


def test_money_of_an_earlier_year_that_was_never_closed_leaves_too_and_a_closed_one_not_twice() -> (
    None
):
    open_year = (FY2023, (designated(), withheld("70.00")))
    closed_year = (
        FiscalYear(2026),
        (designated(), withheld("30.00"), closed("30.00", at_comptroller="30.00", into=2027)),
    )
    found = hartford(open_year, closed_year, (FY2027, (designated(),)))
    assert (found.with_comptroller, found.balance) == (usd("70.00"), usd("70.00"))
    # Nobody determined the portion of the last year here.
    assert found.not_withheld is None


def test_a_published_withholding_whose_transfers_are_not_recorded_is_in_no_balance() -> None:
    published = PublishedWithholdingRecorded(amount=usd("500.00"), source="S01")
    years = ((FY2023, (designated(), published)), (FY2027, (designated(),)))
    found = hartford(*years)
    assert (found.not_followed, found.with_comptroller, found.balance) == (
        usd("500.00"),
        usd("0.00"),
        usd("0.00"),
    )
    # Where the ledger says that it holds the transfers of that year, it stands there still.
    followed = hartford(*years, own=[TRANSFERS_HELD])
    assert (followed.not_followed, followed.with_comptroller) == (usd("0.00"), usd("500.00"))


def test_what_is_open_against_the_board_stands_beside_the_balance() -> None:
    opening = stated(finding_open="10.00", repay_due="20.00", reduction_due="30.00")
    found = hartford((FY2027, (designated(), opening)))
    assert (found.finding_open, found.repay_due, found.reduction_due, found.balance) == (
        usd("10.00"),
        usd("20.00"),
        usd("30.00"),
        usd("0.00"),
    )


def test_more_withheld_than_the_portion_leaves_nothing_to_withhold() -> None:
    found = hartford((FY2027, (designated(), portion("100.00"), withheld("120.00"))))
    assert found.not_withheld == usd("0.00")


def test_the_term_that_no_clause_follows_ends_on_june_30_2027() -> None:
    assert require_end_of_term(date(2027, 7, 1)) == FY2027


@pytest.mark.parametrize("day", [date(2027, 6, 30), date(2022, 7, 1), date(2028, 7, 1)])
def test_another_day_has_nothing_to_rehearse(day: date) -> None:
    with pytest.raises(UsageError) as refusal:
        require_end_of_term(day)
    assert refusal.value.next_step == "Rehearse --on 2027-07-01."


def test_each_policy_says_what_it_does() -> None:
    assert [(LETTERS[one], MEANINGS[one].partition(":")[0]) for one in ExitChoice] == [
        ("(a)", "carry and close"),
        ("(b)", "return"),
        ("(c)", "offset"),
    ]


def test_what_was_recorded_to_become_of_a_balance_is_the_latest_years() -> None:
    first, last = (
        ExitBalanceHandled(
            choice=choice,
            balance=usd("100.00"),
            finding_open=usd("0.00"),
            reason="no clause",
            document="memo",
        )
        for choice in (ExitChoice.CARRY, ExitChoice.OFFSET)
    )
    handled = ((FY2027, (designated(), first)), (FiscalYear(2028), (last,)))
    assert hartford(*handled).handled == last
    assert hartford((FY2027, (designated(),))).handled is None


def test_there_are_five_questions_for_counsel() -> None:
    assert len(QUESTIONS) == 5
    assert all(one.endswith(("?", "here.")) for one in QUESTIONS)
