"""What has to be true of each act at the moment it is recorded, and of the whole ledger at the end.

Counted from the events alone, and not with the pieces that the decisions use, so that a mistake in
one of them shows. Invariants 1, 2, 6 and 7 of the domain notes, and that nothing is paid twice.
Not here: the accounts after each act (`account_invariants.py`).
"""

from collections.abc import Mapping
from datetime import date

from domain.authority import Policy
from domain.events import (
    AlliancePortionWithheld,
    DistrictYearEvent,
    NoncomplianceWithholdingLifted,
    OtherFundingReceived,
    PaymentWithheldForNoncompliance,
    PlanAmendmentApproved,
    PlanApproved,
    PlanPublished,
    PlanSubmitted,
    PortionDetermined,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseReturned,
    ReleaseWithdrawn,
    ResidencyFundsSetAside,
    SubmissionReceived,
)
from domain.figures import balances
from domain.money import ZERO, Money, total
from domain.plan_state import PlanStatus
from domain.state import DistrictYear, evolve
from ledger.record import Record

_RESIDENCY_AMENDED = date(2023, 7, 1)  # P.A. 23-208: FY2025 alone, from then on
_RESIDENCY_ENACTED = date(2021, 7, 1)  # P.A. 21-2, June Sp. Sess.: FY2023 and each year after


def check_event(
    event: DistrictYearEvent,
    before: DistrictYear,
    record: Record,
    *,
    policy: Policy,
    states: Mapping[int, DistrictYear],
) -> None:
    """An act was allowed when it was recorded. `states`: the years of the same district."""
    match event:
        case PortionDetermined():
            _check_portion(event, before, states)
        case AlliancePortionWithheld():
            assert before.portion is not None
            withheld = [e.amount for e in _standing(before) if isinstance(e, type(event))]
            stated = before.opening.withheld if before.opening else ZERO
            assert total(withheld) + stated + event.amount <= before.portion.portion
        case ReleaseAuthorized():
            _check_not_on_hold(before)
            assert event.amount > ZERO
            assert before.designated
            _check_ground(event, before)
            _check_conditions(event, before)
            if policy.needs_proposal:
                _check_two_persons(event, before, record)
        case ReleaseIssued():
            _check_not_on_hold(before)
            _check_issued_once(event, before)
        case PlanPublished():
            year = int(record.stream[4:])
            assert (year >= 2024, asked_on(record) >= _RESIDENCY_AMENDED) == (True, True)
        case ResidencyFundsSetAside():
            _check_set_aside(event, record, states)
        case SubmissionReceived():
            assert event.register not in before.planning.submissions
        case OtherFundingReceived():
            assert balances(evolve(before, event)) == balances(before)
        case _:
            pass


def asked_on(record: Record) -> date:
    """The day whose law decided, from the record's rulebook."""
    return date.fromisoformat(record.rulebook.partition("@")[2])


def _standing(state: DistrictYear) -> list[DistrictYearEvent]:
    return [event for _, event in state.events]


def _check_portion(
    event: PortionDetermined, before: DistrictYear, states: Mapping[int, DistrictYear]
) -> None:
    """(1): the portion by hand, and the three parts are the funds received."""
    assert before.entitlement is not None
    assert before.designation is not None
    baseline_year = 2022 if before.designation.first_time else 2012
    assert event.baseline_fiscal_year == baseline_year
    baseline = states[baseline_year].entitlement
    assert baseline is not None
    assert event.baseline == baseline.amount
    assert event.entitlement == before.entitlement.amount
    true_up = before.true_up.difference if before.true_up else ZERO
    assert event.true_up == true_up
    received = event.entitlement + true_up
    increase = received - event.other_earmarks - event.baseline
    assert event.portion == max(ZERO, increase)
    unrestricted = received - event.other_earmarks - event.portion
    assert event.portion + event.other_earmarks + unrestricted == received
    # Both are parts of the grant, so what is left of it belongs to the town and is not negative.
    assert event.other_earmarks <= event.entitlement
    assert unrestricted >= min(ZERO, true_up)


def _check_not_on_hold(before: DistrictYear) -> None:
    """(f): nothing is authorized or issued while all payment is withheld."""
    whole: set[str] = set()
    for event in _standing(before):
        match event:
            case PaymentWithheldForNoncompliance() if event.amount is None:
                whole.add(event.hold)
            case NoncomplianceWithholdingLifted():
                whole.discard(event.hold)
            case _:
                pass
    assert not whole


def _check_ground(event: ReleaseAuthorized, before: DistrictYear) -> None:
    """(6): a plan in force with that much left, a written direction within its cap, a set-aside."""
    authorized = _authorized(before)
    if event.residency:
        set_aside = [e.amount for e in _standing(before) if isinstance(e, ResidencyFundsSetAside)]
        used = [amount for earlier, amount in authorized if earlier.residency]
        assert total(used) + event.amount <= total(set_aside)
    elif event.direction is not None:
        same = [
            (earlier.direction.cap, amount)
            for earlier, amount in authorized
            if earlier.direction and earlier.direction.document == event.direction.document
        ]
        caps = [event.direction.cap, *(cap for cap, _ in same[:1])]
        assert total([amount for _, amount in same]) + event.amount <= min(caps)
    else:
        in_force = [
            version for version, plan in before.plans.items() if plan.status is PlanStatus.APPROVED
        ]
        assert event.plan_version == max(in_force)
        stated = before.opening.authorized if before.opening else ZERO
        used = [amount for earlier, amount in authorized if not earlier.residency]
        allowed = before.plans[max(in_force)].approved_amount
        assert stated + total(used) + event.amount <= allowed


def _authorized(state: DistrictYear) -> list[tuple[ReleaseAuthorized, Money]]:
    """Each authorization with what of it was not withdrawn and not paid short."""
    found: dict[str, tuple[ReleaseAuthorized, Money]] = {}
    for event in _standing(state):
        match event:
            case ReleaseAuthorized():
                found[event.release] = (event, event.amount)
            case ReleaseWithdrawn() if event.release in found:
                first, amount = found[event.release]
                found[event.release] = (first, amount - event.amount)
            case ReleaseConfirmed() if event.release in found:
                first, amount = found[event.release]
                found[event.release] = (first, amount - event.short)
            case _:
                pass
    return list(found.values())


def _check_conditions(event: ReleaseAuthorized, before: DistrictYear) -> None:
    if event.plan_version is None:
        return
    for condition in before.planning.conditions.values():
        if condition.plan_version == event.plan_version and condition.asked.before_release:
            assert condition.met


def _check_two_persons(event: ReleaseAuthorized, before: DistrictYear, record: Record) -> None:
    proposed = [
        e
        for e in _standing(before)
        if isinstance(e, ReleaseProposed) and e.release == event.release
    ]
    assert proposed
    assert proposed[-1].amount == event.amount
    assert proposed[-1].proposed_by != record.actor


def _check_issued_once(event: ReleaseIssued, before: DistrictYear) -> None:
    """At most one more issue than returns, of exactly what is authorized: never paid twice."""
    issued, returned, authorized = 0, 0, ZERO
    if before.opening is not None and event.release == "opening":
        issued, authorized = 1, before.opening.in_payment
    for earlier in _standing(before):
        match earlier:
            case ReleaseAuthorized() if earlier.release == event.release:
                authorized = earlier.amount
            case ReleaseConfirmed() if earlier.release == event.release:
                authorized -= earlier.short
            case ReleaseIssued() if earlier.release == event.release:
                issued += 1
            case ReleaseReturned() if earlier.release == event.release:
                returned += 1
            case ReleaseWithdrawn() if earlier.release == event.release and earlier.amount:
                raise AssertionError(f"{event.release} was withdrawn and is issued")
            case _:
                pass
    assert issued == returned
    assert event.amount == authorized
    assert event.amount > ZERO


def _check_set_aside(
    event: ResidencyFundsSetAside, record: Record, states: Mapping[int, DistrictYear]
) -> None:
    """§ 10-156gg(c)(2), (7): a tenth of the FY2021 increase, where the clause reached that year."""
    year, on = int(record.stream[4:]), asked_on(record)
    first = _RESIDENCY_ENACTED <= on < _RESIDENCY_AMENDED and year >= 2023
    assert first or (year == 2025 and on >= _RESIDENCY_AMENDED)
    before, after = balances(states[2020]), balances(states[2021])
    fy2020, fy2021 = before["withheld_by_comptroller"], after["withheld_by_comptroller"]
    assert (event.fy2020_funds, event.fy2021_funds) == (fy2020, fy2021)
    assert fy2020 is not None
    assert fy2021 is not None
    increase = max(0, fy2021.cents - fy2020.cents)
    assert event.amount == Money((increase + 5) // 10)  # half-up to the cent


def the_plans_add_up(state: DistrictYear) -> None:
    """A plan's lines are its total, and what is approved of them is the approved amount."""
    for version, plan in state.plans.items():
        assert ZERO <= plan.approved_amount <= plan.total, version
        assert plan.content is None or plan.content.total == plan.total, version
        if plan.lines:
            assert plan.status is PlanStatus.APPROVED, version
            assert total([line.amount for line in plan.lines]) == plan.approved_amount, version
            assert all(line.amount >= ZERO for line in plan.lines), version
    for condition in state.planning.conditions.values():
        assert state.plans[condition.plan_version].status is PlanStatus.APPROVED


def the_lines_follow_from_the_amendments(state: DistrictYear) -> None:
    """The approved lines are those approved first, with every approved transfer made."""
    lines: dict[int, dict[str, Money]] = {}
    for event in _standing(state):
        if isinstance(event, PlanApproved):
            lines[event.plan_version] = {line.key: line.amount for line in event.lines}
    for number, amendment in state.planning.amendments.items():
        if amendment.status != "approved":
            continue
        of_version = lines[amendment.plan_version]
        for one in amendment.transfers:
            of_version[one.source] -= one.amount
            of_version[one.target] += one.amount
        assert number > 0
    for version, plan in state.plans.items():
        found = {line.key: line.amount for line in plan.lines}
        assert found == lines.get(version, {}), version


def every_decision_has_its_plan(state: DistrictYear) -> None:
    """No plan is approved or amended that was not submitted."""
    submitted = {e.plan_version for e in _standing(state) if isinstance(e, PlanSubmitted)}
    for event in _standing(state):
        if isinstance(event, PlanApproved | PlanAmendmentApproved):
            assert event.plan_version in submitted


def the_set_aside_is_there(state: DistrictYear) -> None:
    """What is set aside and not released stands with the Commissioner, beside what is promised."""
    if state.closed is not None:
        return
    promised = [
        release.amount
        for release in state.releases.values()
        if release.status in {"authorized", "returned"}
    ]
    used = [amount for earlier, amount in _authorized(state) if earlier.residency]
    set_aside = [e.amount for e in _standing(state) if isinstance(e, ResidencyFundsSetAside)]
    left = total(set_aside) - total(used)
    assert left >= ZERO
    held = balances(state)["held_by_commissioner"]
    assert held is not None
    assert total(promised) + left <= held
