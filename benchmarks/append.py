"""One act recorded and durable, against one row inserted and durable.

Floor: sqlite3 inserting the same bytes as one row, one transaction each, at the same journal
settings. The product reads the district-year, decides, writes record, command and head in one
transaction, and answers. Run: python benchmarks/append.py
"""

import sqlite3
import tempfile
from datetime import date
from itertools import count
from pathlib import Path

from medians import Result, interleaved, show, timed

from domain.authority import Policy, Purpose
from domain.commands import Instruction, ReportFact
from domain.district import district_named
from domain.fiscal_year import FiscalYear
from ledger.application import Ledger
from ledger.clock import system_clock
from ledger.execute import execute
from ledger.stores.sqlite import SQLiteRecorder

ACTS = 200
SIZE = 900  # bytes, about a record


def open_ledger(file: Path) -> Ledger:
    """An empty ledger."""
    ledger = Ledger(SQLiteRecorder(file), system_clock)
    ledger.open_new(
        ledger_id="benchmark",
        name="benchmark",
        purpose=Purpose.DEMONSTRATION,
        policy=Policy.OPEN,
        actor="benchmark",
    )
    return ledger


def instruction(number: int) -> Instruction:
    """One act; twenty of them to a district-year, so that each reads a short history."""
    return Instruction(
        command_id=f"benchmark-{number}",
        actor="benchmark",
        district=district_named(str(1 + number // 20 % 169)),
        fiscal_year=FiscalYear(2023),
        effective_on=date(2022, 7, 1),
        command=ReportFact(kind="benchmark", words="made up", source="benchmark"),
        documents={},
    )


def measured() -> list[Result]:
    """The medians, for one act."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder, "ledger.db"))
        numbers = count()
        raw = sqlite3.connect(Path(folder, "raw.db"), isolation_level=None)
        for statement in (
            "PRAGMA journal_mode=TRUNCATE",
            "PRAGMA synchronous=EXTRA",
            "CREATE TABLE rows (position INTEGER PRIMARY KEY, state BLOB NOT NULL)",
        ):
            raw.execute(statement)

        def product() -> float:
            acts = [instruction(next(numbers)) for _ in range(ACTS)]
            return timed(lambda: [execute(ledger, act) for act in acts])

        def floor() -> float:
            insert = "INSERT INTO rows (state) VALUES (?)"
            return timed(lambda: [raw.execute(insert, (b"x" * SIZE,)) for _ in range(ACTS)])

        taken = interleaved({"product": product, "floor": floor})
        raw.close()
        ledger.store.close()
    return [
        Result(
            name="one act recorded, durable",
            floor_name="one row by sqlite3, durable",
            seconds=taken["product"] / ACTS,
            floor_seconds=taken["floor"] / ACTS,
            goal=None,
        )
    ]


if __name__ == "__main__":
    show(measured())
