"""`alliance record`: one act of any command from the shell, with a receipt.

    alliance record WithholdPortion hartford --fiscal-year 2023 amount=25904562.00

Not here: verbs for each act (`plan.py`, `release.py` …), many acts at once (`apply.py`).
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final

import typer

from cli import options
from cli.acts import Act, Document, Frame, PriorYearBecause, perform
from domain.errors import InvalidCommandError
from ledger.reading_commands import ENVELOPE

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_LISTS: Final = frozenset({"absorbs", "members", "signers"})
_TRUTHS: Final = {"true": True, "false": False}
_TRUTH_FIELDS: Final = frozenset({"charter_data", "first_time", "from_own_money", "residency"})
# Fields with parts of their own, by command, and the noun that takes them.
_WITH_PARTS: Final[Mapping[tuple[str, str], str]] = {
    ("CheckSubmission", "discrepancies"): "intake",
    ("SubmitPlan", "content"): "plan",
    ("RequirePlanChanges", "changes"): "plan",
    ("ApprovePlan", "lines"): "plan",
    ("ApprovePlan", "conditions"): "plan",
    ("SubmitPlanAmendment", "transfers"): "plan",
    ("RenewFunding", "evidence"): "hold",
    ("ReportInterimSpending", "lines"): "report",
    ("SubmitExpenditureReport", "lines"): "report",
    ("AmendExpenditureReport", "lines"): "report",
    ("SetCrosswalk", "entries"): "report",
    ("OpenInquiry", "lines"): "inquiry",
    ("RaiseFinding", "lines"): "finding",
    ("IssuePreliminaryDetermination", "shares"): "determination",
    ("IssueDetermination", "shares"): "determination",
    ("IssueDetermination", "facts"): "determination",
    ("IssueDetermination", "conclusions"): "determination",
    ("SetPaymentSchedule", "parts"): "receivables",
}


@app.command()
def record(
    context: typer.Context,
    command: Annotated[
        str, typer.Argument(help="What to record, such as WithholdPortion.", metavar="COMMAND")
    ],
    district: options.District,
    fiscal_year: options.Year,
    fields: Annotated[
        list[str] | None,
        typer.Argument(
            help="Its fields: amount=25904562.00, direction.cap=…, signers=Ana,Ben.",
            metavar="FIELD=VALUE",
        ),
    ] = None,
    document: Document = None,
    prior_year_because: PriorYearBecause = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Record one act: a withholding, a release, a report … See: alliance schema commands."""
    frame = Frame(
        district=district,
        fiscal_year=fiscal_year,
        document=document,
        prior_year_because=prior_year_because,
        effective_on=effective_on,
        actor=actor,
        command_id=command_id,
        no_input=no_input,
        dry_run=dry_run,
        as_json=as_json,
    )
    perform(context, Act(command, _fields(command, fields or [])), frame)


# ---- what was typed ----


def _fields(command: str, words: Sequence[str]) -> dict[str, object]:
    """Fields by name; a dot reaches into a field. Raises InvalidCommandError."""
    found: dict[str, object] = {}
    for word in words:
        name, equals, text = word.partition("=")
        outer, dot, inner = name.partition(".")
        if not equals or not outer or (dot and not inner):
            raise _not_a_field(word)
        if (command, outer) in _WITH_PARTS:
            raise InvalidCommandError(
                f"{outer} of {command} has parts of its own and is not typed as {outer}=…",
                next_step=f"See: alliance {_WITH_PARTS[command, outer]} --help. Or write the "
                "command as a line of JSON for: alliance apply FILE",
            )
        if outer in ENVELOPE:
            raise InvalidCommandError(
                f"{outer} is not a field of a command.",
                next_step=f"Give it as an option or argument instead of {outer}=…",
            )
        held = found.setdefault(outer, {}) if dot else found
        if not isinstance(held, dict) or (inner or outer) in held:
            raise InvalidCommandError(
                f"The field {name} is given twice.", next_step="Give each field once."
            )
        held[inner or outer] = _value(outer, text)
    return found


def _value(field: str, text: str) -> object:
    if field in _LISTS:
        return [part.strip() for part in text.split(",")]
    if field in _TRUTH_FIELDS:
        return _TRUTHS.get(text, text)
    return text


def _not_a_field(word: str) -> InvalidCommandError:
    return InvalidCommandError(
        f"{word!a:.60} does not give a field a value.",
        next_step="Write FIELD=VALUE, such as amount=25904562.00.",
    )
