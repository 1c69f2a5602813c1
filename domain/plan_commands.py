"""Commands of intake and of the improvement plan. C.G.S. § 10-262u(d), (e), § 10-262v.

Not here: what they lead to (`domain/decisions/intake.py`, `plan.py`, `amendment.py`).
"""

from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.plan_content import Discrepancy, PlanContent
from domain.plan_events import (
    ApprovedLine,
    Channel,
    Condition,
    LineTransfer,
    RequiredChange,
    SubmissionKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSubmission:
    """Register what a board sent, as it came; the ledger gives the number. Source: § 11-8b.

    Attributes:
        kind: what it is said to be.
        file: the file's name.
        sha256: of its bytes.
        size_bytes: of the file.
        sender: who sent it.
        channel: how it came.
        received_on: the day it came.
        entered_for: for whom the actor enters it, such as "Windsor Board of Education".
    """

    kind: SubmissionKind
    file: str
    sha256: str
    size_bytes: int
    sender: str
    channel: Channel
    received_on: date
    entered_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSubmission:
    """Note what was found in a submission; an empty list says that nothing was found."""

    register: str
    discrepancies: tuple[Discrepancy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptSubmission:
    """Accept a submission; in spite of discrepancies, or unchecked, only for a reason."""

    register: str
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSubmission:
    """Send a submission back to be mended."""

    register: str
    reason: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitPlan:
    """Submit an improvement plan. Source: § 10-262u(d)."""

    plan_version: int
    total: Money
    content: PlanContent | None = None
    register: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointReviewCommittee:
    """Appoint a committee to review the plan. Source: 2012 deck, unverified."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """Record what a review of a plan version says."""

    plan_version: int
    findings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirePlanChanges:
    """Require changes before approving. Source: § 10-262u(d)(A).

    Attributes:
        plan_version: the version that has to change.
        changes: what has to change.
        due_on: until when; None where nobody set a day.
    """

    plan_version: int
    changes: tuple[RequiredChange, ...]
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovePlan:
    """Approve a submitted plan up to an amount. Source: § 10-262u(c)(2), (d).

    Attributes:
        plan_version, approved_amount: what is approved.
        lines: by budget line; left out where the whole plan is approved.
        conditions: what is asked with it.
    """

    plan_version: int
    approved_amount: Money
    lines: tuple[ApprovedLine, ...] | None = None
    conditions: tuple[Condition, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectPlan:
    """Reject a submitted plan with reasons. Source: § 10-262u(c)(2), (d)."""

    plan_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetCondition:
    """Record that a condition of an approval is met."""

    condition: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitPlanAmendment:
    """Ask to move money between lines of the approved plan. Source: § 10-262u(d)."""

    amendment: int
    transfers: tuple[LineTransfer, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovePlanAmendment:
    """Approve an amendment as submitted. Source: § 10-262u(d)."""

    amendment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectPlanAmendment:
    """Reject an amendment with reasons. Source: § 10-262u(d)."""

    amendment: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPlan:
    """Record that a plan was published. Source: C.G.S. § 10-262v."""

    plan_version: int
    address: str
    published_on: date


PlanCommand = (
    ReceiveSubmission
    | CheckSubmission
    | AcceptSubmission
    | ReturnSubmission
    | SubmitPlan
    | AppointReviewCommittee
    | ReviewPlan
    | RequirePlanChanges
    | ApprovePlan
    | RejectPlan
    | MeetCondition
    | SubmitPlanAmendment
    | ApprovePlanAmendment
    | RejectPlanAmendment
    | PublishPlan
)
