"""Every command: what somebody asks the ledger to record, imperative, with its own fields.

Who asks, for which district-year and from which day stands around it in `Instruction`. A command
holds no derived amount: every split is made by `decide` and stands in the event.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.claim_commands import ClaimCommand
from domain.district import District
from domain.events import Criterion, Stage
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.plan_commands import (
    AcceptSubmission,
    AppointReviewCommittee,
    ApprovePlan,
    ApprovePlanAmendment,
    CheckSubmission,
    MeetCondition,
    PlanCommand,
    PublishPlan,
    ReceiveSubmission,
    RejectPlan,
    RejectPlanAmendment,
    RequirePlanChanges,
    ReturnSubmission,
    ReviewPlan,
    SubmitPlan,
    SubmitPlanAmendment,
)
from domain.release_commands import (
    AuthorizeRelease,
    ConfirmRelease,
    IssueRelease,
    LiftNoncomplianceWithholding,
    NotePassThroughShortfall,
    ProposeRelease,
    RecordOtherFunding,
    RecordOverpaymentReturned,
    RecordPassThrough,
    ReleaseCommand,
    RenewFunding,
    RequestDrawDown,
    ReturnRelease,
    SetAsideForResidency,
    WithdrawRelease,
    WithholdPaymentForNoncompliance,
)
from domain.report_commands import ReportCommand, SubmitExpenditureReport
from domain.side_commands import SideCommand

__all__ = [
    "AcceptSubmission",
    "AppointReviewCommittee",
    "ApprovePlan",
    "ApprovePlanAmendment",
    "AuthorizeRelease",
    "CheckSubmission",
    "ClaimCommand",
    "CloseFiscalYear",
    "Command",
    "ConfirmRelease",
    "CorrectEvent",
    "DesignateDistrict",
    "DeterminePortion",
    "EndDesignation",
    "Instruction",
    "IssueRelease",
    "LiftNoncomplianceWithholding",
    "MeetCondition",
    "NotePassThroughShortfall",
    "PlanCommand",
    "ProposeRelease",
    "PublishPlan",
    "ReceiveSubmission",
    "RecordOtherFunding",
    "RecordOverpaymentReturned",
    "RecordPassThrough",
    "RecordPublishedWithholding",
    "RejectPlan",
    "RejectPlanAmendment",
    "ReleaseCommand",
    "RenewFunding",
    "ReportCommand",
    "ReportFact",
    "RequestDrawDown",
    "RequirePlanChanges",
    "ReturnRelease",
    "ReturnSubmission",
    "ReviewPlan",
    "SetAsideForResidency",
    "SetEntitlement",
    "SideCommand",
    "StateOpeningBalance",
    "SubmitExpenditureReport",
    "SubmitPlan",
    "SubmitPlanAmendment",
    "TransferPortion",
    "TrueUpEntitlement",
    "WithdrawRelease",
    "WithholdPaymentForNoncompliance",
    "WithholdPortion",
]


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
class TrueUpEntitlement:
    """Take the difference of last year's final and preliminary entitlement into this year.

    Source: C.G.S. § 10-262i(a).
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminePortion:
    """Determine the Alliance portion from the law and the entitlements on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithholdPortion:
    """Withhold from the town's ECS grant, up to the portion. Source: § 10-262u(c)(1)."""

    amount: Money
    voucher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPublishedWithholding:
    """Record what a published source says was withheld; differences are findings."""

    amount: Money
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPortion:
    """Hand withheld money to the Commissioner. Source: § 10-262u(c)(1)."""

    amount: Money
    voucher: str | None = None


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
        authority: by whose word or paper.
        day: the right legal date of a payment order, which is never taken back; None otherwise.
    """

    position: int
    reason: str
    amount: Money | None = None
    authority: str | None = None
    day: date | None = None


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
    | TrueUpEntitlement
    | DeterminePortion
    | WithholdPortion
    | RecordPublishedWithholding
    | TransferPortion
    | PlanCommand
    | ReleaseCommand
    | ReportCommand
    | SideCommand
    | ClaimCommand
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
