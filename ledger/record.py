"""The record: an event in its envelope, as one line of canonical JSON.

These bytes are all that will ever be hashed: sorted keys, no spaces, UTF-8, money as strings, no
floats. The position is the record's place in the ledger and is not in them. Not here: how events
become JSON (`codec.py`), where records are kept (`stores/`).
"""

from datetime import date
from typing import Generic, TypeVar

import msgspec

from domain.authority import Assurance, Citation, Office
from domain.events import Event

FORMAT = 1
SYNTHETIC = "synthetic"  # how the correlation or the command id of a made-up record begins


def is_made_up(*names: str | None) -> bool:
    """Whether a correlation or a command id says that what it belongs to was made up."""
    return any(name is not None and name.casefold().startswith(SYNTHETIC) for name in names)


class DocumentNamed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document an event rests on. Personal data stays in the document; only its hash is here.

    Attributes:
        title: what it is called.
        sha256: of its bytes, hex.
    """

    title: str
    sha256: str


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands around an event: where, when, who, by what authority, by which command.

    Attributes:
        v: format of the record.
        ledger: the ledger's id.
        incarnation: 1 at first; a restored ledger counts on.
        stream: the district-year ("064-2023") or "ledger".
        version: place in the stream, from 1.
        event, schema: the event's registered name and the version of its fields.
        recorded_at: UTC instant with microseconds; never below the record before.
        effective_on: the legal date.
        actor: who typed it; office: who is empowered; appointment: by what (a later step).
        assurance: how surely the actor is known.
        citation: the clause.
        rulebook: the revision of the law used, and the edition of our encoding of it.
        command_id, command_hash: the command it came from, and SHA-256 of its canonical body.
        signature: of the command (a later step).
        causation, correlation: the command that led to this one, and the batch it is part of.
        documents: what it rests on.
    """

    v: int
    ledger: str
    incarnation: int
    stream: str
    version: int
    event: str
    schema: int
    recorded_at: str
    effective_on: date
    actor: str
    office: Office
    appointment: None
    assurance: Assurance
    citation: Citation
    rulebook: str
    command_id: str
    command_hash: str
    signature: None
    causation: str | None
    correlation: str | None
    documents: tuple[DocumentNamed, ...]


class RawRecord(Envelope, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record read back, its event still undecoded."""

    data: msgspec.Raw


# Covariant, so that a record of one event is a record of the union.
EventT_co = TypeVar("EventT_co", bound=Event, covariant=True)


class RecordOf(Envelope, Generic[EventT_co], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record with its event.

    Attributes:
        data: the event itself.
    """

    data: EventT_co

    @property
    def synthetic(self) -> bool:
        """Whether the record says of itself that it was made up; the rule is in `made_up.py`."""
        return is_made_up(self.correlation, self.command_id)

    @property
    def originator_id(self) -> str:
        """The stream, in the engine's words."""
        return self.stream

    @property
    def originator_version(self) -> int:
        """The version in the stream, in the engine's words."""
        return self.version


Record = RecordOf[Event]
