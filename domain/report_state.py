"""What is known of the reports of a district-year: a fold over their events.

Reads no law and never fails. Source: C.G.S. § 10-262u(g).
Not here: whether an act is allowed (`domain/decisions/report.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from domain.money import ZERO, Money
from domain.report_content import Counted, ReportedLine
from domain.report_events import (
    CrosswalkSet,
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
    ExpenditureReported,
    InterimSpendingReported,
    ReportCertified,
    ReportEvent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report that stands, with what was reclassified and refunded since.

    Attributes:
        number: 1 for the first report of the year, one more for each amended one.
        spent: the whole year, as it stands now.
        above_available: the part of it that the grant can never cover as things stand.
        lines: by line, as they stand now; empty where only a total was given.
        counted: which columns count as spent; None without lines.
        plan_version, register: as the report says.
        certified_by, certified_on: who certified it and when; None where nobody did.
        certified: whether it counts as certified. A report without a register number is, by who
            recorded it.
    """

    number: int
    spent: Money
    above_available: Money = ZERO
    lines: tuple[ReportedLine, ...] = ()
    counted: Counted | None = None
    plan_version: int | None = None
    register: str | None = None
    certified_by: str | None = None
    certified_on: date | None = None

    @property
    def certified(self) -> bool:
        """Whether the year can close on it."""
        return self.certified_by is not None or self.register is None

    @property
    def spent_by_line(self) -> Mapping[str, Money]:
        """What counts as spent, by line; empty where the report has none."""
        counted = self.counted or Counted.PAID
        return {line.key: line.spent(counted) for line in self.lines}

    def line(self, key: str) -> ReportedLine | None:
        """The line of that key, or None."""
        return next((line for line in self.lines if line.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Every report and estimate of a district-year.

    Attributes:
        standing: the report that stands; None before the first.
        posted: the register numbers a report or estimate was recorded from, with its number; zero
            for an estimate.
        interim: the estimates, in the order they were recorded.
        crosswalk: line of the plan by account of the board's books, as last said.
    """

    standing: Report | None = None
    posted: Mapping[str, int] = field(default_factory=dict)
    interim: tuple[InterimSpendingReported, ...] = ()
    crosswalk: Mapping[str, str] = field(default_factory=dict)


NO_REPORTS = Reports()


def reports_after(reports: Reports, event: ReportEvent) -> Reports:
    """What is known after one more event; one about a report that is not there changes nothing."""
    match event:
        case InterimSpendingReported():
            posted = _posted(reports, event.register, 0)
            return replace(reports, interim=(*reports.interim, event), posted=posted)
        case CrosswalkSet():
            return replace(reports, crosswalk={one.account: one.line for one in event.entries})
        case ExpenditureReported() | ExpenditureReportAmended():
            return _reported(reports, event)
        case _:
            if reports.standing is None:
                return reports
            return replace(reports, standing=_changed(reports.standing, event))


def _reported(reports: Reports, event: ExpenditureReported | ExpenditureReportAmended) -> Reports:
    number = event.report if isinstance(event, ExpenditureReportAmended) else 1
    standing = Report(
        number=number,
        spent=event.spent,
        above_available=event.above_available,
        lines=event.lines,
        counted=event.counted,
        plan_version=event.plan_version,
        register=event.register,
        certified_by=event.certified_by,
        certified_on=event.certified_on,
    )
    return replace(reports, standing=standing, posted=_posted(reports, event.register, number))


def _posted(reports: Reports, register: str | None, number: int) -> Mapping[str, int]:
    return reports.posted if register is None else {**reports.posted, register: number}


def _changed(
    report: Report, event: ReportCertified | ExpenditureReclassified | ExpenditureRefunded
) -> Report:
    match event:
        case ReportCertified():
            if event.report != report.number:
                return report
            return replace(report, certified_by=event.certified_by, certified_on=event.certified_on)
        case ExpenditureReclassified():
            lines = less_on(report, event.source, event.amount)
            if event.target is not None:
                lines = _more_on(lines, event.target, event.amount)
        case ExpenditureRefunded():
            lines = less_on(report, event.line, event.amount)
        case _:
            assert_never(event)
    return replace(report, spent=event.spent, lines=lines, above_available=event.above_available)


def less_on(report: Report, key: str | None, amount: Money) -> tuple[ReportedLine, ...]:
    """The lines with less spent on one of them."""
    counted = report.counted or Counted.PAID
    return tuple(line.less(amount, counted) if line.key == key else line for line in report.lines)


def _more_on(lines: tuple[ReportedLine, ...], key: str, amount: Money) -> tuple[ReportedLine, ...]:
    """The lines with more paid on one of them, which may be new to the report."""
    if any(line.key == key for line in lines):
        return tuple(
            replace(line, paid=line.paid + amount) if line.key == key else line for line in lines
        )
    return (*lines, ReportedLine(key=key, description="", paid=amount))
