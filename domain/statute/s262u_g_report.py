"""The annual expenditure report, and the determination on it. C.G.S. § 10-262u(g).

The measure is the approved application in force, not the list of strategies. The determination is
to repay or to reduce a later year, up to what is out of compliance; "withhold" belongs to (f).
Not here: appeals, waivers, notice and interest, on which the text is silent.
"""

from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import JULY_1_2012, PA_12_116
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262u(g)"

REPORT: Final[Schedule[str]] = Schedule(
    name="expenditure-report",
    title="the annual expenditure report",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="Every board that receives funding submits an annual expenditure report to the "
            "Commissioner, in the form and manner the Commissioner requests.",
            shown="an annual expenditure report",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
            note="No due date is written.",
        ),
    ),
)

DETERMINATION: Final[Schedule[str]] = Schedule(
    name="determination",
    title="the determination: repay or reduce",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="The Commissioner determines whether the board repays funds not spent in "
            "accordance with the approved application, or whether funding is reduced in a "
            "subsequent fiscal year, up to the amount out of compliance.",
            shown="repay, or reduce a later year, up to the finding",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
            note="Which later year, and by when, is not written. A split is neither authorized "
            "nor forbidden.",
        ),
    ),
)
