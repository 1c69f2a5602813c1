"""`alliance entitlement`: set, revised, trued up, and the portion from it. § 10-262h, -262i(a)."""

from pathlib import Path

import pytest
from paid_year import YEAR, PaidYear, command


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    """Windsor designated, with 10,000,000.00 in FY2012."""
    made = PaidYear(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
    made.done("init", "--purpose", "training", "--name", "New")
    designated = {"round": "FY2023", "criterion": "ranked", "first_time": False}
    made.apply(
        command("Windsor", "SetEntitlement", 2012, amount="10000000.00"),
        command("Windsor", "DesignateDistrict", **designated),
    )
    return made


def test_an_entitlement_leads_to_a_portion(year: PaidYear) -> None:
    ran = year.act(
        *("entitlement", "set", "Windsor", "--amount", "10582729"),
        *("--stage", "preliminary", "--education-diversity", "0"),
    )
    assert "Next: alliance entitlement determine-portion Windsor --fiscal-year FY2027" in ran.out
    portion = year.act("entitlement", "determine-portion", "Windsor", "--json")
    # 10,582,729.00 − 10,000,000.00 = 582,729.00
    assert {"figure": "portion", "before": None, "after": "582729.00", "fiscal_year": 2027} in (
        portion.data["balances"]
    )
    assert portion.data["next_step"] == (
        "alliance withhold record Windsor --fiscal-year FY2027 --amount …"
    )


def test_another_amount_needs_a_later_stage_or_a_reason(year: PaidYear) -> None:
    year.act("entitlement", "set", "Windsor", "--amount", "10582729")
    size = year.size
    words = ("entitlement", "set", "Windsor", "--amount", "10582730")
    assert year.run(*words, *YEAR).code == 3
    assert year.size == size
    year.act(*words, "--reason", "revised in December (synthetic)")


def test_a_true_up_without_both_stages_of_last_year_is_refused(year: PaidYear) -> None:
    year.act("entitlement", "set", "Windsor", "--amount", "10582729")
    size = year.size
    ran = year.run("entitlement", "true-up", "Windsor", *YEAR, "--json")
    assert ran.code == 3
    assert year.size == size
