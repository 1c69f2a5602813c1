"""`alliance portion list`: the portion by law of every designated district-year. (c)(1)."""

import csv
from pathlib import Path

import pytest
from cli_runner import run
from openpyxl import load_workbook
from paid_year import command, small_year
from small_ledger import SmallLedger, small_ledger

from domain.commands import EndDesignation, SetEntitlement, TrueUpEntitlement
from domain.events import Stage
from domain.money import Money


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    return small_ledger(tmp_path / "small.db")


def _hartford_2023(small: SmallLedger) -> None:
    small.entitle("Hartford", 2012, "187974890.00")
    small.entitle("Hartford", 2023, "213879452.00")
    small.designate("Hartford", 2023)


def test_the_portion_is_the_entitlement_less_the_baseline(small: SmallLedger) -> None:
    _hartford_2023(small)
    ran = run("portion", "list", "--json", ledger=small.url)
    assert ran.code == 0
    assert ran.json()["schema"] == "alliance.portion.list/1"
    # 213,879,452 − 187,974,890 = 25,904,562
    assert ran.rows == [
        {
            "district": "Hartford",
            "town_code": 64,
            "fiscal_year": 2023,
            "entitlement": "213879452.00",
            "true_up": None,
            "funds_received": "213879452.00",
            "baseline_fiscal_year": 2012,
            "baseline": "187974890.00",
            "other_earmarks": "0.00",
            "portion": "25904562.00",
            "stage": None,
            "status": "enacted",
            "citation": "C.G.S. § 10-262u(c)(1)(A), P.A. 22-118 § 266 (Reg. Sess. 2022)",
            "note": None,
            "finding": None,
        }
    ]


def test_last_year_s_difference_is_in_the_portion_and_on_the_screen(small: SmallLedger) -> None:
    _hartford_2023(small)
    for stage, amount in ((Stage.PRELIMINARY, "200000000.00"), (Stage.FINAL, "200000500.00")):
        entitlement = SetEntitlement(amount=Money.parse(amount), stage=stage)
        small.do("Hartford", 2022, entitlement, on="2022-06-30")
    assert "true-up" not in run("portion", "list", ledger=small.url).out
    small.determine("Hartford", 2023)
    small.do("Hartford", 2023, TrueUpEntitlement(), on="2022-10-01")
    ran = run("portion", "list", "--json", ledger=small.url)
    (row,) = ran.rows
    # 213,879,452 + 500 − 187,974,890 = 25,905,062
    assert (row["true_up"], row["portion"]) == ("500.00", "25905062.00")
    assert "true-up 0.00, now 500.00" in row["finding"]
    assert "entitlements + 500.00 true-ups − 187,974,890.00 baselines" in ran.data["proof"]
    screen = run("portion", "list", ledger=small.url).out
    assert "true-up" in screen
    small.determine("Hartford", 2023)
    (again,) = run("portion", "list", "--json", ledger=small.url).rows
    assert again["finding"] is None


def test_a_true_up_below_zero_lowers_the_portion_to_nothing_and_no_further(
    small: SmallLedger,
) -> None:
    small.entitle("Groton", 2012, "25374989.00")
    small.entitle("Groton", 2023, "25374990.00")
    small.designate("Groton", 2023)
    for stage, amount in ((Stage.PRELIMINARY, "25000002.00"), (Stage.FINAL, "25000000.00")):
        entitlement = SetEntitlement(amount=Money.parse(amount), stage=stage)
        small.do("Groton", 2022, entitlement, on="2022-06-30")
    small.do("Groton", 2023, TrueUpEntitlement(), on="2022-10-01")
    ran = run("portion", "list", "--json", ledger=small.url)
    assert [row["portion"] for row in ran.rows] == ["0.00"]
    # 25,374,990 − 25,374,989 − 0 − 2 + 1 = 0
    assert "entitlements + -2.00 true-ups − 25,374,989.00 baselines" in ran.data["proof"]
    assert "+ 1.00 below the baseline" in ran.data["proof"]


def test_a_town_below_its_baseline_has_a_portion_of_zero_and_is_listed(small: SmallLedger) -> None:
    small.entitle("Groton", 2012, "25374989.00")
    small.entitle("Groton", 2023, "25040045.00")
    small.designate("Groton", 2023)
    ran = run("portion", "list", "--json", ledger=small.url)
    assert [row["portion"] for row in ran.rows] == ["0.00"]
    # 25,040,045 − 25,374,989 + 334,944 = 0
    assert "+ 334,944.00 below the baseline" in ran.data["proof"]


def test_a_missing_entitlement_is_null_and_in_no_total(small: SmallLedger) -> None:
    _hartford_2023(small)
    small.designate("Windham", 2023)
    ran = run("portion", "list", "--json", ledger=small.url)
    windham = ran.rows[1]
    assert (windham["entitlement"], windham["baseline"], windham["portion"]) == (None, None, None)
    assert windham["baseline_fiscal_year"] == 2012
    assert ran.data["totals"]["portion"] == "25904562.00"
    assert ran.data["totals"]["portion_not_known"] == 1
    assert "1 row without a known portion left out" in ran.data["proof"]


def test_rows_are_ordered_by_year_then_town(small: SmallLedger) -> None:
    for district, year in (("Windsor", 2023), ("Bristol", 2023), ("Windsor", 2018)):
        small.designate(district, year)
    rows = run("portion", "list", "--json", ledger=small.url).rows
    assert [(row["fiscal_year"], row["district"]) for row in rows] == [
        (2018, "Windsor"),
        (2023, "Bristol"),
        (2023, "Windsor"),
    ]


def test_a_district_whose_designation_ended_is_not_listed(small: SmallLedger) -> None:
    _hartford_2023(small)
    small.do("Hartford", 2023, EndDesignation(reason="withdrawn"), on="2022-08-01")
    assert run("portion", "list", "--json", ledger=small.url).rows == []
    # Legal time: a month earlier the designation stood.
    earlier = run("portion", "list", "--as-of", "2022-07-01", "--json", ledger=small.url)
    assert [row["district"] for row in earlier.rows] == ["Hartford"]


def test_a_district_first_designated_in_fy2023_is_measured_from_fy2022(small: SmallLedger) -> None:
    small.entitle("Stratford", 2022, "25147955.00")
    small.entitle("Stratford", 2023, "26275342.00")
    small.designate("Stratford", 2023, first_time=True)
    (row,) = run("portion", "list", "--json", ledger=small.url).rows
    # 26,275,342 − 25,147,955 = 1,127,387
    assert (row["baseline_fiscal_year"], row["portion"]) == (2022, "1127387.00")
    assert row["citation"].startswith("C.G.S. § 10-262u(c)(1)(B), P.A. 22-118")


def test_fy2017_says_that_its_operands_are_unverified(small: SmallLedger) -> None:
    small.designate("Hartford", 2017)
    ran = run("portion", "list", "--fiscal-year", "FY2017", "--json", ledger=small.url)
    (row,) = ran.rows
    assert "(c)(1)(C), operands unverified" in row["citation"]
    assert row["status"] == "unverified"
    assert "operands unverified" in run("portion", "list", ledger=small.url).out


def test_the_earmark_of_fy2024_is_taken_out_and_said_to_be_unverified(small: SmallLedger) -> None:
    small.entitle("Hartford", 2012, "187974890.00")
    small.entitle("Hartford", 2024, "215966982.00", education_diversity="319658.00")
    small.designate("Hartford", 2024)
    ran = run("portion", "list", "--fiscal-year", "2024", "--json", ledger=small.url)
    (row,) = ran.rows
    # 215,966,982 − 319,658 − 187,974,890 = 27,672,434
    assert (row["other_earmarks"], row["portion"]) == ("319658.00", "27672434.00")
    assert row["status"] == "unverified"
    assert "Education-diversity amount" in row["note"]
    screen = run("portion", "list", "--fiscal-year", "2024", ledger=small.url).out
    assert "caution  Education-diversity amount" in screen


def test_an_earmark_of_a_year_without_entitlement_is_not_known(small: SmallLedger) -> None:
    small.designate("Hartford", 2024)
    (row,) = run("portion", "list", "--json", ledger=small.url).rows
    assert row["other_earmarks"] is None


def test_a_portion_determined_from_other_figures_is_a_finding(small: SmallLedger) -> None:
    _hartford_2023(small)
    small.determine("Hartford", 2023)
    assert run("portion", "list", "--json", ledger=small.url).rows[0]["finding"] is None
    small.entitle("Hartford", 2012, "187974891.00", reason="restated")
    ran = run("portion", "list", "--json", ledger=small.url)
    (row,) = ran.rows
    assert row["portion"] == "25904561.00"
    assert "baseline 187,974,890.00, now 187,974,891.00" in row["finding"]
    assert "portion 25,904,562.00, now 25,904,561.00" in row["finding"]
    assert "finding  Hartford (64) FY2023" in run("portion", "list", ledger=small.url).out


def test_an_operand_no_longer_known_is_a_finding_too(small: SmallLedger) -> None:
    _hartford_2023(small)
    small.determine("Hartford", 2023)
    # The determination is of June 30, 2023; a fold that leaves its entitlement out knows less.
    from domain.commands import CorrectEvent

    small.do("Hartford", 2023, CorrectEvent(position=3, reason="not ours"), on="2022-07-01")
    (row,) = run("portion", "list", "--json", ledger=small.url).rows
    assert "entitlement 213,879,452.00, now not known" in row["finding"]


def test_nothing_on_record_is_no_rows_exit_zero_and_a_hint(small: SmallLedger) -> None:
    ran = run("portion", "list", "--json", ledger=small.url)
    assert (ran.code, ran.rows) == (0, [])
    assert "alliance import designations FILE" in ran.err
    screen = run("portion", "list", ledger=small.url)
    assert "alliance import designations FILE" in screen.out


def test_fy2012_has_no_rows_because_the_program_began_later(small: SmallLedger) -> None:
    _hartford_2023(small)
    ran = run("portion", "list", "--fiscal-year", "2012", "--json", ledger=small.url)
    assert (ran.code, ran.rows) == (0, [])
    assert "the program began with FY2013" in ran.err


def test_a_year_without_a_rule_is_refused_not_computed(small: SmallLedger) -> None:
    ran = run("portion", "list", "--fiscal-year", "2028", "--json", ledger=small.url)
    assert ran.code == 3
    assert ran.error["code"] == "no_rule_in_force"


def test_a_day_before_the_rule_is_refused_for_one_year(small: SmallLedger) -> None:
    small.designate("Hartford", 2014)
    # Until July 1, 2013 no act governed the portion of FY2014.
    words = ("portion", "list", "--as-of", "2013-06-30", "--json")
    assert run(*words, "--fiscal-year", "2014", ledger=small.url).error["code"] == (
        "no_rule_in_force"
    )


def test_a_day_before_the_rule_is_a_row_without_a_portion_among_all_years(
    small: SmallLedger,
) -> None:
    small.entitle("Hartford", 2014, "190000000.00")
    small.designate("Hartford", 2013)
    small.designate("Hartford", 2014)
    # July 1, 2013 is the first day of P.A. 13-247; the entitlement of FY2014 counts from it too.
    rows = run("portion", "list", "--as-of", "2013-06-30", "--json", ledger=small.url).rows
    assert [(row["fiscal_year"], row["status"]) for row in rows] == [
        (2013, "enacted"),
        (2014, "no rule in force"),
    ]
    assert "No rule on the baseline" in rows[1]["note"]


def test_known_on_stops_at_a_recorded_instant(small: SmallLedger) -> None:
    _hartford_2023(small)
    # The clock moves a minute a command: the genesis at 12:01, the designation at 12:04.
    before = run(
        "portion", "list", "--known-on", "2024-09-01T12:03:59Z", "--json", ledger=small.url
    )
    assert before.rows == []
    known = run("portion", "list", "--known-on", "2024-09-01", "--json", ledger=small.url)
    assert [row["portion"] for row in known.rows] == ["25904562.00"]
    assert known.json()["meta"]["known_on"] == "2024-09-02T03:59:59.999999Z"


def test_the_dates_and_the_law_used_stand_in_meta(small: SmallLedger) -> None:
    _hartford_2023(small)
    meta = run("portion", "list", "--fiscal-year", "2023", "--json", ledger=small.url).json()[
        "meta"
    ]
    assert (meta["law_day"], meta["law"]) == ("2023-06-30", "CT-262u/2022")
    both = run("portion", "list", "--as-of", "2023-07-01", "--json", ledger=small.url)
    assert both.json()["meta"]["law_day"] == "2023-07-01"


def test_the_screen_says_year_dates_law_clause_and_proof(small: SmallLedger) -> None:
    _hartford_2023(small)
    screen = run("portion", "list", "--fiscal-year", "2023", ledger=small.url).out
    assert screen.startswith("DEMONSTRATION · Small · policy open · 4 records\n")
    assert "FY2023 · July 1, 2022 – June 30, 2023 · as of today · as known today" in screen
    assert "Hartford    64  FY2023  213,879,452.00  FY2012  187,974,890.00" in screen
    assert (
        "clause   C.G.S. § 10-262u(c)(1)(A), P.A. 22-118 § 266 (Reg. Sess. 2022): 1 row, FY2023"
    ) in screen
    assert (
        "proof  213,879,452.00 entitlements − 187,974,890.00 baselines − 0.00 other earmarks + "
        "0.00 below the baseline, where nothing is withheld = 25,904,562.00, 1 row"
    ) in screen


def test_the_files_hold_the_same_columns_with_numbers_as_numbers(
    small: SmallLedger, tmp_path: Path
) -> None:
    _hartford_2023(small)
    as_csv, as_xlsx = tmp_path / "portions.csv", tmp_path / "portions.xlsx"
    ran = run("portion", "list", "--csv", str(as_csv), "--xlsx", str(as_xlsx), ledger=small.url)
    assert ran.code == 0
    with as_csv.open(newline="", encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["district"], row["town_code"], row["portion"]) == ("Hartford", "64", "25904562.00")
    assert row["citation"].startswith("C.G.S. § 10-262u(c)(1)(A)")
    sheet = load_workbook(as_xlsx).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, headings.index("portion") + 1).value == 25904562


def test_a_true_up_after_the_portion_was_determined_is_a_finding(small: SmallLedger) -> None:
    _hartford_2023(small)
    small.determine("Hartford", 2023)
    for amount, stage in (("200000000.00", Stage.PRELIMINARY), ("200000100.00", Stage.FINAL)):
        entitled = SetEntitlement(amount=Money.parse(amount), stage=stage)
        small.do("Hartford", 2022, entitled, on="2021-07-01")
    small.do("Hartford", 2023, TrueUpEntitlement(), on="2022-07-01")
    (row,) = run("portion", "list", "--fiscal-year", "2023", "--json", ledger=small.url).rows
    # 213,879,452 + 100 − 187,974,890 = 25,904,662
    assert (row["true_up"], row["portion"]) == ("100.00", "25904662.00")
    assert "true-up 0.00, now 100.00; portion 25,904,562.00, now 25,904,662.00" in row["finding"]
    screen = run("portion", "list", "--fiscal-year", "2023", ledger=small.url).out
    assert "1 row: last year's final less its preliminary entitlement, 100.00" in screen


def test_a_portion_from_another_entitlement_says_how_it_is_mended_open_or_closed(
    tmp_path: Path,
) -> None:
    made = small_year(tmp_path, {"Windsor": "400000.00"})

    def told() -> str:
        return made.done("portion", "list", "--fiscal-year", "2027").out

    assert "determined from other figures" not in told()
    changed = command("Windsor", "SetEntitlement", amount="10400001.00", reason="a typing error")
    made.apply({**changed, "command_id": "changed"})
    assert "entitlement 10,400,000.00, now 10,400,001.00" in told()
    assert "alliance entitlement determine-portion 164 --fiscal-year FY2027" in told()
    september = ("--fiscal-year", "2027", "--effective-on", "2027-09-15")
    made.done("report", "submit-total", "Windsor", "--spent", "1", *september)
    made.done("year", "close", "Windsor", *september)
    assert "is closed and its portion stays" in told()
    assert "alliance grant adjust 164 --fiscal-year FY2027" in told()
