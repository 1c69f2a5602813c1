"""A file that is there is written over by the same kind of list alone: another one is a paper.

What a person names may be what a board sent, or a letter. Not here: how lists are written
(`render.py`), papers, which are never written over (`files.py`). Concerns no provision.
"""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from domain.errors import UnreadableFileError, UsageError


def require_same_kind(file: Path, kind: str, is_one: Callable[[Path], bool]) -> None:
    """Raises UsageError where the file is neither empty nor of that kind.

    A pipe, a terminal or a folder is no file; whoever writes says so.
    """
    if not file.is_file():
        return
    try:
        same = file.stat().st_size == 0 or is_one(file)
    except OSError:
        same = False  # what cannot be read may be anything
    if not same:
        raise UsageError(
            f"{file} is there already and is not {kind}, so nothing was written over it.",
            details={"file": str(file)},
            next_step="Name another file, or move the one that is there.",
        )


def is_csv_of(file: Path, keys: Sequence[str]) -> bool:
    """Whether a file's first line is the heading of a list, as written here or saved by Excel."""
    longest = 2 * sum(len(key.encode()) + len(',""\r\n') for key in keys)
    with file.open("rb") as stream:
        first = stream.readline(longest)
    try:
        heading = next(csv.reader([first.decode("utf-8-sig")]), [])
    except (UnicodeDecodeError, csv.Error):
        return False
    return heading == list(keys)


def is_workbook_of(file: Path, keys: Sequence[str]) -> bool:
    """Whether the first row of a file's first sheet is the heading of a list."""
    # Imported late: most lists are written where no file is.
    from cli.workbook.archive import read_archive
    from cli.workbook.grid import loaded

    try:
        sheets = loaded(read_archive(file), values=True).worksheets
    except UnreadableFileError:
        return False
    first = next(sheets[0].iter_rows(max_row=1, values_only=True), ()) if sheets else ()
    return list(first) == list(keys)
