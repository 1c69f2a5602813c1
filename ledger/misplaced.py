"""Amounts that stand in another town's row: a column slipped by one row, two towns exchanged.

Totals do not show either. Both are found by asking whose known figure an amount fits: its own
town's, or another's. Not here: what the figures are and what is done about it
(`certification.py`). Concerns no provision of the statute.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from domain.district import District
from domain.money import Money

Amounts = Mapping[District, Money]

# How many amounts in a row have to fit the neighbor before it is a slip and no accident. Against
# real figures of one to ten years earlier, in any order of the towns, at most six seem to.
_EXACT: Final = 3
_NEARER: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Amounts one under the other that fit the town one row above, or below, each.

    Attributes:
        fits: (the town the amount stands at, the neighbor whose figure it fits), in file order.
        above: whether the neighbor is the row above.
    """

    fits: tuple[tuple[District, District], ...]
    above: bool


def slips(order: Sequence[District], amounts: Amounts, known: Amounts) -> list[Slip]:
    """Where a column slipped by one row, towns in the order of the file.

    `known`: each town's own figure, as far as there is one; towns without one tell nothing.
    """
    found = []
    for above in (True, False):
        run: list[tuple[District, District]] = []
        for town, neighbor in _pairs(order, above=above):
            fits = _fits_neighbor(town, neighbor, amounts, known)
            if fits:
                run.append((town, neighbor))
            elif fits is False:
                found += _slip(run, amounts, known, above=above)
                run = []
        found += _slip(run, amounts, known, above=above)
    return found


def crossed(amounts: Amounts, known: Amounts) -> dict[District, District]:
    """Towns whose amounts are exchanged, each with the other.

    Towns that are easily taken for each other are crossed where each amount clearly fits the
    other's figure; any two towns where each has the other's figure to the cent.
    """
    off = [town for town in amounts if town in known and amounts[town] != known[town]]
    found: dict[District, District] = {}
    for town in off:
        twins = [other for other in off if other in town.near_twins]
        rest = [other for other in off if other not in twins and other != town]
        partners = [
            *(twin for twin in twins if _exchanged(town, twin, amounts, known, exact=False)),
            *(other for other in rest if _exchanged(town, other, amounts, known, exact=True)),
        ]
        if partners:
            found[town] = partners[0]
    return {town: other for town, other in found.items() if found.get(other) == town}


def _pairs(order: Sequence[District], *, above: bool) -> list[tuple[District, District]]:
    pairs = list(pairwise(order))
    return [(lower, upper) for upper, lower in pairs] if above else pairs


def _fits_neighbor(
    town: District, neighbor: District, amounts: Amounts, known: Amounts
) -> bool | None:
    """True where the amount clearly fits the neighbor's figure, False where its own.

    None where it does not tell: a figure is not known, or both towns have nearly the same.
    """
    if town not in known or neighbor not in known or known[town] == known[neighbor]:
        return None
    if _clearly_fits(amounts[town], known[neighbor], known[town]):
        return True
    own, other = _distance(amounts[town], known[town]), _distance(amounts[town], known[neighbor])
    return False if own <= other else None


def _slip(
    run: Sequence[tuple[District, District]], amounts: Amounts, known: Amounts, *, above: bool
) -> list[Slip]:
    exact = sum(1 for town, neighbor in run if amounts[town] == known[neighbor])
    if exact < _EXACT and len(run) < _NEARER:
        return []
    return [Slip(fits=tuple(run), above=above)]


def _exchanged(
    one: District, other: District, amounts: Amounts, known: Amounts, *, exact: bool
) -> bool:
    if exact:
        return amounts[one] == known[other] and amounts[other] == known[one]
    return _clearly_fits(amounts[one], known[other], known[one]) and _clearly_fits(
        amounts[other], known[one], known[other]
    )


def _clearly_fits(amount: Money, this: Money, that: Money) -> bool:
    """Whether an amount is at most half as far from this figure as from that one."""
    return this != that and 2 * _distance(amount, this) <= _distance(amount, that)


def _distance(one: Money, other: Money) -> int:
    return abs((one - other).cents)
