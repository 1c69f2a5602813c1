"""The whole real record built on SQLite, against a floor measured in the same run.

Floor: the standard library's sqlite3 inserting the very same rows into the same tables and
indexes at the same journal settings, with as many transactions, plus reading the CSV files. The
floor decides nothing, checks nothing, keeps no head and has no triggers: all of that is what the
ratio shows.
Run: python benchmarks/whole_record.py
"""

import csv
import sqlite3
import sys
import tempfile
from itertools import count, groupby
from pathlib import Path

from append import open_ledger
from medians import Result, interleaved, show, timed

from ledger.public_record import FILES, build
from ledger.reference import shipped

GOAL = 5.0

Row = tuple[object, ...]


def build_record(file: Path) -> None:
    """The product's way."""
    ledger = open_ledger(file)
    build(ledger, "benchmark", lambda _: None)
    ledger.store.close()


def rows_of(template: Path) -> tuple[list[Row], list[Row], list[str]]:
    """Rows, commands and the schema of tables and indexes (no triggers) of a built ledger."""
    db = sqlite3.connect(template)
    rows = db.execute("SELECT * FROM records ORDER BY position").fetchall()
    commands = db.execute("SELECT * FROM commands").fetchall()
    schema = [
        sql
        for (sql,) in db.execute(
            "SELECT sql FROM sqlite_master WHERE type IN ('table','index') AND sql NOT NULL"
            " AND name NOT LIKE 'sqlite_%'"
        )
    ]
    db.close()
    return rows, commands, schema


def insert_raw(template: Path, file: Path) -> float:
    """The floor: the same rows, already made, into an empty copy of the same schema."""
    rows, commands, schema = rows_of(template)
    db = sqlite3.connect(file, isolation_level=None)
    for statement in ("PRAGMA journal_mode=TRUNCATE", "PRAGMA synchronous=EXTRA", *schema):
        db.execute(statement)

    into_records = f"INSERT INTO records VALUES ({_marks(rows[0])})"  # noqa: S608 - only marks
    into_commands = f"INSERT INTO commands VALUES ({_marks(commands[0])})"  # noqa: S608

    def insert() -> None:
        for name, _, _ in FILES:
            with shipped(name).open(encoding="utf-8") as stream:
                list(csv.DictReader(stream))
        # Rows written together share their instant, column 4.
        for _, group in groupby(rows, key=lambda row: row[4]):
            batch = list(group)
            first, last = batch[0][0], batch[-1][0]
            of_batch = [c for c in commands if first <= c[2] <= last]  # type: ignore[operator]
            db.execute("BEGIN IMMEDIATE")
            db.executemany(into_records, batch)
            db.executemany(into_commands, of_batch)
            db.execute("COMMIT")

    seconds = timed(insert)
    db.close()
    return seconds


def _marks(row: Row) -> str:
    return ",".join("?" * len(row))


def measured() -> list[Result]:
    """The medians."""
    with tempfile.TemporaryDirectory() as folder:
        numbers = count()
        template = Path(folder, "template.db")
        build_record(template)

        def product() -> float:
            return timed(lambda: build_record(Path(folder, f"built{next(numbers)}.db")))

        def floor() -> float:
            return insert_raw(template, Path(folder, f"raw{next(numbers)}.db"))

        taken = interleaved({"product": product, "floor": floor})
    return [
        Result(
            name="the real record built, 4,665 records",
            floor_name="the same rows by sqlite3, and the CSV files read",
            seconds=taken["product"],
            floor_seconds=taken["floor"],
            goal=GOAL,
        )
    ]


if __name__ == "__main__":
    found = measured()
    show(found)
    sys.exit(0 if all(result.met for result in found) else 1)
