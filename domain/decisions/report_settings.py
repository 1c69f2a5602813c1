"""Decisions on dated configuration of reports and due dates, of the exit, and the program report.

Nothing here is law but the report of C.G.S. § 10-262w. § 10-262u(g) leaves form, manner and day of
an expenditure report to the Commissioner; what becomes of a balance after the program is left open.
Not here: the other settings (`settings.py`).
"""

import re
from datetime import date
from typing import Final

from domain import setting_commands as c
from domain.authority import Office
from domain.decisions.refusals import AmountNotPositiveError
from domain.decisions.setting_decided import DecidedSetting, configured
from domain.decisions.setting_guards import require_word, require_words
from domain.decisions.setting_refusals import (
    AdoptedLaterError,
    AllowanceFormError,
    DateFarFromYearError,
    DigestFormError,
    PaidByDateError,
    PercentOutsideRangeError,
    YearsOutOfOrderError,
)
from domain.fiscal_year import FiscalYear
from domain.ledger_events import ProgramReportPublished
from domain.report_content import Counted
from domain.setting_events import (
    DeadlineSet,
    ExitPolicySet,
    ReportColumnsSet,
    VarianceAllowanceSet,
)
from domain.settings import Settings
from domain.statute.rules import Clause, rules_in_force

_WHOLE: Final = 100  # percent
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def set_variance_allowance(
    command: c.SetVarianceAllowance, standing: Settings, on: date
) -> tuple[DecidedSetting, ...]:
    """Set how far a line may be over without an approval: a percent, or an amount by line.

    Zero is an allowance: nothing is allowed. Raises WordsMissingError, AllowanceFormError,
    PercentOutsideRangeError, AmountNotPositiveError (below zero). Source: none; Department policy.
    """
    year = FiscalYear(command.fiscal_year)
    require_words(command, on)
    if (command.percent is None) is (command.amount is None):
        given = "neither is" if command.percent is None else "both are"
        raise AllowanceFormError(
            f"The variance allowance of {year} is a percent of a line or an amount by line, and "
            f"{given} given.",
            details={"fiscal_year": str(year)},
            next_step="Give one of them. How two would go together is not known, and not guessed.",
        )
    if command.percent is not None and not 0 <= command.percent <= _WHOLE:
        raise PercentOutsideRangeError(
            f"A variance allowance is 0 to 100 percent of a line, and {command.percent} is given.",
            details={"percent": str(command.percent)},
            next_step="Give a whole percent from 0 to 100.",
        )
    if command.amount is not None and command.amount.cents < 0:
        raise AmountNotPositiveError(
            f"A variance allowance cannot be below zero, and {command.amount.display} is given.",
            details={"amount": str(command.amount)},
            next_step="Give what a line may be over.",
        )
    event = VarianceAllowanceSet(
        fiscal_year=command.fiscal_year,
        percent=command.percent,
        amount=command.amount,
        shields=command.shields,
        set_by=command.set_by,
        document=command.document,
    )
    return configured(event, standing, Office.SYSTEM, Clause.RECORDS, on)


def set_report_columns(
    command: c.SetReportColumns, standing: Settings, on: date
) -> tuple[DecidedSetting, ...]:
    """Set which columns of a report count as spent.

    Raises WordsMissingError, PaidByDateError. Source: none; Department policy.
    """
    year = FiscalYear(command.fiscal_year)
    require_words(command, on)
    only_june = command.counted is Counted.PAID
    if only_june is (command.paid_by is not None):
        given = f"{command.paid_by} is given" if command.paid_by else "none is given"
        takes = "takes no later day" if only_june else "needs the later day"
        raise PaidByDateError(
            f"The choice {command.counted} {takes} by which payments count, and {given}.",
            details={"counted": command.counted.value},
            next_step="Leave the day out." if only_june else "Give the day.",
        )
    last = _end_of_next(year)
    if command.paid_by is not None and not year.last_day < command.paid_by <= last:
        raise PaidByDateError(
            f"Payments for {year} count up to {command.paid_by}, as given; the day has to lie "
            f"after {year.last_day} and not after {last}.",
            details={"given": str(command.paid_by)},
            next_step="Check the date and the fiscal year.",
        )
    event = ReportColumnsSet(
        fiscal_year=command.fiscal_year,
        counted=command.counted,
        paid_by=command.paid_by,
        set_by=command.set_by,
        document=command.document,
    )
    return configured(event, standing, Office.SYSTEM, Clause.RECORDS, on)


def set_deadline(
    command: c.SetDeadline, standing: Settings, on: date
) -> tuple[DecidedSetting, ...]:
    """Set by when a duty of a fiscal year is due: in that year or the next one.

    Raises WordsMissingError, DateFarFromYearError. Source: none, but for the single audit report
    of § 4-232.
    """
    year = FiscalYear(command.fiscal_year)
    require_words(command, on)
    last = _end_of_next(year)
    if not year.first_day <= command.due_on <= last:
        raise DateFarFromYearError(
            f"The due date of {command.duty} for {year} is given as {command.due_on}; it has to "
            f"lie between {year.first_day} and {last}, in that fiscal year or the next one.",
            details={
                "given": str(command.due_on),
                "first": str(year.first_day),
                "last": str(last),
            },
            next_step="Check the date and the fiscal year.",
        )
    event = DeadlineSet(
        fiscal_year=command.fiscal_year,
        duty=command.duty,
        due_on=command.due_on,
        set_by=command.set_by,
        document=command.document,
    )
    return configured(event, standing, Office.SYSTEM, Clause.RECORDS, on)


def set_exit_policy(
    command: c.SetExitPolicy, standing: Settings, on: date
) -> tuple[DecidedSetting, ...]:
    """Set what becomes of a balance after the program. Raises WordsMissingError.

    Source: none; § 10-262u(h) speaks of a board's next fiscal year and of nothing after.
    """
    FiscalYear(command.first_fiscal_year)  # a year the ledger can name
    require_words(command, on)
    event = ExitPolicySet(
        first_fiscal_year=command.first_fiscal_year,
        choice=command.choice,
        set_by=command.set_by,
        document=command.document,
    )
    return configured(event, standing, Office.SYSTEM, Clause.RECORDS, on)


def publish_program_report(
    command: c.PublishProgramReport, today: date
) -> tuple[DecidedSetting, ...]:
    """Record the published report on the program; its legal date is the day of publication.

    Raises YearsOutOfOrderError, WordsMissingError, DigestFormError, AdoptedLaterError, and
    NoRuleInForceError before the clause took effect. Source: C.G.S. § 10-262w.
    """
    last = _require_years_in_order(command)
    require_word(command.address, "where the report was published", command.published_on)
    if not _SHA256.fullmatch(command.sha256):
        raise DigestFormError(
            f"{command.sha256!a:.70} is not the SHA-256 of a file.",
            details={"sha256": ascii(command.sha256)[:70]},
            next_step="Give 64 hexadecimal digits in small letters, as sha256sum prints them.",
        )
    citation = rules_in_force(last, command.published_on).clause(Clause.PROGRAM_REPORT)
    if command.published_on > today:
        raise AdoptedLaterError(
            f"The report on the program is given as published on {command.published_on}, and "
            f"today is {today}.",
            citation=citation,
            details={"published_on": str(command.published_on), "today": str(today)},
            next_step="Record it once it is published.",
        )
    event = ProgramReportPublished(
        first_fiscal_year=command.first_fiscal_year,
        last_fiscal_year=command.last_fiscal_year,
        published_on=command.published_on,
        sha256=command.sha256,
        address=command.address,
    )
    office, on = Office.COMMISSIONER, command.published_on
    return (DecidedSetting(event=event, office=office, citation=citation, effective_on=on),)


def _require_years_in_order(command: c.PublishProgramReport) -> FiscalYear:
    """The last year it covers. Raises YearsOutOfOrderError."""
    first, last = FiscalYear(command.first_fiscal_year), FiscalYear(command.last_fiscal_year)
    if last < first:
        raise YearsOutOfOrderError(
            f"The report on the program covers {first} to {last}, as given: it ends before it "
            "begins.",
            details={"first": str(first), "last": str(last)},
            next_step="Give the first fiscal year first.",
        )
    return last


def _end_of_next(year: FiscalYear) -> date:
    """June 30 of the fiscal year after."""
    return date(year.ends_in + 1, 6, 30)
