"""The last legal day on record, asked before nearly every answer and so read without decoding.

Not here: how it is said (`cli/dates.py`). Concerns no provision of the statute.
"""

import re
from datetime import date
from typing import Final

from domain.errors import RecordDamagedError
from ledger.application import Cut, Ledger
from ledger.codec import decode_record

# As canonical bytes write it; what is found so is decoded before it counts.
_DAY: Final = re.compile(rb'"effective_on":"([0-9]{4}-[0-9]{2}-[0-9]{2})"')


def last_day_after(ledger: Ledger, day: date, cut: Cut) -> date | None:
    """The last legal day of what a question sees, where it lies after a day; else None.

    A record that cannot be read is passed over: who reads it, or `verify`, says so.
    """
    last = day
    for row in ledger.rows():
        if max(_DAY.findall(row.state), default=b"") <= last.isoformat().encode():
            continue
        try:
            record = decode_record(row.state, row.event)
        except RecordDamagedError:
            continue
        if cut.sees(record):
            last = max(last, record.effective_on)
    return last if last > day else None
