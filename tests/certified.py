"""A synthetic certification made of the real record's own figures, to plant errors in.

    sheet = Sheet.of_year(2024)
    sheet.row("Windsor")["alliance_portion_usd"] = "0"
    file = sheet.write(tmp_path)

Real entitlements and earmarks as shipped, portions by law as the record has them; no such paper of
the Commissioner is public, so every file made here is synthetic. Not here: what is found in it.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from real_record import real_record

from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.state import DistrictYear
from ledger.application import Ledger
from ledger.clock import system_clock
from ledger.imports import ECS_COLUMNS
from ledger.reference import shipped
from ledger.source_file import read_source
from ledger.stores.sqlite import SQLiteRecorder

ECS = "ecs_entitlement_usd"
ALLIANCE = "alliance_portion_usd"
EARMARK = "education_diversity_portion_usd"
COLUMNS = ("town", "town_code", "fiscal_year", ECS, ALLIANCE, EARMARK)

States = dict[tuple[District, FiscalYear], DistrictYear]


@cache
def real_states() -> States:
    """Every district-year of the real record."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "real.db"
        real_record(file)
        recorder = SQLiteRecorder(file)
        states = Ledger(recorder, system_clock).all_district_years()
        recorder.close()
        return states


@dataclass
class Sheet:
    """The rows of a certification, in the order of the town codes."""

    rows: list[dict[str, str]]

    @classmethod
    def of_year(cls, year: int) -> "Sheet":
        """The certification that ties with the real record of a year."""
        portions = {
            town.name: str(state.portion.portion)
            for (town, fiscal_year), state in real_states().items()
            if fiscal_year.ends_in == year and state.portion
        }
        source = read_source(shipped("ecs_entitlements.csv"), ECS_COLUMNS)
        figures = [row for _, row in source.rows if row["fiscal_year"] == str(year)]
        rows = []
        for row in figures:
            parts = {"fiscal_year": str(year), ALLIANCE: portions.get(row["town"], "0.00")}
            rows.append({column: {**row, **parts}[column] for column in COLUMNS})
        return cls(rows)

    def row(self, town: str) -> dict[str, str]:
        """The row of a town, to be changed."""
        return next(row for row in self.rows if row["town"] == town)

    def line(self, town: str) -> int:
        """The line of a town in the file; the heading is line 1."""
        return self.rows.index(self.row(town)) + 2

    def swap(self, one: str, other: str, column: str) -> None:
        """Exchange two towns' amounts."""
        first, second = self.row(one), self.row(other)
        first[column], second[column] = second[column], first[column]

    def slip(self, column: str, first: int, last: int, *, down: bool) -> None:
        """Paste rows `first` to `last` (from 0) of a column one cell lower or higher."""
        amounts = [row[column] for row in self.rows]
        for place in range(first, last + 1):
            self.rows[place + (1 if down else -1)][column] = amounts[place]

    def write(self, folder: Path, name: str = "synthetic.csv", *, without: str = "") -> Path:
        """The rows as a CSV file, a column left out."""
        file = folder / name
        columns = [column for column in COLUMNS if column != without]
        with file.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(self.rows)
        return file
