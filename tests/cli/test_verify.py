"""`alliance verify`: the structure of the record, what it does not check, and the exit codes."""

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from cli_runner import run
from small_ledger import SmallLedger, small_ledger

from ledger.imports import ECS_COLUMNS, import_ecs
from ledger.loading import ImportOrder
from ledger.source_file import read_source


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    small = small_ledger(tmp_path / "small.db")
    small.entitle("Windsor", 2012, "1000.00")
    small.entitle("Windsor", 2023, "1600.00")
    return small


def _damage(small: SmallLedger, *statements: str) -> None:
    small.ledger.store.close()
    with closing(sqlite3.connect(small.file)) as connection, connection:
        connection.execute("DROP TRIGGER records_update")
        for statement in statements:
            connection.execute(statement)


def test_a_clean_ledger_exits_zero_and_says_what_was_not_checked(small: SmallLedger) -> None:
    ran = run("verify", ledger=small.url)
    assert ran.code == 0
    assert ran.out.startswith("DEMONSTRATION · Small · policy open · 3 records\n")
    assert "✓ form               3 checked  every record is canonical JSON" in ran.out
    assert "· not checked  seals: this version has none" in ran.out
    assert (
        "Verdict: the structure is whole. That is not proof that nothing was rewritten." in ran.out
    )
    assert "loaded from" not in ran.out


def test_the_answer_has_checks_loaded_and_not_checked(small: SmallLedger) -> None:
    ran = run("verify", "--json", ledger=small.url)
    assert ran.json()["schema"] == "alliance.verify/1"
    assert ran.json()["meta"]["name"] == "Small"
    data = ran.data
    assert (data["ok"], data["first_bad_position"], data["records"]) == (True, None, 3)
    assert data["checks"][1] == {
        "name": "positions",
        "checked": 3,
        "ok": True,
        "bad": 0,
        "first_bad_position": None,
        "message": "positions run from 1 without a gap, to the head",
    }
    assert data["loaded"] == []
    assert any("law: whether each act was legal" in what for what in data["not_checked"])


def test_damage_exits_six_and_names_the_first_bad_position(small: SmallLedger) -> None:
    _damage(small, "UPDATE records SET record = x'7b7d' WHERE position >= 2")
    ran = run("verify", ledger=small.url)
    assert ran.code == 6
    assert "✗ kinds" in ran.out
    assert "Verdict: wrong, first at position 2." in ran.out
    as_json = run("verify", "--json", ledger=small.url)
    assert (as_json.code, as_json.data["ok"], as_json.data["first_bad_position"]) == (6, False, 2)
    columns = {check["name"]: check for check in as_json.data["checks"]}["columns"]
    assert columns["bad"] == 2


def test_many_of_a_kind_are_counted(small: SmallLedger) -> None:
    _damage(small, "UPDATE records SET record = x'7b' WHERE position >= 2")
    assert "(2 in all)" in run("verify", ledger=small.url).out


def test_a_ledger_that_cannot_name_itself_is_still_verified(small: SmallLedger) -> None:
    _damage(small, "UPDATE records SET record = x'00' WHERE position = 1")
    ran = run("verify", ledger=small.url)
    assert ran.code == 6
    assert ran.out.startswith(f"UNNAMED · {small.url} does not say which ledger it is\n")
    assert "first at position 1" in ran.out
    meta = run("verify", "--json", ledger=small.url).json()["meta"]
    assert meta == {"ledger_id": None, "url": small.url}


def test_damage_without_a_place_is_said_to_have_none(small: SmallLedger) -> None:
    _damage(small, "DROP TRIGGER head_delete", "DELETE FROM head")
    ran = run("verify", ledger=small.url)
    assert ran.code == 6
    assert "Verdict: wrong, at no single position." in ran.out


def test_loaded_records_are_counted_apart_without_claiming_more(
    small: SmallLedger, tmp_path: Path
) -> None:
    file = tmp_path / "ecs.csv"
    file.write_text("town,fiscal_year,ecs_entitlement_usd\nAvon,2023,584016\n", "utf-8")
    order = ImportOrder(import_id="ecs-1", actor="Ana")
    import_ecs(small.ledger, read_source(file, ECS_COLUMNS), order)
    ran = run("verify", ledger=small.url)
    assert ran.code == 0
    assert "records were loaded from 1 files" in ran.out
    assert "is not proved by this structural check: seals come with a later version" in ran.out
    data = run("verify", "--json", ledger=small.url).data
    (source,) = data["loaded"]
    assert (source["file"], source["kind"], source["rows"]) == ("ecs.csv", "ecs-entitlements", 1)
    assert len(source["sha256"]) == 64


def test_the_shipped_record_verifies(tmp_path: Path) -> None:
    small = small_ledger(tmp_path / "small.db")
    shipped = files("ledger.reference") / "ecs_entitlements.csv"
    order = ImportOrder(import_id="ecs-1", actor="Ana")
    import_ecs(small.ledger, read_source(shipped, ECS_COLUMNS), order)
    data = run("verify", "--json", ledger=small.url).data
    assert data["ok"]
    # The page is 2,000 records; 169 towns in 16 years are 2,704 entitlements.
    assert data["records"] > 2704


def test_a_place_without_a_ledger_is_unavailable(tmp_path: Path) -> None:
    ran = run("verify", "--json", ledger=f"sqlite:///{tmp_path}/none.db")
    assert (ran.code, ran.error["code"]) == (7, "ledger_not_initialised")
