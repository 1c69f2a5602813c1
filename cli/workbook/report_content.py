"""The expenditure report as it stands in the sheets of a workbook, row by row.

Not here: one cell (`cells.py`), whose report it is and how rows become lines (`report_read.py`).
Source: C.G.S. § 10-262u(g).
"""

from datetime import date

from cli.render import clean
from cli.workbook import report_form as form
from cli.workbook.cells import amount_of, date_of, text_of
from cli.workbook.form import SIGN, TOTAL
from cli.workbook.layout import Layout, Row
from cli.workbook.tables import InSheets
from domain.money import Money, total
from domain.report_content import ReportContent
from domain.report_reading import AMOUNTS, StatedRow
from domain.words import same_words, words_of
from ledger.report_file import ANNUAL, INTERIM, mixed_up


class ReportInSheets(InSheets):
    """The report as it stands in the sheets of a workbook.

    `left_out`: keys of approved lines without an amount.
    """

    def about(self) -> ReportContent:
        """What the report says about itself, without its lines."""
        self.require_sheets(form.STATEMENT, SIGN)
        as_of = self._day(form.STATEMENT, form.LABEL_UP_TO, "up to")
        self._require_kind(as_of)
        return ReportContent(
            plan_version=self._version(),
            lines=(),
            as_of=as_of,
            paid_after_until=self._day(form.STATEMENT, form.LABEL_UNTIL, "paid after day"),
            carried_in=self._stated(form.LABEL_CARRIED_IN, "carried in"),
            received=self._stated(form.LABEL_RECEIVED, "received"),
            certified_by=self._words(SIGN, form.LABEL_CERTIFIED_BY, "certification") or None,
            certified_on=self._day(SIGN, form.LABEL_CERTIFIED_ON, "certification day"),
        )

    def lines(self) -> list[StatedRow]:
        """The rows of the sheet Statement that have an amount."""
        layout = self.layout(form.STATEMENT_LINES, "lines")
        if layout is None:
            self.places |= {f"total column {name}": self.places["lines"] for name in AMOUNTS}
            return []
        rows, totals = [], []
        for row in layout.rows():
            label = row.cell("key") or layout.sheet.at(row.number, 1)
            if label is not None and same_words(str(label.value), TOTAL):
                totals.append(row)
            elif any(row.cell(name) for name in AMOUNTS):
                rows.append(row)
            elif row.cell("approved"):
                key = row.cell("key")
                self.left_out.append(clean(str(key.value)) if key else f"row {row.number}")
            elif row.cell("key") or row.cell("description"):
                self._no_amount(row)
        stated = [self._line(row) for row in rows]
        self._totals(layout, totals, stated)
        return stated

    def accounts(self) -> list[StatedRow]:
        """The rows of the sheet Accounts; one without amounts says where its account belongs."""
        if form.ACCOUNTS not in self.sheets:
            return []
        return [self._account(row) for row in self.rows(form.ACCOUNT_LINES, "accounts")]

    def has_amounts(self, rows: list[StatedRow]) -> bool:
        """Whether any of the rows has an amount, or one that could not be read."""
        return any(
            one.amount(name) or one.columns[name] in self.found.unread
            for one in rows
            for name in AMOUNTS
        )

    def _no_amount(self, row: Row) -> None:
        message = "The line has no amount. Write 0 where nothing was spent, or clear the row."
        self.places["lines"] = row.place("paid")
        self.found.lost("no_amount", row.place("paid"), message)

    def _totals(self, layout: Layout, totals: list[Row], rows: list[StatedRow]) -> None:
        """Each total that is there, with the rows; one of a column with an unread cell waits."""
        at = totals[0] if totals else Row(layout=layout, number=layout.head_row)
        for name in AMOUNTS:
            self.places[f"total column {name}"] = at.place(name)
        needed = {self.places.get("lines")}
        for row in totals:
            for name in AMOUNTS:
                cell = row.cell(name)
                places = needed | {one.columns[name] for one in rows}
                if cell is not None and not places & self.found.unread:
                    rows_sum = total([one.amount(name) for one in rows])
                    self.compare_total(cell, row.place(name), rows_sum)

    def _line(self, row: Row) -> StatedRow:
        return self._row(row, key=self.text(row, "key"), account="", named="key")

    def _account(self, row: Row) -> StatedRow:
        account = self.text(row, "account")
        return self._row(
            row, key=self.text(row, "key", required=False), account=account, named="account"
        )

    def _row(self, row: Row, *, key: str, account: str, named: str) -> StatedRow:
        return StatedRow(
            place=row.place(named),
            columns={name: row.place(name) for name in ("description", *AMOUNTS)},
            key=key,
            account=account,
            description=self.text(row, "description", required=False),
            paid=self.amount(row, "paid", refund=True),
            paid_after=self.amount(row, "paid_after"),
            obligated=self.amount(row, "obligated"),
            local=self.amount(row, "local"),
        )

    def _require_kind(self, as_of: date | None) -> None:
        kind = words_of(self._words(form.STATEMENT, form.LABEL_KIND, "kind"))
        if kind not in {ANNUAL, INTERIM}:
            if self.places["kind"] not in self.found.unread:
                message = f"Write {ANNUAL} or {INTERIM}. An interim report is an estimate."
                self.found.lost("not_a_choice", self.places["kind"], message)
            return
        mixed = mixed_up(kind, as_of)
        if mixed is not None and self.places["up to"] not in self.found.unread:
            self.found.lost(mixed[0], self.places["up to"], mixed[1])

    def _version(self) -> int | None:
        text = self._words(form.STATEMENT, form.LABEL_VERSION, "plan version")
        if not text:
            return None
        if text.isascii() and text.isdigit() and int(text) > 0 and len(text) <= len("9999"):
            return int(text)
        message = f"{text[:60]} is not the number of a plan version, such as 2."
        self.found.lost("not_a_number", self.places["plan version"], message)
        return None

    def _words(self, sheet: str, label: str, name: str) -> str:
        found = self.labelled(sheet, label, name)
        return (text_of(*found, label.lower(), self.found) or "") if found else ""

    def _day(self, sheet: str, label: str, name: str) -> date | None:
        found = self.labelled(sheet, label, name)
        return date_of(*found, label.lower(), self.found) if found else None

    def _stated(self, label: str, name: str) -> Money | None:
        found = self.labelled(form.STATEMENT, label, name)
        return amount_of(*found, label.lower(), self.found) if found else None
