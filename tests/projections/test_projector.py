"""Catch-up, rebuild, check and status of the read models, on a file, a server and in memory.

Rule 3 of the house: rebuilt equals live, byte for byte. Readers: `test_read.py`.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from projection_places import Opened, Place, acts

from domain.errors import IncompleteError, StoreUnavailableError
from projections import balances, projector, timeline
from projections.models import MODELS, Tracking, fold_rows, tracking_at
from projections.projector import catch_up, check, rebuild, status
from projections.store import ProjectionStore
from projections.table import Changes, Table

RECORDS = 28


def build_at(place: Place, position: int) -> None:
    """Let the read models stand at a position."""
    rows = fold_rows(place.ledger.records(until=position) if position else [])
    tracking = tracking_at(place.ledger, position)
    place.store.replace(tracking, {table: stand.values() for table, stand in rows.items()})


def run_sql(place: Place, *statements: str) -> None:
    """Change the stored rows behind the store's back."""
    with place.store._transaction(write=True) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement.replace("T:", place_prefix(place)))
        connection.commit()


def place_prefix(place: Place) -> str:
    """What stands before the name of a table there."""
    return "alliance_projections." if place.url.startswith("postgresql") else ""


def no_rows() -> dict[Table, Changes]:
    """A change of no row."""
    return {model.table: {} for model in MODELS}


# ---- live equals rebuilt -------------------------------------------------------------------


def test_read_models_kept_up_act_by_act_equal_rebuilt_ones(place: Place) -> None:
    applied = catch_up(place.ledger, place.store)
    for act in acts():
        place.act(act)
        applied += catch_up(place.ledger, place.store)
    live = place.dump()
    rebuild(place.ledger, place.store)
    assert applied == RECORDS
    assert place.dump() == live


def test_a_catch_up_from_any_position_equals_a_rebuild(filled: Place) -> None:
    rebuild(filled.ledger, filled.store)
    rebuilt = filled.dump()
    for position in range(RECORDS + 1):
        build_at(filled, position)
        assert catch_up(filled.ledger, filled.store) == RECORDS - position
        assert filled.dump() == rebuilt


@pytest.mark.parametrize("page", [1, 3, 10])
def test_a_catch_up_in_small_pages_equals_a_rebuild(
    filled: Place, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(filled.ledger, filled.store)
    rebuilt = filled.dump()
    build_at(filled, 1)
    monkeypatch.setattr(projector, "BATCH", page)
    assert catch_up(filled.ledger, filled.store) == RECORDS - 1
    assert filled.dump() == rebuilt


def test_all_places_hold_the_same_rows(opened: Opened, file_url: str, postgres_url: str) -> None:
    dumps = []
    for url in ("memory:", file_url, postgres_url):
        place = opened(url)
        place.act(*acts())
        catch_up(place.ledger, place.store)
        dumps.append(repr(place.dump()))
    assert dumps[0] == dumps[1] == dumps[2]


def test_a_row_goes_when_its_district_year_has_no_account_any_more(place: Place) -> None:
    # Act 15 designates Windsor, act 16 ends that designation; no money was recorded.
    place.act(*acts()[:15])
    catch_up(place.ledger, place.store)
    assert 164 in [row[1] for row in place.dump()[1]["balances"]]
    place.act(acts()[15])
    catch_up(place.ledger, place.store)
    assert 164 not in [row[1] for row in place.dump()[1]["balances"]]


def test_a_second_catch_up_has_nothing_to_do(filled: Place) -> None:
    assert catch_up(filled.ledger, filled.store) == RECORDS
    assert catch_up(filled.ledger, filled.store) == 0


def test_the_position_is_that_of_the_last_record_with_ledger_and_shape(filled: Place) -> None:
    catch_up(filled.ledger, filled.store)
    assert filled.dump()[0] == tracking_at(filled.ledger, RECORDS)


# ---- one transaction -----------------------------------------------------------------------


def test_a_failure_between_rows_and_commit_leaves_neither_rows_nor_position(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_at(filled, 10)
    before = filled.dump()
    insert = ProjectionStore._insert

    def insert_until_the_timeline(
        self: ProjectionStore, connection: sa.Connection, table: Table, rows: object
    ) -> None:
        if table is timeline.TABLE:
            raise KeyboardInterrupt
        insert(self, connection, table, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(ProjectionStore, "_insert", insert_until_the_timeline)
    with pytest.raises(KeyboardInterrupt):
        catch_up(filled.ledger, filled.store)
    assert filled.dump() == before
    with pytest.raises(KeyboardInterrupt):
        rebuild(filled.ledger, filled.store)
    assert filled.dump() == before


def test_a_process_killed_before_the_commit_leaves_neither_rows_nor_position(
    file_place: Place,
) -> None:
    build_at(file_place, 10)
    before = file_place.dump()
    program = """
import os, sys
import sqlalchemy as sa
from ledger.application import Ledger
from ledger.clock import system_clock
from ledger.stores.open import open_recorder
from projections.projector import catch_up
from projections.store import ProjectionStore
sa.Connection.commit = lambda connection: os._exit(9)
catch_up(Ledger(open_recorder(sys.argv[1]), system_clock), ProjectionStore(sys.argv[1]))
"""
    killed = subprocess.run([sys.executable, "-c", program, file_place.url], check=False)
    assert killed.returncode == 9
    assert file_place.dump() == before
    assert catch_up(file_place.ledger, file_place.store) == RECORDS - 10
    assert check(file_place.ledger, file_place.store) == []


def test_of_two_workers_at_one_position_the_second_writes_nothing(filled: Place) -> None:
    build_at(filled, 10)
    seen_by_both = tracking_at(filled.ledger, 10)
    assert filled.store.advance(seen_by_both, 11, no_rows())
    again: dict[Table, Changes] = {**no_rows(), balances.TABLE: {(2024, 2): None}}
    assert not filled.store.advance(seen_by_both, 11, again)
    stored, rows = filled.dump()
    assert stored.position == 11
    assert 2 in [row[1] for row in rows["balances"]]


def test_a_worker_that_was_overtaken_goes_on_where_the_other_stopped(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(filled.ledger, filled.store)
    rebuilt = filled.dump()
    build_at(filled, 10)
    advance = filled.store.advance

    def overtaken(before: Tracking, position: int, changes: dict[Table, Changes]) -> bool:
        monkeypatch.setattr(filled.store, "advance", advance)
        build_at(filled, 12)
        return advance(before, position, changes)

    monkeypatch.setattr(projector, "BATCH", 5)
    monkeypatch.setattr(filled.store, "advance", overtaken)
    # Records 11 and 12 were applied by the other.
    assert catch_up(filled.ledger, filled.store) == RECORDS - 12
    assert filled.dump() == rebuilt


@pytest.mark.parametrize("kind", ["file_url", "postgres_url"])
def test_two_workers_racing_apply_every_record_once(
    kind: str, opened: Opened, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = request.getfixturevalue(kind)
    workers = [opened(url), opened(url)]
    workers[0].act(*acts())
    build_at(workers[0], 1)
    monkeypatch.setattr(projector, "BATCH", 2)
    with ThreadPoolExecutor(2) as threads:
        applied = list(threads.map(lambda one: catch_up(one.ledger, one.store), workers))
    assert sum(applied) == RECORDS - 1
    assert check(workers[0].ledger, workers[0].store) == []


@pytest.mark.parametrize("kind", ["file_url", "postgres_url"])
def test_two_workers_may_build_the_first_read_models_at_once(
    kind: str, opened: Opened, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(kind)
    workers = [opened(url), opened(url)]
    workers[0].act(*acts())
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda one: catch_up(one.ledger, one.store), workers))
    assert workers[0].dump()[0].position == RECORDS
    assert check(workers[0].ledger, workers[0].store) == []


# ---- leftovers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leftover", "note"),
    [
        ({"ledger_id": "cd" * 16}, "another ledger"),
        ({"incarnation": 2}, "another ledger, or of one before a restore"),
        ({"shape": "older"}, "another version of this program"),
        ({"position": 99}, "stand at position 99, and the ledger ends at 28"),
    ],
)
def test_leftovers_are_named_and_built_anew(
    filled: Place, leftover: dict[str, str | int], note: str
) -> None:
    wrong = replace(tracking_at(filled.ledger, RECORDS), **leftover)  # type: ignore[arg-type]
    filled.store.replace(wrong, {})
    found = status(filled.ledger, filled.store)
    assert note in found.note
    assert [(one.position, one.lag) for one in found.models] == [(0, RECORDS)] * 3
    assert [(one.row, one.rows) for one in check(filled.ledger, filled.store)] == [("", 0)] * 3
    assert catch_up(filled.ledger, filled.store) == RECORDS
    assert check(filled.ledger, filled.store) == []


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE T:timeline",
        "DELETE FROM T:projection_tracking",
        "ALTER TABLE T:projection_tracking RENAME COLUMN shape TO form",
    ],
)
def test_tables_that_are_not_as_they_were_built_are_mended_by_a_rebuild(
    filled: Place, damage: str
) -> None:
    catch_up(filled.ledger, filled.store)
    run_sql(filled, damage)
    assert [one.rows for one in check(filled.ledger, filled.store)] == [0, 0, 0]
    assert rebuild(filled.ledger, filled.store) == RECORDS
    assert check(filled.ledger, filled.store) == []


def test_a_file_that_is_no_database_is_deleted_and_built_anew(file_place: Place) -> None:
    file = Path(file_place.store.place)
    file.write_bytes(b"not a database, but long enough to be taken for one" * 20)
    assert "file is not a database" in status(file_place.ledger, file_place.store).note
    assert [one.rows for one in check(file_place.ledger, file_place.store)] == [0, 0, 0]
    assert catch_up(file_place.ledger, file_place.store) == RECORDS
    assert check(file_place.ledger, file_place.store) == []


def test_a_damaged_file_that_cannot_be_deleted_is_named(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(file_place.store.place)
    file.write_bytes(b"not a database, but long enough to be taken for one" * 20)

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, f"no {path.name} {missing_ok}")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StoreUnavailableError, match="is damaged and cannot be deleted"):
        rebuild(file_place.ledger, file_place.store)


def test_a_ledger_under_the_name_of_read_models_is_never_touched(
    opened: Opened, file_place: Place
) -> None:
    file = Path(file_place.store.place)
    opened(f"sqlite:///{file}").ledger.store.close()
    before = file.read_bytes()
    with pytest.raises(StoreUnavailableError, match="holds something that is not read models"):
        catch_up(file_place.ledger, file_place.store)
    with pytest.raises(StoreUnavailableError, match="nothing was changed"):
        rebuild(file_place.ledger, file_place.store)
    assert file.read_bytes() == before


# ---- check and status ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plant", "model", "row", "what", "rows"),
    [
        (
            "UPDATE T:balances SET released_cents = 7 WHERE district_code = 2",
            "balances",
            "fiscal_year=2024 district_code=2",
            "released_cents is 7 and should be 150000000",
            2,
        ),
        (
            "DELETE FROM T:carry_forward WHERE district_code = 2",
            "carry_forward",
            "district_code=2 from_year=2024",
            "the row is missing",
            1,
        ),
        (
            "UPDATE T:timeline SET version = 99 WHERE district_code = 94",
            "timeline",
            "district_code=94 fiscal_year=2024 version=1",
            "the row is missing",
            2,
        ),
        (
            "INSERT INTO T:carry_forward VALUES (1, 2020, 2021, NULL, NULL, NULL)",
            "carry_forward",
            "district_code=1 from_year=2020",
            "the row should not be there",
            1,
        ),
    ],
)
def test_check_names_the_first_planted_difference(
    filled: Place, plant: str, model: str, row: str, what: str, rows: int
) -> None:
    catch_up(filled.ledger, filled.store)
    run_sql(filled, plant)
    [found] = check(filled.ledger, filled.store)
    assert (found.model, found.row, found.what, found.rows) == (model, row, what, rows)


def test_rows_that_are_merely_behind_do_not_differ(filled: Place) -> None:
    build_at(filled, 20)
    assert check(filled.ledger, filled.store) == []
    found = status(filled.ledger, filled.store)
    assert (found.head, found.note) == (RECORDS, "")
    assert [(one.name, one.position, one.lag) for one in found.models] == [
        ("balances", 20, 8),
        ("carry_forward", 20, 8),
        ("timeline", 20, 8),
    ]


def test_check_of_nothing_is_incomplete_and_not_clean(filled: Place) -> None:
    with pytest.raises(IncompleteError, match="There is nothing to check"):
        check(filled.ledger, filled.store)
    assert "No read models were built" in status(filled.ledger, filled.store).note


def test_check_and_status_create_no_file(file_place: Place) -> None:
    status(file_place.ledger, file_place.store)
    with pytest.raises(IncompleteError):
        check(file_place.ledger, file_place.store)
    assert not Path(file_place.store.place).exists()
