"""What a decision sees besides its own district-year, gathered from the ledger and a unit.

Not here: any rule; what the parts mean (`domain/decisions/case.py`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Protocol

from domain.authority import Policy
from domain.claim_commands import RaiseFinding
from domain.commands import (
    AuthorizeRelease,
    ClaimCommand,
    CloseFiscalYear,
    Command,
    CorrectEvent,
    DesignateDistrict,
    DeterminePortion,
    Instruction,
    SetAsideForResidency,
    StateOpeningBalance,
    TrueUpEntitlement,
)
from domain.decisions.case import Case, EntitlementOnRecord, NamedRecord, YearOnRecord
from domain.decisions.claim_ground import claim_grounds, own_grounds
from domain.decisions.ground import closing_grounds, grounds_of
from domain.decisions.reduction import claim_year_of
from domain.decisions.side_ground import RestsBeside, is_ground_beside
from domain.determination_commands import IssueDetermination, IssuePreliminaryDetermination
from domain.district import District
from domain.events import ExpenditureReported
from domain.figures import balance
from domain.fiscal_year import FIRST_YEAR, LAST_YEAR, FiscalYear
from domain.money import Money
from domain.owed_commands import ApplyReduction, ReverseReduction
from domain.report_commands import (
    AmendExpenditureReport,
    ReclassifyExpenditure,
    RecordRefund,
)
from domain.report_events import ExpenditureReportAmended, ReportCertified
from domain.rounds_before import rounds_before
from domain.side_commands import (
    ApplyEcsOffset,
    ApplyForfeiture,
    RecordSingleAudit,
    WaiveForfeiture,
)
from domain.state import EMPTY, DistrictYear, folded_at
from domain.statute.rules import rules_in_force
from domain.statute.s262u_c1_portion import BASELINE_YEARS
from ledger.application import stream_of
from ledger.record import Record

# Decisions on more than their own district-year: they hold only while the record stands still.
LOOKS_AROUND: Final = (
    DesignateDistrict,
    TrueUpEntitlement,
    DeterminePortion,
    SetAsideForResidency,
    CloseFiscalYear,
    StateOpeningBalance,
    ApplyForfeiture,
    WaiveForfeiture,
    ApplyEcsOffset,
    ApplyReduction,
    ReverseReduction,
)
# Decisions that change the past: in a closed year they reach into the years after it.
_RESTATES: Final = (
    CorrectEvent,
    AmendExpenditureReport,
    ReclassifyExpenditure,
    RecordRefund,
    ReverseReduction,
)
# Decisions measured by how the year stood on its last day: the plan, what was paid.
_MEASURED_BY_YEAR_END: Final = (
    RaiseFinding,
    IssuePreliminaryDetermination,
    IssueDetermination,
    RecordSingleAudit,
)
# Decisions that look at the year before their own.
_LOOKS_BACK: Final = (TrueUpEntitlement, CloseFiscalYear, StateOpeningBalance)


class Desk(Protocol):
    """What is asked of a unit."""

    @property
    def today(self) -> date:
        """The day in Connecticut."""

    def state(self, district: District, fiscal_year: FiscalYear) -> DistrictYear:
        """A district-year as it is in the unit."""

    def place_of(self, district: District, fiscal_year: FiscalYear, version: int) -> int:
        """The position of a record the unit has read or will append."""

    def day_of(self, district: District, fiscal_year: FiscalYear, version: int) -> date:
        """The legal date of a record the unit has read or will append."""

    def record_at(self, position: int) -> Record | None:
        """The record at a position, or None."""


def gather(desk: Desk, instruction: Instruction, policy: Policy) -> Case:
    """The case of an instruction; other streams are read only where the command looks at them."""
    district, year, command = instruction.district, instruction.fiscal_year, instruction.command
    effective_on = instruction.effective_on or desk.today
    designating = isinstance(command, DesignateDistrict)
    return Case(
        district=district,
        fiscal_year=year,
        effective_on=effective_on,
        actor=instruction.actor,
        policy=policy,
        rules=rules_in_force(year, effective_on),
        baselines=_baselines(desk, district) if isinstance(command, DeterminePortion) else {},
        next_year=_next_year(desk, instruction),
        previous_year=_previous_year(desk, instruction),
        earlier_rounds=_earlier_rounds(desk, district, year) if designating else frozenset(),
        named=_named(desk, instruction),
        residency_funds=_residency_funds(desk, district)
        if isinstance(command, SetAsideForResidency) or _is_for_residency(command)
        else None,
        ground_on=_ground_on(desk, instruction),
        reported_on=_reported_on(desk, district, year)
        if isinstance(command, CloseFiscalYear)
        else None,
        chain=_chain(desk, district, year) if isinstance(command, _RESTATES) else (),
        two_years_before=_years_away(desk, instruction, -2)
        if isinstance(command, ApplyForfeiture | ApplyEcsOffset)
        else EMPTY,
        two_years_after=_years_away(desk, instruction, 2)
        if isinstance(command, WaiveForfeiture | CorrectEvent)
        else EMPTY,
        claim_year=_claim_year(desk, instruction),
        year_end=_year_end(desk, district, year)
        if isinstance(command, _MEASURED_BY_YEAR_END)
        else EMPTY,
    )


def _year_end(desk: Desk, district: District, year: FiscalYear) -> DistrictYear:
    """The year as it stood on its last day: events of a later legal date are left out."""
    return folded_at(
        (version, event)
        for version, event in desk.state(district, year).events
        if desk.day_of(district, year, version) <= year.last_day
    )


def _reported_on(desk: Desk, district: District, year: FiscalYear) -> date | None:
    """The last day on which what the whole year spent was reported or certified."""
    return max(
        (
            desk.day_of(district, year, version)
            for version, event in desk.state(district, year).events
            if isinstance(event, ExpenditureReported | ExpenditureReportAmended | ReportCertified)
        ),
        default=None,
    )


def _chain(desk: Desk, district: District, year: FiscalYear) -> tuple[YearOnRecord, ...]:
    """The year and, where it is closed, the years its balance went on to."""
    state = desk.state(district, year)
    versions = range(1, state.version + 1)
    own = YearOnRecord(
        fiscal_year=year,
        state=state,
        places={at: desk.place_of(district, year, at) for at in versions},
        days={at: desk.day_of(district, year, at) for at in versions},
    )
    return (own,) if state.closed is None else (own, *_chain(desk, district, year.next))


def _next_year(desk: Desk, instruction: Instruction) -> DistrictYear:
    """The year a closing goes on to, and where what an adjustment lowers may be deducted."""
    if isinstance(instruction.command, CloseFiscalYear):
        return desk.state(instruction.district, instruction.fiscal_year.next)
    if isinstance(instruction.command, CorrectEvent):
        return _years_away(desk, instruction, 1)
    return EMPTY


def _previous_year(desk: Desk, instruction: Instruction) -> DistrictYear:
    if isinstance(instruction.command, _LOOKS_BACK):
        return desk.state(instruction.district, instruction.fiscal_year.previous)
    if isinstance(instruction.command, ApplyEcsOffset):
        return _years_away(desk, instruction, -1)
    return EMPTY


def _years_away(desk: Desk, instruction: Instruction, years: int) -> DistrictYear:
    """The year so many before or after; nothing is on record of one the ledger cannot name."""
    year = instruction.fiscal_year.ends_in + years
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return EMPTY
    return desk.state(instruction.district, FiscalYear(year))


def looks_around(command: Command, state: DistrictYear) -> bool:
    """Whether a decision is on more than its own district-year; see `LOOKS_AROUND`.

    What changes a closed year looks at the years after it, and the correction of a shortfall or an
    adjustment at the year it is deducted in.
    """
    restates = isinstance(command, _RESTATES) and state.closed is not None
    side = state.side
    deducted_later = side.shortfall is not None or side.adjustment is not None
    corrects_it = isinstance(command, CorrectEvent) and deducted_later
    of_other_years = isinstance(command, LOOKS_AROUND) or _is_for_residency(command)
    return of_other_years or restates or corrects_it


def _is_for_residency(command: Command) -> bool:
    """Whether a release rests on the funds of FY2020 and FY2021."""
    return isinstance(command, AuthorizeRelease) and bool(command.residency)


def _ground_on(desk: Desk, instruction: Instruction) -> date | None:
    """The legal date of what a step rests on."""
    district, year = instruction.district, instruction.fiscal_year
    command = instruction.command
    if isinstance(command, RestsBeside):
        return max(_days_beside(desk, district, year, command), default=None)
    rests_on: list[tuple[FiscalYear, int]] = []
    if isinstance(command, ClaimCommand):
        of = _year_of_claim(command) or year
        rests_on += [(of, one) for one in claim_grounds(command, desk.state(district, of))]
        rests_on += [(year, one) for one in own_grounds(command, desk.state(district, year))]
    elif isinstance(command, CloseFiscalYear):
        rests_on += [(year, one) for one in closing_grounds(desk.state(district, year))]
    else:
        rests_on += [(year, one) for one in grounds_of(command, desk.state(district, year))]
    return max((_stands_since(desk, district, of, one) for of, one in rests_on), default=None)


def _stands_since(desk: Desk, district: District, year: FiscalYear, version: int) -> date:
    """The day since when a record stands as it does: its own, or that of the last correction."""
    last = desk.state(district, year).last_of(version)
    return max(desk.day_of(district, year, version), desk.day_of(district, year, last))


def _days_beside(
    desk: Desk, district: District, year: FiscalYear, command: RestsBeside
) -> Iterator[date]:
    for ends_in in range(max(FIRST_YEAR, year.ends_in - 2), year.ends_in + 1):
        of = FiscalYear(ends_in)
        for version, event in desk.state(district, of).events:
            if is_ground_beside(command, year, event, of):
                yield _stands_since(desk, district, of, version)


def _year_of_claim(command: Command) -> FiscalYear | None:
    """The year of the determination that a reduction is about; None for other commands."""
    if not isinstance(command, ApplyReduction | ReverseReduction):
        return None
    ends_in = claim_year_of(command)
    return None if ends_in is None else FiscalYear(ends_in)


def _claim_year(desk: Desk, instruction: Instruction) -> DistrictYear:
    year = _year_of_claim(instruction.command)
    return EMPTY if year is None else desk.state(instruction.district, year)


def _baselines(desk: Desk, district: District) -> Mapping[FiscalYear, EntitlementOnRecord]:
    found = {}
    for year in BASELINE_YEARS:
        state = desk.state(district, year)
        if state.entitlement is not None:
            # The record that gives the amount: the end of its chain of corrections.
            version = state.last_of(state.entitlement_version)
            place = desk.place_of(district, year, version)
            found[year] = EntitlementOnRecord(amount=state.entitlement.amount, position=place)
    return found


def _earlier_rounds(desk: Desk, district: District, year: FiscalYear) -> frozenset[str]:
    return rounds_before(year, lambda of: desk.state(district, of))


def _residency_funds(desk: Desk, district: District) -> tuple[Money, Money] | None:
    """Alliance funds of FY2020 and FY2021, as withheld; None unless both are on record."""
    before, after = (desk.state(district, FiscalYear(year)) for year in (2020, 2021))
    if not before.withheld or not after.withheld:
        return None
    return (
        balance("withheld_by_comptroller", before),
        balance("withheld_by_comptroller", after),
    )


def _named(desk: Desk, instruction: Instruction) -> Mapping[int, NamedRecord]:
    command = instruction.command
    if isinstance(command, CorrectEvent):
        positions = {command.position}
    elif isinstance(command, IssueDetermination):
        positions = {position for fact in command.facts for position in fact.positions}
    else:
        return {}
    found = ((position, _named_at(desk, instruction, position)) for position in positions)
    return {position: named for position, named in found if named is not None}


def _named_at(desk: Desk, instruction: Instruction, position: int) -> NamedRecord | None:
    record = desk.record_at(position)
    if record is None or record.stream != stream_of(instruction.district, instruction.fiscal_year):
        return None
    state = desk.state(instruction.district, instruction.fiscal_year)
    corrected_at = None
    if record.version in state.corrected_by:
        version = state.last_of(record.version)
        corrected_at = desk.place_of(instruction.district, instruction.fiscal_year, version)
    return NamedRecord(
        version=record.version, effective_on=record.effective_on, corrected_at=corrected_at
    )
