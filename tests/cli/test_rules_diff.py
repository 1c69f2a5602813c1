"""`alliance rules diff`: where two rule sets differ, without any ledger."""

import csv
from pathlib import Path

import pytest
from cli_runner import run
from openpyxl import load_workbook


def test_the_law_before_and_after_an_act(tmp_path: Path) -> None:
    ran = run("rules", "diff", "CT-262u/2017b", "CT-262u/2022", "--json", home=tmp_path)
    assert (ran.code, ran.json()["schema"]) == (0, "alliance.rules.diff/1")
    (row,) = [row for row in ran.rows if row["schedule"] == "strategies"]
    assert row == {
        "schedule": "strategies",
        "difference": "changed",
        "first_fiscal_year": 2013,
        "last_fiscal_year": None,
        "before": "13 strategies",
        "before_status": "enacted",
        "before_citation": "C.G.S. § 10-262u(d), P.A. 17-215 § 3 (Reg. Sess. 2017)",
        "before_note": "Adds the agreement and succession plans.",
        "after": "14 strategies",
        "after_status": "enacted",
        "after_citation": "C.G.S. § 10-262u(d), P.A. 21-199 § 7 (Reg. Sess. 2021)",
        "after_note": "Adds student aid applications.",
        "title": row["title"],
    }
    meta = ran.json()["meta"]
    assert (meta["before_on"], meta["after_on"]) == ("2017-10-31", "2022-07-01")
    assert list(tmp_path.iterdir()) == []


def test_the_law_and_a_bill_of_one_year() -> None:
    ran = run(
        "rules", "diff", "CT-262u/2022", "proposed/HB5038-2022", "--fiscal-year", "2024", "--json"
    )
    found = {
        row["schedule"]: (row["before"], row["after"], row["after_status"]) for row in ran.rows
    }
    assert found["portion-baseline-first-designated-fy2023"] == (
        "FY2022 entitlement",
        "FY2012 entitlement",
        "proposed",
    )
    assert found["graduated-phase-down"] == (
        "none here",
        "100, 75, 50, 25, 0 percent of the amount withheld in FY2022",
        "proposed",
    )
    meta = ran.json()["meta"]
    assert (meta["fiscal_year"], meta["before_on"], meta["after_on"]) == (2024, "2022-07-01", None)
    assert (
        "minimum-budget-requirement: The law's own rule, § 10-262j, is not encoded here."
        in (ran.data["notes"])
    )
    assert ran.data["notes"][-1].endswith("alliance whatif --rules proposed/HB5038-2022")


def test_the_screen_names_both_and_files_hold_every_column(tmp_path: Path) -> None:
    file, book = tmp_path / "diff.csv", tmp_path / "diff.xlsx"
    ran = run(
        "rules",
        "diff",
        "proposed/SB783-2025",
        "CT-262u/2023",
        "--csv",
        str(file),
        "--xlsx",
        str(book),
    )
    assert ran.code == 0
    assert (
        ran.out.splitlines()[1]
        == "proposed/SB783-2025 (a bill, never in force) → CT-262u/2023 on 2023-07-01"
    )
    with file.open(newline="", encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["difference"], row["before_status"], row["after_citation"]) == (
        "gone",
        "proposed",
        "",
    )
    sheet = load_workbook(book).active
    assert sheet is not None
    assert sheet.max_row == 2


def test_nothing_differs_between_a_rule_set_and_itself() -> None:
    ran = run("rules", "diff", "CT-262u/2022", "CT-262u/2022")
    assert ran.out.splitlines()[-1] == "Nothing differs."


@pytest.mark.parametrize(
    ("args", "code", "name", "words"),
    [
        (("CT-262u/2022", "CT-262u/1999"), 4, "not_found", "CT-262u/2017b"),
        (("proposed/HB5038-2022", "proposed/SB783-2025"), 2, "usage", "enacted rule set"),
        (
            ("CT-262u/2022", "CT-262u/2023", "--fiscal-year", "22-23"),
            2,
            "invalid_fiscal_year",
            "FY2023",
        ),
    ],
)
def test_bad_input_is_refused_with_what_there_is(
    args: tuple[str, ...], code: int, name: str, words: str
) -> None:
    ran = run("rules", "diff", *args, "--json")
    assert (ran.code, ran.error["code"]) == (code, name)
    assert words in ran.error["next_step"]
