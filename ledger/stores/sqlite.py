"""The embedded store: one SQLite file, committed durably, guarded against change.

The journal is TRUNCATE with synchronous EXTRA: write-ahead logging could corrupt a file with two
connections before SQLite 3.51.3, and an auditor can read this file without write permission.
Triggers refuse UPDATE and DELETE; a check before each insert also stops INSERT OR REPLACE, which
fires no delete trigger in a connection that did not ask for it.

Not here: protection from somebody who may write the file. Triggers stop accidents, not intent.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path, PurePath
from threading import RLock
from typing import Any
from urllib.parse import quote

from eventsourcing.persistence import StoredEvent

from domain.errors import (
    AllianceError,
    LedgerNotInitialisedError,
    OutcomeUnknownError,
    RecordDamagedError,
    StoreUnavailableError,
)
from ledger.stores.common import Head, RecordedCommand, stream_name, version_conflict
from ledger.stores.sql import FORMAT, SQLRecorder, check_format, head_of, is_ledger
from ledger.stores.sqlite_schema import PRAGMAS, SCHEMA, VERSION_TAKEN

# What a person reads, by primary result code; the file's name comes before it.
_REASONS = {
    sqlite3.SQLITE_BUSY: "is locked by another process; try again",
    sqlite3.SQLITE_READONLY: "cannot be written",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened, or its folder cannot be written",
    sqlite3.SQLITE_NOTADB: "is not an SQLite database",
    sqlite3.SQLITE_FULL: "cannot be written: the disk is full",
    sqlite3.SQLITE_IOERR: "cannot be written: the disk fails, or its journal is not ours to write",
}


class SQLiteRecorder(SQLRecorder):
    """Records in one SQLite file. One connection, used by one thread at a time."""

    _OF_EVENTS = """
        SELECT position, stream, version, event, recorded_at, record FROM records
        WHERE position > ? AND position <= ? AND event IN (SELECT value FROM json_each(?))
        ORDER BY position LIMIT ?"""
    _FIRST_RECORDED = """
        SELECT command_id, command_hash, first_position, records
        FROM json_each(?) AS asked JOIN commands ON command_id = asked.value
        ORDER BY asked.key LIMIT 1"""

    def __init__(self, path: Path, *, read_only: bool = False, timeout: float = 10.0) -> None:
        """Remember the file; nothing is opened, and a missing file is never created here.

        Args:
            path: the database file.
            read_only: open it for reading only; appending is then refused.
            timeout: seconds to wait for another process's lock.
        """
        self._path = path
        self._read_only = read_only
        self._timeout = timeout
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None

    def initialise(self) -> bool:
        """See Recorder. The file is created; its folder must be there."""
        with self._lock, self._translated():
            # A foreign file must not even get our journal mode, hence the look before.
            if self.is_initialised():
                return False
            if self._read_only:
                raise self._unavailable("cannot be written: it was opened for reading only")
            with closing(self._connect("rwc")) as connection:
                connection.execute("PRAGMA journal_mode = TRUNCATE")
                connection.execute("BEGIN IMMEDIATE")
                # Somebody may have been quicker while this process waited for the lock.
                created = not self._recognised(connection)
                if created:
                    _create(connection)
                connection.execute("COMMIT")
            return created

    def is_initialised(self) -> bool:
        """See Recorder."""
        with self._lock, self._translated():
            if not self._exists():
                return False
            with closing(self._connect(self._mode)) as connection:
                return self._recognised(connection)

    def close(self) -> None:
        """Close the file; a transaction in progress is rolled back."""
        with self._lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()

    @contextmanager
    def _appending(self) -> Iterator[Head]:
        with self._lock:
            try:
                with self._translated():
                    connection = self._opened()
                    connection.execute("BEGIN IMMEDIATE")
                    head = head_of(self._rows("SELECT position, recorded_at FROM head"))
                yield head
                self._commit(connection)
            except BaseException:
                # Closing rolls back, whatever state the connection is in.
                self.close()
                raise

    def _commit(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            if _primary(error) != sqlite3.SQLITE_IOERR:
                raise self._meaning(error) from error
            # The commit is the truncation of the journal: the disk failed before or after it.
            raise OutcomeUnknownError(
                f"{self._path}: the disk failed during the commit ({error}); the command may or"
                " may not be on record.",
                next_step="Check the disk, then ask with alliance command status and its id.",
            ) from error

    def _write(
        self,
        stored_events: Sequence[StoredEvent],
        commands: Sequence[RecordedCommand],
        *,
        last: int,
        recorded_at: str,
    ) -> None:
        with self._translated():
            connection = self._opened()
            try:
                connection.executemany(
                    "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        (
                            position,
                            stream_name(event.originator_id),
                            event.originator_version,
                            event.topic,
                            recorded_at,
                            event.state,
                        )
                        for position, event in enumerate(stored_events, last + 1)
                    ),
                )
            except sqlite3.IntegrityError as error:
                if str(error) == VERSION_TAKEN:
                    raise version_conflict(stored_events) from error
                raise RecordDamagedError(
                    f"{self._path}: the head says {last} records, the records say otherwise"
                    f" ({error}); nothing was recorded."
                ) from error
            connection.executemany(
                "INSERT INTO commands VALUES (?, ?, ?, ?)",
                (
                    (entry.command_id, entry.command_hash, entry.first_position, entry.records)
                    for entry in commands
                ),
            )
            connection.execute(
                "UPDATE head SET position = ?, recorded_at = ?",
                (last + len(stored_events), recorded_at),
            )

    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock, self._translated():
            return self._opened().execute(statement, parameters).fetchall()

    def _array(self, names: Sequence[str]) -> str:
        return json.dumps(list(names))

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._open()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        missing = LedgerNotInitialisedError(
            f"No ledger was initialised in {self._path}.", next_step="Run alliance init."
        )
        if not self._exists():
            raise missing
        with ExitStack() as on_error:
            connection = on_error.enter_context(closing(self._connect(self._mode)))
            if not self._recognised(connection):
                raise missing
            if not self._read_only:
                # After the look, because it is the one setting that can change a file.
                connection.execute("PRAGMA journal_mode = TRUNCATE")
            on_error.pop_all()
        return connection

    @property
    def _mode(self) -> str:
        # Never "rwc": only `initialise` may create a file.
        return "ro" if self._read_only else "rw"

    def _connect(self, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{file_uri(self._path.absolute())}?mode={mode}",
            uri=True,
            timeout=self._timeout,
            # The module's own BEGIN is deferred; transactions here are spelled out.
            isolation_level=None,
            # The lock of this object keeps threads apart.
            check_same_thread=False,
        )
        with ExitStack() as on_error:
            on_error.callback(connection.close)
            for pragma in PRAGMAS:
                connection.execute(pragma)
            on_error.pop_all()
        return connection

    def _recognised(self, connection: sqlite3.Connection) -> bool:
        """Whether the file holds a ledger; False for an empty one, an error for a foreign one."""
        found = connection.execute("SELECT name, type FROM sqlite_master").fetchall()
        tables = [name for name, kind in found if kind == "table"]
        if not is_ledger([name for name, _ in found], tables, str(self._path)):
            return False
        check_format(connection.execute("SELECT format FROM meta").fetchall(), str(self._path))
        return True

    def _exists(self) -> bool:
        try:
            self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise self._unavailable(f"cannot be read: {error.strerror}") from error
        return True

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError:
            raise  # A bug of ours, such as a state that is not bytes.
        except sqlite3.DatabaseError as error:
            raise self._meaning(error) from error

    def _meaning(self, error: sqlite3.DatabaseError) -> AllianceError:
        code = _primary(error)
        # Text that is not UTF-8 is reported by the module itself, without a code.
        if code in {None, sqlite3.SQLITE_CORRUPT}:
            return RecordDamagedError(f"{self._path} is damaged: {error}.")
        if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_ROLLBACK":
            return self._unavailable(
                "was left in the middle of a write: run what was cut off once more, with its "
                "command id, so that it is rolled back and nothing is done twice"
            )
        return self._unavailable(_REASONS.get(code, f"cannot be used: {error}"))

    def _unavailable(self, reason: str) -> StoreUnavailableError:
        return StoreUnavailableError(
            f"{self._path} {reason}. Nothing was recorded.", details={"file": str(self._path)}
        )


def file_uri(path: PurePath) -> str:
    """An absolute path as SQLite reads it: drive letters and network shares included.

    Not `Path.as_uri`: it writes a share as an authority, which SQLite refuses.
    """
    text = path.as_posix()
    return "file://" + quote(text if text.startswith("/") else f"/{text}", safe="/:")


def _primary(error: sqlite3.DatabaseError) -> int | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _create(connection: sqlite3.Connection) -> None:
    # One by one: `executescript` would first commit the transaction that is open.
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute("INSERT INTO head VALUES (1, 0, '')")
    connection.execute("INSERT INTO meta VALUES (?)", (FORMAT,))
