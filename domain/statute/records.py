"""Why a mistake is corrected by a new record and never erased. C.G.S. § 11-8b.

Not here: retention periods, none of which is verified for Alliance records; how the ledger keeps
its records (`ledger/`).
"""

from datetime import date
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import PA_84_119
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 11-8b"

RECORDS: Final[Schedule[str]] = Schedule(
    name="records",
    title="keeping of public records",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="Public records belong to the agency and are not removed, destroyed, altered or "
            "disposed of except as the law allows.",
            shown="public records are not altered or destroyed",
            # FY2000 is the first year this ledger can name.
            first_year=FiscalYear(2000),
            last_year=None,
            effective=date(1984, 10, 1),
            citation=Citation(_PROVISION, PA_84_119),
            status=Status.ENACTED,
            note="The act's own effective day was not read; the ordinary October 1 is given.",
        ),
    ),
)
