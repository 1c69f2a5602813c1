"""`alliance request`: what a board asks to draw, against what is left. Practice, unverified."""

from pathlib import Path

import pytest
from paid_year import YEAR, PaidYear, portion_of, small_year


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    """Windsor with a plan of 400,000.00 paid by requests, and Derby without a plan."""
    made = small_year(tmp_path, {"Windsor": "400000.00"}, "--basis", "draw-down")
    made.apply(*portion_of("Derby", "100000.00"))
    return made


def ask(year: PaidYear, town: str, name: str, amount: str) -> None:
    year.act("request", "record", town, "--name", name, "--amount", amount, "--month", "2026-10")


def test_requests_stand_against_what_is_left_to_draw(year: PaidYear) -> None:
    ask(year, "Windsor", "R1", "150000.00")
    year.batch()
    ask(year, "Windsor", "R2", "300000.00")
    ask(year, "Derby", "R1", "5000.00")
    ran = year.run("request", "list", *YEAR, "--json")
    # Windsor: 150,000 + 300,000 − 150,000 = 300,000 open; 400,000 − 150,000 = 250,000 left.
    assert [
        (row["district"], row["requested"], row["released"], row["open"], row["left_to_draw"])
        for row in ran.rows
    ] == [
        ("Derby", "5000.00", "0.00", "5000.00", None),
        ("Windsor", "450000.00", "150000.00", "300000.00", "250000.00"),
    ]
    assert [row["note"] for row in ran.rows] == ["no approved plan", "more than is left to draw"]
    assert ran.data["totals"] == {"open": "305000.00"}
    assert ran.data["proof"] == "5,000.00 + 300,000.00 = 305,000.00 open"


def test_within_what_is_left_there_is_no_note(year: PaidYear) -> None:
    ask(year, "Windsor", "R1", "150000.00")
    assert year.run("request", "list", *YEAR, "--json").rows[0]["note"] is None


def test_a_receipt_names_the_batch_that_pays_it(year: PaidYear) -> None:
    words = ("request", "record", "Windsor", "--name", "R1", "--amount", "1")
    assert ": alliance release batch --fiscal-year FY2027\n" in year.act(*words).out


@pytest.mark.parametrize("month", ["October", "10/2026", "2026-13", "2026-10-01", "26-10", ""])
def test_a_month_is_year_and_month(year: PaidYear, month: str) -> None:
    size = year.size
    words = ("request", "record", "Windsor", *YEAR, "--name", "R1", "--amount", "1")
    ran = year.run(*words, "--month", month)
    assert ran.code == 2
    assert ran.err.startswith(f"--month is '{month}', which is not a month.")
    assert ran.err.endswith("Write year and month, such as 2026-10.\n")
    assert year.size == size


def test_none_on_record_is_said(year: PaidYear) -> None:
    ran = year.run("request", "list", *YEAR)
    assert ran.out.splitlines()[1:] == [
        "Requests of the boards · FY2027",
        "",
        "No request is on record for FY2027.",
    ]
