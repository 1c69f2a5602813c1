"""Money comes back, or is reduced, no earlier than it came: the records of the year it rests on."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Events,
    carried_in,
    designated,
    given,
    passed_through,
    portion,
    released,
    stated,
    transferred,
    usd,
    withheld,
)
from spec_claims import reduction, reversed_

from domain.claim_commands import ClaimCommand
from domain.decisions.claim_ground import own_grounds
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.events import DistrictYearEvent
from domain.owed_commands import (
    ApplyReduction,
    RecordRepayment,
    Returner,
    ReturnFunds,
    ReverseReduction,
)
from domain.state import fold

YEAR: Events = [
    carried_in("5.00", at_board="5.00"),
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("1000.00"),
    *released("R1", "1000.00"),
    passed_through("400.00"),
]
BY_TOWN = ReturnFunds(returned_by=Returner.TOWN, amount=usd("1.00"), reason="closed program")
BY_BOARD = ReturnFunds(returned_by=Returner.BOARD, amount=usd("1.00"), reason="closed program")
REDUCE = ApplyReduction(determination="D-2022-064-1", claim_fiscal_year=2022)
REPAY = RecordRepayment(
    determination="opening",
    amount=usd("1.00"),
    received_on=date(2023, 2, 1),
    money_source="general fund",
    from_own_money=True,
)


SOME = replace(REDUCE, amount=usd("5.00"))
# 10.00 is new and 8.00 was carried in; in the second, the new money went to the town.
CARRIED: Events = [
    carried_in("8.00", at_commissioner="3.00", at_comptroller="5.00"),
    withheld("10.00"),
    portion("10.00"),
]
SPENT: Events = [
    carried_in("8.00", at_commissioner="8.00"),
    withheld("10.00"),
    transferred("10.00"),
    portion("10.00"),
    *released("R1", "10.00"),
]
BACK = ReverseReduction(determination="D-2022-064-1", amount=usd("3.00"), reason="judgment")
ONE_BACK = reversed_("1.00", name="D-2022-064-1", year=2022)
# Two reductions under one determination, and one each of what two statements said.
TWICE: Events = [
    designated(),
    reduction("3.00", name="D-2022-064-1", year=2022),
    reduction("2.00", name="D-2022-064-1", year=2022),
    reduction("3.00", name="opening", year=2021),
    reduction("3.00", name="opening", year=2022),
]
OPENED = replace(BACK, determination="opening", claim_fiscal_year=2021)


@pytest.mark.parametrize(
    ("command", "events", "versions"),
    [
        pytest.param(BY_TOWN, YEAR, (1, 8), id="the town: what was paid or carried"),
        pytest.param(BY_BOARD, YEAR, (1, 9), id="the board: what was passed through or carried"),
        pytest.param(REDUCE, YEAR, (4, 5), id="new money: withheld, transferred"),
        pytest.param(REDUCE, CARRIED, (2,), id="new money is there without what was carried"),
        pytest.param(SOME, CARRIED, (2,), id="a part of the new money is there"),
        pytest.param(REDUCE, SPENT, (1, 2, 3), id="only what was carried is there"),
        pytest.param(SOME, SPENT, (1, 2, 3), id="a part of what was carried"),
        pytest.param(BACK, TWICE, (2,), id="taken back: the first is enough"),
        pytest.param(replace(BACK, amount=usd("3.01")), TWICE, (2, 3), id="taken back: both"),
        pytest.param(
            BACK,
            [*TWICE, reversed_("1.00", name="D-2022-064-1", year=2022)],
            (2, 3),
            id="the rest of it",
        ),
        pytest.param(OPENED, TWICE, (4,), id="of that claim year"),
        pytest.param(REPAY, YEAR, (), id="nothing was stated"),
        pytest.param(REPAY, [stated(repay_due="5.00")], (1,), id="what was stated"),
    ],
)
def test_a_step_rests_on_what_brought_the_money(
    command: ClaimCommand, events: list[DistrictYearEvent], versions: tuple[int, ...]
) -> None:
    assert own_grounds(command, fold(events)) == versions


def test_what_came_back_had_come_before() -> None:
    given(*YEAR).when(BY_BOARD, ground_on=date(2023, 3, 2)).refused(
        StepBeforeGroundError, "What came back of Hartford FY2023", citation="(c)(2)"
    )
