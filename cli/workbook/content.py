"""The plan as it stands in the sheets of a workbook, table by table and row by row.

Nothing is calculated but the sum of the lines, which the total has to equal.
Not here: one cell (`cells.py`), whose plan it is (`read.py`). Source: C.G.S. § 10-262u(d).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from cli.render import clean
from cli.workbook import form
from cli.workbook.cells import Collected, amount_of, date_of, text_of
from cli.workbook.form import place_of
from cli.workbook.grid import Cell, Sheet
from cli.workbook.layout import Layout, Row, found_in, labelled
from domain.money import ZERO, Money, total
from domain.plan_content import (
    BudgetLine,
    Objective,
    OtherProgramLine,
    PlanContent,
    Reform,
    Stakeholder,
    Target,
)
from domain.statute.s262u_d_plan import STRATEGIES, StrategyKey
from domain.words import same_words, words_of

Choice = TypeVar("Choice")

_AMOUNTS: Final = ("carry_over", "current", "local_match")
_KEYS: Final = frozenset(key.value for key in StrategyKey)
_KEY_OF_WORDS: Final = {
    words_of(item.words): item.key.value for entry in STRATEGIES.entries for item in entry.value
}
_REFORMS: Final = {reform.value: reform for reform in Reform}
_YES_NO: Final = {"yes": True, "no": False}
_HALF_A_CENT: Final = Decimal("0.005")


class PlanInSheets:
    """The plan as it stands in the sheets of a workbook.

    Attributes:
        left_out: keys of last year's lines without an amount this year.
        places: where lines, their columns, objectives and targets stand.
    """

    def __init__(self, sheets: dict[str, Sheet], found: Collected) -> None:
        """`found`: where what is wrong is put, and what was taken."""
        self.sheets = sheets
        self.found = found
        self.left_out: list[str] = []
        self.places: dict[str, str] = {}

    def content(self) -> PlanContent:
        """The plan; where a value was lost, which is then on the list, nothing stands for it."""
        lines = self._layout(form.LINES)
        return PlanContent(
            lines=self._lines(lines) if lines else (),
            board_approved_on=self._approved_on(),
            guidelines=self._guidelines(),
            objectives=tuple(self._objective(row) for row in self._rows(form.OBJECTIVES)),
            targets=tuple(self._target(row) for row in self._rows(form.TARGETS)),
            stakeholders=tuple(
                Stakeholder(
                    group=self._text(row, "group"), collaboration=self._text(row, "collaboration")
                )
                for row in self._rows(form.STAKEHOLDERS)
            ),
            other_programs=tuple(
                OtherProgramLine(
                    program=self._text(row, "program"),
                    description=self._text(row, "description"),
                    amount=self._amount(row, "amount"),
                )
                for row in self._rows(form.OTHER_LINES)
            ),
        )

    def _layout(self, table: form.Table) -> Layout | None:
        sheet = self.sheets.get(table.sheet)
        layout = found_in(sheet, table) if sheet else None
        if layout is None:
            headings = ", ".join(column.heading for column in table.columns)
            message = (
                f"The headings of a {table.name} do not stand in one row, each once: {headings}. "
                "Put the plan on the workbook as it was sent."
            )
            self.found.lost("headings_missing", f"sheet {table.sheet}", message)
        return layout

    def _rows(self, table: form.Table) -> list[Row]:
        layout = self._layout(table)
        return list(layout.rows()) if layout else []

    def _lines(self, layout: Layout) -> tuple[BudgetLine, ...]:
        lines, totals = [], []
        lost_before = self.found.lost_values
        for row in layout.rows():
            key = row.cell("key")
            if key is not None and same_words(str(key.value), form.TOTAL):
                totals.append(row)
            elif any(row.cell(name) for name in _AMOUNTS):
                lines.append(self._line(row))
            elif row.cell("last_year"):
                self.left_out.append(clean(str(key.value)) if key else f"row {row.number}")
            else:
                message = (
                    "The line has no amount. Write 0 where it costs nothing, or clear the row."
                )
                self.found.lost("no_amount", row.place("current"), message)
        if self.found.lost_values == lost_before:
            for row in totals:
                self._compare_totals(row, lines)
        return tuple(lines)

    def _line(self, row: Row) -> BudgetLine:
        key = self._key(row, "")
        for column in row.layout.table.columns:
            self.places.setdefault(f"{key} column {column.field}", row.place(column.field))
        if row.cell("object_code") is None:
            message = "The line has no object code."
            self.found.note("no_object_code", row.place("object_code"), message)
        return BudgetLine(
            key=key,
            description=self._text(row, "description"),
            strategy=strategy_key(self._text(row, "strategy")),
            object_code=self._text(row, "object_code", required=False),
            carry_over=self._amount(row, "carry_over"),
            current=self._amount(row, "current"),
            local_match=self._amount(row, "local_match"),
            reform=self._choice(row, "reform", _REFORMS) or Reform.EXISTING,
            tuition=bool(self._choice(row, "tuition", _YES_NO)),
        )

    def _compare_totals(self, row: Row, lines: list[BudgetLine]) -> None:
        sums = {
            "carry_over": total([line.carry_over for line in lines]),
            "current": total([line.current for line in lines]),
            "local_match": total([line.local_match for line in lines]),
        }
        for name, lines_sum in sums.items():
            cell = row.cell(name)
            if cell is not None:
                self._compare_total(cell, row.place(name), lines_sum)

    def _compare_total(self, cell: Cell, place: str, lines_sum: Money) -> None:
        if not cell.calculated:
            message = f"The total was never calculated; the lines add up to {lines_sum.display}."
            self.found.note("total_not_calculated", place, message)
            return
        number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        lines_amount = Decimal(lines_sum.cents).scaleb(-2)
        if not number or abs(Decimal(str(cell.value)) - lines_amount) >= _HALF_A_CENT:
            shown = f"{cell.value:,.2f}" if isinstance(cell.value, int | float) else cell.value
            message = (
                f"The total says {shown}; the lines add up to {lines_sum.display}. Let the total "
                "count every line, or mend the line that is wrong."
            )
            self.found.stops("total_differs", place, message)

    def _objective(self, row: Row) -> Objective:
        return Objective(key=self._key(row, "objective "), words=self._text(row, "words"))

    def _target(self, row: Row) -> Target:
        return Target(
            key=self._key(row, "target "),
            objective=self._text(row, "objective"),
            measure=self._text(row, "measure"),
            baseline=self._text(row, "baseline", required=False),
            target=self._text(row, "target"),
        )

    def _key(self, row: Row, prefix: str) -> str:
        key = self._text(row, "key")
        self.places.setdefault(f"{prefix}{key}", row.place("key"))
        return key

    def _text(self, row: Row, name: str, *, required: bool = True) -> str:
        cell = row.cell(name)
        words = _words_of(row, name)
        if cell is not None:
            return text_of(cell, row.place(name), words, self.found) or ""
        if required:
            message = f"The column {words} is empty. Fill it in, or clear the whole row."
            self.found.lost("missing", row.place(name), message)
        return ""

    def _amount(self, row: Row, name: str) -> Money:
        cell = row.cell(name)
        if cell is None:
            return ZERO
        return amount_of(cell, row.place(name), _words_of(row, name), self.found) or ZERO

    def _choice(self, row: Row, name: str, choices: Mapping[str, Choice]) -> Choice | None:
        column = next(c for c in row.layout.table.columns if c.field == name)
        text = self._text(row, name, required=column.required).lower()
        if text and text not in choices:
            message = f"{text[:60]} is not one of: {', '.join(choices)}."
            self.found.lost("not_a_choice", row.place(name), message)
        return choices.get(text)

    def _approved_on(self) -> date | None:
        found = self._labelled(form.LABEL_APPROVED)
        return date_of(*found, form.LABEL_APPROVED.lower(), self.found) if found else None

    def _guidelines(self) -> str | None:
        found = self._labelled(form.LABEL_GUIDELINES)
        words = form.LABEL_GUIDELINES.lower()
        return (text_of(*found, words, self.found) or None) if found else None

    def _labelled(self, label: str) -> tuple[Cell, str] | None:
        """The cell beside a label, with its place; None where it is empty."""
        sheet = self.sheets.get(form.GOALS)
        beside = labelled(sheet, label) if sheet else None
        if sheet is None or beside is None:
            message = f'The label "{label}" does not stand once in column A. Put it back.'
            self.found.lost("label_missing", f"sheet {form.GOALS}", message)
            return None
        row, cell = beside
        return None if cell is None else (cell, place_of(sheet.name, row, "B", label.lower()))


def strategy_key(text: str) -> str:
    """The stable key that a cell names: by key, key and words, or words of any revision.

    What is none of these stays as it is; the check of the content names it.
    """
    key = text.partition(form.BETWEEN)[0].strip().lower()
    return key if key in _KEYS else _KEY_OF_WORDS.get(words_of(text), text)


def _words_of(row: Row, name: str) -> str:
    return next(column.words for column in row.layout.table.columns if column.field == name)
