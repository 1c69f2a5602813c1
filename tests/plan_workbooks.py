"""Workbooks of a plan for tests: a package, a district that fills it in, an Excel that saves it.

Every amount and district here is synthetic but the town's name. Concerns no provision itself.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cli.workbook.package import write_package
from cli.workbook.prefill import Package
from cli.workbook.saved import saved
from domain.district import BY_CODE
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.plan_content import (
    BudgetLine,
    Objective,
    OtherProgramLine,
    PlanContent,
    Reform,
    Stakeholder,
    Target,
)
from domain.statute.s262u_d_plan import STRATEGIES

FY2027 = FiscalYear(2027)
STRATEGIES_2027 = STRATEGIES.in_force(FY2027, date(2026, 7, 13)).value
FIRST_LINE = 9  # rows of the sheet Budget, as the package has them
TOTALS = 8


def line(key: str, current: str, *, carry_over: str = "0", tuition: bool = False) -> BudgetLine:
    """A synthetic line of bilingual tutors."""
    return BudgetLine(
        key=key,
        description="bilingual tutors (synthetic)",
        strategy="multilingual-services",
        object_code="111A",
        carry_over=Money.parse(carry_over),
        current=Money.parse(current),
        local_match=ZERO,
        reform=Reform.NEW,
        tuition=tuition,
    )


def plan(*lines: BudgetLine) -> PlanContent:
    """A synthetic plan with these lines."""
    return PlanContent(
        objectives=(Objective(key="O1", words="more pupils read by grade three"),),
        targets=(
            Target(key="T1", objective="O1", measure="grade 3", baseline="41 %", target="50 %"),
        ),
        stakeholders=(Stakeholder(group="parents", collaboration="two evenings"),),
        lines=lines,
        other_programs=(
            OtherProgramLine(
                program="Priority School District",
                description="summer school",
                amount=Money.parse("75000.00"),
            ),
        ),
        board_approved_on=date(2026, 9, 22),
        guidelines="2012-06",
    )


def windsor(**changes: object) -> Package:
    """A synthetic package of Windsor for FY2027: 582,729.00 and 18,250.00 carried in."""
    fields: dict[str, object] = {
        "headline": "TRAINING · practice ledger (synthetic)",
        "district": BY_CODE[164],
        "fiscal_year": FY2027,
        "portion": Money.parse("582729.00"),
        "portion_lines": ("entitlement 12,130,392.00", "less baseline 11,547,663.00"),
        "carry_in": Money.parse("18250.00"),
        "due": "no date set by the Commissioner",
        "contact": "alliance@example.org",
        "strategies": STRATEGIES_2027,
        "object_codes": (("111A", "noncertified salaries"), ("200", "benefits")),
        "last_year": (),
        "guidelines": None,
    }
    return Package(**(fields | changes))  # type: ignore[arg-type]


def written(folder: Path, package: Package) -> Path:
    """The package as a file."""
    file = folder / "FY2027-plan-164-windsor.xlsx"
    write_package(package, file)
    return file


def filled(folder: Path, content: PlanContent, package: Package | None = None) -> Path:
    """The package, filled in by a district and saved by Excel."""
    file = written(folder, package or windsor())
    edit(file, lambda book: fill(book, content))
    return file


def edit(
    file: Path,
    change: Callable[[Workbook], object],
    stored: Mapping[str, Mapping[str, object]] | None = None,
) -> None:
    """Change a workbook and save it as Excel does: totals, and `stored`, have their values."""
    book = load_workbook(file)
    change(book)
    values: dict[str, dict[str, object]] = {}
    if "Budget" in book.sheetnames:
        values["Budget"] = totals_of(book["Budget"])
    for sheet, cells in (stored or {}).items():
        values[sheet] = {**values.get(sheet, {}), **cells}
    file.write_bytes(saved(book, values))


def fill(book: Workbook, content: PlanContent) -> None:
    """Type a plan into a workbook, as a district does."""
    budget, goals, other = book["Budget"], book["Goals and people"], book["Other programs"]
    for number, item in enumerate(content.lines):
        _type(
            budget,
            FIRST_LINE + number,
            item.key,
            item.description,
            item.strategy,
            item.object_code,
            item.carry_over,
            item.current,
            item.local_match,
            item.reform.value,
            "yes" if item.tuition else None,
        )
    at = _head(goals, "What is to be reached")
    for number, objective in enumerate(content.objectives):
        _type(goals, at + number, objective.key, objective.words)
    at = _head(goals, "Of objective")
    for number, one in enumerate(content.targets):
        _type(goals, at + number, one.key, one.objective, one.measure, one.baseline, one.target)
    at = _head(goals, "How it took part")
    for number, group in enumerate(content.stakeholders):
        _type(goals, at + number, group.group, group.collaboration)
    at = _head(other, "Amount (not counted)")
    for number, paid in enumerate(content.other_programs):
        _type(other, at + number, paid.program, paid.description, paid.amount)
    if content.board_approved_on is not None:
        goals["B4"].value = datetime.combine(content.board_approved_on, time())
    if content.guidelines is not None:
        _type(goals, 5, "Guidelines of the State Board", content.guidelines)


def totals_of(sheet: Worksheet) -> dict[str, object]:
    """What Excel stores for the totals of the amounts that are numbers."""
    found: dict[str, object] = {}
    for letter in "EFG":
        cells = [sheet[f"{letter}{row}"].value for row in range(FIRST_LINE, sheet.max_row + 1)]
        cents = sum(round(cell * 100) for cell in cells if isinstance(cell, int | float))
        found[f"{letter}{TOTALS}"] = cents / 100
    return found


def with_parts(file: Path, changes: Mapping[str, bytes | Callable[[bytes], bytes]]) -> None:
    """Replace or add parts of a workbook, below what openpyxl would write."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        parts[name] = change if isinstance(change, bytes) else change(parts[name])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def with_cell(file: Path, sheet: int, cell: str, inner: str, kind: str = "") -> None:
    """Give a cell XML of its own, such as `<f>1+1</f><v>2</v>`; `sheet` counts from 1."""
    pattern = re.compile(rf'<c r="{cell}"( s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)'.encode())
    of_kind = f' t="{kind}"' if kind else ""

    def change(content: bytes) -> bytes:
        changed, times = pattern.subn(
            lambda found: (
                f'<c r="{cell}"'.encode() + (found[1] or b"") + f"{of_kind}>{inner}</c>".encode()
            ),
            content,
        )
        assert times == 1
        return changed

    with_parts(file, {f"xl/worksheets/sheet{sheet}.xml": change})


def _head(sheet: Worksheet, heading: str) -> int:
    """The first row under a heading."""
    rows = [cell.row for row in sheet.iter_rows() for cell in row if cell.value == heading]
    assert len(rows) == 1
    return rows[0] + 1


def _type(sheet: Worksheet, row: int, *values: str | Money | None) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        if isinstance(value, Money):
            cell.value = value.cents / 100
        else:
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
