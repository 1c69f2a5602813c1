"""The form of a calendar file: lines, escapes, names. RFC 5545; no provision of the statute."""

from datetime import UTC, date, datetime

import pytest

from cli.ics import Entry, calendar_file, escaped, folded

STAMP = datetime(2026, 11, 22, 5, 49, 43, tzinfo=UTC)
ENTRY = Entry(
    key="164-2027/hold/H1",
    day=date(2026, 12, 31),
    summary="Look again",
    description="given with the hold",
    category="Commissioner of Education",
)


def test_a_file_with_one_day() -> None:
    assert calendar_file("Days", "ab12", STAMP, [ENTRY]).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Alliance Ledger//calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Days",
        "BEGIN:VEVENT",
        "UID:5dc7e02e0bfbc8d501cc7e048713b309@ab12",
        "DTSTAMP:20261122T054943Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Look again",
        "DESCRIPTION:given with the hold",
        "CATEGORIES:Commissioner of Education",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_two_ledgers_name_the_same_thing_differently() -> None:
    one, other = (calendar_file("Days", ledger, STAMP, [ENTRY]) for ledger in ("ab12", "cd34"))
    assert one.splitlines()[7] != other.splitlines()[7]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("back\\slash", "back\\\\slash"),
        ("two\nlines", "two\\nlines"),
        ("two\r\nlines", "two\\nlines"),
        ("plain § text", "plain § text"),
    ],
)
def test_text_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("x" * 75, ["x" * 75]),
        ("x" * 76, ["x" * 75, " x"]),
        # A section sign is two octets: 74 + 2 would be 76.
        ("x" * 74 + "§", ["x" * 74, " §"]),
        ("x" * 75 + "y" * 75, ["x" * 75, " " + "y" * 74, " y"]),
        ("", [""]),
    ],
    ids=["75", "76", "no-letter-is-cut", "later-parts-are-shorter", "empty"],
)
def test_a_line_is_folded_at_75_octets(line: str, parts: list[str]) -> None:
    assert list(folded(line)) == parts
    assert all(len(part.encode()) <= 75 for part in parts)
