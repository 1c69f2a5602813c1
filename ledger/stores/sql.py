"""The reading that SQLite and PostgreSQL share: the same tables, the same constant statements.

Statements are written with `?`; an open bound is the lowest or highest 64-bit number, so that
nothing is ever pasted into a statement. Names compare bytewise on both.

Not here: connections, locks, writing (`sqlite.py`, `postgres.py`).
"""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent

from domain.errors import RecordDamagedError, StoreUnavailableError
from ledger.stores.common import (
    HIGHEST,
    LOWEST,
    Head,
    RecordedCommand,
    StoredRow,
    notification,
    stored_event,
    stream_name,
)
from ledger.stores.recorder import Recorder

FORMAT = "alliance.ledger/1"
_TABLES = frozenset({"meta", "records", "commands", "head"})

# Sorts after every name that begins as given: the last code point, bytewise too.
_LAST_CODE_POINT = "\U0010ffff"

_HEAD = "SELECT position, recorded_at FROM head"
_FORWARD = """
    SELECT position, stream, version, event, recorded_at, record FROM records
    WHERE stream = ? AND version > ? AND version <= ? ORDER BY version LIMIT ?"""
_BACKWARD = """
    SELECT position, stream, version, event, recorded_at, record FROM records
    WHERE stream = ? AND version > ? AND version <= ? ORDER BY version DESC LIMIT ?"""
_BY_POSITION = """
    SELECT position, stream, version, event, recorded_at, record FROM records
    WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"""
_OF_STREAMS = """
    SELECT position, stream, version, event, recorded_at, record FROM records
    WHERE stream >= ? AND stream < ? ORDER BY position"""
_COMMAND = """
    SELECT command_id, command_hash, first_position, records FROM commands WHERE command_id = ?"""
_COMMANDS = """
    SELECT command_id, command_hash, first_position, records FROM commands
    WHERE command_id > ? ORDER BY command_id LIMIT ?"""


class SQLRecorder(Recorder):
    """A recorder over the tables records, commands, head and meta."""

    _OF_EVENTS: ClassVar[str]
    _FIRST_RECORDED: ClassVar[str]

    @abstractmethod
    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of one statement."""

    @abstractmethod
    def _array(self, names: Sequence[str]) -> object:
        """Many names as one parameter."""

    def position(self) -> int:
        """See Recorder."""
        return head_of(self._rows(_HEAD)).position

    def last_recorded_at(self) -> str:
        """See Recorder."""
        return head_of(self._rows(_HEAD)).recorded_at

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
        rows = self._rows(
            _BACKWARD if desc else _FORWARD,
            (
                stream_name(originator_id),
                LOWEST if gt is None else gt,
                HIGHEST if lte is None else lte,
                HIGHEST if limit is None else limit,
            ),
        )
        return [stored_event(StoredRow._make(row)) for row in rows]

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
        after = LOWEST if start is None else start - inclusive_of_start
        until = HIGHEST if stop is None else stop
        if topics:
            rows = self._rows(self._OF_EVENTS, (after, until, self._array(topics), limit))
        else:
            rows = self._rows(_BY_POSITION, (after, until, limit))
        return [notification(StoredRow._make(row)) for row in rows]

    def records_after(self, position: int, limit: int, until: int | None = None) -> list[StoredRow]:
        """See Recorder."""
        bounds = (position, HIGHEST if until is None else until, limit)
        return list(map(StoredRow._make, self._rows(_BY_POSITION, bounds)))

    def stream_rows(self, stream: str) -> list[StoredRow]:
        """See Recorder."""
        return list(map(StoredRow._make, self._rows(_FORWARD, (stream, LOWEST, HIGHEST, HIGHEST))))

    def rows_of_streams(self, prefix: str) -> list[StoredRow]:
        """See Recorder."""
        bounds = (prefix, prefix + _LAST_CODE_POINT)
        return list(map(StoredRow._make, self._rows(_OF_STREAMS, bounds)))

    def command(self, command_id: str) -> RecordedCommand | None:
        """See Recorder."""
        return _recorded(self._rows(_COMMAND, (command_id,)))

    def commands_after(self, command_id: str | None, limit: int) -> list[RecordedCommand]:
        """See Recorder."""
        # Every id is longer than "", so every id comes after it.
        rows = self._rows(_COMMANDS, (command_id or "", limit))
        return [_command(row) for row in rows]

    def _first_recorded(self, command_ids: Sequence[str]) -> RecordedCommand | None:
        return _recorded(self._rows(self._FIRST_RECORDED, (self._array(command_ids),)))


def head_of(rows: list[tuple[Any, ...]]) -> Head:
    """The one head row. Raises RecordDamagedError if there is none, or more."""
    if len(rows) != 1:
        raise RecordDamagedError(f"The store has {len(rows)} head rows instead of one.")
    return Head(*rows[0])


def is_ledger(found: Collection[str], tables: Collection[str], place: str) -> bool:
    """Whether a place with these names in it, of which these are real tables, holds a ledger.

    False where there is nothing at all. Real tables only: a hostile file may have a view under
    the name of a table. Raises StoreUnavailableError for something else.
    """
    if not found:
        return False
    if not _TABLES.issubset(tables):
        raise StoreUnavailableError(
            f"{place} holds something that is not a ledger; nothing was changed.",
            next_step="Name another database, or let it hold nothing before alliance init.",
        )
    return True


def check_format(found: list[tuple[Any, ...]], place: str) -> None:
    """Accept a store of our format. Raises StoreUnavailableError for every other."""
    if found == [(FORMAT,)]:
        return
    formats = ", ".join(ascii(row[0])[:60] for row in found) or "none"
    raise StoreUnavailableError(
        f"{place} has the format {formats}; this version reads {FORMAT}.",
        next_step="Use the version of the program that wrote it, or a newer one.",
    )


def _command(row: tuple[Any, ...]) -> RecordedCommand:
    command_id, command_hash, first_position, records = row
    return RecordedCommand(
        command_id=command_id,
        command_hash=command_hash,
        first_position=first_position,
        records=records,
    )


def _recorded(rows: list[tuple[Any, ...]]) -> RecordedCommand | None:
    return _command(rows[0]) if rows else None
