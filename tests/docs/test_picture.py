"""The picture in the README is drawn from the record as it is."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_picture_is_fresh() -> None:
    drawn = runpy.run_path(str(ROOT / "docs" / "picture.py"))
    expected = drawn["svg"](drawn["bars"]())

    assert (ROOT / "docs" / "img" / "portion-by-year.svg").read_text(encoding="utf-8") == expected
