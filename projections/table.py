"""What a read model is made of, without a database: a table's plan, rows as plain values, changes.

Each read model is one file with the same four parts: the *row* people get, *evolve* (which rows
stand after some records), the *table*, the *queries*. Plans are plain values, so that the same
evolve answers a reader who folds and never imports SQLAlchemy (190 ms).

Not here: SQL (`store.py`), positions (`projector.py`). Concerns no provision of the statute.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.district import BY_CODE, District
from domain.errors import InvalidFiscalYearError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from projections.errors import ProjectionsDamagedError
from projections.fold import Batch

Scalar = int | str | bool | None
Values = tuple[Scalar, ...]
# The rows that stand, by key; None where none stands any more.
Changes = Mapping[Values, Values | None]


class Kind(StrEnum):
    """What a column holds; money is a whole number of cents."""

    NUMBER = "number"
    TEXT = "text"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: as in SQL.
        kind: what it holds.
        optional: True where NULL says that it is not known.
    """

    name: str
    kind: Kind
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The plan of a table.

    Attributes:
        name: as in SQL.
        key: how many of the first columns are the primary key.
        columns: all columns, in the order of a row's values.
    """

    name: str
    key: int
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def key_of(self, values: Values) -> Values:
        """The key of a row."""
        return values[: self.key]


@dataclass(frozen=True, slots=True)
class ReadModel:
    """A table and what keeps it: both must say the same at every position.

    Attributes:
        table: its plan.
        evolve: the rows that stand after a batch, for every key the batch can have changed.
    """

    table: Table
    evolve: Callable[[Batch], Changes]


class Rows(Protocol):
    """A place where rows can be asked for: the store within one reading transaction."""

    def select(
        self, table: Table, order: tuple[str, ...], where: Mapping[str, Scalar]
    ) -> list[Values]:
        """The rows with these values, in this order."""


# ---- values back to words ----


def number(value: Scalar) -> int:
    """A whole number read back. Raises ProjectionsDamagedError for anything else."""
    if type(value) is not int:
        raise ProjectionsDamagedError(f"A read model holds {value!a} where a number belongs.")
    return value


def money(value: Scalar) -> Money | None:
    """Cents read back, None where not known. Raises ProjectionsDamagedError."""
    return None if value is None else Money(number(value))


def cents(amount: Money | None) -> int | None:
    """An amount as it is stored."""
    return None if amount is None else amount.cents


def district_of(code: Scalar) -> District:
    """The town of a code read back. Raises ProjectionsDamagedError."""
    if number(code) not in BY_CODE:
        raise ProjectionsDamagedError(f"A read model holds the town code {code!a}.")
    return BY_CODE[number(code)]


def fiscal_year_of(ends_in: Scalar) -> FiscalYear:
    """A fiscal year read back. Raises ProjectionsDamagedError."""
    try:
        return FiscalYear(number(ends_in))
    except InvalidFiscalYearError as error:
        raise ProjectionsDamagedError(f"A read model holds the year {ends_in!a}.") from error
