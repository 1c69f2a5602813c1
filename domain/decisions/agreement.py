"""What a decision makes true of an event and the state before it, asked again of a record.

Of plans and releases: the amounts, the lines and the step before. What was decided here agrees;
what was rewritten later need not. C.G.S. § 10-262u(c)(2), (d).
Not here: who acted, what the law allowed, what money was held (`plan.py`, `release.py`,
`payment.py`); batches, which stand in the ledger's own stream (`ledger/verify_batches.py`).
"""

from typing import assert_never

from domain.decisions.amendment import wrong_transfers
from domain.decisions.plan import asked_by_line, wrong_lines
from domain.events import (
    OverpaymentReturned,
    PlanAmendmentApproved,
    PlanAmendmentSubmitted,
    PlanApproved,
    PlanSubmitted,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseReturned,
    ReleaseWithdrawn,
)
from domain.money import ZERO, Money, total
from domain.plan_state import AmendmentStatus, PlanStatus, lines_after
from domain.release_state import Release, ReleaseStatus
from domain.spoken_for import BEFORE_PAYMENT
from domain.state import DistrictYear

PlanStep = PlanSubmitted | PlanApproved | PlanAmendmentSubmitted | PlanAmendmentApproved
_LaterStep = (
    ReleaseWithdrawn | ReleaseIssued | ReleaseConfirmed | ReleaseReturned | OverpaymentReturned
)
ReleaseStep = ReleaseAuthorized | _LaterStep


def plan_disagreement(event: PlanStep, state: DistrictYear) -> str:
    """How an event of a plan differs from what any decision leaves, in words; "" where it agrees.

    `state`: the district-year before the event. Source: C.G.S. § 10-262u(d).
    """
    match event:
        case PlanSubmitted():
            return _submitted(event)
        case PlanApproved():
            return _approved(event, state)
        case PlanAmendmentSubmitted():
            return _amendment_submitted(event, state)
        case PlanAmendmentApproved():
            return _amendment_approved(event, state)
        case _:
            assert_never(event)


def release_disagreement(event: ReleaseStep, state: DistrictYear) -> str:
    """How a step of a release differs from what any decision leaves; "" where it agrees.

    `state`: the district-year before the event. Source: C.G.S. § 10-262u(c)(2).
    """
    release = state.releases.get(event.release)
    if isinstance(event, ReleaseAuthorized):
        return _authorized(event, release)
    done, statuses = _STEPS[type(event).__name__]
    if release is None:
        return f"release {event.release} is {done}, and it is not on record before"
    if release.status not in statuses:
        return f"release {event.release} is {done}, and it was {release.status} before"
    return _amounts(event, release)


# What each step does, and where the release stands before it.
_STEPS: dict[str, tuple[str, tuple[ReleaseStatus, ...]]] = {
    "ReleaseWithdrawn": ("withdrawn", (ReleaseStatus.PROPOSED, *BEFORE_PAYMENT)),
    "ReleaseIssued": ("issued", BEFORE_PAYMENT),
    "ReleaseConfirmed": ("paid", (ReleaseStatus.ISSUED,)),
    "ReleaseReturned": ("returned", (ReleaseStatus.ISSUED, ReleaseStatus.PAID)),
    # What was paid in error is owed wherever the release stands by now.
    "OverpaymentReturned": ("given back", tuple(ReleaseStatus)),
}


def _submitted(event: PlanSubmitted) -> str:
    asks = f"plan version {event.plan_version} asks for {event.total.display}"
    if event.content is not None and event.content.total != event.total:
        return f"{asks}, and its lines add up to {event.content.total.display}"
    return asks if event.total < ZERO else ""


def _approved(event: PlanApproved, state: DistrictYear) -> str:
    name, amount = f"plan version {event.plan_version}", event.approved_amount
    plan = state.plans.get(event.plan_version)
    if plan is None:
        return f"{name} is approved, and it was never submitted"
    if plan.status is not PlanStatus.SUBMITTED:
        return f"{name} is approved, and it was {plan.status} before"
    if not ZERO <= amount <= plan.total:
        return f"{amount.display} is approved of the {plan.total.display} that {name} asks for"
    asked = asked_by_line(plan)
    if not asked and not event.lines:
        return ""
    wrong = wrong_lines(event.lines, asked)
    if wrong:
        return "; ".join(f"line {key}: {why}" for key, why in wrong.items())
    summed = total([line.amount for line in event.lines])
    if summed != amount:
        return f"{amount.display} of {name} is approved, and its lines add up to {summed.display}"
    return ""


def _amendment_submitted(event: PlanAmendmentSubmitted, state: DistrictYear) -> str:
    name = f"amendment {event.amendment}"
    approved = state.approved_plan
    if approved is None or approved[0] != event.plan_version or not approved[1].lines:
        return f"{name} is of plan version {event.plan_version}, which is not in force with lines"
    wrong = wrong_transfers(event.transfers, approved[1].lines)
    return "; ".join(f"{name}: {line} {why}" for line, why in wrong.items())


def _amendment_approved(event: PlanAmendmentApproved, state: DistrictYear) -> str:
    name, version = f"amendment {event.amendment}", event.plan_version
    asked = state.planning.amendments.get(event.amendment)
    approved = state.approved_plan
    if asked is None or asked.status is not AmendmentStatus.SUBMITTED:
        return f"{name} is approved, and it does not wait for a decision"
    if approved is None or not approved[0] == asked.plan_version == version:
        return f"{name} is approved of plan version {version}, which is not in force"
    if event.lines != lines_after(approved[1].lines, asked.transfers):
        return f"{name} gives other lines than plan version {version} with its transfers"
    return ""


def _authorized(event: ReleaseAuthorized, proposal: Release | None) -> str:
    """A proposal is authorized with its amount; without one there is nothing to compare."""
    if proposal is None:
        return ""
    if proposal.status is not ReleaseStatus.PROPOSED:
        return f"release {event.release} is authorized, and it was {proposal.status} before"
    if proposal.amount != event.amount:
        return (
            f"release {event.release} is authorized with {event.amount.display}, and it was "
            f"proposed with {proposal.amount.display}"
        )
    return ""


def _amounts(event: _LaterStep, release: Release) -> str:
    """The amounts of a step against those of the release it is of."""
    of_release = f"release {event.release} of {release.amount.display}"
    match event:
        case ReleaseWithdrawn() | ReleaseIssued():
            # Of a proposal, the only one not authorized yet, nothing is taken back.
            proposed = release.status is ReleaseStatus.PROPOSED
            right = event.amount == (ZERO if proposed else release.amount)
            done, _ = _STEPS[type(event).__name__]
            says = f"{of_release} is {done} with {event.amount.display}"
        case ReleaseConfirmed():
            right = _paid_in_parts(event, release.amount)
            says = (
                f"{of_release} is paid with {event.amount.display}, short {event.short.display}, "
                f"over {event.over.display}"
            )
        case ReleaseReturned():
            paid = release.status is ReleaseStatus.PAID
            back = (ZERO, release.amount) if paid else (release.amount, ZERO)
            right = (event.amount_unpaid, event.amount_paid) == back
            says = (
                f"{of_release} is returned with {event.amount_unpaid.display} unpaid, "
                f"{event.amount_paid.display} paid"
            )
        case OverpaymentReturned():
            right = ZERO < event.amount <= release.over
            says = (
                f"{event.amount.display} of release {event.release} is given back, and "
                f"{release.over.display} was overpaid"
            )
        case _:
            assert_never(event)
    return "" if right else says


def _paid_in_parts(event: ReleaseConfirmed, authorized: Money) -> bool:
    """Whether paid and authorized come apart in amount, short and over as they have to."""
    paid = event.amount + event.over
    parts = (min(authorized, paid), max(ZERO, authorized - paid), max(ZERO, paid - authorized))
    return paid > ZERO and (event.amount, event.short, event.over) == parts
