"""`alliance payments issue`: the Comptroller issues the payments of an approved batch, once.

The list is shown first; whoever issues types its count and total. C.G.S. § 10-262i(b).
Not here: what is in the way of a payment (`ledger/issuing.py`), writing the file (`export`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from cli import options
from cli.acts import Document, PriorYearBecause, documents_of
from cli.after_write import after_write
from cli.batch_tables import twin_pairs, twins_said
from cli.control import typed_control
from cli.payment_records import payments_said, print_records, record_rows
from cli.prior_year import reason_after
from cli.release import BatchName, Count, Total
from cli.release_schedule import ahead_of
from cli.render import Column, Table, Value, out, print_json, print_table, table_data
from cli.sending import noted, unit_id_of
from cli.to_know import earlier_payments
from cli.wiring import Office, actor_name, may_ask, open_office, today
from domain.errors import RefusedError
from domain.money import Money, total
from ledger.application import Kept
from ledger.batch_guards import require_control, require_stage
from ledger.batch_record import Batch, BatchStage, batch_named
from ledger.batch_unit import Desk
from ledger.batches import issue
from ledger.clock import parse_date
from ledger.control_figure import settings_in_force
from ledger.issuing import BLOCKED, IssueRow, IssueStatus, issue_rows, issued_before
from ledger.payments.voucher import invoice_number, payee_name
from ledger.plain import require_text
from ledger.record import is_made_up
from ledger.stores.common import DuplicateCommandError

_CITATION = "C.G.S. § 10-262u(c)(2), § 10-262i(b)"
_COLUMNS = (
    Column("town_code", "code"),
    Column("payee", "payee"),
    Column("invoice", "invoice"),
    Column("amount", "amount"),
    Column("status", "status"),
    Column("note", "what stands in the way"),
    Column("district", "district", on_screen=False),
    Column("citation", "citation", on_screen=False),
)


class NothingToIssueError(RefusedError):
    """Something stands in the way of every payment of the batch that is not issued yet."""

    code = "nothing_to_issue"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What is said at the end.

    Attributes:
        table: the list that was shown.
        outcome: in one word for programs.
        words: in one line for people.
        records: what was recorded now or before.
        command_id: of the batch's record; None where nothing was asked of the ledger.
        next_step: the command that usually follows, or "".
    """

    table: Table
    outcome: str
    words: str
    records: Sequence[Kept] = ()
    command_id: str | None = None
    next_step: str = ""


def issue_batch(
    context: typer.Context,
    batch: BatchName,
    count: Count = None,
    amount: Total = None,
    voucher: Annotated[
        str | None,
        typer.Option("--voucher", help="The paper's number in your system.", metavar="TEXT"),
    ] = None,
    returned: Annotated[
        bool, typer.Option("--returned", help="Also issue again what came back.")
    ] = False,
    document: Document = None,
    prior_year_because: PriorYearBecause = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Issue the payments of an approved batch: the list first, then type its count and total.

    What a hold stops is left out and named. Run again, on any machine: nothing is issued twice.
    """
    actor = actor_name(actor)
    unit_id = unit_id_of(command_id)
    on = parse_date(effective_on) if effective_on else None
    if voucher is not None:
        require_text(voucher, "The number of the voucher")
    office = open_office(context, write=not dry_run, money=True, in_demo=is_made_up(unit_id))
    seen_at = office.ledger.store.position()
    found = batch_named(office.ledger, batch)
    require_stage(found, BatchStage.APPROVED, BatchStage.ISSUED)
    before = issued_before(office.ledger, found, unit_id)
    rows = issue_rows(office.ledger, found, actor=actor, effective_on=on, returned=returned)
    known = earlier_payments(office.ledger, found)
    ahead = ahead_of(
        settings_in_force(office.ledger),
        found.fiscal_year,
        found.prepared.installment,
        on or today(),
    )
    known += [f"early: {ahead}"] if ahead else []
    table = _table(found, rows, known)
    if before:
        told = _Answer(
            table=table,
            outcome="repeated",
            words=f"Recorded before under this command id, and not again: "
            f"{payments_said(len(before) - 1)}.",
            records=before,
            command_id=unit_id,
        )
        _finish(office, found, told, shown=False, as_json=as_json, dry_run=dry_run)
        return
    if not _to_issue(rows):
        told = _Answer(table=table, outcome="nothing done", words=_nothing(found, rows))
        _finish(office, found, told, shown=False, as_json=as_json, dry_run=dry_run)
        return
    if not as_json:
        _show(office, found, table)
    asking = may_ask(no_input) and not as_json
    typed = _typed(found, rows, count, amount, asking=asking and not dry_run, dry_run=dry_run)
    reason = reason_after(found.fiscal_year, on or today(), prior_year_because, asking=asking)
    desk = Desk(
        actor=actor,
        effective_on=on,
        documents={**documents_of(document), **reason},
        dry_run=dry_run,
        command_id=unit_id,
        seen_at=seen_at,
    )
    told = _issued(office, found, rows, typed, desk, voucher, table)
    _finish(office, found, told, shown=True, as_json=as_json, dry_run=dry_run)


def _issued(
    office: Office,
    batch: Batch,
    rows: Sequence[IssueRow],
    typed: tuple[int, Money],
    desk: Desk,
    voucher: str | None,
    table: Table,
) -> _Answer:
    """Issue what can be, noted beforehand, or rehearse it."""
    name = batch.prepared.batch
    districts = [row.district for row in _to_issue(rows)]

    def record() -> tuple[Kept, ...]:
        try:
            return issue(office.ledger, batch, districts, typed, desk, voucher)
        except DuplicateCommandError:
            # The same id was sent from elsewhere in the same moment: what it recorded stands.
            return issued_before(office.ledger, batch, desk.command_id or "")

    said = f"{payments_said(typed[0])} of {typed[1].display}"
    if desk.dry_run:
        record()
        return _Answer(
            table=table,
            outcome="dry run",
            words=f"DRY RUN, nothing was recorded. This would issue {said}.",
        )
    command_id = desk.command_id or ""
    records = noted(office, command_id, f"payments issue {name}", record)
    after_write(office)
    return _Answer(
        table=table,
        outcome="done",
        words=f"Issued: {said}, positions {records[0].position:,} to "
        f"{records[-1].position:,}, command id {command_id}.",
        records=records,
        command_id=command_id,
        next_step=f"alliance payments export {name} --profile FILE --out FILE",
    )


def _typed(
    batch: Batch,
    rows: Sequence[IssueRow],
    count: int | None,
    amount: str | None,
    *,
    asking: bool,
    dry_run: bool,
) -> tuple[int, Money]:
    """Count and total as typed; a dry run needs none. Raises UsageError, ControlFigureError."""
    amounts = {row.district: row.amount for row in _to_issue(rows)}
    if dry_run and (count is None or amount is None):
        return len(amounts), total(list(amounts.values()))
    typed = typed_control(count, amount, asking=asking)
    require_control(batch.prepared.batch, typed, amounts)
    return typed


def _to_issue(rows: Sequence[IssueRow]) -> list[IssueRow]:
    return [row for row in rows if row.status is IssueStatus.TO_ISSUE]


def _nothing(batch: Batch, rows: Sequence[IssueRow]) -> str:
    """What to say where nothing can be issued. Raises NothingToIssueError where that is amiss."""
    name = batch.prepared.batch
    stopped = [row for row in rows if row.status in BLOCKED]
    if stopped:
        raise NothingToIssueError(
            f"Nothing of {name} can be issued now: "
            + " ".join(f"{row.district}: {row.why}" for row in stopped),
            details={str(row.district): row.status.value for row in stopped},
            next_step="Clear what stands in the way, then run it again.",
        )
    back = [row for row in rows if row.status is IssueStatus.CAME_BACK]
    again = (
        f" {len(back)} came back, {total([row.amount for row in back]).display}: to issue again, "
        "alliance payments issue " + f"{name} --returned"
        if back
        else ""
    )
    return f"{name} is already issued, nothing done.{again}"


def _table(batch: Batch, rows: Sequence[IssueRow], known: Sequence[str]) -> Table:
    here = {row.district for row in rows}
    name = batch.prepared.batch
    listed: list[dict[str, Value]] = [
        {
            "town_code": row.district.code,
            "payee": payee_name(row.district),
            "invoice": invoice_number(batch.fiscal_year, name, row.district),
            "amount": row.amount,
            "status": row.status.value,
            "note": "; ".join(filter(None, (row.why, twins_said(row.district, here)))) or None,
            "district": row.district,
            "citation": _CITATION,
        }
        for row in rows
    ]
    parts = [
        f"{len(of)} {status.value} {total(of).display}"
        for status in IssueStatus
        if (of := [row.amount for row in rows if row.status is status])
    ]
    all_ = total([row.amount for row in rows])
    return Table(
        name="payments.issue",
        columns=_COLUMNS,
        rows=listed,
        totals={"amount": all_},
        proof=f"{' + '.join(parts)} = {all_.display} of {payments_said(len(rows))}",
        notes=[
            f"near-twins  {twin_pairs(here)} – check codes",
            *(f"to know     {line}" for line in known),
        ],
        empty=f"Nothing is in {name}.",
    )


def _show(office: Office, batch: Batch, table: Table) -> None:
    out(office.headline)
    year: date = batch.fiscal_year.last_day
    out(
        f"Payments of {batch.prepared.batch} · {batch.fiscal_year}, which ends {year} · approved "
        f"by {batch.approved_by}"
    )
    out("")
    print_table(table)
    out("")


def _finish(
    office: Office, batch: Batch, told: _Answer, *, shown: bool, as_json: bool, dry_run: bool
) -> None:
    """The answer in the form that was asked for."""
    if as_json:
        data = {
            **table_data(told.table),
            "batch": batch.prepared.batch,
            "outcome": told.outcome,
            "said": told.words,
            "command_id": told.command_id,
            "records": record_rows(told.records),
            "next_step": told.next_step or None,
        }
        print_json("payments.issue", data, office.meta(dry_run=dry_run))
        return
    if not shown:
        _show(office, batch, told.table)
    out(told.words)
    print_records(told.records[-1:], dry_run=False)
    if told.next_step:
        out(f"Next: {told.next_step}")
