"""Nouns beside the account: `budget`, `grant`, `audit`, `annual-return`, `index`, `exit-balance`.

None of them is in a balance. WE-19, WE-24. C.G.S. § 10-262i, § 10-263(b), § 4-231, § 10-227.
"""

import hashlib
from pathlib import Path

import pytest
from paid_year import YEAR, PaidYear, small_year

FY2026 = ("--fiscal-year", "2026")
FY2028 = ("--fiscal-year", "2028")
ADOPT = (
    *("budget", "adopt", "Windsor", *FY2026, "--amount", "50500000", "--prior-year", "50000000"),
    *("--aid-increase", "750000", "--adopted-on", "2025-05-20", "--paper", "resolution"),
)


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return small_year(tmp_path, {"Windsor": "400000.00"})


# ---- budget ----


def test_a_shortfall_goes_from_the_budget_to_the_deduction_two_years_on(year: PaidYear) -> None:
    before = year.run("balance", "show", "windsor", *YEAR, "--json").data["balances"]
    assert "Next: alliance budget shortfall Windsor --fiscal-year FY2026" in year.done(*ADOPT).out
    short = year.done("budget", "shortfall", "Windsor", *FY2026)
    assert "Next: alliance budget forfeit Windsor --fiscal-year FY2028" in short.out
    forfeited = year.done("budget", "forfeit", "Windsor", *FY2028)
    assert "--ground budget-forfeiture --amount 500000.00" in forfeited.out
    offset = ("grant", "offset", "Windsor", *FY2028, "--ground", "budget-forfeiture")
    year.done(*offset, "--amount", "500000.00", "--paper", "minutes")
    refused = year.run(*offset, "--amount", "0.01", "--paper", "minutes")
    assert (refused.code, "allows 0.00 to 0.00" in refused.err) == (3, True)
    (row,) = year.run("budget", "list", *FY2026, "--json").rows
    assert row == {
        "district": "Windsor",
        "town_code": 164,
        "minimum": "50750000.00",
        "adopted": "50500000.00",
        "shortfall": "250000.00",
        "forfeiture": "500000.00",
        "forfeiture_fiscal_year": "FY2028",
        "status": "short",
        "due_this_year": None,
        "flags": None,
        "citation": "C.G.S. § 10-262i(d), (e)",
        "synthetic": True,
    }
    (later,) = year.run("budget", "list", *FY2028, "--json").rows
    assert (later["status"], later["due_this_year"]) == ("not recorded here", "500000.00")
    (grant,) = year.run("grant", "list", *FY2028, "--json").rows
    assert (grant["what"], grant["amount"], grant["citation"]) == (
        "paid less for a budget forfeiture",
        "-500000.00",
        "C.G.S. § 10-262i(e)",
    )
    assert year.run("balance", "show", "windsor", *YEAR, "--json").data["balances"] == before
    assert year.run("verify").code == 0


def test_a_waived_forfeiture_is_not_applied(year: PaidYear) -> None:
    year.done(*ADOPT)
    year.done("budget", "shortfall", "Windsor", *FY2026)
    waive = ("budget", "waive", "Windsor", *FY2026, "--because", "the budget is raised")
    year.done(*waive, "--agreement", "agreement of May")
    refused = year.run("budget", "forfeit", "Windsor", *FY2028)
    assert (refused.code, "was waived: the budget is raised" in refused.err) == (3, True)
    (row,) = year.run("budget", "list", *FY2026, "--json").rows
    assert row["status"] == "waived"
    documents = {row["title"] for row in year.run("document", "list", "--json").rows}
    assert {"resolution", "agreement of May"} <= documents


def test_an_applied_forfeiture_keeps_its_shortfall_from_being_taken_back(year: PaidYear) -> None:
    year.done(*ADOPT)
    short = year.done("budget", "shortfall", "Windsor", *FY2026, "--json")
    position = str(short.data["records"][0]["position"])
    year.done("budget", "forfeit", "Windsor", *FY2028)
    refused = year.run("correct", position, "--because", "typed")
    assert (refused.code, "whose forfeiture was applied in FY2028" in refused.err) == (3, True)


def test_a_rehearsed_budget_is_not_recorded(year: PaidYear) -> None:
    before = year.size
    assert "DRY RUN, nothing was recorded" in year.done(*ADOPT, "--dry-run").out
    assert year.size == before


def test_a_flag_of_supplanting_is_counted_and_an_adopted_budget_is_no_shortfall(
    year: PaidYear,
) -> None:
    year.done("budget", "flag", "Windsor", *FY2026, "--words", "aid pays salaries")
    year.done(*ADOPT)
    (row,) = year.run("budget", "list", *FY2026, "--json").rows
    assert (row["status"], row["flags"], row["shortfall"]) == ("adopted", 1, None)
    assert (
        "No education budget is on record for FY2024."
        in year.run("budget", "list", "--fiscal-year", "2024").out
    )


# ---- grant ----


def test_installments_are_added_up_and_adjustments_are_not(year: PaidYear) -> None:
    for name, amount in (("october", "2818951.75"), ("january", "2818951.75")):
        year.act(
            *("grant", "installment", "Windsor", "--installment", name, "--amount", amount),
            *("--paid-on", "2026-10-30"),
        )
    year.act(
        *("grant", "adjust", "Windsor", "--payable", "1000", "--paid", "1250.50"),
        *("--counts-in", "FY2028", "--paper", "final report"),
    )
    ran = year.run("grant", "list", *YEAR)
    assert "Installments 2,818,951.75 + 2,818,951.75 = 5,637,903.50" in ran.out
    rows = year.run("grant", "list", *YEAR, "--json").rows
    assert [(row["what"], row["amount"], row["counts_in"]) for row in rows] == [
        ("installment of October", "2818951.75", 2027),
        ("installment of January", "2818951.75", 2027),
        ("adjusted: 1,000.00 less 1,250.50", "-250.50", "FY2028"),
    ]
    assert "Nothing of the ECS grants" in year.run("grant", "list", "--fiscal-year", "2024").out


def test_an_adjustment_is_listed_where_it_counts_with_the_year_it_is_about(year: PaidYear) -> None:
    year.act(
        *("grant", "adjust", "Windsor", "--payable", "1000", "--paid", "1250.50"),
        *("--counts-in", "FY2029", "--paper", "final report"),
    )
    listed = {
        counted: [
            (row["about"], row["what"], row["amount"], row["counts_in"])
            for row in year.run("grant", "list", "--fiscal-year", counted, "--json").rows
        ]
        for counted in ("2027", "2028", "2029")
    }
    adjusted = (2027, "adjusted: 1,000.00 less 1,250.50", "-250.50", "FY2029")
    assert listed == {"2027": [adjusted], "2028": [], "2029": [adjusted]}
    assert "FY2027  adjusted: 1,000.00" in year.run("grant", "list", "--fiscal-year", "2029").out


# ---- audit ----


def test_the_threshold_of_the_first_day_is_said_with_every_audit(year: PaidYear) -> None:
    spent = ("--spent", "420000", "--reference", "report")
    year.done("audit", "file", "Windsor", "--fiscal-year", "2024", "--on", "2024-12-10", *spent)
    year.done("audit", "exempt", "Windsor", "--fiscal-year", "2025", "--on", "2025-08-01", *spent)
    (row,) = year.run("audit", "list", "--fiscal-year", "2024", "--json").rows
    assert (row["threshold"], row["required"]) == ("300000.00", "required")
    (row,) = year.run("audit", "list", "--fiscal-year", "2025", "--json").rows
    assert (row["threshold"], row["required"]) == ("500000.00", "not required")
    screen = year.run("audit", "list", "--fiscal-year", "2025").out
    assert "FY2025 began on 2024-07-01: a single audit from 500,000.00" in screen
    assert "Filed by 2025-12-31, extended at most to 2026-01-30" in screen
    refused = year.run(
        *("audit", "exempt", "Windsor", "--fiscal-year", "2024", "--on", "2024-12-10"), *spent
    )
    assert (refused.code, "is not exempt" in refused.err) == (3, True)


def test_filing_is_extended_once(year: PaidYear) -> None:
    words = ("audit", "extend", "Windsor", *FY2026, "--on", "2026-11-20", "--reference", "letter")
    year.done(*words, "--until", "2027-01-30")
    (row,) = year.run("audit", "list", *FY2026, "--json").rows
    assert (row["stage"], row["until"], row["required"]) == ("extended", "2027-01-30", None)
    assert year.run(*words, "--until", "2027-01-15").code == 3
    empty = year.run("audit", "list", "--fiscal-year", "2023").out
    assert "No single audit is on record for FY2023; that is not a finding." in empty


# ---- annual return ----


def test_an_annual_return_is_listed_stage_by_stage(year: PaidYear) -> None:
    for verb, day in (("file", "2026-08-31"), ("revise", "2026-10-02"), ("certify", "2026-12-20")):
        year.done("annual-return", verb, "Windsor", *FY2026, "--on", day)
    (row,) = year.run("annual-return", "list", *FY2026, "--json").rows
    assert (row["filed"], row["revised"], row["certified"]) == (
        "2026-08-31",
        "2026-10-02",
        "2026-12-20",
    )
    assert "Due September 1" in year.run("annual-return", "list", *FY2026).out
    assert year.run("annual-return", "file", "Windsor", *FY2026, "--on", "2026-09-01").code == 3


# ---- index ----


def test_a_score_published_anew_takes_the_place_of_the_earlier_one(year: PaidYear) -> None:
    published = ("--data-year", "FY2025", "--score", "57.90", "--source", "list", "--rank", "12")
    year.act("index", "publish", "Windsor", *published)
    corrected = ("--data-year", "2025", "--score", "56.4", "--source", "list", "--charter-data")
    year.act("index", "correct", "Windsor", *corrected, "--because", "agreement")
    year.act("index", "reform-status", "Windsor", "--rank", "10", "--paper", "list of July")
    (row,) = year.run("index", "list", *YEAR, "--json").rows
    assert (row["data_year"], row["score"], row["rank"], row["charter_data"]) == (
        "FY2025",
        "56.4",
        None,
        True,
    )
    assert (row["version"], row["reform_rank"]) == (2, 10)


def test_a_reform_district_is_listed_without_a_score_too(year: PaidYear) -> None:
    assert "No index score is on record for FY2027." in year.run("index", "list", *YEAR).out
    year.act("index", "reform-status", "Windsor", "--rank", "9", "--paper", "list of July")
    (row,) = year.run("index", "list", *YEAR, "--json").rows
    assert (row["reform_rank"], row["score"], row["source"]) == (9, None, "list of July")


# ---- exit balance ----


def test_a_balance_after_the_designation_is_handled_and_none_moves(year: PaidYear) -> None:
    handle = ("exit-balance", "handle", "Windsor", *YEAR, "--because", "no clause")
    refused = year.run(*handle, "--choice", "carry", "--paper", "memo")
    assert (refused.code, "is designated, so its balance is the program's" in refused.err) == (
        3,
        True,
    )
    year.done("record", "EndDesignation", "Windsor", *YEAR, "reason=left")
    before = year.run("balance", "show", "windsor", *YEAR, "--json").data["balances"]
    handled = year.done(*handle, "--choice", "carry", "--paper", "memo")
    assert "Next: alliance year close Windsor --fiscal-year FY2027" in handled.out
    assert year.run("balance", "show", "windsor", *YEAR, "--json").data["balances"] == before
    ran = year.run("exit-balance", "list", *YEAR, "--json")
    assert (ran.data["totals"], ran.data["proof"]) == (
        {"balance": "400000.00"},
        "400,000.00 = 400,000.00",
    )
    assert "No balance after the program" in year.run("exit-balance", "list", *FY2028).out


def test_a_choice_to_return_says_that_nothing_came_back(year: PaidYear) -> None:
    year.done("record", "EndDesignation", "Windsor", *YEAR, "reason=left")
    handle = ("exit-balance", "handle", "Windsor", *YEAR, "--because", "no clause")
    ran = year.done(*handle, "--choice", "return", "--paper", "memo")
    assert "is to be returned; nothing has come back by this record" in ran.out
    assert "Next: alliance receivables return-funds Windsor --fiscal-year FY2027 --by …" in ran.out


# ---- the report on the program ----


def test_the_published_report_is_known_by_its_file(year: PaidYear, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"synthetic report")
    digest = hashlib.sha256(b"synthetic report").hexdigest()
    words = (
        *("program-report", "publish", str(file), "--first-fiscal-year", "2013"),
        *("--last-fiscal-year", "FY2025", "--published-on", "2025-12-30"),
        *("--address", "https://portal.ct.gov/sde", "--command-id", "report-1"),
    )
    before = year.size
    assert "DRY RUN, nothing was recorded" in year.done(*words, "--dry-run").out
    assert year.size == before
    recorded = year.done(*words)
    assert "Recorded: report on the program" in recorded.out
    assert "C.G.S. § 10-262w" in recorded.out
    assert "The file is not byte for byte the accounting of this record" in recorded.out
    again = year.done(*words, "--json")
    assert (again.data["recorded"], again.data["repeated"]) == (False, True)
    (row,) = year.run("program-report", "list", "--json").rows
    assert (row["published_on"], row["first_fiscal_year"], row["last_fiscal_year"]) == (
        "2025-12-30",
        "FY2013",
        "FY2025",
    )
    assert row["sha256"] == digest
    cited = year.run("document", "check", str(file), "--json").rows
    assert [row["title"] for row in cited] == ["report on the program"]
    assert "Recorded before under this command id" in year.done(*words).out


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_would_be_is_not_published_as_the_report_under_any_name(
    year: PaidYear, tmp_path: Path, ending: str
) -> None:
    supposed, renamed = tmp_path / f"whatif.{ending}", tmp_path / f"report.{ending}"
    year.done("whatif", "--rules", "proposed/HB5038-2022", f"--{ending}", str(supposed))
    renamed.write_bytes(supposed.read_bytes())
    before = year.size
    for file in (supposed, renamed):
        ran = year.run(
            *("program-report", "publish", str(file), "--first-fiscal-year", "2013"),
            *("--last-fiscal-year", "2025", "--published-on", "2025-12-30", "--address", "x"),
        )
        assert ran.code == 2
        assert f"{file.name} holds what would be under a supposition" in ran.err
    assert year.size == before


def test_no_report_is_published_tomorrow(year: PaidYear, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"synthetic report")
    ran = year.run(
        *("program-report", "publish", str(file), "--first-fiscal-year", "2013"),
        *("--last-fiscal-year", "2025", "--published-on", "2099-01-01", "--address", "x"),
    )
    assert (ran.code, "published on 2099-01-01" in ran.err) == (3, True)
    assert "No report on the program" in year.run("program-report", "list").out
