"""Decisions that change a report on record: amended, reclassified, refunded; in a closed year too.

Each moves money by the difference alone. Where the year has closed, the balance it carried out and
the years after it are restated by events of their own (`restating.py`).
Source: C.G.S. § 10-262u(g), (h). Not here: a record that was wrong (`correction.py`).
"""

from domain.authority import Office
from domain.decisions.case import Case, Decided, decided, require_positive, require_words
from domain.decisions.ground import require_not_before_ground
from domain.decisions.report import (
    report_on_record,
    require_not_below_stated,
    require_report_holds,
)
from domain.decisions.report_refusals import (
    RefundDateError,
    ReportLineUnknownError,
    ReportNotCertifiedError,
)
from domain.decisions.restating import reopened, require_not_before_restatement, restated
from domain.decisions.spending import above_available, split_of_change
from domain.money import Money
from domain.report_commands import (
    AmendExpenditureReport,
    ReclassifyExpenditure,
    RecordRefund,
)
from domain.report_content import Counted
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
)
from domain.report_state import Report
from domain.state import DistrictYear
from domain.statute.rules import Clause


def amend_expenditure_report(
    command: AmendExpenditureReport, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Replace the report by an amended one and restate what follows from it.

    Raises NoReportError, WordsMissingError, what `require_report_holds` refuses,
    StepBeforeGroundError,
    ReportNotCertifiedError (a closed year, and no certification), CorrectionBreaksBalanceError.
    """
    report = report_on_record(state, case)
    require_words(command.reason, "the reason of an amended report", case)
    require_report_holds(command, state, case)
    require_not_before_ground("An amended report", case.effective_on, case, Clause.REPORT)
    require_not_before_restatement("An amended report", case)
    if state.closed is not None and command.certified_by is None and command.register is not None:
        raise ReportNotCertifiedError(
            f"{case.name} is closed on a certified report, and the amended one is not certified.",
            citation=case.cite(Clause.REPORT),
            details={"report": str(report.number + 1)},
            next_step="Give who certified it, and when (--certified-by, --certified-on).",
        )
    ground = reopened(state)
    event = ExpenditureReportAmended(
        report=report.number + 1,
        spent=command.spent,
        **split_of_change(command.spent, ground)._asdict(),
        above_available=above_available(command.spent, ground),
        reason=command.reason,
        lines=command.lines or (),
        counted=command.counted,
        plan_version=command.plan_version,
        register=command.register,
        certified_by=command.certified_by,
        certified_on=command.certified_on,
    )
    acts = decided(case, event, Office.BOARD_OF_EDUCATION, Clause.REPORT)
    return restated(acts, state, case, why=f"the amended report of {case.name}: {command.reason}")


def reclassify_expenditure(
    command: ReclassifyExpenditure, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Move spending from a line to another, or to the board's own funds.

    Raises NoReportError, WordsMissingError, AmountNotPositiveError, ReportLineUnknownError,
    StepBeforeGroundError, ReportBelowStatedError, CorrectionBreaksBalanceError.
    """
    report = report_on_record(state, case)
    require_words(command.reason, "the reason of a reclassification", case)
    if command.authority is not None:
        require_words(command.authority, "the authority of a reclassification", case)
    require_positive(command.amount, "what is reclassified", case, Clause.REPORT)
    require_not_before_ground("A reclassification", case.effective_on, case, Clause.REPORT)
    require_not_before_restatement("A reclassification", case)
    _require_spent_on(command.source, command.amount, report, case)
    if command.target is not None:
        require_words(command.target, "the line that is to be charged", case)
        if command.target == command.source:
            raise _line_unknown(f"line {command.source} is charged already", report, case)
    less = report.spent - command.amount
    spent = report.spent if command.target is not None else less
    require_not_below_stated(spent, state, case)
    ground = reopened(state)
    split = split_of_change(spent, ground)
    event = ExpenditureReclassified(
        source=command.source,
        target=command.target,
        amount=command.amount,
        spent=spent,
        grant_less=split.grant_less,
        own_less=split.own_less,
        above_available=above_available(spent, ground),
        reason=command.reason,
        authority=command.authority,
    )
    acts = decided(case, event, Office.BOARD_OF_EDUCATION, Clause.REPORT)
    return restated(acts, state, case, why=f"a reclassification in {case.name}: {command.reason}")


def record_refund(command: RecordRefund, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record that a payee gave money back to the board.

    Raises NoReportError, WordsMissingError, AmountNotPositiveError, RefundDateError,
    StepBeforeGroundError,
    ReportLineUnknownError, ReportBelowStatedError, CorrectionBreaksBalanceError.
    """
    report = report_on_record(state, case)
    require_words(command.reason, "the reason of a refund", case)
    require_positive(command.amount, "a refund", case, Clause.REPORT)
    if not case.fiscal_year.first_day <= command.received_on <= case.effective_on:
        raise RefundDateError(
            f"A refund of {case.name} comes back from {case.fiscal_year.first_day} to "
            f"{case.effective_on}, and {command.received_on} was given.",
            citation=case.cite(Clause.REPORT),
            details={"received_on": str(command.received_on), "on": str(case.effective_on)},
            next_step="Check the day and the fiscal year in which it had been spent.",
        )
    require_not_before_ground("A refund", case.effective_on, case, Clause.REPORT)
    require_not_before_restatement("A refund", case)
    if report.lines or command.line is not None:
        _require_spent_on(command.line or "", command.amount, report, case)
    elif command.amount > report.spent:
        why = f"{report.spent.display} was spent, less than {command.amount.display}"
        raise _line_unknown(why, report, case)
    spent = report.spent - command.amount
    require_not_below_stated(spent, state, case)
    ground = reopened(state)
    split = split_of_change(spent, ground)
    event = ExpenditureRefunded(
        line=command.line,
        amount=command.amount,
        received_on=command.received_on,
        spent=spent,
        grant_less=split.grant_less,
        own_less=split.own_less,
        above_available=above_available(spent, ground),
        reason=command.reason,
    )
    acts = decided(case, event, Office.BOARD_OF_EDUCATION, Clause.REPORT)
    return restated(acts, state, case, why=f"a refund in {case.name}: {command.reason}")


def _require_spent_on(key: str, amount: Money, report: Report, case: Case) -> None:
    line = report.line(key)
    if line is None:
        raise _line_unknown(f"it has no line {key!r}", report, case)
    spent = line.spent(report.counted or Counted.PAID)
    if amount > spent:
        raise _line_unknown(
            f"{spent.display} was spent on line {key}, less than {amount.display}", report, case
        )


def _line_unknown(why: str, report: Report, case: Case) -> ReportLineUnknownError:
    keys = ", ".join(line.key for line in report.lines) or "none, only its total was given"
    return ReportLineUnknownError(
        f"Report {report.number} of {case.name} cannot be changed so: {why}.",
        citation=case.cite(Clause.REPORT),
        details={"lines": keys},
        next_step=f"See its lines: alliance report show {case.place}",
    )
