"""`alliance correct`: a new event names a wrong one, and both stay visible. C.G.S. § 11-8b."""

from pathlib import Path

import pytest
from paid_year import ON, YEAR, PaidYear, small_year


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return small_year(tmp_path, {"Windsor": "400000.00"})


def position_of(year: PaidYear, event: str) -> str:
    rows = year.run("replay", "windsor", *YEAR, "--json").rows
    return str(next(row["position"] for row in rows if row["event"] == event))


def test_the_district_year_comes_from_the_position(year: PaidYear) -> None:
    at = position_of(year, "PortionTransferred")
    words = ("--because", "typed wrongly", "--authority", "memo of October 6", "--amount", "350000")
    ran = year.run("correct", at, *words, *ON, "--json")
    assert (ran.code, ran.json()["schema"]) == (0, "alliance.correct/1")
    assert (ran.data["district"], ran.data["fiscal_year"]) == ("Windsor", 2027)
    assert {
        "fiscal_year": 2027,
        "figure": "transferred",
        "before": "400000.00",
        "after": "350000.00",
    } in ran.data["balances"]
    events = [row["event"] for row in year.run("replay", "windsor", *YEAR, "--json").rows]
    assert {"PortionTransferred", "EventCorrected"} <= set(events)


def test_without_an_amount_it_is_taken_back_whole(year: PaidYear) -> None:
    ran = year.run("correct", position_of(year, "PlanApproved"), "--because", "not signed", *ON)
    assert ran.code == 0
    listed = year.run("plan", "list", *YEAR, "--json").rows[0]
    assert (listed["status"], listed["approved"]) == ("submitted", None)


def test_a_chain_of_corrections_does_not_fork(year: PaidYear) -> None:
    at = position_of(year, "PortionTransferred")
    year.done("correct", at, "--because", "typed wrongly", "--amount", "350000", *ON)
    size = year.size
    assert year.run("correct", at, "--because", "again", "--amount", "340000", *ON).code == 3
    assert year.size == size


def test_what_was_corrected_already_names_the_position_to_correct_now(year: PaidYear) -> None:
    at = position_of(year, "PortionTransferred")
    year.done("correct", at, "--because", "typed wrongly", "--amount", "350000", *ON)
    first = str(year.size)
    year.done("correct", first, "--because", "again", "--amount", "340000", *ON)
    last = str(year.size)
    for position in (at, first):
        ran = year.run("correct", position, "--because", "x", "--amount", "330000", *ON, "--json")
        assert ran.code == 3
        assert ran.error["message"] == (
            f"Position {position} of Windsor FY2027 was corrected already; how it stands now is "
            f"at position {last}."
        )
        assert ran.error["details"] == {"position": position, "corrected_at": last}
        assert ran.error["next_step"] == f"Correct that one: alliance correct {last}"
    assert year.run("correct", last, "--because", "x", "--amount", "330000", *ON).code == 0


@pytest.mark.parametrize("at", ["1", "9999"])
def test_a_position_that_is_no_event_of_a_district_is_not_found(year: PaidYear, at: str) -> None:
    ran = year.run("correct", at, "--because", "x", "--json")
    assert (ran.code, ran.error["details"]) == (4, {"position": at})
    assert ran.error["next_step"] == "Find the position with: alliance replay DISTRICT"


def test_a_dry_run_writes_nothing(year: PaidYear) -> None:
    size = year.size
    words = ("--because", "x", "--amount", "350000", "--dry-run")
    ran = year.run("correct", position_of(year, "PortionTransferred"), *words)
    assert "DRY RUN, nothing was recorded. This would be: Windsor (164) FY2027" in ran.out
    assert year.size == size


def test_a_correction_says_from_which_day_it_counts(year: PaidYear) -> None:
    at = position_of(year, "PortionTransferred")
    other = ("--effective-on", "2026-11-20")
    ran = year.done("correct", at, "--because", "typed wrongly", "--amount", "350000", *other)
    rows = year.run("replay", "windsor", *YEAR, "--json").rows
    day = next(row["effective_on"] for row in rows if str(row["position"]) == at)
    assert (
        f"caution  it counts from {day}, the day of what it corrects, and not from 2026-11-20\n"
        in ran.out
    )


def test_after_a_restatement_a_correction_counts_from_its_day(year: PaidYear) -> None:
    september = ("--effective-on", "2027-09-15")
    year.done("report", "submit-total", "Windsor", *YEAR, "--spent", "100000", *september)
    year.done("year", "close", "Windsor", *YEAR, *september)
    year.done(
        *("report", "amend-total", "Windsor", *YEAR, "--spent", "110000", "--because", "more"),
        *("--effective-on", "2027-10-01"),
    )
    at = position_of(year, "PlanApproved")
    ran = year.done("correct", at, "--because", "not signed", "--json")
    assert ran.data["cautions"][0].startswith(
        "it counts from 2027-10-01, the day of the last restatement, and not from "
    )
    assert ran.data["records"][0]["effective_on"] == "2027-10-01"


def test_the_carry_forward_is_not_corrected_and_no_other_position_is_named(
    year: PaidYear,
) -> None:
    september = ("--effective-on", "2027-09-15")
    year.done("report", "submit-total", "Windsor", *YEAR, "--spent", "100000", *september)
    year.done("year", "close", "Windsor", *YEAR, *september)
    year.done(
        *("report", "amend-total", "Windsor", *YEAR, "--spent", "110000", "--because", "more"),
        *("--effective-on", "2027-10-01"),
    )
    at = position_of(year, "FiscalYearClosed")
    ran = year.run("correct", at, "--because", "again")
    assert ran.code == 3
    assert "it is the carry-forward between two years" in ran.err
