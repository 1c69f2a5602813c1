"""Designation rounds: 30, 33, 36, by day; who is meant by the definitions."""

from datetime import date

import pytest

from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.statute.s262u_a_definitions import ALLIANCE_DISTRICT, EDUCATIONAL_REFORM_DISTRICT
from domain.statute.s262u_b_designation import (
    ROUNDS,
    Metric,
    RoundName,
    round_named,
    round_of,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("year", "name", "count", "ranked", "provision"),
    [
        (2013, RoundName.FY2013, 30, 30, "C.G.S. § 10-262u(b)(1)"),
        (2017, RoundName.FY2013, 30, 30, "C.G.S. § 10-262u(b)(1)"),
        (2018, RoundName.FY2018, 33, 30, "C.G.S. § 10-262u(b)(2)"),
        (2022, RoundName.FY2018, 33, 30, "C.G.S. § 10-262u(b)(2)"),
        (2023, RoundName.FY2023, 36, 33, "C.G.S. § 10-262u(b)(3)"),
        (2027, RoundName.FY2023, 36, 33, "C.G.S. § 10-262u(b)(3)"),
    ],
)
def test_each_year_has_its_round(
    year: int, name: RoundName, count: int, ranked: int, provision: str
) -> None:
    found = round_of(FiscalYear(year), TODAY)
    assert (found.value.name, found.value.count, found.value.ranked_count) == (name, count, ranked)
    assert found.citation.provision == provision


@pytest.mark.parametrize(
    ("year", "on"),
    [
        pytest.param(2012, TODAY, id="before the program"),
        pytest.param(2028, TODAY, id="after the last round the text has"),
        pytest.param(2013, date(2012, 6, 30), id="FY2013 the day before P.A. 12-116"),
        pytest.param(2018, date(2017, 10, 30), id="FY2018 the day before the budget"),
        pytest.param(2023, date(2022, 6, 30), id="FY2023 the day before P.A. 22-118"),
    ],
)
def test_a_year_without_a_round_is_an_error(year: int, on: date) -> None:
    with pytest.raises(NoRuleInForceError):
        round_of(FiscalYear(year), on)


@pytest.mark.parametrize(
    ("year", "on"),
    [(2013, date(2012, 7, 1)), (2018, date(2017, 10, 31)), (2023, date(2022, 7, 1))],
)
def test_a_round_begins_on_the_day_its_act_took_effect(year: int, on: date) -> None:
    assert round_of(FiscalYear(year), on).value.first_year == FiscalYear(year)


@pytest.mark.parametrize(
    ("on", "metric"),
    [
        (date(2015, 6, 30), Metric.PERFORMANCE_INDEX),
        (date(2015, 7, 1), Metric.ACCOUNTABILITY_INDEX),
    ],
)
def test_the_accountability_index_replaces_the_performance_index_on_july_1_2015(
    on: date, metric: Metric
) -> None:
    assert round_of(FiscalYear(2016), on).value.metric is metric


def test_every_term_is_five_years_and_holds_its_entry() -> None:
    for entry in ROUNDS.entries:
        term = entry.value
        assert term.last_year.ends_in - term.first_year.ends_in == 4
        assert entry.last_year is not None
        assert term.first_year <= entry.first_year <= entry.last_year <= term.last_year


def test_the_definition_of_fy2023_keeps_everybody_designated_before() -> None:
    assert "FY2013 to FY2022" in round_of(FiscalYear(2023), TODAY).value.definition
    assert "FY2013 to FY2022" in ALLIANCE_DISTRICT.in_force(FiscalYear(2023), TODAY).value


def test_the_educational_reform_districts_are_the_ten_lowest() -> None:
    assert EDUCATIONAL_REFORM_DISTRICT.in_force(FiscalYear(2023), TODAY).value == 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FY2013", RoundName.FY2013),
        ("2018", RoundName.FY2018),
        ("fy2023-fy2027", RoundName.FY2023),
        ("R3", RoundName.FY2023),
        ("FY2028", None),
        ("", None),
    ],
)
def test_a_round_is_named_by_year_cohort_or_number_and_never_guessed(
    text: str, expected: RoundName | None
) -> None:
    assert round_named(text) is expected
