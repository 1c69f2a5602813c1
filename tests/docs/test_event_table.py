"""docs/event-table.md: every kind of event the law dossier asks for, and every event there is."""

import re
from pathlib import Path

from ledger.codec import EVENT_TYPES

PAGE = Path(__file__).parents[2] / "docs" / "event-table.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text("utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]


def test_all_52_rows_are_there_in_order() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 53))


def test_each_row_has_an_event_or_a_reason() -> None:
    for row in ROWS:
        assert "`" in row[2] or row[3], row


def test_each_event_named_is_one_and_each_event_is_named() -> None:
    named = set(re.findall(r"`([A-Z][A-Za-z]+)`", PAGE.read_text("utf-8")))
    assert named == set(EVENT_TYPES)
