"""What cannot be, in the state of a district-year: the guards, asked once more after a correction.

A correction changes the past, so what later decisions rested on is looked at again: stocks, the
portion, each release on its own, plans and directions, reports, what the board was repaid.
Not here: the guards of ordinary commands (the other files of this folder).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.chart import STOCKS, Account
from domain.decisions.finding_limits import claimed_anew
from domain.decisions.possible_claims import impossible_claims
from domain.decisions.possible_reports import impossible_reports
from domain.directions import directions_of
from domain.events import (
    ApprovedLine,
    Direction,
    OpeningBalanceStated,
    PlanApproved,
    PlanSubmitted,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseReturned,
    ReleaseWithdrawn,
)
from domain.figures import balance, held_for_board
from domain.money import ZERO, Money, total
from domain.plan_state import AmendmentStatus, PlanStatus, lines_after
from domain.release_state import ReleaseStatus
from domain.spoken_for import BEFORE_PAYMENT, promised_of, residency_left, residency_released
from domain.state import OPENING_RELEASE, DistrictYear

# The authorization stands.
_AUTHORIZED = (*BEFORE_PAYMENT, ReleaseStatus.ISSUED, ReleaseStatus.PAID)


@dataclass(slots=True)
class _Payment:
    """What happened to one release: authorized (or stated), now in payment, now paid."""

    authorized: Money = ZERO
    stated: bool = False
    direction: Direction | None = None
    residency: bool = False
    in_payment: Money = ZERO
    paid: Money = ZERO


def worsened(before: DistrictYear, after: DistrictYear) -> dict[str, Money]:
    """What is impossible after a correction and was not so, or less so, before it.

    What was impossible already does not stop a correction that makes it no worse: a portion that
    was lowered later is brought in order step by step.
    """
    earlier = impossible(before)
    worse = {
        what: amount
        for what, amount in impossible(after).items()
        if what not in earlier or abs(amount.cents) > abs(earlier[what].cents)
    }
    return worse | claimed_anew(before, after)


def impossible(state: DistrictYear) -> dict[str, Money]:
    """Every impossibility by name, with the amount it is off by; empty where all can be."""
    stocks = {stock.value: state.standing(stock) for stock in STOCKS}
    payments = _payments(state)
    found = {name: held for name, held in stocks.items() if held < ZERO}
    found |= _above_portion(state)
    found |= _paid_otherwise(state, payments)
    found |= _above_approval(state, payments)
    found |= _amended_otherwise(state)
    found |= impossible_claims(state)
    found |= impossible_reports(state)
    found |= _above_held(state)
    promised = total(list(promised_of(state).values()))
    if promised > ZERO and not state.designated:
        found["authorized without designation"] = promised
    owed_back = total([release.over for release in state.releases.values()])
    in_error = -state.standing(Account.PAID_IN_ERROR)
    if owed_back != in_error or any(r.over < ZERO for r in state.releases.values()):
        found["paid in error otherwise than overpaid"] = in_error - owed_back or Money(1)
    if held_for_board(state) < ZERO:
        found["held by the town for the board"] = held_for_board(state)
    repaid = state.standing(Account.BOARD_OWN_MONEY)
    if repaid > ZERO:
        found["repaid above what the board advanced"] = repaid
    return found


def above_authority(state: DistrictYear) -> dict[str, Money]:
    """What was authorized beyond what was approved, or beyond what is held free for it."""
    return _above_approval(state, _payments(state)) | _above_held(state)


def _above_held(state: DistrictYear) -> dict[str, Money]:
    found = {}
    promised = total(list(promised_of(state).values()))
    short = promised - state.standing(Account.HELD_BY_COMMISSIONER)
    if short > ZERO:
        found["authorized above what the Commissioner holds"] = short
    set_aside = residency_left(state)
    if set_aside > ZERO and short + set_aside > ZERO:
        found["set aside above what the Commissioner holds"] = short + set_aside
    return found


def _payments(state: DistrictYear) -> Mapping[str, _Payment]:
    payments: dict[str, _Payment] = {}
    for _, event in state.events:
        match event:
            case ReleaseAuthorized():
                payment = payments.setdefault(event.release, _Payment())
                payment.authorized = event.amount
                payment.direction = event.direction
                payment.residency = event.residency
            case OpeningBalanceStated() if event.in_payment:
                payment = payments.setdefault(OPENING_RELEASE, _Payment(stated=True))
                payment.authorized = event.in_payment
                payment.in_payment = event.in_payment
            case ReleaseIssued():
                payments.setdefault(event.release, _Payment()).in_payment += event.amount
            case ReleaseWithdrawn():
                payments.setdefault(event.release, _Payment()).authorized -= event.amount
            case ReleaseConfirmed():
                payment = payments.setdefault(event.release, _Payment())
                payment.authorized -= event.short
                payment.in_payment -= event.amount + event.short
                payment.paid += event.amount
            case ReleaseReturned():
                payment = payments.setdefault(event.release, _Payment())
                payment.in_payment -= event.amount_unpaid
                payment.paid -= event.amount_paid
            case _:
                continue
    return payments


def _paid_otherwise(state: DistrictYear, payments: Mapping[str, _Payment]) -> dict[str, Money]:
    """Each release stands where its last step says: whole in payment, whole paid, or not out.

    What is authorized of it is what can be paid: nothing after a withdrawal.
    """
    found = {}
    for name, payment in payments.items():
        release = state.releases.get(name)
        status = release.status if release else None
        standing = release.amount if release and status in _AUTHORIZED else ZERO
        if payment.authorized != standing:
            off = abs((payment.authorized - standing).cents)
            found[f"release {name} authorized otherwise than it stands"] = Money(off)
        in_payment = payment.authorized if status is ReleaseStatus.ISSUED else ZERO
        paid = payment.authorized if status is ReleaseStatus.PAID else ZERO
        off = abs((payment.in_payment - in_payment).cents) + abs((payment.paid - paid).cents)
        if off:
            found[f"release {name} paid otherwise than authorized"] = Money(off)
    return found


def _above_approval(state: DistrictYear, payments: Mapping[str, _Payment]) -> dict[str, Money]:
    found = {}
    on_plan = [
        p.authorized
        for p in payments.values()
        if p.direction is None and not p.stated and not p.residency
    ]
    approved = state.approved_plan
    authorized = balance("authorized", state) - residency_released(state)
    allowed = approved[1].approved_amount if approved else ZERO
    over = authorized - allowed if approved else total(on_plan)
    if over > ZERO:
        found["released above the approved plan"] = over
    for document, use in directions_of(state).items():
        if use.authorized > use.first.cap:
            found[f"released above the cap of {document}"] = use.authorized - use.first.cap
    beyond = residency_released(state) - state.standing(Account.RESIDENCY_SET_ASIDE)
    if beyond > ZERO:
        found["released above the residency set-aside"] = beyond
    submitted = {e.plan_version for _, e in state.events if isinstance(e, PlanSubmitted)}
    for version, plan in state.plans.items():
        if plan.approved_amount > plan.total:
            found[f"approved above plan version {version}"] = plan.approved_amount - plan.total
        if plan.status is PlanStatus.APPROVED and version not in submitted:
            found[f"approved without plan version {version}"] = plan.approved_amount or Money(1)
    return found


def _amended_otherwise(state: DistrictYear) -> dict[str, Money]:
    """The lines of a plan are those approved with it, moved by its approved amendments."""
    lines = {
        event.plan_version: event.lines
        for _, event in state.events
        if isinstance(event, PlanApproved)
    }
    found = {}
    for version, plan in state.plans.items():
        transfers = [
            transfer
            for one in state.planning.amendments.values()
            if one.plan_version == version and one.status is AmendmentStatus.APPROVED
            for transfer in one.transfers
        ]
        right = {one.key: one for one in lines_after(lines.get(version, ()), tuple(transfers))}
        stand = {one.key: one for one in plan.lines}
        off = sum(
            abs((_amount_of(key, stand) - _amount_of(key, right)).cents) for key in right | stand
        )
        if off:
            found[f"lines of plan version {version} otherwise than approved"] = Money(off)
    return found


def _amount_of(key: str, lines: Mapping[str, ApprovedLine]) -> Money:
    return lines[key].amount if key in lines else ZERO


def _above_portion(state: DistrictYear) -> dict[str, Money]:
    """What this ledger withheld is at most the portion; a published or stated amount is a fact."""
    withheld = balance("withheld_by_comptroller", state)
    found = {}
    if state.published_withholding is None and state.opening is None:
        over = withheld - (state.portion.portion if state.portion else ZERO)
        if over > ZERO:
            found["withheld above the portion"] = over
    if state.designation is None and state.opening is None and withheld > ZERO:
        found["withheld without designation"] = withheld
    return found
