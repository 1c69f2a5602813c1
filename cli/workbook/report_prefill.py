"""What the workbook of a report is filled with before it is sent.

Not here: how it looks (`report_package.py`), where its figures come from (the caller).
Source: C.G.S. § 10-262u(g).
"""

from dataclasses import dataclass
from datetime import date

from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.report_content import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedForReport:
    """A line of the plan in force, as it is reported against.

    Attributes:
        key: of the line.
        description: what is paid for, as the plan says.
        amount: approved, amendments included.
    """

    key: str
    description: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPackage:
    """The prefilled form of one district-year; without a district, the empty form of a year.

    Attributes:
        headline: the ledger it comes from, as on screen: purpose, name.
        district: whose; None for a form whose town is still to be filled in.
        fiscal_year: for which year.
        plan_version: the plan version in force on June 30; None where none is on record.
        lines: of that plan, as approved.
        carry_in: the balance carried in; None where it is not known.
        received: what reached the board; None where it is not known.
        available: what may be spent; None where it is not known.
        counted: which columns count as spent; None where the Department has not said.
        counting: the same in words, with who said so, or that it is not set.
        until: the last day of the column "paid after"; None where it is not set.
        due: the due date in words, with who set it, or that no date is set.
        contact: whom to ask.
    """

    headline: str
    district: District | None
    fiscal_year: FiscalYear
    plan_version: int | None
    lines: tuple[ApprovedForReport, ...]
    carry_in: Money | None
    received: Money | None
    available: Money | None
    counted: Counted | None
    counting: str
    until: date | None
    due: str
    contact: str

    @property
    def title(self) -> str:
        """Whose report for which year: "Windham (163) · FY2026"."""
        return f"{self.district or 'Town to be filled in'} · {self.fiscal_year}"
