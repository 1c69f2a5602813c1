"""A certification is all 169 towns of one year, once each; every fault has its line and column."""

from collections.abc import Callable
from pathlib import Path

import pytest
from certified import ALLIANCE, EARMARK, ECS, Sheet

from domain.errors import UnreadableFileError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.certification_file import (
    CERTIFICATION_COLUMNS,
    Certification,
    CertifiedTown,
    certification_of,
)
from ledger.source_file import read_source

FY2024 = FiscalYear(2024)


@pytest.fixture
def sheet() -> Sheet:
    return Sheet.of_year(2024)


def read(
    sheet: Sheet, folder: Path, year: FiscalYear | None = FY2024, *, without: str = ""
) -> Certification:
    source = read_source(sheet.write(folder, without=without), CERTIFICATION_COLUMNS)
    return certification_of(source, year)


def refused(sheet: Sheet, folder: Path, year: FiscalYear | None = FY2024) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(sheet, folder, year)
    return caught.value


def of(certification: Certification, town: str) -> CertifiedTown:
    return next(one for one in certification.towns if one.district.name == town)


# ---- what is read ----


def test_a_row_is_a_town_with_whole_and_parts(sheet: Sheet, tmp_path: Path) -> None:
    found = of(read(sheet, tmp_path), "Ansonia")
    assert (found.line, found.entitlement, found.alliance, found.earmark) == (
        3,
        Money.dollars(19_422_268),
        Money.dollars(4_329_576),
        Money.dollars(61_024),
    )
    # 19,422,268 - 4,329,576 - 61,024 = 15,031,668, the FY2012 entitlement.
    assert (found.unrestricted, found.above_whole) == (Money.dollars(15_031_668), Money(0))


def test_parts_above_the_whole_leave_nothing_unrestricted(sheet: Sheet, tmp_path: Path) -> None:
    sheet.row("Ansonia")[ALLIANCE] = "19422268.00"
    found = of(read(sheet, tmp_path), "Ansonia")
    assert (found.unrestricted, found.above_whole) == (Money(0), Money.dollars(61_024))


def test_an_empty_earmark_is_not_given_and_the_column_may_be_left_out(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.row("Ansonia")[EARMARK] = ""
    given = read(sheet, tmp_path)
    assert (given.earmarks_given, of(given, "Ansonia").earmark) == (True, None)
    left_out = read(sheet, tmp_path, without=EARMARK)
    assert (left_out.earmarks_given, of(left_out, "Windsor").earmark) == (False, None)


def test_without_a_year_asked_for_it_is_the_year_of_the_rows(sheet: Sheet, tmp_path: Path) -> None:
    assert read(sheet, tmp_path, None).fiscal_year == FY2024


def test_a_code_may_have_leading_zeros_and_a_name_any_case(sheet: Sheet, tmp_path: Path) -> None:
    sheet.row("Andover").update(town="ANDOVER", town_code="001")
    assert len(read(sheet, tmp_path).towns) == 169


# ---- each fault by line and column ----


def _cell(town: str, column: str, text: str) -> Callable[[Sheet], None]:
    def change(sheet: Sheet) -> None:
        sheet.row(town)[column] = text

    return change


FAULTS = {
    "another year": (
        _cell("Avon", "fiscal_year", "2022"),
        {"line 5": "fiscal_year FY2022 is not FY2024, the year of this certification."},
    ),
    "a calendar year typed for a fiscal year": (
        _cell("Avon", "fiscal_year", "2023"),
        {
            "line 5": "fiscal_year FY2023 is not FY2024, the year of this certification. 2023 is "
            "the calendar year FY2024 begins in: typed for FY2024?"
        },
    ),
    "an unknown town": (
        _cell("Bethel", "town", "Bethell"),
        {
            "line 10": "town 'Bethell' is not one of the 169 towns. Nearest: Bethel (9), "
            "Bethlehem (10).",
            "missing": "Bethel (9)",
        },
    ),
    "a code of another town": (
        _cell("Windsor", "town_code", "165"),
        {"line 165": "town_code Windsor has town code 164, and the row says 165."},
    ),
    "no code": (
        _cell("Windsor", "town_code", " "),
        {"line 165": "town_code Windsor stands without its code, 164."},
    ),
    "a code for a name": (
        _cell("Windsor", "town", "164"),
        {"line 165": "town 164 is a code; the name, Windsor, is needed as well."},
    ),
    "an empty entitlement": (
        _cell("Avon", ECS, ""),
        {"line 5": f"{ECS} The amount is empty; a known zero is 0.00."},
    ),
    "an empty Alliance part": (
        _cell("Avon", ALLIANCE, ""),
        {"line 5": f"{ALLIANCE} The amount is empty; a known zero is 0.00."},
    ),
    "an amount below zero": (
        _cell("Avon", EARMARK, "-1"),
        {"line 5": f"{EARMARK} -1 is below zero."},
    ),
}


@pytest.mark.parametrize(("plant", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_by_line_and_column(
    sheet: Sheet, tmp_path: Path, plant: Callable[[Sheet], None], told: dict[str, str]
) -> None:
    plant(sheet)
    assert refused(sheet, tmp_path).details == told


def test_an_amount_with_separators_is_named_with_how_to_write_it(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.row("Avon")[ECS] = "1,180,676"
    told = refused(sheet, tmp_path).details["line 5"]
    assert told.startswith(f"{ECS} '1,180,676' is not an amount")


def test_a_year_written_as_two_is_no_fiscal_year(sheet: Sheet, tmp_path: Path) -> None:
    sheet.row("Avon")["fiscal_year"] = "2023-24"
    told = refused(sheet, tmp_path).details["line 5"]
    assert told.startswith("fiscal_year '2023-24' is not a fiscal year.")


def test_a_town_that_stands_twice_names_both_lines(sheet: Sheet, tmp_path: Path) -> None:
    sheet.rows.append(dict(sheet.row("Windsor")))
    error = refused(sheet, tmp_path)
    assert error.details == {"line 171": "town Windsor (164) stands on line 165 already."}
    assert error.message == "synthetic.csv has 1 row that cannot be read."


def test_towns_without_a_row_are_named(sheet: Sheet, tmp_path: Path) -> None:
    sheet.rows = [row for row in sheet.rows if row["town"] not in {"Avon", "Union"}]
    error = refused(sheet, tmp_path)
    assert error.details == {"missing": "Avon (4), Union (145)"}
    assert error.message == "synthetic.csv lacks 2 rows that have to be there."


def test_all_faults_are_told_at_once_and_those_of_a_row_together(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.row("Avon").update({"fiscal_year": "2022", ECS: "", ALLIANCE: ""})
    sheet.row("Union")["town_code"] = ""
    error = refused(sheet, tmp_path)
    assert list(error.details) == ["line 5", "line 146"]
    assert error.details["line 5"].count(" · ") == 2
    assert error.next_step == "Mend these rows; nothing was compared."


# ---- the whole file of another year ----


def test_a_file_of_the_year_before_is_told_once_with_the_calendar_year(tmp_path: Path) -> None:
    error = refused(Sheet.of_year(2023), tmp_path)
    assert error.message == "All rows of synthetic.csv are of FY2023, and FY2024 was asked for."
    assert error.next_step.startswith(
        "2023 is also the calendar year in which FY2024 begins: FY2024 runs from July 1, 2023 to "
        "June 30, 2024. Ask for --fiscal-year 2023, or mend the file."
    )


def test_a_calendar_year_typed_in_the_question_is_told_the_same_way(
    sheet: Sheet, tmp_path: Path
) -> None:
    error = refused(sheet, tmp_path, FiscalYear(2023))
    assert error.next_step.startswith("2023 is also the calendar year in which FY2024 begins")


def test_a_file_of_a_year_further_off_has_no_such_hint(sheet: Sheet, tmp_path: Path) -> None:
    error = refused(sheet, tmp_path, FiscalYear(2027))
    assert error.next_step.startswith("Ask for --fiscal-year 2024")


def test_a_file_without_any_year_is_no_certification(sheet: Sheet, tmp_path: Path) -> None:
    sheet.rows = []
    assert refused(sheet, tmp_path, None).details == {"missing": "a row with a fiscal year"}
