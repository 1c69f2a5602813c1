"""`alliance program-report show`: given, spent, whether to plan, by district. § 10-262w."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from paid_year import YEAR, PaidYear, command, small_year
from real_record import real_record
from spec_plans import budget_line, plan_content

from ledger.codec import canonical

SHOW = ("program-report", "show", "--years")
NO_TOTAL = (
    "Available, unspent: no total over several years, since what one year carries on is in the "
    "next year too."
)


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    """Windsor has spent 200,000.00 of 400,000.00, 45,250.75 of it questioned; Derby is silent."""
    made = small_year(tmp_path, {"Windsor": "400000.00", "Derby": "200000.00"})
    made.apply(
        command("Windsor", "AuthorizeRelease", release="R1", amount="300000.00"),
        command("Windsor", "IssueRelease", release="R1"),
        command("Windsor", "ConfirmRelease", release="R1", paid_on="2026-10-15"),
        command("Windsor", "RecordPassThrough", amount="250000.00"),
        command("Windsor", "SubmitExpenditureReport", spent="200000.00", effective_on="2027-06-30"),
        command(
            *("Windsor", "RaiseFinding"),
            finding="F1",
            source="desk-review",
            kind="unapproved-use",
            reason="not in the plan",
            amount="45250.75",
            effective_on="2027-07-01",
        ),
    )
    return made


def test_each_district_year_says_what_was_given_and_how_it_was_spent(year: PaidYear) -> None:
    ran = year.run(*SHOW, "2013-2027", "--json")
    derby, windsor = ran.rows
    # Only a total was reported: what of the rest was to plan is not held here.
    assert windsor == {
        "district": "Windsor",
        "town_code": 164,
        "fiscal_year": 2027,
        "portion": "400000.00",
        "withheld": "400000.00",
        "released": "300000.00",
        "passed_through": "250000.00",
        "available": "400000.00",
        "spent": "200000.00",
        "in_plan": None,
        "outside": "0.00",
        "questioned": "45250.75",
        "over": None,
        "own": "0.00",
        "unspent": "200000.00",
        "closed": False,
        "answer": "no date set",
        "why": "45,250.75 under question, and no day to decide it by",
        "unverified": None,
        "synthetic": True,
        "citation": "C.G.S. § 10-262w",
    }
    nothing = ("released", "passed_through", "spent", "in_plan", "outside", "unspent")
    assert {derby[name] for name in nothing} == {None}
    assert derby["answer"] == "not recorded here"


def test_the_totals_are_of_what_is_recorded_and_add_up(year: PaidYear) -> None:
    data = year.run(*SHOW, "2027", "--json").data
    assert (data["totals"]["portion"], data["totals"]["spent"]) == ("600000.00", "200000.00")
    assert data["proof"] == (
        "according to plan 0.00 + outside the plan 0.00 + under question 45,250.75 + over the plan "
        "0.00 + above the grant 0.00 + not measured by lines 154,749.25 = spent 200,000.00, 1 "
        "report"
    )
    assert data["notes"][1] == (
        "Spent according to plan: 0 met + 0 not met + 1 not recorded here + 1 no date set = 2 "
        "accounts."
    )


def test_over_several_years_what_stands_is_not_added_up(year: PaidYear) -> None:
    year.done("year", "close", "Windsor", *YEAR, "--effective-on", "2027-09-15")
    # Of the balance carried in on that day.
    spent = {"spent": "50000.00", "effective_on": "2027-09-15"}
    year.apply(command("Windsor", "SubmitExpenditureReport", 2028, **spent))
    one_year = year.run(*SHOW, "2027", "--json").data
    assert (one_year["totals"]["available"], one_year["totals"]["unspent"]) == (
        "600000.00",
        "200000.00",
    )
    ran = year.run(*SHOW, "2027-2028", "--json")
    # 200,000.00 of FY2027 is what FY2028 had available: it is one balance, in two rows.
    assert [(row["fiscal_year"], row["available"], row["unspent"]) for row in ran.rows] == [
        (2027, "200000.00", None),
        (2027, "400000.00", "200000.00"),
        (2028, "200000.00", "150000.00"),
    ]
    totals = ran.data["totals"]
    assert not {"available", "unspent"} & set(totals)
    assert (totals["portion"], totals["spent"]) == ("600000.00", "250000.00")
    assert NO_TOTAL in ran.data["notes"]
    assert NO_TOTAL not in one_year["notes"]
    foot = next(line for line in year.run(*SHOW, "2027-2028").out.splitlines() if "total" in line)
    assert foot.split() == [
        *("total", "600,000.00", "600,000.00", "300,000.00", "250,000.00", "250,000.00"),
        *("–", "0.00", "45,250.75", "–", "0.00"),
    ]


def test_a_published_file_of_the_same_digest_is_the_accounting(
    year: PaidYear, tmp_path: Path
) -> None:
    file = tmp_path / "accounting.csv"
    shown = year.done(*SHOW, "2026-2027", "--csv", str(file), "--json")
    assert shown.data["csv_sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (
        f"SHA-256 of this list as CSV: {shown.data['csv_sha256']}"
        in year.run(*SHOW, "2026-2027").out
    )
    publish = ("--first-fiscal-year", "2026", "--last-fiscal-year", "2027")
    words = (*publish, "--published-on", "2026-11-01", "--address", "x", "--dry-run")
    same = year.done("program-report", "publish", str(file), *words)
    assert "The file is the accounting of this record" in same.out
    assert year.done("program-report", "publish", str(file), *words, "--json").data["is_accounting"]
    file.write_bytes(file.read_bytes().replace(b"45250.75", b"45250.76"))
    other = year.done("program-report", "publish", str(file), *words)
    assert "The file is the accounting" not in other.out


def test_targets_stand_beside_scores_and_nothing_is_said_of_a_cause(year: PaidYear) -> None:
    content = json.loads(canonical(plan_content(budget_line("1.1", "200000.00"))))
    year.apply(
        command("Derby", "SubmitPlan", plan_version=2, total="200000.00", content=content),
        command("Derby", "ApprovePlan", plan_version=2, approved_amount="200000.00"),
    )
    for town, score in (("Derby", "61.5"), ("Windsor", "57.9")):
        published = ("--data-year", "2027", "--score", score, "--source", "list")
        year.act("index", "publish", town, *published)
    ran = year.run(*SHOW, "2027", "--with-targets", "--json")
    derby, windsor = ran.rows
    assert (derby["objectives"], derby["targets"], derby["index_score"]) == (
        "O1 every pupil reads by grade three",
        "T1 pupils at level 3: 41 % to 47 %",
        "61.5",
    )
    # Only the total of its plan is on record.
    assert (windsor["objectives"], windsor["targets"], windsor["index_score"]) == (
        None,
        None,
        "57.9",
    )
    screen = year.run(*SHOW, "2027", "--with-targets").out
    assert "T1 pupils at level 3: 41 % to 47 %" in screen
    assert "Nothing here says that one led to the other." in screen


def test_files_have_numbers_and_leave_empty_what_is_not_recorded(
    year: PaidYear, tmp_path: Path
) -> None:
    file, book = tmp_path / "a.csv", tmp_path / "a.xlsx"
    year.done(*SHOW, "2027", "--csv", str(file), "--xlsx", str(book))
    with file.open(newline="", encoding="utf-8") as stream:
        derby, windsor = csv.DictReader(stream)
    assert (derby["spent"], windsor["spent"]) == ("", "200000.00")
    sheet = load_workbook(book).active
    assert sheet is not None
    assert [cell.value for cell in sheet[3]][8] == 200000


@pytest.mark.parametrize(
    ("years", "name"),
    [("2027-2013", "usage"), ("soon", "invalid_fiscal_year"), ("2013-", "invalid_fiscal_year")],
)
def test_years_are_given_first_to_last(year: PaidYear, years: str, name: str) -> None:
    ran = year.run(*SHOW, years, "--json")
    assert (ran.code, ran.error["code"]) == (2, name)


def test_years_without_an_account_have_no_rows(year: PaidYear) -> None:
    ran = year.run(*SHOW, "2013-2015")
    assert "No district has an account in FY2013–FY2015 on this ledger." in ran.out


def test_the_public_record_has_the_portion_and_nothing_of_how_it_was_spent(tmp_path: Path) -> None:
    real = PaidYear(real_record(tmp_path / "real.db"), tmp_path)
    ran = real.run(*SHOW, "2013-2027", "--json")
    assert len(ran.rows) == 495
    assert {row["spent"] for row in ran.rows} == {None}
    assert {row["answer"] for row in ran.rows} == {"not recorded here"}
    # As published for FY2013 to FY2023; what became of it is in no public source.
    assert ran.data["totals"]["withheld"] == "1840019927.00"
    assert ran.data["totals"]["released"] is None
