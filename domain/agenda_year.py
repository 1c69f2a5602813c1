"""What waits at the end of a year: reports, certification, the close, returns, audit, forfeiture.

C.G.S. § 10-262u(g), (h), § 10-227, § 4-232, § 10-262i(e). What this ledger does not say it holds is
not waited for, unless somebody set a day for it. And the days of a year that are the same for all.
Not here: whether a duty was met (`domain/compliance_*.py`).
"""

from collections.abc import Iterator
from datetime import date

from domain.agenda_item import DueDay, Item, OnDesk, set_day
from domain.authority import Office
from domain.coverage import CoverageKind
from domain.events import DistrictYearEvent, ExpenditureReported, SubmissionKind
from domain.fiscal_year import FiscalYear
from domain.report_events import ExpenditureReportAmended, ReportCertified
from domain.setting_events import Duty
from domain.settings import Settings
from domain.side_kinds import ReturnStage
from domain.statute.rules import CLAUSES, Clause
from domain.statute.s4_231_single_audit import AUDIT_FILING, audit_due
from domain.statute.s227_annual_return import ANNUAL_RETURN
from domain.statute.s262i_minimum_budget import budget_shortfall, minimum_budget
from domain.submission_state import SubmissionStatus

_BY_STATUTE = "statute as read in 2024, UNVERIFIED"


def of_report(desk: OnDesk) -> Iterator[Item]:
    """The report that is due, its certification, and the close of the year."""
    report = desk.state.report
    if report is None:
        yield from _not_sent(desk)
    elif not report.certified:
        yield desk.item(
            "report/certify",
            f"Certify report {report.number}",
            Office.BOARD_OF_EDUCATION,
            Clause.REPORT,
            f"report certify {desk.place} --certified-by … --certified-on …",
            rests_on=_reported(desk),
        )
    elif desk.state.closed is None and desk.year_over:
        yield desk.item(
            "close",
            f"Close {desk.fiscal_year} on report {report.number}",
            Office.DEPARTMENT,
            Clause.CARRY_FORWARD,
            f"year close {desk.place}",
            rests_on=_reported(desk),
        )


def _reported(desk: OnDesk) -> list[DistrictYearEvent]:
    kinds = ExpenditureReported | ExpenditureReportAmended | ReportCertified
    return [event for _, event in desk.state.events if isinstance(event, kinds)]


def _not_sent(desk: OnDesk) -> Iterator[Item]:
    """The annual report and, while the year runs, the estimate, where a day makes them due."""
    waiting = [
        one
        for one in desk.state.planning.submissions.values()
        if one.received.kind is SubmissionKind.REPORT
        and one.status is not SubmissionStatus.RETURNED
        and one.received.received_on > desk.fiscal_year.last_day
    ]
    due = set_day(desk.settings.deadline(desk.fiscal_year, Duty.ANNUAL_REPORT))
    held = CoverageKind.EXPENDITURE_REPORTS in desk.covered and desk.year_over
    if desk.state.designated and not waiting and (held or due.day is not None):
        yield desk.item(
            "report/first",
            "Send the expenditure report",
            Office.BOARD_OF_EDUCATION,
            Clause.REPORT,
            f"report package {desk.place} --out FOLDER",
            due=due,
            missing=CoverageKind.EXPENDITURE_REPORTS,
        )
    estimate = set_day(desk.settings.deadline(desk.fiscal_year, Duty.INTERIM_REPORT))
    running = desk.state.designated and not desk.year_over
    if running and estimate.day is not None and not desk.state.reporting.interim:
        yield desk.item(
            "report/interim",
            "Send the interim report",
            Office.BOARD_OF_EDUCATION,
            Clause.REPORT,
            f"intake report {desk.place} FILE --from WHO --by … --received-on DATE",
            due=estimate,
            missing=CoverageKind.INTERIM_REPORTS,
        )


def of_returns(desk: OnDesk) -> Iterator[Item]:
    """The annual return and the single audit, where this ledger holds such records."""
    side, year = desk.state.side, desk.fiscal_year
    if not desk.state.designated or not desk.year_over:
        return
    if CoverageKind.ANNUAL_RETURNS in desk.covered:
        missing = [
            (stage, day) for stage, day in _return_days(year) if side.returned_as(stage) is None
        ]
        for stage, day in missing[:1]:  # what is not filed cannot be certified
            yield desk.item(
                f"return/{stage}",
                f"Annual return, to be {stage}",
                Office.BOARD_OF_EDUCATION,
                Clause.ANNUAL_RETURN,
                f"annual-return {_RETURN_VERBS[stage]} {desk.place} --on …",
                due=DueDay(day=day, by=_BY_STATUTE, of_year=True),
            )
    settled = [one for one in side.audits if one.until is None]
    if CoverageKind.SINGLE_AUDITS in desk.covered and not settled:
        extended = [one.until for one in side.audits if one.until is not None]
        until = DueDay(day=_audit_day(year), by=_BY_STATUTE, of_year=True)
        if extended:
            until = DueDay(day=extended[0], by="the extension on record")
        yield desk.item(
            "audit",
            "Single audit, or that none is needed",
            Office.BOARD_OF_EDUCATION,
            Clause.AUDIT_FILING,
            f"audit file {desk.place} --on … --spent AMOUNT --reference …",
            due=until,
        )


_RETURN_VERBS = {ReturnStage.FILED: "file", ReturnStage.CERTIFIED: "certify"}


def _return_days(year: FiscalYear) -> tuple[tuple[ReturnStage, date], ...]:
    """The last day of each stage. Source: § 10-227."""
    rule = ANNUAL_RETURN.entries[-1].value
    return (
        (ReturnStage.FILED, rule.due_on(year)),
        (ReturnStage.CERTIFIED, rule.settled_on(year)),
    )


def _audit_day(year: FiscalYear) -> date:
    return audit_due(year.last_day, AUDIT_FILING.entries[-1].value)


def of_budget(desk: OnDesk) -> Iterator[Item]:
    """A shortfall to determine, and a forfeiture to apply. Source: § 10-262i(e)."""
    side, earlier = desk.state.side, desk.two_years_before.side
    if side.budget is not None and side.shortfall is None:
        minimum = minimum_budget(
            prior_year=side.budget.prior_year, aid_increase=side.budget.aid_increase
        )
        short = budget_shortfall(minimum=minimum, adopted=side.budget.amount)
        if short:
            yield desk.item(
                "budget/shortfall",
                f"Determine the budget shortfall, {short.display}",
                Office.DEPARTMENT,
                Clause.BUDGET_FORFEITURE,
                f"budget shortfall {desk.place}",
                rests_on=[side.budget],
            )
    if earlier.shortfall is not None and earlier.waived is None and side.forfeiture is None:
        yield desk.item(
            "budget/forfeiture",
            f"Apply the forfeiture of {earlier.shortfall.forfeiture.display}",
            Office.STATE_BOARD,
            Clause.BUDGET_FORFEITURE,
            f"budget forfeit {desk.place}",
            due=DueDay(day=desk.fiscal_year.last_day, by="the end of the year it falls in"),
            signs=True,
        )


_DUTIES = {
    Duty.ANNUAL_REPORT: (
        "Expenditure reports",
        Office.BOARD_OF_EDUCATION,
        Clause.REPORT,
        "report package --all --out FOLDER",
    ),
    Duty.INTERIM_REPORT: (
        "Interim reports",
        Office.BOARD_OF_EDUCATION,
        Clause.REPORT,
        "intake list",
    ),
    Duty.PROGRESS_REPORT: (
        "Progress reports",
        Office.BOARD_OF_EDUCATION,
        Clause.RENEWAL,
        "hold list",
    ),
    Duty.PAYMENT_CUT_OFF: (
        "Last day for payments to towns",
        Office.COMPTROLLER,
        Clause.PAYMENT,
        "payments list",
    ),
    Duty.PASS_THROUGH: (
        "Towns pass the money on",
        Office.TOWN,
        Clause.PASS_THROUGH,
        "pass-through list",
    ),
    Duty.SINGLE_AUDIT_REPORT: (
        "Single audit reports, as asked for",
        Office.BOARD_OF_EDUCATION,
        Clause.AUDIT_FILING,
        "audit list",
    ),
}


def days_of_year(year: FiscalYear, settings: Settings) -> Iterator[Item]:
    """The days of a year that are the same for every district: set ones, then the statute's."""
    plan_due = settings.plan_due(year)
    if plan_due is not None:
        board = Office.BOARD_OF_EDUCATION
        yield _of_state(
            year, "plans", "Improvement plans", board, Clause.PLAN, "plan list", set_day(plan_due)
        )
    for duty, deadline in settings.deadlines(year).items():
        what, office, clause, command = _DUTIES[duty]
        yield _of_state(year, duty.value, what, office, clause, command, set_day(deadline))
    schedule = settings.schedule(year)
    for one in schedule.installments if schedule else ():
        if schedule is not None and one.due_on is not None:
            by = f"set by {schedule.set_by} ({schedule.document}), configuration"
            yield _of_state(
                year,
                f"installment/{one.label}",
                f"Releases of {one.name}, up to {one.cumulative_percent} % of each plan",
                Office.DEPARTMENT,
                Clause.RELEASE,
                f"release batch --installment {one.name}",
                DueDay(day=one.due_on, by=by, of_year=True),
            )
    yield from _by_statute(year)


def _by_statute(year: FiscalYear) -> Iterator[Item]:
    """The days of § 10-227 and § 4-232."""
    for stage, day in _return_days(year):
        yield _of_state(
            year,
            f"return/{stage}",
            f"Annual returns {stage}",
            Office.BOARD_OF_EDUCATION,
            Clause.ANNUAL_RETURN,
            "annual-return list",
            DueDay(day=day, by=_BY_STATUTE, of_year=True),
        )
    yield _of_state(
        year,
        "audit",
        "Single audits filed, where one is needed",
        Office.BOARD_OF_EDUCATION,
        Clause.AUDIT_FILING,
        "audit list",
        DueDay(day=_audit_day(year), by=_BY_STATUTE, of_year=True),
    )


def _of_state(
    year: FiscalYear,
    name: str,
    what: str,
    office: Office,
    clause: Clause,
    command: str,
    due: DueDay,
) -> Item:
    return Item(
        key=f"state-{year.ends_in}/{name}",
        what=what,
        district=None,
        fiscal_year=year,
        due=due.day,
        due_by=due.by,
        office=office,
        signs=False,
        persons=(),
        begun_by=frozenset(),
        command=f"alliance {command} --fiscal-year {year}",
        citation=CLAUSES[clause].provision,
        of_year=True,
    )
