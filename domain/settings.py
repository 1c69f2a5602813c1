"""Settings: the dated configuration that stands for a fiscal year, from the ledger's own events.

The last one recorded for a year stands; the earlier ones stay in the history. Where nothing is set
the answer is None ("no date set") and never a default: no source gives one. C.G.S. § 10-262u(c)(2),
(d) leave all of it open; guidelines are those of § 10-262u(e).
Not here: the events (`domain/setting_events.py`), what may be set (`domain/decisions/settings.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, assert_never

from domain import setting_events as s
from domain.events import Event
from domain.fiscal_year import FiscalYear

SettingT = TypeVar("SettingT", bound=s.SettingEvent)


class SettingKind(StrEnum):
    """What is set, in the order of the lists people read."""

    SCHEDULE = "release schedule"
    PLAN_DUE = "plan due date"
    NEW_REFORM_SHARE = "new reform share"
    OBJECT_CODES = "object codes"
    GUIDELINES = "guidelines"
    APPROPRIATION = "appropriation control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting on record, oldest first, and which of them stands.

    Attributes:
        history: all of them, also those that a later one replaced.
    """

    history: tuple[s.SettingEvent, ...] = ()

    def schedule(self, year: FiscalYear) -> s.ReleaseScheduleSet | None:
        """How the releases of a year are measured, or None where nothing is set."""
        return self._last(s.ReleaseScheduleSet, year)

    def plan_due(self, year: FiscalYear) -> s.PlanDueDateSet | None:
        """By when plans are due, or None: no date set."""
        return self._last(s.PlanDueDateSet, year)

    def new_reform_share(self, year: FiscalYear) -> s.NewReformShareSet | None:
        """How much of a plan is to be for new or extended reforms, or None."""
        return self._last(s.NewReformShareSet, year)

    def object_codes(self, year: FiscalYear) -> s.ObjectCodesSet | None:
        """The object codes of a year, or None."""
        return self._last(s.ObjectCodesSet, year)

    def appropriation(self, year: FiscalYear) -> s.AppropriationControlSet | None:
        """The control figure of a year, or None."""
        return self._last(s.AppropriationControlSet, year)

    def guidelines(self, year: FiscalYear) -> s.GuidelinesAdopted | None:
        """The guidelines that reach a year, or None.

        Those with the latest first fiscal year up to it; of two for the same year the one recorded
        last.
        """
        found = [one for one in self._all(s.GuidelinesAdopted) if year_of(one) <= year]
        # `max` gives the first of equals, so the last recorded has to come first.
        return max(reversed(found), key=year_of, default=None)

    def standing(self, kind: SettingKind, year: FiscalYear) -> s.SettingEvent | None:
        """What stands of a kind for a year, or None."""
        match kind:
            case SettingKind.SCHEDULE:
                return self.schedule(year)
            case SettingKind.PLAN_DUE:
                return self.plan_due(year)
            case SettingKind.NEW_REFORM_SHARE:
                return self.new_reform_share(year)
            case SettingKind.OBJECT_CODES:
                return self.object_codes(year)
            case SettingKind.GUIDELINES:
                return self.guidelines(year)
            case SettingKind.APPROPRIATION:
                return self.appropriation(year)
            case _:
                assert_never(kind)

    def replaced_by(self, event: s.SettingEvent) -> s.SettingEvent | None:
        """The one on record that a new event of the same kind and year takes the place of."""
        return self._last(type(event), year_of(event))

    def _last(self, kind: type[SettingT], year: FiscalYear) -> SettingT | None:
        return next((one for one in reversed(self._all(kind)) if year_of(one) == year), None)

    def _all(self, kind: type[SettingT]) -> list[SettingT]:
        return [one for one in self.history if isinstance(one, kind)]


def settings_of(events: Iterable[Event]) -> Settings:
    """The settings after events of the ledger's own stream, in their order; others are skipped."""
    return Settings(history=tuple(one for one in events if isinstance(one, s.SettingEvent)))


def kind_of(event: s.SettingEvent) -> SettingKind:
    """What an event sets."""
    match event:
        case s.ReleaseScheduleSet():
            return SettingKind.SCHEDULE
        case s.PlanDueDateSet():
            return SettingKind.PLAN_DUE
        case s.NewReformShareSet():
            return SettingKind.NEW_REFORM_SHARE
        case s.ObjectCodesSet():
            return SettingKind.OBJECT_CODES
        case s.GuidelinesAdopted():
            return SettingKind.GUIDELINES
        case s.AppropriationControlSet():
            return SettingKind.APPROPRIATION
        case _:
            assert_never(event)


def year_of(event: s.SettingEvent) -> FiscalYear:
    """The fiscal year a setting is for; of guidelines the first one."""
    if isinstance(event, s.GuidelinesAdopted):
        return FiscalYear(event.first_fiscal_year)
    return FiscalYear(event.fiscal_year)
