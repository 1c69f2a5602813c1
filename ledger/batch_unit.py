"""One unit of a batch: each district's own command, and the batch's record behind them.

All of it is recorded or none. Not here: the acts (`batches.py`), their guards (`batch_guards.py`).
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from domain.authority import Office
from domain.batch_events import (
    BatchAct,
    BatchApproved,
    BatchEvent,
    BatchIssued,
    BatchPrepared,
    BatchWithdrawn,
    PaymentFileWritten,
)
from domain.commands import Command, Instruction
from domain.district import District
from domain.errors import ConflictError, RefusedError
from domain.fiscal_year import FiscalYear
from domain.statute.rules import Clause
from ledger.application import Kept, Ledger
from ledger.batch_guards import clause_on, require_stage
from ledger.batch_record import BatchStage, batch_named, batches_of
from ledger.unit import Unit

# 128 letters less ".164", the town code behind the id of each district's command.
LONGEST_COMMAND_ID = 124


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who does a batch, and from which day.

    Attributes:
        actor: who asks.
        effective_on: the legal date; None for the day it is recorded.
        documents: SHA-256 of each document it rests on, by title.
        dry_run: True to decide all of it and record nothing.
        command_id: of the batch's own record, at most LONGEST_COMMAND_ID letters; each district's
            command has it too, with the town code behind. None for one made here.
        seen_at: how many records the ledger had when the list was made that this is done on; None
            where there was none.
    """

    actor: str
    effective_on: date | None = None
    documents: Mapping[str, str] | None = None
    dry_run: bool = False
    command_id: str | None = None
    seen_at: int | None = None


def moved_by(ledger: Ledger) -> list[str]:
    """The names of the batches of withholdings and transfers on record, in order."""
    return [
        record.data.batch
        for _, record in ledger.own_history()
        if isinstance(record.data, BatchIssued) and record.data.act is not BatchAct.RELEASE
    ]


def _clause_of(event: BatchEvent) -> Clause:
    if not isinstance(event, BatchIssued):
        return Clause.RELEASE
    match event.act:
        case BatchAct.WITHHOLDING:
            return Clause.WITHHOLDING
        case BatchAct.TRANSFER:
            return Clause.TRANSFER
        case BatchAct.RELEASE:
            return Clause.PAYMENT
        case _:
            assert_never(event.act)


def _office_of(event: BatchEvent) -> Office:
    """Whose act it is; a withdrawal is of whoever the batch was with, and says so itself."""
    match event:
        case BatchPrepared() | BatchWithdrawn():
            return Office.DEPARTMENT
        case BatchApproved():
            return Office.COMMISSIONER
        case BatchIssued() | PaymentFileWritten():
            return Office.COMPTROLLER
        case _:
            assert_never(event)


def _require_still_to_do(ledger: Ledger, event: BatchEvent) -> None:
    """Asked once a unit has begun, so that nobody can be quicker before it is recorded."""
    if isinstance(event, BatchPrepared) and event.batch in batches_of(ledger):
        raise ConflictError(
            f"Batch {event.batch} was prepared by somebody else meanwhile.",
            details={"batch": event.batch},
            next_step=f"Nothing was recorded. See: alliance release show {event.batch}",
        )
    if isinstance(event, BatchWithdrawn):
        batch = batch_named(ledger, event.batch)
        require_stage(batch, BatchStage.PREPARED, BatchStage.APPROVED)
    moving = isinstance(event, BatchIssued) and event.act is not BatchAct.RELEASE
    if moving and event.batch in moved_by(ledger):
        raise ConflictError(
            f"Batch {event.batch} was done by somebody else meanwhile.",
            details={"batch": event.batch},
            next_step="Nothing was recorded. Look at the list again.",
        )


def together(
    ledger: Ledger,
    event: BatchEvent,
    fiscal_year: FiscalYear,
    districts: Sequence[District],
    command: Callable[[District], Command],
    desk: Desk,
    *,
    office: Office | None = None,
) -> tuple[Kept, ...]:
    """One unit of a command for each district and the batch's own event; nothing in a dry run."""
    unit = Unit(ledger, correlation=event.batch, batch=True)
    _require_still_to_do(ledger, event)
    if isinstance(event, BatchPrepared):
        _require_list_stands(ledger, desk)
    command_id = desk.command_id or f"{event.batch}.{uuid.uuid4().hex[:12]}"
    instructions = [
        Instruction(
            command_id=f"{command_id}.{district.code:03d}",
            actor=desk.actor,
            district=district,
            fiscal_year=fiscal_year,
            effective_on=desk.effective_on,
            command=command(district),
            documents=desk.documents or {},
        )
        for district in districts
    ]
    try:
        for instruction in instructions:
            unit.perform(instruction)
    except RefusedError as refusal:
        _require_unmoved(ledger, desk, refusal)
        raise
    unit.record_own(
        event,
        command_id=command_id,
        actor=desk.actor,
        citation=clause_on(fiscal_year, _clause_of(event), desk.effective_on),
        office=office or _office_of(event),
        effective_on=desk.effective_on,
    )
    if desk.dry_run:
        unit.require_within_control()
        return ()
    return unit.commit()


def _require_list_stands(ledger: Ledger, desk: Desk) -> None:
    """Raises ConflictError where the list may not be right any more: what is due is in no guard."""
    if desk.seen_at is not None and ledger.store.position() > desk.seen_at:
        raise ConflictError(
            "Somebody recorded something since the list was made.",
            next_step="Nothing was recorded. Run it again: the new list says what is due now.",
        )


def _require_unmoved(ledger: Ledger, desk: Desk, refusal: RefusedError) -> None:
    """Raises ConflictError where others recorded since the list was made: look again, then judge.

    What is refused then may just be done already, and the refusal would name the wrong cause.
    """
    if desk.seen_at is not None and ledger.store.position() > desk.seen_at:
        raise ConflictError(
            f"Somebody recorded something since the list was made, and now: {refusal.message}",
            citation=refusal.citation,
            details=refusal.details,
            next_step="Nothing was recorded. Run it again: the new list says what is left to do.",
        ) from refusal
