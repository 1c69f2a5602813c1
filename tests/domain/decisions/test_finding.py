"""Inquiries and findings: asked first, claimed once. § 10-262u(g), Regs. § 4-236-29."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Events,
    approved,
    closed,
    designated,
    given,
    reported,
    stated,
    submitted,
    usd,
)
from spec_claims import (
    allowed,
    asked,
    determined,
    disallowed,
    found,
    lines,
    procedure,
    shares,
)

from domain.authority import Office
from domain.chart import Account
from domain.claim_commands import (
    AllowQuestionedCost,
    AnswerInquiry,
    ClaimCommand,
    CloseInquiry,
    DisallowQuestionedCost,
    OpenInquiry,
    RaiseFinding,
)
from domain.claim_events import FindingKind, FindingSource, InquiryAnswered, InquiryClosed
from domain.decisions.claim_refusals import (
    DroppedUnsaidError,
    FindingDoesNotAddUpError,
    FindingLineUnknownError,
    FindingNameTakenError,
    FindingNotOpenError,
    FindingReportUnknownError,
    FindingUnknownError,
    InquiryClosedError,
    InquiryNameTakenError,
    InquiryUnknownError,
    LineInAnotherFindingError,
    QuestionedExceededError,
    QuestionedLineUnknownError,
)
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import (
    AmountNotPositiveError,
    NotDesignatedError,
    WordsMissingError,
)
from domain.errors import RefusedError
from domain.figures import balances
from domain.plan_events import ApprovedLine
from domain.report_content import Counted, ReportedLine
from domain.state import fold

OCTOBER_28 = date(2026, 10, 28)
LINES = lines(_3_1="32750.75", _9_9="12500.00")  # 45,250.75
ASK = OpenInquiry(inquiry="Q1", question="What is the fence?")
ANSWER = AnswerInquiry(inquiry="Q1", answer="it is local", answered_on=OCTOBER_28)
CLOSE = CloseInquiry(inquiry="Q1", outcome="two lines are not explained")
RAISE = RaiseFinding(
    finding="F1",
    source=FindingSource.DESK_REVIEW,
    kind=FindingKind.UNAPPROVED_USE,
    reason="not in the plan",
    lines=LINES,
)
FOUND: Events = [designated(), found(by_line=LINES)]
ALLOW = AllowQuestionedCost(
    finding="F1", line="9.9", amount=usd("12500.00"), reason="paid from local funds"
)
DISALLOW = DisallowQuestionedCost(
    finding="F1", line="3.1", amount=usd("32750.75"), reason="no evidence"
)


# ---- asked ----


def test_the_department_asks_before_anything_is_a_finding() -> None:
    command = replace(ASK, lines=LINES, answer_by=date(2026, 10, 30))
    event = replace(asked(), lines=LINES, answer_by=date(2026, 10, 30))
    (decided,) = given(designated()).when(command).then(event)
    assert decided.office is Office.DEPARTMENT
    assert balances(fold([designated(), event])) == balances(fold([designated()]))


def test_the_answer_has_the_day_it_came() -> None:
    event = InquiryAnswered(
        inquiry="Q1", answer="it is local", answered_on=OCTOBER_28, register=None
    )
    (decided,) = given(designated(), asked()).when(ANSWER).then(event)
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.effective_on == OCTOBER_28


def test_an_inquiry_is_closed_answered_or_not() -> None:
    event = InquiryClosed(inquiry="Q1", outcome="two lines are not explained")
    given(designated(), asked()).when(CLOSE).then(event)


@pytest.mark.parametrize("command", [ANSWER, CLOSE], ids=["answer", "close"])
def test_nothing_comes_after_the_closing_of_an_inquiry(command: ClaimCommand) -> None:
    gone = InquiryClosed(inquiry="Q1", outcome="explained")
    given(designated(), asked(), gone).when(command).refused(
        InquiryClosedError, "was closed: explained", citation="(g)"
    )


@pytest.mark.parametrize(
    "command", [ANSWER, CLOSE, replace(RAISE, inquiry="Q1")], ids=["answer", "close", "raise"]
)
def test_an_inquiry_is_on_record_before_it_is_named(command: ClaimCommand) -> None:
    given(designated()).when(command).refused(
        InquiryUnknownError, "no inquiry 'Q1' on record (inquiries: none)", citation="(g)"
    )


def test_an_inquiry_has_a_name_of_its_own() -> None:
    given(designated(), asked()).when(replace(ASK, inquiry=" q1")).refused(
        InquiryNameTakenError, "an inquiry 'Q1' already", citation="(g)"
    )
    given(designated(), asked()).when(replace(ASK, inquiry="Q2")).then(asked("Q2"))


# ---- found ----


def test_a_finding_is_raised_against_lines() -> None:
    (decided,) = given(designated()).when(RAISE).then(found(by_line=LINES))
    assert decided.office is Office.DEPARTMENT
    assert fold(FOUND).standing(Account.FINDING_OPEN) == usd("45250.75")


def test_a_finding_is_measured_by_the_plan_in_force() -> None:
    plan: Events = [designated(), submitted(3, "60000.00"), approved(3, "60000.00")]
    given(*plan).when(RAISE).then(replace(found(by_line=LINES), plan_version=3))


# Reported 3.1 and 9.9, approved 3.1: lines of both can be asked about.
BY_LINE: Events = [
    designated(),
    submitted(3, "60000.00"),
    replace(approved(3, "60000.00"), lines=(ApprovedLine(key="3.1", amount=usd("60000.00")),)),
    replace(
        reported(from_grant="105250.75"),
        lines=(
            ReportedLine(key="3.1", description="coaches", paid=usd("92750.75")),
            ReportedLine(key="9.9", description="fence", paid=usd("12500.00")),
        ),
        counted=Counted.PAID,
    ),
]


def test_a_finding_is_about_the_report_that_stands_unless_told() -> None:
    about = replace(found(by_line=LINES), plan_version=3, report=1)
    given(*BY_LINE).when(RAISE).then(about)
    given(*BY_LINE).when(replace(RAISE, report=1)).then(about)


def test_the_way_of_the_money_is_in_no_report() -> None:
    command = replace(RAISE, lines=None, amount=usd("5.00"), kind=FindingKind.PASS_THROUGH)
    event = replace(found(amount="5.00", kind="pass-through"), plan_version=3)
    given(*BY_LINE).when(command).then(event)


@pytest.mark.parametrize("number", [0, 2])
def test_a_finding_is_about_a_report_on_record(number: int) -> None:
    given(*BY_LINE).when(replace(RAISE, report=number)).refused(
        FindingReportUnknownError,
        f"no expenditure report {number} on record (reports: 1 to 1)",
        citation="(g)",
    )


def test_without_a_report_none_can_be_named() -> None:
    given(designated()).when(replace(RAISE, report=1)).refused(
        FindingReportUnknownError, "(reports: none)", citation="(g)"
    )


@pytest.mark.parametrize(
    "command",
    [replace(ASK, lines=lines(_9_8="1.00")), replace(RAISE, lines=lines(_9_8="1.00"))],
    ids=["ask", "raise"],
)
def test_a_line_in_neither_plan_nor_report_is_a_typing_error(command: ClaimCommand) -> None:
    given(*BY_LINE).when(command).refused(
        QuestionedLineUnknownError,
        "no line '9.8', neither in the plan in force nor in report 1",
        citation="(g)",
    )
    without_plan: Events = [BY_LINE[0], BY_LINE[3]]
    given(*without_plan).when(command).refused(
        QuestionedLineUnknownError, "no line '9.8'", citation="(g)"
    )


def test_where_the_report_has_no_lines_any_line_can_be_named() -> None:
    event = replace(found(by_line=LINES), report=1)
    given(designated(), reported(from_grant="45250.75")).when(RAISE).then(event)


def test_a_finding_without_lines_has_an_amount() -> None:
    command = replace(RAISE, lines=None, amount=usd("5.00"), kind=FindingKind.PASS_THROUGH)
    given(designated()).when(command).then(found(amount="5.00", kind="pass-through"))


def test_a_finding_says_whose_it_is() -> None:
    command = replace(
        RAISE, source=FindingSource.STATE_AUDITORS, reference="APA 2026-7", report=1, inquiry="Q1"
    )
    event = replace(
        found(by_line=LINES, source="state-auditors"),
        reference="APA 2026-7",
        report=1,
        inquiry="Q1",
    )
    (decided,) = (
        given(designated(), reported(from_grant="45250.75"), asked()).when(command).then(event)
    )
    assert decided.office is Office.AUDITORS


def test_a_finding_comes_also_after_the_year_was_closed() -> None:
    given(designated(), closed("0.00")).when(RAISE).then(found(by_line=LINES))


def test_a_finding_is_of_a_district_year_with_alliance_money() -> None:
    for command in (RAISE, ASK):
        given().when(command).refused(
            NotDesignatedError, "has no Alliance money on record", citation="(g)"
        )


@pytest.mark.parametrize(
    ("command", "error", "words"),
    [
        (replace(RAISE, finding=" "), WordsMissingError, "the name of a finding"),
        (replace(RAISE, reason=""), WordsMissingError, "what is wrong"),
        (replace(ASK, inquiry=""), WordsMissingError, "the name of an inquiry"),
        (replace(ASK, question=" "), WordsMissingError, "the question"),
        (replace(RAISE, lines=lines(_="1.00")), WordsMissingError, "the key of a line"),
        (replace(RAISE, lines=lines(_1="0.00")), AmountNotPositiveError, "the amount of line 1"),
        (replace(RAISE, lines=None), AmountNotPositiveError, "a finding has to be more than zero"),
        (
            replace(RAISE, amount=usd("45250.76")),
            FindingDoesNotAddUpError,
            "says 45,250.76, and its lines come to 45,250.75",
        ),
        (
            replace(RAISE, lines=(*LINES, *lines(_3_1="1.00"))),
            FindingDoesNotAddUpError,
            "line '3.1' is named twice",
        ),
        (replace(RAISE, finding="Opening"), FindingNameTakenError, "'opening'"),
    ],
)
def test_a_finding_says_everything_and_adds_up(
    command: ClaimCommand, error: type[RefusedError], words: str
) -> None:
    refused = given(designated()).when(command).refused_by
    assert type(refused) is error
    assert words in refused.message


def test_a_finding_has_a_name_of_its_own() -> None:
    given(*FOUND).when(replace(RAISE, finding="f1")).refused(
        FindingNameTakenError, "a finding 'F1' already", citation="(g)"
    )


# ---- two findings ----

AUDIT = replace(
    RAISE,
    finding="F2",
    source=FindingSource.SINGLE_AUDIT,
    lines=lines(_3_1="40000.00"),
)


def test_the_same_money_is_not_claimed_twice() -> None:
    given(*FOUND).when(AUDIT).refused(
        LineInAnotherFindingError,
        "Finding 'F1' of Hartford FY2023 is about 3.1 with 32,750.75 already",
        citation="(g)",
        lines="3.1",
    )


def test_two_findings_on_different_lines_both_stand() -> None:
    other = replace(AUDIT, lines=lines(_2_4="10.00"))
    event = found("F2", by_line=lines(_2_4="10.00"), source="single-audit")
    given(*FOUND).when(other).then(event)
    assert fold([*FOUND, event]).standing(Account.FINDING_OPEN) == usd("45260.75")


def test_a_finding_that_absorbs_another_claims_in_its_place() -> None:
    event = replace(
        found(
            "F2",
            by_line=lines(_3_1="40000.00"),
            absorbs=shares(F1="45250.75"),
            source="single-audit",
        ),
        dropped_because="the fence was local",
    )
    given(*FOUND).when(replace(AUDIT, absorbs=("F1",), dropped_because="the fence was local")).then(
        event
    )
    assert fold([*FOUND, event]).standing(Account.FINDING_OPEN) == usd("40000.00")


def test_what_is_claimed_no_more_is_not_dropped_in_silence() -> None:
    given(*FOUND).when(replace(AUDIT, absorbs=("F1",))).refused(
        DroppedUnsaidError,
        "claims 40,000.00 in place of 45,250.75: 5,250.75 would be claimed no more",
        citation="(g)",
        dropped="5250.75",
    )


def test_only_what_is_open_is_absorbed() -> None:
    event = found(
        "F2",
        by_line=lines(_3_1="40000.00"),
        absorbs=shares(F1="32750.75"),
        source="single-audit",
    )
    some = [*FOUND, allowed("12500.00", "9.9")]
    given(*some).when(replace(AUDIT, absorbs=("F1", "F1"))).then(event)
    assert fold([*some, event]).standing(Account.FINDING_OPEN) == usd("40000.00")


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            [procedure(), determined(repay="1.00")],
            "'F1' of Hartford FY2023 was decided, so 'F2' cannot take its place",
        ),
        (
            [allowed("32750.75", "3.1"), allowed("12500.00", "9.9")],
            "'F1' of Hartford FY2023 has nothing open",
        ),
        (
            [found("F3", "5.00", absorbs=shares(F1="45250.75"))],
            "'F1' of Hartford FY2023 was absorbed by 'F3'",
        ),
    ],
    ids=["decided", "allowed", "absorbed"],
)
def test_what_is_decided_or_gone_is_not_absorbed(events: Events, words: str) -> None:
    given(*FOUND, *events).when(replace(AUDIT, absorbs=("F1",))).refused(
        FindingNotOpenError, words, citation="(g)"
    )


def test_a_line_that_was_allowed_whole_may_be_found_again() -> None:
    settled = [*FOUND, allowed("32750.75", "3.1"), allowed("12500.00", "9.9")]
    event = found("F2", by_line=lines(_3_1="40000.00"), source="single-audit")
    given(*settled).when(AUDIT).then(event)


def test_what_was_dropped_does_not_block_a_later_finding() -> None:
    event = found("F2", by_line=lines(_3_1="40000.00"), source="single-audit")
    dropped: Events = [*FOUND, procedure(), determined(dropped="45250.75")]
    given(*dropped).when(AUDIT).then(event)
    part: Events = [*FOUND, procedure(), determined(repay="0.01", dropped="45250.74")]
    given(*part).when(AUDIT).refused(LineInAnotherFindingError, "is about 3.1", citation="(g)")
    several = determined(dropped="45255.75", of=shares(F1="45250.75", F3="5.00"))
    beside = found("F3", by_line=lines(_1="5.00"))
    given(*FOUND, beside, procedure(), several).when(AUDIT).then(event)
    ordered = replace(several, repay=usd("0.01"), dropped=usd("45255.74"))
    given(*FOUND, beside, procedure(), ordered).when(AUDIT).refused(
        LineInAnotherFindingError, "is about 3.1", citation="(g)"
    )


def test_a_finding_to_be_absorbed_is_on_record() -> None:
    given(*FOUND).when(replace(AUDIT, absorbs=("F9",))).refused(
        FindingUnknownError, "no finding 'F9' on record (findings: F1)", citation="(g)"
    )


# ---- allowed and not ----


def test_what_was_explained_is_not_claimed_any_more() -> None:
    (decided,) = given(*FOUND).when(ALLOW).then(allowed("12500.00", "9.9"))
    assert decided.citation.provision == "Regs., Conn. State Agencies § 4-236-29"
    after = fold([*FOUND, allowed("12500.00", "9.9")])
    assert after.standing(Account.FINDING_OPEN) == usd("32750.75")


def test_what_was_not_explained_is_confirmed_and_moves_nothing() -> None:
    given(*FOUND).when(DISALLOW).then(disallowed("32750.75", "3.1"))
    after = fold([*FOUND, disallowed("32750.75", "3.1")])
    assert after.standing(Account.FINDING_OPEN) == usd("45250.75")


def test_a_finding_without_lines_is_allowed_without_one() -> None:
    whole: Events = [designated(), found(amount="5.00")]
    command = replace(ALLOW, line=None, amount=usd("5.00"))
    given(*whole).when(command).then(allowed("5.00"))


@pytest.mark.parametrize("command", [ALLOW, DISALLOW], ids=["allow", "disallow"])
@pytest.mark.parametrize(
    ("events", "line"),
    [(FOUND, None), (FOUND, "2.4"), ([designated(), found(amount="5.00")], "3.1")],
    ids=["none named", "another line", "no lines"],
)
def test_a_questioned_cost_is_of_a_line_of_the_finding(
    command: AllowQuestionedCost, events: Events, line: str | None
) -> None:
    given(*events).when(replace(command, line=line)).refused(
        FindingLineUnknownError, "is about these lines: ", citation="§ 4-236-29"
    )


@pytest.mark.parametrize(
    ("events", "command", "left"),
    [
        ([], replace(ALLOW, amount=usd("12500.01")), "12500.00"),
        ([allowed("12499.99", "9.9")], replace(ALLOW, amount=usd("0.02")), "0.01"),
        ([disallowed("12499.99", "9.9")], replace(ALLOW, amount=usd("0.02")), "0.01"),
        ([allowed("0.01", "3.1")], DISALLOW, "32750.74"),
        # The determination took it all: less is claimed on an instrument only.
        ([procedure(), determined(repay="45250.75")], ALLOW, "0.00"),
    ],
)
def test_no_more_is_allowed_or_not_than_was_questioned(
    events: Events, command: ClaimCommand, left: str
) -> None:
    given(*FOUND, *events).when(command).refused(
        QuestionedExceededError, "is more than is questioned", citation="§ 4-236-29", left=left
    )


def test_allowing_says_why_and_how_much() -> None:
    given(*FOUND).when(replace(ALLOW, reason=" ")).refused(
        WordsMissingError, "the reason", citation="§ 11-8b"
    )
    given(*FOUND).when(replace(DISALLOW, amount=usd("0.00"))).refused(
        AmountNotPositiveError, "a questioned cost", citation="§ 4-236-29"
    )
    given(designated()).when(ALLOW).refused(FindingUnknownError, "(findings: none)", citation="(g)")


# ---- what an opening statement states ----


def test_a_finding_of_an_opening_statement_can_be_allowed() -> None:
    command = replace(ALLOW, finding="opening", line=None, amount=usd("5.00"))
    opening = stated(finding_open="45250.75")
    given(opening).when(command).then(allowed("5.00", finding="opening"))
    given(opening).when(replace(command, line="9.9")).refused(
        FindingLineUnknownError, "is about these lines: none", citation="§ 4-236-29"
    )


# ---- dates ----


@pytest.mark.parametrize(
    "command", [ANSWER, CLOSE, replace(RAISE, inquiry="Q1")], ids=["answer", "close", "raise"]
)
def test_no_step_lies_before_the_question(command: ClaimCommand) -> None:
    later = date(2027, 1, 1)
    given(designated(), asked()).when(command, on=OCTOBER_28, ground_on=later).refused(
        StepBeforeGroundError, "what it rests on is of 2027-01-01", citation="(g)"
    )


@pytest.mark.parametrize("command", [ALLOW, DISALLOW], ids=["allow", "disallow"])
def test_nothing_is_allowed_before_it_is_questioned(command: ClaimCommand) -> None:
    given(*FOUND).when(command, on=OCTOBER_28, ground_on=date(2027, 1, 1)).refused(
        StepBeforeGroundError, "what it rests on is of 2027-01-01", citation="§ 4-236-29"
    )
