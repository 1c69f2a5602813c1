"""Commands about the ledger as a whole: setting what no source gives, with who set it and on what.

A command of this kind has no district; the fiscal year is a field of its own. Each becomes the
event of the same fields, see `domain/setting_events.py`. Not here: commands of a district-year
(`domain/commands.py`), what is refused (`domain/decisions/settings.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.setting_events import ObjectCode, ReleaseBasis, ScheduledInstallment


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


LedgerCommand = (
    SetReleaseSchedule
    | SetPlanDueDate
    | SetNewReformShare
    | SetObjectCodes
    | AdoptGuidelines
    | SetAppropriationControl
)


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
