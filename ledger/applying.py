"""Commands from a file, one JSON object a line: each line to an outcome.

A line that cannot be read is an error that names its line, and nothing of it is recorded.
Not here: how a line becomes an instruction (`reading_commands.py`), how outcomes are printed
(`cli/`).
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.errors import (
    AllianceError,
    ConflictError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
    UsageError,
)
from ledger.application import Ledger, Outcome
from ledger.command_codec import AnyInstruction
from ledger.execute import execute
from ledger.reading_commands import command_id_of, instruction_on_line, read_object
from ledger.record import is_made_up
from ledger.stores.common import DuplicateCommandError
from ledger.unit import Unit


class Became(StrEnum):
    """What became of a line."""

    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class BatchRolledBackError(RefusedError):
    """The command itself is good, but its file is recorded whole or not at all."""

    code = "batch_rolled_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The outcome of one line.

    Attributes:
        line: its number in the file, blank lines counted.
        command_id: its id, or None where the line has no readable one.
        became: done, refused or unknown.
        events: the names of the recorded events; empty where it already stood so.
        positions: where they stand.
        repeated: True where the same command was recorded before.
        error: why it is not done, or None.
    """

    line: int
    command_id: str | None
    became: Became
    events: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    repeated: bool = False
    error: AllianceError | None = None


def apply_each(ledger: Ledger, lines: Iterable[bytes], actor: str) -> Iterator[Row]:
    """Record the lines one by one; a refused line does not stop the next.

    Raises StoreUnavailableError, RecordDamagedError: what was answered before stands, the line at
    hand and all after it were not recorded.
    """
    for number, line in _filled(lines):
        yield _attempt(number, line, actor, lambda instruction: execute(ledger, instruction))


def rehearse_each(ledger: Ledger, lines: Iterable[bytes], actor: str) -> Iterator[Row]:
    """What `apply_each` would answer, were nobody else to write; records nothing."""
    unit = Unit(ledger, batch=True)
    for number, line in _filled(lines):
        yield _attempt(number, line, actor, unit.perform)


def apply_together(
    ledger: Ledger, lines: Iterable[bytes], actor: str, *, dry_run: bool
) -> list[Row]:
    """Record all lines in one transaction, or none of them.

    Raises StoreUnavailableError, RecordDamagedError: nothing was recorded.
    """
    unit = Unit(ledger, batch=True)
    rows = [_attempt(number, line, actor, unit.perform) for number, line in _filled(lines)]
    bad = next((row.line for row in rows if row.became is Became.REFUSED), None)
    if bad is not None:
        reason = BatchRolledBackError(
            f"Line {bad} was refused, so no line of this file was recorded.",
            details={"first_refused_line": str(bad)},
            next_step="Mend the refused lines, then send the whole file again.",
        )
        return [_undone(row, Became.REFUSED, reason) for row in rows]
    if dry_run:
        return rows
    try:
        unit.commit()
    except OutcomeUnknownError as error:
        return [_undone(row, Became.UNKNOWN, error) for row in rows]
    except (ConflictError, DuplicateCommandError):
        conflict = ConflictError(
            "Somebody else wrote while this file was decided; no line of it was recorded.",
            next_step="Send the whole file again.",
        )
        return [_undone(row, Became.REFUSED, conflict) for row in rows]
    return rows


def all_made_up(lines: Iterable[bytes]) -> bool:
    """Whether every command that has an id says by it that it is made up."""
    ids = []
    for _, line in _filled(lines):
        with contextlib.suppress(UsageError):  # its own row will say that it cannot be read
            ids.append(command_id_of(read_object(line)))
    return all(is_made_up(one) for one in ids)


def _filled(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line.strip()


def _attempt(
    number: int, line: bytes, actor: str, perform: Callable[[AnyInstruction], Outcome]
) -> Row:
    row = Row(line=number, command_id=None, became=Became.REFUSED)
    try:
        given = read_object(line)
        row = replace(row, command_id=command_id_of(given))
        outcome = perform(instruction_on_line(given, actor))
    except OutcomeUnknownError as error:
        return replace(row, became=Became.UNKNOWN, error=error)
    except (UsageError, NotFoundError) as error:
        return replace(row, error=_located(error, number))
    except (RefusedError, ConflictError) as error:
        return replace(row, error=error)
    return replace(
        row,
        became=Became.DONE,
        events=outcome.events,
        positions=tuple(kept.position for kept in outcome.records),
        repeated=outcome.repeated,
    )


def _undone(row: Row, became: Became, error: AllianceError) -> Row:
    """The row after its file was rolled back; what was on record before this file stays done."""
    recorded_before = row.repeated and row.positions
    if row.became is not Became.DONE or recorded_before:
        return row
    return replace(row, became=became, events=(), positions=(), repeated=False, error=error)


def _located(error: UsageError | NotFoundError, number: int) -> AllianceError:
    return type(error)(
        f"Line {number}: {error.message}",
        citation=error.citation,
        details={"line": str(number), **error.details},
        next_step=error.next_step,
    )
