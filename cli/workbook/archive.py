"""A workbook file taken into memory, after looking at what it would become there.

A workbook is a zip of XML. Sizes are looked at before anything is expanded, and every part is run
through a parser that keeps nothing before one that keeps everything sees it: a document type (the
door for entities that expand or fetch), too many elements, ranges over the whole sheet.
Not here: what the cells say (`grid.py`). Concerns no provision of the statute.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers import expat

from openpyxl.utils import range_boundaries

from domain.errors import UnreadableFileError

_MB: Final = 1024 * 1024
LARGEST_FILE: Final = 20 * _MB
LARGEST_EXPANDED: Final = 100 * _MB
MOST_PARTS: Final = 2_000
# A part of this size that shrank this much is a bomb; long lists of like rows shrink a hundredfold.
RATIO_ABOVE: Final = 10 * _MB
HIGHEST_RATIO: Final = 200
# A budget has thousands of elements; a ledger export beside it some hundred thousand.
MOST_ELEMENTS: Final = 1_000_000
MOST_RANGED_CELLS: Final = 100_000
_CHUNK: Final = 64 * 1024

_OLD_OR_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0"
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED_BIT: Final = 0x1
_XML_ENDINGS: Final = (".xml", ".rels")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A workbook's bytes, safe to expand.

    Attributes:
        name: the file's name without its folder.
        content: its bytes, read once.
        parts: the names of its parts.
    """

    name: str
    content: bytes
    parts: tuple[str, ...]


class _UnsafeError(Exception):
    """A part that is not to be given to a parser that keeps everything."""


class _Elements:
    """Counts over all parts of a workbook."""

    def __init__(self) -> None:
        self.seen = 0
        self.ranged = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises _UnsafeError above the limits."""
        self.seen += 1
        if self.seen > MOST_ELEMENTS:
            raise _UnsafeError(f"it has more than {MOST_ELEMENTS:,} elements")
        # The library makes a cell for every place of these ranges.
        if name.rpartition(":")[2] in ("mergeCell", "hyperlink"):
            self.ranged += _cells_in(attributes.get("ref", ""))
            if self.ranged > MOST_RANGED_CELLS:
                raise _UnsafeError(f"merged cells or links span over {MOST_RANGED_CELLS:,} cells")

    def document_type(self, *_: object) -> None:
        """A document type begins. Raises _UnsafeError: no workbook needs one."""
        raise _UnsafeError("it declares a document type (DTD), which no workbook needs")


def read_archive(file: Path) -> Archive:
    """Read a workbook file.

    Raises UnreadableFileError: missing, not a workbook, encrypted, damaged, or larger than
    20 MB, 100 MB expanded, 2,000 parts or 1,000,000 XML elements.
    """
    content = _bytes_of(file)
    if content.startswith(_OLD_OR_ENCRYPTED):
        raise _unreadable(file, "it is encrypted, or in the format before 2007 (.xls)")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _require_sizes(file, parts)
            counts = _Elements()
            for part in parts:
                _look_through(file, archive, part, counts)
    except _BROKEN as error:
        raise _unreadable(file, f"it is not a workbook, or damaged or cut off ({error})") from error
    return Archive(name=file.name, content=content, parts=tuple(part.filename for part in parts))


def _bytes_of(file: Path) -> bytes:
    try:
        if not file.exists():
            raise UnreadableFileError(
                f"{file.name} cannot be read as a workbook: there is no such file.",
                details={"file": str(file)},
                next_step="Check its name and the folder.",
            )
        if not file.is_file():
            raise _unreadable(file, "no file")
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unreadable(file, str(error.strerror)) from error
    if len(content) > LARGEST_FILE:
        raise _unreadable(file, f"it is larger than {LARGEST_FILE // _MB} MB")
    return content


def _require_sizes(file: Path, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise _unreadable(file, f"it has {len(parts):,} parts; {MOST_PARTS:,} are read at most")
    names = {part.filename for part in parts}
    if len(names) != len(parts):
        raise _unreadable(file, "a part stands in it twice, so what it says depends on the reader")
    # No part expands beyond the size it declares: the zip reader stops there.
    expanded = sum(part.file_size for part in parts)
    if expanded > LARGEST_EXPANDED:
        raise _unreadable(
            file,
            f"it would expand to {expanded // _MB:,} MB; {LARGEST_EXPANDED // _MB} MB are read "
            "at most",
        )
    for part in parts:
        if part.flag_bits & _ENCRYPTED_BIT or part.compress_type not in _METHODS:
            raise _unreadable(file, f"its part {part.filename!a} is encrypted or packed strangely")
        tight = part.file_size > HIGHEST_RATIO * max(1, part.compress_size)
        if part.file_size > RATIO_ABOVE and tight:
            raise _unreadable(
                file,
                f"its part {part.filename!a} expands more than {HIGHEST_RATIO}-fold to "
                f"{part.file_size // _MB} MB, as no budget does",
            )


def _look_through(
    file: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, counts: _Elements
) -> None:
    """Every part whatever its name: a workbook may point to any of them as XML."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = counts.start
    parser.StartDoctypeDeclHandler = counts.document_type
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)  # noqa: FBT003 - the parser's own signature
    except _UnsafeError as error:
        raise _unreadable(file, f"in its part {part.filename!a}, {error}") from error
    except expat.ExpatError as error:
        # A picture is not XML, and where this parser stops the other one does too.
        if part.filename.endswith(_XML_ENDINGS):
            raise _unreadable(
                file, f"its part {part.filename!a} is damaged or cut off ({error})"
            ) from error


def _cells_in(reference: str) -> int:
    """How many cells a range has; a whole column or row counts as too many."""
    try:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
    except (ValueError, TypeError):
        return 0
    if not (first_column and first_row and last_column and last_row):
        return MOST_RANGED_CELLS + 1
    return abs(last_column - first_column + 1) * abs(last_row - first_row + 1)


def _unreadable(file: Path, why: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{file.name} cannot be read as a workbook: {why}.",
        details={"file": str(file)},
        next_step="Register it as received as it came, and ask for an Excel workbook (.xlsx) "
        "without a password.",
    )
