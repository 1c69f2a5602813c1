"""`alliance document`: the documents that events rest on, and which of them are missing."""

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.render import Column, Table, Value
from cli.wiring import answer, cut_of, open_office
from domain.errors import NotFoundError, UsageError
from domain.sentences import sentence
from domain.words import how_many
from ledger.application import Ledger, district_year_of
from ledger.documents import CitedDocument, Files, cited_documents, files_in, sha256_of_file
from ledger.made_up import record_made_up

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_CHECKED = (
    Column("position", "#"),
    Column("district", "district"),
    Column("fiscal_year", "year"),
    Column("effective_on", "effective"),
    Column("title", "cited as"),
    Column("sentence", "what rests on it"),
    Column("sha256", "SHA-256", on_screen=False),
    Column("citation", "citation", on_screen=False),
)
_LISTED = (
    Column("title", "document"),
    Column("sha256", "SHA-256"),
    Column("cited_by", "cited by"),
    Column("first_position", "first at"),
    Column("status", "status"),
    Column("file", "file"),
)
_MISSING = "missing"
_CHANGED = "missing, there is a file of that name with other content"


@app.callback()
def document() -> None:
    """The documents that events rest on: who cites a file, and which files are missing."""


@app.command()
def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The document's file.", metavar="FILE")],
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Say which events rest on this very file; exit 4 where none does."""
    digest = sha256_of_file(file)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    cited = [one for one in cited_documents(office.ledger, cut) if one.sha256 == digest]
    if not cited:
        raise NotFoundError(
            f"No event here rests on {file.name} as it is now.",
            details={"file": file.name, "sha256": digest},
            next_step="A file that was changed has another hash. See: alliance document list",
        )
    rows = [_checked(office.ledger, one) for one in cited]
    table = Table(name="document.check", columns=_CHECKED, rows=rows)
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"{file.name} · SHA-256 {digest}",
        meta={"as_of": cut.day, "known_on": known_on, "sha256": digest},
    )


@app.command("list")
def list_(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Look for the files here.", metavar="FOLDER"),
    ] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Only documents not found in the folder.")
    ] = False,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List every document that events rest on; with a folder, whether it is there.

    Exit 1 where a document with a hash is missing from the folder.
    """
    if missing and folder is None:
        raise UsageError(
            "--missing lists what is not found in a folder, and no folder is named.",
            next_step="Name it: alliance document list --missing --folder FOLDER",
        )
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    files = None if folder is None else files_in(folder)
    rows = _listed(cited_documents(office.ledger, cut), files)
    absent = [row for row in rows if row["status"] in (_MISSING, _CHANGED)]
    table = Table(
        name="document.list",
        columns=_LISTED,
        rows=absent if missing else rows,
        notes=_notes(rows, looked=files is not None),
        empty="Nothing is missing." if missing else "No event here rests on a document.",
    )
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title="Documents that events rest on",
        meta={"as_of": cut.day, "known_on": known_on},
    )
    if absent:
        raise typer.Exit(1)


def _checked(ledger: Ledger, one: CitedDocument) -> dict[str, Value]:
    position, record = one.kept
    made_up = "SYNTHETIC: " if record_made_up(ledger, record) else ""
    place = district_year_of(record.stream)
    return {
        "position": position,
        "district": place[0] if place else None,
        "fiscal_year": place[1] if place else None,
        "effective_on": record.effective_on,
        "title": one.title,
        "sentence": made_up + sentence(record.data),
        "sha256": one.sha256,
        "citation": str(record.citation),
    }


def _listed(cited: list[CitedDocument], files: Files | None) -> list[dict[str, Value]]:
    """One row a document: by hash, or by its words where no hash is on record."""
    grouped: dict[tuple[str | None, str], list[CitedDocument]] = {}
    for one in cited:
        grouped.setdefault((one.sha256, "" if one.sha256 else one.title), []).append(one)
    rows: list[dict[str, Value]] = []
    for (digest, _), of_document in grouped.items():
        status, file = _found(digest, [one.title for one in of_document], files)
        rows.append(
            {
                "title": of_document[0].title,
                "sha256": digest,
                "cited_by": len(of_document),
                "first_position": of_document[0].kept.position,
                "status": status,
                "file": None if file is None else file.name,
            }
        )
    return rows


def _found(digest: str | None, titles: list[str], files: Files | None) -> tuple[str, Path | None]:
    """Whether a document is there, and its file; one that was changed is known by its name."""
    if digest is None:
        return "named in words, no hash", None
    if files is None:
        return "not looked for", None
    here = files.by_sha256.get(digest)
    if here is not None:
        return "here, unchanged", here
    named = next((files.by_name[title] for title in titles if title in files.by_name), None)
    return (_MISSING if named is None else _CHANGED), named


def _notes(rows: list[dict[str, Value]], *, looked: bool) -> list[str]:
    if not rows:
        return []
    found = [row["status"] for row in rows]
    counted = " + ".join(f"{found.count(kind)} {kind}" for kind in dict.fromkeys(found))
    notes = [f"proof  {counted} = {how_many(len(rows), 'document')}"]
    if not looked:
        notes.append("Whether the files are kept: alliance document list --folder FOLDER")
    return notes
