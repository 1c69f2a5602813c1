"""What keeps a workbook from being read as it looks, each named by cell. Concerns no provision."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from plan_workbooks import edit, filled, line, plan, with_cell, with_parts

from cli.workbook.read import read_plan
from domain.plan_content import Severity

BUDGET = "xl/worksheets/sheet2.xml"
PLAN = plan(line("2.4", "120000"), line("2.5", "480979"))


def _found(file: Path) -> list[tuple[str, str]]:
    read = read_plan(file)
    assert all(item.severity is Severity.STOPS for item in read.discrepancies)
    # What is read stays usable, so that everything else that is wrong is told at once.
    assert read.content == PLAN
    return [(item.code, item.place) for item in read.discrepancies]


def _edited(folder: Path, change: Callable[[Workbook], object]) -> list[tuple[str, str]]:
    file = filled(folder, PLAN)
    edit(file, change)
    return _found(file)


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml"]
)
def test_a_macro_is_named_by_its_part(part: str, tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with_parts(file, {part: b"<x/>"})
    assert _found(file) == [("macro", f"part {part}")]


def test_a_macro_workbook_is_known_by_its_name_too(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    assert _found(file.rename(tmp_path / "plan.XLSM")) == [("macro", "file name")]


@pytest.mark.parametrize(
    "formula",
    ["[1]Budget!B2", "'[1]Budget 2027'!B2", "SUM([2]Sheet1!A1:A9)", "1+'C:\\own\\[a.xlsx]S'!B2"],
)
def test_a_formula_that_takes_from_another_file_is_named_by_its_cell(
    formula: str, tmp_path: Path
) -> None:
    file = filled(tmp_path, PLAN)
    with_cell(file, 2, "F9", f"<f>{formula}</f><v>120000</v>")
    assert _found(file) == [("external_link", "sheet Budget row 9 column F")]


@pytest.mark.parametrize("formula", ["Lines[2027]", "SUM(Lines[[#All],[Sum]])", '"[1]A!B"&amp;B9'])
def test_a_table_of_the_workbook_itself_is_not_another_file(formula: str, tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with_cell(file, 2, "F9", f"<f>{formula}</f><v>120000</v>")
    assert _found(file) == []


@pytest.mark.parametrize("part", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml"])
def test_a_link_that_no_formula_shows_is_named_by_its_part(part: str, tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with_parts(file, {part: b"<x/>"})
    assert _found(file) == [("external_link", f"part {part}")]


def test_a_hidden_row_with_values_is_named(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Budget"].row_dimensions[10].hidden = True
        book["Budget"].row_dimensions[40].hidden = True

    assert _edited(tmp_path, change) == [("hidden", "sheet Budget row 10")]


def test_a_row_without_height_is_as_good_as_hidden(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    flat = b'<row r="10" ht="0" customHeight="1">'
    with_parts(file, {BUDGET: lambda content: content.replace(b'<row r="10">', flat)})
    assert _found(file) == [("hidden", "sheet Budget row 10")]


def test_a_hidden_column_with_values_is_named(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Budget"].column_dimensions["F"].hidden = True
        book["Budget"].column_dimensions["Z"].hidden = True

    assert _edited(tmp_path, change) == [("hidden", "sheet Budget column F")]


@pytest.mark.parametrize("shape", ['hidden="1"', 'width="0" customWidth="1"'])
def test_columns_out_of_sight_are_found_in_a_range(shape: str, tmp_path: Path) -> None:
    def change(content: bytes) -> bytes:
        start, end = content.index(b"<cols>"), content.index(b"</cols>")
        cols = f'<cols><col min="5" max="6" {shape}/>'
        return content[:start] + cols.encode() + content[end:]

    file = filled(tmp_path, PLAN)
    with_parts(file, {BUDGET: change})
    assert _found(file) == [
        ("hidden", "sheet Budget column E"),
        ("hidden", "sheet Budget column F"),
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_with_values_is_named(state: str, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Own figures")
        sheet["A1"].value = 5
        sheet.sheet_state = state
        book.create_sheet("Empty").sheet_state = state

    assert _edited(tmp_path, change) == [("hidden", "sheet Own figures")]


def test_merged_amounts_are_named_by_their_cell(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Budget"].merge_cells("F10:F11")
        book["Budget"].merge_cells("A3:J3")
        book["Budget"].merge_cells("B12:C12")
        book["Other programs"].merge_cells("B6:C6")
        book["Other programs"]["B6"].value = "summer school"

    file = filled(tmp_path, PLAN)
    edit(file, change)
    read = read_plan(file)
    assert [(item.code, item.place) for item in read.discrepancies] == [
        ("merged_amount", "sheet Budget row 10 column F (current year)"),
        ("merged_amount", "sheet Other programs row 6 column C (amount)"),
    ]
    assert [item.message for item in read.discrepancies] == [
        "The amount is merged over rows 10 to 11, column F. Unmerge it.",
        "The amount is merged over row 6, columns B to C. Unmerge it.",
    ]


def test_a_merged_amount_is_not_looked_for_where_its_heading_is_missing(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Budget"]["F7"].value = "Old"
        book["Budget"].merge_cells("F10:F11")

    file = filled(tmp_path, PLAN)
    edit(file, change)
    assert [item.code for item in read_plan(file).discrepancies] == ["headings_missing"]
