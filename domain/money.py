"""Money: whole cents, exact, never a float.

Not here: rates and shares of law (`domain/statute/`). Rounding of fractions of a cent is half-up,
a modelling choice that no statute makes for us; it happens in `Money.share` alone.
"""

import re
from collections.abc import Iterable

from domain.errors import InvalidMoneyError

# ASCII digits only: Python's int() would also take Arabic-Indic or full-width digits and "1_000".
# What people give stays far below what is kept, so that sums of it can always be kept and read.
_GIVEN = re.compile(r"(-?)(0|[1-9][0-9]{0,12})(?:\.([0-9]{2}))?", re.ASCII)
_KEPT = re.compile(r"(-?)(0|[1-9][0-9]{0,20})\.([0-9]{2})", re.ASCII)


class Money:
    """An exact amount of United States dollars, immutable.

    Attributes:
        cents: whole cents; negative only in differences and corrections.
    """

    # Not a dataclass, so that codecs meet an opaque value and ask how to write it: as a string.
    __slots__ = ("cents",)

    cents: int

    def __init__(self, cents: int) -> None:
        """Raises InvalidMoneyError unless the cents are a whole number."""
        if type(cents) is not int:
            raise _invalid(cents, "cents are whole numbers")
        object.__setattr__(self, "cents", cents)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: an amount never changes. Raises AttributeError."""
        message = f"Money is immutable; {name} cannot be set."
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        """Equal amounts are equal; an amount is never equal to a number."""
        return isinstance(other, Money) and self.cents == other.cents

    def __hash__(self) -> int:
        """Equal amounts hash alike."""
        return hash(self.cents)

    def __lt__(self, other: "Money") -> bool:
        """Less than."""
        return self.cents < other.cents

    def __le__(self, other: "Money") -> bool:
        """At most."""
        return self.cents <= other.cents

    def __gt__(self, other: "Money") -> bool:
        """More than."""
        return self.cents > other.cents

    def __ge__(self, other: "Money") -> bool:
        """At least."""
        return self.cents >= other.cents

    def __repr__(self) -> str:
        """For programmers: Money('1180676.00')."""
        return f"Money('{self}')"

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read "1180676", "1180676.00" or "-45678.00".

        Raises InvalidMoneyError for anything else: separators, one or three decimals, exponents,
        spaces, non-ASCII digits, NaN, and every value that is not text (a float above all).
        """
        if type(text) is not str:
            raise _invalid(text, "an amount is written as text, with no or exactly two decimals")
        found = _GIVEN.fullmatch(text)
        if found is None:
            raise _invalid(text, "write plain digits with no or exactly two decimals: 1180676.00")
        return cls._of(found)

    @classmethod
    def parse_kept(cls, text: str) -> "Money":
        """Read an amount as records keep it: exactly two decimals, up to 21 digits of dollars.

        Raises InvalidMoneyError.
        """
        found = _KEPT.fullmatch(text) if type(text) is str else None
        if found is None:
            raise _invalid(text, "a record keeps exactly two decimals")
        return cls._of(found)

    @classmethod
    def _of(cls, found: re.Match[str]) -> "Money":
        sign, dollars, cents = found.groups()
        whole = int(dollars) * 100 + int(cents or "0")
        return cls(-whole if sign else whole)

    @classmethod
    def dollars(cls, whole_dollars: int) -> "Money":
        """An amount of whole dollars, for literals in code and tests."""
        return cls(whole_dollars * 100)

    def __str__(self) -> str:
        """Exactly two decimals and no separators: the form of JSON, CSV and records."""
        sign = "-" if self.cents < 0 else ""
        dollars, cents = divmod(abs(self.cents), 100)
        return f"{sign}{dollars}.{cents:02d}"

    @property
    def display(self) -> str:
        """With thousands separators, for people: "1,180,676.00"."""
        sign = "-" if self.cents < 0 else ""
        dollars, cents = divmod(abs(self.cents), 100)
        return f"{sign}{dollars:,}.{cents:02d}"

    def __add__(self, other: "Money") -> "Money":
        """Exact sum."""
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        """Exact difference; may be negative."""
        return Money(self.cents - other.cents)

    def __neg__(self) -> "Money":
        """The opposite amount."""
        return Money(-self.cents)

    def __bool__(self) -> bool:
        """True unless zero."""
        return self.cents != 0

    def share(self, numerator: int, denominator: int) -> "Money":
        """This amount times numerator over denominator, half-up to the cent.

        Half-up (away from zero) is a modelling choice: 678,049.7775 becomes 678,049.78 and
        452,033.185 becomes 452,033.19.
        """
        scaled = abs(self.cents) * numerator
        rounded = (2 * scaled + denominator) // (2 * denominator)
        return Money(-rounded if self.cents < 0 else rounded)


ZERO = Money(0)


def total(amounts: "list[Money] | tuple[Money, ...]") -> Money:
    """Exact sum of any number of amounts; zero for none."""
    return Money(sum(amount.cents for amount in amounts))


def known_total(amounts: "Iterable[Money | None]") -> Money | None:
    """Exact sum of the amounts that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return total(known) if known else None


def _invalid(text: object, rule: str) -> InvalidMoneyError:
    shown = ascii(text)[:60]
    return InvalidMoneyError(
        f"{shown} is not an amount: {rule}.",
        details={"given": shown},
        next_step="Amounts are dollars and cents without separators, such as 582729 or 582729.00.",
    )
