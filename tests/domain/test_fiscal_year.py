"""The fiscal year: July 1 to June 30, named by the year it ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidFiscalYearError
from domain.fiscal_year import FiscalYear


def test_fy2023_runs_from_july_1_2022_to_june_30_2023() -> None:
    assert FiscalYear(2023).first_day == date(2022, 7, 1)
    assert FiscalYear(2023).last_day == date(2023, 6, 30)


@pytest.mark.parametrize(
    ("day", "ends_in"),
    [
        pytest.param(date(2022, 6, 30), 2022, id="the last day of FY2022"),
        pytest.param(date(2022, 7, 1), 2023, id="the first day of FY2023"),
        pytest.param(date(2022, 12, 31), 2023, id="New Year's Eve"),
        pytest.param(date(2023, 1, 1), 2023, id="New Year's Day"),
        pytest.param(date(2024, 2, 29), 2024, id="a leap day"),
        pytest.param(date(2023, 6, 30), 2023, id="the last day of FY2023"),
        pytest.param(date(2023, 7, 1), 2024, id="the first day of FY2024"),
    ],
)
def test_a_day_lies_in_the_year_that_ends_next(day: date, ends_in: int) -> None:
    assert FiscalYear.of(day) == FiscalYear(ends_in)


@pytest.mark.parametrize("text", ["2023", "FY2023", "fy2023", 2023])
def test_a_year_is_named_by_the_year_it_ends(text: str | int) -> None:
    assert FiscalYear.parse(text) == FiscalYear(2023)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("22-23", id="range"),
        pytest.param("2022/23", id="long range"),
        pytest.param("23", id="two digits"),
        pytest.param("1999", id="before FY2000"),
        pytest.param("2100", id="after FY2099"),
        pytest.param(1999, id="the number 1999"),
        pytest.param(2100, id="the number 2100"),
        pytest.param("FY 2023", id="space"),
        pytest.param("2023 ", id="space behind"),
        pytest.param("2023\n", id="line end"),
        pytest.param("", id="nothing"),
        pytest.param("20\u0662\u0663", id="Arabic-Indic digits"),
        pytest.param(2023.0, id="float"),
        pytest.param(True, id="bool"),
        pytest.param(None, id="None"),
    ],
)
def test_anything_else_is_not_a_fiscal_year(text: object) -> None:
    with pytest.raises(InvalidFiscalYearError) as refused:
        FiscalYear.parse(text)  # type: ignore[arg-type]
    assert refused.value.details == {"given": ascii(text)[:40]}
    assert "July 1, 2022 to June 30, 2023" in refused.value.next_step


@pytest.mark.parametrize("ends_in", [1999, 2100, 2023.0, True, "2023"])
def test_a_year_outside_2000_to_2099_cannot_be_made(ends_in: object) -> None:
    with pytest.raises(InvalidFiscalYearError):
        FiscalYear(ends_in)  # type: ignore[arg-type]


def test_the_first_and_the_last_year_can_be_made() -> None:
    assert (FiscalYear(2000).ends_in, FiscalYear(2099).ends_in) == (2000, 2099)


def test_years_follow_each_other_and_have_an_order() -> None:
    assert FiscalYear(2023).next == FiscalYear(2024)
    assert FiscalYear(2023).previous == FiscalYear(2022)
    assert FiscalYear(2022) < FiscalYear(2023)
    with pytest.raises(InvalidFiscalYearError):
        _ = FiscalYear(2099).next


def test_people_read_fy2023() -> None:
    assert str(FiscalYear(2023)) == "FY2023"


@given(st.integers(2001, 2098).map(FiscalYear))
def test_the_next_year_begins_the_day_after_this_one_ends(year: FiscalYear) -> None:
    assert year.next.first_day - year.last_day == timedelta(days=1)
    assert FiscalYear.of(year.first_day) == FiscalYear.of(year.last_day) == year
