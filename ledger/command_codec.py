"""Commands as JSON, and what of them is hashed. Apart from records, which are read far more often.

Not here: the line around a command (`applying.py`), records and events (`codec.py`).
"""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Final, TypeVar, cast, get_args

import msgspec

from domain import commands, setting_commands
from domain.errors import InvalidCommandError, InvalidMoneyError
from domain.money import Money
from ledger.wrong_fields import wrong_field

COMMAND_TYPES: Final[Mapping[str, type]] = MappingProxyType(
    {kind.__name__: kind for kind in get_args(commands.Command)}
)
# Commands about the ledger as a whole: they have no district, and name a fiscal year themselves.
LEDGER_COMMAND_TYPES: Final[Mapping[str, type]] = MappingProxyType(
    {kind.__name__: kind for kind in get_args(setting_commands.LedgerCommand)}
)
COMMAND_FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        name: tuple(field.name for field in fields(kind))
        for name, kind in {**COMMAND_TYPES, **LEDGER_COMMAND_TYPES}.items()
    }
)

AnyInstruction = commands.Instruction | setting_commands.LedgerInstruction
CommandT = TypeVar("CommandT")


def command_body(instruction: AnyInstruction) -> dict[str, object]:
    """What of an instruction is hashed: everything but its id, as it was given.

    A field that was not given is left out, so that a command which gains an optional field later
    keeps the hashes of the commands sent before.
    """
    place: dict[str, object] = {}
    if isinstance(instruction, commands.Instruction):
        place = {
            "district": instruction.district.code,
            "fiscal_year": instruction.fiscal_year.ends_in,
        }
    command = instruction.command
    given: dict[str, object] = {}
    for name in COMMAND_FIELDS[type(command).__name__]:
        value: object = getattr(command, name)
        if value is not None:
            given[name] = value
    return {
        "v": 1,
        "command": type(command).__name__,
        "actor": instruction.actor,
        **place,
        "effective_on": instruction.effective_on,
        "fields": given,
        "documents": dict(instruction.documents),
    }


def decode_command(name: str, given: Mapping[str, object]) -> commands.Command:
    """The command of that name from its fields.

    Raises InvalidCommandError naming the field: unknown command, unknown or missing field, wrong
    kind, an amount that is not exact.
    """
    kind: type[commands.Command] | None = COMMAND_TYPES.get(name)
    if kind is None:
        raise _not_a_command(name)
    return _converted(kind, given)


def decode_ledger_command(name: str, given: Mapping[str, object]) -> setting_commands.LedgerCommand:
    """The command about the ledger of that name; raises as `decode_command`."""
    kind: type[setting_commands.LedgerCommand] | None = LEDGER_COMMAND_TYPES.get(name)
    if kind is None:
        raise _not_a_command(name)
    return _converted(kind, given)


def _not_a_command(name: str) -> InvalidCommandError:
    if name in LEDGER_COMMAND_TYPES:
        return InvalidCommandError(
            f"{name} is about the ledger as a whole and not about a district-year.",
            details={"command": name},
            next_step="See: alliance setting --help, or send it with: alliance apply",
        )
    return InvalidCommandError(
        f"{name!a} is not a command.",
        details={"command": ascii(name)},
        next_step=f"Commands: {', '.join(sorted({*COMMAND_TYPES, *LEDGER_COMMAND_TYPES}))}.",
    )


def _converted(kind: type[CommandT], given: Mapping[str, object]) -> CommandT:
    name = kind.__name__
    unknown = sorted(set(given) - set(COMMAND_FIELDS[name]))
    if unknown:
        known = ", ".join(COMMAND_FIELDS[name]) or "none"
        raise InvalidCommandError(
            f"{name} has no field {', '.join(unknown)}.",
            details={"command": name, "unknown": ", ".join(unknown)},
            next_step=f"Its fields: {known}. See: alliance schema commands.",
        )
    try:
        return msgspec.convert(dict(given), kind, dec_hook=_given)
    except msgspec.ValidationError as error:
        wrong = wrong_field(str(error), kind, given)
        raise InvalidCommandError(
            wrong.message,
            details={"command": name, "field": wrong.place},
            next_step=wrong.next_step,
        ) from error


def _given(kind: type, value: object) -> object:
    if kind is Money:
        try:
            return Money.parse(cast("str", value))  # refuses what is not text
        except InvalidMoneyError as error:
            raise ValueError(error.message) from error
    message = f"{kind} is not a kind of field"
    raise NotImplementedError(message)
