"""Dated configuration as events of the ledger's own: what no source gives, and who set it.

The law names no installments of the Alliance money, no due date of a plan, no object codes and no
share that has to be new. Whoever settles such a thing for a fiscal year is named with the paper it
rests on, so that nothing of it becomes a silent rule. The guidelines of the State Board are the
one setting with a clause of its own, C.G.S. § 10-262u(e).
Not here: which setting stands for a year (`domain/settings.py`), the law (`domain/statute/`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money
from domain.report_content import Counted


class ReleaseBasis(StrEnum):
    """By what the releases of a year are measured. The statute does not say: § 10-262u(c)(2)."""

    INSTALLMENTS = "installments"
    DRAW_DOWN = "draw-down"
    AS_APPROVED = "as-approved"


class Duty(StrEnum):
    """What a due date can be set for. No statute names a day for any but the single audit report.

    The improvement plan has a setting of its own (`PlanDueDateSet`).
    """

    ANNUAL_REPORT = "annual-report"
    INTERIM_REPORT = "interim-report"
    PROGRESS_REPORT = "progress-report"
    PAYMENT_CUT_OFF = "payment-cut-off"
    PASS_THROUGH = "pass-through"  # noqa: S105 - the town's payment, not a password
    SINGLE_AUDIT_REPORT = "single-audit-report"


class ExitChoice(StrEnum):
    """What becomes of a balance after the program. The statute is silent."""

    CARRY = "carry"
    RETURN = "return"
    OFFSET = "offset"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledInstallment:
    """One installment of a release schedule.

    Attributes:
        name: what people call it, such as "october".
        label: 1 to 4 capital letters or digits for batches, such as "OCT"; unique in the schedule.
        cumulative_percent: how much of an approved plan is due by then, 1 to 100; the last is 100.
        due_on: by when, or None where no date is set.
    """

    name: str
    label: str
    cumulative_percent: int
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectCode:
    """An object code of the budget lines of a year.

    Attributes:
        code: as it stands on the budget form, such as "111A".
        words: what it is for.
    """

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseScheduleSet:
    """It was set how the releases of a fiscal year are measured: configuration, not law.

    Attributes:
        fiscal_year: the fiscal year it is for.
        basis: installments, draw-down requests, or as approved.
        installments: in their order; empty unless the basis is installments.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    basis: ReleaseBasis
    installments: tuple[ScheduledInstallment, ...]
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDueDateSet:
    """It was set by when the improvement plans of a year are due: configuration, not law.

    Attributes:
        fiscal_year: the fiscal year of the plans.
        due_on: the last day.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    due_on: date
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReformShareSet:
    """It was set how much of a plan is to pay for new or extended reforms: guidance, not law.

    The guidance of 2012 said "substantial majority" and named no number.

    Attributes:
        fiscal_year: the fiscal year it is for.
        percent: of the plan's Alliance lines, 1 to 100; unverified.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    percent: int
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectCodesSet:
    """It was set which object codes a plan's budget lines may have: configuration, not law.

    Attributes:
        fiscal_year: the fiscal year it is for.
        codes: each code once, with its words.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    codes: tuple[ObjectCode, ...]
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelinesAdopted:
    """The State Board adopted guidelines for the funds. Source: C.G.S. § 10-262u(e).

    Attributes:
        version: the version's own name.
        title: their title.
        adopted_on: the day the Board adopted them.
        first_fiscal_year: the first fiscal year they are for; they stand until newer ones do.
        set_by: the person or office that stated it, in words.
        document: title of the paper that holds them.
    """

    version: str
    title: str
    adopted_on: date
    first_fiscal_year: int
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppropriationControlSet:
    """It was set with what figure the releases of a year are compared: configuration, not law.

    Attributes:
        fiscal_year: the fiscal year it is for.
        amount: the appropriation or allotment; a figure to compare with, no money moves.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    amount: Money
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceAllowanceSet:
    """It was set how far a line may be over without an approval: Department policy, UNVERIFIED.

    Attributes:
        fiscal_year: the fiscal year of the reports.
        percent: of the approved line, 0 to 100; None where an amount is set.
        amount: by line; None where a percent is set.
        shields: True where it shields the first part of a line that is over, so that only what is
            above is asked about; False where it falls away entirely.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    percent: int | None
    amount: Money | None
    shields: bool
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportColumnsSet:
    """It was set which columns of an expenditure report count as spent: configuration, not law.

    Attributes:
        fiscal_year: the fiscal year of the reports.
        counted: paid by June 30; and paid by a later day; and still obligated.
        paid_by: that later day; None where only what was paid by June 30 counts.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    counted: Counted
    paid_by: date | None
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineSet:
    """It was set by when a duty of a fiscal year is due: configuration, not law.

    Attributes:
        fiscal_year: the fiscal year the duty is of; the day may lie in the next one.
        duty: what is due.
        due_on: the last day.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    duty: Duty
    due_on: date
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitPolicySet:
    """It was set what becomes of a balance after the program: policy where the law is silent.

    Attributes:
        first_fiscal_year: the first fiscal year it is for; it stands until another one does.
        choice: carried on, to be returned, or to be set against the ECS grant.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    first_fiscal_year: int
    choice: ExitChoice
    set_by: str
    document: str


SettingEvent = (
    ReleaseScheduleSet
    | PlanDueDateSet
    | NewReformShareSet
    | ObjectCodesSet
    | GuidelinesAdopted
    | AppropriationControlSet
    | VarianceAllowanceSet
    | ReportColumnsSet
    | ExitPolicySet
    | DeadlineSet
)
