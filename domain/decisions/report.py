"""Decisions under § 10-262u(g): the estimate, the expenditure report, and its certification.

Not here: what changes a report (`report_change.py`), the close of the year (`closing.py`).
"""

from collections.abc import Sequence
from datetime import date

from domain.authority import Office
from domain.commands import SubmitExpenditureReport
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_not_negative,
    require_open,
    require_words,
)
from domain.decisions.ground import require_not_before_ground, require_year_begun
from domain.decisions.intake import require_report_postable
from domain.decisions.refusals import (
    NotDesignatedError,
    ReportAlreadySubmittedError,
    ReportBelowStatedError,
)
from domain.decisions.report_refusals import (
    CrosswalkError,
    EstimateDateError,
    NoReportError,
    ReportAlreadyCertifiedError,
    ReportLinesError,
    ReportNotCertifiedError,
)
from domain.decisions.spending import report_of
from domain.money import ZERO, Money
from domain.report_commands import (
    AmendExpenditureReport,
    CertifyReport,
    ReportInterimSpending,
    SetCrosswalk,
)
from domain.report_content import Counted, ReportedLine, spent_of
from domain.report_events import (
    CrosswalkSet,
    ExpenditureReported,
    InterimSpendingReported,
    ReportCertified,
)
from domain.report_state import Report
from domain.state import DistrictYear
from domain.statute.rules import Clause


def report_interim_spending(
    command: ReportInterimSpending, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record an estimate of the board; it never posts, so the year may be closed.

    Raises NotDesignatedError, EstimateDateError, AmountNotPositiveError (below zero),
    ReportLinesError, and for a register number what intake refuses.
    """
    require_in_program(state, case)
    if not case.fiscal_year.first_day <= command.as_of <= case.effective_on:
        raise EstimateDateError(
            f"An estimate for {case.name} is of a day from {case.fiscal_year.first_day} to "
            f"{case.effective_on}, and {command.as_of} was given.",
            citation=case.cite(Clause.REPORT),
            details={"as_of": str(command.as_of), "on": str(case.effective_on)},
            next_step="Check the day it counts up to, and the fiscal year.",
        )
    require_not_negative(command.spent, "estimated spending", case, Clause.REPORT)
    if command.unspent_at_year_end is not None:
        require_not_negative(
            command.unspent_at_year_end, "what is expected to be left", case, Clause.REPORT
        )
    lines = command.lines or ()
    _require_lines(command.spent, lines, Counted.PAID if lines else None, case)
    if command.register is not None:
        require_report_postable(command.register, state, case)
    event = InterimSpendingReported(
        as_of=command.as_of,
        spent=command.spent,
        unspent_at_year_end=command.unspent_at_year_end,
        lines=lines,
        register=command.register,
    )
    return decided(case, event, Office.BOARD_OF_EDUCATION, Clause.REPORT)


def submit_expenditure_report(
    command: SubmitExpenditureReport, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what the board reported; above what is available it is the board's own money.

    Raises YearClosedError, NotDesignatedError, AmountNotPositiveError (below zero),
    ReportAlreadySubmittedError, ReportBelowStatedError, ReportLinesError,
    ReportNotCertifiedError, StepBeforeGroundError (before the year), and for a register number
    what intake refuses. Source: C.G.S. § 10-262u(g).
    """
    # First: a report that came before is amended, in a closed year too.
    if state.report is not None:
        raise ReportAlreadySubmittedError(
            f"{case.name} has a report of {state.report.spent.display} on record.",
            citation=case.cite(Clause.REPORT),
            details={"spent": str(state.report.spent)},
            next_step="What the board sends again is an amended report: alliance report amend "
            "REGISTER FILE. A record that is wrong is corrected: alliance correct POSITION.",
        )
    require_open(state, case)
    require_in_program(state, case)
    require_report_holds(command, state, case)
    require_year_begun("A report", case, Clause.REPORT)
    split = report_of(command.spent, state)
    event = ExpenditureReported(
        spent=command.spent,
        from_grant=split.from_grant,
        from_own_money=split.from_own_money,
        above_available=split.above_available,
        lines=command.lines or (),
        counted=command.counted,
        plan_version=command.plan_version,
        register=command.register,
        certified_by=command.certified_by,
        certified_on=command.certified_on,
    )
    return decided(case, event, Office.BOARD_OF_EDUCATION, Clause.REPORT)


def require_report_holds(
    command: SubmitExpenditureReport | AmendExpenditureReport, state: DistrictYear, case: Case
) -> None:
    """Raises where a report, first or amended, does not hold together.

    AmountNotPositiveError (below zero), ReportBelowStatedError, ReportLinesError,
    ReportNotCertifiedError, and for a register number what intake refuses.
    """
    require_not_negative(command.spent, "reported spending", case, Clause.REPORT)
    require_not_below_stated(command.spent, state, case)
    _require_lines(command.spent, command.lines or (), command.counted, case)
    _require_certification(command.certified_by, command.certified_on, case)
    if command.register is not None:
        require_report_postable(command.register, state, case)


def require_not_below_stated(spent: Money, state: DistrictYear, case: Case) -> None:
    """Raises ReportBelowStatedError below what a signed opening statement counted already."""
    stated = state.opening.spent if state.opening else ZERO
    if spent < stated:
        raise ReportBelowStatedError(
            f"The report of {case.name} says {spent.display} for the whole year, and the "
            f"signed opening statement counted {stated.display} of it already.",
            citation=case.cite(Clause.REPORT),
            details={"spent": str(spent), "stated": str(stated)},
            next_step="Report the whole year, or correct the statement first (alliance correct).",
        )


def certify_report(command: CertifyReport, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record who certified the report on record, and when.

    Raises NoReportError, ReportAlreadyCertifiedError, WordsMissingError, ReportNotCertifiedError
    (a day that has not come), StepBeforeGroundError.
    """
    report = report_on_record(state, case)
    if report.certified:
        by = report.certified_by or "who recorded it"
        raise ReportAlreadyCertifiedError(
            f"Report {report.number} of {case.name} is certified already, by {by}.",
            citation=case.cite(Clause.REPORT),
            details={"report": str(report.number)},
            next_step="Nothing needs to be recorded.",
        )
    _require_certification(command.certified_by, command.certified_on, case)
    require_not_before_ground("The certification", case.effective_on, case, Clause.REPORT)
    event = ReportCertified(
        report=report.number,
        certified_by=command.certified_by,
        certified_on=command.certified_on,
    )
    return decided(case, event, Office.BOARD_OF_EDUCATION, Clause.REPORT)


def set_crosswalk(command: SetCrosswalk, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record which account of the board's books belongs to which line; the same again is nothing.

    Raises WordsMissingError, CrosswalkError.
    """
    require_words(command.stated_by, "who states the crosswalk", case)
    accounts = [entry.account for entry in command.entries]
    for entry in command.entries:
        require_words(entry.account, "an account of the crosswalk", case)
        require_words(entry.line, "a line of the crosswalk", case)
    twice = sorted({account for account in accounts if accounts.count(account) > 1})
    if not accounts or twice:
        raise CrosswalkError(
            f"The crosswalk of {case.name} "
            + (f"names {', '.join(twice)} twice." if twice else "has no entries."),
            citation=case.cite(Clause.REPORT),
            details={"twice": ", ".join(twice)},
            next_step="Give each account of the board's books its one line of the plan.",
        )
    if state.reporting.crosswalk == {entry.account: entry.line for entry in command.entries}:
        return ()
    event = CrosswalkSet(entries=command.entries, stated_by=command.stated_by)
    return decided(case, event, Office.BOARD_OF_EDUCATION, Clause.REPORT)


def report_on_record(state: DistrictYear, case: Case) -> Report:
    """The report that stands. Raises NoReportError."""
    if state.report is None:
        raise NoReportError(
            f"{case.name} has no expenditure report on record.",
            citation=case.cite(Clause.REPORT),
            next_step="Register it first (alliance intake report), or record its total: alliance "
            f"report submit-total {case.place} --spent AMOUNT",
        )
    return state.report


def _require_lines(
    spent: Money, lines: Sequence[ReportedLine], counted: Counted | None, case: Case
) -> None:
    wrong = _wrong_lines(spent, lines, counted)
    if wrong:
        raise ReportLinesError(
            f"The report of {case.name} does not hold together: {wrong}.",
            citation=case.cite(Clause.REPORT),
            details={"spent": str(spent), "lines": str(len(lines))},
            next_step="Give each line once with amounts not below zero; what counts as spent of "
            "them has to come to the total.",
        )


def _wrong_lines(
    spent: Money, lines: Sequence[ReportedLine], counted: Counted | None
) -> str | None:
    """What is wrong with the lines of a report, in words; None where they hold together."""
    if not lines:
        return None if counted is None else "it says which columns count and has no lines"
    if counted is None:
        return "it has lines and does not say which columns count"
    keys = [line.key for line in lines]
    if not all(key.strip() for key in keys):
        return "a line has no key"
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        return f"line {', '.join(twice)} stands twice"
    for line in lines:
        if min(line.paid, line.paid_after, line.obligated, line.local) < ZERO:
            return f"line {line.key} has an amount below zero"
    counts = spent_of(lines, counted)
    if counts != spent:
        return f"its lines come to {counts.display} and its total is {spent.display}"
    return None


def _require_certification(by: str | None, on: date | None, case: Case) -> None:
    if by is not None:
        require_words(by, "who certified the report", case)
    if on is not None and on > case.effective_on:
        raise ReportNotCertifiedError(
            f"The report of {case.name} was certified on {on}, and {case.effective_on} is given as "
            "the legal date of this act, before that.",
            citation=case.cite(Clause.REPORT),
            details={"certified_on": str(on), "on": str(case.effective_on)},
            next_step="Check the day of the act (--effective-on) and the day of the certification.",
        )
    if (by is None) != (on is None):
        raise ReportNotCertifiedError(
            f"A certification of {case.name} is by whom and on which day; by {by or 'nobody'} on "
            f"{on or 'no day'} was given.",
            citation=case.cite(Clause.REPORT),
            details={"certified_by": by or "", "certified_on": str(on or "")},
            next_step="Give both, or neither and certify it later: alliance report certify "
            f"{case.place}",
        )
    if on is not None and on < case.fiscal_year.first_day:
        raise ReportNotCertifiedError(
            f"A report on {case.name} cannot have been certified on {on}, before the year began on "
            f"{case.fiscal_year.first_day}.",
            citation=case.cite(Clause.REPORT),
            details={"certified_on": str(on)},
            next_step="Check the day.",
        )


def require_in_program(state: DistrictYear, case: Case) -> None:
    """Raises NotDesignatedError without designation or money from an earlier year.

    A district that left the program still reports on, and carries, money it brought along.
    """
    if state.designation is None and state.carried_in is None and state.opening is None:
        raise NotDesignatedError(
            f"{case.name} is not designated and holds no Alliance money from an earlier year.",
            citation=case.cite(Clause.REPORT),
            details={"district": case.district.name, "fiscal_year": str(case.fiscal_year.ends_in)},
            next_step="Check the district and the year.",
        )
