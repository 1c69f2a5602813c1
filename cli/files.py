"""Files that a command is to write: the ending that says what they are, and none written over.

Looked at before anything is done. Not here: what is in them (`render.py`, `workbook/`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from cli.render import replace_file
from domain.errors import UsageError

Replace = Annotated[
    bool, typer.Option("--replace", help="Write over a file of that name that is there.")
]


def require_free(file: Path, *, replace: bool) -> None:
    """Nothing is written over a file that a person may have worked in, unless that is asked for.

    A pipe or a terminal is no file. Raises UsageError.
    """
    if replace or not file.is_file():
        return
    raise UsageError(
        f"{file} is there already, and nothing was written over it.",
        details={"file": str(file)},
        next_step="Name another, or give --replace to write over it.",
    )


@contextmanager
def written_with(file: Path, content: bytes) -> Iterator[None]:
    """Write a file together with what is done inside; where that fails nothing of it is left.

    It is written beside its place before and put there after, so that nothing is recorded for a
    file that cannot be written. Raises UsageError, UnreadableFileError.
    """
    if file.is_dir():
        raise UsageError(f"{file} is a folder.", next_step="Name a file to write.")
    beside = file.with_name(f"{file.name}.new")
    replace_file(beside, content)
    try:
        yield
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def as_csv(file: Path | None) -> Path | None:
    """What `--csv` names. Raises UsageError for another ending than .csv."""
    return _ending(file, ".csv", "--csv")


def as_xlsx(file: Path | None) -> Path | None:
    """What `--xlsx` names. Raises UsageError for another ending than .xlsx."""
    return _ending(file, ".xlsx", "--xlsx")


def _ending(file: Path | None, wanted: str, option: str) -> Path | None:
    """A pipe or a terminal may have any name."""
    if file is None or file.suffix.casefold() == wanted or _is_device(file):
        return file
    other = {".csv": "--csv", ".xlsx": "--xlsx"}.get(file.suffix.casefold())
    raise UsageError(
        f"{option} writes a file that ends in {wanted}, and {str(file)!r} does not.",
        details={"file": str(file)},
        next_step=f"Name it {file.stem or 'list'}{wanted}"
        + (f", or write it with {other}." if other else "."),
    )


def _is_device(file: Path) -> bool:
    return file.exists() and not file.is_file() and not file.is_dir()
