"""`alliance apply`: record many acts from a file, one command a line.

Each line answers with one JSON line as soon as it is decided. A file may be sent again: a command
id that is on record answers what was recorded. Not here: how a line is read (`ledger/applying.py`).
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.after_write import after_write
from cli.group import error_data, error_lines
from cli.render import plain, print_json, say
from cli.wiring import Office, actor_name, open_office
from domain.errors import (
    AllianceError,
    IncompleteError,
    OutcomeUnknownError,
    RefusedError,
    UnreadableFileError,
)
from domain.words import how_many
from ledger.applying import Became, Row, all_made_up, apply_each, apply_together, rehearse_each

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_STANDARD_INPUT = "-"
_PROGRESS_EVERY = 100


@app.command()
def apply(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(help="Commands, one JSON object a line; - reads standard input.")
    ],
    atomic: Annotated[
        bool, typer.Option("--atomic", help="Record all lines together, or none.")
    ] = False,
    actor: options.Actor = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Record many acts from a file, one command a line; each line answers with its outcome."""
    lines = _lines(file)
    who = actor_name(actor)
    # Standard input is not read ahead: its first answers come before its last line.
    made_up = isinstance(lines, list) and all_made_up(lines)
    office = open_office(context, write=not dry_run, money=True, in_demo=made_up)
    if not as_json:
        say(office.headline)
    rows: list[Row] = []
    stopped = _run(
        _outcomes(office, lines, who, atomic=atomic, dry_run=dry_run),
        rows,
        streaming=not as_json,
        dry_run=dry_run,
    )
    if not dry_run and any(row.events and not row.repeated for row in rows):
        after_write(office)
    if as_json:
        _print_one_object(office, rows, stopped, dry_run=dry_run)
    else:
        _say_summary(rows, stopped, dry_run=dry_run)
    code = _exit_code(rows, stopped)
    if code:
        raise typer.Exit(code)


def _lines(file: str) -> Iterable[bytes]:
    """The lines of a file that is text as a whole, or of standard input as they come.

    Raises UnreadableFileError.
    """
    if file == _STANDARD_INPUT:
        return sys.stdin.buffer
    try:
        content = Path(file).read_bytes()
        content.decode()
    except OSError as error:
        raise UnreadableFileError(
            f"{file} cannot be read: {error.strerror}.",
            details={"file": file},
            next_step="Check the file's name.",
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"{file} is not UTF-8 text: byte {error.start + 1}. Nothing of it was recorded.",
            details={"file": file, "byte": str(error.start + 1)},
            next_step="Save it as UTF-8.",
        ) from error
    return content.split(b"\n")


def _outcomes(
    office: Office, lines: Iterable[bytes], who: str, *, atomic: bool, dry_run: bool
) -> Iterator[Row]:
    if atomic:
        yield from apply_together(office.ledger, lines, who, dry_run=dry_run)
    elif dry_run:
        yield from rehearse_each(office.ledger, lines, who)
    else:
        yield from apply_each(office.ledger, lines, who)


def _run(
    outcomes: Iterator[Row], rows: list[Row], *, streaming: bool, dry_run: bool
) -> AllianceError | None:
    """Collect the rows, and print each as it comes; the error that stopped the file, or None."""
    counting = sys.stderr.isatty() and not sys.stdout.isatty()
    try:
        for row in outcomes:
            rows.append(row)
            if streaming:
                _print_line(_row_data(row, dry_run=dry_run))
            if counting and len(rows) % _PROGRESS_EVERY == 0:
                print(f"\r{len(rows):,} commands", end="", file=sys.stderr, flush=True)
    except BrokenPipeError:
        # Nobody reads the answers any more, so no further command is sent unseen.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return IncompleteError(
            f"The reader of the answers went away after command {len(rows)}; the commands after "
            "it were not sent.",
            next_step="Send the file again: what is recorded is not recorded twice.",
        )
    except AllianceError as error:
        return error
    return None


def _print_line(data: dict[str, object]) -> None:
    print(json.dumps(data, ensure_ascii=False), flush=True)


def _row_data(row: Row, *, dry_run: bool) -> dict[str, object]:
    data: dict[str, object] = {
        "command_id": row.command_id,
        "outcome": row.became.value,
        "events": list(row.events),
        "error": plain(error_data(row.error)) if row.error else None,
        "line": row.line,
        "positions": list(row.positions),
        "repeated": row.repeated,
    }
    return {**data, "dry_run": True} if dry_run else data


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    return {became.value: sum(row.became is became for row in rows) for became in Became}


def _proof(rows: Sequence[Row]) -> str:
    parts = " + ".join(f"{count:,} {name}" for name, count in _counts(rows).items())
    return f"{parts} = {how_many(len(rows), 'command')}"


def _print_one_object(
    office: Office, rows: Sequence[Row], stopped: AllianceError | None, *, dry_run: bool
) -> None:
    data = {
        "rows": [_row_data(row, dry_run=dry_run) for row in rows],
        "totals": {**_counts(rows), "commands": len(rows)},
        "proof": _proof(rows),
        "stopped_by": error_data(stopped) if stopped else None,
    }
    print_json("apply", data, office.meta(dry_run=dry_run))


def _say_summary(rows: Sequence[Row], stopped: AllianceError | None, *, dry_run: bool) -> None:
    say(f"{'Dry run, nothing recorded: ' if dry_run else ''}{_proof(rows)}")
    if stopped:
        for line in error_lines(stopped):
            say(line)


def _exit_code(rows: Sequence[Row], stopped: AllianceError | None) -> int:
    """8 if any outcome is unknown, else what stopped the file, else 3 if any was refused."""
    if any(row.became is Became.UNKNOWN for row in rows):
        return OutcomeUnknownError.exit_code
    if stopped is not None:
        return stopped.exit_code
    return RefusedError.exit_code if any(row.became is Became.REFUSED for row in rows) else 0
