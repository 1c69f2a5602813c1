"""Schedules: what the law says for a fiscal year, as of a day, with its authority.

Two questions select an entry: does it govern the fiscal year, and had it taken effect by that day?
Where two had, the later one amended the earlier. Where none had, that is a gap in the law and an
error: there are no defaults. A proposed entry is listed and never returned.
Not here: any rule itself (the files beside this one).
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from domain.authority import Citation, Status
from domain.errors import NoRuleInForceError
from domain.fiscal_year import FiscalYear

T_co = TypeVar("T_co", covariant=True)

_NEAREST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[T_co]):
    """One rule as one act left it.

    Attributes:
        value: what the rule says, in the schedule's unit.
        shown: the value in words, for lists.
        first_year: the first fiscal year it governs.
        last_year: the last fiscal year it governs, inclusive; None where the text names no end.
        effective: the day it took effect.
        repealed: the first day it was no longer law, where another entry does not show that; a
            rule repealed with the day it would take effect was never operative.
        citation: the clause, and the act that put it there.
        status: how far it can be relied on.
        note: a caveat in words, or "".
    """

    value: T_co
    shown: str
    first_year: FiscalYear
    last_year: FiscalYear | None
    effective: date
    citation: Citation
    status: Status
    repealed: date | None = None
    note: str = ""

    def governs(self, year: FiscalYear) -> bool:
        """Whether the rule is about that fiscal year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def stands_on(self, day: date) -> bool:
        """Whether the rule was law on that day: the day it took effect is the first."""
        return self.effective <= day and (self.repealed is None or day < self.repealed)

    @property
    def years(self) -> str:
        """The fiscal years it governs: "FY2023–FY2027", "FY2017", "FY2013 on"."""
        if self.last_year is None:
            return f"{self.first_year} on"
        if self.last_year == self.first_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"

    def __str__(self) -> str:
        """Value, years, day and authority in one line, as a refusal lists its neighbors."""
        return (
            f"{self.shown} ({self.years}, effective {self.effective}, {self.status}: "
            f"{self.citation})"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Generic[T_co]):
    """Everything the law has said on one point, in the order it said it.

    Attributes:
        name: stable key, such as "pass-through".
        title: what the rule is about, for lists.
        provision: the codified clause.
        unit: the unit of the values, such as "fiscal year" or "words".
        entries: the rules, oldest first.
    """

    name: str
    title: str
    provision: str
    unit: str
    entries: tuple[Entry[T_co], ...]

    def in_force(self, year: FiscalYear, on: date) -> Entry[T_co]:
        """The entry that governs that fiscal year and was law on that day, as last amended.

        Raises NoRuleInForceError where there is none; a proposed entry does not count.
        """
        standing = self._standing(year, on)
        if not standing:
            raise self._gap(year, on)
        return max(standing, key=lambda entry: entry.effective)

    def reaches(self, year: FiscalYear, on: date) -> bool:
        """Whether any entry governs that fiscal year and was law on that day."""
        return bool(self._standing(year, on))

    def _standing(self, year: FiscalYear, on: date) -> list[Entry[T_co]]:
        return [
            entry
            for entry in self.entries
            if entry.status is not Status.PROPOSED and entry.governs(year) and entry.stands_on(on)
        ]

    def _gap(self, year: FiscalYear, on: date) -> NoRuleInForceError:
        law = [entry for entry in self.entries if entry.status is not Status.PROPOSED]
        law.sort(key=lambda entry: _distance(entry, year, on))
        nearest = "; ".join(str(entry) for entry in law[:_NEAREST]) or "none"
        return NoRuleInForceError(
            f"No rule on {self.title} ({self.provision}) is in force for {year} as of {on}. "
            f"Nearest: {nearest}.",
            citation=Citation(self.provision),
            details={
                "schedule": self.name,
                "fiscal_year": str(year),
                "on": on.isoformat(),
                "nearest": nearest,
            },
            next_step="A gap in the law is not filled by guessing. Check the fiscal year and the "
            f"date; `alliance rules list` shows every entry of {self.name}.",
        )


def _distance(entry: Entry[object], year: FiscalYear, on: date) -> tuple[int, int]:
    """How far an entry is from the year asked for, in years, and then from the day, in days."""
    before = max(0, entry.first_year.ends_in - year.ends_in)
    after = max(0, year.ends_in - entry.last_year.ends_in) if entry.last_year else 0
    return (before + after, abs((entry.effective - on).days))
