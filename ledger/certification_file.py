"""The Commissioner's certification of a year, read from its file: every town once, code and name.

A certification is for all 169 towns of one fiscal year, so a file that lacks a town, names one
twice or speaks of another year is not one: every fault is named by line and column, and nothing is
compared. Source: C.G.S. § 10-262i(b): the Commissioner certifies, the Comptroller pays.
Not here: what the amounts are compared with (`certification.py`); recording them (`imports.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from domain.district import BY_CODE, District, district_named
from domain.errors import AllianceError, UnreadableFileError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from ledger.source_cells import amount_of, town_of, year_of
from ledger.source_file import Rejected, RowError, SourceFile, bad_rows_error

ENTITLEMENT: Final = "ecs_entitlement_usd"
ALLIANCE: Final = "alliance_portion_usd"
EARMARK: Final = "education_diversity_portion_usd"

CERTIFICATION_COLUMNS: Final = (
    ("town", "district"),
    ("town_code",),
    ("fiscal_year",),
    (ENTITLEMENT,),
    (ALLIANCE,),
)

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedTown:
    """What is certified for one town; whole cents, none negative.

    Attributes:
        line: where it stands in the file.
        district: the town.
        entitlement: the whole ECS grant.
        alliance: the Alliance part of it; zero for a town without one.
        earmark: the education-diversity part; None where the cell is empty or there is no column.
    """

    line: int
    district: District
    entitlement: Money
    alliance: Money
    earmark: Money | None

    @property
    def parts(self) -> Money:
        """Alliance part and earmark together."""
        return self.alliance + (self.earmark or ZERO)

    @property
    def unrestricted(self) -> Money:
        """The rest of the grant, never negative."""
        return max(ZERO, self.entitlement - self.parts)

    @property
    def above_whole(self) -> Money:
        """How far the parts are more than the grant they are parts of; zero where they fit."""
        return max(ZERO, self.parts - self.entitlement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """A certification as it was read: all 169 towns of one fiscal year.

    Attributes:
        name: the file's name.
        sha256: of its bytes.
        fiscal_year: the year it is for.
        earmarks_given: whether it has a column for the education-diversity part.
        towns: in the order of the file.
    """

    name: str
    sha256: str
    fiscal_year: FiscalYear
    earmarks_given: bool
    towns: tuple[CertifiedTown, ...]


def certification_of(source: SourceFile, fiscal_year: FiscalYear | None) -> Certification:
    """The certification in a file; with no year asked for, of the year its first row names.

    Raises UnreadableFileError naming every row that is wrong, every town that is missing, or the
    other year that all rows speak of.
    """
    faults: list[Rejected] = list(source.bad)
    years = {line: _tried(year_of, cells, line, faults) for line, cells in source.rows}
    known = [year for year in years.values() if year is not None]
    wanted = fiscal_year or (known[0] if known else None)
    if wanted is None:
        raise bad_rows_error(source.name, faults, ["a row with a fiscal year"])
    _refuse_other_year(source.name, known, wanted)
    seen: dict[District, int] = {}
    towns: list[CertifiedTown] = []
    for line, cells in source.rows:
        year = years[line]
        if year not in {None, wanted}:
            faults.append(RowError("fiscal_year", "other_year", _other(year, wanted)).at(line))
        district = _tried(_coded_town, cells, line, faults)
        if district is not None and district in seen:
            told = f"{district} stands on line {seen[district]} already."
            faults.append(RowError(_town_column(cells), "town_twice", told).at(line))
        elif district is not None:
            seen[district] = line
        town = _town(line, district, cells, faults)
        if town is not None:
            towns.append(town)
    named = {_named(cells) for _, cells in source.rows}
    missing = [str(town) for town in BY_CODE.values() if town not in named]
    if faults or missing:
        ordered = sorted(faults, key=lambda fault: fault.line)
        raise bad_rows_error(source.name, ordered, missing)
    return Certification(
        name=source.name,
        sha256=source.sha256,
        fiscal_year=wanted,
        earmarks_given=EARMARK in source.columns,
        towns=tuple(towns),
    )


def _tried(
    read: Callable[[Mapping[str, str]], _Read],
    cells: Mapping[str, str],
    line: int,
    faults: list[Rejected],
) -> _Read | None:
    """What a reader makes of a row; None and one more fault where it cannot."""
    try:
        return read(cells)
    except RowError as error:
        faults.append(error.at(line))
        return None


def _town(
    line: int, district: District | None, cells: Mapping[str, str], faults: list[Rejected]
) -> CertifiedTown | None:
    """The row, or None where a part of it is at fault."""
    entitlement = _tried(lambda row: _given(row, ENTITLEMENT), cells, line, faults)
    alliance = _tried(lambda row: _given(row, ALLIANCE), cells, line, faults)
    before = len(faults)
    earmark = _tried(lambda row: amount_of(row, EARMARK), cells, line, faults)
    if district is None or entitlement is None or alliance is None or len(faults) > before:
        return None
    return CertifiedTown(
        line=line, district=district, entitlement=entitlement, alliance=alliance, earmark=earmark
    )


def _given(cells: Mapping[str, str], column: str) -> Money:
    """An amount that may not be empty. Raises RowError."""
    amount = amount_of(cells, column)
    if amount is None:
        raise RowError(column, "amount_missing", "The amount is empty; a known zero is 0.00.")
    return amount


def _town_column(cells: Mapping[str, str]) -> str:
    return "town" if "town" in cells else "district"


def _named(cells: Mapping[str, str]) -> District | None:
    """The town a row is about as far as it can be told, to find those that no row is about."""
    try:
        return district_named(cells[_town_column(cells)])
    except AllianceError:
        return None


def _coded_town(cells: Mapping[str, str]) -> District:
    """The town of a row, by name and code, which have to agree. Raises RowError.

    One of the two alone is how near-twins are taken for each other.
    """
    district = town_of(cells)
    column = _town_column(cells)
    if cells[column].strip().isdigit():
        told = f"{cells[column].strip()} is a code; the name, {district.name}, is needed as well."
        raise RowError(column, "town_name_missing", told)
    if not cells["town_code"].strip():
        told = f"{district.name} stands without its code, {district.code}."
        raise RowError("town_code", "town_code_missing", told)
    return district


def _other(year: FiscalYear | None, wanted: FiscalYear) -> str:
    assert year is not None  # noqa: S101 - the caller has looked
    told = f"{year} is not {wanted}, the year of this certification."
    if year == wanted.previous:
        told += f" {year.ends_in} is the calendar year {wanted} begins in: typed for {wanted}?"
    return told


def _refuse_other_year(name: str, years: Sequence[FiscalYear], wanted: FiscalYear) -> None:
    """Say it once where the whole file speaks of one other year. Raises UnreadableFileError."""
    if len(set(years)) != 1 or years[0] == wanted:
        return
    year = years[0]
    hint = ""
    if wanted in {year.previous, year.next}:
        early, late = sorted((year, wanted))
        hint = (
            f"{early.ends_in} is also the calendar year in which {late} begins: {late} runs from "
            f"July 1, {late.first_day.year} to June 30, {late.ends_in}. "
        )
    raise UnreadableFileError(
        f"All rows of {name} are of {year}, and {wanted} was asked for.",
        details={"file": str(year), "asked": str(wanted)},
        next_step=f"{hint}Ask for --fiscal-year {year.ends_in}, or mend the file. "
        "Nothing was compared.",
    )
