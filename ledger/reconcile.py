"""Published figures against law and record: where they differ, and why if that is known.

A ledger computes what the law says, records what was done, and reports where the two differ; it
never bends one to fit the other. An explanation is found from the figures themselves, never from a
list of names. Not here: computing the portion (`portions.py`), reading files (`source_file.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from domain.district import District
from domain.figures import figure
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.state import DistrictYear
from ledger.reference import shipped
from ledger.source_cells import amount_of, town_of, year_of
from ledger.source_file import Rejected, RowError, SourceFile, bad_rows_error, read_source

PUBLISHED_COLUMNS = (
    ("town", "district"),
    ("fiscal_year",),
    ("alliance_setaside_usd", "alliance_portion_usd"),
)

PUBLISHED_LIST = "alliance_grants.csv"

_FY2018 = FiscalYear(2018)

DistrictYearKey = tuple[District, FiscalYear]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published portion of a district-year."""

    district: District
    fiscal_year: FiscalYear
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A district-year where published, law and record are not one amount.

    Attributes:
        published: as published.
        computed: the portion by law; None where an entitlement is missing.
        recorded: withheld on record; None where none is recorded.
        difference: published less computed; None where nothing could be computed.
        record_difference: published less recorded, all of it where nothing is; None where nothing
            is recorded and this ledger does not say that it holds such records.
        explanation: what the figures themselves show; "" where nothing is known, and wherever the
            record does not say the published amount.
    """

    district: District
    fiscal_year: FiscalYear
    published: Money
    computed: Money | None
    recorded: Money | None
    difference: Money | None
    record_difference: Money | None
    explanation: str


def published_of(source: SourceFile) -> list[Published]:
    """The published amounts of a file; rows with an empty amount are left out.

    Raises UnreadableFileError naming every bad row.
    """
    column = next(c for c in PUBLISHED_COLUMNS[2] if c in source.columns)
    found: list[Published] = []
    bad: list[Rejected] = list(source.bad)
    for line, cells in source.rows:
        try:
            amount = amount_of(cells, column)
            if amount is not None:
                found.append(
                    Published(district=town_of(cells), fiscal_year=year_of(cells), amount=amount)
                )
        except RowError as error:
            bad.append(error.at(line))
    if bad:
        raise bad_rows_error(source.name, bad)
    return found


@cache
def shipped_portions() -> Mapping[DistrictYearKey, Money]:
    """The published portions of the shipped list, by district-year."""
    rows = published_of(read_source(shipped(PUBLISHED_LIST), PUBLISHED_COLUMNS))
    return {(one.district, one.fiscal_year): one.amount for one in rows}


def reconcile(
    published: list[Published],
    computed: Mapping[DistrictYearKey, Money | None],
    states: Mapping[DistrictYearKey, DistrictYear],
    held: Callable[[FiscalYear], bool],
) -> tuple[int, list[Difference]]:
    """How many designated district-years were compared, and those that differ, in order.

    `held`: whether a withholding of that year ought to be on record here by now.
    """
    differing = []
    compared = 0
    for one in published:
        key = (one.district, one.fiscal_year)
        state = states.get(key)
        if state is None or not state.designated:
            continue
        compared += 1
        by_law = computed.get(key)
        recorded = figure("withheld_by_comptroller", state) if state.withheld else None
        gap = None
        if recorded is not None or held(one.fiscal_year):
            gap = one.amount - (recorded or ZERO)
        if one.amount == by_law and not gap:
            continue
        differing.append(
            Difference(
                district=one.district,
                fiscal_year=one.fiscal_year,
                published=one.amount,
                computed=by_law,
                recorded=recorded,
                difference=None if by_law is None else one.amount - by_law,
                record_difference=gap,
                explanation="" if gap else _explanation(one, by_law, states),
            )
        )
    return compared, sorted(differing, key=lambda d: (d.fiscal_year, d.district.name))


def _explanation(
    one: Published,
    by_law: Money | None,
    states: Mapping[DistrictYearKey, DistrictYear],
) -> str:
    if by_law is None:
        return "The portion cannot be computed: an entitlement is not on record."
    if one.fiscal_year != _FY2018:
        return ""
    return _held_in_fy2018(one, states)


def _held_in_fy2018(one: Published, states: Mapping[DistrictYearKey, DistrictYear]) -> str:
    """FY2018: the portion stood still, and the cut of the year fell on the town's share (M12)."""
    before = states.get((one.district, one.fiscal_year.previous))
    if before is None:
        return ""
    if before.withheld and figure("withheld_by_comptroller", before) == one.amount:
        return "Held at its FY2017 amount; the FY2018 cut fell on the town's share (M12)."
    baseline = states.get((one.district, FiscalYear(2012)))
    if baseline is None or baseline.entitlement is None or before.entitlement is None:
        return ""
    if before.entitlement.amount - baseline.entitlement.amount == one.amount:
        return (
            f"New that year: measured on its FY2017 entitlement, "
            f"{before.entitlement.amount.display} less FY2012 "
            f"{baseline.entitlement.amount.display} (M12)."
        )
    return ""
