"""The shared store: its connection, its settings and triggers, and replies that are lost.

Not here: the contract (`test_contract.py`). Concerns no provision of the statute.
"""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from select import select
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from store_appends import NOON, append, command, event

from domain.errors import (
    ConflictError,
    LedgerNotInitialisedError,
    OutcomeUnknownError,
    RecordDamagedError,
    StoreUnavailableError,
)
from ledger.stores.postgres import PostgresRecorder


@pytest.fixture
def url(postgres_url: str) -> str:
    """A ledger with one record: version 1 of 064-2023, of command c1, at noon."""
    with closing(PostgresRecorder(postgres_url)) as recorder:
        recorder.initialise()
        recorder.insert_events([event("064-2023", 1)], append=append(command("c1")))
    return postgres_url


@pytest.fixture
def recorder(url: str) -> Iterator[PostgresRecorder]:
    """An opening of that ledger."""
    with closing(PostgresRecorder(url)) as opened:
        yield opened


@contextmanager
def shell(url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A foreign connection of the owner, each statement its own transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path = alliance")
        yield connection


class Line:
    """A line to the server that is cut at a chosen word, before or after it got through.

    Attributes:
        url: the address of our end of the line.
    """

    def __init__(self, url: str, word: bytes, *, after: bool) -> None:
        """Listen on a port of our own."""
        parts = urlsplit(url)
        folder = parse_qs(parts.query).get("host")
        # A folder with a socket, or on Windows a port.
        self._server = f"{folder[0]}/.s.PGSQL.5432" if folder else (parts.hostname, parts.port)
        self._word = word
        self._after = after
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(30)
        port = self._listener.getsockname()[1]
        self.url = f"postgresql://{parts.username}@127.0.0.1:{port}{parts.path}"
        self._thread = Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        """Wait for the line to be cut, and stop listening."""
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        client, _ = self._listener.accept()
        with client, self._connected() as server:
            while True:
                for ready in select([client, server], [], [])[0]:
                    content = ready.recv(65536)
                    if ready is server:
                        client.sendall(content)
                        continue
                    if not content:
                        return
                    if self._word in content:
                        self._cut(content, server)
                        return
                    server.sendall(content)

    def _cut(self, content: bytes, server: socket.socket) -> None:
        if self._after:
            server.sendall(content)
            # The answer shows that the server did it; nobody else will see the answer.
            assert server.recv(65536)

    def _connected(self) -> socket.socket:
        if isinstance(self._server, str):
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            return server
        return socket.create_connection(self._server)


@contextmanager
def cut(url: str, word: bytes, *, after: bool) -> Iterator[PostgresRecorder]:
    """A recorder at the far end of such a line."""
    with closing(Line(url, word, after=after)) as line, closing(PostgresRecorder(line.url)) as far:
        yield far


# ---- replies that are lost -----------------------------------------------------------------

# The end of the message tells the command from "READ COMMITTED".
COMMIT = b"COMMIT\0"


def test_a_reply_to_the_commit_that_is_lost_leaves_the_outcome_unknown(
    url: str, recorder: PostgresRecorder
) -> None:
    with cut(url, COMMIT, after=True) as far, pytest.raises(OutcomeUnknownError) as refusal:
        far.insert_events([event("064-2023", 2)], append=append(command("c2")))
    assert refusal.value.exit_code == 8
    # It was recorded, once, and the command id says so.
    recorded = recorder.command("c2")
    assert recorded is not None
    assert (recorded.first_position, recorded.records, recorder.position()) == (2, 1, 2)


def test_a_commit_that_is_lost_on_its_way_leaves_the_outcome_unknown(
    url: str, recorder: PostgresRecorder
) -> None:
    # From here the two cannot be told apart, so neither is reported as certain.
    with cut(url, COMMIT, after=False) as far, pytest.raises(OutcomeUnknownError):
        far.insert_events([event("064-2023", 2)], append=append(command("c2")))
    assert recorder.command("c2") is None
    assert recorder.position() == 1


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("word", [b"FOR UPDATE", b"JOIN commands", b"INSERT INTO records"])
def test_a_line_cut_before_the_commit_means_nothing_was_recorded(
    url: str, recorder: PostgresRecorder, word: bytes, *, after: bool
) -> None:
    with cut(url, word, after=after) as far, pytest.raises(StoreUnavailableError) as refusal:
        far.insert_events([event("064-2023", 2)], append=append(command("c2")))
    assert "Nothing was recorded" in refusal.value.message
    assert recorder.insert_events([event("064-2023", 2)], append=append(command("c2"))) == [2]


def test_a_line_cut_while_opening_means_the_store_is_unavailable(url: str) -> None:
    with cut(url, b"search_path", after=False) as far, pytest.raises(StoreUnavailableError):
        far.position()


def test_a_commit_the_server_refuses_means_nothing_was_recorded(
    url: str, recorder: PostgresRecorder
) -> None:
    with shell(url) as owner:
        owner.execute("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'not today'; END $$""")
        owner.execute("""
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON records DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION refuse()""")
    with pytest.raises(StoreUnavailableError, match="refused the commit: not today"):
        recorder.insert_events([event("064-2023", 2)])
    assert recorder.position() == 1


def test_a_connection_ended_by_the_server_is_opened_again_by_the_next_call(
    url: str, recorder: PostgresRecorder
) -> None:
    assert recorder.position() == 1
    with shell(url) as owner:
        owner.execute("""
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE application_name = 'alliance-ledger'""")
    with pytest.raises(StoreUnavailableError):
        recorder.insert_events([event("064-2023", 2)])
    assert recorder.insert_events([event("064-2023", 2)]) == [2]


# ---- durability ----------------------------------------------------------------------------


def test_the_commit_is_durable_even_when_the_role_says_otherwise(url: str) -> None:
    with shell(url) as owner:
        owner.execute("ALTER ROLE CURRENT_USER SET synchronous_commit = off")
        owner.execute("CREATE TABLE public.seen (mode text)")
        owner.execute("""
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO public.seen VALUES (current_setting('synchronous_commit'));
            RETURN NULL; END $$""")
        # At the very end of the transaction: this is the mode of the commit itself.
        owner.execute("""
            CREATE CONSTRAINT TRIGGER note AFTER INSERT ON records DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION note()""")
        try:
            with closing(PostgresRecorder(url)) as recorder:
                recorder.insert_events([event("064-2023", 2)])
                assert recorder._rows("SHOW synchronous_commit") == [("off",)]
        finally:
            owner.execute("ALTER ROLE CURRENT_USER RESET synchronous_commit")
        assert owner.execute("SELECT mode FROM public.seen").fetchall() == [("on",)]


def test_an_append_sees_what_the_writer_before_it_committed_whatever_the_role_says(
    url: str,
) -> None:
    with shell(url) as owner:
        owner.execute("ALTER ROLE CURRENT_USER SET default_transaction_isolation = serializable")
    try:
        with closing(PostgresRecorder(url)) as first, closing(PostgresRecorder(url)) as second:
            assert second.position() == 1
            outcome: list[list[int]] = []
            with first._appending():
                late = Thread(target=lambda: outcome.append(second.insert_events([event("s", 1)])))
                late.start()
                wait_until_it_waits(url, late)
                first._write([event("064-2023", 2)], [], last=1, recorded_at=NOON)
            late.join()
            assert outcome == [[3]]
    finally:
        with shell(url) as owner:
            owner.execute("ALTER ROLE CURRENT_USER RESET default_transaction_isolation")


def wait_until_it_waits(url: str, late: Thread) -> None:
    """Return once that thread, or anybody in this database, waits for a lock."""
    waiting = """
        SELECT FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND datname = current_database()"""
    with shell(url) as owner:
        while late.is_alive() and not owner.execute(waiting).fetchall():
            pass


# ---- connection ----------------------------------------------------------------------------


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    recorder = PostgresRecorder(f"postgresql://clerk:hunter2@127.0.0.1:{port}/ledger")
    with pytest.raises(StoreUnavailableError, match="cannot be reached") as refusal:
        recorder.insert_events([event("s", 1)])
    assert "clerk:***@127.0.0.1" in refusal.value.message
    assert "hunter2" not in f"{refusal.value} {refusal.value.__cause__}"


def test_a_port_that_is_no_number_is_unavailable() -> None:
    recorder = PostgresRecorder("postgresql://clerk:hunter2@127.0.0.1:port/ledger")
    with pytest.raises(StoreUnavailableError, match="cannot be reached") as refusal:
        recorder.position()
    assert "hunter2" not in f"{refusal.value} {refusal.value.__cause__}"


def test_a_database_that_is_not_there_is_unavailable(postgres_url: str) -> None:
    address, _, options = postgres_url.partition("?")
    with pytest.raises(StoreUnavailableError, match="does not exist"):
        PostgresRecorder(f"{address}_missing?{options}").is_initialised()


def test_the_session_gives_up_on_locks_and_on_slow_statements(recorder: PostgresRecorder) -> None:
    assert recorder._rows("SHOW lock_timeout") == [("5s",)]
    assert recorder._rows("SHOW statement_timeout") == [("1min",)]
    assert recorder._rows("SHOW search_path") == [("alliance, pg_temp",)]
    assert recorder._rows("SHOW application_name") == [("alliance-ledger",)]


def test_a_setting_in_the_address_counts_more_than_ours(url: str) -> None:
    separator = "&" if "?" in url else "?"
    with closing(PostgresRecorder(f"{url}{separator}application_name=audit")) as recorder:
        assert recorder._rows("SHOW application_name") == [("audit",)]


def test_a_writer_that_holds_the_lock_too_long_is_named(
    url: str, recorder: PostgresRecorder
) -> None:
    assert recorder.position() == 1
    recorder._rows("SELECT set_config('lock_timeout', '1ms', false)")
    with shell(url) as owner, owner.transaction():
        owner.execute("SELECT FROM head FOR UPDATE")
        with pytest.raises(StoreUnavailableError, match="locked by another writer"):
            recorder.insert_events([event("s", 1)])
        # Reading goes on beside a writer.
        assert recorder.position() == 1
    assert recorder.insert_events([event("s", 1)]) == [2]


def test_a_statement_that_takes_too_long_is_named(recorder: PostgresRecorder) -> None:
    assert recorder.position() == 1
    recorder._rows("SELECT set_config('statement_timeout', '1ms', false)")
    with pytest.raises(StoreUnavailableError, match="took too long"):
        recorder._rows("SELECT pg_sleep(10)")


def test_a_role_without_rights_is_told_so(url: str) -> None:
    role = f"auditor_{url.partition('?')[0].rpartition('_')[2]}"
    with shell(url) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")
    user = urlsplit(url).username
    try:
        theirs = url.replace(f"//{user}@", f"//{role}@")
        unavailable = pytest.raises(StoreUnavailableError, match="does not let this role")
        with closing(PostgresRecorder(theirs)) as recorder, unavailable:
            recorder.position()
    finally:
        with shell(url) as owner:
            owner.execute(f"DROP ROLE {role}")


def test_a_damaged_database_is_damage(recorder: PostgresRecorder) -> None:
    with pytest.raises(RecordDamagedError, match="torn"):
        recorder._rows("DO $$ BEGIN RAISE EXCEPTION 'torn' USING ERRCODE = 'XX001'; END $$")


def test_a_statement_that_is_wrong_is_a_bug(recorder: PostgresRecorder) -> None:
    with pytest.raises(psycopg.errors.SyntaxError):
        recorder._rows("SELEC 1")
    # Nothing is left open by it.
    assert recorder.position() == 1


# ---- the schema ----------------------------------------------------------------------------


def test_an_empty_schema_made_by_the_database_team_is_used(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute("CREATE SCHEMA alliance")
    with closing(PostgresRecorder(postgres_url)) as recorder:
        assert not recorder.is_initialised()
        assert recorder.initialise() is True
        assert recorder.position() == 0


@pytest.mark.parametrize("action", ["is_initialised", "initialise", "position"])
def test_a_foreign_schema_of_that_name_is_refused(postgres_url: str, action: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute("CREATE SCHEMA alliance CREATE TABLE records (soccer_team text)")
    unavailable = pytest.raises(StoreUnavailableError, match="not a ledger")
    with closing(PostgresRecorder(postgres_url)) as recorder, unavailable:
        getattr(recorder, action)()


def test_a_ledger_of_a_newer_format_is_refused(url: str) -> None:
    with shell(url) as owner:
        owner.execute("UPDATE meta SET format = 'alliance.ledger/2'")
    unavailable = pytest.raises(StoreUnavailableError, match=r"format 'alliance\.ledger/2'")
    with closing(PostgresRecorder(url)) as recorder, unavailable:
        recorder.position()


def test_a_ledger_that_is_gone_is_not_initialised_after_reconnecting(
    url: str, recorder: PostgresRecorder
) -> None:
    recorder.close()
    with shell(url) as owner:
        owner.execute("DROP SCHEMA alliance CASCADE")
    with pytest.raises(LedgerNotInitialisedError):
        recorder.position()


@pytest.mark.parametrize("position", [0, 3])
def test_a_head_that_differs_from_the_records_is_damage(
    url: str, recorder: PostgresRecorder, position: int
) -> None:
    with shell(url) as owner:
        owner.execute("INSERT INTO records VALUES (4, 's', 1, 'E', '', '')")
        owner.execute("ALTER TABLE head DISABLE TRIGGER forward")
        owner.execute("UPDATE head SET position = %s", (position,))
    with pytest.raises(RecordDamagedError, match="the records say otherwise"):
        recorder.insert_events([event("other", 1)])


def test_a_missing_head_is_damage(url: str, recorder: PostgresRecorder) -> None:
    with shell(url) as owner:
        owner.execute("ALTER TABLE head DISABLE TRIGGER unchanged")
        owner.execute("DELETE FROM head")
    with pytest.raises(RecordDamagedError, match="0 head rows"):
        recorder.insert_events([event("other", 1)])
    with pytest.raises(RecordDamagedError, match="0 head rows"):
        recorder.position()


# ---- triggers ------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["origin", "replica"])
@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE records SET event = 'evil'", "records are never changed"),
        ("UPDATE records SET event = 'evil' WHERE false", "records are never changed"),
        ("DELETE FROM records", "records are never changed or deleted"),
        ("TRUNCATE records", "records are never changed or deleted"),
        (
            """INSERT INTO records VALUES (2, '064-2023', 1, 'evil', '', '')
            ON CONFLICT (stream, version) DO UPDATE SET event = 'evil'""",
            "records are never changed",
        ),
        ("UPDATE commands SET command_hash = ''", "commands are never changed"),
        ("DELETE FROM commands", "commands are never changed or deleted"),
        ("TRUNCATE commands", "commands are never changed or deleted"),
        ("DELETE FROM head", "head are never changed or deleted"),
        ("TRUNCATE head", "head are never changed or deleted"),
        ("UPDATE head SET position = 0", "the head never goes back"),
        ("UPDATE head SET recorded_at = ''", "the head never goes back"),
    ],
)
def test_the_owner_cannot_change_what_is_recorded(
    url: str, statement: str, reason: str, role: str
) -> None:
    with shell(url) as owner:
        # The replication role passes ordinary triggers.
        owner.execute(f"SET session_replication_role = {role}")
        with pytest.raises(psycopg.errors.RaiseException, match=reason):
            owner.execute(statement)


def test_there_is_one_head(url: str) -> None:
    with shell(url) as owner, pytest.raises(psycopg.errors.UniqueViolation):
        owner.execute("INSERT INTO head (position, recorded_at) VALUES (0, '')")


def test_what_was_recorded_is_in_the_tables(url: str) -> None:
    # The tables are read by tools other than ours: their columns are part of the format.
    with shell(url) as owner:
        assert owner.execute("SELECT * FROM records").fetchall() == [
            (1, "064-2023", 1, "DistrictDesignated", NOON, b"{}")
        ]
        assert owner.execute("SELECT * FROM head").fetchall() == [(True, 1, NOON)]
        assert owner.execute("SELECT * FROM meta").fetchall() == [("alliance.ledger/1",)]


def test_a_conflict_keeps_the_connection(recorder: PostgresRecorder) -> None:
    recorder.position()
    before = recorder._connection
    with pytest.raises(ConflictError):
        recorder.insert_events([event("064-2023", 1)])
    assert recorder.position() == 1
    assert recorder._connection is before


def test_names_are_ordered_bytewise_whatever_the_language_of_the_database(url: str) -> None:
    with shell(url) as owner:
        bytewise = owner.execute("""
            SELECT attrelid::regclass::text, attname::text FROM pg_attribute
            WHERE attrelid IN ('records'::regclass, 'commands'::regclass, 'head'::regclass)
            AND attcollation = 'pg_catalog."C"'::regcollation ORDER BY 1, 2""").fetchall()
    assert bytewise == [
        ("commands", "command_id"),
        ("head", "recorded_at"),
        ("records", "event"),
        ("records", "recorded_at"),
        ("records", "stream"),
    ]
