"""The Commissioner's report on the program as a whole. C.G.S. § 10-262w.

Not here: the accounting it has to give for each district, which is counted from the record.
"""

from datetime import date
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import JULY_1_2023, PA_23_208_PROGRAM_REPORT
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262w"

PROGRAM_REPORT: Final[Schedule[date]] = Schedule(
    name="program-report",
    title="the report on the program",
    provision=_PROVISION,
    unit="last day",
    entries=(
        Entry(
            value=date(2026, 1, 1),
            shown="by January 1, 2026: amount given, how spent, whether as planned, per district",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2023,
            citation=Citation(_PROVISION, PA_23_208_PROGRAM_REPORT),
            status=Status.ENACTED,
            note="With a plan to reduce the number of districts by July 1, 2027. Which fiscal "
            "years it covers is not said; the report itself was not found.",
        ),
    ),
)
