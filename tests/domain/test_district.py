"""The 169 towns: found by exact name or code, never guessed."""

import pytest

from domain.district import BY_CODE, District, district_named
from domain.errors import UnknownDistrictError


def test_there_are_169_towns_with_the_codes_1_to_169_each_once() -> None:
    assert list(BY_CODE) == list(range(1, 170))
    assert all(district.code == code for code, district in BY_CODE.items())
    assert len({district.name for district in BY_CODE.values()}) == 169


@pytest.mark.parametrize(
    ("code", "name"),
    [
        # Codes as the Department's entitlement workbook prints them.
        (1, "Andover"),
        (2, "Ansonia"),
        (15, "Bridgeport"),
        (49, "Enfield"),
        (59, "Groton"),
        (64, "Hartford"),
        (89, "New Britain"),
        (93, "New Haven"),
        (104, "Norwich"),
        (135, "Stamford"),
        (151, "Waterbury"),
        (163, "Windham"),
        (169, "Woodstock"),
    ],
)
def test_a_town_is_found_by_its_name_and_by_its_code(code: int, name: str) -> None:
    assert district_named(name) == District(code, name)
    assert district_named(str(code)) == District(code, name)
    assert str(District(code, name)) == f"{name} ({code})"


@pytest.mark.parametrize(
    "text",
    ["New Britain", "new britain", "NEW BRITAIN", "  New   Britain ", "New\u00a0Britain", "089"],
)
def test_letter_case_and_spaces_do_not_matter(text: str) -> None:
    assert district_named(text) == District(89, "New Britain")


def test_every_town_is_found_by_every_way_of_writing_it() -> None:
    for code, district in BY_CODE.items():
        assert district_named(district.name.upper()) == district
        assert district_named(f"{code:03d}") == district


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hartfor",
        "Hart ford",
        "Hartford.",
        "Hartford, CT",
        "City of Hartford",
        "0",
        "170",
        "-1",
        "64.0",
        "0064",
        "6_4",
        pytest.param("\u0666\u0664", id="64 in Arabic-Indic digits"),
        pytest.param("9" * 5000, id="thousands of digits"),
        pytest.param("Hartford" * 5000, id="thousands of letters"),
    ],
)
def test_anything_else_is_not_one_of_the_towns(text: str) -> None:
    with pytest.raises(UnknownDistrictError, match="is not one of the 169 towns"):
        district_named(text)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Hartfrod", "Hartford (64)"),
        ("New Britian", "New Britain (89)"),
        ("Windsor Lock", "Windsor Locks (165)"),
    ],
)
def test_a_misspelled_town_is_suggested_and_not_chosen(text: str, nearest: str) -> None:
    with pytest.raises(UnknownDistrictError) as refused:
        district_named(text)
    assert refused.value.details["nearest"].startswith(nearest)
    assert refused.value.next_step.startswith(f"Nearest: {nearest}")
    assert refused.value.exit_code == 4


def test_a_name_like_no_town_is_told_how_to_name_one() -> None:
    with pytest.raises(UnknownDistrictError) as refused:
        district_named("zzzz")
    assert refused.value.details == {"given": "'zzzz'"}
    assert refused.value.next_step == "Use the town's name or its code, 1 to 169."


@pytest.mark.parametrize(
    ("village", "town"),
    [
        ("Willimantic", "Windham (163)"),
        ("rockville", "Vernon (146)"),
        ("Thompsonville", "Enfield (49)"),
        ("Danielson", "Killingly (69)"),
        ("Storrs", "Mansfield (78)"),
        ("Gales Ferry", "Ledyard (72)"),
        ("Jewett City", "Griswold (58)"),
        ("Moosup", "Plainfield (109)"),
        ("Niantic", "East Lyme (45)"),
        ("Unionville", "Farmington (52)"),
        ("Winsted", "Winchester (162)"),
    ],
)
def test_a_village_suggests_its_town_and_is_never_taken_for_it(village: str, town: str) -> None:
    with pytest.raises(UnknownDistrictError) as refused:
        district_named(village)
    assert refused.value.next_step == f"Nearest: {town}."


@pytest.mark.parametrize(
    ("text", "code_points"),
    [
        pytest.param("H\u0430rtford", "U+0430", id="Cyrillic a"),
        pytest.param("\u041d\u0430rtford", "U+041D, U+0430", id="Cyrillic H and a"),
        # Case folding turns both of these into plain letters.
        pytest.param("Norwal\u212a", "U+212A", id="Kelvin sign"),
        pytest.param("\u017ftamford", "U+017F", id="long s"),
        pytest.param("Hart\u200bford", "U+200B", id="zero-width space"),
        pytest.param("Hart\ufb00ord", "U+FB00", id="ligature"),
    ],
)
def test_a_look_alike_letter_is_named_by_its_code_point(text: str, code_points: str) -> None:
    with pytest.raises(UnknownDistrictError, match="not plain letters") as no:
        district_named(text)
    assert no.value.message.endswith(f"{code_points}.")
    assert no.value.message.isascii()


@pytest.mark.parametrize(
    ("name", "twins"),
    [
        ("Windsor", ["East Windsor", "South Windsor", "Windham", "Windsor Locks"]),
        ("Norwich", ["Norwalk"]),
        ("Stamford", ["Stratford"]),
        ("Manchester", ["Winchester"]),
        ("Hartford", ["East Hartford", "New Hartford", "West Hartford"]),
        ("New Haven", ["East Haven", "North Haven", "West Haven"]),
        ("Bridgeport", []),
    ],
)
def test_a_town_knows_the_towns_easily_taken_for_it(name: str, twins: list[str]) -> None:
    assert [district.name for district in district_named(name).near_twins] == twins


def test_twins_are_twins_both_ways() -> None:
    for district in BY_CODE.values():
        assert district not in district.near_twins
        assert all(district in twin.near_twins for twin in district.near_twins)
