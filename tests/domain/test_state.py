"""The state of a district-year: a fold that never fails, corrections in the right place."""

from dataclasses import replace
from typing import get_args

import pytest
from one_of_each import OF_EVERY_KIND, OF_REPORTS
from spec import (
    approved,
    authorized,
    carried_in,
    closed,
    confirmed,
    designated,
    entitled,
    event_corrected,
    issued,
    passed_through,
    portion,
    released,
    reported,
    returned,
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)

from domain.chart import Account
from domain.events import (
    DesignationEnded,
    Direction,
    DistrictYearEvent,
    EventCorrected,
    FactReported,
    PlanRejected,
    PublishedWithholdingRecorded,
    ReleaseProposed,
)
from domain.figures import balances
from domain.money import ZERO, Money
from domain.plan_state import Plan, PlanStatus
from domain.release_state import Release, ReleaseStatus
from domain.state import EMPTY, DistrictYear, _changed, evolve, fold

DESIGNATION_ENDED = DesignationEnded(reason="act of 2025")
FACT = FactReported(kind="plan", words="As told.", amount=None, reported_date=None, source="S15")
PROPOSED = ReleaseProposed(release="R1", amount=usd("300.00"), proposed_by="Ana")


def corrected(
    version: int, event: str, reversed_: dict[str, str], replacement: dict[str, str]
) -> EventCorrected:
    return event_corrected(
        corrects_position=100 + version,
        corrects_version=version,
        corrected_event=event,
        reversed={name: usd(amount) for name, amount in reversed_.items()},
        replacement={name: usd(amount) for name, amount in replacement.items()},
        reason="typing error",
    )


ONE_OF_EACH: tuple[DistrictYearEvent, ...] = (
    designated(),
    DESIGNATION_ENDED,
    stated(held_by_board="10.00", carry_in="10.00"),
    carried_in("5.00", at_board="5.00"),
    entitled("10001000.00"),
    portion("1000.00"),
    withheld("1000.00"),
    PublishedWithholdingRecorded(amount=usd("1.00"), source="S01"),
    transferred("900.00"),
    submitted(1, "800.00"),
    approved(1, "700.00"),
    PlanRejected(plan_version=2, reason="late"),
    PROPOSED,
    authorized("R1", "300.00"),
    issued("R1", "300.00"),
    confirmed("R1", "300.00"),
    returned("R1", paid="300.00"),
    passed_through("0.01"),
    reported(from_grant="1.00"),
    FACT,
    corrected(9, "PortionTransferred", {"amount": "900.00"}, {"amount": "800.00"}),
    *OF_REPORTS[2:],
    OF_REPORTS[0],
    *OF_EVERY_KIND,
    closed("0.00"),
)


def test_every_event_of_a_district_year_can_be_folded() -> None:
    assert {type(event) for event in ONE_OF_EACH} == set(get_args(DistrictYearEvent))
    assert fold(ONE_OF_EACH).version == len(ONE_OF_EACH)


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: type(event).__name__)
def test_an_event_is_folded_wherever_it_comes(event: DistrictYearEvent) -> None:
    # A fold reads what is on record; refusing is the business of decisions.
    assert evolve(EMPTY, event).version == 1
    assert evolve(fold(ONE_OF_EACH), event).version == len(ONE_OF_EACH) + 1


@pytest.mark.parametrize("cut", range(len(ONE_OF_EACH) + 1))
def test_a_prefix_and_then_the_rest_is_the_fold_of_all(cut: int) -> None:
    assert fold(ONE_OF_EACH[cut:], fold(ONE_OF_EACH[:cut])) == fold(ONE_OF_EACH)


def test_a_state_is_not_changed_by_what_follows() -> None:
    before = fold(ONE_OF_EACH[:10])
    evolve(before, withheld("5.00"))
    assert before == fold(ONE_OF_EACH[:10])


@pytest.mark.parametrize("length", range(len(ONE_OF_EACH) + 1))
def test_the_quick_copy_is_the_one_that_replace_makes(length: int) -> None:
    state = fold(ONE_OF_EACH[:length])
    changed = _changed(state, {"version": 99, "withheld": True, "entitlement": None})
    assert changed == replace(state, version=99, withheld=True, entitlement=None)
    assert state == fold(ONE_OF_EACH[:length])


def test_nothing_is_known_of_a_district_year_without_events() -> None:
    assert fold([]) == EMPTY == DistrictYear()
    assert not EMPTY.designated
    assert EMPTY.approved_plan is None


def test_a_designation_ends_and_may_begin_again() -> None:
    assert fold([designated()]).designated
    assert not fold([designated(), DESIGNATION_ENDED]).designated
    assert fold([designated(), DESIGNATION_ENDED, designated()]).designated


def test_an_end_without_a_designation_designates_nobody() -> None:
    assert not fold([DESIGNATION_ENDED]).designated


def test_the_latest_entitlement_stands_and_its_version_is_known() -> None:
    state = fold([designated(), entitled("10.00"), entitled("12.00")])
    assert state.entitlement == entitled("12.00")
    assert state.entitlement_version == 3


@pytest.mark.parametrize(
    ("event", "recorded"),
    [
        pytest.param(withheld("1.00"), True, id="through the ledger"),
        pytest.param(
            PublishedWithholdingRecorded(amount=ZERO, source="S01"), True, id="published as zero"
        ),
        pytest.param(stated(withheld="1.00", spent="1.00"), True, id="stated"),
        pytest.param(stated(carry_in="1.00", spent="1.00"), False, id="stated without it"),
        pytest.param(portion("1.00"), False, id="a portion is not withheld yet"),
    ],
)
def test_it_is_known_whether_a_withholding_is_recorded(
    event: DistrictYearEvent, *, recorded: bool
) -> None:
    assert fold([event]).withheld is recorded


def test_a_plan_is_submitted_then_approved_or_rejected() -> None:
    state = fold([submitted(1, "8.00"), submitted(2, "9.00"), submitted(3, "7.00")])
    state = fold([approved(2, "6.00"), PlanRejected(plan_version=3, reason="late")], state)
    assert state.plans == {
        1: Plan(total=usd("8.00"), status=PlanStatus.SUBMITTED),
        2: Plan(total=usd("9.00"), status=PlanStatus.APPROVED, approved_amount=usd("6.00")),
        3: Plan(total=usd("7.00"), status=PlanStatus.REJECTED),
    }


def test_the_newest_approved_plan_counts() -> None:
    state = fold(
        [
            submitted(1, "8.00"),
            approved(1, "8.00"),
            submitted(2, "5.00"),
            approved(2, "5.00"),
            submitted(3, "9.00"),
        ]
    )
    assert state.approved_plan == (2, state.plans[2])


def test_a_release_goes_from_proposed_to_paid_and_back() -> None:
    history: list[tuple[DistrictYearEvent, ReleaseStatus]] = [
        (PROPOSED, ReleaseStatus.PROPOSED),
        (authorized("R1", "300.00"), ReleaseStatus.AUTHORIZED),
        (issued("R1", "300.00"), ReleaseStatus.ISSUED),
        (confirmed("R1", "300.00"), ReleaseStatus.PAID),
        (returned("R1", paid="300.00"), ReleaseStatus.RETURNED),
        (issued("R1", "300.00"), ReleaseStatus.ISSUED),
    ]
    state = EMPTY
    for event, status in history:
        state = evolve(state, event)
        assert state.releases == {
            "R1": Release(amount=usd("300.00"), status=status, proposed_by="Ana")
        }


def test_a_release_remembers_the_direction_it_rests_on() -> None:
    letter = Direction(document="letter", cap=usd("5.00"))
    state = fold([authorized("R1", "5.00", plan_version=None, direction=letter)])
    assert state.releases["R1"].direction == letter
    assert state.releases["R1"].proposed_by is None


def test_reported_facts_are_kept_in_order() -> None:
    second = FactReported(
        kind="press", words="More.", amount=usd("1.00"), reported_date=None, source="S19"
    )
    assert fold([FACT, second]).reported_facts == (FACT, second)


def test_money_moved_back_and_forth_is_netted_along_an_edge() -> None:
    state = fold([*released("R1", "5.00"), returned("R1", paid="5.00"), issued("R1", "5.00")])
    commissioner, in_payment = Account.HELD_BY_COMMISSIONER, Account.IN_PAYMENT
    assert state.edge(commissioner, in_payment) == usd("10.00")
    assert state.edge(in_payment, commissioner) == usd("-10.00")
    assert state.edge(Account.HELD_BY_TOWN, commissioner) == usd("5.00")
    # -5.00 + 5.00 - 5.00
    assert state.standing(commissioner) == usd("-5.00")
    assert state.standing(in_payment) == usd("5.00")


# ---- corrections ----


def test_a_corrected_amount_stands_in_the_place_of_the_wrong_one() -> None:
    state = fold(
        [
            designated(),
            submitted(1, "800.00"),
            approved(1, "800.00"),
            corrected(2, "PlanSubmitted", {"total": "800.00"}, {"total": "900.00"}),
        ]
    )
    # The plan is approved as before: the right total stands where the wrong one stood.
    assert state.plans == {
        1: Plan(total=usd("900.00"), status=PlanStatus.APPROVED, approved_amount=usd("800.00"))
    }
    assert state.events == ((1, designated()), (2, submitted(1, "900.00")), (3, approved(1, "800")))
    assert state.version == 4
    assert state.corrected_by == {2: 4}
    assert state.corrects == {4: 2}


def test_a_correction_moves_the_difference() -> None:
    state = fold(
        [
            withheld("100.00"),
            corrected(1, "AlliancePortionWithheld", {"amount": "100.00"}, {"amount": "60.00"}),
        ]
    )
    assert state.standing(Account.HELD_BY_COMPTROLLER) == usd("60.00")
    assert state.events == ((1, withheld("60.00")),)
    assert state.withheld


def test_what_was_taken_back_whole_never_happened() -> None:
    state = fold(
        [withheld("100.00"), corrected(1, "AlliancePortionWithheld", {"amount": "100.00"}, {})]
    )
    assert state.events == ()
    assert state.standing(Account.HELD_BY_COMPTROLLER) == ZERO
    assert not state.withheld


def test_a_chain_of_corrections_is_about_the_original() -> None:
    name = "AlliancePortionWithheld"
    state = fold(
        [
            withheld("100.00"),
            corrected(1, name, {"amount": "100.00"}, {"amount": "60.00"}),
            corrected(2, name, {"amount": "60.00"}, {"amount": "70.00"}),
            corrected(3, name, {"amount": "70.00"}, {}),
        ]
    )
    assert state.events == ()
    assert state.corrected_by == {1: 2, 2: 3, 3: 4}
    assert state.corrects == {2: 1, 3: 1, 4: 1}
    assert state.standing(Account.HELD_BY_COMPTROLLER) == ZERO


def test_a_designation_end_taken_back_leaves_the_designation_in_force() -> None:
    state = fold([designated(), DESIGNATION_ENDED, corrected(2, "DesignationEnded", {}, {})])
    assert state.designated


def test_corrected_history_has_the_balances_of_the_history_that_should_have_been() -> None:
    wrong: list[DistrictYearEvent] = [
        portion("1000.00"),
        withheld("1000.00"),
        transferred("900.00"),
        *released("R1", "500.00"),
        passed_through("400.00"),
        corrected(3, "PortionTransferred", {"amount": "900.00"}, {"amount": "800.00"}),
        corrected(
            7,
            "PassThroughRecorded",
            {"amount": "400.00", "reimbursed": "0.00"},
            {"amount": "300.00", "reimbursed": "0.00"},
        ),
    ]
    right: list[DistrictYearEvent] = [
        portion("1000.00"),
        withheld("1000.00"),
        transferred("800.00"),
        *released("R1", "500.00"),
        passed_through("300.00"),
    ]
    assert balances(fold(wrong)) == balances(fold(right))


def test_a_fact_without_an_amount_can_be_given_one() -> None:
    state = fold([FACT, corrected(1, "FactReported", {}, {"amount": "9.00"})])
    assert state.reported_facts[0].amount == Money.dollars(9)
    assert state.reported_facts[0].words == "As told."


def test_a_correction_of_nothing_known_changes_no_fact() -> None:
    # `evolve` never fails, so a damaged reference is folded and left to the checks.
    state = fold([designated(), corrected(7, "EntitlementSet", {"amount": "1.00"}, {})])
    assert state.designated
    assert state.events == ((1, designated()),)
