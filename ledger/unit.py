"""One transaction: instructions decided one after the other, then appended all at once.

A single command is a unit of one (`execute.py`). An import or an atomic file is a unit of many:
states are kept in memory, positions are counted on from the last one, and the append refuses if
somebody else wrote meanwhile. Not here: what is allowed (`domain/decisions/`).
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec

from domain.authority import Assurance, Citation, Office
from domain.commands import Instruction, StateOpeningBalance
from domain.decisions import decide
from domain.decisions.case import Decided
from domain.decisions.every_day import Dated, require_there_on_every_day
from domain.decisions.settings import decide_setting
from domain.district import District
from domain.errors import CommandIdReusedError
from domain.fiscal_year import FiscalYear
from domain.ledger_events import LedgerEvent, ProgramReportPublished
from domain.setting_commands import LedgerInstruction
from domain.settings import Settings, settings_of, year_of
from domain.state import DistrictYear, evolve
from domain.statute.rules import rules_in_force
from ledger.application import (
    EDITION,
    LEDGER_STREAM,
    Kept,
    Ledger,
    Outcome,
    district_event,
    district_year_of,
    fold_records,
    kept,
    stream_of,
)
from ledger.circumstances import gather, looks_around
from ledger.clock import day_of, instant_text, parse_instant
from ledger.codec import decode_record, sha256_of
from ledger.command_codec import AnyInstruction, command_body
from ledger.control_figure import may_let_go, require_records_within
from ledger.envelope import Surroundings
from ledger.production import require_real
from ledger.record import Record
from ledger.stores.common import ClockWentBackError, CommandEntry, StoredRow

# How far the clocks of two desks may lie apart before one of them has to be set right.
_CLOCKS_DIFFER = timedelta(seconds=2)


class Mark(NamedTuple):
    """How far a unit had come."""

    records: int
    commands: int
    states: int


class Unit:
    """Instructions that are recorded together or not at all."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        imported: bool = False,
        correlation: str | None = None,
        batch: bool = False,
    ) -> None:
        """Start a unit at the ledger's clock.

        `imported`: facts from a public source, recorded by the system with assurance imported.
        `batch`: many instructions; their positions count on from the last one, which must not move.
        """
        self._ledger = ledger
        self._now: datetime = ledger.clock()
        self._recorded_at = instant_text(self._now)
        self._imported = imported
        self._correlation = correlation
        self._identity = ledger.identity
        self._around = Surroundings(
            identity=ledger.identity, recorded_at=self._recorded_at, correlation=correlation
        )
        self._head = ledger.store.position() if batch else None
        # Where the append may begin: set for batches, and where a decision looks at other streams.
        self._expected = self._head
        self._states: dict[str, DistrictYear] = {}
        self._places: dict[tuple[str, int], int] = {}
        self._dated: dict[str, list[Dated]] = {}
        self._own: list[StoredRow] | None = None
        self._records: list[Record] = []
        self._commands: list[CommandEntry] = []
        self._bodies: dict[str, str] = {}
        self._preloaded: set[int] = set()
        self._years: dict[int, set[FiscalYear]] = defaultdict(set)
        self._before: list[tuple[str, DistrictYear]] = []

    @property
    def today(self) -> date:
        """The day in Connecticut when the unit began."""
        return day_of(self._now)

    @property
    def pending(self) -> int:
        """How many records are waiting to be appended."""
        return len(self._records)

    def perform(self, instruction: AnyInstruction, *, causation: str | None = None) -> Outcome:
        """Decide an instruction on the record as it is in this unit; append nothing yet.

        Raises RefusedError, CommandIdReusedError. The outcome's positions are those it will have
        in a batch; for a single command ask `commit`.
        """
        require_real(instruction, self._identity, self._correlation, self.today)
        command_hash = sha256_of(command_body(instruction))
        earlier = self._seen(instruction.command_id, command_hash)
        if earlier is not None:
            return earlier
        first = len(self._records)
        if isinstance(instruction, LedgerInstruction):
            self._set(instruction, command_hash, causation)
        else:
            for one in self._decided(instruction):
                self._add(one, instruction, command_hash, causation)
        # Also a command that changes nothing is kept by its id: sent again after a lost reply, it
        # must not be decided on what others recorded since.
        self._commands.append(
            CommandEntry(
                command_id=instruction.command_id,
                command_hash=command_hash,
                records=len(self._records) - first,
            )
        )
        self._bodies[instruction.command_id] = command_hash
        start = (self._head or 0) + first + 1
        records = tuple([Kept(start + at, one) for at, one in enumerate(self._records[first:])])
        return Outcome(command_id=instruction.command_id, records=records)

    def _decided(self, instruction: Instruction) -> tuple[Decided, ...]:
        """What an instruction about a district-year leads to."""
        own = self.state(instruction.district, instruction.fiscal_year)
        if self._expected is None and looks_around(instruction.command, own):
            # Read before the other streams are: if anybody writes meanwhile, nothing is recorded.
            self._expected = self._ledger.store.position()
        case = gather(self, instruction, self._identity.policy)
        acts = decide(instruction.command, own, case)
        for year in sorted({one.fiscal_year for one in acts}):
            self.state(instruction.district, year)  # read before its days are asked for
            recorded = self._dated[stream_of(instruction.district, year)]
            require_there_on_every_day(acts, year, recorded, case)
        return acts

    def mark(self) -> Mark:
        """The unit as it is now, to come back to with `back_to`."""
        return Mark(len(self._records), len(self._commands), len(self._before))

    def back_to(self, mark: Mark) -> None:
        """Take back what was decided since a mark."""
        for stream, state in reversed(self._before[mark.states :]):
            self._states[stream] = state
            del self._dated[stream][state.version :]
        for entry in self._commands[mark.commands :]:
            self._bodies.pop(entry.command_id, None)
        del self._records[mark.records :]
        del self._commands[mark.commands :]
        del self._before[mark.states :]

    def state(self, district: District, fiscal_year: FiscalYear) -> DistrictYear:
        """The state of a district-year as it is in this unit."""
        stream = stream_of(district, fiscal_year)
        if stream not in self._states:
            # Position 1 is the ledger's own; nothing else is there to be read yet.
            preloaded = self._head in (0, 1) or district.code in self._preloaded
            entries = [] if preloaded else self._ledger.history(district, fiscal_year)
            self._remember(stream, entries)
        return self._states[stream]

    def preload(self, district: District) -> None:
        """Read all years of a district at once: one look-up in place of one for each year."""
        if district.code in self._preloaded:
            return
        self._preloaded.add(district.code)
        if self._head in (0, 1):
            return
        by_stream: dict[str, list[Kept]] = {}
        for entry in self._ledger.history(district):
            by_stream.setdefault(entry.record.stream, []).append(entry)
        for stream, entries in by_stream.items():
            self._remember(stream, entries)
            place = district_year_of(stream)
            assert place is not None  # noqa: S101 - a district's history has no other streams
            self._years[district.code].add(place[1])

    def years_of(self, district: District) -> list[FiscalYear]:
        """The years of a preloaded district that have records, in order."""
        return sorted(self._years[district.code])

    def place_of(self, district: District, fiscal_year: FiscalYear, version: int) -> int:
        """The position of a record that this unit has read or will append."""
        return self._places[stream_of(district, fiscal_year), version]

    def day_of(self, district: District, fiscal_year: FiscalYear, version: int) -> date:
        """The legal date of a record that this unit has read or will append."""
        return self._dated[stream_of(district, fiscal_year)][version - 1][0]

    def record_own(
        self,
        event: LedgerEvent,
        *,
        command_id: str,
        actor: str,
        citation: Citation,
        office: Office = Office.SYSTEM,
        effective_on: date | None = None,
    ) -> None:
        """Add an event about the ledger itself, such as what was loaded, or about a batch."""
        command_hash = sha256_of({"command": type(event).__name__, "fields": event})
        self._records.append(
            self._around.record(
                event,
                stream=LEDGER_STREAM,
                version=self._next_own_version(),
                effective_on=effective_on or self.today,
                actor=actor,
                office=office,
                assurance=Assurance.IMPORTED if self._imported else Assurance.CLAIMED,
                citation=citation,
                rulebook=f"none#{EDITION}@{self.today}",
                command_id=command_id,
                command_hash=command_hash,
                causation=None,
                documents={},
            )
        )
        self._commands.append(
            CommandEntry(command_id=command_id, command_hash=command_hash, records=1)
        )

    def settings(self) -> Settings:
        """The dated configuration as it is in this unit."""
        records = [*(entry.record for entry in kept(self._own_rows())), *self._own_waiting()]
        return settings_of(record.data for record in records)

    def _set(
        self, instruction: LedgerInstruction, command_hash: str, causation: str | None
    ) -> None:
        """Decide on a setting and add it to the ledger's own stream, whose version guards it."""
        on = instruction.effective_on or self.today
        for one in decide_setting(instruction.command, self.settings(), on, self.today):
            year = (
                FiscalYear.of(one.effective_on)
                if isinstance(one.event, ProgramReportPublished)
                else year_of(one.event)
            )
            rule_set = rules_in_force(year, one.effective_on).rule_set
            self._records.append(
                self._around.record(
                    one.event,
                    stream=LEDGER_STREAM,
                    version=self._next_own_version(),
                    effective_on=one.effective_on,
                    actor=instruction.actor,
                    office=one.office,
                    assurance=Assurance.CLAIMED,
                    citation=one.citation,
                    rulebook=f"{rule_set}#{EDITION}@{one.effective_on}",
                    command_id=instruction.command_id,
                    command_hash=command_hash,
                    causation=causation,
                    documents=instruction.documents,
                )
            )

    def _next_own_version(self) -> int:
        return len(self._own_rows()) + len(self._own_waiting()) + 1

    def _own_rows(self) -> list[StoredRow]:
        """The ledger's own stream as it was when this unit first asked."""
        if self._own is None:
            self._own = self._ledger.store.stream_rows(LEDGER_STREAM)
        return self._own

    def _own_waiting(self) -> list[Record]:
        return [record for record in self._records if record.stream == LEDGER_STREAM]

    def commit(self) -> tuple[Kept, ...]:
        """Append everything in one transaction; the records with their positions.

        Raises ConflictError, ClockWentBackError, StoreUnavailableError, OutcomeUnknownError,
        ControlFigureError, and DuplicateCommandError where a command of it was recorded meanwhile.
        """
        if not self._commands:
            return ()
        self.require_within_control()
        while True:
            try:
                positions = self._ledger.append(
                    self._records,
                    self._commands,
                    recorded_at=self._recorded_at,
                    expected_position=self._expected,
                )
            except ClockWentBackError:
                if not self._stamped_again():
                    raise
            else:
                return tuple(Kept(p, r) for p, r in zip(positions, self._records, strict=True))

    def require_within_control(self) -> None:
        """Raises ControlFigureError where it would let more go than the year's control figure."""
        if self._imported or not may_let_go(self._records):
            return
        # Looked at before the other district-years are: if anybody writes meanwhile, it fails.
        position = self._ledger.store.position()
        if require_records_within(self._ledger, self._records, self._states):
            self._expected = self._expected if self._expected is not None else position

    def _stamped_again(self) -> bool:
        """Give the records a later instant; False where this clock is truly behind the record.

        Another writer may have been quicker between our look at the clock and the lock, or sit at
        a desk whose clock is a little ahead: then the records take the last instant. Nothing was
        decided by the instant.
        """
        now, last = self._ledger.clock(), parse_instant(self._ledger.store.last_recorded_at())
        if now < last - _CLOCKS_DIFFER:
            return False
        self._recorded_at = instant_text(max(now, last))
        self._records = [
            msgspec.structs.replace(record, recorded_at=self._recorded_at)
            for record in self._records
        ]
        return True

    def _seen(self, command_id: str, command_hash: str) -> Outcome | None:
        """The outcome of a command id that is on record or earlier in this unit."""
        if command_id in self._bodies:
            if self._bodies[command_id] != command_hash:
                raise CommandIdReusedError(
                    f"Command id {command_id} stands twice here, with different bodies.",
                    details={"command_id": command_id},
                    next_step="Give each act its own command id.",
                )
            return Outcome(command_id=command_id, records=(), repeated=True)
        if self._imported:
            return None  # an import makes its ids itself, new each time; the append checks them
        return self._ledger.outcome_on_record(command_id, command_hash)

    def _remember(self, stream: str, entries: list[Kept]) -> None:
        self._states[stream] = fold_records(entries)
        self._dated[stream] = [(one.effective_on, district_event(one.data)) for _, one in entries]
        for position, record in entries:
            self._places[stream, record.version] = position

    def _add(
        self, one: Decided, instruction: Instruction, command_hash: str, causation: str | None
    ) -> None:
        stream = stream_of(instruction.district, one.fiscal_year)
        before = self.state(instruction.district, one.fiscal_year)
        version = before.version + 1
        # The law that was asked, and the day it was asked for: what replaying the rules needs.
        asked_on = instruction.effective_on or self.today
        rule_set = rules_in_force(instruction.fiscal_year, asked_on).rule_set
        assurance = Assurance.IMPORTED if self._imported else Assurance.CLAIMED
        if isinstance(instruction.command, StateOpeningBalance):
            assurance = Assurance.STATED
        self._dated[stream].append((one.effective_on, one.event))
        self._records.append(
            self._around.record(
                one.event,
                stream=stream,
                version=version,
                effective_on=one.effective_on,
                actor=instruction.actor,
                office=Office.SYSTEM if self._imported else one.office,
                assurance=assurance,
                citation=one.citation,
                rulebook=f"{rule_set}#{EDITION}@{asked_on}",
                command_id=instruction.command_id,
                command_hash=command_hash,
                causation=causation,
                documents=instruction.documents,
            )
        )
        self._before.append((stream, before))
        self._states[stream] = evolve(before, one.event)
        self._years[instruction.district.code].add(one.fiscal_year)
        if self._head is not None:
            self._places[stream, version] = self._head + len(self._records)

    def record_at(self, position: int) -> Record | None:
        """The record at a position, stored or waiting here; None where there is none."""
        if self._head is not None and position > self._head:
            index = position - self._head - 1
            return self._records[index] if index < len(self._records) else None
        rows = self._ledger.store.records_after(position - 1, 1) if position > 0 else []
        return decode_record(rows[0].state) if rows else None
