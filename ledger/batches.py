"""Batches: many districts' acts as one, each with a name that nobody can use twice.

A batch is a unit: it is recorded for all its districts or for none. Its name is its natural key
(year, installment, sequence), and the release of each district has that name, so a second run on
any machine finds it done. C.G.S. § 10-262u(c)(1), (c)(2).
Not here: how much is due (`batch_rows.py`), payment files (`payments/`), screens (`cli/`).
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.authority import Citation, Office
from domain.batch_events import (
    BatchAct,
    BatchApproved,
    BatchEvent,
    BatchIssued,
    BatchPrepared,
    BatchWithdrawn,
    PaymentFileWritten,
)
from domain.commands import (
    AuthorizeRelease,
    Command,
    Instruction,
    IssueRelease,
    ProposeRelease,
    TransferPortion,
    WithdrawRelease,
    WithholdPortion,
)
from domain.district import District
from domain.errors import ConflictError, RefusedError
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.release_state import ReleaseStatus
from domain.statute.rules import Clause, rules_in_force
from domain.words import how_many
from ledger.application import Kept, Ledger
from ledger.batch_record import (
    Amounts,
    Batch,
    BatchStage,
    batch_named,
    batches_of,
    content_of,
    proposed_in,
    states_in,
    waiting_in,
)
from ledger.batch_rows import BatchRow, authorized_in
from ledger.unit import Unit

# Where no year is at hand whose law could be asked.
_C2 = Citation("C.G.S. § 10-262u(c)(2)")


class BatchStageError(RefusedError):
    """The batch does not stand where that act needs it."""

    code = "batch_stage"


class BatchChangedError(RefusedError):
    """The batch is not what was prepared; an approval is bound to the exact content."""

    code = "batch_changed"


class ControlFigureError(RefusedError):
    """The count or total given is not that of the batch, or it is above a control figure."""

    code = "control_figure"


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
    """

    actor: str
    effective_on: date | None = None
    documents: Mapping[str, str] | None = None
    dry_run: bool = False
    command_id: str | None = None


def prepare(
    ledger: Ledger, prepared: BatchPrepared, rows: Sequence[BatchRow], desk: Desk
) -> tuple[Kept, ...]:
    """Propose the releases of a batch, all or none; the records.

    `prepared`: the batch as it is to be; its content, count and total are made from the rows.
    Raises RefusedError of the first district that cannot be, ConflictError.
    """
    amounts = {row.district: row.amount for row in rows if row.amount}
    event = replace(
        prepared,
        content=content_of(prepared.batch, amounts),
        count=len(amounts),
        total=total(list(amounts.values())),
    )

    def command(district: District) -> Command:
        return ProposeRelease(
            release=prepared.batch, amount=amounts[district], reason=prepared.reason
        )

    year = FiscalYear(prepared.fiscal_year)
    return _together(ledger, event, year, list(amounts), command, desk)


def approve(ledger: Ledger, batch: Batch, typed: tuple[int, Money], desk: Desk) -> tuple[Kept, ...]:
    """Authorize every release of a batch, exactly as prepared, all or none.

    `typed`: the number of releases and the total as the approver gave them.
    Raises BatchStageError, BatchChangedError, ControlFigureError, RefusedError of the first
    district that cannot be (such as SamePersonError), ConflictError.
    """
    # Somebody may have been quicker while this one was typing.
    require_stage(batch_named(ledger, batch.prepared.batch), BatchStage.PREPARED)
    amounts = proposed_in(ledger, batch)
    require_unchanged(batch, amounts)
    require_control(batch.prepared.batch, typed, amounts)
    event = BatchApproved(
        batch=batch.prepared.batch, content=batch.prepared.content, count=typed[0], total=typed[1]
    )

    def command(district: District) -> Command:
        return AuthorizeRelease(release=batch.prepared.batch, amount=amounts[district])

    return _together(ledger, event, batch.fiscal_year, list(amounts), command, desk)


def issue(
    ledger: Ledger,
    batch: Batch,
    districts: Sequence[District],
    typed: tuple[int, Money],
    desk: Desk,
    voucher: str | None = None,
) -> tuple[Kept, ...]:
    """Issue the payments of some districts of an approved batch, all of these or none.

    Raises BatchStageError, ControlFigureError, RefusedError of the first district that cannot be,
    ConflictError where somebody was quicker.
    """
    require_stage(batch, BatchStage.APPROVED, BatchStage.ISSUED)
    name = batch.prepared.batch
    waiting = waiting_in(ledger, batch)
    _require_waiting(name, districts, waiting)
    amounts = {district: waiting[district] for district in districts}
    require_control(name, typed, amounts)
    event = BatchIssued(
        batch=name,
        act=BatchAct.RELEASE,
        fiscal_year=batch.prepared.fiscal_year,
        content=content_of(name, amounts),
        count=typed[0],
        total=typed[1],
        voucher=voucher,
    )
    return _together(
        ledger, event, batch.fiscal_year, list(amounts), lambda _: IssueRelease(release=name), desk
    )


def withdraw(ledger: Ledger, batch: Batch, reason: str, desk: Desk) -> tuple[Kept, ...]:
    """Withdraw a batch that nothing was issued of, with every release in it.

    Raises BatchStageError, RefusedError, ConflictError.
    """
    require_stage(batch, BatchStage.PREPARED, BatchStage.APPROVED)
    name = batch.prepared.batch
    states = states_in(ledger, batch)
    gone = authorized_in(
        states, name, ReleaseStatus.ISSUED, ReleaseStatus.PAID, ReleaseStatus.RETURNED
    )
    if gone:
        # Issued one by one, so that the batch itself does not stand as issued.
        raise BatchStageError(
            f"Batch {name} cannot be withdrawn: {len(gone)} of it were issued, "
            f"{', '.join(str(district) for district in gone)}.",
            citation=_clause(batch.fiscal_year, Clause.RELEASE),
            details={"batch": name, "issued": str(len(gone))},
            next_step="Withdraw the others one by one: alliance release withdraw DISTRICT",
        )
    open_ = authorized_in(states, name, ReleaseStatus.PROPOSED, ReleaseStatus.AUTHORIZED)
    event = BatchWithdrawn(batch=name, reason=reason)
    return _together(
        ledger,
        event,
        batch.fiscal_year,
        list(open_),
        lambda _: WithdrawRelease(release=name, reason=reason),
        desk,
        office=Office.COMMISSIONER if batch.stage is BatchStage.APPROVED else Office.DEPARTMENT,
    )


def move(
    ledger: Ledger,
    act: BatchAct,
    fiscal_year: FiscalYear,
    rows: Sequence[BatchRow],
    desk: Desk,
    voucher: str | None = None,
) -> tuple[Kept, ...]:
    """Withhold or transfer for every district what is due, all or none; the records.

    What was done before is not due again, so a second run finds nothing to do.
    Raises RefusedError of the first district that cannot be, ConflictError.
    """
    amounts = {row.district: row.amount for row in rows if row.amount}
    withholding = act is BatchAct.WITHHOLDING
    label = "WH" if withholding else "TR"
    earlier = [name for name in moved_by(ledger) if name.startswith(f"{fiscal_year}-{label}-")]
    name = f"{fiscal_year}-{label}-{len(earlier) + 1}"
    event = BatchIssued(
        batch=name,
        act=act,
        fiscal_year=fiscal_year.ends_in,
        content=content_of(name, amounts),
        count=len(amounts),
        total=total(list(amounts.values())),
        voucher=voucher,
    )
    kind = WithholdPortion if withholding else TransferPortion
    return _together(
        ledger,
        event,
        fiscal_year,
        list(amounts),
        lambda district: kind(amount=amounts[district], voucher=voucher),
        desk,
    )


def moved_by(ledger: Ledger) -> list[str]:
    """The names of the batches of withholdings and transfers on record, in order."""
    return [
        record.data.batch
        for _, record in ledger.own_history()
        if isinstance(record.data, BatchIssued) and record.data.act is not BatchAct.RELEASE
    ]


def require_unchanged(batch: Batch, amounts: Amounts) -> None:
    """Raises BatchChangedError where what is proposed is not what was prepared."""
    if content_of(batch.prepared.batch, amounts) != batch.prepared.content:
        now = total(list(amounts.values()))
        raise BatchChangedError(
            f"Batch {batch.prepared.batch} was prepared with "
            f"{how_many(batch.prepared.count, 'release')} of {batch.prepared.total.display}; "
            f"{len(amounts)} of {now.display} are proposed now.",
            citation=_clause(batch.fiscal_year, Clause.RELEASE),
            details={
                "prepared": batch.prepared.content,
                "now": content_of(batch.prepared.batch, amounts),
            },
            next_step="Withdraw the batch and prepare it anew: alliance release withdraw-batch "
            f"{batch.prepared.batch} --because TEXT",
        )


def require_control(name: str, typed: tuple[int, Money], amounts: Amounts) -> None:
    """Raises ControlFigureError where the typed count or total is not that of the amounts."""
    right = (len(amounts), total(list(amounts.values())))
    if typed != right:
        raise ControlFigureError(
            f"Batch {name} has {how_many(right[0], 'payment')} of {right[1].display}; "
            f"{typed[0]} of {typed[1].display} was given.",
            citation=_C2,
            details={"count": str(right[0]), "total": str(right[1])},
            next_step="Nothing was recorded. Look at the list again, and type what it says.",
        )


def _require_waiting(name: str, districts: Sequence[District], waiting: Amounts) -> None:
    gone = [str(district) for district in districts if district not in waiting]
    if gone:
        raise ConflictError(
            f"Batch {name}: somebody was quicker, and {', '.join(gone)} cannot be issued any more.",
            details={"districts": ", ".join(gone)},
            next_step="Nothing was recorded. Look at the list again.",
        )


def require_stage(batch: Batch, *stages: BatchStage) -> None:
    """Raises BatchStageError where the batch is at none of these stages."""
    if batch.stage not in stages:
        raise BatchStageError(
            f"Batch {batch.prepared.batch} is {batch.stage}; it has to be {' or '.join(stages)}.",
            citation=_clause(batch.fiscal_year, Clause.RELEASE),
            details={"batch": batch.prepared.batch, "stage": batch.stage.value},
            next_step=f"See: alliance release show {batch.prepared.batch}",
        )


def _clause(fiscal_year: FiscalYear, clause: Clause, on: date | None = None) -> Citation:
    return rules_in_force(fiscal_year, on or fiscal_year.last_day).clause(clause)


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


def _require_new_name(ledger: Ledger, event: BatchEvent) -> None:
    """Asked once a unit has begun, so that nobody can take the name before it is recorded."""
    if isinstance(event, BatchPrepared) and event.batch in batches_of(ledger):
        raise ConflictError(
            f"Batch {event.batch} was prepared by somebody else meanwhile.",
            details={"batch": event.batch},
            next_step=f"Nothing was recorded. See: alliance release show {event.batch}",
        )
    moving = isinstance(event, BatchIssued) and event.act is not BatchAct.RELEASE
    if moving and event.batch in moved_by(ledger):
        raise ConflictError(
            f"Batch {event.batch} was done by somebody else meanwhile.",
            details={"batch": event.batch},
            next_step="Nothing was recorded. Look at the list again.",
        )


def _together(
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
    _require_new_name(ledger, event)
    command_id = desk.command_id or f"{event.batch}.{uuid.uuid4().hex[:12]}"
    for district in districts:
        unit.perform(
            Instruction(
                command_id=f"{command_id}.{district.code:03d}",
                actor=desk.actor,
                district=district,
                fiscal_year=fiscal_year,
                effective_on=desk.effective_on,
                command=command(district),
                documents=desk.documents or {},
            )
        )
    unit.record_own(
        event,
        command_id=command_id,
        actor=desk.actor,
        citation=_clause(fiscal_year, _clause_of(event), desk.effective_on),
        office=office or _office_of(event),
        effective_on=desk.effective_on,
    )
    return () if desk.dry_run else unit.commit()
