"""Records folded batch by batch: what every read model evolves from.

Not here: rows (each read model makes its own), where they are kept. Concerns no provision of the
statute.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.district import District
from domain.fiscal_year import FIRST_YEAR, LAST_YEAR, FiscalYear
from domain.state import EMPTY, DistrictYear
from ledger.application import Kept, Ledger, after, district_year_of

DistrictYearKey = tuple[District, FiscalYear]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A record of a district-year with its place.

    Attributes:
        district, fiscal_year: whose it is.
        kept: position and record.
    """

    district: District
    fiscal_year: FiscalYear
    kept: Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some records in order, and the states of their districts after the last of them.

    Attributes:
        records: those of district-years; the ledger's own records move no read model.
        touched: the district-years they belong to, in order of appearance.
        states: of every year on record of every district touched.
    """

    records: tuple[Placed, ...]
    touched: tuple[DistrictYearKey, ...]
    states: dict[DistrictYearKey, DistrictYear]

    def state(self, district: District, ends_in: int) -> DistrictYear:
        """The state of a district in the year that ends in `ends_in`; empty where none is known."""
        if not FIRST_YEAR <= ends_in <= LAST_YEAR:
            return EMPTY
        return self.states.get((district, FiscalYear(ends_in)), EMPTY)


class Fold:
    """States kept in memory while batches go by."""

    def __init__(self, ledger: Ledger | None) -> None:
        """Begin.

        `ledger`: where the earlier records of a district are looked up, once for each district;
        None where the batches themselves begin with the first record.
        """
        self._ledger = ledger
        self._states: dict[DistrictYearKey, DistrictYear] = {}
        self._looked_up: set[District] = set()

    def batch(self, records: Iterable[Kept]) -> Batch:
        """Go on over the next records. Raises what reading the ledger raises."""
        placed = tuple(_placed(records))
        if placed:
            self._look_up({one.district for one in placed}, before=placed[0].kept.position)
        for one in placed:
            self._evolve(one)
        touched = dict.fromkeys((one.district, one.fiscal_year) for one in placed)
        return Batch(records=placed, touched=tuple(touched), states=self._states)

    def _look_up(self, districts: set[District], *, before: int) -> None:
        if self._ledger is None:
            return
        for district in districts - self._looked_up:
            for one in _placed(self._ledger.history(district)):
                # Records of the batch itself and later ones follow in their turn.
                if one.kept.position < before:
                    self._evolve(one)
        self._looked_up |= districts

    def _evolve(self, one: Placed) -> None:
        key = (one.district, one.fiscal_year)
        self._states[key] = after(self._states.get(key, EMPTY), one.kept.record)


def _placed(records: Iterable[Kept]) -> Iterable[Placed]:
    for kept in records:
        key = district_year_of(kept.record.stream)
        if key is not None:
            yield Placed(district=key[0], fiscal_year=key[1], kept=kept)
