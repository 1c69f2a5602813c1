"""`alliance replay`: step by step, verified while reading, on both clocks."""

import csv
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from cli_runner import run
from openpyxl import load_workbook
from real_record import real_record
from small_ledger import SmallLedger, small_ledger

from domain.commands import (
    CorrectEvent,
    SubmitExpenditureReport,
    TransferPortion,
    WithholdPortion,
)
from domain.money import Money

usd = Money.parse


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return real_record(tmp_path_factory.mktemp("real") / "real.db")


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    """Hartford FY2023: positions 2 to 7, the last a transfer of 40 on June 1, 2023."""
    small = small_ledger(tmp_path / "small.db")
    small.entitle("Hartford", 2012, "900.00")
    small.entitle("Hartford", 2023, "1000.00")
    small.designate("Hartford", 2023)
    small.determine("Hartford", 2023)
    small.do("Hartford", 2023, WithholdPortion(amount=usd("100.00")), on="2023-05-01")
    small.do("Hartford", 2023, TransferPortion(amount=usd("40.00")), on="2023-06-01")
    return small


def test_a_step_gives_clause_dates_actor_postings_and_balances(url: str) -> None:
    ran = run("replay", "norwalk", "--fiscal-year", "FY2018", "--json", ledger=url)
    assert ran.code == 0
    assert ran.json()["schema"] == "alliance.replay/1"
    last = ran.rows[-1]
    assert last["event"] == "PublishedWithholdingRecorded"
    assert last["version"] == 4
    assert last["recorded_at"] == "2024-01-15T17:00:00.000000Z"
    assert last["effective_on"] == "2018-06-30"
    assert (last["actor"], last["office"], last["assurance"]) == ("Ana", "system", "imported")
    assert last["citation"].startswith("C.G.S. § 10-262u(c)(1)")
    assert last["sentence"] == "Withheld by the Comptroller, on record from S01: 1,148,209.00"
    assert [posting["amount"] for posting in last["postings"]] == ["1148209.00"]
    assert last["balances"]["held_by_comptroller"] == "1148209.00"
    assert last["synthetic"] is False
    assert {"position", "fiscal_year"} <= set(last)


def test_without_a_year_all_years_are_replayed_in_order(url: str) -> None:
    rows = run("replay", "103", "--json", ledger=url).rows
    assert [row["fiscal_year"] for row in rows] == sorted(row["fiscal_year"] for row in rows)
    assert rows[0]["fiscal_year"] == 2012
    screen = run("replay", "103", ledger=url).out
    assert "all years on record" in screen
    assert "FY2013 after these steps" in screen


def test_the_screen_names_district_year_and_both_clocks(url: str) -> None:
    lines = run("replay", "Norwalk", "--fiscal-year", "2018", ledger=url).out.splitlines()
    assert lines[0].startswith("DEMONSTRATION · Real")
    assert lines[1].startswith("Norwalk (103) · FY2018 · July 1, 2017 – June 30, 2018")
    assert "as of today · as known today" in lines[1]
    assert "4 records of 4,665" in lines[-1]
    assert lines[-1].endswith("each verified while reading")


def test_the_span_of_positions_holds_a_late_act_on_an_early_year(small: SmallLedger) -> None:
    correction = CorrectEvent(position=2, reason="typed", amount=usd("901.00"))
    small.do("Hartford", 2012, correction, on="2023-06-01")
    lines = run("replay", "hartford", ledger=small.url).out.splitlines()
    assert "7 records of 8, positions 2 to 8," in lines[-1]


WITHHELD_MORE = (
    "Withheld 1,148,209.00 is 187,924.00 more than the portion 960,285.00. As published; the "
    "cause, if known: alliance reconcile published --fiscal-year 2018"
)


@pytest.mark.parametrize("asked", [(), ("--fiscal-year", "2018")], ids=["all years", "one year"])
def test_what_is_not_met_is_in_the_json_with_its_year(url: str, asked: tuple[str, ...]) -> None:
    data = run("replay", "norwalk", *asked, "--json", ledger=url).data
    (found,) = data["findings"]
    assert found.pop("citation").startswith("C.G.S. § 10-262u(c)(1)")
    assert found == {
        "fiscal_year": 2018,
        "check": "withheld_equals_portion",
        "message": WITHHELD_MORE,
        "clause": "§ 10-262u(c)(1)",
        "synthetic": False,
    }
    assert data["not_checked"] == []


def test_over_all_years_the_screen_names_the_year_of_a_finding(url: str) -> None:
    lines = run("replay", "norwalk", ledger=url).out.splitlines()
    assert f"Finding  FY2018  {WITHHELD_MORE}  § 10-262u(c)(1)" in lines
    (absent,) = (line for line in lines if line.startswith("Not recorded here"))
    assert "checks in 15 years  (alliance compliance show Norwalk --fiscal-year YEAR)" in absent
    alone = run("replay", "norwalk", "--fiscal-year", "2018", ledger=url).out.splitlines()
    assert f"Finding  {WITHHELD_MORE}  § 10-262u(c)(1)" in alone


def test_a_year_for_which_no_law_was_in_force_that_day_is_not_checked(url: str) -> None:
    asked = ("replay", "norwalk", "--as-of", "2013-07-01")
    assert run(*asked, "--json", ledger=url).data["not_checked"] == [2016, 2017]
    assert (
        "Not checked, as the law of that day has no rule for it: FY2016, FY2017"
        in run(*asked, ledger=url).out.splitlines()
    )


def test_what_the_board_advanced_is_shown_so_that_the_end_state_adds_up(
    small: SmallLedger,
) -> None:
    # 100 withheld, 40 of it with the Commissioner; the board spent 30 of its own money.
    small.do("Hartford", 2023, SubmitExpenditureReport(spent=usd("30.00")), on="2023-07-10")
    last = run("replay", "hartford", "--fiscal-year", "2023", "--json", ledger=small.url).rows[-1]
    held = (last["balances"]["held_by_comptroller"], last["balances"]["held_by_commissioner"])
    # 60 + 40 held − 30 advanced = 100 available − 30 spent.
    assert held == ("60.00", "40.00")
    assert last["balances"]["advanced_by_board"] == "30.00"
    assert (last["balances"]["available"], last["balances"]["spent_reported"]) == (
        "100.00",
        "30.00",
    )
    lines = run("replay", "hartford", "--fiscal-year", "2023", ledger=small.url).out.splitlines()
    assert "  advanced by board                     30.00" in lines


def test_what_the_board_did_not_advance_is_not_shown(small: SmallLedger) -> None:
    assert "advanced" not in run("replay", "hartford", ledger=small.url).out


def test_postings_show_where_the_money_went(small: SmallLedger) -> None:
    out = run("replay", "hartford", "--postings", ledger=small.url).out
    assert "      held_by_comptroller → held_by_commissioner  40.00" in out


def test_a_district_without_records_is_not_found_and_that_is_no_finding(url: str) -> None:
    ran = run("replay", "Avon", "--fiscal-year", "2028", "--json", ledger=url)
    assert (ran.code, ran.error["code"]) == (4, "not_found")
    assert "no finding about the district" in ran.error["next_step"]
    assert run("replay", "Avom", ledger=url).code == 4


def test_as_of_leaves_out_what_took_effect_later(small: SmallLedger) -> None:
    ran = run("replay", "hartford", "--as-of", "2023-05-31", "--json", ledger=small.url)
    assert ran.rows[-1]["event"] == "AlliancePortionWithheld"
    assert ran.json()["meta"]["as_of"] == "2023-05-31"
    outside = run("replay", "hartford", "--as-of", "1999-01-01", ledger=small.url)
    assert outside.code == 4
    assert "inside these dates" in outside.err


def test_a_correction_takes_the_date_of_what_it_corrects(small: SmallLedger) -> None:
    small.do(
        "Hartford",
        2023,
        CorrectEvent(position=7, reason="typed", amount=usd("41.00")),
        on="2024-08-01",
    )
    ran = run("replay", "hartford", "--as-of", "2023-06-01", "--json", ledger=small.url)
    last = ran.rows[-1]
    assert (last["event"], last["effective_on"]) == ("EventCorrected", "2023-06-01")
    assert last["balances"]["transferred"] == "41.00"


def test_a_correction_counts_even_where_a_step_before_it_is_left_out(small: SmallLedger) -> None:
    small.do("Hartford", 2023, TransferPortion(amount=usd("5.00")), on="2023-06-20")
    small.do(
        "Hartford",
        2023,
        CorrectEvent(position=7, reason="typed", amount=usd("41.00")),
        on="2024-08-01",
    )
    small.do(
        "Hartford",
        2023,
        CorrectEvent(position=9, reason="typed again", amount=usd("42.00")),
        on="2024-08-02",
    )
    ran = run("replay", "hartford", "--as-of", "2023-06-01", "--json", ledger=small.url)
    assert ran.rows[-1]["balances"]["transferred"] == "42.00"


def test_known_on_an_instant_stops_at_that_record(small: SmallLedger) -> None:
    rows = run("replay", "hartford", "--fiscal-year", "2023", "--json", ledger=small.url).rows
    known = run(
        *("replay", "hartford", "--fiscal-year", "2023"),
        *("--known-on", rows[2]["recorded_at"], "--json"),
        ledger=small.url,
    )
    assert known.rows == rows[:3]
    assert known.json()["meta"]["known_on"] == rows[2]["recorded_at"]


def test_known_on_the_day_it_was_opened_sees_that_day(small: SmallLedger) -> None:
    # The small ledger is of September 1, 2024.
    assert run("replay", "hartford", "--known-on", "2024-09-01", ledger=small.url).code == 0


def test_before_the_ledger_was_opened_nothing_is_known(small: SmallLedger) -> None:
    ran = run("replay", "hartford", "--known-on", "2024-08-31", ledger=small.url)
    assert ran.code == 9
    assert ran.out == ""
    assert ran.err.splitlines()[0] == (
        "This ledger knows nothing before 2024-09-01, the day it was opened. That is not a finding "
        "about any district or the Department."
    )
    assert "--as-of 2024-08-31" in ran.err


def test_the_day_recorded_is_the_day_in_connecticut(small: SmallLedger) -> None:
    # 01:00 in UTC on September 3 is the evening of September 2 in New York.
    small.clock.now = datetime.fromisoformat("2024-09-03T01:00:00+00:00")
    small.do("Hartford", 2023, TransferPortion(amount=usd("5.00")), on="2023-06-20")
    last = run("replay", "hartford", "--json", ledger=small.url).rows[-1]
    assert last["recorded_on"] == "2024-09-02"
    assert last["recorded_at"] == "2024-09-03T01:01:00.000000Z"
    known = run("replay", "hartford", "--known-on", "2024-09-02", "--json", ledger=small.url)
    assert known.rows[-1] == last


@pytest.mark.parametrize("day", ["2023-02-30", "tomorrow", "2024-09-01T12:00:00"])
def test_what_is_no_date_is_a_usage_error(small: SmallLedger, day: str) -> None:
    for option in ("--as-of", "--known-on"):
        assert run("replay", "hartford", option, day, ledger=small.url).code == 2


def test_the_same_rows_go_to_csv_and_excel(small: SmallLedger, tmp_path: Path) -> None:
    files = tmp_path / "r.csv", tmp_path / "r.xlsx"
    words = ("replay", "hartford", "--csv", str(files[0]), "--xlsx", str(files[1]))
    ran = run(*words, ledger=small.url)
    assert [line.startswith("Wrote ") for line in ran.err.splitlines()] == [True, True]
    with files[0].open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    book = load_workbook(files[1])
    assert len(rows) == 6
    assert book.active is not None
    assert book.active.max_row == 7
    assert rows[-1]["event"] == "PortionTransferred"
    assert rows[-1]["citation"]


# ---- a changed record is never shown ----


def change(small: SmallLedger, statement: str) -> None:
    """What somebody with the file and without our guards could do."""
    with closing(sqlite3.connect(small.file)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
        ]
        for name in names:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    "statement",
    [
        """UPDATE records SET record = replace(record, '"40.00"', '"41.00" ') WHERE position = 7""",
        """UPDATE records SET record = CAST(replace(record, ',"voucher":null', '') AS BLOB)
           WHERE position = 7""",
        """UPDATE records SET record = replace(record, '"amount":"40.00"',
           '"amount":"40.00","extra":1') WHERE position = 7""",
        "UPDATE records SET record = substr(record, 1, 100) WHERE position = 7",
        "UPDATE records SET event = 'PlanSubmitted' WHERE position = 7",
        "UPDATE records SET recorded_at = '2024-09-01T23:00:00.000000Z' WHERE position = 7",
        "DELETE FROM records WHERE position = 5",
        "UPDATE records SET version = 9 WHERE position = 7",
        "UPDATE records SET stream = '064-2024', version = 1 WHERE position = 7",
    ],
)
def test_a_changed_record_is_refused_with_exit_6(small: SmallLedger, statement: str) -> None:
    small.ledger.store.close()
    change(small, statement)
    ran = run("replay", "hartford", "--json", ledger=small.url)
    assert ran.code == 6, ran.out
    assert ran.error["code"] == "record_damaged"
    assert ran.error["next_step"] == "Run: alliance verify"


def test_a_record_of_an_older_schema_is_replayed_as_it_was_written(small: SmallLedger) -> None:
    small.ledger.store.close()
    before = run("replay", "hartford", "--json", ledger=small.url)
    change(
        small,
        """UPDATE records SET record = CAST(
           replace(replace(record, ',"voucher":null', ''), '"schema":2', '"schema":1') AS BLOB)
           WHERE position = 7""",
    )
    ran = run("replay", "hartford", "--json", ledger=small.url)
    assert ran.code == 0, ran.err
    assert ran.rows == before.rows
