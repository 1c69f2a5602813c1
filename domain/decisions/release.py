"""Decisions under § 10-262u(c)(2): release to the town, its payment, the pass-through.

The Commissioner releases (authorizes); the Comptroller issues the payment; the town passes all of
it to the school board. Guards stand in the order of the statute.
"""

from domain.authority import Office
from domain.commands import (
    AuthorizeRelease,
    ConfirmRelease,
    IssueRelease,
    ProposeRelease,
    RecordPassThrough,
    ReturnRelease,
)
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_designated,
    require_open,
    require_positive,
    require_words,
)
from domain.decisions.possible import BEFORE_PAYMENT, promised_of
from domain.decisions.refusals import (
    PaidBeforeYearError,
    PassThroughExceedsReleasedError,
    PlanNotApprovedError,
    ProposalDiffersError,
    ProposalNeededError,
    ReleaseExceedsApprovalError,
    ReleaseExceedsDirectionError,
    ReleaseExceedsHeldError,
    ReleaseNameTakenError,
    ReleaseStatusError,
    ReleaseUnknownError,
    ReturnExceedsHeldByTownError,
    SamePersonError,
)
from domain.directions import directions_of
from domain.events import (
    Direction,
    PassThroughRecorded,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseReturned,
)
from domain.figures import balance, board_advance
from domain.money import ZERO, Money, total
from domain.state import OPENING_RELEASE, DistrictYear, Release, ReleaseStatus
from domain.statute.rules import Clause
from domain.words import same_words, words_of


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
    event = ReleaseProposed(release=command.release, amount=command.amount, proposed_by=case.actor)
    return decided(case, event, Office.DEPARTMENT, Clause.RELEASE)


def authorize_release(
    command: AuthorizeRelease, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Release money to the town, on an approved plan or on a written direction with a cap.

    Raises, in this order: YearClosedError; NotDesignatedError (b); AmountNotPositiveError,
    WordsMissingError; what a two-person ledger asks (ReleaseNameTakenError, ProposalNeededError,
    SamePersonError, ProposalDiffersError); PlanNotApprovedError, ReleaseExceedsApprovalError,
    ReleaseExceedsDirectionError (c)(2), (d); ReleaseExceedsHeldError (c)(2).
    Source: C.G.S. § 10-262u(c)(2).
    """
    require_open(state, case)
    require_designated(state, case)
    require_positive(command.amount, "a release", case, Clause.RELEASE)
    require_words(command.release, "the name of a release", case)
    _require_own_name(command.release, state, case)
    _require_proposal(command, state, case)
    if command.direction is None:
        plan_version = _require_plan_allows(command.amount, state, case)
    else:
        plan_version = None
        require_words(command.direction.document, "the document of the direction", case)
        require_positive(command.direction.cap, "the cap of a direction", case, Clause.RELEASE)
        _require_direction_allows(command.amount, command.direction, state, case)
    _require_held(command.amount, state, case)
    event = ReleaseAuthorized(
        release=command.release,
        amount=command.amount,
        plan_version=plan_version,
        direction=command.direction,
    )
    return decided(case, event, Office.COMMISSIONER, Clause.RELEASE)


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
            next_step="Let somebody else record ProposeRelease, then authorize it.",
        )
    if case.policy.needs_proposal and _same_person(proposal.proposed_by, case.actor):
        raise SamePersonError(
            f"{case.actor} proposed release {command.release!r} of {case.name} and cannot "
            "authorize it.",
            citation=case.cite(Clause.RELEASE),
            details={"release": command.release, "proposed_by": case.actor},
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


def _same_person(one: str | None, other: str) -> bool:
    """Names are only claimed here; at least spelling makes nobody another person."""
    return one is not None and same_words(one, other)


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
    authorized = balance("authorized", state)
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
            next_step=f"Release at most {max(ZERO, left).display}.",
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
            next_step=f"Release at most {max(ZERO, cap - used).display} under it.",
        )


def _require_held(amount: Money, state: DistrictYear, case: Case) -> None:
    held = balance("held_by_commissioner", state)
    open_releases = promised_of(state)
    promised = total(list(open_releases.values()))
    free = held - promised
    if amount > free:
        raise ReleaseExceedsHeldError(
            f"{amount.display} is more than the Commissioner holds for {case.name}.",
            citation=case.cite(Clause.RELEASE),
            details={
                "held_by_commissioner": str(held),
                "authorized_not_paid": str(promised),
                "amount": str(amount),
                "short_by": str(amount - free),
            },
            next_step=f"Release at most {max(ZERO, free).display}, or record the missing transfer "
            "first (TransferPortion)."
            + (f" Promised already: {', '.join(sorted(open_releases))}." if open_releases else ""),
        )


def issue_release(command: IssueRelease, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Issue the payment of an authorized release, or of one that came back.

    Raises YearClosedError, ReleaseUnknownError, ReleaseStatusError (so nothing is paid twice),
    NotDesignatedError, ReleaseExceedsHeldError. Source: C.G.S. § 10-262u(c)(2), § 10-262i(b).
    """
    require_open(state, case)
    release = _standing(command.release, BEFORE_PAYMENT, state, case)
    if release.status is not ReleaseStatus.RETURNED or command.release != OPENING_RELEASE:
        require_designated(state, case)
    held = balance("held_by_commissioner", state)
    if release.amount > held:
        raise ReleaseExceedsHeldError(
            f"Release {command.release!r} of {case.name} is {release.amount.display}, and the "
            f"Commissioner holds {held.display}.",
            citation=case.cite(Clause.RELEASE),
            details={"held_by_commissioner": str(held), "amount": str(release.amount)},
            next_step="Find out what took the money since it was authorized: alliance replay.",
        )
    event = ReleaseIssued(release=command.release, amount=release.amount)
    return decided(case, event, Office.COMPTROLLER, Clause.PAYMENT)


def confirm_release(
    command: ConfirmRelease, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Confirm the payment; its legal date is the day it was paid.

    Raises YearClosedError, ReleaseUnknownError, ReleaseStatusError, PaidBeforeYearError.
    Source: C.G.S. § 10-262u(c)(2).
    """
    require_open(state, case)
    release = _standing(command.release, (ReleaseStatus.ISSUED,), state, case)
    if command.paid_on < case.fiscal_year.first_day:
        raise PaidBeforeYearError(
            f"{command.paid_on} lies before {case.fiscal_year}, whose money release "
            f"{command.release!r} of {case.name} is.",
            citation=case.cite(Clause.PAYMENT),
            details={"paid_on": str(command.paid_on), "first_day": str(case.fiscal_year.first_day)},
            next_step="Check the date and the fiscal year.",
        )
    event = ReleaseConfirmed(
        release=command.release, amount=release.amount, paid_on=command.paid_on
    )
    return decided(case, event, Office.COMPTROLLER, Clause.RELEASE, effective_on=command.paid_on)


def return_release(command: ReturnRelease, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record that a payment came back, before or after it was paid.

    Raises YearClosedError, ReleaseUnknownError, ReleaseStatusError, ReturnExceedsHeldByTownError.
    """
    require_open(state, case)
    require_words(command.reason, "the reason of a return", case)
    statuses = (ReleaseStatus.ISSUED, ReleaseStatus.PAID)
    release = _standing(command.release, statuses, state, case)
    paid = release.status is ReleaseStatus.PAID
    held = balance("held_by_town", state)
    if paid and release.amount > held:
        raise ReturnExceedsHeldByTownError(
            f"Release {command.release!r} of {case.name} is {release.amount.display}, and the "
            f"town holds {held.display}: it passed the rest on.",
            citation=case.cite(Clause.PASS_THROUGH),
            details={"held_by_town": str(held), "amount": str(release.amount)},
            next_step="Correct the pass-through first (CorrectEvent).",
        )
    event = ReleaseReturned(
        release=command.release,
        amount_unpaid=ZERO if paid else release.amount,
        amount_paid=release.amount if paid else ZERO,
        reason=command.reason,
    )
    return decided(case, event, Office.COMPTROLLER, Clause.PAYMENT)


def record_pass_through(
    command: RecordPassThrough, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record that the town paid the board, never more than it received and still holds.

    Raises YearClosedError, AmountNotPositiveError, PassThroughExceedsReleasedError.
    Source: C.G.S. § 10-262u(c)(2).
    """
    require_open(state, case)
    require_positive(command.amount, "a pass-through", case, Clause.PASS_THROUGH)
    held = balance("held_by_town", state)
    if command.amount > held:
        raise PassThroughExceedsReleasedError(
            f"{command.amount.display} is more than the town holds of what was released for "
            f"{case.name}: {held.display}.",
            citation=case.cite(Clause.PASS_THROUGH),
            details={
                "held_by_town": str(held),
                "amount": str(command.amount),
                "short_by": str(command.amount - held),
            },
            next_step=f"Record at most {held.display}, or confirm the payment first.",
        )
    event = PassThroughRecorded(
        amount=command.amount, reimbursed=min(command.amount, board_advance(state))
    )
    return decided(case, event, Office.TOWN, Clause.PASS_THROUGH)


def _standing(
    name: str, statuses: tuple[ReleaseStatus, ...], state: DistrictYear, case: Case
) -> Release:
    release = state.releases.get(name)
    if release is None:
        known = ", ".join(sorted(state.releases)) or "none"
        raise ReleaseUnknownError(
            f"{case.name} has no release {name!r} on record (releases: {known}).",
            citation=case.cite(Clause.RELEASE),
            details={"release": name, "on_record": known},
            next_step="Check the release's name, the district and the year.",
        )
    if release.status not in statuses:
        wanted = " or ".join(status.value for status in statuses)
        raise ReleaseStatusError(
            f"Release {name!r} of {case.name} ({release.amount.display}) is {release.status}; "
            f"it has to be {wanted}.",
            citation=case.cite(Clause.RELEASE),
            details={"release": name, "status": release.status.value},
            next_step="Look at what happened to it: alliance replay.",
        )
    return release


def _name_taken(name: str, release: Release, case: Case) -> ReleaseNameTakenError:
    return ReleaseNameTakenError(
        f"{case.name} has a release {name!r} already: {release.amount.display}, {release.status}.",
        citation=case.cite(Clause.RELEASE),
        details={"release": name, "status": release.status.value, "amount": str(release.amount)},
        next_step="If this is another release, give it another name; else nothing needs doing.",
    )
