"""What a later year's reduction waits for: judgments, a new decision, a direction. § 10-262u(g).

Amounts and days are synthetic. Not here: how much is taken (`test_reduction.py`).
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, case_of, designated, portion, transferred, withheld
from spec_claims import (
    D1,
    ENFORCED,
    JANUARY_14,
    appeal_decided,
    appealed,
    claim_reduced,
    determined,
    found,
    noticed,
    procedure,
    reconsidered,
    served,
    taken,
)

from domain.authority import Office
from domain.decisions import decide
from domain.decisions.claim_refusals import ReductionWaitsError
from domain.determination_events import Paper
from domain.fiscal_year import FiscalYear
from domain.owed_commands import ApplyReduction
from domain.state import fold

FY2028 = FiscalYear(2028)
JUNE_1 = date(2027, 6, 1)
INFORMAL: Events = [
    designated(),
    found(amount="100.00"),
    procedure(),
    determined(reduce="100.00"),
]
UNSENT: Events = [
    designated(),
    found(amount="100.00"),
    noticed(date(2026, 12, 2), F1="100.00"),
    procedure("contested-case"),
    determined(reduce="100.00"),
]
CONTESTED: Events = [*UNSENT, served(JANUARY_14)]
LOWERED = claim_reduced("judgment", Office.COURT, reduction_less="40.00")
GRANTED = reconsidered("granted", date(2027, 2, 1))


def judged(outcome: str) -> Events:
    return [appealed(), appeal_decided(outcome)]


def taken_of(claim: Events, on: date = JUNE_1) -> str:
    """What is taken of the next year's new money, all that is possible."""
    new = fold([designated(), portion("900.00"), withheld("900.00"), transferred("900.00")])
    case = replace(case_of(new, on=on, fiscal_year=FY2028), claim_year=fold(claim))
    here, there = decide(ApplyReduction(determination=D1), new, case)
    (amount,) = {one.event.amount for one in (here, there)}  # type: ignore[union-attr]
    assert there.event == taken(str(amount), in_year=2028)
    return str(amount)


def waits(claim: Events, words: str, on: date = JUNE_1) -> str:
    """It is not taken, and why; what can be done next."""
    with pytest.raises(ReductionWaitsError, match=words) as refused:
        taken_of(claim, on)
    assert refused.value.next_step is not None
    return refused.value.next_step


# ---- every judgment is entered in the amount ----


@pytest.mark.parametrize("claim", [INFORMAL, CONTESTED], ids=["informal", "contested"])
@pytest.mark.parametrize("first", ["modified", "remanded"])
def test_a_second_judgment_is_waited_for_as_the_first_was(claim: Events, first: str) -> None:
    once: Events = [*claim, *judged(first), LOWERED]
    assert taken_of(once) == "60.00"
    step = waits([*once, *judged("reversed")], "modified or reversed determination D-2023-064-1")
    assert "receivables reduce-claim D-2023-064-1 --instrument judgment" in step
    waits([*once, *judged("remanded")], "sent back")
    again: Events = [*once, *judged("modified"), LOWERED]
    assert taken_of(again) == "20.00"


@pytest.mark.parametrize("claim", [INFORMAL, CONTESTED], ids=["informal", "contested"])
def test_a_second_judgment_that_changes_nothing_stops_nothing(claim: Events) -> None:
    once: Events = [*claim, *judged("modified"), LOWERED]
    assert taken_of([*once, *judged("affirmed")]) == "60.00"


# ---- an order that was sent back ----


@pytest.mark.parametrize("claim", [INFORMAL, CONTESTED], ids=["informal", "contested"])
def test_what_a_court_sent_back_is_not_taken_by_an_earlier_direction(claim: Events) -> None:
    earlier: list[Events] = [[], [ENFORCED]]
    for before in earlier:
        step = waits([*claim, *before, *judged("remanded")], "sent back")
        assert "alliance determination enforce D-2023-064-1" in step
    # Decided anew as it was: the Commissioner says so, on a new direction.
    assert taken_of([*claim, *judged("remanded"), ENFORCED]) == "100.00"
    assert taken_of([*claim, *judged("remanded"), LOWERED]) == "60.00"


def test_no_direction_takes_what_a_court_changed() -> None:
    for outcome in ("modified", "reversed"):
        waits([*CONTESTED, *judged(outcome), ENFORCED], "not lowered by the judgment yet")


# ---- what a direction to enforce answers ----


def test_a_direction_answers_the_time_that_runs_and_a_pending_appeal() -> None:
    february_1 = date(2027, 2, 1)
    assert taken_of([*CONTESTED, ENFORCED], on=february_1) == "100.00"
    assert taken_of([*CONTESTED, ENFORCED, appealed()], on=february_1) == "100.00"


def test_no_direction_takes_what_the_board_was_not_sent() -> None:
    step = waits([*UNSENT, ENFORCED], "the decision was not sent to the board")
    assert step == (
        "Record when and how it was sent (alliance determination serve D-2023-064-1 final)."
    )
    # Sent on January 14: the day before, it was not.
    early = waits([*CONTESTED, ENFORCED], "until 2027-01-14", on=date(2027, 1, 13))
    assert early == "Give it a day from 2027-01-14 on."


def test_no_direction_takes_what_is_reconsidered_and_not_decided_anew() -> None:
    ways: list[Events] = [
        [ENFORCED, GRANTED],
        [GRANTED, ENFORCED],
        [GRANTED, appealed(), ENFORCED],
    ]
    for reopened in ways:
        step = waits([*CONTESTED, *reopened], "reconsideration was granted, and no new decision")
        assert "alliance determination serve D-2023-064-1 reconsideration" in step


def test_a_new_decision_is_enforced_by_a_new_direction() -> None:
    sent: Events = [*CONTESTED, ENFORCED, GRANTED, served(date(2027, 5, 3), Paper.RECONSIDERATION)]
    step = waits(sent, "time to petition or appeal is running until 2027-06-17")
    assert "alliance determination enforce" in step
    assert taken_of([*sent, ENFORCED]) == "100.00"
    assert taken_of(sent, on=date(2027, 6, 18)) == "100.00"


def test_a_later_appeal_is_enforced_by_a_new_direction() -> None:
    again: Events = [*CONTESTED, ENFORCED, *judged("affirmed"), appealed()]
    waits(again, "an appeal is pending")
    assert taken_of([*again, ENFORCED]) == "100.00"
