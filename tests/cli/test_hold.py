"""`alliance hold`: payment withheld for noncompliance, lifted, renewed. C.G.S. § 10-262u(f)."""

from pathlib import Path

import pytest
from paid_year import YEAR, PaidYear, small_year

PLACED = ("--name", "H1", "--breach", "no report", "--lifted-by", "the report")


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return small_year(tmp_path, {"Windsor": "400000.00"})


def test_one_that_stands_is_listed_with_what_lifts_it(year: PaidYear) -> None:
    placed = year.act("hold", "place", "Windsor", *PLACED, "--look-again-on", "2026-12-15")
    assert "Next: alliance hold lift Windsor --fiscal-year FY2027 --name H1" in placed.out
    assert year.run("hold", "list", *YEAR, "--json").rows == [
        {
            "district": "Windsor",
            "town_code": 164,
            "hold": "H1",
            "status": "standing",
            "amount": "all",
            "breach": "no report",
            "remedy": "the report",
            "look_again_on": "2026-12-15",
            "citation": "C.G.S. § 10-262u(f)",
            "synthetic": True,
        }
    ]


def test_a_lifted_one_stays_on_the_list(year: PaidYear) -> None:
    year.act("hold", "place", "Windsor", *PLACED, "--amount", "300000.00")
    year.act("hold", "lift", "Windsor", "--name", "H1", "--evidence", "report of October 5")
    row = year.run("hold", "list", *YEAR, "--json").rows[0]
    assert (row["status"], row["amount"]) == ("lifted", "300000.00")
    assert row["look_again_on"] == "no date set"


def test_before_it_was_placed_none_was_on_record(year: PaidYear) -> None:
    year.act("hold", "place", "Windsor", *PLACED)
    ran = year.run("hold", "list", *YEAR, "--as-of", "2026-10-01")
    assert ran.out.endswith("No withholding for noncompliance is on record for FY2027.\n")
    assert ran.out.splitlines()[1] == "Payment withheld for noncompliance · FY2027"


def test_a_hold_of_an_amount_stops_a_release_that_needs_it(year: PaidYear) -> None:
    # 400,000.00 held − 350,000.00 kept back = 50,000.00 free; 100,000.00 is due.
    year.act("hold", "place", "Windsor", *PLACED, "--amount", "350000.00")
    row = year.october("--json").rows[0]
    assert (row["status"], row["amount"]) == ("more than is held", None)
    assert row["because"] == (
        "the Commissioner holds 50,000.00 free, 350,000.00 being withheld for noncompliance"
    )


def test_funding_is_renewed_on_evidence_objective_by_objective(year: PaidYear) -> None:
    ran = year.act(
        *("hold", "renew", "Windsor"),
        *("--evidence", "O1 reading | 50 % | 47 % | state test"),
        *("--evidence", "O2 attendance | 95 % | 95 % | district count"),
        "--json",
    )
    assert ran.data["records"][0]["event"] == "FundingRenewed"


@pytest.mark.parametrize("text", ["O1", "O1 | 50 % | 47 %", "a | b | c | d | e"])
def test_evidence_has_four_parts(year: PaidYear, text: str) -> None:
    size = year.size
    ran = year.run("hold", "renew", "Windsor", *YEAR, "--evidence", text)
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == "Write 'objective | target | result | what shows it'."
    assert year.size == size
