"""Designation: the rounds of 30, 33 and 36, five years each. C.G.S. § 10-262u(b).

Not here: how the lowest are found, which the statute leaves to the Department
(`s262u_b_identification.py`); the lists of districts (events); what an index is made of.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import (
    JULY_1_2012,
    JULY_1_2015,
    JULY_1_2022,
    OCTOBER_31_2017,
    PA_12_116,
    PA_15_5_JUNE_INDEX,
    PA_17_2_JUNE,
    PA_22_118,
)
from domain.statute.schedule import Entry, Schedule


class RoundName(StrEnum):
    """A round of designations, named by its first fiscal year."""

    FY2013 = "FY2013"
    FY2018 = "FY2018"
    FY2023 = "FY2023"


class Metric(StrEnum):
    """What districts are ranked by, lowest first."""

    PERFORMANCE_INDEX = "district performance index"
    ACCOUNTABILITY_INDEX = "accountability index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of designations.

    Attributes:
        name: the round.
        first_year: the first fiscal year of its five-year term.
        last_year: the last fiscal year of its term, inclusive.
        count: how many districts are designated.
        metric: what they are ranked by.
        ranked_count: how many come in by rank; the others were designated before.
        definition: who qualifies, in our words.
    """

    name: RoundName
    first_year: FiscalYear
    last_year: FiscalYear
    count: int
    metric: Metric
    ranked_count: int
    definition: str


_FY2013_BY_PERFORMANCE: Final = Round(
    name=RoundName.FY2013,
    first_year=FiscalYear(2013),
    last_year=FiscalYear(2017),
    count=30,
    metric=Metric.PERFORMANCE_INDEX,
    ranked_count=30,
    definition="among the thirty lowest by district performance index",
)
_FY2013_BY_ACCOUNTABILITY: Final = Round(
    name=RoundName.FY2013,
    first_year=FiscalYear(2013),
    last_year=FiscalYear(2017),
    count=30,
    metric=Metric.ACCOUNTABILITY_INDEX,
    ranked_count=30,
    definition="among the thirty lowest by accountability index",
)
_FY2018: Final = Round(
    name=RoundName.FY2018,
    first_year=FiscalYear(2018),
    last_year=FiscalYear(2022),
    count=33,
    metric=Metric.ACCOUNTABILITY_INDEX,
    ranked_count=30,
    definition="lowest by accountability index, or designated for FY2013 to FY2017",
)
_FY2023: Final = Round(
    name=RoundName.FY2023,
    first_year=FiscalYear(2023),
    last_year=FiscalYear(2027),
    count=36,
    metric=Metric.ACCOUNTABILITY_INDEX,
    ranked_count=33,
    definition="among the thirty-three lowest by accountability index, or designated for any of "
    "FY2013 to FY2022",
)

ROUNDS: Final[Schedule[Round]] = Schedule(
    name="designation-round",
    title="designation rounds",
    provision="C.G.S. § 10-262u(b)",
    unit="districts",
    entries=(
        Entry(
            value=_FY2013_BY_PERFORMANCE,
            shown="30 districts, performance index",
            first_year=FiscalYear(2013),
            last_year=FiscalYear(2017),
            effective=JULY_1_2012,
            citation=Citation("C.G.S. § 10-262u(b)(1)", PA_12_116),
            status=Status.ENACTED,
        ),
        Entry(
            value=_FY2013_BY_ACCOUNTABILITY,
            shown="30 districts, accountability index",
            first_year=FiscalYear(2016),
            last_year=FiscalYear(2017),
            effective=JULY_1_2015,
            citation=Citation("C.G.S. § 10-262u(b)(1)", PA_15_5_JUNE_INDEX),
            status=Status.ENACTED,
            note="By June 30, 2016 the Department had to decide whether there were more alliance "
            "districts; no addition is visible in the lists.",
        ),
        Entry(
            value=_FY2018,
            shown="33 districts, accountability index",
            first_year=FiscalYear(2018),
            last_year=FiscalYear(2022),
            effective=OCTOBER_31_2017,
            citation=Citation("C.G.S. § 10-262u(b)(2)", PA_17_2_JUNE),
            status=Status.ENACTED,
            note="That 30 came in by rank is the Department's method, not the statute.",
        ),
        Entry(
            value=_FY2023,
            shown="36 districts, accountability index",
            first_year=FiscalYear(2023),
            last_year=FiscalYear(2027),
            effective=JULY_1_2022,
            citation=Citation("C.G.S. § 10-262u(b)(3)", PA_22_118),
            status=Status.ENACTED,
            note="The term ends June 30, 2027; the text read has no round after it.",
        ),
    ),
)


def round_named(text: str) -> RoundName | None:
    """The round a text names: "FY2023", "2023", "FY2023-FY2027" (its cohort) or "R3"; else None."""
    wanted = text.strip().upper()
    for number, name in enumerate(RoundName, start=1):
        first = int(name.removeprefix("FY"))
        if wanted in {name.value, str(first), f"{name}-FY{first + 4}", f"R{number}"}:
            return name
    return None


def round_of(year: FiscalYear, on: date) -> Entry[Round]:
    """The round whose five-year term that fiscal year lies in, as the law stood on that day.

    Raises NoRuleInForceError before FY2013, after FY2027, and for FY2018 before October 31, 2017.
    Source: C.G.S. § 10-262u(b).
    """
    return ROUNDS.in_force(year, on)
