"""Unverified law that a portion rests on is said in one line. C.G.S. § 10-262u(c)(1)."""

from datetime import date

import pytest
from spec import designated

from domain.events import DesignationEnded
from domain.fiscal_year import FiscalYear
from domain.state import EMPTY, DistrictYear, evolve
from domain.statute.rules import rules_in_force
from domain.unverified import unverified_of

DESIGNATED = evolve(EMPTY, designated())  # of the round of FY2023


def said(state: DistrictYear, year: int, on: date) -> str | None:
    return unverified_of(state, rules_in_force(FiscalYear(year), on))


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_earmark_of_fy2024_and_fy2025_is_unverified(year: int) -> None:
    told = said(DESIGNATED, year, date(year, 6, 30))
    assert told == (
        f"Law UNVERIFIED for FY{year}: what is taken out before the portion, education-diversity "
        "amount (Education-diversity amount, Department of Education workbook, unverified, no act "
        "is known)."
    )


def test_the_baseline_of_fy2017_is_unverified() -> None:
    state = evolve(EMPTY, designated("FY2013"))
    assert said(state, 2017, date(2017, 6, 30)) == (
        "Law UNVERIFIED for FY2017: what the portion is the increase over, FY2012 entitlement "
        "(C.G.S. § 10-262u(c)(1)(C), operands unverified, P.A. 16-3 § 126 (May Sp. Sess. 2016))."
    )


def test_where_all_is_verified_nothing_is_said() -> None:
    assert said(DESIGNATED, 2023, date(2023, 6, 30)) is None
    assert said(DESIGNATED, 2027, date(2026, 11, 1)) is None


def test_without_a_designation_there_is_no_portion_to_rest_on_anything() -> None:
    assert said(EMPTY, 2024, date(2024, 6, 30)) is None
    ended = evolve(DESIGNATED, DesignationEnded(reason="left the program"))
    assert said(ended, 2024, date(2024, 6, 30)) is None


def test_a_gap_in_the_law_is_nothing_unverified() -> None:
    assert said(DESIGNATED, 2028, date(2027, 7, 1)) is None
