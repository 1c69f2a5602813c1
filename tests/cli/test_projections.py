"""`alliance projections`: read models that can be thrown away, rebuilt and compared."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import run
from real_record import real_record

MODELS = {"balances", "carry_forward", "timeline"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return real_record(tmp_path / "real.db")


def test_before_they_are_built_they_lag_by_the_whole_record(url: str) -> None:
    ran = run("projections", "status", "--json", ledger=url)
    assert ran.json()["schema"] == "alliance.projections.status/1"
    assert {row["head"] for row in ran.rows} == {4665}
    assert {row["lag"] for row in ran.rows} == {4665}


def test_rebuilt_they_are_where_the_record_ends(url: str) -> None:
    ran = run("projections", "rebuild", "--json", ledger=url)
    assert (ran.code, ran.data["records"]) == (0, 4665)
    rows = run("projections", "status", "--json", ledger=url).rows
    assert {row["position"] for row in rows} == {4665}
    assert {row["lag"] for row in rows} == {0}


def test_the_screen_names_the_place(url: str, tmp_path: Path) -> None:
    assert "Built anew from 4,665 records in" in run("projections", "rebuild", ledger=url).out
    screen = run("projections", "status", ledger=url).out
    assert f"In {tmp_path}" in screen
    assert "lag" in screen


def test_rebuilt_they_equal_a_fresh_fold(url: str) -> None:
    run("projections", "rebuild", ledger=url)
    ran = run("projections", "check", ledger=url)
    assert ran.code == 0
    assert "Read models equal a fresh fold of the record." in ran.out
    assert run("projections", "check", "--json", ledger=url).rows == []


def test_a_changed_row_is_found_told_with_exit_1_and_mended(url: str, tmp_path: Path) -> None:
    run("projections", "rebuild", ledger=url)
    with closing(sqlite3.connect(tmp_path / "real.projections.db")) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        (table,) = [name for name in tables if "timeline" in name]
        connection.execute(f"DELETE FROM {table} WHERE rowid % 2 = 0")  # noqa: S608 - a name of ours
        connection.commit()
    ran = run("projections", "check", "--json", ledger=url)
    assert ran.code == 1
    assert ran.rows[0]["rows"] > 0
    assert "alliance projections rebuild" in ran.data["notes"][0]
    run("projections", "rebuild", ledger=url)
    assert run("projections", "check", ledger=url).code == 0


def test_every_write_brings_them_up_to_date(url: str, tmp_path: Path) -> None:
    run("projections", "rebuild", ledger=url)
    file = tmp_path / "list.csv"
    file.write_text("town,fiscal_year,ecs_entitlement_usd\nAvon,2028,5\n")
    assert run("import", "ecs", str(file), ledger=url).code == 0
    rows = run("projections", "status", "--json", ledger=url).rows
    assert {(row["head"], row["lag"]) for row in rows} == {(4667, 0)}
