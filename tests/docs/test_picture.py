"""The pictures are drawn from the record and the events as they are."""

import runpy
from pathlib import Path

import pytest

from ledger.codec import EVENT_TYPES

ROOT = Path(__file__).parents[2]


def test_the_picture_is_fresh() -> None:
    drawn = runpy.run_path(str(ROOT / "docs" / "picture.py"))
    expected = drawn["svg"](drawn["bars"]())

    assert (ROOT / "docs" / "img" / "portion-by-year.svg").read_text(encoding="utf-8") == expected


_DRAWN = runpy.run_path(str(ROOT / "docs" / "picture_path.py"))


@pytest.mark.parametrize("file", ["plan-to-payment.svg", "report-to-order.svg"])
def test_the_picture_of_a_way_is_fresh_and_shows_events_there_are(file: str) -> None:
    (way,) = [one for one in _DRAWN["WAYS"] if one.file == file]
    kept = (ROOT / "docs" / "img" / file).read_text(encoding="utf-8")
    assert kept == _DRAWN["svg"](way)
    assert {box.event for box in way.boxes} <= set(EVENT_TYPES)
    assert {name for start, end, _ in way.arrows for name in (start, end)} == {
        box.event for box in way.boxes
    }
