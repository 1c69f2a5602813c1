"""Checks of releases and payments: on an approved plan, within it, not while withheld, passed on.

C.G.S. § 10-262u(c)(2), (d), (f), § 10-156gg. They look at what stands: a release that was
withdrawn is no finding, of a short payment only what was paid counts.
Not here: whether more may be released (`domain/decisions/`), the order of a release's steps
(`compliance_steps.py`).
"""

from dataclasses import dataclass
from datetime import date

from domain.chart import Account
from domain.compliance_case import Answer, Examined
from domain.coverage import CoverageKind
from domain.directions import directions_of
from domain.events import (
    Direction,
    NoncomplianceWithholdingLifted,
    OverpaymentReturned,
    PassThroughShortfallNoted,
    PaymentWithheldForNoncompliance,
    PlanApproved,
    ReleaseAuthorized,
    ReleaseIssued,
)
from domain.figures import balance, shortfall_left
from domain.money import ZERO, Money, total
from domain.plan_state import PlanStatus
from domain.release_state import ReleaseStatus
from domain.spoken_for import held_back, promised_of
from domain.state import EMPTY, evolve_at
from domain.with_town import stands_with_town_after
from domain.words import named


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAuthorization:
    """An authorized release that was not withdrawn.

    Attributes:
        name: the release's own name.
        day: the legal date of its authorization.
        amount: what is authorized; of a short payment what was paid.
        plan_version: the plan it rests on, or None.
        direction: the written direction it rests on, or None.
        residency: True where it pays out the set-aside of § 10-156gg.
    """

    name: str
    day: date
    amount: Money
    plan_version: int | None
    direction: Direction | None
    residency: bool


def standing_authorizations(case: Examined) -> tuple[StandingAuthorization, ...]:
    """The authorizations that stand, with the amounts that stand, in the order they were made."""
    return tuple(
        StandingAuthorization(
            name=event.release,
            day=case.dated[version],
            amount=case.state.releases[event.release].amount,
            plan_version=event.plan_version,
            direction=event.direction,
            residency=event.residency,
        )
        for version, event in case.state.events
        if isinstance(event, ReleaseAuthorized) and not withdrawn(case, event.release)
    )


def withdrawn(case: Examined, name: str) -> bool:
    """Whether the release of that name was withdrawn: it is no finding any more."""
    release = case.state.releases.get(name)
    return release is not None and release.status is ReleaseStatus.WITHDRAWN


def plan_approved_before_release(case: Examined) -> tuple[Answer, str]:
    """Every release rests on a plan approved by that day. Source: (c)(2), (d).

    What was set aside for residency is released on an application of its own, § 10-156gg.
    """
    releases = standing_authorizations(case)
    if not releases:
        return nothing_released(case)
    wrong = [text for release in releases if (text := _without_approval(case, release))]
    if wrong:
        return Answer.NOT_MET, f"{'; '.join(wrong)}."
    on_plan = ", ".join(release.name for release in releases if not release.residency)
    residency = ", ".join(release.name for release in releases if release.residency)
    told = [f"Each rests on a plan approved by then: {on_plan}."] if on_plan else []
    if residency:
        told.append(f"No plan is needed for residency, § 10-156gg: {residency}.")
    return Answer.MET, " ".join(told)


def _without_approval(case: Examined, release: StandingAuthorization) -> str:
    """Why a release lacks an approved plan; "" where it has one or needs none."""
    if release.residency:
        return ""
    if release.direction is not None:
        return (
            f"EXCEPTION: release {release.name} of {release.amount.display} rests on written "
            f"direction {named(release.direction.document)}, before approval"
        )
    version = release.plan_version
    plan = case.state.plans.get(version) if version is not None else None
    if version is None or plan is None or plan.status is not PlanStatus.APPROVED:
        return (
            f"release {release.name} of {release.amount.display} rests on plan version "
            f"{version}, whose approval does not stand"
        )
    approved = max(
        case.dated[at]
        for at, event in case.state.events
        if isinstance(event, PlanApproved) and event.plan_version == version
    )
    if approved > release.day:
        return (
            f"release {release.name} of {release.amount.display} is of {release.day}, and plan "
            f"version {version} was approved on {approved}"
        )
    return ""


def released_within_approval(case: Examined) -> tuple[Answer, str]:
    """No more was authorized than plan, direction or set-aside allows. Source: (c)(2)."""
    releases = standing_authorizations(case)
    if not releases:
        return nothing_released(case)
    approved = case.state.approved_plan
    # Once a plan is approved, what was released under a direction counts against it too.
    on_plan = total(
        [one.amount for one in releases if not one.residency and (approved or not one.direction)]
    )
    residency = total([one.amount for one in releases if one.residency])
    aside = case.state.standing(Account.RESIDENCY_SET_ASIDE)
    uses = [
        (on_plan, approved[1].approved_amount if approved else ZERO, "approved"),
        (residency, aside, "set aside for residency"),
    ]
    uses += [
        (use.authorized, use.first.cap, f"under direction {named(use.first.document)}")
        for use in directions_of(case.state).values()
    ]
    wrong = [
        f"{used.display} is {(used - allowed).display} above the {allowed.display} {what}"
        for used, allowed, what in uses
        if used > allowed
    ]
    if wrong:
        return Answer.NOT_MET, f"Authorized: {'; '.join(wrong)}."
    told = [f"{used.display} of {allowed.display} {what}" for used, allowed, what in uses if used]
    return Answer.MET, f"Authorized: {'; '.join(told)}."


def nothing_released(case: Examined) -> tuple[Answer, str]:
    """The answer about releases where none was authorized on record. Source: (c)(2)."""
    stated = case.amount("authorized")
    if stated:
        return Answer.NOT_RECORDED, (
            f"{stated.display} was authorized before this ledger began, on plans not held here."
        )
    if CoverageKind.RELEASES not in case.covered:
        return Answer.NOT_RECORDED, "Releases are not held here."
    return Answer.MET, "Nothing was released."


def no_payment_while_withheld(case: Examined) -> tuple[Answer, str]:
    """Nothing was authorized or issued while withheld: all payment, or an amount. Source: (f).

    By legal dates, and on one day by the order of the record: an act that was dated into a
    withholding later shows here.
    """
    if CoverageKind.RELEASES not in case.covered:
        return Answer.NOT_RECORDED, "Releases are not held here."
    placed: dict[str, tuple[date, int]] = {}
    lifted: dict[str, tuple[date, int]] = {}
    by_amount: list[str] = []
    acts: list[tuple[tuple[date, int], str]] = []
    for version, event in case.state.events:
        at = (case.dated[version], version)
        match event:
            case PaymentWithheldForNoncompliance(amount=None):
                placed[event.hold] = at
            case PaymentWithheldForNoncompliance():
                by_amount.append(event.hold)
            case NoncomplianceWithholdingLifted():
                lifted[event.hold] = at
            case ReleaseAuthorized() if not withdrawn(case, event.release):
                acts.append((at, f"release {event.release} was authorized on {at[0]}"))
            case ReleaseIssued() if not withdrawn(case, event.release):
                acts.append((at, f"release {event.release} was issued on {at[0]}"))
            case _:
                continue
    if not placed and not by_amount:
        return Answer.MET, "No withholding of all payment is on record."
    wrong = [
        f"{what}, while all payment was withheld ({hold}) from {start[0]}"
        + (f" to {lifted[hold][0]}" if hold in lifted else "")
        for hold, start in placed.items()
        for at, what in acts
        if start < at and (hold not in lifted or at < lifted[hold])
    ]
    wrong += _out_of_held_back(case)
    if wrong:
        return Answer.NOT_MET, f"{'; '.join(wrong)}."
    names = ", ".join([*placed, *by_amount])
    return Answer.MET, f"Nothing was authorized or issued while withheld: {names}."


def _out_of_held_back(case: Examined) -> list[str]:
    """What was authorized or issued out of an amount that was withheld on that day."""
    state, found = EMPTY, []
    for version, event in sorted(case.state.events, key=lambda one: (case.dated[one[0]], one[0])):
        state = evolve_at(state, event, version)
        match event:
            case ReleaseAuthorized() if not withdrawn(case, event.release):
                what, promised = "authorized", total(list(promised_of(state).values()))
            case ReleaseIssued() if not withdrawn(case, event.release):
                what, promised = "issued", ZERO
            case _:
                continue
        kept, left = held_back(state), balance("held_by_commissioner", state) - promised
        if kept and left < kept:
            found.append(
                f"release {event.release} was {what} on {case.dated[version]}, which left "
                f"{max(ZERO, left).display} of {kept.display} withheld by amount"
            )
    return found


def passed_through_in_full(case: Examined) -> tuple[Answer, str]:
    """What the town received, the board has: "all such funds". Source: (c)(2).

    No day to pass it on is written, so money with the town is open and no more; a shortfall that
    somebody found and that no payment cured since is a finding. What the town was paid in error
    is not the board's and is told apart.
    """
    standing = stands_with_town_after(case.state, case.next_year)
    in_error = -case.state.standing(Account.PAID_IN_ERROR)
    apart = f" Apart from {in_error.display} paid in error, not the board's." if in_error else ""
    if standing > ZERO:
        short = min(shortfall_left(case.state), standing)
        if short > ZERO:
            return Answer.NOT_MET, (
                f"Shortfall: {short.display} did not reach the board, {_found(case)}; "
                f"{standing.display} stands with the town.{apart}"
            )
        if CoverageKind.PASS_THROUGHS not in case.covered:
            return Answer.NOT_RECORDED, (
                f"{standing.display} reached the town; whether it was passed on is not held here."
                f"{apart}"
            )
        return Answer.NO_DATE, (
            f"{standing.display} of what was paid stands with the town; no day to pass it on is "
            f"written.{apart}"
        )
    passed = case.amount("passed_through")
    if passed == ZERO and CoverageKind.RELEASES not in case.covered:
        return Answer.NOT_RECORDED, "Payments to the town are not held here."
    if passed == ZERO and case.amount("released") == ZERO:
        return Answer.MET, f"Nothing is due: no payment stands with the town.{apart}"
    cured = f" The shortfall {_found(case)} is cured." if case.state.releasing.shortfall else ""
    return Answer.MET, (
        f"Nothing stands with the town; {passed.display} was passed through."
        f"{_followed(case)}{cured}{apart}"
    )


def _followed(case: Examined) -> str:
    """What of a closed year's the town passed on or gave back in the year after, in words."""
    carried = case.state.closed.at_town if case.state.closed else ZERO
    if not carried:
        return ""
    return f" {carried.display} that stood there at the close followed in {case.fiscal_year.next}."


def _found(case: Examined) -> str:
    """Who found the shortfall last noted, and the day it was noted."""
    day, found = max(
        (
            (case.dated[version], event)
            for version, event in case.state.events
            if isinstance(event, PassThroughShortfallNoted)
        ),
        key=lambda noted: noted[0],
    )
    return f"found by {found.found_by}, noted {day}"


def nothing_paid_in_error(case: Examined) -> tuple[Answer, str]:
    """What was paid above an authorization came back. Source: (c)(2)."""
    owed = [
        f"release {name} {release.over.display}"
        for name, release in case.state.releases.items()
        if release.over > ZERO
    ]
    if owed:
        return Answer.NOT_MET, (
            f"Paid above the authorization and not back: {'; '.join(owed)}. It is not of this "
            "account."
        )
    if CoverageKind.RELEASES not in case.covered:
        return Answer.NOT_RECORDED, "Payments to the town are not held here."
    back = total(
        [event.amount for _, event in case.state.events if isinstance(event, OverpaymentReturned)]
    )
    if back:
        return Answer.MET, f"All that was paid in error came back: {back.display}."
    return Answer.MET, "Nothing was paid in error."
