"""An empty expenditure report as TOML or CSV, with what may stand in it said beside it.

Not here: the same as a workbook (`cli/workbook/report_package.py`). Source: C.G.S. § 10-262u(g).
"""

from typing import Final

from domain.fiscal_year import FiscalYear
from ledger.report_file import COLUMNS, REPORT_FORM

_TEXT: Final = """\
# Expenditure report, C.G.S. § 10-262u(g), for {year}.
form = "{form}"
district = ""
town_code = ""
fiscal_year = "{year}"
kind = "annual"                     # annual, or interim: an estimate, which never posts
# as_of = {inside}                # only in an interim report: the day up to which it counts
# plan_version = 1                  # the plan version it reports against
# paid_after_until = {after}     # the last day of the column paid_after
# carried_in = 0                    # what the board had; compared with the record
# received = 0
# certified_by = "name and office"
# certified_on = {after}

# One block for each line of the plan; take away the # in front and copy it.
# A refund is a negative amount in paid_by_june_30, on the line it belongs to.

# [[lines]]
# line = "1.1"                      # the key of the line in the plan
# description = "what was paid for" # may be left out, as may all amounts but the first
# paid_by_june_30 = "582729.50"     # whole dollars as 582729; cents only in quotes
# paid_after = 0                    # obligated by June 30 and paid by the day above
# still_obligated = 0               # obligated by June 30 and not paid
# local = 0                         # the board's own money: shown and never counted

# The same by account of the board's own books; without a line, the crosswalk says which it is.
# [[accounts]]
# account = "1110-111"
# line = "1.1"
# paid_by_june_30 = 0
"""


def report_text_template(fiscal_year: FiscalYear) -> str:
    """An empty report to fill in; as it stands the reader asks for the town and for lines."""
    return _TEXT.format(
        year=fiscal_year,
        form=REPORT_FORM,
        inside=f"{fiscal_year.ends_in}-03-31",
        after=f"{fiscal_year.ends_in}-08-31",
    )


def report_csv_template() -> str:
    """The headings of a report as CSV; the rows are to be filled in.

    Town, code and year stand in every row, so that a file is not taken for another town's.
    """
    return (
        ",".join(("town", "town_code", "fiscal_year", "line", "description", *COLUMNS.values()))
        + "\n"
    )
