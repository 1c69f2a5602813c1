"""Lists and calendars are written over their own kind alone: what a board sent is not a list."""

import csv
from pathlib import Path

import pytest
from cli_runner import run
from openpyxl import Workbook, load_workbook
from paid_year import YEAR, PaidYear, small_year

from cli.render import Column, Table, write_files
from cli.written_over import is_csv_of, is_workbook_of
from domain.errors import UnreadableFileError, UsageError

LIST = Table(
    name="test.list",
    columns=(Column("district", "district"), Column("amount", "amount", on_screen=False)),
    rows=[{"district": "Avon", "amount": 5}],
)
EARLIER = "district,amount\r\nBethel,1\r\n"


def workbook(file: Path, *rows: tuple[str, ...]) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)


class TestCsv:
    @pytest.mark.parametrize(
        "there",
        [
            b"",
            EARLIER.encode(),
            EARLIER.replace("\r\n", "\n").encode(),
            EARLIER.encode("utf-8-sig"),
            b'"district","amount"\nBethel,1\n',
            b"district,amount",
        ],
        ids=["empty", "earlier", "line feeds", "saved by Excel", "quoted", "heading alone"],
    )
    def test_an_earlier_list_is_written_over(self, tmp_path: Path, there: bytes) -> None:
        file = tmp_path / "list.csv"
        file.write_bytes(there)
        write_files(LIST, file, None)
        assert file.read_bytes() == b"district,amount\r\nAvon,5\r\n"

    @pytest.mark.parametrize(
        "there",
        [
            b"key,paid by June 30\n1.1,500.00\n",
            b"district\nBethel\n",
            b"district,amount,note\nBethel,1,\n",
            b"\ndistrict,amount\n",
            b"district,amount" + b" " * 5000 + b"\n",
            b"\xff\xfed\x00i\x00",
            b'"district\x00,amount\n',
            b"SQLite format 3\0 and the rest",
        ],
        ids=["report", "less", "more", "later", "long", "not text", "not a list", "database"],
    )
    def test_anything_else_is_not(self, tmp_path: Path, there: bytes) -> None:
        file = tmp_path / "report.csv"
        file.write_bytes(there)
        with pytest.raises(UsageError) as refused:
            write_files(LIST, file, None)
        assert refused.value.message == (
            f"{file} is there already and is not this list (test.list), so nothing was written "
            "over it."
        )
        assert refused.value.next_step == "Name another file, or move the one that is there."
        assert file.read_bytes() == there
        assert [one.name for one in tmp_path.iterdir()] == ["report.csv"]

    def test_what_cannot_be_read_may_be_anything(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "list.csv"
        file.write_text(EARLIER)

        def locked(*_: object, **__: object) -> bool:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("cli.render.is_csv_of", locked)
        with pytest.raises(UsageError, match="is there already"):
            write_files(LIST, file, None)

    def test_a_folder_is_told_as_before(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFileError, match="cannot be written"):
            write_files(LIST, tmp_path, None)

    def test_a_field_longer_than_the_reader_takes_is_no_heading(self, tmp_path: Path) -> None:
        file = tmp_path / "list.csv"
        file.write_text(EARLIER)
        known = csv.field_size_limit()
        csv.field_size_limit(3)
        try:
            assert not is_csv_of(file, ["district", "amount"])
        finally:
            csv.field_size_limit(known)


class TestWorkbook:
    def test_an_earlier_list_is_written_over(self, tmp_path: Path) -> None:
        file = tmp_path / "list.xlsx"
        write_files(LIST, None, file)
        write_files(LIST, None, file)
        sheet = load_workbook(file).worksheets[0]
        assert [cell.value for cell in sheet[2]] == ["Avon", 5]

    def test_an_empty_file_is(self, tmp_path: Path) -> None:
        file = tmp_path / "list.xlsx"
        file.touch()
        write_files(LIST, None, file)
        assert is_workbook_of(file, ["district", "amount"])

    def test_the_workbook_of_a_board_is_not(self, tmp_path: Path) -> None:
        file = tmp_path / "plan.xlsx"
        workbook(file, ("Plan of", "Windsor"), ("district", "amount"))
        there = file.read_bytes()
        with pytest.raises(UsageError, match=r"plan\.xlsx is there already"):
            write_files(LIST, None, file)
        assert file.read_bytes() == there

    def test_nor_a_file_that_is_no_workbook(self, tmp_path: Path) -> None:
        file = tmp_path / "letter.xlsx"
        file.write_bytes(b"PK and no zip")
        with pytest.raises(UsageError, match="is there already"):
            write_files(LIST, None, file)

    def test_nor_one_with_nothing_in_its_sheet(self, tmp_path: Path) -> None:
        file = tmp_path / "list.xlsx"
        workbook(file)
        assert not is_workbook_of(file, ["district", "amount"])


def test_of_two_files_both_are_written_or_none(tmp_path: Path) -> None:
    listed, book = tmp_path / "list.csv", tmp_path / "plan.xlsx"
    book.write_bytes(b"a plan")
    with pytest.raises(UsageError, match=r"plan\.xlsx"):
        write_files(LIST, listed, book)
    assert not listed.exists()


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return small_year(tmp_path, {"Windsor": "400000.00"})


class TestCommands:
    def test_a_registered_report_is_not_taken_for_a_list(self, year: PaidYear) -> None:
        report = year.folder / "report.csv"
        report.write_text("key,paid by June 30\n1.1,500.00\n")
        ran = year.run("compliance", "list", *YEAR, "--csv", str(report))
        assert (ran.code, ran.out) == (2, "")
        assert "is not this list (compliance.list)" in ran.err
        assert report.read_text() == "key,paid by June 30\n1.1,500.00\n"

    def test_a_list_is_written_anew_on_another_day(self, year: PaidYear) -> None:
        listed = str(year.folder / "list.csv")
        for _ in range(2):
            year.done("grant", "list", *YEAR, "--csv", listed)
        other = year.run("audit", "list", *YEAR, "--csv", listed)
        assert (other.code, "is not this list (audit.list)" in other.err) == (2, True)

    def test_a_calendar_is_written_over_a_calendar_of_this_ledger_alone(
        self, year: PaidYear
    ) -> None:
        calendar = year.folder / "year.ics"
        words = ("calendar", *YEAR, "--ics", str(calendar))
        for _ in range(2):
            year.done(*words)
        mine = calendar.read_bytes().replace(b"Alliance Ledger", b"Outlook")
        calendar.write_bytes(mine)
        ran = year.run(*words)
        assert (ran.code, "is not a calendar of this ledger" in ran.err) == (2, True)
        assert calendar.read_bytes() == mine

    def test_no_calendar_is_written_where_its_list_cannot_be(self, year: PaidYear) -> None:
        calendar, letter = year.folder / "year.ics", year.folder / "letter.csv"
        letter.write_text("Dear board,\n")
        ran = year.run("calendar", *YEAR, "--ics", str(calendar), "--csv", str(letter))
        assert (ran.code, calendar.exists(), letter.read_text()) == (2, False, "Dear board,\n")


def test_a_list_of_the_law_minds_it_too(tmp_path: Path) -> None:
    letter = tmp_path / "letter.csv"
    letter.write_text("Dear board,\n")
    ran = run("rules", "list", "--csv", str(letter))
    assert (ran.code, letter.read_text()) == (2, "Dear board,\n")
