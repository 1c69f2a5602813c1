"""Where what is wrong stands in a workbook, and what is read around it. C.G.S. § 10-262u(d)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from plan_workbooks import FY2027, edit, filled, line, plan

from cli.workbook.read import read_plan
from domain.money import Money
from domain.plan_check import discrepancies_of
from domain.plan_content import Discrepancy
from domain.plan_reading import ReadPlan
from domain.plan_standard import not_compared, standard_of
from domain.statute.rules import rules_in_force

PLAN = plan(line("2.4", "120000"), line("2.10", "462729"))
STANDARD = standard_of(
    rules_in_force(FY2027, date(2026, 10, 6)),
    portion=Money.parse("582729.00"),
    carry_in=Money.parse("0.00"),
)


def _read(folder: Path, *changes: Callable[[Workbook], object]) -> ReadPlan:
    file = filled(folder, PLAN)
    for change in changes:
        edit(file, change)
    return read_plan(file)


def _set(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell].value = value

    return change


def _found(read: ReadPlan) -> list[Discrepancy]:
    assert read.readable is not None
    return [
        *read.discrepancies,
        *discrepancies_of(read.readable, None, STANDARD, read.places),
        *not_compared(read.readable, STANDARD, read.places),
    ]


def _codes(found: list[Discrepancy]) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in found]


def test_one_cell_that_cannot_be_read_hides_nothing_else(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        _set("Budget", "F9", "half a million"),
        _set("Budget", "C10", "sports"),
        _set("Budget", "A10", "2.4"),
    )
    assert read.content is None
    assert _codes(_found(read)) == [
        ("not_an_amount", "sheet Budget row 9 column F (current year)"),
        ("key_twice", "sheet Budget row 10 column A (line)"),
        ("strategy_unknown", "sheet Budget row 10 column C (strategy)"),
        ("checks_waiting", "sheet Budget row 8 column F (current year)"),
    ]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code", "place"),
    [
        ("Budget", "A9", None, "missing", "sheet Budget row 9 column A (line)"),
        ("Budget", "C9", None, "missing", "sheet Budget row 9 column C (strategy)"),
        ("Budget", "B9", None, "missing", "sheet Budget row 9 column B (description)"),
        (
            "Goals and people",
            "B4",
            "next week",
            "not_a_date",
            "sheet Goals and people row 4 column B (approved by the board on)",
        ),
        (
            "Goals and people",
            "B24",
            None,
            "missing",
            "sheet Goals and people row 24 column B (of objective)",
        ),
    ],
)
def test_what_cannot_be_read_is_said_once_and_nothing_waits_that_need_not(
    sheet: str, cell: str, value: object, code: str, place: str, tmp_path: Path
) -> None:
    assert _codes(_found(_read(tmp_path, _set(sheet, cell, value)))) == [(code, place)]


def test_targets_wait_for_an_objective_whose_key_is_missing(tmp_path: Path) -> None:
    found = _found(_read(tmp_path, _set("Goals and people", "A9", None)))
    place = "sheet Goals and people row 9 column A (objective)"
    assert _codes(found) == [("missing", place), ("checks_waiting", place)]
    assert found[1].message.endswith("whether the objectives that targets measure are in the plan.")


def test_a_line_without_an_amount_is_not_added_up(tmp_path: Path) -> None:
    found = _found(_read(tmp_path, _set("Budget", "B40", "forgotten")))
    assert _codes(found) == [
        ("no_amount", "sheet Budget row 40 column F (current year)"),
        ("checks_waiting", "sheet Budget row 8 column F (current year)"),
    ]


def test_a_total_of_another_column_is_compared_all_the_same(tmp_path: Path) -> None:
    found = _found(_read(tmp_path, _set("Budget", "F9", "much"), _set("Budget", "E8", 5)))
    assert ("total_differs", "sheet Budget row 8 column E (carry-over)") in _codes(found)
    assert not [
        one for one in found if one.place.endswith("F (current year)") and "says" in one.message
    ]


def test_what_is_not_the_portion_stands_at_the_total(tmp_path: Path) -> None:
    found = _found(_read(tmp_path, _set("Budget", "F9", 119999)))
    assert _codes(found) == [("current_differs", "sheet Budget row 8 column F (current year)")]
    assert found[0].message == (
        "Current year 582,728.00 is not the portion 582,729.00: -1.00 apart."
    )


def test_without_a_row_of_totals_it_stands_at_the_heading(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Budget"]["F9"].value = 119999
        book["Budget"].delete_rows(8)

    found = _found(_read(tmp_path, change))
    assert _codes(found) == [("current_differs", "sheet Budget row 7 column F (current year)")]


def test_a_target_of_an_unknown_objective_is_told_where_the_objective_is_named(
    tmp_path: Path,
) -> None:
    found = _found(_read(tmp_path, _set("Goals and people", "B24", "O9")))
    place = "sheet Goals and people row 24 column B (of objective)"
    assert _codes(found) == [("objective_unknown", place)]


def test_a_key_that_stands_twice_is_told_with_both_rows(tmp_path: Path) -> None:
    [found] = _found(_read(tmp_path, _set("Budget", "A10", "2.4")))
    assert found.place == "sheet Budget row 10 column A (line)"
    assert found.message == (
        "The key '2.4' is that of sheet Budget row 9 column A (line) already. Give each line a key "
        "of its own."
    )


def test_groups_that_are_not_named_are_told_where_they_belong(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Goals and people"].delete_rows(51)

    found = _found(_read(tmp_path, change))
    place = "sheet Goals and people row 51 column A (group)"
    assert _codes(found) == [("stakeholders_missing", place)]


# ---- whose it is ----


@pytest.mark.parametrize(
    ("cell", "value", "code", "place"),
    [
        ("B4", "report 1", "another_form", "row 4 column B (form)"),
        ("B4", None, "another_form", "row 4 column B (form)"),
        ("B5", "Windsr", "town_unknown", "row 5 column B (town)"),
        ("B6", "x", "town_unknown", "row 6 column B (town code)"),
        ("B6", 165, "town_and_code_differ", "row 6 column B (town code)"),
        ("B7", "22-23", "invalid_fiscal_year", "row 7 column B (fiscal year)"),
    ],
)
def test_what_does_not_say_whose_plan_it_is_is_named_by_its_cell(
    cell: str, value: object, code: str, place: str, tmp_path: Path
) -> None:
    read = _read(tmp_path, _set("Read me", cell, value))
    assert _codes(list(read.discrepancies)) == [(code, f"sheet Read me {place}")]


def test_where_town_and_year_stand_is_known(tmp_path: Path) -> None:
    places = _read(tmp_path).places
    assert places.of("town") == "sheet Read me row 5 column B (town)"
    assert places.of("fiscal year") == "sheet Read me row 7 column B (fiscal year)"


def test_a_label_that_is_not_there_is_told_by_its_sheet(tmp_path: Path) -> None:
    read = _read(tmp_path, _set("Read me", "A5", "City"))
    assert _codes(list(read.discrepancies)) == [("town_unknown", "sheet Read me")]


# ---- headings and sheets ----


def test_a_missing_sheet_is_said_once(tmp_path: Path) -> None:
    read = _read(tmp_path, lambda book: book.remove(book["Goals and people"]))
    assert _codes(_found(read)) == [
        ("sheet_missing", "sheet Goals and people"),
        ("checks_waiting", "sheet Goals and people"),
    ]


def test_without_the_budget_nothing_is_added_up(tmp_path: Path) -> None:
    read = _read(tmp_path, lambda book: book.remove(book["Budget"]))
    assert _codes(_found(read)) == [
        ("sheet_missing", "sheet Budget"),
        ("checks_waiting", "sheet Budget"),
    ]


def test_a_sheet_without_headings_is_told_which_belong_there(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.remove(book["Other programs"])
        book.create_sheet("Other programs")

    [found] = _read(tmp_path, change).discrepancies
    assert (found.code, found.place) == ("headings_missing", "sheet Other programs")
    assert found.message == (
        "These headings do not stand in one row: Program, Description, Amount (not counted). Put "
        "them back as they were sent."
    )


def test_a_heading_that_was_changed_is_named_with_what_stands_there(tmp_path: Path) -> None:
    read = _read(tmp_path, _set("Budget", "F7", "Amount 2026-27"))
    found = _found(read)
    assert _codes(found) == [
        ("headings_missing", "sheet Budget row 7 column F"),
        ("checks_waiting", "sheet Budget row 7 column F"),
    ]
    assert found[0].message == (
        'The heading "Current year" is missing in row 7; "Amount 2026-27" stands there. Put it '
        "back as it was sent."
    )


def test_the_other_columns_are_read_around_it(tmp_path: Path) -> None:
    read = _read(tmp_path, _set("Budget", "F7", "Old"), _set("Budget", "C9", "sports"))
    assert ("strategy_unknown", "sheet Budget row 9 column C (strategy)") in _codes(_found(read))


@pytest.mark.parametrize("cell", ["A7", "B7", "C7", "E7", "H7", "I7"])
def test_what_a_missing_column_would_say_is_asked_of_nobody(cell: str, tmp_path: Path) -> None:
    found = _codes(_found(_read(tmp_path, _set("Budget", cell, None))))
    assert found[0] == ("headings_missing", f"sheet Budget row 7 column {cell[0]}")
    assert {code for code, _ in found} <= {"headings_missing", "checks_waiting"}


def test_a_column_that_was_deleted_is_named_with_its_row(tmp_path: Path) -> None:
    read = _read(tmp_path, lambda book: book["Other programs"].delete_cols(2))
    [found] = read.discrepancies
    assert (found.code, found.place) == ("headings_missing", "sheet Other programs row 5")
    assert found.message == (
        'The heading "Description" is missing in row 5. Put it back as it was sent.'
    )


def test_a_heading_that_stands_twice_is_named(tmp_path: Path) -> None:
    [found] = _read(tmp_path, _set("Budget", "K7", "Line")).discrepancies
    assert (found.code, found.place) == ("headings_missing", "sheet Budget row 7 column K")
    assert found.message == 'The heading "Line" stands twice in row 7. Leave one.'


def test_headings_in_two_rows_are_named(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for column in range(1, 11):
            book["Budget"].cell(40, column).value = book["Budget"].cell(7, column).value

    [found] = _read(tmp_path, change).discrepancies
    assert (found.code, found.place) == ("headings_missing", "sheet Budget row 40")
    assert found.message == "The headings of the table stand in rows 7 and 40. Leave one."


def test_the_table_above_ends_where_broken_headings_stand(tmp_path: Path) -> None:
    found = _found(_read(tmp_path, _set("Goals and people", "A23", "Goal")))
    assert _codes(found) == [("headings_missing", "sheet Goals and people row 23 column A")]
