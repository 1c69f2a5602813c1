"""A reminder of what is owed on a determination, as text; never sent, signed or recorded.

Not here: the letter of the determination (`domain/determination_letter.py`), arithmetic
(`domain/receivables.py`). Source: C.G.S. § 10-262u(g).
"""

import textwrap
from dataclasses import dataclass
from datetime import date

from domain.determination_state import Determination
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.receivables import aging, no_date, parts_left

_WIDTH = 78


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What a reminder says.

    Attributes:
        id: the determination, as it is typed.
        district, fiscal_year: whose it is, and the year of the money.
        ordered_on: the legal date of the order.
        on: the day of the reminder.
        known: the determination as it stands on that day.
        headline: which ledger it was written from.
        synthetic: whether any of it is made up, or the ledger is for practice.
    """

    id: str
    district: District
    fiscal_year: FiscalYear
    ordered_on: date
    on: date
    known: Determination
    headline: str
    synthetic: bool

    @property
    def overdue(self) -> Money:
        """What was due before the day and is open."""
        aged = aging(self.known, self.on)
        return aged.days_1_30 + aged.days_31_90 + aged.days_91


_JUDGED = (
    "A court modified or reversed this determination, and the claim is not lowered by the judgment",
    "yet. Do not send this before counsel looked at it.",
    "",
)


def reminder(facts: Reminder) -> str:
    """The reminder's text, each line ended by a line feed."""
    known = facts.known
    lowered = total([less.repay_less for less in known.reduced_claims])
    lines = [
        *(["SYNTHETIC. Made up for demonstration or training; not a paper of the State.", ""])
        * facts.synthetic,
        "DRAFT, NOT SENT",
        facts.headline,
        "",
        "STATE OF CONNECTICUT · DEPARTMENT OF EDUCATION",
        "",
        f"REMINDER OF A REPAYMENT, DETERMINATION {facts.id}",
        f"{facts.district} · {facts.fiscal_year} · Alliance District funds",
        f"Date: {facts.on}",
        "",
        f"To the board of education of {facts.district.name}",
        "",
        *textwrap.wrap(
            f"The determination of {facts.ordered_on} orders the repayment of "
            f"{known.repay.display} from the board's own money (C.G.S. § 10-262u(g)).",
            _WIDTH,
        ),
        "",
        _amount("ordered", known.repay),
        _amount("received", known.repaid),
        _amount("lowered on an instrument", lowered),
        _amount("open", known.repay_open),
        (
            f"  proof {known.repay.display} − {known.repaid.display} − {lowered.display} = "
            f"{known.repay_open.display}"
        ),
        "",
        *_parts(facts),
        *(_JUDGED if known.judged_not_lowered else ()),
        *textwrap.wrap(
            "A payment that crossed with this letter settles the earliest part first. A schedule "
            "of payments that does not lower the total can be agreed.",
            _WIDTH,
        ),
        "",
        "Signed: ____________________    Date: ____________________",
    ]
    return "\n".join(lines) + "\n"


def _parts(facts: Reminder) -> list[str]:
    left = parts_left(facts.known)
    if not left:
        return ["No day was set for it.", ""]
    return [
        "By day, what is open of each part:",
        *(
            _amount(f"due {part.due_on}{_since(part.due_on, facts.on)}", part.amount)
            for part in left
        ),
        *([_amount("no day set", uncovered)] if (uncovered := no_date(facts.known)) else []),
        _amount("overdue in all", facts.overdue),
        "",
    ]


def _since(due_on: date, on: date) -> str:
    days = (on - due_on).days
    if days > 0:
        return f", {days} {'day' if days == 1 else 'days'} ago"
    return ", today" if days == 0 else ""


def _amount(label: str, amount: Money) -> str:
    return f"  {label:<46}{amount.display:>18}"
