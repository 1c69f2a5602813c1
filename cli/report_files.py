"""`alliance report check` and `return`: the file of a board on its way in, or back.

Not here: empty forms (`report_forms.py`), the workbook itself (`workbook/`), discrepancies
(`report_standard.py`), posting it.
"""

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.files import Replace
from cli.papers import discrepancy_table, show_check
from cli.render import write_files
from cli.report_standard import crosswalk_for, read_report_file, report_found, spent_said
from cli.sending_back import SentBack, send_back
from cli.submissions import File, Register, frame_of
from cli.wiring import open_office
from domain.district import district_named
from domain.fiscal_year import FiscalYear
from domain.plan_events import SubmissionKind


def check(
    context: typer.Context,
    district: options.District,
    file: File,
    fiscal_year: options.Year,
    crosswalk: options.Crosswalk = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Check a report file against form, plan and record; nothing is recorded. Exit 1: not clean."""
    named, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    read = read_report_file(file, crosswalk_for(office, named, year, crosswalk))
    found = report_found(read, office, named, year)
    table = discrepancy_table("report.check", found, "Nothing is wrong with it.")
    write_files(table, csv, xlsx)
    title = f"{file.name} · {named} {year}"
    show_check(office, table, read, found, title=title, said=spent_said(read), as_json=as_json)


def return_(
    context: typer.Context,
    register: Register,
    file: File,
    to: Annotated[Path, typer.Option("--out", help="Where to write it.", metavar="FILE")],
    because: Annotated[str, typer.Option("--because", help="What to mend.", metavar="TEXT")],
    due_on: Annotated[
        str | None, typer.Option("--due-on", help="Until when.", metavar="DATE")
    ] = None,
    crosswalk: options.Crosswalk = None,
    replace: Replace = False,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Write the workbook back with cells marked and commented, and record that it is sent back.

    What is marked is what the check found; where that is not on record yet, it is noted with it.
    """
    frame = frame_of(
        register, None, effective_on, actor, command_id, dry_run=dry_run, as_json=as_json
    )
    asked = SentBack(
        register=register,
        file=file,
        to=to,
        because=because,
        due_on=due_on,
        replace=replace,
        crosswalk=crosswalk,
    )
    send_back(context, asked, SubmissionKind.REPORT, frame)
