"""§ 10-262u(d): a plan with its content is submitted, reviewed, and approved by line.

Plans of which only the total is on record are in `test_plan.py`; each discrepancy of a content is
in `tests/domain/test_plan_check.py`.
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, approved, closed, designated, event_corrected, given, submitted, usd
from spec_plans import (
    TWO_LINES,
    approved_by_line,
    budget_line,
    condition,
    lines_of,
    plan_content,
    submitted_with,
)

from domain.authority import Office
from domain.commands import (
    AppointReviewCommittee,
    ApprovePlan,
    CorrectEvent,
    RejectPlan,
    RequirePlanChanges,
    ReviewPlan,
    SubmitPlan,
)
from domain.decisions.plan_refusals import (
    ApprovalLinesError,
    ApprovalLinesMissingError,
    ConditionTakenError,
    PlanChangesOpenError,
    PlanContentError,
    RequiredChangeTwiceError,
)
from domain.decisions.refusals import (
    ApprovalExceedsPlanError,
    CorrectionBreaksBalanceError,
    NotDesignatedError,
    NothingToCorrectError,
    PlanAlreadyDecidedError,
    PlanNotSubmittedError,
    PlanVersionTakenError,
    WordsMissingError,
    YearClosedError,
)
from domain.events import (
    ApprovedLine,
    Condition,
    PlanApproved,
    PlanChangesRequired,
    PlanRejected,
    PlanReviewed,
    RequiredChange,
    ReviewCommitteeAppointed,
)
from domain.plan_content import PlanContent

NO_LINES = plan_content()
CHANGE = RequiredChange(key="C1", words="say what 2.4 buys")
CHANGES_REQUIRED = PlanChangesRequired(plan_version=1, changes=(CHANGE,), due_on=date(2023, 4, 1))
# Version 1 with 600.00 on line 1.1 and 400.00 on line 2.4.
SUBMITTED: Events = [designated(), submitted_with(1)]


def submit(content: PlanContent, total: str) -> SubmitPlan:
    return SubmitPlan(plan_version=1, total=usd(total), content=content)


def approve(
    amount: str,
    lines: tuple[ApprovedLine, ...] | None = None,
    conditions: tuple[Condition, ...] | None = None,
) -> ApprovePlan:
    return ApprovePlan(
        plan_version=1, approved_amount=usd(amount), lines=lines, conditions=conditions
    )


# ---- submitted ----


def test_a_plan_is_submitted_with_all_it_says() -> None:
    (decided,) = given(designated()).when(submit(TWO_LINES, "1000.00")).then(submitted_with(1))
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.citation.provision == "C.G.S. § 10-262u(d)"


def test_a_plan_for_a_zero_portion_has_no_money_lines_and_is_valid() -> None:
    # Groton: the portion is zero, the duties remain.
    given(designated()).when(submit(NO_LINES, "0.00")).then(submitted_with(1, NO_LINES))


def test_a_plan_whose_lines_do_not_come_to_its_total_is_not_recorded() -> None:
    refusal = (
        given(designated())
        .when(submit(TWO_LINES, "1000.01"))
        .refused(
            PlanContentError,
            "Plan version 1 of Hartford FY2023 cannot be recorded as it is: total: The total says "
            "1,000.01, and the lines add up to 1,000.00",
            citation="(d)",
        )
    )
    assert list(refusal.details) == ["total (total_differs)"]


def test_everything_that_stops_a_plan_is_told_at_once() -> None:
    wrong = plan_content(
        budget_line("1.1", "-1.00"), budget_line("1.1", "5.00", strategy="smaller-classes")
    )
    refusal = (
        given(designated())
        .when(submit(wrong, "4.00"))
        .refused(PlanContentError, "line 1.1", citation="(d)")
    )
    assert list(refusal.details) == [
        "line 1.1 (number 2) (key_twice)",
        "line 1.1 (number 2) column strategy (strategy_unknown)",
        "line 1.1 (number 1) column current (amount_negative)",
    ]


def test_a_note_does_not_stop_a_plan() -> None:
    quiet = replace(TWO_LINES, stakeholders=(), board_approved_on=None)
    given(designated()).when(submit(quiet, "1000.00")).then(submitted_with(1, quiet))


def test_content_is_looked_at_after_the_year_the_designation_and_the_version() -> None:
    bad = submit(TWO_LINES, "1000.01")
    given(closed("0.00")).when(bad).refused(YearClosedError, "closed", citation="(h)")
    given().when(bad).refused(NotDesignatedError, "not designated", citation="(b)(3)")
    given(*SUBMITTED).when(bad).refused(PlanVersionTakenError, "version 1", citation="(d)")


# ---- reviewed ----


def test_a_committee_is_appointed_once_with_the_same_members() -> None:
    command = AppointReviewCommittee(members=("Ana", "a superintendent"))
    event = ReviewCommitteeAppointed(members=("Ana", "a superintendent"))
    (decided,) = given(designated()).when(command).then(event)
    assert decided.office is Office.COMMISSIONER
    given(designated(), event).when(command).decides_nothing()
    other = AppointReviewCommittee(members=("Ana",))
    given(designated(), event).when(other).then(ReviewCommitteeAppointed(members=("Ana",)))


def test_no_source_but_a_deck_knows_a_committee_and_its_citation_says_so() -> None:
    command = AppointReviewCommittee(members=("Ana",))
    event = ReviewCommitteeAppointed(members=("Ana",))
    (decided,) = given(designated()).when(command).then(event)
    assert decided.citation.note == "review committee: 2012 deck, unverified"


@pytest.mark.parametrize("members", [(), ("Ana", " ")], ids=["nobody", "a blank name"])
def test_a_committee_has_members_with_names(members: tuple[str, ...]) -> None:
    given(designated()).when(AppointReviewCommittee(members=members)).refused(
        WordsMissingError, "a member of the committee is blank", citation="§ 11-8b"
    )


def test_a_committee_is_of_a_designated_open_year() -> None:
    command = AppointReviewCommittee(members=("Ana",))
    given().when(command).refused(NotDesignatedError, "not designated", citation="(b)(3)")
    given(closed("0.00")).when(command).refused(YearClosedError, "closed", citation="(h)")


def test_a_review_is_recorded_and_decides_nothing_by_itself() -> None:
    command = ReviewPlan(plan_version=1, findings="T1 names no year")
    review = PlanReviewed(plan_version=1, findings="T1 names no year")
    (decided,) = given(*SUBMITTED).when(command).then(review)
    assert decided.office is Office.DEPARTMENT
    given(*SUBMITTED, review).when(approve("1000.00")).then(
        approved_by_line(1, _1_1="600.00", _2_4="400.00")
    )


def test_only_a_version_on_record_is_reviewed_in_words() -> None:
    given(*SUBMITTED).when(ReviewPlan(plan_version=2, findings="x")).refused(
        PlanNotSubmittedError, "version 2 on record; on record: 1.", citation="(d)", on_record="1"
    )
    given(*SUBMITTED).when(ReviewPlan(plan_version=1, findings=" ")).refused(
        WordsMissingError, "the findings of a review", citation="§ 11-8b"
    )


# ---- changes required ----


def require(*changes: RequiredChange, version: int = 1) -> RequirePlanChanges:
    return RequirePlanChanges(plan_version=version, changes=changes, due_on=date(2023, 4, 1))


def test_the_commissioner_requires_changes() -> None:
    (decided,) = given(*SUBMITTED).when(require(CHANGE)).then(CHANGES_REQUIRED)
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(d)"


@pytest.mark.parametrize(
    "changes",
    [(), (RequiredChange(key=" ", words="x"),), (RequiredChange(key="C1", words=" "),)],
    ids=["none", "no key", "no words"],
)
def test_required_changes_are_said(changes: tuple[RequiredChange, ...]) -> None:
    given(*SUBMITTED).when(require(*changes)).refused(
        WordsMissingError, "is blank", citation="§ 11-8b"
    )


def test_a_required_change_stands_once_under_its_key() -> None:
    twice = (RequiredChange(key="C1", words="a coach"), RequiredChange(key="C1", words="a bus"))
    given(*SUBMITTED).when(require(*twice)).refused(
        RequiredChangeTwiceError, "'C1' of Hartford FY2023 stands 2 times", citation="(d)"
    )


@pytest.mark.parametrize(
    "command",
    [require(CHANGE), approve("1000.00"), RejectPlan(plan_version=1, reason="late")],
    ids=lambda command: type(command).__name__,
)
def test_a_version_that_has_to_change_waits_for_a_newer_one(
    command: RequirePlanChanges | ApprovePlan | RejectPlan,
) -> None:
    refusal = (
        given(*SUBMITTED, CHANGES_REQUIRED)
        .when(command)
        .refused(
            PlanChangesOpenError,
            "Changes are required of plan version 1 of Hartford FY2023: say what 2.4 buys",
            citation="(d)",
            C1="say what 2.4 buys",
        )
    )
    assert refusal.next_step == "Let the board submit version 2."


@pytest.mark.parametrize(
    ("newer", "next_step"),
    [
        ([], "The board submitted version 2: decide on that (--plan-version 2)."),
        (
            [PlanChangesRequired(plan_version=2, changes=(CHANGE,), due_on=None)],
            "Let the board submit version 3.",
        ),
    ],
    ids=["in", "to-change-too"],
)
def test_where_a_newer_version_is_in_that_is_decided_on(newer: Events, next_step: str) -> None:
    history: Events = [*SUBMITTED, CHANGES_REQUIRED, submitted_with(2), *newer]
    refusal = (
        given(*history)
        .when(approve("1000.00"))
        .refused(PlanChangesOpenError, "Changes are required of plan version 1", citation="(d)")
    )
    assert refusal.next_step == next_step


def test_the_newer_version_is_approved() -> None:
    history: Events = [*SUBMITTED, CHANGES_REQUIRED, submitted_with(2)]
    command = replace(approve("1000.00"), plan_version=2)
    given(*history).when(command).then(approved_by_line(2, _1_1="600.00", _2_4="400.00"))


def test_changes_are_required_only_of_what_is_undecided() -> None:
    given(*SUBMITTED, approved_by_line(1, _1_1="1.00")).when(require(CHANGE)).refused(
        PlanAlreadyDecidedError, "was approved already", citation="(d)", status="approved"
    )
    given(designated()).when(require(CHANGE)).refused(
        PlanNotSubmittedError, "FY2023 has no plan on record.", citation="(d)", on_record="none"
    )
    given(submitted_with(1)).when(require(CHANGE)).refused(
        NotDesignatedError, "not designated", citation="(b)(3)"
    )


# ---- approved by line ----


def test_a_plan_approved_in_full_is_approved_line_by_line() -> None:
    (decided,) = (
        given(*SUBMITTED)
        .when(approve("1000.00"))
        .then(approved_by_line(1, _1_1="600.00", _2_4="400.00"))
    )
    assert decided.office is Office.COMMISSIONER


def test_a_part_of_a_plan_is_approved_by_line() -> None:
    # 600.00 + 150.00 = 750.00
    lines = lines_of(_1_1="600.00", _2_4="150.00")
    given(*SUBMITTED).when(approve("750.00", lines)).then(
        approved_by_line(1, _1_1="600.00", _2_4="150.00")
    )


def test_a_line_left_out_is_not_approved_and_one_of_zero_is_kept() -> None:
    given(*SUBMITTED).when(approve("600.00", lines_of(_1_1="600.00"))).then(
        approved_by_line(1, _1_1="600.00")
    )
    given(*SUBMITTED).when(approve("0.00", lines_of(_2_4="0.00"))).then(
        approved_by_line(1, _2_4="0.00")
    )


def test_a_part_without_lines_does_not_say_of_what() -> None:
    given(*SUBMITTED).when(approve("999.99")).refused(
        ApprovalLinesMissingError,
        "has 2 budget lines of 1,000.00, and 999.99 is to be approved",
        citation="(d)",
        total="1000.00",
        approved_amount="999.99",
    )


@pytest.mark.parametrize(
    ("lines", "key", "why"),
    [
        ({"_3_1": "5.00"}, "3.1", "no line of the plan"),
        ({"_1_1": "600.01"}, "1.1", "600.01 is not within the 600.00 it asks for"),
        ({"_1_1": "-0.01"}, "1.1", "-0.01 is not within the 600.00 it asks for"),
        ({"_1_1": "4.99"}, "sum", "the lines add up to 4.99"),
    ],
)
def test_approved_lines_are_lines_of_the_plan_and_add_up(
    lines: dict[str, str], key: str, why: str
) -> None:
    given(*SUBMITTED).when(approve("5.00", lines_of(**lines))).refused(
        ApprovalLinesError, f"{key}: {why}", citation="(d)", **{key: why}
    )


def test_a_line_is_approved_once() -> None:
    twice = (*lines_of(_1_1="2.00"), *lines_of(_1_1="3.00"))
    given(*SUBMITTED).when(approve("5.00", twice)).refused(
        ApprovalLinesError, "1.1: stands 2 times", citation="(d)"
    )


def test_a_plan_without_lines_on_record_is_not_approved_by_line() -> None:
    history: Events = [designated(), submitted(1, "1000.00")]
    given(*history).when(approve("5.00", lines_of(_1_1="5.00"))).refused(
        ApprovalLinesError, "1.1: no line of the plan", citation="(d)"
    )
    given(*history).when(approve("5.00")).then(approved(1, "5.00"))


def test_a_plan_without_money_lines_is_approved_up_to_nothing() -> None:
    given(designated(), submitted_with(1, NO_LINES)).when(approve("0.00")).then(approved(1, "0.00"))


def test_lines_do_not_lift_an_approval_above_the_plan() -> None:
    given(*SUBMITTED).when(approve("1000.01", lines_of(_1_1="1000.01"))).refused(
        ApprovalExceedsPlanError, "asks for: 1,000.00", citation="(d)", total="1000.00"
    )


# ---- conditions ----


def test_conditions_stand_with_the_approval() -> None:
    asked = (condition("K1"), condition("K2", before_release=False))
    given(*SUBMITTED).when(approve("1000.00", conditions=asked)).then(
        approved_by_line(1, asked, _1_1="600.00", _2_4="400.00")
    )


@pytest.mark.parametrize(
    "asked",
    [condition(" "), Condition(key="K1", words=" ", before_release=True)],
    ids=["no key", "no words"],
)
def test_a_condition_is_said(asked: Condition) -> None:
    given(*SUBMITTED).when(approve("1000.00", conditions=(asked,))).refused(
        WordsMissingError, "is blank", citation="§ 11-8b"
    )


def test_a_condition_has_a_key_of_its_own_in_the_district_year() -> None:
    given(*SUBMITTED).when(
        approve("1000.00", conditions=(condition("K1"), condition("K1")))
    ).refused(ConditionTakenError, "has a condition 'K1' already", citation="(d)", condition="K1")
    history: Events = [
        *SUBMITTED,
        approved_by_line(1, (condition("K1"),), _1_1="600.00"),
        submitted_with(2),
    ]
    again = replace(approve("1000.00", conditions=(condition("K1"),)), plan_version=2)
    given(*history).when(again).refused(ConditionTakenError, "'K1'", citation="(d)")


# ---- corrected ----


APPROVED: Events = [*SUBMITTED, approved_by_line(1, _1_1="600.00", _2_4="400.00")]


@pytest.mark.parametrize("position", [2, 3], ids=["submission", "approval"])
def test_an_amount_that_adds_up_lines_is_not_corrected_alone(position: int) -> None:
    command = CorrectEvent(position=position, reason="typed", amount=usd("5.00"))
    given(*APPROVED).when(command).refused(
        NothingToCorrectError, "it adds up budget lines; take it back whole", citation="§ 11-8b"
    )


def test_an_approval_with_lines_is_taken_back_whole() -> None:
    back = event_corrected(
        corrects_position=3,
        corrects_version=3,
        corrected_event="PlanApproved",
        reversed={"approved_amount": usd("1000.00")},
        replacement={},
        reason="typed",
    )
    given(*APPROVED).when(CorrectEvent(position=3, reason="typed")).then(back)
    given(*APPROVED, back).when(approve("600.00", lines_of(_1_1="600.00"))).then(
        approved_by_line(1, _1_1="600.00")
    )


@pytest.mark.parametrize(
    ("content", "approval", "off"),
    [
        (TWO_LINES, approved_by_line(1, _1_1="600.00"), "600.00"),
        (NO_LINES, approved(1, "0.00"), "0.01"),
    ],
    ids=["of money", "of nothing"],
)
def test_a_submission_is_not_taken_back_under_its_approval(
    content: PlanContent, approval: PlanApproved, off: str
) -> None:
    history: Events = [designated(), submitted_with(1, content), approval]
    refusal = (
        given(*history)
        .when(CorrectEvent(position=2, reason="typed"))
        .refused(CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b")
    )
    assert refusal.details["approved without plan version 1"] == off


@pytest.mark.parametrize(
    "event",
    [CHANGES_REQUIRED, PlanRejected(plan_version=1, reason="late")],
    ids=["changes required", "rejected"],
)
def test_a_version_whose_submission_was_taken_back_can_be_submitted_anew(
    event: PlanChangesRequired | PlanRejected,
) -> None:
    back = event_corrected(
        corrects_position=2,
        corrects_version=2,
        corrected_event="PlanSubmitted",
        reversed={"total": usd("1000.00")},
        replacement={},
        reason="of another town",
    )
    command = CorrectEvent(position=2, reason="of another town")
    given(*SUBMITTED, event).when(command).then(back)
    given(*SUBMITTED, event, back).when(submit(TWO_LINES, "1000.00")).then(submitted_with(1))
