"""The ECS entitlement a town's grant comes from. C.G.S. § 10-262h.

`ENTITLEMENT` is the clause an amount rests on, for every year since FY1990. `ENTITLEMENT_BY_YEAR`
says in words how the amount of an Alliance town was made, FY2016 to FY2027.
Not here: the calculation. Entitlements are recorded as the Department sets them; the inputs of
the formula (fully funded grants) are no part of this ledger.
"""

from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import (
    JULY_1_1989,
    JULY_1_2015,
    JULY_1_2016,
    JULY_1_2021,
    JULY_1_2023,
    OCTOBER_31_2017,
    PA_15_244,
    PA_16_2_MAY,
    PA_17_2_JUNE_ECS,
    PA_21_2_JUNE_ECS,
    PA_23_204,
    PA_88_358,
)
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262h"

ENTITLEMENT: Final[Schedule[str]] = Schedule(
    name="entitlement",
    title="the ECS entitlement of a town",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="Each town maintaining public schools is entitled to an equalization aid grant, "
            "in the amount this section gives for the fiscal year.",
            shown="an equalization aid grant each fiscal year",
            # FY2000 is the first year this ledger can name; the section begins with FY1990.
            first_year=FiscalYear(2000),
            last_year=None,
            effective=JULY_1_1989,
            citation=Citation(_PROVISION, PA_88_358),
            status=Status.ENACTED,
            note="The section has been amended nearly every year; ENTITLEMENT_BY_YEAR has the "
            "amendments that matter here. The number of the first act is general knowledge.",
        ),
    ),
)

ENTITLEMENT_BY_YEAR: Final[Schedule[str]] = Schedule(
    name="entitlement-by-year",
    title="how the ECS entitlement of an Alliance town is made",
    provision=_PROVISION,
    unit="words",
    entries=tuple(
        Entry(
            value=words,
            shown=words,
            first_year=FiscalYear(first),
            last_year=FiscalYear(last),
            effective=effective,
            citation=Citation(_PROVISION, act),
            status=status,
            note=note,
        )
        for first, last, effective, act, status, words, note in (
            (
                2016,
                2017,
                JULY_1_2015,
                PA_15_244,
                Status.ENACTED,
                "the amount in the table of the statute",
                "",
            ),
            (
                2017,
                2017,
                JULY_1_2016,
                PA_16_2_MAY,
                Status.ENACTED,
                "the amount in the table of the statute, as set again",
                "A lapse during the year reduced it; later years start from the reduced amount.",
            ),
            (
                2018,
                2018,
                OCTOBER_31_2017,
                PA_17_2_JUNE_ECS,
                Status.ENACTED,
                "the base grant amount: the FY2017 entitlement less its lapse",
                "",
            ),
            (
                2019,
                2019,
                OCTOBER_31_2017,
                PA_17_2_JUNE_ECS,
                Status.ENACTED,
                "base grant plus 4.1 % of the grant adjustment; not below the base grant",
                "",
            ),
            (
                2020,
                2021,
                OCTOBER_31_2017,
                PA_17_2_JUNE_ECS,
                Status.ENACTED,
                "prior year plus 10.66 % of the grant adjustment; base grant if overfunded",
                "",
            ),
            (
                2022,
                2022,
                JULY_1_2021,
                PA_21_2_JUNE_ECS,
                Status.ENACTED,
                "prior year plus 10.66 % of the grant adjustment; otherwise the FY2021 amount",
                "",
            ),
            (
                2023,
                2023,
                JULY_1_2021,
                PA_21_2_JUNE_ECS,
                Status.ENACTED,
                "prior year plus 16.67 % of the grant adjustment; otherwise the FY2022 amount",
                "",
            ),
            (
                2024,
                2024,
                JULY_1_2023,
                PA_23_204,
                Status.ENACTED,
                "prior year plus 20 % of the grant adjustment; not below base or prior year",
                "",
            ),
            (
                2025,
                2025,
                JULY_1_2023,
                PA_23_204,
                Status.ENACTED,
                "prior year plus 56.5 % of the grant adjustment; not below base or prior year",
                "",
            ),
            (
                2026,
                2027,
                JULY_1_2023,
                PA_23_204,
                Status.UNVERIFIED,
                "fully funded; not below base or prior year",
                "Acts of 2025 and later may have changed it; they were not read.",
            ),
        )
    ),
)
