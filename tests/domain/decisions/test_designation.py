"""§ 10-262u(b): a district is designated for one year of a round's five-year term."""

from datetime import date

import pytest
from spec import closed, designated, given

from domain.authority import Office
from domain.commands import DesignateDistrict, EndDesignation
from domain.decisions.refusals import (
    AlreadyDesignatedError,
    NotDesignatedError,
    YearClosedError,
    YearOutsideRoundError,
)
from domain.errors import NoRuleInForceError
from domain.events import Criterion, DesignationEnded
from domain.fiscal_year import FiscalYear

DESIGNATE = DesignateDistrict(round="FY2023", criterion=Criterion.RANKED, first_time=False)
END = EndDesignation(reason="act of 2025")
ENDED = DesignationEnded(reason="act of 2025")


def test_the_commissioner_designates_a_district_for_a_year() -> None:
    (decided,) = given().when(DESIGNATE).then(designated())
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(b)(3)"
    assert decided.effective_on == date(2023, 3, 1)
    assert decided.fiscal_year == FiscalYear(2023)


@pytest.mark.parametrize(
    ("round_name", "year", "on"),
    [
        pytest.param("FY2013", 2013, date(2012, 7, 1), id="the first day of the first round"),
        pytest.param("FY2013", 2017, date(2017, 6, 30), id="the last day of the first round"),
        pytest.param("FY2018", 2018, date(2017, 10, 31), id="the day of the act of FY2018"),
        pytest.param("FY2018", 2022, date(2022, 6, 30), id="the last day of the second round"),
        pytest.param("FY2023", 2023, date(2022, 7, 1), id="the first day of the third round"),
        pytest.param("FY2023", 2027, date(2027, 6, 30), id="the last day of the third round"),
    ],
)
def test_a_year_of_its_round_can_be_designated(round_name: str, year: int, on: date) -> None:
    command = DesignateDistrict(round=round_name, criterion=Criterion.RANKED, first_time=False)
    decision = given().when(command, fiscal_year=FiscalYear(year), on=on)
    decision.then(designated(round_name))


@pytest.mark.parametrize(
    ("round_name", "year"), [("FY2018", 2023), ("FY2023", 2022), ("FY2024", 2024), ("", 2023)]
)
def test_a_year_outside_the_round_is_refused(round_name: str, year: int) -> None:
    command = DesignateDistrict(round=round_name, criterion=Criterion.RANKED, first_time=False)
    decision = given().when(command, fiscal_year=FiscalYear(year), on=date(2024, 7, 1))
    in_force = "FY2018" if year == 2022 else "FY2023"
    decision.refused(
        YearOutsideRoundError,
        f"lies in the {in_force} round",
        citation="(2)" if year == 2022 else "(3)",
        round=round_name,
        round_in_force=in_force,
    )


@pytest.mark.parametrize(
    ("year", "on"),
    [
        pytest.param(2012, date(2026, 1, 1), id="before the program"),
        pytest.param(2028, date(2027, 7, 1), id="after the last round"),
        pytest.param(2018, date(2017, 10, 30), id="the day before the act of FY2018"),
        pytest.param(2023, date(2022, 6, 30), id="the day before the third round"),
    ],
)
def test_a_year_or_day_without_a_round_is_a_gap_and_never_a_default(year: int, on: date) -> None:
    refusal = given().when(DESIGNATE, fiscal_year=FiscalYear(year), on=on).refused_by
    assert type(refusal) is NoRuleInForceError


def test_a_designated_district_is_not_designated_again() -> None:
    given(designated()).when(DESIGNATE).refused(
        AlreadyDesignatedError, "already designated", citation="(b)(3)", round="FY2023"
    )


def test_a_district_can_be_designated_again_after_an_end() -> None:
    given(designated(), ENDED).when(DESIGNATE).then(designated())


def test_a_closed_year_is_not_designated() -> None:
    given(closed("0.00")).when(DESIGNATE).refused(YearClosedError, "is closed", citation="(h)")


def test_the_commissioner_ends_a_designation() -> None:
    (decided,) = given(designated()).when(END).then(ENDED)
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision.endswith("(b)(3)")


@pytest.mark.parametrize("history", [[], [designated(), ENDED]], ids=["never", "ended already"])
def test_only_a_designation_in_force_can_end(history: list[DesignationEnded]) -> None:
    given(*history).when(END).refused(
        NotDesignatedError,
        "Hartford FY2023 is not designated",
        citation="(b)(3)",
        district="Hartford",
        fiscal_year="2023",
    )


def test_a_designation_of_a_closed_year_does_not_end() -> None:
    given(designated(), closed("5.00", at_board="5.00")).when(END).refused(
        YearClosedError, "5.00 went to FY2024", citation="(h)", carry_out="5.00"
    )
