"""A report's workbook, read: what it says, where, and what of its form has to be mended.

The sheet Statement counts. Where it has no amounts, the accounts are added up by line; where both
have amounts, they have to agree.
Not here: the tables (`report_content.py`); whether the report is as it should be
(`domain/report_check.py`). Source: C.G.S. § 10-262u(g).
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cli.workbook.archive import read_archive
from cli.workbook.cells import Collected
from cli.workbook.grid import sheets_of
from cli.workbook.head import head_of
from cli.workbook.report_content import ReportInSheets
from cli.workbook.report_form import REPORT
from cli.workbook.sight import look_for_what_is_out_of_sight
from domain.plan_reading import Places, ReadPaper
from domain.report_accounts import held_to_accounts
from domain.report_reading import ReadReport, crosswalk_in, put_together


def read_report(file: Path, crosswalk: Mapping[str, str]) -> ReadReport:
    """Read a workbook; `crosswalk`: line of the plan by account, for accounts that name none.

    Raises UnreadableFileError where it cannot be read at all, see `archive.py`.
    """
    archive = read_archive(file)
    sheets = sheets_of(archive)
    found = Collected()
    head = head_of(sheets, REPORT, found)
    look_for_what_is_out_of_sight(archive, sheets, REPORT, found)
    report = ReportInSheets(sheets, found)
    about = report.about() if head.is_form else None
    lines = report.lines() if head.is_form else []
    accounts = report.accounts() if head.is_form else []
    paper = ReadPaper(
        district_code=head.code,
        fiscal_year=head.year,
        discrepancies=tuple(found.discrepancies),
        echo=tuple(found.echo),
        left_out=tuple(report.left_out),
        places=Places(head.places | report.places, frozenset(found.unread)),
    )
    own = crosswalk_in(accounts)
    by_account = {**crosswalk, **{one.account: one.line for one in own}}
    spent = accounts if report.has_amounts(accounts) else []
    if not lines and spent:
        return replace(put_together(paper, about, spent, by_account), crosswalk=own)
    read = replace(put_together(paper, about, lines, {}), crosswalk=own)
    if not spent:
        return read
    again = put_together(replace(paper, discrepancies=()), about, spent, by_account)
    return held_to_accounts(read, again)
