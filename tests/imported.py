"""Importing from text into a ledger in memory, for the tests of imports.

    desk = ImportDesk(tmp_path)
    report = desk.designations(text)

At the top of `tests/` because a module below `tests/ledger/` would have the name of a package of
the product. Concerns no provision of the statute.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from domain.authority import Policy, Purpose
from domain.commands import Command, Instruction
from domain.district import District, district_named
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.state import DistrictYear
from ledger.application import Kept, Ledger, Outcome
from ledger.codec import canonical
from ledger.execute import execute
from ledger.imports import DESIGNATION_COLUMNS, ECS_COLUMNS, import_designations, import_ecs
from ledger.loading import ImportOrder, ImportReport
from ledger.reference import shipped
from ledger.source_file import SourceFile, read_source
from ledger.stores.memory import MemoryRecorder
from ledger.stores.recorder import Recorder

ECS_HEADING = "town,fiscal_year,ecs_entitlement_usd,alliance_portion_usd"
DESIGNATION_HEADING = "district,fiscal_year_from,fiscal_year_to,status"

Key = tuple[District, FiscalYear]


@dataclass
class ImportDesk:
    """A ledger with files on their way into it; the clock ticks a minute a look."""

    folder: Path
    store: Recorder = field(default_factory=MemoryRecorder)
    purpose: Purpose = Purpose.TRAINING
    ledger: Ledger = field(init=False)
    now: datetime = datetime(2024, 1, 15, 17, tzinfo=UTC)
    files: int = 0

    def __post_init__(self) -> None:
        """Open the ledger."""
        self.ledger = Ledger(self.store, self._clock)
        self.ledger.open_new(
            ledger_id="ab" * 16,
            name="Imports",
            purpose=self.purpose,
            policy=Policy.OPEN,
            actor="Ana",
        )

    def _clock(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def order(
        self, *, revise: bool = False, partial: bool = False, dry_run: bool = False
    ) -> ImportOrder:
        """An order with an import id of its own."""
        self.files += 1
        return ImportOrder(
            import_id=f"i{self.files}", actor="Ana", revise=revise, partial=partial, dry_run=dry_run
        )

    def source(self, text: str, columns: tuple[tuple[str, ...], ...]) -> SourceFile:
        """Text as a file that was read."""
        file = self.folder / "list.csv"
        file.write_text(text, "utf-8")
        return read_source(file, columns)

    def ecs(self, text: str, order: ImportOrder | None = None) -> ImportReport:
        """Import entitlements from text."""
        return import_ecs(self.ledger, self.source(text, ECS_COLUMNS), order or self.order())

    def designations(self, text: str, order: ImportOrder | None = None) -> ImportReport:
        """Import designations from text."""
        source = self.source(text, DESIGNATION_COLUMNS)
        return import_designations(self.ledger, source, order or self.order())

    def shipped_ecs(self) -> ImportReport:
        """Import the shipped entitlements."""
        source = read_source(shipped("ecs_entitlements.csv"), ECS_COLUMNS)
        return import_ecs(self.ledger, source, self.order())

    def shipped_designations(self) -> ImportReport:
        """Import the shipped designations."""
        source = read_source(shipped("alliance_designations.csv"), DESIGNATION_COLUMNS)
        return import_designations(self.ledger, source, self.order())

    def do(self, town: str, year: int, command: Command, on: date) -> Outcome:
        """Record one act of an office."""
        self.files += 1
        return execute(
            self.ledger,
            Instruction(
                command_id=f"act-{self.files}",
                actor="Ana",
                district=district_named(town),
                fiscal_year=FiscalYear(year),
                effective_on=on,
                command=command,
                documents={},
            ),
        )

    def state(self, town: str, year: int) -> DistrictYear:
        """A district-year as it is."""
        return self.ledger.district_year(district_named(town), FiscalYear(year))

    def balance(self, name: str, town: str, year: int) -> str:
        """A figure of a district-year."""
        return str(balances(self.state(town, year))[name])

    def history(self, town: str, year: int) -> list[Kept]:
        """The records of a district-year."""
        return self.ledger.history(district_named(town), FiscalYear(year))

    def events(self, town: str, year: int) -> list[str]:
        """The names of the events of a district-year."""
        return [kept.record.event for kept in self.history(town, year)]

    def all_balances(self) -> dict[Key, dict[str, Money | None]]:
        """Every figure of every district-year."""
        return {
            key: dict(balances(state)) for key, state in self.ledger.all_district_years().items()
        }

    def all_events(self) -> dict[str, Counter[bytes]]:
        """By stream, what was recorded without its place: event, legal date, office and clause."""
        found: dict[str, Counter[bytes]] = {}
        for _, record in self.ledger.records():
            if record.stream != "ledger":
                fields = {
                    "event": record.event,
                    "effective_on": record.effective_on,
                    "office": record.office,
                    "assurance": record.assurance,
                    "citation": record.citation,
                    "rulebook": record.rulebook,
                    "data": {
                        name: getattr(record.data, name)
                        for name in record.data.__dataclass_fields__
                        # Where the baseline's record stands depends on what came first.
                        if name != "baseline_position"
                    },
                }
                found.setdefault(record.stream, Counter())[canonical(fields)] += 1
        return found
