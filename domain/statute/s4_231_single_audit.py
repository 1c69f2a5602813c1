"""The State single audit: who has to be audited, and by when. C.G.S. § 4-231, § 4-232.

The threshold is that of the first day of the entity's fiscal year. What counts is the state
assistance spent in the year. Below it there is no audit, but records and access stay.
Not here: the municipal audit of § 7-392; which auditor; penalties of the OPM Secretary.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.authority import Citation, Status
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.statute.acts import (
    JULY_1_2024,
    OCTOBER_5_2009,
    PA_09_7_SEPT,
    PA_24_132_FILING,
    PA_24_132_THRESHOLD,
)
from domain.statute.schedule import Entry, Schedule

_THRESHOLD: Final = "C.G.S. § 4-231"
_FILING: Final = "C.G.S. § 4-232"
_YEAR_OF_MONTHS: Final = 12
# The first day this ledger can ask about: that of FY2000.
_FIRST_DAY: Final = date(1999, 7, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFiling:
    """By when the report of a single audit is filed.

    Attributes:
        months: after the last day of the audited year.
        extension_days: the longest extension; there is one.
    """

    months: int
    extension_days: int


AUDIT_THRESHOLD: Final[Schedule[Money]] = Schedule(
    name="single-audit-threshold",
    title="from what state assistance on there is a single audit",
    provision=_THRESHOLD,
    unit="state assistance spent in the fiscal year",
    entries=(
        Entry(
            value=Money.parse("100000.00"),
            shown="100,000.00",
            first_year=FiscalYear(2000),
            last_year=FiscalYear(2010),
            effective=_FIRST_DAY,
            citation=Citation(_THRESHOLD),
            status=Status.UNVERIFIED,
            note="Up to October 5, 2009; the act that set it was not traced. That FY2010, which "
            "began before that day, kept it follows from the rule of the first day.",
        ),
        Entry(
            value=Money.parse("300000.00"),
            shown="300,000.00",
            first_year=FiscalYear(2011),
            last_year=FiscalYear(2024),
            effective=OCTOBER_5_2009,
            citation=Citation(_THRESHOLD, PA_09_7_SEPT),
            status=Status.ENACTED,
        ),
        Entry(
            value=Money.parse("500000.00"),
            shown="500,000.00",
            first_year=FiscalYear(2025),
            last_year=None,
            effective=JULY_1_2024,
            citation=Citation(_THRESHOLD, PA_24_132_THRESHOLD),
            status=Status.ENACTED,
            note="For fiscal years that begin on or after July 1, 2024.",
        ),
    ),
)

AUDIT_FILING: Final[Schedule[AuditFiling]] = Schedule(
    name="single-audit-filing",
    title="by when the report of a single audit is filed",
    provision=_FILING,
    unit="months after the fiscal year",
    entries=(
        Entry(
            value=AuditFiling(months=6, extension_days=30),
            shown="within 6 months, one extension of up to 30 days",
            first_year=FiscalYear(2000),
            last_year=None,
            effective=_FIRST_DAY,
            citation=Citation(_FILING),
            status=Status.UNVERIFIED,
            note="Read in the 2024 edition; the act that set it was not traced.",
        ),
        Entry(
            value=AuditFiling(months=6, extension_days=30),
            shown="within 6 months, one extension of up to 30 days, never after 12 months",
            first_year=FiscalYear(2025),
            last_year=None,
            effective=JULY_1_2024,
            citation=Citation(_FILING, PA_24_132_FILING),
            status=Status.UNVERIFIED,
            note="The act is named for the twelve months; from which fiscal year they count was "
            "not read, and its § 11 is followed.",
        ),
    ),
)


def audit_threshold(first_day: date) -> Entry[Money]:
    """The threshold of a fiscal year by its first day: a later act does not reach back into it.

    Raises InvalidFiscalYearError for a day in no fiscal year of this ledger. Source: § 4-231.
    """
    return AUDIT_THRESHOLD.in_force(FiscalYear.of(first_day), first_day)


def audit_required(spent: Money, first_day: date) -> bool:
    """Whether state assistance spent in the year that began on a day calls for a single audit.

    The threshold itself does; a cent below it is exempt. Source: C.G.S. § 4-231.
    """
    return spent >= audit_threshold(first_day).value


def audit_due(last_day: date, filing: AuditFiling) -> date:
    """The last day to file without an extension: the end of the month so many months after.

    June 30, 2026 and 6 months give December 31, 2026. Source: C.G.S. § 4-232.
    """
    ahead = last_day.month - 1 + filing.months
    year, month = last_day.year + ahead // _YEAR_OF_MONTHS, ahead % _YEAR_OF_MONTHS + 1
    return date(year, month, monthrange(year, month)[1])


def audit_due_extended(last_day: date, filing: AuditFiling) -> date:
    """The last day an extension may run to. Source: C.G.S. § 4-232."""
    return audit_due(last_day, filing) + timedelta(days=filing.extension_days)
