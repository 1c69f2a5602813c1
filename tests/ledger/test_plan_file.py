"""A plan as TOML or JSON: read strictly, each fault named by its place. C.G.S. § 10-262u(d)."""

import json
from datetime import date

import pytest

from domain.district import BY_CODE
from domain.errors import UnreadableFileError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.plan_content import (
    BudgetLine,
    Objective,
    OtherProgramLine,
    PlanContent,
    Reform,
    Severity,
    Stakeholder,
    Target,
)
from domain.plan_reading import ReadPlan
from domain.statute.s262u_d_plan import STRATEGIES
from ledger.plan_file import read_plan_text
from ledger.plan_template import plan_text_template

HEAD = """\
form = "alliance-plan 1"
district = "Windsor"
town_code = 164
fiscal_year = "FY2027"
"""
LINE = """\
[[lines]]
key = "2.4"
description = "bilingual tutors (synthetic)"
strategy = "multilingual-services"
carry_over = 0
current = "120000.50"
reform = "new"
"""
WHOLE = (
    HEAD
    + """\
board_approved_on = 2026-09-22
guidelines = "2012-06"

[[objectives]]
key = "O1"
words = '''more pupils
read by grade three'''

[[targets]]
key = "T1"
objective = "O1"
measure = "grade 3"
target = "50 %"

[[stakeholders]]
group = "parents"
collaboration = "two evenings"

[[lines]]
key = "2.4"
description = "bilingual tutors (synthetic)"
strategy = "multilingual-services"
object_code = "111A"
carry_over = 18250
current = "120000.50"
local_match = 5_000
reform = "extension"
tuition = true

[[other_programs]]
program = "Priority School District"
description = "summer school"
amount = 75000
"""
)
PLAN = PlanContent(
    objectives=(Objective(key="O1", words="more pupils read by grade three"),),
    targets=(Target(key="T1", objective="O1", measure="grade 3", baseline="", target="50 %"),),
    stakeholders=(Stakeholder(group="parents", collaboration="two evenings"),),
    lines=(
        BudgetLine(
            key="2.4",
            description="bilingual tutors (synthetic)",
            strategy="multilingual-services",
            object_code="111A",
            carry_over=Money.parse("18250.00"),
            current=Money.parse("120000.50"),
            local_match=Money.parse("5000.00"),
            reform=Reform.EXTENSION,
            tuition=True,
        ),
    ),
    other_programs=(
        OtherProgramLine(
            program="Priority School District",
            description="summer school",
            amount=Money.parse("75000.00"),
        ),
    ),
    board_approved_on=date(2026, 9, 22),
    guidelines="2012-06",
)


def _toml(text: str) -> ReadPlan:
    return read_plan_text("windsor.toml", text.encode())


def _json(text: str) -> ReadPlan:
    return read_plan_text("windsor.JSON", text.encode())


def _codes(read: ReadPlan) -> list[tuple[str, str]]:
    assert all(item.severity is Severity.STOPS for item in read.discrepancies)
    assert (read.content is None) == bool(read.discrepancies)
    return [(item.code, item.place) for item in read.discrepancies]


def test_a_whole_plan_is_read_from_toml() -> None:
    read = _toml(WHOLE)
    assert read.discrepancies == ()
    assert read.content == PLAN
    assert (read.district_code, read.fiscal_year) == (164, FiscalYear(2027))


def test_the_same_plan_is_read_from_json() -> None:
    line = {
        "key": "2.4",
        "description": "bilingual tutors (synthetic)",
        "strategy": "multilingual-services",
        "object_code": "111A",
        "carry_over": 18250,
        "current": "120000.50",
        "local_match": "5000",
        "reform": "extension",
        "tuition": True,
    }
    whole = {
        "form": "alliance-plan 1",
        "district": "windsor",
        "town_code": "164",
        "fiscal_year": 2027,
        "board_approved_on": "2026-09-22",
        "guidelines": "2012-06",
        "objectives": [{"key": "O1", "words": "more pupils read by grade three"}],
        "targets": [{"key": "T1", "objective": "O1", "measure": "grade 3", "target": "50 %"}],
        "stakeholders": [{"group": "parents", "collaboration": "two evenings"}],
        "lines": [line],
        "other_programs": [
            {"program": "Priority School District", "description": "summer school", "amount": 75000}
        ],
    }
    read = read_plan_text("windsor.json", b"\xef\xbb\xbf" + json.dumps(whole).encode())
    assert read.discrepancies == ()
    assert read.content == PLAN


def test_every_value_taken_is_echoed_with_its_place() -> None:
    taken = {item.place: (item.field, item.taken) for item in _toml(WHOLE).echo}
    assert taken["lines[1].current"] == ("current", "120,000.50")
    assert taken["lines[1].tuition"] == ("tuition", "yes")
    assert taken["board_approved_on"] == ("board approved on", "2026-09-22")
    assert taken["town_code"] == ("town code", "164")


def test_lines_objectives_and_targets_are_found_by_their_keys() -> None:
    places = _toml(WHOLE).places
    assert places.of("line 2.4") == "lines[1].key"
    assert places.of("line 2.4 column strategy") == "lines[1].strategy"
    assert places.of("objective O1") == "objectives[1].key"
    assert places.of("target T1 column objective") == "targets[1].objective"


def test_lines_whose_key_stands_twice_are_found_each_where_it_stands() -> None:
    read = _toml(HEAD + LINE + LINE)
    assert read.places.of("line 2.4 (number 1) column current") == "lines[1].current"
    assert read.places.of("line 2.4 (number 2) column current") == "lines[2].current"
    assert read.content is not None
    assert len(read.content.lines) == 2


def test_what_stands_once_in_the_file_is_found_by_its_field() -> None:
    places = _toml(HEAD).places
    assert [places.of(name) for name in ("town", "fiscal year", "board approval")] == [
        "town_code",
        "fiscal_year",
        "board_approved_on",
    ]
    assert places.of("total column current") == "lines[].current"


def test_a_plan_is_read_around_what_cannot_be_read() -> None:
    read = _toml(HEAD + LINE.replace('"120000.50"', '"much"') + LINE.replace("2.4", "2.5"))
    assert read.content is None
    assert read.readable is not None
    assert [line.current.display for line in read.readable.lines] == ["0.00", "120,000.50"]
    assert not read.places.was_read("line 2.4 column current")
    assert read.places.was_read("line 2.5 column current")


def test_a_list_that_holds_something_else_than_lines_was_not_read() -> None:
    read = _toml("lines = [5]\n" + HEAD)
    assert not read.places.was_read("lines")


def test_of_json_that_is_no_object_nothing_was_read() -> None:
    assert _json("[]").readable is None


def test_a_plan_without_money_lines_is_read() -> None:
    read = _toml(HEAD)
    assert read.content is not None
    assert (read.content.lines, read.content.total) == ((), ZERO)


def test_a_line_need_not_name_code_match_and_tuition() -> None:
    content = _toml(HEAD + LINE).content
    assert content is not None
    [line] = content.lines
    assert (line.object_code, line.local_match, line.tuition) == ("", ZERO, False)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("current = 120000.5", "not_an_amount"),
        ("current = 1e5", "not_an_amount"),
        ("current = nan", "not_an_amount"),
        ("current = true", "not_an_amount"),
        ('current = "120,000"', "not_an_amount"),
        ('current = "120000.5"', "not_an_amount"),
        ('current = ""', "not_an_amount"),
        ("current = 2026-09-22", "not_an_amount"),
        ("current = [1]", "not_an_amount"),
        ("current = {a = 1}", "not_an_amount"),
        ("current = 99999999999999", "not_an_amount"),
        ("current = -5", "negative_amount"),
        ('current = "-0.01"', "negative_amount"),
        ("", "missing"),
    ],
)
def test_what_is_no_amount_is_named_by_its_place(written: str, code: str) -> None:
    read = _toml(HEAD + LINE.replace('current = "120000.50"', written))
    assert _codes(read) == [(code, "lines[1].current")]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('key = "2.4"', "", "missing", "lines[1].key"),
        ('key = "2.4"', "key = 2.4", "not_text", "lines[1].key"),
        ('key = "2.4"', 'key = "  "', "missing", "lines[1].key"),
        ("tutors", "tutors\u200b", "unreadable_text", "lines[1].description"),
        ("tutors", "x" * 4001, "text_too_long", "lines[1].description"),
        ('reform = "new"', 'reform = "brand new"', "not_a_choice", "lines[1].reform"),
        ('reform = "new"', "reform = 1", "not_a_choice", "lines[1].reform"),
        ('reform = "new"', "", "missing", "lines[1].reform"),
        ("carry_over", 'tuition = "yes"\ncarry_over', "not_a_choice", "lines[1].tuition"),
        ("carry_over", "amount = 5\ncarry_over", "unknown_field", "lines[1].amount"),
        ("carry_over", '"\\n" = 5\ncarry_over', "unknown_field", "lines[1].'\\n'"),
        ("carry_over = 0", "", "missing", "lines[1].carry_over"),
    ],
)
def test_a_fault_in_a_line_is_named_by_its_place(old: str, new: str, code: str, place: str) -> None:
    assert _codes(_toml(HEAD + LINE.replace(old, new))) == [(code, place)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("alliance-plan 1", "alliance-plan 0", [("another_form", "form")]),
        ('form = "alliance-plan 1"', "", [("missing", "form")]),
        ('"Windsor"', '"Windsr"', [("unknown_district", "district")]),
        ('"Windsor"', '"Windsor Locks"', [("town_and_code_differ", "town_code")]),
        ("164", "true", [("unknown_district", "district")]),
        ("town_code = 164", "", [("missing", "town_code")]),
        ('district = "Windsor"', "", [("missing", "district")]),
        ('"FY2027"', '"26-27"', [("invalid_fiscal_year", "fiscal_year")]),
        ('"FY2027"', "2027.5", [("invalid_fiscal_year", "fiscal_year")]),
        ('"FY2027"', "true", [("invalid_fiscal_year", "fiscal_year")]),
        ('fiscal_year = "FY2027"', "", [("missing", "fiscal_year")]),
        ("form", "lnes = 1\nform", [("unknown_field", "lnes")]),
        ("form", "lines = 5\nform", [("not_a_list", "lines")]),
        ("form", "lines = [5]\nform", [("not_a_table", "lines[1]")]),
        ("form", 'board_approved_on = "9/22/2026"\nform', [("not_a_date", "board_approved_on")]),
        ("form", "board_approved_on = 20260922\nform", [("not_a_date", "board_approved_on")]),
        (
            "form",
            "board_approved_on = 2026-09-22T10:00:00\nform",
            [("not_a_date", "board_approved_on")],
        ),
    ],
)
def test_a_fault_in_the_head_is_named_by_its_field(
    old: str, new: str, found: list[tuple[str, str]]
) -> None:
    assert _codes(_toml(HEAD.replace(old, new, 1))) == found


def test_a_field_that_stands_twice_in_json_is_named() -> None:
    head = '"form": "alliance-plan 1", "district": "Windsor", "town_code": 164, "fiscal_year": 2027'
    line = (
        '{"key": "1", "description": "a", "strategy": "talent", "strategy": "sports", '
        '"carry_over": 0, "current": 1, "reform": "new"}'
    )
    read = _json("{" + head + ', "lines": [' + line + "]}")
    assert _codes(read) == [("field_twice", "lines[1].strategy")]


def test_json_that_is_no_object_is_named() -> None:
    assert ("not_a_table", "") in _codes(_json("[]"))


@pytest.mark.parametrize("written", ["NaN", "Infinity", "1.0"])
def test_a_number_json_does_not_keep_exactly_is_no_amount(written: str) -> None:
    read = _json('{"other_programs": [{"amount": ' + written + "}]}")
    assert ("not_an_amount", "other_programs[1].amount") in _codes(read)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("plan.toml", b"form = ", "Invalid value"),
        ("plan.toml", b"a = 1\na = 2", "Cannot overwrite"),
        ("plan.json", b"{", "Expecting property name"),
        ("plan.json", b"", "Expecting value"),
        ("plan.json", b"\xff\xfe{}", "codec can't decode"),
        ("plan.json", b"[" * 200_000, "nested too deep"),
        ("plan.json", b"1" * 5_000, "integer string conversion"),
        ("plan.txt", b"{}", "ends neither in .toml nor in .json"),
        ("plan", b"{}", "ends neither in .toml nor in .json"),
        ("plan.toml", b"#" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ],
)
def test_what_cannot_be_read_at_all_is_a_clear_error(name: str, content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_plan_text(name, content)
    assert why in caught.value.message


def _template(
    *codes: tuple[str, str], town: int | None = 164, guidelines: str | None = None
) -> str:
    year = FiscalYear(2027)
    return plan_text_template(
        district=BY_CODE[town] if town else None,
        fiscal_year=year,
        strategies=STRATEGIES.in_force(year, date(2026, 7, 13)).value,
        object_codes=codes,
        guidelines=guidelines,
    )


def test_the_template_is_read_as_a_plan_without_money_lines() -> None:
    read = _toml(_template(guidelines='the "2012" set'))
    assert read.discrepancies == ()
    assert read.content is not None
    assert read.content.guidelines == 'the "2012" set'
    assert read.content.lines == ()


def test_the_template_without_the_marks_in_front_is_a_plan_with_every_field() -> None:
    blocks = _template().split("# One block for each")[1].splitlines()[1:]
    opened = "\n".join(
        line.removeprefix("# ") for line in blocks if "=" in line or line.startswith("# [[")
    )
    read = _toml(HEAD + opened)
    assert read.discrepancies == ()
    assert read.content is not None
    assert [line.key for line in read.content.lines] == ["1.1"]


def test_the_template_lists_the_strategies_and_codes_of_the_year() -> None:
    text = _template(("111A", "noncertified\nsalaries"))
    assert "#   fafsa-completion  policy to improve" in text
    assert "#   111A  noncertified salaries" in text
    assert "no list of object codes was set" in _template()


def test_the_template_without_a_district_asks_for_it() -> None:
    assert _codes(_toml(_template(town=None))) == [("missing", "district")]
