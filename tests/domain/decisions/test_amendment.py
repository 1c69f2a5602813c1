"""§ 10-262u(d), § 10-262v: amendments of an approved plan, conditions met, publication."""

from datetime import date

import pytest
from spec import Events, approved, closed, designated, event_corrected, given, submitted, usd
from spec_plans import (
    amendment_approved,
    amendment_submitted,
    approved_by_line,
    condition,
    line_transfer,
    submitted_with,
)

from domain.authority import Office
from domain.commands import (
    ApprovePlanAmendment,
    CorrectEvent,
    MeetCondition,
    PublishPlan,
    RejectPlanAmendment,
    SubmitPlanAmendment,
)
from domain.decisions.plan_refusals import (
    AmendmentNumberError,
    AmendmentUnknownError,
    ConditionUnknownError,
    LineTransferError,
    NoApprovedLinesError,
    PublicationNotRequiredError,
)
from domain.decisions.refusals import (
    CorrectionBreaksBalanceError,
    PlanNotSubmittedError,
    WordsMissingError,
    YearClosedError,
)
from domain.events import (
    ConditionMet,
    EventCorrected,
    LineTransfer,
    PlanAmendmentRejected,
    PlanPublished,
)
from domain.fiscal_year import FiscalYear

# Version 1 is approved with 600.00 on line 1.1 and 400.00 on line 2.4.
APPROVED: Events = [
    designated(),
    submitted_with(1),
    approved_by_line(1, _1_1="600.00", _2_4="400.00"),
]
TO_2_4 = line_transfer("1.1", "2.4", "100.00")
REJECTED = PlanAmendmentRejected(amendment=1, reason="not before the report")


def amend(
    amendment: int, *transfers: LineTransfer, reason: str = "a coach left"
) -> SubmitPlanAmendment:
    return SubmitPlanAmendment(amendment=amendment, transfers=transfers, reason=reason)


def approve(amendment: int) -> ApprovePlanAmendment:
    return ApprovePlanAmendment(amendment=amendment)


# ---- submitted ----


def test_the_board_asks_to_move_money_between_lines_of_the_plan_in_force() -> None:
    (decided,) = given(*APPROVED).when(amend(1, TO_2_4)).then(amendment_submitted(1, TO_2_4))
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.citation.provision == "C.G.S. § 10-262u(d)"


def test_a_line_gives_all_it_has_and_not_a_cent_more() -> None:
    given(*APPROVED).when(amend(1, line_transfer("1.1", "2.4", "600.00"))).then(
        amendment_submitted(1, line_transfer("1.1", "2.4", "600.00"))
    )
    given(*APPROVED).when(amend(1, line_transfer("1.1", "2.4", "600.01"))).refused(
        LineTransferError, "1.1", citation="(d)", **{"1.1": "would stand at -0.01"}
    )


def test_what_a_line_takes_it_can_give_in_the_same_amendment() -> None:
    # 1.1: 600.00 − 600.00 + 1,000.00 = 1,000.00; 2.4: 400.00 + 600.00 − 1,000.00 = 0.00
    both = (line_transfer("1.1", "2.4", "600.00"), line_transfer("2.4", "1.1", "1000.00"))
    given(*APPROVED).when(amend(1, *both)).then(amendment_submitted(1, *both))


@pytest.mark.parametrize(
    ("transfers", "key", "why"),
    [
        ((), "transfers", "none is given"),
        ((line_transfer("1.1", "3.9", "1.00"),), "1.1 to 3.9", "not a line of the approved plan"),
        ((line_transfer("3.9", "1.1", "1.00"),), "3.9 to 1.1", "not a line of the approved plan"),
        ((line_transfer("1.1", "1.1", "1.00"),), "1.1 to 1.1", "the same line"),
        ((line_transfer("1.1", "2.4", "0.00"),), "1.1 to 2.4", "0.00 is not more than zero"),
        ((line_transfer("1.1", "2.4", "-1.00"),), "1.1 to 2.4", "-1.00 is not more than zero"),
    ],
)
def test_a_transfer_is_between_two_lines_of_the_plan(
    transfers: tuple[LineTransfer, ...], key: str, why: str
) -> None:
    given(*APPROVED).when(amend(1, *transfers)).refused(
        LineTransferError, f"{key}: {why}", citation="(d)", **{key: why}
    )


@pytest.mark.parametrize("number", [0, 2, -1])
def test_amendments_are_counted_from_1(number: int) -> None:
    given(*APPROVED).when(amend(number, TO_2_4)).refused(
        AmendmentNumberError,
        f"has amendments up to 0; {number} was given",
        citation="(d)",
        newest="0",
        given=str(number),
    )


def test_one_amendment_waits_at_a_time() -> None:
    waiting = amendment_submitted(1, TO_2_4)
    given(*APPROVED, waiting).when(amend(2, TO_2_4)).refused(
        AmendmentNumberError, "up to 1, 1 of them undecided", citation="(d)", newest="1"
    )
    given(*APPROVED, waiting, REJECTED).when(amend(2, TO_2_4)).then(amendment_submitted(2, TO_2_4))


@pytest.mark.parametrize(
    "history",
    [
        pytest.param([designated()], id="no plan"),
        pytest.param([designated(), submitted_with(1)], id="not approved"),
        pytest.param([designated(), submitted(1, "5.00"), approved(1, "5.00")], id="no lines"),
    ],
)
def test_there_is_something_to_amend(history: Events) -> None:
    given(*history).when(amend(1, TO_2_4)).refused(
        NoApprovedLinesError, "no approved plan with budget lines", citation="(d)"
    )


def test_an_amendment_says_why_in_an_open_year() -> None:
    given(*APPROVED).when(amend(1, TO_2_4, reason=" ")).refused(
        WordsMissingError, "the reason of an amendment", citation="§ 11-8b"
    )
    given(closed("0.00")).when(amend(1, TO_2_4)).refused(YearClosedError, "closed", citation="(h)")


# ---- approved, rejected ----


WAITING: Events = [*APPROVED, amendment_submitted(1, TO_2_4)]


def test_an_approved_amendment_says_every_line_as_it_is_from_then_on() -> None:
    # 600.00 − 100.00 = 500.00; 400.00 + 100.00 = 500.00
    (decided,) = (
        given(*WAITING).when(approve(1)).then(amendment_approved(1, _1_1="500.00", _2_4="500.00"))
    )
    assert decided.office is Office.COMMISSIONER


def test_the_next_amendment_moves_from_the_lines_as_amended() -> None:
    history: Events = [
        *WAITING,
        amendment_approved(1, _1_1="500.00", _2_4="500.00"),
        amendment_submitted(2, line_transfer("2.4", "1.1", "450.00")),
    ]
    given(*history).when(approve(2)).then(amendment_approved(2, _1_1="950.00", _2_4="50.00"))


def test_an_amendment_of_an_older_version_is_rejected_and_asked_for_anew() -> None:
    history: Events = [
        *WAITING,
        submitted_with(2),
        approved_by_line(2, _1_1="600.00", _2_4="400.00"),
    ]
    given(*history).when(approve(1)).refused(
        AmendmentUnknownError,
        "is of plan version 1, and version 2 is in force now",
        citation="(d)",
        amends="1",
        in_force="2",
    )
    reject = RejectPlanAmendment(amendment=1, reason="not before the report")
    given(*history).when(reject).then(REJECTED)


def test_lines_that_are_gone_since_it_was_asked_give_nothing() -> None:
    # The approval was taken back and given anew for line 2.4 alone.
    back = taken_back(3, "PlanApproved", approved_amount="1000.00")
    history: Events = [*WAITING, back, approved_by_line(1, _2_4="400.00")]
    given(*history).when(approve(1)).refused(
        LineTransferError, "not a line of the approved plan", citation="(d)"
    )


def test_an_amendment_is_rejected_with_reasons() -> None:
    command = RejectPlanAmendment(amendment=1, reason="not before the report")
    (decided,) = given(*WAITING).when(command).then(REJECTED)
    assert decided.office is Office.COMMISSIONER
    given(*WAITING).when(RejectPlanAmendment(amendment=1, reason="")).refused(
        WordsMissingError, "the reason of a rejection", citation="§ 11-8b"
    )


@pytest.mark.parametrize(
    "command",
    [approve(1), RejectPlanAmendment(amendment=1, reason="late")],
    ids=lambda command: type(command).__name__,
)
def test_an_amendment_is_decided_once(
    command: ApprovePlanAmendment | RejectPlanAmendment,
) -> None:
    given(*APPROVED).when(command).refused(
        AmendmentUnknownError, "Amendment 1 of Hartford FY2023 is not on record", citation="(d)"
    )
    given(*WAITING, REJECTED).when(command).refused(
        AmendmentUnknownError, "is rejected", citation="(d)", status="rejected"
    )
    done = amendment_approved(1, _1_1="500.00", _2_4="500.00")
    given(*WAITING, done).when(command).refused(
        AmendmentUnknownError, "is approved", citation="(d)", status="approved"
    )
    given(closed("0.00")).when(command).refused(YearClosedError, "closed", citation="(h)")


# ---- corrected ----


def taken_back(position: int, name: str, **reversed_: str) -> EventCorrected:
    return event_corrected(
        corrects_position=position,
        corrects_version=position,
        corrected_event=name,
        reversed={field: usd(amount) for field, amount in reversed_.items()},
        replacement={},
        reason="typed",
    )


# Position 3 approves the plan, 4 and 5 amend it, 6 and 7 amend it again.
AMENDED_TWICE: Events = [
    *WAITING,
    amendment_approved(1, _1_1="500.00", _2_4="500.00"),
    amendment_submitted(2, TO_2_4),
    amendment_approved(2, _1_1="400.00", _2_4="600.00"),
]


@pytest.mark.parametrize(
    ("position", "off"),
    [
        # Lines of 400.00 and 600.00 stand, and none is approved.
        pytest.param(3, "1000.00", id="the approval of the plan"),
        # 500.00 and 500.00 would be approved: 100.00 too little and 100.00 too much.
        pytest.param(4, "200.00", id="the first amendment asked for"),
        pytest.param(5, "200.00", id="the first amendment approved"),
    ],
)
def test_what_a_later_amendment_rests_on_is_not_taken_back(position: int, off: str) -> None:
    refusal = (
        given(*AMENDED_TWICE)
        .when(CorrectEvent(position=position, reason="typed"))
        .refused(CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b")
    )
    assert refusal.details["lines of plan version 1 otherwise than approved"] == off


def test_amendments_are_taken_back_from_the_latest() -> None:
    last = taken_back(7, "PlanAmendmentApproved")
    given(*AMENDED_TWICE).when(CorrectEvent(position=7, reason="typed")).then(last)
    # The second is open again, on the lines of the first.
    given(*AMENDED_TWICE, last).when(approve(2)).then(
        amendment_approved(2, _1_1="400.00", _2_4="600.00")
    )
    asked = taken_back(6, "PlanAmendmentSubmitted")
    given(*AMENDED_TWICE, last).when(CorrectEvent(position=6, reason="typed")).then(asked)
    given(*AMENDED_TWICE, last, asked).when(amend(2, TO_2_4)).then(amendment_submitted(2, TO_2_4))


# ---- conditions met ----


CONDITIONED: Events = [
    *APPROVED[:2],
    approved_by_line(1, (condition("K1"), condition("K2")), _1_1="600.00"),
]
MET = ConditionMet(condition="K1", evidence="her contract")


def test_a_condition_is_met_on_evidence() -> None:
    command = MeetCondition(condition="K1", evidence="her contract")
    (decided,) = given(*CONDITIONED).when(command).then(MET)
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(2)"
    given(*CONDITIONED).when(MeetCondition(condition="K1", evidence=" ")).refused(
        WordsMissingError, "what shows that a condition is met", citation="§ 11-8b"
    )
    given(closed("0.00")).when(command).refused(YearClosedError, "closed", citation="(h)")


@pytest.mark.parametrize(
    ("history", "open_ones"),
    [
        pytest.param([*CONDITIONED, MET], "K2", id="met already"),
        pytest.param(APPROVED, "none", id="never asked"),
    ],
)
def test_only_an_open_condition_is_met(history: Events, open_ones: str) -> None:
    given(*history).when(MeetCondition(condition="K1", evidence="x")).refused(
        ConditionUnknownError,
        f"has no open condition 'K1' (open: {open_ones})",
        citation="(d)",
        open=open_ones,
    )


# ---- publication ----


FY2024 = FiscalYear(2024)
AUGUST_15 = date(2023, 8, 15)
PUBLISH = PublishPlan(plan_version=1, address="portal.ct.gov/sde", published_on=AUGUST_15)


def test_plans_of_fy2024_and_later_are_published_on_a_day() -> None:
    published = PlanPublished(plan_version=1, address="portal.ct.gov/sde", published_on=AUGUST_15)
    decision = given(submitted_with(1)).when(PUBLISH, fiscal_year=FY2024, on=date(2023, 9, 1))
    (decided,) = decision.then(published)
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 10-262v"
    assert decided.effective_on == AUGUST_15


def test_no_clause_has_the_plans_of_fy2023_published() -> None:
    given(submitted_with(1)).when(PUBLISH).refused(
        PublicationNotRequiredError,
        "No clause has the plans of FY2023 published",
        citation="(d)",
    )


def test_only_a_version_on_record_is_published_somewhere() -> None:
    given().when(PUBLISH, fiscal_year=FY2024, on=AUGUST_15).refused(
        PlanNotSubmittedError, "has no plan version 1", citation="§ 10-262v", plan_version="1"
    )
    nowhere = PublishPlan(plan_version=1, address=" ", published_on=AUGUST_15)
    given(submitted_with(1)).when(nowhere, fiscal_year=FY2024, on=AUGUST_15).refused(
        WordsMissingError, "where it was published", citation="§ 11-8b"
    )
