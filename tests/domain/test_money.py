"""Money: exact cents in, exact cents out, and nothing that is not an amount."""

from fractions import Fraction

import pytest
from hypothesis import given
from strategies import cents

from domain.errors import InvalidMoneyError
from domain.money import ZERO, Money, known_total, total


@pytest.mark.parametrize(
    ("text", "whole_cents", "written"),
    [
        pytest.param("0", 0, "0.00", id="zero"),
        pytest.param("0.00", 0, "0.00", id="zero with cents"),
        pytest.param("-0.00", 0, "0.00", id="minus zero is zero"),
        pytest.param("0.01", 1, "0.01", id="one cent"),
        pytest.param("-0.01", -1, "-0.01", id="one cent less than nothing"),
        pytest.param("1180676", 118067600, "1180676.00", id="no decimals"),
        pytest.param("1180676.00", 118067600, "1180676.00", id="two decimals"),
        pytest.param("-45678.09", -4567809, "-45678.09", id="negative"),
        pytest.param("9999999999999.99", 999999999999999, "9999999999999.99", id="13 digits"),
    ],
)
def test_an_amount_is_read_and_written_exactly(text: str, whole_cents: int, written: str) -> None:
    amount = Money.parse(text)
    assert amount.cents == whole_cents
    assert str(amount) == written
    assert repr(amount) == f"Money('{written}')"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" 1.00", id="space before"),
        pytest.param("1.00 ", id="space after"),
        pytest.param("1.00\n", id="line end"),
        pytest.param("1 000.00", id="space inside"),
        pytest.param("1,180,676.00", id="commas"),
        pytest.param("1_000", id="underscore"),
        pytest.param("1.180.676,00", id="European"),
        pytest.param("$1.00", id="dollar sign"),
        pytest.param("+1.00", id="plus sign"),
        pytest.param("--1.00", id="two minus signs"),
        pytest.param("−1.00", id="printed minus sign"),
        pytest.param("(1.00)", id="accountant's minus"),
        pytest.param("1.00-", id="minus behind"),
        pytest.param("1.", id="point without cents"),
        pytest.param(".50", id="cents without dollars"),
        pytest.param("1.5", id="one decimal"),
        pytest.param("1.005", id="three decimals"),
        pytest.param("1e6", id="exponent"),
        pytest.param("0x10", id="hexadecimal"),
        pytest.param("007.00", id="leading zeros"),
        pytest.param("00", id="double zero"),
        pytest.param("NaN", id="not a number"),
        pytest.param("inf", id="infinity"),
        pytest.param("\u0661\u0662.\u0660\u0660", id="Arabic-Indic digits"),
        pytest.param("\uff11.\uff10\uff10", id="full-width digits"),
        pytest.param("\u00b2", id="superscript two"),
        pytest.param("10000000000000.00", id="14 digits"),
        pytest.param("9" * 5000, id="thousands of digits"),
    ],
)
def test_text_that_is_not_plain_dollars_and_cents_is_refused(text: str) -> None:
    with pytest.raises(InvalidMoneyError) as refused:
        Money.parse(text)
    assert refused.value.details == {"given": ascii(text)[:60]}
    assert "582729.00" in refused.value.next_step


@pytest.mark.parametrize(
    "given_value",
    [1.0, 1, True, None, b"1.00", float("nan"), Fraction(1, 3)],
    ids=["float", "int", "bool", "None", "bytes", "NaN", "fraction"],
)
def test_an_amount_is_read_from_text_only(given_value: object) -> None:
    with pytest.raises(InvalidMoneyError, match="written as text"):
        Money.parse(given_value)  # type: ignore[arg-type]


@pytest.mark.parametrize("given_value", [100.0, True, "100", None])
def test_cents_are_whole_numbers(given_value: object) -> None:
    with pytest.raises(InvalidMoneyError, match="whole numbers"):
        Money(given_value)  # type: ignore[arg-type]


def test_whole_dollars_are_a_hundred_cents_each() -> None:
    assert Money.dollars(359487) == Money.parse("359487.00")
    with pytest.raises(InvalidMoneyError):
        Money.dollars(0.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.05", "0.05"),
        ("999.99", "999.99"),
        ("1000.00", "1,000.00"),
        ("1180676.00", "1,180,676.00"),
        ("-45678.09", "-45,678.09"),
    ],
)
def test_people_see_separators(text: str, shown: str) -> None:
    assert Money.parse(text).display == shown


def test_sums_and_differences_are_exact() -> None:
    # 0.10 + 0.20 = 0.30, which binary fractions miss.
    assert Money.parse("0.10") + Money.parse("0.20") == Money.parse("0.30")
    assert Money.parse("0.10") - Money.parse("0.30") == Money.parse("-0.20")
    assert -Money.parse("0.10") == Money.parse("-0.10")
    assert total([]) == ZERO
    assert total((Money(1), Money(2), Money(-5))) == Money(-2)


def test_amounts_that_are_not_known_are_left_out_of_a_sum() -> None:
    assert known_total([Money(1), None, Money(2)]) == Money(3)
    assert known_total([None]) is None
    assert known_total([]) is None


def test_only_zero_is_false() -> None:
    assert not ZERO
    assert Money(1)
    assert Money(-1)


def test_amounts_have_an_order() -> None:
    less, more = Money.parse("0.99"), Money.parse("1.00")
    assert less < more
    assert less <= more
    assert more > less
    assert more >= less
    assert not less < Money.parse("0.99")
    assert less <= Money.parse("0.99")
    assert not less > Money.parse("0.99")
    assert less >= Money.parse("0.99")
    assert max(less, more, ZERO) is more


def test_an_amount_is_equal_to_the_same_amount_only() -> None:
    assert Money(100) == Money.dollars(1)
    assert hash(Money(100)) == hash(Money.dollars(1))
    assert Money(100) != Money(101)
    assert Money(100) != 100
    assert Money(100) != "1.00"


def test_an_amount_cannot_be_changed() -> None:
    amount = Money(1)
    with pytest.raises(AttributeError, match="immutable"):
        amount.cents = 2
    with pytest.raises(AttributeError, match="immutable"):
        amount.note = "two"
    assert amount == Money(1)


@pytest.mark.parametrize(
    ("amount", "percent", "share"),
    [
        # WE-08: 904,066.37 * 75 % = 678,049.7775; * 50 % = 452,033.185; * 25 % = 226,016.5925.
        pytest.param("904066.37", 75, "678049.78", id="WE-08 75 %"),
        pytest.param("904066.37", 50, "452033.19", id="WE-08 50 %, half a cent goes up"),
        pytest.param("904066.37", 25, "226016.59", id="WE-08 25 %"),
        pytest.param("904066.37", 0, "0.00", id="WE-08 nothing"),
        pytest.param("904066.37", 100, "904066.37", id="all of it"),
        pytest.param("-904066.37", 50, "-452033.19", id="half a cent goes away from zero"),
        pytest.param("0.01", 49, "0.00", id="less than half a cent"),
        pytest.param("0.01", 50, "0.01", id="half a cent"),
        pytest.param("12345.67", 33, "4074.07", id="4,074.0711"),
    ],
)
def test_a_share_is_rounded_half_up_to_the_cent(amount: str, percent: int, share: str) -> None:
    assert Money.parse(amount).share(percent, 100) == Money.parse(share)


@given(cents())
def test_every_amount_reads_back_as_it_was_written(whole_cents: int) -> None:
    assert Money.parse(str(Money(whole_cents))) == Money(whole_cents)


@given(cents(), cents())
def test_a_difference_added_again_gives_the_amount(left: int, right: int) -> None:
    assert Money(left) - Money(right) + Money(right) == Money(left)


@given(cents())
def test_a_share_is_never_more_than_half_a_cent_off(whole_cents: int) -> None:
    exact = Fraction(whole_cents * 1667, 10000)
    assert abs(Money(whole_cents).share(1667, 10000).cents - exact) <= Fraction(1, 2)


# ---- as records keep it ----


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("0.00", 0),
        ("-45678.00", -4_567_800),
        # Two of the largest amounts that can be given, added: still kept and read.
        ("19999999999999.98", 1_999_999_999_999_998),
        ("100000000000000000000.00", 10_000_000_000_000_000_000_000),
    ],
)
def test_a_kept_amount_is_read_back_far_beyond_what_can_be_given(text: str, cents: int) -> None:
    assert Money.parse_kept(text) == Money(cents)
    assert str(Money(cents)) == text


@pytest.mark.parametrize("text", ["5", "5.0", "05.00", "1,000.00", "", "NaN", 5, 5.0, None])
def test_a_kept_amount_has_exactly_two_decimals(text: str) -> None:
    with pytest.raises(InvalidMoneyError, match="exactly two decimals"):
        Money.parse_kept(text)


def test_what_can_be_given_stays_far_below_what_can_be_kept() -> None:
    with pytest.raises(InvalidMoneyError):
        Money.parse("99999999999999.00")
