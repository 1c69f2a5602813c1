"""`alliance rules`: the law by year, without any ledger."""

import csv
import importlib
from pathlib import Path

import pytest
from cli_runner import run

from cli.rules import FILES
from domain.statute.catalogue import all_schedules
from domain.statute.schedule import Schedule

STATUTE = Path(__file__).resolve().parents[2] / "domain" / "statute"


def test_the_list_has_every_entry_of_every_schedule_and_needs_no_ledger(tmp_path: Path) -> None:
    ran = run("rules", "list", "--json", home=tmp_path)
    assert ran.code == 0
    assert ran.json()["schema"] == "alliance.rules.list/1"
    assert len(ran.rows) == sum(len(schedule.entries) for schedule in all_schedules())
    assert list(tmp_path.iterdir()) == []
    assert "ledger_id" not in ran.json()["meta"]


def test_a_row_says_value_years_act_status_and_the_file_that_encodes_it() -> None:
    rows = run("rules", "list", "--json").rows
    (row,) = [row for row in rows if row["schedule"] == "portion-baseline-fy2023-round"]
    assert row == {
        "schedule": "portion-baseline-fy2023-round",
        "title": "the baseline of the Alliance portion, round of FY2023, designated before",
        "provision": "C.G.S. § 10-262u(c)(1)",
        "module": "domain/statute/s262u_c1_portion.py",
        "value": "FY2012 entitlement",
        "unit": "fiscal year of the baseline",
        "first_fiscal_year": 2023,
        "last_fiscal_year": 2027,
        "effective": "2022-07-01",
        "repealed": None,
        "status": "enacted",
        "citation": "C.G.S. § 10-262u(c)(1)(A), P.A. 22-118 § 266 (Reg. Sess. 2022)",
        "note": "For towns designated under (b)(2), the round of FY2018.",
    }


@pytest.mark.parametrize("schedule", all_schedules(), ids=lambda schedule: schedule.name)
def test_the_file_named_for_a_schedule_is_where_it_is_written(schedule: Schedule[object]) -> None:
    module = importlib.import_module(f"domain.statute.{FILES[schedule.name]}")
    assert any(value is schedule for value in vars(module).values())
    assert f'name="{schedule.name}"' in (STATUTE / f"{FILES[schedule.name]}.py").read_text("utf-8")


def test_no_file_is_named_for_a_schedule_that_is_gone() -> None:
    assert set(FILES) == {schedule.name for schedule in all_schedules()}


def test_show_gives_what_was_in_force_on_the_day() -> None:
    ran = run("rules", "show", "--fiscal-year", "2017", "--on", "2016-06-30", "--json")
    portion = {row["schedule"]: row for row in ran.rows}["portion-baseline-fy2013-round"]
    # P.A. 16-3 § 126 took effect on July 1, 2016: a day earlier P.A. 15-5 still reached FY2017.
    assert (portion["effective"], portion["status"], portion["in_force"]) == (
        "2015-07-01",
        "enacted",
        True,
    )
    later = run("rules", "show", "--fiscal-year", "2017", "--on", "2016-07-01", "--json")
    portion = {row["schedule"]: row for row in later.rows}["portion-baseline-fy2013-round"]
    assert (portion["effective"], portion["status"]) == ("2016-07-01", "unverified")
    assert later.json()["meta"]["law"] == "CT-262u/2016"


def test_show_takes_june_30_of_the_year_where_no_day_is_given() -> None:
    meta = run("rules", "show", "--fiscal-year", "FY2023", "--json").json()["meta"]
    assert (meta["on"], meta["fiscal_year"], meta["law"]) == ("2023-06-30", 2023, "CT-262u/2022")


def test_a_gap_is_listed_as_no_rule_in_force() -> None:
    rows = run("rules", "show", "--fiscal-year", "2028", "--json").rows
    gap = {row["schedule"]: row for row in rows}["designation-round"]
    assert (gap["value"], gap["in_force"], gap["citation"]) == ("no rule in force", False, None)
    assert "No rule on designation rounds" in gap["note"]


def test_a_proposal_is_marked_and_never_in_force() -> None:
    rows = run("rules", "show", "--fiscal-year", "2023", "--json").rows
    bills = [row for row in rows if row["status"] == "proposed"]
    assert [(bill["value"], bill["in_force"]) for bill in bills] == [
        ("proposed/HB5038-2022", False)
    ]
    assert "Never in force" in run("rules", "show", "--fiscal-year", "2023").out


def test_find_names_the_file_of_a_clause() -> None:
    ran = run("rules", "find", "(c)(1)(D)", "--json")
    assert [(row["schedule"], row["module"]) for row in ran.rows] == [
        ("portion-baseline-fy2018-round", "domain/statute/s262u_c1_portion.py")
    ]
    assert "domain/statute/s262u_h_carry_forward.py" in run("rules", "find", "CARRY").out


@pytest.mark.parametrize("words", ["(z)", "", "  "])
def test_find_of_nothing_is_not_found(words: str) -> None:
    ran = run("rules", "find", words, "--json")
    assert (ran.code, ran.error["code"]) == (4, "not_found")


def test_the_screen_begins_with_what_the_law_was_read_from_and_writes_files(
    tmp_path: Path,
) -> None:
    file = tmp_path / "rules.csv"
    ran = run("rules", "list", "--csv", str(file))
    assert ran.out.startswith("The law as encoded here, edition 1")
    assert ran.err == f"Wrote {file}\n"
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0]["module"] == "domain/statute/rules.py"


@pytest.mark.parametrize("day", ["2023-02-30", "yesterday"])
def test_a_day_that_is_none_is_a_usage_error(day: str) -> None:
    ran = run("rules", "show", "--fiscal-year", "2023", "--on", day, "--json")
    assert (ran.code, ran.error["code"]) == (2, "invalid_date")
