"""What cannot be in the reports of a district-year, asked once more after a correction.

No step stands without the report it changed, and the lines of a report come to its total. Source:
C.G.S. § 10-262u(g). Not here: the way of the grant's money (`possible.py`).
"""

from domain.money import ZERO, Money
from domain.report_content import Counted, spent_of
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
    ExpenditureReported,
    ReportCertified,
)
from domain.state import DistrictYear

_CHANGES = ReportCertified | ExpenditureReclassified | ExpenditureRefunded


def impossible_reports(state: DistrictYear) -> dict[str, Money]:
    """Every impossibility by name, with the amount it is off by; empty where all can be."""
    found = {}
    number: int | None = None
    for _, event in state.events:
        if isinstance(event, ExpenditureReported):
            number = 1
        elif isinstance(event, ExpenditureReportAmended):
            number = event.report
        elif isinstance(event, _CHANGES) and not _has_ground(event, number):
            found[f"{type(event).__name__} without the report it rests on"] = Money(1)
    return found | _below_stated(state) | _otherwise_than_total(state)


def _has_ground(event: _CHANGES, number: int | None) -> bool:
    return number is not None and (not isinstance(event, ReportCertified) or event.report == number)


def _below_stated(state: DistrictYear) -> dict[str, Money]:
    """A report is of the whole year: it says no less than a signed statement counted of it."""
    if state.report is None or state.opening is None:
        return {}
    short = state.opening.spent - state.report.spent
    if short <= ZERO:
        return {}
    return {f"spent in report {state.report.number} below the opening statement": short}


def _otherwise_than_total(state: DistrictYear) -> dict[str, Money]:
    """The lines of the report that stands, where a change took more of one than it has."""
    report = state.report
    if report is not None and report.spent < ZERO:
        return {f"spent in report {report.number}": report.spent}
    if report is None or not report.lines:
        return {}
    below = [
        min(line.paid, line.paid_after, line.obligated).cents
        for line in report.lines
        if min(line.paid, line.paid_after, line.obligated) < ZERO
    ]
    off = abs((spent_of(report.lines, report.counted or Counted.PAID) - report.spent).cents)
    if not off and not below:
        return {}
    return {f"lines of report {report.number} otherwise than its total": Money(off - sum(below))}
