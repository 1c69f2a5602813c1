"""What a new approval leaves behind: conditions that end, money let go above what is approved now.

Nothing here refuses: an approval stands as the Commissioner gives it, and people are told of what
it leaves. Source: C.G.S. § 10-262u(c)(2), (d), (f).
Not here: whether a plan can be approved (`plan.py`), whether a release can be paid (`payment.py`).
"""

from dataclasses import dataclass

from domain.figures import balance
from domain.money import Money
from domain.plan_state import Plans, StandingCondition
from domain.release_state import Release, ReleaseStatus
from domain.spoken_for import BEFORE_PAYMENT, residency_released
from domain.state import DistrictYear

_NOT_PAID = (*BEFORE_PAYMENT, ReleaseStatus.ISSUED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AboveApproval:
    """More was authorized than is approved.

    Attributes:
        approved: what is approved in the plan in force.
        authorized: what was authorized in all, paid or not, the residency set-aside left aside.
        not_paid: the releases of it that are not paid, by name.
    """

    approved: Money
    authorized: Money
    not_paid: dict[str, Release]


def conditions_ended(before: Plans, after: Plans) -> tuple[StandingCondition, ...]:
    """The conditions that were open and are no longer, though nobody met them."""
    return tuple(one for one in before.open_conditions if after.ended_with(one) is not None)


def above_approval(state: DistrictYear) -> AboveApproval | None:
    """What was authorized where it is more than the plan in force has approved, or None."""
    in_force = state.approved_plan
    authorized = balance("authorized", state) - residency_released(state)
    if in_force is None or authorized <= in_force[1].approved_amount:
        return None
    return AboveApproval(
        approved=in_force[1].approved_amount,
        authorized=authorized,
        not_paid={
            name: release
            for name, release in state.releases.items()
            if release.status in _NOT_PAID and not release.residency
        },
    )
