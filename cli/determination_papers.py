"""`alliance determination letter`, `reproduce`, `record`: the papers of a case, from the record.

Nothing is sent, signed or recorded. Not here: what the letter says
(`domain/determination_letter.py`), what the record of the case holds (`ledger/case_zip.py`).
"""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.case_acts import CaseOnRecord, Id, case_of
from cli.files import Replace, require_free
from cli.paper_file import PaperFile, write_paper
from cli.render import (
    Column,
    Table,
    out,
    plain,
    print_json,
    print_table,
    replace_file,
    say,
    table_data,
)
from cli.wiring import Office, open_office
from domain.authority import Purpose
from domain.errors import NotFoundError, UsageError
from domain.words import how_many
from ledger.case_papers import CaseFacts
from ledger.case_record import PARTS, Item
from ledger.case_zip import NO_HASH, CaseRecord, case_record
from ledger.documents import files_in
from ledger.letters import Letter, letter_again, not_as_recorded

_COLUMNS = (
    Column("number", "item"),
    Column("effective_on", "date"),
    Column("position", "#"),
    Column("kind", "kind"),
    Column("what", "what"),
    Column("held", "where"),
    Column("part", "part", on_screen=False),
    Column("part_title", "part title", on_screen=False),
    Column("file", "file", on_screen=False),
    Column("sha256", "SHA-256", on_screen=False),
)
_BEHIND_WHAT = 5  # columns before what became of a record
_ZipFile = Annotated[Path, typer.Option("--out", help="The zip file to write.", metavar="FILE.zip")]
_Documents = Annotated[
    Path | None,
    typer.Option(
        "--documents",
        help="A folder with documents; those whose SHA-256 is on record are added.",
        metavar="FOLDER",
    ),
]


def add_papers(app: typer.Typer) -> None:
    """Put the verbs that write papers on the noun."""
    app.command("letter")(letter)
    app.command("reproduce")(reproduce)
    app.command("record")(record)


def letter(
    context: typer.Context,
    determination: Id,
    file: PaperFile = None,
    replace: Replace = False,
    as_json: options.Json = False,
) -> None:
    """Write the letter of a determination; one of practice is marked so above its text."""
    if file is not None:
        require_free(file, replace=replace)
    office = open_office(context)
    case = case_of(office, determination)
    made = _as_recorded(office, case)
    practice = _is_practice(office, case)
    text = made.paper(practice=practice)
    if file is not None:
        write_paper(file, text)
    step = f"alliance determination serve {case.name.id} final --method certified-mail"
    if as_json:
        data = {**_about(case, made), "synthetic": practice, "text": text, **_file(file)}
        named = None if made.corrected else f"{step} --mailed-on DATE"
        print_json("determination.letter", {**data, "next_step": named}, office.meta())
        return
    _say_corrected(made)
    out(office.headline)
    if file is None:
        for line in text.splitlines():
            out(line)
        return
    _say_written(file, case, made, practice=practice)
    if not made.corrected:
        out(f"Next: {step} --mailed-on DATE --number TEXT")


def reproduce(
    context: typer.Context,
    determination: Id,
    file: PaperFile = None,
    replace: Replace = False,
    as_json: options.Json = False,
) -> None:
    """Make the letter again, byte for byte, under the rulebook of its day; exit 6 if it differs.

    A file of practice is marked so in two lines above the letter, as by `letter`.
    """
    if file is not None:
        require_free(file, replace=replace)
    office = open_office(context)
    case = case_of(office, determination)
    made = _as_recorded(office, case)
    practice = _is_practice(office, case)
    if file is not None:
        write_paper(file, made.paper(practice=practice))
    if as_json:
        about = {**_about(case, made), "synthetic": practice, "same": True}
        data = {**about, **_file(file), "text": made.text}
        print_json("determination.reproduce", data, office.meta())
        return
    _say_corrected(made)
    out(office.headline)
    out(f"{case.name.place} · {case.name.id} · issued {made.kept.record.effective_on}")
    out(f"  rulebook       {made.kept.record.rulebook}")
    out(f"  in the record  {made.event.letter_sha256}  (position {made.kept.position:,})")
    out(f"  made today     {made.sha256}")
    size = len(made.text.encode())
    out(f"The same, byte for byte: {size:,} bytes, form {made.event.letter_form}.")
    if file is not None:
        _say_written(file, case, made, practice=practice)


def _as_recorded(office: Office, case: CaseOnRecord) -> Letter:
    """The letter, which has to be the one on record. Raises NotFoundError, RecordDamagedError."""
    made = letter_again(office.ledger, case.name.district, case.name.fiscal_year, case.name.own)
    if not made.as_recorded:
        raise not_as_recorded(case.name.id, made)
    return made


def _is_practice(office: Office, case: CaseOnRecord) -> bool:
    """Whether anything of the case is made up, or the ledger is not a production one."""
    return case.synthetic or office.ledger.identity.purpose is not Purpose.PRODUCTION


def _file(file: Path | None) -> dict[str, object]:
    """The file that was written, with its own digest, which is not that of the letter's text."""
    return {"file": str(file), "file_sha256": _digest(file)} if file else {"file": None}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _say_corrected(made: Letter) -> None:
    """On standard error, so that it is no part of a letter that goes to a file."""
    if made.corrected:
        say(
            f"caution  The determination at position {made.kept.position} was "
            f"{made.corrected.words}: this letter is of a decision that does not stand as issued."
        )


def _say_written(file: Path, case: CaseOnRecord, made: Letter, *, practice: bool) -> None:
    out(f"Wrote {file}: the letter of {case.name.id}.")
    out(f"  SHA-256 of the file                {_digest(file)}")
    out(f"  SHA-256 of the letter as recorded  {made.sha256}")
    if practice:
        out(
            "The file says SYNTHETIC in two lines above the letter, which is recorded without them."
        )


def _about(case: CaseOnRecord, made: Letter) -> dict[str, object]:
    return {
        "determination": case.name.id,
        "district": case.name.district.name,
        "fiscal_year": case.name.fiscal_year.ends_in,
        "position": made.kept.position,
        "issued_on": str(made.kept.record.effective_on),
        "form": made.event.letter_form,
        "rulebook": made.kept.record.rulebook,
        "letter_sha256": made.event.letter_sha256,
        "corrected": made.corrected.words if made.corrected else None,
    }


def record(
    context: typer.Context,
    determination: Id,
    file: _ZipFile,
    documents: _Documents = None,
    replace: Replace = False,
    as_json: options.Json = False,
) -> None:
    """Write the record of the case with its index, every item hashed, as one zip file."""
    if file.suffix.casefold() != ".zip":
        raise UsageError(
            f"The record of a case is a zip file, and {str(file)!r} does not end in .zip.",
            next_step=f"Name it {file.stem or 'record'}.zip",
        )
    require_free(file, replace=replace)
    given = files_in(documents) if documents is not None else None
    office = open_office(context)
    case = case_of(office, determination)
    facts = CaseFacts(
        id=case.name.id,
        district=case.name.district,
        fiscal_year=case.name.fiscal_year,
        ledger_id=office.ledger.identity.ledger_id,
        headline=office.headline,
        size=office.ledger.store.position(),
        synthetic=_is_practice(office, case),
    )
    made = case_record(
        office.ledger,
        case.name.district,
        case.name.fiscal_year,
        case.name.own,
        _letter_if_issued(office, case),
        documents=given,
        facts=facts,
    )
    content = made.zipped()
    replace_file(file, content)
    _answer(office, case, made, file, as_json=as_json)


def _letter_if_issued(office: Office, case: CaseOnRecord) -> Letter | None:
    try:
        return _as_recorded(office, case)
    except NotFoundError:
        return None


def _answer(
    office: Office, case: CaseOnRecord, made: CaseRecord, file: Path, *, as_json: bool
) -> None:
    corrected = any(item.corrected for item in made.items)
    table = Table(
        name="determination.record",
        columns=(
            *_COLUMNS[:_BEHIND_WHAT],
            Column("corrected", "corrected", on_screen=corrected),
            *_COLUMNS[_BEHIND_WHAT:],
        ),
        rows=[_row(item) for item in made.items],
        proof=_proof(made),
        notes=[
            *(f"missing  {item.number} {item.what} ({item.sha256})" for item in made.missing),
            "Parts and order as C.G.S. § 4-177(d) was read from a law site: UNVERIFIED.",
            (
                f"Wrote {file}: {how_many(len(made.files), 'file')}. CERTIFICATION.txt is a form, "
                "not signed."
            ),
        ],
    )
    if as_json:
        data = table_data(table) | {
            "determination": case.name.id,
            "file": str(file),
            "files": list(made.files),
            "missing": [item.number for item in made.missing],
        }
        print_json(table.name, {key: plain(value) for key, value in data.items()}, office.meta())
        return
    out(office.headline)
    out(f"The record of {case.name.id} · {case.name.place}")
    out("")
    print_table(table)


def _row(item: Item) -> dict[str, str | int | None]:
    return {
        "number": item.number,
        "effective_on": str(item.effective_on) if item.effective_on else None,
        "position": item.position,
        "kind": item.kind,
        "what": item.what,
        "corrected": item.corrected,
        "held": item.held,
        "part": item.part,
        "part_title": PARTS[item.part],
        "file": item.file,
        "sha256": item.sha256,
    }


def _proof(made: CaseRecord) -> str:
    here = sum(item.file is not None for item in made.items)
    words = sum(item.held == NO_HASH for item in made.items)
    return (
        f"{here} in this file + {len(made.missing)} held by the Department + {words} named in "
        f"words = {how_many(len(made.items), 'item')}"
    )
