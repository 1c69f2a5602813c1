"""What was read from a plan file, whatever its form: the content, where it stood, what is wrong.

What a file says of whose it is, and where its parts stand, is the same for a report.
Not here: the reading itself (`cli/workbook/`, `ledger/plan_file.py`); whether the content is as it
should be (`domain/plan_check.py`); reports (`report_reading.py`). Source: C.G.S. § 10-262u(d).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.district import BY_CODE, District
from domain.fiscal_year import FiscalYear
from domain.plan_content import Discrepancy, PlanContent, stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """One value as it was taken, to be shown to whoever sent the file.

    Attributes:
        place: where it stood.
        field: what it is, such as "current year".
        taken: the value as it was taken, in words.
        formula: the formula it came from, or "" where it was typed.
    """

    place: str
    field: str
    taken: str
    formula: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a paper stand in a file, and which of them could not be read.

    Attributes:
        by_name: places by name: "line 2.4" or "line 2.4 column strategy" for a budget line and its
            fields (by their names in `BudgetLine`), "objective O1", "target T1 column objective",
            "total column current", "lines", "objectives", "board approval", "town".
        unread: the places of what could not be read.
    """

    by_name: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def of(self, name: str) -> str:
        """The place of a part; the whole's where the file does not show the column, else its name.

        A column is what follows the last " column ".
        """
        whole = name.rpartition(" column ")[0]
        return self.by_name.get(name, self.by_name.get(whole, name))

    def was_read(self, name: str) -> bool:
        """Whether the part could be read."""
        return self.of(name) not in self.unread


AS_NAMED = Places()


def own_names(keys: Sequence[str]) -> tuple[str, ...]:
    """One name for each row of a list, also where its key is missing or stands twice.

    The key, or with its number from 1 where that is not its own: "2.4 (number 3)".
    """
    counts = Counter(keys)
    return tuple(
        key if key.strip() and counts[key] == 1 else f"{key.strip()} (number {number})".strip()
        for number, key in enumerate(keys, start=1)
    )


def columns_known(keys: Sequence[str], places: Places, *columns: str) -> bool:
    """Whether these columns of every line could be read; `keys`: of the lines, in their order."""
    return places.was_read("lines") and all(
        places.was_read(f"line {name} column {column}")
        for name in own_names(keys)
        for column in columns
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPaper:
    """A file of a board that was read, whatever it is.

    Attributes:
        district_code: the town code that stands in it, as found; None where none can be read.
        fiscal_year: the fiscal year that stands in it, as found; None where none can be read.
        discrepancies: what is wrong with the form.
        echo: every value that was taken.
        left_out: keys of lines of the form that have no amount: no part of what it says.
        places: where its parts stand, and which of them could not be read.
    """

    district_code: int | None
    fiscal_year: FiscalYear | None
    discrepancies: tuple[Discrepancy, ...]
    echo: tuple[Echo, ...]
    left_out: tuple[str, ...]
    places: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlan(ReadPaper):
    """A plan file that was read.

    Attributes:
        content: the plan; None where something of it could not be taken.
        readable: the plan as far as it could be read, to be checked and never to be recorded; what
            is lost is empty, zero or the last choice there. None where nothing of it was read.
        left_out: keys of last year's lines that have no amount this year: no part of the plan.
    """

    content: PlanContent | None
    readable: PlanContent | None


def meant_for_another(
    read: ReadPaper, district: District, fiscal_year: FiscalYear, what: str = "plan"
) -> tuple[Discrepancy, ...]:
    """What speaks against the file being this district's for this year; nothing if nothing.

    A code or year that could not be read is already a discrepancy of the form. `what`: plan or
    report.
    """
    found = []
    if read.district_code is not None and read.district_code != district.code:
        other = BY_CODE.get(read.district_code)
        name = str(other) if other else f"town code {read.district_code}"
        told = f"The file is of {name}, not of {district}. Ask whose it is."
        found.append(_stops("wrong_district", read.places.of("town"), told))
    if read.fiscal_year is not None and read.fiscal_year != fiscal_year:
        told = (
            f"The file is for {read.fiscal_year}, not for {fiscal_year}. Ask for the {what} on the "
            f"form of {fiscal_year}."
        )
        found.append(_stops("wrong_year", read.places.of("fiscal year"), told))
    return tuple(found)


def _stops(code: str, place: str, told: str) -> Discrepancy:
    return stop(code, place, f"{told} It cannot be posted here.")
