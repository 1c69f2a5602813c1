"""Story 9: the October batch of 36 districts typed on two machines, in turn and at once.

A machine is a person with a folder of its own and a connection of its own; both write to one
ledger. Whoever is second finds it done, or is told that somebody else wrote first; no district is
released twice, and nothing is ever half recorded. C.G.S. § 10-262u(c)(1), (c)(2).
Not here: the payments that follow (`tests/ledger/payments/`), what the story's file says
(`09_batch_typed_twice.md`).
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from cli_runner import Ran, run
from postgres_server import PostgresServer
from scenario_stories import BY_NAME, KINDS, Databases

from domain.batch_events import BatchPrepared
from domain.errors import ConflictError, RefusedError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from ledger.application import Ledger
from ledger.batch_record import batch_named, states_of
from ledger.batch_rows import BatchRow, release_rows
from ledger.batch_unit import Desk
from ledger.batches import approve, prepare
from ledger.clock import system_clock
from ledger.record import Record
from ledger.stores.common import CommandEntry
from ledger.stores.open import open_recorder

ROOT = Path(__file__).parents[2]
STORY = BY_NAME["09_batch_typed_twice"]
FY2027 = FiscalYear(2027)
OCTOBER = "FY2027-OCT-1"
ON = ("--fiscal-year", "2027", "--effective-on", "2026-10-06", "--no-input")
BATCH = ("release", "batch", *ON, "--installment", "october")
# 133,754,619.75 = 25 % of 535,018,479.00, less Waterbury's 21,875,340.00 on hold.
COUNT, TOTAL = 32, "111879279.75"
APPROVE = ("release", "approve", OCTOBER, "--count", str(COUNT), "--total", TOTAL, "--no-input")
DONE, REFUSED, CONFLICT = 0, 3, 5


@dataclass(frozen=True, slots=True)
class Machine:
    """A person at a machine of their own.

    Attributes:
        actor: who types.
        home: the folder of the machine's user.
        address: of the ledger both write to.
    """

    actor: str
    home: Path
    address: str

    def type(self, *words: str) -> Ran:
        """Type a command and read the answer as JSON."""
        asked = (*words, "--actor", self.actor, "--json")
        return run(*asked, ledger=self.address, home=self.home)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a command in a process of its own, and do not wait for it."""
        asked = ("--ledger", self.address, *words, "--actor", self.actor, "--json")
        return subprocess.Popen(
            [sys.executable, "-m", "cli", *asked],
            env={**os.environ, "ALLIANCE_HOME": str(self.home), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger over a connection of this machine's own."""
        recorder = open_recorder(self.address)
        try:
            yield Ledger(recorder, system_clock)
        finally:
            recorder.close()


Desks = tuple[Machine, Machine]


@pytest.fixture(params=KINDS)
def machines(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: PostgresServer
) -> Desks:
    """The story's file sent, all portions withheld and transferred; R. Ortiz and L. Chen."""
    databases = Databases(tmp_path, postgres_server)
    address = databases.begin(STORY, request.param)
    assert databases.send(STORY, address, "--atomic").applied.code == DONE
    first = Machine("R. Ortiz", tmp_path / "first", address)
    for verb in ("withhold", "transfer"):
        moved = first.type(verb, "batch", *ON, "--count", "33", "--total", "535018479.00")
        assert (moved.code, moved.data["recorded"]) == (DONE, True)
    return first, Machine("L. Chen", tmp_path / "second", address)


def size(machine: Machine) -> int:
    with machine.ledger() as ledger:
        return ledger.store.position()


def october(machine: Machine) -> dict[str, int]:
    """How many records of each kind name the October batch, or are of its releases."""
    with machine.ledger() as ledger:
        return Counter(
            record.event
            for _, record in ledger.records()
            if OCTOBER in {getattr(record.data, "batch", ""), getattr(record.data, "release", "")}
        )


def rows_of(ledger: Ledger) -> list[BatchRow]:
    return release_rows(states_of(ledger, FY2027), 25)


def prepare_october(ledger: Ledger, rows: list[BatchRow], actor: str) -> None:
    prepared = BatchPrepared(
        batch=OCTOBER,
        fiscal_year=2027,
        installment="october",
        sequence=1,
        content="",
        count=0,
        total=ZERO,
        basis="synthetic schedule",
        reason=None,
    )
    prepare(ledger, prepared, rows, Desk(actor=actor, effective_on=date(2026, 10, 6)))


def test_what_was_withheld_and_transferred_is_not_due_again(machines: Desks) -> None:
    first, second = machines
    before = size(first)
    for machine in (first, second):
        for verb in ("withhold", "transfer"):
            again = machine.type(verb, "batch", *ON)
            assert (again.code, again.data["outcome"]) == (DONE, "nothing due")
    assert size(second) == before


def test_the_preview_adds_up_to_a_quarter_of_all_portions(machines: Desks) -> None:
    first, second = machines
    before = size(first)
    ran = second.type(*BATCH, "--dry-run")
    assert ran.code == DONE
    status = Counter(row["status"] for row in ran.rows)
    assert status == {"to do": 32, "withheld for noncompliance": 1, "zero portion": 3}
    due = {row["district"]: Money.parse(row["due"]) for row in ran.rows}
    assert (due["Windsor"].display, due["Windsor Locks"].display) == ("145,682.25", "143,232.75")
    assert due["Waterbury"].display == "21,875,340.00"
    # 111,879,279.75 + 21,875,340.00 = 133,754,619.75 = 25 % of 535,018,479.00
    assert ran.data["totals"]["amount"] == TOTAL
    assert ran.data["totals"]["due"] == "133754619.75"
    assert ran.data["totals"]["basis"] == "535018479.00"
    assert size(first) == before


def test_typed_again_on_the_other_machine_it_is_found_done(machines: Desks) -> None:
    first, second = machines
    assert first.type(*BATCH).data["outcome"] == "prepared"
    after_preparing = size(first)
    again = second.type(*BATCH)
    assert (again.code, again.data["outcome"]) == (DONE, "already prepared")
    # Who proposed cannot authorize, and a cent off opens nothing.
    assert first.type(*APPROVE).error["code"] == "same_person"
    wrong = (*APPROVE[:-2], "111879279.76", "--no-input")
    assert second.type(*wrong).error["code"] == "control_figure"
    assert size(first) == after_preparing

    assert second.type(*APPROVE).data["outcome"] == "approved"
    after_approving = size(first)
    assert first.type(*APPROVE).data["outcome"] == "already approved"
    for machine in machines:
        assert machine.type(*BATCH).data["outcome"] == "already approved"
    assert size(first) == after_approving
    assert october(first) == {
        "BatchPrepared": 1,
        "ReleaseProposed": COUNT,
        "BatchApproved": 1,
        "ReleaseAuthorized": COUNT,
    }
    listed = run("balance", "list", "--fiscal-year", "2027", "--json", ledger=first.address)
    assert listed.data["totals"]["authorized"] == TOTAL


def test_where_both_had_their_list_first_the_second_is_refused_whole(machines: Desks) -> None:
    first, second = machines
    with first.ledger() as one, second.ledger() as other:
        rows, same_rows = rows_of(one), rows_of(other)
        prepare_october(one, rows, first.actor)
        after_the_first = size(first)
        with pytest.raises(ConflictError, match="prepared by somebody else"):
            prepare_october(other, same_rows, second.actor)
    assert size(first) == after_the_first
    assert second.type(*BATCH).data["outcome"] == "already prepared"
    assert october(first) == {"BatchPrepared": 1, "ReleaseProposed": COUNT}


class Overtaken(Ledger):
    """A machine that is overtaken at the last moment: everything is decided, nothing is written."""

    overtake: Callable[[], object]

    def append(
        self,
        records: list[Record],
        commands: list[CommandEntry],
        *,
        recorded_at: str,
        expected_position: int | None = None,
    ) -> list[int]:
        """Let the other machine write, then write."""
        self.overtake()
        return super().append(
            records, commands, recorded_at=recorded_at, expected_position=expected_position
        )


def test_overtaken_at_the_last_moment_it_is_a_conflict_and_nothing_is_written(
    machines: Desks,
) -> None:
    first, second = machines
    sizes: list[int] = []

    def overtake() -> None:
        assert first.type(*BATCH).data["outcome"] == "prepared"
        sizes.append(size(first))

    recorder = open_recorder(second.address)
    late = Overtaken(recorder, system_clock)
    late.overtake = overtake
    with pytest.raises(ConflictError) as caught:
        prepare_october(late, rows_of(late), second.actor)
    recorder.close()
    assert caught.value.exit_code == CONFLICT
    assert size(first) == sizes[0]
    assert second.type(*BATCH).data["outcome"] == "already prepared"
    assert october(first) == {"BatchPrepared": 1, "ReleaseProposed": COUNT}


def test_approved_on_the_other_machine_while_the_total_was_typed_it_is_not_approved_again(
    machines: Desks,
) -> None:
    first, second = machines
    first.type(*BATCH)
    with second.ledger() as ledger:
        looked_at = batch_named(ledger, OCTOBER)
        third = Machine("S. Third", second.home, second.address)
        assert third.type(*APPROVE).data["outcome"] == "approved"
        before = size(first)
        typed = (COUNT, Money.parse(TOTAL))
        desk = Desk(actor=second.actor, effective_on=date(2026, 10, 7))
        with pytest.raises((RefusedError, ConflictError)):
            approve(ledger, looked_at, typed, desk)
    assert size(first) == before
    assert second.type(*APPROVE).data["outcome"] == "already approved"
    assert october(first)["ReleaseAuthorized"] == COUNT


def test_two_processes_at_once_record_one_batch(machines: Desks) -> None:
    running = [machine.start(*BATCH) for machine in machines]
    answers = [process.communicate(timeout=120) for process in running]
    codes = [process.returncode for process in running]
    # One is done; the other found it done, was refused by it, or was told to look again.
    assert DONE in codes, answers
    assert set(codes) <= {DONE, REFUSED, CONFLICT}, answers
    assert october(machines[0]) == {"BatchPrepared": 1, "ReleaseProposed": COUNT}
    for machine in machines:
        assert machine.type(*BATCH).data["outcome"] == "already prepared"
    assert run("verify", ledger=machines[0].address, home=machines[0].home).code == DONE
