"""The shared store: PostgreSQL, one append at a time, durable before it is acknowledged.

The row of `head` is locked first, so positions have no gap and a reader that has seen position n
has seen every position below it. `synchronous_commit` is set inside each append, whatever the
role or the server has as default. Nothing is ever sent twice: the library's own recorder repeats
an insert after a lost reply, and the money would move twice.

Not here: roles and the definer function (they come with sealing), and pools: the command line
uses one connection.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from threading import RLock
from typing import Any

import psycopg
from eventsourcing.persistence import StoredEvent
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow

from domain.errors import (
    AllianceError,
    LedgerNotInitialisedError,
    OutcomeUnknownError,
    RecordDamagedError,
    StoreUnavailableError,
    UsageError,
)
from ledger.stores.common import Head, RecordedCommand, stream_name, version_conflict
from ledger.stores.open import shown
from ledger.stores.postgres_schema import SCHEMA
from ledger.stores.sql import FORMAT, SQLRecorder, check_format, head_of, is_ledger

# Held while the tables are created, so that two first starts do not collide ("allianc" in ASCII).
_INITIALISING = 0x616C6C69616E63

# A silent network is noticed in about half a minute instead of two hours.
_CONNECTION = {
    "application_name": "alliance-ledger",
    "client_encoding": "UTF8",
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "25000",
}
_SESSION = b"""
    SET search_path = alliance, pg_temp;
    SET lock_timeout = '5s';
    SET statement_timeout = '60s';
    SET idle_in_transaction_session_timeout = '60s'"""

# READ COMMITTED whatever the role's default: each statement after the lock must see what the
# holder before us committed.
_BEGIN = b"""
    BEGIN ISOLATION LEVEL READ COMMITTED;
    SELECT position, recorded_at, set_config('synchronous_commit', 'on', true)
    FROM head FOR UPDATE"""

_WRITE = b"""
    WITH moved AS (
        UPDATE head SET position = %s, recorded_at = %s
    ), entered AS (
        INSERT INTO commands SELECT * FROM unnest(%b::text[], %b::text[], %b::bigint[], %b::int[])
    )
    INSERT INTO records
    SELECT %s + place, stream, version, event, %s, record
    FROM unnest(%b::text[], %b::bigint[], %b::text[], %b::bytea[])
    WITH ORDINALITY AS appended (stream, version, event, record, place)"""

_SCHEMA_THERE = b"SELECT to_regnamespace('alliance')::text"
_FOUND = b"""
    SELECT relname::text, relkind::text FROM pg_class
    WHERE relnamespace = to_regnamespace('alliance')"""

# What a person reads, by kind of error; the first that fits counts.
_REASONS: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.InsufficientPrivilege, "does not let this role do that"),
    # A schema this role may not use is passed over, as if its tables were not there.
    (errors.UndefinedTable, "does not let this role do that"),
    (errors.ReadOnlySqlTransaction, "cannot be written: it was opened for reading only"),
    (errors.LockNotAvailable, "is locked by another writer; try again"),
    (errors.QueryCanceled, "took too long to answer"),
    (errors.IdleInTransactionSessionTimeout, "closed a connection that was idle too long"),
    (errors.OperationalError, "failed"),
)


class PostgresRecorder(SQLRecorder):
    """Records in the schema `alliance` of a database. One connection, one thread at a time."""

    _OF_EVENTS = """
        SELECT position, stream, version, event, recorded_at, record FROM records
        WHERE position > ? AND position <= ? AND event = ANY (?) ORDER BY position LIMIT ?"""
    _FIRST_RECORDED = """
        SELECT command_id, command_hash, first_position, records
        FROM unnest(?::text[]) WITH ORDINALITY AS asked (command_id, place)
        JOIN commands USING (command_id) ORDER BY place LIMIT 1"""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Remember the address; nothing is opened yet.

        Raises UsageError if it is not a PostgreSQL address.
        """
        self._shown = shown(url)
        given = _settings(url)
        unset = {name: setting for name, setting in _CONNECTION.items() if name not in given}
        self._conninfo = make_conninfo(url, **unset)
        self._read_only = read_only
        self._lock = RLock()
        self._connection: psycopg.Connection[TupleRow] | None = None
        self._recognised = False

    def initialise(self) -> bool:
        """See Recorder. Safe to call from many processes at once."""
        with self._lock, self._translated():
            connection = self._connected()
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_INITIALISING,))
                if self._found(connection):
                    return False
                # Not IF NOT EXISTS: that asks for the right to create it even where it is there.
                [(schema,)] = connection.execute(_SCHEMA_THERE).fetchall()
                if schema is None:
                    connection.execute("CREATE SCHEMA alliance")
                connection.execute(SCHEMA)
                connection.execute("INSERT INTO head (position, recorded_at) VALUES (0, '')")
                connection.execute("INSERT INTO meta VALUES (%s)", (FORMAT,))
            return True

    def is_initialised(self) -> bool:
        """See Recorder."""
        with self._lock, self._translated():
            return self._found(self._connected())

    def close(self) -> None:
        """Close the connection; a transaction in progress is rolled back."""
        with self._lock:
            connection, self._connection = self._connection, None
            self._recognised = False
            if connection is not None:
                connection.close()

    @contextmanager
    def _appending(self) -> Iterator[Head]:
        if self._read_only:
            raise self._unavailable("cannot be written: it was opened for reading only")
        with self._lock:
            try:
                with self._translated():
                    connection = self._ready()
                    cursor = connection.execute(_BEGIN)
                    cursor.nextset()
                    head = head_of([row[:2] for row in cursor.fetchall()])
                yield head
                self._commit(connection)
            except BaseException:
                self._roll_back()
                raise

    def _commit(self, connection: psycopg.Connection[TupleRow]) -> None:
        try:
            connection.execute("COMMIT")
        except psycopg.Error as error:
            if not connection.closed:
                # The server said no, so it has rolled back.
                raise self._unavailable(f"refused the commit: {_first_line(error)}") from error
            raise OutcomeUnknownError(
                f"{self._shown}: the connection was lost during the commit; the command may or"
                " may not be on record.",
                next_step="Ask with alliance command status and its id; do not send it anew.",
            ) from error

    def _roll_back(self) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            connection.execute("ROLLBACK")
        except psycopg.Error:
            self.close()

    def _write(
        self,
        stored_events: Sequence[StoredEvent],
        commands: Sequence[RecordedCommand],
        *,
        last: int,
        recorded_at: str,
    ) -> None:
        parameters = (
            last + len(stored_events),
            recorded_at,
            [entry.command_id for entry in commands],
            [entry.command_hash for entry in commands],
            [entry.first_position for entry in commands],
            [entry.records for entry in commands],
            last,
            recorded_at,
            [stream_name(event.originator_id) for event in stored_events],
            [event.originator_version for event in stored_events],
            [event.topic for event in stored_events],
            [event.state for event in stored_events],
        )
        with self._translated():
            try:
                self._ready().execute(_WRITE, parameters)
            except errors.UniqueViolation as error:
                if error.diag.constraint_name == "records_stream_version_key":
                    raise version_conflict(stored_events) from error
                raise RecordDamagedError(
                    f"{self._shown}: the head says {last} records, the records say otherwise"
                    f" ({_first_line(error)}); nothing was recorded."
                ) from error

    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock, self._translated():
            query = statement.replace("?", "%s").encode()
            return self._ready().execute(query, parameters, binary=True).fetchall()

    def _array(self, names: Sequence[str]) -> list[str]:
        return list(names)

    def _ready(self) -> psycopg.Connection[TupleRow]:
        """The connection, once a ledger was recognised behind it."""
        connection = self._connected()
        if not self._recognised:
            if not self._found(connection):
                raise LedgerNotInitialisedError(
                    f"No ledger was initialised in {self._shown}.", next_step="Run alliance init."
                )
            self._recognised = True
        return connection

    def _connected(self) -> psycopg.Connection[TupleRow]:
        if self._connection is None or self._connection.closed:
            self._recognised = False
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> psycopg.Connection[TupleRow]:
        try:
            connection = psycopg.connect(self._conninfo, autocommit=True)
        except psycopg.Error as error:
            raise self._unavailable(f"cannot be reached: {_first_line(error)}") from error
        with ExitStack() as on_error:
            on_error.callback(connection.close)
            connection.execute(_SESSION)
            if self._read_only:
                connection.execute("SET default_transaction_read_only = on")
            on_error.pop_all()
        return connection

    def _found(self, connection: psycopg.Connection[TupleRow]) -> bool:
        """Whether a ledger is there; an error if the schema belongs to something else."""
        found = connection.execute(_FOUND).fetchall()
        tables = [name for name, kind in found if kind == "r"]
        place = f"The schema alliance of {self._shown}"
        if not is_ledger([name for name, _ in found], tables, place):
            return False
        check_format(connection.execute("SELECT format FROM meta").fetchall(), self._shown)
        return True

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            meaning = self._meaning(error)
            if meaning is None:
                raise
            raise meaning from error

    def _meaning(self, error: psycopg.Error) -> AllianceError | None:
        """What it means to a person; None for a bug of ours."""
        if isinstance(error, errors.DataCorrupted | errors.IndexCorrupted):
            return RecordDamagedError(f"{self._shown} is damaged: {_first_line(error)}.")
        for kind, reason in _REASONS:
            if isinstance(error, kind):
                return self._unavailable(f"{reason} ({_first_line(error)})")
        return None

    def _unavailable(self, reason: str) -> StoreUnavailableError:
        return StoreUnavailableError(f"{self._shown} {reason}. Nothing was recorded.")


def _settings(url: str) -> Mapping[str, object]:
    """What the address sets. Raises UsageError if it is not one, never showing its password."""
    authority, _, database = url.partition("//")[2].partition("/")
    host = authority.partition("@")[2].partition("?")[0]
    try:
        # An unescaped @ or / in a password would make its end a host, and errors name hosts.
        if "@" not in host + database.partition("?")[0]:
            return conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        pass  # Dropped, not chained: the driver's message repeats the address.
    raise UsageError(
        f"{shown(url)} is not a PostgreSQL address.",
        next_step="Write postgresql://user@host/database; in a password, write %40 for @ and"
        " %2F for /.",
    )


def _first_line(error: psycopg.Error) -> str:
    return str(error).partition("\n")[0].rstrip(".")
