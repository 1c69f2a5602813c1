"""One command as a JSON object, read into an instruction.

Reading is strict: a key that stands twice, an unknown key, NaN, a control character or a number out
of range is an error, and nothing of it is recorded. A command about the ledger as a whole has no
district, and its fiscal year is a field of its own.
Not here: the fields of each command (`domain/commands.py`, `domain/setting_commands.py`), what
becomes of a file of lines (`applying.py`).
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Final, NoReturn, cast

from domain.commands import Command, Instruction
from domain.district import District, district_named
from domain.errors import InvalidCommandError
from domain.fiscal_year import FiscalYear
from domain.setting_commands import LedgerCommand, LedgerInstruction
from ledger.clock import parse_date
from ledger.codec import canonical
from ledger.command_codec import (
    LEDGER_COMMAND_TYPES,
    AnyInstruction,
    decode_command,
    decode_ledger_command,
)
from ledger.plain import is_command_id, unreadable_in

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
# The fields of commands about the ledger that name a fiscal year.
FISCAL_YEARS: Final = frozenset({"fiscal_year", "first_fiscal_year", "last_fiscal_year"})
# Fields that are numbers; digits in text are accepted too.
WHOLE_NUMBERS: Final = frozenset(
    {
        "amendment",
        "claim_fiscal_year",
        "data_year",
        "in_fiscal_year",
        "plan_version",
        "position",
        "rank",
        "report",
        "size_bytes",
    }
)

_DIGITS: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LARGEST_NUMBER: Final = 2**53  # exact in every program that reads JSON
_BOM: Final = b"\xef\xbb\xbf"


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


def instruction_on_line(given: Mapping[str, object], actor: str) -> AnyInstruction:
    """The instruction an object gives, about a district-year or about the ledger.

    Raises what `instruction_of` and `ledger_instruction_of` raise.
    """
    about_ledger = _name(given) in LEDGER_COMMAND_TYPES
    return ledger_instruction_of(given, actor) if about_ledger else instruction_of(given, actor)


def instruction_of(given: Mapping[str, object], actor: str) -> Instruction:
    """The instruction about a district-year; `actor` is who asks where the object does not say.

    Raises InvalidCommandError, InvalidFiscalYearError, InvalidDateError, UnknownDistrictError.
    """
    command_id = command_id_of(given)
    fields = {key: value for key, value in given.items() if key not in ENVELOPE}
    command = decode_command(_name(given), _with_numbers(fields))
    _require_nothing_unread(fields, command)
    return Instruction(
        command_id=command_id,
        actor=_actor(given.get("actor", actor)),
        district=_district(given.get("district")),
        fiscal_year=_fiscal_year(given.get("fiscal_year"), "fiscal_year"),
        effective_on=_effective_on(given.get("effective_on")),
        command=command,
        documents=_documents(given.get("documents", {})),
    )


def ledger_instruction_of(given: Mapping[str, object], actor: str) -> LedgerInstruction:
    """The instruction about the ledger as a whole; `actor` as for `instruction_of`.

    Raises InvalidCommandError, also where a district is given; InvalidFiscalYearError,
    InvalidDateError.
    """
    command_id, name = command_id_of(given), _name(given)
    if "district" in given:
        _invalid(
            f"{name} is about the ledger as a whole, and a district is given",
            "Leave the district out.",
        )
    fields = {
        key: _fiscal_year(value, key).ends_in if key in FISCAL_YEARS else value
        for key, value in given.items()
        if key not in ENVELOPE or key == "fiscal_year"
    }
    command = decode_ledger_command(name, fields)
    _require_nothing_unread(fields, command)
    return LedgerInstruction(
        command_id=command_id,
        actor=_actor(given.get("actor", actor)),
        effective_on=_effective_on(given.get("effective_on")),
        command=command,
        documents=_documents(given.get("documents", {})),
    )


def _name(given: Mapping[str, object]) -> str:
    name = given.get("command")
    if not isinstance(name, str):
        _invalid("command is missing or not text", "Name one: alliance schema commands.")
    return name


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
                _invalid(
                    f"A number is too large: whole numbers go up to {_LARGEST_NUMBER:,}",
                    'Amounts are text such as "582729.00".',
                )
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


def _require_nothing_unread(fields: Mapping[str, object], command: Command | LedgerCommand) -> None:
    """Unknown keys inside a field, such as in `direction` or an installment, are errors too."""
    if not any(isinstance(value, dict | list) for value in fields.values()):
        return
    written = json.loads(canonical(command))
    waiting = [(key, value, written[key]) for key, value in fields.items()]
    while waiting:
        place, given, kept = waiting.pop(0)
        if isinstance(given, dict) and isinstance(kept, dict):
            unknown = sorted(set(given) - set(kept))
            if unknown:
                _invalid(
                    f"{type(command).__name__} has no field "
                    f"{', '.join(f'{place}.{inner}' for inner in unknown)}",
                    "See: alliance schema commands.",
                )
            waiting += [(f"{place}.{key}", value, kept[key]) for key, value in given.items()]
        elif isinstance(given, list) and isinstance(kept, list):
            pairs = zip(given, kept, strict=True)
            waiting += [(f"{place}.{at}", one, read) for at, (one, read) in enumerate(pairs, 1)]


def _actor(actor: object) -> str:
    if not isinstance(actor, str) or not actor.strip() or len(actor) > LONGEST_ACTOR:
        _invalid("actor is not the name of a person", f"Up to {LONGEST_ACTOR} letters.")
    return actor


def _district(district: object) -> District:
    if isinstance(district, bool) or not isinstance(district, str | int):
        _invalid("district is missing or not text", "Give the town's name or code.")
    return district_named(str(district))


def _fiscal_year(fiscal_year: object, field: str) -> FiscalYear:
    if isinstance(fiscal_year, bool) or not isinstance(fiscal_year, str | int):
        _invalid(f"{field} is missing or not a year", 'Write 2023 or "FY2023".')
    return FiscalYear.parse(fiscal_year)


def _effective_on(day: object) -> date | None:
    if day is None:
        return None
    if not isinstance(day, str):
        _invalid("effective_on is not text", 'Write a date such as "2023-02-15".')
    return parse_date(day, "effective_on")


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
