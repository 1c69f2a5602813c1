"""The last legal day on record, asked before nearly every answer and so read without decoding.

Not here: how it is said (`cli/dates.py`). Concerns no provision of the statute.
"""

from datetime import date
from typing import Final

from domain.errors import RecordDamagedError
from ledger.application import Cut, Ledger
from ledger.codec import decode_record

# As canonical bytes write it, after the event's own fields; what is found so is decoded before it
# counts.
_NAME: Final = b'"effective_on":"'
_LENGTH: Final = len("2026-06-30")


def last_day_after(ledger: Ledger, day: date, cut: Cut) -> date | None:
    """The last legal day of what a question sees, where it lies after a day; else None.

    A record that cannot be read is passed over: who reads it, or `verify`, says so.
    """
    last, floor = day, day.isoformat().encode()
    for row in ledger.rows():
        try:
            at = row.state.rfind(_NAME) + len(_NAME)
            if row.state[at : at + _LENGTH] <= floor:
                continue
            record = decode_record(row.state, row.event)
        except (RecordDamagedError, TypeError):  # TypeError: bytes that were rewritten as text
            continue
        if cut.sees(record):
            last = max(last, record.effective_on)
            floor = last.isoformat().encode()
    return last if last > day else None
