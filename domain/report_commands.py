"""Commands of the expenditure report: estimate, report, certification, what changes it.

C.G.S. § 10-262u(g). Not here: what they lead to (`domain/decisions/report*.py`).
"""

from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.report_content import Counted, ReportedLine
from domain.report_events import CrosswalkEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInterimSpending:
    """Record a board's estimate during the year; it never posts.

    Attributes:
        as_of: the day up to which it counts.
        spent: grant money spent up to that day.
        unspent_at_year_end: what is expected to be left on June 30.
        lines: by line of the plan; they add up to `spent` by what was paid.
        register: the register number it came under.
    """

    as_of: date
    spent: Money
    unspent_at_year_end: Money | None = None
    lines: tuple[ReportedLine, ...] | None = None
    register: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitExpenditureReport:
    """Report what the board spent in the year. Source: § 10-262u(g).

    A report by its total alone is certified by who records it; one that came under a register
    number needs a certification.

    Attributes:
        spent: the whole year.
        lines, counted: by line, and which columns count; they add up to `spent`.
        plan_version: the plan version it reports against.
        register: the register number it came under.
        certified_by, certified_on: who certified it, and when.
    """

    spent: Money
    lines: tuple[ReportedLine, ...] | None = None
    counted: Counted | None = None
    plan_version: int | None = None
    register: str | None = None
    certified_by: str | None = None
    certified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifyReport:
    """Certify the report on record. Source: § 10-262u(g).

    Attributes:
        certified_by: who certified it, with the office.
        certified_on: the day.
    """

    certified_by: str
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendExpenditureReport:
    """Replace the report by an amended one, also after the year has closed.

    Attributes:
        reason: why it is amended.
        spent: the whole year, as amended.
        lines, counted: by line, and which columns count; they add up to `spent`.
        plan_version: the plan version it reports against.
        register: the register number it came under.
        certified_by, certified_on: who certified it, and when.
    """

    spent: Money
    reason: str
    lines: tuple[ReportedLine, ...] | None = None
    counted: Counted | None = None
    plan_version: int | None = None
    register: str | None = None
    certified_by: str | None = None
    certified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReclassifyExpenditure:
    """Move reported spending from a line to another, or to the board's own funds.

    Attributes:
        source: key of the line that was charged.
        target: key of the line that is to be charged; left out for the board's own funds.
        amount: more than zero.
        reason: why.
        authority: by whose word or paper.
    """

    source: str
    amount: Money
    reason: str
    target: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRefund:
    """Record that a payee gave money back to the board, so that less was spent.

    Attributes:
        amount: more than zero.
        received_on: the day it came back.
        reason: who gave it back and why.
        line: key of the line that was charged; needed where the report has lines.
    """

    amount: Money
    received_on: date
    reason: str
    line: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCrosswalk:
    """Say which accounts of the board's books belong to which lines of the plan.

    Attributes:
        entries: each account once.
        stated_by: who says so.
    """

    entries: tuple[CrosswalkEntry, ...]
    stated_by: str


ReportCommand = (
    ReportInterimSpending
    | SubmitExpenditureReport
    | CertifyReport
    | AmendExpenditureReport
    | ReclassifyExpenditure
    | RecordRefund
    | SetCrosswalk
)
