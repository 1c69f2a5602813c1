"""Batches and payment files held against the records they were done with, and what stood then.

A batch's own record stands right after one record for each of its districts, whose command ids are
its own with the town code behind: so they are found again. C.G.S. § 10-262u(c)(1), (c)(2).
Not here: reading and folding (`verify.py`, `verify_row.py`), doing batches (`batches.py`).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from domain.batch_events import (
    BatchAct,
    BatchApproved,
    BatchEvent,
    BatchIssued,
    BatchPrepared,
    BatchWithdrawn,
    PaymentFileWritten,
)
from domain.district import BY_CODE, District
from domain.errors import AllianceError
from domain.events import (
    AlliancePortionWithheld,
    PortionTransferred,
    ReleaseAuthorized,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseWithdrawn,
)
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.release_state import Release, ReleaseStatus
from domain.state import DistrictYear
from ledger.application import Kept
from ledger.batch_record import Amounts, content_of
from ledger.payments.voucher import invoice_number
from ledger.verification import (
    BatchNoted,
    BatchNotes,
    Findings,
    Member,
    MemberEvent,
    ReleaseMember,
)

_BY_CODE = {f"{code:03d}": district for code, district in BY_CODE.items()}
_MOVED = {
    BatchAct.WITHHOLDING: AlliancePortionWithheld,
    BatchAct.TRANSFER: PortionTransferred,
    BatchAct.RELEASE: ReleaseIssued,
}


@dataclass(slots=True)
class _Batch:
    """A batch of releases as its records have it so far."""

    prepared: BatchPrepared
    districts: frozenset[District]
    approved: bool = False
    withdrawn: bool = False


@dataclass(slots=True)
class _Known:
    """The batches read so far: those of releases by name; the names of the others."""

    releases: dict[str, _Batch] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)


def note_record(kept: Kept, notes: BatchNotes) -> None:
    """Note a record that is of a batch, or may be."""
    position, record = kept
    event = record.data
    if isinstance(event, MemberEvent):
        own, _, town = record.command_id.rpartition(".")
        if own != notes.command_id or town != record.stream[:3]:
            notes.command_id, notes.waiting = own, []
        if town == record.stream[:3]:
            notes.waiting.append(Member(record.stream, event))
        return
    if isinstance(event, BatchEvent):
        done = notes.waiting if record.command_id == notes.command_id else []
        notes.own.append(BatchNoted(position, event, tuple(done)))
        if isinstance(event, BatchPrepared):
            notes.names.add(event.batch)
    if notes.waiting:
        notes.command_id, notes.waiting = "", []


def note_releases(kept: Kept, before: DistrictYear, state: DistrictYear, notes: BatchNotes) -> None:
    """Note how the releases that have the name of a batch stand after a record."""
    if state.releasing is before.releasing:
        return
    for name in notes.names & (before.releases.keys() | state.releases.keys()):
        if state.releases.get(name) != before.releases.get(name):
            changes = notes.releases.setdefault((name, kept.record.stream), [])
            changes.append((kept.position, state.releases.get(name)))


def check_batches(found: Findings) -> list[str]:
    """Hold every batch and payment file against its records; what could not be, in words."""
    if found.unreadable or not (found.checks["reading"].ok and found.checks["folding"].ok):
        return ["batches and payment files: records they rest on cannot be read"]
    known = _Known()
    for noted in found.batches.own:
        event = noted.event
        check = found.counted("payments" if isinstance(event, PaymentFileWritten) else "batches")
        wrong = _wrong(noted, known, found.batches)
        if wrong:
            check.fail(
                noted.position,
                f"position {noted.position}, {type(event).__name__} of {event.batch}: "
                + "; ".join(wrong),
            )
    return []


def _wrong(noted: BatchNoted, known: _Known, notes: BatchNotes) -> list[str]:
    """What of a batch's own record does not agree with the others."""
    event = noted.event
    if isinstance(event, BatchPrepared):
        return _prepared(event, noted.members, known)
    if isinstance(event, BatchIssued) and event.act is not BatchAct.RELEASE:
        return _moved(event, noted.members, known)
    batch = known.releases.get(event.batch)
    if batch is None:
        return ["no batch of that name was prepared"]
    match event:
        case BatchApproved():
            return _approved(event, noted.members, batch)
        case BatchIssued():
            return _issued(event, noted.members, batch)
        case BatchWithdrawn():
            return _withdrawn(event, noted, batch, notes)
        case PaymentFileWritten():
            return _written(event, noted.position, batch, notes)
        case _:
            assert_never(event)


def _prepared(event: BatchPrepared, members: tuple[Member, ...], known: _Known) -> list[str]:
    twice = ["the name was used before"] if event.batch in known.releases else []
    amounts, strange = _amounts(members, ReleaseProposed, event.batch, event.fiscal_year)
    known.releases[event.batch] = _Batch(event, frozenset(amounts))
    return [*twice, *strange, *_figures(event, amounts)]


def _moved(event: BatchIssued, members: tuple[Member, ...], known: _Known) -> list[str]:
    twice = ["the name was used before"] if event.batch in known.moved else []
    known.moved.add(event.batch)
    amounts, strange = _amounts(members, _MOVED[event.act], None, event.fiscal_year)
    return [*twice, *strange, *_figures(event, amounts)]


def _approved(event: BatchApproved, members: tuple[Member, ...], batch: _Batch) -> list[str]:
    wrong = ["it was approved or withdrawn before"] if batch.approved or batch.withdrawn else []
    batch.approved = True
    prepared = batch.prepared
    amounts, strange = _amounts(members, ReleaseAuthorized, event.batch, prepared.fiscal_year)
    if event.content != prepared.content:
        wrong.append("the content approved is not the content prepared")
    return [*wrong, *strange, *_figures(event, amounts)]


def _issued(event: BatchIssued, members: tuple[Member, ...], batch: _Batch) -> list[str]:
    wrong = [] if batch.approved else ["it was not approved before"]
    year = batch.prepared.fiscal_year
    if event.fiscal_year != year:
        wrong.append(f"says FY{event.fiscal_year}, and was prepared for FY{year}")
    amounts, strange = _amounts(members, ReleaseIssued, event.batch, year)
    wrong += [f"{one} was not prepared in it" for one in sorted(amounts.keys() - batch.districts)]
    return [*wrong, *strange, *_figures(event, amounts)]


def _withdrawn(
    event: BatchWithdrawn, noted: BatchNoted, batch: _Batch, notes: BatchNotes
) -> list[str]:
    wrong = ["it was withdrawn before"] if batch.withdrawn else []
    batch.withdrawn = True
    year = batch.prepared.fiscal_year
    _, strange = _amounts(noted.members, ReleaseWithdrawn, event.batch, year)
    reasons = {one.event.reason for one in noted.members if isinstance(one.event, ReleaseWithdrawn)}
    if reasons - {event.reason}:
        wrong.append("the reason is not the one its releases were withdrawn for")
    left = [
        str(district)
        for district, release in _standing(batch, noted.position, notes).items()
        if release.status in (ReleaseStatus.PROPOSED, ReleaseStatus.AUTHORIZED)
    ]
    return [*wrong, *strange, *([f"{', '.join(left)} stands still"] if left else [])]


def _written(
    event: PaymentFileWritten, position: int, batch: _Batch, notes: BatchNotes
) -> list[str]:
    leaving = {
        district: release.amount
        for district, release in _standing(batch, position, notes).items()
        if release.status is ReleaseStatus.ISSUED
    }
    right = f"{len(leaving)} of {total(list(leaving.values())).display}"
    says = f"{event.count} of {event.total.display}"
    wrong = [] if says == right else [f"says {says}, and {right} were in payment"]
    # A record of schema 1 names no vouchers, and no digest of its payees.
    if event.payees_sha256 is not None and not _names(event, leaving, batch.prepared.fiscal_year):
        wrong.append("the vouchers it names are not those that were in payment")
    return wrong


def _names(event: PaymentFileWritten, leaving: Iterable[District], fiscal_year: int) -> bool:
    """Whether the vouchers of a file are those of these towns, each once."""
    named = sorted((one.town_code, one.invoice) for one in event.vouchers)
    try:
        year = FiscalYear(fiscal_year)
        return named == sorted(
            (one.code, invoice_number(year, event.batch, one)) for one in leaving
        )
    except AllianceError:  # a year or a name that no batch can have
        return False


def _standing(batch: _Batch, position: int, notes: BatchNotes) -> dict[District, Release]:
    """The releases prepared in a batch as they stood at a position; without those taken back."""
    found: dict[District, Release] = {}
    for district in sorted(batch.districts):
        stream = f"{district.code:03d}-{batch.prepared.fiscal_year}"
        changes = notes.releases.get((batch.prepared.batch, stream), [])
        at = bisect_right(changes, position, key=lambda change: change[0])
        release = changes[at - 1][1] if at else None
        if release is not None:
            found[district] = release
    return found


def _amounts(
    members: tuple[Member, ...], kind: type[MemberEvent], name: str | None, fiscal_year: int
) -> tuple[Amounts, list[str]]:
    """The amounts of a batch from its records, by district; what among them is no part of it.

    `name`: of the releases; None where the records are of no release.
    """
    amounts: dict[District, Money] = {}
    strange = []
    for member in members:
        event = member.event
        code, _, year = member.stream.partition("-")
        district = _BY_CODE.get(code)
        if (
            district is not None
            and isinstance(event, kind)
            and year == str(fiscal_year)
            and (event.release if isinstance(event, ReleaseMember) else None) == name
        ):
            amounts[district] = event.amount
        else:
            strange.append(f"{type(event).__name__} of {member.stream} is no part of it")
    return amounts, strange


def _figures(event: BatchPrepared | BatchApproved | BatchIssued, amounts: Amounts) -> list[str]:
    """Count, total and content against the amounts."""
    wrong = []
    summed = total(list(amounts.values()))
    if (event.count, event.total) != (len(amounts), summed):
        wrong.append(
            f"says {event.count} of {event.total.display}, and the records before it are "
            f"{len(amounts)} of {summed.display}"
        )
    if event.content != content_of(event.batch, amounts):
        wrong.append("its content is not that of the records before it")
    return wrong
