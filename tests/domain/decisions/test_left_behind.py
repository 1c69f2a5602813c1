"""What a new approval leaves behind: told to people, refused by nothing. § 10-262u(c)(2), (d)."""

from dataclasses import replace

import pytest
from spec import Events, approved, authorized, designated, issued, released, submitted, usd
from spec_plans import condition, for_residency, set_aside, withdrawn

from domain.decisions.left_behind import AboveApproval, above_approval, conditions_ended
from domain.events import ConditionMet, DistrictYearEvent
from domain.plan_state import Plans, StandingCondition
from domain.release_state import Release, ReleaseStatus
from domain.state import fold

K1, K2 = condition("K1"), condition("K2", before_release=False)
VERSION_1: Events = [
    designated(),
    submitted(1, "100.00"),
    replace(approved(1, "100.00"), conditions=(K1, K2)),
]
NEWER: Events = [submitted(2, "60.00"), approved(2, "40.00")]


def plans(*events: DistrictYearEvent) -> Plans:
    return fold(events).planning


def test_open_conditions_end_with_the_approval_of_a_newer_version() -> None:
    met = ConditionMet(condition="K1", evidence="her contract")
    before, after = plans(*VERSION_1, met), plans(*VERSION_1, met, *NEWER)
    ended = StandingCondition(asked=K2, plan_version=1)
    assert conditions_ended(before, after) == (ended,)
    assert after.ended_with(ended) == 2
    assert after.open_conditions == ()


def test_a_condition_that_was_met_did_not_end_and_keeps_its_evidence() -> None:
    known = plans(*VERSION_1, ConditionMet(condition="K1", evidence="her contract"), *NEWER)
    met = known.conditions["K1"]
    assert (met.met, met.evidence, known.ended_with(met)) == (True, "her contract", None)


def test_a_condition_of_the_version_in_force_has_not_ended() -> None:
    known = plans(*VERSION_1, submitted(2, "60.00"))
    assert known.ended_with(known.conditions["K1"]) is None
    assert conditions_ended(known, known) == ()


def test_the_first_approval_ends_no_condition() -> None:
    assert conditions_ended(plans(*VERSION_1[:2]), plans(*VERSION_1)) == ()


@pytest.mark.parametrize(
    ("history", "not_paid"),
    [
        ([authorized("R1", "80.00")], {"R1": ("80.00", ReleaseStatus.AUTHORIZED)}),
        (
            [authorized("R1", "80.00"), issued("R1", "80.00")],
            {"R1": ("80.00", ReleaseStatus.ISSUED)},
        ),
        # 50.00 paid + 30.00 authorized = 80.00
        (
            [*released("R1", "50.00"), authorized("R2", "30.00")],
            {"R2": ("30.00", ReleaseStatus.AUTHORIZED)},
        ),
        (released("R1", "80.00"), {}),
        # Residency has a set-aside of its own and is approved by no plan.
        (
            [authorized("R1", "80.00"), set_aside("9.00"), for_residency("R9", "9.00")],
            {"R1": ("80.00", ReleaseStatus.AUTHORIZED)},
        ),
    ],
    ids=["authorized", "in-payment", "paid-and-authorized", "paid", "residency"],
)
def test_what_was_authorized_above_the_newer_approval_is_named(
    history: Events, not_paid: dict[str, tuple[str, ReleaseStatus]]
) -> None:
    found = above_approval(fold([*VERSION_1, *history, *NEWER]))
    assert found == AboveApproval(
        approved=usd("40.00"),
        authorized=usd("80.00"),
        not_paid={
            name: Release(amount=usd(amount), status=status)
            for name, (amount, status) in not_paid.items()
        },
    )


@pytest.mark.parametrize(
    "history",
    [
        VERSION_1[:2],
        [*VERSION_1, authorized("R1", "40.00"), *NEWER],
        [*VERSION_1, authorized("R1", "80.00"), withdrawn("R1", "80.00"), *NEWER],
    ],
    ids=["no-approval", "as-approved", "withdrawn"],
)
def test_nothing_is_above_what_is_approved(history: Events) -> None:
    assert above_approval(fold(history)) is None
