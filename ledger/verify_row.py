"""What can be said of one row by itself and by the rows before it.

Not here: commands, streams and the head, which need the whole record (`verify.py`).
"""

import re

from domain.authority import Assurance
from domain.district import BY_CODE
from domain.errors import InvalidDateError
from domain.events import EntitlementSet, EventCorrected
from domain.fiscal_year import FIRST_YEAR, LAST_YEAR
from domain.ledger_events import LedgerEvent, LedgerOpened, SourceLoaded
from ledger.application import LEDGER_STREAM, Kept
from ledger.clock import instant_text, parse_instant
from ledger.record import Record
from ledger.stores.common import StoredRow
from ledger.strict import FormError, KindError, parsed, record_of
from ledger.verification import Findings, LoadedSource, Run
from ledger.verify_batches import note_record

_STREAM = re.compile(r"([0-9]{3})-([0-9]{4})", re.ASCII)


def check_row(row: StoredRow, found: Findings) -> None:
    """Everything that can be said of one row and the rows before it."""
    found.records += 1
    found.counted("reading")
    position = row.position
    if position != found.last_position + 1:
        found.checks["positions"].fail(
            found.last_position + 1, f"position {found.last_position + 1} is missing"
        )
    found.counted("positions")
    found.last_position = position
    columns = found.counted("columns")
    kinds = (type(row.stream), type(row.version), type(row.event), type(row.recorded_at))
    if kinds != (str, int, str, str) or not isinstance(row.state, bytes):
        columns.fail(position, f"position {position} holds values of another kind in its columns")
        found.unreadable[position] = ""
        return
    _check_order(row, found)
    record = _check_form(row, found)
    if record is None:
        found.unreadable[position] = row.stream
    else:
        _check_record(Kept(position, record), found)


def _check_order(row: StoredRow, found: Findings) -> None:
    """The stream's name and version, and the instant."""
    place = f"position {row.position}"
    if not is_stream(row.stream):
        found.checks["streams"].fail(
            row.position, f"{place} is in {ascii(row.stream)[:40]}, no district-year"
        )
    found.counted("streams")
    expected = found.streams.get(row.stream, 0) + 1
    if row.version != expected:
        found.checks["versions"].fail(
            row.position, f"{place} is version {row.version} of {row.stream!a}, not {expected}"
        )
    found.counted("versions")
    found.streams[row.stream] = row.version
    time = found.counted("time")
    if not _is_instant(row.recorded_at):
        time.fail(row.position, f"{place} has {ascii(row.recorded_at)[:40]}, no instant")
        return
    if row.recorded_at < found.last_recorded_at:
        time.fail(
            row.position,
            f"{place} was recorded at {row.recorded_at}, before {found.last_recorded_at}",
        )
    found.last_recorded_at = max(row.recorded_at, found.last_recorded_at)


def _check_form(row: StoredRow, found: Findings) -> Record | None:
    """The record where it is readable; columns are held against it even where its kind is not."""
    place = f"position {row.position}"
    form = found.counted("form")
    try:
        fields = parsed(row.state)
    except FormError as error:
        form.fail(row.position, f"{place}: {error}")
        return None
    inside = tuple(fields.get(name) for name in ("stream", "version", "event", "recorded_at"))
    beside = (row.stream, row.version, row.event, row.recorded_at)
    if inside != beside:
        found.checks["columns"].fail(
            row.position, f"{place} is filed as {beside!a}, and says {inside!a}"
        )
    kinds = found.counted("kinds")
    try:
        return record_of(row.state, fields)
    except KindError as error:
        kinds.fail(row.position, f"{place}: {error}")
    except FormError as error:
        form.fail(row.position, f"{place}: {error}")
    return None


def _check_record(kept: Kept, found: Findings) -> None:
    """Whose record it is, whether it may stand where it stands, and which command it is of."""
    position, record = kept
    identity = (record.ledger, record.incarnation)
    found.ledger = found.ledger or identity
    if identity != found.ledger:
        found.checks["ledger"].fail(
            position, f"position {position} is of ledger {identity}, not {found.ledger}"
        )
    found.counted("ledger")
    if isinstance(record.data, LedgerOpened) != (position == 1):
        found.checks["genesis"].fail(position, f"position {position} is {record.event}")
    found.counted("genesis")
    if isinstance(record.data, LedgerEvent) != (record.stream == LEDGER_STREAM):
        found.checks["streams"].fail(
            position, f"position {position}: {record.event} stands in {record.stream}"
        )
    if record.assurance is Assurance.IMPORTED:
        found.loaded_records += 1
    _note_command(kept, found)
    note_record(kept, found.batches)
    match record.data:
        case EntitlementSet():
            found.entitlements[position] = record.stream
        case EventCorrected() as correction:
            # A portion rests on the record that gives the amount: the end of the chain.
            if correction.corrected_event == "EntitlementSet" and correction.replacement:
                found.entitlements[position] = record.stream
        case SourceLoaded() as source:
            found.loaded.append(_loaded(position, source))
        case _:
            pass


def _note_command(kept: Kept, found: Findings) -> None:
    position, record = kept
    run = found.runs.get(record.command_id)
    joins = found.last_command == record.command_id
    found.last_command = record.command_id
    if run is None:
        found.runs[record.command_id] = Run(record.command_hash, position, 1)
    elif not joins or run.command_hash != record.command_hash:
        found.checks["commands"].fail(
            position,
            f"position {position} names command {ascii(record.command_id)[:40]} apart from its "
            "other records, or with another body",
        )
    else:
        run.records += 1


def _loaded(position: int, source: SourceLoaded) -> LoadedSource:
    return LoadedSource(
        position=position,
        file=source.file,
        sha256=source.sha256,
        kind=source.kind,
        rows=source.rows,
        records=source.records,
        loaded_on=source.loaded_on,
    )


def is_stream(name: str) -> bool:
    """Whether a name is the ledger's own stream or a district-year of the 169 towns."""
    if name == LEDGER_STREAM:
        return True
    matched = _STREAM.fullmatch(name)
    if matched is None:
        return False
    return int(matched[1]) in BY_CODE and FIRST_YEAR <= int(matched[2]) <= LAST_YEAR


def _is_instant(text: str) -> bool:
    try:
        return instant_text(parse_instant(text)) == text
    except InvalidDateError:
        return False
