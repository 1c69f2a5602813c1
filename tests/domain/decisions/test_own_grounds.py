"""Money comes back, or is reduced, no earlier than it came: the records of the year it rests on."""

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

from domain.claim_commands import ClaimCommand
from domain.decisions.claim_ground import own_grounds
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.events import DistrictYearEvent
from domain.owed_commands import ApplyReduction, RecordRepayment, Returner, ReturnFunds
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


@pytest.mark.parametrize(
    ("command", "events", "versions"),
    [
        pytest.param(BY_TOWN, YEAR, (1, 8), id="the town: what was paid or carried"),
        pytest.param(BY_BOARD, YEAR, (1, 9), id="the board: what was passed through or carried"),
        pytest.param(REDUCE, YEAR, (4, 5), id="new money: withheld, transferred"),
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
