"""The Alliance portion: what the Comptroller withholds from the ECS grant. C.G.S. § 10-262u(c)(1).

The portion is a slice of the town's grant: this year's entitlement less a baseline, not below zero.
The baseline depends on the fiscal year, on the round, and from FY2023 on whether the district was
designated for the first time in that round. Subsection (d) still speaks of the increase over the
prior fiscal year; (c)(1) controls the amount.
Not here: the entitlement itself (`s262h_entitlement.py`), payment (`s262u_c2_release.py`), a
district designated for FY2013 but not FY2018 (none is known; the caller must refuse to guess).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.statute.acts import (
    JULY_1_2012,
    JULY_1_2013,
    JULY_1_2015,
    JULY_1_2016,
    JULY_1_2022,
    JULY_1_2023,
    OCTOBER_31_2017,
    PA_12_116,
    PA_13_247,
    PA_15_5_JUNE,
    PA_16_3_MAY,
    PA_17_2_JUNE,
    PA_22_118,
)
from domain.statute.s262u_b_designation import RoundName
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262u(c)(1)"


class PortionFormula(StrEnum):
    """How the portion is made from entitlement and baseline."""

    PLAIN_INCREASE = "plain-increase"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortionRule:
    """What a year's entitlement is measured against.

    Attributes:
        baseline_year: the fiscal year whose ECS entitlement is subtracted.
        formula: how; the plain increase in every year so far.
    """

    baseline_year: FiscalYear
    formula: PortionFormula


_OVER_FY2012: Final = PortionRule(
    baseline_year=FiscalYear(2012), formula=PortionFormula.PLAIN_INCREASE
)
_OVER_FY2022: Final = PortionRule(
    baseline_year=FiscalYear(2022), formula=PortionFormula.PLAIN_INCREASE
)

PORTION_FY2013_ROUND: Final[Schedule[PortionRule]] = Schedule(
    name="portion-baseline-fy2013-round",
    title="the baseline of the Alliance portion, round of FY2013",
    provision=_PROVISION,
    unit="fiscal year of the baseline",
    entries=(
        Entry(
            value=_OVER_FY2012,
            shown="FY2012 entitlement",
            first_year=FiscalYear(2013),
            last_year=FiscalYear(2013),
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
            note="The act measured from the prior fiscal year, which for FY2013 is FY2012; its "
            "exact words were not opened. They reached on to later years until July 1, 2013.",
        ),
        Entry(
            value=_OVER_FY2012,
            shown="FY2012 entitlement",
            first_year=FiscalYear(2014),
            last_year=FiscalYear(2015),
            effective=JULY_1_2013,
            citation=Citation("C.G.S. § 10-262u(c)(1)(B)", PA_13_247),
            status=Status.ENACTED,
        ),
        Entry(
            value=_OVER_FY2012,
            shown="FY2012 entitlement",
            first_year=FiscalYear(2016),
            last_year=FiscalYear(2017),
            effective=JULY_1_2015,
            citation=Citation("C.G.S. § 10-262u(c)(1)(B)", PA_15_5_JUNE),
            status=Status.ENACTED,
            note="Cut back to FY2016 from July 1, 2016 (P.A. 16-3 § 126, May Sp. Sess. 2016).",
        ),
        Entry(
            value=_OVER_FY2012,
            shown="FY2012 entitlement",
            first_year=FiscalYear(2017),
            last_year=FiscalYear(2017),
            effective=JULY_1_2016,
            citation=Citation("C.G.S. § 10-262u(c)(1)(C)", PA_16_3_MAY, note="operands unverified"),
            status=Status.UNVERIFIED,
            note="The clause takes the aid reduction from the increase; its operands were not "
            "opened. The plain increase is applied: the 30 published figures confirm it.",
        ),
    ),
)

PORTION_FY2018_ROUND: Final[Schedule[PortionRule]] = Schedule(
    name="portion-baseline-fy2018-round",
    title="the baseline of the Alliance portion, round of FY2018",
    provision=_PROVISION,
    unit="fiscal year of the baseline",
    entries=(
        Entry(
            value=_OVER_FY2012,
            shown="FY2012 entitlement",
            first_year=FiscalYear(2018),
            last_year=FiscalYear(2022),
            effective=OCTOBER_31_2017,
            citation=Citation("C.G.S. § 10-262u(c)(1)(D)", PA_17_2_JUNE),
            status=Status.ENACTED,
            note="The published FY2018 portions were held at their FY2017 amounts instead.",
        ),
    ),
)

PORTION_FY2023_ROUND: Final[Schedule[PortionRule]] = Schedule(
    name="portion-baseline-fy2023-round",
    title="the baseline of the Alliance portion, round of FY2023, designated before",
    provision=_PROVISION,
    unit="fiscal year of the baseline",
    entries=(
        Entry(
            value=_OVER_FY2012,
            shown="FY2012 entitlement",
            first_year=FiscalYear(2023),
            last_year=FiscalYear(2027),
            effective=JULY_1_2022,
            citation=Citation("C.G.S. § 10-262u(c)(1)(A)", PA_22_118),
            status=Status.ENACTED,
            note="For towns designated under (b)(2), the round of FY2018.",
        ),
    ),
)

PORTION_FIRST_DESIGNATED_FY2023: Final[Schedule[PortionRule]] = Schedule(
    name="portion-baseline-first-designated-fy2023",
    title="the baseline of the Alliance portion, first designated in the round of FY2023",
    provision=_PROVISION,
    unit="fiscal year of the baseline",
    entries=(
        Entry(
            value=_OVER_FY2022,
            shown="FY2022 entitlement",
            first_year=FiscalYear(2023),
            last_year=FiscalYear(2027),
            effective=JULY_1_2022,
            citation=Citation("C.G.S. § 10-262u(c)(1)(B)", PA_22_118),
            status=Status.ENACTED,
            note="Enfield, Plainfield and Stratford.",
        ),
    ),
)


def portion_rule(
    year: FiscalYear, on: date, *, round_name: RoundName, first_time: bool
) -> Entry[PortionRule]:
    """The rule for a district designated in that round, for a fiscal year, as of a day.

    `first_time` says that the designation in that round was the district's first; only the round
    of FY2023 asks for it. A district in the FY2023 round that is not new must have been in the
    FY2018 round, see (c)(1)(A): the caller checks that, since this function sees no history.
    Raises NoRuleInForceError where the year is outside the round's term, or the act came later.
    Source: C.G.S. § 10-262u(c)(1).
    """
    schedules = {
        RoundName.FY2013: PORTION_FY2013_ROUND,
        RoundName.FY2018: PORTION_FY2018_ROUND,
        RoundName.FY2023: (PORTION_FIRST_DESIGNATED_FY2023 if first_time else PORTION_FY2023_ROUND),
    }
    return schedules[round_name].in_force(year, on)


# Every year an entitlement may be measured from: what a ledger looks up before it determines one.
BASELINE_YEARS: Final = tuple(
    sorted(
        {
            entry.value.baseline_year
            for schedule in (
                PORTION_FY2013_ROUND,
                PORTION_FY2018_ROUND,
                PORTION_FY2023_ROUND,
                PORTION_FIRST_DESIGNATED_FY2023,
            )
            for entry in schedule.entries
        }
    )
)


class Earmark(StrEnum):
    """Another part of the grant that is taken out before the Alliance portion."""

    NONE = "none"
    EDUCATION_DIVERSITY = "education-diversity"


EARMARKS: Final[Schedule[Earmark]] = Schedule(
    name="other-earmarks",
    title="earmarks taken out before the Alliance portion",
    provision=_PROVISION,
    unit="earmark",
    entries=(
        Entry(
            value=Earmark.NONE,
            shown="none",
            first_year=FiscalYear(2013),
            last_year=FiscalYear(2023),
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
            note="The section takes nothing else out first.",
        ),
        Entry(
            value=Earmark.EDUCATION_DIVERSITY,
            shown="education-diversity amount",
            first_year=FiscalYear(2024),
            last_year=FiscalYear(2025),
            effective=JULY_1_2023,
            citation=Citation(
                "Education-diversity amount, Department of Education workbook",
                note="unverified, no act is known",
            ),
            status=Status.UNVERIFIED,
            note="Applied on the evidence of the published figures alone. The day given is the "
            "first day of the first fiscal year that shows it.",
        ),
        Entry(
            value=Earmark.NONE,
            shown="none",
            first_year=FiscalYear(2026),
            last_year=FiscalYear(2027),
            effective=JULY_1_2022,
            citation=Citation(_PROVISION, PA_22_118),
            status=Status.ENACTED,
            note="The section takes nothing else out first.",
        ),
    ),
)

WITHHOLDING: Final[Schedule[str]] = Schedule(
    name="alliance-withholding",
    title="the Comptroller's withholding of the Alliance portion and its transfer",
    provision=_PROVISION,
    unit="words",
    entries=tuple(
        Entry(
            value="The Comptroller withholds the increase from the town's ECS grant and transfers "
            "it to the Commissioner of Education.",
            shown="withhold and transfer to the Commissioner",
            first_year=FiscalYear(first),
            last_year=FiscalYear(last),
            effective=effective,
            citation=Citation(_PROVISION, act),
            status=Status.ENACTED,
            note="From which installment, and when it is transferred, the text does not say.",
        )
        for first, last, effective, act in (
            (2013, 2017, JULY_1_2012, PA_12_116),
            (2018, 2022, OCTOBER_31_2017, PA_17_2_JUNE),
            (2023, 2027, JULY_1_2022, PA_22_118),
        )
    ),
)


def earmarked(earmark: Earmark, education_diversity: Money | None) -> Money:
    """What is taken out before the portion; a source without the column gives nothing to take."""
    if earmark is Earmark.NONE or education_diversity is None:
        return ZERO
    return education_diversity


def portion_of(entitlement: Money, other_earmarks: Money, baseline: Money) -> Money:
    """Entitlement less other earmarks less baseline, whole cents, never below zero.

    (c)(1) speaks of an increase: Groton and Thompson, below their baseline, have nothing to
    withhold, and keep their plan duty. Source: C.G.S. § 10-262u(c)(1).
    """
    return max(ZERO, entitlement - other_earmarks - baseline)


def fy2017_reading_a(
    *, fy2017_entitlement: Money, fy2012_entitlement: Money, aid_reduction: Money
) -> Money:
    """Reading A of (c)(1)(C), not applied: the FY2017 increase less the aid reduction.

    Never below zero. Source: C.G.S. § 10-262u(c)(1)(C), operands unverified.
    """
    return max(ZERO, fy2017_entitlement - fy2012_entitlement - aid_reduction)


def fy2017_reading_b(
    *, fy2016_entitlement: Money, fy2012_entitlement: Money, aid_reduction: Money
) -> Money:
    """Reading B of (c)(1)(C), not applied: the FY2016 increase less the aid reduction.

    Equal to the plain increase where FY2017 is FY2016 less the aid reduction. Never below zero.
    Source: C.G.S. § 10-262u(c)(1)(C), operands unverified.
    """
    return max(ZERO, fy2016_entitlement - fy2012_entitlement - aid_reduction)
