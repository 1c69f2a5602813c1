"""The embedded store: its file, its settings, its triggers, and what happens when the disk fails.

Not here: the contract (`test_contract.py`). Concerns no provision of the statute.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from uuid import UUID

import pytest
from store_appends import NOON, append, command, event

from domain.errors import (
    ConflictError,
    LedgerNotInitialisedError,
    RecordDamagedError,
    StoreUnavailableError,
)
from ledger.stores.sqlite import SQLiteRecorder, file_uri

needs_file_modes = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no file modes; its refusals come as CANTOPEN"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger file with one record: version 1 of 064-2023, of command c1, at noon."""
    file = tmp_path / "ledger.db"
    with closing(SQLiteRecorder(file)) as recorder:
        recorder.initialise()
        recorder.insert_events([event("064-2023", 1)], append=append(command("c1")))
    return file


@pytest.fixture
def recorder(path: Path) -> Iterator[SQLiteRecorder]:
    """The store of that file, giving up on a lock at once."""
    with closing(SQLiteRecorder(path, timeout=0)) as opened:
        yield opened


@contextmanager
def shell(path: Path) -> Iterator[sqlite3.Connection]:
    """A foreign connection with SQLite's own defaults, each statement its own transaction."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Not root for a while: root may write everything."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder an ordinary user can get to; pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


# ---- the file ------------------------------------------------------------------------------


def test_opening_a_missing_file_creates_nothing(tmp_path: Path) -> None:
    recorder = SQLiteRecorder(tmp_path / "missing.db")
    with pytest.raises(LedgerNotInitialisedError, match=r"missing\.db"):
        recorder.position()
    assert recorder.is_initialised() is False
    assert list(tmp_path.iterdir()) == []


def test_a_file_below_a_file_is_missing(path: Path) -> None:
    assert SQLiteRecorder(path / "below.db").is_initialised() is False


def test_an_empty_file_becomes_a_ledger_by_initialising(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    with closing(SQLiteRecorder(file)) as recorder:
        with pytest.raises(LedgerNotInitialisedError):
            recorder.position()
        assert recorder.initialise() is True
        assert recorder.position() == 0


@pytest.mark.parametrize("action", ["is_initialised", "initialise", "position"])
def test_a_file_that_is_not_a_database_is_refused_and_left_alone(
    tmp_path: Path, action: str
) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear Commissioner, " * 100, encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(StoreUnavailableError, match="is not an SQLite database"):
        getattr(SQLiteRecorder(file), action)()
    assert file.read_bytes() == before


@pytest.mark.parametrize("action", ["is_initialised", "initialise", "position"])
def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path, action: str) -> None:
    file = tmp_path / "payroll.db"
    with shell(file) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE records (salary)")
    before = file.read_bytes()
    with pytest.raises(StoreUnavailableError, match="not a ledger"):
        getattr(SQLiteRecorder(file), action)()
    assert file.read_bytes() == before


def test_a_view_under_the_name_of_a_table_is_not_a_ledger(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("ALTER TABLE records RENAME TO kept")
        connection.execute("CREATE VIEW records AS SELECT * FROM kept WHERE position <> 1")
    with pytest.raises(StoreUnavailableError, match="not a ledger"):
        SQLiteRecorder(path).position()


def test_a_ledger_of_a_newer_format_is_refused(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("UPDATE meta SET format = 'alliance.ledger/2'")
    with pytest.raises(StoreUnavailableError, match=r"format 'alliance\.ledger/2'"):
        SQLiteRecorder(path).position()


def test_a_ledger_without_a_format_is_refused(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("DELETE FROM meta")
    with pytest.raises(StoreUnavailableError, match="format none"):
        SQLiteRecorder(path).position()


def test_a_folder_is_not_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="cannot be opened"):
        SQLiteRecorder(tmp_path).position()


def test_initialising_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="cannot be opened"):
        SQLiteRecorder(tmp_path / "missing" / "ledger.db").initialise()


def test_a_table_that_is_not_ours_inside_a_ledger_is_refused(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("ALTER TABLE meta RENAME COLUMN format TO version")
    with pytest.raises(StoreUnavailableError, match="no such column"):
        SQLiteRecorder(path).position()


@pytest.mark.parametrize("name", ["a b.db", "a#b?c.db", "100%41.db", "Ünïcode.db", "file:x.db"])
def test_any_file_name_works(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and set("?:") & set(name):
        name = name.replace("?", "").replace(":", "")
    with closing(SQLiteRecorder(tmp_path / name)) as recorder:
        recorder.initialise()
        recorder.insert_events([event("s", 1)])
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".db"] == [name]


def test_a_relative_path_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    SQLiteRecorder(Path("ledger.db")).initialise()
    assert (tmp_path / "ledger.db").exists()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/data/a b.db"), "file:///data/a%20b.db"),
        (PureWindowsPath("C:/data/a#b.db"), "file:///C:/data/a%23b.db"),
        # A share has four slashes: with two, its server would be an authority, which is refused.
        (PureWindowsPath("//server/share/a.db"), "file:////server/share/a.db"),
    ],
)
def test_a_path_is_written_as_sqlite_reads_it(
    path: PurePosixPath | PureWindowsPath, uri: str
) -> None:
    assert file_uri(path) == uri


@needs_file_modes
def test_a_file_that_may_not_be_read_is_refused(open_folder: Path) -> None:
    file = open_folder / "ledger.db"
    SQLiteRecorder(file).initialise()
    file.chmod(0)
    with ordinary_user(), pytest.raises(StoreUnavailableError, match="cannot be opened"):
        SQLiteRecorder(file).position()


@needs_file_modes
def test_a_file_in_a_closed_folder_is_refused_not_called_missing(open_folder: Path) -> None:
    SQLiteRecorder(open_folder / "ledger.db").initialise()
    open_folder.chmod(0)
    with ordinary_user(), pytest.raises(StoreUnavailableError, match="Permission denied"):
        SQLiteRecorder(open_folder / "ledger.db").position()


@needs_file_modes
def test_a_file_that_may_not_be_written_is_read_and_refuses_an_append(open_folder: Path) -> None:
    file = open_folder / "ledger.db"
    SQLiteRecorder(file).initialise()
    file.chmod(0o444)
    with ordinary_user(), closing(SQLiteRecorder(file)) as recorder:
        assert recorder.position() == 0
        with pytest.raises(StoreUnavailableError, match="cannot be written"):
            recorder.insert_events([event("s", 1)])


@needs_file_modes
def test_an_append_in_a_folder_that_may_not_be_written_is_refused(open_folder: Path) -> None:
    # The journal is a second file beside the first.
    file = open_folder / "ledger.db"
    SQLiteRecorder(file).initialise()
    file.chmod(0o666)
    Path(f"{file}-journal").unlink()
    open_folder.chmod(0o555)
    with ordinary_user(), closing(SQLiteRecorder(file)) as recorder:
        with pytest.raises(StoreUnavailableError, match="cannot be written"):
            recorder.insert_events([event("s", 1)])
        assert recorder.position() == 0


@needs_file_modes
def test_an_append_with_a_journal_that_may_not_be_written_is_refused(open_folder: Path) -> None:
    file = open_folder / "ledger.db"
    SQLiteRecorder(file).initialise()
    file.chmod(0o666)
    Path(f"{file}-journal").chmod(0o444)
    with ordinary_user(), closing(SQLiteRecorder(file)) as recorder:
        with pytest.raises(StoreUnavailableError, match="its journal is not ours to write"):
            recorder.insert_events([event("s", 1)])
        assert recorder.position() == 0


@needs_file_modes
def test_an_auditor_reads_with_no_write_permission_at_all(open_folder: Path) -> None:
    file = open_folder / "ledger.db"
    with closing(SQLiteRecorder(file)) as writer:
        writer.initialise()
        writer.insert_events([event("s", 1)])
    file.chmod(0o444)
    open_folder.chmod(0o555)
    with ordinary_user(), closing(SQLiteRecorder(file, read_only=True)) as recorder:
        assert recorder.position() == 1


# ---- locks and the disk --------------------------------------------------------------------


def test_a_lock_held_for_longer_than_the_timeout_is_named_to_a_reader(
    path: Path, recorder: SQLiteRecorder
) -> None:
    with shell(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailableError, match="locked by another process"):
            recorder.position()
        other.execute("ROLLBACK")
    assert recorder.position() == 1


def test_a_lock_held_for_longer_than_the_timeout_is_named_to_a_writer(
    path: Path, recorder: SQLiteRecorder
) -> None:
    with shell(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailableError, match="locked by another process"):
            recorder.insert_events([event("s", 1)])
        other.execute("ROLLBACK")
    assert recorder.insert_events([event("s", 1)]) == [2]


def test_a_commit_that_waits_for_a_reader_too_long_leaves_nothing(
    path: Path, recorder: SQLiteRecorder
) -> None:
    with shell(path) as reader:
        # A reader in the middle of a table holds the file shared; the commit needs it alone.
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM records").fetchone()
        with pytest.raises(StoreUnavailableError, match="locked by another process"):
            recorder.insert_events([event("s", 1)], append=append(command("c2")))
    assert recorder.position() == 1
    assert recorder.command("c2") is None


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_disk_that_fails_during_the_commit_leaves_the_outcome_unknown(path: Path) -> None:
    # The file may not grow beyond its present size: the write of the commit fails, as an I/O
    # error and not as a full disk. In another process, because the limit holds for all files.
    script = """
import resource, sys
from pathlib import Path
from domain.errors import OutcomeUnknownError
from eventsourcing.persistence import StoredEvent
from ledger.stores.sqlite import SQLiteRecorder
path = Path(sys.argv[1])
recorder = SQLiteRecorder(path)
assert recorder.position() == 1
size = path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
try:
    recorder.insert_events([StoredEvent("big", 1, "E", bytes(100_000))])
except OutcomeUnknownError as error:
    print(error.code)
recorder.close()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (ran.stdout, ran.stderr) == ("outcome_unknown\n", "")
    with closing(SQLiteRecorder(path)) as recorder:
        assert recorder.position() == 1


def test_a_full_database_leaves_nothing(recorder: SQLiteRecorder) -> None:
    assert recorder.position() == 1
    connection = recorder._connection
    assert connection is not None
    # The nearest thing to a full disk: not one page more.
    connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StoreUnavailableError, match="the disk is full"):
        recorder.insert_events([event("big", 1, state=bytes(100_000))])
    assert recorder.position() == 1


@pytest.fixture
def interrupted(path: Path, tmp_path: Path) -> Path:
    """The file as a power cut in the middle of a commit leaves it: half written, with a journal."""
    copy = tmp_path / "copy"
    copy.mkdir()
    with shell(path) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        for version in range(2, 100):
            connection.execute(
                "INSERT INTO records VALUES (?, '064-2023', ?, 'E', '', ?)",
                (version, version, bytes(4096)),
            )
        shutil.copy(path, copy)
        shutil.copy(f"{path}-journal", copy)
        connection.execute("ROLLBACK")
    return copy / path.name


def test_a_half_written_file_is_rolled_back_by_the_next_opening(interrupted: Path) -> None:
    assert interrupted.stat().st_size > 100_000
    with closing(SQLiteRecorder(interrupted)) as recorder:
        assert [row.position for row in recorder.records_after(0, 1_000)] == [1]


def test_a_half_written_file_opened_for_reading_says_what_to_do(interrupted: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="run what was cut off once more"):
        SQLiteRecorder(interrupted, read_only=True).position()


def test_a_damaged_page_is_damage_not_absence(path: Path) -> None:
    with closing(SQLiteRecorder(path)) as recorder:
        events = [event("s", version, state=bytes(1000)) for version in range(1, 100)]
        recorder.insert_events(events)
    content = bytearray(path.read_bytes())
    # All but the first page, which holds the schema.
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    damaged = pytest.raises(RecordDamagedError, match="malformed")
    with closing(SQLiteRecorder(path)) as recorder, damaged:
        recorder.position()


def test_text_that_is_not_text_is_damage(path: Path) -> None:
    content = path.read_bytes()
    assert content.count(b"DistrictDesignated") == 1
    path.write_bytes(content.replace(b"DistrictDesignated", b"\xffistrictDesignated"))
    with closing(SQLiteRecorder(path)) as recorder, pytest.raises(RecordDamagedError):
        recorder.records_after(0, 10)


def test_a_parameter_of_another_kind_is_a_bug_not_damage(recorder: SQLiteRecorder) -> None:
    with pytest.raises(sqlite3.ProgrammingError):
        recorder.command(UUID(int=1))  # type: ignore[arg-type]
    assert recorder.position() == 1


@pytest.mark.parametrize("position", [0, 2])
def test_a_head_that_differs_from_the_records_is_damage(path: Path, position: int) -> None:
    with shell(path) as connection:
        connection.execute("DROP TRIGGER head_update")
        connection.execute("UPDATE head SET position = ?", (position,))
    with closing(SQLiteRecorder(path)) as recorder, pytest.raises(RecordDamagedError):
        recorder.insert_events([event("s", 1)])


def test_a_missing_head_is_damage(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("DROP TRIGGER head_delete")
        connection.execute("DELETE FROM head")
    with closing(SQLiteRecorder(path)) as recorder, pytest.raises(RecordDamagedError):
        recorder.position()


# ---- settings ------------------------------------------------------------------------------

SETTINGS = {
    "synchronous": 3,  # EXTRA
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
}


@pytest.mark.parametrize("read_only", [False, True])
def test_the_settings_are_in_force_on_every_connection(path: Path, *, read_only: bool) -> None:
    with closing(SQLiteRecorder(path, read_only=read_only, timeout=2.5)) as recorder:
        for _ in range(2):
            recorder.position()
            connection = recorder._connection
            assert connection is not None
            found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
            assert found == SETTINGS
            assert connection.execute("PRAGMA busy_timeout").fetchone() == (2500,)
            recorder.close()


def test_the_journal_is_truncated_again_after_a_refused_append(recorder: SQLiteRecorder) -> None:
    for _ in range(2):
        recorder.position()
        connection = recorder._connection
        assert connection is not None
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
        # A refusal closes the connection; the next one must have the same settings.
        with pytest.raises(ConflictError):
            recorder.insert_events([event("064-2023", 1)])
        assert recorder._connection is None


def test_a_file_that_somebody_switched_to_write_ahead_logging_is_switched_back(
    path: Path,
) -> None:
    with shell(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with closing(SQLiteRecorder(path)) as recorder:
        recorder.insert_events([event("s", 1)])
    with shell(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_an_append_takes_the_write_lock_before_it_reads(
    path: Path, recorder: SQLiteRecorder
) -> None:
    with shell(path) as other:
        other.execute("BEGIN IMMEDIATE")
        # Reading goes on beside a writer; an append does not even begin.
        assert recorder.position() == 1
        with pytest.raises(StoreUnavailableError, match="locked"):
            recorder.insert_events([], append=append(command("c1", 0)))
        other.execute("ROLLBACK")


# ---- triggers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE records SET record = x'00'", "records are never changed"),
        ("UPDATE records SET position = 7", "records are never changed"),
        ("DELETE FROM records", "records are never deleted"),
        ("DELETE FROM records WHERE position = 1", "records are never deleted"),
        ("INSERT OR REPLACE INTO records VALUES (1, 's', 1, 'evil', '', x'')", "grow by one"),
        ("REPLACE INTO records VALUES (2, '064-2023', 1, 'evil', '', x'')", "is taken"),
        ("INSERT OR IGNORE INTO records VALUES (1, 's', 1, 'evil', '', x'')", "grow by one"),
        ("INSERT INTO records VALUES (3, 's', 1, 'gap', '', x'')", "grow by one"),
        ("INSERT INTO records VALUES (NULL, 's', 1, 'auto', '', x'')", "grow by one"),
        (
            """INSERT INTO records VALUES (2, '064-2023', 1, 'evil', '', x'')
            ON CONFLICT DO UPDATE SET event = 'evil'""",
            "is taken",
        ),
        ("UPDATE commands SET command_hash = ''", "commands are never changed"),
        ("DELETE FROM commands", "commands are never deleted"),
        ("INSERT OR REPLACE INTO commands VALUES ('c1', '', 1, 1)", "this command is recorded"),
        ("UPDATE head SET position = 0", "the head never goes back"),
        ("UPDATE head SET recorded_at = ''", "the head never goes back"),
        ("DELETE FROM head", "there is one head"),
        ("INSERT OR REPLACE INTO head VALUES (1, 0, '')", "there is one head"),
        ("INSERT INTO head VALUES (2, 0, '')", "there is one head"),
    ],
)
def test_a_foreign_connection_cannot_change_what_is_recorded(
    path: Path, statement: str, reason: str
) -> None:
    with shell(path) as connection:
        before = list(connection.iterdump())
        with pytest.raises(sqlite3.IntegrityError, match=reason):
            connection.execute(statement)
        assert list(connection.iterdump()) == before


def test_a_foreign_connection_cannot_replace_with_recursive_triggers_either(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("PRAGMA recursive_triggers = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("REPLACE INTO records VALUES (1, '064-2023', 1, 'evil', '', x'')")


def test_what_was_recorded_is_in_the_tables(path: Path) -> None:
    # The tables are read by tools other than ours: their columns are part of the format.
    with shell(path) as connection:
        assert connection.execute("SELECT * FROM records").fetchall() == [
            (1, "064-2023", 1, "DistrictDesignated", NOON, b"{}")
        ]
        assert connection.execute("SELECT * FROM head").fetchall() == [(1, 1, NOON)]
        assert connection.execute("SELECT * FROM meta").fetchall() == [("alliance.ledger/1",)]
