"""The tables, the guarding triggers and the settings of the embedded store.

Not here: how they are used (`sqlite.py`). A stored file keeps the text of its tables for ever, so
a change here needs a new format in `sql.py`.
"""

PRAGMAS = (
    "PRAGMA synchronous = EXTRA",
    # macOS only: ask the disk itself, not just its cache.
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    # A hostile file given to an auditor: no functions with side effects from its schema, and
    # every page checked as it is read.
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)

# The text of the trigger below that tells a clash of versions from a damaged head.
VERSION_TAKEN = "this version of the stream is taken"

SCHEMA = (
    """CREATE TABLE meta (format TEXT NOT NULL)""",
    """CREATE TABLE records (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        event TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        record BLOB NOT NULL,
        UNIQUE (stream, version)
    )""",
    """CREATE TABLE commands (
        command_id TEXT PRIMARY KEY NOT NULL,
        command_hash TEXT NOT NULL,
        first_position INTEGER NOT NULL,
        records INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE head (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        position INTEGER NOT NULL,
        recorded_at TEXT NOT NULL
    )""",
    """CREATE TRIGGER records_insert BEFORE INSERT ON records BEGIN
        SELECT RAISE(ABORT, 'positions grow by one')
        WHERE NEW.position <> (SELECT ifnull(max(position), 0) + 1 FROM records);
        SELECT RAISE(ABORT, 'this version of the stream is taken')
        WHERE EXISTS (SELECT 1 FROM records WHERE stream = NEW.stream AND version = NEW.version);
    END""",
    """CREATE TRIGGER records_update BEFORE UPDATE ON records BEGIN
        SELECT RAISE(ABORT, 'records are never changed');
    END""",
    """CREATE TRIGGER records_delete BEFORE DELETE ON records BEGIN
        SELECT RAISE(ABORT, 'records are never deleted');
    END""",
    """CREATE TRIGGER commands_insert BEFORE INSERT ON commands
    WHEN EXISTS (SELECT 1 FROM commands WHERE command_id = NEW.command_id) BEGIN
        SELECT RAISE(ABORT, 'this command is recorded');
    END""",
    """CREATE TRIGGER commands_update BEFORE UPDATE ON commands BEGIN
        SELECT RAISE(ABORT, 'commands are never changed');
    END""",
    """CREATE TRIGGER commands_delete BEFORE DELETE ON commands BEGIN
        SELECT RAISE(ABORT, 'commands are never deleted');
    END""",
    """CREATE TRIGGER head_insert BEFORE INSERT ON head WHEN EXISTS (SELECT 1 FROM head) BEGIN
        SELECT RAISE(ABORT, 'there is one head');
    END""",
    """CREATE TRIGGER head_update BEFORE UPDATE ON head
    WHEN NEW.position < OLD.position OR NEW.recorded_at < OLD.recorded_at BEGIN
        SELECT RAISE(ABORT, 'the head never goes back');
    END""",
    """CREATE TRIGGER head_delete BEFORE DELETE ON head BEGIN
        SELECT RAISE(ABORT, 'there is one head');
    END""",
)
