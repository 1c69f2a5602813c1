"""What differs between two rule sets: the law with itself, and the law with a bill."""

import pytest

from domain.authority import Status
from domain.errors import NotFoundError, UsageError
from domain.fiscal_year import FiscalYear
from domain.statute.difference import Difference, differences, rule_set_keys, rule_set_named


def between(before: str, after: str, year: int | None = None) -> dict[str, list[Difference]]:
    found: dict[str, list[Difference]] = {}
    fiscal_year = None if year is None else FiscalYear(year)
    for one in differences(rule_set_named(before), rule_set_named(after), fiscal_year):
        found.setdefault(one.schedule, []).append(one)
    return found


def years(one: Difference) -> tuple[int, int | None]:
    return one.first_year.ends_in, one.last_year.ends_in if one.last_year else None


def test_the_act_of_2022_adds_a_round_and_a_baseline_for_those_that_are_new() -> None:
    found = between("CT-262u/2017b", "CT-262u/2022")
    (rounds,) = found["designation-round"]
    assert (rounds.kind, years(rounds), rounds.before) == ("new", (2023, 2027), None)
    assert rounds.after is not None
    assert rounds.after.shown == "36 districts, accountability index"
    assert str(rounds.after.citation).startswith("C.G.S. § 10-262u(b)(3), P.A. 22-118 § 266")
    assert rounds.after.status is Status.ENACTED
    (baseline,) = found["portion-baseline-first-designated-fy2023"]
    assert baseline.after is not None
    assert baseline.after.shown == "FY2022 entitlement"


def test_a_rule_without_an_end_differs_for_good() -> None:
    (strategies,) = between("CT-262u/2017b", "CT-262u/2022")["strategies"]
    assert (strategies.kind, years(strategies)) == ("changed", (2013, None))
    assert strategies.before is not None
    assert strategies.after is not None
    assert (strategies.before.shown, strategies.after.shown) == ("13 strategies", "14 strategies")


def test_turned_round_what_was_new_is_gone() -> None:
    (rounds,) = between("CT-262u/2022", "CT-262u/2017b")["designation-round"]
    assert (rounds.kind, rounds.after) == ("gone", None)


def test_a_rule_that_another_act_put_the_same_says_so() -> None:
    found = between("CT-262u/2015", "CT-262u/2016")
    (baseline,) = found["portion-baseline-fy2013-round"]
    # FY2017: the plain increase before and after, now by P.A. 16-3 with operands unverified.
    assert (baseline.kind, years(baseline)) == ("same, by another act", (2017, 2017))
    assert baseline.after is not None
    assert baseline.after.status is Status.UNVERIFIED


def test_one_year_alone_can_be_compared() -> None:
    assert "designation-round" not in between("CT-262u/2017b", "CT-262u/2022", 2020)
    (rounds,) = between("CT-262u/2017b", "CT-262u/2022", 2024)["designation-round"]
    assert years(rounds) == (2024, 2024)
    # A year after every schedule: still that year, and not an open end.
    found = between("CT-262u/2017b", "CT-262u/2022", 2033)
    assert years(found["strategies"][0]) == (2033, 2033)


def test_a_rule_set_does_not_differ_from_itself() -> None:
    assert between("CT-262u/2022", "CT-262u/2022") == {}


def test_a_bill_is_compared_on_what_it_would_change_and_nothing_else() -> None:
    found = between("CT-262u/2022", "proposed/HB5038-2022")
    assert list(found) == [
        "alliance-district",
        "designation-round",
        "portion-baseline-first-designated-fy2023",
        "graduated-phase-down",
        "minimum-budget-requirement",
    ]
    (rounds,) = found["designation-round"]
    assert (rounds.kind, years(rounds)) == ("changed", (2023, 2027))
    assert rounds.before is not None
    assert rounds.after is not None
    assert rounds.before.shown == "36 districts, accountability index"
    assert rounds.after.shown == "33 districts; Groton, Norwalk and Winchester graduate"
    assert rounds.after.status is Status.PROPOSED
    (phase_down,) = found["graduated-phase-down"]
    assert (phase_down.kind, phase_down.before) == ("new", None)


def test_a_bill_may_come_first_and_reaches_where_the_law_has_a_gap() -> None:
    first, second = between("proposed/SB1458-2025", "CT-262u/2023")["designation-round"]
    assert (first.kind, years(first)) == ("changed", (2026, 2027))
    assert (second.kind, years(second)) == ("gone", (2028, None))


def test_two_bills_are_not_compared() -> None:
    with pytest.raises(UsageError, match="neither of these two is law"):
        between("proposed/HB5038-2022", "proposed/SB783-2025")


@pytest.mark.parametrize("key", ["", "CT-262u/2019", "HB5038-2022", "ct-262u/2022"])
def test_an_unknown_rule_set_lists_every_key(key: str) -> None:
    with pytest.raises(NotFoundError) as refusal:
        rule_set_named(key)
    assert refusal.value.details["known"] == ", ".join(rule_set_keys())
    assert rule_set_keys() == (
        "CT-262u/2012",
        "CT-262u/2013",
        "CT-262u/2014",
        "CT-262u/2015",
        "CT-262u/2016",
        "CT-262u/2017a",
        "CT-262u/2017b",
        "CT-262u/2021",
        "CT-262u/2022",
        "CT-262u/2023",
        "proposed/HB5038-2022",
        "proposed/SB783-2025",
        "proposed/SB1458-2025",
    )
