"""The district's own workbook back, marked; the original as it came. Concerns no provision."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from plan_workbooks import edit, filled, line, plan, with_cell, with_parts

from cli.workbook.mark import write_returned
from cli.workbook.read import read_plan
from domain.errors import UnreadableFileError, UsageError
from domain.plan_content import Discrepancy, Severity

PLAN = plan(line("2.4", "120000"), line("2.5", "480979"))
RED, YELLOW = "FFFFB3B3", "FFFFE08A"


def _of(place: str, severity: Severity = Severity.STOPS, citation: str = "") -> Discrepancy:
    return Discrepancy(
        code="strategy_unknown",
        place=place,
        message="No strategy of FY2027 is called sports.",
        severity=severity,
        citation=citation,
    )


def _returned(folder: Path, *found: Discrepancy) -> Workbook:
    out = folder / "returned.xlsx"
    write_returned(filled(folder, PLAN), found, out)
    return load_workbook(out)


def test_the_cell_is_colored_and_says_what_is_wrong(tmp_path: Path) -> None:
    book = _returned(tmp_path, _of("sheet Budget row 9 column C (strategy)"))
    cell = book["Budget"]["C9"]
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment is not None
    assert cell.comment.text == "to be mended: No strategy of FY2027 is called sports."
    assert book["Budget"]["C10"].comment is None


def test_what_is_only_to_be_looked_at_has_another_color(tmp_path: Path) -> None:
    book = _returned(tmp_path, _of("sheet Budget row 9 column C (strategy)", Severity.NOTE))
    assert book["Budget"]["C9"].fill.fgColor.rgb == YELLOW


def test_two_things_in_one_cell_are_both_said_and_the_worse_one_colors_it(tmp_path: Path) -> None:
    place = "sheet Budget row 9 column C (strategy)"
    cell = _returned(tmp_path, _of(place), _of(place, Severity.NOTE))["Budget"]["C9"]
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment is not None
    assert "to be mended: " in cell.comment.text
    assert "to be looked at: " in cell.comment.text


def test_a_row_or_column_is_marked_where_it_begins(tmp_path: Path) -> None:
    book = _returned(tmp_path, _of("sheet Budget row 10"), _of("sheet Budget column F"))
    assert book["Budget"]["A10"].fill.fgColor.rgb == RED
    assert book["Budget"]["F1"].fill.fgColor.rgb == RED


def test_a_merged_cell_is_marked_where_its_value_stands(tmp_path: Path) -> None:
    original = filled(tmp_path, PLAN)
    edit(original, lambda book: book["Budget"].merge_cells("F10:F12"))
    write_returned(original, [_of("sheet Budget row 11 column F (x)")], tmp_path / "out.xlsx")
    assert load_workbook(tmp_path / "out.xlsx")["Budget"]["F10"].comment is not None


def test_the_first_sheet_lists_what_to_do_with_links_to_the_cells(tmp_path: Path) -> None:
    book = _returned(
        tmp_path,
        _of("sheet Budget row 9 column C (strategy)", citation="C.G.S. § 10-262u(d)"),
        _of("part xl/vbaProject.bin", Severity.NOTE),
        _of("sheet Nowhere row 1"),
        _of("sheet Sign"),
    )
    sheet = book.worksheets[0]
    assert sheet.title == "What to do"
    assert book.active is sheet
    assert sheet["A2"].value == (
        "3 to be mended before the plan can be taken, 1 to be looked at. 1 is colored and "
        "commented in a cell; 3 are listed only here, as no one cell shows it."
    )
    assert [sheet.cell(5, column).value for column in (1, 2)] == ["No.", "Where"]
    assert sheet["B6"].value == "sheet Budget row 9 column C (strategy)"
    assert str(sheet["C6"].value).endswith("sports. (C.G.S. § 10-262u(d))")
    assert sheet["D6"].value == "to be mended"
    links = [sheet[f"B{row}"].hyperlink for row in (6, 7, 8, 9)]
    assert [link.location if link else None for link in links] == [
        "'Budget'!C9",
        None,
        None,
        "'Sign'!A1",
    ]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((), "0 to be mended before the plan can be taken, 0 to be looked at."),
        (("sheet Budget row 9",), "looked at. Each is colored in its cell and commented there."),
        (("sheet Sign",), "looked at. 1 is listed only here, as no one cell shows it."),
    ],
)
def test_the_list_says_what_is_marked_and_what_is_not(
    places: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    book = _returned(tmp_path, *(_of(place) for place in places))
    assert str(book["What to do"]["A2"].value).endswith(told)


def test_what_is_told_stands_above_the_list(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    told = [("Register number", "FY2027-164-1"), ("Sent back because", "=no targets")]
    write_returned(filled(tmp_path, PLAN), [_of("sheet Budget row 9")], out, told)
    sheet = load_workbook(out)["What to do"]
    assert (sheet["B4"].value, sheet["C4"].value) == ("Register number", "FY2027-164-1")
    assert (sheet["C5"].value, sheet["C5"].data_type) == ("=no targets", "s")
    assert (sheet["A7"].value, sheet["A8"].value) == ("No.", 1)


def test_the_original_is_as_it_came_byte_for_byte(tmp_path: Path) -> None:
    original = filled(tmp_path, PLAN)
    before = original.read_bytes()
    write_returned(original, [_of("sheet Budget row 9")], tmp_path / "out.xlsx")
    assert original.read_bytes() == before


def test_formulas_stay_and_keep_the_values_stored_with_them(tmp_path: Path) -> None:
    original = filled(tmp_path, PLAN)
    with_cell(original, 2, "F9", "<f>100000+20000</f><v>120000</v>")
    with_cell(original, 2, "G9", '<f>IF(TRUE,"","x")</f><v></v>', "str")
    with_cell(original, 2, "G10", "<f>TRUE</f><v>1</v>", "b")
    with_cell(original, 2, "D9", '<f>"111"&amp;"A"</f><v>111A</v>', "str")
    with_cell(original, 2, "J9", "<f>1/0</f><v>#DIV/0!</v>", "e")
    with_cell(original, 3, "B4", "<f>DATE(2026,9,22)</f><v>46287</v>")
    out = tmp_path / "out.xlsx"
    write_returned(original, [], out)
    formulas, values = load_workbook(out), load_workbook(out, data_only=True)
    assert formulas["Budget"]["F9"].value == "=100000+20000"
    assert [values["Budget"][cell].value for cell in ("F9", "G10", "D9", "J9")] == [
        120000,
        True,
        "111A",
        "#DIV/0!",
    ]
    assert values["Goals and people"]["B4"].is_date


def test_the_drop_downs_and_the_check_are_still_there(tmp_path: Path) -> None:
    book = _returned(tmp_path, _of("sheet Budget row 9"))
    assert len(book["Budget"].data_validations.dataValidation) == 5
    assert len(book["Budget"].conditional_formatting) == 3
    assert book["Budget"].protection.sheet


def test_a_mended_workbook_is_returned_without_the_old_marks(tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    write_returned(filled(tmp_path, PLAN), [_of("sheet Budget row 9 column C (x)")], first)
    write_returned(first, [_of("sheet Budget row 10 column C (x)")], second)
    book = load_workbook(second)
    assert book["Budget"]["C9"].comment is None
    assert book["Budget"]["C9"].fill.fgColor.rgb not in (RED, YELLOW)
    assert book["Budget"]["C10"].comment is not None
    assert [name for name in book.sheetnames if name.startswith("What to do")] == ["What to do"]
    assert book["What to do"].max_row == 6


def test_the_returned_workbook_can_be_read_again(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    write_returned(filled(tmp_path, PLAN), [_of("sheet Budget row 9 column C (x)")], out)
    assert read_plan(out).content == PLAN
    assert read_plan(out).discrepancies == ()


def test_a_comment_of_the_district_is_kept_before_ours(tmp_path: Path) -> None:
    from openpyxl.comments import Comment

    def change(book: Workbook) -> None:
        book["Budget"]["C9"].comment = Comment("see page 4", "district")
        book["Budget"]["C10"].comment = Comment("see page 5", "district")

    original = filled(tmp_path, PLAN)
    edit(original, change)
    write_returned(original, [_of("sheet Budget row 9 column C (x)")], tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx")["Budget"]
    assert sheet["C9"].comment is not None
    assert sheet["C9"].comment.text.startswith("see page 4\n\nto be mended: ")
    assert sheet["C10"].comment is not None


def test_macros_do_not_survive(tmp_path: Path) -> None:
    original = filled(tmp_path, PLAN)
    with_parts(original, {"xl/vbaProject.bin": b"macro"})
    write_returned(original, [], tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert "xl/vbaProject.bin" not in archive.namelist()


def test_the_original_is_never_the_target(tmp_path: Path) -> None:
    original = filled(tmp_path, PLAN)
    before = original.read_bytes()
    with pytest.raises(UsageError, match="kept as it came"):
        write_returned(original, [], tmp_path / "." / original.name)
    linked = tmp_path / "linked.xlsx"
    linked.hardlink_to(original)
    with pytest.raises(UsageError, match="kept as it came"):
        write_returned(original, [], linked)
    assert original.read_bytes() == before


def test_another_file_of_that_name_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"an older copy")
    write_returned(filled(tmp_path, PLAN), [], out)
    assert load_workbook(out).sheetnames[0] == "What to do"
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_that_excel_would_not_open_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.xlsx"):
        write_returned(filled(tmp_path, PLAN), [], tmp_path / "out.xlsm")


def test_what_is_no_workbook_is_not_returned(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_text("a letter", encoding="utf-8")
    with pytest.raises(UnreadableFileError):
        write_returned(tmp_path / "plan.xlsx", [], tmp_path / "out.xlsx")
