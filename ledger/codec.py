"""Records, events and commands as JSON, and back. The one place with reflection.

Writing is canonical: `canonical` is the only function whose bytes are kept or hashed. Reading is
strict: unknown names, newer schemas, missing or extra fields and wrong kinds are errors, and no
stored name ever leads to an import.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Final, cast, get_args

import msgspec
from eventsourcing.persistence import Mapper, StoredEvent

from domain import commands, events
from domain.errors import InvalidCommandError, InvalidMoneyError, RecordDamagedError
from domain.money import Money
from ledger.record import FORMAT, RawRecord, Record
from ledger.upcast import upcast

EVENT_TYPES: Final[Mapping[str, type]] = MappingProxyType(
    {kind.__name__: kind for kind in get_args(events.Event)}
)
COMMAND_TYPES: Final[Mapping[str, type]] = MappingProxyType(
    {kind.__name__: kind for kind in get_args(commands.Command)}
)
# The schema each event is written with today.
SCHEMA: Final = 1


def _written(value: object) -> object:
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, MappingProxyType):
        return dict(value)
    message = f"{type(value).__name__} has no canonical form"
    raise NotImplementedError(message)


def _read(kind: type, value: object) -> object:
    if kind is Money:
        try:
            return Money.parse(cast("str", value))  # parse refuses what is not text
        except InvalidMoneyError as error:
            raise ValueError(error.message) from error
    message = f"{kind} is not a kind of field"
    raise NotImplementedError(message)


_ENCODER = msgspec.json.Encoder(enc_hook=_written, order="sorted")
_RAW = msgspec.json.Decoder(RawRecord)
_ANY = msgspec.json.Decoder(dict[str, object])
_EVENT_DECODERS: Final[Mapping[str, msgspec.json.Decoder[events.Event]]] = {
    name: msgspec.json.Decoder(kind, dec_hook=_read) for name, kind in EVENT_TYPES.items()
}


def canonical(value: object) -> bytes:
    """The canonical JSON of a record, command or event: the bytes that are kept and hashed."""
    return _ENCODER.encode(value)


def sha256_of(value: object) -> str:
    """Hex SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def decode_record(state: bytes) -> Record:
    """The record that canonical bytes hold, upcast to today's events.

    Raises RecordDamagedError for anything that is not a record this version can read.
    """
    try:
        raw = _RAW.decode(state)
        name, schema, event = _decode_event(raw)
    except (msgspec.DecodeError, KeyError, ValueError) as error:
        raise RecordDamagedError(
            f"A stored record cannot be read: {error}.",
            next_step="Run: alliance verify",
        ) from error
    envelope = {field: getattr(raw, field) for field in _ENVELOPE_FIELDS}
    return Record(**{**envelope, "event": name, "schema": schema, "data": event})


_ENVELOPE_FIELDS = tuple(f for f in RawRecord.__struct_fields__ if f != "data")


def _decode_event(raw: RawRecord) -> tuple[str, int, events.Event]:
    if raw.v != FORMAT or raw.schema > SCHEMA:
        message = f"{raw.event} is in a newer format; upgrade this program"
        raise ValueError(message)
    if raw.schema == SCHEMA:
        event: events.Event = _EVENT_DECODERS[raw.event].decode(raw.data)
        return raw.event, raw.schema, event
    name, schema, found = upcast(raw.event, raw.schema, _ANY.decode(raw.data))
    return name, schema, msgspec.convert(found, EVENT_TYPES[name], dec_hook=_read)


class RecordMapper(Mapper[str]):
    """The engine's mapper: a record to its stored form and back, canonical bytes inside."""

    def __init__(self) -> None:
        """There is no transcoder, cipher or compressor: the record is its own stored form."""

    def to_stored_event(self, domain_event: Record) -> StoredEvent:  # type: ignore[override]
        """The record as the engine stores it."""
        return StoredEvent(
            originator_id=domain_event.stream,
            originator_version=domain_event.version,
            topic=domain_event.event,
            state=canonical(domain_event),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Record:
        """The record from its stored form. Raises RecordDamagedError."""
        return decode_record(stored_event.state)


def command_body(instruction: commands.Instruction) -> dict[str, object]:
    """What of an instruction is hashed: everything but its id, as it was given."""
    return {
        "command": type(instruction.command).__name__,
        "actor": instruction.actor,
        "district": instruction.district.code,
        "fiscal_year": instruction.fiscal_year.ends_in,
        "effective_on": instruction.effective_on,
        "fields": instruction.command,
        "documents": dict(instruction.documents),
    }


def decode_command(name: str, given: Mapping[str, object]) -> commands.Command:
    """The command of that name from its fields.

    Raises InvalidCommandError naming the field: unknown command, unknown or missing field, wrong
    kind, an amount that is not exact.
    """
    kind = COMMAND_TYPES.get(name)
    if kind is None:
        raise InvalidCommandError(
            f"{name!a} is not a command.",
            details={"command": ascii(name)},
            next_step=f"Commands: {', '.join(sorted(COMMAND_TYPES))}.",
        )
    unknown = sorted(set(given) - {field.name for field in fields(kind)})
    if unknown:
        known = ", ".join(field.name for field in fields(kind)) or "none"
        raise InvalidCommandError(
            f"{name} has no field {', '.join(unknown)}.",
            details={"command": name, "unknown": ", ".join(unknown)},
            next_step=f"Its fields: {known}. See: alliance schema commands.",
        )
    try:
        command: commands.Command = msgspec.convert(dict(given), kind, dec_hook=_read)
    except msgspec.ValidationError as error:
        raise InvalidCommandError(
            f"{name} is not as it should be: {error}.".replace("`", "'"),
            details={"command": name},
            next_step='Amounts are text such as "582729.00". See: alliance schema commands.',
        ) from error
    return command


def json_schema(kinds: Mapping[str, type]) -> dict[str, object]:
    """JSON Schema of events or commands, generated from the code."""
    _, components = msgspec.json.schema_components(
        list(kinds.values()), schema_hook=_schema, ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds],
        "$defs": components,
    }


def _schema(kind: type) -> dict[str, object]:
    if kind is Money:
        return {
            "type": "string",
            "pattern": r"^-?(0|[1-9][0-9]{0,12})(\.[0-9]{2})?$",
            "description": "dollars and cents",
        }
    message = f"{kind} has no schema"
    raise NotImplementedError(message)
