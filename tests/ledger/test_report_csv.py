"""An expenditure report as CSV, by line or by account, and the crosswalk. C.G.S. § 10-262u(g)."""

from pathlib import Path

import pytest
from sent_reports import CSV_HEAD, FY2026, reported

from domain.errors import UnreadableFileError
from domain.plan_content import Discrepancy, Severity
from domain.report_content import ReportContent
from domain.report_events import CrosswalkEntry
from domain.report_reading import ReadReport
from ledger.crosswalk_file import read_crosswalk
from ledger.report_csv import read_report_csv
from ledger.report_template import report_csv_template

TUTORS = "bilingual tutors (synthetic)"


def _file(folder: Path, *rows: str) -> Path:
    file = folder / "windham.csv"
    file.write_text("\n".join(rows) + "\n", "utf-8")
    return file


def _read(folder: Path, *rows: str, crosswalk: dict[str, str] | None = None) -> ReadReport:
    return read_report_csv(_file(folder, *rows), crosswalk or {})


def _found(folder: Path, *rows: str) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in _wrong(_read(folder, *rows))]


def _wrong(read: ReadReport) -> list[Discrepancy]:
    """What is wrong but for the note that most of these files do not say whose they are."""
    return [one for one in read.discrepancies if one.code != "whose_not_said"]


def _paid(read: ReadReport) -> dict[str, str]:
    assert read.content is not None, read.discrepancies
    return {line.key: str(line.paid) for line in read.content.lines}


def test_a_whole_report_is_read_by_line(tmp_path: Path) -> None:
    read = _read(tmp_path, CSV_HEAD, f"2.4,{TUTORS},120000.50,1000,200,5000")
    assert _wrong(read) == []
    line = reported("2.4", "120000.50", "1000", "200", "5000")
    assert read.content == ReportContent(plan_version=None, lines=(line,))
    assert (read.district_code, read.fiscal_year) == (None, None)


def test_amounts_are_read_as_people_and_spreadsheets_write_them(tmp_path: Path) -> None:
    rows = ('1.1,,"1,234.50",,,', '1.2,,"$12,000",,,', "1.3,,7,,,")
    assert _paid(_read(tmp_path, CSV_HEAD, *rows)) == {
        "1.1": "1234.50",
        "1.2": "12000.00",
        "1.3": "7.00",
    }


def test_columns_have_other_names_and_any_order(tmp_path: Path) -> None:
    read = _read(tmp_path, "Paid by June 30,Encumbered,Plan Line", "5,6.25,2.4")
    assert read.content is not None
    [line] = read.content.lines
    assert (line.key, str(line.paid), str(line.obligated)) == ("2.4", "5.00", "6.25")


def test_values_are_echoed_and_found_by_line_and_heading(tmp_path: Path) -> None:
    read = _read(tmp_path, CSV_HEAD, "2.4,,120000.50,,,")
    assert [(one.place, one.field, one.taken) for one in read.echo] == [
        ("line 2 column paid_by_june_30", "paid by june 30", "120,000.50")
    ]
    assert read.places.of("line 2.4 column obligated") == "line 2 column still_obligated"


class TestTotals:
    ROWS = ("1.1,,10,,,2", "1.2,,20.50,,,3")

    @pytest.mark.parametrize(
        "total", ["Total,,30.50,,,5", ",Total of all lines,30.50,0,,5.00", "TOTALS,,,,,"]
    )
    def test_a_row_of_totals_that_add_up_is_compared_and_not_counted(
        self, tmp_path: Path, total: str
    ) -> None:
        assert _paid(_read(tmp_path, CSV_HEAD, *self.ROWS, total)) == {
            "1.1": "10.00",
            "1.2": "20.50",
        }

    @pytest.mark.parametrize("written", ["30.51", "much"])
    def test_one_that_differs_stops_with_both_figures(self, tmp_path: Path, written: str) -> None:
        read = _read(tmp_path, CSV_HEAD, *self.ROWS, f"Total,,{written},,,5")
        [one] = _wrong(read)
        assert (one.code, one.place) == ("total_differs", "line 4 column paid_by_june_30")
        assert one.message.startswith(f"The total says {written}; the rows add up to 30.50.")

    def test_one_of_a_column_with_an_unread_cell_waits(self, tmp_path: Path) -> None:
        rows = (*self.ROWS, "1.3,,x,,,", "Total,,31,,,5")
        assert _found(tmp_path, CSV_HEAD, *rows) == [
            ("not_an_amount", "line 4 column paid_by_june_30")
        ]


class TestRefunds:
    def test_one_is_taken_off_its_line(self, tmp_path: Path) -> None:
        rows = ("2.4,tutors,100,,,", "2.4,refund of the vendor,-30.25,,,", "Total,,69.75,,,")
        assert _paid(_read(tmp_path, CSV_HEAD, *rows)) == {"2.4": "69.75"}

    def test_one_in_another_column_is_refused(self, tmp_path: Path) -> None:
        assert _found(tmp_path, CSV_HEAD, "2.4,,100,,-5,") == [
            ("negative_amount", "line 2 column still_obligated")
        ]


class TestByAccount:
    HEAD = "account,description,paid_by_june_30"

    def test_accounts_are_summed_by_line(self, tmp_path: Path) -> None:
        rows = ("1110,a,100", "1120,b,20.50", "Total,,120.50")
        read = _read(tmp_path, self.HEAD, *rows, crosswalk={"1110": "2.4", "1120": "2.4"})
        assert _paid(read) == {"2.4": "120.50"}

    def test_each_account_that_is_not_in_the_crosswalk_is_named(self, tmp_path: Path) -> None:
        rows = ("1110,a,100", "1120,b,20.50")
        assert _found(tmp_path, self.HEAD, *rows) == [
            ("account_unknown", "line 2 column account"),
            ("account_unknown", "line 3 column account"),
        ]

    def test_a_line_named_beside_the_account_counts_before_the_crosswalk(
        self, tmp_path: Path
    ) -> None:
        head = f"line,{self.HEAD}"
        read = _read(tmp_path, head, "3.1,1110,a,100", crosswalk={"1110": "2.4"})
        assert _paid(read) == {"3.1": "100.00"}
        assert read.crosswalk == (CrosswalkEntry(account="1110", line="3.1"),)


class TestWhose:
    HEAD = f"town,town_code,fiscal_year,{CSV_HEAD}"

    def test_town_code_and_year_of_all_rows_are_taken(self, tmp_path: Path) -> None:
        rows = ("Windham,163,2026,1.1,,5,,,", "windham,163,FY2026,1.2,,5,,,", "Total,,,,,10,,,")
        read = _read(tmp_path, self.HEAD, *rows)
        assert (read.district_code, read.fiscal_year) == (163, FY2026)
        assert read.discrepancies == ()

    @pytest.mark.parametrize("silent", ["town", "fiscal_year"])
    def test_a_file_that_does_not_say_one_of_them_is_noted(
        self, tmp_path: Path, silent: str
    ) -> None:
        columns = {"town": "Windham", "town_code": "163", "fiscal_year": "2026"}
        columns |= {silent: ""} if silent != "town" else {"town": "", "town_code": ""}
        row = f"{','.join(columns.values())},1.1,,5,,,"
        [one] = _read(tmp_path, self.HEAD, row).discrepancies
        assert (one.code, one.place, one.severity) == ("whose_not_said", "line 1", Severity.NOTE)

    @pytest.mark.parametrize(
        ("row", "code", "column"),
        [
            ("Windham,165,2026,1.2,,5,,,", "town_and_code_differ", "town"),
            ("Windham,,2026,1.2,,5,,,", "town_unknown", "town"),
            ("Windom,163,2026,1.2,,5,,,", "town_unknown", "town"),
            ("Windham,163,25-26,1.2,,5,,,", "invalid_fiscal_year", "fiscal_year"),
        ],
    )
    def test_what_names_no_town_or_year_is_named(
        self, tmp_path: Path, row: str, code: str, column: str
    ) -> None:
        found = _found(tmp_path, self.HEAD, "Windham,163,2026,1.1,,5,,,", row)
        assert found == [(code, f"line 3 column {column}")]

    @pytest.mark.parametrize(
        ("row", "code", "column"),
        [
            ("Windsor,164,2026,1.2,,5,,,", "several_towns", "town"),
            ("Windham,163,2025,1.2,,5,,,", "several_years", "fiscal_year"),
        ],
    )
    def test_a_report_is_of_one_town_and_year(
        self, tmp_path: Path, row: str, code: str, column: str
    ) -> None:
        found = _found(tmp_path, self.HEAD, "Windham,163,2026,1.1,,5,,,", row)
        assert found == [(code, f"line 1 column {column}")]


class TestHeadings:
    @pytest.mark.parametrize(
        ("head", "code", "column"),
        [
            ("line,paid,stil_obligated", "unknown_column", "stil_obligated"),
            ("line,paid,paid_by_june_30", "column_twice", "paid_by_june_30"),
        ],
    )
    def test_one_that_is_unknown_or_twice_is_named(
        self, tmp_path: Path, head: str, code: str, column: str
    ) -> None:
        assert _found(tmp_path, head, "2.4,5,6") == [(code, f"line 1 column {column}")]

    @pytest.mark.parametrize(
        ("head", "lacks"), [("line,local", "paid by june 30"), ("paid,local", "line or account")]
    )
    def test_without_those_that_are_needed_nothing_is_read(
        self, tmp_path: Path, head: str, lacks: str
    ) -> None:
        with pytest.raises(UnreadableFileError) as refused:
            _read(tmp_path, head, "2.4,5")
        assert refused.value.message == f"windham.csv lacks a column it needs: {lacks}."

    def test_a_column_without_a_heading_is_passed_over(self, tmp_path: Path) -> None:
        assert _paid(_read(tmp_path, "line,paid,", "2.4,5,")) == {"2.4": "5.00"}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("2.4,,,,,", ("no_amount", "line 2 column paid_by_june_30")),
        (",,5,,,", ("key_missing", "line 2 column line")),
        ("2.4,,5.5,,,", ("not_an_amount", "line 2 column paid_by_june_30")),
        ("2.4,,5,,,,moved", ("extra_cells", "line 2")),
        ("2.4,a\x07b,5,,,", ("unreadable_text", "line 2")),
    ],
)
def test_what_is_wrong_with_a_row_is_named_by_line(
    tmp_path: Path, row: str, found: tuple[str, str]
) -> None:
    assert _found(tmp_path, CSV_HEAD, row) == [found]


def test_a_row_that_was_not_taken_leaves_the_lines_unread(tmp_path: Path) -> None:
    read = _read(tmp_path, CSV_HEAD, "1.1,,5,,,", "2.4,,5,,,,moved")
    assert read.content is None
    assert not read.places.was_read("lines")


def test_the_template_has_the_headings_that_are_read(tmp_path: Path) -> None:
    row = "Windham,163,FY2026,2.4,tutors,5,6,7,8"
    read = _read(tmp_path, report_csv_template().strip(), row)
    assert read.discrepancies == ()
    assert _paid(read) == {"2.4": "5.00"}


class TestCrosswalk:
    def test_it_says_on_which_line_each_account_is(self, tmp_path: Path) -> None:
        file = _file(tmp_path, "account,line,words", "1110 ,2.4,tutors", "1120,2.4,", "1110,2.4,")
        assert read_crosswalk(file) == (
            CrosswalkEntry(account="1110", line="2.4"),
            CrosswalkEntry(account="1120", line="2.4"),
        )

    @pytest.mark.parametrize(
        ("rows", "details"),
        [
            (("1110,2.4", "1110,3.1"), {"line 3": "account '1110' is on line '2.4' already"}),
            (("1110,",), {"line 2": "it names no account, or no line"}),
            (("1110,2.4,x",), {"line 2": "3 cells under 2 headings"}),
            ((), {"rows": "none"}),
        ],
    )
    def test_one_that_says_it_twice_or_not_is_refused(
        self, tmp_path: Path, rows: tuple[str, ...], details: dict[str, str]
    ) -> None:
        with pytest.raises(UnreadableFileError) as refused:
            read_crosswalk(_file(tmp_path, "account,line", *rows))
        assert refused.value.details == details
