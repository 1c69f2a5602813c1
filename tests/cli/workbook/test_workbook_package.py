"""The workbook that is sent: what it shows, what it checks by itself, what it does not hide.

C.G.S. § 10-262u(d).
"""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from plan_workbooks import FIRST_LINE, STRATEGIES_2027, TOTALS, line, windsor, written

from cli.workbook.prefill import Package, empty_package
from cli.workbook.read import read_plan
from domain.district import BY_CODE
from domain.errors import UnreadableFileError
from domain.money import ZERO, Money


def _texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def _sheet(
    folder: Path, package: Package, name: str = "Budget", *, values: bool = False
) -> Worksheet:
    return load_workbook(written(folder, package), data_only=values)[name]


def test_the_sheets_stand_in_the_order_they_are_filled_in(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path, windsor()))
    names = ["Read me", "Budget", "Goals and people", "Other programs", "Sign", "Lists"]
    assert book.sheetnames == names


def test_nothing_is_hidden_linked_or_run(tmp_path: Path) -> None:
    file = written(tmp_path, windsor(last_year=(line("2.4", "120000"),)))
    book = load_workbook(file)
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert not any(shape.hidden for shape in sheet.row_dimensions.values())
        assert not any(shape.hidden for shape in sheet.column_dimensions.values())
        assert not sheet.merged_cells.ranges
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name]


def test_headings_are_locked_without_a_password_and_input_is_not(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, windsor())
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet["C7"].protection.locked
    assert sheet[f"F{TOTALS}"].protection.locked
    assert not sheet[f"F{FIRST_LINE}"].protection.locked


def test_the_same_package_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, windsor()).read_bytes()
    assert written(tmp_path, windsor()).read_bytes() == first


@pytest.mark.parametrize("name", ["Read me", "Budget", "Goals and people", "Sign", "Lists"])
def test_every_sheet_and_every_printed_page_names_a_ledger_that_is_not_real(
    name: str, tmp_path: Path
) -> None:
    headline = "TRAINING · practice & play (synthetic)"
    sheet = _sheet(tmp_path, windsor(headline=headline), name)
    assert sheet["A2"].value == headline
    assert sheet["A2"].fill.fgColor.rgb == "FFC00000"
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "TRAINING · practice && play (synthetic)"


def test_a_production_ledger_is_named_without_alarm(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, windsor(headline="PRODUCTION · Alliance FY2027"))
    assert sheet["A2"].value == "PRODUCTION · Alliance FY2027"
    assert sheet["A2"].fill.fill_type is None


def test_the_first_sheet_says_how_much_how_computed_and_by_when(tmp_path: Path) -> None:
    texts = _texts(_sheet(tmp_path, windsor(), "Read me"))
    # 582,729.00 + 18,250.00 = 600,979.00
    for said in (
        "Windsor",
        "164",
        "FY2027",
        "582,729.00",
        "less baseline 11,547,663.00",
        "18,250.00",
        "600,979.00",
        "no date set by the Commissioner",
        "alliance@example.org",
    ):
        assert said in texts


def test_the_check_turns_red_on_a_difference_and_on_too_much_carry_over(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, windsor())
    assert sheet["G5"].value == "=ROUND(F5-E5,2)"
    assert sheet["H5"].value == "=MAX(0,ROUND(E8-C5,2))"
    rules = {
        str(area.sqref): [rule.formula[0] for rule in area.rules]
        for area in sheet.conditional_formatting
    }
    assert rules == {"G5": ["$G$5<>0"], "H5": ["$H$5>0"], "B6": ["OR($G$5<>0,$H$5>0)"]}


def test_the_check_has_its_values_before_excel_calculates(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, windsor(), values=True)
    assert (sheet["E5"].value, sheet["F5"].value, sheet["G5"].value) == (600979, 0, -600979)
    assert "differ" in str(sheet["B6"].value)


def test_without_a_portion_nothing_is_checked_and_that_is_said(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, windsor(portion=None))
    assert sheet["B6"].value == "Not checked here: the portion was not known."
    assert (sheet["E5"].value, sheet["G5"].value) == ("not known", None)


def test_without_a_balance_carried_in_the_current_year_is_checked_all_the_same(
    tmp_path: Path,
) -> None:
    sheet = _sheet(tmp_path, windsor(carry_in=None))
    assert (sheet["E5"].value, sheet["H5"].value) == ("not known", None)
    assert (sheet["G4"].value, sheet["G5"].value) == ("Current year − portion", "=ROUND(F8-B5,2)")
    assert sheet["B6"].value == (
        '=IF(G5<>0,"Current year differs from the portion.","Current year is the portion; what is '
        'carried over is not checked, as the balance was not known.")'
    )
    rules = {
        str(area.sqref): [rule.formula[0] for rule in area.rules]
        for area in sheet.conditional_formatting
    }
    assert rules == {"G5": ["$G$5<>0"], "B6": ["$G$5<>0"]}


def test_the_check_of_the_current_year_has_its_values_too(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, windsor(carry_in=None), values=True)
    assert (sheet["F5"].value, sheet["G5"].value) == (0, -582729)
    assert sheet["B6"].value == "Current year differs from the portion."
    nothing = _sheet(tmp_path, windsor(carry_in=None, portion=ZERO), values=True)
    assert str(nothing["B6"].value).startswith("Current year is the portion")


def test_the_drop_downs_offer_what_is_valid_this_year(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path, windsor()))
    sources = {
        str(choice.sqref)[0]: choice.formula1
        for choice in book["Budget"].data_validations.dataValidation
    }
    assert sources == {
        "C": "Strategies",
        "D": "ObjectCodes",
        "E": "0",
        "H": '"new,extension,existing"',
        "I": '"yes,no"',
    }
    # Fourteen strategies since July 1, 2021.
    assert book.defined_names["Strategies"].attr_text == "'Lists'!$A$5:$A$18"
    assert str(book["Lists"]["A8"].value).startswith("talent · ")


def test_without_a_list_the_object_code_is_free_and_the_sheet_says_so(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path, windsor(object_codes=())))
    areas = [str(rule.sqref)[0] for rule in book["Budget"].data_validations.dataValidation]
    assert "D" not in areas
    assert str(book["Lists"]["D5"].value).startswith("No list was set")


def test_last_years_lines_stand_there_with_their_amount_beside_and_none_for_this_year(
    tmp_path: Path,
) -> None:
    last = line("2.10", "100000", carry_over="20000.50", tuition=True)
    sheet = _sheet(tmp_path, windsor(last_year=(last,)), values=True)
    values = [cell.value for cell in sheet[FIRST_LINE]]
    # 100,000.00 + 20,000.50 = 120,000.50
    assert values[:2] == ["2.10", "bilingual tutors (synthetic)"]
    assert str(values[2]).startswith("multilingual-services · ")
    assert values[3:] == ["111A", None, None, None, None, "yes", 120000.5]
    assert sheet[f"J{TOTALS}"].value == 120000.5


def test_a_strategy_or_code_that_is_no_longer_valid_is_left_to_choose(tmp_path: Path) -> None:
    package = windsor(
        last_year=(line("1", "5"),),
        object_codes=(("200", "benefits"),),
        strategies=STRATEGIES_2027[:2],
    )
    sheet = _sheet(tmp_path, package)
    assert (sheet["C9"].value, sheet["D9"].value) == (None, None)


def test_text_that_looks_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    package = windsor(last_year=(line("=1+1", "5"),), headline="TRAINING · =2+2")
    sheet = _sheet(tmp_path, package)
    assert (sheet["A9"].value, sheet["A9"].data_type) == ("=1+1", "s")


def test_text_that_looks_like_an_escape_of_excel_stays_what_it_is(tmp_path: Path) -> None:
    package = windsor(last_year=(line("_x0041_", "5"),))
    assert read_plan(written(tmp_path, package)).left_out == ("_x0041_",)


def test_many_lines_of_last_year_leave_room_for_new_ones(tmp_path: Path) -> None:
    lines = tuple(line(str(number), "1") for number in range(100))
    sheet = _sheet(tmp_path, windsor(last_year=lines))
    # 100 lines and half of the 60 empty rows: 130 rows from row 9 end in row 138.
    assert not sheet["A138"].protection.locked
    assert sheet["A139"].protection.locked


def test_a_portion_of_zero_says_which_duty_remains_and_why(tmp_path: Path) -> None:
    package = windsor(district=BY_CODE[49], portion=ZERO, carry_in=ZERO)
    texts = " ".join(_texts(_sheet(tmp_path, package, "Read me")))
    assert "a plan without money lines is valid" in texts
    assert "§ 10-262u(d)" in texts
    assert "UNVERIFIED" in texts
    assert "still to be budgeted" not in texts
    assert _sheet(tmp_path, package, values=True)["B6"].value == "Adds up."


def test_a_portion_of_zero_with_a_balance_carried_in_still_has_that_to_budget(
    tmp_path: Path,
) -> None:
    package = windsor(portion=ZERO, carry_in=Money.parse("500.00"))
    assert "still to be budgeted" in " ".join(_texts(_sheet(tmp_path, package, "Read me")))


def test_the_empty_form_leaves_the_town_to_fill_in(tmp_path: Path) -> None:
    package = empty_package(
        headline="PRODUCTION · Alliance",
        fiscal_year=windsor().fiscal_year,
        strategies=STRATEGIES_2027,
        object_codes=(),
        guidelines="2012-06",
    )
    sheet = _sheet(tmp_path, package, "Read me")
    assert sheet["B5"].value is None
    assert not sheet["B6"].protection.locked
    read = read_plan(written(tmp_path, package))
    assert [item.code for item in read.discrepancies] == ["town_unknown"]


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "FY2027-plan-164-windsor.xlsx").mkdir()
    with pytest.raises(UnreadableFileError):
        written(tmp_path, windsor())
