"""In which rounds a district was designated before. Source: C.G.S. § 10-262u(b), (c)(1)."""

from collections.abc import Callable

from domain.fiscal_year import FiscalYear
from domain.state import DistrictYear
from domain.statute.s262u_b_designation import ROUNDS


def rounds_before(
    year: FiscalYear, state_of: Callable[[FiscalYear], DistrictYear]
) -> frozenset[str]:
    """The rounds before that of a year which designated the district on record.

    `state_of`: the district in another year.
    """
    return frozenset(
        entry.value.name.value
        for entry in ROUNDS.entries
        if entry.value.last_year < year and state_of(entry.value.first_year).designation is not None
    )
