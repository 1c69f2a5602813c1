"""Counterfactual: an amount that would be, under law that is not in force or an assumption.

It is no `Money` and becomes none: no event, command, figure or official list takes it, which the
type checker and the encoder of records both hold. It can be added, shared, compared and shown.
Not here: what would lead to the amount (`domain/whatif.py`, `domain/leaving.py`).
"""

from collections.abc import Iterable

from domain.money import ZERO, Money


class Counterfactual:
    """An amount in whole cents that nobody withheld, paid or owes. Immutable."""

    __slots__ = ("_amount",)

    _amount: Money

    def __init__(self, supposed: Money) -> None:
        """Begin from an amount on record, or from one that somebody supposes."""
        object.__setattr__(self, "_amount", supposed)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: an amount never changes. Raises AttributeError."""
        message = f"Counterfactual is immutable; {name} cannot be set."
        raise AttributeError(message)

    def less_than(self, actual: Money) -> "Counterfactual":
        """Actual less this: what the law withholds more than would be; negative where less."""
        return Counterfactual(actual - self._amount)

    def __add__(self, other: "Counterfactual") -> "Counterfactual":
        """Exact sum."""
        return Counterfactual(self._amount + other._amount)

    def share(self, numerator: int, denominator: int) -> "Counterfactual":
        """This amount times numerator over denominator, half-up to the cent."""
        return Counterfactual(self._amount.share(numerator, denominator))

    def __eq__(self, other: object) -> bool:
        """Equal to the same supposed amount, never to money."""
        return isinstance(other, Counterfactual) and self._amount == other._amount

    def __hash__(self) -> int:
        """Equal amounts hash alike, and apart from money."""
        return hash((Counterfactual, self._amount))

    def __repr__(self) -> str:
        """For programmers: Counterfactual('1180676.00')."""
        return f"Counterfactual('{self}')"

    def __str__(self) -> str:
        """As money is written in JSON and CSV: exactly two decimals."""
        return str(self._amount)

    @property
    def display(self) -> str:
        """With thousands separators, for people."""
        return self._amount.display


NOTHING = Counterfactual(ZERO)


def counterfactual_total(amounts: Iterable[Counterfactual]) -> Counterfactual:
    """Exact sum of any number of supposed amounts; zero for none."""
    return sum(amounts, start=NOTHING)
