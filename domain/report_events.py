"""Events of what a board reported to have spent: estimate, report, certification, what changed it.

How they move money is in `domain/accounts.py`. Source: C.G.S. § 10-262u(g).
Not here: the close of the year (`domain/year_events.py`), findings (`domain/claim_events.py`).
"""

from dataclasses import dataclass
from datetime import date

from domain.money import ZERO, Money
from domain.report_content import Counted, ReportedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimSpendingReported:
    """The board estimated during the year what it spends. It is an estimate and never posts.

    Attributes:
        as_of: the day up to which it counts.
        spent: grant money spent up to that day, as estimated.
        unspent_at_year_end: what the board expects to be left on June 30; None where not said.
        lines: by line of the plan; empty where only totals were given.
        register: the register number it came under; None where it was told otherwise.
    """

    as_of: date
    spent: Money
    unspent_at_year_end: Money | None
    lines: tuple[ReportedLine, ...]
    register: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenditureReported:
    """The board reported what it spent in the year. Source: C.G.S. § 10-262u(g).

    Attributes:
        spent: the whole year: both below, and what an opening statement had counted.
        from_grant: paid with grant money that the board held.
        from_own_money: paid with the board's own money, advanced or above what is available.
        above_available: the part of it that the grant can never cover as things stand.
        lines: by line of the plan; empty where only the total was given.
        counted: which columns of the lines count as spent; None without lines.
        plan_version: the plan version it reports against; None where it does not say.
        register: the register number it came under; None where it was recorded without one.
        certified_by: who certified it; None where nobody did yet.
        certified_on: the day of the certification.
    """

    spent: Money
    from_grant: Money
    from_own_money: Money
    above_available: Money
    lines: tuple[ReportedLine, ...] = ()
    counted: Counted | None = None
    plan_version: int | None = None
    register: str | None = None
    certified_by: str | None = None
    certified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCertified:
    """A report that came without certification was certified. Source: C.G.S. § 10-262u(g).

    Attributes:
        report: its number in the district-year, from 1; an amended report has the next.
        certified_by: who, with the office.
        certified_on: the day.
    """

    report: int
    certified_by: str
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenditureReportAmended:
    """The board sent an amended report; it replaces the one before. Source: § 10-262u(g).

    Money moves by the difference alone, so that nothing of the first report is rewritten.

    Attributes:
        report: its number in the district-year, from 2.
        spent: the whole year, as amended.
        grant_more, grant_less: by how much what was paid with grant money rises or falls.
        own_more, own_less: by how much what was paid with the board's own money rises or falls.
        above_available: the part of it that the grant can never cover as things stand.
        reason: why.
        lines: by line of the plan; empty where only the total was given.
        counted: which columns of the lines count as spent; None without lines.
        plan_version: the plan version it reports against; None where it does not say.
        register: the register number it came under; None where it was recorded without one.
        certified_by: who certified it; None where nobody did yet.
        certified_on: the day of the certification.
    """

    report: int
    spent: Money
    grant_more: Money
    grant_less: Money
    own_more: Money
    own_less: Money
    above_available: Money
    reason: str
    lines: tuple[ReportedLine, ...]
    counted: Counted | None
    plan_version: int | None
    register: str | None
    certified_by: str | None
    certified_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenditureReclassified:
    """Spending was moved from a line to another, or to the board's own funds. Source: (g).

    Attributes:
        source: key of the line that was charged.
        target: key of the line that is charged now; None where the board's own funds are.
        amount: more than zero.
        spent: the whole year from now on.
        grant_less, own_less: what is not paid with grant or own money of this account any more.
        above_available: the part of it that the grant can never cover as things stand.
        reason: why.
        authority: by whose word or paper; None where not given.
    """

    source: str
    target: str | None
    amount: Money
    spent: Money
    grant_less: Money = ZERO
    own_less: Money = ZERO
    above_available: Money = ZERO
    reason: str
    authority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenditureRefunded:
    """Whoever the board had paid gave money back to it; less was spent. Source: (g).

    Attributes:
        line: key of the line that was charged; None where the report has no lines.
        amount: more than zero.
        received_on: the day it came back.
        spent: the whole year from now on.
        grant_less, own_less, above_available: as in `ExpenditureReclassified`.
        reason: who gave it back and why.
    """

    line: str | None
    amount: Money
    received_on: date
    spent: Money
    grant_less: Money
    own_less: Money
    above_available: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkEntry:
    """Which line of the plan an account of the board's own books belongs to.

    Attributes:
        account: as the board's books have it.
        line: key of the line of the plan.
    """

    account: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkSet:
    """The board said which of its accounts belongs to which line of the plan.

    Attributes:
        entries: each account once; it replaces what was said before.
        stated_by: who said so.
    """

    entries: tuple[CrosswalkEntry, ...]
    stated_by: str


ReportEvent = (
    InterimSpendingReported
    | ExpenditureReported
    | ReportCertified
    | ExpenditureReportAmended
    | ExpenditureReclassified
    | ExpenditureRefunded
    | CrosswalkSet
)
