"""A district's workbook, read: what it says, where, and what of its form has to be mended.

Values are those Excel stored. What is wrong is named by its cell and nothing is guessed: a plan to
be recorded comes out whole, or not at all. Not here: the tables (`content.py`), whose it is
(`head.py`), reports (`report_read.py`); whether the plan is as it should be
(`domain/plan_check.py`). Source: C.G.S. § 10-262u(d).
"""

from pathlib import Path

from cli.workbook.archive import read_archive
from cli.workbook.cells import Collected
from cli.workbook.content import PlanInSheets
from cli.workbook.form import PLAN
from cli.workbook.grid import sheets_of
from cli.workbook.head import head_of
from cli.workbook.sight import look_for_what_is_out_of_sight
from domain.plan_reading import Places, ReadPlan


def read_plan(file: Path) -> ReadPlan:
    """Read a workbook.

    Raises UnreadableFileError where it cannot be read at all, see `archive.py`.
    """
    archive = read_archive(file)
    sheets = sheets_of(archive)
    found = Collected()
    head = head_of(sheets, PLAN, found)
    look_for_what_is_out_of_sight(archive, sheets, PLAN, found)
    plan = PlanInSheets(sheets, found)
    readable = plan.content() if head.is_form else None
    return ReadPlan(
        district_code=head.code,
        fiscal_year=head.year,
        content=None if found.unread else readable,
        readable=readable,
        discrepancies=tuple(found.discrepancies),
        echo=tuple(found.echo),
        left_out=tuple(plan.left_out),
        places=Places(head.places | plan.places, frozenset(found.unread)),
    )
