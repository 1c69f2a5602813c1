"""The page on trust says what verify cannot see; when seals come, both have to change."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import run, sqlite_address

# Norwalk FY2018, withheld as published.
WITHHELD, CHANGED = b'"1148209.00"', b'"1148208.00"'


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The public record, with one digit of one amount changed by whoever owns the file."""
    home = tmp_path_factory.mktemp("home")
    file = home / "record.db"
    assert run("demo", "--path", str(file), home=home).code == 0
    with closing(sqlite3.connect(file)) as db:
        db.execute("DROP TRIGGER records_update")
        stored = "SELECT position, record FROM records WHERE stream = '103-2018' AND event = ?"
        ((position, record),) = db.execute(stored, ("PublishedWithholdingRecorded",)).fetchall()
        forged = bytes(record).replace(WITHHELD, CHANGED)
        assert forged != bytes(record)
        db.execute("UPDATE records SET record = ? WHERE position = ?", (forged, position))
        db.commit()
    return sqlite_address(file), home


def test_an_amount_changed_in_place_is_not_found_by_verify(rewritten: tuple[str, Path]) -> None:
    ledger, home = rewritten
    ran = run("verify", "--json", ledger=ledger, home=home)
    assert ran.code == 0
    assert any(text.startswith("seals: ") for text in ran.data["not_checked"])


def test_read_models_made_before_the_change_differ(rewritten: tuple[str, Path]) -> None:
    ledger, home = rewritten
    assert run("projections", "check", ledger=ledger, home=home).code == 1


def test_the_published_figure_differs_from_the_record(rewritten: tuple[str, Path]) -> None:
    ledger, home = rewritten
    ran = run("reconcile", "published", "--fiscal-year", "2018", "--json", ledger=ledger, home=home)
    (norwalk,) = (row for row in ran.rows if row["district"] == "Norwalk")
    assert (norwalk["published"], norwalk["recorded"]) == ("1148209.00", "1148208.00")
    assert (norwalk["record_difference"], norwalk["explanation"]) == ("1.00", "")
