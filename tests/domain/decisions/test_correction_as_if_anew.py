"""What could not be recorded today is not brought in by way of a correction. § 11-8b, (f)."""

import pytest
from spec import (
    Events,
    approved,
    authorized,
    designated,
    given,
    issued,
    portion,
    submitted,
    transferred,
    usd,
    withheld,
)

from domain.commands import CorrectEvent
from domain.decisions.payment_refusals import ConditionOpenError, PaymentOnHoldError
from domain.decisions.refusals import NothingToCorrectError, PartsExceedEntitlementError
from domain.events import (
    Condition,
    EntitlementSet,
    PaymentWithheldForNoncompliance,
    PlanApproved,
    ReleaseProposed,
)

READY: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("900.00"),
    submitted(1, "1000.00"),
    approved(1, "800.00"),
]
HOLD = PaymentWithheldForNoncompliance(
    hold="H1", breach="no report", remedy="the report", look_again_on=None, amount=None
)
PROPOSED = ReleaseProposed(release="R1", amount=usd("300.00"), proposed_by="Ben")


def correct(position: int, amount: str | None) -> CorrectEvent:
    return CorrectEvent(
        position=position, reason="typing error", amount=None if amount is None else usd(amount)
    )


def test_a_release_is_not_made_larger_while_payment_is_withheld() -> None:
    given(*READY, authorized("R1", "300.00"), HOLD).when(correct(7, "400.00")).refused(
        PaymentOnHoldError, "no report", citation="(f)"
    )


def test_a_release_is_made_smaller_while_payment_is_withheld() -> None:
    made = given(*READY, authorized("R1", "300.00"), HOLD).when(correct(7, "200.00"))
    assert made.refused_by is None


def test_a_release_is_not_made_larger_before_a_condition_is_met() -> None:
    asked = Condition(key="K1", words="send the vote", before_release=True)
    on_condition = PlanApproved(plan_version=1, approved_amount=usd("800.00"), conditions=(asked,))
    given(*READY[:5], on_condition, authorized("R1", "300.00")).when(correct(7, "400.00")).refused(
        ConditionOpenError, "send the vote", citation="(c)(2)"
    )


def test_a_release_on_a_direction_needs_no_condition_of_a_plan() -> None:
    from domain.events import Direction

    letter = Direction(document="letter", cap=usd("500.00"))
    release = authorized("R1", "300.00", plan_version=None, direction=letter)
    assert given(*READY, release).when(correct(7, "400.00")).refused_by is None


def test_a_release_of_nothing_is_taken_back_whole_instead() -> None:
    given(*READY, authorized("R1", "300.00")).when(correct(7, "0.00")).refused(
        NothingToCorrectError, "take it back whole", citation="11-8b"
    )


@pytest.mark.parametrize("amount", [None, "200.00"])
def test_a_proposal_that_was_acted_on_stays(amount: str | None) -> None:
    acted_on = [*READY, PROPOSED, authorized("R1", "300.00"), issued("R1", "300.00")]
    given(*acted_on).when(correct(7, amount)).refused(
        NothingToCorrectError, "release R1 is issued", citation="11-8b"
    )


def test_a_proposal_nobody_acted_on_is_taken_back() -> None:
    assert given(*READY, PROPOSED).when(correct(7, None)).refused_by is None


def test_an_entitlement_stays_at_least_its_parts() -> None:
    entitlement = EntitlementSet(
        amount=usd("1000.00"),
        stage=None,
        reason=None,
        education_diversity=usd("100.00"),
        published_portion=usd("300.00"),
    )
    # 100.00 + 300.00 = 400.00 are parts of it.
    given(designated(), entitlement).when(correct(2, "399.99")).refused(
        PartsExceedEntitlementError, "400.00", citation="10-262h"
    )
    assert given(designated(), entitlement).when(correct(2, "400.00")).refused_by is None
