"""Where read models are kept: beside the ledger, and never instead of it.

For `sqlite:///x.db` the file `x.projections.db` next to it; for PostgreSQL the schema
`alliance_projections` of the same database; for `memory:` a database in memory. Rows and the
position they stand at are written in one transaction. Everything here may be deleted at any time.

The one module that imports SQLAlchemy. Not here: what a row means (each read model's file), when
rows are written (`projector.py`). Concerns no provision of the statute.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from domain.errors import StoreUnavailableError
from ledger.stores.open import open_recorder, shown
from ledger.stores.sqlite import file_uri
from projections.errors import ProjectionsAbsentError, ProjectionsDamagedError
from projections.models import MODELS, Tracking
from projections.table import Changes, Kind, Scalar, Table, Values

SCHEMA: Final = "alliance_projections"
_TRACKING: Final = "projection_tracking"
_REBUILD: Final = "Run: alliance projections rebuild"
# Held while tables are made anew on PostgreSQL ("project" in ASCII).
_REBUILDING: Final = 0x70726F6A656374

_MEANS_DAMAGE = frozenset({"42P01", "42703"})  # PostgreSQL: no such table, no such column
_SQLITE_MEANS_DAMAGE = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
)

# Names sort bytewise, as they do in Python, whatever the database's own order is.
_TYPES: Final[Mapping[Kind, sa.types.TypeEngine[Any]]] = {
    Kind.NUMBER: sa.BigInteger(),
    Kind.TEXT: sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
    Kind.FLAG: sa.Boolean(),
}


class StoredRows:
    """The stored rows within one reading transaction.

    Attributes:
        tracking: of what record they are the fold.
    """

    def __init__(self, connection: sa.Connection, tables: "_Tables") -> None:
        """Raises ProjectionsDamagedError where there is no position, or more than one."""
        self._connection = connection
        self._tables = tables
        found = connection.execute(sa.select(tables.tracking)).all()
        if len(found) != 1:
            raise ProjectionsDamagedError(
                f"The read models have {len(found)} positions instead of one.", next_step=_REBUILD
            )
        self.tracking = Tracking(**found[0]._mapping)  # noqa: SLF001 - its public name

    def select(
        self, table: Table, order: tuple[str, ...], where: Mapping[str, Scalar]
    ) -> list[Values]:
        """See `Rows`."""
        stored = self._tables.of[table]
        query = (
            sa.select(stored)
            .where(*(stored.c[name] == value for name, value in where.items()))
            .order_by(*(stored.c[name] for name in order))
        )
        return [tuple(row) for row in self._connection.execute(query)]

    def all(self, table: Table) -> list[Values]:
        """Every row of a table by its key."""
        return self.select(table, table.names[: table.key], {})


class _Tables:
    """The plans as SQLAlchemy tables."""

    def __init__(self, schema: str | None) -> None:
        self.metadata = sa.MetaData(schema=schema)
        self.tracking = sa.Table(
            _TRACKING,
            self.metadata,
            sa.Column("ledger_id", sa.Text, nullable=False),
            sa.Column("incarnation", sa.BigInteger, nullable=False),
            sa.Column("shape", sa.Text, nullable=False),
            sa.Column("position", sa.BigInteger, nullable=False),
        )
        self.of = {model.table: self._table(model.table) for model in MODELS}

    def _table(self, plan: Table) -> sa.Table:
        columns = [
            sa.Column(
                column.name,
                _TYPES[column.kind],
                primary_key=place < plan.key,
                nullable=column.optional,
                autoincrement=False,
            )
            for place, column in enumerate(plan.columns)
        ]
        return sa.Table(plan.name, self.metadata, *columns)


class ProjectionStore:
    """The read models of one ledger. Nothing is opened or created before it is needed.

    Every method raises StoreUnavailableError where the place cannot be used or holds something
    else, ProjectionsAbsentError where nothing was built, ProjectionsDamagedError where what is
    there is not what was built.
    """

    def __init__(self, url: str) -> None:
        """Remember the ledger's address. Raises UsageError if it has none of the three forms."""
        open_recorder(url)  # for its checks: it opens nothing
        self._url = url
        self._file = _file_beside(url)
        self._postgres = url.startswith("postgresql://")
        self.place = str(self._file) if self._file else shown(url)
        self._tables = _Tables(SCHEMA if self._postgres else None)
        self._engines: dict[bool, sa.Engine] = {}

    def close(self) -> None:
        """Let go of the database. A later call opens it again; what was in memory is gone."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()

    # ---- reading ----

    @contextmanager
    def reading(self) -> Iterator[StoredRows]:
        """One consistent look at the rows and their position; creates and changes nothing."""
        if self._file is not None and not self._file.exists():
            raise self._absent()
        with self._transaction(write=False) as connection:
            if not self._found(connection):
                raise self._absent()
            yield StoredRows(connection, self._tables)

    # ---- writing ----

    def advance(self, before: Tracking, position: int, changes: Mapping[Table, Changes]) -> bool:
        """Write changed rows and the new position in one transaction.

        False, and nothing is written, where the position is no longer that of `before`: somebody
        else applied these records.
        """
        tracking = self._tables.tracking
        moved = (
            sa.update(tracking)
            .values(position=position)
            .where(
                tracking.c.ledger_id == before.ledger_id,
                tracking.c.incarnation == before.incarnation,
                tracking.c.shape == before.shape,
                tracking.c.position == before.position,
            )
        )
        with self._transaction(write=True) as connection:
            # First, because it takes the lock: a second worker waits here, then finds it moved.
            if connection.execute(moved).rowcount != 1:
                return False
            for table, changed in changes.items():
                self._delete(connection, table, changed)
                self._insert(connection, table, (v for v in changed.values() if v is not None))
            connection.commit()
        return True

    def replace(self, tracking: Tracking, rows: Mapping[Table, Iterable[Values]]) -> None:
        """Throw everything away and write these rows instead, in one transaction.

        A file that is not a readable SQLite database is deleted and made anew; a readable one that
        holds other tables is somebody else's, and is left alone.
        """
        try:
            self._replace(tracking, rows)
        except ProjectionsDamagedError:
            if self._file is None:
                raise
            self._delete_file(self._file)
            self._replace(tracking, rows)

    def _replace(self, tracking: Tracking, rows: Mapping[Table, Iterable[Values]]) -> None:
        with self._transaction(write=True) as connection:
            if self._postgres:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_REBUILDING)))
                if not sa.inspect(connection).has_schema(SCHEMA):
                    connection.execute(sa.schema.CreateSchema(SCHEMA))
            for name in self._found(connection):
                sa.Table(name, sa.MetaData(), schema=self._tables.metadata.schema).drop(connection)
            self._tables.metadata.create_all(connection, checkfirst=False)
            for table, values in rows.items():
                self._insert(connection, table, values)
            connection.execute(
                sa.insert(self._tables.tracking).values(
                    ledger_id=tracking.ledger_id,
                    incarnation=tracking.incarnation,
                    shape=tracking.shape,
                    position=tracking.position,
                )
            )
            connection.commit()

    def _delete(self, connection: sa.Connection, table: Table, changed: Changes) -> None:
        names = table.names[: table.key]
        stored = self._tables.of[table]
        if changed:
            connection.execute(
                sa.delete(stored).where(*(stored.c[n] == sa.bindparam(f"key_{n}") for n in names)),
                [{f"key_{n}": v for n, v in zip(names, key, strict=True)} for key in changed],
            )

    def _insert(self, connection: sa.Connection, table: Table, rows: Iterable[Values]) -> None:
        given = [dict(zip(table.names, values, strict=True)) for values in rows]
        if given:
            connection.execute(sa.insert(self._tables.of[table]), given)

    def _delete_file(self, file: Path) -> None:
        self.close()
        try:
            # The journal first: alone, it would be played back into the new file.
            Path(f"{file}-journal").unlink(missing_ok=True)
            file.unlink()
        except OSError as error:
            raise StoreUnavailableError(
                f"{file} is damaged and cannot be deleted: {error.strerror}.",
                next_step="It holds nothing of its own: delete it.",
            ) from error

    # ---- the database ----

    def _found(self, connection: sa.Connection) -> list[str]:
        """The tables that are there, tracking first. Raises StoreUnavailableError if not ours."""
        names = sa.inspect(connection).get_table_names(schema=self._tables.metadata.schema)
        if names and _TRACKING not in names:
            raise StoreUnavailableError(
                f"{self.place} holds something that is not read models; nothing was changed.",
                next_step="Move it away: that name is kept for read models.",
            )
        # Readers begin with the tracking, so a rebuild that drops it first never meets them half.
        return sorted(names, key=lambda name: (name != _TRACKING, name))

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[sa.Connection]:
        try:
            with self._engine(write=write).connect() as connection:
                if not self._postgres:
                    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
                elif write:
                    # Whatever the role's default: a waiting worker must see what the first did.
                    connection.execution_options(isolation_level="READ COMMITTED")
                    connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
                else:
                    connection.execution_options(
                        isolation_level="REPEATABLE READ", postgresql_readonly=True
                    )
                yield connection
        except sa.exc.DBAPIError as error:
            raise self._meaning(error) from error

    def _engine(self, *, write: bool) -> sa.Engine:
        # In memory there is one connection, and in PostgreSQL one pool, for both.
        which = write and self._file is not None
        if which not in self._engines:
            self._engines[which] = self._made(write=which)
        return self._engines[which]

    def _made(self, *, write: bool) -> sa.Engine:
        if self._postgres:
            engine = sa.create_engine("postgresql+psycopg://", poolclass=QueuePool, pool_size=1)
            url = self._url

            def connect(
                dialect: sa.Dialect, _record: object, _arguments: object, _options: object
            ) -> sa.engine.interfaces.DBAPIConnection:
                # The driver reads the ledger's own address, so it means the same to both.
                return dialect.connect(url)

            event.listen(engine, "do_connect", connect)
            return engine
        if self._file is None:
            return sa.create_engine(
                "sqlite+pysqlite://", poolclass=StaticPool, creator=lambda: _connect(":memory:")
            )
        mode = "rwc" if write else "ro"
        uri = f"{file_uri(self._file.absolute())}?mode={mode}"
        return sa.create_engine(
            "sqlite+pysqlite://", poolclass=NullPool, creator=lambda: _connect(uri)
        )

    def _absent(self) -> ProjectionsAbsentError:
        return ProjectionsAbsentError(
            f"No read models were built in {self.place}.", next_step=_REBUILD
        )

    def _meaning(self, error: sa.exc.DBAPIError) -> StoreUnavailableError:
        reason = str(error.orig).partition("\n")[0].rstrip(".")
        message = f"The read models in {self.place} cannot be used: {reason}."
        code: int = getattr(error.orig, "sqlite_errorcode", 0)
        state: str | None = getattr(error.orig, "sqlstate", None)
        if code & 0xFF in _SQLITE_MEANS_DAMAGE or state in _MEANS_DAMAGE:
            return ProjectionsDamagedError(message, next_step=_REBUILD)
        return StoreUnavailableError(message)


def _file_beside(url: str) -> Path | None:
    """The file of the read models for a ledger's file: `x.projections.db` for `x.db`."""
    if not url.startswith("sqlite:///"):
        return None
    ledger = Path(url.removeprefix("sqlite:///"))
    return ledger.with_name(f"{ledger.stem}.projections{ledger.suffix}")


def _connect(name: str) -> sqlite3.Connection:
    # The module's own BEGIN is deferred; transactions here are spelled out.
    connection = sqlite3.connect(name, uri=True, isolation_level=None, check_same_thread=False)
    # Consistent after a power cut; that the last commit may be lost is mended by a catch-up.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
