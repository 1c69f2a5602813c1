"""One error class per guard of the expenditure report. Source: C.G.S. § 10-262u(g).

Not here: when a guard applies (`report.py`, `report_change.py`, `closing.py`).
"""

from domain.errors import RefusedError


class ReportLinesError(RefusedError):
    """The lines of a report do not come to its total, or one stands twice or is below zero."""

    code = "report_lines"


class ReportNotCertifiedError(RefusedError):
    """The report is not certified, or what is said of its certification does not hold."""

    code = "report_not_certified"


class ReportTooEarlyError(RefusedError):
    """The report was recorded, and certified, before the year it is of was over."""

    code = "report_too_early"


class ReportAlreadyCertifiedError(RefusedError):
    """The report is certified already."""

    code = "report_already_certified"


class NoReportError(RefusedError):
    """There is no report of the year on record that could be changed."""

    code = "no_report"


class ReportLineUnknownError(RefusedError):
    """The report has no such line, or less was spent on it than is to be moved."""

    code = "report_line_unknown"


class EstimateDateError(RefusedError):
    """An estimate is for a day outside the fiscal year, or of one that has not come."""

    code = "estimate_date"


class RefundDateError(RefusedError):
    """A refund is of a day before the fiscal year, or of one that has not come."""

    code = "refund_date"


class CrosswalkError(RefusedError):
    """A crosswalk without entries, or one that names an account twice."""

    code = "crosswalk"
