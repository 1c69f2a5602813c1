"""The letter of a determination: two parts, the calculation, the same bytes for good."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from spec import FY2023, HARTFORD, Events, designated, given, stated, submitted, usd
from spec_claims import (
    D1,
    FACT,
    JANUARY_14,
    LAW,
    allowed,
    determined,
    found,
    lines,
    noticed,
    procedure,
    shares,
)

from domain.determination_commands import IssueDetermination
from domain.determination_events import DeterminationIssued
from domain.determination_letter import letter, sha256_of
from domain.events import ApprovedLine, PlanApproved
from domain.money import Money
from domain.state import fold
from domain.statute.rules import rules_in_force

FOLDER = Path(__file__).parent / "letters"
RULES = rules_in_force(FY2023, JANUARY_14)
PLAN: Events = [
    submitted(3, "180000.00"),
    PlanApproved(
        plan_version=3,
        approved_amount=usd("180000.00"),
        lines=(
            ApprovedLine(key="2.4", amount=usd("120000.00")),
            ApprovedLine(key="3.1", amount=usd("60000.00")),
        ),
    ),
]
STORY: Events = [
    designated(),
    *PLAN,
    found(by_line=lines(_3_1="32750.75", _9_9="12500.00")),
    allowed("12500.00", "9.9"),
    noticed(date(2026, 12, 2), F1="32750.75"),
    procedure("contested-case"),
]
REPORTED = {"3.1": usd("92750.75"), "9.9": usd("12500.00")}


def written(
    event: DeterminationIssued, before: Events, reported: dict[str, Money] | None = None
) -> str:
    return letter(event, fold(before), HARTFORD, RULES, reported or {})


def golden(name: str, text: str) -> str:
    """What the form of a letter was fixed as; a changed file is a changed form."""
    file = FOLDER / f"{name}.txt"
    if os.environ.get("ALLIANCE_GOLDEN"):
        file.write_text(text, encoding="utf-8", newline="\n")
    return file.read_text(encoding="utf-8")


def test_a_contested_case_to_repay_and_to_reduce() -> None:
    event = replace(determined(repay="20000.00", reduce="12750.75"), plan_version=3)
    text = written(event, STORY, REPORTED)
    assert text == golden("contested-split", text)


def test_an_informal_order_on_a_finding_without_lines() -> None:
    before: Events = [designated(), found(amount="45250.75"), procedure()]
    text = written(determined(repay="30000.00", dropped="250.75"), before)
    assert text == golden("informal-no-lines", text)


def _in_form(number: int, event: DeterminationIssued, before: Events) -> str:
    return written(replace(event, letter_form=f"determination/{number}"), before)


@pytest.mark.parametrize("story", [STORY, [designated(), found(amount="32750.75"), procedure()]])
def test_a_schedule_of_payments_is_offered_where_something_is_repaid(story: Events) -> None:
    offered = "schedule of payments"
    repaid, reduced = determined(repay="32750.75"), determined(reduce="32750.75")
    assert offered in _in_form(2, repaid, story)
    assert offered not in _in_form(2, reduced, story)
    # Those of the first form were issued with it, and their bytes stay.
    assert offered in _in_form(1, reduced, story)


def test_what_is_repaid_reads_alike_in_both_forms() -> None:
    event = replace(determined(repay="20000.00", reduce="12750.75"), plan_version=3)
    assert _in_form(1, event, STORY) == _in_form(2, event, STORY)


def test_a_finding_by_line_of_which_nothing_was_reported_here() -> None:
    event = replace(determined(reduce="32750.75"), plan_version=3)
    text = written(event, STORY)
    assert "  3.1              60,000.00             –             –     32,750.75" in text
    assert "  9.9                      –             –             –     12,500.00" in text


def test_the_allowance_it_was_measured_with_is_in_the_calculation() -> None:
    words = "10% of a line (memo of May 1; set by K. Lee); it falls away for a line over by more"
    raised = replace(found(amount="1.00"), allowance=words)
    text = written(determined(repay="1.00"), [designated(), raised, procedure()])
    assert (
        "Variance allowance: 10% of a line (memo of May 1; set by K. Lee); it falls\n"
        "away for a line over by more. UNVERIFIED: no source gives one.\n" in text
    )


def test_what_was_decided_and_taken_over_before_is_in_the_calculation() -> None:
    before: Events = [
        stated(finding_open="500.00"),
        found("F2", "300.00"),
        procedure(),
        determined(repay="100.00", of=shares(F2="100.00")),
        procedure(name="D-2023-064-2"),
    ]
    event = determined(
        repay="600.00", name="D-2023-064-2", of=shares(opening="500.00", F2="100.00")
    )
    text = written(event, before)
    assert "Finding opening, as the opening statement has it" in text
    assert (
        "questioned 300.00 − allowed 0.00 − decided before 100.00 = open 200.00;\n"
        "decided here 100.00; left open 100.00" in text
    )


def test_a_letter_without_counsel_s_word_says_so() -> None:
    text = written(determined(repay="1.00"), [designated(), found(amount="1.00")])
    assert "what counsel said is not on\nrecord" in text


def test_a_fact_may_name_several_records() -> None:
    fact = replace(FACT, positions=(12, 14))
    event = replace(determined(repay="1.00"), facts=(FACT, fact))
    text = written(event, [designated(), found(amount="1.00"), procedure()])
    assert "2. Line 3.1 was approved with 60,000.00. (records 12, 14)" in text


def test_the_digest_on_record_is_that_of_the_letter_made_again() -> None:
    before: Events = [designated(), found(amount="45250.75"), procedure()]
    command = IssueDetermination(
        determination=D1,
        shares=shares(F1="45250.75"),
        facts=(FACT,),
        conclusions=(LAW,),
        repay=usd("45250.75"),
    )
    (decided,) = given(*before).when(command, on=JANUARY_14).decided
    assert isinstance(decided.event, DeterminationIssued)
    again = written(decided.event, before)
    assert sha256_of(again) == decided.event.letter_sha256
    later = [*before, decided.event, allowed("0.01")]
    # Made of what was known then, whatever came later.
    assert written(decided.event, later[: len(before)]) == again
