"""Payment to the town, and from the town to the board. C.G.S. § 10-262u(c)(2).

Two hops from the first payment on: the Commissioner may pay the town on receipt of an application,
and the town must pay the board. No deadline and no installments are written for either.
Not here: how much there is to pay (`s262u_c1_portion.py`), the application (`s262u_d_plan.py`).
"""

from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import (
    JULY_1_2012,
    JULY_1_2021,
    JULY_1_2023,
    JUNE_13_2014,
    PA_12_2_JUNE_12,
    PA_12_116,
    PA_14_217,
    PA_21_2_JUNE,
    PA_23_167,
    PA_23_208,
)
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262u(c)(2)"

RELEASE: Final[Schedule[str]] = Schedule(
    name="release",
    title="payment of Alliance funds to the town, and its conditions",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="On receipt of an application the Commissioner may award the funds to the "
            "district.",
            shown="may award to the district",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            repealed=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
            note="Never operative: the June special session replaced it with the same day.",
        ),
        Entry(
            value="On receipt of an application the Commissioner may pay the funds to the town, on "
            "condition that they are spent according to the plan and the State Board's guidelines.",
            shown="may pay to the town",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_2_JUNE_12),
            status=Status.ENACTED,
        ),
        Entry(
            value="As before, and spent according to § 10-262i(c): for educational purposes, on "
            "the board's authorization.",
            shown="may pay to the town; use of aid under § 10-262i(c)",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JUNE_13_2014,
            citation=Citation(_PROVISION, PA_14_217),
            status=Status.ENACTED,
        ),
        Entry(
            value="As before; an application under § 10-156gg counts too, and the purposes include "
            "recruiting and retaining minority teachers.",
            shown="may pay to the town; residency program, minority teachers",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2021,
            citation=Citation(_PROVISION, PA_21_2_JUNE),
            status=Status.ENACTED,
        ),
        Entry(
            value="As before, on the further condition that each elementary school sets up a "
            "family resource center.",
            shown="may pay to the town; family resource centers",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2023,
            repealed=JULY_1_2023,
            citation=Citation(_PROVISION, PA_23_167),
            status=Status.ENACTED,
            note="Never operative: P.A. 23-208 § 3 deleted it with the same day.",
        ),
        Entry(
            value="On receipt of an application the Commissioner may pay the funds to the town, on "
            "condition that they are spent according to the improvement plan, the § 10-156gg "
            "program, § 10-262i(c) and the State Board's guidelines.",
            shown="may pay to the town; improvement plan",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2023,
            citation=Citation(_PROVISION, PA_23_208),
            status=Status.ENACTED,
        ),
    ),
)

PASS_THROUGH: Final[Schedule[str]] = Schedule(
    name="pass-through",
    title="the town's payment to its board of education",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="The town pays the funds to the local or regional board of education.",
            shown="the town pays the board",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_2_JUNE_12),
            status=Status.ENACTED,
            note="No deadline is written.",
        ),
        Entry(
            value="The town pays all of the funds to the local or regional board of education.",
            shown="the town pays the board all of it",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JUNE_13_2014,
            citation=Citation(_PROVISION, PA_14_217),
            status=Status.ENACTED,
            note="The act added the word all. No deadline is written.",
        ),
    ),
)
