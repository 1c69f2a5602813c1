"""`alliance command status`: what became of a command, by its id.

Not here: commands this user still waits for (`outcome.py`).
"""

from typing import Annotated

import typer

from cli import options
from cli.render import out, print_json
from cli.wiring import open_office
from domain.errors import InvalidCommandError, NotFoundError
from domain.sentences import sentence
from ledger.plain import is_command_id

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def command() -> None:
    """Ask what became of a command, by its id."""


@app.command()
def status(
    context: typer.Context,
    command_id: Annotated[str, typer.Argument(help="The command's id.", metavar="ID")],
    as_json: options.Json = False,
) -> None:
    """Say what a command recorded, or that it is safe to send it again."""
    office = open_office(context)
    outcome = office.ledger.outcome_on_record(command_id, None)
    known = office.ledger.store.command(command_id)
    if outcome is None or known is None:
        raise _not_recorded(command_id)
    data = {
        "command_id": command_id,
        "outcome": "done",
        "events": list(outcome.events),
        "positions": [kept.position for kept in outcome.records],
        "recorded_at": outcome.records[0].record.recorded_at if outcome.records else None,
        "command_hash": known.command_hash,
    }
    if as_json:
        print_json("command.status", data, office.meta())
        return
    out(office.headline)
    out(f"Command {command_id} is recorded.")
    for position, record in outcome.records:
        out(f"  {position:,}  {record.event}  {sentence(record.data)}")
    out(f"  recorded  {data['recorded_at']}")
    out(f"  body      {known.command_hash}")


def _not_recorded(command_id: str) -> NotFoundError | InvalidCommandError:
    if not is_command_id(command_id):
        return InvalidCommandError(
            f"{command_id!a:.60} is not a command id.",
            next_step="A command id is 1 to 128 letters, digits, dots, underscores, colons or "
            "hyphens.",
        )
    return NotFoundError(
        f"Command {command_id} is not recorded, safe to send again.",
        details={"command_id": command_id},
        next_step="Send it with the same command id, and it cannot be recorded twice.",
    )
