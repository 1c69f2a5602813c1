"""The fields of a plan or report as text, taken strictly; what is wrong is kept by its place.

Not here: which fields there are (`plan_file.py`, `report_file.py`). Concerns no provision of the
statute.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar

from domain.errors import AllianceError
from domain.money import ZERO, Money
from domain.plan_content import Discrepancy, Reform, stop
from domain.plan_reading import Echo
from ledger.clock import parse_date
from ledger.plain import unreadable_in

LONGEST_TEXT: Final = 4_000  # letters of one text of a plan or report
_SHORT: Final = 60
_LARGEST_NUMBER: Final = 9_999

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Inexact:
    """A number with a decimal point or exponent, as it is written; never an amount."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Twice:
    """Stands for the values of a field that is there twice."""


@dataclass(slots=True)
class Collected:
    """What reading a file has come upon so far.

    Attributes:
        discrepancies: in the order they were come upon; each of them stops.
        echo: the values taken.
        rows: places of the rows taken, by the name of their list.
        places: of lists that hold something else than rows.
    """

    discrepancies: list[Discrepancy] = field(default_factory=list)
    echo: list[Echo] = field(default_factory=list)
    rows: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def wrong(self, place: str, code: str, message: str) -> None:
        """Put a discrepancy on the list."""
        self.discrepancies.append(stop(code, place, message))

    def took(self, place: str, words: str, taken: str) -> None:
        """Put a value on the list of those taken."""
        self.echo.append(Echo(place=place, field=words, taken=taken, formula=""))


class Fields:
    """One table of the file. A field is taken once; those nobody asks for are unknown."""

    def __init__(self, place: str, fields: object, found: Collected) -> None:
        """`place`: such as "lines[3]", or "" for the file as a whole."""
        self.place = place
        self.found = found
        self._left: dict[str, object] = {}
        if isinstance(fields, dict):
            self._left = dict(fields)
        else:
            self.wrong("", "not_a_table", "Named fields were expected here.")

    def at(self, name: str) -> str:
        """The place of a field: "lines[3].strategy"."""
        return ".".join(part for part in (self.place, name) if part)

    def wrong(self, name: str, code: str, message: str) -> None:
        """Put a discrepancy of a field on the list."""
        self.found.wrong(self.at(name), code, message)

    def took(self, name: str, taken: object) -> None:
        """Put a value on the list of those taken."""
        self.found.took(self.at(name), name.replace("_", " "), str(taken))

    def has(self, name: str) -> bool:
        """Whether the field is there and was not taken yet."""
        return self._left.get(name) is not None

    def value(self, name: str, *, required: bool) -> object:
        """The value as the file has it; None where there is none."""
        value = self._left.pop(name, None)
        if isinstance(value, Twice):
            self.wrong(name, "field_twice", "It stands twice here. Leave one.")
            return None
        if value is None and required:
            self.wrong(name, "missing", "It is missing.")
        return value

    def text(self, name: str, *, required: bool = True) -> str:
        """A text in one line; "" where there is none or it is wrong."""
        value = self.value(name, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            told = f"Text was expected, not {short(value)}. Put it in quotes."
            self.wrong(name, "not_text", told)
            return ""
        text = " ".join(value.split())
        strange = unreadable_in(text)
        if strange is not None:
            told = f"It holds the character {strange}, which cannot be read."
            self.wrong(name, "unreadable_text", told)
        elif len(text) > LONGEST_TEXT:
            told = f"It has {len(text):,} letters; {LONGEST_TEXT:,} are read. Shorten it."
            self.wrong(name, "text_too_long", told)
        elif required and not text:
            self.wrong(name, "missing", "It is blank.")
        else:
            self.took(name, text)
        return text

    def amount(self, name: str, *, required: bool = True, refund: bool = False) -> Money:
        """An amount, from text or whole dollars; zero where there is none or it is wrong.

        Only a `refund` may be below zero.
        """
        value = self.value(name, required=required)
        if value is None:
            return ZERO
        # Whole dollars may be a number; cents are text, since a decimal number is inexact.
        written = str(value) if type(value) is int else value
        try:
            amount = Money.parse(written if isinstance(written, str) else "")
        except AllianceError:
            told = (
                f"{short(value)} is not an amount. Write whole dollars as 582729, or dollars and "
                'cents in quotes as "582729.50".'
            )
            self.wrong(name, "not_an_amount", told)
            return ZERO
        if amount < ZERO and not refund:
            told = f"{amount.display} is negative. Take a refund off the line it belongs to."
            self.wrong(name, "negative_amount", told)
            return ZERO
        self.took(name, amount.display)
        return amount

    def reform(self, name: str) -> Reform:
        """One of the three words; the last where there is none or it is wrong."""
        word = self.choice(name, [reform.value for reform in Reform])
        return Reform.EXISTING if word is None else Reform(word)

    def choice(self, name: str, words: Sequence[str]) -> str | None:
        """One of some words; None where there is none or it is wrong."""
        value = self.value(name, required=True)
        if isinstance(value, str) and value in words:
            self.took(name, value)
            return value
        if value is not None:
            told = f"{short(value)} is not one of: {', '.join(words)}."
            self.wrong(name, "not_a_choice", told)
        return None

    def number(self, name: str) -> int | None:
        """A whole number from 1; None where there is none or it is wrong."""
        value = self.value(name, required=False)
        if type(value) is int and 0 < value <= _LARGEST_NUMBER:
            self.took(name, value)
            return value
        if value is not None:
            self.wrong(name, "not_a_number", f"{short(value)} is not a whole number from 1.")
        return None

    def yes(self, name: str) -> bool:
        """True or false; false where there is none or it is wrong."""
        value = self.value(name, required=False)
        if isinstance(value, bool):
            self.took(name, "yes" if value else "no")
            return value
        if value is not None:
            self.wrong(name, "not_a_choice", f"{short(value)} is neither true nor false.")
        return False

    def day(self, name: str) -> date | None:
        """A date, or text such as "2026-09-22"; None where there is none or it is wrong."""
        value = self.value(name, required=False)
        if value is None:
            return None
        day: date | None = None
        if isinstance(value, str):
            try:
                day = parse_date(value)
            except AllianceError:
                day = None
        elif isinstance(value, date) and not isinstance(value, datetime):
            day = value
        if day is None:
            self.wrong(name, "not_a_date", f"{short(value)} is not a day such as 2026-09-22.")
            return None
        self.took(name, day)
        return day

    def rows(self, name: str, row: "Callable[[Fields], Row]") -> tuple[Row, ...]:
        """The rows of a list of tables; a list that is not there has none."""
        value = self.value(name, required=False)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.wrong(name, "not_a_list", "A list was expected here.")
            return ()
        taken = []
        for number, fields in enumerate(value, start=1):
            inner = Fields(f"{self.at(name)}[{number}]", fields, self.found)
            # What is no table is on the list once, not with every field it lacks.
            if isinstance(fields, dict):
                taken.append(row(inner))
                inner.refuse_the_rest()
                self.found.rows.setdefault(name, []).append(inner.place)
            else:
                self.found.places[name] = inner.place
        return tuple(taken)

    def refuse_the_rest(self) -> None:
        """Put every field that nobody asked for on the list."""
        for name in self._left:
            told = f"No field here is called {short(name)}. Is it misspelled?"
            self.wrong(name if name.isidentifier() else short(name), "unknown_field", told)


def short(value: object) -> str:
    """A value as a message shows it: readable, and not a page of it."""
    text = ascii(value) if isinstance(value, str | dict | list) else str(value)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
