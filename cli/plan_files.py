"""`alliance plan check`, `submit`, `return`: the file of a board on its way in, or back.

Not here: empty forms (`plan_forms.py`), the workbook itself (`workbook/`), discrepancies
(`plan_standard.py`).
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.acts import Act, Document, perform
from cli.files import Replace
from cli.papers import (
    discrepancy_table,
    not_to_be_posted,
    registered,
    require_not_sent_back,
    require_same_file,
    show_check,
)
from cli.plan_standard import found_in, read_file, total_said
from cli.render import write_files
from cli.sending_back import SentBack, send_back
from cli.submissions import File, Register, frame_of, place_of, submission_of
from cli.wiring import Office, open_office
from domain.authority import Citation
from domain.district import district_named
from domain.errors import RefusedError
from domain.fiscal_year import FiscalYear
from domain.plan_check import stops
from domain.plan_events import SubmissionKind
from domain.plan_reading import meant_for_another
from domain.submission_state import Submission
from ledger.codec import canonical

_PLAN = Citation("C.G.S. § 10-262u(d)")


def check(
    context: typer.Context,
    district: options.District,
    file: File,
    fiscal_year: options.Year,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Check a plan file against form, law and record; nothing is recorded. Exit 1 if not clean."""
    named, year = district_named(district), FiscalYear.parse(fiscal_year)
    office = open_office(context)
    read = read_file(file)
    found = found_in(read, office, named, year)
    table = discrepancy_table("plan.check", found, "Nothing is wrong with it.")
    write_files(table, csv, xlsx)
    title = f"{file.name} · {named} {year}"
    show_check(office, table, read, found, title=title, said=total_said(read), as_json=as_json)


def submit(
    context: typer.Context,
    register: Register,
    file: File,
    plan_version: Annotated[
        int | None,
        typer.Option(
            "--plan-version",
            help="Its version (default: the next).",
            min=1,
            max=options.LARGEST,
            metavar="VERSION",
        ),
    ] = None,
    document: Document = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Post a plan that was registered and accepted, with its lines."""
    district, year = place_of(register)
    office = open_office(context)
    one = submission_of(office, register)
    require_same_file(file, one.received.sha256, register)
    require_not_sent_back(one, district, year)
    read = registered(read_file, file, one.received.register)
    stopping = stops((*meant_for_another(read, district, year), *read.discrepancies))
    if read.content is None or stopping:
        raise not_to_be_posted("plan", one.received.register, file, stopping)
    content: object = json.loads(canonical(read.content))
    fields = {
        "plan_version": plan_version or _version_of(office, one, again=command_id is not None),
        "total": str(read.content.total),
        "content": content,
        "register": one.received.register,
    }
    frame = frame_of(
        register,
        [*(document or []), f"{one.received.file}={one.received.sha256}"],
        effective_on,
        actor,
        command_id,
        dry_run=dry_run,
        as_json=as_json,
    )
    perform(context, Act("SubmitPlan", fields), frame)


def _version_of(office: Office, one: Submission, *, again: bool) -> int:
    """The next version; or the one it was posted as, so that a command id sent twice is one act.

    Raises RefusedError for what is posted already, unless it may be sent `again`.
    """
    register = one.received.register
    district, year = place_of(register)
    plans = office.ledger.district_year(district, year).plans
    posted = next((version for version, plan in plans.items() if plan.register == register), None)
    if posted is None:
        return max(plans, default=0) + 1
    if again:
        return posted
    raise RefusedError(
        f"{register} is posted already, as plan version {posted}.",
        citation=_PLAN,
        details={"register": register, "plan_version": str(posted)},
        next_step=f"Nothing was done. See: alliance plan show {district.code} --fiscal-year {year} "
        f"--plan-version {posted}",
    )


def return_(
    context: typer.Context,
    register: Register,
    file: File,
    to: Annotated[Path, typer.Option("--out", help="Where to write it.", metavar="FILE")],
    because: Annotated[str, typer.Option("--because", help="What to mend.", metavar="TEXT")],
    due_on: Annotated[
        str | None, typer.Option("--due-on", help="Until when.", metavar="DATE")
    ] = None,
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
        register=register, file=file, to=to, because=because, due_on=due_on, replace=replace
    )
    send_back(context, asked, SubmissionKind.PLAN, frame)
