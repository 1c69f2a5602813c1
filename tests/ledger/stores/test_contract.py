"""What every store keeps, in memory, in SQLite and in PostgreSQL: the same tests on each.

Not here: files, connections and triggers of one database (`test_sqlite.py`, `test_postgres.py`).
Concerns no provision of the statute.
"""

from threading import Barrier, Thread
from uuid import UUID

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from store_appends import (
    ELEVEN,
    HASH,
    NOON,
    ONE_O_CLOCK,
    OTHER_HASH,
    Store,
    append,
    command,
    event,
)

from domain.errors import (
    ConflictError,
    LedgerNotInitialisedError,
    RefusedError,
    StoreUnavailableError,
)
from ledger.stores.common import (
    ClockWentBackError,
    DuplicateCommandError,
    RecordedCommand,
    StoredRow,
    VersionConflictError,
)
from ledger.stores.recorder import Recorder


def positions(recorder: Recorder) -> list[int]:
    return [row.position for row in recorder.records_after(0, 1_000_000)]


# ---- beginning -----------------------------------------------------------------------------


def test_a_store_is_initialised_once(store: Store) -> None:
    recorder = store()
    assert not recorder.is_initialised()
    assert recorder.initialise() is True
    assert recorder.is_initialised()
    assert recorder.initialise() is False


def test_initialising_again_keeps_what_is_recorded(recorder: Recorder) -> None:
    recorder.insert_events([event("064-2023", 1)])
    recorder.initialise()
    assert recorder.position() == 1


def test_nothing_can_be_read_before_initialising(store: Store) -> None:
    with pytest.raises(LedgerNotInitialisedError):
        store().position()


def test_nothing_can_be_appended_before_initialising(store: Store) -> None:
    with pytest.raises(LedgerNotInitialisedError):
        store().insert_events([event("064-2023", 1)])


def test_an_empty_store_ends_at_position_zero_and_at_no_instant(recorder: Recorder) -> None:
    assert recorder.position() == 0
    assert recorder.last_recorded_at() == ""
    assert recorder.max_notification_id() is None
    assert recorder.records_after(0, 10) == []
    assert recorder.commands_after(None, 10) == []


def test_a_closed_store_opens_again_when_it_is_used(recorder: Recorder) -> None:
    recorder.insert_events([event("064-2023", 1)])
    recorder.close()
    recorder.close()
    assert recorder.position() == 1


# ---- appending -----------------------------------------------------------------------------


def test_an_append_returns_the_positions_and_moves_the_head(recorder: Recorder) -> None:
    recorder.insert_events([event("ledger", 1)], append=append(command("c1"), at=ELEVEN))
    events = [event("064-2023", 1), event("064-2023", 2)]
    assert recorder.insert_events(events, append=append(command("c2", 2), at=NOON)) == [2, 3]
    assert recorder.position() == 3
    assert recorder.max_notification_id() == 3
    assert recorder.last_recorded_at() == NOON


def test_each_command_knows_the_first_position_and_the_number_of_its_records(
    recorder: Recorder,
) -> None:
    recorder.insert_events([event("ledger", 1)], append=append(command("c0")))
    events = [event("064-2023", 1), event("064-2023", 2), event("089-2023", 1)]
    recorder.insert_events(
        events, append=append(command("c1", 2), command("c2", 0), command("c3", 1, OTHER_HASH))
    )
    # Position 1 is c0's; c1 has 2 and 3; c2 has none, next would be 4; c3 has 4.
    assert recorder.commands_after(None, 10) == [
        RecordedCommand(command_id="c0", command_hash=HASH, first_position=1, records=1),
        RecordedCommand(command_id="c1", command_hash=HASH, first_position=2, records=2),
        RecordedCommand(command_id="c2", command_hash=HASH, first_position=4, records=0),
        RecordedCommand(command_id="c3", command_hash=OTHER_HASH, first_position=4, records=1),
    ]


def test_a_command_without_records_is_on_record(recorder: Recorder) -> None:
    assert recorder.insert_events([], append=append(command("c1", 0), at=NOON)) == []
    recorded = recorder.command("c1")
    assert recorded == RecordedCommand(
        command_id="c1", command_hash=HASH, first_position=1, records=0
    )
    assert recorder.position() == 0
    assert recorder.last_recorded_at() == NOON


def test_an_append_of_nothing_changes_nothing(recorder: Recorder) -> None:
    recorder.insert_events([event("ledger", 1)], append=append(command("c1"), at=NOON))
    assert recorder.insert_events([], append=append(at=ONE_O_CLOCK)) == []
    assert recorder.last_recorded_at() == NOON


def test_events_without_an_append_repeat_the_last_instant(recorder: Recorder) -> None:
    recorder.insert_events([event("ledger", 1)])
    recorder.insert_events([event("ledger", 2)], append=append(command("c1"), at=NOON))
    recorder.insert_events([event("ledger", 3)])
    rows = recorder.stream_rows("ledger")
    assert [row.recorded_at for row in rows] == ["", NOON, NOON]


def test_one_append_may_write_to_many_streams(recorder: Recorder) -> None:
    events = [event(f"{town:03}-2023", 1) for town in range(1, 170)]
    recorder.insert_events(events, append=append(command("import", 169)))
    assert positions(recorder) == list(range(1, 170))


def test_bytes_come_back_exactly(recorder: Recorder) -> None:
    state = bytes(range(256))
    recorder.insert_events([event("064-2023", 1, "Ünïcode 🐈", state)])
    assert recorder.records_after(0, 1) == [StoredRow(1, "064-2023", 1, "Ünïcode 🐈", "", state)]
    assert type(recorder.records_after(0, 1)[0].state) is bytes


def test_the_same_instant_twice_is_accepted(recorder: Recorder) -> None:
    recorder.insert_events([event("ledger", 1)], append=append(command("c1"), at=NOON))
    recorder.insert_events([event("ledger", 2)], append=append(command("c2"), at=NOON))
    assert recorder.position() == 2


def test_an_append_at_the_expected_position_is_accepted(recorder: Recorder) -> None:
    recorder.insert_events([event("ledger", 1)], append=append(command("c1"), expected=0))
    recorder.insert_events([event("ledger", 2)], append=append(command("c2"), expected=1))
    assert recorder.position() == 2


# ---- refusing ------------------------------------------------------------------------------


@pytest.fixture
def begun(recorder: Recorder) -> Recorder:
    """One record at noon: version 1 of 064-2023, of command c1."""
    recorder.insert_events([event("064-2023", 1)], append=append(command("c1")))
    return recorder


def assert_nothing_was_written(begun: Recorder) -> None:
    assert positions(begun) == [1]
    assert [known.command_id for known in begun.commands_after(None, 10)] == ["c1"]
    assert begun.last_recorded_at() == NOON
    # The refused append left no gap and no lock.
    assert begun.insert_events([event("next", 1)]) == [2]


def test_a_taken_version_is_a_conflict_and_nothing_is_written(begun: Recorder) -> None:
    with pytest.raises(VersionConflictError) as refusal:
        begun.insert_events(
            [event("new", 1), event("064-2023", 1)], append=append(command("c2", 2))
        )
    assert refusal.value.code == "conflict"
    assert refusal.value.exit_code == 5
    assert refusal.value.details == {"streams": "064-2023 new"}
    assert isinstance(refusal.value, ConflictError)
    assert isinstance(refusal.value, IntegrityError)
    assert_nothing_was_written(begun)


def test_a_conflict_on_one_stream_names_it(begun: Recorder) -> None:
    with pytest.raises(ConflictError, match="wrote to 064-2023 first"):
        begun.insert_events([event("064-2023", 1)], append=append(command("c2")))
    assert_nothing_was_written(begun)


def test_a_version_twice_in_one_append_is_a_conflict(begun: Recorder) -> None:
    with pytest.raises(VersionConflictError):
        begun.insert_events(
            [event("064-2023", 2), event("064-2023", 2)], append=append(command("c2", 2))
        )
    assert_nothing_was_written(begun)


def test_a_recorded_command_is_named_and_nothing_is_written(begun: Recorder) -> None:
    with pytest.raises(DuplicateCommandError) as refusal:
        begun.insert_events(
            [event("new", 1), event("new", 2)],
            append=append(command("c0"), command("c1", 1, OTHER_HASH)),
        )
    assert refusal.value.recorded == RecordedCommand(
        command_id="c1", command_hash=HASH, first_position=1, records=1
    )
    assert_nothing_was_written(begun)


def test_of_several_recorded_commands_the_first_of_the_append_is_named(begun: Recorder) -> None:
    begun.insert_events([event("new", 1)], append=append(command("b9")))
    with pytest.raises(DuplicateCommandError) as refusal:
        begun.insert_events([], append=append(command("c1", 0), command("b9", 0)))
    assert refusal.value.recorded.command_id == "c1"


def test_a_repeated_command_is_recognised_before_any_other_refusal(begun: Recorder) -> None:
    # The clock is behind, the position has moved and the version is taken, all at once.
    with pytest.raises(DuplicateCommandError):
        begun.insert_events(
            [event("064-2023", 1)], append=append(command("c1"), at=ELEVEN, expected=0)
        )
    assert_nothing_was_written(begun)


def test_a_moved_position_is_a_conflict_and_nothing_is_written(begun: Recorder) -> None:
    with pytest.raises(ConflictError, match="ends at position 1, not at 0"):
        begun.insert_events([event("new", 1)], append=append(command("c2"), expected=0))
    assert_nothing_was_written(begun)


def test_a_clock_that_went_back_is_refused_and_nothing_is_written(begun: Recorder) -> None:
    with pytest.raises(ClockWentBackError) as refusal:
        begun.insert_events([event("new", 1)], append=append(command("c2"), at=ELEVEN))
    assert refusal.value.code == "clock_went_back"
    assert isinstance(refusal.value, RefusedError)
    assert_nothing_was_written(begun)


def test_commands_that_do_not_account_for_the_events_are_a_bug(begun: Recorder) -> None:
    with pytest.raises(ValueError, match="add up"):
        begun.insert_events([event("new", 1)], append=append(command("c2", 2)))
    assert_nothing_was_written(begun)


def test_a_command_twice_in_one_append_is_a_bug(begun: Recorder) -> None:
    with pytest.raises(ValueError, match="twice"):
        begun.insert_events([], append=append(command("c2", 0), command("c2", 0)))
    assert_nothing_was_written(begun)


def test_an_append_that_is_interrupted_leaves_nothing(begun: Recorder) -> None:
    class Interrupted(StoredEvent):
        @property
        def state(self) -> bytes:
            raise KeyboardInterrupt

        @state.setter
        def state(self, state: bytes) -> None: ...

    with pytest.raises(KeyboardInterrupt):
        begun.insert_events(
            [event("new", 1), Interrupted("new", 2, "E", b"")], append=append(command("c2", 2))
        )
    assert_nothing_was_written(begun)


def test_many_refusals_leave_no_gap(recorder: Recorder) -> None:
    for version in range(1, 11):
        recorder.insert_events([event("s", version)])
        with pytest.raises(ConflictError):
            recorder.insert_events([event("other", version), event("s", version)])
    assert positions(recorder) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_readers_pull_so_there_is_no_subscription(recorder: Recorder) -> None:
    with pytest.raises(NotImplementedError):
        recorder.subscribe()


# ---- reading -------------------------------------------------------------------------------


@pytest.fixture
def three_streams(recorder: Recorder) -> Recorder:
    """Positions 1 to 6: ledger, Hartford 2023 twice, New Britain 2023, Hartford 2024, ledger."""
    recorder.insert_events([event("ledger", 1, "LedgerInitialised")])
    recorder.insert_events([event("064-2023", 1), event("064-2023", 2, "PortionWithheld")])
    recorder.insert_events([event("089-2023", 1), event("064-2024", 1)])
    recorder.insert_events([event("ledger", 2, "LedgerImported")])
    return recorder


def test_records_are_paged_by_position(three_streams: Recorder) -> None:
    pages = []
    position = 0
    while page := three_streams.records_after(position, 4):
        pages.append([row.position for row in page])
        position = page[-1].position
    assert pages == [[1, 2, 3, 4], [5, 6]]


def test_records_end_at_the_position_asked_for(three_streams: Recorder) -> None:
    rows = three_streams.records_after(1, 10, until=4)
    assert [row.position for row in rows] == [2, 3, 4]
    assert three_streams.records_after(4, 10, until=4) == []


def test_a_stream_comes_in_order_of_version(three_streams: Recorder) -> None:
    rows = three_streams.stream_rows("064-2023")
    assert [(row.position, row.version, row.event) for row in rows] == [
        (2, 1, "DistrictDesignated"),
        (3, 2, "PortionWithheld"),
    ]


def test_an_unknown_stream_has_no_records(three_streams: Recorder) -> None:
    assert three_streams.stream_rows("064-2025") == []


def test_the_streams_of_a_prefix_come_in_order_of_position(three_streams: Recorder) -> None:
    rows = three_streams.rows_of_streams("064-")
    assert [(row.position, row.stream) for row in rows] == [
        (2, "064-2023"),
        (3, "064-2023"),
        (5, "064-2024"),
    ]


@pytest.mark.parametrize("pattern", ["064%", "06_-2023", "064-2023é"])
def test_a_prefix_is_not_a_pattern(three_streams: Recorder, pattern: str) -> None:
    assert three_streams.rows_of_streams(pattern) == []


def test_names_differ_by_letter_case(three_streams: Recorder) -> None:
    three_streams.insert_events([event("LEDGER", 1)])
    assert len(three_streams.stream_rows("LEDGER")) == 1
    assert len(three_streams.stream_rows("ledger")) == 2
    assert [row.stream for row in three_streams.rows_of_streams("LED")] == ["LEDGER"]


def test_an_unknown_command_is_none(three_streams: Recorder) -> None:
    assert three_streams.command("c1") is None


def test_commands_are_paged_in_bytewise_order(recorder: Recorder) -> None:
    # In bytes: "-" 2D, ":" 3A, "B" 42, "_" 5F, "a" 61; a language would order them otherwise.
    for version, command_id in enumerate(["a", "B", "_", "a-", "a:"], 1):
        recorder.insert_events([event("s", version)], append=append(command(command_id)))
    pages = []
    last = None
    while page := recorder.commands_after(last, 2):
        pages.append([known.command_id for known in page])
        last = page[-1].command_id
    assert pages == [["B", "_"], ["a", "a-"], ["a:"]]


def test_a_stream_is_named_by_text(recorder: Recorder) -> None:
    with pytest.raises(TypeError, match="named by text, not by UUID"):
        recorder.select_events(UUID(int=1))
    with pytest.raises(TypeError, match="named by text, not by UUID"):
        recorder.insert_events([event("s", 1), StoredEvent(UUID(int=1), 1, "E", b"")])
    assert recorder.position() == 0


# ---- several at once -----------------------------------------------------------------------


def test_one_of_two_that_send_the_same_command_at_once_is_recorded(store: Store) -> None:
    store().initialise()
    start = Barrier(2)
    outcomes: list[str] = []

    def send(recorder: Recorder) -> None:
        start.wait()
        try:
            recorder.insert_events([event("064-2023", 1)], append=append(command("release-1")))
            outcomes.append("recorded")
        except DuplicateCommandError as refusal:
            outcomes.append(f"duplicate of position {refusal.recorded.first_position}")

    senders = [Thread(target=send, args=(store(),)) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(outcomes) == ["duplicate of position 1", "recorded"]
    assert store().position() == 1


def test_a_tailing_reader_under_four_writers_misses_no_position(store: Store) -> None:
    store().initialise()
    writers_at_work = 4
    failures: list[BaseException] = []

    def write(recorder: Recorder, name: str) -> None:
        try:
            for version in range(1, 26):
                recorder.insert_events([event(name, version)])
                # A rolled back append in between must not burn a position.
                with pytest.raises(ConflictError):
                    recorder.insert_events([event(name, version)])
        except BaseException as failure:  # noqa: BLE001 - shown by the assertion below
            failures.append(failure)

    writers = [
        Thread(target=write, args=(store(), f"writer {number}"))
        for number in range(writers_at_work)
    ]
    for writer in writers:
        writer.start()
    reader = store()
    seen: list[int] = []
    while any(writer.is_alive() for writer in writers):
        seen += [row.position for row in reader.records_after(len(seen), 7)]
    for writer in writers:
        writer.join()
    seen += [row.position for row in reader.records_after(len(seen), 1_000)]
    assert failures == []
    # 4 writers x 25 records.
    assert seen == list(range(1, 101))


def test_two_that_initialise_at_once_make_one_store(database: Store) -> None:
    start = Barrier(4)
    created: list[bool] = []

    def initialise(recorder: Recorder) -> None:
        start.wait()
        created.append(recorder.initialise())

    starters = [Thread(target=initialise, args=(database(),)) for _ in range(4)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert sorted(created) == [False, False, False, True]
    assert database().position() == 0


def test_a_store_opened_for_reading_reads_and_refuses_to_append(database: Store) -> None:
    database().initialise()
    database().insert_events([event("064-2023", 1)])
    reader = database(read_only=True)
    assert reader.is_initialised()
    assert reader.initialise() is False
    assert [row.stream for row in reader.records_after(0, 10)] == ["064-2023"]
    with pytest.raises(StoreUnavailableError, match="cannot be written"):
        reader.insert_events([event("064-2023", 2)])
    assert reader.position() == 1


def test_a_store_opened_for_reading_is_not_created(database: Store) -> None:
    reader = database(read_only=True)
    with pytest.raises(StoreUnavailableError, match="cannot be written"):
        reader.initialise()
    assert not reader.is_initialised()
