"""`alliance pass-through`: what the town paid the board, and what it has not. § 10-262u(c)(2)."""

from pathlib import Path

import pytest
from paid_year import ON, YEAR, PaidYear, command, small_year


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    """Windsor and Derby paid 100,000.00 and 50,000.00 on October 15, 2026."""
    made = small_year(tmp_path, {"Windsor": "400000.00", "Derby": "200000.00"})
    made.october()
    made.approve("FY2027-OCT-1", 2, "150000.00")
    for town in ("Windsor", "Derby"):
        made.apply(
            command(town, "IssueRelease", release="FY2027-OCT-1", effective_on="2026-10-07"),
            command(town, "ConfirmRelease", release="FY2027-OCT-1", paid_on="2026-10-15"),
        )
    return made


def test_what_every_town_still_has_adds_up(year: PaidYear) -> None:
    year.act(
        *("pass-through", "record", "Windsor", "--amount", "60000.00", "--paid-on", "2026-10-29"),
        *("--stated-by", "the treasurer of Windsor", "--effective-on", "2026-11-02"),
    )
    year.act(
        *("pass-through", "shortfall", "Windsor", "--found-by", "an audit"),
        *("--effective-on", "2026-11-03"),
    )
    ran = year.run("pass-through", "list", *YEAR, "--json")
    windsor = year.row(ran, "Windsor")
    # 0.00 + 100,000.00 − 60,000.00 = 40,000.00
    assert windsor == {
        "district": "Windsor",
        "town_code": 164,
        "at_town_before": "0.00",
        "released": "100000.00",
        "passed_through": "60000.00",
        "missing": "40000.00",
        "noted": "an audit",
        "citation": "C.G.S. § 10-262u(c)(2)",
        "synthetic": True,
    }
    assert ran.data["proof"] == (
        "0.00 with the towns before + 150,000.00 paid − 60,000.00 passed through = "
        "90,000.00 still with the towns"
    )
    assert ran.data["notes"][1:] == [
        "2 towns have not passed on all of it; no date set by statute. § 10-262u(c)(2)"
    ]


def test_a_later_payment_cures_a_shortfall(year: PaidYear) -> None:
    day = ("--effective-on", "2026-11-02")
    year.act("pass-through", "shortfall", "Windsor", "--found-by", "an audit", *day)
    for town, amount in (("Windsor", "100000.00"), ("Derby", "49999.99")):
        year.act("pass-through", "record", town, "--amount", amount, *day)
    ran = year.run("pass-through", "list", *YEAR, "--json")
    assert year.row(ran, "Windsor")["noted"] is None
    assert ran.data["notes"][1].startswith("1 town has not passed on all of it")
    year.act("pass-through", "record", "Derby", "--amount", "0.01", *day)
    (made_up,) = year.run("pass-through", "list", *YEAR, "--json").data["notes"]
    assert made_up.startswith("Synthetic: ")


def test_before_anything_was_paid_there_is_nothing_to_pass_on(year: PaidYear) -> None:
    ran = year.run("pass-through", "list", *YEAR, "--as-of", "2026-07-01")
    assert ran.out.endswith("No payment to a town is on record for FY2027.\n")


def test_more_than_the_town_received_is_refused(year: PaidYear) -> None:
    size = year.size
    words = ("pass-through", "record", "Derby", *YEAR, *ON, "--amount", "50000.01")
    assert year.run(*words).code == 3
    assert year.size == size
