"""`alliance report submit`, `amend`, `estimate` from a file; `certify`, `reclassify`, `refund`.

A report posts from what was registered and accepted; one of which only a total is known has verbs
of its own. C.G.S. § 10-262u(g). Not here: files on their way (`report_files.py`), what is shown
(`report_show.py`), whether an act is allowed (`domain/decisions/`).
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.acts import Act, Document, act, perform
from cli.report_posted import Posted
from cli.submissions import File, Register
from domain.report_content import Counted
from ledger.codec import canonical
from ledger.crosswalk_file import read_crosswalk

Because = Annotated[str, typer.Option("--because", help="Why.", metavar="TEXT")]
_Counted = Annotated[
    Counted | None,
    typer.Option(
        "--counted",
        help="Which columns count as spent (default: as the Department set it).",
    ),
]
_CertifiedBy = Annotated[
    str | None, typer.Option("--certified-by", help="Who certified it.", metavar="NAME")
]
_CertifiedOn = Annotated[
    str | None, typer.Option("--certified-on", help="On which day.", metavar="DATE")
]
_Spent = Annotated[str, typer.Option("--spent", help="The whole year.", metavar="AMOUNT")]


def submit(
    context: typer.Context,
    register: Register,
    file: File,
    counted: _Counted = None,
    crosswalk: options.Crosswalk = None,
    certified_by: _CertifiedBy = None,
    certified_on: _CertifiedOn = None,
    document: Document = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Post an annual report that was registered and accepted, with its lines.

    Who certified it may be given where the file does not say it, as a CSV file never does.
    """
    asked = Posted(context, register, file, counted, crosswalk)
    frame = asked.frame(document, effective_on, actor, command_id, dry_run=dry_run, as_json=as_json)
    perform(
        context, Act("SubmitExpenditureReport", asked.annual(certified_by, certified_on)), frame
    )


def amend(
    context: typer.Context,
    register: Register,
    file: File,
    because: Because,
    counted: _Counted = None,
    crosswalk: options.Crosswalk = None,
    certified_by: _CertifiedBy = None,
    certified_on: _CertifiedOn = None,
    document: Document = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Post an amended report, also of a closed year: the years after it are restated.

    Who certified it may be given where the file does not say it, as a CSV file never does.
    """
    asked = Posted(context, register, file, counted, crosswalk)
    frame = asked.frame(document, effective_on, actor, command_id, dry_run=dry_run, as_json=as_json)
    fields = {**asked.annual(certified_by, certified_on), "reason": because}
    perform(context, Act("AmendExpenditureReport", fields), frame)


def estimate(
    context: typer.Context,
    register: Register,
    file: File,
    left: Annotated[
        str | None,
        typer.Option("--left", help="What is expected to be left on June 30.", metavar="AMOUNT"),
    ] = None,
    crosswalk: options.Crosswalk = None,
    document: Document = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Record an interim report that was registered and accepted: an estimate, never counted."""
    asked = Posted(context, register, file, Counted.PAID, crosswalk)
    frame = asked.frame(document, effective_on, actor, command_id, dry_run=dry_run, as_json=as_json)
    perform(context, Act("ReportInterimSpending", asked.interim(left)), frame)


def add_acts(app: typer.Typer) -> None:
    """Put the verbs that record an act on the noun."""
    app.command("submit")(submit)
    app.command("amend")(amend)
    app.command("estimate")(estimate)
    act(app, "submit-total")(submit_total)
    act(app, "amend-total")(amend_total)
    act(app, "certify")(certify)
    act(app, "reclassify")(reclassify)
    act(app, "refund")(refund)
    act(app, "crosswalk")(crosswalk_of)


def submit_total(
    spent: _Spent, certified_by: _CertifiedBy = None, certified_on: _CertifiedOn = None
) -> Act:
    """Record a report of which only the total is known; who records it certifies it."""
    fields = {"spent": spent, "certified_by": certified_by, "certified_on": certified_on}
    return Act("SubmitExpenditureReport", fields)


def amend_total(
    spent: _Spent,
    because: Because,
    certified_by: _CertifiedBy = None,
    certified_on: _CertifiedOn = None,
) -> Act:
    """Record an amended total, also of a closed year: the years after it are restated."""
    fields = {
        "spent": spent,
        "reason": because,
        "certified_by": certified_by,
        "certified_on": certified_on,
    }
    return Act("AmendExpenditureReport", fields)


def certify(
    certified_by: Annotated[
        str, typer.Option("--certified-by", help="Who certified it.", metavar="NAME")
    ],
    certified_on: Annotated[
        str, typer.Option("--certified-on", help="On which day.", metavar="DATE")
    ],
) -> Act:
    """Record who certified the report on record; a year closes only on a certified one."""
    return Act("CertifyReport", {"certified_by": certified_by, "certified_on": certified_on})


def reclassify(
    source: Annotated[
        str, typer.Option("--from", help="The line that was charged.", metavar="KEY")
    ],
    amount: Annotated[str, typer.Option("--amount", help="How much.", metavar="AMOUNT")],
    because: Because,
    target: Annotated[
        str | None,
        typer.Option(
            "--to", help="The line to charge (default: the board's own funds).", metavar="KEY"
        ),
    ] = None,
    authority: Annotated[
        str | None, typer.Option("--authority", help="By whose word or paper.", metavar="TEXT")
    ] = None,
) -> Act:
    """Move reported spending to another line or the board's own funds, in a closed year too."""
    fields = {
        "source": source,
        "target": target,
        "amount": amount,
        "reason": because,
        "authority": authority,
    }
    return Act("ReclassifyExpenditure", fields)


def refund(
    amount: Annotated[str, typer.Option("--amount", help="How much.", metavar="AMOUNT")],
    received_on: Annotated[
        str, typer.Option("--received-on", help="The day it came back.", metavar="DATE")
    ],
    because: Because,
    line: Annotated[
        str | None,
        typer.Option(
            "--line", help="The line that was charged, where the report has lines.", metavar="KEY"
        ),
    ] = None,
) -> Act:
    """Record that a payee gave money back to the board, in a closed year too."""
    fields = {"amount": amount, "received_on": received_on, "reason": because, "line": line}
    return Act("RecordRefund", fields)


def crosswalk_of(
    file: Annotated[
        Path, typer.Argument(help="A CSV file with columns account and line.", metavar="FILE")
    ],
    stated_by: Annotated[
        str, typer.Option("--stated-by", help="Who of the board says so.", metavar="NAME")
    ],
) -> Act:
    """Record which accounts of the board's own books belong to which lines of the plan."""
    entries: object = json.loads(canonical(read_crosswalk(file)))
    return Act("SetCrosswalk", {"entries": entries, "stated_by": stated_by})
