"""Bills: counted for what-if replays (WE-08, WE-28), never in force, of a type of their own."""

from datetime import date

import pytest

from domain.authority import Status
from domain.errors import NoRuleInForceError, NotFoundError, UsageError
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.statute.bill import PhaseDown, ProposedRuleSet
from domain.statute.proposed import (
    HB5038_2022,
    PROPOSED,
    SB783_2025,
    SB1458_2025,
    proposed_rule_set,
)
from domain.statute.rules import Rules


def phase_down_of(rule_set: ProposedRuleSet) -> PhaseDown:
    assert rule_set.phase_down is not None
    return rule_set.phase_down


@pytest.mark.parametrize(
    ("frozen", "by_year"),
    [
        pytest.param(
            "1180676.00",
            ("1180676.00", "885507.00", "590338.00", "295169.00", "0.00"),
            id="WE-08 whole dollars",
        ),
        # 75 %: 678,049.7775; 50 %: 452,033.185, half-even would be .18; 25 %: 226,016.5925.
        pytest.param(
            "904066.37",
            ("904066.37", "678049.78", "452033.19", "226016.59", "0.00"),
            id="WE-08 fractions of a cent",
        ),
    ],
)
def test_we_08_the_graduated_phase_down_of_2022(frozen: str, by_year: tuple[str, ...]) -> None:
    phase_down = phase_down_of(HB5038_2022)
    amounts = [phase_down.remaining(Money.parse(frozen), nth_year=nth) for nth in range(1, 6)]
    assert tuple(str(amount) for amount in amounts) == by_year


def test_we_09_enacted_law_withholds_more_over_five_years() -> None:
    phase_down = phase_down_of(HB5038_2022)
    frozen = Money.parse("1180676.00")
    proposed = total([phase_down.remaining(frozen, nth_year=nth) for nth in range(1, 6)])
    # 5 x 1,180,676.00 - 2,951,690.00
    assert frozen.share(5, 1) - proposed == Money.parse("2951690.00")


@pytest.mark.parametrize(
    ("year", "nth"), [(2022, None), (2023, 1), (2026, 4), (2027, 5), (2028, None)]
)
def test_the_phase_down_of_2022_runs_from_fy2023_to_fy2027(year: int, nth: int | None) -> None:
    assert phase_down_of(HB5038_2022).nth_year(FiscalYear(year)) == nth


def test_the_phase_down_of_2022_names_groton_norwalk_and_winchester() -> None:
    assert phase_down_of(HB5038_2022).districts == (59, 103, 162)


def test_we_28_the_linear_reading_of_the_bill_of_2025() -> None:
    phase_down = phase_down_of(SB783_2025)
    amounts = [phase_down.remaining(Money.parse("500000.00"), nth_year=n) for n in range(1, 6)]
    # 20 % of 500,000.00 less each year; a declining balance would give 320,000.00 in the second.
    assert [str(amount) for amount in amounts] == [
        "400000.00",
        "300000.00",
        "200000.00",
        "100000.00",
        "0.00",
    ]


def test_a_phase_down_without_a_calendar_has_no_nth_fiscal_year() -> None:
    assert phase_down_of(SB783_2025).nth_year(FiscalYear(2027)) is None


@pytest.mark.parametrize("nth", [0, 6])
def test_a_year_the_bill_does_not_have_is_refused(nth: int) -> None:
    with pytest.raises(UsageError, match="5 years"):
        phase_down_of(HB5038_2022).remaining(Money.dollars(1), nth_year=nth)


def test_the_second_bill_of_2025_has_fifteen_districts_and_the_fy2012_baseline() -> None:
    assert (SB1458_2025.count, SB1458_2025.baseline_year) == (15, FiscalYear(2012))


@pytest.mark.parametrize("key", ["proposed/HB5038-2022", "HB5038-2022"])
def test_a_bill_is_found_by_its_name(key: str) -> None:
    assert proposed_rule_set(key) is HB5038_2022


@pytest.mark.parametrize("key", ["", "CT-262u/2022", "proposed/", "hb5038-2022"])
def test_any_other_name_is_not_found(key: str) -> None:
    with pytest.raises(NotFoundError) as refusal:
        proposed_rule_set(key)
    assert "proposed/SB783-2025" in refusal.value.details["known"]


@pytest.mark.parametrize("year", range(2012, 2030))
def test_no_bill_is_ever_in_force(year: int) -> None:
    with pytest.raises(NoRuleInForceError):
        PROPOSED.in_force(FiscalYear(year), date(2030, 1, 1))


def test_every_bill_says_proposed_in_status_and_citation() -> None:
    assert {entry.status for entry in PROPOSED.entries} == {Status.PROPOSED}
    assert all("not enacted" in str(entry.citation) for entry in PROPOSED.entries)


def test_a_bill_has_nothing_that_enacted_rules_have() -> None:
    enacted = {name for name in vars(Rules) if not name.startswith("_")}
    assert enacted.isdisjoint(name for name in vars(ProposedRuleSet) if not name.startswith("_"))
    assert ProposedRuleSet.__mro__ == (ProposedRuleSet, object)


@pytest.mark.parametrize(("nth", "left"), [(1, "400000.00"), (2, "320000.00"), (3, "256000.00")])
def test_we_28_a_declining_balance_is_the_other_reading(nth: int, left: str) -> None:
    first = Money.parse("500000.00")
    assert str(phase_down_of(SB783_2025).declining(first, nth_year=nth)) == left


def test_a_bill_says_its_years_and_refuses_others() -> None:
    assert [bill.years for bill in (HB5038_2022, SB783_2025)] == ["FY2023–FY2027", "FY2026 on"]
    HB5038_2022.require_year(FiscalYear(2027))
    SB783_2025.require_year(FiscalYear(2040))
    with pytest.raises(NoRuleInForceError, match=r"H\.B\. 5038 \(2022\) says nothing of FY2028"):
        HB5038_2022.require_year(FiscalYear(2028))


def test_every_bill_says_what_was_not_read_on_it() -> None:
    for entry in PROPOSED.entries:
        assert "not read on the bill" in " ".join(entry.value.operands)
