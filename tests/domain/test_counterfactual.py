"""An amount that would be: it can be added, shared, compared and shown, and is never money."""

import pytest

from domain.counterfactual import NOTHING, Counterfactual, counterfactual_total
from domain.money import Money


def supposed(text: str) -> Counterfactual:
    return Counterfactual(Money.parse(text))


def test_it_is_shown_as_money_is() -> None:
    assert (str(supposed("1180676.00")), supposed("1180676.00").display) == (
        "1180676.00",
        "1,180,676.00",
    )
    assert repr(supposed("5.10")) == "Counterfactual('5.10')"


def test_it_is_equal_to_the_same_supposed_amount_and_never_to_money() -> None:
    assert supposed("1.00") == supposed("1.00")
    assert supposed("1.00") != supposed("2.00")
    assert supposed("1.00") != Money.parse("1.00")
    assert len({supposed("1.00"), supposed("1.00"), Money.parse("1.00")}) == 2


def test_amounts_add_up() -> None:
    assert supposed("1.10") + supposed("2.20") == supposed("3.30")
    assert counterfactual_total([supposed("1.10"), supposed("2.20")]) == supposed("3.30")
    assert counterfactual_total([]) == NOTHING


def test_actual_less_it_is_supposed_too_and_may_be_negative() -> None:
    assert supposed("2951690.00").less_than(Money.parse("5903380.00")) == supposed("2951690.00")
    assert supposed("3.00").less_than(Money.parse("1.00")) == supposed("-2.00")


def test_a_share_of_it_is_half_up_to_the_cent() -> None:
    assert supposed("904066.37").share(50, 100) == supposed("452033.19")


def test_it_never_changes() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        supposed("1.00")._amount = Money.parse("2.00")


def test_it_shares_no_base_with_money() -> None:
    assert Counterfactual.__mro__ == (Counterfactual, object)
