"""What is made up, by one rule for every list, screen and paper: a record, a district-year.

A record is made up where its command or its batch says so, and in a training ledger, where all is
for practice. The figures of a district-year are made up where any record of it is, or the year its
balance was carried in from, C.G.S. § 10-262u(h).
Not here: how a record says so (`record.py`), how it is shown (`cli/made_up.py`).
"""

from collections.abc import Sequence
from typing import Final

from domain.authority import Purpose
from domain.events import BalanceCarriedIn, EventCorrected, FiscalYearClosed
from ledger.application import NOW, Cut, Kept, Ledger, district_year_of
from ledger.record import Record

_CLOSED: Final = FiscalYearClosed.__name__
_CARRIED_IN: Final = BalanceCarriedIn.__name__


def figures_made_up(ledger: Ledger, records: Sequence[Kept], cut: Cut = NOW) -> bool:
    """Whether the figures of a district-year are made up. `records`: its own, as the cut sees them.

    Raises RecordDamagedError, StoreUnavailableError.
    """
    return (
        ledger.identity.purpose is Purpose.TRAINING
        or any(kept.record.synthetic for kept in records)
        or any(
            kept.record.event == _CARRIED_IN and record_made_up(ledger, kept.record, cut)
            for kept in records
        )
    )


def record_made_up(ledger: Ledger, record: Record, cut: Cut = NOW) -> bool:
    """Whether one record is made up; one that carries a balance is where that balance is.

    Raises RecordDamagedError, StoreUnavailableError.
    """
    if ledger.identity.purpose is Purpose.TRAINING or record.synthetic:
        return True
    place, event = district_year_of(record.stream), record.data
    if place is None:
        return False
    district, year = place
    about = event.corrected_event if isinstance(event, EventCorrected) else record.event
    if about == _CARRIED_IN:
        year = year.previous
    elif about != _CLOSED:
        return False
    return figures_made_up(ledger, ledger.history(district, year, cut), cut)
