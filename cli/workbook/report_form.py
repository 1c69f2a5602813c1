"""The form of an expenditure report: its sheets, headings and marks.

Which of its columns count as spent is not said by the form; the Department says it.
Not here: what a form is (`form.py`), how it looks (`report_package.py`). § 10-262u(g).
"""

from typing import Final

from cli.workbook.form import README, SIGN, Column, Form, Kind, Table
from ledger.report_file import REPORT_FORM

STATEMENT: Final = "Statement"
ACCOUNTS: Final = "Accounts"

# Labels in column A of the sheet Statement, whose value stands in column B.
LABEL_KIND: Final = "Annual or interim"
LABEL_UP_TO: Final = "Up to (interim only)"
LABEL_VERSION: Final = "Plan version"
LABEL_UNTIL: Final = "Obligations paid up to"
LABEL_CARRIED_IN: Final = "Carried in"
LABEL_RECEIVED: Final = "Received"
# The same in the sheet Sign.
LABEL_CERTIFIED_BY: Final = "Certified by (name and office)"
LABEL_CERTIFIED_ON: Final = "Certified on"

_AMOUNTS: Final = (
    Column("paid", "Paid by June 30", 16, Kind.AMOUNT),
    Column("paid_after", "Obligated by June 30 and paid by the day above", 18, Kind.AMOUNT),
    Column("obligated", "Still obligated (not paid by that day)", 16, Kind.AMOUNT),
    Column("local", "Local (the board's own money, not counted)", 16, Kind.AMOUNT),
)
STATEMENT_LINES: Final = Table(
    name="line",
    sheet=STATEMENT,
    title="",
    columns=(
        Column("key", "Line", 28),
        Column("description", "What was paid for", 40, required=False),
        Column("approved", "Approved (for comparison)", 16, Kind.SHOWN),
        *_AMOUNTS,
        Column("spent", "Spent (as counted)", 16, Kind.SHOWN),
        Column("unspent", "Unspent (approved less spent)", 16, Kind.SHOWN),
    ),
    rows=60,
)
ACCOUNT_LINES: Final = Table(
    name="account",
    sheet=ACCOUNTS,
    title="",
    columns=(
        Column("account", "Account", 24),
        Column("description", "What it is", 40, required=False),
        Column("key", "Line of the plan", 16, required=False),
        *_AMOUNTS,
    ),
    rows=120,
)
REPORT: Final = Form(
    what="report",
    name=REPORT_FORM.partition(" ")[0],
    mark=REPORT_FORM,
    sheets=(README, STATEMENT, ACCOUNTS, SIGN),
    tables=(STATEMENT_LINES, ACCOUNT_LINES),
)
