"""A small ledger in each kind of place, empty or filled; its read models are not built yet.

Not here: what a figure should be (tests of `domain`); here two ways to it are compared.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from projection_places import NOON, Opened, Place, acts

from domain.authority import Policy, Purpose
from ledger.application import Ledger
from ledger.stores.open import open_recorder
from projections.store import ProjectionStore


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Open a ledger, initialised if it was not there, and its read models; closed at the end."""
    places: list[Place] = []

    def open_one(url: str, *, read_only: bool = False) -> Place:
        recorder = open_recorder(url, read_only=read_only)
        place = Place(url, Ledger(recorder, lambda: NOON), ProjectionStore(url))
        places.append(place)
        if not place.ledger.store.is_initialised():
            place.ledger.open_new(
                ledger_id="ab" * 16,
                name="Test",
                purpose=Purpose.TRAINING,
                policy=Policy.OPEN,
                actor="Jane Roe",
            )
        return place

    yield open_one
    for place in places:
        place.store.close()
        place.ledger.store.close()


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """The address of a ledger's file."""
    return f"sqlite:///{tmp_path}/ledger.db"


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def place(request: pytest.FixtureRequest, opened: Opened) -> Place:
    """A new ledger in each of the three kinds of place in turn."""
    if request.param == "memory":
        return opened("memory:")
    return opened(
        request.getfixturevalue("file_url" if request.param == "sqlite" else "postgres_url")
    )


@pytest.fixture
def filled(place: Place) -> Place:
    """A ledger of 28 records in each of the three kinds of place in turn."""
    place.act(*acts())
    return place


@pytest.fixture
def file_place(opened: Opened, file_url: str) -> Place:
    """A ledger of 28 records in a file."""
    place = opened(file_url)
    place.act(*acts())
    return place


@pytest.fixture
def shared_place(opened: Opened, postgres_url: str) -> Place:
    """A ledger of 28 records in a shared database."""
    place = opened(postgres_url)
    place.act(*acts())
    return place
