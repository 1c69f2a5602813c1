"""The fiscal year: July 1 to June 30, named by the year it ends. Source: C.G.S. § 10-259.

Not here: today's date (the edge passes it in); which rule governs a year (`domain/statute/`).
"""

import re
from dataclasses import dataclass
from datetime import date

from domain.errors import InvalidFiscalYearError

FIRST_YEAR = 2000
LAST_YEAR = 2099

_YEAR = re.compile(r"(?:FY)?(20[0-9]{2})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """One fiscal year: FY2023 runs from July 1, 2022 to June 30, 2023.

    Attributes:
        ends_in: the calendar year of its June 30, from 2000 to 2099.
    """

    ends_in: int

    def __post_init__(self) -> None:
        """Raises InvalidFiscalYearError outside 2000–2099."""
        if type(self.ends_in) is not int or not FIRST_YEAR <= self.ends_in <= LAST_YEAR:
            raise _invalid(self.ends_in)

    @classmethod
    def parse(cls, text: str | int) -> "FiscalYear":
        """Read "2023", "FY2023" or the number 2023.

        Raises InvalidFiscalYearError for anything else, "22-23" and "2022/23" included.
        """
        if type(text) is int:
            return cls(text)
        found = _YEAR.fullmatch(text) if type(text) is str else None
        if found is None:
            raise _invalid(text)
        return cls(int(found.group(1)))

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """The fiscal year a calendar day lies in: June 30, 2023 in FY2023, July 1 in FY2024."""
        july = 7
        return cls(day.year + 1 if day.month >= july else day.year)

    @property
    def first_day(self) -> date:
        """July 1 of the calendar year before."""
        return date(self.ends_in - 1, 7, 1)

    @property
    def last_day(self) -> date:
        """June 30."""
        return date(self.ends_in, 6, 30)

    @property
    def next(self) -> "FiscalYear":
        """The fiscal year that begins when this one ends."""
        return FiscalYear(self.ends_in + 1)

    @property
    def previous(self) -> "FiscalYear":
        """The fiscal year that ended when this one began."""
        return FiscalYear(self.ends_in - 1)

    def __str__(self) -> str:
        """As people write it: "FY2023"."""
        return f"FY{self.ends_in}"


def _invalid(text: object) -> InvalidFiscalYearError:
    shown = ascii(text)[:40]
    return InvalidFiscalYearError(
        f"{shown} is not a fiscal year.",
        details={"given": shown},
        next_step="Name a fiscal year by the year it ends: FY2023 or 2023 is July 1, 2022 to "
        "June 30, 2023.",
    )
