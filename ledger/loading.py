"""One file on its way into the ledger: rows decided in one unit, appended together or not at all.

At the end, district-years that have become complete get their portion by law and their published
withholding, and a `SourceLoaded` record names the file, its hash and the day.
Not here: what the columns of a file mean (`imports.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.authority import Citation
from domain.commands import (
    Command,
    CorrectEvent,
    DeterminePortion,
    Instruction,
    RecordPublishedWithholding,
)
from domain.decisions.refusals import BaselineMissingError
from domain.district import District
from domain.errors import RefusedError
from domain.events import PublishedWithholdingRecorded
from domain.fiscal_year import FiscalYear
from domain.ledger_events import LedgerEvent, SourceLoaded
from domain.money import Money
from domain.state import DistrictYear
from domain.statute.acts import OCTOBER_31_2017
from domain.statute.rules import rules_in_force
from domain.statute.s262u_c1_portion import earmarked
from ledger.application import Ledger
from ledger.source_file import Rejected, RowError, SourceFile
from ledger.unit import Unit

_RECORDS = Citation("C.G.S. § 11-8b")
# The FY2018 budget passed four months into the year; no grant of that year is older.
_FY2018_ADOPTED = OCTOBER_31_2017


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, counting rows.

    Attributes:
        read: rows read, rejected ones included.
        recorded: rows of which something was recorded.
        unchanged: rows that stood so already.
        rejected: rows not accepted; unless partial, one of them keeps all from being recorded.
        records: records written.
    """

    read: int
    recorded: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """How to import.

    Attributes:
        import_id: names the import; its commands are numbered under it.
        actor: who loads the file.
        revise: accept another amount than the one on record.
        partial: record the good rows of a file that has bad ones.
        dry_run: decide everything, record nothing.
    """

    import_id: str
    actor: str
    revise: bool = False
    partial: bool = False
    dry_run: bool = False


class Loading:
    """One file on its way into the ledger: rows seen so far, and the unit they are decided in."""

    def __init__(
        self, ledger: Ledger, source: SourceFile, order: ImportOrder, *, completes: bool = True
    ) -> None:
        """Begin a unit that appends everything in one transaction.

        `completes`: the file can complete district-years, so all years of its towns are read.
        """
        self._completes = completes
        self.order = order
        self.source = source
        self.unit = Unit(ledger, imported=True, correlation=order.import_id, batch=True)
        self.own_history = [entry.record.data for entry in ledger.own_history()]
        self.rejected: list[Rejected] = list(source.bad)
        self.recorded = 0
        self.unchanged = 0
        self.touched: dict[District, set[FiscalYear]] = {}
        self._seen: dict[tuple[District, FiscalYear], int] = {}

    def row(self, line: int, record: Callable[[], bool]) -> None:
        """Take one row; `record` says whether anything was recorded."""
        mark = self.unit.mark()
        try:
            if record():
                self.recorded += 1
            else:
                self.unchanged += 1
        except RowError as error:
            self.unit.back_to(mark)
            self._reject(line, error)

    def _reject(self, line: int, error: RowError) -> None:
        self.rejected.append(error.at(line))

    def once(self, line: int, district: District, year: FiscalYear) -> None:
        """Raises RowError where an earlier row was about the same district-year."""
        first = self._seen.setdefault((district, year), line)
        if first != line:
            raise RowError(
                "fiscal_year",
                "duplicate_row",
                f"{district.name} {year} stands on line {first} already.",
            )

    def state(self, district: District, year: FiscalYear) -> DistrictYear:
        """The state of a district-year; the district's years are read together."""
        if self._completes:
            self.unit.preload(district)
        return self.unit.state(district, year)

    def perform(
        self,
        suffix: str,
        command: Command,
        district: District,
        year: FiscalYear,
        *,
        on: date,
        causation: str | None = None,
    ) -> bool:
        """Decide one command of the import. Raises RowError with the refusal."""
        instruction = Instruction(
            command_id=f"{self.order.import_id}:{suffix}",
            actor=self.order.actor,
            district=district,
            fiscal_year=year,
            effective_on=on,
            command=command,
            documents={},
        )
        try:
            outcome = self.unit.perform(instruction, causation=causation)
        except RefusedError as error:
            raise RowError.because("", error) from error
        self.touched.setdefault(district, set()).add(year)
        return bool(outcome.records)

    def revise_published(
        self, line: int, district: District, year: FiscalYear, published: Money | None
    ) -> None:
        """Correct the published withholding on record to what a revised row says.

        Decided with the row, so that a refusal rejects the row as a whole. Raises RowError.
        """
        state = self.state(district, year)
        event = state.published_withholding
        if event is None or published is None or event.amount == published:
            return
        command = CorrectEvent(
            position=self.unit.place_of(district, year, _version_of_published(state)),
            reason=f"revised in {self.source.name}",
            amount=published,
        )
        self.perform(f"{line}:withheld", command, district, year, on=year.last_day)

    def finish(self, *, kind: str) -> ImportReport:
        """Complete district-years, say what was loaded, append all at once or nothing."""
        read = len(self.source.rows) + len(self.source.bad)
        if self.order.partial or not self.rejected:
            self._complete_all()
        self.rejected.sort(key=lambda row: row.line)
        stopped = bool(self.rejected) and not self.order.partial
        if not stopped and self.unit.pending:
            self._say_loaded(kind, read)
            if not self.order.dry_run:
                self.unit.commit()
        return ImportReport(
            read=read,
            recorded=0 if stopped else self.recorded,
            unchanged=self.unchanged,
            rejected=tuple(self.rejected),
            records=0 if stopped else self.unit.pending,
        )

    def _complete_all(self) -> None:
        for district in self.touched if self._completes else ():
            try:
                self._complete(district)
            except RowError as error:
                # No one row is to blame: line 0 stands for what the rows lead to together.
                self._reject(0, error)

    def _complete(self, district: District) -> None:
        """Determine portions and record published withholdings that can now be."""
        for year in self.unit.years_of(district):
            state = self.unit.state(district, year)
            if not state.designated or state.entitlement is None or state.closed is not None:
                continue
            suffix = f"{district.code:03d}-{year.ends_in}"
            if _portion_is_due(year, state):
                self._determine(suffix, district, year)
            # Only what this file is about: what a person took back stays taken back.
            if year in self.touched[district] and not state.withheld:
                self._record_published(suffix, district, year, state)

    def _determine(self, suffix: str, district: District, year: FiscalYear) -> None:
        instruction = Instruction(
            command_id=f"{self.order.import_id}:{suffix}:portion",
            actor=self.order.actor,
            district=district,
            fiscal_year=year,
            effective_on=fact_day(year),
            command=DeterminePortion(),
            documents={},
        )
        try:
            self.unit.perform(instruction, causation=self.order.import_id)
        except BaselineMissingError:
            return  # a later file brings the baseline year; that import completes it
        except RefusedError as error:
            raise RowError.because("", error) from error

    def _record_published(
        self, suffix: str, district: District, year: FiscalYear, state: DistrictYear
    ) -> None:
        assert state.entitlement is not None  # noqa: S101 - asked by the caller
        published = state.entitlement.published_portion
        if published is None:
            return
        source = state.entitlement.source or self.source.name
        self.perform(
            f"{suffix}:withheld",
            RecordPublishedWithholding(amount=published, source=source),
            district,
            year,
            on=year.last_day,
            causation=self.order.import_id,
        )

    def _say_loaded(self, kind: str, read: int) -> None:
        self.own(
            SourceLoaded(
                file=self.source.name,
                sha256=self.source.sha256,
                kind=kind,
                rows=read,
                records=self.unit.pending,
                loaded_on=self.unit.today,
            ),
            "loaded",
        )

    def own(self, event: LedgerEvent, suffix: str) -> None:
        """Add an event about the ledger itself."""
        self.unit.record_own(
            event,
            command_id=f"{self.order.import_id}:{suffix}",
            actor=self.order.actor,
            citation=_RECORDS,
        )
        self.own_history.append(event)


def fact_day(year: FiscalYear) -> date:
    """The legal date of a loaded entitlement or portion: July 1; for FY2018 October 31, 2017."""
    adopted_in = FiscalYear.of(_FY2018_ADOPTED)
    return _FY2018_ADOPTED if year == adopted_in else year.first_day


def _portion_is_due(year: FiscalYear, state: DistrictYear) -> bool:
    """Not determined yet, or determined from an entitlement or earmark that was since revised.

    A revised baseline is another matter: the portion stays as it was determined, and the
    difference is a finding.
    """
    entitlement, portion = state.entitlement, state.portion
    if portion is None or entitlement is None:
        return True
    earmark = rules_in_force(year, fact_day(year)).earmark().value
    earmarks = earmarked(earmark, entitlement.education_diversity)
    return (portion.entitlement, portion.other_earmarks) != (entitlement.amount, earmarks)


def _version_of_published(state: DistrictYear) -> int:
    """The version a correction of the published withholding has to name: the end of its chain."""
    version = next(
        at for at, event in state.events if isinstance(event, PublishedWithholdingRecorded)
    )
    while version in state.corrected_by:
        version = state.corrected_by[version]
    return version
