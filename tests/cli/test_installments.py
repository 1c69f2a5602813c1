"""`alliance installments list`: the unrestricted share, in three parts. § 10-262i(b)."""

from pathlib import Path

import pytest
from cli_runner import run
from small_ledger import SmallLedger, small_ledger

from domain.commands import (
    EndDesignation,
    RecordPublishedWithholding,
    SetEntitlement,
    WithholdPortion,
)
from domain.money import Money


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    return small_ledger(tmp_path / "small.db")


def _publish(small: SmallLedger, district: str, year: int, amount: str) -> None:
    command = RecordPublishedWithholding(amount=Money.parse(amount), source="S01")
    small.do(district, year, command, on=f"{year}-06-30")


def test_an_undesignated_town_is_paid_all_of_it_the_balance_with_the_residue(
    small: SmallLedger,
) -> None:
    small.entitle("Andover", 2023, "2004782.01")
    ran = run("installments", "list", "--fiscal-year", "2023", "--json", ledger=small.url)
    # A quarter of 2,004,782.01 is 501,195.5025: 501,195.50 twice, and 1,002,391.01 is left.
    assert ran.json()["schema"] == "alliance.installments.list/1"
    (row,) = ran.rows
    assert row["rule"] == (
        "C.G.S. § 10-262i(b), P.A. 88-358 (Reg. Sess. 1988): "
        "25 % in October, 25 % in January, balance in April"
    )
    assert {name: row[name] for name in ("unrestricted", "october", "january", "april")} == {
        "unrestricted": "2004782.01",
        "october": "501195.50",
        "january": "501195.50",
        "april": "1002391.01",
    }
    assert (row["district"], row["town_code"], row["fiscal_year"]) == ("Andover", 1, 2023)


def test_a_designated_town_is_paid_what_the_portion_by_law_leaves(small: SmallLedger) -> None:
    small.entitle("Windsor", 2012, "11547663.00")
    small.entitle("Windsor", 2023, "12130392.00")
    small.designate("Windsor", 2023)
    (row,) = run("installments", "list", "--fiscal-year", "2023", "--json", ledger=small.url).rows
    # 12,130,392 − (12,130,392 − 11,547,663) = 11,547,663; a quarter is 2,886,915.75.
    assert (row["alliance"], row["alliance_basis"]) == ("582729.00", "portion by law")
    assert (row["unrestricted"], row["october"], row["april"]) == (
        "11547663.00",
        "2886915.75",
        "5773831.50",
    )


def test_what_was_withheld_counts_where_it_is_recorded(small: SmallLedger) -> None:
    small.entitle("Windsor", 2018, "12000000.00")
    small.designate("Windsor", 2018)
    _publish(small, "Windsor", 2018, "582729.00")
    (row,) = run("installments", "list", "--fiscal-year", "2018", "--json", ledger=small.url).rows
    # No baseline is on record, and none is needed: 12,000,000 − 582,729 = 11,417,271.
    assert (row["alliance_basis"], row["unrestricted"]) == ("withheld", "11417271.00")


def test_a_designated_town_without_a_baseline_has_no_known_share(small: SmallLedger) -> None:
    small.entitle("Andover", 2023, "100.00")
    small.entitle("Windsor", 2023, "12130392.00")
    small.designate("Windsor", 2023)
    ran = run("installments", "list", "--fiscal-year", "2023", "--json", ledger=small.url)
    windsor = ran.rows[1]
    assert [windsor[name] for name in ("unrestricted", "october", "january", "april")] == [None] * 4
    assert ran.data["totals"]["unrestricted"] == "100.00"
    assert ran.data["totals"]["unrestricted_not_known"] == 1
    assert "1 town whose share is not known left out" in ran.data["proof"]


def test_more_withheld_than_granted_leaves_no_share_rather_than_a_negative_one(
    small: SmallLedger,
) -> None:
    small.entitle("Windsor", 2018, "100.00")
    small.designate("Windsor", 2018)
    _publish(small, "Windsor", 2018, "100.01")
    (row,) = run("installments", "list", "--fiscal-year", "2018", "--json", ledger=small.url).rows
    assert row["unrestricted"] is None


def test_the_education_diversity_amount_is_taken_out_of_every_town(small: SmallLedger) -> None:
    small.entitle("Andover", 2024, "1000.00", education_diversity="100.00")
    small.entitle("Hartford", 2012, "400.00")
    small.entitle("Hartford", 2024, "1000.00", education_diversity="100.00")
    small.designate("Hartford", 2024)
    rows = run("installments", "list", "--fiscal-year", "2024", "--json", ledger=small.url).rows
    # Hartford: 1,000 − 100 − (1,000 − 100 − 400) = 400. Andover: 1,000 − 100 = 900.
    assert [(row["district"], row["other_earmarks"], row["unrestricted"]) for row in rows] == [
        ("Andover", "100.00", "900.00"),
        ("Hartford", "100.00", "400.00"),
    ]


def test_before_any_rule_on_earmarks_the_published_one_is_taken_out(small: SmallLedger) -> None:
    given = SetEntitlement(amount=Money.parse("1000.00"), education_diversity=Money.parse("100.00"))
    small.do("Hartford", 2024, given, on="2023-01-01")
    small.designate("Hartford", 2024)
    withheld = RecordPublishedWithholding(amount=Money.parse("300.00"), source="S01")
    small.do("Hartford", 2024, withheld, on="2023-01-02")
    words = ("installments", "list", "--fiscal-year", "2024", "--json")
    # As of June 30, 2023 no rule on earmarks of FY2024 is in force: 1,000 − 100 − 300 = 600.
    (row,) = run(*words, "--as-of", "2023-06-30", ledger=small.url).rows
    assert (row["other_earmarks"], row["unrestricted"]) == ("100.00", "600.00")
    # A day before the withholding there is no portion either, for want of a rule.
    (row,) = run(*words, "--as-of", "2023-01-01", ledger=small.url).rows
    assert (row["alliance"], row["unrestricted"]) == (None, None)


def test_money_withheld_before_a_designation_ended_stays_out(small: SmallLedger) -> None:
    small.entitle("Windsor", 2012, "100.00")
    small.entitle("Windsor", 2023, "900.00")
    small.designate("Windsor", 2023)
    small.determine("Windsor", 2023)
    small.do("Windsor", 2023, WithholdPortion(amount=Money.parse("300.00")), on="2022-10-01")
    small.do("Windsor", 2023, EndDesignation(reason="withdrawn"), on="2022-11-01")
    (row,) = run("installments", "list", "--fiscal-year", "2023", "--json", ledger=small.url).rows
    # 900 − 300 = 600
    assert (row["alliance_basis"], row["unrestricted"]) == ("withheld", "600.00")


def test_the_screen_proves_its_total_and_notes_the_exception_of_march(small: SmallLedger) -> None:
    small.entitle("Andover", 2023, "2004782.00")
    screen = run("installments", "list", "--fiscal-year", "FY2023", ledger=small.url).out
    assert screen.startswith("DEMONSTRATION · Small")
    assert (
        "proof  entitlements 2,004,782.00 − other earmarks 0.00 − Alliance 0.00 = unrestricted "
        "2,004,782.00 = October 501,195.50 + January 501,195.50 + April 1,002,391.00, 1 town"
    ) in screen
    assert "The balance is paid in March to a town that has not adopted" in screen


def test_a_year_without_entitlements_has_no_rows_and_a_hint(small: SmallLedger) -> None:
    ran = run("installments", "list", "--fiscal-year", "2028", "--json", ledger=small.url)
    assert (ran.code, ran.rows) == (0, [])
    assert "No ECS entitlement of FY2028 is on record here" in ran.err


def test_known_on_before_the_ledger_was_opened_is_no_finding_about_anybody(
    small: SmallLedger,
) -> None:
    words = ("installments", "list", "--fiscal-year", "2023", "--known-on", "2020-01-01", "--json")
    ran = run(*words, ledger=small.url)
    assert (ran.code, ran.error["code"]) == (9, "incomplete")
