"""A day that is named with an act fits the day of the act and of what came before it.

C.G.S. § 10-262v, § 10-262u(g), § 11-8b. Not here: steps of releases (`test_ground.py`), acts beside
the account (`test_side_ground.py`).
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, designated, given, portion, usd, withheld
from spec_plans import REGISTER, received, submitted_with

from domain.claim_commands import CloseInquiry, OpenInquiry
from domain.claim_events import InquiryAnswered, InquiryClosed, InquiryOpened
from domain.commands import (
    Command,
    PublishPlan,
    RequirePlanChanges,
    ReturnSubmission,
    TransferPortion,
    WithholdPortion,
)
from domain.decisions.ground import grounds_of
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.events import PlanChangesRequired, PlanPublished, RequiredChange, SubmissionReturned
from domain.fiscal_year import FiscalYear
from domain.side_commands import AdjustGrant
from domain.state import fold

FY2024 = FiscalYear(2024)
JULY_13, JULY_14 = date(2023, 7, 13), date(2023, 7, 14)
MARCH_1 = date(2023, 3, 1)
MARCH_2 = date(2023, 3, 2)


def test_a_plan_is_published_no_earlier_than_it_came() -> None:
    history: Events = [designated(), submitted_with(1), submitted_with(2)]
    publish = PublishPlan(plan_version=1, address="portal.ct.gov/sde", published_on=JULY_13)
    assert grounds_of(publish, fold(history)) == (2,)
    asked = given(*history)
    asked.when(publish, fiscal_year=FY2024, on=JULY_14, ground_on=JULY_14).refused(
        StepBeforeGroundError,
        "The publication of plan version 1 of Hartford FY2024 cannot be of 2023-07-13",
        citation="§ 10-262v",
        rests_on="2023-07-14",
    )
    on_the_day = replace(publish, published_on=JULY_14)
    asked.when(on_the_day, fiscal_year=FY2024, on=JULY_14, ground_on=JULY_14).then(
        PlanPublished(plan_version=1, address="portal.ct.gov/sde", published_on=JULY_14)
    )


def test_what_is_sent_back_is_due_no_earlier() -> None:
    send_back = ReturnSubmission(register=REGISTER, reason="no budget", due_on=MARCH_1)
    asked = given(received(REGISTER))
    asked.when(send_back, on=MARCH_2).refused(
        StepBeforeGroundError,
        "is of 2023-03-02 and cannot be due on 2023-03-01, before that",
        citation="§ 11-8b",
        due_on="2023-03-01",
        on="2023-03-02",
    )
    asked.when(send_back, on=MARCH_1).then(
        SubmissionReturned(register=REGISTER, reason="no budget", due_on=MARCH_1)
    )


def test_changes_of_a_plan_are_due_no_earlier_than_they_are_required() -> None:
    change = RequiredChange(key="C1", words="Say how.")
    require = RequirePlanChanges(plan_version=1, changes=(change,), due_on=MARCH_1)
    asked = given(designated(), submitted_with(1))
    asked.when(require, on=MARCH_2).refused(
        StepBeforeGroundError,
        "is of 2023-03-02 and cannot be due on 2023-03-01, before that",
        citation="(d)",
        due_on="2023-03-01",
        on="2023-03-02",
    )
    asked.when(require, on=MARCH_1).then(
        PlanChangesRequired(plan_version=1, changes=(change,), due_on=MARCH_1)
    )


ASKED = InquiryOpened(inquiry="Q1", lines=(), question="What is the fence?", answer_by=None)


def test_no_answer_is_asked_for_before_the_question() -> None:
    ask = OpenInquiry(inquiry="Q1", question="What is the fence?", answer_by=MARCH_1)
    given(designated()).when(ask, on=MARCH_2).refused(
        StepBeforeGroundError,
        "is of 2023-03-02 and cannot be due on 2023-03-01, before that",
        citation="(g)",
        due_on="2023-03-01",
        on="2023-03-02",
    )
    given(designated()).when(ask, on=MARCH_1).then(replace(ASKED, answer_by=MARCH_1))


@pytest.mark.parametrize("days", [(MARCH_2,), (MARCH_2, MARCH_1)], ids=["one", "not in order"])
def test_an_inquiry_is_closed_no_earlier_than_it_was_answered(days: tuple[date, ...]) -> None:
    answers = [
        InquiryAnswered(inquiry="Q1", answer="it is local", answered_on=day, register=None)
        for day in days
    ]
    close = CloseInquiry(inquiry="Q1", outcome="explained")
    asked = given(designated(), ASKED, *answers)
    asked.when(close, on=MARCH_1).refused(
        StepBeforeGroundError,
        "was answered on 2023-03-02, so it cannot be closed on 2023-03-01",
        citation="(g)",
        answered_on="2023-03-02",
        on="2023-03-01",
    )
    asked.when(close, on=MARCH_2).then(InquiryClosed(inquiry="Q1", outcome="explained"))


JUNE_30, JULY_1 = date(2023, 6, 30), date(2023, 7, 1)
BEGUN: Events = [designated(), portion("1000.00"), withheld("10.00")]


@pytest.mark.parametrize(
    ("command", "step", "citation"),
    [
        (WithholdPortion(amount=usd("5.00")), "The withholding", "(c)(1)"),
        (TransferPortion(amount=usd("5.00")), "The transfer", "(c)(1)"),
        (
            AdjustGrant(
                payable=usd("5.00"), paid=usd("9.00"), in_fiscal_year=2025, document="final report"
            ),
            "The adjustment",
            "§ 10-263(b)",
        ),
    ],
    ids=["withholding", "transfer", "adjustment"],
)
def test_no_money_of_a_year_moves_before_it_began(
    command: Command, step: str, citation: str
) -> None:
    asked = given(*BEGUN)
    asked.when(command, fiscal_year=FY2024, on=JUNE_30).refused(
        StepBeforeGroundError,
        f"{step} of Hartford FY2024 cannot be of 2023-06-30, before the year began on 2023-07-01",
        citation=citation,
        rests_on="2023-07-01",
    )
    assert asked.when(command, fiscal_year=FY2024, on=JULY_1).refused_by is None
