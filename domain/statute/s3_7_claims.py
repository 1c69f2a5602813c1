"""Who may give up a claim of the State, in whole or in part. C.G.S. § 3-7.

UNVERIFIED: that it governs orders under § 10-262u(g) is read from the statute and an opinion of the
Attorney General of 1999, not from a case. An agreement on when to pay needs none of it.
Not here: reconsideration of a decision (`s4_uapa.py`).
"""

from datetime import date
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.acts import JULY_1_2022, PA_22_118_CLAIMS
from domain.statute.schedule import Entry, Schedule

UNCOLLECTIBLE: Final[Schedule[Money]] = Schedule(
    name="uncollectible",
    title="cancelling an uncollectible claim",
    provision="C.G.S. § 3-7(a),(b)",
    unit="dollars the head of an agency may cancel",
    entries=(
        Entry(
            value=Money.parse("5000.00"),
            shown="up to 5,000.00 the head of the agency; above it the Secretary of OPM",
            first_year=FiscalYear(2000),
            last_year=None,
            effective=JULY_1_2022,
            citation=Citation("C.G.S. § 3-7(a),(b)", PA_22_118_CLAIMS, "unverified"),
            status=Status.UNVERIFIED,
            note="The day of the act was not read; July 1, 2022 is that of its other sections. "
            "The amount before it was not read. Measured here by the whole order, the stricter "
            "reading, not by what is cancelled of it.",
        ),
    ),
)
COMPROMISE: Final[Schedule[str]] = Schedule(
    name="compromise",
    title="compromise of a disputed claim",
    provision="C.G.S. § 3-7(c)",
    unit="words",
    entries=(
        Entry(
            value="The Governor may compromise a disputed claim of the State on the advice of the "
            "Attorney General, with a certificate.",
            shown="the Governor, on the Attorney General's advice",
            first_year=FiscalYear(2000),
            last_year=None,
            # The day was not read; long before the program.
            effective=date(1989, 7, 1),
            citation=Citation("C.G.S. § 3-7(c)", note="unverified"),
            status=Status.UNVERIFIED,
            note="Whether it governs orders under § 10-262u(g) is read from the statute and an "
            "opinion of 1999, not from a case.",
        ),
    ),
)
