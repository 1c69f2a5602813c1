"""The annual return of a school district's receipts and expenditures. C.G.S. § 10-227.

About the whole district and another duty than the expenditure report of § 10-262u(g): none of its
dates is a date of that report. Not here: the money itself; the single audit
(`s4_231_single_audit.py`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.acts import JULY_1_2012
from domain.statute.schedule import Entry, Schedule

_PROVISION: Final = "C.G.S. § 10-227(a)"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReturnRule:
    """The days of an annual return and what is forfeited for a late one.

    Attributes:
        due: month and day of the filing, after the fiscal year.
        settled: month and day to which it may be revised, and by which an auditor certifies it.
        least, most: between which amounts the State Board fixes a forfeiture.
    """

    due: tuple[int, int]
    settled: tuple[int, int]
    least: Money
    most: Money

    def due_on(self, year: FiscalYear) -> date:
        """The last day to file the return of a fiscal year."""
        return date(year.ends_in, *self.due)

    def settled_on(self, year: FiscalYear) -> date:
        """The last day to revise the return of a fiscal year, and to have it certified."""
        return date(year.ends_in, *self.settled)


ANNUAL_RETURN: Final[Schedule[AnnualReturnRule]] = Schedule(
    name="annual-return",
    title="the annual return of the whole district",
    provision=_PROVISION,
    unit="days and dollars",
    entries=(
        Entry(
            value=AnnualReturnRule(
                due=(9, 1),
                settled=(12, 31),
                least=Money.parse("1000.00"),
                most=Money.parse("10000.00"),
            ),
            shown="September 1; revised and certified by December 31; late: 1,000.00 to 10,000.00",
            first_year=FiscalYear(2013),
            last_year=None,
            effective=JULY_1_2012,
            citation=Citation(_PROVISION),
            status=Status.UNVERIFIED,
            note="Read in the 2024 edition; since when it stands and by which act was not traced, "
            "so the program's first fiscal year is given. The Commissioner may waive the "
            "forfeiture for good cause.",
        ),
    ),
)
