"""`alliance year restated` where only the places of the money changed. § 10-262u(h), § 11-8b.

Windsor FY2027: 1,310,000.00 withheld, 1,260,000.00 paid and passed on, 1,000,000.00 spent; then it
turns out that 260,000.00 was passed on. The balance stays 310,000.00, and the town has 1,000,000.00
of it, of which the board is owed the 740,000.00 that it advanced. All of it is synthetic.
Not here: changes of an amount (`test_year.py`).
"""

from pathlib import Path

import pytest
from paid_year import YEAR, PaidYear, command, small_year

FY2028, FY2029 = ("--fiscal-year", "2028"), ("--fiscal-year", "2029")


def position_of(year: PaidYear, event: str) -> str:
    rows = year.run("replay", "Windsor", *YEAR, "--json").rows
    return str(next(row["position"] for row in rows if row["event"] == event))


@pytest.fixture
def reported(tmp_path: Path) -> PaidYear:
    year = small_year(tmp_path, {"Windsor": "1310000.00"})
    year.apply(
        command("Windsor", "AuthorizeRelease", release="R1", amount="1260000.00"),
        command("Windsor", "IssueRelease", release="R1"),
        command("Windsor", "ConfirmRelease", release="R1", paid_on="2026-10-15"),
        command("Windsor", "RecordPassThrough", amount="1260000.00"),
        command(
            "Windsor", "SubmitExpenditureReport", spent="1000000.00", effective_on="2027-08-30"
        ),
    )
    return year


@pytest.fixture
def corrected(reported: PaidYear) -> PaidYear:
    """FY2027 and FY2028 closed; then the pass-through of FY2027 is corrected."""
    reported.done("year", "close", "Windsor", *YEAR, "--effective-on", "2027-09-15")
    report = ("report", "submit-total", "Windsor", *FY2028, "--spent", "50000")
    reported.done(*report, "--effective-on", "2028-08-30")
    reported.done("year", "close", "Windsor", *FY2028, "--effective-on", "2028-09-15")
    less = ("--amount", "260000", "--because", "audit", "--effective-on", "2028-10-01")
    reported.done("correct", position_of(reported, "PassThroughRecorded"), *less)
    return reported


def test_a_receipt_shows_what_the_board_advanced(reported: PaidYear) -> None:
    less = ("--amount", "260000", "--because", "audit", "--effective-on", "2027-09-01")
    ran = reported.done("correct", position_of(reported, "PassThroughRecorded"), *less, "--json")
    moved = {row["figure"]: (row["before"], row["after"]) for row in ran.data["balances"]}
    # +1,000,000 − 260,000 − 740,000 = 0
    assert moved == {
        "passed_through": ("1260000.00", "260000.00"),
        "held_by_town": ("0.00", "1000000.00"),
        "held_by_board": ("260000.00", "0.00"),
        "advanced_by_board": ("0.00", "740000.00"),
    }
    shown = reported.run("replay", "Windsor", *YEAR).out
    assert "  advanced by board                740,000.00" in shown


def test_a_later_closed_year_lists_the_places_although_the_balance_stayed(
    corrected: PaidYear,
) -> None:
    ran = corrected.run("year", "restated", *FY2028, "--json")
    assert [(row["figure"], row["before"], row["after"]) for row in ran.rows] == [
        ("BalanceCarriedIn.at_town", "0.00", "1000000.00"),
        ("BalanceCarriedIn.at_board", "260000.00", "0.00"),
        ("BalanceCarriedIn.advanced_by_board", "0.00", "740000.00"),
        ("ExpenditureReported.from_grant", "50000.00", "0.00"),
        ("ExpenditureReported.from_own_money", "0.00", "50000.00"),
        ("FiscalYearClosed.at_town", "0.00", "1000000.00"),
        ("FiscalYearClosed.at_board", "210000.00", "0.00"),
        ("FiscalYearClosed.advanced_by_board", "0.00", "790000.00"),
    ]
    assert {row["closed"] for row in ran.rows} == {True}
    assert ran.data["proof"] == (
        "carried in, by place, 1,000,000.00 − 260,000.00 − 740,000.00 = 0.00; "
        "carried out, by place, 1,000,000.00 − 210,000.00 − 790,000.00 = 0.00"
    )
    _, note = ran.data["notes"]
    assert note == (
        "What FY2028 carried out stayed as it was in all, and stands elsewhere: "
        "alliance year restated --fiscal-year FY2029"
    )
    shown = corrected.run("year", "restated", *FY2028).out
    assert "Changed after closing · FY2028 · 1 district" in shown
    assert "carried in: with the town" in shown


def test_of_an_open_year_it_is_said_that_it_is_open(corrected: PaidYear) -> None:
    ran = corrected.run("year", "restated", *FY2029)
    assert "Changed in what the open year opened with · FY2029 · 1 district" in ran.out
    assert "FY2029 is open: it has carried nothing out yet." in ran.out
    assert "stayed as it was" not in ran.out
    rows = corrected.run("year", "restated", *FY2029, "--json").rows
    assert [(row["label"], row["difference"], row["closed"]) for row in rows] == [
        ("carried in: with the town", "1000000.00", False),
        ("carried in: with the board", "-210000.00", False),
        ("carried in: advanced by the board", "790000.00", False),
    ]


def test_a_year_with_closed_and_open_accounts_says_both(corrected: PaidYear) -> None:
    corrected.apply(
        command(
            "Derby",
            "StateOpeningBalance",
            balances={"held_by_board": "10.00"},
            document="statement",
            signers=["Ana"],
        ),
        command("Derby", "SubmitExpenditureReport", spent="1.00", effective_on="2027-08-30"),
    )
    corrected.done("year", "close", "Derby", *YEAR, "--effective-on", "2027-09-15")
    amend = ("report", "amend-total", "Derby", *YEAR, "--spent", "2", "--because", "audit")
    corrected.done(*amend, "--effective-on", "2028-10-01")
    ran = corrected.run("year", "restated", *FY2028)
    assert "Changed after closing, or in what an open year opened with · FY2028 · 2 dis" in ran.out
    assert "What FY2028 carried out stayed as it was in all, and stands elsewhere" in ran.out


def test_a_correction_that_moved_no_figure_is_listed_with_its_amount(reported: PaidYear) -> None:
    reported.done("year", "close", "Windsor", *YEAR, "--effective-on", "2027-09-15")
    at = position_of(reported, "EntitlementSet")
    reported.done(
        "correct", at, "--amount", "11310001", "--because", "typed", "--effective-on", "2027-10-01"
    )
    ran = reported.run("year", "restated", *YEAR, "--json")
    assert [(row["figure"], row["label"], row["difference"]) for row in ran.rows] == [
        ("EntitlementSet.amount", "EntitlementSet: amount", "1.00")
    ]
    assert ran.data["notes"][1:] == ["What FY2027 carried out stayed as it was."]


def test_the_receipt_and_the_replay_name_the_amounts_of_a_correction_in_one_order(
    reported: PaidYear,
) -> None:
    less = ("--amount", "260000", "--because", "audit", "--effective-on", "2027-09-01")
    receipt = reported.done("correct", position_of(reported, "PassThroughRecorded"), *less).out
    replay = reported.run("replay", "Windsor", *YEAR).out
    report = (
        "(ExpenditureReported): from the grant 1,000,000.00 becomes 260,000.00; "
        "from own money 0.00 becomes 740,000.00 (follows from the correction"
    )
    assert report in receipt
    assert report in replay


def test_a_correction_without_any_amount_is_listed_too(reported: PaidYear) -> None:
    fact = command("Windsor", "ReportFact", kind="note", words="approved", source="S19")
    reported.apply(fact)
    reported.done("year", "close", "Windsor", *YEAR, "--effective-on", "2027-09-15")
    at = position_of(reported, "FactReported")
    reported.done("correct", at, "--because", "typed twice", "--effective-on", "2027-10-01")
    (row,) = reported.run("year", "restated", *YEAR, "--json").rows
    assert (row["figure"], row["difference"], row["reason"]) == (None, None, "typed twice")
    assert "typed twice" in reported.run("year", "restated", *YEAR).out
