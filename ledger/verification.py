"""What a verification says: its checks by name, what was only loaded, what was not checked.

Not here: how each check is made (`verify.py`, `verify_row.py`, `verify_batches.py`).
"""

from dataclasses import dataclass, field
from datetime import date

from domain.batch_events import BatchEvent
from domain.events import (
    AlliancePortionWithheld,
    PortionTransferred,
    ReleaseAuthorized,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseWithdrawn,
)
from domain.release_state import Release

# Each check in the order of the screen, and what is true where it finds nothing.
CHECKS = {
    "reading": "the store gives every record",
    "positions": "positions run from 1 without a gap, to the head",
    "head": "the head names the last record and its instant",
    "form": "every record is canonical JSON and comes out the same when written again",
    "kinds": "every event, schema and format is known",
    "columns": "stream, version, event and instant beside a record are those in it",
    "streams": "every stream is a district-year of the 169 towns, or the ledger's own",
    "versions": "versions of each stream run from 1 without a gap",
    "time": "no instant lies before the one of the record before",
    "ledger": "all records name the same ledger and incarnation",
    "genesis": "the ledger is opened by its first record and by no other",
    "commands": "every record belongs to exactly one command, and every command to its records",
    "references": "what a record refers to by position stands there",
    "corrections": "a correction undoes the amounts that stood, and posts what it says",
    "folding": "every district-year folds to a state",
    "plans": "the lines of a plan come to its total, and what is approved of it lies within it",
    "releases": "each step of a release has the amounts that the step before it left",
    "batches": "count, total and content of a batch are those of the records done with it",
    "payments": "count and total of a payment file are what was in payment of its batch",
}

NOT_CHECKED = (
    "seals: this version has none; what is rewritten so that all records agree goes unseen",
    "loaded facts: what was loaded was true of its source; only the files' SHA-256 are named",
    "law: whether each act was legal on its day; ask alliance compliance list",
    "read models: whether they agree with the record; ask alliance projections check",
    "documents: only their SHA-256 are on record; and who acted is as they claimed",
)


@dataclass(slots=True)
class Check:
    """One check and what it found.

    Attributes:
        name: see `CHECKS`.
        checked: how many things were checked: records, streams or commands.
        bad: how many were wrong.
        first_bad_position: the lowest position at which one was; None where all is well.
        message: what is true, or what is wrong at that position.
    """

    name: str
    checked: int = 0
    bad: int = 0
    first_bad_position: int | None = None
    message: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return self.bad == 0

    def fail(self, position: int | None, message: str) -> None:
        """Something is wrong, at a position where it has one; the lowest is kept."""
        self.bad += 1
        lowest = self.first_bad_position
        if not self.message or (position is not None and (lowest is None or position < lowest)):
            self.first_bad_position = position
            self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSource:
    """A file that was loaded: its records say what it said, not what happened that day.

    Attributes:
        position: where the record of the loading stands.
        file, sha256, kind, rows, records, loaded_on: as in `SourceLoaded`.
    """

    position: int
    file: str
    sha256: str
    kind: str
    rows: int
    records: int
    loaded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was checked, what was only loaded, and what was not checked.

    Attributes:
        records: how many rows were read.
        checks: in the order of `CHECKS`.
        loaded: the files loaded, in order of position.
        loaded_records: records that were imported, whatever file they came from.
        not_checked: what this verification does not say.
    """

    records: int
    checks: tuple[Check, ...]
    loaded: tuple[LoadedSource, ...]
    loaded_records: int
    not_checked: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether every check found nothing."""
        return all(check.ok for check in self.checks)

    @property
    def first_bad_position(self) -> int | None:
        """The lowest position at which anything is wrong, or None."""
        places = [check.first_bad_position for check in self.checks]
        return min((place for place in places if place is not None), default=None)


@dataclass(slots=True)
class Run:
    """Records next to each other that name the same command.

    Attributes:
        command_hash: of its body, as the records have it.
        first_position: of its first record.
        records: how many there are.
    """

    command_hash: str
    first_position: int
    records: int


# What a batch does in each of its district-years.
ReleaseMember = ReleaseProposed | ReleaseAuthorized | ReleaseIssued | ReleaseWithdrawn
MemberEvent = ReleaseMember | AlliancePortionWithheld | PortionTransferred


@dataclass(frozen=True, slots=True)
class Member:
    """A record that may have been done with a batch.

    Attributes:
        stream: its district-year.
        event: what it says.
    """

    stream: str
    event: MemberEvent


@dataclass(frozen=True, slots=True)
class BatchNoted:
    """A batch's own record, with the records right before it that its command was given for.

    Attributes:
        position: where it stands.
        event: what it says.
        members: those records, in order.
    """

    position: int
    event: BatchEvent
    members: tuple[Member, ...]


@dataclass(slots=True)
class BatchNotes:
    """What the passes have noted of batches.

    Attributes:
        own: their own records, in order.
        names: of the batches that were prepared.
        waiting, command_id: the records just read that may be of one batch, and the id its own
            command would have.
        releases: what became of each release that has the name of a batch, by that name and
            stream: the position of each change, and how it stood from there; None where it was
            taken back.
    """

    own: list[BatchNoted] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    waiting: list[Member] = field(default_factory=list)
    command_id: str = ""
    releases: dict[tuple[str, str], list[tuple[int, Release | None]]] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """What the passes have seen so far.

    Attributes:
        checks: by name.
        records, last_position, last_recorded_at: how far the reading came.
        streams: the last version of each.
        unreadable: the stream of each record that could not be read, by position.
        ledger: id and incarnation, as the first record has them.
        runs, last_command: the records of each command; the command of the record before.
        entitlements: the stream of each entitlement, also as corrected, by position.
        loaded, loaded_records: what was loaded and not lived.
        batches: what was noted of batches.
    """

    checks: dict[str, Check] = field(default_factory=lambda: {name: Check(name) for name in CHECKS})
    records: int = 0
    last_position: int = 0
    last_recorded_at: str = ""
    streams: dict[str, int] = field(default_factory=dict)
    unreadable: dict[int, str] = field(default_factory=dict)
    ledger: tuple[str, int] | None = None
    runs: dict[str, Run] = field(default_factory=dict)
    last_command: str | None = None
    entitlements: dict[int, str] = field(default_factory=dict)
    loaded: list[LoadedSource] = field(default_factory=list)
    loaded_records: int = 0
    batches: BatchNotes = field(default_factory=BatchNotes)

    def counted(self, name: str) -> Check:
        """A check that is about to look at one more thing."""
        check = self.checks[name]
        check.checked += 1
        return check
