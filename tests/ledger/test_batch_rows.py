"""What a batch would do for each district: due by now less what was done before. § 10-262u(c)."""

from datetime import date
from pathlib import Path

import pytest
from small_ledger import SmallLedger, small_ledger

from domain.commands import (
    ApprovePlan,
    AuthorizeRelease,
    ProposeRelease,
    RequestDrawDown,
    SubmitPlan,
    TransferPortion,
    WithholdPaymentForNoncompliance,
    WithholdPortion,
)
from domain.district import district_named
from domain.events import Condition, Direction
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from ledger.batch_record import states_of
from ledger.batch_rows import (
    BatchRow,
    RowStatus,
    free_to_release,
    release_rows,
    released_before,
    request_rows,
    transfer_rows,
    withholding_rows,
)

FY2023 = FiscalYear(2023)
ON = "2022-10-05"
usd = Money.parse


@pytest.fixture
def windsor(tmp_path: Path) -> SmallLedger:
    """Windsor FY2023 with a portion of 400,000.00, withheld and transferred; synthetic."""
    made = small_ledger(tmp_path / "small.db")
    made.entitle("Windsor", 2012, "10000000.00")
    made.entitle("Windsor", 2023, "10400000.00")
    made.designate("Windsor", 2023)
    made.determine("Windsor", 2023)
    made.do("Windsor", 2023, WithholdPortion(amount=usd("400000.00")), on=ON)
    made.do("Windsor", 2023, TransferPortion(amount=usd("400000.00")), on=ON)
    return made


def approve(made: SmallLedger, amount: str, version: int = 1, *conditions: Condition) -> None:
    plan = SubmitPlan(plan_version=version, total=usd(amount))
    made.do("Windsor", 2023, plan, on=ON)
    approval = ApprovePlan(
        plan_version=version, approved_amount=usd(amount), conditions=conditions or None
    )
    made.do("Windsor", 2023, approval, on=ON)


def release_row(made: SmallLedger, *percents: int) -> BatchRow:
    (row,) = release_rows(states_of(made.ledger, FY2023), *percents)
    return row


def hold(made: SmallLedger, amount: str | None) -> None:
    command = WithholdPaymentForNoncompliance(
        hold="H1",
        breach="no report",
        remedy="the report",
        look_again_on=date(2023, 1, 1),
        amount=usd(amount) if amount else None,
    )
    made.do("Windsor", 2023, command, on=ON)


class TestReleases:
    @pytest.mark.parametrize(
        ("percents", "due"),
        [
            # 400,000.03 × 25 % = 100,000.0075, to the cent on its own, for each installment
            pytest.param((25,), "100000.01", id="october"),
            pytest.param((25, 50), "200000.02", id="january, both rounded"),
            pytest.param((25, 50, 100), "400000.03", id="april, all of it"),
            pytest.param((100,), "400000.03", id="at once"),
            pytest.param((33, 66), "264000.02", id="132,000.0099 twice"),
        ],
    )
    def test_each_installment_is_rounded_on_its_own_and_the_last_is_the_rest(
        self, tmp_path: Path, percents: tuple[int, ...], due: str
    ) -> None:
        made = small_ledger(tmp_path / "small.db")
        made.entitle("Windsor", 2012, "10000000.00")
        made.entitle("Windsor", 2023, "10400000.03")
        made.designate("Windsor", 2023)
        made.determine("Windsor", 2023)
        approve(made, "400000.03")
        assert release_row(made, *percents).due == usd(due)

    def test_what_is_proposed_or_authorized_was_released_before(self, windsor: SmallLedger) -> None:
        approve(windsor, "400000.00")
        for name, amount in (("X1", "60000.00"), ("X2", "30000.00")):
            proposed = ProposeRelease(release=name, amount=usd(amount))
            windsor.do("Windsor", 2023, proposed, on=ON)
        authorized = AuthorizeRelease(release="X1", amount=usd("60000.00"))
        windsor.do("Windsor", 2023, authorized, on=ON)
        state = states_of(windsor.ledger, FY2023)[district_named("Windsor")]
        assert released_before(state) == usd("90000.00")
        # 400,000.00 − 60,000.00 promised − 30,000.00 proposed = 310,000.00
        assert free_to_release(state) == usd("310000.00")
        row = release_row(windsor, 25)
        assert (row.amount, row.left) == (usd("10000.00"), usd("300000.00"))

    def test_an_advance_under_a_direction_counts(self, windsor: SmallLedger) -> None:
        advance = AuthorizeRelease(
            release="A1",
            amount=usd("120000.00"),
            direction=Direction(document="letter", cap=usd("150000.00")),
        )
        windsor.do("Windsor", 2023, advance, on=ON)
        row = release_row(windsor, 25)
        assert (row.status, row.before) == (RowStatus.NO_PLAN, usd("120000.00"))
        assert row.left is None
        approve(windsor, "400000.00")
        row = release_row(windsor, 25)
        # 100,000.00 is due and 120,000.00 was released: nothing now, 80,000.00 in January.
        assert (row.status, row.amount) == (RowStatus.NOTHING, ZERO)
        assert release_row(windsor, 25, 50).amount == usd("80000.00")

    def test_nothing_approved_of_a_portion_is_no_zero_portion(self, windsor: SmallLedger) -> None:
        approve(windsor, "0.00")
        row = release_row(windsor, 25)
        assert (row.status, row.basis, row.note) == (RowStatus.NOTHING, ZERO, "")

    def test_a_hold_blocks_what_is_due_before_any_other_reason(self, windsor: SmallLedger) -> None:
        condition = Condition(key="K1", words="name the tutors", before_release=True)
        approve(windsor, "400000.00", 1, condition)
        row = release_row(windsor, 25)
        assert (row.status, row.note) == (RowStatus.CONDITION, "name the tutors")
        hold(windsor, None)
        row = release_row(windsor, 25)
        assert (row.status, row.note) == (RowStatus.ON_HOLD, "H1: no report")
        assert (row.amount, row.blocked) == (ZERO, usd("100000.00"))

    def test_what_is_not_held_free_is_blocked(self, windsor: SmallLedger) -> None:
        approve(windsor, "500000.00")
        row = release_row(windsor, 100)
        assert (row.status, row.blocked) == (RowStatus.NOT_HELD, usd("500000.00"))
        assert row.note == "the Commissioner holds 400,000.00 free"
        hold(windsor, "450000.00")
        assert release_row(windsor, 100).note == (
            "the Commissioner holds 0.00 free, 450,000.00 being withheld for noncompliance"
        )

    def test_a_town_that_is_not_designated_is_not_in_a_batch(self, tmp_path: Path) -> None:
        made = small_ledger(tmp_path / "small.db")
        made.entitle("Avon", 2023, "1.00")
        states = states_of(made.ledger, FY2023)
        assert (release_rows(states, 25), withholding_rows(states)) == ([], [])


class TestRequests:
    def test_all_requests_together_up_to_the_plan(self, windsor: SmallLedger) -> None:
        for name, amount in (("R1", "150000.00"), ("R2", "300000.00")):
            windsor.do("Windsor", 2023, RequestDrawDown(request=name, amount=usd(amount)), on=ON)
        (row,) = request_rows(states_of(windsor.ledger, FY2023))
        assert (row.status, row.note) == (RowStatus.NO_PLAN, "")
        approve(windsor, "400000.00")
        (row,) = request_rows(states_of(windsor.ledger, FY2023))
        assert (row.amount, row.note) == (
            usd("400000.00"),
            "requested more than the plan allows",
        )

    def test_a_reason_that_blocks_stands_before_it(self, windsor: SmallLedger) -> None:
        windsor.do("Windsor", 2023, RequestDrawDown(request="R1", amount=usd("400000.01")), on=ON)
        approve(windsor, "400000.00")
        hold(windsor, None)
        (row,) = request_rows(states_of(windsor.ledger, FY2023))
        assert row.note == "H1: no report; requested more than the plan allows"


class TestWithholdingAndTransfer:
    def test_what_is_done_is_not_due_again(self, windsor: SmallLedger) -> None:
        states = states_of(windsor.ledger, FY2023)
        for rows in (withholding_rows(states), transfer_rows(states)):
            assert [(row.amount, row.status, row.left) for row in rows] == [
                (ZERO, RowStatus.NOTHING, ZERO)
            ]

    def test_a_zero_portion_is_said_to_be_one(self, tmp_path: Path) -> None:
        made = small_ledger(tmp_path / "small.db")
        made.entitle("Groton", 2012, "10000000.00")
        made.entitle("Groton", 2023, "9000000.00")
        made.designate("Groton", 2023)
        made.determine("Groton", 2023)
        states = states_of(made.ledger, FY2023)
        for rows in (withholding_rows(states), transfer_rows(states), release_rows(states, 25)):
            assert [row.status for row in rows] == [RowStatus.ZERO_PORTION]

    def test_nothing_withheld_yet_is_nothing_to_transfer(self, tmp_path: Path) -> None:
        made = small_ledger(tmp_path / "small.db")
        made.designate("Windsor", 2023)
        states = states_of(made.ledger, FY2023)
        (transfer,), (withholding,) = transfer_rows(states), withholding_rows(states)
        assert (transfer.status, transfer.basis) == (RowStatus.NOTHING, ZERO)
        assert (withholding.basis, withholding.note) == (None, "no portion determined")
