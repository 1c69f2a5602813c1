"""Control figures: what a person types to show that the list was read, and a figure from a file.

Not here: comparing them with a batch (`ledger/batches.py`).
"""

from dataclasses import dataclass
from pathlib import Path

import typer

from domain.errors import UnreadableFileError, UsageError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.words import how_many
from ledger.source_cells import amount_of, year_of
from ledger.source_file import RowError, read_source

_COLUMNS = (("fiscal_year",), ("amount_usd", "appropriation_usd", "allotment_usd"))


@dataclass(frozen=True, slots=True)
class Control:
    """The most that may be released in a year, and where that stands."""

    amount: Money
    said_by: str


def typed_control(count: int | None, amount: str | None, *, asking: bool) -> tuple[int, Money]:
    """The number of payments and their total, as given or as typed now.

    Raises UsageError where they are not given and nobody is there to be asked; InvalidMoneyError.
    """
    if (count is None or amount is None) and not asking:
        raise UsageError(
            "The number of payments and their total are not given.",
            next_step="Read the list, then give --count N --total AMOUNT as it says.",
        )
    number: int = (
        count
        if count is not None
        else typer.prompt("Type the number of payments", type=int, err=True)
    )
    text: str = amount if amount is not None else typer.prompt("Type the total", err=True)
    return number, Money.parse(text.replace(",", ""))


def control_in(file: Path, year: FiscalYear) -> Control:
    """The control figure of a year in a CSV file with fiscal_year and amount_usd.

    Raises UnreadableFileError: the file cannot be read, has no such year, or has it twice.
    """
    source = read_source(file, _COLUMNS)
    column = next(name for name in _COLUMNS[1] if name in source.columns)
    found: list[Money] = []
    for line, cells in source.rows:
        try:
            amount = amount_of(cells, column)
            if year_of(cells) == year and amount is not None:
                found.append(amount)
        except RowError as error:
            raise UnreadableFileError(
                f"{source.name} line {line}: {error.message}",
                details={"line": str(line), "column": error.column},
                next_step="Mend the row.",
            ) from error
    if len(found) != 1:
        raise UnreadableFileError(
            f"{source.name} has {how_many(len(found), 'amount')} for {year}; one is needed.",
            next_step="Give one row for the year.",
        )
    return Control(found[0], source.name)
