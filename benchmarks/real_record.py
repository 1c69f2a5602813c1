"""The whole real record built on SQLite, against a floor measured in the same run.

Floor: the standard library's sqlite3 inserting the very same rows into the same tables, indexes
and head at the same journal settings, one transaction a file, plus reading the CSV files.
Run: python benchmarks/real_record.py
"""

import csv
import io
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from itertools import groupby
from pathlib import Path

from cli.demo import _FILES, build
from domain.authority import Policy, Purpose
from ledger.application import Ledger
from ledger.clock import system_clock
from ledger.reference import shipped
from ledger.stores.sqlite import SQLiteRecorder

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def build_record(file: Path) -> None:
    """The product's way."""
    recorder = SQLiteRecorder(file)
    ledger = Ledger(recorder, system_clock)
    ledger.open_new(
        ledger_id="benchmark",
        name="benchmark",
        purpose=Purpose.DEMONSTRATION,
        policy=Policy.OPEN,
        actor="benchmark",
    )
    with redirect_stderr(io.StringIO()):
        build(ledger, "benchmark")
    recorder.close()


def insert_raw(template: Path, file: Path) -> None:
    """The floor: the same rows, already made, into an empty copy of the same schema."""
    rows, commands, schema = read_rows(template)
    db = sqlite3.connect(file, isolation_level=None)
    for statement in ("PRAGMA journal_mode=TRUNCATE", "PRAGMA synchronous=EXTRA"):
        db.execute(statement)
    for statement in schema:
        db.execute(statement)

    def insert() -> None:
        for name, _, _ in _FILES:
            with shipped(name).open(encoding="utf-8", newline="") as stream:
                list(csv.DictReader(stream))
        at = 0
        for _, group in groupby(rows, key=lambda row: row[4]):
            batch = list(group)
            db.execute("BEGIN IMMEDIATE")
            db.executemany(f"INSERT INTO records VALUES ({marks(batch[0])})", batch)
            first, last = batch[0][0], batch[-1][0]
            of_batch = [c for c in commands if first <= c[2] <= last]
            db.executemany(f"INSERT INTO commands VALUES ({marks(of_batch[0])})", of_batch)
            db.execute("COMMIT")
            at += len(batch)

    insert_raw.seconds = seconds(insert)  # type: ignore[attr-defined]
    db.close()


def marks(row: tuple[object, ...]) -> str:
    """Placeholders for a row."""
    return ",".join("?" * len(row))


def read_rows(
    template: Path,
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[str]]:
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


def main() -> None:
    """Measure, interleaved, and print medians and the ratio."""
    product, floor = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS + 1):
            built, raw = Path(folder, f"built{number}.db"), Path(folder, f"raw{number}.db")
            took = seconds(lambda built=built: build_record(built))  # type: ignore[misc]
            insert_raw(built, raw)
            if number:  # the first round warms caches up
                product.append(took)
                floor.append(insert_raw.seconds)  # type: ignore[attr-defined]
    ratio = statistics.median(product) / statistics.median(floor)
    print(f"real record built   {statistics.median(product):7.3f} s  {[round(x, 3) for x in product]}")
    print(f"raw sqlite3 + CSV   {statistics.median(floor):7.3f} s  {[round(x, 3) for x in floor]}")
    print(f"ratio               {ratio:7.2f}    goal: at most 5, and under 10 s")
    sys.exit(0 if ratio <= 5 else 1)


if __name__ == "__main__":
    main()
