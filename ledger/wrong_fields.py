"""What is wrong with a field of a command, in plain words: which, what was given, what is wanted.

The decoder finds the first field that is wrong and where it stands; its own wording is for
programmers, so only the place is taken from it. A place inside a field is written with dots, and
list items are counted from 1: `direction.cap`, `lines.2.amount`.
Not here: decoding (`command_codec.py`), the envelope of a line (`reading_commands.py`).
"""

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.errors import InvalidMoneyError
from domain.money import Money
from ledger.clock import has_form_of_date

_AT: Final = re.compile(r" - at `(?:key in )?\$(?P<path>[^`]*)`$")
_STEP: Final = re.compile(r"\.(?P<name>\w+)|\[(?P<at>[0-9]+|\.\.\.)\]")
_MISSING: Final = re.compile(r"Object missing required field `(?P<name>[^`]+)`")
_SHOWN: Final = 60  # characters of a wrong value
_DIGITS: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)

DATE_FORM: Final = "Write dates as year-month-day, such as 2026-08-14."
MONEY_FORM: Final = (
    "Write plain digits without separators or a currency sign: 1000 or 1000.00. "
    "In JSON an amount is text."
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one field.

    Attributes:
        place: which field, as a person would write it, such as "direction.cap".
        message: one sentence that says both and what is wrong.
        next_step: what form is wanted.
    """

    place: str
    message: str
    next_step: str


def wrong_field(problem: str, kind: type, given: Mapping[str, object]) -> Wrong:
    """What is wrong, from what the decoder said of a command of that kind."""
    found = _AT.search(problem)
    place, wanted, value = _followed(found["path"] if found else "", kind, given)
    missing = _MISSING.match(problem)
    if missing is not None:
        name = ".".join((*place, missing["name"]))
        return Wrong(name, f"{name} is missing.", _fields_of(wanted))
    name, shown = ".".join(place), _typed(value)
    what, next_step = _said(wanted, value)
    return Wrong(name, f"{name} is {shown}, {what}.", next_step)


def _typed(value: object) -> str:
    """A value as it was typed; what does not print, or is taken for another digit, by its code."""
    shown = "".join(
        ascii(one)[1:-1] if one.isnumeric() and not one.isascii() else one for one in repr(value)
    )
    return shown[:_SHOWN]


def _followed(path: str, kind: object, value: object) -> tuple[tuple[str, ...], object, object]:
    """Where a path of the decoder leads: the place in words, the kind wanted there, the value."""
    place: list[str] = []
    for step in _STEP.finditer(path):
        if isinstance(value, Mapping):
            key = step["name"] or _first_bad_amount(value)
            kind = typing.get_type_hints(kind)[key] if is_dataclass(kind) else _inner(kind)
            value = value[key]
        else:
            items = typing.cast("list[object]", value)
            at = int(step["at"])
            key, kind, value = str(at + 1), _inner(kind), items[at]
        kind = _without_none(kind)
        place.append(key)
    return tuple(place), kind, value


def _first_bad_amount(values: Mapping[str, object]) -> str:
    """The first that is no amount: of what is given by name, the decoder does not say which."""
    return next(key for key, value in values.items() if not _is_amount(value))


def _is_amount(value: object) -> bool:
    try:
        Money.parse(typing.cast("str", value))
    except InvalidMoneyError:
        return False
    return True


def _inner(kind: object) -> object:
    """What a list or mapping holds."""
    return next(one for one in reversed(typing.get_args(kind)) if one is not Ellipsis)


def _without_none(kind: object) -> object:
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        return next(one for one in typing.get_args(kind) if one is not types.NoneType)
    return kind


def _said(kind: object, value: object) -> tuple[str, str]:
    """What is wrong with a value where that kind is wanted, and what form it has to have."""
    if kind is date:
        exists = "no day of the calendar" if _looks_like_a_date(value) else "not a date"
        return f"which is {exists}", DATE_FORM
    if kind is Money:
        return "which is not an amount", MONEY_FORM
    if kind is int:
        return _not_a_number(value)
    if kind is bool:
        return "which is neither true nor false", "Write true or false."
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "which is none of the words it may be", f"Write one of: {', '.join(kind)}."
    if kind is str:
        return "which is not text", "Write it as text."
    if is_dataclass(kind) or typing.get_origin(kind) is not tuple:
        return "which has no parts", _fields_of(kind)
    return "which is not a list", "Write a list, also of one."


def _looks_like_a_date(value: object) -> bool:
    return isinstance(value, str) and has_form_of_date(value)


def _not_a_number(value: object) -> tuple[str, str]:
    digits = isinstance(value, str) and _DIGITS.fullmatch(value)
    what = "which is text" if digits else "which is not a whole number from 1 to 999,999,999"
    return what, "Write a whole number such as 3; in JSON without quotation marks."


def _fields_of(kind: object) -> str:
    see = "See: alliance schema commands."
    if not is_dataclass(kind):
        return see
    return f"Its fields: {', '.join(field.name for field in fields(kind))}. {see}"
