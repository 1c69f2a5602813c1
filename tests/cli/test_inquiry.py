"""`alliance inquiry`, and screen C-1 before it: asked first, claimed later. All synthetic."""

from pathlib import Path

import pytest
from paid_year import PaidYear
from windham_case import INQUIRY, YEAR, windham

OPEN = ("inquiry", "open", "Windham", *YEAR, "--name", "Q1", "--question", "Why?")
ON = ("--effective-on", "2026-10-05")


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return windham(tmp_path)


def test_the_review_names_the_inquiry_to_open(year: PaidYear) -> None:
    ran = year.done("report", "review", "Windham", *YEAR)
    assert ran.out.splitlines()[-2:] == [
        "Nothing is a finding yet.",
        (
            "Next: alliance inquiry open Windham --fiscal-year FY2026 --name Q1 --from-review "
            "--line 3.1 --line 9.9 --question TEXT --answer-by DATE"
        ),
    ]
    sums = year.done("report", "review", "Windham", *YEAR, "--json").data["totals"]
    # 92,750.75 − 60,000.00 − 6,000.00 + 12,500.00 = 39,250.75
    assert sums["to_explain"] == "39250.75"


def test_every_line_to_explain_is_asked_about_unless_told(year: PaidYear) -> None:
    ran = year.done(*OPEN, "--from-review", *ON, "--json")
    assert ran.data["records"][0]["sentence"] == (
        "Inquiry Q1 opened about line 3.1 (26,750.75), line 9.9 (12,500.00): Why?"
    )
    again = year.run(
        "inquiry",
        "open",
        "Windham",
        *YEAR,
        "--name",
        "Q2",
        "--question",
        "Why?",
        "--from-review",
        *ON,
    )
    assert again.code == 2
    assert "has no line that nobody asked about" in again.err


def test_a_line_may_be_asked_about_with_an_amount_of_its_own(year: PaidYear) -> None:
    ran = year.done(*OPEN, "--line", "2.4=100.00", *ON, "--json")
    assert "line 2.4 (100.00)" in ran.data["records"][0]["sentence"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--line", "3.1"), 2, "How much of line '3.1'?"),
        (("--line", "2.4", "--from-review"), 2, "asks nothing about line '2.4'"),
        (("--line", "3.1=1", "--line", "3.1=2"), 2, "Line '3.1' is named twice."),
        (("--line", "3.1=x"), 2, "is not an amount"),
        (("--line", "3.2=1"), 3, "has no line '3.2', neither in the plan in force nor in report 1"),
        (("--line", "3.1=0"), 3, "has to be more than zero"),
        (("--line", "KEY=AMOUNT"), 2, "stands for something that only you can say"),
    ],
)
def test_a_wrong_line_is_refused_and_nothing_is_recorded(
    year: PaidYear, words: tuple[str, ...], code: int, says: str
) -> None:
    size = year.size
    ran = year.run(*OPEN, *words, *ON)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert year.size == size


def test_without_a_report_there_is_no_review_to_take_amounts_from(year: PaidYear) -> None:
    ran = year.run(
        "inquiry",
        "open",
        "Windham",
        "--fiscal-year",
        "2025",
        "--name",
        "Q1",
        "--question",
        "Why?",
        "--from-review",
    )
    assert ran.code == 4
    assert "has no expenditure report on record" in ran.err


def test_each_step_names_the_next(year: PaidYear) -> None:
    steps = [year.done(*words, "--json").data["next_step"] for words in INQUIRY]
    place = "Windham --fiscal-year FY2026"
    assert steps == [
        f"alliance inquiry answer {place} --name Q1 --answered-on DATE --answer TEXT",
        f"alliance inquiry close {place} --name Q1 --outcome TEXT",
        (
            f"alliance finding raise {place} --name F1 --inquiry Q1 --from-review --source "
            "desk-review --kind … --because TEXT"
        ),
    ]


def test_a_closed_one_stays_on_the_list_with_its_outcome(tmp_path: Path) -> None:
    year = windham(tmp_path, "asked")
    ran = year.done("inquiry", "list", *YEAR, "--json")
    assert ran.rows == [
        {
            "district": "Windham",
            "town_code": 163,
            "inquiry": "Q1",
            "status": "closed",
            "lines": "3.1, 9.9",
            "to_explain": "39250.75",
            "answer_by": "2026-10-30",
            "answered_on": "2026-10-28",
            "question": "What was it for?",
            "outcome": "not explained",
            "citation": "C.G.S. § 10-262u(g)",
            "synthetic": True,
        }
    ]
    before = year.done("inquiry", "list", *YEAR, "--as-of", "2026-10-06", "--json")
    assert [row["status"] for row in before.rows] == ["open"]
    assert year.done("inquiry", "list", "--fiscal-year", "2025").out.endswith(
        "No inquiry is on record for FY2025.\n"
    )


def test_one_is_shown_with_its_answers_and_records(tmp_path: Path) -> None:
    year = windham(tmp_path, "asked")
    ran = year.done("inquiry", "show", "Windham", *YEAR, "--name", "q1", "--json")
    assert ran.json()["schema"] == "alliance.inquiry.show/1"
    assert ran.data["totals"] == {"to_explain": "39250.75"}
    assert ran.data["notes"][:4] == [
        "closed · to be answered by 2026-10-30",
        "question: What was it for?",
        "answer of 2026-10-28: payroll reports",
        "outcome: not explained",
    ]
    assert len(ran.data["notes"]) == 4 + 3


def test_an_unknown_one_is_not_found_with_those_that_are(tmp_path: Path) -> None:
    year = windham(tmp_path, "asked")
    ran = year.run("inquiry", "show", "Windham", *YEAR, "--name", "Q9")
    assert ran.code == 4
    assert "has no inquiry 'Q9' on record (on record: Q1)" in ran.err


def test_a_dry_run_records_nothing(year: PaidYear) -> None:
    size = year.size
    ran = year.done(*OPEN, "--from-review", *ON, "--dry-run")
    assert "DRY RUN, nothing was recorded." in ran.out
    assert "Easily taken for it: East Windsor (47), South Windsor (132)" in ran.out
    assert year.size == size
