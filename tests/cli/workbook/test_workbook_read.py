"""A workbook that comes back: what is taken, what is named by its cell. C.G.S. § 10-262u(d)."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart
from plan_workbooks import (
    FY2027,
    STRATEGIES_2027,
    edit,
    filled,
    line,
    plan,
    windsor,
    with_cell,
    with_parts,
    written,
)

from cli.workbook.content import strategy_key
from cli.workbook.read import read_plan
from domain.district import BY_CODE
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.plan_content import (
    BudgetLine,
    Discrepancy,
    Objective,
    OtherProgramLine,
    PlanContent,
    Reform,
    Severity,
    Stakeholder,
    Target,
)
from domain.plan_reading import meant_for_another

TWO_LINES = plan(line("2.4", "120000", tuition=True), line("2.10", "462729", carry_over="18250.00"))
LINE_PLACE = "sheet Budget row 9 column F (current year)"


def _budget(cell: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book["Budget"][cell].value = value

    return change


def _after(file: Path, change: Callable[[Workbook], object]) -> list[Discrepancy]:
    edit(file, change)
    return list(read_plan(file).discrepancies)


def _codes(found: list[Discrepancy]) -> list[tuple[str, str]]:
    return [(item.code, item.place) for item in found]


def test_a_filled_workbook_gives_the_plan_as_it_was_typed(tmp_path: Path) -> None:
    read = read_plan(filled(tmp_path, TWO_LINES))
    assert read.discrepancies == ()
    assert read.content == TWO_LINES
    assert (read.district_code, read.fiscal_year) == (164, FY2027)
    places = read.places
    assert places.of("line 2.10") == "sheet Budget row 10 column A (line)"
    assert places.of("line 2.10 column strategy") == "sheet Budget row 10 column C (strategy)"
    assert places.of("objective O1") == "sheet Goals and people row 9 column A (objective)"


def test_the_untouched_workbook_is_a_plan_without_money_lines(tmp_path: Path) -> None:
    read = read_plan(written(tmp_path, windsor(portion=ZERO, carry_in=ZERO)))
    assert read.discrepancies == ()
    assert read.content is not None
    assert read.content.lines == ()


def test_a_line_of_last_year_without_an_amount_is_left_out_and_named(tmp_path: Path) -> None:
    package = windsor(last_year=(line("9.8", "5"), line("9.9", "7")))
    file = filled(tmp_path, plan(line("2.4", "600979")), package)
    read = read_plan(file)
    assert read.content == plan(line("2.4", "600979"))
    assert read.left_out == ("9.9",)


def test_a_formula_is_taken_with_the_value_excel_stored_and_echoed(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    # Excel writes 0.1 as 0.10000000000000001; it is 0.10.
    with_cell(file, 2, "F9", "<f>SUM(Ledger!B2:B9)</f><v>119999.89999999999</v>")
    with_cell(file, 2, "F8", "<v>582728.9</v>")
    read = read_plan(file)
    assert read.discrepancies == ()
    assert read.content is not None
    assert read.content.lines[0].current == Money.parse("119999.90")
    echo = next(item for item in read.echo if item.place == LINE_PLACE)
    assert (echo.field, echo.taken) == ("current year", "119,999.90")
    assert echo.formula == "=SUM(Ledger!B2:B9)"


def test_a_formula_that_was_never_calculated_stops(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    found = _after(file, _budget("F9", "=100000+20000"))
    assert _codes(found) == [("formula_not_calculated", LINE_PLACE)]
    assert found[0].severity is Severity.STOPS
    assert "=100000+20000" in found[0].message
    assert read_plan(file).content is None


def test_a_formula_that_gives_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    with_cell(file, 2, "G9", '<f>IF(A9="","x","")</f><v></v>', "str")
    assert read_plan(file).content == TWO_LINES


def test_an_array_formula_is_echoed_as_a_formula(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    with_cell(file, 2, "F9", '<f t="array" ref="F9">SUM(B1:B2*C1:C2)</f><v>120000</v>')
    read = read_plan(file)
    assert read.content == TWO_LINES
    assert "=SUM(B1:B2*C1:C2)" in [item.formula for item in read.echo]


def test_a_data_table_without_a_value_is_no_amount(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    with_cell(file, 2, "F9", '<f t="dataTable" ref="F9" dt2D="0" r1="A1"/><v></v>')
    assert _codes(list(read_plan(file).discrepancies)) == [("formula_not_calculated", LINE_PLACE)]


@pytest.mark.parametrize(
    ("inner", "kind", "code"),
    [
        ("<f>A1/0</f><v>#DIV/0!</v>", "e", "error_value"),
        ("<v>#REF!</v>", "e", "error_value"),
        ("<v>-5</v>", "n", "negative_amount"),
        ("<v>33.333333333333336</v>", "n", "fraction_of_a_cent"),
        ("<v>10.005</v>", "n", "fraction_of_a_cent"),
        ("<v>1E+30</v>", "n", "not_an_amount"),
        ("<v>1</v>", "b", "not_an_amount"),
        ("<is><t>about 500</t></is>", "inlineStr", "not_an_amount"),
        ("<is><t>1,23</t></is>", "inlineStr", "not_an_amount"),
        ("<is><t>1.234,50</t></is>", "inlineStr", "not_an_amount"),
        ("<is><t>(500)</t></is>", "inlineStr", "not_an_amount"),
        ("<is><t>-$500</t></is>", "inlineStr", "negative_amount"),
    ],
)
def test_what_is_no_amount_is_named_by_its_cell_and_stops(
    inner: str, kind: str, code: str, tmp_path: Path
) -> None:
    file = filled(tmp_path, TWO_LINES)
    with_cell(file, 2, "F9", inner, kind)
    read = read_plan(file)
    first = read.discrepancies[0]
    assert (first.code, first.place) == (code, LINE_PLACE)
    assert any(item.severity is Severity.STOPS for item in read.discrepancies)
    assert read.content is None


def test_an_error_in_place_of_a_text_is_named(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    with_cell(file, 2, "B9", "<v>#NAME?</v>", "e")
    place = "sheet Budget row 9 column B (description)"
    assert _codes(list(read_plan(file).discrepancies)) == [("error_value", place)]


def test_a_number_in_a_text_column_is_read_as_it_is_typed(tmp_path: Path) -> None:
    file = filled(tmp_path, plan(line("3", "5")))
    with_cell(file, 2, "A9", "<v>3.0</v>", "n")
    with_cell(file, 2, "D9", "<v>111</v>", "n")
    content = read_plan(file).content
    assert content is not None
    assert (content.lines[0].key, content.lines[0].object_code) == ("3", "111")


def test_a_date_in_an_amount_is_no_amount(tmp_path: Path) -> None:
    found = _after(filled(tmp_path, TWO_LINES), _budget("F9", datetime(2026, 7, 1)))  # noqa: DTZ001
    assert _codes(found) == [("not_an_amount", LINE_PLACE)]


@pytest.mark.parametrize("stored", ["0.30000000000000004", "0.3", "0.2999999999"])
def test_noise_of_binary_arithmetic_is_no_fraction_of_a_cent(stored: str, tmp_path: Path) -> None:
    file = filled(tmp_path, plan(line("1", "0.30")))
    with_cell(file, 2, "F9", f"<f>0.1+0.2</f><v>{stored}</v>")
    read = read_plan(file)
    assert read.content == plan(line("1", "0.30"))
    noisy = [("calculation_noise", LINE_PLACE)] if stored != "0.3" else []
    assert _codes(list(read.discrepancies)) == noisy
    assert all(item.severity is Severity.NOTE for item in read.discrepancies)


@pytest.mark.parametrize("text", ["120000", "120,000.00", "$120,000", "$120000.00 "])
def test_text_that_can_only_be_one_amount_is_taken_with_a_note(text: str, tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    edit(file, _budget("F9", text))
    read = read_plan(file)
    assert read.content == TWO_LINES
    # Excel's total leaves the text out: 462,729.00 in place of 582,729.00.
    assert _codes(list(read.discrepancies)) == [
        ("amount_as_text", LINE_PLACE),
        ("total_differs", "sheet Budget row 8 column F (current year)"),
    ]


def test_a_total_that_is_not_the_sum_of_the_lines_stops_with_both_numbers(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    # The lines add up to 582,729.00; the total was typed 250,000.00 too high.
    edit(file, _budget("F8", 832729))
    read = read_plan(file)
    [found] = read.discrepancies
    assert (found.code, found.severity) == ("total_differs", Severity.STOPS)
    assert found.place == "sheet Budget row 8 column F (current year)"
    assert "832,729.00" in found.message
    assert "582,729.00" in found.message
    assert read.content == TWO_LINES


def test_a_total_in_words_differs(tmp_path: Path) -> None:
    found = _after(filled(tmp_path, TWO_LINES), _budget("F8", "lots"))
    assert [item.code for item in found] == ["total_differs"]


def test_a_total_that_was_never_calculated_is_noted(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    with_cell(file, 2, "F8", "<f>SUM(F9:F2000)</f><v></v>")
    [found] = read_plan(file).discrepancies
    assert (found.code, found.severity) == ("total_not_calculated", Severity.NOTE)
    assert "582,729.00" in found.message


def test_a_total_that_was_deleted_is_not_compared(tmp_path: Path) -> None:
    assert _after(filled(tmp_path, TWO_LINES), _budget("G8", None)) == []


def test_totals_are_not_compared_while_a_line_cannot_be_taken(tmp_path: Path) -> None:
    found = _after(filled(tmp_path, TWO_LINES), _budget("F9", "none"))
    assert [item.code for item in found] == ["not_an_amount"]


def test_inserted_rows_and_a_deleted_total_change_nothing(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Budget"].insert_rows(10, 3)
        book["Budget"].delete_rows(8)
        book["Goals and people"].insert_rows(9, 2)

    file = filled(tmp_path, TWO_LINES)
    edit(file, change)
    assert read_plan(file).content == TWO_LINES


def test_text_beginning_with_an_equals_sign_stays_text(tmp_path: Path) -> None:
    odd = plan(
        BudgetLine(
            key="=A1",
            description="=2+2 tutors",
            strategy="talent",
            object_code="",
            carry_over=ZERO,
            current=Money.parse("1.00"),
            local_match=ZERO,
            reform=Reform.EXTENSION,
            tuition=False,
        )
    )
    assert read_plan(filled(tmp_path, odd)).content == odd


def test_what_excel_escapes_in_text_is_read_as_it_was_typed(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    # Excel writes a carriage return as _x000D_, and text that looks like that as _x005F_x000D_.
    escaped = "two_x000D_lines and _x005F_x0041_"
    with_cell(file, 2, "B9", f"<is><t>{escaped}</t></is>", "inlineStr")
    content = read_plan(file).content
    assert content is not None
    assert content.lines[0].description == "two lines and _x0041_"


@pytest.mark.parametrize(
    ("cell", "value", "code", "place"),
    [
        ("A9", None, "missing", "row 9 column A (line)"),
        ("B9", None, "missing", "row 9 column B (description)"),
        ("C9", None, "missing", "row 9 column C (strategy)"),
        ("H9", None, "missing", "row 9 column H (reform)"),
        ("H9", "brand new", "not_a_choice", "row 9 column H (reform)"),
        ("I9", "maybe", "not_a_choice", "row 9 column I (magnet tuition)"),
        ("B9", "x" * 4001, "text_too_long", "row 9 column B (description)"),
        ("B9", "tutors\u200b", "unreadable_text", "row 9 column B (description)"),
        ("B9", True, "not_text", "row 9 column B (description)"),
        ("A9", datetime(2026, 2, 4), "not_text", "row 9 column A (line)"),  # noqa: DTZ001
        ("B40", "forgotten", "no_amount", "row 40 column F (current year)"),
    ],
)
def test_what_is_missing_or_wrong_in_a_line_is_named_by_its_cell(
    cell: str, value: object, code: str, place: str, tmp_path: Path
) -> None:
    found = _after(filled(tmp_path, TWO_LINES), _budget(cell, value))
    assert _codes(found) == [(code, f"sheet Budget {place}")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("talent", "talent"),
        ("Talent · talent strategy: recruit", "talent"),
        ("  Additional  learning TIME ", "learning-time"),
        ("services in bilingual education", "multilingual-services"),
        ("4", "4"),
        ("sports", "sports"),
    ],
)
def test_a_strategy_is_known_by_key_or_words_and_never_by_a_bare_number(
    text: str, key: str
) -> None:
    assert strategy_key(text) == key


def test_a_strategy_from_the_drop_down_is_its_key() -> None:
    shown = [f"{item.key} · {item.words}" for item in STRATEGIES_2027]
    assert [strategy_key(text) for text in shown] == [item.key.value for item in STRATEGIES_2027]


@pytest.mark.parametrize("value", ["2026-09-22", datetime(2026, 9, 22), date(2026, 9, 22)])  # noqa: DTZ001
def test_the_approval_of_the_board_is_a_date_or_text_in_iso_form(
    value: object, tmp_path: Path
) -> None:
    def change(book: Workbook) -> None:
        book["Goals and people"]["B4"].value = value

    file = filled(tmp_path, TWO_LINES)
    edit(file, change)
    assert read_plan(file).content == TWO_LINES


def test_a_date_stored_in_iso_form_is_a_date(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    with_cell(file, 3, "B4", "<v>2026-09-22</v>", "d")
    assert read_plan(file).content == TWO_LINES


@pytest.mark.parametrize("value", ["9/22/2026", "Sept 22", "2026-13-01", 46287.5, True])
def test_a_date_that_can_be_read_in_two_ways_is_named(value: object, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Goals and people"]["B4"].value = value
        book["Goals and people"]["B4"].number_format = "General"

    found = _after(filled(tmp_path, TWO_LINES), change)
    place = "sheet Goals and people row 4 column B (approved by the board on)"
    assert _codes(found) == [("not_a_date", place)]


def test_an_error_in_place_of_the_date_is_named(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    with_cell(file, 3, "B4", "<v>#N/A</v>", "e")
    assert [item.code for item in read_plan(file).discrepancies] == ["error_value"]


def test_a_plan_without_date_and_guidelines_is_read(tmp_path: Path) -> None:
    bare = PlanContent(
        objectives=(),
        targets=(),
        stakeholders=(),
        lines=(),
        other_programs=(),
        board_approved_on=None,
        guidelines=None,
    )
    assert read_plan(filled(tmp_path, bare)).content == bare


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("B4", "alliance-plan 0", ["another_form"]),
        ("B4", "report 1", ["another_form"]),
        ("B4", None, ["another_form"]),
        ("B5", "Windsr", ["town_unknown"]),
        ("B6", 165, ["town_and_code_differ"]),
        ("B6", None, ["town_unknown"]),
        ("B7", "22-23", ["invalid_fiscal_year"]),
    ],
)
def test_a_form_that_does_not_say_whose_and_which_it_is_gives_no_plan(
    cell: str, value: object, codes: list[str], tmp_path: Path
) -> None:
    def change(book: Workbook) -> None:
        book["Read me"][cell].value = value

    file = filled(tmp_path, TWO_LINES)
    edit(file, change)
    read = read_plan(file)
    assert [item.code for item in read.discrepancies] == codes
    assert read.content is None


def test_any_other_workbook_is_another_form(tmp_path: Path) -> None:
    file = tmp_path / "other.xlsx"
    Workbook().save(file)
    read = read_plan(file)
    assert [item.code for item in read.discrepancies] == ["another_form"]
    assert (read.district_code, read.fiscal_year, read.content) == (None, None, None)


def test_an_old_form_still_says_whose_it_is(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Read me"]["B4"].value = "alliance-plan 0"

    file = filled(tmp_path, TWO_LINES)
    edit(file, change)
    assert (read_plan(file).district_code, read_plan(file).fiscal_year) == (164, FY2027)


def test_the_plan_of_another_district_or_year_is_noticed(tmp_path: Path) -> None:
    read = read_plan(filled(tmp_path, TWO_LINES))
    assert meant_for_another(read, BY_CODE[164], FY2027) == ()
    found = meant_for_another(read, BY_CODE[165], FiscalYear(2026))
    assert [item.code for item in found] == ["wrong_district", "wrong_year"]


def test_a_label_that_stands_twice_is_named(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Goals and people"]["A3"].value = "Approved by the board on"

    found = _after(filled(tmp_path, TWO_LINES), change)
    assert _codes(found) == [("label_missing", "sheet Goals and people")]


@pytest.mark.parametrize("sheet", ["Budget", "Goals and people", "Other programs"])
def test_a_missing_sheet_is_named_once(sheet: str, tmp_path: Path) -> None:
    found = _after(filled(tmp_path, TWO_LINES), lambda book: book.remove(book[sheet]))
    assert _codes(found) == [("sheet_missing", f"sheet {sheet}")]
    assert found[0].message == f"The sheet {sheet} is missing. Put it back as it was sent."


_words = (
    st.text(
        st.characters(
            categories=["L", "N", "P", "S", "Zs"],
            include_characters="=+-@",
            exclude_characters="\\",
        ),
        min_size=1,
        max_size=30,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
_amounts = st.integers(0, 999_999_999_999_999).map(Money)  # thirteen digits of dollars
_lines = st.builds(
    BudgetLine,
    key=_words.filter(lambda text: text.casefold() != "total of all lines"),
    description=_words,
    strategy=st.sampled_from([item.key.value for item in STRATEGIES_2027]) | st.just("sports"),
    object_code=_words | st.just(""),
    carry_over=_amounts,
    current=_amounts,
    local_match=_amounts,
    reform=st.sampled_from(Reform),
    tuition=st.booleans(),
)
_plans = st.builds(
    PlanContent,
    objectives=st.lists(st.builds(Objective, key=_words, words=_words), max_size=3).map(tuple),
    targets=st.lists(
        st.builds(
            Target,
            key=_words,
            objective=_words,
            measure=_words,
            baseline=_words | st.just(""),
            target=_words,
        ),
        max_size=3,
    ).map(tuple),
    stakeholders=st.lists(
        st.builds(Stakeholder, group=_words, collaboration=_words), max_size=3
    ).map(tuple),
    lines=st.lists(_lines, max_size=4).map(tuple),
    other_programs=st.lists(
        st.builds(OtherProgramLine, program=_words, description=_words, amount=_amounts), max_size=3
    ).map(tuple),
    board_approved_on=st.none() | st.dates(date(2012, 7, 1), date(2099, 6, 30)),
    guidelines=st.none() | _words,
)


@given(content=_plans)
@settings(max_examples=40)
def test_any_plan_typed_into_a_workbook_is_read_back_as_it_is(
    content: PlanContent, tmp_path_factory: pytest.TempPathFactory
) -> None:
    read = read_plan(filled(tmp_path_factory.mktemp("plan"), content))
    assert read.content == content
    assert {item.code for item in read.discrepancies} <= {"total_differs"}


def test_a_sheet_of_the_districts_own_is_left_alone(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        ledger = book.create_sheet("Ledger")
        ledger["A1"].value = "synthetic"
        ledger.row_dimensions[1].hidden = True

    file = filled(tmp_path, TWO_LINES)
    edit(file, change)
    assert read_plan(file).content == TWO_LINES
    assert read_plan(file).discrepancies == ()


def test_a_chart_sheet_is_left_alone(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)

    def change(book: Workbook) -> None:
        book.create_chartsheet("Chart").add_chart(BarChart())

    edit(file, change)
    assert read_plan(file).content == TWO_LINES


def test_an_unused_part_changes_nothing(tmp_path: Path) -> None:
    file = filled(tmp_path, TWO_LINES)
    with_parts(file, {"xl/media/picture.png": b"\x89PNG\r\n\x1a\n not XML"})
    assert read_plan(file).content == TWO_LINES
