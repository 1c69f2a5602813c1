"""The contract every store keeps, and the one algorithm by which all of them append.

A store holds *records* (positions 1, 2, 3 … without a gap, each the next version of a stream),
*commands* (each id once, with the positions of its records) and one *head* (last position, last
recorded instant). An append is one transaction under one lock: all of it, or nothing.

Not here: SQL (`sql.py`), what the bytes of a record mean, and any retry. A lost reply is asked
about with the command id; a clash of versions is shown to a person and never decided again.
"""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import NoReturn

from eventsourcing.persistence import ApplicationRecorder, StoredEvent

from domain.errors import ConflictError
from ledger.stores.common import (
    Append,
    ClockWentBackError,
    CommandEntry,
    DuplicateCommandError,
    Head,
    RecordedCommand,
    StoredRow,
)


class Recorder(ApplicationRecorder):
    """A store of records.

    Every method raises StoreUnavailableError where the store cannot be used,
    LedgerNotInitialisedError where none was initialised, and RecordDamagedError where the
    database itself reports damage.
    """

    @abstractmethod
    def initialise(self) -> bool:
        """Create an empty store; False if one is there already. Never touches a foreign database.

        Raises StoreUnavailableError if something that is not a ledger is there.
        """

    @abstractmethod
    def is_initialised(self) -> bool:
        """Whether a store is there. Raises StoreUnavailableError if something else is."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database. A later call opens it again."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        append: Append | None = None,
        **kwargs: object,  # noqa: ARG002 - the library's signature
    ) -> list[int]:
        """Append events and their commands in one durable transaction; return their positions.

        Without `append` there are no commands and the last recorded instant is repeated.

        Raises:
            DuplicateCommandError: a command id is on record. Found before every other refusal, so
                that a repeated command is always recognised.
            ConflictError: `expected_position` is not the last one.
            ClockWentBackError: `recorded_at` is below the last one.
            VersionConflictError: somebody wrote that version of the stream first.
            StoreUnavailableError: nothing was recorded.
            OutcomeUnknownError: the reply to the commit was lost; ask with the command id.
            ValueError: the commands do not account for the events (a bug of the caller).
        """
        entries = _accounted(stored_events, append)
        with self._appending() as head:
            recorded_at = head.recorded_at
            if append is not None:
                self._refuse_repeated(entries)
                _refuse_moved(append, head)
                _refuse_earlier(append, head)
                recorded_at = append.recorded_at
            if stored_events or entries:
                self._write(
                    stored_events,
                    _placed(entries, head.position + 1),
                    last=head.position,
                    recorded_at=recorded_at,
                )
            return list(range(head.position + 1, head.position + 1 + len(stored_events)))

    @abstractmethod
    def _appending(self) -> AbstractContextManager[Head]:
        """Hold the write lock, give the head; commit at the end, or leave nothing behind."""

    @abstractmethod
    def _first_recorded(self, command_ids: Sequence[str]) -> RecordedCommand | None:
        """The first of these, in this order, that is on record."""

    @abstractmethod
    def _write(
        self,
        stored_events: Sequence[StoredEvent],
        commands: Sequence[RecordedCommand],
        *,
        last: int,
        recorded_at: str,
    ) -> None:
        """Write events after position `last`, commands and the new head, inside `_appending`."""

    def _refuse_repeated(self, entries: Sequence[CommandEntry]) -> None:
        if not entries:
            return
        recorded = self._first_recorded([entry.command_id for entry in entries])
        if recorded is not None:
            raise DuplicateCommandError(recorded)

    @abstractmethod
    def position(self) -> int:
        """The last position, 0 when nothing is recorded."""

    @abstractmethod
    def last_recorded_at(self) -> str:
        """The instant of the last append, "" when nothing is recorded."""

    @abstractmethod
    def command(self, command_id: str) -> RecordedCommand | None:
        """The command with this id, or None: then it is not on record."""

    @abstractmethod
    def commands_after(self, command_id: str | None, limit: int) -> list[RecordedCommand]:
        """The next commands in the order of their ids (bytewise), from the first if None."""

    @abstractmethod
    def records_after(self, position: int, limit: int, until: int | None = None) -> list[StoredRow]:
        """The next records after a position, at most `limit`, none beyond `until`."""

    @abstractmethod
    def stream_rows(self, stream: str) -> list[StoredRow]:
        """All records of a stream, in order of version."""

    @abstractmethod
    def rows_of_streams(self, prefix: str) -> list[StoredRow]:
        """All records of the streams whose names begin with `prefix`, in order of position."""

    def max_notification_id(self) -> int | None:
        """The last position, or None when nothing is recorded, as the library has it."""
        return self.position() or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> NoReturn:
        """Not offered: readers pull with `records_after`, which cannot miss a position."""
        raise NotImplementedError("Readers pull: use records_after.")


def _accounted(
    stored_events: Sequence[StoredEvent], append: Append | None
) -> tuple[CommandEntry, ...]:
    if append is None:
        return ()
    entries = append.commands
    if sum(entry.records for entry in entries) != len(stored_events):
        raise ValueError("The records of the commands do not add up to the events.")
    if len({entry.command_id for entry in entries}) != len(entries):
        raise ValueError("A command id appears twice in one append.")
    return entries


def _placed(entries: Sequence[CommandEntry], position: int) -> list[RecordedCommand]:
    placed = []
    for entry in entries:
        placed.append(
            RecordedCommand(
                command_id=entry.command_id,
                command_hash=entry.command_hash,
                first_position=position,
                records=entry.records,
            )
        )
        position += entry.records
    return placed


def _refuse_moved(append: Append, head: Head) -> None:
    if append.expected_position in {None, head.position}:
        return
    raise ConflictError(
        f"The record ends at position {head.position}, not at {append.expected_position}:"
        " somebody else wrote first; nothing of this was recorded.",
        details={"expected": str(append.expected_position), "position": str(head.position)},
        next_step="Look at what was recorded, then repeat the command if it is still right.",
    )


def _refuse_earlier(append: Append, head: Head) -> None:
    if append.recorded_at >= head.recorded_at:
        return
    raise ClockWentBackError(
        f"This clock shows {append.recorded_at}, before the last record of {head.recorded_at};"
        " nothing was recorded.",
        details={"recorded_at": append.recorded_at, "last_recorded_at": head.recorded_at},
        next_step="Set this computer's clock right, then repeat the command.",
    )
