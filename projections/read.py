"""Answers for people who only read: from the read models if they stand at the end, else folded.

Both ways give the same rows, because both come from the same `evolve`; nothing is ever written,
so a reader without write permission gets the same answers. What is absent, stale, behind, damaged
or not readable for this person is passed over in silence and folded.

Hand in no store (`None`) from a command line: one process asks one question, and importing
SQLAlchemy (180 ms) costs more than the fold it would save. Measured on 4,205 records, a year of
169 towns: folded 12 ms from a file and 35 ms from PostgreSQL; stored rows 2 to 3 ms once SQLAlchemy
is loaded. A process that lives on and answers many questions hands in its store.

Not here: SQL (`store.py`). Source of the figures: `domain/figures.py`.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from domain.district import BY_CODE, District
from domain.errors import StoreUnavailableError
from domain.fiscal_year import FiscalYear
from ledger.application import NOW, Cut, Kept, Ledger
from projections import balances, carry_forward, timeline
from projections.balances import BalanceRow
from projections.carry_forward import CarryForwardRow
from projections.models import FoldedRows, tracking_at
from projections.table import ReadModel, Rows
from projections.timeline import TimelineRow

if TYPE_CHECKING:
    # Importing SQLAlchemy takes longer than folding a year does; only a caller with a store pays.
    from projections.store import ProjectionStore

_Row = TypeVar("_Row")


def balances_of_year(
    ledger: Ledger, store: "ProjectionStore | None", fiscal_year: FiscalYear, cut: Cut = NOW
) -> list[BalanceRow]:
    """The figures of every district-year of a year that has an account, by town name.

    Raises what reading the ledger raises.
    """

    def records() -> Iterator[Kept]:
        for district in BY_CODE.values():
            yield from ledger.history(district, fiscal_year, cut)

    return _answer(
        ledger,
        store if cut == NOW else None,
        lambda rows: balances.of_year(rows, fiscal_year),
        balances.MODEL,
        records,
    )


def carry_forward_of(
    ledger: Ledger, store: "ProjectionStore | None", district: District, cut: Cut = NOW
) -> list[CarryForwardRow]:
    """The chain of a district's years. Raises what reading the ledger raises."""
    return _answer(
        ledger,
        store if cut == NOW else None,
        lambda rows: carry_forward.of_district(rows, district),
        carry_forward.MODEL,
        lambda: ledger.history(district, None, cut),
    )


def timeline_of(
    ledger: Ledger,
    store: "ProjectionStore | None",
    district: District,
    fiscal_year: FiscalYear | None = None,
    cut: Cut = NOW,
) -> list[TimelineRow]:
    """What happened in a district, in one year or all, by position. Raises as reading does."""
    return _answer(
        ledger,
        store if cut == NOW else None,
        lambda rows: timeline.of_district(rows, district, fiscal_year),
        timeline.MODEL,
        lambda: ledger.history(district, fiscal_year, cut),
    )


def _answer(
    ledger: Ledger,
    store: "ProjectionStore | None",
    query: Callable[[Rows], list[_Row]],
    model: ReadModel,
    records: Callable[[], Iterator[Kept] | list[Kept]],
) -> list[_Row]:
    stored = None if store is None else _from_store(ledger, store, query)
    return query(FoldedRows(model, records())) if stored is None else stored


def _from_store(
    ledger: Ledger, store: "ProjectionStore", query: Callable[[Rows], list[_Row]]
) -> list[_Row] | None:
    """The answer of the stored rows; None unless they stand exactly at the ledger's end."""
    wanted = tracking_at(ledger, ledger.store.position())
    try:
        with store.reading() as stored:
            return query(stored) if stored.tracking == wanted else None
    except StoreUnavailableError:
        return None
