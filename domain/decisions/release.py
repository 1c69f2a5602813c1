"""Decisions under § 10-262u(c)(2): a release is proposed, and authorized by the Commissioner.

Guards stand in the order of the statute. Not here: the payment of a release (`payment.py`), the
town's payment to the board (`pass_through.py`), what stops a release (`hold.py`).
"""

from domain.authority import Office
from domain.chart import Account
from domain.commands import AuthorizeRelease, ProposeRelease
from domain.decisions.case import (
    Case,
    Decided,
    at_most,
    decided,
    require_designated,
    require_open,
    require_positive,
    require_words,
)
from domain.decisions.ground import require_not_before_ground
from domain.decisions.hold import require_conditions_met, require_no_hold
from domain.decisions.payment_refusals import ResidencyNotSetAsideError
from domain.decisions.refusals import (
    PlanNotApprovedError,
    ProposalDiffersError,
    ProposalNeededError,
    ReleaseExceedsApprovalError,
    ReleaseExceedsDirectionError,
    ReleaseExceedsHeldError,
    ReleaseNameTakenError,
    SamePersonError,
)
from domain.directions import directions_of
from domain.events import (
    Direction,
    ReleaseAuthorized,
    ReleaseProposed,
)
from domain.figures import balance
from domain.money import ZERO, Money, total
from domain.release_state import Release, ReleaseStatus
from domain.spoken_for import held_back, promised_of, residency_left, residency_released
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.words import same_person, same_words, words_of


def propose_release(
    command: ProposeRelease, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Propose a release; it moves nothing and opens nothing until it is authorized.

    Raises YearClosedError, NotDesignatedError, AmountNotPositiveError, ReleaseNameTakenError.
    """
    require_open(state, case)
    require_designated(state, case)
    require_positive(command.amount, "a release", case, Clause.RELEASE)
    require_words(command.release, "the name of a release", case)
    _require_own_name(command.release, state, case)
    if command.release in state.releases:
        raise _name_taken(command.release, state.releases[command.release], case)
    if command.reason is not None:
        require_words(command.reason, "the reason of a supplement", case)
    event = ReleaseProposed(
        release=command.release,
        amount=command.amount,
        proposed_by=case.actor,
        reason=command.reason,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.RELEASE)


def authorize_release(
    command: AuthorizeRelease, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Release money to the town: on an approved plan, a written direction, or a set-aside.

    Raises, in this order: YearClosedError; NotDesignatedError (b); AmountNotPositiveError,
    WordsMissingError; what a two-person ledger asks (ReleaseNameTakenError, ProposalNeededError,
    SamePersonError, ProposalDiffersError); PaymentOnHoldError (f); ConditionOpenError,
    PlanNotApprovedError, ReleaseExceedsApprovalError, StepBeforeGroundError,
    ReleaseExceedsDirectionError (c)(2), (d);
    ResidencyNotSetAsideError § 10-156gg; ReleaseExceedsHeldError (c)(2).
    Source: C.G.S. § 10-262u(c)(2).
    """
    require_open(state, case)
    require_designated(state, case)
    require_positive(command.amount, "a release", case, Clause.RELEASE)
    require_words(command.release, "the name of a release", case)
    _require_own_name(command.release, state, case)
    _require_proposal(command, state, case)
    require_no_hold(state, case)
    plan_version = _require_ground(command, state, case)
    _require_held(command, state, case)
    event = ReleaseAuthorized(
        release=command.release,
        amount=command.amount,
        plan_version=plan_version,
        direction=command.direction,
        residency=bool(command.residency),
    )
    clause = _residency_clause(case) if command.residency else Clause.RELEASE
    return decided(case, event, Office.COMMISSIONER, clause)


def _require_ground(command: AuthorizeRelease, state: DistrictYear, case: Case) -> int | None:
    """What the release rests on allows it; the version of the plan where it is one."""
    if command.residency:
        _require_set_aside(command, state, case)
        return None
    if command.direction is None:
        version = _require_plan_allows(command.amount, state, case)
        step = f"The authorization of {command.release!r}"
        require_not_before_ground(step, case.effective_on, case)
        require_conditions_met(state, case)
        return version
    require_words(command.direction.document, "the document of the direction", case)
    require_positive(command.direction.cap, "the cap of a direction", case, Clause.RELEASE)
    _require_direction_allows(command.amount, command.direction, state, case)
    return None


def _require_set_aside(command: AuthorizeRelease, state: DistrictYear, case: Case) -> None:
    _require_set_aside_by_what_stands(state, case)
    left = residency_left(state)
    if command.direction is not None or command.amount > left:
        raise ResidencyNotSetAsideError(
            f"{command.amount.display} is more than is set aside for residency and not yet "
            f"released for {case.name}: {left.display}."
            + (" A written direction is another ground." if command.direction else ""),
            citation=case.cite(_residency_clause(case)),
            details={"set_aside_left": str(left), "amount": str(command.amount)},
            next_step=at_most(
                "For residency, without a direction, release",
                left,
                f"Set it aside first: alliance funding residency {case.place}",
            ),
        )


def _require_set_aside_by_what_stands(state: DistrictYear, case: Case) -> None:
    """What was set aside is a part of an increase, and that may have been corrected since."""
    known, funds = state.releasing.set_aside, case.residency_funds
    if known is None or funds is None or funds == (known.fy2020_funds, known.fy2021_funds):
        return
    before, after = funds
    raise ResidencyNotSetAsideError(
        f"{known.amount.display} of {case.name} was set aside on Alliance funds of "
        f"{known.fy2020_funds.display} in FY2020 and {known.fy2021_funds.display} in FY2021; on "
        f"record now they are {before.display} and {after.display}.",
        citation=case.cite(_residency_clause(case)),
        details={"set_aside": str(known.amount), "fy2020": str(before), "fy2021": str(after)},
        next_step="Take the set-aside back (alliance correct POSITION; its position: alliance "
        f"replay {case.place}) and set it aside anew: alliance funding residency {case.place}",
    )


def _residency_clause(case: Case) -> Clause:
    """The clause a residency release rests on: (c)(2) in its own year, (f) in those after."""
    own = case.rules.reaches(Clause.RESIDENCY) or not case.rules.reaches(Clause.RESIDENCY_CARRY)
    return Clause.RESIDENCY if own else Clause.RESIDENCY_CARRY


def _require_proposal(command: AuthorizeRelease, state: DistrictYear, case: Case) -> None:
    proposal = state.releases.get(command.release)
    if proposal is not None and proposal.status is not ReleaseStatus.PROPOSED:
        raise _name_taken(command.release, proposal, case)
    if proposal is None:
        if not case.policy.needs_proposal:
            return
        raise ProposalNeededError(
            f"Release {command.release!r} of {case.name} was not proposed, and this ledger is "
            f"{case.policy}: another person proposes it first.",
            citation=case.cite(Clause.RELEASE),
            details={"release": command.release, "policy": case.policy.value},
            next_step="Let somebody else propose it (alliance release propose), then authorize it.",
        )
    by = proposal.proposed_by
    # Names are only claimed here; at least spelling makes nobody another person.
    if case.policy.needs_proposal and by is not None and same_person(by, case.actor):
        raise SamePersonError(
            f"{by} proposed release {command.release!r} of {case.name} and cannot authorize it.",
            citation=case.cite(Clause.RELEASE),
            details={"release": command.release, "proposed_by": by},
            next_step="Another person has to authorize it.",
        )
    if proposal.amount != command.amount:
        raise ProposalDiffersError(
            f"Release {command.release!r} of {case.name} was proposed with "
            f"{proposal.amount.display}; {command.amount.display} was given.",
            citation=case.cite(Clause.RELEASE),
            details={"proposed": str(proposal.amount), "amount": str(command.amount)},
            next_step="Authorize exactly what was proposed, or propose another release.",
        )


def _require_own_name(name: str, state: DistrictYear, case: Case) -> None:
    """A release is told from others by its name, so look-alikes are taken too."""
    for other, release in state.releases.items():
        if other != name and same_words(other, name):
            raise _name_taken(other, release, case)


def _require_plan_allows(amount: Money, state: DistrictYear, case: Case) -> int:
    approved = state.approved_plan
    if approved is None:
        raise PlanNotApprovedError(
            f"{case.name} has no approved plan, so nothing can be released.",
            citation=case.cite(Clause.RELEASE),
            details={"amount": str(amount)},
            next_step="Approve the plan first, or give the Commissioner's written direction with "
            "its document and cap.",
        )
    version, plan = approved
    authorized = balance("authorized", state) - residency_released(state)
    if authorized + amount > plan.approved_amount:
        left = plan.approved_amount - authorized
        raise ReleaseExceedsApprovalError(
            f"{amount.display} more for {case.name} would make "
            f"{(authorized + amount).display} released, above the {plan.approved_amount.display} "
            f"approved in plan version {version}.",
            citation=case.cite(Clause.RELEASE),
            details={
                "approved": str(plan.approved_amount),
                "authorized": str(authorized),
                "amount": str(amount),
                "left": str(left),
            },
            next_step=at_most(
                "Release",
                left,
                "Nothing of the approval is left: a larger plan has to be approved first "
                "(alliance plan approve).",
            ),
        )
    return version


def _require_direction_allows(
    amount: Money, direction: Direction, state: DistrictYear, case: Case
) -> None:
    earlier = directions_of(state).get(words_of(direction.document))
    used = earlier.authorized if earlier else ZERO
    cap = min(direction.cap, earlier.first.cap) if earlier else direction.cap
    if used + amount > cap:
        raise ReleaseExceedsDirectionError(
            f"{amount.display} more for {case.name} would make {(used + amount).display} under "
            f"the written direction, above its cap of {cap.display}.",
            citation=case.cite(Clause.RELEASE),
            details={"cap": str(cap), "used": str(used), "amount": str(amount)},
            next_step=at_most(
                "Under it, release",
                cap - used,
                "Nothing of it is left: another direction is needed.",
            ),
        )


def _require_held(command: AuthorizeRelease, state: DistrictYear, case: Case) -> None:
    held = balance("held_by_commissioner", state)
    open_releases = promised_of(state)
    kept_back = {
        "authorized_not_paid": total(list(open_releases.values())),
        "withheld_for_noncompliance": held_back(state),
        "set_aside_for_residency": ZERO if command.residency else residency_left(state),
    }
    free = held - total(list(kept_back.values()))
    if command.amount > free:
        told = {name: str(amount) for name, amount in kept_back.items() if amount}
        raise ReleaseExceedsHeldError(
            f"{command.amount.display} is more than the Commissioner holds"
            + (" free" if told else "")
            + f" for {case.name}.",
            citation=case.cite(Clause.RELEASE),
            details={
                "held_by_commissioner": str(held),
                **({"authorized_not_paid": "0.00"} | told),
                "amount": str(command.amount),
                "short_by": str(command.amount - free),
            },
            next_step=_what_is_free(max(ZERO, free), state, case)
            + (f" Promised already: {', '.join(sorted(open_releases))}." if open_releases else ""),
        )


def _what_is_free(free: Money, state: DistrictYear, case: Case) -> str:
    """What can be released now, and whose act would make it more."""
    most = f"Release at most {free.display}" if free else "Nothing is free to release now"
    at_comptroller = state.standing(Account.HELD_BY_COMPTROLLER)
    if at_comptroller:
        return (
            f"{most}; {at_comptroller.display} more is with the Comptroller, to be transferred "
            f"first (alliance transfer record {case.place} --amount …)."
        )
    return f"{most} (alliance balance show {case.place} says what is held and why)."


def _name_taken(name: str, release: Release, case: Case) -> ReleaseNameTakenError:
    return ReleaseNameTakenError(
        f"{case.name} has a release {name!r} already: {release.amount.display}, {release.status}.",
        citation=case.cite(Clause.RELEASE),
        details={"release": name, "status": release.status.value, "amount": str(release.amount)},
        next_step="If this is another release, give it another name; else nothing needs doing.",
    )
