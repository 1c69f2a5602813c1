"""Read model: every reported figure of every district-year with an account.

The figures are those of `domain/figures.py`; their columns are made from its list, and nothing is
computed here. Source: C.G.S. § 10-262u(c) to (h). Not here: statewide totals (`cli/`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.district import District
from domain.figures import FIGURES, Basis, balances, basis, has_account
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.state import DistrictYear
from projections.fold import Batch
from projections.table import (
    Changes,
    Column,
    Kind,
    ReadModel,
    Rows,
    Table,
    Values,
    cents,
    district_of,
    fiscal_year_of,
    money,
)

# ---- row ----


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """The figures of one district-year.

    Attributes:
        district, fiscal_year: whose they are.
        balances: every figure by name, in the order of `FIGURES`; None where not yet known.
        stated: the names of those that rest on a signed statement.
    """

    district: District
    fiscal_year: FiscalYear
    balances: Mapping[str, Money | None]
    stated: frozenset[str]


def balance_row(district: District, fiscal_year: FiscalYear, state: DistrictYear) -> BalanceRow:
    """The figures of a state."""
    stated = {figure.name for figure in FIGURES if basis(figure.name, state) is Basis.STATED}
    return BalanceRow(
        district=district,
        fiscal_year=fiscal_year,
        balances=balances(state),
        stated=frozenset(stated),
    )


# ---- evolve ----


def _evolve(batch: Batch) -> Changes:
    changes: dict[Values, Values | None] = {}
    for district, fiscal_year in batch.touched:
        state = batch.states[district, fiscal_year]
        row = balance_row(district, fiscal_year, state) if has_account(state) else None
        changes[fiscal_year.ends_in, district.code] = _values(row) if row else None
    return changes


# ---- table ----

_FIRST_FIGURE = 4

TABLE = Table(
    "balances",
    key=2,
    columns=(
        Column("fiscal_year", Kind.NUMBER),
        Column("district_code", Kind.NUMBER),
        Column("district", Kind.TEXT),
        Column("stated", Kind.TEXT),
        *(Column(f"{figure.name}_cents", Kind.NUMBER, optional=True) for figure in FIGURES),
    ),
)

MODEL = ReadModel(TABLE, _evolve)


def _values(row: BalanceRow) -> Values:
    return (
        row.fiscal_year.ends_in,
        row.district.code,
        row.district.name,
        ",".join(sorted(row.stated)),
        *(cents(row.balances[figure.name]) for figure in FIGURES),
    )


def _row(values: Values) -> BalanceRow:
    fiscal_year, code, _, stated = values[:_FIRST_FIGURE]
    figures = zip(FIGURES, values[_FIRST_FIGURE:], strict=True)
    return BalanceRow(
        district=district_of(code),
        fiscal_year=fiscal_year_of(fiscal_year),
        balances={figure.name: money(amount) for figure, amount in figures},
        stated=frozenset(str(stated).split(",") if stated else ()),
    )


# ---- queries ----


def of_year(rows: Rows, fiscal_year: FiscalYear) -> list[BalanceRow]:
    """The rows of a year, by town name. Raises ProjectionsDamagedError, StoreUnavailableError."""
    found = rows.select(TABLE, ("district",), {"fiscal_year": fiscal_year.ends_in})
    return [_row(values) for values in found]


def of_district(rows: Rows, district: District) -> list[BalanceRow]:
    """The rows of a district by year. Raises ProjectionsDamagedError, StoreUnavailableError."""
    found = rows.select(TABLE, ("fiscal_year",), {"district_code": district.code})
    return [_row(values) for values in found]
