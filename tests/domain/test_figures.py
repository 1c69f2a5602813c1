"""Every figure: what it sums, when it is unknown, and what it rests on."""

import pytest
from spec import (
    approved,
    authorized,
    carried_in,
    closed,
    confirmed,
    designated,
    issued,
    passed_through,
    portion,
    released,
    reported,
    returned,
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_plans import overpayment_returned, paid, set_aside, withdrawn

from domain.events import DistrictYearEvent, PublishedWithholdingRecorded
from domain.figures import (
    FIGURES,
    FLOWS,
    LABELS,
    STOCK_FIGURES,
    YEAR_FIGURES,
    Basis,
    available,
    balances,
    basis,
    board_advance,
    figure,
    has_account,
    held_for_board,
    with_advance,
)
from domain.money import ZERO
from domain.state import EMPTY, fold

# Three releases: R1 paid, R2 in payment, R3 paid and returned.
A_YEAR: tuple[DistrictYearEvent, ...] = (
    designated(),
    portion("1000000.00"),
    withheld("900000.00"),
    transferred("800000.00"),
    submitted(1, "700000.00"),
    approved(1, "700000.00"),
    *released("R1", "300000.00"),
    authorized("R2", "200000.00"),
    issued("R2", "200000.00"),
    *released("R3", "100000.00"),
    returned("R3", paid="100000.00"),
    passed_through("250000.00"),
    reported(from_grant="150000.00"),
)

NAMES_OF_THE_CONTRACT = {
    *("portion", "withheld_by_comptroller", "transferred", "authorized", "released"),
    *("passed_through", "spent_reported", "repaid", "reduction_applied", "waived"),
    *("held_by_comptroller", "held_by_commissioner", "in_payment", "held_by_town"),
    *("held_by_board", "finding_open", "repay_due", "reduction_due"),
    *("carry_in", "available", "carry_out"),
}


def test_the_figures_are_those_of_the_contract() -> None:
    assert {figure.name for figure in FIGURES} == NAMES_OF_THE_CONTRACT
    assert len(FIGURES) == len(NAMES_OF_THE_CONTRACT)
    assert (*FLOWS, *STOCK_FIGURES, *YEAR_FIGURES) == FIGURES
    assert all(figure.label for figure in FIGURES)
    assert all(figure.clause.startswith("C.G.S. § 10-262u(") for figure in FIGURES)


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("portion", "1000000.00"),
        ("withheld_by_comptroller", "900000.00"),
        ("transferred", "800000.00"),
        # 300,000 + 200,000 + 100,000: a return leaves the authorization standing
        ("authorized", "600000.00"),
        # 300,000 + 100,000 - 100,000
        ("released", "300000.00"),
        ("passed_through", "250000.00"),
        ("spent_reported", "150000.00"),
        ("repaid", "0.00"),
        ("reduction_applied", "0.00"),
        ("waived", "0.00"),
        # 900,000 - 800,000
        ("held_by_comptroller", "100000.00"),
        # 800,000 - 300,000 - 200,000 - 100,000 + 100,000
        ("held_by_commissioner", "300000.00"),
        ("in_payment", "200000.00"),
        # 300,000 + 100,000 - 100,000 - 250,000
        ("held_by_town", "50000.00"),
        # 250,000 - 150,000
        ("held_by_board", "100000.00"),
        ("finding_open", "0.00"),
        ("repay_due", "0.00"),
        ("reduction_due", "0.00"),
        ("carry_in", "0.00"),
        # Withheld is recorded, so the portion of 1,000,000 does not count.
        ("available", "900000.00"),
    ],
)
def test_a_figure_sums_what_it_says(name: str, amount: str) -> None:
    state = fold(A_YEAR)
    assert figure(name, state) == usd(amount)
    assert balances(state)[name] == usd(amount)


def test_carry_out_is_unknown_until_the_year_is_closed() -> None:
    assert figure("carry_out", fold(A_YEAR)) is None


def test_carry_out_is_available_less_spent_once_closed() -> None:
    # 900,000 - 150,000
    assert figure("carry_out", fold([*A_YEAR, closed("750000.00")])) == usd("750000.00")


def test_carry_out_is_never_below_zero() -> None:
    year: list[DistrictYearEvent] = [
        portion("100.00"),
        reported(from_own_money="150.00", above_available="50.00"),
        closed("0.00"),
    ]
    assert figure("carry_out", fold(year)) == ZERO


def test_of_an_empty_year_the_law_is_unknown_and_the_money_is_zero() -> None:
    unknown = {name for name, amount in balances(EMPTY).items() if amount is None}
    assert unknown == {"portion", "available", "carry_out"}
    assert {amount for amount in balances(EMPTY).values() if amount is not None} == {ZERO}


@pytest.mark.parametrize(
    ("events", "amount"),
    [
        pytest.param([], None, id="nothing known"),
        pytest.param([designated()], None, id="designated alone"),
        pytest.param([portion("5.00")], "5.00", id="the portion, until withheld"),
        pytest.param([portion("0.00")], "0.00", id="a portion of zero is known"),
        pytest.param([portion("5.00"), withheld("3.00")], "3.00", id="withheld counts"),
        pytest.param(
            [portion("5.00"), PublishedWithholdingRecorded(amount=ZERO, source="S01")],
            "0.00",
            id="published as zero counts",
        ),
        pytest.param([carried_in("7.00", at_board="7.00")], "7.00", id="carried in alone"),
        pytest.param(
            [carried_in("7.00", at_board="7.00"), portion("5.00")], "12.00", id="7.00 + 5.00"
        ),
        pytest.param(
            [carried_in("7.00", at_board="9.00", advanced_by_board="2.00")],
            "7.00",
            id="less what the board advanced",
        ),
        pytest.param(
            [carried_in("7.00", not_withheld="7.00")], "7.00", id="carried, never withheld"
        ),
        pytest.param(
            [stated(carry_in="4.00", withheld="6.00", held_by_board="10.00")],
            "10.00",
            id="stated: 4.00 + 6.00",
        ),
        pytest.param([stated(carry_in="4.00", held_by_town="4.00")], "4.00", id="stated alone"),
        pytest.param(
            [stated(carry_in="4.00", held_by_town="4.00"), portion("5.00")],
            "9.00",
            id="stated and a portion",
        ),
    ],
)
def test_available_is_carried_in_and_withheld_or_else_the_portion(
    events: list[DistrictYearEvent], amount: str | None
) -> None:
    state = fold(events)
    assert figure("available", state) == (None if amount is None else usd(amount))
    assert available(state) == usd(amount or "0.00")


@pytest.mark.parametrize(
    ("events", "advance"),
    [
        pytest.param([], "0.00", id="nothing"),
        pytest.param(
            [withheld("100.00"), reported(from_own_money="60.00")], "60.00", id="all advanced"
        ),
        pytest.param(
            [
                withheld("100.00"),
                *released("R1", "50.00"),
                passed_through("50.00"),
                reported(from_grant="50.00", from_own_money="10.00"),
            ],
            "10.00",
            id="the rest advanced",
        ),
        pytest.param(
            [
                withheld("100.00"),
                reported(from_own_money="130.00", above_available="30.00"),
            ],
            "100.00",
            id="never more than is available",
        ),
        pytest.param(
            [
                withheld("100.00"),
                reported(from_own_money="60.00"),
                *released("R1", "100.00"),
                passed_through("45.00", reimbursed="45.00"),
            ],
            "15.00",
            id="less what was repaid: 60 - 45",
        ),
        pytest.param(
            [carried_in("40.00", at_board="70.00", advanced_by_board="30.00")],
            "30.00",
            id="carried in",
        ),
    ],
)
def test_the_board_is_owed_what_it_advanced_of_the_grant(
    events: list[DistrictYearEvent], advance: str
) -> None:
    assert board_advance(fold(events)) == usd(advance)


def test_beside_the_stocks_what_the_board_advanced_makes_them_come_to_what_is_available() -> None:
    shown = with_advance(fold([withheld("100.00"), reported(from_own_money="30.00")]))
    # 100 held − 30 advanced = 100 available − 30 spent.
    assert (shown["held_by_comptroller"], shown["advanced_by_board"]) == (
        usd("100.00"),
        usd("30.00"),
    )
    assert (shown["available"], shown["spent_reported"]) == (usd("100.00"), usd("30.00"))
    assert list(shown) == [
        *(one.name for one in (*FLOWS, *STOCK_FIGURES)),
        "advanced_by_board",
        *(one.name for one in YEAR_FIGURES),
    ]
    assert set(shown) == set(LABELS)


def test_what_was_paid_less_is_not_authorized_and_stands_with_the_commissioner() -> None:
    # 300,000.00 authorized and issued, 299,999.00 paid: 1.00 went back.
    short = (
        *A_YEAR[:6],
        authorized("R1", "300000.00"),
        issued("R1", "300000.00"),
        paid("R1", "299999.00", short="1.00"),
    )
    found = balances(fold(short))
    assert found["authorized"] == found["released"] == found["held_by_town"] == usd("299999.00")
    assert found["in_payment"] == ZERO
    assert found["held_by_commissioner"] == usd("500001.00")


def test_what_was_paid_more_stands_with_the_town_and_is_neither_released_nor_the_board_s() -> None:
    over = (
        *A_YEAR[:6],
        authorized("R1", "300000.00"),
        issued("R1", "300000.00"),
        paid("R1", "300000.00", over="1.00"),
    )
    found = balances(fold(over))
    assert found["authorized"] == found["released"] == usd("300000.00")
    assert found["held_by_town"] == usd("300001.00")
    assert held_for_board(fold(over)) == usd("300000.00")
    back = balances(fold([*over, overpayment_returned("R1", "1.00")]))
    assert back == balances(fold([*A_YEAR[:6], *released("R1", "300000.00")]))


def test_what_was_withdrawn_is_not_authorized() -> None:
    events = (*A_YEAR[:6], authorized("R1", "5.00"), withdrawn("R1", "5.00"))
    assert balances(fold(events)) == balances(fold(A_YEAR[:6]))


def test_what_is_set_aside_for_residency_still_stands_with_the_commissioner() -> None:
    assert balances(fold([*A_YEAR[:6], set_aside("12000.00")])) == balances(fold(A_YEAR[:6]))


@pytest.mark.parametrize(
    ("events", "account"),
    [
        ([], False),
        ([submitted(1, "5.00")], False),
        ([designated()], True),
        ([withheld("5.00")], True),
        ([carried_in("0.00")], True),
        ([stated()], True),
    ],
    ids=["nothing", "a plan alone", "designated", "money", "carried in", "stated"],
)
def test_a_district_year_has_an_account_once_it_is_designated_or_has_money(
    events: list[DistrictYearEvent],
    account: bool,  # noqa: FBT001
) -> None:
    assert has_account(fold(events)) is account


def test_stated_flows_count_as_flows() -> None:
    state = fold(
        [
            stated(
                withheld="100.00",
                held_by_comptroller="10.00",
                held_by_commissioner="20.00",
                in_payment="5.00",
                held_by_town="25.00",
                held_by_board="15.00",
                spent="25.00",
                transferred="90.00",
                authorized="70.00",
                released="65.00",
                passed_through="40.00",
                finding_open="1.00",
                repay_due="2.00",
                reduction_due="3.00",
            ),
            transferred("10.00"),
            confirmed("R9", "5.00"),
            passed_through("5.00"),
        ]
    )
    known = balances(state)
    # 90 + 10, 65 + 5, 40 + 5
    assert known["transferred"] == usd("100.00")
    assert known["released"] == usd("70.00")
    assert known["passed_through"] == usd("45.00")
    assert known["authorized"] == usd("70.00")
    assert known["spent_reported"] == usd("25.00")
    assert known["finding_open"] == usd("1.00")
    assert known["repay_due"] == usd("2.00")
    assert known["reduction_due"] == usd("3.00")


def test_a_year_of_events_is_derived() -> None:
    state = fold([carried_in("5.00", at_board="5.00"), *A_YEAR])
    assert {basis(name, state) for name in NAMES_OF_THE_CONTRACT} == {Basis.DERIVED}


def test_after_an_opening_statement_all_but_the_law_is_stated() -> None:
    state = fold([stated(carry_in="5.00", held_by_board="5.00"), *A_YEAR])
    derived = {name for name in NAMES_OF_THE_CONTRACT if basis(name, state) is Basis.DERIVED}
    assert derived == {"portion"}


def test_a_carried_balance_that_was_stated_taints_what_it_flows_into() -> None:
    state = fold([carried_in("5.00", at_board="5.00", rests_on_statement=True), *A_YEAR])
    tainted = {name for name in NAMES_OF_THE_CONTRACT if basis(name, state) is Basis.STATED}
    assert tainted == {
        *("carry_in", "available", "carry_out", "held_by_comptroller", "held_by_commissioner"),
        *("in_payment", "held_by_town", "held_by_board"),
    }
