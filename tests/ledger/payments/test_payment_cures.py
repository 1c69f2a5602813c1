"""Each stage of a payment has its own cure, and both figures stay on record."""

import pytest
from payable import usd, voucher

from domain.errors import UsageError
from domain.money import Money
from ledger.command_codec import COMMAND_TYPES
from ledger.payments.cures import JOB_AID, Cure, Place, Stage, cure

WINDSOR = voucher("Windsor", "145682.25")


def commands(found: Cure) -> list[str]:
    return [step.command for step in found.steps if step.command is not None]


def told(found: Cure) -> str:
    return " ".join(step.words for step in found.steps)


@pytest.mark.parametrize("stage", Stage)
def test_every_cure_names_its_source_as_unverified(stage: Stage) -> None:
    found = cure(stage, WINDSOR, there=WINDSOR.amount)
    assert (found.stage, found.source) == (stage, JOB_AID)
    assert "UNVERIFIED" in found.source


@pytest.mark.parametrize("stage", Stage)
def test_the_commands_of_a_cure_are_commands_of_this_ledger(stage: Stage) -> None:
    found = cure(stage, WINDSOR, there=WINDSOR.amount)
    assert commands(found)
    assert set(commands(found)) <= set(COMMAND_TYPES)
    for step in found.steps:
        assert (step.place is Place.LEDGER) == (step.command is not None)


@pytest.mark.parametrize("stage", Stage)
def test_every_cure_says_both_figures(stage: Stage) -> None:
    # 2,449.50 below: 145,682.25 − 143,232.75
    found = told(cure(stage, WINDSOR, there=usd("143232.75")))
    assert "143,232.75" in found
    assert "145,682.25" in found
    assert "Windsor (164)" in found


def test_what_is_not_posted_is_deleted_and_keeps_its_invoice_number() -> None:
    found = cure(Stage.NOT_POSTED, WINDSOR, there=WINDSOR.amount)
    assert "Delete the voucher of invoice AD27-OCT-164-1" in found.steps[0].words
    assert commands(found) == ["ReturnRelease", "IssueRelease"]


def test_what_is_posted_and_unpaid_is_held_and_reversed_in_the_zero_pay_cycle() -> None:
    found = cure(Stage.POSTED_UNPAID, WINDSOR, there=usd("143232.75"))
    assert "on hold" in found.steps[0].words
    assert "reversing voucher of 143,232.75" in found.steps[1].words
    assert "zero-pay cycle at the end of the month" in found.steps[1].words
    # What came back is still authorized: without the withdrawal a supplement would not fit.
    assert commands(found) == ["ReturnRelease", "WithdrawRelease", "AuthorizeRelease"]


def test_what_was_paid_too_little_is_made_up_by_a_supplement() -> None:
    found = cure(Stage.PAID, WINDSOR, there=usd("143232.75"))
    assert commands(found) == ["ConfirmRelease", "AuthorizeRelease"]
    # 145,682.25 − 143,232.75 = 2,449.50
    assert "2,449.50 was paid too little" in told(found)
    assert "cancellation" not in told(found)


def test_what_was_paid_above_gives_the_rest_back_and_is_not_cancelled_whole() -> None:
    # 148,131.75 − 145,682.25 = 2,449.50
    found = cure(Stage.PAID, WINDSOR, there=usd("148131.75"))
    assert commands(found) == ["ConfirmRelease", "RecordOverpaymentReturned"]
    assert "2,449.50 is above what was authorized" in told(found)
    assert "cancellation form" not in told(found)


def test_what_was_paid_as_authorized_to_another_is_cancelled_by_form_and_paid_anew() -> None:
    found = cure(Stage.PAID, WINDSOR, there=usd("145682.25"), another_vendor=True)
    assert commands(found) == ["ReturnRelease", "WithdrawRelease", "AuthorizeRelease"]
    assert "stays in payment until the money is back or the town has it" in told(found)
    assert "cancellation form for the payment of 145,682.25" in told(found)


def test_what_was_paid_in_another_amount_to_another_comes_back_whole() -> None:
    less = told(cure(Stage.PAID, WINDSOR, there=usd("143232.75"), another_vendor=True))
    assert "cancellation form for the payment of 143,232.75" in less
    # The town got nothing: all that was authorized is held again.
    assert "before payment: 145,682.25 is held" in less
    more = told(cure(Stage.PAID, WINDSOR, there=usd("148131.75"), another_vendor=True))
    assert "cancellation form for the payment of 148,131.75" in more
    assert "before payment: 145,682.25 is held" in more


def test_what_was_paid_as_authorized_needs_no_cure() -> None:
    found = cure(Stage.PAID, WINDSOR, there=usd("145682.25"))
    assert commands(found) == ["ConfirmRelease"]
    assert "difference 0.00, so this payment needs no cure" in told(found)


def test_a_wrong_payment_ends_with_a_draft_of_the_notice() -> None:
    for there, another in (("143232.75", False), ("145682.25", True), ("148131.75", False)):
        last = cure(Stage.PAID, WINDSOR, there=usd(there), another_vendor=another).steps[-1]
        assert last.place is Place.PAPER
        assert "§ 4-33a" in last.words


@pytest.mark.parametrize("cents", [0, -1])
def test_where_nothing_stands_there_is_nothing_to_undo(cents: int) -> None:
    with pytest.raises(UsageError, match=r"AD27-OCT-164-1: nothing to undo"):
        cure(Stage.PAID, WINDSOR, there=Money(cents))
