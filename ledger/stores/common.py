"""What stores and their callers hand each other: commands, rows, the head, and refusals.

Not here: the contract itself (`recorder.py`), SQL (`sql.py`), what the bytes of a record mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from eventsourcing.persistence import IntegrityError, Notification, StoredEvent

from domain.errors import AllianceError, ConflictError, RefusedError

LOWEST = -(2**63)
HIGHEST = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEntry:
    """A command whose outcome is about to be recorded.

    Attributes:
        command_id: chosen by whoever sends the command; unique in the store.
        command_hash: hex SHA-256 of the command's canonical body.
        records: how many of the appended events, in their order, are its outcome.
    """

    command_id: str
    command_hash: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCommand:
    """A command on record.

    Attributes:
        command_id: its id.
        command_hash: hex SHA-256 of the body it had.
        first_position: position of its first record; with no records, the position then next.
        records: how many records it has, from `first_position` on without a gap.
    """

    command_id: str
    command_hash: str
    first_position: int
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """What is written together with the events of one append.

    Attributes:
        recorded_at: UTC instant with microseconds, "2026-11-22T14:03:07.123456Z"; as text it sorts
            as time does.
        commands: the commands, in the order of their events.
        expected_position: append only if this is the last position; None appends to any.
    """

    recorded_at: str
    commands: tuple[CommandEntry, ...]
    expected_position: int | None = None


class StoredRow(NamedTuple):
    """A record as it is stored, undecoded.

    Attributes:
        position: place in the whole record, from 1 without a gap.
        stream: the stream's name, such as "064-2023".
        version: place in the stream.
        event: registered name of the event.
        recorded_at: UTC instant of the append, as text.
        state: the stored bytes, exactly.
    """

    position: int
    stream: str
    version: int
    event: str
    recorded_at: str
    state: bytes


class ClockWentBackError(RefusedError):
    """The clock shows an instant before the last record. Recording it would put time out of order.

    Equal instants are accepted.
    """

    code = "clock_went_back"


class VersionConflictError(ConflictError, IntegrityError):
    """A version of a stream is taken: a conflict to us, an integrity error to the library."""


class DuplicateCommandError(AllianceError):
    """A command id is on record already; nothing was written.

    The application answers with the recorded outcome, or refuses another body under the same id.
    This error never reaches a person, so it has no exit code of its own.

    Attributes:
        recorded: the first command of the append that is on record.
    """

    code = "command_already_recorded"

    def __init__(self, recorded: RecordedCommand) -> None:
        """Say which command it is."""
        super().__init__(
            f"Command {recorded.command_id} is on record.",
            details={"command_id": recorded.command_id},
        )
        self.recorded = recorded


class Head(NamedTuple):
    """The end of the record: last position (0 when empty) and last instant ("" when empty)."""

    position: int
    recorded_at: str


def stored_event(row: StoredRow) -> StoredEvent:
    """The row as the library's stored event."""
    return StoredEvent(row.stream, row.version, row.event, row.state)


def notification(row: StoredRow) -> Notification:
    """The row as the library's notification."""
    return Notification(row.stream, row.version, row.event, row.state, row.position)


def version_conflict(stored_events: Sequence[StoredEvent]) -> VersionConflictError:
    """The refusal of an append of which at least one version is taken."""
    streams = sorted({str(event.originator_id) for event in stored_events})
    shown = streams[0] if len(streams) == 1 else f"one of {len(streams)} streams"
    return VersionConflictError(
        f"Somebody else wrote to {shown} first; nothing of this was recorded.",
        details={"streams": " ".join(streams)},
        next_step="Look at what was recorded, then repeat the command if it is still right.",
    )


def stream_name(originator_id: UUID | str) -> str:
    """The library's identifier as a stream name. Raises TypeError for a UUID: names are text."""
    if not isinstance(originator_id, str):
        raise TypeError(f"A stream is named by text, not by {type(originator_id).__name__}.")
    return originator_id
