"""A desk at a real ledger: sends commands, restarts, and keeps its own fold of what was answered.

For the machine of `tests/machine/`. Whatever is answered is held against what the desk knows: the
positions, the law of the record, the store read again. Not here: which commands are sent
(`machine_acts.py`), what has to be true of the money (`machine_invariants.py`).
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from machine_invariants import check_event

from domain.authority import Policy, Purpose
from domain.commands import (
    AuthorizeRelease,
    CloseFiscalYear,
    Command,
    CorrectEvent,
    Instruction,
    IssueRelease,
    TransferPortion,
    WithholdPortion,
)
from domain.district import BY_CODE
from domain.errors import CommandIdReusedError, RefusedError
from domain.events import DistrictYearEvent
from domain.fiscal_year import FiscalYear
from domain.owed_commands import ApplyReduction, ReverseReduction
from domain.report_commands import AmendExpenditureReport, ReclassifyExpenditure, RecordRefund
from domain.state import EMPTY, DistrictYear, evolve
from ledger.application import (
    EDITION,
    Kept,
    Ledger,
    Outcome,
    district_event,
    district_year_of,
)
from ledger.clock import day_of
from ledger.execute import execute
from ledger.stores.recorder import Recorder
from ledger.unit import Unit

# Every year of the machine is over, so that each can close.
FIRST_INSTANT = datetime(2027, 8, 1, 12, 0, tzinfo=UTC)

# The revisions of § 10-262u that a day of these years can meet, from the acts themselves.
REVISIONS = (
    (date.min, "CT-262u/none"),  # before the program
    (date(2012, 7, 1), "CT-262u/2012"),  # P.A. 12-116
    (date(2017, 10, 31), "CT-262u/2017b"),  # P.A. 17-2, June Sp. Sess.
    (date(2021, 7, 1), "CT-262u/2021"),  # P.A. 21-2, June Sp. Sess.
    (date(2022, 7, 1), "CT-262u/2022"),  # P.A. 22-118
    (date(2023, 7, 1), "CT-262u/2023"),  # P.A. 23-208
)
_MOVES = WithholdPortion | TransferPortion | AuthorizeRelease | IssueRelease
_RESTATES = AmendExpenditureReport | ReclassifyExpenditure | RecordRefund | CorrectEvent


class Place(NamedTuple):
    """A district-year, by the town's code and the year in which the fiscal year ends."""

    code: int
    year: int


@dataclass(slots=True)
class Clock:
    """A clock that goes on by a minute each time it is read."""

    now: datetime = FIRST_INSTANT

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@dataclass(slots=True)
class Tally:
    """How often each command was sent and recorded, over all runs of a machine.

    `reached`: how often an event was recorded so many years after the year of its command.
    """

    sent: Counter[str] = field(default_factory=Counter)
    recorded: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    reached: Counter[tuple[str, int]] = field(default_factory=Counter)


class Desk:
    """One ledger, the desk's own fold of it, and everything that was sent."""

    def __init__(self, opening: Callable[[], Recorder], policy: Policy, tally: Tally) -> None:
        """Open a new ledger in an empty store."""
        self._opening = opening
        self.clock = Clock()
        self.policy = policy
        self.tally = tally
        self.history: dict[Place, list[DistrictYearEvent]] = {}
        self.dated: dict[Place, list[tuple[date, DistrictYearEvent]]] = {}
        self.states: dict[Place, DistrictYear] = {}
        self.places: list[Place | None] = [None]  # whose record stands at each position from 1
        self.answered: list[tuple[Instruction, Outcome]] = []
        self.refused: list[Instruction] = []
        self.touched: set[Place] = set()
        self.days_later = 0
        self._commands = 0
        self.ledger = Ledger(opening(), self.clock)
        self.ledger.open_new(
            ledger_id="ac" * 16,
            name="Machine",
            purpose=Purpose.TRAINING,
            policy=policy,
            actor="Ana",
        )

    # ---- what is known ----

    @property
    def position(self) -> int:
        """The last position as the desk counts it."""
        return len(self.places)

    def state(self, place: Place) -> DistrictYear:
        """The desk's own fold."""
        return self.states.get(place, EMPTY)

    # ---- sending ----

    def instruction(
        self, place: Place, command: Command, *, on: date | None = None, actor: str = "Ana"
    ) -> Instruction:
        """A new instruction with the next command id, effective on June 30 unless told.

        What moves money before it is paid is `days_later`: what is of June 30 again afterwards is
        dated back.
        """
        later = self.days_later if isinstance(command, _MOVES) else 0
        self._commands += 1
        self.tally.sent[type(command).__name__] += 1
        return Instruction(
            command_id=f"m{self._commands}",
            actor=actor,
            district=BY_CODE[place.code],
            fiscal_year=FiscalYear(place.year),
            effective_on=on or date(place.year, 6, 30) + timedelta(days=later),
            command=command,
            documents={},
        )

    def ask(
        self, place: Place, command: Command, *, on: date | None = None, actor: str = "Ana"
    ) -> bool:
        """Send a command; False where it was refused, and then nothing has changed."""
        return self.send(self.instruction(place, command, on=on, actor=actor))

    def send(self, instruction: Instruction) -> bool:
        """Send an instruction by itself."""
        try:
            outcome = execute(self.ledger, instruction)
        except RefusedError as refusal:
            self._was_refused(instruction, refusal)
            return False
        self._was_recorded(instruction, outcome)
        return True

    def send_again(self, instruction: Instruction, first: Outcome) -> None:
        """The same command again is answered with the first outcome and records nothing."""
        again = execute(self.ledger, instruction)
        assert again.repeated
        assert again.records == first.records
        self._nothing_was_recorded()

    def send_otherwise(self, instruction: Instruction) -> None:
        """The id of a recorded command with another body is refused and records nothing."""
        other = replace(instruction, actor=instruction.actor + " B.")
        with pytest.raises(CommandIdReusedError) as refused:
            execute(self.ledger, other)
        assert refused.value.next_step
        assert refused.value.details["command_id"] == instruction.command_id
        self._nothing_was_recorded()

    def send_together(self, instructions: list[Instruction], *, skip_refused: bool) -> bool:
        """Send several in one transaction, two by two.

        `skip_refused`: leave out a pair of which one is refused and record the rest; else nothing
        is recorded where one is refused. False where nothing was recorded.
        """
        unit = Unit(self.ledger, batch=True)
        done: list[tuple[Instruction, Outcome]] = []
        for first in range(0, len(instructions), 2):
            mark, pair = unit.mark(), instructions[first : first + 2]
            try:
                outcomes = [(one, unit.perform(one)) for one in pair]
            except RefusedError as refusal:
                self._was_refused(pair[-1], refusal)
                if not skip_refused:
                    return False
                unit.back_to(mark)
            else:
                done += outcomes
        committed = unit.commit()
        decided = [kept for _, outcome in done for kept in outcome.records]
        assert committed == tuple(decided)
        for one, outcome in done:
            self._was_recorded(one, outcome)
        self._nothing_was_recorded()
        return bool(done)

    def restart(self) -> None:
        """Drop the ledger and open the same store again."""
        self.ledger.store.close()
        self.ledger = Ledger(self._opening(), self.clock)

    # ---- what was answered ----

    def _was_refused(self, instruction: Instruction, refusal: RefusedError) -> None:
        self.tally.refusals[type(refusal).__name__] += 1
        assert refusal.citation is not None, refusal.message
        assert refusal.next_step, refusal.message
        assert refusal.message
        assert self.ledger.store.command(instruction.command_id) is None
        self._nothing_was_recorded()
        self.refused.append(instruction)

    def _nothing_was_recorded(self) -> None:
        assert self.ledger.store.position() == self.position

    def _was_recorded(self, instruction: Instruction, outcome: Outcome) -> None:
        assert not outcome.repeated
        self.answered.append((instruction, outcome))
        if outcome.records:
            self.tally.recorded[type(instruction.command).__name__] += 1
        for kept in outcome.records:
            self._check_record(kept, instruction)
            place = _place_of(kept)
            self._fold(place, kept)

    def _fold(self, place: Place, kept: Kept) -> None:
        event = district_event(kept.record.data)
        before = self.state(place)
        assert kept.record.version == before.version + 1
        check_event(event, before, kept.record, policy=self.policy, states=self.years(place.code))
        self.history.setdefault(place, []).append(event)
        self.dated.setdefault(place, []).append((kept.record.effective_on, event))
        self.states[place] = evolve(before, event)
        self.places.append(place)
        self.touched.add(place)

    def years(self, code: int) -> dict[int, DistrictYear]:
        """The years of a district by the year they end in."""
        return {place.year: state for place, state in self.states.items() if place.code == code}

    def _check_record(self, kept: Kept, instruction: Instruction) -> None:
        """The record stands next, and names its command, its person and the law it was made by."""
        record = kept.record
        assert kept.position == self.position + 1
        assert record.command_id == instruction.command_id
        assert record.actor == instruction.actor
        asked_on = instruction.effective_on or day_of(self.clock.now)
        revision = [key for day, key in REVISIONS if day <= asked_on][-1]
        assert record.rulebook == f"{revision}#{EDITION}@{asked_on}"
        own = f"{instruction.district.code:03d}-{instruction.fiscal_year.ends_in}"
        if record.stream != own:
            other = _place_of(kept)
            assert other.code == instruction.district.code
            year, asked = instruction.fiscal_year.ends_in, instruction.command
            # A balance goes on to the next year, a claim is of an earlier one, and what is changed
            # in a closed year is restated in those after it.
            reaches = {
                "BalanceCarriedIn": isinstance(asked, CloseFiscalYear) and other.year == year + 1,
                "ReductionTaken": isinstance(asked, ApplyReduction) and other.year < year,
                "ReductionRestored": isinstance(asked, ReverseReduction) and other.year < year,
                "EventCorrected": isinstance(asked, _RESTATES | ReverseReduction)
                and other.year > year,
            }
            assert reaches[record.event], (record.event, record.stream)
            self.tally.reached[record.event, other.year - year] += 1


def _place_of(kept: Kept) -> Place:
    named = district_year_of(kept.record.stream)
    assert named is not None
    return Place(named[0].code, named[1].ends_in)
