"""Commands about the ledger as a whole: what no source gives, set by somebody, and one report.

A command of this kind has no district; the fiscal year is a field of its own. Each becomes the
event of the same fields, see `domain/setting_events.py`. Not here: commands of a district-year
(`domain/commands.py`), what is refused (`domain/decisions/settings.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.report_content import Counted
from domain.setting_events import (
    Duty,
    ExitChoice,
    ObjectCode,
    ReleaseBasis,
    ScheduledInstallment,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReleaseSchedule:
    """Set how the releases of a fiscal year are measured.

    Attributes:
        fiscal_year: the fiscal year it is for.
        basis: installments, draw-down requests, or as approved.
        installments: name, label, cumulative percent and perhaps a due date of each, in order; none
            unless the basis is installments.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    basis: ReleaseBasis
    set_by: str
    document: str
    installments: tuple[ScheduledInstallment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlanDueDate:
    """Set by when the improvement plans of a fiscal year are due.

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
class SetNewReformShare:
    """Set how much of a plan is to pay for new or extended reforms; guidance, unverified.

    Attributes:
        fiscal_year: the fiscal year it is for.
        percent: of the plan's Alliance lines, 1 to 100.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    percent: int
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetObjectCodes:
    """Set which object codes a plan's budget lines may have.

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
class AdoptGuidelines:
    """Record that the State Board adopted guidelines. Source: C.G.S. § 10-262u(e).

    Attributes:
        version: the version's own name.
        title: their title.
        adopted_on: the day the Board adopted them; it is the legal date.
        first_fiscal_year: the first fiscal year they are for.
        set_by: the person or office that states it, in words.
        document: title of the paper that holds them.
    """

    version: str
    title: str
    adopted_on: date
    first_fiscal_year: int
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAppropriationControl:
    """Set the figure that the releases of a fiscal year are compared with.

    Attributes:
        fiscal_year: the fiscal year it is for.
        amount: the appropriation or allotment.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
    """

    fiscal_year: int
    amount: Money
    set_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVarianceAllowance:
    """Set how far a line of a report may be over without an approval; policy, UNVERIFIED.

    Attributes:
        fiscal_year: the fiscal year of the reports.
        shields: True where it shields the first part of a line that is over; False where it falls
            away entirely.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
        percent: of the approved line, 0 to 100; either this or an amount.
        amount: by line; either this or a percent.
    """

    fiscal_year: int
    shields: bool
    set_by: str
    document: str
    percent: int | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReportColumns:
    """Set which columns of an expenditure report count as spent.

    Attributes:
        fiscal_year: the fiscal year of the reports.
        counted: paid by June 30; and paid by a later day; and still obligated.
        set_by: the person or office that set it, in words.
        document: title of the paper it rests on.
        paid_by: that later day; left out where only what was paid by June 30 counts.
    """

    fiscal_year: int
    counted: Counted
    set_by: str
    document: str
    paid_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDeadline:
    """Set by when a duty of a fiscal year is due.

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
class SetExitPolicy:
    """Set what becomes of a balance after the program, where the law is silent.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishProgramReport:
    """Record that the Commissioner published the report on the program. Source: § 10-262w.

    Attributes:
        first_fiscal_year, last_fiscal_year: the fiscal years it covers, inclusive.
        published_on: the day it was published; it is the legal date.
        sha256: of the file, 64 hexadecimal digits.
        address: where it was published.
    """

    first_fiscal_year: int
    last_fiscal_year: int
    published_on: date
    sha256: str
    address: str


SettingCommand = (
    SetReleaseSchedule
    | SetPlanDueDate
    | SetNewReformShare
    | SetObjectCodes
    | AdoptGuidelines
    | SetAppropriationControl
    | SetVarianceAllowance
    | SetReportColumns
    | SetExitPolicy
    | SetDeadline
)
LedgerCommand = SettingCommand | PublishProgramReport


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerInstruction:
    """A command about the ledger as a whole, with who asks and from which day.

    Attributes:
        command_id: unique in the ledger; the same id with the same body is the same instruction.
        actor: who asks.
        effective_on: the legal date as given; None means the day it is recorded.
        command: what is asked.
        documents: SHA-256 of each document it rests on, by title.
    """

    command_id: str
    actor: str
    effective_on: date | None
    command: LedgerCommand
    documents: Mapping[str, str]
