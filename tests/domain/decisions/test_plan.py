"""§ 10-262u(d): an improvement plan is submitted, approved, rejected."""

import pytest
from spec import Events, approved, closed, designated, given, submitted, usd

from domain.authority import Office
from domain.commands import ApprovePlan, Command, RejectPlan, SubmitPlan
from domain.decisions.refusals import (
    AmountNotPositiveError,
    ApprovalExceedsPlanError,
    NotDesignatedError,
    PlanAlreadyDecidedError,
    PlanNotSubmittedError,
    PlanVersionTakenError,
    YearClosedError,
)
from domain.events import DistrictYearEvent, PlanRejected

REJECTED = PlanRejected(plan_version=1, reason="no stakeholders")


def test_a_board_submits_a_plan() -> None:
    command = SubmitPlan(plan_version=1, total=usd("1000000.00"))
    (decided,) = given(designated()).when(command).then(submitted(1, "1000000.00"))
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.citation.provision == "C.G.S. § 10-262u(d)"


def test_a_plan_for_a_zero_portion_is_a_plan() -> None:
    # Enfield FY2023: the grant is flat, the portion is zero, the duty to plan remains.
    given(designated()).when(SubmitPlan(plan_version=1, total=usd("0.00"))).then(
        submitted(1, "0.00")
    )


def test_a_plan_version_may_skip_numbers_but_not_go_back() -> None:
    given(designated(), submitted(2, "5.00")).when(SubmitPlan(plan_version=7, total=usd("5"))).then(
        submitted(7, "5.00")
    )
    for version in (2, 1, 0, -1):
        command = SubmitPlan(plan_version=version, total=usd("5.00"))
        given(designated(), submitted(2, "5.00")).when(command).refused(
            PlanVersionTakenError,
            "has plan version 2 on record",
            citation="(d)",
            newest="2",
            given=str(version),
        )


def test_version_zero_is_never_the_first() -> None:
    given(designated()).when(SubmitPlan(plan_version=0, total=usd("5.00"))).refused(
        PlanVersionTakenError, "version 0 would not be newer", citation="(d)", newest="0"
    )


def test_a_plan_asks_for_nothing_below_zero() -> None:
    given(designated()).when(SubmitPlan(plan_version=1, total=usd("-0.01"))).refused(
        AmountNotPositiveError, "the total of a plan", citation="(d)", amount="-0.01"
    )


@pytest.mark.parametrize("amount", ["0.00", "999999.99", "1000000.00"])
def test_the_commissioner_approves_all_or_a_part(amount: str) -> None:
    command = ApprovePlan(plan_version=1, approved_amount=usd(amount))
    (decided,) = (
        given(designated(), submitted(1, "1000000.00")).when(command).then(approved(1, amount))
    )
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(d)"


def test_one_cent_more_than_the_plan_asks_for_is_refused() -> None:
    command = ApprovePlan(plan_version=1, approved_amount=usd("1000000.01"))
    given(designated(), submitted(1, "1000000.00")).when(command).refused(
        ApprovalExceedsPlanError,
        "1,000,000.01 is more than plan version 1 of Hartford FY2023 asks for: 1,000,000.00",
        citation="(d)",
        total="1000000.00",
        approved_amount="1000000.01",
    )


def test_nothing_below_zero_is_approved() -> None:
    command = ApprovePlan(plan_version=1, approved_amount=usd("-0.01"))
    given(designated(), submitted(1, "5.00")).when(command).refused(
        AmountNotPositiveError, "an approved amount", citation="(d)", amount="-0.01"
    )


def test_the_commissioner_rejects_a_plan_with_reasons() -> None:
    command = RejectPlan(plan_version=1, reason="no stakeholders")
    (decided,) = given(designated(), submitted(1, "5.00")).when(command).then(REJECTED)
    assert decided.office is Office.COMMISSIONER


def test_after_a_rejection_a_newer_version_can_be_submitted_and_approved() -> None:
    history: Events = [designated(), submitted(1, "5.00"), REJECTED, submitted(2, "4.00")]
    given(*history).when(ApprovePlan(plan_version=2, approved_amount=usd("4"))).then(
        approved(2, "4.00")
    )


DECISIONS: list[Command] = [
    ApprovePlan(plan_version=1, approved_amount=usd("99.00")),
    RejectPlan(plan_version=1, reason="late"),
]


_REGISTER = (
    "Register it as it came (alliance intake plan), or record its total alone (alliance record "
    "SubmitPlan)."
)


@pytest.mark.parametrize("command", DECISIONS, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize(
    ("history", "on_record", "said", "next_step"),
    [
        (
            [],
            "none",
            "Hartford FY2023 has no plan on record.",
            _REGISTER,
        ),
        (
            [submitted(2, "5.00"), submitted(3, "5")],
            "2, 3",
            "Hartford FY2023 has no plan version 1 on record; on record: 2, 3.",
            "See the newest: alliance plan show Hartford --fiscal-year FY2023",
        ),
    ],
    ids=["none", "others"],
)
def test_what_was_not_submitted_is_not_decided(
    command: Command, history: Events, on_record: str, said: str, next_step: str
) -> None:
    refusal = (
        given(designated(), *history)
        .when(command)
        .refused(PlanNotSubmittedError, said, citation="(d)", plan_version="1", on_record=on_record)
    )
    assert refusal.next_step == next_step


@pytest.mark.parametrize("command", DECISIONS, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize(
    ("decision", "status"), [(approved(1, "5.00"), "approved"), (REJECTED, "rejected")]
)
def test_a_plan_is_decided_once(command: Command, decision: DistrictYearEvent, status: str) -> None:
    given(designated(), submitted(1, "5.00"), decision).when(command).refused(
        PlanAlreadyDecidedError, f"was {status} already", citation="(d)", status=status
    )


@pytest.mark.parametrize(
    "command",
    [SubmitPlan(plan_version=0, total=usd("-1.00")), *DECISIONS],
    ids=lambda command: type(command).__name__,
)
def test_guards_come_in_order_closed_then_designated_then_the_plan(command: Command) -> None:
    given(closed("0.00")).when(command).refused(YearClosedError, "is closed", citation="(h)")
    given().when(command).refused(NotDesignatedError, "not designated", citation="(b)(3)")
