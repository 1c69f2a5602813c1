"""`alliance year restated`: closed years that changed after closing: which figure, by what, why.

Nothing was rewritten: each change is an event of its own. C.G.S. § 10-262u(h), § 11-8b.
Not here: what follows from a change (`domain/decisions/restating.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Final

import typer

from cli import options
from cli.account import histories_of
from cli.render import Column, Table, Value
from cli.wiring import answer, cut_of, open_office
from domain.district import District, district_named
from domain.events import BalanceCarriedIn, DistrictYearEvent, EventCorrected, FiscalYearClosed
from domain.figures import FIGURES, balances
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
)
from domain.sentences import sentence
from domain.state import DistrictYear
from domain.words import how_many
from ledger.application import Kept, after, district_event, fold_records

_CHANGES: Final = (
    EventCorrected,
    ExpenditureReportAmended,
    ExpenditureReclassified,
    ExpenditureRefunded,
)
_LABELS: Final = {figure.name: figure.label for figure in FIGURES}
_COLUMNS: Final = (
    Column("district", "district"),
    Column("town_code", "code"),
    Column("label", "figure"),
    Column("figure", "name", on_screen=False),
    Column("before", "before"),
    Column("after", "after"),
    Column("difference", "difference"),
    Column("position", "position"),
    Column("effective_on", "effective"),
    Column("event", "event"),
    Column("reason", "why"),
    Column("sentence", "what happened", on_screen=False),
    Column("recorded_at", "recorded", on_screen=False),
    Column("citation", "citation", on_screen=False),
)


def restated(
    context: typer.Context,
    fiscal_year: options.Year,
    district: Annotated[
        str | None, typer.Option("--district", help="Only this district.", metavar="DISTRICT")
    ] = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List what changed after a year closed: figures before and after, by which event and why."""
    year = FiscalYear.parse(fiscal_year)
    only = district_named(district) if district else None
    office = open_office(context)
    histories = histories_of(office.ledger, year, cut_of(office, as_of, known_on))
    rows = [
        row
        for place, records in histories.items()
        if only in (None, place)
        for row in _changes_of(place, records)
    ]
    towns = how_many(len({row["town_code"] for row in rows}), "district")
    table = Table(
        name="year.restated",
        columns=_COLUMNS,
        rows=rows,
        proof=_proof(rows),
        notes=[_carried_said(rows, year)] if rows else [],
        empty=f"No account of {year} was changed after it closed, or opened anew.",
    )
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"Changed after closing · {year} · {towns}",
        meta={"as_of": as_of, "known_on": known_on},
    )


def _changes_of(district: District, records: Sequence[Kept]) -> Iterator[dict[str, Value]]:
    """Every figure that an event after the closing changed, in the order they were recorded.

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
            for figure, (old, new) in _differing(before, state).items():
                yield {
                    "district": district,
                    "town_code": district.code,
                    "figure": figure,
                    "label": _LABELS[figure],
                    "before": old,
                    "after": new,
                    "difference": (new or ZERO) - (old or ZERO),
                    "position": kept.position,
                    "effective_on": kept.record.effective_on,
                    "event": kept.record.event,
                    "reason": event.reason,
                    "sentence": sentence(event),
                    "recorded_at": kept.record.recorded_at,
                    "citation": str(kept.record.citation),
                }


def _first(records: Sequence[Kept], kind: type) -> int | None:
    found = (at for at, one in enumerate(records) if isinstance(one.record.data, kind))
    return next(found, None)


def _about_opening(event: DistrictYearEvent) -> bool:
    return isinstance(event, EventCorrected) and event.corrected_event == BalanceCarriedIn.__name__


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


def _moved(rows: Sequence[Mapping[str, Value]], figure: str) -> list[Money]:
    found = [row["difference"] for row in rows if row["figure"] == figure]
    return [one for one in found if isinstance(one, Money)]


def _proof(rows: Sequence[Mapping[str, Value]]) -> str:
    """By how much the balance that went on changed in all, added up from the rows."""
    moved = _moved(rows, "carry_out")
    if not moved:
        return ""
    added = " + ".join(one.display for one in moved).replace("+ -", "− ")
    return f"carried out {added} = {total(moved).display}"


def _carried_said(rows: Sequence[Mapping[str, Value]], year: FiscalYear) -> str:
    if not _moved(rows, "carry_out"):
        return f"What {year} carried out stayed as it was."
    return f"{year.next} opened anew: alliance year restated --fiscal-year {year.next}"
