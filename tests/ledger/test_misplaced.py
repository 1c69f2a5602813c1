"""Whose figure an amount fits: its own town's, a neighbor's in the file, or another town's."""

from collections.abc import Sequence

import pytest
from certified import real_states

from domain.district import BY_CODE, District, district_named
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.misplaced import crossed, slips

TOWNS = [BY_CODE[code] for code in range(1, 13)]


def dollars(towns: Sequence[District], amounts: Sequence[int]) -> dict[District, Money]:
    return {town: Money.dollars(amount) for town, amount in zip(towns, amounts, strict=True)}


# Twelve towns with figures far apart: 1,000, 2,000, … 12,000.
KNOWN = dollars(TOWNS, [1000 * n for n in range(1, 13)])


def amounts_with(**changed: int) -> dict[District, Money]:
    """Every town's own figure, but for the amounts given by town code (`t3=…`)."""
    given = {BY_CODE[int(code[1:])]: Money.dollars(amount) for code, amount in changed.items()}
    return {**KNOWN, **given}


# ---- a column slipped by one row ----


def test_amounts_that_fit_their_own_towns_have_not_slipped() -> None:
    assert slips(TOWNS, KNOWN, KNOWN) == []


def test_three_amounts_in_a_row_with_the_figure_above_to_the_cent_are_a_slip() -> None:
    (found,) = slips(TOWNS, amounts_with(t4=3000, t5=4000, t6=5000), KNOWN)
    assert found.above
    assert [(town.code, neighbor.code) for town, neighbor in found.fits] == [(4, 3), (5, 4), (6, 5)]


def test_three_amounts_with_the_figure_below_are_a_slip_the_other_way() -> None:
    (found,) = slips(TOWNS, amounts_with(t4=5000, t5=6000, t6=7000), KNOWN)
    assert not found.above
    assert [(town.code, neighbor.code) for town, neighbor in found.fits] == [(4, 5), (5, 6), (6, 7)]


def test_two_amounts_in_a_row_are_no_slip() -> None:
    assert slips(TOWNS, amounts_with(t4=3000, t5=4000), KNOWN) == []


def test_an_amount_that_fits_its_own_town_ends_the_run() -> None:
    assert slips(TOWNS, amounts_with(t3=2000, t4=3000, t6=5000, t7=6000), KNOWN) == []


def test_eight_amounts_clearly_nearer_to_the_row_above_are_a_slip_too() -> None:
    # Each 100 above the neighbor's figure of last year, and 900 below its own.
    nearer = {f"t{n}": 1000 * (n - 1) + 100 for n in range(3, 11)}
    (found,) = slips(TOWNS, amounts_with(**nearer), KNOWN)
    assert len(found.fits) == 8


def test_seven_amounts_that_are_only_nearer_are_no_slip() -> None:
    nearer = {f"t{n}": 1000 * (n - 1) + 100 for n in range(3, 10)}
    assert slips(TOWNS, amounts_with(**nearer), KNOWN) == []


def test_an_amount_between_two_figures_tells_nothing_and_does_not_end_the_run() -> None:
    # 4,450 at town 5 is 450 from the figure above and 550 from its own: nearer, not clearly.
    (found,) = slips(TOWNS, amounts_with(t3=2000, t4=3000, t5=4450, t6=5000), KNOWN)
    assert [town.code for town, _ in found.fits] == [3, 4, 6]


def test_towns_whose_figure_is_not_known_tell_nothing() -> None:
    known = {town: amount for town, amount in KNOWN.items() if town.code not in {4, 8}}
    assert slips(TOWNS, amounts_with(t4=3000, t5=4000, t6=5000), known) == []


def test_zeros_beside_zeros_tell_nothing_and_a_slipped_sparse_column_is_found() -> None:
    known = dollars(TOWNS, [0, 500, 0, 0, 700, 0, 0, 0, 900, 0, 0, 0])
    down = dollars(TOWNS, [0, 0, 500, 0, 0, 700, 0, 0, 0, 900, 0, 0])
    (found,) = slips(TOWNS, down, known)
    assert [(town.code, neighbor.code) for town, neighbor in found.fits] == [
        (2, 1),
        (3, 2),
        (5, 4),
        (6, 5),
        (9, 8),
        (10, 9),
    ]


@pytest.mark.parametrize("years_between", [1, 2, 5, 10])
def test_real_entitlements_against_those_of_an_earlier_year_have_not_slipped(
    years_between: int,
) -> None:
    states = real_states()
    by_year = {
        year: {
            town: state.entitlement.amount
            for (town, fiscal_year), state in states.items()
            if fiscal_year == FiscalYear(year) and state.entitlement
        }
        for year in range(2012, 2028)
    }
    pairs = [
        (by_year[year], by_year[year - years_between]) for year in range(2012 + years_between, 2028)
    ]
    orders = [
        (sorted(now), sorted(now, key=lambda town: now[town].cents), now, before)
        for now, before in pairs
    ]
    found = [
        slip
        for by_code, by_amount, now, before in orders
        for order in (by_code, by_amount)
        for slip in slips(order, now, before)
    ]
    assert found == []


# ---- two towns exchanged ----


def test_windsor_and_windsor_locks_are_crossed_even_where_amounts_are_only_near() -> None:
    windsor, locks = district_named("Windsor"), district_named("Windsor Locks")
    known = dollars([windsor, locks], [582729, 572931])
    # Each clearly fits the other's figure: 572,900 is 31 from it and 9,829 from Windsor's own.
    assert crossed(dollars([windsor, locks], [572900, 582700]), known) == {
        windsor: locks,
        locks: windsor,
    }


def test_near_twins_that_both_moved_a_little_are_not_crossed() -> None:
    windsor, locks = district_named("Windsor"), district_named("Windsor Locks")
    known = dollars([windsor, locks], [582729, 572931])
    assert crossed(dollars([windsor, locks], [583000, 573000]), known) == {}


def test_any_two_towns_are_crossed_with_each_others_figure_to_the_cent() -> None:
    assert crossed(amounts_with(t3=9000, t9=3000), KNOWN) == {
        BY_CODE[3]: BY_CODE[9],
        BY_CODE[9]: BY_CODE[3],
    }


def test_towns_that_are_no_twins_are_not_crossed_by_a_dollar() -> None:
    assert crossed(amounts_with(t3=9001, t9=3000), KNOWN) == {}


def test_three_towns_in_a_circle_are_not_crossed() -> None:
    assert crossed(amounts_with(t3=5000, t5=7000, t7=3000), KNOWN) == {}


def test_a_town_is_crossed_with_one_other_only() -> None:
    known = dollars(TOWNS[:3], [100, 200, 200])
    # The first has 200, and both others 100: which it was exchanged with is told by the lower code.
    found = crossed(dollars(TOWNS[:3], [200, 100, 100]), known)
    assert found == {BY_CODE[1]: BY_CODE[2], BY_CODE[2]: BY_CODE[1]}


def test_a_town_without_a_known_figure_is_not_crossed() -> None:
    known = {BY_CODE[3]: Money.dollars(3000)}
    assert crossed(amounts_with(t3=9000, t9=3000), known) == {}
