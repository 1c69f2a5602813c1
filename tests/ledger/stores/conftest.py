"""The three stores under one name, so that the same tests run on each.

Not here: what a record means; a store keeps bytes. Concerns no provision of the statute.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_appends import Store

from ledger.stores.memory import MemoryRecorder
from ledger.stores.postgres import PostgresRecorder
from ledger.stores.recorder import Recorder
from ledger.stores.sqlite import SQLiteRecorder


def _places(request: pytest.FixtureRequest) -> Iterator[Store]:
    opened: list[Recorder] = []
    kind = request.param
    memory = MemoryRecorder()
    # Asked for by name, so that a run without PostgreSQL can select the other two.
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else ""
    folder = request.getfixturevalue("tmp_path") if kind == "sqlite" else Path()

    def open_one(*, read_only: bool = False) -> Recorder:
        if kind == "memory":
            return memory
        recorder: Recorder
        if kind == "sqlite":
            # Four writers share two slow processors here; the wait is not what is tested.
            recorder = SQLiteRecorder(folder / "ledger.db", read_only=read_only, timeout=60)
        else:
            recorder = PostgresRecorder(url, read_only=read_only)
        opened.append(recorder)
        return recorder

    yield open_one
    for recorder in opened:
        recorder.close()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each of the three stores in turn, not initialised."""
    yield from _places(request)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each store that outlives its process, not initialised."""
    yield from _places(request)


@pytest.fixture
def recorder(store: Store) -> Recorder:
    """One opening of each of the three stores, initialised and empty."""
    opened = store()
    opened.initialise()
    return opened
