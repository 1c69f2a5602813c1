"""What a bill is made of, as far as it can be counted: for what-if replays only, never in force.

`ProposedRuleSet` shares no base and no method with `rules.Rules`, so the type checker stops a
proposal wherever enacted rules are expected. Not here: any bill (`proposed.py`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.authority import Citation
from domain.errors import NoRuleInForceError, UsageError
from domain.fiscal_year import FiscalYear
from domain.money import Money

_WHOLE: Final = 100


class Reading(StrEnum):
    """How a yearly percentage is read where the words were not: off the first amount, or the last.

    `linear`: the same part of the first amount each year, so that it reaches zero.
    `declining-balance`: that part of what was left the year before, which never does.
    """

    LINEAR = "linear"
    DECLINING = "declining-balance"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDown:
    """How a bill would let the portion of a departing district fade.

    Attributes:
        frozen_year: the fiscal year whose withheld amount is kept as the measure; None where the
            bill ties it to the year a town leaves.
        first_year: the first fiscal year of the phase-down; None for the same reason.
        percents: the part of the frozen amount still withheld, year by year.
        districts: town codes it names, in order; empty where it names none.
    """

    frozen_year: FiscalYear | None
    first_year: FiscalYear | None
    percents: tuple[int, ...]
    districts: tuple[int, ...]

    def remaining(self, frozen: Money, *, nth_year: int) -> Money:
        """What would still be withheld in the nth year, from 1: half-up to the cent.

        Raises UsageError where the bill has no such year.
        """
        if not 1 <= nth_year <= len(self.percents):
            raise UsageError(
                f"The bill has {len(self.percents)} years of phase-down and no year {nth_year}.",
                next_step=f"Ask for a year from 1 to {len(self.percents)}.",
            )
        return frozen.share(self.percents[nth_year - 1], _WHOLE)

    def declining(self, frozen: Money, *, nth_year: int) -> Money:
        """The other reading of the nth year, from 1: each year the first percentage of the rest.

        Counted from the first amount and rounded once, half-up to the cent; it has no last year.
        """
        return frozen.share(self.percents[0] ** nth_year, _WHOLE**nth_year)

    def nth_year(self, year: FiscalYear) -> int | None:
        """Which year of the phase-down a fiscal year is, from 1; None outside it, or undated."""
        if self.first_year is None:
            return None
        nth = year.ends_in - self.first_year.ends_in + 1
        return nth if 1 <= nth <= len(self.percents) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a bill would put in the place of the law on one point.

    Attributes:
        schedule: the schedule of the law it is about, or a name of its own where there is none.
        title: what it is about, for lists.
        shown: what the bill would say, in our words.
        first_year, last_year: the fiscal years, inclusive; None where no end is known.
        note: a caveat, or "".
    """

    schedule: str
    title: str
    shown: str
    first_year: FiscalYear
    last_year: FiscalYear | None
    note: str = ""

    def governs(self, year: FiscalYear) -> bool:
        """Whether it is about that fiscal year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRuleSet:
    """A bill, as far as it can be counted.

    Attributes:
        key: stable name, such as "proposed/HB5038-2022".
        citation: the bill.
        summary: what it would do, in our words.
        phase_down: how a departing district's portion would fade, where the bill has that.
        baseline_year: the baseline it would set for every district, where it has one.
        count: how many districts it would designate, where it says so.
        first_year, last_year: the fiscal years it is replayed for, inclusive; None for no end.
        changes: what it would put in the place of the law, point by point.
        operands: what a replay takes where the text was not read, each a sentence.
        needs: what a replay cannot know and somebody has to suppose; empty where nothing.
        not_computed: what of the bill no replay gives.
        list_needed: whether which districts it designates takes a ranking no record has.
    """

    key: str
    citation: Citation
    summary: str
    phase_down: PhaseDown | None
    baseline_year: FiscalYear | None
    count: int | None
    first_year: FiscalYear
    last_year: FiscalYear | None
    changes: tuple[Change, ...]
    operands: tuple[str, ...]
    needs: tuple[str, ...] = ()
    not_computed: tuple[str, ...] = ()
    list_needed: bool = False

    @property
    def years(self) -> str:
        """The fiscal years it is about: "FY2023–FY2027", "FY2026 on"."""
        return f"{self.first_year}–{self.last_year}" if self.last_year else f"{self.first_year} on"

    def require_year(self, year: FiscalYear) -> None:
        """Raises NoRuleInForceError for a fiscal year the bill says nothing of."""
        if year < self.first_year or (self.last_year is not None and year > self.last_year):
            raise NoRuleInForceError(
                f"{self.citation.provision} says nothing of {year}; it is about {self.years}.",
                citation=self.citation,
                details={"rules": self.key, "fiscal_year": str(year), "years": self.years},
                next_step="Ask for a year of the bill, or leave --fiscal-year out.",
            )
