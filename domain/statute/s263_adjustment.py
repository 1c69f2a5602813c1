"""Adjustment of a grant for what was paid too much or too little. C.G.S. § 10-263(b).

"Unless otherwise provided by law": for Alliance money § 10-262u(g) and (h) are arguably that other
law, so an adjustment is recorded beside the account and moves none of its money.
Not here: withholding after a complaint, § 10-263(a).
"""

from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import JULY_1_2012
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-263(b)"

GRANT_ADJUSTMENT: Final[Schedule[tuple[int, ...]]] = Schedule(
    name="grant-adjustment",
    title="the adjustment of a grant on its final report",
    provision=_PROVISION,
    unit="fiscal years after",
    entries=(
        Entry(
            value=(1, 2),
            shown="exactly the difference, in either of the two following fiscal years",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION),
            status=Status.UNVERIFIED,
            note="Read in the 2024 edition; since when it stands and by which act was not traced, "
            "so the program's first fiscal year is given.",
        ),
    ),
)
