"""What one cell says: a text, an amount, a date; or the discrepancy it is, named by its place.

Amounts. Excel calculates in binary, so 0.1 + 0.2 is stored as 0.30000000000000004: less than a
thousandth of a cent off a whole cent is noted and dropped, anything more is a fraction of a cent
and refused. Text is an amount only where it can be nothing else: "1234", "1,234.50", "$1,234"; it
is noted, since Excel's own totals do not count text. Not here: which cell is which (`read.py`).
Concerns no provision of the statute.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from cli.render import clean
from cli.workbook.grid import Cell
from domain.errors import AllianceError
from domain.money import ZERO, Money
from domain.plan_content import Discrepancy, Severity
from domain.plan_reading import Echo
from ledger.clock import parse_date
from ledger.plain import unreadable_in
from ledger.plan_fields import LONGEST_TEXT
from ledger.written_amount import written_amount

_MOST: Final = 10**13  # dollars
_CENT: Final = Decimal("0.01")
_NOISE: Final = Decimal("0.00001")


@dataclass(slots=True)
class Collected:
    """What reading a workbook has come upon so far.

    Attributes:
        discrepancies: in the order they were come upon.
        echo: the values taken.
        unread: the places of values that could not be taken.
    """

    discrepancies: list[Discrepancy] = field(default_factory=list)
    echo: list[Echo] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def stops(self, code: str, place: str, message: str) -> None:
        """Something that has to be mended; what was read stays usable."""
        self._add(code, place, message, Severity.STOPS)

    def lost(self, code: str, place: str, message: str) -> None:
        """Something that has to be mended, and a value that could not be taken."""
        self.stops(code, place, message)
        self.unread.add(place)

    def note(self, code: str, place: str, message: str) -> None:
        """Something to look at."""
        self._add(code, place, message, Severity.NOTE)

    def took(self, cell: Cell, place: str, words: str, taken: str) -> None:
        """A value that was taken."""
        self.echo.append(Echo(place=place, field=words, taken=taken, formula=cell.formula))

    def _add(self, code: str, place: str, message: str, severity: Severity) -> None:
        self.discrepancies.append(
            Discrepancy(code=code, place=place, message=message, severity=severity, citation="")
        )


def can_be_read(cell: Cell, place: str, found: Collected) -> bool:
    """Whether the cell has a value; an error and a formula without one are discrepancies."""
    if cell.error:
        message = f"The cell shows Excel's error {cell.value}. Mend its formula, or type the value."
        found.lost("error_value", place, message)
        return False
    if not cell.calculated:
        message = (
            f"The formula {_short(cell.formula)} was never calculated, so no value is stored. "
            "Open the workbook in Excel, save it, and send it again."
        )
        found.lost("formula_not_calculated", place, message)
        return False
    return True


def text_of(cell: Cell, place: str, words: str, found: Collected) -> str | None:
    """The text of a cell in one line; a number as it is typed. None for a discrepancy."""
    if not can_be_read(cell, place, found):
        return None
    value = cell.value
    if isinstance(value, bool | date | time) or not isinstance(value, str | int | float):
        message = (
            f"Text was expected, and the cell holds {_short(value)}. Excel may have made a date of "
            "what was typed: format the cell as text and type it again."
        )
        found.lost("not_text", place, message)
        return None
    text = " ".join(_written(value).split())
    strange = unreadable_in(text)
    if strange is not None:
        message = f"The text holds the character {strange}, which cannot be read. Type it again."
        found.lost("unreadable_text", place, message)
        return None
    if len(text) > LONGEST_TEXT:
        message = f"The text has {len(text):,} letters; {LONGEST_TEXT:,} are read. Shorten it."
        found.lost("text_too_long", place, message)
        return None
    found.took(cell, place, words, text)
    return text


def amount_of(
    cell: Cell, place: str, words: str, found: Collected, *, refund: bool = False
) -> Money | None:
    """The amount of a cell, below zero only for a `refund`. None for a discrepancy."""
    if not can_be_read(cell, place, found):
        return None
    exact = _decimal(cell, place, found, refund=refund)
    if exact is None:
        return None
    amount = Money(int(exact.scaleb(2)))
    if exact < 0 and not refund:
        message = (
            f"The amount is negative: {amount.display}. A budget has no negative lines; take a "
            "refund off the line it belongs to."
        )
        found.lost("negative_amount", place, message)
        return None
    found.took(cell, place, words, amount.display)
    return amount


def date_of(cell: Cell, place: str, words: str, found: Collected) -> date | None:
    """The day of a cell: a date of Excel, or text such as 2026-09-22. None for a discrepancy."""
    if not can_be_read(cell, place, found):
        return None
    day: date | None = None
    match cell.value:
        case datetime():
            day = cell.value.date()
        case date():
            day = cell.value
        case str():
            try:
                day = parse_date(cell.value.strip())
            except AllianceError:
                day = None
        case _:
            day = None
    if day is None:
        message = (
            f"{_short(cell.value)} is not a date that can be read only one way. Type it as a date "
            "of Excel, or as text in the form 2026-09-22."
        )
        found.lost("not_a_date", place, message)
        return None
    found.took(cell, place, words, day.isoformat())
    return day


def _decimal(cell: Cell, place: str, found: Collected, *, refund: bool) -> Decimal | None:
    value = cell.value
    if isinstance(value, str):
        return _text_amount(value, place, found, refund=refund)
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"An amount was expected, and the cell holds {_short(value)}. Type a number."
        found.lost("not_an_amount", place, message)
        return None
    stored = Decimal(str(value))
    if not stored.is_finite() or abs(stored) >= _MOST:
        message = f"{_short(value)} is no amount: thirteen digits of dollars are the most."
        found.lost("not_an_amount", place, message)
        return None
    exact = stored.quantize(_CENT)
    if abs(stored - exact) >= _NOISE:
        message = (
            f"{stored:f} has more than two decimals. Round the formula, as in =ROUND(…, 2), or "
            "type dollars and cents."
        )
        found.lost("fraction_of_a_cent", place, message)
        return None
    if exact != stored:
        message = (
            f"The formula left {stored:f}; {exact:,.2f} is taken, as Excel shows it. To be rid of "
            "this, round the formula: =ROUND(…, 2)."
        )
        found.note("calculation_noise", place, message)
    return exact


def _text_amount(value: str, place: str, found: Collected, *, refund: bool) -> Decimal | None:
    text = value.strip()
    amount = written_amount(text)
    if amount is None:
        message = (
            f"{_short(text)} is text and no amount that can be read only one way. Type a number, "
            "such as 1234.50."
        )
        found.lost("not_an_amount", place, message)
        return None
    if refund or amount >= ZERO:  # else a negative one is refused anyway
        message = (
            f"{_short(text)} is text; {amount.display} is taken. The totals of the workbook do not "
            "count text: type it as a number."
        )
        found.note("amount_as_text", place, message)
    return Decimal(amount.cents).scaleb(-2)


def _written(value: str | float) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _short(value: object) -> str:
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    text = clean(text)
    longest = 60
    return text if len(text) <= longest else f"{text[:longest]}…"
