"""Settings: the dated configuration that stands for a fiscal year, from the ledger's own events.

The last one recorded for a year stands; the earlier ones stay in the history. Where nothing is set
the answer is None ("no date set") and never a default: no source gives one. The one exception is
the exit policy, whose default is flagged as the model's own. C.G.S. § 10-262u(c)(2), (d), (g) leave
all of it open; guidelines are those of § 10-262u(e).
Not here: the events (`domain/setting_events.py`), what may be set (`domain/decisions/settings.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

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
    VARIANCE = "variance allowance"
    COLUMNS = "report columns"
    EXIT = "exit policy"
    # One kind for each duty: they are set and stand apart from one another.
    ANNUAL_REPORT_DUE = "annual report due date"
    INTERIM_REPORT_DUE = "interim report due date"
    PROGRESS_REPORT_DUE = "progress report due date"
    PAYMENT_CUT_OFF = "payment cut-off date"
    PASS_THROUGH_DUE = "pass-through due date"  # noqa: S105 - not a password
    SINGLE_AUDIT_REPORT_DUE = "single audit report due date"


DUTIES: Final[Mapping[SettingKind, s.Duty]] = {
    SettingKind.ANNUAL_REPORT_DUE: s.Duty.ANNUAL_REPORT,
    SettingKind.INTERIM_REPORT_DUE: s.Duty.INTERIM_REPORT,
    SettingKind.PROGRESS_REPORT_DUE: s.Duty.PROGRESS_REPORT,
    SettingKind.PAYMENT_CUT_OFF: s.Duty.PAYMENT_CUT_OFF,
    SettingKind.PASS_THROUGH_DUE: s.Duty.PASS_THROUGH,
    SettingKind.SINGLE_AUDIT_REPORT_DUE: s.Duty.SINGLE_AUDIT_REPORT,
}
_KIND_OF_DUTY: Final = {duty: kind for kind, duty in DUTIES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitPolicy:
    """What becomes of a balance after the program, and whose word that is.

    Attributes:
        choice: carried on, to be returned, or to be set against the ECS grant.
        setting: the setting it rests on; None where it is the default of the model, which is not
            law and is said wherever it counts.
    """

    choice: s.ExitChoice
    setting: s.ExitPolicySet | None


MODEL_EXIT: Final = ExitPolicy(choice=s.ExitChoice.CARRY, setting=None)


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
        """The guidelines that reach a year, or None."""
        return self._reaching(s.GuidelinesAdopted, year)

    def variance_allowance(self, year: FiscalYear) -> s.VarianceAllowanceSet | None:
        """How far a line of a report may be over, or None; UNVERIFIED where it is set."""
        return self._last(s.VarianceAllowanceSet, year)

    def report_columns(self, year: FiscalYear) -> s.ReportColumnsSet | None:
        """Which columns of a report count as spent, or None."""
        return self._last(s.ReportColumnsSet, year)

    def deadline(self, year: FiscalYear, duty: s.Duty) -> s.DeadlineSet | None:
        """By when a duty of a year is due, or None: no date set."""
        found = [one for one in self._all(s.DeadlineSet) if one.duty is duty]
        return next((one for one in reversed(found) if year_of(one) == year), None)

    def deadlines(self, year: FiscalYear) -> Mapping[s.Duty, s.DeadlineSet]:
        """Every due date that is set for a year, by its duty."""
        found = {duty: self.deadline(year, duty) for duty in s.Duty}
        return {duty: one for duty, one in found.items() if one is not None}

    def exit_policy(self, year: FiscalYear) -> ExitPolicy:
        """What becomes of a balance after the program; carried on where nobody set anything."""
        found = self._reaching(s.ExitPolicySet, year)
        return MODEL_EXIT if found is None else ExitPolicy(choice=found.choice, setting=found)

    def standing(self, kind: SettingKind, year: FiscalYear) -> s.SettingEvent | None:
        """What stands of a kind for a year, or None."""
        if kind in DUTIES:
            return self.deadline(year, DUTIES[kind])
        event = _EVENTS[kind]
        return self._reaching(event, year) if kind in _LASTING else self._last(event, year)

    def replaced_by(self, event: s.SettingEvent) -> s.SettingEvent | None:
        """The one on record that a new event of the same kind and year takes the place of."""
        if isinstance(event, s.DeadlineSet):
            return self.deadline(year_of(event), event.duty)
        return self._last(type(event), year_of(event))

    def _reaching(self, kind: type[SettingT], year: FiscalYear) -> SettingT | None:
        """Of those that stand until a newer one does, the one that reaches a year.

        That with the latest first fiscal year up to it; of two for the same year the one recorded
        last.
        """
        found = [one for one in self._all(kind) if year_of(one) <= year]
        # `max` gives the first of equals, so the last recorded has to come first.
        return max(reversed(found), key=year_of, default=None)

    def _last(self, kind: type[SettingT], year: FiscalYear) -> SettingT | None:
        return next((one for one in reversed(self._all(kind)) if year_of(one) == year), None)

    def _all(self, kind: type[SettingT]) -> list[SettingT]:
        return [one for one in self.history if isinstance(one, kind)]


def settings_of(events: Iterable[Event]) -> Settings:
    """The settings after events of the ledger's own stream, in their order; others are skipped."""
    return Settings(history=tuple(one for one in events if isinstance(one, s.SettingEvent)))


def kind_of_duty(duty: s.Duty) -> SettingKind:
    """What the due date of a duty is called."""
    return _KIND_OF_DUTY[duty]


def kind_of(event: s.SettingEvent) -> SettingKind:
    """What an event sets."""
    if isinstance(event, s.DeadlineSet):
        return kind_of_duty(event.duty)
    return _KINDS[type(event)]


def year_of(event: s.SettingEvent) -> FiscalYear:
    """The fiscal year a setting is for; of guidelines and of an exit policy the first one."""
    if isinstance(event, s.GuidelinesAdopted | s.ExitPolicySet):
        return FiscalYear(event.first_fiscal_year)
    return FiscalYear(event.fiscal_year)


_EVENTS: Final[Mapping[SettingKind, type[s.SettingEvent]]] = {
    SettingKind.SCHEDULE: s.ReleaseScheduleSet,
    SettingKind.PLAN_DUE: s.PlanDueDateSet,
    SettingKind.NEW_REFORM_SHARE: s.NewReformShareSet,
    SettingKind.OBJECT_CODES: s.ObjectCodesSet,
    SettingKind.GUIDELINES: s.GuidelinesAdopted,
    SettingKind.APPROPRIATION: s.AppropriationControlSet,
    SettingKind.VARIANCE: s.VarianceAllowanceSet,
    SettingKind.COLUMNS: s.ReportColumnsSet,
    SettingKind.EXIT: s.ExitPolicySet,
}
_KINDS: Final[Mapping[type, SettingKind]] = {event: kind for kind, event in _EVENTS.items()}
# Those that stand for every later year too, until a newer one does.
_LASTING: Final = frozenset({SettingKind.GUIDELINES, SettingKind.EXIT})
