"""What was recorded of a payment and corrected since: the other system may still tell it.

Not here: how a payment stands (`payments_on_record.py`). C.G.S. § 10-262u(c)(2).
"""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.events import Event, ReleaseConfirmed, ReleaseReturned
from domain.money import Money
from ledger.application import Kept


def corrected_since(
    release: str, left_at: int, records: Iterable[Kept], standing: Mapping[int, Event]
) -> tuple[frozenset[Money], frozenset[tuple[date, Money]]]:
    """What was confirmed as paid, and what came back on which day, and stands so no longer.

    `left_at`: the position at which the payment left; `standing`: the events of the stream that
    stand after corrections, by version.
    """
    paid: set[Money] = set()
    back: set[tuple[date, Money]] = set()
    for kept in records:
        event = kept.record.data
        if kept.position < left_at or standing.get(kept.record.version) == event:
            continue
        if isinstance(event, ReleaseConfirmed) and event.release == release:
            paid.add(event.amount + event.over)
        if isinstance(event, ReleaseReturned) and event.release == release:
            back.add((kept.record.effective_on, event.amount_unpaid + event.amount_paid))
    return frozenset(paid), frozenset(back)
