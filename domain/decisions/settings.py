"""Decisions on dated configuration: what may be set for a fiscal year, and what stands already.

`decide_setting` is pure: it reads the settings that stand and gives the event with its authority,
or raises the error of the guard that said no. Nothing here is law; guidelines are those of
C.G.S. § 10-262u(e), and everything else is kept as § 11-8b asks of a record.
Not here: decisions on a district-year (the other files of this folder).
"""

from datetime import date
from typing import assert_never

from domain import setting_commands as c
from domain.authority import Office
from domain.decisions.refusals import AmountNotPositiveError
from domain.decisions.report_settings import (
    publish_program_report,
    set_deadline,
    set_exit_policy,
    set_report_columns,
    set_variance_allowance,
)
from domain.decisions.setting_decided import DecidedSetting, configured, decided_setting
from domain.decisions.setting_guards import (
    require_installments_of_basis,
    require_labels,
    require_near,
    require_order,
    require_percent,
    require_word,
    require_words,
    twice_in,
)
from domain.decisions.setting_refusals import (
    AdoptedLaterError,
    ObjectCodesWrongError,
)
from domain.fiscal_year import FiscalYear
from domain.setting_events import (
    AppropriationControlSet,
    GuidelinesAdopted,
    NewReformShareSet,
    ObjectCodesSet,
    PlanDueDateSet,
    ReleaseScheduleSet,
)
from domain.settings import Settings
from domain.statute.rules import Clause, rules_in_force


def decide_setting(
    command: c.LedgerCommand, standing: Settings, on: date, today: date
) -> tuple[DecidedSetting, ...]:
    """The event a setting leads to; none where the very same stands already.

    `on`: the legal date; `today`: the day in Connecticut. Raises RefusedError, each guard its own
    class, and InvalidFiscalYearError for a year the ledger cannot name.
    """
    match command:
        case c.SetReleaseSchedule():
            return set_release_schedule(command, standing, on)
        case c.SetPlanDueDate():
            return set_plan_due_date(command, standing, on)
        case c.SetNewReformShare():
            return set_new_reform_share(command, standing, on)
        case c.SetObjectCodes():
            return set_object_codes(command, standing, on)
        case c.AdoptGuidelines():
            return adopt_guidelines(command, standing, today)
        case c.SetAppropriationControl():
            return set_appropriation_control(command, standing, on)
        case c.SetVarianceAllowance():
            return set_variance_allowance(command, standing, on)
        case c.SetReportColumns():
            return set_report_columns(command, standing, on)
        case c.SetExitPolicy():
            return set_exit_policy(command, standing, on)
        case c.SetDeadline():
            return set_deadline(command, standing, on)
        case c.PublishProgramReport():
            return publish_program_report(command, today)
        case _:
            assert_never(command)


def set_release_schedule(
    command: c.SetReleaseSchedule, standing: Settings, on: date
) -> tuple[DecidedSetting, ...]:
    """Set by what the releases of a year are measured.

    Raises WordsMissingError, InstallmentsNotOfBasisError, InstallmentLabelError,
    InstallmentsOutOfOrderError, DateFarFromYearError. Source: none; § 10-262u(c)(2) leaves it open.
    """
    year = FiscalYear(command.fiscal_year)
    require_words(command, on)
    require_installments_of_basis(command)
    require_labels(command.installments, on)
    require_order(command.installments)
    for one in command.installments:
        if one.due_on is not None:
            require_near(one.due_on, year, f"The due date of installment {one.name}")
    event = ReleaseScheduleSet(
        fiscal_year=command.fiscal_year,
        basis=command.basis,
        installments=command.installments,
        set_by=command.set_by,
        document=command.document,
    )
    return configured(event, standing, Office.SYSTEM, Clause.RECORDS, on)


def set_plan_due_date(
    command: c.SetPlanDueDate, standing: Settings, on: date
) -> tuple[DecidedSetting, ...]:
    """Set by when plans are due. Raises WordsMissingError, DateFarFromYearError.

    Source: none; § 10-262u(d) names no day.
    """
    year = FiscalYear(command.fiscal_year)
    require_words(command, on)
    require_near(command.due_on, year, "The due date of plans")
    event = PlanDueDateSet(
        fiscal_year=command.fiscal_year,
        due_on=command.due_on,
        set_by=command.set_by,
        document=command.document,
    )
    return configured(event, standing, Office.SYSTEM, Clause.RECORDS, on)


def set_new_reform_share(
    command: c.SetNewReformShare, standing: Settings, on: date
) -> tuple[DecidedSetting, ...]:
    """Set the share of a plan for new or extended reforms.

    Raises WordsMissingError, PercentOutsideRangeError. Source: guidance of 2012 ("substantial
    majority"), unverified.
    """
    FiscalYear(command.fiscal_year)  # a year the ledger can name
    require_words(command, on)
    require_percent(command.percent, "the share of new or extended reforms")
    event = NewReformShareSet(
        fiscal_year=command.fiscal_year,
        percent=command.percent,
        set_by=command.set_by,
        document=command.document,
    )
    return configured(event, standing, Office.SYSTEM, Clause.RECORDS, on)


def set_object_codes(
    command: c.SetObjectCodes, standing: Settings, on: date
) -> tuple[DecidedSetting, ...]:
    """Set the object codes of a year. Raises WordsMissingError, ObjectCodesWrongError."""
    year = FiscalYear(command.fiscal_year)
    require_words(command, on)
    for one in command.codes:
        require_word(one.code, "an object code", on)
        require_word(one.words, f"what object code {one.code} is for", on)
    twice = twice_in(one.code for one in command.codes)
    if twice or not command.codes:
        found = f"{twice} stands twice" if twice else "none is given"
        raise ObjectCodesWrongError(
            f"The object codes of {year} have to be there once each, and {found}.",
            details={"codes": str(len(command.codes)), "twice": twice},
            next_step="Give each code once, with its words.",
        )
    event = ObjectCodesSet(
        fiscal_year=command.fiscal_year,
        codes=command.codes,
        set_by=command.set_by,
        document=command.document,
    )
    return configured(event, standing, Office.SYSTEM, Clause.RECORDS, on)


def adopt_guidelines(
    command: c.AdoptGuidelines, standing: Settings, today: date
) -> tuple[DecidedSetting, ...]:
    """Record adopted guidelines; their legal date is the day the Board adopted them.

    Raises WordsMissingError, AdoptedLaterError, and NoRuleInForceError for a year or day the clause
    does not reach. Source: C.G.S. § 10-262u(e).
    """
    year = FiscalYear(command.first_fiscal_year)
    require_words(command, command.adopted_on)
    require_word(command.version, "the version of guidelines", command.adopted_on)
    require_word(command.title, "the title of guidelines", command.adopted_on)
    citation = rules_in_force(year, command.adopted_on).clause(Clause.GUIDELINES)
    if command.adopted_on > today:
        raise AdoptedLaterError(
            f"Guidelines {command.version} are given as adopted on {command.adopted_on}, and "
            f"today is {today}.",
            citation=citation,
            details={"adopted_on": str(command.adopted_on), "today": str(today)},
            next_step="Record them once the State Board has adopted them.",
        )
    event = GuidelinesAdopted(
        version=command.version,
        title=command.title,
        adopted_on=command.adopted_on,
        first_fiscal_year=command.first_fiscal_year,
        set_by=command.set_by,
        document=command.document,
    )
    return decided_setting(event, standing, Office.STATE_BOARD, citation, command.adopted_on)


def set_appropriation_control(
    command: c.SetAppropriationControl, standing: Settings, on: date
) -> tuple[DecidedSetting, ...]:
    """Set the control figure of a year. Zero is a figure: nothing was allotted.

    Raises WordsMissingError, AmountNotPositiveError (below zero). Source: none.
    """
    year = FiscalYear(command.fiscal_year)
    require_words(command, on)
    if command.amount.cents < 0:
        raise AmountNotPositiveError(
            f"The control figure of {year} cannot be below zero, and {command.amount.display} was "
            "given.",
            details={"amount": str(command.amount)},
            next_step="Give the whole appropriation or allotment, not a change of it.",
        )
    event = AppropriationControlSet(
        fiscal_year=command.fiscal_year,
        amount=command.amount,
        set_by=command.set_by,
        document=command.document,
    )
    return configured(event, standing, Office.SYSTEM, Clause.RECORDS, on)
