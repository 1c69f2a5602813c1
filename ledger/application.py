"""The ledger: the engine's application over a store of records. Execute, read, answer for ids.

One way in: an instruction is decided on the folded state and appended with its command id in one
transaction. Not here: what is allowed (`domain/decisions/`), several instructions in one
transaction (`unit.py`), files (`imports.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, NoReturn

from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder

from domain.authority import Assurance, Citation, Office, Policy, Purpose
from domain.district import BY_CODE, District
from domain.errors import CommandIdReusedError, LedgerNotInitialisedError, RefusedError
from domain.events import DistrictYearEvent, Event
from domain.fiscal_year import FiscalYear
from domain.ledger_events import LedgerEvent, LedgerOpened, SourceLoaded
from domain.state import EMPTY, DistrictYear, evolve_at
from domain.words import how_many
from ledger.clock import Clock, day_of, instant_text
from ledger.codec import SCHEMAS, RecordMapper, decode_record, sha256_of
from ledger.plain import require_text
from ledger.record import FORMAT, SYNTHETIC, Record
from ledger.stores.common import Append, CommandEntry, StoredRow
from ledger.stores.recorder import Recorder

LEDGER_STREAM = "ledger"
EDITION = 1  # of our encoding of the law; counts on when a rule is encoded anew

_PAGE = 2000


class Kept(NamedTuple):
    """A record and its place in the ledger."""

    position: int
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Which records a question sees.

    Attributes:
        as_of: legal time: only records effective on or before that day; None sees all.
        known_on: recorded time: only records up to that instant (text); None sees all.
        runs_to: the last legal day counted, where no day was asked for and it lies after today;
            it leaves nothing out.
    """

    as_of: date | None = None
    known_on: str | None = None
    runs_to: date | None = None

    @property
    def day(self) -> date | None:
        """The last legal day counted; None where that is today."""
        return self.as_of or self.runs_to

    def sees(self, record: Record) -> bool:
        """Whether a record lies inside both bounds."""
        return (self.as_of is None or record.effective_on <= self.as_of) and (
            self.known_on is None or record.recorded_at <= self.known_on
        )


NOW = Cut()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerIdentity:
    """Which ledger this is, from its first record; named on every screen.

    Attributes:
        ledger_id: random, hex.
        incarnation: 1 at first.
        name, purpose, policy: fixed for good.
        opened_at: when it was initialised.
    """

    ledger_id: str
    incarnation: int
    name: str
    purpose: Purpose
    policy: Policy
    opened_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an instruction that was not refused.

    Attributes:
        command_id: its id.
        records: what was recorded, with positions; empty where it already stood so.
        repeated: True where the same command was on record before.
    """

    command_id: str
    records: tuple[Kept, ...]
    repeated: bool = False

    @property
    def events(self) -> tuple[str, ...]:
        """The names of the recorded events."""
        return tuple(kept.record.event for kept in self.records)


def stream_of(district: District, fiscal_year: FiscalYear) -> str:
    """The stream of a district-year, such as "064-2023"."""
    return f"{district.code:03d}-{fiscal_year.ends_in}"


def district_year_of(stream: str) -> tuple[District, FiscalYear] | None:
    """The district-year a stream belongs to; None for the ledger's own stream."""
    if stream == LEDGER_STREAM:
        return None
    code, year = stream.split("-")
    return BY_CODE[int(code)], FiscalYear(int(year))


class Ledger(Application[str]):
    """A ledger of records, read and written through the engine."""

    name = "ledger"

    def __init__(self, recorder: Recorder, clock: Clock) -> None:
        """Raises nothing: the store is opened when it is first used."""
        self.store = recorder
        self.clock = clock
        self._identity: LedgerIdentity | None = None
        super().__init__(env={"PERSISTENCE_MODULE": "eventsourcing.popo"})

    def construct_recorder(self) -> ApplicationRecorder:
        """Our store, which keeps the engine's contract."""
        return self.store

    def construct_mapper(self) -> RecordMapper:
        """Our mapper: canonical records."""
        return RecordMapper()

    # ---- what this ledger is ----

    def open_new(
        self, *, ledger_id: str, name: str, purpose: Purpose, policy: Policy, actor: str
    ) -> LedgerIdentity:
        """Initialise the store and write the first record, which fixes name, purpose and policy.

        Raises UsageError for a name that cannot be kept, RefusedError where a ledger is there
        already, StoreUnavailableError.
        """
        require_text(name, "The name of a ledger", longest=120)
        require_text(actor, "The name of the actor", longest=200)
        if not self.store.initialise() and self.store.position() > 0:
            there = self.identity
            raise RefusedError(
                f"There is a ledger here already: {there.name}, {there.purpose}, "
                f"{how_many(self.store.position(), 'record')}.",
                details={"ledger_id": there.ledger_id},
                next_step="A ledger's name, purpose and policy are fixed. Use another place.",
            )
        event = LedgerOpened(name=name, purpose=purpose, policy=policy)
        now = self.clock()
        command_id = f"init:{ledger_id}"
        body_hash = sha256_of({"command": "init", "fields": event})
        record = Record(
            v=FORMAT,
            ledger=ledger_id,
            incarnation=1,
            stream=LEDGER_STREAM,
            version=1,
            event=type(event).__name__,
            schema=SCHEMAS[type(event).__name__],
            recorded_at=instant_text(now),
            effective_on=day_of(now),
            actor=actor,
            office=Office.SYSTEM,
            appointment=None,
            assurance=Assurance.CLAIMED,
            citation=Citation("C.G.S. § 11-8b"),
            rulebook=f"none#{EDITION}",
            command_id=command_id,
            command_hash=body_hash,
            signature=None,
            causation=None,
            correlation=None,
            documents=(),
            data=event,
        )
        self.append(
            [record],
            [CommandEntry(command_id=command_id, command_hash=body_hash, records=1)],
            recorded_at=record.recorded_at,
        )
        return self.identity

    @property
    def identity(self) -> LedgerIdentity:
        """Which ledger this is. Raises LedgerNotInitialisedError, StoreUnavailableError."""
        if self._identity is None:
            rows = self.store.records_after(0, 1)
            first = decode_record(rows[0].state) if rows else None
            if first is None or not isinstance(first.data, LedgerOpened):
                raise LedgerNotInitialisedError(
                    "This store has no first record, so it is not a ledger yet.",
                    next_step="Run: alliance init",
                )
            self._identity = LedgerIdentity(
                ledger_id=first.ledger,
                incarnation=first.incarnation,
                name=first.data.name,
                purpose=first.data.purpose,
                policy=first.data.policy,
                opened_at=first.recorded_at,
            )
        return self._identity

    @property
    def holds_made_up_steps(self) -> bool:
        """Whether made-up steps were added to this ledger as a whole."""
        return any(
            isinstance(entry.record.data, SourceLoaded) and entry.record.data.kind == SYNTHETIC
            for entry in self.own_history()
        )

    # ---- writing ----

    def append(
        self,
        records: list[Record],
        commands: list[CommandEntry],
        *,
        recorded_at: str,
        expected_position: int | None = None,
    ) -> list[int]:
        """Append records and their commands in one transaction; their positions.

        Raises what `Recorder.insert_events` raises.
        """
        append = Append(
            recorded_at=recorded_at,
            commands=tuple(commands),
            expected_position=expected_position,
        )
        # The engine's mapper and recorder, without the notification objects that `save` makes.
        stored = [self.mapper.to_stored_event(record) for record in records]
        return list(self.store.insert_events(stored, append=append))

    def outcome_on_record(self, command_id: str, command_hash: str | None) -> Outcome | None:
        """The outcome of a command id on record, or None.

        Raises CommandIdReusedError where the id is on record with another body.
        """
        known = self.store.command(command_id)
        if known is None:
            return None
        if command_hash is not None and known.command_hash != command_hash:
            raise CommandIdReusedError(
                f"Command id {command_id} is on record with another body.",
                details={"command_id": command_id, "first_position": str(known.first_position)},
                next_step="If this is a new act, give it a new command id.",
            )
        rows = self.store.records_after(known.first_position - 1, known.records)
        return Outcome(command_id=command_id, records=tuple(kept(rows)), repeated=True)

    def save(self, *objs: object, **kwargs: object) -> NoReturn:
        """Not offered: a record without its command would be damage. Use `append`."""
        message = "records are appended with their commands, see Ledger.append"
        raise NotImplementedError(message)

    # ---- reading ----

    def records(self, after: int = 0, until: int | None = None) -> Iterator[Kept]:
        """Every record after a position, decoded, in pages. Raises RecordDamagedError."""
        for row in self.rows(after, until):
            yield Kept(row.position, decode_record(row.state, row.event))

    def rows(self, after: int = 0, until: int | None = None) -> Iterator[StoredRow]:
        """Every stored row after a position, undecoded, in pages."""
        while True:
            page = self.store.records_after(after, _PAGE, until)
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].position

    def history(
        self, district: District, fiscal_year: FiscalYear | None = None, cut: Cut = NOW
    ) -> list[Kept]:
        """The records of a district, of one year or all, in order of position."""
        if fiscal_year is None:
            rows = self.store.rows_of_streams(f"{district.code:03d}-")
        else:
            rows = self.store.stream_rows(stream_of(district, fiscal_year))
        return [entry for entry in kept(rows) if cut.sees(entry.record)]

    def own_history(self, cut: Cut = NOW) -> list[Kept]:
        """The records about the ledger itself: its opening, what was loaded, what it covers."""
        rows = self.store.stream_rows(LEDGER_STREAM)
        return [entry for entry in kept(rows) if cut.sees(entry.record)]

    def district_year(
        self, district: District, fiscal_year: FiscalYear, cut: Cut = NOW
    ) -> DistrictYear:
        """The state of a district-year: a fold over its records that the cut sees."""
        return fold_records(self.history(district, fiscal_year, cut))

    def all_district_years(self, cut: Cut = NOW) -> dict[tuple[District, FiscalYear], DistrictYear]:
        """The state of every district-year on record, ordered by year, then town name."""
        states: dict[str, DistrictYear] = {}
        for _, record in self.records():
            if record.stream != LEDGER_STREAM and cut.sees(record):
                states[record.stream] = after(states.get(record.stream, EMPTY), record)
        by_key: dict[tuple[District, FiscalYear], DistrictYear] = {}
        for stream, state in states.items():
            key = district_year_of(stream)
            assert key is not None  # noqa: S101 - the ledger's own stream was left out above
            by_key[key] = state
        ordered = sorted(by_key, key=lambda key: (key[1], key[0].name))
        return {key: by_key[key] for key in ordered}


def kept(rows: list[StoredRow]) -> list[Kept]:
    """Rows decoded. Raises RecordDamagedError."""
    return [Kept(row.position, decode_record(row.state, row.event)) for row in rows]


def fold_records(records: list[Kept]) -> DistrictYear:
    """The state after records of one district-year, some of which a cut may have left out."""
    state = EMPTY
    for entry in records:
        state = after(state, entry.record)
    return state


def after(state: DistrictYear, record: Record) -> DistrictYear:
    """The state after one more record of its district-year, at the version the record has."""
    return evolve_at(state, district_event(record.data), record.version)


def district_event(event: Event) -> DistrictYearEvent:
    """The event as one of a district-year. A ledger event there is a bug or damage."""
    assert not isinstance(event, LedgerEvent), type(event).__name__  # noqa: S101
    return event
