"""Records and events as JSON, and back. The one place with reflection, with `command_codec.py`.

Writing is canonical: `canonical` is the only function whose bytes are kept or hashed. Reading is
strict: unknown names, newer schemas, missing fields and wrong kinds are errors, and no stored name
ever leads to an import. An extra field inside an event is left to `verify` and `replay`, which
compare the bytes: doing so on every read would take half as long again.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, cast, get_args

import msgspec
from eventsourcing.persistence import Mapper, StoredEvent

from domain import events
from domain.errors import InvalidMoneyError, RecordDamagedError
from domain.money import Money
from ledger.record import FORMAT, RawRecord, Record, RecordOf
from ledger.upcast import UPCASTERS, upcast

EVENT_TYPES: Final[Mapping[str, type]] = MappingProxyType(
    {kind.__name__: kind for kind in get_args(events.Event)}
)
# The schema each event is written with today: one more than the last there is a step from.
SCHEMAS: Final[Mapping[str, int]] = MappingProxyType(
    {
        name: 1 + max((schema for event, schema in UPCASTERS if event == name), default=0)
        for name in EVENT_TYPES
    }
)


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
            return Money.parse_kept(cast("str", value))  # refuses what is not text
        except InvalidMoneyError as error:
            raise ValueError(error.message) from error
    message = f"{kind} is not a kind of field"
    raise NotImplementedError(message)


_ENCODER = msgspec.json.Encoder(enc_hook=_written, order="sorted")
_RAW = msgspec.json.Decoder(RawRecord)
_ANY = msgspec.json.Decoder(dict[str, object])


@cache  # made when first met: most commands meet few of the kinds, and start sooner
def _decoder(name: str) -> msgspec.json.Decoder[Record]:
    kind = EVENT_TYPES[name]
    return msgspec.json.Decoder(RecordOf[kind], dec_hook=_read)  # type: ignore[valid-type]


def canonical(value: object) -> bytes:
    """The canonical JSON of a record, command or event: the bytes that are kept and hashed."""
    return _ENCODER.encode(value)


def sha256_of(value: object) -> str:
    """Hex SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def decode_record(state: bytes, name: str | None = None) -> Record:
    """The record that canonical bytes hold, upcast to today's events.

    `name` is what the store says the event is; with it a record is read in one pass.
    Raises RecordDamagedError for anything that is not a record this version can read.
    """
    try:
        if name is not None and name in EVENT_TYPES:
            record = _decoder(name).decode(state)
            if (record.event, record.schema, record.v) == (name, SCHEMAS[name], FORMAT):
                return record
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass  # an older schema has other fields; a damaged record fails again below
    try:
        return _decode_any(state)
    except (msgspec.DecodeError, KeyError, ValueError) as error:
        raise RecordDamagedError(
            f"A stored record cannot be read: {error}.",
            next_step="Run: alliance verify",
        ) from error


def _decode_any(state: bytes) -> Record:
    raw = _RAW.decode(state)
    current = SCHEMAS.get(raw.event, raw.schema)
    if raw.v != FORMAT or raw.schema > current:
        message = f"{raw.event} is in a newer format; upgrade this program"
        raise ValueError(message)
    if raw.event in SCHEMAS and raw.schema == current:
        return _decoder(raw.event).decode(state)
    name, schema, found = upcast(raw.event, raw.schema, _ANY.decode(raw.data))
    envelope = {field: getattr(raw, field) for field in raw.__struct_fields__ if field != "data"}
    event: events.Event = msgspec.convert(found, EVENT_TYPES[name], dec_hook=_read)
    return Record(**{**envelope, "event": name, "schema": schema, "data": event})


def is_as_written(record: Record, state: bytes) -> bool:
    """Whether bytes are exactly what this program writes of the record they hold.

    Of an older schema: without the fields that the steps to today's have added.
    """
    again = canonical(record)
    if again == state:
        return True
    stored, today = _ANY.decode(state), _ANY.decode(again)
    if stored["schema"] == record.schema:
        return False
    names, data = stored["data"], cast("dict[str, object]", today["data"])
    older = {name: data.get(name) for name in cast("dict[str, object]", names)}
    return canonical({**today, "schema": stored["schema"], "data": older}) == state


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
        return decode_record(stored_event.state, stored_event.topic)
