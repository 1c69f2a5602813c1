"""Read model: what each year carried out and the next carried in, and whether the two agree.

Source: C.G.S. § 10-262u(h): unexpended funds are carried forward. Not here: the closing itself
(`domain/decisions/`), and what a figure is (`domain/figures.py`).
"""

from dataclasses import dataclass

from domain.district import District
from domain.figures import figure
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
    money,
    number,
)

# ---- row ----


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryForwardRow:
    """One link of a district's chain of years.

    Attributes:
        district: whose it is.
        from_year, to_year: the two fiscal years, by the year they end in.
        carry_out: what the first carried out; None while it is not closed.
        carry_in: what the second carried in; None where nothing says so.
        agrees: whether the two are equal; None where one of them is not known.
    """

    district: District
    from_year: int
    to_year: int
    carry_out: Money | None
    carry_in: Money | None
    agrees: bool | None


def _link(
    district: District, from_year: int, before: DistrictYear, after: DistrictYear
) -> CarryForwardRow | None:
    """The link between two years; None where neither was closed, carried in or stated."""
    opened = after.carried_in is not None or after.opening is not None
    if before.closed is None and not opened:
        return None
    carry_out = figure("carry_out", before)
    carry_in = figure("carry_in", after) if opened else None
    known = carry_out is not None and carry_in is not None
    return CarryForwardRow(
        district=district,
        from_year=from_year,
        to_year=from_year + 1,
        carry_out=carry_out,
        carry_in=carry_in,
        agrees=carry_out == carry_in if known else None,
    )


# ---- evolve ----


def _evolve(batch: Batch) -> Changes:
    changes: dict[Values, Values | None] = {}
    for district, fiscal_year in batch.touched:
        # A year is the end of one link and the beginning of the next.
        for from_year in (fiscal_year.ends_in - 1, fiscal_year.ends_in):
            before = batch.state(district, from_year)
            row = _link(district, from_year, before, batch.state(district, from_year + 1))
            changes[district.code, from_year] = _values(row) if row else None
    return changes


# ---- table ----

TABLE = Table(
    "carry_forward",
    key=2,
    columns=(
        Column("district_code", Kind.NUMBER),
        Column("from_year", Kind.NUMBER),
        Column("to_year", Kind.NUMBER),
        Column("carry_out_cents", Kind.NUMBER, optional=True),
        Column("carry_in_cents", Kind.NUMBER, optional=True),
        Column("agrees", Kind.FLAG, optional=True),
    ),
)

MODEL = ReadModel(TABLE, _evolve)


def _values(row: CarryForwardRow) -> Values:
    return (
        row.district.code,
        row.from_year,
        row.to_year,
        cents(row.carry_out),
        cents(row.carry_in),
        row.agrees,
    )


def _row(values: Values) -> CarryForwardRow:
    code, from_year, to_year, carry_out, carry_in, agrees = values
    return CarryForwardRow(
        district=district_of(code),
        from_year=number(from_year),
        to_year=number(to_year),
        carry_out=money(carry_out),
        carry_in=money(carry_in),
        agrees=None if agrees is None else bool(agrees),
    )


# ---- queries ----


def of_district(rows: Rows, district: District) -> list[CarryForwardRow]:
    """The chain of a district, by year. Raises ProjectionsDamagedError, StoreUnavailableError."""
    found = rows.select(TABLE, ("from_year",), {"district_code": district.code})
    return [_row(values) for values in found]
