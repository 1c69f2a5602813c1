"""The set-aside for a residency program, out of Alliance funds. C.G.S. § 10-156gg(c)(2), (f).

After two amendments it stands for FY2025 alone: one tenth of the increase of FY2021 over FY2020,
withheld by the Commissioner and paid back to the district for the costs of the program.
What of it is not spent is carried for the same purpose, (f).
Not here: the partnership duty of (c)(1); the district's other Alliance funds.
"""

from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.statute.acts import (
    JULY_1_2021,
    JULY_1_2023,
    PA_21_2_JUNE_RESIDENCY,
    PA_23_167_RESIDENCY,
    PA_23_208_RESIDENCY,
)
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-156gg(c)(2)"

RESIDENCY_PERCENT: Final[Schedule[int]] = Schedule(
    name="residency-set-aside",
    title="the residency-program set-aside",
    provision=_PROVISION,
    unit="percent of the increase in Alliance funds",
    entries=(
        Entry(
            value=10,
            shown="10 % of the increase",
            first_year=FiscalYear(2023),
            last_year=None,
            effective=JULY_1_2021,
            repealed=JULY_1_2023,
            citation=Citation(_PROVISION, PA_21_2_JUNE_RESIDENCY),
            status=Status.ENACTED,
            note="For FY2023 and each year after, until amended. The day given is that of § 379.",
        ),
        Entry(
            value=10,
            shown="10 % of the FY2021 increase",
            first_year=FiscalYear(2024),
            last_year=FiscalYear(2024),
            effective=JULY_1_2023,
            repealed=JULY_1_2023,
            citation=Citation(_PROVISION, PA_23_167_RESIDENCY),
            status=Status.ENACTED,
            note="Never operative: P.A. 23-208 § 5 moved it to FY2025. The day of both acts is "
            "taken from their amendments to § 10-262u.",
        ),
        Entry(
            value=10,
            shown="10 % of the increase of FY2021 over FY2020",
            first_year=FiscalYear(2025),
            last_year=FiscalYear(2025),
            effective=JULY_1_2023,
            citation=Citation(_PROVISION, PA_23_208_RESIDENCY),
            status=Status.ENACTED,
            note="What is left does not lapse: usable in the next fiscal year, same purpose (f).",
        ),
    ),
)

RESIDENCY_CARRY: Final[Schedule[str]] = Schedule(
    name="residency-carry",
    title="the residency-program set-aside that is left",
    provision="C.G.S. § 10-156gg(f)",
    unit="words",
    entries=(
        Entry(
            value="What of the set-aside is not spent does not lapse and is used for the same "
            "purpose in the next fiscal year.",
            shown="used for the same purpose in the next fiscal year",
            first_year=FiscalYear(2026),
            last_year=None,
            effective=JULY_1_2023,
            citation=Citation("C.G.S. § 10-156gg(f)", PA_23_208_RESIDENCY),
            status=Status.ENACTED,
            note="The next year is FY2026. Of later years nothing is said: what is left then stays "
            "set aside here, since no text frees it for another purpose.",
        ),
    ),
)


def residency_set_aside(
    *, percent: int, fy2020_alliance_funds: Money, fy2021_alliance_funds: Money
) -> Money:
    """The percentage of the FY2021 increase, whole cents half-up, never below zero.

    Source: C.G.S. § 10-156gg(c)(2), `RESIDENCY_PERCENT` for the percentage.
    """
    return max(ZERO, fy2021_alliance_funds - fy2020_alliance_funds).share(percent, 100)
