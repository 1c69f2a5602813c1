"""Who is meant: alliance district, educational reform district. C.G.S. § 10-262u(a).

Not here: who was designated (events); how the lowest, and the ten lowest, are found
(`s262u_b_identification.py`). The Department calls educational reform districts Opportunity
Districts.
"""

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

_PROVISION: Final = "C.G.S. § 10-262u(a)"
_REFORM_PROVISION: Final = "C.G.S. § 10-262u(a)(4)"

# The wording of each definition stands beside the round it served: Round.definition.
ALLIANCE_DISTRICT: Final[Schedule[str]] = Schedule(
    name="alliance-district",
    title="the definition of an alliance district",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="A town whose district is among the thirty lowest by district performance index.",
            shown="thirty lowest, performance index",
            first_year=FiscalYear(2013),
            last_year=FiscalYear(2017),
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
        ),
        Entry(
            value="A town whose district is among the thirty lowest by accountability index.",
            shown="thirty lowest, accountability index",
            first_year=FiscalYear(2016),
            last_year=FiscalYear(2017),
            effective=JULY_1_2015,
            citation=Citation(_PROVISION, PA_15_5_JUNE_INDEX),
            status=Status.ENACTED,
            note="The district index and its four subject indices were deleted.",
        ),
        Entry(
            value="A town among the lowest by accountability index, or designated for FY2013 to "
            "FY2017.",
            shown="lowest, or designated FY2013–FY2017",
            first_year=FiscalYear(2018),
            last_year=FiscalYear(2022),
            effective=OCTOBER_31_2017,
            citation=Citation(_PROVISION, PA_17_2_JUNE),
            status=Status.ENACTED,
        ),
        Entry(
            value="A town among the thirty-three lowest by accountability index, or designated for "
            "any of FY2013 to FY2022.",
            shown="thirty-three lowest, or designated FY2013–FY2022",
            first_year=FiscalYear(2023),
            last_year=FiscalYear(2027),
            effective=JULY_1_2022,
            citation=Citation(_PROVISION, PA_22_118),
            status=Status.ENACTED,
        ),
    ),
)

EDUCATIONAL_REFORM_DISTRICT: Final[Schedule[int]] = Schedule(
    name="educational-reform-district",
    title="how many of the lowest are educational reform districts",
    provision=_REFORM_PROVISION,
    unit="districts",
    entries=(
        Entry(
            value=10,
            shown="ten lowest of all towns, performance index",
            first_year=FiscalYear(2013),
            last_year=FiscalYear(2017),
            effective=JULY_1_2012,
            citation=Citation(_REFORM_PROVISION, PA_12_116),
            status=Status.ENACTED,
        ),
        Entry(
            value=10,
            shown="ten lowest of all towns, accountability index",
            first_year=FiscalYear(2016),
            last_year=None,
            effective=JULY_1_2015,
            citation=Citation(_REFORM_PROVISION, PA_15_5_JUNE_INDEX),
            status=Status.ENACTED,
            note="Must be an alliance district too. On a tie for tenth place the text is silent.",
        ),
    ),
)
