"""How a determination is heard, decided, served and challenged. C.G.S. §§ 4-166 to 4-183.

UNVERIFIED throughout: §§ 4-180 and 4-181a were read in older editions, and whether a determination
under § 10-262u(g) is a contested case is not said anywhere that was read. This ledger records what
counsel said for each case, and counts days only where that is "contested case".
Not here: the counting (`domain/clocks.py`); § 3-7 (`s3_7_claims.py`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.statute.schedule import Entry, Schedule

# The act of 1988 that gave these sections their present numbers took effect on this day, from
# general knowledge; the days of later amendments were not read.
_UAPA: Final = date(1989, 7, 1)
# FY2000 is the first year this ledger can name.
_FIRST: Final = FiscalYear(2000)
_OLDER: Final = "Read in an older edition. Whether it applies to a determination is counsel's word."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationDays:
    """Within how many days a final decision can be reconsidered.

    Attributes:
        petition: for a party to file, from the mailing of the decision.
        answer: for the agency to decide, from the filing; silence is a denial.
        own_motion: for the agency to take it up by itself, from the mailing.
    """

    petition: int
    answer: int
    own_motion: int


def _words(*, name: str, title: str, provision: str, value: str, shown: str) -> Schedule[str]:
    return Schedule(
        name=name,
        title=title,
        provision=provision,
        unit="words",
        entries=(
            Entry(
                value=value,
                shown=shown,
                first_year=_FIRST,
                last_year=None,
                effective=_UAPA,
                citation=Citation(provision, note="unverified"),
                status=Status.UNVERIFIED,
                note=_OLDER,
            ),
        ),
    )


CONTESTED_CASE: Final = _words(
    name="contested-case",
    title="notice, hearing and record of a contested case",
    provision="C.G.S. § 4-177",
    value="In a contested case the parties have reasonable notice and an opportunity for "
    "hearing; what the notice and the record hold is listed.",
    shown="notice, an opportunity to be heard, a record",
)
FINAL_DECISION: Final = _words(
    name="final-decision",
    title="the final decision of a contested case",
    provision="C.G.S. § 4-180(c)",
    value="A final decision is in writing, with findings of fact, from the record only, and "
    "conclusions of law.",
    shown="findings of fact from the record, and conclusions of law",
)
SERVICE: Final = _words(
    name="service",
    title="service of a decision by certified mail",
    provision="Regs., Conn. State Agencies § 10-4-18",
    value="The decision is sent by certified mail, and the return receipt is part of the record.",
    shown="certified mail; the return receipt is part of the record",
)
CHANGED_CONDITIONS: Final = _words(
    name="changed-conditions",
    title="modification on changed conditions",
    provision="C.G.S. § 4-181a(b)",
    value="On a showing of changed conditions the agency may reverse or modify a final decision "
    "at any time, in the way of a contested case.",
    shown="at any time, as a contested case",
)
QUESTIONED_COSTS: Final = _words(
    name="questioned-costs",
    title="questioned costs allowed or disallowed",
    provision="Regs., Conn. State Agencies § 4-236-29",
    value="The agency decides whether a questioned cost is allowed or disallowed.",
    shown="allowed or disallowed",
)
RECONSIDERATION: Final[Schedule[ReconsiderationDays]] = Schedule(
    name="reconsideration",
    title="reconsideration of a final decision",
    provision="C.G.S. § 4-181a(a)",
    unit="days",
    entries=(
        Entry(
            value=ReconsiderationDays(petition=15, answer=25, own_motion=40),
            shown="petition 15 days, answer 25 days or denied, own motion 40 days",
            first_year=_FIRST,
            last_year=None,
            effective=_UAPA,
            citation=Citation("C.G.S. § 4-181a(a)", note="unverified"),
            status=Status.UNVERIFIED,
            note=_OLDER,
        ),
    ),
)
APPEAL: Final[Schedule[int]] = Schedule(
    name="appeal",
    title="appeal of a final decision to the Superior Court",
    provision="C.G.S. § 4-183",
    unit="days from mailing",
    entries=(
        Entry(
            value=45,
            shown="45 days; filing stays nothing by itself",
            first_year=_FIRST,
            last_year=None,
            effective=_UAPA,
            citation=Citation("C.G.S. § 4-183", note="unverified"),
            status=Status.UNVERIFIED,
            note="Whether a determination is a contested case is counsel's word. What a last day "
            "on a Sunday means is not read.",
        ),
    ),
)
