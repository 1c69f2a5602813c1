"""Keep read models at the ledger's end, build them anew, compare them with a fresh fold.

Readers pull: nothing is pushed, and SQLite has no subscription. A command that only reads never
calls `catch_up` or `rebuild`. Not here: SQL (`store.py`), answers for people (`read.py`).
Concerns no provision of the statute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from domain.errors import IncompleteError
from ledger.application import Ledger
from projections.errors import ProjectionsAbsentError, ProjectionsDamagedError
from projections.fold import Fold
from projections.models import BATCH, MODELS, SHAPE, Tracking, fold_rows, tracking_at
from projections.store import ProjectionStore
from projections.table import Table, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStatus:
    """Where one read model stands.

    Attributes:
        name: its table.
        position: the last record in it; 0 where it is of no use.
        lag: how many records it is behind.
    """

    name: str
    position: int
    lag: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where the read models stand.

    Attributes:
        place: the file, or the address without its password.
        head: the ledger's last position.
        models: each read model.
        note: why they are of no use and the next catch-up builds them anew; "" if they are.
    """

    place: str
    head: int
    models: tuple[ModelStatus, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How a read model differs from a fresh fold.

    Attributes:
        model: its table.
        row: the key of the first row that differs, such as "fiscal_year=2023 district_code=64";
            "" where the whole is of no use.
        what: in words, with both values.
        rows: how many rows differ; 0 where the whole is of no use.
    """

    model: str
    row: str
    what: str
    rows: int


def catch_up(ledger: Ledger, store: ProjectionStore) -> int:
    """Apply what was recorded since; build anew what is absent, stale or damaged.

    Returns how many records were applied. Records that another worker applied meanwhile do not
    count. Raises StoreUnavailableError where the place cannot be written.
    """
    applied = 0
    fold, stands_at = Fold(ledger), -1
    while True:
        tracking, unusable = _standing(ledger, store)
        if tracking is None or unusable:
            return applied + rebuild(ledger, store)
        if tracking.position != stands_at:
            # At the beginning, and where another worker was quicker.
            fold = Fold(ledger)
        records = list(islice(ledger.records(tracking.position), BATCH))
        if not records:
            return applied
        batch = fold.batch(records)
        stands_at = records[-1].position
        changes = {model.table: model.evolve(batch) for model in MODELS}
        if store.advance(tracking, stands_at, changes):
            applied += len(records)


def rebuild(ledger: Ledger, store: ProjectionStore) -> int:
    """Fold the whole record and put its rows in the place of whatever is there.

    Readers see the rows before or the rows after. Returns how many records were applied. Raises
    StoreUnavailableError where the place cannot be written or holds something else.
    """
    head = ledger.store.position()
    rows = fold_rows(ledger.records(until=head))
    store.replace(tracking_at(ledger, head), {t: stand.values() for t, stand in rows.items()})
    return head


def status(ledger: Ledger, store: ProjectionStore) -> Status:
    """Where the read models stand; writes nothing.

    Raises StoreUnavailableError where the place cannot be read.
    """
    tracking, unusable = _standing(ledger, store)
    position = tracking.position if tracking and not unusable else 0
    head = ledger.store.position()
    models = tuple(
        ModelStatus(name=model.table.name, position=position, lag=head - position)
        for model in MODELS
    )
    return Status(place=store.place, head=head, models=models, note=unusable)


def check(ledger: Ledger, store: ProjectionStore) -> list[Difference]:
    """Compare the stored rows with a fresh fold up to their own position; writes nothing.

    The first difference of each read model; an empty list where there is none. Rows that are
    merely behind do not differ: `status` tells the lag.
    Raises IncompleteError where nothing was built, StoreUnavailableError.
    """
    try:
        with store.reading() as stored:
            tracking = stored.tracking
            rows = {model.table: stored.all(model.table) for model in MODELS}
    except ProjectionsAbsentError as error:
        raise IncompleteError(
            f"{error.message} There is nothing to check.", next_step=error.next_step
        ) from error
    except ProjectionsDamagedError as error:
        return _all_unusable(error.message)
    unusable = _unusable(ledger, tracking)
    if unusable:
        return _all_unusable(unusable)
    fresh = fold_rows(ledger.records(until=tracking.position))
    found = (_difference(table, rows[table], fresh[table]) for table in rows)
    return [difference for difference in found if difference is not None]


def _standing(ledger: Ledger, store: ProjectionStore) -> tuple[Tracking | None, str]:
    """What the rows are tracked as, and why they are of no use, or ""."""
    try:
        with store.reading() as stored:
            tracking = stored.tracking
    except (ProjectionsAbsentError, ProjectionsDamagedError) as error:
        return None, error.message
    return tracking, _unusable(ledger, tracking)


def _unusable(ledger: Ledger, tracking: Tracking) -> str:
    # The end of the ledger is asked for after the rows were read, or a quick writer would look
    # like rows that lie beyond it.
    identity, head = ledger.identity, ledger.store.position()
    if (tracking.ledger_id, tracking.incarnation) != (identity.ledger_id, identity.incarnation):
        return "They are of another ledger, or of one before a restore."
    if tracking.shape != SHAPE:
        return "They are of another version of this program."
    if tracking.position > head:
        return f"They stand at position {tracking.position}, and the ledger ends at {head}."
    return ""


def _all_unusable(reason: str) -> list[Difference]:
    return [Difference(model=m.table.name, row="", what=reason, rows=0) for m in MODELS]


def _difference(
    table: Table, rows: list[Values], fresh: Mapping[Values, Values]
) -> Difference | None:
    stored = {table.key_of(values): values for values in rows}
    differing = [key for key in stored.keys() | fresh.keys() if stored.get(key) != fresh.get(key)]
    if not differing:
        return None
    # By kind first: a damaged file may hold text in the place of a number.
    key = min(differing, key=lambda key: [(type(part).__name__, part) for part in key])
    named = " ".join(f"{n}={v}" for n, v in zip(table.names[: table.key], key, strict=True))
    what = _in_words(table, stored.get(key), fresh.get(key))
    return Difference(model=table.name, row=named, what=what, rows=len(differing))


def _in_words(table: Table, stored: Values | None, fresh: Values | None) -> str:
    if stored is None:
        return "the row is missing"
    if fresh is None:
        return "the row should not be there"
    return "; ".join(
        f"{name} is {was!a} and should be {folded!a}"
        for name, was, folded in zip(table.names, stored, fresh, strict=True)
        if was != folded
    )
