"""Withholding of payment for noncompliance, and renewal. C.G.S. § 10-262u(f).

About conditions and progress. Money already spent off the plan is (g), another sanction with its
own words: repay or reduce (`s262u_g_report.py`).
"""

from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import JULY_1_2012, PA_12_116
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262u(f)"

NONCOMPLIANCE: Final[Schedule[str]] = Schedule(
    name="noncompliance",
    title="withholding of payment for noncompliance",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="The Commissioner may withhold the funds if the board fails to comply with the "
            "section.",
            shown="the Commissioner may withhold payment",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
        ),
    ),
)

RENEWAL: Final[Schedule[str]] = Schedule(
    name="renewal",
    title="renewal of funding",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="The Commissioner may renew funding if the board gives evidence that the "
            "district is achieving the approved objectives and performance targets.",
            shown="renewal on evidence of progress",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
        ),
    ),
)
