"""Corrections of claims: right amounts, and nothing stands without its ground. § 11-8b."""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, designated, given, portion, stated, usd, withheld
from spec_claims import (
    D1,
    allowed,
    asked,
    claim_reduced,
    determined,
    disallowed,
    found,
    given_back,
    lines,
    noticed,
    procedure,
    receipt,
    reduction,
    refunded,
    repayment,
    restored,
    reversed_,
    schedule,
    served,
    shares,
    taken,
)

from domain.authority import Office
from domain.chart import Account
from domain.claim_events import InquiryAnswered
from domain.commands import CorrectEvent
from domain.decisions.possible import impossible
from domain.decisions.refusals import CorrectionBreaksBalanceError, NothingToCorrectError
from domain.determination_events import Paper, ResponseReceived
from domain.events import DistrictYearEvent, EventCorrected
from domain.money import ZERO
from domain.state import fold

LINES = lines(_3_1="32750.75", _9_9="12500.00")
FOUND: Events = [designated(), found(by_line=LINES)]
ORDER: Events = [*FOUND, procedure(), determined(repay="45250.75"), repayment("8187.69")]


def correct(position: int, amount: str | None = None) -> CorrectEvent:
    return CorrectEvent(
        position=position, reason="typed wrong", amount=usd(amount) if amount else None
    )


def corrected(events: Events, position: int, amount: str | None = None) -> EventCorrected:
    (decided,) = given(*events).when(correct(position, amount)).decided
    assert isinstance(decided.event, EventCorrected)
    return decided.event


def refused(events: Events, position: int, amount: str | None = None) -> str:
    """What it would leave."""
    refusal = given(*events).when(correct(position, amount)).refused_by
    assert isinstance(refusal, CorrectionBreaksBalanceError), refusal
    return refusal.message.partition("would leave: ")[2]


# ---- another amount ----


def test_a_repayment_is_given_its_right_amount() -> None:
    event = corrected(ORDER, 5, "8187.96")
    assert event.replacement == {"amount": usd("8187.96")}
    after = fold([*ORDER, event])
    assert after.claims.determinations[D1].repaid == usd("8187.96")
    assert after.standing(Account.REPAY_DUE) == usd("37062.79")  # 45,250.75 − 8,187.96


def test_a_repayment_is_not_corrected_above_the_order() -> None:
    assert refused(ORDER, 5, "45250.76") == (
        "repay_due -0.01; settled above the repayment of D-2023-064-1 0.01."
    )


@pytest.mark.parametrize("event", [allowed("12500.00", "9.9"), disallowed("12500.00", "9.9")])
def test_what_was_allowed_or_not_is_given_its_right_amount(event: DistrictYearEvent) -> None:
    events = [*FOUND, event]
    assert corrected(events, 3, "12000.00").replacement == {"amount": usd("12000.00")}
    assert "settled above what is questioned of F1, 9.9 0.01" in refused(events, 3, "12500.01")


def test_a_finding_without_lines_is_given_its_right_amount() -> None:
    events: Events = [
        designated(),
        found("F0", "100.00"),
        found("F1", "45250.75", absorbs=shares(F0="100.00")),
    ]
    event = corrected(events, 3, "45250.57")
    assert event.replacement == {"amount": usd("45250.57"), "absorbed": usd("100.00")}
    after = fold([*events, event])
    assert after.standing(Account.FINDING_OPEN) == usd("45250.57")
    assert after.claims.findings["F1"].open == usd("45250.57")


def test_a_finding_by_line_is_taken_back_whole() -> None:
    given(*FOUND).when(correct(2, "1.00")).refused(
        NothingToCorrectError, "adds up budget lines", citation="§ 11-8b"
    )
    after = fold([*FOUND, corrected(FOUND, 2)])
    assert after.claims.findings == {}
    assert after.standing(Account.FINDING_OPEN) == ZERO


# ---- taken back whole ----


@pytest.mark.parametrize(
    "event",
    [
        asked(),
        allowed("1.00", "3.1"),
        procedure(),
        noticed(date(2026, 12, 2), F1="1.00"),
        given_back(),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_nothing_rests_on_is_taken_back(event: DistrictYearEvent) -> None:
    events = [*FOUND, event]
    assert fold([*events, corrected(events, 3)]).claims == fold(FOUND).claims


ANSWERED = InquiryAnswered(
    inquiry="Q1", answer="local", answered_on=date(2026, 10, 28), register=None
)
RESPONSE = ResponseReceived(
    determination=D1,
    received_on=date(2026, 12, 1),
    contested=ZERO,
    response="agreed",
    register=None,
)


@pytest.mark.parametrize(
    ("events", "position", "left"),
    [
        ([designated(), asked(), ANSWERED], 2, "InquiryAnswered of Q1 without what it rests on"),
        (
            [
                designated(),
                asked(),
                replace(found(by_line=LINES), inquiry="Q1"),
            ],
            2,
            "FindingRaised of Q1 without what it rests on",
        ),
        ([*FOUND, allowed("1.00", "3.1")], 2, "QuestionedCostAllowed of F1 without"),
        (ORDER, 2, "DeterminationIssued of F1 without what it rests on"),
        (ORDER, 4, "RepaymentReceived of D-2023-064-1 without what it rests on"),
        (
            [*FOUND, noticed(date(2026, 12, 2), F1="1.00"), RESPONSE],
            3,
            "ResponseReceived of D-2023-064-1 without",
        ),
        (
            [
                *FOUND,
                procedure(),
                noticed(date(2026, 12, 2), F1="1.00"),
                served(paper=Paper.PRELIMINARY),
            ],
            4,
            "PaperServed of D-2023-064-1 without",
        ),
        (
            [
                *FOUND,
                procedure(),
                noticed(date(2026, 12, 2), F1="1.00"),
                served(paper=Paper.PRELIMINARY),
                receipt(Paper.PRELIMINARY),
            ],
            5,
            "ReturnReceiptRecorded of D-2023-064-1 without",
        ),
        (
            [*FOUND, found("F2", "5.00", absorbs=shares(F1="45250.75"))],
            2,
            "FindingRaised of F1 without",
        ),
        (
            [*FOUND, allowed("1.00", "3.1"), found("F2", "5.00", absorbs=shares(F1="45249.75"))],
            3,
            "finding F1 absorbed otherwise than it is open 1.00",
        ),
        (
            [
                *FOUND,
                allowed("32750.75", "3.1"),
                allowed("12500.00", "9.9"),
                found("F2", by_line=lines(_3_1="9.00")),
            ],
            3,
            "line 3.1 in F1 and in F2 9.00",
        ),
        (
            [
                *FOUND,
                procedure(),
                determined(reduce="45250.75"),
                taken("45250.75"),
            ],
            4,
            "ReductionTaken of D-2023-064-1 without what it rests on.",
        ),
        (
            [stated(repay_due="500.00"), repayment("500.00", name="opening")],
            1,
            "RepaymentReceived of opening without",
        ),
    ],
)
def test_nothing_is_taken_away_from_under_what_rests_on_it(
    events: Events, position: int, left: str
) -> None:
    assert left in refused(events, position)


def test_one_half_of_a_reduction_is_not_corrected() -> None:
    halves = (reduction("1.00"), taken("1.00"), reversed_("1.00"), restored("1.00"))
    for event in halves:
        given(*FOUND, event).when(correct(3)).refused(
            NothingToCorrectError, "one half of a reduction between two years", citation="§ 11-8b"
        )


# ---- what was sent to the board ----

SENT: Events = [*FOUND, procedure(), determined(repay="45250.75"), served()]
DECIDED: Events = [
    *FOUND,
    noticed(date(2026, 12, 2), F1="45250.75"),
    served(date(2026, 11, 3), Paper.PRELIMINARY),
    ResponseReceived(
        determination=D1,
        received_on=date(2026, 12, 1),
        contested=ZERO,
        response="none",
        register=None,
    ),
    procedure("contested-case"),
    determined(repay="45250.75"),
]


@pytest.mark.parametrize(
    ("events", "position", "words"),
    [
        (SENT, 5, "is the only sending of the final decision, from which days are counted"),
        (SENT, 4, "is a decision that was sent to the board; it is lowered on an instrument only"),
        (ORDER, 3, "is the procedure by which D-2023-064-1 was decided"),
        (DECIDED, 3, "is the notice that D-2023-064-1 rests on"),
        (DECIDED, 4, "shows that the board was heard before D-2023-064-1"),
        (DECIDED, 5, "shows that the board was heard before D-2023-064-1"),
        (DECIDED, 6, "is the procedure by which D-2023-064-1 was decided"),
    ],
    ids=[
        "sending",
        "decision",
        "informal",
        "notice",
        "sending of the notice",
        "response",
        "contested case",
    ],
)
def test_what_was_sent_to_the_board_is_not_taken_back(
    events: Events, position: int, words: str
) -> None:
    given(*events).when(correct(position)).refused(NothingToCorrectError, words, citation="§ 11-8b")


def test_a_wrong_sending_is_taken_back_once_the_right_one_stands() -> None:
    both: Events = [*SENT, served(date(2027, 1, 19))]
    after = fold([*both, corrected(both, 5)])
    service = after.claims.determinations[D1].services[Paper.FINAL]
    assert service.sent.mailed_on == date(2027, 1, 19)


def test_what_was_not_sent_yet_is_taken_back() -> None:
    unsent = SENT[:-1]
    assert fold([*unsent, corrected(unsent, 4)]).standing(Account.REPAY_DUE) == ZERO
    informal: Events = [
        *FOUND,
        noticed(date(2026, 12, 2), F1="45250.75"),
        procedure(),
        determined(repay="45250.75"),
    ]
    assert corrected(informal, 3).corrected_event == "PreliminaryDeterminationIssued"


def test_what_counsel_said_before_is_taken_back_and_then_the_last_word_stands() -> None:
    twice: Events = [*FOUND, procedure(), procedure("contested-case"), *DECIDED[2:5], DECIDED[6]]
    after = fold([*twice, corrected(twice, 3)])
    assert after.claims.determinations[D1].contested
    given(*twice).when(correct(4)).refused(
        NothingToCorrectError, "is the procedure by which D-2023-064-1", citation="§ 11-8b"
    )
    undecided = twice[:-1]
    assert not fold([*undecided, corrected(undecided, 4)]).claims.determinations[D1].contested


# ---- what cannot be ----


@pytest.mark.parametrize(
    ("events", "name", "amount"),
    [
        ([*FOUND, procedure(), determined(repay="45250.76")], "decided above finding F1", "0.01"),
        (
            [
                *FOUND,
                procedure(),
                determined(reduce="45250.75"),
                claim_reduced("compromise", Office.GOVERNOR, reduction_less="45250.76"),
            ],
            "settled above the reduction of D-2023-064-1",
            "0.01",
        ),
        (
            [designated(), portion("5.00"), withheld("5.00"), reduction("5.01")],
            "reduced above the new money of the year",
            "0.01",
        ),
        (
            [*FOUND, procedure(), determined(repay="1.00"), refunded("0.01")],
            "paid back above what was repaid of D-2023-064-1",
            "0.01",
        ),
        ([designated(), reduction("5.00")], "reduced above the new money of the year", "5.00"),
        ([*FOUND, determined(repay="1.00")], "D-2023-064-1 issued without a procedure", "0.00"),
        (
            [designated(), found(amount="5.00"), disallowed("5.01")],
            "settled above what is questioned of F1, no line",
            "0.01",
        ),
    ],
)
def test_what_cannot_be_is_named_with_how_much(events: Events, name: str, amount: str) -> None:
    assert impossible(fold(events))[name] == usd(amount)


def test_claims_in_order_are_possible() -> None:
    events = [*ORDER, schedule((date(2028, 1, 1), "37063.06"))]
    assert impossible(fold(events)) == {}
