"""The minimum budget requirement of a town, and what it forfeits. § 10-262i(d), (e), § 10-262j.

A shortfall is a matter of the town's whole education budget. The forfeiture is deducted from a
later ECS grant; it touches neither the Alliance portion nor what a board carries forward.
Not here: whether the Alliance portion counts in the aid increase, which is UNVERIFIED: the increase
is taken as the town's own paper states it.
"""

from dataclasses import dataclass
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.statute.acts import (
    JULY_1_2012,
    JULY_1_2015,
    OCTOBER_31_2017,
    PA_12_1_JUNE_12,
    PA_15_5_JUNE_BUDGET,
    PA_17_2_JUNE_BUDGET,
)
from domain.statute.schedule import Entry, Schedule

_BUDGET: Final = "C.G.S. § 10-262i(d)"
_FORFEITURE: Final = "C.G.S. § 10-262i(e)"
_REDUCTIONS: Final = "C.G.S. § 10-262j"
_SINCE: Final = (
    "Read in the 2024 edition; since when it stands and by which act was not traced, so the "
    "program's first fiscal year is given."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForfeitureRule:
    """What a town forfeits whose budget falls short.

    Attributes:
        multiple: how many times the shortfall.
        years_after: in which fiscal year after the failure it is deducted.
    """

    multiple: int
    years_after: int


MINIMUM_BUDGET: Final[Schedule[str]] = Schedule(
    name="minimum-budget",
    title="the minimum budget requirement",
    provision=_BUDGET,
    unit="words",
    entries=(
        Entry(
            value="A town's budgeted appropriation for education is at least that of the year "
            "before plus the aid increase.",
            shown="last year's education budget plus the aid increase",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_BUDGET),
            status=Status.UNVERIFIED,
            note=f"{_SINCE} Whether the Alliance portion counts in the aid increase is not known.",
        ),
    ),
)

BUDGET_FORFEITURE: Final[Schedule[ForfeitureRule]] = Schedule(
    name="budget-forfeiture",
    title="what a town forfeits whose education budget falls short",
    provision=_FORFEITURE,
    unit="times the shortfall",
    entries=(
        Entry(
            value=ForfeitureRule(multiple=2, years_after=2),
            shown="twice the shortfall, from the ECS grant of the second fiscal year after",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_FORFEITURE),
            status=Status.UNVERIFIED,
            note=f"{_SINCE} The State Board may waive it if the town agrees to raise its education "
            "budget in the year of the forfeiture by at least as much, or for other good cause.",
        ),
    ),
)

BUDGET_REDUCTIONS: Final[Schedule[str]] = Schedule(
    name="minimum-budget-reductions",
    title="who may not reduce the minimum budget",
    provision=_REDUCTIONS,
    unit="words",
    entries=(
        Entry(
            value="A clause of its own for alliance districts.",
            shown="a clause of its own for alliance districts",
            first_year=FiscalYear(2013),
            last_year=FiscalYear(2015),
            effective=JULY_1_2012,
            citation=Citation(_REDUCTIONS, PA_12_1_JUNE_12),
            status=Status.UNVERIFIED,
            note="Known from the history of the section; its content was not opened, and that it "
            "ran to FY2015 is inferred from the act that follows.",
        ),
        Entry(
            value="A town designated as an alliance district, now or formerly, does not use the "
            "reductions of the minimum budget.",
            shown="alliance districts, also former ones",
            first_year=FiscalYear(2016),
            last_year=None,
            effective=JULY_1_2015,
            repealed=OCTOBER_31_2017,
            citation=Citation(_REDUCTIONS, PA_15_5_JUNE_BUDGET),
            status=Status.ENACTED,
        ),
        Entry(
            value="A town designated as an alliance district does not use the reductions of the "
            "minimum budget, but for two exclusions: COVID aid (FY2020 to FY2024) and school "
            "security grants.",
            shown="alliance districts, but for COVID aid and school security",
            first_year=FiscalYear(2016),
            last_year=None,
            effective=OCTOBER_31_2017,
            citation=Citation(_REDUCTIONS, PA_17_2_JUNE_BUDGET),
            status=Status.ENACTED,
            note="The exclusions are those of the text read; when each came in was not traced.",
        ),
    ),
)


def minimum_budget(*, prior_year: Money, aid_increase: Money) -> Money:
    """What a town has to budget for education: last year's budget plus the aid increase.

    Less aid lowers nothing for an Alliance District. Source: C.G.S. § 10-262i(d), § 10-262j.
    """
    return prior_year + max(ZERO, aid_increase)


def budget_shortfall(*, minimum: Money, adopted: Money) -> Money:
    """How much an adopted budget is below the minimum; zero where it is not."""
    return max(ZERO, minimum - adopted)


def budget_forfeiture(shortfall: Money, rule: ForfeitureRule) -> Money:
    """What is forfeited for a shortfall. Source: C.G.S. § 10-262i(e), `BUDGET_FORFEITURE`."""
    return Money(shortfall.cents * rule.multiple)
