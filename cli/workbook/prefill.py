"""What a district's workbook is filled with before it is sent.

Not here: how it looks (`package.py`), where its figures come from (the caller). § 10-262u(d).
"""

from dataclasses import dataclass

from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.plan_content import BudgetLine
from domain.statute.s262u_d_plan import Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The prefilled form of one district-year; without a district, the empty form of a year.

    Attributes:
        headline: the ledger it comes from, as on screen: purpose, name.
        district: whose; None for a form whose town is still to be filled in.
        fiscal_year: for which year.
        portion: what is withheld for the plan; None where it is not determined.
        portion_lines: how it was computed, at most four lines; none where it is not determined.
        carry_in: the balance carried in; None where last year is not closed.
        due: the due date in words, with who set it, or "no date set by the Commissioner".
        contact: whom to ask.
        strategies: those a plan of this year may include.
        object_codes: code and words; none where no list was set.
        last_year: last year's lines as approved, if any.
        guidelines: the State Board guidelines in force, by version; None where none are recorded.
    """

    headline: str
    district: District | None
    fiscal_year: FiscalYear
    portion: Money | None
    portion_lines: tuple[str, ...]
    carry_in: Money | None
    due: str
    contact: str
    strategies: tuple[Strategy, ...]
    object_codes: tuple[tuple[str, str], ...]
    last_year: tuple[BudgetLine, ...]
    guidelines: str | None

    @property
    def title(self) -> str:
        """Whose plan for which year: "Windsor (164) · FY2027"."""
        return f"{self.district or 'Town to be filled in'} · {self.fiscal_year}"

    @property
    def to_budget(self) -> Money | None:
        """Portion and balance carried in; None unless both are known."""
        if self.portion is None or self.carry_in is None:
            return None
        return self.portion + self.carry_in

    @property
    def nothing_to_pay(self) -> bool:
        """Whether the portion is known to be zero: the plan is still due."""
        return self.portion == ZERO


def empty_package(
    *,
    headline: str,
    fiscal_year: FiscalYear,
    strategies: tuple[Strategy, ...],
    object_codes: tuple[tuple[str, str], ...],
    guidelines: str | None,
) -> Package:
    """The form of a year without a district: town and amounts are to be filled in or looked up."""
    return Package(
        headline=headline,
        district=None,
        fiscal_year=fiscal_year,
        portion=None,
        portion_lines=(),
        carry_in=None,
        due="no date set by the Commissioner",
        contact="the Department of Education",
        strategies=strategies,
        object_codes=object_codes,
        last_year=(),
        guidelines=guidelines,
    )
