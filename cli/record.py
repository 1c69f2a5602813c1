"""`alliance record`: one act from the shell, with a receipt.

    alliance record WithholdPortion hartford --fiscal-year 2023 amount=25904562.00

A fiscal year typed one short is asked about. The reason for a prior year is kept with the record
as a document of that title, with the SHA-256 of its own text: so it is part of the command's body,
and no reason can be put in or taken out later.
Not here: many acts at once (`apply.py`), the receipt's layout (`receipt.py`).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Final

import typer

from cli import options
from cli.after_write import after_write
from cli.receipt import Receipt, print_receipt
from cli.render import say
from cli.sending import send
from cli.wiring import Office, actor_name, may_ask, new_command_id, open_office, today
from domain.commands import ConfirmRelease, Instruction
from domain.errors import InvalidCommandError, UsageError
from domain.fiscal_year import FiscalYear
from ledger.reading_commands import ENVELOPE, instruction_of, require_plain
from ledger.unit import Unit

app = typer.Typer(add_completion=False, rich_markup_mode=None)

# Acts that are done while their fiscal year runs; reports, closings, entitlements, corrections
# and published facts are properly recorded after it.
DURING_THE_YEAR: Final = frozenset(
    {
        "WithholdPortion",
        "TransferPortion",
        "ProposeRelease",
        "AuthorizeRelease",
        "IssueRelease",
        "ConfirmRelease",
        "RecordPassThrough",
    }
)
REASON_TITLE: Final = "Reason for the prior year: "

_LISTS: Final = frozenset({"signers"})
_TRUTHS: Final = {"true": True, "false": False}
_TRUTH_FIELDS: Final = frozenset({"first_time"})


class PriorYearError(UsageError):
    """The fiscal year is over by less than a year, and nobody said that it is meant."""

    code = "prior_year"


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
    document: Annotated[
        list[str] | None,
        typer.Option("--document", help="A document it rests on.", metavar="TITLE=SHA256"),
    ] = None,
    prior_year_because: Annotated[
        str | None,
        typer.Option(
            "--prior-year-because",
            help="Why the act belongs to the fiscal year that has just ended.",
            metavar="TEXT",
        ),
    ] = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Record one act: a withholding, a release, a report … See: alliance schema commands."""
    given: dict[str, object] = {
        **_fields(fields or []),
        "command": command,
        "command_id": command_id if command_id is not None else new_command_id(),
        "actor": actor_name(actor),
        "district": district,
        "fiscal_year": fiscal_year,
        "effective_on": effective_on,
        "documents": dict(_document(text) for text in document or []),
    }
    require_plain(given)
    instruction = instruction_of(given, actor_name(actor))
    office = open_office(context, write=not dry_run, money=True)
    instruction = _in_the_year_meant(instruction, prior_year_because, asking=may_ask(no_input))
    receipt = _rehearsed(office, instruction) if dry_run else _recorded(office, instruction)
    print_receipt(office, receipt, as_json=as_json)


def _recorded(office: Office, instruction: Instruction) -> Receipt:
    outcome = send(office, instruction)
    if outcome.records and not outcome.repeated:
        after_write(office)
    return Receipt.of(office.ledger, instruction, outcome)


def _rehearsed(office: Office, instruction: Instruction) -> Receipt:
    unit = Unit(office.ledger, batch=True)
    outcome = unit.perform(instruction)
    if outcome.repeated:
        return Receipt.of(office.ledger, instruction, outcome, dry_run=True)
    return Receipt.rehearsed(office.ledger, instruction, outcome, unit)


# ---- what was typed ----


def _fields(words: Sequence[str]) -> dict[str, object]:
    """Fields by name; a dot reaches into a field. Raises InvalidCommandError."""
    found: dict[str, object] = {}
    for word in words:
        name, equals, text = word.partition("=")
        outer, dot, inner = name.partition(".")
        if not equals or not outer or (dot and not inner):
            raise _not_a_field(word)
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


def _document(text: str) -> tuple[str, str]:
    title, _, digest = text.rpartition("=")
    if not title:
        raise InvalidCommandError(
            f"{text!a:.60} does not name a document.",
            next_step="Write --document TITLE=SHA256, 64 hexadecimal digits.",
        )
    return title, digest


def _not_a_field(word: str) -> InvalidCommandError:
    return InvalidCommandError(
        f"{word!a:.60} does not give a field a value.",
        next_step="Write FIELD=VALUE, such as amount=25904562.00.",
    )


# ---- the fiscal year that is meant ----


def _in_the_year_meant(
    instruction: Instruction, because: str | None, *, asking: bool
) -> Instruction:
    """The instruction, in the year meant and with the reason where that year has just ended.

    Raises PriorYearError where nobody is there to be asked.
    """
    year = instruction.fiscal_year
    if not _one_short(instruction):
        if because is not None:
            raise UsageError(
                f"--prior-year-because is for an act during {year} recorded the year after.",
                next_step="Leave it out.",
            )
        return instruction
    question = f"{year} ended {_written(year.last_day)}; did you mean {year.next}?"
    if because is None and asking:
        if typer.confirm(question, default=True, err=True):
            return replace(instruction, fiscal_year=year.next)
        because = typer.prompt(f"Why {year}", err=True)
    if because is None or not because.strip():
        raise PriorYearError(
            question,
            details={"fiscal_year": str(year), "ended": year.last_day.isoformat()},
            next_step=f"Give --fiscal-year {year.next}, or say why it is {year}: "
            "--prior-year-because TEXT",
        )
    return _with_reason(instruction, because.strip())


def _one_short(instruction: Instruction) -> bool:
    if type(instruction.command).__name__ not in DURING_THE_YEAR:
        return False
    return FiscalYear.of(_legal_day(instruction)).previous == instruction.fiscal_year


def _legal_day(instruction: Instruction) -> date:
    if isinstance(instruction.command, ConfirmRelease):
        return instruction.command.paid_on
    return instruction.effective_on or today()


def _with_reason(instruction: Instruction, because: str) -> Instruction:
    require_plain(because)
    say(f"Prior year {instruction.fiscal_year}, because: {because}")
    reason: Mapping[str, str] = {
        REASON_TITLE + because: hashlib.sha256(because.encode()).hexdigest()
    }
    return replace(instruction, documents={**instruction.documents, **reason})


def _written(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
