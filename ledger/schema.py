"""The shape of every command and event as JSON Schema, generated from the code.

For commands: one whole line of a file for `alliance apply`. For events: one whole record as it is
kept, its envelope included. Not here: what a command is allowed to do (`domain/decisions/`), and
the reading of either (`codec.py`).
"""

from collections.abc import Mapping
from dataclasses import Field, field, fields, make_dataclass
from typing import cast

import msgspec

from domain.authority import Citation
from domain.district import BY_CODE
from domain.fiscal_year import FIRST_YEAR, LAST_YEAR
from domain.money import Money
from ledger.codec import EVENT_TYPES, SCHEMAS
from ledger.command_codec import COMMAND_TYPES, LEDGER_COMMAND_TYPES
from ledger.reading_commands import FISCAL_YEARS, WHOLE_NUMBERS
from ledger.record import FORMAT, DocumentNamed, Envelope

Schema = dict[str, object]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_AMOUNT: Schema = {
    "type": "string",
    "pattern": r"^-?(0|[1-9][0-9]{0,12})(\.[0-9]{2})?$",
    "description": "dollars and cents, with no or exactly two decimals",
}
_SHA256: Schema = {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}
# What stands around the fields of every command; see the contract of `apply`.
_AROUND: Mapping[str, Schema] = {
    "command_id": {
        "type": "string",
        "pattern": "^[A-Za-z0-9._:-]{1,128}$",
        "description": "the same id with the same body is never recorded twice",
    },
    "actor": {"type": "string", "minLength": 1, "maxLength": 200, "description": "who asks"},
    "district": {
        "description": "town name in any letter case, or town code",
        "anyOf": [
            {"type": "string", "minLength": 1},
            {"type": "integer", "minimum": 1, "maximum": len(BY_CODE)},
        ],
    },
    "fiscal_year": {
        "description": "named by the year it ends",
        "anyOf": [
            {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
            {"type": "string", "pattern": "^([Ff][Yy])?20[0-9]{2}$"},
        ],
    },
    "effective_on": {
        "anyOf": [{"type": "string", "format": "date"}, {"type": "null"}],
        "description": "the legal date; left out, the day it is recorded",
    },
    "documents": {
        "description": "SHA-256 of each document it rests on, by title, or as records have them",
        "anyOf": [
            {"type": "object", "additionalProperties": _SHA256},
            {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"title": {"type": "string"}, "sha256": _SHA256},
                    "required": ["title", "sha256"],
                    "additionalProperties": False,
                },
            },
        ],
    },
}
# Numbers that a line may also give as digits in text.
_DIGITS: Schema = {"type": "string", "pattern": "^[1-9][0-9]{0,8}$"}
_ALWAYS = ("command", "command_id")
# Only around a command of a district-year; a command about the ledger names the year itself.
_PLACE = ("district", "fiscal_year")


def command_schema() -> Schema:
    """JSON Schema of one line of a file of commands: any command, whole."""
    kinds = {**COMMAND_TYPES, **LEDGER_COMMAND_TYPES}
    components = _components(kinds)
    definitions = {
        **components,
        **{name: _line(name, components) for name in COMMAND_TYPES},
        **{name: _ledger_line(name, components) for name in LEDGER_COMMAND_TYPES},
    }
    return {
        "$schema": _DIALECT,
        "title": "One command, as a line of a file for alliance apply",
        "type": "object",
        "required": list(_ALWAYS),
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds],
        "$defs": definitions,
    }


def event_schema() -> Schema:
    """JSON Schema of one record: its envelope, and the event with its name and schema version."""
    components = _components(EVENT_TYPES)
    _, found = msgspec.json.schema_components(
        [Envelope, DocumentNamed, Citation], schema_hook=_schema, ref_template="#/$defs/{name}"
    )
    envelope = _strict(found)
    around = _object(envelope, "Envelope")
    properties = cast("dict[str, object]", around["properties"])
    return {
        "$schema": _DIALECT,
        "title": "One record, as it is kept",
        "type": "object",
        "properties": {**properties, "v": {"const": FORMAT}, "data": {"type": "object"}},
        "required": [*cast("list[str]", around["required"]), "data"],
        "additionalProperties": False,
        "oneOf": [
            {
                "title": name,
                "properties": {
                    "event": {"const": name},
                    "schema": {"const": SCHEMAS[name]},
                    "data": {"$ref": f"#/$defs/{name}"},
                },
            }
            for name in EVENT_TYPES
        ],
        "$defs": {**{k: v for k, v in envelope.items() if k != "Envelope"}, **components},
    }


def _components(kinds: Mapping[str, type]) -> dict[str, object]:
    _, components = msgspec.json.schema_components(
        [_with_plain_defaults(kind) for kind in kinds.values()],
        schema_hook=_schema,
        ref_template="#/$defs/{name}",
    )
    return _strict(components)


def _strict(components: Mapping[str, Schema]) -> dict[str, object]:
    """The components, in which a key that nothing reads is refused at every depth."""
    return {
        name: {**one, "additionalProperties": False} if "properties" in one else one
        for name, one in components.items()
    }


def _with_plain_defaults(kind: type) -> type:
    """The kind, or a twin of it whose default amounts are text as JSON has them."""
    if not any(isinstance(one.default, Money) for one in fields(kind)):
        return kind
    parts = [(one.name, one.type, _plain_default(one)) for one in fields(kind)]
    return make_dataclass(
        kind.__name__, parts, namespace={"__doc__": kind.__doc__}, kw_only=True, frozen=True
    )


def _plain_default(one: Field[object]) -> Field[object]:
    default = str(one.default) if isinstance(one.default, Money) else one.default
    return cast("Field[object]", field(default=default))


def _object(components: Mapping[str, object], name: str) -> Schema:
    return cast("Schema", components[name])


def _line(name: str, components: Mapping[str, object]) -> Schema:
    """The schema of a line with a command of a district-year: what stands around, its fields."""
    own = _object(components, name)
    properties = {
        key: {"anyOf": [value, _DIGITS]} if key in WHOLE_NUMBERS else value
        for key, value in cast("Schema", own["properties"]).items()
    }
    clash = {field.name for field in fields(COMMAND_TYPES[name])} & {"command", *_AROUND}
    assert not clash, f"{name} has a field of its own named {clash}"  # noqa: S101
    return {
        **own,
        "properties": {
            "command": {"const": name},
            **_AROUND,
            **properties,
        },
        "required": [*_ALWAYS, *_PLACE, *cast("list[str]", own["required"])],
        "additionalProperties": False,
    }


def _ledger_line(name: str, components: Mapping[str, object]) -> Schema:
    """The schema of a line with a command about the ledger: no district around its fields."""
    own = _object(components, name)
    around = {key: value for key, value in _AROUND.items() if key not in _PLACE}
    properties = {
        key: _AROUND["fiscal_year"] if key in FISCAL_YEARS else value
        for key, value in cast("Schema", own["properties"]).items()
    }
    return {
        **own,
        "properties": {"command": {"const": name}, **around, **properties},
        "required": [*_ALWAYS, *cast("list[str]", own["required"])],
        "additionalProperties": False,
    }


def _schema(kind: type) -> Schema:
    if kind is Money:
        return dict(_AMOUNT)
    message = f"{kind} has no schema"
    raise NotImplementedError(message)
