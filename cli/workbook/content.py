"""The plan as it stands in the sheets of a workbook, table by table and row by row.

Nothing is calculated but the sum of the lines, which the total has to equal.
Not here: one cell (`cells.py`), whose plan it is (`read.py`). Source: C.G.S. § 10-262u(d).
"""

from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from cli.render import clean
from cli.workbook import form
from cli.workbook.cells import date_of, text_of
from cli.workbook.layout import Layout, Row
from cli.workbook.tables import InSheets
from domain.money import total
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
_ADDED_UP: Final = (*_AMOUNTS, "reform")
_KEYS: Final = frozenset(key.value for key in StrategyKey)
_KEY_OF_WORDS: Final = {
    words_of(item.words): item.key.value for entry in STRATEGIES.entries for item in entry.value
}
_REFORMS: Final = {reform.value: reform for reform in Reform}
_YES_NO: Final = {"yes": True, "no": False}
_HALF_A_CENT: Final = Decimal("0.005")


class PlanInSheets(InSheets):
    """The plan as it stands in the sheets of a workbook.

    `left_out`: keys of last year's lines without an amount this year.
    """

    def content(self) -> PlanContent:
        """The plan; where a value was lost, which is then on the list, nothing stands for it."""
        self.require_sheets(form.BUDGET, form.GOALS, form.OTHER)
        lines = self._lines(self.layout(form.LINES, "lines"))
        objective_rows = self.rows(form.OBJECTIVES, "objectives")
        target_rows = self.rows(form.TARGETS, "targets")
        stakeholder_rows = self.rows(form.STAKEHOLDERS, "stakeholders")
        objectives = tuple(self._objective(row) for row in objective_rows)
        targets = tuple(self._target(row) for row in target_rows)
        self.place("objective", objective_rows, [one.key for one in objectives])
        self.place("target", target_rows, [one.key for one in targets])
        return PlanContent(
            lines=lines,
            board_approved_on=self._approved_on(),
            guidelines=self._guidelines(),
            objectives=objectives,
            targets=targets,
            stakeholders=tuple(self._stakeholder(row) for row in stakeholder_rows),
            other_programs=tuple(
                self._other_program(row) for row in self.rows(form.OTHER_LINES, "other programs")
            ),
        )

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
        self.place("line", rows, [line.key for line in lines])
        at = totals[0] if totals else Row(layout=layout, number=layout.head_row)
        for name in _ADDED_UP:
            self.places[f"total column {name}"] = at.place(name)
        for row in totals:
            self._compare_totals(row, rows, lines)
        return lines

    def _line(self, row: Row) -> BudgetLine:
        return BudgetLine(
            key=self.text(row, "key"),
            description=self.text(row, "description"),
            strategy=strategy_key(self.text(row, "strategy")),
            object_code=self.text(row, "object_code", required=False),
            carry_over=self.amount(row, "carry_over"),
            current=self.amount(row, "current"),
            local_match=self.amount(row, "local_match"),
            reform=self.choice(row, "reform", _REFORMS) or Reform.EXISTING,
            tuition=bool(self.choice(row, "tuition", _YES_NO)),
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
                self.compare_total(cell, row.place(name), lines_sum)

    def _objective(self, row: Row) -> Objective:
        return Objective(key=self.text(row, "key"), words=self.text(row, "words"))

    def _target(self, row: Row) -> Target:
        return Target(
            key=self.text(row, "key"),
            objective=self.text(row, "objective"),
            measure=self.text(row, "measure"),
            baseline=self.text(row, "baseline", required=False),
            target=self.text(row, "target"),
        )

    def _stakeholder(self, row: Row) -> Stakeholder:
        return Stakeholder(
            group=self.text(row, "group"), collaboration=self.text(row, "collaboration")
        )

    def _other_program(self, row: Row) -> OtherProgramLine:
        return OtherProgramLine(
            program=self.text(row, "program"),
            description=self.text(row, "description"),
            amount=self.amount(row, "amount"),
        )

    def _approved_on(self) -> date | None:
        found = self.labelled(form.GOALS, form.LABEL_APPROVED, "board approval")
        return date_of(*found, form.LABEL_APPROVED.lower(), self.found) if found else None

    def _guidelines(self) -> str | None:
        found = self.labelled(form.GOALS, form.LABEL_GUIDELINES, "guidelines")
        words = form.LABEL_GUIDELINES.lower()
        return (text_of(*found, words, self.found) or None) if found else None


def strategy_key(text: str) -> str:
    """The stable key that a cell names: by key, key and words, or words of any revision.

    What is none of these stays as it is; the check of the content names it.
    """
    key = text.partition(form.BETWEEN)[0].strip().lower()
    return key if key in _KEYS else _KEY_OF_WORDS.get(words_of(text), text)
