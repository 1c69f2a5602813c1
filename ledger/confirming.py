"""What an answer of the other system adds to the record: payments confirmed, payments come back.

Only what is as authorized is recorded; what differs waits for a person (`fixing.py`). What is on
record is not recorded again, so the same file can be read twice. C.G.S. § 10-262u(c)(2).
Not here: reading the answer against the record (`confirm_lines.py`), screens (`cli/`).
"""

import uuid
from collections.abc import Sequence

from domain.commands import Command, ConfirmRelease, Instruction, ReturnRelease
from domain.errors import ConflictError
from ledger.application import Kept, Ledger
from ledger.batch_record import Batch
from ledger.batch_unit import Desk
from ledger.confirm_lines import ConfirmLine, Reading
from ledger.payments_on_record import of_batch
from ledger.unit import Unit


def record_answer(ledger: Ledger, batch: Batch, read: Reading, desk: Desk) -> tuple[Kept, ...]:
    """Record what the lines add, all or none; the records.

    Raises RefusedError of the first payment that cannot be, ConflictError.
    """
    unit = Unit(ledger, correlation=batch.prepared.batch, batch=True)
    # After the unit has begun: from here on, whoever writes first wins.
    _require_unmoved(ledger, batch, read)
    for instruction in instructions(batch, read.lines, desk):
        unit.perform(instruction)
    return () if desk.dry_run else unit.commit()


def instructions(batch: Batch, lines: Sequence[ConfirmLine], desk: Desk) -> list[Instruction]:
    """The instructions the lines lead to, in order; ids are made from the desk's."""
    command_id = desk.command_id or f"{batch.prepared.batch}.{uuid.uuid4().hex[:12]}"
    return [
        Instruction(
            command_id=f"{command_id}.{line.line.district.code:03d}",
            actor=desk.actor,
            district=line.line.district,
            fiscal_year=batch.fiscal_year,
            effective_on=line.line.on,
            command=_of(line.command),
            documents=desk.documents or {},
        )
        for line in lines
        if line.command is not None and line.line.district is not None
    ]


def _of(command: ConfirmRelease | ReturnRelease) -> Command:
    return command


def _require_unmoved(ledger: Ledger, batch: Batch, read: Reading) -> None:
    """Let the payments be as they were when the answer was read. Raises ConflictError."""
    if ledger.store.position() == read.position:
        return
    now = of_batch(ledger, batch)
    moved = [
        f"{district} {there.standing.value if (there := now.get(district)) else 'taken back'}"
        for district, one in read.releases.items()
        if one != now.get(district)
    ]
    if moved:
        raise ConflictError(
            f"Somebody else recorded payments of {batch.prepared.batch} meanwhile "
            f"({', '.join(moved)}); nothing of this answer was recorded.",
            details={"batch": batch.prepared.batch, "meanwhile": ", ".join(moved)},
            next_step="Run it again: it shows what is on record now, and records what is left.",
        )
