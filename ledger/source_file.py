"""A table in a file, read whole and checked for what it says it is, before anything is recorded.

Not here: what its columns mean (`imports.py`, `reconcile.py`).
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from domain.errors import AllianceError, UnreadableFileError
from domain.words import how_many
from ledger.plain import unreadable_in

_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not accepted.

    Attributes:
        line: the line in the file; the heading is line 1.
        column: the column at fault, or "" for the row as a whole.
        code: machine name of what is wrong.
        message: what is wrong and with which value.
    """

    line: int
    column: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A CSV file that was read.

    Attributes:
        name: the file's name without its folder.
        sha256: of its bytes.
        columns: its headings.
        rows: (line, cells by heading), every row; a missing cell is "".
        bad: rows with too many cells, or with characters nobody can read.
    """

    name: str
    sha256: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    bad: tuple[Rejected, ...]


class RowError(Exception):
    """What is wrong with one row, by column."""

    def __init__(self, column: str, code: str, message: str) -> None:
        """Keep the parts for the list of rejected rows."""
        super().__init__(message)
        self.column = column
        self.code = code
        self.message = message

    @classmethod
    def because(cls, column: str, error: AllianceError) -> "RowError":
        """A row error from what a value or a decision refused."""
        message = f"{error.message} {error.next_step}".strip()
        return cls(column, error.code, message)

    def at(self, line: int) -> Rejected:
        """The row of a line, rejected for this."""
        return Rejected(line=line, column=self.column, code=self.code, message=self.message)


def read_source(file: Path | Traversable, required: Iterable[tuple[str, ...]]) -> SourceFile:
    """Read a CSV file. `required`: for each column the headings of which one has to be there.

    Raises UnreadableFileError: missing, too large, not UTF-8, not CSV, or without those columns.
    """
    if unreadable_in(file.name) is not None:
        raise UnreadableFileError(
            f"The name of the file, {file.name!a}, holds characters that cannot be read.",
            next_step="The name is kept for good: rename the file in plain letters.",
        )
    content = _bytes_of(file)
    text = _text_of(content, file.name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = tuple(cell.strip() for cell in next(reader, []))
        _require_columns(columns, required, file.name)
        rows: list[tuple[int, Mapping[str, str]]] = []
        bad: list[Rejected] = []
        for cells in reader:
            line = reader.line_num
            if not any(cells):
                continue
            if len(cells) > len(columns):
                message = f"{len(cells)} cells under {len(columns)} headings"
                bad.append(Rejected(line=line, column="", code="extra_cells", message=message))
                continue
            texts = cells
            strange = unreadable_in("".join(cells))
            if strange is not None:
                # A line break inside a cell is kept as a blank: records are read in one line.
                texts = [" ".join(cell.splitlines()) for cell in cells]
                strange = unreadable_in("".join(texts))
            if strange is not None:
                message = f"a cell holds the character {strange}, which cannot be read"
                bad.append(Rejected(line=line, column="", code="unreadable_text", message=message))
                continue
            padded = [*texts, *[""] * (len(columns) - len(texts))]
            rows.append((line, dict(zip(columns, padded, strict=True))))
    except csv.Error as error:
        raise _not_csv(file.name, str(error)) from error
    return SourceFile(
        name=file.name,
        sha256=hashlib.sha256(content).hexdigest(),
        columns=columns,
        rows=tuple(rows),
        bad=tuple(bad),
    )


def bad_rows_error(
    name: str, bad: Sequence[Rejected], missing: Sequence[str] = ()
) -> UnreadableFileError:
    """The error for a file that is not used because of its rows, each fault named by its line.

    `missing`: rows that should be there and are not, by what they would be about.
    """
    faults: dict[str, str] = {}
    for row in bad:
        said = f"{row.column} {row.message}".strip()
        line = f"line {row.line}"
        faults[line] = f"{faults[line]} · {said}" if line in faults else said
    told = [f"has {how_many(len(faults), 'row')} that cannot be read"] if faults else []
    if missing:
        have = "has" if len(missing) == 1 else "have"
        told.append(f"lacks {how_many(len(missing), 'row')} that {have} to be there")
        faults["missing"] = ", ".join(missing)
    return UnreadableFileError(
        f"{name} {' and '.join(told)}.",
        details=faults,
        next_step="Mend these rows; nothing was compared.",
    )


def _bytes_of(file: Path | Traversable) -> bytes:
    try:
        if isinstance(file, Path) and file.stat().st_size > _LARGEST:
            raise UnreadableFileError(
                f"{file} is larger than {_LARGEST // 1024 // 1024} MB.",
                next_step="A statewide list of all years has 2,704 rows; is this the right file?",
            )
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{file} cannot be read: {error.strerror}.", next_step="Check the file's name."
        ) from error


def _text_of(content: bytes, name: str) -> str:
    if content.startswith(b"PK\x03\x04"):
        raise _not_csv(name, "it is a workbook or archive; save the sheet as CSV (UTF-8)")
    if b"\0" in content:
        raise _not_csv(name, "it holds zero bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_csv(name, f"byte {error.start + 1} is not UTF-8") from error


def _require_columns(
    columns: tuple[str, ...], required: Iterable[tuple[str, ...]], name: str
) -> None:
    twice = sorted({column for column in columns if columns.count(column) > 1 and column})
    if twice:
        raise _not_csv(name, f"a heading stands twice: {', '.join(twice)}")
    missing = [" or ".join(names) for names in required if not set(names) & set(columns)]
    if missing:
        found = ", ".join(columns)[:200] or "none"
        raise UnreadableFileError(
            f"{name} lacks a column it needs: {'; '.join(missing)}.",
            details={"found": found},
            next_step="The first line has to name the columns.",
        )


def _not_csv(name: str, why: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} is not a CSV file that can be read: {why}.",
        next_step="Save it as CSV, UTF-8, comma-separated, with headings in the first line.",
    )
