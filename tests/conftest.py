"""Fixtures every test may use: a private PostgreSQL server and an empty database on it.

Also the profiles of hypothesis. Not here: the clock, districts, commands; each test file writes
its own literals. Concerns no provision of the statute.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from postgres_server import PostgresServer

# The same examples on every run, so that a red test means a change and not luck.
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    # On a loaded machine slow data generation says something about the machine only.
    suppress_health_check=[HealthCheck.too_slow],
)
# Fresh chance and more of it, for looking for trouble: --hypothesis-profile=search.
settings.register_profile(
    "search", parent=settings.get_profile("ci"), derandomize=False, max_examples=2000
)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long the machine of every command runs: `--machine-times 10`."""
    parser.addoption(
        "--machine-times",
        type=int,
        default=1,
        help="how many times as many runs as in continuous integration (tests/machine)",
    )


def pytest_configure() -> None:
    """Take away the developer's own connection settings: tests name what they connect to."""
    for name in list(os.environ):
        # libpq reads PG*, the product reads ALLIANCE_LEDGER and ALLIANCE_DB_*.
        if name.startswith(("PG", "ALLIANCE_DB_")) or name == "ALLIANCE_LEDGER":
            del os.environ[name]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for each test process, started by the first test that asks for it."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a database that is empty, belongs to this test alone and is dropped after it."""
    url = postgres_server.create_database()
    yield url
    postgres_server.drop_database(url)
