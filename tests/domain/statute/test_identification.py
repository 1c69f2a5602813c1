"""The Department's four steps (WE-25) and the ten lowest (WE-26), with ties left open."""

from datetime import date

import pytest

from domain.authority import Status
from domain.errors import InvalidCommandError, NoRuleInForceError
from domain.fiscal_year import FiscalYear
from domain.statute.s262u_b_identification import (
    AGENCY_METHOD,
    Candidate,
    DistrictKind,
    identify,
    index_points,
    ten_lowest,
)

TODAY = date(2026, 11, 21)


def district(
    name: str, index: str, *, pupils: int = 1000, kind: DistrictKind = DistrictKind.LOCAL
) -> Candidate:
    return Candidate(name=name, kind=kind, pupils=pupils, index=index_points(index))


WE_25 = (
    district("A", "70.1", pupils=900),
    district("B", "55.0"),
    district("C", "58.2"),
    district("D", "60.0"),
    district("E", "61.5"),
    district("F", "50.0", kind=DistrictKind.CHARTER_SCHOOL),
    district("G", "57.9", pupils=950),
    district("H", "66.0"),
)


def test_we_25_the_four_steps_give_the_three_lowest_and_two_kept() -> None:
    found = identify(WE_25, pick=3, pupil_floor=1000, earlier=frozenset({"A", "H"}))
    # F is out by kind, A and G by size; B 55.0, C 58.2, D 60.0 rank; A and H were there before.
    assert found.names == ("B", "C", "D", "A", "H")
    assert found.excluded_by_kind == ("F",)
    assert found.excluded_by_size == ("A", "G")
    assert found.tied == ()


def test_we_25_without_earlier_designations_three_remain() -> None:
    found = identify(WE_25, pick=3, pupil_floor=1000, earlier=frozenset())
    assert found.names == ("B", "C", "D")


def test_we_25_without_the_floor_g_would_displace_d() -> None:
    found = identify(WE_25, pick=3, pupil_floor=0, earlier=frozenset())
    assert found.names == ("B", "G", "C")


@pytest.mark.parametrize(("pupils", "ranked"), [(999, ("B",)), (1000, ("A", "B"))])
def test_the_floor_itself_is_large_enough(pupils: int, ranked: tuple[str, ...]) -> None:
    two = (district("A", "50.0", pupils=pupils), district("B", "60.0"))
    assert identify(two, pick=2, pupil_floor=1000, earlier=frozenset()).ranked == ranked


def test_an_earlier_district_that_also_ranks_is_named_once() -> None:
    found = identify(WE_25, pick=3, pupil_floor=1000, earlier=frozenset({"B"}))
    assert found.names == ("B", "C", "D")


def test_regional_districts_rank_beside_local_ones() -> None:
    two = (
        district("A", "50.0", kind=DistrictKind.REGIONAL),
        district("B", "40.0", kind=DistrictKind.UNIFIED_DISTRICT),
    )
    found = identify(two, pick=1, pupil_floor=1000, earlier=frozenset())
    assert (found.ranked, found.excluded_by_kind) == (("A",), ("B",))


TIE = (district("A", "50.0"), district("B", "60.0"), district("C", "60.0"), district("D", "70.0"))


def test_a_tie_at_the_cut_is_flagged_and_nobody_of_it_is_taken() -> None:
    found = identify(TIE, pick=2, pupil_floor=1000, earlier=frozenset())
    assert (found.ranked, found.tied) == (("A",), ("B", "C"))


def test_a_tie_that_fits_inside_the_cut_is_no_question() -> None:
    found = identify(TIE, pick=3, pupil_floor=1000, earlier=frozenset())
    assert (found.ranked, found.tied) == (("A", "B", "C"), ())


def test_an_earlier_district_within_a_tie_is_kept_anyway() -> None:
    found = identify(TIE, pick=2, pupil_floor=1000, earlier=frozenset({"C"}))
    assert (found.names, found.tied) == (("A", "C"), ("B", "C"))


@pytest.mark.parametrize("pick", [0, 4, 9])
def test_nobody_or_everybody_can_be_picked_without_a_tie(pick: int) -> None:
    found = identify(TIE, pick=pick, pupil_floor=1000, earlier=frozenset())
    assert (len(found.ranked), found.tied) == (min(pick, 4), ())


# Forty towns, T01 lowest: 10.0, 11.0, ... 49.0.
FORTY = tuple(district(f"T{rank:02d}", f"{9 + rank}.0") for rank in range(1, 41))


def test_we_26_ranks_one_to_ten_are_educational_reform_districts() -> None:
    designated = frozenset(f"T{rank:02d}" for rank in range(1, 37))
    found = ten_lowest(FORTY, count=10, designated=designated)
    assert found.names == tuple(f"T{rank:02d}" for rank in range(1, 11))
    assert found.tied == ()


def test_we_26_a_kept_district_ranked_fortieth_never_is() -> None:
    found = ten_lowest(FORTY, count=10, designated=frozenset({"T01", "T40"}))
    assert found.names == ("T01",)


def test_all_towns_are_ranked_so_an_undesignated_one_takes_a_place() -> None:
    # T01 is not designated and holds a place all the same: T11 does not move up.
    designated = frozenset(f"T{rank:02d}" for rank in range(2, 37))
    found = ten_lowest(FORTY, count=10, designated=designated)
    assert found.names == tuple(f"T{rank:02d}" for rank in range(2, 11))


def test_we_26_a_tie_for_tenth_place_is_flagged() -> None:
    tied = (*FORTY[:10], district("T11", "19.0"), *FORTY[11:])  # T10 has 19.0 too
    found = ten_lowest(tied, count=10, designated=frozenset({"T01", "T10", "T11"}))
    assert (found.names, found.tied) == (("T01",), ("T10", "T11"))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("70.1", 7010000),
        ("70", 7000000),
        ("0", 0),
        ("0.00001", 1),
        ("70.10001", 7010001),
        ("100", 10000000),
    ],
)
def test_a_score_is_read_exactly(text: str, points: int) -> None:
    assert index_points(text) == points


@pytest.mark.parametrize("text", ["", "-1", "70.", ".5", "7e1", "70.123456", "1000", "07", "70,1"])
def test_anything_else_is_not_a_score(text: str) -> None:
    with pytest.raises(InvalidCommandError):
        index_points(text)


def test_the_four_steps_are_marked_as_agency_method() -> None:
    method = AGENCY_METHOD.in_force(FiscalYear(2018), TODAY)
    assert (method.value.pupil_floor, method.value.pick, len(method.value.steps)) == (1000, 30, 4)
    assert method.status is Status.UNVERIFIED
    assert "agency method, not statute" in str(method.citation)


def test_the_method_of_the_fy2023_round_is_a_gap() -> None:
    with pytest.raises(NoRuleInForceError):
        AGENCY_METHOD.in_force(FiscalYear(2023), TODAY)
