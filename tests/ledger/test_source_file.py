"""A file is read whole and is what it says it is, or nothing of it is used."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from domain.errors import UnreadableFileError
from ledger.reference import shipped
from ledger.source_file import Rejected, read_source

REQUIRED = (("town", "district"), ("amount",))


def file_of(folder: Path, content: bytes) -> Path:
    file = folder / "list.csv"
    file.write_bytes(content)
    return file


def refused(file: Path) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read_source(file, REQUIRED)
    assert "\n" not in caught.value.message
    assert caught.value.next_step
    return caught.value


def test_rows_come_with_their_line_and_cells_by_heading(tmp_path: Path) -> None:
    content = b"town, amount \nAndover,5\n\nAvon,6\n"
    source = read_source(file_of(tmp_path, content), REQUIRED)
    assert source.name == "list.csv"
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.columns == ("town", "amount")
    assert source.rows == (
        (2, {"town": "Andover", "amount": "5"}),
        (4, {"town": "Avon", "amount": "6"}),
    )


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbftown,amount\r\nAndover,5\r\n"
    assert read_source(file_of(tmp_path, content), REQUIRED).rows == (
        (2, {"town": "Andover", "amount": "5"}),
    )


def test_a_cell_may_hold_commas_and_line_ends(tmp_path: Path) -> None:
    content = b'town,amount,note\nAndover,5,"a, b\nc"\nAvon,6,\n'
    source = read_source(file_of(tmp_path, content), REQUIRED)
    assert source.rows[0] == (3, {"town": "Andover", "amount": "5", "note": "a, b c"})
    assert source.rows[1][0] == 4


def test_a_short_row_lacks_its_last_cells(tmp_path: Path) -> None:
    source = read_source(file_of(tmp_path, b"town,amount\nAndover\n"), REQUIRED)
    assert source.rows == ((2, {"town": "Andover", "amount": ""}),)


def test_a_long_row_is_kept_apart_with_its_line(tmp_path: Path) -> None:
    source = read_source(file_of(tmp_path, b"town,amount\nAndover,5,6\nAvon,6\n"), REQUIRED)
    assert source.bad == (
        Rejected(line=2, column="", code="extra_cells", message="3 cells under 2 headings"),
    )
    assert [line for line, _ in source.rows] == [3]


def test_either_heading_will_do_where_two_are_named(tmp_path: Path) -> None:
    source = read_source(file_of(tmp_path, b"district,amount\n"), REQUIRED)
    assert source.columns == ("district", "amount")


def test_a_file_inside_the_package_is_read_too() -> None:
    source = read_source(shipped("alliance_designations.csv"), (("district",),))
    assert len(source.rows) == 99


def workbook() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook(), "it is a workbook or archive"),
        (b"town,amount\nAnd\0over,5\n", "it holds zero bytes"),
        ("town,amount\nAndóver,5\n".encode("latin-1"), "byte 16 is not UTF-8"),
        ("town,amount\nAndover,5\n".encode("utf-16"), "it holds zero bytes"),
        (b"", "lacks a column it needs: town or district; amount"),
        (b"town\nAndover\n", "lacks a column it needs: amount"),
        (b"town;amount\nAndover;5\n", "lacks a column it needs"),
        (b"town,amount,amount\nAndover,5,6\n", "a heading stands twice: amount"),
        (b'town,amount\n"Andover,5\n', "unexpected end of data"),
        (b'town,amount\n"And"over,5\n', "expected after"),
        (b"%PDF-1.7\n", "lacks a column it needs"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_one_clear_line(
    tmp_path: Path, content: bytes, said: str
) -> None:
    assert said in refused(file_of(tmp_path, content)).message


def test_columns_without_a_heading_are_ignored_and_not_twice(tmp_path: Path) -> None:
    source = read_source(file_of(tmp_path, b"town,amount,,\nAndover,5,x,y\n"), REQUIRED)
    assert source.rows[0][1]["amount"] == "5"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "none.csv cannot be read: No such file" in refused(tmp_path / "none.csv").message


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "cannot be read: Is a directory" in refused(tmp_path).message


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    with file.open("wb") as stream:
        stream.truncate(64 * 1024 * 1024 + 1)
    assert "is larger than 64 MB" in refused(file).message


def test_a_field_longer_than_the_reader_takes_is_one_clear_line(tmp_path: Path) -> None:
    error = refused(file_of(tmp_path, b"town,amount\n" + b"x" * 200_000 + b",5\n"))
    assert "field larger than field limit" in error.message
