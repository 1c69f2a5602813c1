"""Carry-forward of what a board has left. C.G.S. § 10-262u(h).

Mandatory, without a cap, an application or an expiry: a carried balance still unspent is a balance
again at the next June 30. Its use still needs an approved plan for the new year.
Not here: the 2 % nonlapsing account of § 10-248a; the residency carry (`s156gg_residency.py`).
"""

from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.acts import JULY_1_2012, PA_12_116
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-262u(h)"

CARRY_FORWARD: Final[Schedule[str]] = Schedule(
    name="carry-forward",
    title="carry-forward of the board's balance",
    provision=_PROVISION,
    unit="words",
    entries=(
        Entry(
            value="Whatever a board has left when a fiscal year closes rolls into that board's "
            "next fiscal year.",
            shown="the balance rolls into the next fiscal year",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION, PA_12_116),
            status=Status.ENACTED,
            note="No cap and no expiry are written. Where the cash stands is not said.",
        ),
    ),
)
