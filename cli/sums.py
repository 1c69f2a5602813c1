"""Sums of the columns of a list, from the rows that are shown.

Not here: how a list is shown (`render.py`). Concerns no provision itself.
"""

from collections.abc import Mapping, Sequence

from cli.render import Value
from domain.money import Money, total

Rows = Sequence[Mapping[str, Value]]


def summed(rows: Rows, keys: Sequence[str]) -> dict[str, Money]:
    """The sum of each column; zero where no row has an amount."""
    return {key: total(_amounts(rows, key)) for key in keys}


def known_sums(rows: Rows, keys: Sequence[str]) -> dict[str, Money]:
    """The sum of each column in which a row has an amount; the others are left out."""
    return {key: total(known) for key in keys if (known := _amounts(rows, key))}


def _amounts(rows: Rows, key: str) -> list[Money]:
    return [one for row in rows if isinstance(one := row[key], Money)]
