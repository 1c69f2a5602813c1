"""What let money be given up, paid back or taken stays while that stands. §§ 3-7, 11-8b."""

from datetime import date

import pytest
from spec import Events, designated, given
from spec_claims import (
    ENFORCED,
    STAY_ENDED,
    appeal_decided,
    appealed,
    claim_reduced,
    determined,
    found,
    procedure,
    reconsidered,
    refunded,
    repayment,
    restored,
    stayed,
    taken,
)

from domain.authority import Office
from domain.commands import CorrectEvent
from domain.decisions.refusals import NothingToCorrectError
from domain.events import DistrictYearEvent, EventCorrected

FOUND: Events = [designated(), found(amount="45250.75")]
ORDER: Events = [*FOUND, procedure(), determined(repay="45250.75"), repayment("8187.69")]


def correct(position: int) -> CorrectEvent:
    return CorrectEvent(position=position, reason="typed wrong")


def taken_back(events: Events, position: int) -> str:
    """The kind of event that was."""
    (decided,) = given(*events).when(correct(position)).decided
    assert isinstance(decided.event, EventCorrected)
    return decided.event.corrected_event


# ---- a decision that less is owed ----

LOWERED_BY_JUDGMENT = claim_reduced("judgment", Office.COURT, repay_less="1.00")
LOWERED_BY_RECONSIDERATION = claim_reduced(
    "reconsideration", Office.COMMISSIONER, repay_less="1.00"
)
APPEALED: Events = [*ORDER, appealed()]  # 6
GRANTED = reconsidered("granted", date(2027, 2, 1))
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
        (judged("remanded", refunded("1.00")), 7),
        (judged("reversed", DENIED, refunded("1.00")), 8),
        (judged("remanded", appealed(), appeal_decided("modified"), LOWERED_BY_JUDGMENT), 7),
    ],
    ids=[
        "nothing followed",
        "it changed nothing",
        "on another instrument",
        "also granted",
        "also reversed",
        "sent back only",
        "denied",
        "another judgment",
    ],
)
def test_a_decision_on_which_no_money_stands_is_taken_back(events: Events, position: int) -> None:
    assert taken_back(events, position) == type(events[position - 1]).__name__


# ---- what ended the waiting ----

CONTESTED: Events = [*FOUND, procedure("contested-case"), determined(reduce="45250.75")]
INFORMAL: Events = [*FOUND, procedure(), determined(reduce="45250.75")]
TAKEN = taken("1.00")
STAY: Events = [stayed(), STAY_ENDED]
COURT: Events = [appealed(), appeal_decided("affirmed")]


@pytest.mark.parametrize(
    ("events", "position"),
    [
        ([*CONTESTED, ENFORCED, TAKEN], 5),
        ([*CONTESTED, *COURT, TAKEN], 6),
        ([*CONTESTED, *STAY, TAKEN], 6),
        ([*INFORMAL, *STAY, TAKEN], 6),
        ([*CONTESTED, ENFORCED, TAKEN, TAKEN, restored("1.00")], 5),
    ],
    ids=["enforce", "judgment", "stay", "stay, informal", "not all given back"],
)
def test_what_ended_the_waiting_stays_while_something_taken_since_stands(
    events: Events, position: int
) -> None:
    given(*events).when(correct(position)).refused(
        NothingToCorrectError,
        "let a later year be reduced for D-2023-064-1; give that back first (alliance receivables "
        "reverse-reduction)",
        citation="§ 11-8b",
    )


@pytest.mark.parametrize(
    ("events", "position"),
    [
        ([*CONTESTED, ENFORCED], 5),
        ([*CONTESTED, ENFORCED, TAKEN, restored("1.00")], 5),
        ([*CONTESTED, TAKEN, ENFORCED], 6),
        ([*INFORMAL, ENFORCED, TAKEN], 5),
        ([*INFORMAL, *COURT, TAKEN], 6),
        ([*CONTESTED, ENFORCED, *COURT, TAKEN], 7),
        ([*CONTESTED, GRANTED, TAKEN], 5),
    ],
    ids=[
        "nothing taken",
        "given back",
        "taken before",
        "informal",
        "an appeal stops nothing there",
        "directed all the same",
        "reconsideration",
    ],
)
def test_what_nothing_taken_rests_on_is_taken_back(events: Events, position: int) -> None:
    assert taken_back(events, position) == type(events[position - 1]).__name__
