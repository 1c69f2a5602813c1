"""A record rewritten in good form in a SQLite ledger, by somebody who may write its file.

    rewritten(file, position_of(file, "BatchPrepared"), total="1.00")

The triggers that stop accidents are dropped first. Not here: bytes that are no record any more
(`tests/ledger/test_verify.py`). Concerns no provision of the statute.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ledger.stores.sqlite import SQLiteRecorder
from ledger.verification import Verification
from ledger.verify import verify


def position_of(file: Path, event: str, stream: str | None = None, *, nth: int = 1) -> int:
    """Where the nth event of that name stands, of one stream or all."""
    with _opened(file) as db:
        found = db.execute(
            "SELECT position FROM records WHERE event = ? AND stream = coalesce(?, stream) "
            "ORDER BY position",
            (event, stream),
        ).fetchall()
    return int(found[nth - 1][0])


def rewritten(file: Path, position: int, **fields: object) -> None:
    """Other fields in the event at a position, in canonical form again."""
    with _opened(file) as db:
        ((stored,),) = db.execute(
            "SELECT record FROM records WHERE position = ?", (position,)
        ).fetchall()
        record = json.loads(stored)
        changed = {**record, "data": {**record["data"], **fields}}
        assert changed != record, "nothing was rewritten"
        db.execute("DROP TRIGGER records_update")
        db.execute(
            "UPDATE records SET record = ? WHERE position = ?",
            (canonical(changed), position),
        )


def deleted(file: Path, position: int) -> None:
    """The record at a position is gone."""
    with _opened(file) as db:
        db.execute("DROP TRIGGER records_delete")
        gone = db.execute("DELETE FROM records WHERE position = ?", (position,))
        assert gone.rowcount == 1


def canonical(value: object) -> bytes:
    """Canonical JSON, made without the program's own writer."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def failed(file: Path) -> dict[str, int | None]:
    """The checks that found something in the file, with their first bad position."""
    return {check.name: check.first_bad_position for check in verified(file).checks if not check.ok}


def said(file: Path, name: str) -> str:
    """What the check of that name says of the file."""
    return next(check.message for check in verified(file).checks if check.name == name)


def verified(file: Path) -> Verification:
    """The file as a reader of its own verifies it."""
    recorder = SQLiteRecorder(file, read_only=True)
    try:
        return verify(recorder)
    finally:
        recorder.close()


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file)) as connection, connection:
        yield connection
