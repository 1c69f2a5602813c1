"""A paper as a file: plain text, or RTF that a word processor opens, by the ending of its name.

Not here: what a paper says.
"""

from pathlib import Path
from typing import Annotated

import typer

from cli.render import replace_file
from domain.errors import UsageError
from domain.rich_text import rtf_of

_ENDINGS = (".txt", ".rtf")


def _txt_or_rtf(file: Path | None) -> Path | None:
    """What `--out` names. Raises UsageError for another ending than .txt or .rtf."""
    if file is None or file.suffix.casefold() in _ENDINGS:
        return file
    raise UsageError(
        f"A paper is written as .txt or .rtf, and {str(file)!r} is neither.",
        details={"file": str(file)},
        next_step=f"Name it {file.stem or 'letter'}.txt or {file.stem or 'letter'}.rtf",
    )


PaperFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="Write it to this file, .txt or .rtf.",
        metavar="FILE",
        callback=_txt_or_rtf,
    ),
]


def write_paper(file: Path, text: str) -> None:
    """Write a paper. Raises UnreadableFileError where it cannot be written."""
    content = rtf_of(text) if file.suffix.casefold() == ".rtf" else text.encode()
    replace_file(file, content)
