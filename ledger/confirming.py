"""What an answer of the other system adds to the record: payments confirmed, payments come back.

Only what is as authorized is recorded; what differs waits for a person (`fixing.py`). What is on
record is not recorded again, so the same file can be read twice. C.G.S. § 10-262u(c)(2).
Not here: matching the answer (`payments/answer.py`), screens (`cli/`).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from domain.commands import Command, ConfirmRelease, Instruction, ReturnRelease
from domain.district import District
from ledger.application import Kept, Ledger
from ledger.batch_record import Batch
from ledger.batch_unit import Desk
from ledger.payments.answer import Answer, AnswerLine, Category
from ledger.payments.extract import Extract, ExtractRow, PaymentStatus, by_day, by_invoice, standing
from ledger.payments_on_record import Issue, ReleaseOnRecord, Standing
from ledger.plain import LONGEST
from ledger.unit import Unit

_BACK = (Category.RETURNED, Category.REJECTED)


class Became(StrEnum):
    """What becomes of a line of the answer."""

    CONFIRM = "paid, recorded now"
    RETURN = "came back, recorded now"
    ON_RECORD = "on record"
    LOOK = "not recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmLine:
    """A line of the answer against the record.

    Attributes:
        line: what the other system says.
        became: what becomes of it.
        command: what is recorded; None where nothing is.
        why: what the record says of it; "" where there is nothing to say.
        settled: whether nobody has to look at it.
    """

    line: AnswerLine
    became: Became
    command: ConfirmRelease | ReturnRelease | None
    why: str
    settled: bool


def confirm_lines(
    answer: Answer, extract: Extract, releases: Mapping[District, ReleaseOnRecord]
) -> list[ConfirmLine]:
    """Every line of an answer, with what it adds to the record.

    `releases`: those of the batch that were issued.
    """
    rows = by_invoice(extract.rows)
    found = []
    for line in answer.lines:
        release = releases.get(line.district) if line.voucher and line.district else None
        if release is None or release.last is None:
            found.append(_look(line, ""))
        else:
            of_invoice = rows.get(line.invoice, [])
            found.append(_line(line, release, release.last, of_invoice, extract.name))
    return found


def record_answer(
    ledger: Ledger, batch: Batch, lines: Sequence[ConfirmLine], desk: Desk
) -> tuple[Kept, ...]:
    """Record what the lines add, all or none; the records.

    Raises RefusedError of the first payment that cannot be, ConflictError.
    """
    unit = Unit(ledger, correlation=batch.prepared.batch, batch=True)
    for instruction in instructions(batch, lines, desk):
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


def _line(
    line: AnswerLine,
    release: ReleaseOnRecord,
    last: Issue,
    rows: Sequence[ExtractRow],
    file: str,
) -> ConfirmLine:
    before = _earlier_return(release)
    if before is not None and line.on is not None and line.on <= before:
        why = f"about the payment that came back on {before}; nothing yet about the one after it"
        return _look(line, why)
    match release.standing:
        case Standing.IN_PAYMENT:
            return _in_payment(line, release, rows, file)
        case Standing.PAID:
            return _paid(line, release, last, rows, file)
        case Standing.RETURNED | Standing.WITHDRAWN | Standing.AUTHORIZED:
            return _returned(line, release, last)
    assert_never(release.standing)


def _in_payment(
    line: AnswerLine, release: ReleaseOnRecord, rows: Sequence[ExtractRow], file: str
) -> ConfirmLine:
    if line.category is Category.PAID and line.on is not None:
        if line.on < release.fiscal_year.first_day:
            return _look(line, "")
        voucher = next((row.voucher_id for row in standing(rows) if row.voucher_id), None)
        command = ConfirmRelease(release=release.release, paid_on=line.on, voucher=voucher)
        return ConfirmLine(line=line, became=Became.CONFIRM, command=command, why="", settled=True)
    if line.category in _BACK:
        return _return(line, release, rows, file)
    return _look(line, "")


def _paid(
    line: AnswerLine,
    release: ReleaseOnRecord,
    last: Issue,
    rows: Sequence[ExtractRow],
    file: str,
) -> ConfirmLine:
    if line.category is Category.RETURNED:
        return _return(line, release, rows, file)
    here = f"on record as paid {last.paid.display} on {last.paid_on}" if last.paid else ""
    same = (line.paid, line.on) == (last.paid, last.paid_on)
    if line.category is Category.PAYEE or not same:
        return _look(line, here)
    why = "" if line.category is Category.PAID else f"{here}: both figures stand"
    return ConfirmLine(line=line, became=Became.ON_RECORD, command=None, why=why, settled=True)


def _returned(line: AnswerLine, release: ReleaseOnRecord, last: Issue) -> ConfirmLine:
    """It came back here: the other system says so too, or knows nothing of it any more."""
    here = f"on record as come back on {last.returned_on}"
    withdrawn = release.standing is Standing.WITHDRAWN
    if line.category in (*_BACK, Category.MISSING):
        why = f"{here}, withdrawn since" if withdrawn else f"{here}, and not issued again"
        return ConfirmLine(
            line=line, became=Became.ON_RECORD, command=None, why=why, settled=withdrawn
        )
    return _look(line, here)


def _return(
    line: AnswerLine, release: ReleaseOnRecord, rows: Sequence[ExtractRow], file: str
) -> ConfirmLine:
    back = (PaymentStatus.RETURNED, PaymentStatus.REJECTED)
    row = next(row for row in reversed(by_day(rows)) if row.status in back)
    where = f"{row.status.value} in {file} line {row.line}"
    reason = f"{row.reason} ({where})" if row.reason else where
    command = ReturnRelease(release=release.release, reason=reason[:LONGEST])
    return ConfirmLine(line=line, became=Became.RETURN, command=command, why="", settled=False)


def _look(line: AnswerLine, why: str) -> ConfirmLine:
    return ConfirmLine(line=line, became=Became.LOOK, command=None, why=why, settled=False)


def _earlier_return(release: ReleaseOnRecord) -> date | None:
    days = [issue.returned_on for issue in release.issues[:-1] if issue.returned_on is not None]
    return max(days, default=None)
