"""The form of a plan: its sheets, headings and marks, as they are written and looked for.

A table is found by its headings, never by its row number, so that a district may insert rows.
Not here: how the form looks (`package.py`), what its cells mean (`cells.py`), the form of a report
(`report_form.py`). Source: § 10-262u(d).
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from domain.statute.s262u_d_plan import Strategy

# The mark that is read back: a form of another version is not read at all, it is named.
FORM: Final = "alliance-plan"
VERSION: Final = 1
MARK: Final = f"{FORM} {VERSION}"

README: Final = "Read me"
BUDGET: Final = "Budget"
GOALS: Final = "Goals and people"
OTHER: Final = "Other programs"
SIGN: Final = "Sign"
LISTS: Final = "Lists"
WHAT_TO_DO: Final = "What to do"

# Labels in column A, whose value stands in column B.
LABEL_FORM: Final = "Form"
LABEL_TOWN: Final = "Town"
LABEL_CODE: Final = "Town code"
LABEL_YEAR: Final = "Fiscal year"
LABEL_APPROVED: Final = "Approved by the board on"
LABEL_GUIDELINES: Final = "Guidelines of the State Board"
TOTAL: Final = "Total of all lines"

LAST_ROW: Final = 2000  # the last row that totals, drop-downs and check reach
BETWEEN: Final = " · "  # between a strategy's key and its words
# Names of the two lists, for the drop-downs.
STRATEGY_LIST: Final = "Strategies"
CODE_LIST: Final = "ObjectCodes"


class Kind(Enum):
    """How the cells of a column are read."""

    TEXT = auto()
    AMOUNT = auto()
    STRATEGY = auto()
    OBJECT_CODE = auto()
    REFORM = auto()
    YES = auto()
    SHOWN = auto()  # for people; never read as part of the plan


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        field: the name of the field in `domain/plan_content.py`.
        heading: the words over it.
        width: in letters.
        kind: how its cells are read.
        required: whether an empty cell is a discrepancy.
    """

    field: str
    heading: str
    width: int
    kind: Kind = Kind.TEXT
    required: bool = True

    @property
    def words(self) -> str:
        """The column as a message names it: its heading without what explains it."""
        return self.heading.partition(" (")[0].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the form.

    Attributes:
        name: of one row, such as "line" or "target".
        sheet: where it stands.
        title: the words above it, or "" where the sheet's name says it.
        columns: in the order of the form.
        rows: how many empty rows the form has at least.
    """

    name: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form, as far as reading it back goes.

    Attributes:
        what: plan or report.
        name: by which a form of any version is known.
        mark: of the version that is read.
        sheets: its own sheets; the district may have others beside them.
        tables: its tables.
    """

    what: str
    name: str
    mark: str
    sheets: tuple[str, ...]
    tables: tuple[Table, ...]


LINES: Final = Table(
    name="line",
    sheet=BUDGET,
    title="",
    columns=(
        Column("key", "Line", 8),
        Column("description", "Description", 40),
        Column("strategy", "Strategy", 40, Kind.STRATEGY),
        Column("object_code", "Object code", 13, Kind.OBJECT_CODE, required=False),
        Column("carry_over", "Carry-over", 16, Kind.AMOUNT),
        Column("current", "Current year", 16, Kind.AMOUNT),
        Column("local_match", "Local match (not counted)", 16, Kind.AMOUNT),
        Column("reform", "Reform (new, extension, existing)", 14, Kind.REFORM),
        Column("tuition", "Magnet tuition (yes; empty means no)", 14, Kind.YES, required=False),
        Column("last_year", "Last year's approved amount (for comparison)", 18, Kind.SHOWN),
    ),
    rows=60,
)
OBJECTIVES: Final = Table(
    name="objective",
    sheet=GOALS,
    title="Objectives",
    columns=(Column("key", "Objective", 30), Column("words", "What is to be reached", 50)),
    rows=12,
)
TARGETS: Final = Table(
    name="target",
    sheet=GOALS,
    title="Performance targets",
    columns=(
        Column("key", "Target", 30),
        Column("objective", "Of objective", 50),
        Column("measure", "What is measured", 40),
        Column("baseline", "Where the district stands", 30, required=False),
        Column("target", "Where it is to stand", 30),
    ),
    rows=24,
)
STAKEHOLDERS: Final = Table(
    name="group",
    sheet=GOALS,
    title="Groups the plan was made with (no names of persons)",
    columns=(Column("group", "Group", 30), Column("collaboration", "How it took part", 50)),
    rows=12,
)
OTHER_LINES: Final = Table(
    name="other program",
    sheet=OTHER,
    title="",
    columns=(
        Column("program", "Program", 30),
        Column("description", "Description", 60),
        Column("amount", "Amount (not counted)", 18, Kind.AMOUNT),
    ),
    rows=30,
)
TABLES: Final = (LINES, OBJECTIVES, TARGETS, STAKEHOLDERS, OTHER_LINES)
SHEETS: Final = (README, BUDGET, GOALS, OTHER, SIGN, LISTS)

PLAN: Final = Form(what="plan", name=FORM, mark=MARK, sheets=SHEETS, tables=TABLES)

YES_NO: Final = ("yes", "no")


def shown_strategy(strategy: Strategy) -> str:
    """A strategy in a drop-down: its key, by which it is read, and its words."""
    return f"{strategy.key.value}{BETWEEN}{strategy.words}"


def place_of(sheet: str, row: int, letter: str, words: str) -> str:
    """A cell as messages name it: "sheet Budget row 14 column F (strategy)"."""
    named = f" ({words})" if words else ""
    return f"sheet {sheet} row {row} column {letter}{named}"
