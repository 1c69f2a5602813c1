"""The record of a case as one file: index, records, letter, calculation, documents, certification.

The same ledger and folder give the same bytes. Nothing is signed: the certification is a form.
Not here: which records make the case (`case_record.py`), the letter (`letters.py`).
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.rich_text import rtf_of
from domain.sentences import sentence
from ledger.application import Kept, Ledger
from ledger.case_papers import CaseFacts, calculation_text, certification, index_text, readme
from ledger.case_record import DECISION, PARTS, Item, case_records
from ledger.codec import canonical
from ledger.corrections import Corrected, corrected_in
from ledger.documents import CitedDocument, Files, cited_documents
from ledger.letters import Letter
from ledger.made_up import record_made_up

RECORDS: Final = "records.jsonl"
HELD: Final = "held by the Department"
NO_HASH: Final = "named in words, held by the Department"
_SUFFIX: Final = 8
_NEVER: Final = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can say


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """The record of a case, ready to be written.

    Attributes:
        items: the index.
        files: content by name, in the order of the zip.
    """

    items: tuple[Item, ...]
    files: Mapping[str, bytes]

    @property
    def missing(self) -> tuple[Item, ...]:
        """Documents whose hash is on record and whose file was not given."""
        return tuple(item for item in self.items if item.held == HELD)

    def zipped(self) -> bytes:
        """The zip: stored, not compressed, with one date for all, so that it is always the same."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.files.items():
                entry = zipfile.ZipInfo(name, _NEVER)
                entry.create_system = 3
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data)
        return content.getvalue()


@dataclass(slots=True)
class _Shelf:
    """Items and files as they are put in; `corrected`: what became of records, by position."""

    corrected: Mapping[int, Corrected]
    items: list[Item] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)

    def put(
        self,
        part: int,
        kind: str,
        what: str,
        *,
        sha256: str | None,
        kept: Kept | None = None,
        file: str | None = None,
        held: str = "in this file",
    ) -> None:
        """Add an item under the next number of its part."""
        self.counted[part] = self.counted.get(part, 0) + 1
        became = self.corrected.get(kept.position) if kept else None
        self.items.append(
            Item(
                number=f"{part}.{self.counted[part]}",
                part=part,
                kind=kind,
                what=what,
                position=kept.position if kept else None,
                effective_on=kept.record.effective_on if kept else None,
                file=file,
                held=held,
                sha256=sha256,
                corrected=became.words if became and kind != "document" else None,
            )
        )


def case_record(
    ledger: Ledger,
    district: District,
    year: FiscalYear,
    name: str,
    letter: Letter | None,
    *,
    documents: Files | None,
    facts: CaseFacts,
) -> CaseRecord:
    """The record of a case.

    `letter`: the one on record, None where none was issued. `documents`: files to add.
    """
    chosen = case_records(ledger, district, year, name)
    cited = _cited_in(ledger, {kept.position for _, kept in chosen})
    records = sorted((kept for _, kept in chosen), key=lambda kept: kept.position)
    shelf = _Shelf(corrected_in(records))
    for part in PARTS:
        if part == DECISION and letter is not None:
            _put_letter(shelf, letter, facts)
        for kept in [kept for its_part, kept in chosen if its_part == part]:
            _put_record(ledger, shelf, part, kept)
            for one in cited.get(kept.position, ()):
                _put_document(shelf, part, one, documents)
    return CaseRecord(items=tuple(shelf.items), files=_files(shelf, records, facts, letter))


def sha256(content: bytes) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(content).hexdigest()


def _cited_in(ledger: Ledger, positions: set[int]) -> dict[int, list[CitedDocument]]:
    """Documents by the first record of the case that cites each."""
    found: dict[int, list[CitedDocument]] = {}
    listed: set[str] = set()
    for one in cited_documents(ledger):
        known = one.sha256 or one.title
        if one.kept.position in positions and known not in listed:
            listed.add(known)
            found.setdefault(one.kept.position, []).append(one)
    return found


def _put_record(ledger: Ledger, shelf: _Shelf, part: int, kept: Kept) -> None:
    made_up = "SYNTHETIC: " if record_made_up(ledger, kept.record) else ""
    shelf.put(
        part,
        "record",
        made_up + sentence(kept.record.data),
        kept=kept,
        file=RECORDS,
        sha256=sha256(canonical(kept.record)),
    )


def _put_document(shelf: _Shelf, part: int, one: CitedDocument, documents: Files | None) -> None:
    """A document: its file where one of that hash was given, else who holds it."""
    here = documents.by_sha256.get(one.sha256) if documents and one.sha256 else None
    name = None
    if here is not None and one.sha256 is not None:
        name = f"documents/{one.sha256}{_suffix(here)}"
        shelf.files[name] = here.read_bytes()
    held = "in this file" if name else HELD if one.sha256 else NO_HASH
    shelf.put(
        part,
        "document",
        one.title,
        kept=one.kept,
        file=name,
        held=held,
        sha256=one.sha256,
    )


def _suffix(file: Path) -> str:
    """The ending of a file's name where it is a plain one."""
    ending = file.suffix.casefold()
    plain = ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= _SUFFIX
    return ending if plain else ""


def _put_letter(shelf: _Shelf, letter: Letter, facts: CaseFacts) -> None:
    text = letter.paper(practice=facts.synthetic)
    plain = (
        "the letter under two lines that say it is SYNTHETIC; as recorded without them"
        if facts.synthetic
        else "the letter, byte for byte as its digest is recorded"
    )
    papers = (
        ("letter.txt", plain, text.encode()),
        ("letter.rtf", "the letter for a word processor", rtf_of(text)),
        (
            "calculation.txt",
            "the calculation line by line, made again, and how each line came to it",
            calculation_text(facts, letter).encode(),
        ),
    )
    for name, what, content in papers:
        shelf.files[name] = content
        shelf.put(DECISION, "paper", what, kept=letter.kept, file=name, sha256=sha256(content))


def _files(
    shelf: _Shelf, records: Sequence[Kept], facts: CaseFacts, letter: Letter | None
) -> dict[str, bytes]:
    """Everything in the order of the zip; the sums last, over all before them."""
    index = index_text(facts, shelf.items)
    form = certification(
        facts, sha256(index.encode()), shelf.items, letter.sha256 if letter else None
    )
    lines = [
        canonical(
            {
                "position": kept.position,
                "record": kept.record,
                "sha256": sha256(canonical(kept.record)),
            }
        )
        for kept in records
    ]
    files = {
        "README.txt": readme(facts).encode(),
        "INDEX.txt": index.encode(),
        "index.json": canonical([_plain(item) for item in shelf.items]) + b"\n",
        "CERTIFICATION.txt": form.encode(),
        RECORDS: b"\n".join(lines) + b"\n",
        **dict(sorted(shelf.files.items())),
    }
    sums = "".join(f"{sha256(content)}  {name}\n" for name, content in files.items())
    return {**files, "SHA256SUMS": sums.encode()}


def _plain(item: Item) -> dict[str, object]:
    return {
        "number": item.number,
        "part": item.part,
        "part_title": PARTS[item.part],
        "kind": item.kind,
        "what": item.what,
        "position": item.position,
        "effective_on": str(item.effective_on) if item.effective_on else None,
        "file": item.file,
        "held": item.held,
        "sha256": item.sha256,
        "corrected": item.corrected,
    }
