"""Batches: many districts' acts as one, each with a name that nobody can use twice.

A batch is a unit: it is recorded for all its districts or for none. Its name is its natural key
(year, installment, sequence), and the release of each district has that name, so a second run on
any machine finds it done. C.G.S. § 10-262u(c)(1), (c)(2).
Not here: how much is due (`batch_rows.py`), payment files (`payments/`), screens (`cli/`).
"""

from collections.abc import Sequence
from dataclasses import replace

from domain.authority import Office
from domain.batch_events import (
    BatchAct,
    BatchApproved,
    BatchIssued,
    BatchPrepared,
    BatchWithdrawn,
)
from domain.commands import (
    AuthorizeRelease,
    Command,
    IssueRelease,
    ProposeRelease,
    TransferPortion,
    WithdrawRelease,
    WithholdPortion,
)
from domain.decisions.refusals import SamePersonError
from domain.district import District
from domain.errors import RefusedError
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.statute.rules import Clause
from ledger.application import Kept, Ledger
from ledger.batch_guards import (
    BatchStageError,
    clause_on,
    require_control,
    require_stage,
    require_unchanged,
    require_waiting,
)
from ledger.batch_record import (
    Batch,
    BatchStage,
    batch_named,
    content_of,
    open_in,
    proposed_in,
    waiting_in,
)
from ledger.batch_rows import BatchRow
from ledger.batch_unit import Desk, moved_by, together
from ledger.control_figure import ControlFigureError


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
    return together(ledger, event, year, list(amounts), command, desk)


def approve(ledger: Ledger, batch: Batch, typed: tuple[int, Money], desk: Desk) -> tuple[Kept, ...]:
    """Authorize every release of a batch, exactly as prepared, all or none.

    `typed`: the number of releases and the total as the approver gave them.
    Raises BatchStageError, BatchChangedError, ControlFigureError (also where it goes above the
    control figure of the year), RefusedError of the first district that cannot be (such as
    SamePersonError), ConflictError.
    """
    # Somebody may have been quicker while this one was typing.
    require_stage(batch_named(ledger, batch.prepared.batch), BatchStage.PREPARED)
    amounts = proposed_in(ledger, batch)
    require_unchanged(batch, amounts)
    name, year = batch.prepared.batch, batch.fiscal_year
    require_control(name, typed, amounts)
    event = BatchApproved(
        batch=name, content=batch.prepared.content, count=typed[0], total=typed[1]
    )

    def command(district: District) -> Command:
        return AuthorizeRelease(release=name, amount=amounts[district])

    try:
        return together(ledger, event, year, list(amounts), command, desk)
    except (SamePersonError, ControlFigureError):
        raise
    except RefusedError as refusal:
        refusal.next_step += (
            " Or let the others go without it: withdraw the batch and prepare it again, alliance "
            f"release withdraw-batch {name} --because TEXT"
        )
        raise


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
    require_waiting(name, districts, waiting)
    amounts = {district: waiting[district] for district in districts}
    require_control(name, typed, amounts)
    year = batch.fiscal_year
    event = BatchIssued(
        batch=name,
        act=BatchAct.RELEASE,
        fiscal_year=batch.prepared.fiscal_year,
        content=content_of(name, amounts),
        count=typed[0],
        total=typed[1],
        voucher=voucher,
    )
    return together(ledger, event, year, list(amounts), lambda _: IssueRelease(release=name), desk)


def withdraw(ledger: Ledger, batch: Batch, reason: str, desk: Desk) -> tuple[Kept, ...]:
    """Withdraw a batch that was not issued, with every release in it that is not in payment.

    What was issued of it one by one left the ledger, and stays as it is.
    Raises BatchStageError, RefusedError, ConflictError.
    """
    require_stage(batch, BatchStage.PREPARED, BatchStage.APPROVED)
    name = batch.prepared.batch
    open_ = open_in(ledger, batch)
    if not open_:
        raise BatchStageError(
            f"Nothing of batch {name} is left to withdraw: each of its releases was issued or "
            "withdrawn alone.",
            citation=clause_on(batch.fiscal_year, Clause.RELEASE),
            details={"batch": name},
            next_step=f"See: alliance release show {name}",
        )
    event = BatchWithdrawn(batch=name, reason=reason)
    return together(
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
    return together(
        ledger,
        event,
        fiscal_year,
        list(amounts),
        lambda district: kind(amount=amounts[district], voucher=voucher),
        desk,
    )
