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
from cli.workbook.layout import Layout, Row, faults_in, found_in, labelled
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
from domain.plan_reading import own_names
from domain.statute.s262u_d_plan import STRATEGIES, StrategyKey
from domain.words import same_words, words_of

Choice = TypeVar("Choice")

_AMOUNTS: Final = ("carry_over", "current", "local_match")
_ADDED_UP: Final = (*_AMOUNTS, "reform")
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
        places: where its parts stand, by name, see `domain/plan_reading.py`.
    """

    def __init__(self, sheets: dict[str, Sheet], found: Collected) -> None:
        """`found`: where what is wrong is put, and what was taken."""
        self.sheets = sheets
        self.found = found
        self.left_out: list[str] = []
        self.places: dict[str, str] = {}

    def content(self) -> PlanContent:
        """The plan; where a value was lost, which is then on the list, nothing stands for it."""
        for name in (form.BUDGET, form.GOALS, form.OTHER):
            if name not in self.sheets:
                message = f"The sheet {name} is missing. Put it back as it was sent."
                self.found.lost("sheet_missing", f"sheet {name}", message)
        lines = self._lines(self._layout(form.LINES, "lines"))
        objective_rows = self._rows(form.OBJECTIVES, "objectives")
        target_rows = self._rows(form.TARGETS, "targets")
        stakeholder_rows = self._rows(form.STAKEHOLDERS, "stakeholders")
        objectives = tuple(self._objective(row) for row in objective_rows)
        targets = tuple(self._target(row) for row in target_rows)
        self._place("objective", objective_rows, [one.key for one in objectives])
        self._place("target", target_rows, [one.key for one in targets])
        return PlanContent(
            lines=lines,
            board_approved_on=self._approved_on(),
            guidelines=self._guidelines(),
            objectives=objectives,
            targets=targets,
            stakeholders=tuple(self._stakeholder(row) for row in stakeholder_rows),
            other_programs=tuple(
                self._other_program(row) for row in self._rows(form.OTHER_LINES, "other programs")
            ),
        )

    def _layout(self, table: form.Table, name: str) -> Layout | None:
        """Where a table stands; `name` is its own, for its place where it cannot be read."""
        sheet = self.sheets.get(table.sheet)
        if sheet is None:
            self.places[name] = f"sheet {table.sheet}"
            return None
        layout = found_in(sheet, table)
        faults = list(layout.absent.values()) if layout else faults_in(sheet, table)
        for fault in faults:
            self.found.lost("headings_missing", fault.place, fault.message)
        if layout is None:
            self.places[name] = faults[0].place
        return layout

    def _rows(self, table: form.Table, name: str) -> list[Row]:
        layout = self._layout(table, name)
        if layout is None:
            return []
        self.places[name] = Row(layout=layout, number=layout.head_row + 1).place(
            table.columns[0].field
        )
        return list(layout.rows())

    def _place(self, what: str, rows: list[Row], keys: list[str]) -> None:
        """Remember where rows and their columns stand, also of a key that stands twice."""
        for name, row in zip(own_names(keys), rows, strict=True):
            self.places[f"{what} {name}"] = row.place("key")
            for column in row.layout.table.columns:
                self.places[f"{what} {name} column {column.field}"] = row.place(column.field)

    def _lines(self, layout: Layout | None) -> tuple[BudgetLine, ...]:
        if layout is None:
            self.places |= {f"total column {name}": self.places["lines"] for name in _ADDED_UP}
            return ()
        rows, totals = [], []
        for row in layout.rows():
            key = row.cell("key")
            # Its label stands in column A also where the heading above it is wrong.
            label = key or layout.sheet.at(row.number, 1)
            if label is not None and same_words(str(label.value), form.TOTAL):
                totals.append(row)
            elif any(row.cell(name) for name in _AMOUNTS):
                rows.append(row)
            elif row.cell("last_year"):
                self.left_out.append(clean(str(key.value)) if key else f"row {row.number}")
            elif layout.absent.keys() & set(_AMOUNTS):
                rows.append(row)  # its amount may stand in the column whose heading is wrong
            else:
                message = (
                    "The line has no amount. Write 0 where it costs nothing, or clear the row."
                )
                self.places["lines"] = row.place("current")
                self.found.lost("no_amount", row.place("current"), message)
        lines = tuple(self._line(row) for row in rows)
        self._place("line", rows, [line.key for line in lines])
        at = totals[0] if totals else Row(layout=layout, number=layout.head_row)
        for name in _ADDED_UP:
            self.places[f"total column {name}"] = at.place(name)
        for row in totals:
            self._compare_totals(row, rows, lines)
        return lines

    def _line(self, row: Row) -> BudgetLine:
        return BudgetLine(
            key=self._text(row, "key"),
            description=self._text(row, "description"),
            strategy=strategy_key(self._text(row, "strategy")),
            object_code=self._text(row, "object_code", required=False),
            carry_over=self._amount(row, "carry_over"),
            current=self._amount(row, "current"),
            local_match=self._amount(row, "local_match"),
            reform=self._choice(row, "reform", _REFORMS) or Reform.EXISTING,
            tuition=bool(self._choice(row, "tuition", _YES_NO)),
        )

    def _compare_totals(self, row: Row, rows: list[Row], lines: tuple[BudgetLine, ...]) -> None:
        """Each total that is there, with the lines; one of a column with an unread cell waits."""
        sums = {
            "carry_over": total([line.carry_over for line in lines]),
            "current": total([line.current for line in lines]),
            "local_match": total([line.local_match for line in lines]),
        }
        for name, lines_sum in sums.items():
            cell = row.cell(name)
            needed = {self.places.get("lines"), *(line.place(name) for line in rows)}
            if cell is not None and not needed & self.found.unread:
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
        return Objective(key=self._text(row, "key"), words=self._text(row, "words"))

    def _target(self, row: Row) -> Target:
        return Target(
            key=self._text(row, "key"),
            objective=self._text(row, "objective"),
            measure=self._text(row, "measure"),
            baseline=self._text(row, "baseline", required=False),
            target=self._text(row, "target"),
        )

    def _stakeholder(self, row: Row) -> Stakeholder:
        return Stakeholder(
            group=self._text(row, "group"), collaboration=self._text(row, "collaboration")
        )

    def _other_program(self, row: Row) -> OtherProgramLine:
        return OtherProgramLine(
            program=self._text(row, "program"),
            description=self._text(row, "description"),
            amount=self._amount(row, "amount"),
        )

    def _text(self, row: Row, name: str, *, required: bool = True) -> str:
        cell = row.cell(name)
        words = _words_of(row, name)
        if cell is not None:
            return text_of(cell, row.place(name), words, self.found) or ""
        if required and name not in row.layout.absent:
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
        found = self._labelled(form.LABEL_APPROVED, "board approval")
        return date_of(*found, form.LABEL_APPROVED.lower(), self.found) if found else None

    def _guidelines(self) -> str | None:
        found = self._labelled(form.LABEL_GUIDELINES, "guidelines")
        words = form.LABEL_GUIDELINES.lower()
        return (text_of(*found, words, self.found) or None) if found else None

    def _labelled(self, label: str, name: str) -> tuple[Cell, str] | None:
        """The cell beside a label, with its place; None where it is empty."""
        sheet = self.sheets.get(form.GOALS)
        self.places[name] = f"sheet {form.GOALS}"
        if sheet is None:
            return None
        beside = labelled(sheet, label)
        if beside is None:
            message = f'The label "{label}" does not stand once in column A. Put it back.'
            self.found.lost("label_missing", f"sheet {form.GOALS}", message)
            return None
        row, cell = beside
        self.places[name] = place_of(sheet.name, row, "B", label.lower())
        return None if cell is None else (cell, self.places[name])


def strategy_key(text: str) -> str:
    """The stable key that a cell names: by key, key and words, or words of any revision.

    What is none of these stays as it is; the check of the content names it.
    """
    key = text.partition(form.BETWEEN)[0].strip().lower()
    return key if key in _KEYS else _KEY_OF_WORDS.get(words_of(text), text)


def _words_of(row: Row, name: str) -> str:
    return next(column.words for column in row.layout.table.columns if column.field == name)
