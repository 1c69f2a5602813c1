"""`alliance balance`: where a district-year's money stands. C.G.S. § 10-262u(c) to (h)."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cli_runner import run
from openpyxl import load_workbook
from small_ledger import SmallLedger, small_ledger

from domain.commands import (
    AuthorizeRelease,
    CloseFiscalYear,
    ConfirmRelease,
    CorrectEvent,
    EndDesignation,
    IssueRelease,
    RecordPublishedWithholding,
    StateOpeningBalance,
    SubmitExpenditureReport,
    TransferPortion,
    WithholdPortion,
)
from domain.events import Direction
from domain.money import Money
from ledger.synthetic import add_synthetic_steps

NAMES = [
    "portion",
    "withheld_by_comptroller",
    "transferred",
    "authorized",
    "released",
    "passed_through",
    "spent_reported",
    "repaid",
    "reduction_applied",
    "waived",
    "held_by_comptroller",
    "held_by_commissioner",
    "in_payment",
    "held_by_town",
    "held_by_board",
    "finding_open",
    "repay_due",
    "reduction_due",
    "carry_in",
    "available",
    "carry_out",
]


def usd(text: str) -> Money:
    return Money.parse(text)


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    return small_ledger(tmp_path / "small.db")


def _portion(small: SmallLedger, district: str) -> None:
    """A portion of 600.00 for FY2023."""
    small.entitle(district, 2012, "1000.00")
    small.entitle(district, 2023, "1600.00")
    small.designate(district, 2023)
    small.determine(district, 2023)


def _released(small: SmallLedger) -> None:
    """Windsor: 500.00 withheld, 400.00 handed over, 150.00 paid under a direction."""
    _portion(small, "Windsor")
    small.do("Windsor", 2023, WithholdPortion(amount=usd("500.00")), on="2022-10-01")
    small.do("Windsor", 2023, TransferPortion(amount=usd("400.00")), on="2022-10-02")
    direction = Direction(document="letter of October 3", cap=usd("200.00"))
    release = AuthorizeRelease(release="OCT-1", amount=usd("150.00"), direction=direction)
    small.do("Windsor", 2023, release, on="2022-10-03")
    small.do("Windsor", 2023, IssueRelease(release="OCT-1"), on="2022-10-04")
    paid = ConfirmRelease(release="OCT-1", paid_on=date(2022, 10, 5))
    small.do("Windsor", 2023, paid, on="2022-10-05")


def _show(small: SmallLedger, *words: str) -> dict[str, str | None]:
    ran = run("balance", "show", *words, "--json", ledger=small.url)
    assert ran.code == 0, ran.out
    found: dict[str, str | None] = ran.data["balances"]
    return found


def test_show_gives_every_balance_of_the_contract_by_name(small: SmallLedger) -> None:
    _released(small)
    found = _show(small, "windsor", "--fiscal-year", "2023")
    assert list(found) == NAMES
    expected = dict.fromkeys(NAMES, "0.00") | {
        "portion": "600.00",
        "withheld_by_comptroller": "500.00",
        "transferred": "400.00",
        "authorized": "150.00",
        "released": "150.00",
        "held_by_comptroller": "100.00",  # 500 − 400
        "held_by_commissioner": "250.00",  # 400 − 150
        "held_by_town": "150.00",
        "available": "500.00",
        "carry_out": None,
    }
    assert found == expected


def test_show_names_the_district_year_and_the_basis_of_each_figure(small: SmallLedger) -> None:
    _portion(small, "Windsor")
    ran = run("balance", "show", "164", "--fiscal-year", "FY2023", "--json", ledger=small.url)
    assert ran.json()["schema"] == "alliance.balance.show/1"
    assert (ran.data["district"], ran.data["fiscal_year"]) == ("Windsor", 2023)
    assert ran.data["basis"] == dict.fromkeys(NAMES, "derived")


def test_an_undesignated_district_year_is_not_found_and_the_years_there_are_are_named(
    small: SmallLedger,
) -> None:
    _portion(small, "Windsor")
    ran = run("balance", "show", "Windsor", "--fiscal-year", "2012", "--json", ledger=small.url)
    assert (ran.code, ran.error["code"]) == (4, "not_found")
    assert ran.error["details"]["years"] == "FY2023"
    none = run("balance", "show", "Avon", "--fiscal-year", "2012", ledger=small.url)
    assert "Years of Avon on record: none." in none.err


def test_a_designation_that_ended_without_money_is_not_found(small: SmallLedger) -> None:
    _portion(small, "Windsor")
    small.do("Windsor", 2023, EndDesignation(reason="withdrawn"), on="2022-09-01")
    ran = run("balance", "show", "Windsor", "--fiscal-year", "2023", ledger=small.url)
    assert ran.code == 4


def test_a_year_that_only_carries_money_in_is_shown(small: SmallLedger) -> None:
    _portion(small, "Windsor")
    small.do("Windsor", 2023, SubmitExpenditureReport(spent=usd("0.00")), on="2023-06-30")
    small.do("Windsor", 2023, CloseFiscalYear(), on="2023-07-01")
    assert _show(small, "Windsor", "--fiscal-year", "2023")["carry_out"] == "600.00"
    ran = run("balance", "show", "Windsor", "--fiscal-year", "2024", "--json", ledger=small.url)
    assert ran.data["designated"] is False
    assert (ran.data["balances"]["carry_in"], ran.data["balances"]["portion"]) == ("600.00", None)
    assert any("Not designated this year" in said for said in ran.data["exceptions"])


def test_what_rests_on_a_signed_statement_is_marked(small: SmallLedger) -> None:
    statement = StateOpeningBalance(
        balances={"carry_in": usd("75.00")}, document="Statement of June 30", signers=("Ana",)
    )
    small.do("Windsor", 2023, statement, on="2022-07-01")
    ran = run("balance", "show", "Windsor", "--fiscal-year", "2023", "--json", ledger=small.url)
    assert ran.data["basis"]["held_by_board"] == "stated"
    assert ran.data["basis"]["portion"] == "derived"
    screen = run("balance", "show", "Windsor", "--fiscal-year", "2023", ledger=small.url).out
    assert "75.00  stated  § 10-262u(h)" in screen
    assert "rests on a signed statement (Statement of June 30)" in screen


def test_a_stated_balance_stays_stated_in_the_year_it_is_carried_to(small: SmallLedger) -> None:
    statement = StateOpeningBalance(
        balances={"carry_in": usd("75.00")}, document="Statement", signers=("Ana",)
    )
    small.do("Windsor", 2023, statement, on="2022-07-01")
    small.do("Windsor", 2023, SubmitExpenditureReport(spent=usd("0.00")), on="2023-06-30")
    small.do("Windsor", 2023, CloseFiscalYear(), on="2023-07-01")
    ran = run("balance", "show", "Windsor", "--fiscal-year", "2024", "--json", ledger=small.url)
    assert ran.data["basis"]["carry_in"] == "stated"
    assert any("the statement of an earlier year" in said for said in ran.data["exceptions"])


def test_the_screen_has_three_groups_near_twins_exceptions_and_a_proof(small: SmallLedger) -> None:
    _released(small)
    small.do(
        "Windsor", 2023, CorrectEvent(position=6, reason="x", amount=usd("510.00")), on="2022-10-01"
    )
    screen = run("balance", "show", "windsor", "--fiscal-year", "2023", ledger=small.url).out
    lines = screen.splitlines()
    assert lines[0].startswith("DEMONSTRATION · Small")
    assert lines[1] == (
        "Windsor (164) · FY2023 · July 1, 2022 – June 30, 2023 · as of today · as known today"
    )
    assert lines[2] == (
        "Windsor (164); not East Windsor (47), South Windsor (132), Windham (163), "
        "Windsor Locks (165)"
    )
    headings = ("What moved, net of corrections", "Where it stands now", "The year")
    assert [line for line in lines if line in headings] == list(headings)
    assert "Release OCT-1 of 150.00 rests on a written direction (letter of October 3" in screen
    assert "1 entry was corrected" in screen
    # 0 + 510 + 0 − 0 = 510
    assert (
        "proof  carried in 0.00 + withheld 510.00 + portion where nothing is withheld yet 0.00 − "
        "reductions 0.00 = available 510.00, 1 district"
    ) in screen
    assert "What this ledger holds: alliance coverage list" in screen


def test_a_town_without_near_twins_has_no_such_warning(small: SmallLedger) -> None:
    _portion(small, "Bristol")
    screen = run("balance", "show", "Bristol", "--fiscal-year", "2023", ledger=small.url).out
    assert "; not " not in screen


def test_a_published_withholding_that_is_not_the_portion_is_said(small: SmallLedger) -> None:
    _portion(small, "Windsor")
    published = RecordPublishedWithholding(amount=usd("590.00"), source="S01")
    small.do("Windsor", 2023, published, on="2023-06-30")
    screen = run("balance", "show", "Windsor", "--fiscal-year", "2023", ledger=small.url).out
    # 590 − 600 = −10
    assert "!      Withheld is 10.00 less than the portion by law. § 10-262u(c)(1)" in screen
    listed = run("balance", "list", "--fiscal-year", "2023", ledger=small.url).out
    assert "Withheld is not the portion by law in 1 district" in listed


def test_both_clocks_are_asked(small: SmallLedger) -> None:
    _released(small)
    year = ("Windsor", "--fiscal-year", "2023")
    # The transfer took effect on October 2.
    assert _show(small, *year, "--as-of", "2022-10-01")["transferred"] == "0.00"
    assert _show(small, *year, "--as-of", "2022-10-02")["transferred"] == "400.00"
    # Genesis 12:01, four commands to 12:05, withholding 12:06, transfer 12:07.
    known = ("--known-on", "2024-09-01T12:06:59Z")
    assert _show(small, *year, *known)["transferred"] == "0.00"


def test_list_has_a_row_for_every_designated_district_by_name(small: SmallLedger) -> None:
    _released(small)
    _portion(small, "Bristol")
    small.entitle("Avon", 2023, "5.00")
    ran = run("balance", "list", "--fiscal-year", "2023", "--json", ledger=small.url)
    assert ran.json()["schema"] == "alliance.balance.list/1"
    assert [row["district"] for row in ran.rows] == ["Bristol", "Windsor"]
    assert ran.rows[1]["balances"] == _show(small, "Windsor", "--fiscal-year", "2023")
    assert ran.rows[1]["town_code"] == 164
    assert list(ran.rows[0]["basis"]) == NAMES


def test_statewide_totals_sum_what_is_known_and_say_how_much_is_not(small: SmallLedger) -> None:
    _released(small)
    small.designate("Bristol", 2023)
    ran = run("balance", "list", "--fiscal-year", "2023", "--json", ledger=small.url)
    totals = ran.data["totals"]
    assert (totals["portion"], totals["withheld_by_comptroller"]) == ("600.00", "500.00")
    assert totals["carry_out"] is None
    assert totals["not_known"] == {"portion": 1, "available": 1, "carry_out": 2}
    assert ran.data["proof"] == (
        "carried in 0.00 + withheld 500.00 + portion where nothing is withheld yet 0.00 − "
        "reductions 0.00 = available 500.00, 1 district; 1 whose figure is not known left out"
    )
    screen = run("balance", "list", "--fiscal-year", "2023", ledger=small.url).out
    assert (
        "not known yet, and in no total: portion by law of 1, "
        "available for the approved plan of 1, carried out to the next year of 2"
    ) in screen
    assert "!      Windsor (164): Release OCT-1 of 150.00 rests on a written direction" in screen


def test_a_list_of_nothing_is_no_rows_and_a_hint(small: SmallLedger) -> None:
    ran = run("balance", "list", "--fiscal-year", "2023", "--json", ledger=small.url)
    assert (ran.code, ran.rows) == (0, [])
    assert "No district-year of FY2023 is designated" in ran.err
    screen = run("balance", "list", "--fiscal-year", "2023", ledger=small.url)
    assert "No district-year of FY2023 is designated" in screen.out


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_files_hold_every_figure_in_a_column_of_its_own(
    small: SmallLedger, tmp_path: Path, form: tuple[str, ...]
) -> None:
    _released(small)
    as_csv, as_xlsx = tmp_path / "balances.csv", tmp_path / "balances.xlsx"
    words = ("--csv", str(as_csv), "--xlsx", str(as_xlsx), *form)
    ran = run("balance", "list", "--fiscal-year", "2023", *words, ledger=small.url)
    assert ran.err == f"Wrote {as_csv}\nWrote {as_xlsx}\n"
    with as_csv.open(newline="", encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert set(NAMES) <= set(row)
    assert (row["held_by_commissioner"], row["carry_out"], row["town_code"]) == (
        "250.00",
        "",
        "164",
    )
    sheet = load_workbook(as_xlsx).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, headings.index("held_by_commissioner") + 1).value == 250


def test_made_up_steps_are_said_to_be_synthetic_on_their_row(small: SmallLedger) -> None:
    small.entitle("Windsor", 2012, "1000.00")
    small.entitle("Windsor", 2026, "1600.00")
    for town in ("Windsor", "Bristol"):
        small.designate(town, 2026)
    small.determine("Windsor", 2026)
    small.clock.now = datetime(2026, 11, 1, tzinfo=UTC)
    assert add_synthetic_steps(small.ledger) > 0
    ran = run("balance", "list", "--fiscal-year", "2026", "--json", ledger=small.url)
    assert [(row["district"], row["synthetic"]) for row in ran.rows] == [
        ("Bristol", False),
        ("Windsor", True),
    ]
    screen = run("balance", "list", "--fiscal-year", "2026", ledger=small.url).out
    assert [line.endswith("  synthetic") for line in screen.splitlines()[5:7]] == [False, True]
    shown = run("balance", "show", "Windsor", "--fiscal-year", "2026", ledger=small.url).out
    said = "!      Synthetic: its figures rest on steps made up for demonstration or training."
    assert said in shown
    paid = run("installments", "list", "--fiscal-year", "2026", "--json", ledger=small.url).rows
    assert [row["alliance_basis"] for row in paid] == ["withheld (synthetic)"]


def test_what_the_board_advanced_of_its_own_money_is_said(small: SmallLedger) -> None:
    stated = StateOpeningBalance(
        balances={"held_by_commissioner": usd("500.00")}, document="letter", signers=("Ana",)
    )
    small.do("Hartford", 2024, stated, on="2023-07-01")
    small.do("Hartford", 2024, SubmitExpenditureReport(spent=usd("120.00")), on="2024-06-30")
    ran = run("balance", "show", "hartford", "--fiscal-year", "2024", ledger=small.url)
    # The Commissioner holds all 500.00; the board spent 120.00 that no pass-through has brought.
    assert "The board advanced 120.00 of its own money for grant spending" in ran.out
