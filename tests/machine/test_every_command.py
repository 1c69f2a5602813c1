"""Every command, on several districts and years, on each store, with restarts: the invariants hold.

Outside coverage, because it takes minutes: `python3 start.py machine`; more with
`--machine-times 10`. A failing run prints its steps, a blob and the seed; see CONTRIBUTING.md.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from machine_desk import Tally
from machine_rules import Opening, machine_over
from postgres_server import PostgresServer

from domain.commands import Command
from ledger.stores.memory import MemoryRecorder
from ledger.stores.postgres import PostgresRecorder
from ledger.stores.sqlite import SQLiteRecorder

pytestmark = pytest.mark.machine

EVERY_COMMAND: set[object] = {kind.__name__ for kind in get_args(Command)}
# What one year does to others: a balance goes on, a closed year is restated two years on, a claim
# on an earlier year is taken, and given back.
EVERY_REACH: set[object] = {
    ("BalanceCarriedIn", 1),
    ("EventCorrected", 1),
    ("EventCorrected", 2),
    ("ReductionTaken", -1),
    ("ReductionRestored", -1),
}
# Rounds of a hundred more runs for what chance left out.
MORE_ROUNDS = 8


@pytest.fixture
def times(request: pytest.FixtureRequest) -> int:
    """How many times as many runs as in continuous integration."""
    given = request.config.getoption("--machine-times")
    assert isinstance(given, int)
    return given


def _run(new_store: Callable[[], Opening], runs: int, tally: Tally) -> None:
    # New chance on every run, so that the machine goes on finding; what it found can be repeated
    # from the printed blob or seed.
    profile = settings(
        max_examples=runs, stateful_step_count=50, derandomize=False, print_blob=True
    )
    run_state_machine_as_test(machine_over(new_store, tally), settings=profile)


def _in_memory() -> Opening:
    store = MemoryRecorder()
    return lambda: store


def _never(tally: Tally) -> set[object]:
    """What was never sent, never recorded, or did not reach another year."""
    reached = set(tally.reached)
    return (EVERY_COMMAND - set(tally.recorded)) | (EVERY_REACH - reached)


def test_every_command_in_memory(times: int) -> None:
    """Three hundred runs find what is wrong; a rare command gets more of them, then it is missed.

    A command that is never recorded tests nothing. Which one 300 runs leave out is chance (each of
    the rarest about once in a hundred), so a few hundred more decide, and not the first.
    """
    tally = Tally()
    _run(_in_memory, 300 * times, tally)
    for _ in range(MORE_ROUNDS):
        if not _never(tally):
            break
        _run(_in_memory, 100, tally)
    assert not _never(tally)


def test_every_command_in_sqlite(times: int, tmp_path: Path) -> None:
    numbers = count()

    def new_store() -> Opening:
        file = tmp_path / f"{next(numbers)}.db"
        return lambda: SQLiteRecorder(file)

    _run(new_store, 60 * times, Tally())


@pytest.fixture
def databases(postgres_server: PostgresServer) -> Iterator[Callable[[], str]]:
    """New empty databases; the one before is dropped as the next is made."""
    urls: list[str] = []

    def new_one() -> str:
        while urls:
            postgres_server.drop_database(urls.pop())
        urls.append(postgres_server.create_database())
        return urls[-1]

    yield new_one
    for url in urls:
        postgres_server.drop_database(url)


def test_every_command_in_postgresql(times: int, databases: Callable[[], str]) -> None:
    def new_store() -> Opening:
        url = databases()
        return lambda: PostgresRecorder(url)

    _run(new_store, 60 * times, Tally())
