"""The State Board's guidelines and criteria for the funds. C.G.S. § 10-262u(e).

Adopted guidelines are a condition of spending under (c)(2). Not here: their content (events).
"""

from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import JULY_1_2012, PA_12_116
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262u(e)"

GUIDELINES: Final[Schedule[str]] = Schedule(
    name="guidelines",
    title="guidelines and criteria of the State Board of Education",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="The State Board of Education may develop guidelines and criteria for the "
            "administration of the funds.",
            shown="the State Board may adopt guidelines",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
        ),
    ),
)
