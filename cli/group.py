"""The door: finds the command for the words typed, and turns errors into exit codes in one place.

A noun's module is imported when the noun is used, so that `alliance --help` is quick.
Not here: any command (one file per noun beside this one).
"""

import importlib
import json
import os
import sys
from collections.abc import Mapping, Sequence

import typer

# typer carries its own copy of click and names only part of it; pyproject.toml pins the range.
from typer import _click as click
from typer._click.exceptions import ClickException, MissingParameter
from typer.core import TyperGroup

from cli.answered import forget_answered
from domain.errors import AllianceError, UsageError

BUG = 70
USAGE = 2
_CLAUSE = "clause"
INTERRUPTED = 130  # what typer makes of Ctrl-C

# Word typed -> module of this package, and the first line of its help.
NOUNS: Mapping[str, tuple[str, str]] = {
    "init": ("init", "Open a new ledger: name, purpose and policy, fixed for good."),
    "where": ("where", "Which ledger am I in, and how was it chosen?"),
    "profile": ("profile", "Pin the ledger you work in."),
    "demo": ("demo", "Build the real record FY2012–FY2027 and look at it."),
    "import": ("imports", "Load published entitlements or designations from a file."),
    "portion": ("portion", "How much each district's Alliance portion is by law."),
    "installments": ("installments", "When the unrestricted share of the grant is paid."),
    "reconcile": ("reconcile", "Where published or certified figures differ from law and record."),
    "balance": ("balance", "Where a district-year's money stands."),
    "entitlement": (
        "entitlement",
        "A town's ECS grant: set, revised, trued up.",
    ),
    "withhold": ("withhold", "Keep the portion back from the grants, one district or all."),
    "transfer": ("transfer", "Hand withheld money to the Commissioner, one district or all."),
    "hold": ("hold", "Payment withheld for noncompliance, what lifts it, renewal."),
    "request": ("request", "What a board asks to draw of its approved plan."),
    "intake": ("intake", "What a board sends: registered as it came, checked, accepted."),
    "plan": ("plan", "An improvement plan: form, check, review, approval, amendment."),
    "report": ("report", "An expenditure report: form, package, check, sent back marked."),
    "inquiry": ("inquiry", "Questions to a board about its report, and its answers."),
    "finding": ("finding", "What was not spent as approved: raised, allowed, not allowed."),
    "determination": (
        "determination",
        "What is owed on findings: notice, decision, service, days, letter.",
    ),
    "receivables": ("receivables", "Money owed: schedules, repayments, reductions, aging."),
    "release": ("release", "Let money go to the towns: propose, authorize, one or a batch."),
    "payments": ("payments", "Issue, export, confirm and mend payments; reconcile the month."),
    "notice": ("notice", "Draft the notice of an irregular payment, § 4-33a; never sent."),
    "pass-through": ("pass_through", "What the town paid the school board, and what it has not."),
    "funding": ("funding", "Money beside the account: residency, other sources."),
    "grant": ("grant", "What a town was paid of its ECS grant beside the portion."),
    "budget": ("budget", "A town's education budget: adopted, short, forfeited, waived."),
    "annual-return": ("annual_return", "The return of the whole district, § 10-227."),
    "audit": ("audit", "The State single audit of a year: filed, extended, not needed."),
    "index": ("index", "Scores districts are ranked by, and the ten lowest."),
    "exit-balance": ("exit_balance", "What becomes of a balance after the designation."),
    "program-report": ("program_report", "How the program's money was given and spent, § 10-262w."),
    "year": ("year", "The close of a fiscal year: preview, close, what changed since."),
    "correct": ("correct", "A new event that names a wrong one; both stay visible."),
    "compliance": ("compliance", "Which duties are met, not met, or not recorded here."),
    "today": ("today", "What is due, overdue or waits, for an office or a person."),
    "calendar": ("calendar", "The days of a year with who set them; a file for Outlook."),
    "coverage": ("coverage", "What this ledger holds, and what it does not."),
    "replay": ("replay", "Everything that happened to a district's money, step by step."),
    "record": ("record", "Record one act: a withholding, a release, a report …"),
    "apply": ("apply", "Record many acts from a file, one command a line."),
    "command": ("command", "What became of a command, by its id."),
    "outcome": ("outcome", "My commands that never got an answer: ask the ledger."),
    "setting": ("setting", "What no source gives: who set it, on what document, since when."),
    "document": ("document", "Which events rest on a file, and which files are missing."),
    "rules": ("rules", "The law by year, with act, dates and status; two rule sets compared."),
    "whatif": ("whatif", "The real record under a bill that never was law; recorded nowhere."),
    "exit": ("exit_program", "Rehearse the day after a term ends; recorded nowhere."),
    "schema": ("schema", "The shape of every command and event, for programs."),
    "verify": ("verify", "Is the record whole, in order and in its form?"),
    "projections": ("projections", "The read models: how far they are, rebuild, compare."),
}


# What receipts and help texts print where a person has to fill something in.
_PLACEHOLDERS = frozenset(
    {
        "…",
        "...",
        "AMOUNT",
        "BASIS",
        "BATCH",
        "DATE",
        "DATE=AMOUNT",
        "DISTRICT",
        "FILE",
        "FILE.zip",
        "FOLDER",
        "KEY",
        "KEY=AMOUNT",
        "KEY=TEXT",
        "ID",
        "NAME",
        "NAME=AMOUNT",
        "NAMES",
        "POSITION",
        "REASON",
        "REGISTER",
        "TEXT",
        "TITLE",
        "TITLE=FILE",
        "TITLE=SHA256",
        "TOWN=FY",
        "WHO",
    }
)


class Door(TyperGroup):
    """The top-level group: nouns by name, imported when used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every noun, in the order people meet them."""
        del ctx
        return list(NOUNS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The noun's commands, imported now; None for a word that is not a noun."""
        del ctx
        if cmd_name not in NOUNS:
            return None
        module = importlib.import_module(f"cli.{NOUNS[cmd_name][0]}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of nouns, without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(noun, help_) for noun, (_, help_) in NOUNS.items()])


def main(command: click.Command, arguments: Sequence[str]) -> int:
    """Run the words typed; the exit code. The one place that catches every error."""
    as_json = "--json" in arguments
    try:
        require_filled_in(arguments)
        result: object = command.main(
            args=hoisted(arguments), prog_name="alliance", standalone_mode=False
        )
        sys.stdout.flush()
        if result == INTERRUPTED:
            print("Interrupted. Ask what became of it: alliance outcome", file=sys.stderr)
        else:
            forget_answered()
    except AllianceError as error:
        return report(error, as_json=as_json)
    except typer.Abort:
        print("Stopped. Nothing was recorded by this question.", file=sys.stderr)
        return USAGE
    except ClickException as error:
        return _usage(error, as_json=as_json)
    except (BrokenPipeError, SystemExit):
        # The reader (such as `head`) went away, which typer turns into an exit; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as bug:  # noqa: BLE001 - the one place; everything else is a bug of ours
        return _bug(bug, as_json=as_json)
    return result if isinstance(result, int) else 0


def require_filled_in(arguments: Sequence[str]) -> None:
    """Raises UsageError for a word that a help text or a receipt put there to be filled in."""
    for typed in arguments:
        word = typed.partition("=")[2] if typed.startswith("--") and "=" in typed else typed
        if word in _PLACEHOLDERS or word.endswith(("=…", "=...")):
            raise UsageError(
                f"{word} stands for something that only you can say.",
                next_step="Put your own words, file, date or amount in its place.",
            )


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--ledger URL` in front, wherever it was typed."""
    rest: list[str] = []
    front: list[str] = []
    waiting = iter(arguments)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
        elif word == "--ledger":
            front += [word, *[value for value in [next(waiting, None)] if value is not None]]
        elif word.startswith("--ledger="):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def report(error: AllianceError, *, as_json: bool) -> int:
    """Say an error in the form that was asked for; its exit code."""
    if as_json:
        print(
            json.dumps(
                {"schema": "alliance.error/1", "error": error_data(error)},
                ensure_ascii=False,
                indent=2,
            )
        )
        return error.exit_code
    for line in error_lines(error):
        print(line, file=sys.stderr)
    return error.exit_code


def error_data(error: AllianceError) -> dict[str, object]:
    """An error as JSON has it."""
    return {
        "code": error.code,
        "message": error.message,
        "citation": str(error.citation) if error.citation else None,
        "details": dict(error.details),
        "next_step": error.next_step,
    }


def error_lines(error: AllianceError) -> list[str]:
    """An error as people read it: what, the numbers, the clause, what to do."""
    lead = "Refused: " if error.exit_code == 3 else ""  # noqa: PLR2004 - the contract's number
    lines = [lead + error.message]
    clause = [_CLAUSE] if error.citation else []
    wide = max((len(name) for name in [*error.details, *clause]), default=0)
    lines += [
        f"  {name.replace('_', ' ').ljust(wide)}  {text}" for name, text in error.details.items()
    ]
    if error.citation:
        lines.append(f"  {_CLAUSE.ljust(wide)}  {error.citation}")
    if error.next_step:
        lines.append(error.next_step)
    return lines


def _usage(error: ClickException, *, as_json: bool) -> int:
    _name_both(error)
    if as_json:
        return report(UsageError(error.format_message(), next_step="alliance --help"), as_json=True)
    error.show()
    return USAGE


def _name_both(error: ClickException) -> None:
    """Name both words of a required pair: with one alone, to do as told is to choose it."""
    if isinstance(error, MissingParameter) and error.param and error.param.secondary_opts:
        pair = (*error.param.opts, *error.param.secondary_opts)
        error.param_hint = " or ".join(repr(word) for word in pair)


def _bug(bug: Exception, *, as_json: bool) -> int:
    message = f"This is a bug in alliance: {type(bug).__name__}: {bug}"
    if as_json:
        print(
            json.dumps(
                {
                    "schema": "alliance.error/1",
                    "error": {
                        "code": "bug",
                        "message": message,
                        "citation": None,
                        "details": {},
                        "next_step": "Report it.",
                    },
                }
            )
        )
    if os.environ.get("ALLIANCE_DEBUG"):
        raise bug
    print(message, file=sys.stderr)
    print(
        "Nothing is known to be recorded; ask with: alliance outcome. Set ALLIANCE_DEBUG=1 for "
        "the trace.",
        file=sys.stderr,
    )
    return BUG
