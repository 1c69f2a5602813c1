"""What a board sent, whatever it is: its discrepancies as a list, the way back, its echo.

Shared by plans and reports. Not here: reading either and what is wrong with it
(`plan_standard.py`, `report_standard.py`), recording any of it (`intake.py`).
"""

import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

import typer

from cli.render import Column, Table, Value, out, print_json, table_data
from cli.wiring import Office
from domain.authority import Citation
from domain.decisions.intake import register_anew
from domain.district import District
from domain.errors import RefusedError, UnreadableFileError
from domain.fiscal_year import FiscalYear
from domain.plan_content import Discrepancy, Severity, stop
from domain.plan_reading import ReadPaper
from domain.submission_state import Submission, SubmissionStatus
from domain.words import typed
from ledger.documents import sha256_of_file

ReadT = TypeVar("ReadT", bound=ReadPaper)

_TEXT: Final = {"plan": (".toml", ".json"), "report": (".csv", ".toml", ".json")}
_CLAUSE: Final = {
    "plan": Citation("C.G.S. § 10-262u(d)"),
    "report": Citation("C.G.S. § 10-262u(g)"),
}
_THE_FILE: Final = "the file"
_TOLD: Final = 5  # reasons told with a refusal; intake check has all
_IN: Final = " " * 7
_SECTION: Final = "§\u2060"  # stands for "§ " while lines are broken, so that none breaks there

COLUMNS = (
    Column("place", "where"),
    Column("severity", "kind"),
    Column("message", "what is not as it should be"),
    Column("code", "code", on_screen=False),
    Column("citation", "citation", on_screen=False),
)


def way_back(noun: str, register: str, file: Path, found: tuple[Discrepancy, ...]) -> str:
    """The command that sends a paper back: with marked cells where there are cells to mark."""
    closed = any(one.place == _THE_FILE for one in found)
    if closed or is_text(file, noun):
        return plain_return(register)
    return f"alliance {noun} return {register} {typed(str(file))} --out FILE --because TEXT"


def plain_return(register: str) -> str:
    """The command that sends back what has no cells to mark."""
    return f"alliance intake return {register} --because TEXT --due-on DATE"


def is_text(file: Path, noun: str) -> bool:
    """Whether a plan or report is text by the ending of its name, and no workbook."""
    return file.suffix.casefold() in _TEXT[noun]


def require_not_sent_back(one: Submission, district: District, year: FiscalYear) -> None:
    """Nothing posts from what went back. Raises RefusedError."""
    if one.status is SubmissionStatus.RETURNED:
        raise RefusedError(
            f"{one.received.register} was sent back; nothing posts from it.",
            citation=Citation("C.G.S. § 11-8b"),
            details={"register": one.received.register, "status": one.status.value},
            next_step=register_anew(one, f"{typed(district.name)} --fiscal-year {year}"),
        )


def not_to_be_posted(
    noun: str, register: str, file: Path, stopping: tuple[Discrepancy, ...]
) -> RefusedError:
    """That what is wrong with a paper's form stops it, with the way back."""
    details = {found.place: found.message for found in stopping[:_TOLD]}
    if len(stopping) > _TOLD:
        details["and more"] = (
            f"{len(stopping) - _TOLD}; see: alliance intake check {register} {typed(str(file))}"
        )
    return RefusedError(
        f"{register} cannot be posted; of its form this stops it: {len(stopping)}.",
        citation=_CLAUSE[noun],
        details=details,
        next_step=f"Send it back: {way_back(noun, register, file, stopping)}",
    )


def bytes_of(file: Path) -> bytes:
    """The content of a file. Raises UnreadableFileError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{file} cannot be read: {error.strerror}.", next_step="Check the file's name."
        ) from error


def unreadable(error: UnreadableFileError) -> Discrepancy:
    """That nothing of a file can be read, as its discrepancy: so the register says why."""
    return stop(error.code, _THE_FILE, f"{error.message} Ask for one that can be read.")


def registered(read: Callable[[Path], ReadT], file: Path, register: str) -> ReadT:
    """What a file that is registered already says.

    Raises UnreadableFileError, with the way back.
    """
    try:
        return read(file)
    except UnreadableFileError as error:
        raise UnreadableFileError(
            error.message,
            details=error.details,
            next_step=f"It is registered as {register}. Send it back: {plain_return(register)}",
        ) from error


def require_same_file(file: Path, sha256: str, register: str) -> None:
    """Raises UnreadableFileError where the file is not the one that was registered."""
    found = sha256_of_file(file)
    if found != sha256:
        raise UnreadableFileError(
            f"{file.name} is not the file that was registered as {register}.",
            details={"registered": sha256, "given": found},
            next_step="Give the file as it was received; a changed one is registered anew.",
        )


def echo_data(read: ReadPaper) -> list[dict[str, object]]:
    """Every value as it was taken, as JSON has it."""
    return [
        {
            "place": one.place,
            "field": one.field,
            "taken": one.taken,
            "formula": one.formula or None,
        }
        for one in read.echo
    ]


def discrepancy_table(name: str, found: tuple[Discrepancy, ...], empty: str) -> Table:
    """The discrepancies as a list, what stops the plan first; the screen has `lines_of` them."""
    rows: list[dict[str, Value]] = [
        {
            "place": one.place,
            "severity": one.severity.value,
            "message": one.message,
            "code": one.code,
            "citation": one.citation or None,
        }
        for one in _in_order(found)
    ]
    return Table(name=name, columns=COLUMNS, rows=rows, empty=empty)


def lines_of(found: tuple[Discrepancy, ...], empty: str) -> list[str]:
    """The discrepancies as people read them: the place, then what is wrong there."""
    lines = [] if found else [empty]
    for one in _in_order(found):
        kind = "STOPS" if one.severity is Severity.STOPS else "note "
        lines.append(f"{kind}  {one.place}")
        cited = f" ({one.citation})" if one.citation else ""
        wrapped = textwrap.wrap(
            (one.message + cited).replace("§ ", _SECTION),
            92,
            initial_indent=_IN,
            subsequent_indent=_IN,
            break_on_hyphens=False,
        )
        lines += [text.replace(_SECTION, "§ ") for text in wrapped]
    stopping = sum(one.severity is Severity.STOPS for one in found)
    if found:
        lines.append(f"{stopping} that stop it + {len(found) - stopping} to look at = {len(found)}")
    return lines


def _in_order(found: tuple[Discrepancy, ...]) -> list[Discrepancy]:
    return sorted(found, key=lambda one: one.severity is not Severity.STOPS)


def show_discrepancies(
    office: Office,
    table: Table,
    found: tuple[Discrepancy, ...],
    *,
    title: str,
    data: object,
    as_json: bool,
    meta: Mapping[str, object] | None = None,
) -> None:
    """Give the discrepancies on the screen or as JSON."""
    if as_json:
        print_json(table.name, data, office.meta(**(meta or {})))
        return
    out(office.headline)
    out(title)
    out("")
    for line in lines_of(found, table.empty):
        out(line)


def show_check(
    office: Office,
    table: Table,
    read: ReadPaper,
    found: tuple[Discrepancy, ...],
    *,
    title: str,
    said: str,
    as_json: bool,
) -> None:
    """Give what a check found with the echo, or on the screen the sums. Exit 1: not clean."""
    data = table_data(table) | {"echo": echo_data(read)}
    show_discrepancies(office, table, found, title=title, data=data, as_json=as_json)
    if not as_json:
        out(said)
    if found:
        raise typer.Exit(1)
