"""An expenditure report as CSV, by line of the plan or by account of the board's own books.

A row is named by its line in the file; the heading is line 1. A row of totals is compared with the
rows and never counted.
Not here: TOML and JSON (`report_file.py`), Excel (`cli/workbook/`), whether the report is as it
should be (`domain/report_check.py`). Source: C.G.S. § 10-262u(g).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from domain.district import district_named
from domain.errors import AllianceError, UnreadableFileError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.plan_content import Discrepancy, note
from domain.plan_reading import Places, ReadPaper
from domain.report_content import ReportContent
from domain.report_reading import AMOUNTS, ReadReport, StatedRow, put_together
from domain.words import words_of
from ledger.plan_fields import Collected, short
from ledger.report_file import COLUMNS
from ledger.source_file import SourceFile, read_source
from ledger.written_amount import written_amount

# Every heading that is read, by the words it may have.
_HEADINGS: Final = {
    "line": ("line", "plan line", "budget line"),
    "account": ("account", "account code", "account number"),
    "description": ("description", "what for"),
    "paid": ("paid by june 30", "paid", "expended"),
    "paid_after": ("paid after", "obligated and paid after", "obligated by june 30 and paid after"),
    "obligated": ("still obligated", "obligated", "encumbered"),
    "local": ("local", "local match"),
    "town": ("town", "district"),
    "town_code": ("town code",),
    "fiscal_year": ("fiscal year",),
}
_TOTALS: Final = ("total", "totals", "grand total", "total of all lines")


def read_report_csv(file: Path, crosswalk: Mapping[str, str]) -> ReadReport:
    """Read a report from CSV; `crosswalk`: line of the plan by account, for rows that name none.

    Raises UnreadableFileError: see `read_source`; also without a column of lines or accounts, or
    without what was paid by June 30.
    """
    source = read_source(file, ())
    table = _Table(source, Collected())
    table.require(("line", "account"), ("paid",))
    rows = [table.row(line, cells) for line, cells in source.rows if not table.is_total(cells)]
    table.compare_totals(rows)
    code, year = table.whose()
    found = table.found
    paper = ReadPaper(
        district_code=code,
        fiscal_year=year,
        discrepancies=(*found.discrepancies, *table.silent()),
        echo=tuple(found.echo),
        left_out=(),
        places=Places(
            {
                "lines": "line 1",
                "town": f"line 2 column {table.heading('town')}",
                "fiscal year": f"line 2 column {table.heading('fiscal_year')}",
                **{f"total column {name}": f"column {table.heading(name)}" for name in AMOUNTS},
            },
            frozenset(table.unread),
        ),
    )
    return put_together(paper, ReportContent(plan_version=None, lines=()), rows, crosswalk)


class _Table:
    """The rows of a report, taken cell by cell."""

    def __init__(self, source: SourceFile, found: Collected) -> None:
        self.source = source
        self.found = found
        self.unread: set[str] = set()
        self.by_field: dict[str, str] = {}
        self.totals: list[tuple[int, Mapping[str, str]]] = []
        for heading in source.columns:
            self._know(heading)
        for row in source.bad:
            self.lost(row.code, f"line {row.line}", f"In this row, {row.message}.")
            self.unread.add("line 1")

    def _know(self, heading: str) -> None:
        words = words_of(heading.replace("_", " "))
        name = next((name for name, known in _HEADINGS.items() if words in known), None)
        if name is None and heading:
            told = f"No column of a report is called {short(heading)}. Is it misspelled?"
            self.lost("unknown_column", f"line 1 column {heading}", told)
        elif name in self.by_field:
            told = f"It stands for the same as the column {self.by_field[name]}. Leave one."
            self.lost("column_twice", f"line 1 column {heading}", told)
        elif name is not None:
            self.by_field[name] = heading

    def require(self, *groups: tuple[str, ...]) -> None:
        """Raises UnreadableFileError where none of a group of columns is there."""
        lacking = [group for group in groups if not set(group) & set(self.by_field)]
        if lacking:
            wanted = "; ".join(" or ".join(_HEADINGS[name][0] for name in one) for one in lacking)
            raise UnreadableFileError(
                f"{self.source.name} lacks a column it needs: {wanted}.",
                details={"found": ", ".join(self.source.columns)[:200] or "none"},
                next_step="The first line has to name the columns; see: alliance report template.",
            )

    def heading(self, name: str) -> str:
        """The heading of a field as the file has it."""
        return self.by_field.get(name, COLUMNS.get(name, name))

    def lost(self, code: str, place: str, message: str) -> None:
        """Something that could not be taken."""
        self.found.wrong(place, code, message)
        self.unread.add(place)

    def cell(self, cells: Mapping[str, str], name: str) -> str:
        """The text of a cell in one line; "" where there is none."""
        return " ".join(cells.get(self.by_field.get(name, ""), "").split())

    def is_total(self, cells: Mapping[str, str]) -> bool:
        """Whether a row holds totals: it says so, in the place of the line or beside it."""
        key = self.cell(cells, "line") or self.cell(cells, "account")
        beside = (self.cell(cells, name) for name in ("town", "description"))
        return any(words_of(one) in _TOTALS for one in ((key,) if key else beside))

    def row(self, number: int, cells: Mapping[str, str]) -> StatedRow:
        """A row that is counted."""
        columns = {
            name: f"line {number} column {self.heading(name)}"
            for name in ("description", *AMOUNTS)
            if name in self.by_field
        }
        name = "line" if self.cell(cells, "line") or "account" not in self.by_field else "account"
        amounts = {one: self._amount(columns.get(one), cells, one) for one in AMOUNTS}
        if not any(self.cell(cells, one) for one in AMOUNTS):
            told = "The row has no amount. Write 0 where nothing was spent, or take it out."
            self.lost("no_amount", columns["paid"], told)
        return StatedRow(
            place=f"line {number} column {self.heading(name)}",
            columns=columns,
            key=self.cell(cells, "line"),
            account=self.cell(cells, "account"),
            description=self.cell(cells, "description"),
            **amounts,
        )

    def _amount(self, place: str | None, cells: Mapping[str, str], name: str) -> Money:
        """An amount; zero where there is none or it is wrong."""
        text = self.cell(cells, name)
        if not text or place is None:
            return ZERO
        amount = written_amount(text)
        if amount is None:
            told = f"{short(text)} is no amount that can be read only one way, such as 1234.50."
            self.lost("not_an_amount", place, told)
        elif amount < ZERO and name != "paid":
            told = f"{amount.display} is negative. Take a refund off what was paid by June 30."
            self.lost("negative_amount", place, told)
        else:
            self.found.took(place, COLUMNS[name].replace("_", " "), amount.display)
            return amount
        return ZERO

    def compare_totals(self, rows: list[StatedRow]) -> None:
        """Every row of totals against the rows; one of a column with an unread cell waits."""
        for number, cells in self.source.rows:
            for name in AMOUNTS if self.is_total(cells) else ():
                text = self.cell(cells, name)
                if not text or self.unread & {row.columns.get(name) for row in rows}:
                    continue
                lines_sum = total([row.amount(name) for row in rows])
                if written_amount(text) != lines_sum:
                    told = (
                        f"The total says {text:.40}; the rows add up to {lines_sum.display}. Mend "
                        "the row that is wrong, or the total."
                    )
                    place = f"line {number} column {self.heading(name)}"
                    self.found.wrong(place, "total_differs", told)

    def whose(self) -> tuple[int | None, FiscalYear | None]:
        """Town code and year, where there are columns for them; every row has to say the same."""
        codes = {self._town(number, cells) for number, cells in self._saying("town", "town_code")}
        years = {self._year(number, cells) for number, cells in self._saying("fiscal_year")}
        for what, several, name in (("towns", codes, "town"), ("years", years, "fiscal_year")):
            if len(several - {None}) > 1:
                told = f"The rows speak of several {what}. A report is of one."
                self.lost(f"several_{what}", f"line 1 column {self.heading(name)}", told)
        return (
            codes.pop() if len(codes) == 1 else None,
            years.pop() if len(years) == 1 else None,
        )

    def silent(self) -> list[Discrepancy]:
        """That the file does not say both whose it is and for which year."""
        if self._saying("town", "town_code") and self._saying("fiscal_year"):
            return []
        told = (
            "The file does not say both whose it is and for which year: it is taken for what it "
            "was given as. Columns town, town_code and fiscal_year would say it."
        )
        return [note("whose_not_said", "line 1", told)]

    def _saying(self, *names: str) -> list[tuple[int, Mapping[str, str]]]:
        """The rows that are counted and say something in one of these columns."""
        return [
            (number, cells)
            for number, cells in self.source.rows
            if not self.is_total(cells) and any(self.cell(cells, name) for name in names)
        ]

    def _town(self, number: int, cells: Mapping[str, str]) -> int | None:
        """Name and code have to be there and be of one town: either alone is easily mistyped."""
        place = f"line {number} column {self.heading('town')}"
        try:
            named, coded = (
                district_named(self.cell(cells, name)) for name in ("town", "town_code")
            )
        except AllianceError as error:
            told = f"Town and town code do not say whose it is. {error.message}"
            self.lost("town_unknown", place, told)
            return None
        if named != coded:
            told = f"The town is {named}, the town code that of {coded}. Both have to be right."
            self.lost("town_and_code_differ", place, told)
            return None
        return named.code

    def _year(self, number: int, cells: Mapping[str, str]) -> FiscalYear | None:
        try:
            return FiscalYear.parse(self.cell(cells, "fiscal_year"))
        except AllianceError as error:
            place = f"line {number} column {self.heading('fiscal_year')}"
            self.lost(error.code, place, f"{error.message} {error.next_step}")
            return None
