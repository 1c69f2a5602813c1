"""Which records of a list were taken back or corrected later, and by which record.

A record is never erased (C.G.S. § 11-8b): whoever shows it says beside it what became of it.
Not here: what a correction does to the state (`domain/state.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.events import EventCorrected
from ledger.application import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What became of a record.

    Attributes:
        by: the position of the last correction of it.
        taken_back: whether nothing of it stands any more.
    """

    by: int
    taken_back: bool

    @property
    def words(self) -> str:
        """In words: "taken back by position 12"."""
        return f"{'taken back' if self.taken_back else 'corrected'} by position {self.by}"


def corrected_in(records: Iterable[Kept]) -> dict[int, Corrected]:
    """What became of each corrected record, by its position; `records` in order of position.

    A correction of a correction is about the record that was wrong first, too.
    """
    found: dict[int, Corrected] = {}
    first: dict[int, int] = {}
    for kept in records:
        event = kept.record.data
        if isinstance(event, EventCorrected):
            named = event.corrects_position
            first[kept.position] = first.get(named, named)
            became = Corrected(by=kept.position, taken_back=not event.replacement)
            found[named] = found[first[kept.position]] = became
    return found
