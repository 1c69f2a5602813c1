"""A store in memory, for tests and rehearsals: same contract, same errors, gone with the process.

Not here: durability, and any second process.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent

from domain.errors import LedgerNotInitialisedError
from ledger.stores.common import (
    HIGHEST,
    LOWEST,
    Head,
    RecordedCommand,
    StoredRow,
    notification,
    stored_event,
    stream_name,
    version_conflict,
)
from ledger.stores.recorder import Recorder


class MemoryRecorder(Recorder):
    """Records in a list, commands in a dict, one lock."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._initialised = False
        self._rows: list[StoredRow] = []
        self._streams: dict[str, dict[int, StoredRow]] = {}
        self._commands: dict[str, RecordedCommand] = {}
        self._head = Head(0, "")

    def initialise(self) -> bool:
        """See Recorder."""
        with self._lock:
            created = not self._initialised
            self._initialised = True
            return created

    def is_initialised(self) -> bool:
        """See Recorder."""
        return self._initialised

    def close(self) -> None:
        """Nothing to let go of: the records stay with this object."""

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            if not self._initialised:
                raise LedgerNotInitialisedError(
                    "No ledger was initialised in memory.", next_step="Run alliance init."
                )
            yield

    @contextmanager
    def _appending(self) -> Iterator[Head]:
        # `_write` checks before it changes anything, so there is nothing to roll back.
        with self._reading():
            yield self._head

    def _first_recorded(self, command_ids: Sequence[str]) -> RecordedCommand | None:
        recorded = (self._commands.get(command_id) for command_id in command_ids)
        return next((command for command in recorded if command is not None), None)

    def _write(
        self,
        stored_events: Sequence[StoredEvent],
        commands: Sequence[RecordedCommand],
        *,
        last: int,
        recorded_at: str,
    ) -> None:
        rows = [
            StoredRow(
                position,
                stream_name(event.originator_id),
                event.originator_version,
                event.topic,
                recorded_at,
                event.state,
            )
            for position, event in enumerate(stored_events, last + 1)
        ]
        taken = any(row.version in self._streams.get(row.stream, {}) for row in rows)
        if taken or len({(row.stream, row.version) for row in rows}) != len(rows):
            raise version_conflict(stored_events)
        self._rows.extend(rows)
        for row in rows:
            self._streams.setdefault(row.stream, {})[row.version] = row
        self._commands.update((command.command_id, command) for command in commands)
        self._head = Head(last + len(rows), recorded_at)

    def position(self) -> int:
        """See Recorder."""
        with self._reading():
            return self._head.position

    def last_recorded_at(self) -> str:
        """See Recorder."""
        with self._reading():
            return self._head.recorded_at

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        """The records of a stream as the library's stored events."""
        low = LOWEST if gt is None else gt
        high = HIGHEST if lte is None else lte
        rows = self.stream_rows(stream_name(originator_id))
        chosen = [stored_event(row) for row in rows if low < row.version <= high]
        return chosen[:: -1 if desc else 1][:limit]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """Records in order of position as the library's notifications."""
        after = 0 if start is None else start - inclusive_of_start
        rows = self.records_after(after, HIGHEST, stop)
        return [notification(row) for row in rows if not topics or row.event in topics][:limit]

    def records_after(self, position: int, limit: int, until: int | None = None) -> list[StoredRow]:
        """See Recorder."""
        with self._reading():
            # Position n is at index n - 1, so "after position n" begins at index n.
            return self._rows[max(position, 0) : until][:limit]

    def stream_rows(self, stream: str) -> list[StoredRow]:
        """See Recorder."""
        with self._reading():
            rows = self._streams.get(stream, {})
            return [rows[version] for version in sorted(rows)]

    def rows_of_streams(self, prefix: str) -> list[StoredRow]:
        """See Recorder."""
        with self._reading():
            return [row for row in self._rows if row.stream.startswith(prefix)]

    def command(self, command_id: str) -> RecordedCommand | None:
        """See Recorder."""
        with self._reading():
            return self._commands.get(command_id)

    def commands_after(self, command_id: str | None, limit: int) -> list[RecordedCommand]:
        """See Recorder."""
        with self._reading():
            # Code points sort as their UTF-8 bytes do.
            following = sorted(known for known in self._commands if known > (command_id or ""))
            return [self._commands[known] for known in following[:limit]]
