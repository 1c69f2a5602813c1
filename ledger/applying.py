"""Commands from a file, one JSON object a line: each line to an instruction, each to an outcome.

Reading is strict: a key that stands twice, an unknown key, NaN, a control character or a byte
order mark is an error that names its line, and nothing of that line is recorded.
Not here: the fields of each command (`domain/commands.py`), how outcomes are printed (`cli/`).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NoReturn, cast

from domain.commands import Command, Instruction
from domain.district import District, district_named
from domain.errors import (
    AllianceError,
    ConflictError,
    InvalidCommandError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
    UsageError,
)
from domain.fiscal_year import FiscalYear
from ledger.application import Ledger, Outcome
from ledger.clock import parse_date
from ledger.codec import canonical
from ledger.command_codec import decode_command
from ledger.execute import execute
from ledger.plain import is_command_id, unreadable_in
from ledger.stores.common import DuplicateCommandError
from ledger.unit import Unit

LONGEST_LINE: Final = 65_536  # bytes
LONGEST_ACTOR: Final = 200  # letters

# The keys around a command's own fields.
ENVELOPE: Final = (
    "command",
    "command_id",
    "actor",
    "district",
    "fiscal_year",
    "effective_on",
    "documents",
)
# Fields that are numbers; digits in text are accepted too.
WHOLE_NUMBERS: Final = frozenset({"plan_version", "position"})

_DIGITS: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LARGEST_NUMBER: Final = 2**53  # exact in every program that reads JSON
_BOM: Final = b"\xef\xbb\xbf"


class Became(StrEnum):
    """What became of a line."""

    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class BatchRolledBackError(RefusedError):
    """The command itself is good, but its file is recorded whole or not at all."""

    code = "batch_rolled_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The outcome of one line.

    Attributes:
        line: its number in the file, blank lines counted.
        command_id: its id, or None where the line has no readable one.
        became: done, refused or unknown.
        events: the names of the recorded events; empty where it already stood so.
        positions: where they stand.
        repeated: True where the same command was recorded before.
        error: why it is not done, or None.
    """

    line: int
    command_id: str | None
    became: Became
    events: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    repeated: bool = False
    error: AllianceError | None = None


# ---- one line ----


def read_object(line: bytes) -> dict[str, object]:
    """The JSON object on a line.

    A byte order mark before it is passed over, as spreadsheets write one. Raises
    InvalidCommandError: too long, not UTF-8, not one JSON object, a key that stands twice, NaN or
    Infinity, a control character in a text, a number out of range.
    """
    if len(line) > LONGEST_LINE:
        _invalid(f"It is longer than {LONGEST_LINE:,} bytes", "One command a line.")
    try:
        found: object = json.loads(
            line.removeprefix(_BOM).decode(),
            object_pairs_hook=_once_each,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError:
        _invalid("It is not UTF-8", "Save the file as UTF-8.")
    except json.JSONDecodeError as error:
        _invalid(f"It is not JSON: {error.msg}, column {error.colno}", _ONE_OBJECT)
    except (ValueError, RecursionError):
        _invalid("It is not JSON that can be read: too deep, or a number too long", _ONE_OBJECT)
    if not isinstance(found, dict):
        _invalid("It is JSON, but not an object", _ONE_OBJECT)
    given = cast("dict[str, object]", found)
    require_plain(given)
    return given


def command_id_of(given: Mapping[str, object]) -> str:
    """The command id. Raises InvalidCommandError where it is missing or has another form."""
    command_id = given.get("command_id")
    if not isinstance(command_id, str) or not is_command_id(command_id):
        shown = "missing" if command_id is None else f"{command_id!a:.60}"
        _invalid(
            f"command_id is {shown}",
            "Give each command its own id: 1 to 128 letters, digits, dots, underscores, colons "
            "or hyphens.",
        )
    return command_id


def instruction_of(given: Mapping[str, object], actor: str) -> Instruction:
    """The instruction an object gives; `actor` is who asks where it does not say.

    Raises InvalidCommandError, InvalidFiscalYearError, InvalidDateError, UnknownDistrictError.
    """
    command_id = command_id_of(given)
    name = given.get("command")
    if not isinstance(name, str):
        _invalid("command is missing or not text", "Name one: alliance schema commands.")
    fields = {key: value for key, value in given.items() if key not in ENVELOPE}
    command = decode_command(name, _with_numbers(fields))
    _require_nothing_unread(fields, command)
    return Instruction(
        command_id=command_id,
        actor=_actor(given.get("actor", actor)),
        district=_district(given.get("district")),
        fiscal_year=_fiscal_year(given.get("fiscal_year")),
        effective_on=_effective_on(given.get("effective_on")),
        command=command,
        documents=_documents(given.get("documents", {})),
    )


_ONE_OBJECT = 'A line is one JSON object, such as {"command": "TransferPortion", …}.'


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            _invalid(f"The key {key!a:.60} stands twice", "Give each key once.")
        found[key] = value
    return found


def _no_constant(text: str) -> NoReturn:
    _invalid(f"{text} is not a value", 'Amounts are text such as "582729.00".')


def require_plain(value: object) -> None:
    """Every text in a value can be shown in one line, and every number is exact.

    Raises InvalidCommandError.
    """
    waiting = [value]
    while waiting:
        match waiting.pop():
            case dict() as inner:
                waiting += [*inner, *inner.values()]
            case list() as inner:
                waiting += inner
            case str() as text:
                strange = unreadable_in(text)
                if strange is not None:
                    _invalid(
                        f"A text holds the control character {strange}",
                        "Write texts in one line of plain letters.",
                    )
            case int() as number if abs(number) > _LARGEST_NUMBER:
                _invalid("A number is too large", 'Amounts are text such as "582729.00".')
            case _:
                continue


def _with_numbers(fields: Mapping[str, object]) -> dict[str, object]:
    given = dict(fields)
    if type(given.get("round")) is int:
        given["round"] = str(given["round"])  # a round is named by its first fiscal year
    return {
        key: int(value)
        if key in WHOLE_NUMBERS and isinstance(value, str) and _DIGITS.fullmatch(value)
        else value
        for key, value in given.items()
    }


def _require_nothing_unread(fields: Mapping[str, object], command: Command) -> None:
    """Unknown keys inside a field, such as in `direction`, are errors too."""
    nested = {key: value for key, value in fields.items() if isinstance(value, dict)}
    if not nested:
        return
    written = json.loads(canonical(command))
    for key, value in nested.items():
        unknown = sorted(set(value) - set(written[key]))
        if unknown:
            _invalid(
                f"{type(command).__name__} has no field "
                f"{', '.join(f'{key}.{inner}' for inner in unknown)}",
                "See: alliance schema commands.",
            )


def _actor(actor: object) -> str:
    if not isinstance(actor, str) or not actor.strip() or len(actor) > LONGEST_ACTOR:
        _invalid("actor is not the name of a person", f"Up to {LONGEST_ACTOR} letters.")
    return actor


def _district(district: object) -> District:
    if isinstance(district, bool) or not isinstance(district, str | int):
        _invalid("district is missing or not text", "Give the town's name or code.")
    return district_named(str(district))


def _fiscal_year(fiscal_year: object) -> FiscalYear:
    if isinstance(fiscal_year, bool) or not isinstance(fiscal_year, str | int):
        _invalid("fiscal_year is missing or not a year", 'Write 2023 or "FY2023".')
    return FiscalYear.parse(fiscal_year)


def _effective_on(day: object) -> date | None:
    if day is None:
        return None
    if not isinstance(day, str):
        _invalid("effective_on is not text", 'Write a date such as "2023-02-15".')
    return parse_date(day)


def _documents(documents: object) -> dict[str, str]:
    """By title; also from a list of {"title", "sha256"}, the form records have."""
    if isinstance(documents, list):
        if not all(isinstance(one, dict) and set(one) == {"title", "sha256"} for one in documents):
            _invalid("documents is a list of something else", _DOCUMENTS)
        if len({str(one["title"]) for one in documents}) < len(documents):
            _invalid("A document's title stands twice", _DOCUMENTS)
        documents = {str(one["title"]): one["sha256"] for one in documents}
    if not isinstance(documents, dict):
        _invalid("documents is not an object", _DOCUMENTS)
    return {str(title): _sha256(str(title), digest) for title, digest in documents.items()}


_DOCUMENTS = 'Write {"title of the document": "its SHA-256, 64 hexadecimal digits"}.'


def _sha256(title: str, digest: object) -> str:
    if not title.strip() or not isinstance(digest, str) or not _SHA256.fullmatch(digest.lower()):
        _invalid(f"Document {title!a:.60} has no title or no SHA-256", _DOCUMENTS)
    return digest.lower()


def _invalid(what: str, next_step: str) -> NoReturn:
    raise InvalidCommandError(f"{what}.", next_step=next_step)


# ---- a file of lines ----


def apply_each(ledger: Ledger, lines: Iterable[bytes], actor: str) -> Iterator[Row]:
    """Record the lines one by one; a refused line does not stop the next.

    Raises StoreUnavailableError, RecordDamagedError: what was answered before stands, the line at
    hand and all after it were not recorded.
    """
    for number, line in _filled(lines):
        yield _attempt(number, line, actor, lambda instruction: execute(ledger, instruction))


def rehearse_each(ledger: Ledger, lines: Iterable[bytes], actor: str) -> Iterator[Row]:
    """What `apply_each` would answer, were nobody else to write; records nothing."""
    unit = Unit(ledger, batch=True)
    for number, line in _filled(lines):
        yield _attempt(number, line, actor, unit.perform)


def apply_together(
    ledger: Ledger, lines: Iterable[bytes], actor: str, *, dry_run: bool
) -> list[Row]:
    """Record all lines in one transaction, or none of them.

    Raises StoreUnavailableError, RecordDamagedError: nothing was recorded.
    """
    unit = Unit(ledger, batch=True)
    rows = [_attempt(number, line, actor, unit.perform) for number, line in _filled(lines)]
    bad = next((row.line for row in rows if row.became is Became.REFUSED), None)
    if bad is not None:
        reason = BatchRolledBackError(
            f"Line {bad} was refused, so no line of this file was recorded.",
            details={"first_refused_line": str(bad)},
            next_step="Mend the refused lines, then send the whole file again.",
        )
        return [_undone(row, Became.REFUSED, reason) for row in rows]
    if dry_run:
        return rows
    try:
        unit.commit()
    except OutcomeUnknownError as error:
        return [_undone(row, Became.UNKNOWN, error) for row in rows]
    except (ConflictError, DuplicateCommandError):
        conflict = ConflictError(
            "Somebody else wrote while this file was decided; no line of it was recorded.",
            next_step="Send the whole file again.",
        )
        return [_undone(row, Became.REFUSED, conflict) for row in rows]
    return rows


def _filled(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line.strip()


def _attempt(
    number: int, line: bytes, actor: str, perform: Callable[[Instruction], Outcome]
) -> Row:
    row = Row(line=number, command_id=None, became=Became.REFUSED)
    try:
        given = read_object(line)
        row = replace(row, command_id=command_id_of(given))
        outcome = perform(instruction_of(given, actor))
    except OutcomeUnknownError as error:
        return replace(row, became=Became.UNKNOWN, error=error)
    except (UsageError, NotFoundError) as error:
        return replace(row, error=_located(error, number))
    except (RefusedError, ConflictError) as error:
        return replace(row, error=error)
    return replace(
        row,
        became=Became.DONE,
        events=outcome.events,
        positions=tuple(kept.position for kept in outcome.records),
        repeated=outcome.repeated,
    )


def _undone(row: Row, became: Became, error: AllianceError) -> Row:
    """The row after its file was rolled back; what was on record before this file stays done."""
    recorded_before = row.repeated and row.positions
    if row.became is not Became.DONE or recorded_before:
        return row
    return replace(row, became=became, events=(), positions=(), repeated=False, error=error)


def _located(error: UsageError | NotFoundError, number: int) -> AllianceError:
    return type(error)(
        f"Line {number}: {error.message}",
        citation=error.citation,
        details={"line": str(number), **error.details},
        next_step=error.next_step,
    )
