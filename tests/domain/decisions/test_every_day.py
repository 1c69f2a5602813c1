"""What is asked of each day on record, on records that are written out. § 10-262u(c), (g).

Not here: the same through a ledger (`tests/ledger/test_every_day.py`).
"""

from datetime import date

import pytest
from spec import (
    FY2023,
    Events,
    case_of,
    confirmed,
    designated,
    event_corrected,
    issued,
    transferred,
    usd,
    withheld,
)
from spec_claims import D1, determined, found, procedure, refunded, repayment

from domain.authority import Office
from domain.decisions.case import Decided
from domain.decisions.every_day import Dated, require_there_on_every_day
from domain.decisions.payment_refusals import MoneyNotThereYetError
from domain.events import DistrictYearEvent
from domain.fiscal_year import FiscalYear
from domain.state import EMPTY
from domain.statute.rules import Clause

MARCH_1, MARCH_2, MARCH_3 = date(2023, 3, 1), date(2023, 3, 2), date(2023, 3, 3)
CASE = case_of(EMPTY)


def act(event: DistrictYearEvent, on: date) -> Decided:
    return Decided(
        fiscal_year=FY2023,
        event=event,
        office=Office.COMPTROLLER,
        citation=CASE.cite(Clause.TRANSFER),
        effective_on=on,
    )


def test_what_would_lie_below_zero_for_good_names_no_day_to_record_it_as_of() -> None:
    recorded: list[Dated] = [(MARCH_1, withheld("5.00")), (MARCH_3, transferred("5.00"))]
    with pytest.raises(MoneyNotThereYetError) as refusal:
        require_there_on_every_day([act(transferred("2.00"), MARCH_2)], FY2023, recorded, CASE)
    assert refusal.value.message == (
        "Recorded for Hartford FY2023 as of 2023-03-02, this would leave, from 2023-03-03: held by "
        "the Comptroller -2.00."
    )
    assert "until" not in refusal.value.details
    assert refusal.value.next_step is not None
    assert refusal.value.next_step.startswith("Check the date. Where an earlier record")


def test_the_worst_day_is_told_and_the_day_after_the_last_one() -> None:
    # Held: 5.00, then 3.00, then 5.00 again.
    recorded: list[Dated] = [
        (MARCH_1, withheld("5.00")),
        (MARCH_2, transferred("2.00")),
        (MARCH_3, withheld("4.00")),
    ]
    with pytest.raises(MoneyNotThereYetError) as refusal:
        require_there_on_every_day([act(transferred("6.00"), MARCH_1)], FY2023, recorded, CASE)
    assert refusal.value.details == {
        "held by the Comptroller": "-3.00",
        "on": "2023-03-01",
        "from": "2023-03-01",
        "until": "2023-03-03",
    }


def test_records_of_one_day_count_together_in_any_order() -> None:
    recorded: list[Dated] = [(MARCH_3, transferred("1.00")), (MARCH_1, withheld("5.00"))]
    require_there_on_every_day([act(transferred("4.00"), MARCH_1)], FY2023, recorded, CASE)


def test_what_lay_below_zero_already_stops_only_what_makes_it_less() -> None:
    recorded: list[Dated] = [
        (MARCH_1, transferred("5.00")),
        (MARCH_2, withheld("9.00")),
        (MARCH_3, transferred("1.00")),
    ]
    paid_out = [act(issued("R1", "2.00"), MARCH_1), act(confirmed("R1", "2.00"), MARCH_1)]
    require_there_on_every_day(paid_out, FY2023, recorded, CASE)
    with pytest.raises(MoneyNotThereYetError):
        require_there_on_every_day([act(transferred("1.00"), MARCH_1)], FY2023, recorded, CASE)


def test_a_repayment_made_smaller_was_not_paid_back_before_it_came() -> None:
    # 300.00 came, 100.00 of it went back, 200.00 more came; then the 300.00 were 50.00.
    order: Events = [
        designated(),
        found(amount="500.00"),
        procedure("contested-case"),
        determined(repay="500.00"),
        repayment("300.00"),
    ]
    recorded: list[Dated] = [
        *((MARCH_1, one) for one in order),
        (MARCH_2, refunded("100.00")),
        (MARCH_3, repayment("200.00")),
    ]
    smaller = event_corrected(
        corrects_position=5,
        corrects_version=5,
        corrected_event="RepaymentReceived",
        reversed={"amount": usd("300.00")},
        replacement={"amount": usd("50.00")},
        reason="bank: 50.00",
    )
    with pytest.raises(MoneyNotThereYetError) as refusal:
        require_there_on_every_day([act(smaller, MARCH_1)], FY2023, recorded, CASE)
    assert refusal.value.details == {
        f"repaid for {D1}, less than nothing by": "50.00",
        "on": "2023-03-01",
        "from": "2023-03-02",
        "until": "2023-03-03",
    }


def test_no_more_is_paid_back_on_a_day_than_had_come_by_then() -> None:
    order: Events = [
        designated(),
        found(amount="500.00"),
        procedure("contested-case"),
        determined(repay="500.00"),
    ]
    recorded: list[Dated] = [
        *((MARCH_1, one) for one in order),
        (MARCH_3, repayment("200.00")),
    ]
    with pytest.raises(MoneyNotThereYetError):
        require_there_on_every_day([act(refunded("1.00"), MARCH_2)], FY2023, recorded, CASE)
    require_there_on_every_day([act(refunded("1.00"), MARCH_3)], FY2023, recorded, CASE)


def test_an_act_of_another_year_and_one_without_money_are_not_asked() -> None:
    recorded: list[Dated] = [(MARCH_3, withheld("5.00"))]
    elsewhere = [act(transferred("5.00"), MARCH_1)]
    require_there_on_every_day(elsewhere, FiscalYear(2024), recorded, CASE)
    require_there_on_every_day([act(designated(), MARCH_1)], FY2023, recorded, CASE)
