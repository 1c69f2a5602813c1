"""The desk review: only what is over a line beyond the allowance needs a question.

The figures of Windham's lines are those of the story the screen was drawn from (synthetic).
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, usd
from spec_claims import determined, found, lines, shares

from domain.claim_events import InquiryAnswered, InquiryClosed, InquiryOpened, QuestionedLine
from domain.desk_review import Allowance, already_asked, reviewed, sums_of, to_explain
from domain.events import ApprovedLine
from domain.report_content import Counted, ReportedLine
from domain.report_state import Report
from domain.state import fold

APPROVED = (
    ApprovedLine(key="2.4", amount=usd("120000.00")),
    ApprovedLine(key="3.1", amount=usd("60000.00")),
)
REPORT = Report(
    number=1,
    spent=usd("225250.75"),
    lines=(
        ReportedLine(key="2.4", description="bilingual tutors", paid=usd("120000.00")),
        ReportedLine(
            key="3.1", description="transport", paid=usd("90000.00"), paid_after=usd("2750.75")
        ),
        ReportedLine(key="9.9", description="fence", paid=usd("12500.00")),
    ),
    counted=Counted.PAID_AFTER,
)
TEN_PERCENT = Allowance(percent=10)


def test_two_of_three_lines_need_a_question() -> None:
    lines = reviewed(REPORT, APPROVED, TEN_PERCENT)
    asked = to_explain(lines)
    assert [(one.key, one.over, one.allowed, one.to_explain) for one in asked] == [
        ("3.1", usd("32750.75"), usd("6000.00"), usd("26750.75")),
        ("9.9", usd("12500.00"), usd("0.00"), usd("12500.00")),
    ]
    assert asked[1].approved is None
    assert sums_of(asked)["to_explain"] == usd("39250.75")
    assert sums_of(lines)["reported"] == REPORT.spent


@pytest.mark.parametrize(
    ("rule", "questionable"),
    [
        pytest.param(TEN_PERCENT, "45250.75", id="falls away"),
        pytest.param(Allowance(percent=10, shields=True), "39250.75", id="shields"),
    ],
)
def test_whether_the_allowance_falls_away_is_a_matter_of_policy(
    rule: Allowance, questionable: str
) -> None:
    assert sums_of(reviewed(REPORT, APPROVED, rule))["questionable"] == usd(questionable)


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        pytest.param(None, ["3.1", "9.9"], id="none is set: every cent is asked about"),
        pytest.param(Allowance(amount=usd("32750.75")), ["9.9"], id="an amount, to the cent"),
        pytest.param(Allowance(amount=usd("32750.74")), ["3.1", "9.9"], id="a cent less"),
        pytest.param(Allowance(percent=55), ["9.9"], id="55 % of 60,000.00 is 33,000.00"),
        pytest.param(Allowance(percent=100), ["9.9"], id="a line of its own has no allowance"),
    ],
)
def test_the_allowance_is_measured_by_the_approved_line(
    rule: Allowance | None, asked: list[str]
) -> None:
    assert [one.key for one in to_explain(reviewed(REPORT, APPROVED, rule))] == asked


def test_what_is_within_its_line_is_not_over_and_nothing_is_allowed_for_it() -> None:
    (first, *_) = reviewed(REPORT, APPROVED, TEN_PERCENT)
    assert (first.over, first.allowed, first.to_explain, first.questionable) == (
        usd("0.00"),
        usd("0.00"),
        usd("0.00"),
        usd("0.00"),
    )


def test_half_a_cent_of_an_allowance_is_a_cent() -> None:
    # 1 % of 0.50 is half a cent.
    line = ReportedLine(key="1", description="", paid=usd("0.51"))
    report = Report(number=1, spent=usd("0.51"), lines=(line,), counted=None)
    (one,) = reviewed(report, (ApprovedLine(key="1", amount=usd("0.50")),), Allowance(percent=1))
    assert one.allowed == usd("0.01")
    assert one.to_explain == usd("0.00")


def test_an_approved_line_of_zero_allows_nothing() -> None:
    assert Allowance(amount=usd("5.00")).of(usd("0.00")) == usd("0.00")


# ---- what is on record about a line ----

_FOUND = found(by_line=lines(_3_1="50.00"))


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([_FOUND], "finding F1, 50.00 of it open"),
        ([_FOUND, determined(repay="30.00", dropped="20.00")], "finding F1, 30.00 ordered"),
        ([_FOUND, determined(repay="30.00")], "finding F1, 20.00 of it open, 30.00 ordered"),
        ([_FOUND, determined(dropped="50.00")], None),
        ([_FOUND, found("F2", "50.00", absorbs=shares(F1="50.00"))], None),
    ],
    ids=["open", "ordered", "both", "dropped", "absorbed"],
)
def test_what_was_found_about_a_line(events: Events, said: str | None) -> None:
    assert already_asked("3.1", fold(events).claims) == said


def test_a_line_that_was_asked_about_says_where_the_inquiry_stands() -> None:
    opened = InquiryOpened(
        inquiry="Q1",
        lines=(QuestionedLine(key="9.9", amount=usd("12500.00")),),
        question="What is the fence?",
        answer_by=date(2026, 10, 30),
    )
    answered = InquiryAnswered(
        inquiry="Q1", answer="a mistake", answered_on=date(2026, 10, 20), register=None
    )
    closed = InquiryClosed(inquiry="Q1", outcome="reclassified")
    undated = replace(opened, answer_by=None)
    histories: list[Events] = [[opened], [undated], [opened, answered], [opened, answered, closed]]
    told = [already_asked("9.9", fold(events).claims) for events in histories]
    assert told == [
        "inquiry Q1 open, answer by 2026-10-30",
        "inquiry Q1 open, no date set",
        "inquiry Q1 answered. decide",
        "inquiry Q1 closed: reclassified",
    ]
    assert already_asked("2.4", fold([opened]).claims) is None
