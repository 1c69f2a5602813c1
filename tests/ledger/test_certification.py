"""Certified, law and record, town by town: what ties, what differs, what the figures show."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from certified import ALLIANCE, EARMARK, ECS, Sheet, States, real_states

from domain.district import district_named
from domain.errors import NoRuleInForceError, UsageError
from domain.events import EntitlementSet, EntitlementTruedUp, Stage
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.state import EMPTY
from ledger.certification import TieOut, TownTied, tie_out
from ledger.certification_changes import Change, changes
from ledger.certification_file import CERTIFICATION_COLUMNS, Certification, certification_of
from ledger.certification_record import year_it_fits_better
from ledger.source_file import read_source


@pytest.fixture
def sheet() -> Sheet:
    return Sheet.of_year(2024)


def read(sheet: Sheet, folder: Path, *, name: str = "", without: str = "") -> Certification:
    file = sheet.write(folder, name or "synthetic.csv", without=without)
    return certification_of(read_source(file, CERTIFICATION_COLUMNS), None)


def tied(sheet: Sheet, folder: Path, states: States | None = None, *, without: str = "") -> TieOut:
    certification = read(sheet, folder, without=without)
    known = real_states() if states is None else states
    return tie_out(certification, known, lambda year: year.last_day)


def only(found: TieOut) -> TownTied:
    (town,) = found.differing
    return town


def without_year(year: int) -> States:
    """The real record but for the entitlements of a year and what follows from them."""
    return {
        key: replace(state, entitlement=None, portion=None) if key[1] == FiscalYear(year) else state
        for key, state in real_states().items()
    }


def changed(town: str, year: int, entitlement: EntitlementSet) -> States:
    key = (district_named(town), FiscalYear(year))
    return {**real_states(), key: replace(real_states()[key], entitlement=entitlement)}


# ---- what ties ----


@pytest.mark.parametrize("year", [2013, 2017, 2022, 2023, 2024, 2025, 2026, 2027])
def test_the_records_own_figures_tie(tmp_path: Path, year: int) -> None:
    found = tied(Sheet.of_year(year), tmp_path)
    assert (found.differing, found.incomplete, len(found.towns)) == ([], [], 169)


def test_the_towns_are_given_by_name_whatever_the_order_of_the_file(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.rows.reverse()
    names = [town.district.name for town in tied(sheet, tmp_path).towns]
    assert names == sorted(names)


def test_what_is_unverified_about_the_law_used_is_said(sheet: Sheet, tmp_path: Path) -> None:
    (caveat,) = tied(sheet, tmp_path).caveats
    assert "unverified, no act is known" in caveat


@pytest.mark.parametrize("town", ["Enfield", "Groton"])
def test_a_designated_town_with_a_zero_portion_ties_with_zero(
    sheet: Sheet, tmp_path: Path, town: str
) -> None:
    found = next(one for one in tied(sheet, tmp_path).towns if one.district.name == town)
    assert (found.record.designated, found.by_law, found.kinds) == (True, Money(0), ())


def test_a_year_without_a_rule_is_refused(sheet: Sheet, tmp_path: Path) -> None:
    for row in sheet.rows:
        row["fiscal_year"] = "2028"
    with pytest.raises(NoRuleInForceError):
        tied(sheet, tmp_path)


# ---- what differs ----


def _cells(town: str, **cells: str) -> Callable[[Sheet], None]:
    return lambda sheet: sheet.row(town).update(cells)


# Ansonia FY2024: ECS 19,422,268; earmark 61,024; FY2012 15,031,668; Alliance part 4,329,576.
DIFFERENCES = {
    "an Alliance part a dollar too high": (
        _cells("Ansonia", alliance_portion_usd="4329577.00"),
        "Ansonia",
        (
            "Alliance part differs from the law",
            "Alliance part differs from the portion on record",
        ),
        (),
    ),
    "the earmark not taken out first": (
        _cells("Ansonia", alliance_portion_usd="4390600.00"),  # 4,329,576 + 61,024
        "Ansonia",
        (
            "Alliance part differs from the law",
            "Alliance part differs from the portion on record",
        ),
        ("The earmark, 61,024.00, was not taken out first.",),
    ),
    "the earmark taken out twice": (
        _cells("Ansonia", alliance_portion_usd="4268552.00"),  # 4,329,576 − 61,024
        "Ansonia",
        (
            "Alliance part differs from the law",
            "Alliance part differs from the portion on record",
        ),
        ("The earmark, 61,024.00, was taken out first twice.",),
    ),
    "an entitlement with the part that follows from it": (
        # 19,422,368 − 61,024 − 15,031,668 = 4,329,676
        _cells("Ansonia", ecs_entitlement_usd="19422368", alliance_portion_usd="4329676"),
        "Ansonia",
        ("ECS differs from the record", "Alliance part differs from the portion on record"),
        ("The Alliance part follows the law from the ECS certified.",),
    ),
    "an entitlement alone": (
        _cells("Avon", ecs_entitlement_usd="5"),
        "Avon",
        ("ECS differs from the record",),
        (),
    ),
    "parts above the whole": (
        _cells("Avon", ecs_entitlement_usd="5", education_diversity_portion_usd="7"),
        "Avon",
        (
            "ECS differs from the record",
            "parts are more than the ECS",
            "earmark differs from the record",
        ),
        ("The parts are 2.00 above the ECS.",),
    ),
    "an earmark that is gone": (
        _cells("Ansonia", education_diversity_portion_usd=""),
        "Ansonia",
        ("earmark differs from the record",),
        (),
    ),
    "an Alliance part of a town that is not designated": (
        _cells("Avon", alliance_portion_usd="10"),
        "Avon",
        ("Alliance part without designation",),
        (),
    ),
    "a designated town without one": (
        _cells("Windsor", alliance_portion_usd="0"),
        "Windsor",
        (
            "designated, without an Alliance part",
            "Alliance part differs from the portion on record",
        ),
        (),
    ),
    "a part as it was last year": (
        _cells("Ansonia", alliance_portion_usd="3861779"),
        "Ansonia",
        (
            "Alliance part differs from the law",
            "Alliance part differs from the portion on record",
        ),
        ("The Alliance part is that of FY2023.",),
    ),
}


@pytest.mark.parametrize(
    ("plant", "town", "kinds", "reasons"), DIFFERENCES.values(), ids=DIFFERENCES
)
def test_a_difference_is_named_in_words_with_what_the_figures_show(
    sheet: Sheet,
    tmp_path: Path,
    plant: Callable[[Sheet], None],
    town: str,
    kinds: tuple[str, ...],
    reasons: tuple[str, ...],
) -> None:
    plant(sheet)
    found = only(tied(sheet, tmp_path))
    assert (found.district.name, found.kinds, found.reasons) == (town, kinds, reasons)


def test_the_differences_are_certified_less_record_and_certified_less_law(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.row("Ansonia").update({ECS: "19422368", ALLIANCE: "4329600"})
    found = only(tied(sheet, tmp_path))
    # 19,422,368 − 19,422,268 = 100; by law from the certified 4,329,676; 4,329,600 − 4,329,676
    assert found.entitlement_difference == Money.dollars(100)
    assert found.by_law == Money.dollars(4_329_676)
    assert found.alliance_difference == Money.dollars(-76)


def test_an_earmark_in_a_year_whose_law_takes_none_out_is_named(tmp_path: Path) -> None:
    sheet = Sheet.of_year(2026)
    portion = Money.parse(sheet.row("Ansonia")[ALLIANCE])
    sheet.row("Ansonia").update({EARMARK: "61024", ALLIANCE: str(portion - Money.dollars(61_024))})
    found = only(tied(sheet, tmp_path))
    assert found.kinds == (
        "earmark that no rule takes out",
        "Alliance part differs from the law",
        "Alliance part differs from the portion on record",
    )
    assert found.reasons == ("The earmark, 61,024.00, was taken out first, and no rule does so.",)


def test_what_was_withheld_comes_before_the_portion_on_record(tmp_path: Path) -> None:
    sheet = Sheet.of_year(2023)
    sheet.row("Windsor")[ALLIANCE] = "582730"
    assert only(tied(sheet, tmp_path)).kinds == (
        "Alliance part differs from the law",
        "Alliance part differs from what was withheld",
    )


def test_a_preliminary_entitlement_on_record_explains_another_amount(tmp_path: Path) -> None:
    sheet = Sheet.of_year(2027)
    sheet.row("Avon")[ECS] = "1"
    found = only(tied(sheet, tmp_path))
    assert found.reasons == ("The ECS on record is preliminary.",)


def test_an_entitlement_as_it_was_last_year_is_said_to_be_so(sheet: Sheet, tmp_path: Path) -> None:
    held = EntitlementSet(
        amount=Money.dollars(9),
        stage=Stage.FINAL,
        reason=None,
        education_diversity=None,
        published_portion=None,
    )
    found = only(tied(sheet, tmp_path, changed("Windsor", 2024, held)))
    assert found.reasons == ("The ECS certified is that of FY2023.",)


# ---- crossed and slipped ----


def test_crossed_alliance_parts_of_windsor_and_windsor_locks_are_named(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.swap("Windsor", "Windsor Locks", ALLIANCE)
    found = tied(sheet, tmp_path)
    assert [(town.district.name, town.kinds) for town in found.differing] == [
        ("Windsor", ("Alliance part crossed with Windsor Locks (165)",)),
        ("Windsor Locks", ("Alliance part crossed with Windsor (164)",)),
    ]


def test_crossed_whole_rows_are_named_in_both_columns(sheet: Sheet, tmp_path: Path) -> None:
    sheet.swap("Windsor", "Windsor Locks", ALLIANCE)
    sheet.swap("Windsor", "Windsor Locks", ECS)
    windsor = tied(sheet, tmp_path).differing[0]
    assert windsor.kinds == (
        "ECS crossed with Windsor Locks (165)",
        "Alliance part crossed with Windsor Locks (165)",
    )


def test_crossed_parts_are_known_by_the_law_where_nothing_is_on_record(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.swap("Windsor", "Windsor Locks", ALLIANCE)
    found = tied(sheet, tmp_path, without_year(2024))
    assert [town.kinds for town in found.differing] == [
        ("Alliance part crossed with Windsor Locks (165)",),
        ("Alliance part crossed with Windsor (164)",),
    ]


@pytest.mark.parametrize("column", [ECS, ALLIANCE, EARMARK])
@pytest.mark.parametrize("down", [True, False], ids=["down", "up"])
def test_a_column_that_slipped_stops_the_comparison(
    sheet: Sheet, tmp_path: Path, column: str, *, down: bool
) -> None:
    sheet.slip(column, 40, 140, down=down)
    found = tied(sheet, tmp_path)
    assert (list(found.slips), found.towns) == ([column], ())
    assert found.slips[column].above is down


def test_a_slip_is_found_by_last_years_record_where_this_year_has_none(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.slip(ECS, 40, 140, down=True)
    assert list(tied(sheet, tmp_path, without_year(2024)).slips) == [ECS]


def test_two_columns_that_slipped_are_both_named(sheet: Sheet, tmp_path: Path) -> None:
    sheet.slip(ECS, 40, 140, down=True)
    sheet.slip(ALLIANCE, 40, 140, down=True)
    assert list(tied(sheet, tmp_path).slips) == [ECS, ALLIANCE]


# ---- what could not be compared ----


def test_without_entitlements_of_the_year_law_is_compared_and_the_rest_is_missing(
    sheet: Sheet, tmp_path: Path
) -> None:
    found = tied(sheet, tmp_path, without_year(2024))
    assert (found.differing, len(found.incomplete)) == ([], 169)
    by_name = {town.district.name: town.not_compared for town in found.towns}
    assert by_name["Avon"] == ("no ECS entitlement on record",)
    assert by_name["Windsor"] == (
        "no ECS entitlement on record",
        "no portion or withholding on record",
    )


def test_in_an_empty_ledger_nothing_is_taken_for_not_designated(
    sheet: Sheet, tmp_path: Path
) -> None:
    found = tied(sheet, tmp_path, {})
    assert (found.differing, len(found.incomplete)) == ([], 169)
    assert found.towns[0].not_compared == (
        "no ECS entitlement on record",
        "no designation of the year on record",
    )


def test_without_a_baseline_the_portion_by_law_is_not_known(sheet: Sheet, tmp_path: Path) -> None:
    key = (district_named("Windsor"), FiscalYear(2012))
    found = tied(sheet, tmp_path, {**real_states(), key: EMPTY})
    (windsor,) = found.incomplete
    assert (windsor.by_law, windsor.alliance_difference) == (None, None)
    assert windsor.not_compared == ("no baseline on record, so no portion by law",)


def test_an_earmark_without_one_on_record_is_not_compared(tmp_path: Path) -> None:
    sheet = Sheet.of_year(2026)
    sheet.row("Avon")[EARMARK] = "5"
    found = tied(sheet, tmp_path)
    assert [(town.district.name, town.not_compared) for town in found.incomplete] == [
        ("Avon", ("no earmark on record",))
    ]


def test_without_the_column_earmarks_on_record_are_used_and_not_compared(
    sheet: Sheet, tmp_path: Path
) -> None:
    found = tied(sheet, tmp_path, without=EARMARK)
    assert (found.differing, found.incomplete) == ([], [])


# ---- the year ----


def test_amounts_that_are_on_record_for_the_next_year_show_the_wrong_year(tmp_path: Path) -> None:
    sheet = Sheet.of_year(2024)
    for row in sheet.rows:
        row["fiscal_year"] = "2023"
    certification = read(sheet, tmp_path)
    assert year_it_fits_better(certification, real_states()) == FiscalYear(2024)


def test_the_right_year_fits_best(sheet: Sheet, tmp_path: Path) -> None:
    assert year_it_fits_better(read(sheet, tmp_path), real_states()) is None


def test_a_year_of_which_nothing_is_on_record_fits_no_other(sheet: Sheet, tmp_path: Path) -> None:
    assert year_it_fits_better(read(sheet, tmp_path), without_year(2024)) is None


# ---- the last certification ----


def _changes(before: Sheet, after: Sheet, folder: Path) -> list[Change]:
    return changes(read(before, folder, name="last.csv"), read(after, folder))


def test_changes_come_biggest_first_up_or_down_then_by_name(sheet: Sheet, tmp_path: Path) -> None:
    after = Sheet.of_year(2024)
    add = partial(_add, after)
    add("Union", ECS, -300)
    add("Avon", ECS, 100)
    add("Windsor", ALLIANCE, 200)
    add("Ansonia", EARMARK, 100)
    found = _changes(sheet, after, tmp_path)
    assert [
        (one.district.name, str(one.entitlement), str(one.alliance), str(one.earmark))
        for one in found
    ] == [
        ("Union", "-300.00", "0.00", "0.00"),
        ("Windsor", "0.00", "200.00", "0.00"),
        ("Ansonia", "0.00", "0.00", "100.00"),
        ("Avon", "100.00", "0.00", "0.00"),
    ]


def _add(sheet: Sheet, town: str, column: str, dollars: int) -> None:
    row = sheet.row(town)
    row[column] = str(Money.parse(row[column]) + Money.dollars(dollars))


def test_an_earmark_that_is_no_longer_given_counts_as_none(sheet: Sheet, tmp_path: Path) -> None:
    after = Sheet.of_year(2024)
    after.row("Ansonia")[EARMARK] = ""
    (found,) = _changes(sheet, after, tmp_path)
    assert found.earmark == Money.dollars(-61_024)


def test_a_last_certification_of_a_later_year_is_refused(sheet: Sheet, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"last\.csv is of FY2025, later than FY2024"):
        _changes(Sheet.of_year(2025), sheet, tmp_path)


def test_the_same_file_is_no_last_certification(sheet: Sheet, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the very content of synthetic"):
        _changes(sheet, sheet, tmp_path)


def test_a_true_up_on_record_is_part_of_what_the_law_measures_and_is_said(
    sheet: Sheet, tmp_path: Path
) -> None:
    key = (district_named("Windsor"), FiscalYear(2024))
    trued_up = EntitlementTruedUp(
        previous_fiscal_year=2023,
        preliminary=Money.parse("100.00"),
        final=Money.parse("105.00"),
        difference=Money.parse("5.00"),
    )
    states = {**real_states(), key: replace(real_states()[key], true_up=trued_up)}
    found = tied(sheet, tmp_path, states)
    assert only(found).alliance_difference == Money.parse("-5.00")
    assert found.caveats[-1] == (
        "The law's amount is measured from the certified ECS with last year's true-up, "
        "§ 10-262i(a): Windsor 5.00."
    )
