"""The pictures are drawn from the record and the events as they are."""

import runpy
from pathlib import Path

from ledger.codec import EVENT_TYPES

ROOT = Path(__file__).parents[2]


def test_the_picture_is_fresh() -> None:
    drawn = runpy.run_path(str(ROOT / "docs" / "picture.py"))
    expected = drawn["svg"](drawn["bars"]())

    assert (ROOT / "docs" / "img" / "portion-by-year.svg").read_text(encoding="utf-8") == expected


def test_the_picture_of_the_way_is_fresh_and_shows_events_there_are() -> None:
    drawn = runpy.run_path(str(ROOT / "docs" / "picture_path.py"))

    assert (ROOT / "docs" / "img" / "plan-to-payment.svg").read_text(encoding="utf-8") == drawn[
        "svg"
    ]()
    assert {box.event for box in drawn["BOXES"]} <= set(EVENT_TYPES)
    assert {name for start, end, _ in drawn["ARROWS"] for name in (start, end)} == {
        box.event for box in drawn["BOXES"]
    }
