"""`alliance compliance`: answers on screen, in JSON and in files, and the exit code.

Not here: the checks themselves (`tests/domain/test_compliance.py`).
"""

import csv
from pathlib import Path

import pytest
from cli_acts import ENTITLED, RELEASED, line, practice, written
from cli_runner import run
from real_record import real_record
from rewriting import position_of, rewritten

SHOW = ("compliance", "show", "hartford", "--fiscal-year", "2023")
LIST = ("compliance", "list", "--fiscal-year", "FY2023")
EXCEPTION = line(
    "AuthorizeRelease",
    "early",
    release="JULY",
    amount="1.00",
    direction={"document": "letter", "cap": "5.00"},
)

MONEY_AND_PLAN = frozenset(
    "portion_determined_by_law withheld_equals_portion plan_approved_before_release "
    "released_within_approval steps_follow_each_other conditions_met passed_through_in_full "
    "nothing_paid_in_error plan_submitted_by_due_date new_reforms_get_their_share "
    "no_payment_while_withheld report_received spending_within_available "
    "year_closed_on_report".split()
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_show_gives_name_answer_message_and_citation_of_each_check(
    tmp_path: Path, home: Path
) -> None:
    ledger = practice(tmp_path, RELEASED)
    ran = run(*SHOW, "--json", ledger=ledger, home=home)
    assert (ran.code, ran.json()["schema"]) == (0, "alliance.compliance.show/1")
    found = {row["check"]: row["answer"] for row in ran.rows}
    assert {check: answer for check, answer in found.items() if check in MONEY_AND_PLAN} == {
        "portion_determined_by_law": "met",
        "withheld_equals_portion": "met",
        "plan_approved_before_release": "met",
        "released_within_approval": "met",
        "steps_follow_each_other": "met",
        "conditions_met": "met",
        "passed_through_in_full": "not recorded here",
        "nothing_paid_in_error": "met",
        "plan_submitted_by_due_date": "no date set",
        "new_reforms_get_their_share": "not recorded here",
        "no_payment_while_withheld": "met",
        "report_received": "not recorded here",
        "spending_within_available": "not recorded here",
        "year_closed_on_report": "not recorded here",
    }
    assert ran.rows[0]["citation"].startswith("C.G.S. § 10-262u(c)(1)(A), P.A. 22-118")
    assert "25,904,562.00" in ran.rows[0]["message"]
    # 9 + 0 + 21 + 2 = 32; § 10-262v is not in force for FY2023.
    assert ran.data["totals"] == {
        "met": 9,
        "not met": 0,
        "not recorded here": 21,
        "no date set": 2,
    }
    assert len(ran.rows) == 32
    assert ran.json()["meta"]["law_day"] == "2023-06-30"


def test_a_stated_coverage_turns_absence_into_an_open_duty_and_no_breach(
    tmp_path: Path, home: Path
) -> None:
    ledger = practice(tmp_path, RELEASED)
    years = ("--from", "2023", "--to", "2023", "--note", "all letters")
    run("coverage", "state", "expenditure-reports", *years, ledger=ledger, home=home)
    ran = run(*SHOW, "--json", ledger=ledger, home=home)
    assert ran.code == 0
    assert {row["check"]: row["answer"] for row in ran.rows}["report_received"] == "no date set"


def test_an_exception_is_not_met_and_exits_1(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, [*RELEASED[:6], EXCEPTION])
    ran = run(*SHOW, ledger=ledger, home=home)
    assert ran.code == 1
    told = " ".join(ran.out.split())
    assert "EXCEPTION: release JULY of 1.00 rests on written direction letter" in told
    assert "1 not met" in ran.out
    assert run(*LIST, ledger=ledger, home=home).code == 1


def test_a_baseline_revised_after_the_portion_was_determined_is_a_finding(
    tmp_path: Path, home: Path
) -> None:
    revised = line("SetEntitlement", "revised", 2012, amount="187974891.00", reason="audit")
    ledger = practice(tmp_path, [*ENTITLED, revised])
    ran = run(*SHOW, "--json", ledger=ledger, home=home)
    assert ran.code == 1
    assert "FY2012 baseline 187,974,890.00 is now 187,974,891.00" in ran.rows[0]["message"]


def test_a_designation_alone_is_no_breach(tmp_path: Path, home: Path) -> None:
    ran = run(*SHOW, "--json", ledger=practice(tmp_path, ENTITLED[1:2]), home=home)
    assert ran.code == 0
    answers = [row["answer"] for row in ran.rows]
    # No day is set for the town to pass money on, and the term runs on: that needs no record.
    assert (answers.count("not recorded here"), answers.count("no date set")) == (30, 1)
    assert answers.count("not met") == 0


def test_an_undesignated_district_year_exits_4(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, ENTITLED)
    words = ("compliance", "show", "hartford", "--fiscal-year", "2012", "--json")
    ran = run(*words, ledger=ledger, home=home)
    assert (ran.code, ran.error["code"]) == (4, "not_found")
    before = run(*SHOW, "--as-of", "2022-06-30", ledger=ledger, home=home)
    assert before.code == 4


def test_as_of_a_day_sees_the_year_as_it_stood(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, RELEASED)
    # On July 1, 2022 all was recorded as effective but the payment of October 5.
    ran = run(*SHOW, "--as-of", "2022-07-01", "--json", ledger=ledger, home=home)
    answers = {row["check"]: row for row in ran.rows}
    assert answers["passed_through_in_full"]["message"].startswith(
        "On SYNTHETIC records: Nothing is due: no payment"
    )
    assert answers["year_closed_on_report"]["answer"] == "no date set"
    assert ran.json()["meta"]["as_of"] == "2022-07-01"


def test_list_has_a_row_for_each_check_of_each_designated_district(
    tmp_path: Path, home: Path
) -> None:
    other = [
        text.replace("Hartford", "Bridgeport").replace('_id": "', '_id": "b-') for text in ENTITLED
    ]
    ended = line("EndDesignation", "end", reason="merged").replace("Hartford", "Ansonia")
    named = ENTITLED[1].replace("Hartford", "Ansonia").replace('"named"', '"ansonia"')
    ledger = practice(tmp_path, [*ENTITLED, *other, named, ended])
    file = tmp_path / "list.csv"
    ran = run(*LIST, "--each", "--json", "--csv", str(file), ledger=ledger, home=home)
    assert ran.code == 0
    # Bridgeport before Hartford; the designation of Ansonia ended.
    assert [row["district"] for row in ran.rows] == ["Bridgeport"] * 32 + ["Hartford"] * 32
    assert ran.rows[0]["town_code"] == 15
    assert sum(ran.data["totals"].values()) == len(ran.rows) == 64
    assert ran.data["proof"].endswith("= 64 answers: 32 checks of each of 2 district-years")
    with file.open(encoding="utf-8", newline="") as stream:
        assert next(row["check"] for row in csv.DictReader(stream)) == "portion_determined_by_law"


def test_list_counts_the_four_answers_of_each_district_and_names_what_is_not_met(
    tmp_path: Path, home: Path
) -> None:
    ledger = practice(tmp_path, [*RELEASED[:6], EXCEPTION])
    file = tmp_path / "list.csv"
    ran = run(*LIST, "--csv", str(file), ledger=ledger, home=home)
    assert ran.code == 1
    with file.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    counts = [int(row[key]) for key in ("met", "not_met", "not_recorded_here", "no_date_set")]
    assert sum(counts) == int(row["checks"]) == 32
    assert (row["not_met"], row["which_not_met"]) == ("1", "plan_approved_before_release")
    met, not_met, absent, no_date = counts
    assert (
        f"proof  {met} met + {not_met} not met + {absent} not recorded here + {no_date} no date "
        "set = 32 answers: 32 checks of each of 1 district-year"
    ) in ran.out


def test_list_in_json_has_each_check_and_the_counts(tmp_path: Path, home: Path) -> None:
    ran = run(*LIST, "--json", ledger=practice(tmp_path, RELEASED), home=home)
    (counted,) = ran.data["districts"]
    assert len(ran.rows) == counted["checks"] == 32
    assert (counted["met"], counted["not_met"], counted["which_not_met"]) == (9, 0, None)


def test_list_on_a_past_day_says_how_it_stood_then(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, RELEASED)
    ran = run(*LIST, "--on", "2022-07-01", "--json", ledger=ledger, home=home)
    assert ran.json()["meta"]["as_of"] == "2022-07-01"
    found = {row["check"]: row["message"] for row in ran.rows}
    assert found["year_closed_on_report"] == "On SYNTHETIC records: The year ends on 2023-06-30."


def test_a_deadline_that_was_set_is_shown_with_who_set_it(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, RELEASED)
    run(
        *("setting", "deadline", "--duty", "annual-report", "--fiscal-year", "2023"),
        *("--due-on", "2023-09-01", "--set-by", "Bureau of Grants", "--document", "Memo 7"),
        *("--command-id", "SYNTHETIC-due"),
        ledger=ledger,
        home=home,
    )
    ran = run(*SHOW, "--json", ledger=ledger, home=home)
    found = {row["check"]: row for row in ran.rows}["report_submitted_by_due_date"]
    assert found["answer"] == "not recorded here"
    assert "due 2023-09-01, set by Bureau of Grants (Memo 7)" in found["message"]
    assert found["citation"].startswith("C.G.S. § 10-262u(g), due date by configuration")


def test_a_year_without_designations_has_no_rows_and_exits_0(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path, ENTITLED)
    ran = run("compliance", "list", "--fiscal-year", "2012", ledger=ledger, home=home)
    assert ran.code == 0
    assert "No district is designated for FY2012 on this record." in ran.out


def test_an_unknown_town_exits_4_and_a_wrong_year_2(tmp_path: Path, home: Path) -> None:
    ledger = practice(tmp_path)
    wrong = ("compliance", "show", "Hartfort", "--fiscal-year", "2023")
    assert run(*wrong, ledger=ledger, home=home).code == 4
    assert run("compliance", "list", "--fiscal-year", "23", ledger=ledger, home=home).code == 2


def test_a_portion_measured_from_another_year_names_what_the_law_gives(
    tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "real.db"
    ledger = real_record(file)
    # 11,982,530 less 10,672,607 of FY2013; the law takes the 10,095,131 of FY2012.
    wrong = {
        "portion": "1309923.00",
        "baseline": "10672607.00",
        "baseline_fiscal_year": 2013,
    }
    rewritten(file, position_of(file, "PortionDetermined", "103-2020"), **wrong)
    asked = ("compliance", "show", "Norwalk", "--fiscal-year", "2020", "--json")
    (found,) = (
        row
        for row in run(*asked, ledger=ledger, home=home).rows
        if row["check"] == "portion_determined_by_law"
    )
    assert found["message"] == (
        "Portion 1,309,923.00 was measured from FY2013. By law it is 1,887,399.00, 577,476.00 "
        "more: entitlement 11,982,530.00 − earmarks 0.00 − FY2012 10,095,131.00, not below zero."
    )


def _portion_check(ledger: str, home: Path) -> tuple[object, object]:
    ran = run(*SHOW, "--json", ledger=ledger, home=home)
    found = next(row for row in ran.rows if row["check"] == "portion_determined_by_law")
    return found["answer"], found["message"]


def test_an_earlier_round_that_is_entered_later_shows_in_the_portion(
    tmp_path: Path, home: Path
) -> None:
    # Said to be its first time, so measured from FY2022; then the FY2018 round is entered.
    first = (
        line("SetEntitlement", "base", 2022, amount="200000000.00"),
        line("DesignateDistrict", "named", round="FY2023", criterion="ranked", first_time=True),
        line("SetEntitlement", "ecs", amount="213879452.00"),
        line("DeterminePortion", "portion"),
    )
    ledger = practice(tmp_path, first)
    assert _portion_check(ledger, home)[0] == "met"
    in_2018 = {"round": "FY2018", "criterion": "ranked", "effective_on": "2017-10-31"}
    entered = line("DesignateDistrict", "before", 2018, first_time=False, **in_2018)
    assert (
        run("apply", written(tmp_path / "b.jsonl", [entered]), ledger=ledger, home=home).code == 0
    )
    assert _portion_check(ledger, home) == (
        "not met",
        (
            "On SYNTHETIC records: Portion 13,879,452.00 was measured as for a district designated "
            "for the first time, and it was designated before on record, in FY2018."
        ),
    )


def test_a_true_up_whose_final_figure_changed_shows_in_the_portion(
    tmp_path: Path, home: Path
) -> None:
    trued_up = (
        *ENTITLED[:3],
        line("SetEntitlement", "early", 2022, amount="200000000.00", stage="preliminary"),
        line("SetEntitlement", "final", 2022, amount="200000005.00", stage="final"),
        line("TrueUpEntitlement", "true-up"),
        ENTITLED[3],
    )
    ledger = practice(tmp_path, trued_up)
    assert _portion_check(ledger, home)[0] == "met"
    again = line(
        "SetEntitlement", "audited", 2022, amount="200000002.00", stage="final", reason="x"
    )
    assert run("apply", written(tmp_path / "b.jsonl", [again]), ledger=ledger, home=home).code == 0
    assert _portion_check(ledger, home) == (
        "not met",
        (
            "On SYNTHETIC records: Portion 25,904,567.00 rests on what changed: true-up 5.00 from "
            "FY2022 would now be 2.00."
        ),
    )
