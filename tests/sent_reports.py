"""Expenditure reports that a board sends, for tests: Windham, FY2026, every amount synthetic.

Not here: what a check answers. Concerns no provision of the statute.
"""

from datetime import date

from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.report_content import ReportContent, ReportedLine
from domain.report_standard import ReportStandard

FY2026 = FiscalYear(2026)
CSV_HEAD = "line,description,paid_by_june_30,paid_after,still_obligated,local"


def dollars(text: str) -> Money:
    """An amount."""
    return Money.parse(text)


def reported(key: str, paid: str, *later: str) -> ReportedLine:
    """A line of bilingual tutors; `later`: paid after, still obligated, local."""
    after, obligated, local = (*later, *["0"] * (3 - len(later)))
    return ReportedLine(
        key=key,
        description="bilingual tutors (synthetic)",
        paid=dollars(paid),
        paid_after=dollars(after),
        obligated=dollars(obligated),
        local=dollars(local),
    )


def report(*lines: ReportedLine, **changes: object) -> ReportContent:
    """An annual report against plan version 3, certified on August 28, 2026."""
    fields: dict[str, object] = {
        "plan_version": 3,
        "lines": lines,
        "certified_by": "A. Gray, superintendent (synthetic)",
        "certified_on": date(2026, 8, 28),
    }
    return ReportContent(**(fields | changes))  # type: ignore[arg-type]


def standard(**changes: object) -> ReportStandard:
    """Plan version 3 of two lines, 192,750.75 available, all of it received, no policy set."""
    fields: dict[str, object] = {
        "fiscal_year": FY2026,
        "plan_version": 3,
        "approved": {"2.4": dollars("120000"), "3.1": dollars("72750.75")},
        "carry_in": dollars("12750.75"),
        "received": dollars("180000"),
        "available": dollars("192750.75"),
    }
    return ReportStandard(**(fields | changes))  # type: ignore[arg-type]
