"""Where read models are kept, and what a place that cannot be used is called."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from projection_places import Opened, Place

from domain.errors import StoreUnavailableError, UsageError
from projections.errors import ProjectionsAbsentError, ProjectionsDamagedError
from projections.projector import catch_up, rebuild
from projections.store import ProjectionStore, StoredRows


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("sqlite:///x.db", "x.projections.db"),
        ("sqlite:////srv/a.b/x.sqlite", "/srv/a.b/x.projections.sqlite"),
        ("sqlite:///ledger", "ledger.projections"),
        ("postgresql://u:hunter2@host/db", "postgresql://u:***@host/db"),
        ("memory:", "memory:"),
    ],
)
def test_read_models_are_kept_beside_the_ledger(url: str, place: str) -> None:
    assert ProjectionStore(url).place == str(Path(place) if url.startswith("sqlite") else place)


def test_an_address_of_no_known_form_is_refused() -> None:
    with pytest.raises(UsageError):
        ProjectionStore("mysql://host/db")


def test_nothing_is_created_by_looking(file_place: Place) -> None:
    with pytest.raises(ProjectionsAbsentError), file_place.store.reading():
        pass
    assert not Path(file_place.store.place).exists()


def test_an_empty_shared_database_has_no_read_models(shared_place: Place) -> None:
    with pytest.raises(ProjectionsAbsentError), shared_place.store.reading():
        pass


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, file_place: Place) -> None:
    store = ProjectionStore(f"sqlite:///{tmp_path}/none/ledger.db")
    with pytest.raises(StoreUnavailableError, match="unable to open database file"):
        rebuild(file_place.ledger, store)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    store = ProjectionStore(f"postgresql://u:hunter2@/db?host={tmp_path}")
    with pytest.raises(StoreUnavailableError, match="cannot be used") as caught, store.reading():
        pass
    assert "hunter2" not in caught.value.message


def test_a_schema_that_is_there_before_is_used(shared_place: Place) -> None:
    with shared_place.store._transaction(write=True) as connection:
        connection.exec_driver_sql("CREATE SCHEMA alliance_projections")
        connection.commit()
    assert catch_up(shared_place.ledger, shared_place.store) == 28


def test_tables_of_others_in_the_schema_are_left_alone(shared_place: Place) -> None:
    with shared_place.store._transaction(write=True) as connection:
        connection.exec_driver_sql("CREATE SCHEMA alliance_projections")
        connection.exec_driver_sql("CREATE TABLE alliance_projections.others (one int)")
        connection.commit()
    with pytest.raises(StoreUnavailableError, match="not read models; nothing was changed"):
        rebuild(shared_place.ledger, shared_place.store)


def test_damage_found_while_writing_to_a_server_is_reported(
    shared_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_store: ProjectionStore, _connection: sa.Connection) -> list[str]:
        raise ProjectionsDamagedError("a broken catalog")

    monkeypatch.setattr(ProjectionStore, "_found", damaged)
    with pytest.raises(ProjectionsDamagedError, match="a broken catalog"):
        rebuild(shared_place.ledger, shared_place.store)


def test_a_store_opens_again_after_it_was_closed(file_place: Place) -> None:
    catch_up(file_place.ledger, file_place.store)
    file_place.store.close()
    with file_place.store.reading() as stored:
        assert isinstance(stored, StoredRows)
        assert stored.tracking.position == 28


def test_a_reader_sees_the_old_rows_until_a_rebuild_is_committed(
    opened: Opened, file_place: Place
) -> None:
    catch_up(file_place.ledger, file_place.store)
    old = file_place.dump()
    other = opened(file_place.url)
    with other.store._transaction(write=True) as connection:
        for table in ("timeline", "balances", "projection_tracking"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        assert file_place.dump() == old
