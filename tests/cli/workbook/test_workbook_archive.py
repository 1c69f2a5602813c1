"""Files that are no workbook, or one that would fill the memory. Concerns no provision."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from plan_workbooks import filled, line, plan, with_parts

from cli.workbook import archive
from cli.workbook.archive import read_archive
from cli.workbook.grid import sheets_of
from cli.workbook.read import read_plan
from domain.errors import UnreadableFileError

PLAN = plan(line("2.4", "600979"))
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)
BUDGET = "xl/worksheets/sheet2.xml"


def _why(file: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_plan(file)
    assert caught.value.next_step.startswith("Register it as received as it came")
    return caught.value.message


def _of(folder: Path, content: bytes) -> Path:
    file = folder / "plan.xlsx"
    file.write_bytes(content)
    return file


def _declaring(content: bytes, size: int) -> bytes:
    """The archive, whose first part is said to expand to that size."""
    at = content.index(b"PK\x01\x02") + 24  # the directory's entry: uncompressed size
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_plan(tmp_path / "plan.xlsx")
    assert "no such file" in caught.value.message
    # Nothing came, so nothing is registered.
    assert caught.value.next_step == "Check its name and the folder."


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    assert "plan.xlsx cannot be read" in _why(_folder(tmp_path))


def test_a_name_the_system_refuses_is_named(tmp_path: Path) -> None:
    assert "File name too long" in _why(tmp_path / f"{'x' * 300}.xlsx")


def _folder(folder: Path) -> Path:
    (folder / "plan.xlsx").mkdir()
    return folder / "plan.xlsx"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not a workbook"),
        (b"line,description\n2.4,tutors\n", "not a workbook"),
        (b"PK\x03\x04 and nothing more", "not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "encrypted, or in the format before"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(content: bytes, why: str, tmp_path: Path) -> None:
    assert why in _why(_of(tmp_path, content))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(keep: float, tmp_path: Path) -> None:
    content = filled(tmp_path, PLAN).read_bytes()
    assert "damaged or cut off" in _why(_of(tmp_path, content[: int(len(content) * keep)]))


def test_a_part_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with_parts(file, {BUDGET: lambda content: content[:-200]})
    assert "sheet2.xml' is damaged or cut off" in _why(file)


def test_a_zip_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.writestr("content.xml", "<office/>")
    assert "cannot be read as a workbook" in _why(_of(tmp_path, packed.getvalue()))


def test_a_file_above_20_mb_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "LARGEST_FILE", 1000)
    file = filled(tmp_path, PLAN)
    assert "larger than" in _why(file)


def test_a_sheet_of_200_mb_is_refused_by_its_declared_size(tmp_path: Path) -> None:
    content = filled(tmp_path, PLAN).read_bytes()
    file = _of(tmp_path, _declaring(content, 200 * 1024 * 1024))
    assert "would expand to 200 MB; 100 MB are read at most" in _why(file)


def test_a_sheet_of_200_mb_of_blanks_is_refused_before_it_is_expanded(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as more,
        more.open("xl/worksheets/sheet9.xml", "w") as part,
    ):
        for _ in range(200):
            part.write(b" " * 1024 * 1024)
    # 200 MB of blanks take 0.2 MB.
    assert file.stat().st_size < 1024 * 1024
    assert "would expand to 200 MB" in _why(file)


def test_a_part_that_expands_more_than_200_fold_is_refused(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with_parts(file, {"xl/media/blanks.bin": b" " * 11 * 1024 * 1024})
    assert "expands more than 200-fold to 11 MB" in _why(file)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with_parts(file, {f"xl/media/{number}.bin": b"" for number in range(2000)})
    assert "2,000 are read at most" in _why(file)


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with zipfile.ZipFile(file, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr(BUDGET, "<worksheet/>")
    assert "stands in it twice" in _why(file)


def test_a_part_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_BZIP2) as more:
        more.writestr("xl/media/a.bin", b"bytes")
    assert "packed strangely" in _why(file)


@pytest.mark.parametrize("part", [BUDGET, "xl/media/picture.png"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_part_and_encoding(
    part: str, encoding: str, tmp_path: Path
) -> None:
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<!DOCTYPE a [<!ENTITY b "laugh"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    )
    file = filled(tmp_path, PLAN)
    with_parts(file, {part: bomb.encode(encoding)})
    assert "declares a document type" in _why(file)


def test_too_many_elements_are_refused(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    elements = b"<a>" + b"<b/>" * 1_000_001 + b"</a>"
    with_parts(file, {"xl/more.xml": elements})
    assert "more than 1,000,000 elements" in _why(file)


@pytest.mark.parametrize("area", ["A1:XFD1048576", "A:XFD"])
def test_merged_cells_over_the_whole_sheet_are_refused(area: str, tmp_path: Path) -> None:
    def change(content: bytes) -> bytes:
        merged = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'.encode()
        return content.replace(b"</sheetData>", b"</sheetData>" + merged)

    file = filled(tmp_path, PLAN)
    with_parts(file, {BUDGET: change})
    assert "merged cells or links span over 100,000 cells" in _why(file)


@pytest.mark.parametrize(
    "sheet", [b"<worksheet><mergeCell ref='nowhere'/></worksheet>", b"<other/>", b"<a><b/></a>"]
)
def test_a_sheet_that_is_xml_and_no_sheet_is_an_empty_one(sheet: bytes, tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with_parts(file, {BUDGET: sheet})
    assert "headings_missing" in [item.code for item in read_plan(file).discrepancies]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("[Content_Types].xml", b"<Types/>"),
        (BUDGET, SHEET % b'<row r="x"><c r="A1"><v>1</v></c></row>'),
        ("xl/styles.xml", b"<styleSheet/>"),
    ],
)
def test_a_workbook_the_library_cannot_make_out_is_no_bug_of_ours(
    part: str, content: bytes, tmp_path: Path
) -> None:
    file = filled(tmp_path, PLAN)
    with_parts(file, {part: content})
    assert "cannot be read as a workbook" in _why(file)


def test_a_workbook_without_sheets_is_another_form(tmp_path: Path) -> None:
    file = filled(tmp_path, PLAN)
    with_parts(file, {"xl/workbook.xml": b"<workbook/>"})
    assert [item.code for item in read_plan(file).discrepancies] == ["another_form"]


def test_a_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.cell(1_048_576, 16_384, "far")
    file = tmp_path / "far.xlsx"
    book.save(file)
    [sheet] = sheets_of(read_archive(file)).values()
    assert list(sheet.cells) == [(1_048_576, 16_384)]
