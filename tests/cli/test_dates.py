"""A question without a day, in a ledger that holds what is still to come, names its last day.

The case of Windham, on record up to 2027-03-30 and asked on 2026-11-22; all of it is synthetic.
Concerns no provision of the statute.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from paid_year import PaidYear, command
from windham_case import ID, YEAR, windham

from cli import wiring

LAST = "as of 2027-03-30, the last day on record"
SHOW = ("balance", "show", "Windham", *YEAR)


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PaidYear:
    made = windham(tmp_path, "scheduled")
    monkeypatch.setattr(wiring, "system_clock", lambda: datetime(2026, 11, 22, 17, tzinfo=UTC))
    return made


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (SHOW, f"June 30, 2026 · {LAST} · as known today"),
        (("balance", "list", *YEAR), f"June 30, 2026 · {LAST} · as known today"),
        (("replay", "Windham", *YEAR), f"        {LAST} · as known today · law in force"),
        (("receivables", "list"), f"Money owed, {LAST}"),
        (("receivables", "aging"), f"Repayments owed, {LAST}"),
        (("today",), "Tuesday 2027-03-30, the last day on record"),
        (("today", "--office", "town"), "Tuesday 2027-03-30, the last day on record · town"),
    ],
)
def test_the_title_names_the_last_day_that_is_counted(
    year: PaidYear, words: tuple[str, ...], title: str
) -> None:
    assert title in year.done(*words).out
    assert "as of today" not in year.done(*words).out


@pytest.mark.parametrize(
    "words",
    [
        SHOW,
        ("replay", "Windham", *YEAR),
        ("receivables", "list"),
        ("receivables", "aging"),
        ("today",),
        ("determination", "clock", ID),
        ("determination", "show", ID),
        ("finding", "show", "Windham", *YEAR, "--name", "F1"),
        ("report", "show", "Windham", *YEAR),
        ("setting", "list"),
    ],
)
def test_the_day_that_is_named_when_asked_for_gives_the_same(
    year: PaidYear, words: tuple[str, ...]
) -> None:
    unasked = year.done(*words, "--json").json()
    assert unasked["meta"]["as_of"] == "2027-03-30"
    day = ("--on" if words == ("today",) else "--as-of", "2027-03-30")
    asked = year.done(*words, *day, "--json").json()
    assert (asked["data"].get("rows"), asked["data"].get("balances")) == (
        unasked["data"].get("rows"),
        unasked["data"].get("balances"),
    )


def test_a_day_asked_for_is_named_as_it_was(year: PaidYear) -> None:
    # The 8,187.69 came on 2027-03-30.
    ran = year.done(*SHOW, "--as-of", "2026-11-22", "--json")
    assert (ran.json()["meta"]["as_of"], ran.data["balances"]["repaid"]) == ("2026-11-22", "0.00")
    aging = year.done("receivables", "aging", "--as-of", "2027-03-29").out
    assert "Repayments owed, as of 2027-03-29\n" in aging


def test_what_was_not_known_yet_is_no_last_day(year: PaidYear) -> None:
    opened = year.done("replay", "Windham", *YEAR, "--json").rows[0]["recorded_at"]
    ran = year.done("balance", "list", *YEAR, "--known-on", opened)
    assert "as of today · as known at " in ran.out


def test_a_repayment_until_the_last_day_is_said_in_the_closing_package(
    year: PaidYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = ("receivables", "gaap", "--fiscal-year", "2027", "--json")
    assert (
        "July and August of 2027 are not over: collected until 2027-03-30, the last day on record"
    ) in year.done(*package).data["notes"]
    monkeypatch.setattr(wiring, "system_clock", lambda: datetime(2027, 7, 5, 17, tzinfo=UTC))
    assert (
        "July and August of 2027 are not over: collected until today"
        in year.done(*package).data["notes"]
    )


def test_on_the_last_day_itself_it_is_today(
    year: PaidYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "system_clock", lambda: datetime(2027, 3, 30, 17, tzinfo=UTC))
    ran = year.done(*SHOW, "--json")
    assert ran.json()["meta"]["as_of"] is None
    assert "as of today · as known today" in year.done(*SHOW).out


def test_a_production_ledger_says_today(tmp_path: Path) -> None:
    year = PaidYear(f"sqlite:///{tmp_path / 'real.db'}", tmp_path)
    year.done("init", "--purpose", "production", "--name", "Windham")
    # A grant may be known before the day it takes effect.
    year.apply(command("Windham", "SetEntitlement", 2099, amount="24180000.00"))
    list_ = ("balance", "list", "--fiscal-year", "2099")
    assert "as of today · as known today" in year.done(*list_).out
    assert year.done(*list_, "--json").json()["meta"]["as_of"] is None
