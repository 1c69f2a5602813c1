"""What let money be given up, paid back or taken stays while that stands. §§ 3-7, 11-8b."""

from datetime import date

import pytest
from spec import MARCH_1_2023, Events, designated, given
from spec_claims import (
    D1,
    ENFORCED,
    STAY_ENDED,
    appeal_decided,
    appealed,
    claim_reduced,
    determined,
    found,
    noticed,
    petition,
    procedure,
    reconsidered,
    refunded,
    repayment,
    restored,
    served,
    stayed,
    taken,
)

from domain.authority import Office
from domain.commands import CorrectEvent
from domain.decisions.refusals import CorrectionBreaksBalanceError, NothingToCorrectError
from domain.determination_events import Paper, ResponseTimeExtended
from domain.events import DistrictYearEvent, EventCorrected

FOUND: Events = [designated(), found(amount="45250.75")]
ORDER: Events = [
    *FOUND,
    procedure("contested-case"),
    determined(repay="45250.75"),
    repayment("8187.69"),
]


def correct(position: int) -> CorrectEvent:
    return CorrectEvent(position=position, reason="typed wrong")


def taken_back(events: Events, position: int, on: date = MARCH_1_2023) -> str:
    """The kind of event that was."""
    (decided,) = given(*events).when(correct(position), on=on).decided
    assert isinstance(decided.event, EventCorrected)
    return decided.event.corrected_event


# ---- a decision that less is owed ----

LOWERED_BY_JUDGMENT = claim_reduced("judgment", Office.COURT, repay_less="1.00")
LOWERED_BY_RECONSIDERATION = claim_reduced(
    "reconsideration", Office.COMMISSIONER, repay_less="1.00"
)
APPEALED: Events = [*ORDER, appealed()]  # 6
GRANTED = reconsidered("granted", date(2027, 2, 1))
AGAIN: Events = [appealed(), appeal_decided("reversed")]
DENIED = reconsidered("denied", date(2027, 2, 1))


def judged(outcome: str, *then: DistrictYearEvent) -> Events:
    """An appeal decided at position 7, and what followed."""
    return [*APPEALED, appeal_decided(outcome), *then]


@pytest.mark.parametrize(
    ("events", "position", "words"),
    [
        (judged("reversed", LOWERED_BY_JUDGMENT), 7, "less is claimed under"),
        (judged("modified", LOWERED_BY_JUDGMENT), 7, "less is claimed under"),
        (judged("remanded", LOWERED_BY_JUDGMENT), 7, "less is claimed under"),
        ([*ORDER, GRANTED, LOWERED_BY_RECONSIDERATION], 6, "less is claimed under"),
        (judged("reversed", refunded("1.00")), 7, "a repayment was paid back under"),
        (judged("modified", refunded("1.00")), 7, "a repayment was paid back under"),
        ([*ORDER, GRANTED, refunded("1.00")], 6, "a repayment was paid back under"),
        (judged("modified", LOWERED_BY_JUDGMENT, *AGAIN), 7, "less is claimed under"),
        (
            judged("modified", LOWERED_BY_JUDGMENT, *AGAIN, LOWERED_BY_JUDGMENT),
            10,
            "less is claimed under",
        ),
        (judged("modified", refunded("1.00"), *AGAIN), 7, "a repayment was paid back under"),
        (judged("remanded", refunded("1.00")), 7, "a repayment was paid back under"),
    ],
)
def test_the_decision_stays_while_money_stands_on_it(
    events: Events, position: int, words: str
) -> None:
    given(*events).when(correct(position)).refused(
        NothingToCorrectError,
        f"is the decision on which {words} D-2023-064-1; take that back first (alliance correct)",
        citation="§ 11-8b",
    )


@pytest.mark.parametrize(
    ("events", "position"),
    [
        (judged("reversed"), 7),
        (judged("affirmed", LOWERED_BY_JUDGMENT), 7),
        (judged("reversed", LOWERED_BY_RECONSIDERATION), 7),
        (judged("reversed", GRANTED, refunded("1.00")), 7),
        (judged("reversed", GRANTED, refunded("1.00")), 8),
        ([*ORDER[:2], procedure(), *ORDER[3:], GRANTED, refunded("1.00")], 6),
        (judged("reversed", DENIED, refunded("1.00")), 8),
        (judged("remanded", appealed(), appeal_decided("modified"), LOWERED_BY_JUDGMENT), 7),
        (judged("modified", LOWERED_BY_JUDGMENT, *AGAIN), 10),
    ],
    ids=[
        "nothing followed",
        "it changed nothing",
        "on another instrument",
        "also granted",
        "also reversed",
        "of no contested case",
        "denied",
        "another judgment",
        "a second judgment, not entered yet",
    ],
)
def test_a_decision_on_which_no_money_stands_is_taken_back(events: Events, position: int) -> None:
    assert taken_back(events, position) == type(events[position - 1]).__name__


# ---- what ended the waiting ----

JUNE_1 = date(2027, 6, 1)
UNSENT: Events = [*FOUND, procedure("contested-case"), determined(reduce="45250.75")]
CONTESTED: Events = [*UNSENT, served()]  # sent on January 14
INFORMAL: Events = [*FOUND, procedure(), determined(reduce="45250.75")]
TAKEN = taken("1.00")
STAY: Events = [stayed(), STAY_ENDED]
COURT: Events = [appealed(), appeal_decided("affirmed")]
MODIFIED: Events = [appealed(), appeal_decided("modified")]
LESS = claim_reduced("judgment", Office.COURT, reduction_less="7.00")
PETITION = petition(date(2027, 1, 28))
NEW_DECISION: Events = [GRANTED, served(date(2027, 2, 3), Paper.RECONSIDERATION)]
# Days on which the time to appeal runs: from the first sending, after the first denial.
FEBRUARY_20, MARCH_20 = date(2027, 2, 20), date(2027, 3, 20)


@pytest.mark.parametrize(
    ("events", "position", "on"),
    [
        ([*CONTESTED, ENFORCED, TAKEN], 6, FEBRUARY_20),
        ([*CONTESTED, *COURT, TAKEN], 7, JUNE_1),
        ([*CONTESTED, *STAY, TAKEN], 7, JUNE_1),
        ([*INFORMAL, *STAY, TAKEN], 6, JUNE_1),
        ([*CONTESTED, ENFORCED, TAKEN, TAKEN, restored("1.00")], 6, FEBRUARY_20),
        ([*CONTESTED, *MODIFIED, LESS, TAKEN], 8, JUNE_1),
        ([*INFORMAL, *MODIFIED, LESS, TAKEN], 7, JUNE_1),
        ([*INFORMAL, appealed(), appeal_decided("remanded"), ENFORCED, TAKEN], 7, JUNE_1),
        ([*CONTESTED, served(date(2027, 5, 1)), TAKEN], 5, JUNE_1),
        ([*CONTESTED, PETITION, reconsidered("denied", date(2027, 1, 30)), TAKEN], 7, MARCH_20),
        ([*CONTESTED, *NEW_DECISION, TAKEN], 7, JUNE_1),
    ],
    ids=[
        "enforce",
        "judgment",
        "stay",
        "stay, informal",
        "not all given back",
        "lowered as judged",
        "lowered as judged, informal",
        "enforced after it was sent back",
        "the first sending",
        "a denial",
        "the sending of a new decision",
    ],
)
def test_what_ended_the_waiting_stays_while_something_taken_since_stands(
    events: Events, position: int, on: date
) -> None:
    given(*events).when(correct(position), on=on).refused(
        NothingToCorrectError,
        "let a later year be reduced for D-2023-064-1; give that back first (alliance receivables "
        "reverse-reduction)",
        citation="§ 11-8b",
    )


@pytest.mark.parametrize(
    ("events", "position", "on"),
    [
        ([*CONTESTED, ENFORCED], 6, FEBRUARY_20),
        ([*CONTESTED, ENFORCED, TAKEN, restored("1.00")], 6, FEBRUARY_20),
        ([*CONTESTED, TAKEN, ENFORCED], 7, FEBRUARY_20),
        ([*CONTESTED, ENFORCED, TAKEN], 6, JUNE_1),
        ([*UNSENT, ENFORCED, TAKEN], 5, FEBRUARY_20),
        ([*INFORMAL, ENFORCED, TAKEN], 5, JUNE_1),
        ([*INFORMAL, *COURT, TAKEN], 6, JUNE_1),
        ([*CONTESTED, ENFORCED, *COURT, TAKEN], 8, JUNE_1),
        ([*CONTESTED, served(date(2027, 1, 16)), TAKEN], 5, JUNE_1),
        ([*CONTESTED, PETITION, reconsidered("denied", date(2027, 1, 30)), TAKEN], 7, JUNE_1),
    ],
    ids=[
        "nothing taken",
        "given back",
        "taken before",
        "the time was over",
        "waited for all the same",
        "informal",
        "an appeal stops nothing there",
        "directed all the same",
        "the second sending is old enough",
        "silence had denied it",
    ],
)
def test_what_nothing_taken_rests_on_is_taken_back(events: Events, position: int, on: date) -> None:
    assert taken_back(events, position, on) == type(events[position - 1]).__name__


# ---- a petition that was decided ----


def test_a_petition_stays_while_its_answer_stands() -> None:
    denied = reconsidered("denied", date(2027, 1, 30))
    given(*CONTESTED, PETITION, denied).when(correct(6)).refused(
        NothingToCorrectError,
        "is the petition that was decided on for D-2023-064-1; take that decision back first "
        "(alliance correct)",
        citation="§ 11-8b",
    )
    assert taken_back([*CONTESTED, PETITION], 6) == "ReconsiderationRequested"
    # One that came after the Department's own motion is not what that answered.
    assert taken_back([*CONTESTED, GRANTED, PETITION], 7) == "ReconsiderationRequested"


# ---- how the board was heard ----


def test_more_time_to_respond_stays_once_the_case_is_decided() -> None:
    extended = ResponseTimeExtended(
        determination=D1, respond_by=date(2026, 12, 20), reason="late mail"
    )
    heard: Events = [*FOUND, procedure("contested-case"), noticed(date(2026, 12, 2), F1="1.00")]
    assert taken_back([*heard, extended], 5) == "ResponseTimeExtended"
    given(*heard, extended, determined(repay="1.00")).when(correct(5)).refused(
        NothingToCorrectError,
        "shows that the board was heard before D-2023-064-1",
        citation="§ 11-8b",
    )


# ---- an appeal with its judgment ----


def test_a_second_appeal_is_not_taken_back_from_under_its_judgment() -> None:
    twice = judged("affirmed", appealed(), appeal_decided("reversed"))
    refused = given(*twice).when(correct(8)).refused_by
    assert type(refused) is CorrectionBreaksBalanceError
    assert "AppealDecided of D-2023-064-1 without what it rests on" in refused.message
