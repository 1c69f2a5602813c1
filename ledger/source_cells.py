"""What the cells of a source file say: an amount, a town, a fiscal year.

Not here: reading the file (`source_file.py`), recording what it says (`imports.py`).
"""

from collections.abc import Mapping

from domain.district import District, district_named
from domain.errors import AllianceError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from ledger.source_file import RowError


def amount_of(cells: Mapping[str, str], column: str) -> Money | None:
    """The amount in a cell; None where it is empty. Raises RowError."""
    text = cells.get(column, "").strip()
    if not text:
        return None
    try:
        amount = Money.parse(text)
    except AllianceError as error:
        raise RowError.because(column, error) from error
    if amount < ZERO:
        raise RowError(column, "amount_negative", f"{text} is below zero.")
    return amount


def town_of(cells: Mapping[str, str]) -> District:
    """The town of a row, its code checked where the row has one. Raises RowError."""
    column = "town" if "town" in cells else "district"
    try:
        district = district_named(cells[column])
    except AllianceError as error:
        raise RowError.because(column, error) from error
    code = cells.get("town_code", "").strip()
    if code and code.lstrip("0") != str(district.code):
        raise RowError(
            "town_code",
            "town_code_mismatch",
            f"{district.name} has town code {district.code}, and the row says {code}.",
        )
    return district


def year_of(cells: Mapping[str, str], column: str = "fiscal_year") -> FiscalYear:
    """The fiscal year in a cell. Raises RowError."""
    try:
        return FiscalYear.parse(cells[column].strip())
    except AllianceError as error:
        raise RowError.because(column, error) from error
