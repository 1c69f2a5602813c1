"""`alliance finding`: raised by lines or amount, allowed, absorbed; never counted twice."""

from pathlib import Path

import pytest
from paid_year import PaidYear
from windham_case import FOUND, RAISE, YEAR, windham

WHY = ("--because", "not in the plan", "--effective-on", "2026-10-31")
KIND = (*RAISE, "unapproved-use", "--name", "F1")


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return windham(tmp_path, "asked")


def raised(year: PaidYear, *words: str) -> str:
    """What raising a finding recorded, in words."""
    ran = year.done(*KIND, *words, *WHY, "--json")
    found: str = ran.data["records"][0]["sentence"]
    return found


def test_from_the_review_the_allowance_falls_away(year: PaidYear) -> None:
    assert raised(year, "--inquiry", "Q1", "--from-review") == (
        "Finding F1 raised (desk review), unapproved use, 45,250.75 on line 3.1 (32,750.75), "
        "line 9.9 (12,500.00): not in the plan"
    )


def test_from_an_inquiry_alone_the_lines_are_those_asked_about(year: PaidYear) -> None:
    # 26,750.75 + 12,500.00 = 39,250.75
    assert "39,250.75 on line 3.1 (26,750.75), line 9.9 (12,500.00)" in raised(
        year, "--inquiry", "Q1"
    )


def test_by_line_with_an_amount_of_its_own(year: PaidYear) -> None:
    assert "12,500.00 on line 9.9 (12,500.00)" in raised(year, "--line", "9.9=12500")


def test_of_an_amount_where_it_is_about_no_line(year: PaidYear) -> None:
    ran = year.done(*RAISE, "pass-through", "--name", "F1", "--amount", "5.00", *WHY, "--json")
    assert "not passed through, 5.00: not in the plan" in ran.data["records"][0]["sentence"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--line", "9.8=1"), 3, "has no line '9.8'"),
        (("--line", "9.9=1", "--report", "2"), 3, "no expenditure report 2 on record"),
        (("--line", "9.9=1", "--inquiry", "Q7"), 3, "no inquiry 'Q7' on record"),
        (("--inquiry", "Q7"), 3, "no inquiry 'Q7' on record"),
        (("--inquiry", "Q7", "--from-review"), 3, "no inquiry 'Q7' on record"),
        (("--inquiry", "Q7", "--from-review", "--line", "9.8"), 3, "no inquiry 'Q7' on record"),
        (("--line", "9.9"), 2, "How much of line '9.9'?"),
        ((), 3, "has to be more than zero"),
        (("--line", "9.9=2", "--amount", "1"), 3, "its lines come to 2.00"),
        (("--line", "9.9=1", "--absorbs", "F9"), 3, "has no finding 'F9' on record"),
    ],
)
def test_what_cannot_be_raised_is_refused(
    year: PaidYear, words: tuple[str, ...], code: int, says: str
) -> None:
    size = year.size
    ran = year.run(*KIND, *words, *WHY)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert year.size == size


def test_the_same_line_is_not_claimed_twice_but_absorbed(tmp_path: Path) -> None:
    year = windham(tmp_path, "found")
    audit = (
        "finding",
        "raise",
        "Windham",
        *YEAR,
        "--name",
        "F2",
        "--source",
        "single-audit",
        "--kind",
        "no-evidence",
        "--reference",
        "SA 2026-3",
        "--line",
        "9.9=12500",
        *WHY,
    )
    twice = year.run(*audit)
    assert twice.code == 3
    assert "Finding 'F1' of Windham FY2026 is about 9.9 with 12,500.00 already" in twice.err
    assert "--absorbs" in twice.err
    less = year.run(*audit, "--absorbs", "F1")
    assert less.code == 3
    assert "claims 12,500.00 in place of 45,250.75: 32,750.75 would be claimed no more" in less.err
    year.done(*audit, "--absorbs", "F1", "--dropped-because", "transport was explained")
    listed = year.done("finding", "list", *YEAR, "--json")
    assert [(row["finding"], row["taken_over"], row["open"]) for row in listed.rows] == [
        ("F1", "45250.75", "0.00"),
        ("F2", "0.00", "12500.00"),
    ]
    assert listed.data["proof"] == (
        "questioned 57,750.75 − allowed 0.00 − determined 0.00 − taken over 45,250.75 = open "
        "12,500.00"
    )


def test_after_it_comes_counsels_answer(year: PaidYear) -> None:
    (words,) = FOUND
    assert year.done(*words, "--json").data["next_step"] == (
        "alliance determination procedure D-2026-163-1 --procedure … --set-by NAME --paper TEXT"
    )


def test_what_was_allowed_and_what_not_stands_by_line(tmp_path: Path) -> None:
    year = windham(tmp_path, "heard")
    no = ("--name", "F1", "--line", "3.1", "--amount", "32750.75", "--because", "no evidence")
    year.done("finding", "disallow", "Windham", *YEAR, *no, "--effective-on", "2026-12-11")
    ran = year.done("finding", "show", "Windham", *YEAR, "--name", "F1", "--json")
    assert [
        (row["line"], row["questioned"], row["allowed"], row["disallowed"], row["not_settled"])
        for row in ran.rows
    ] == [
        ("3.1", "32750.75", "0.00", "32750.75", "0.00"),
        ("9.9", "12500.00", "12500.00", "0.00", "0.00"),
    ]
    assert ran.data["proof"] == (
        "questioned 45,250.75 = allowed 12,500.00 + not allowed 32,750.75 + not settled 0.00"
    )
    more = ("--name", "F1", "--line", "9.9", "--amount", "0.01", "--because", "more")
    refused = year.run("finding", "allow", "Windham", *YEAR, *more, "--effective-on", "2026-12-11")
    assert refused.code == 3
    assert "alliance receivables reduce-claim" in refused.err


def test_one_that_is_absorbed_says_by_which(tmp_path: Path) -> None:
    year = windham(tmp_path, "found")
    year.done(
        *RAISE, "no-evidence", "--name", "F2", "--amount", "1.00", "--absorbs", "F1",
        "--dropped-because", "explained", *WHY,
    )  # fmt: skip
    ran = year.done("finding", "show", "Windham", *YEAR, "--name", "F1")
    assert "45,250.75 of it was taken over by F2" in ran.out
    assert ("proof  questioned 45,250.75 = allowed 0.00 + taken over by F2 45,250.75\n") in ran.out
    rows = year.done("finding", "show", "Windham", *YEAR, "--name", "F1", "--json").rows
    assert [(row["line"], row["not_settled"], row["taken_over"]) for row in rows] == [
        ("3.1", "0.00", "32750.75"),
        ("9.9", "0.00", "12500.00"),
    ]


def test_a_step_that_was_taken_back_is_marked(tmp_path: Path) -> None:
    year = windham(tmp_path, "heard")
    allowed = year.size
    year.done("correct", str(allowed), "--because", "a slip", "--effective-on", "2026-12-11")
    ran = year.done("finding", "show", "Windham", *YEAR, "--name", "F1", "--json")
    assert ran.data["totals"]["allowed"] == "0.00"
    assert ran.data["notes"][-1] == (
        f"  {allowed}  2026-12-10  Allowed of finding F1, line 9.9: 12,500.00 (moved to local "
        f"funds) · taken back by position {allowed + 1}"
    )


def test_a_year_without_findings_says_so(year: PaidYear) -> None:
    assert year.done("finding", "list", *YEAR).out.endswith("No finding is on record for FY2026.\n")


def test_moving_money_off_a_line_under_a_finding_says_that_it_stays_claimed(
    tmp_path: Path,
) -> None:
    year = windham(tmp_path, "found")
    moved = ("report", "reclassify", "Windham", *YEAR, "--from", "9.9", "--amount", "12500.00")
    why = ("--because", "the fence is local", "--effective-on", "2026-11-05")
    caution = (
        "12,500.00 of finding F1 is no longer reported on its lines, and stays claimed until "
        "somebody decides: alliance finding show Windham --fiscal-year FY2026 --name F1"
    )
    assert f"caution  {caution}\n" in year.done(*moved, *why, "--dry-run").out
    assert year.done(*moved, *why, "--json").data["cautions"] == [caution]
    allow = ("finding", "allow", "Windham", *YEAR, "--name", "F1", "--line", "9.9", "--amount")
    ran = year.done(*allow, "12500.00", *why, "--json")
    assert ran.data["cautions"] == []
