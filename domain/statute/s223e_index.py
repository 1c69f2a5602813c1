"""The scores districts are ranked by. C.G.S. § 10-223e, § 10-223f.

A charter school's data may be counted in the score of the district that is its host, where both
agree and the State Board approves; so a score can change by an agreement.
Not here: who is designated by a score (`s262u_b_designation.py`, `s262u_b_identification.py`).
"""

from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import JULY_1_2012, JULY_1_2015, PA_12_116, PA_15_5_JUNE_INDEX
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-223e"

INDEX: Final[Schedule[str]] = Schedule(
    name="index-score",
    title="the score districts are ranked by",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="The district performance index: weighted results of mastery tests.",
            shown="district performance index",
            first_year=FiscalYear(2013),
            last_year=FiscalYear(2017),
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.UNVERIFIED,
            note="Defined in § 10-262u itself until 2015; its weights were not read.",
        ),
        Entry(
            value="The accountability index: weighted by the Department, with the performance "
            "index and graduation rates in it.",
            shown="accountability index",
            first_year=FiscalYear(2016),
            last_year=None,
            effective=JULY_1_2015,
            citation=Citation(_PROVISION, PA_15_5_JUNE_INDEX),
            status=Status.ENACTED,
        ),
    ),
)
