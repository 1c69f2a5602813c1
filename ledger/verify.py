"""Structural verification: every record read again and held against its neighbors.

One pass over all rows in pages, one over the commands, one over each stream; what is kept in
memory grows with commands and streams, not with records. A record is held against the state before
it by what its decision made true (`domain/decisions/agreement.py`), a batch against the records it
was done with (`verify_batches.py`). C.G.S. § 11-8b is why it matters.
Not here, and said so in the result: seals over the bytes, whether each act was legal, whether the
read models agree. Somebody who may write the file can make a consistent other one; only seals kept
elsewhere would show that.
"""

from bisect import bisect_left
from collections.abc import Iterator

from domain.accounts import corrected_postings
from domain.decisions.agreement import (
    PlanStep,
    ReleaseStep,
    plan_disagreement,
    release_disagreement,
)
from domain.decisions.correction import standing_amounts
from domain.decisions.restating import amounts_of
from domain.errors import AllianceError, RecordDamagedError
from domain.events import DistrictYearEvent, EventCorrected, PortionDetermined
from domain.money import Money
from domain.state import EMPTY, DistrictYear
from ledger.application import LEDGER_STREAM, Kept, after
from ledger.codec import decode_record
from ledger.stores.common import Head, RecordedCommand, StoredRow
from ledger.stores.recorder import Recorder
from ledger.verification import CHECKS, NOT_CHECKED, Check, Findings, Run, Verification
from ledger.verify_batches import check_batches, note_releases
from ledger.verify_row import check_row, is_stream

_PAGE = 2000
# What a fold may raise where a record is not as this program writes it.
_DAMAGE = (
    AllianceError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def verify(store: Recorder) -> Verification:
    """Verify the structure of the record as far as the head reaches now.

    Raises StoreUnavailableError, LedgerNotInitialisedError; damage is in the result.
    """
    found = Findings()
    head = _head(store, found)
    for row in _rows(store, head, found):
        check_row(row, found)
    _check_end(store, head, found)
    _check_commands(store, found)
    not_checked = [*NOT_CHECKED, *_check_streams(store, found), *check_batches(found)]
    for check in found.checks.values():
        check.message = check.message or CHECKS[check.name]
    return Verification(
        records=found.records,
        checks=tuple(found.checks.values()),
        loaded=tuple(found.loaded),
        loaded_records=found.loaded_records,
        not_checked=tuple(not_checked),
    )


def _head(store: Recorder, found: Findings) -> Head | None:
    """The head, or None where it cannot be read."""
    check = found.counted("head")
    try:
        head = Head(store.position(), store.last_recorded_at())
    except RecordDamagedError as error:
        check.fail(None, error.message)
        return None
    if type(head.position) is not int or not isinstance(head.recorded_at, str):
        check.fail(None, f"the head holds {ascii(head)[:80]}")
        return None
    return head


def _rows(store: Recorder, head: Head | None, found: Findings) -> Iterator[StoredRow]:
    """Every row up to the head, in pages; one by one where the store reports damage."""
    after, size, until = 0, _PAGE, head.position if head else None
    while True:
        try:
            page = store.records_after(after, size, until)
        except RecordDamagedError as error:
            if size == 1:
                found.checks["reading"].fail(
                    after + 1, f"{error.message} Nothing from here on was checked."
                )
                return
            size = 1
            continue
        yield from page
        if len(page) < size:
            return
        after = page[-1].position


def _check_end(store: Recorder, head: Head | None, found: Findings) -> None:
    """The end of the record and the head name each other."""
    if found.records == 0:
        found.checks["genesis"].fail(1, "there is no first record")
    if head is None or not found.checks["reading"].ok:
        return
    if found.last_position != head.position:
        found.checks["positions"].fail(
            found.last_position + 1,
            f"the head says {head.position} records, and they end at {found.last_position}",
        )
    # Appending goes on while we read: rows beyond the head are wrong where it has not moved.
    elif store.records_after(head.position, 1) and store.position() == head.position:
        found.checks["positions"].fail(
            head.position + 1, f"there are records beyond the head, which says {head.position}"
        )
    if head.recorded_at < found.last_recorded_at:
        found.checks["head"].fail(
            max(head.position, 1),
            f"the head says {head.recorded_at}, the last record {found.last_recorded_at}",
        )


def _check_commands(store: Recorder, found: Findings) -> None:
    """Every entry names records that name it, with the same body; none is left over."""
    check = found.checks["commands"]
    pending = dict(found.runs)
    unreadable = sorted(found.unreadable)
    for entry in _commands(store, check):
        check.checked += 1
        run = pending.pop(entry.command_id, None)
        if _agrees(entry, run) or _touches(unreadable, entry, run):
            continue
        place = run.first_position if run else entry.first_position
        if run is None and type(place) is int and place > found.last_position:
            # Written while we read; where the record has not grown, it is an entry of nothing.
            if store.position() > found.last_position:
                continue
            place = found.last_position + 1
        check.fail(place if type(place) is int else None, _mismatch(entry, run))
    for command_id, run in pending.items():
        check.fail(
            run.first_position,
            f"position {run.first_position} names command {ascii(command_id)[:40]}, "
            "which is not in the list of commands",
        )


def _agrees(entry: RecordedCommand, run: Run | None) -> bool:
    if run is None:
        return entry.records == 0
    return run == Run(entry.command_hash, entry.first_position, entry.records)


def _touches(unreadable: list[int], entry: RecordedCommand, run: Run | None) -> bool:
    """Whether a record of the command cannot be read, which is reported where it stands."""
    spans = [
        (one.first_position, one.first_position + one.records)
        for one in (entry, run)
        if one is not None and type(one.first_position) is int and type(one.records) is int
    ]
    if not spans:
        return False
    first, end = min(span[0] for span in spans), max(span[1] for span in spans)
    # The record after the last one counts too: it may be the command's own, unreadable.
    at = bisect_left(unreadable, first)
    return at < len(unreadable) and unreadable[at] <= end


def _mismatch(entry: RecordedCommand, run: Run | None) -> str:
    listed = (
        f"command {ascii(entry.command_id)[:40]} is listed with {entry.records!a} records from "
        f"position {entry.first_position!a}"
    )
    if run is None:
        return f"{listed}; no record names it"
    body = "" if run.command_hash == entry.command_hash else " with another body"
    return f"{listed}; {run.records} records from position {run.first_position} name it{body}"


def _commands(store: Recorder, check: Check) -> Iterator[RecordedCommand]:
    after: str | None = None
    while True:
        try:
            page = store.commands_after(after, _PAGE)
        except RecordDamagedError as error:
            check.fail(None, f"the list of commands cannot be read: {error.message}")
            return
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1].command_id


def _check_streams(store: Recorder, found: Findings) -> list[str]:
    """Fold every stream that can be read; what could not be is named in the answer."""
    if not found.checks["reading"].ok:
        return ["folding: records are missing that the store could not give"]
    unreadable = set(found.unreadable.values())
    for stream in sorted(found.streams):
        if stream != LEDGER_STREAM and stream not in unreadable and is_stream(stream):
            _check_stream(store, stream, found)
    return [
        f"folding of {stream}: it holds a record that cannot be read"
        for stream in sorted(unreadable)
        if stream
    ]


def _check_stream(store: Recorder, stream: str, found: Findings) -> None:
    """A district-year folds, and its corrections and baselines refer to what stands there."""
    folding = found.counted("folding")
    state, places = EMPTY, dict[int, int]()
    position: int | None = None
    try:
        for row in store.stream_rows(stream):
            position = row.position
            if position > found.last_position:
                return  # appended while we read
            record = decode_record(row.state, row.event)
            places[record.version] = position
            kept = Kept(position, record)
            _check_references(kept, places, found)
            _check_correction(kept, state, found)
            _check_agreement(kept, state, found)
            before, state = state, after(state, record)
            note_releases(kept, before, state, found.batches)
    except _DAMAGE as error:
        folding.fail(position, f"{stream} does not fold at position {position}: {error!a}")


def _check_references(kept: Kept, places: dict[int, int], found: Findings) -> None:
    """What the event names by position is what stands there."""
    position, record = kept
    match record.data:
        case EventCorrected(corrects_position=named, corrects_version=version):
            right = places.get(version) == named and version < record.version
            what = f"version {version} at position {named}"
        case PortionDetermined(baseline_position=named, baseline_fiscal_year=year):
            right = found.entitlements.get(named) == f"{record.stream[:3]}-{year}"
            what = f"the FY{year} entitlement at position {named}"
        case _:
            return
    references = found.counted("references")
    # What cannot be read is reported where it stands.
    if not right and named not in found.unreadable:
        references.fail(
            position, f"position {position} refers to {what}, which does not stand there"
        )


def _undone_by(correction: EventCorrected, standing: DistrictYearEvent) -> dict[str, Money]:
    """What a correction has to undo.

    One that takes an event back whole undoes every amount; one that gives other amounts, and what
    follows from it, undoes those alone. One written by an older schema names no zeros of now.
    """
    named, given = correction.reversed, correction.replacement
    moved = standing_amounts(standing)
    return {
        name: amount
        for name, amount in amounts_of(standing)
        if name in named or (amount and name in moved and (name in given or not given))
    }


def _check_correction(kept: Kept, state: DistrictYear, found: Findings) -> None:
    """The event a correction names, the amounts it undoes and what it posts agree."""
    position, record = kept
    correction = record.data
    if not isinstance(correction, EventCorrected):
        return
    named = correction.corrects_version
    original = state.corrects.get(named, named)
    standing = next((event for at, event in state.events if at == original), None)
    right = (
        standing is not None
        and type(standing).__name__ == correction.corrected_event
        and _undone_by(correction, standing) == correction.reversed
        and (not correction.replacement or set(correction.reversed) <= set(correction.replacement))
        and correction.postings
        == corrected_postings(
            correction.corrected_event, correction.reversed, correction.replacement
        )
    )
    corrections = found.counted("corrections")
    if not right:
        corrections.fail(
            position,
            f"position {position} does not undo and post what version {named} of {record.stream} "
            "moved",
        )


def _check_agreement(kept: Kept, state: DistrictYear, found: Findings) -> None:
    """An event of a plan or a release is one that could be decided on the state before it."""
    position, record = kept
    event = record.data
    if isinstance(event, PlanStep):
        check, wrong = found.counted("plans"), plan_disagreement(event, state)
    elif isinstance(event, ReleaseStep):
        check, wrong = found.counted("releases"), release_disagreement(event, state)
    else:
        return
    if wrong:
        check.fail(position, f"position {position} of {record.stream}: {wrong}")
