"""What was read from a plan file, and for whom it is meant. C.G.S. § 10-262u(d)."""

import pytest

from domain.district import BY_CODE
from domain.fiscal_year import FiscalYear
from domain.plan_content import Severity
from domain.plan_reading import Places, ReadPlan, meant_for_another, own_names

WINDSOR, WINDSOR_LOCKS = BY_CODE[164], BY_CODE[165]
FY2027 = FiscalYear(2027)


def _read(code: int | None, year: FiscalYear | None) -> ReadPlan:
    return ReadPlan(
        district_code=code,
        fiscal_year=year,
        content=None,
        readable=None,
        discrepancies=(),
        echo=(),
        left_out=(),
        places=Places(
            {
                "line 2.4": "sheet Budget row 9 column A (line)",
                "line 2.4 column strategy": "sheet Budget row 9 column C (strategy)",
                "line a column b": "sheet Budget row 10 column A (line)",
                "target T1": "sheet Goals and people row 24 column A (target)",
                "town": "sheet Read me row 5 column B (town)",
                "fiscal year": "sheet Read me row 7 column B (fiscal year)",
            },
            frozenset({"sheet Budget row 9 column C (strategy)"}),
        ),
    )


@pytest.mark.parametrize(
    ("place", "placed"),
    [
        ("line 2.4", "sheet Budget row 9 column A (line)"),
        ("line 2.4 column strategy", "sheet Budget row 9 column C (strategy)"),
        ("line 2.4 column shoe size", "sheet Budget row 9 column A (line)"),
        ("line a column b", "sheet Budget row 10 column A (line)"),
        ("line a column b column strategy", "sheet Budget row 10 column A (line)"),
        ("target T1", "sheet Goals and people row 24 column A (target)"),
        ("line 7", "line 7"),
        ("plan", "plan"),
    ],
)
def test_a_part_of_a_plan_is_found_where_it_stands(place: str, placed: str) -> None:
    assert _read(164, FY2027).places.of(place) == placed


def test_what_could_not_be_read_is_known_by_its_place() -> None:
    places = _read(164, FY2027).places
    assert not places.was_read("line 2.4 column strategy")
    assert places.was_read("line 2.4")
    assert places.was_read("line 7")


def test_rows_have_names_of_their_own_also_without_a_key_of_their_own() -> None:
    assert own_names(["1.1", "", "2.4", "1.1", "  "]) == (
        "1.1 (number 1)",
        "(number 2)",
        "2.4",
        "1.1 (number 4)",
        "(number 5)",
    )


def test_the_plan_of_this_district_and_year_is_not_meant_for_another() -> None:
    assert meant_for_another(_read(164, FY2027), WINDSOR, FY2027) == ()


def test_the_plan_of_a_near_twin_stops_with_both_names() -> None:
    [found] = meant_for_another(_read(164, FY2027), WINDSOR_LOCKS, FY2027)
    assert (found.code, found.severity) == ("wrong_district", Severity.STOPS)
    assert found.place == "sheet Read me row 5 column B (town)"
    assert found.message == (
        "The file is of Windsor (164), not of Windsor Locks (165). Ask whose it is. It cannot be "
        "posted here."
    )


def test_a_code_that_is_no_town_is_named_as_it_stands() -> None:
    [found] = meant_for_another(_read(999, FY2027), WINDSOR, FY2027)
    assert "town code 999" in found.message


def test_last_years_form_stops_with_both_years() -> None:
    [found] = meant_for_another(_read(164, FiscalYear(2026)), WINDSOR, FY2027)
    assert found.code == "wrong_year"
    assert found.place == "sheet Read me row 7 column B (fiscal year)"
    assert "FY2026, not for FY2027" in found.message


def test_what_could_not_be_read_is_not_named_twice() -> None:
    assert meant_for_another(_read(None, None), WINDSOR, FY2027) == ()
