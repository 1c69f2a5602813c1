"""What an event changed in an account after it closed, or after its balance came in: one row each.

Not here: the list of them (`year_restated.py`); what follows from a change
(`domain/decisions/restating.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cli.render import Value
from domain.amount_names import changed_amounts
from domain.district import District
from domain.events import BalanceCarriedIn, DistrictYearEvent, EventCorrected, FiscalYearClosed
from domain.figures import LABELS, balances
from domain.money import ZERO, Money
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
)
from domain.sentences import sentence
from domain.state import DistrictYear
from ledger.application import Kept, after, district_event, fold_records

CARRIED_IN: Final = BalanceCarriedIn.__name__
CARRIED_OUT: Final = FiscalYearClosed.__name__
_CHANGES: Final = (
    EventCorrected,
    ExpenditureReportAmended,
    ExpenditureReclassified,
    ExpenditureRefunded,
)
# Told by a figure, if not of this event then of the one it follows from; parts are told beside it.
_IN_ALL: Final = frozenset({"amount", "approved_amount", "carry_in", "carry_out", "spent", "total"})
_OF: Final = {
    CARRIED_IN: "carried in",
    CARRIED_OUT: "carried out",
    "PassThroughRecorded": "passed through",
    "ExpenditureReported": "reported spent",
}

# Figure by its name in JSON, its label, before and after; no figure where no amount changed.
_Change = tuple[str | None, str | None, Money | None, Money | None]


def changes_of(district: District, records: Sequence[Kept]) -> Iterator[dict[str, Value]]:
    """Every amount that an event after the closing changed, in the order they were recorded.

    Of a year that is open, what it opened with and a change of the year before gave anew.
    """
    at = _first(records, FiscalYearClosed)
    closed = at is not None
    if at is None:
        at = _first(records, BalanceCarriedIn)
    if at is None:
        return
    state = fold_records(list(records[: at + 1]))
    for kept in records[at + 1 :]:
        before, state = state, after(state, kept.record)
        event = district_event(kept.record.data)
        if isinstance(event, _CHANGES) and (closed or _about_opening(event)):
            for figure, label, old, new in _changed(event, before, state):
                yield {
                    "district": district,
                    "town_code": district.code,
                    "figure": figure,
                    "label": label,
                    "before": old,
                    "after": new,
                    "difference": None if figure is None else (new or ZERO) - (old or ZERO),
                    "position": kept.position,
                    "effective_on": kept.record.effective_on,
                    "event": kept.record.event,
                    "reason": event.reason,
                    "sentence": sentence(event),
                    "recorded_at": kept.record.recorded_at,
                    "citation": str(kept.record.citation),
                    "closed": closed,
                }


def _first(records: Sequence[Kept], kind: type) -> int | None:
    found = (at for at, one in enumerate(records) if isinstance(one.record.data, kind))
    return next(found, None)


def _about_opening(event: DistrictYearEvent) -> bool:
    return isinstance(event, EventCorrected) and event.corrected_event == CARRIED_IN


def _changed(
    event: DistrictYearEvent, before: DistrictYear, now: DistrictYear
) -> Sequence[_Change]:
    """The figures that changed, then the parts of what was corrected; one row at least."""
    figures = _differing(before, now)
    found: list[_Change] = [(name, LABELS[name], *pair) for name, pair in figures.items()]
    if isinstance(event, EventCorrected):
        kind, corrected = event.corrected_event, changed_amounts(event)
        parts = [one for one in corrected if one.field not in _IN_ALL]
        found += [
            (f"{kind}.{one.field}", f"{_OF.get(kind, kind)}: {one.name}", one.before, one.after)
            for one in (parts if found or parts else corrected)
        ]
    return found or [(None, None, None, None)]


def _differing(
    before: DistrictYear, now: DistrictYear
) -> Mapping[str, tuple[Money | None, Money | None]]:
    """What changed, but for money that only moves through a closed year: it holds none."""
    old, new = balances(before), balances(now)
    return {
        name: (old[name], new[name])
        for name in new
        if old[name] != new[name] and not name.startswith("held_by_")
    }
