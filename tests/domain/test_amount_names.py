"""What the amounts of a correction are called, and in which order they are said. § 11-8b."""

import pytest
from spec import event_corrected, usd

from domain.amount_names import changed_amounts
from domain.sentences import sentence

# As decided, and as it comes back from the record, where names stand in the order of letters.
DECIDED = ("carry_in", "at_town", "at_board", "advanced_by_board", "residency")


@pytest.mark.parametrize("fields", [DECIDED, tuple(sorted(DECIDED))], ids=["decided", "read"])
def test_a_correction_names_each_amount_in_one_order(fields: tuple[str, ...]) -> None:
    was = {
        "carry_in": "310000.00",
        "at_town": "0.00",
        "at_board": "260000.00",
        "advanced_by_board": "0.00",
        "residency": "5.00",
    }
    now = was | {"at_town": "1000000.00", "at_board": "0.00", "advanced_by_board": "690000.00"}
    correction = event_corrected(
        corrects_position=9,
        corrects_version=1,
        corrected_event="BalanceCarriedIn",
        reversed={name: usd(was[name]) for name in fields},
        replacement={name: usd(now[name]) for name in fields},
        reason="audit",
    )
    assert sentence(correction) == (
        "Corrects position 9 (BalanceCarriedIn): with the town 0.00 becomes 1,000,000.00; with "
        "the board 260,000.00 becomes 0.00; advanced by the board 0.00 becomes 690,000.00 (audit)"
    )


def test_of_an_event_taken_back_whole_every_amount_becomes_zero() -> None:
    correction = event_corrected(
        corrects_position=9,
        corrects_version=1,
        corrected_event="ReleaseReturned",
        reversed={"amount_unpaid": usd("5.00"), "amount_paid": usd("0.00")},
        replacement={},
        reason="twice",
    )
    (changed,) = changed_amounts(correction)
    assert (changed.field, changed.name) == ("amount_unpaid", "amount unpaid")
    assert (changed.before, changed.after) == (usd("5.00"), usd("0.00"))


def test_an_amount_that_the_right_event_does_not_have_is_left_out() -> None:
    correction = event_corrected(
        corrects_position=9,
        corrects_version=1,
        corrected_event="FindingRaised",
        reversed={"amount": usd("5.00"), "absorbed": usd("1.00")},
        replacement={"amount": usd("4.00")},
        reason="typed",
    )
    assert [one.field for one in changed_amounts(correction)] == ["amount"]
