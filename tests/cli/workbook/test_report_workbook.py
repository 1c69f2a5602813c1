"""The workbook of an expenditure report, written and read back. C.G.S. § 10-262u(g)."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from plan_workbooks import with_cell, with_parts
from report_workbooks import FIRST, SPENT, TOTALS, filled_report, packed, save, windham
from sent_reports import FY2026, dollars

from cli.workbook.mark import write_returned
from cli.workbook.report_prefill import ReportPackage
from cli.workbook.report_read import read_report
from domain.plan_content import Severity
from domain.report_content import Counted, ReportContent, ReportedLine
from domain.report_events import CrosswalkEntry
from domain.report_reading import ReadReport

STATEMENT = 2  # the sheet's number in the file
REPORT = ReportContent(
    plan_version=3,
    lines=(
        ReportedLine(key="2.4", description="tutors", paid=dollars("110000.50")),
        ReportedLine(
            key="3.1", description="transport", paid=dollars("72750.25"), local=dollars("500")
        ),
    ),
    certified_by="A. Gray, superintendent (synthetic)",
    certified_on=date(2026, 8, 28),
)


def _found(read: ReadReport) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in read.discrepancies]


def _changed(folder: Path, change: Callable[[Workbook], object]) -> ReadReport:
    file = filled_report(folder)
    save(file, change)
    return read_report(file, {})


def _typed(sheet: str, cell: str, value: object) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        book[sheet][cell].value = value

    return change


class TestThePackage:
    def _book(self, folder: Path, package: ReportPackage | None = None) -> Workbook:
        return load_workbook(packed(folder, package))

    def test_its_sheets_are_all_in_sight(self, tmp_path: Path) -> None:
        book = self._book(tmp_path)
        assert book.sheetnames == ["Read me", "Statement", "Accounts", "Sign"]
        assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}

    def test_every_sheet_and_printed_page_says_from_which_ledger_it_is(
        self, tmp_path: Path
    ) -> None:
        for sheet in self._book(tmp_path).worksheets:
            assert sheet["A2"].value == "TRAINING · practice ledger (synthetic)"
            assert sheet.oddHeader is not None
            assert sheet.oddHeader.center.text == "TRAINING · practice ledger (synthetic)"

    def test_the_first_sheet_says_what_was_available_what_counts_and_by_when(
        self, tmp_path: Path
    ) -> None:
        sheet = self._book(tmp_path)["Read me"]
        assert {sheet[f"A{row}"].value: sheet[f"B{row}"].value for row in range(4, 16)} == {
            "Form": "alliance-report 1",
            "Town": "Windham",
            "Town code": 163,
            "Fiscal year": "FY2026",
            None: None,
            "Carried in": "12,750.75",
            "Received": "180,000.00",
            "Available": "192,750.75",
            "Plan version in force on June 30": "3",
            "Which columns count as spent": (
                "not set by the Department; what was paid by June 30 is added up"
            ),
            "Due": "no date set by the Commissioner",
            "Questions to": "alliance@example.org",
        }

    def test_the_approved_lines_stand_there_with_their_amounts(self, tmp_path: Path) -> None:
        sheet = self._book(tmp_path)["Statement"]
        lines = [[sheet.cell(row, n).value for n in range(1, 5)] for row in range(FIRST, FIRST + 3)]
        assert lines == [
            ["2.4", "tutors", 120000, None],
            ["3.1", "transport", 72750.75, None],
            [None, None, None, None],
        ]

    @pytest.mark.parametrize(
        ("counted", "formula"),
        [
            (None, "D15"),
            (Counted.PAID, "D15"),
            (Counted.PAID_AFTER, "D15+E15"),
            (Counted.OBLIGATED, "D15+E15+F15"),
        ],
    )
    def test_what_is_spent_adds_up_the_columns_that_count(
        self, counted: Counted | None, formula: str, tmp_path: Path
    ) -> None:
        sheet = self._book(tmp_path, windham(counted=counted))["Statement"]
        assert sheet["H15"].value == f'=IF(COUNT(D15:F15)=0,"",{formula})'
        assert sheet["I15"].value == '=IF(COUNT(D15:F15)=0,"",C15-H15)'

    def test_totals_and_what_is_left_are_formulas_with_their_values(self, tmp_path: Path) -> None:
        file = packed(tmp_path)
        formulas = load_workbook(file)["Statement"]
        values = load_workbook(file, data_only=True)["Statement"]
        assert formulas["D14"].value == "=SUM(D15:D2000)"
        assert formulas["F11"].value == "=ROUND(D11-E11,2)"
        assert (values["C14"].value, values["D14"].value) == (192750.75, 0)
        assert (values["D11"].value, values["F11"].value) == (192750.75, 192750.75)

    def test_without_an_amount_available_nothing_is_checked(self, tmp_path: Path) -> None:
        package = windham(available=None, carry_in=None, received=None, plan_version=None, lines=())
        book = self._book(tmp_path, package)
        assert book["Statement"]["D12"].value == (
            "Not checked here: what was available was not known."
        )
        assert book["Statement"]["C8"].value == "not on record here"
        assert book["Read me"]["B12"].value == "none is on record"

    def test_the_day_the_department_set_stands_there(self, tmp_path: Path) -> None:
        sheet = self._book(tmp_path, windham(until=date(2026, 9, 30)))["Statement"]
        assert sheet["B7"].value == datetime(2026, 9, 30)  # noqa: DTZ001 - as Excel has it

    def test_an_empty_form_lets_the_town_be_filled_in(self, tmp_path: Path) -> None:
        sheet = self._book(tmp_path, windham(district=None))["Read me"]
        assert sheet["A1"].value == "Expenditure report · Town to be filled in · FY2026"
        assert not sheet["B5"].protection.locked

    def test_the_same_package_gives_the_same_bytes(self, tmp_path: Path) -> None:
        first = packed(tmp_path).read_bytes()
        assert packed(tmp_path).read_bytes() == first


class TestReadingItBack:
    def test_what_the_board_filled_in_is_read(self, tmp_path: Path) -> None:
        read = read_report(filled_report(tmp_path), {})
        assert read.discrepancies == ()
        assert read.content == REPORT
        assert (read.district_code, read.fiscal_year) == (163, FY2026)

    def test_values_are_echoed_with_their_cells(self, tmp_path: Path) -> None:
        echo = {one.place: one.taken for one in read_report(filled_report(tmp_path), {}).echo}
        assert echo["sheet Statement row 15 column D (paid by june 30)"] == "110,000.50"
        assert echo["sheet Sign row 7 column B (certified on)"] == "2026-08-28"

    def test_an_approved_line_without_an_amount_is_left_out(self, tmp_path: Path) -> None:
        read = read_report(filled_report(tmp_path, {"2.4": (5,)}), {})
        assert read.content is not None
        assert [line.key for line in read.content.lines] == ["2.4"]
        assert read.left_out == ("3.1",)

    def test_a_line_of_its_own_and_a_refund_in_a_row_of_its_own_are_read(
        self, tmp_path: Path
    ) -> None:
        def add(book: Workbook) -> None:
            sheet = book["Statement"]
            sheet["A17"].value, sheet["B17"].value, sheet["D17"].value = "9.9", "fence", 12500
            sheet["A18"].value, sheet["B18"].value, sheet["D18"].value = "2.4", "back", -250.25

        read = _changed(tmp_path, add)
        assert read.content is not None
        # 110,000.50 - 250.25
        assert {line.key: str(line.paid) for line in read.content.lines} == {
            "2.4": "109750.25",
            "3.1": "72750.25",
            "9.9": "12500.00",
        }
        assert _found(read) == [
            ("refund_taken_off", "sheet Statement row 18 column D (paid by june 30)")
        ]

    def test_only_what_was_paid_may_be_below_zero(self, tmp_path: Path) -> None:
        read = _changed(tmp_path, _typed("Statement", "F15", -1))
        assert _found(read) == [
            ("negative_amount", "sheet Statement row 15 column F (still obligated)")
        ]

    def test_a_formula_with_its_value_is_fine_and_one_without_is_named(
        self, tmp_path: Path
    ) -> None:
        file = filled_report(tmp_path)
        save(file, _typed("Statement", "D15", "=100000.5+10000"), {"Statement": {"D15": 110000.5}})
        with_cell(file, STATEMENT, f"D{TOTALS}", "<f>SUM(D15:D99)</f><v>182750.75</v>")
        assert read_report(file, {}).content == REPORT
        with_cell(file, STATEMENT, "D15", "<f>100000.5+10000</f>")
        read = read_report(file, {})
        assert _found(read) == [
            ("formula_not_calculated", "sheet Statement row 15 column D (paid by june 30)")
        ]

    def test_a_text_that_begins_with_an_equals_sign_is_a_text(self, tmp_path: Path) -> None:
        def change(book: Workbook) -> None:
            book["Statement"]["B15"].value = "=more tutors"
            book["Statement"]["B15"].data_type = "s"

        content = _changed(tmp_path, change).content
        assert content is not None
        assert content.lines[0].description == "=more tutors"

    def test_whole_dollars_and_days_as_text_are_read(self, tmp_path: Path) -> None:
        content = _changed(tmp_path, _typed("Sign", "B7", "2026-08-28")).content
        assert content == REPORT

    def test_a_total_that_differs_stops(self, tmp_path: Path) -> None:
        file = filled_report(tmp_path)
        save(file, lambda _: None, {"Statement": {f"D{TOTALS}": 182000}})
        [one] = read_report(file, {}).discrepancies
        assert (one.code, one.severity) == ("total_differs", Severity.STOPS)
        assert one.message.startswith("The total says 182,000.00; the lines add up to 182,750.75.")

    def test_a_line_without_any_amount_is_named(self, tmp_path: Path) -> None:
        read = _changed(tmp_path, _typed("Statement", "A17", "4.1"))
        assert _found(read) == [("no_amount", "sheet Statement row 17 column D (paid by june 30)")]
        assert not read.places.was_read("lines")

    def test_a_row_without_a_line_is_named(self, tmp_path: Path) -> None:
        read = _changed(tmp_path, _typed("Statement", "D17", 5))
        assert _found(read) == [("missing", "sheet Statement row 17 column A (line)")]


class TestWhatItSaysAboutItself:
    def test_everything_is_read(self, tmp_path: Path) -> None:
        def change(book: Workbook) -> None:
            sheet = book["Statement"]
            for cell, value in (("B7", "2026-09-30"), ("B8", 12750.75), ("B9", 180000)):
                sheet[cell].value = value

        content = _changed(tmp_path, change).content
        assert content is not None
        assert content.paid_after_until == date(2026, 9, 30)
        assert (content.carried_in, content.received) == (dollars("12750.75"), dollars("180000"))

    def test_an_interim_report_names_its_day(self, tmp_path: Path) -> None:
        def change(book: Workbook) -> None:
            book["Statement"]["B4"].value = "Interim"
            book["Statement"]["B5"].value = "2026-03-31"

        content = _changed(tmp_path, change).content
        assert content is not None
        assert content.as_of == date(2026, 3, 31)

    @pytest.mark.parametrize(
        ("cell", "value", "found"),
        [
            ("B4", "interim", ("missing", "row 5 column B (up to (interim only))")),
            ("B4", "final", ("not_a_choice", "row 4 column B (annual or interim)")),
            ("B4", None, ("not_a_choice", "row 4 column B (annual or interim)")),
            ("B5", "2026-03-31", ("annual_with_day", "row 5 column B (up to (interim only))")),
            ("B5", "March", ("not_a_date", "row 5 column B (up to (interim only))")),
            ("B6", "version 3", ("not_a_number", "row 6 column B (plan version)")),
            ("B6", 0, ("not_a_number", "row 6 column B (plan version)")),
            ("B9", "-5", ("negative_amount", "row 9 column B (received)")),
        ],
    )
    def test_what_is_wrong_is_named_by_its_cell(
        self, cell: str, value: object, found: tuple[str, str], tmp_path: Path
    ) -> None:
        read = _changed(tmp_path, _typed("Statement", cell, value))
        assert _found(read) == [(found[0], f"sheet Statement {found[1]}")]
        assert read.content is None

    def test_what_is_left_empty_is_not_said(self, tmp_path: Path) -> None:
        def change(book: Workbook) -> None:
            book["Statement"]["B6"].value = None
            book["Sign"]["B6"].value = book["Sign"]["B7"].value = None

        content = _changed(tmp_path, change).content
        assert content is not None
        assert (content.plan_version, content.certified_by, content.certified_on) == (
            None,
            None,
            None,
        )


class TestAccounts:
    ROWS = (
        ("1110", "salaries", "2.4", 110000),
        ("1120", "benefits", None, 0.5),
        ("2700", "buses", "3.1", 72750.25, 0, 0, 500),
    )
    CROSSWALK = {"1120": "2.4"}  # noqa: RUF012 - read only

    def test_an_empty_statement_is_added_up_from_them(self, tmp_path: Path) -> None:
        read = read_report(filled_report(tmp_path, {}, self.ROWS), self.CROSSWALK)
        assert read.discrepancies == ()
        assert read.content is not None
        assert {line.key: (str(line.paid), str(line.local)) for line in read.content.lines} == {
            "2.4": ("110000.50", "0.00"),
            "3.1": ("72750.25", "500.00"),
        }
        assert read.crosswalk == (
            CrosswalkEntry(account="1110", line="2.4"),
            CrosswalkEntry(account="2700", line="3.1"),
        )

    def test_an_account_on_no_line_is_named_by_its_cell(self, tmp_path: Path) -> None:
        read = read_report(filled_report(tmp_path, {}, self.ROWS), {})
        assert _found(read) == [("account_unknown", "sheet Accounts row 7 column A (account)")]

    def test_both_may_stand_there_where_they_agree(self, tmp_path: Path) -> None:
        read = read_report(filled_report(tmp_path, SPENT, self.ROWS), self.CROSSWALK)
        assert read.content == REPORT

    def test_where_they_differ_the_line_is_named_with_both_figures(self, tmp_path: Path) -> None:
        rows = (*self.ROWS, ("1130", "more", "2.4", 9.5), ("3000", "fence", "9.9", 12))
        read = read_report(filled_report(tmp_path, SPENT, rows), self.CROSSWALK)
        assert read.content is None
        assert [(one.code, one.place, one.message) for one in read.discrepancies] == [
            (
                "accounts_differ",
                "sheet Statement row 15 column D (paid by june 30)",
                (
                    "Line 2.4 says 110,000.50; its accounts add up to 110,010.00. Mend the one "
                    "that is wrong."
                ),
            ),
            (
                "accounts_differ",
                "line 9.9 column paid",
                "Line 9.9 says 0.00; its accounts add up to 12.00. Mend the one that is wrong.",
            ),
        ]

    def test_an_account_on_no_line_is_named_beside_a_statement_too(self, tmp_path: Path) -> None:
        read = read_report(filled_report(tmp_path, SPENT, self.ROWS), {})
        # What is missing on line 2.4 may be what stands on no line, so that is not told twice.
        assert _found(read) == [
            ("account_unknown", "sheet Accounts row 7 column A (account)"),
            ("accounts_waiting", "sheet Statement row 14 column D (paid by june 30)"),
        ]
        assert read.content is None

    def test_nor_does_it_hide_that_another_line_differs(self, tmp_path: Path) -> None:
        rows = (*self.ROWS[:2], ("2700", "buses", "3.1", 72750.24, 0, 0, 500))
        read = read_report(filled_report(tmp_path, SPENT, rows), {})
        differs = ("accounts_differ", "sheet Statement row 16 column D (paid by june 30)")
        assert differs in _found(read)

    def test_without_amounts_they_only_say_on_which_line_they_are(self, tmp_path: Path) -> None:
        read = read_report(filled_report(tmp_path, SPENT, (("1110", "salaries", "2.4"),)), {})
        assert read.content == REPORT
        assert read.crosswalk == (CrosswalkEntry(account="1110", line="2.4"),)

    def test_the_sheet_may_be_taken_out(self, tmp_path: Path) -> None:
        read = _changed(tmp_path, lambda book: book.__delitem__("Accounts"))
        assert read.content == REPORT


class TestTheForm:
    def test_a_plan_is_not_a_report(self, tmp_path: Path) -> None:
        read = _changed(tmp_path, _typed("Read me", "B4", "alliance-plan 1"))
        assert _found(read) == [("another_form", "sheet Read me row 4 column B (form)")]
        assert read.readable is None
        assert "Put the report on the workbook of its year." in read.discrepancies[0].message

    def test_town_and_code_have_to_agree(self, tmp_path: Path) -> None:
        read = _changed(tmp_path, _typed("Read me", "B6", 165))
        assert _found(read) == [
            ("town_and_code_differ", "sheet Read me row 6 column B (town code)")
        ]

    def test_a_missing_sheet_is_named(self, tmp_path: Path) -> None:
        read = _changed(tmp_path, lambda book: book.__delitem__("Statement"))
        assert _found(read)[0] == ("sheet_missing", "sheet Statement")
        assert not read.places.was_read("lines")

    def test_moved_headings_stop(self, tmp_path: Path) -> None:
        read = _changed(tmp_path, _typed("Statement", "D13", "Paid"))
        assert _found(read)[0] == ("headings_missing", "sheet Statement row 13 column D")
        assert read.content is None

    def test_what_is_out_of_sight_is_named(self, tmp_path: Path) -> None:
        def change(book: Workbook) -> None:
            book["Statement"].row_dimensions[15].hidden = True
            book["Statement"].merge_cells("D16:D17")
            book["Accounts"]["C6"].value = "2.4"
            book["Accounts"].column_dimensions["C"].hidden = True

        file = filled_report(tmp_path)
        save(file, change)
        with_cell(file, STATEMENT, "E15", "<f>[1]Books!B2</f><v>0</v>")
        with_parts(file, {"xl/vbaProject.bin": b"<x/>"})
        found = _found(read_report(file, {}))
        assert {code for code, _ in found} >= {"macro", "external_link", "hidden", "merged_amount"}
        assert ("hidden", "sheet Statement row 15") in found
        assert ("hidden", "sheet Accounts column C") in found
        assert ("merged_amount", "sheet Statement row 16 column D (paid by june 30)") in found


class TestGoingBack:
    def test_the_cells_are_marked_and_the_original_is_untouched(self, tmp_path: Path) -> None:
        file = filled_report(tmp_path, {"2.4": (110000.5, 0, -1)})
        before = file.read_bytes()
        out = tmp_path / "back.xlsx"
        write_returned(file, read_report(file, {}).discrepancies, out, what="report")
        book = load_workbook(out)
        comment = book["Statement"]["F15"].comment
        assert comment is not None
        assert comment.text.startswith("to be mended: The amount is negative: -1.00.")
        assert book["What to do"]["A2"].value == (
            "1 to be mended before the report can be taken, 0 to be looked at. Each is colored in "
            "its cell and commented there."
        )
        assert file.read_bytes() == before

    def test_the_copy_is_read_as_the_original_was(self, tmp_path: Path) -> None:
        file = filled_report(tmp_path)
        out = tmp_path / "back.xlsx"
        write_returned(file, (), out, what="report")
        assert read_report(out, {}).content == REPORT
