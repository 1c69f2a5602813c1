"""An expenditure report as TOML or JSON: read strictly, each fault by its place. § 10-262u(g)."""

import json
from datetime import date

import pytest
from sent_reports import FY2026, dollars

from domain.errors import UnreadableFileError
from domain.report_content import ReportContent, ReportedLine
from domain.report_events import CrosswalkEntry
from domain.report_reading import ReadReport
from ledger.report_file import read_report_text
from ledger.report_template import report_text_template

HEAD = """\
form = "alliance-report 1"
district = "Windham"
town_code = 163
fiscal_year = "FY2026"
kind = "annual"
"""
LINE = """\
[[lines]]
line = "2.4"
paid_by_june_30 = "120000.50"
"""
ACCOUNT = """\
[[accounts]]
account = "1110-111"
paid_by_june_30 = 500
"""
WHOLE = (
    HEAD
    + """\
plan_version = 3
paid_after_until = 2026-09-30
carried_in = "12750.75"
received = 180000
certified_by = "A. Gray, superintendent (synthetic)"
certified_on = 2026-08-28

[[lines]]
line = "2.4"
description = "bilingual tutors (synthetic)"
paid_by_june_30 = "120000.50"
paid_after = 1_000
still_obligated = 200
local = 5000
"""
)
REPORT = ReportContent(
    plan_version=3,
    lines=(
        ReportedLine(
            key="2.4",
            description="bilingual tutors (synthetic)",
            paid=dollars("120000.50"),
            paid_after=dollars("1000"),
            obligated=dollars("200"),
            local=dollars("5000"),
        ),
    ),
    paid_after_until=date(2026, 9, 30),
    carried_in=dollars("12750.75"),
    received=dollars("180000"),
    certified_by="A. Gray, superintendent (synthetic)",
    certified_on=date(2026, 8, 28),
)


def _toml(text: str, crosswalk: dict[str, str] | None = None) -> ReadReport:
    return read_report_text("windham.toml", text.encode(), crosswalk or {})


def _codes(read: ReadReport) -> list[tuple[str, str]]:
    assert (read.content is None) == bool(read.discrepancies)
    return [(item.code, item.place) for item in read.discrepancies]


def test_a_whole_report_is_read_from_toml() -> None:
    read = _toml(WHOLE)
    assert read.discrepancies == ()
    assert read.content == REPORT
    assert (read.district_code, read.fiscal_year) == (163, FY2026)


def test_the_same_report_is_read_from_json() -> None:
    whole = {
        "form": "alliance-report 1",
        "district": "windham",
        "town_code": "163",
        "fiscal_year": 2026,
        "kind": "annual",
        "plan_version": 3,
        "paid_after_until": "2026-09-30",
        "carried_in": "12750.75",
        "received": 180000,
        "certified_by": "A. Gray, superintendent (synthetic)",
        "certified_on": "2026-08-28",
        "lines": [
            {
                "line": "2.4",
                "description": "bilingual tutors (synthetic)",
                "paid_by_june_30": "120000.50",
                "paid_after": 1000,
                "still_obligated": 200,
                "local": 5000,
            }
        ],
    }
    read = read_report_text("windham.json", json.dumps(whole).encode(), {})
    assert read.discrepancies == ()
    assert read.content == REPORT


def test_every_value_taken_is_echoed_with_its_place() -> None:
    taken = {item.place: (item.field, item.taken) for item in _toml(WHOLE).echo}
    assert taken["lines[1].paid_by_june_30"] == ("paid by june 30", "120,000.50")
    assert taken["plan_version"] == ("plan version", "3")
    assert taken["certified_on"] == ("certified on", "2026-08-28")


def test_parts_are_found_by_name() -> None:
    places = _toml(WHOLE).places
    assert places.of("line 2.4") == "lines[1].line"
    assert places.of("line 2.4 column obligated") == "lines[1].still_obligated"
    assert places.of("certification") == "certified_by"
    assert places.of("total column paid") == "lines[].paid_by_june_30"


def test_a_line_names_itself_and_what_was_paid_and_nothing_more() -> None:
    content = _toml(HEAD + LINE).content
    assert content is not None
    assert [(line.key, str(line.paid), line.description) for line in content.lines] == [
        ("2.4", "120000.50", "")
    ]
    assert (content.carried_in, content.received, content.plan_version) == (None, None, None)


def test_accounts_go_onto_lines_by_the_crosswalk() -> None:
    content = _toml(HEAD + LINE + ACCOUNT, {"1110-111": "2.4"}).content
    assert content is not None
    # 120,000.50 + 500.00
    assert [(line.key, str(line.paid)) for line in content.lines] == [("2.4", "120500.50")]


def test_an_account_without_a_line_is_named() -> None:
    assert _codes(_toml(HEAD + ACCOUNT)) == [("account_unknown", "accounts[1].account")]


def test_an_account_may_name_its_line() -> None:
    read = _toml(HEAD + ACCOUNT + 'line = "2.4"\n')
    assert read.crosswalk == (CrosswalkEntry(account="1110-111", line="2.4"),)


def test_an_interim_report_names_its_day() -> None:
    interim = HEAD.replace("annual", "interim")
    content = _toml(interim + "as_of = 2026-03-31\n" + LINE).content
    assert content is not None
    assert content.as_of == date(2026, 3, 31)
    assert _codes(_toml(interim + LINE)) == [("missing", "as_of")]
    assert _codes(_toml(interim + 'as_of = "in March"\n' + LINE)) == [("not_a_date", "as_of")]


def test_an_annual_report_names_no_day() -> None:
    assert _codes(_toml(HEAD + "as_of = 2026-03-31\n" + LINE)) == [("annual_with_day", "as_of")]


def test_a_refund_is_an_amount_paid_below_zero_and_nothing_else_is() -> None:
    refund = LINE.replace("120000.50", "-500.25")
    content = _toml(HEAD + LINE + refund).content
    assert content is not None
    # 120,000.50 - 500.25
    assert [str(line.paid) for line in content.lines] == ["119500.25"]
    read = _toml(HEAD + LINE + "local = -1\n")
    assert _codes(read) == [("negative_amount", "lines[1].local")]


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ('line = ""', "missing", "lines[1].line"),
        ("paid_by_june_30 = 0.5", "not_an_amount", "lines[1].paid_by_june_30"),
        ('paid_by_june_30 = "$5"', "not_an_amount", "lines[1].paid_by_june_30"),
        ("still_obliged = 5", "unknown_field", "lines[1].still_obliged"),
    ],
)
def test_what_cannot_be_taken_of_a_line_is_named_by_place(
    written: str, code: str, place: str
) -> None:
    name = written.partition(" ")[0]
    kept = [row for row in LINE.splitlines() if not row.startswith(f"{name} ")]
    assert (code, place) in _codes(_toml(HEAD + "\n".join([*kept, written])))


@pytest.mark.parametrize(
    ("head", "code", "place"),
    [
        (HEAD.replace('"annual"', '"final"'), "not_a_choice", "kind"),
        (HEAD.replace('kind = "annual"', ""), "missing", "kind"),
        (HEAD.replace("alliance-report", "alliance-plan"), "another_form", "form"),
        (HEAD.replace("163", "165"), "town_and_code_differ", "town_code"),
        (HEAD + "plan_version = 0\n", "not_a_number", "plan_version"),
        (HEAD + "plan_version = true\n", "not_a_number", "plan_version"),
        (HEAD + 'plan_version = "3"\n', "not_a_number", "plan_version"),
        (HEAD + "total = 5\n", "unknown_field", "total"),
    ],
)
def test_what_is_wrong_about_the_report_is_named_by_place(head: str, code: str, place: str) -> None:
    assert _codes(_toml(head + LINE)) == [(code, place)]


def test_a_file_of_another_ending_is_not_a_report() -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_report_text("windham.pdf", b"", {})
    assert refused.value.message.startswith("'windham.pdf' cannot be read as a report: ")
    assert "CSV (.csv)" in refused.value.next_step


def test_of_json_that_is_no_object_nothing_was_read() -> None:
    assert read_report_text("windham.json", b"[]", {}).readable is None


def test_lists_that_hold_something_else_than_lines_were_not_read() -> None:
    assert not _toml("lines = [5]\n" + HEAD).places.was_read("lines")


class TestTheTemplate:
    def test_as_it_stands_it_lacks_the_town(self) -> None:
        read = _toml(report_text_template(FY2026))
        assert _codes(read) == [("missing", "district")]
        assert read.fiscal_year == FY2026

    def test_filled_in_with_every_field_it_is_read(self) -> None:
        text = report_text_template(FY2026)
        text = text.replace('district = ""', 'district = "Windham"')
        text = text.replace('town_code = ""', "town_code = 163").replace("# as_of", "## as_of")
        fields = (" = ", "# [[")
        lines = [
            line[2:] if line.startswith("# ") and any(one in line for one in fields) else line
            for line in text.splitlines()
        ]
        read = _toml("\n".join(line for line in lines if not line.startswith("# ")))
        assert read.discrepancies == ()
        assert read.content is not None
        assert [str(line.paid) for line in read.content.lines] == ["582729.50"]
