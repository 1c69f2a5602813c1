"""All read models, where they stand, and the fingerprint of their shape; without a database.

Not here: what a row means (each model's own file), SQL (`store.py`).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from domain.figures import FIGURES
from ledger.application import Kept, Ledger
from projections import balances, carry_forward, timeline
from projections.fold import Fold
from projections.table import ReadModel, Scalar, Table, Values

MODELS = (balances.MODEL, carry_forward.MODEL, timeline.MODEL)

# Counts on when rows get another meaning, or a sentence other words, although columns and figures
# stay as they are: old rows would look like a record that was changed.
_EDITION = 2
# Stored rows of another shape are thrown away, so a new column or figure needs no migration.
SHAPE = hashlib.sha256(
    repr((_EDITION, FIGURES, [model.table for model in MODELS])).encode()
).hexdigest()

BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """Of what record the stored rows are the fold; written in the transaction of the rows.

    Attributes:
        ledger_id, incarnation: which ledger.
        shape: which version of the read models.
        position: up to and with which record.
    """

    ledger_id: str
    incarnation: int
    shape: str
    position: int


def tracking_at(ledger: Ledger, position: int) -> Tracking:
    """What the rows are tracked as when they are the fold of this ledger up to a position."""
    identity = ledger.identity
    return Tracking(
        ledger_id=identity.ledger_id,
        incarnation=identity.incarnation,
        shape=SHAPE,
        position=position,
    )


def fold_rows(
    records: Iterable[Kept], models: tuple[ReadModel, ...] = MODELS
) -> dict[Table, dict[Values, Values]]:
    """The rows of read models after these records, by key.

    The records hold all of every district-year they touch, from its first on.
    """
    rows: dict[Table, dict[Values, Values]] = {model.table: {} for model in models}
    fold = Fold(None)
    remaining = iter(records)
    while page := list(islice(remaining, BATCH)):
        batch = fold.batch(page)
        for model in models:
            stand = rows[model.table]
            for key, values in model.evolve(batch).items():
                if values is None:
                    stand.pop(key, None)
                else:
                    stand[key] = values
    return rows


class FoldedRows:
    """Rows of one read model that were just folded, asked as the store is asked."""

    def __init__(self, model: ReadModel, records: Iterable[Kept]) -> None:
        """Fold these records, as `fold_rows` does."""
        self._rows = fold_rows(records, (model,))[model.table].values()

    def select(
        self, table: Table, order: tuple[str, ...], where: Mapping[str, Scalar]
    ) -> list[Values]:
        """See `Rows`."""
        wanted = [(table.names.index(name), value) for name, value in where.items()]
        found = [
            values
            for values in self._rows
            if all(values[index] == value for index, value in wanted)
        ]
        return sorted(found, key=itemgetter(*map(table.names.index, order)))
