"""An extract read against the payments of a batch on record: what becomes of every line.

A row about a payment that came back and was issued again is never taken for the last one's, and
what is doubtful waits for a person. C.G.S. § 10-262u(c)(2).
Not here: matching amounts (`payments/answer.py`), recording (`confirming.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from domain.commands import ConfirmRelease, ReturnRelease
from domain.district import District
from ledger.alarms import Alarm, alarm_of, went_out_since
from ledger.payments.answer import match
from ledger.payments.answer_lines import Answer, AnswerLine, Category
from ledger.payments.extract import Extract, ExtractRow, PaymentStatus, by_day, by_invoice
from ledger.payments.numbers import said_of_shared, shared_numbers
from ledger.payments.payees import Payees
from ledger.payments.profile import Profile
from ledger.payments.which import Known, Told, Which, told_of
from ledger.payments_on_record import Issue, ReleaseOnRecord, Standing
from ledger.plain import LONGEST
from ledger.returns import ReturnInDoubt, in_doubt, is_on_record, returns_of

_BACK = (Category.RETURNED, Category.REJECTED)


class Became(StrEnum):
    """What becomes of a line of the answer."""

    CONFIRM = "paid, recorded now"
    RETURN = "came back, recorded now"
    ON_RECORD = "on record"
    LOOK = "not recorded"
    DOUBTFUL = "not recorded, doubtful"
    ALARM = "not recorded, ALARM"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmLine:
    """A line of the answer against the record.

    Attributes:
        line: what the other system says.
        became: what becomes of it.
        command: what is recorded; None where nothing is.
        why: what the record says of it; "" where there is nothing to say.
        settled: whether nobody has to look at it.
        alarm: a payment that should not be there; None where there is none.
        doubt: a return that is not surely that of the payment; None where there is none.
        since: of what came back, later releases that may pay the same money.
    """

    line: AnswerLine
    became: Became
    command: ConfirmRelease | ReturnRelease | None = None
    why: str = ""
    settled: bool = False
    alarm: Alarm | None = None
    doubt: ReturnInDoubt | None = None
    since: tuple[ReleaseOnRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What the record holds when an answer is read.

    Attributes:
        position: of the last record.
        releases: those of the batch that were issued.
        everything: every release.
        named: what became of invoice numbers that are of no authorized release, in words.
        asked: by invoice number, the vendor id in the last payment file that had it.
    """

    position: int
    releases: Mapping[District, ReleaseOnRecord]
    everything: Sequence[ReleaseOnRecord]
    named: Mapping[str, str]
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An answer with what becomes of its lines.

    Attributes:
        answer: what the extract says.
        lines: its lines against the record.
        position, releases: what they were read against.
    """

    answer: Answer
    lines: tuple[ConfirmLine, ...]
    position: int
    releases: Mapping[District, ReleaseOnRecord]


def read_answer(
    name: str, extract: Extract, record: OnRecord, profile: Profile | None = None
) -> Reading:
    """What an extract says of the payments of a batch, and what that adds to the record.

    `name`: of the batch. `profile`: to compare vendor ids with, beside the payment files.
    """
    rows = by_invoice(extract.rows)
    told = {
        one.invoice: told_of(_known(one, one.last), rows.get(one.invoice, []))
        for one in record.releases.values()
        if one.last is not None
    }
    earlier = {t.row.line for of in told.values() for t in of if t.which is Which.EARLIER}
    alarms = {
        one.invoice: found
        for one in record.everything
        if one.invoice in rows and one.invoice not in told
        if (found := alarm_of(one, rows[one.invoice], record.everything)) is not None
    }
    others = {one.invoice for one in record.everything if one.release != name} - set(alarms)
    answer = match(
        [one.voucher_of(name) for one in record.releases.values()],
        extract,
        payees=Payees(profile=profile, asked=record.asked),
        other_invoices=others,
        earlier_lines=earlier,
    )
    shared = shared_numbers(extract.rows)
    lines = []
    for line in answer.lines:
        release = record.releases.get(line.district) if line.voucher and line.district else None
        if release is None or release.last is None:
            lines.append(_outside(line, alarms.get(line.invoice), record.named))
        else:
            of = told[line.invoice]
            read = _line(line, release, release.last, of, extract.name, record.everything)
            lines.append(_unless_shared(read, of, shared))
    return Reading(
        answer=answer,
        lines=tuple(lines),
        position=record.position,
        releases=record.releases,
    )


def _unless_shared(
    line: ConfirmLine, told: Sequence[Told], shared: Mapping[str, Sequence[str]]
) -> ConfirmLine:
    """A voucher is that of one town: nothing is recorded by a number that stands at two."""
    rows = [one.row for one in told if one.which is not Which.EARLIER]
    why = said_of_shared(rows, shared)
    if line.command is None or not why:
        return line
    # The number is in doubt, so it is not offered to be recorded either.
    return ConfirmLine(line=replace(line.line, number=""), became=Became.DOUBTFUL, why=why)


def _known(release: ReleaseOnRecord, last: Issue) -> Known:
    earlier = release.issues[:-1]
    return Known(
        issued_on=last.issued_on,
        paid_on=last.paid_on,
        vouchers=last.vouchers,
        back_on=max((one.returned_on for one in earlier if one.returned_on), default=None),
        earlier=frozenset().union(*(one.vouchers for one in earlier)),
        complete=all(one.vouchers for one in earlier),
        taken_back=last.taken_back,
    )


def _outside(line: AnswerLine, alarm: Alarm | None, named: Mapping[str, str]) -> ConfirmLine:
    """A line that is no voucher of the batch."""
    if line.category is not Category.ONLY_THERE:
        return ConfirmLine(line=line, became=Became.LOOK)
    if alarm is not None:
        return ConfirmLine(line=line, became=Became.ALARM, why=alarm.why, alarm=alarm)
    whose = named.get(line.invoice)
    if whose is not None and line.paid:
        return ConfirmLine(line=line, became=Became.ALARM, why=f"ALARM: {whose}")
    return ConfirmLine(line=line, became=Became.LOOK, why=whose or "")


def _line(
    line: AnswerLine,
    release: ReleaseOnRecord,
    last: Issue,
    told: Sequence[Told],
    file: str,
    everything: Sequence[ReleaseOnRecord],
) -> ConfirmLine:
    rows = [one.row for one in told if one.which is not Which.EARLIER]
    alarm = alarm_of(release, rows, everything)
    if alarm is not None:
        return ConfirmLine(line=line, became=Became.ALARM, why=alarm.why, alarm=alarm)
    if release.standing in (Standing.IN_PAYMENT, Standing.PAID):
        unclear = dict.fromkeys(one.why for one in told if one.which is Which.UNCLEAR)
        if unclear:
            return ConfirmLine(line=line, became=Became.DOUBTFUL, why="; ".join(unclear))
        if told and not rows:
            return _look(line, _about_an_earlier_one(release))
        if _is_as_on_record(line, release, last, rows):
            return _on_record(line, release, last)
        doubt = in_doubt(release, last, line.category, rows, everything)
        if doubt is not None:
            return ConfirmLine(line=line, became=Became.DOUBTFUL, why=doubt.why, doubt=doubt)
    found = _became(line, release, last, rows, file)
    back = found.became is Became.RETURN or release.standing is Standing.RETURNED
    return replace(found, since=went_out_since(release, everything) if back else ())


def _became(
    line: AnswerLine,
    release: ReleaseOnRecord,
    last: Issue,
    rows: Sequence[ExtractRow],
    file: str,
) -> ConfirmLine:
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
        number = line.number or None
        command = ConfirmRelease(release=release.release, paid_on=line.on, voucher=number)
        return ConfirmLine(line=line, became=Became.CONFIRM, command=command, settled=True)
    if line.category in _BACK:
        return _return(line, release, rows, file)
    return _look(line, "")


def _is_as_on_record(
    line: AnswerLine, release: ReleaseOnRecord, last: Issue, rows: Sequence[ExtractRow]
) -> bool:
    """Whether the record has what was paid, and what of it came back as paid too much."""
    if last.paid is None or line.category is Category.PAYEE:
        return False
    given = release.overpaid_back
    if line.category in _BACK:
        return is_on_record(release, last, returns_of(line.category, rows))
    return line.on == last.paid_on and line.paid in (last.paid, last.paid - given)


def _on_record(line: AnswerLine, release: ReleaseOnRecord, last: Issue) -> ConfirmLine:
    why = "" if line.category is Category.PAID else f"{_here(release, last)}: both figures stand"
    return ConfirmLine(line=line, became=Became.ON_RECORD, why=why, settled=True)


def _here(release: ReleaseOnRecord, last: Issue) -> str:
    if last.paid is None:
        return ""
    given = release.overpaid_back
    back = f", {given.display} of it given back" if given else ""
    return f"on record as paid {last.paid.display} on {last.paid_on}{back}"


def _paid(
    line: AnswerLine,
    release: ReleaseOnRecord,
    last: Issue,
    rows: Sequence[ExtractRow],
    file: str,
) -> ConfirmLine:
    if line.category is Category.RETURNED:
        return _return(line, release, rows, file)
    return _look(line, _here(release, last))


def _returned(line: AnswerLine, release: ReleaseOnRecord, last: Issue) -> ConfirmLine:
    """It came back here: the other system says so too, or knows nothing of it any more."""
    here = f"on record as come back on {last.returned_on}"
    withdrawn = release.standing is Standing.WITHDRAWN
    if line.category in (*_BACK, Category.MISSING):
        why = f"{here}, withdrawn since" if withdrawn else f"{here}, and not issued again"
        return ConfirmLine(line=line, became=Became.ON_RECORD, why=why, settled=withdrawn)
    return _look(line, here)


def _return(
    line: AnswerLine, release: ReleaseOnRecord, rows: Sequence[ExtractRow], file: str
) -> ConfirmLine:
    back = (PaymentStatus.RETURNED, PaymentStatus.REJECTED)
    ordered = by_day(rows)
    row = next(row for row in reversed(ordered) if row.status in back)
    where = f"{row.status.value} in {file} line {row.line}"
    reason = f"{row.reason} ({where})" if row.reason else where
    numbers = [row.voucher_id, *(other.voucher_id for other in reversed(ordered))]
    command = ReturnRelease(
        release=release.release,
        reason=reason[:LONGEST],
        voucher=next(filter(None, numbers), None),
    )
    return ConfirmLine(line=line, became=Became.RETURN, command=command)


def _look(line: AnswerLine, why: str) -> ConfirmLine:
    return ConfirmLine(line=line, became=Became.LOOK, why=why)


def _about_an_earlier_one(release: ReleaseOnRecord) -> str:
    days = [issue.returned_on for issue in release.issues[:-1] if issue.returned_on is not None]
    back = f"about the payment that came back on {max(days)}"
    return f"{back}; nothing yet about the one after it"
