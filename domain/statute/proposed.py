"""Bills that would have changed the program: for what-if replays only, never in force.

    proposed/HB5038-2022   three districts graduate; their portion is phased out 100/75/50/25/0
    proposed/SB783-2025    20 % less each year for a town that stops being an alliance district
    proposed/SB1458-2025   fifteen Opportunity districts, legacy districts, baseline FY2012

`ProposedRuleSet` shares no base and no method with `rules.Rules`, so the type checker stops a
proposal wherever enacted rules are expected. None of these was found as a public act.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.authority import Citation, Status
from domain.errors import NotFoundError, UsageError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.acts import HB_5038, JULY_1_2022, SB_783, SB_1458
from domain.statute.schedule import Entry, Schedule

_WHOLE: Final = 100


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

    def nth_year(self, year: FiscalYear) -> int | None:
        """Which year of the phase-down a fiscal year is, from 1; None outside it, or undated."""
        if self.first_year is None:
            return None
        nth = year.ends_in - self.first_year.ends_in + 1
        return nth if 1 <= nth <= len(self.percents) else None


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
    """

    key: str
    citation: Citation
    summary: str
    phase_down: PhaseDown | None
    baseline_year: FiscalYear | None
    count: int | None


HB5038_2022: Final = ProposedRuleSet(
    key="proposed/HB5038-2022",
    citation=Citation("H.B. 5038 (2022)", HB_5038, note="proposed, not enacted"),
    summary="Groton, Norwalk and Winchester become graduated alliance districts; the FY2022 amount "
    "is withheld at 100, 75, 50, 25 and 0 percent over FY2023 to FY2027.",
    phase_down=PhaseDown(
        frozen_year=FiscalYear(2022),
        first_year=FiscalYear(2023),
        percents=(100, 75, 50, 25, 0),
        districts=(59, 103, 162),
    ),
    baseline_year=None,
    count=33,
)

SB783_2025: Final = ProposedRuleSet(
    key="proposed/SB783-2025",
    citation=Citation("S.B. 783 (2025)", SB_783, note="proposed, not enacted"),
    summary="An overfunded town that stops being an alliance district loses 20 percent of the "
    "amount each year; read as linear, a declining balance is another reading.",
    phase_down=PhaseDown(
        frozen_year=None, first_year=None, percents=(80, 60, 40, 20, 0), districts=()
    ),
    baseline_year=None,
    count=None,
)

SB1458_2025: Final = ProposedRuleSet(
    key="proposed/SB1458-2025",
    citation=Citation("S.B. 1458 (2025)", SB_1458, note="proposed, not enacted"),
    summary="Fifteen Opportunity districts instead of 36, legacy alliance districts designated up "
    "to June 30, 2025, and FY2012 as the baseline again.",
    phase_down=None,
    baseline_year=FiscalYear(2012),
    count=15,
)

PROPOSED: Final[Schedule[ProposedRuleSet]] = Schedule(
    name="proposed",
    title="proposed rules, never in force",
    provision="C.G.S. § 10-262u",
    unit="rule set",
    entries=tuple(
        Entry(
            value=rule_set,
            shown=rule_set.key,
            first_year=FiscalYear(first),
            last_year=FiscalYear(last) if last else None,
            effective=effective,
            citation=rule_set.citation,
            status=Status.PROPOSED,
            note=f"{rule_set.summary} The day is the one it might have taken effect, not read on "
            "the bill.",
        )
        for rule_set, first, last, effective in (
            (HB5038_2022, 2023, 2027, JULY_1_2022),
            (SB783_2025, 2026, None, date(2025, 7, 1)),
            (SB1458_2025, 2026, None, date(2025, 7, 1)),
        )
    ),
)


def proposed_rule_set(key: str) -> ProposedRuleSet:
    """The bill of that name, with or without the leading "proposed/".

    Raises NotFoundError for any other name, that of an enacted rule set included.
    """
    by_key = {entry.value.key: entry.value for entry in PROPOSED.entries}
    wanted = "proposed/" + key.removeprefix("proposed/")
    if wanted not in by_key:
        shown = ascii(key)[:60]
        raise NotFoundError(
            f"{shown} is not a proposed rule set.",
            details={"given": shown, "known": ", ".join(by_key)},
            next_step=f"Known: {', '.join(by_key)}.",
        )
    return by_key[wanted]
