"""Short words for appends, for the tests of the stores.

At the top of `tests/` because a module below `tests/ledger/` would have the name of a package of
the product. Concerns no provision of the statute.
"""

from typing import Protocol

from eventsourcing.persistence import StoredEvent

from ledger.stores.common import Append, CommandEntry
from ledger.stores.recorder import Recorder

HASH = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"
OTHER_HASH = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"

ELEVEN = "2026-11-22T11:00:00.000000Z"
NOON = "2026-11-22T12:00:00.000000Z"
ONE_O_CLOCK = "2026-11-22T13:00:00.000000Z"


class Store(Protocol):
    """A place that can be opened many times; each opening is closed after the test."""

    def __call__(self, *, read_only: bool = False) -> Recorder: ...


def event(
    stream: str, version: int, name: str = "DistrictDesignated", state: bytes = b"{}"
) -> StoredEvent:
    """An event of a stream."""
    return StoredEvent(stream, version, name, state)


def command(command_id: str, records: int = 1, command_hash: str = HASH) -> CommandEntry:
    """A command with its number of records."""
    return CommandEntry(command_id=command_id, command_hash=command_hash, records=records)


def append(*commands: CommandEntry, at: str = NOON, expected: int | None = None) -> Append:
    """An append of commands, at noon unless another instant is given."""
    return Append(recorded_at=at, commands=commands, expected_position=expected)
