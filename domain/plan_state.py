"""What is known of a district-year's submissions and plans: a fold over their events.

Reads no law and never fails: an event that names what a correction took away changes nothing.
Not here: whether an act is allowed (`domain/decisions/`); money (`domain/accounts.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from domain.events import (
    ApprovedLine,
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
    SubmissionReceived,
    SubmissionReturned,
)
from domain.money import ZERO, Money, total
from domain.plan_content import PlanContent
from domain.submission_state import Submission, submissions_after


class PlanStatus(StrEnum):
    """Where a plan version stands."""

    SUBMITTED = "submitted"
    CHANGES_REQUIRED = "changes required"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One version of the improvement plan.

    Attributes:
        total: what the board asked for.
        status: where it stands.
        approved_amount: what the Commissioner approved; zero unless approved.
        content: what it says; None where only the total is on record.
        lines: what is approved by budget line, amendments included; empty where not by line.
        changes: what has to change; empty unless required.
        register: the register number it came under, or None.
        published: True once it was published.
    """

    total: Money
    status: PlanStatus
    approved_amount: Money = ZERO
    content: PlanContent | None = None
    lines: tuple[ApprovedLine, ...] = ()
    changes: tuple[RequiredChange, ...] = ()
    register: str | None = None
    published: bool = False


class AmendmentStatus(StrEnum):
    """Where an amendment stands."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One amendment of an approved plan.

    Attributes:
        plan_version: the version it amends.
        transfers: what is to move between its lines.
        status: where it stands.
    """

    plan_version: int
    transfers: tuple[LineTransfer, ...]
    status: AmendmentStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingCondition:
    """A condition of an approval.

    Attributes:
        asked: the condition.
        plan_version: the plan it was approved with.
        met: True once it is met.
        evidence: what shows that it is met; "" until then.
    """

    asked: Condition
    plan_version: int
    met: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """Everything known of submissions and plans.

    Attributes:
        versions: plans by version.
        submissions: by register number, in the order they came.
        amendments: by number.
        conditions: by key.
        committee: the members last appointed; empty where none was.
        reviews: how many reviews of each version are on record.
    """

    versions: Mapping[int, Plan] = field(default_factory=dict)
    submissions: Mapping[str, Submission] = field(default_factory=dict)
    amendments: Mapping[int, Amendment] = field(default_factory=dict)
    conditions: Mapping[str, StandingCondition] = field(default_factory=dict)
    committee: tuple[str, ...] = ()
    reviews: Mapping[int, int] = field(default_factory=dict)

    @property
    def approved(self) -> tuple[int, Plan] | None:
        """The newest approved version, which is the one in force, or None."""
        approved = [n for n, plan in self.versions.items() if plan.status is PlanStatus.APPROVED]
        return (max(approved), self.versions[max(approved)]) if approved else None

    def posted_as(self, register: str) -> int | None:
        """The plan version that was posted from a submission, or None."""
        return next((n for n, plan in self.versions.items() if plan.register == register), None)

    @property
    def open_conditions(self) -> tuple[StandingCondition, ...]:
        """Conditions of the plan in force that are not met."""
        in_force = self.approved
        if in_force is None:
            return ()
        return tuple(
            one
            for one in self.conditions.values()
            if not one.met and one.plan_version == in_force[0]
        )

    def ended_with(self, condition: StandingCondition) -> int | None:
        """The approved version that took the place of the condition's own while it was open."""
        later = [
            version
            for version, plan in self.versions.items()
            if plan.status is PlanStatus.APPROVED and version > condition.plan_version
        ]
        return min(later, default=None) if not condition.met else None

    @property
    def before_release(self) -> tuple[Condition, ...]:
        """Open conditions that have to be met before more is released."""
        return tuple(one.asked for one in self.open_conditions if one.asked.before_release)


NO_PLANS = Plans()


def plans_after(plans: Plans, event: PlanEvent) -> Plans:
    """What is known after one more event."""
    match event:
        case (
            SubmissionReceived() | SubmissionChecked() | SubmissionAccepted() | SubmissionReturned()
        ):
            return replace(plans, submissions=submissions_after(plans.submissions, event))
        case ReviewCommitteeAppointed():
            return replace(plans, committee=event.members)
        case PlanReviewed():
            count = plans.reviews.get(event.plan_version, 0) + 1
            return replace(plans, reviews={**plans.reviews, event.plan_version: count})
        case PlanApproved():
            conditions = {
                one.key: StandingCondition(asked=one, plan_version=event.plan_version)
                for one in event.conditions
            }
            return replace(
                plans,
                versions=_versions(plans.versions, event),
                conditions={**plans.conditions, **conditions},
            )
        case ConditionMet():
            return replace(plans, conditions=_met(plans.conditions, event))
        case PlanAmendmentSubmitted() | PlanAmendmentApproved() | PlanAmendmentRejected():
            return _amended(plans, event)
        case PlanSubmitted() | PlanChangesRequired() | PlanRejected() | PlanPublished():
            return replace(plans, versions=_versions(plans.versions, event))
        case _:
            assert_never(event)


def _versions(
    known: Mapping[int, Plan],
    event: PlanSubmitted | PlanChangesRequired | PlanApproved | PlanRejected | PlanPublished,
) -> Mapping[int, Plan]:
    if isinstance(event, PlanSubmitted):
        submitted = Plan(
            total=event.total,
            status=PlanStatus.SUBMITTED,
            content=event.content,
            register=event.register,
        )
        return {**known, event.plan_version: submitted}
    earlier = known.get(event.plan_version)
    if earlier is None:
        if not isinstance(event, PlanApproved):
            return known
        # Kept, so that taking the submission back is seen to leave an approval of nothing.
        earlier = Plan(total=ZERO, status=PlanStatus.SUBMITTED)
    match event:
        case PlanChangesRequired():
            plan = replace(earlier, status=PlanStatus.CHANGES_REQUIRED, changes=event.changes)
        case PlanApproved():
            plan = replace(
                earlier,
                status=PlanStatus.APPROVED,
                approved_amount=event.approved_amount,
                lines=event.lines,
            )
        case PlanRejected():
            plan = replace(earlier, status=PlanStatus.REJECTED, approved_amount=ZERO)
        case PlanPublished():
            plan = replace(earlier, published=True)
        case _:
            assert_never(event)
    return {**known, event.plan_version: plan}


def _met(
    known: Mapping[str, StandingCondition], event: ConditionMet
) -> Mapping[str, StandingCondition]:
    earlier = known.get(event.condition)
    if earlier is None:
        return known
    return {**known, event.condition: replace(earlier, met=True, evidence=event.evidence)}


def _amended(
    plans: Plans, event: PlanAmendmentSubmitted | PlanAmendmentApproved | PlanAmendmentRejected
) -> Plans:
    if isinstance(event, PlanAmendmentSubmitted):
        submitted = Amendment(
            plan_version=event.plan_version,
            transfers=event.transfers,
            status=AmendmentStatus.SUBMITTED,
        )
        return replace(plans, amendments={**plans.amendments, event.amendment: submitted})
    earlier = plans.amendments.get(event.amendment)
    if earlier is None:
        return plans
    if isinstance(event, PlanAmendmentRejected):
        rejected = replace(earlier, status=AmendmentStatus.REJECTED)
        return replace(plans, amendments={**plans.amendments, event.amendment: rejected})
    approved = replace(earlier, status=AmendmentStatus.APPROVED)
    amendments = {**plans.amendments, event.amendment: approved}
    plan = plans.versions.get(event.plan_version)
    if plan is None:
        return replace(plans, amendments=amendments)
    amended = {**plans.versions, event.plan_version: replace(plan, lines=event.lines)}
    return replace(plans, amendments=amendments, versions=amended)


def lines_after(
    lines: tuple[ApprovedLine, ...], transfers: tuple[LineTransfer, ...]
) -> tuple[ApprovedLine, ...]:
    """The approved lines after transfers between them, in their order."""
    return tuple(
        ApprovedLine(
            key=line.key,
            amount=line.amount
            + total([one.amount for one in transfers if one.target == line.key])
            - total([one.amount for one in transfers if one.source == line.key]),
        )
        for line in lines
    )
