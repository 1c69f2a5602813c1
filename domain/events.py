"""Every event of a district-year: immutable facts, past tense, one provision each.

Amounts are whole cents and move as `domain/accounts.py` says. Events of plans and of releases stand
in files of their own and are given on from here. Not here: events about the ledger
(`domain/ledger_events.py`); time, actor, citation and ids (`ledger/record.py`).
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.claim_events import ClaimEvent
from domain.ledger_events import LedgerEvent
from domain.money import ZERO, Money
from domain.plan_events import (
    ApprovedLine,
    Channel,
    Condition,
    ConditionMet,
    LineTransfer,
    PlanAmendmentApproved,
    PlanAmendmentRejected,
    PlanAmendmentSubmitted,
    PlanApproved,
    PlanChangesRequired,
    PlanEvent,
    PlanPublished,
    PlanRejected,
    PlanReviewed,
    PlanSubmitted,
    RequiredChange,
    ReviewCommitteeAppointed,
    SubmissionAccepted,
    SubmissionChecked,
    SubmissionKind,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.release_events import (
    Direction,
    DrawDownRequested,
    FundingRenewed,
    NoncomplianceWithholdingLifted,
    OtherFundingReceived,
    OverpaymentReturned,
    PassThroughRecorded,
    PassThroughShortfallNoted,
    PaymentWithheldForNoncompliance,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseEvent,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseReturned,
    ReleaseWithdrawn,
    RenewalEvidence,
    ResidencyFundsSetAside,
)
from domain.report_events import ExpenditureReported, ReportEvent
from domain.side_events import SideEvent
from domain.year_events import (
    BalanceCarriedIn,
    EventCorrected,
    FactReported,
    FiscalYearClosed,
    OpeningBalanceStated,
    YearEvent,
)

__all__ = [
    "AlliancePortionWithheld",
    "ApprovedLine",
    "BalanceCarriedIn",
    "Channel",
    "ClaimEvent",
    "Condition",
    "ConditionMet",
    "Criterion",
    "DesignationEnded",
    "Direction",
    "DistrictDesignated",
    "DistrictYearEvent",
    "DrawDownRequested",
    "EntitlementSet",
    "EntitlementTruedUp",
    "Event",
    "EventCorrected",
    "ExpenditureReported",
    "FactReported",
    "FiscalYearClosed",
    "FundingRenewed",
    "LineTransfer",
    "NoncomplianceWithholdingLifted",
    "OpeningBalanceStated",
    "OtherFundingReceived",
    "OverpaymentReturned",
    "PassThroughRecorded",
    "PassThroughShortfallNoted",
    "PaymentWithheldForNoncompliance",
    "PlanAmendmentApproved",
    "PlanAmendmentRejected",
    "PlanAmendmentSubmitted",
    "PlanApproved",
    "PlanChangesRequired",
    "PlanEvent",
    "PlanPublished",
    "PlanRejected",
    "PlanReviewed",
    "PlanSubmitted",
    "PortionDetermined",
    "PortionTransferred",
    "PublishedWithholdingRecorded",
    "ReleaseAuthorized",
    "ReleaseConfirmed",
    "ReleaseEvent",
    "ReleaseIssued",
    "ReleaseProposed",
    "ReleaseReturned",
    "ReleaseWithdrawn",
    "RenewalEvidence",
    "ReportEvent",
    "RequiredChange",
    "ResidencyFundsSetAside",
    "ReviewCommitteeAppointed",
    "SideEvent",
    "Stage",
    "SubmissionAccepted",
    "SubmissionChecked",
    "SubmissionKind",
    "SubmissionReceived",
    "SubmissionReturned",
    "YearEvent",
]


class Stage(StrEnum):
    """How final an ECS entitlement is. Source: C.G.S. § 10-262i(a)."""

    PRELIMINARY = "preliminary"
    REVISED = "revised"
    FINAL = "final"


class Criterion(StrEnum):
    """On which ground a district was designated. Source: C.G.S. § 10-262u(a)(1), (b)."""

    RANKED = "ranked"
    GRANDFATHERED = "grandfathered"
    NOT_PUBLISHED = "not-published"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictDesignated:
    """The Commissioner designated the district for the year. Source: C.G.S. § 10-262u(b).

    Attributes:
        round: the designation round by its first fiscal year, such as "FY2018".
        criterion: ranked among the lowest, or kept as designated earlier.
        first_time: True where no earlier round had it; from FY2023 this moves the baseline.
    """

    round: str
    criterion: Criterion
    first_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationEnded:
    """The designation stopped before its term. Source: C.G.S. § 10-262u(b)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementSet:
    """The town's ECS entitlement for the year. Source: C.G.S. § 10-262h, § 10-262i(a).

    Attributes:
        amount: the whole ECS grant of the town.
        stage: preliminary, revised or final; None where the source does not say.
        reason: why it replaced an earlier amount; None for the first.
        education_diversity: the earmark taken out first; None where the source has no such column.
        published_portion: the Alliance share of the split as published; None where not published.
        source: the published source of a loaded amount; None where an office set it here.
    """

    amount: Money
    stage: Stage | None
    reason: str | None
    education_diversity: Money | None
    published_portion: Money | None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementTruedUp:
    """The final entitlement of the year before differs from the preliminary one it was paid by.

    The difference belongs to the funds received in this year. Source: C.G.S. § 10-262i(a).

    Attributes:
        previous_fiscal_year: the year before, such as 2026.
        preliminary: the first entitlement of that year on record as preliminary.
        final: the entitlement of that year on record as final.
        difference: final less preliminary; negative where too much was paid.
    """

    previous_fiscal_year: int
    preliminary: Money
    final: Money
    difference: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PortionDetermined:
    """The Alliance portion by law: entitlement less earmarks less baseline, not below zero.

    The operands are kept, so a later change of one is a finding and never a silent recomputation.
    Source: C.G.S. § 10-262u(c)(1).

    Attributes:
        portion: what the Comptroller is to withhold; never negative.
        entitlement: the entitlement used.
        other_earmarks: earmarks taken out first.
        baseline: the entitlement of the baseline year.
        baseline_fiscal_year: that year, such as 2012.
        baseline_position: where the record of that entitlement stands in this ledger.
        true_up: added to the entitlement for funds received, § 10-262i(a); negative at times.
    """

    portion: Money
    entitlement: Money
    other_earmarks: Money
    baseline: Money
    baseline_fiscal_year: int
    baseline_position: int
    true_up: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class AlliancePortionWithheld:
    """The Comptroller withheld from the town's ECS grant. Source: C.G.S. § 10-262u(c)(1).

    Attributes:
        amount: what was withheld.
        voucher: the number of the paper in the Comptroller's system; None where not given.
    """

    amount: Money
    voucher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedWithholdingRecorded:
    """What was withheld according to a published source: a fact, not held to the portion."""

    amount: Money
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortionTransferred:
    """The Comptroller handed withheld money to the Commissioner. Source: § 10-262u(c)(1).

    Attributes:
        amount: what was handed over.
        voucher: the number of the paper in the Comptroller's system; None where not given.
    """

    amount: Money
    voucher: str | None = None


DistrictYearEvent = (
    DistrictDesignated
    | DesignationEnded
    | EntitlementSet
    | EntitlementTruedUp
    | PortionDetermined
    | AlliancePortionWithheld
    | PublishedWithholdingRecorded
    | PortionTransferred
    | PlanEvent
    | ReleaseEvent
    | ReportEvent
    | SideEvent
    | ClaimEvent
    | YearEvent
)

Event = DistrictYearEvent | LedgerEvent
