"""What a batch is due by: the schedule of the year, which is configuration and not law.

Not here: setting it (`alliance setting schedule`); the amounts (`ledger/batch_rows.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from domain.errors import RefusedError, UsageError
from domain.fiscal_year import FiscalYear
from domain.setting_events import ReleaseBasis, ReleaseScheduleSet, ScheduledInstallment
from domain.settings import Settings
from domain.words import how_many
from ledger.batch_rows import BatchRow, States, release_rows, request_rows

_ALL = 100


class ScheduleMissingError(RefusedError):
    """Nobody set how the releases of the year are measured, and no source says it."""

    code = "schedule_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a batch is due by.

    Attributes:
        installment: its name in batches, such as "october", "requests", "as approved".
        label: in the batch's own name, such as "OCT".
        words: what it is, with who set it.
        once: True where a second batch of it is a supplement and needs a reason.
        early: what is due before it and still to come, in words; "" where it is its turn.
        ahead: how long before its due day, in words; "" where it is due, or no day is set.
        rows: the rows of the batch from the states of the year.
    """

    installment: str
    label: str
    words: str
    once: bool
    early: str = ""
    ahead: str = ""
    rows: Callable[[States], Sequence[BatchRow]]


def due_of(settings: Settings, year: FiscalYear, installment: str | None, on: date) -> Due:
    """What a batch of the year is due by; `on`: the day of the batch.

    Raises ScheduleMissingError; UsageError for an installment the schedule does not have.
    """
    schedule = settings.schedule(year)
    if schedule is None:
        raise ScheduleMissingError(
            f"How the releases of {year} are measured is not set, and no statute says it.",
            next_step=f"Set it first: alliance setting schedule --fiscal-year {year} --basis "
            "installments --installment october=OCT:25 … --set-by WHO --document TITLE",
        )
    said = f"set by {schedule.set_by} on {schedule.document}; configuration, not law"
    match schedule.basis:
        case ReleaseBasis.INSTALLMENTS:
            return _installment(schedule, installment, said, on)
        case ReleaseBasis.DRAW_DOWN:
            _refuse_name(installment, "draw-down requests")
            words = f"what the boards asked to draw ({said})"
            return Due(
                installment="requests", label="REQ", words=words, once=False, rows=request_rows
            )
        case ReleaseBasis.AS_APPROVED:
            _refuse_name(installment, "as plans are approved")
            return Due(
                installment="as approved",
                label="APP",
                words=f"the whole of each approved plan ({said})",
                once=False,
                rows=lambda states: release_rows(states, _ALL),
            )
        case _:
            assert_never(schedule.basis)


def bases_of(settings: Settings, year: FiscalYear) -> list[str]:
    """What batches of the year can be measured by, in the words a batch keeps; none where unset."""
    schedule = settings.schedule(year)
    if schedule is None:
        return []
    names: list[str | None] = [one.name for one in schedule.installments]
    return [due_of(settings, year, name, year.last_day).words for name in names or [None]]


def _installment(schedule: ReleaseScheduleSet, name: str | None, said: str, on: date) -> Due:
    known = {one.name.casefold(): one for one in schedule.installments}
    known |= {one.label.casefold(): one for one in schedule.installments}
    found = known.get((name or "").strip().casefold())
    if found is None:
        names = ", ".join(one.name for one in schedule.installments)
        raise UsageError(
            f"The schedule of FY{schedule.fiscal_year} has no installment {name!a:.40}."
            if name
            else "Which installment is meant?",
            details={"installments": names},
            next_step=f"Give --installment, one of: {names}.",
        )
    place = schedule.installments.index(found)
    percents = [one.cumulative_percent for one in schedule.installments[: place + 1]]
    return Due(
        installment=found.name,
        label=found.label,
        words=f"{_words(found)} ({said})",
        once=True,
        early=_early(schedule, found, on),
        ahead=_ahead(found, on),
        rows=lambda states: release_rows(states, *percents),
    )


def ahead_of(settings: Settings, year: FiscalYear, installment: str, on: date) -> str:
    """How long before its due day a batch's installment is, in words; "" where it is due."""
    schedule = settings.schedule(year)
    named = [one for one in schedule.installments if one.name == installment] if schedule else []
    return _ahead(named[0], on) if named else ""


def _ahead(found: ScheduledInstallment, on: date) -> str:
    if found.due_on is None or found.due_on <= on:
        return ""
    days = how_many((found.due_on - on).days, "day")
    return f"{found.name} is due {found.due_on}, {days} after {on}"


def _early(schedule: ReleaseScheduleSet, found: ScheduledInstallment, on: date) -> str:
    """What is still to come before an installment, by the dates of the schedule; "" if none."""
    coming = [
        one
        for one in schedule.installments
        if one.due_on is not None and found.due_on is not None and on <= one.due_on < found.due_on
    ]
    if not coming:
        return ""
    return f"{_ahead(found, on)}; before it comes {coming[0].name}, due {coming[0].due_on}"


def _words(one: ScheduledInstallment) -> str:
    much = (
        "the rest of each approved plan"
        if one.cumulative_percent == _ALL
        else f"up to {one.cumulative_percent} % of each approved plan"
    )
    return f"{one.name}: {much}, " + (f"due {one.due_on}" if one.due_on else "no date set")


def _refuse_name(installment: str | None, basis: str) -> None:
    if installment is not None:
        raise UsageError(
            f"The releases of the year are measured by {basis}, not by installments.",
            next_step="Leave --installment out.",
        )
