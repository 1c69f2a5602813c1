"""The documents that events rest on: which there are, which event cites which, which are missing.

A document is known by its SHA-256; its content, and whatever personal data it holds, stays outside
the record. Not here: what a document says.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.errors import UnreadableFileError
from domain.events import OpeningBalanceStated, ReleaseAuthorized
from domain.ledger_events import SourceLoaded
from domain.setting_events import SettingEvent
from ledger.application import NOW, Cut, Kept, Ledger

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedDocument:
    """One event's word that it rests on a document.

    Attributes:
        title: what the event calls it.
        sha256: of its bytes; None where the event names it in words alone.
        kept: the record that cites it, with its position.
    """

    title: str
    sha256: str | None
    kept: Kept


def cited_documents(ledger: Ledger, cut: Cut = NOW) -> list[CitedDocument]:
    """Every document that a record inside the cut cites, in order of position."""
    return [
        CitedDocument(title=title, sha256=digest, kept=entry)
        for entry in ledger.records()
        if cut.sees(entry.record)
        for title, digest in _named_in(entry)
    ]


def _named_in(entry: Kept) -> Iterator[tuple[str, str | None]]:
    for document in entry.record.documents:
        yield document.title, document.sha256
    data = entry.record.data
    if isinstance(data, SettingEvent) and data.document not in {
        document.title for document in entry.record.documents
    }:
        yield data.document, None
    match data:
        case SourceLoaded() as loaded if loaded.sha256:
            yield loaded.file, loaded.sha256
        case OpeningBalanceStated() as opening:
            yield _by_hash_or_words("signed opening statement", opening.document)
        case ReleaseAuthorized() as release if release.direction is not None:
            yield _by_hash_or_words("written direction", release.direction.document)
        case _:
            return


def _by_hash_or_words(what: str, document: str) -> tuple[str, str | None]:
    """A document named by its hash is titled by what it is; one named in words has no hash."""
    if _SHA256.fullmatch(document):
        return what, document
    return document, None


def sha256_of_file(file: Path) -> str:
    """Hex SHA-256 of a file's bytes, read in pieces. Raises UnreadableFileError."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
    except OSError as error:
        raise UnreadableFileError(
            f"{file} cannot be read: {error.strerror}.", next_step="Check the file's name."
        ) from error
    return digest.hexdigest()


def files_by_sha256(folder: Path) -> dict[str, Path]:
    """The files in a folder and below, by SHA-256; of equal files the first by name.

    Raises UnreadableFileError where the folder cannot be read.
    """
    if not folder.is_dir():
        raise UnreadableFileError(
            f"{folder} is not a folder that can be read.", next_step="Name a folder."
        )
    found: dict[str, Path] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.setdefault(sha256_of_file(file), file)
    return found
