"""A repayment that was not owed after all: paid back, due again, then given up. § 4-183."""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, designated, given, usd
from spec_claims import (
    D1,
    JANUARY_14,
    appeal_decided,
    appealed,
    claim_reduced,
    determined,
    found,
    noticed,
    procedure,
    reconsidered,
    refunded,
    repayment,
    restored,
    taken,
)

from domain.authority import Office
from domain.decisions.claim_refusals import ClaimExceededError, RepaymentOwedError, StepMissingError
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import AmountNotPositiveError, WordsMissingError
from domain.errors import RefusedError
from domain.figures import balances
from domain.money import ZERO
from domain.owed_commands import ReduceClaim, RefundRepayment
from domain.owed_events import Instrument
from domain.state import fold

MAY_3 = date(2027, 5, 3)
REPAID: Events = [
    designated(),
    found(amount="1000.00"),
    noticed(date(2026, 12, 2), F1="1000.00"),
    procedure("contested-case"),
    determined(repay="600.00", reduce="400.00"),
    repayment("600.00"),
    taken("400.00"),
]
REVERSED: Events = [*REPAID, appealed(), appeal_decided("reversed")]
REFUND = RefundRepayment(
    determination=D1,
    amount=usd("600.00"),
    reason="judgment of May 3",
    document="voucher request 7",
)
GIVE_UP = ReduceClaim(
    determination=D1,
    reason="settled",
    instrument=Instrument.JUDGMENT,
    authorized_by=Office.COURT,
    document="certificate 12",
    repay_less=usd("600.00"),
)


def test_after_a_judgment_it_is_paid_back_and_then_given_up() -> None:
    (decided,) = given(*REVERSED).when(REFUND, on=MAY_3).then(refunded("600.00"))
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 4-183"
    back: Events = [*REVERSED, refunded("600.00")]
    assert balances(fold(back))["repay_due"] == usd("600.00")
    lowered = claim_reduced("judgment", Office.COURT, repay_less="600.00")
    given(*back).when(GIVE_UP, on=MAY_3).then(lowered)
    assert balances(fold([*back, lowered]))["repay_due"] == ZERO


def test_after_a_granted_reconsideration_too() -> None:
    granted: Events = [*REPAID, reconsidered("granted", date(2027, 2, 1))]
    (decided,) = given(*granted).when(REFUND, on=MAY_3).then(refunded("600.00"))
    assert decided.citation.provision == "C.G.S. § 4-181a(a)"


@pytest.mark.parametrize(
    "events",
    [
        [],
        [reconsidered("denied", date(2027, 2, 1))],
        [appealed()],
        [appealed(), appeal_decided("affirmed")],
    ],
    ids=["nothing", "denied", "pending", "affirmed"],
)
def test_what_was_owed_is_not_paid_back(events: Events) -> None:
    given(*REPAID, *events).when(REFUND, on=MAY_3).refused(
        RepaymentOwedError, "was owed: no judgment", citation="§ 4-183", repaid="600.00"
    )


def test_no_more_is_paid_back_than_was_repaid() -> None:
    given(*REVERSED).when(replace(REFUND, amount=usd("600.01")), on=MAY_3).refused(
        ClaimExceededError, "more than the board of Hartford FY2023 repaid", citation="§ 4-183"
    )
    given(*REVERSED, refunded("600.00")).when(REFUND, on=MAY_3).refused(
        ClaimExceededError, "D-2023-064-1: 0.00", citation="§ 4-183", repaid="0.00"
    )


@pytest.mark.parametrize(
    ("events", "command", "error"),
    [
        (REVERSED, replace(REFUND, reason=" "), WordsMissingError),
        (REVERSED, replace(REFUND, document=" "), WordsMissingError),
        (REVERSED, replace(REFUND, amount=ZERO), AmountNotPositiveError),
        (REPAID[:4], REFUND, StepMissingError),
    ],
    ids=["no reason", "no paper", "nothing", "not issued"],
)
def test_what_is_paid_back_says_why_and_how_much(
    events: Events, command: RefundRepayment, error: type[RefusedError]
) -> None:
    assert type(given(*events).when(command, on=MAY_3).refused_by) is error


def test_nothing_is_paid_back_before_the_decision() -> None:
    given(*REVERSED).when(REFUND, on=JANUARY_14, ground_on=date(2027, 1, 15)).refused(
        StepBeforeGroundError, "what it rests on is of 2027-01-15", citation="§ 4-183"
    )


def test_what_is_lowered_above_what_is_open_says_what_comes_first() -> None:
    refused = given(*REVERSED).when(GIVE_UP, on=MAY_3).refused_by
    assert type(refused) is ClaimExceededError
    assert refused.next_step == (
        "At most 0.00. What was repaid, 600.00, is paid back first (alliance receivables "
        "refund-repayment), and is open then."
    )
    less = replace(GIVE_UP, repay_less=None, reduction_less=usd("400.00"))
    refused = given(*REVERSED).when(less, on=MAY_3).refused_by
    assert type(refused) is ClaimExceededError
    assert refused.next_step == (
        "At most 0.00. What was taken from later years, 400.00, is given back first (alliance "
        "receivables reverse-reduction), and is open then."
    )
    open_again: Events = [*REVERSED, refunded("600.00"), restored("400.00")]
    assert given(*open_again).when(GIVE_UP, on=MAY_3).decided
    assert given(*open_again).when(less, on=MAY_3).decided
    more = replace(GIVE_UP, repay_less=usd("600.01"))
    refused = given(*open_again).when(more, on=MAY_3).refused_by
    assert type(refused) is ClaimExceededError
    assert refused.next_step == "At most 600.00."
    more = replace(less, reduction_less=usd("400.01"))
    refused = given(*open_again).when(more, on=MAY_3).refused_by
    assert type(refused) is ClaimExceededError
    assert refused.next_step == "At most 400.00."


def test_what_stays_owed_under_a_modified_order_is_not_paid_back() -> None:
    # 600 ordered, 300 repaid, 100 given up on the judgment: 200 is still owed.
    history: Events = [
        *REPAID[:-2],
        repayment("300.00"),
        appealed(),
        appeal_decided("modified"),
        claim_reduced("judgment", Office.COURT, repay_less="100.00"),
    ]
    refund = replace(REFUND, amount=usd("1.00"))
    given(*history).when(refund, on=MAY_3).refused(
        RepaymentOwedError, "200.00 is still owed under it", citation="§ 4-183", open="200.00"
    )
    settled: Events = [
        *history,
        claim_reduced("judgment", Office.COURT, repay_less="200.00"),
    ]
    assert given(*settled).when(refund, on=MAY_3).decided
