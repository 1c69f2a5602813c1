"""Every command: what somebody asks the ledger to record, imperative, with its own fields.

Who asks, for which district-year and from which day stands around it in `Instruction`. A command
holds no derived amount: every split is made by `decide` and stands in the event.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.district import District
from domain.events import Criterion, Direction, Stage
from domain.fiscal_year import FiscalYear
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignateDistrict:
    """Designate the district for the year. Source: C.G.S. § 10-262u(b)."""

    round: str
    criterion: Criterion
    first_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndDesignation:
    """End the designation for the year before its term."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEntitlement:
    """Set or revise the town's ECS entitlement. Source: C.G.S. § 10-262h."""

    amount: Money
    stage: Stage | None = None
    reason: str | None = None
    education_diversity: Money | None = None
    published_portion: Money | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminePortion:
    """Determine the Alliance portion from the law and the entitlements on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithholdPortion:
    """Withhold from the town's ECS grant, up to the portion. Source: § 10-262u(c)(1)."""

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPublishedWithholding:
    """Record what a published source says was withheld; differences are findings."""

    amount: Money
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPortion:
    """Hand withheld money to the Commissioner. Source: § 10-262u(c)(1)."""

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitPlan:
    """Submit an improvement plan. Source: § 10-262u(d)."""

    plan_version: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovePlan:
    """Approve a submitted plan up to an amount. Source: § 10-262u(c)(2), (d)."""

    plan_version: int
    approved_amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectPlan:
    """Reject a submitted plan with reasons. Source: § 10-262u(c)(2), (d)."""

    plan_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRelease:
    """Propose a release for another person to authorize."""

    release: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizeRelease:
    """Release money to the town (Commissioner). Source: § 10-262u(c)(2)."""

    release: str
    amount: Money
    direction: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRelease:
    """Issue the payment of an authorized release (Comptroller)."""

    release: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRelease:
    """Confirm that the payment reached the town on a day."""

    release: str
    paid_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRelease:
    """Record that the payment came back."""

    release: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPassThrough:
    """Record that the town paid the school board. Source: § 10-262u(c)(2)."""

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitExpenditureReport:
    """Report what the board spent in the year. Source: § 10-262u(g)."""

    spent: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseFiscalYear:
    """Close the year and carry its balance to the next. Source: § 10-262u(h)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateOpeningBalance:
    """State balances from a signed document, where this ledger begins mid-history.

    Attributes:
        balances: amounts by balance name, see `domain/decisions/opening.py`.
        document: SHA-256 or title of the statement.
        signers: who signed it; at least one.
    """

    balances: Mapping[str, Money]
    document: str
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectEvent:
    """Correct an earlier event of the district-year.

    Attributes:
        position: the place of the record to correct.
        reason: why.
        amount: its right amount; None takes the event back whole.
    """

    position: int
    reason: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFact:
    """Record what a public source reported, in its own words. It moves no money."""

    kind: str
    words: str
    source: str
    amount: Money | None = None
    reported_date: str | None = None


Command = (
    DesignateDistrict
    | EndDesignation
    | SetEntitlement
    | DeterminePortion
    | WithholdPortion
    | RecordPublishedWithholding
    | TransferPortion
    | SubmitPlan
    | ApprovePlan
    | RejectPlan
    | ProposeRelease
    | AuthorizeRelease
    | IssueRelease
    | ConfirmRelease
    | ReturnRelease
    | RecordPassThrough
    | SubmitExpenditureReport
    | CloseFiscalYear
    | StateOpeningBalance
    | CorrectEvent
    | ReportFact
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """A command with who asks, for which district-year, and from which day.

    Attributes:
        command_id: unique in the ledger; the same id with the same body is the same instruction.
        actor: who asks.
        district: the town.
        fiscal_year: the year of the money.
        effective_on: the legal date as given; None means the day it is recorded.
        command: what is asked.
        documents: SHA-256 of each document it rests on, by title.
    """

    command_id: str
    actor: str
    district: District
    fiscal_year: FiscalYear
    effective_on: date | None
    command: Command
    documents: Mapping[str, str]
