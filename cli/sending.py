"""One command on its way: noted in the user's folder before it is sent, forgotten once shown.

So a lost reply, a power cut or a closed window leaves a note that `alliance outcome` asks about.
Not here: files of commands, which keep their own ids (`apply.py`).
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from cli.after_write import after_write
from cli.answered import answered
from cli.wiring import Office, command_id_of
from domain.commands import Instruction
from domain.errors import AllianceError, InvalidCommandError, OutcomeUnknownError
from ledger.application import Kept, Outcome
from ledger.batch_unit import LONGEST_COMMAND_ID, Desk
from ledger.clock import instant_text, system_clock
from ledger.command_codec import AnyInstruction
from ledger.execute import execute
from ledger.settings import Sent, forget_sent, note_sent, sqlite_url
from ledger.stores.open import shown

T = TypeVar("T")


def send(office: Office, instruction: AnyInstruction) -> Outcome:
    """Note the command and record it; see `noted`.

    Raises what `ledger.unit.execute` raises.
    """
    what = type(instruction.command).__name__
    if isinstance(instruction, Instruction):
        what = f"{what} {instruction.district} {instruction.fiscal_year}"
    return noted(office, instruction.command_id, what, lambda: execute(office.ledger, instruction))


def noted(office: Office, command_id: str, what: str, record: Callable[[], T]) -> T:
    """Note an id that the ledger will know, and record; what was recorded.

    The note goes once the answer was shown, and stays where the outcome is unknown. Raises what
    `record` raises.
    """
    note_sent(
        Sent(
            command_id=command_id,
            ledger=address(office),
            what=what,
            sent_at=instant_text(system_clock()),
        )
    )
    try:
        recorded = record()
    except OutcomeUnknownError as error:
        raise OutcomeUnknownError(
            f"The reply was lost, so it is not known whether this was recorded: {what}. "
            f"({error.message})",
            details={"command_id": command_id},
            next_step=f"Ask: alliance command status {command_id}",
        ) from error
    except AllianceError:
        forget_sent(command_id)
        raise
    answered(command_id)
    return recorded


def unit_id_of(given: str | None) -> str:
    """The command id of a batch's own record, as given or new. Raises UsageError."""
    found = command_id_of(given)
    if len(found) > LONGEST_COMMAND_ID:
        raise InvalidCommandError(
            f"The command id has {len(found)} letters; {LONGEST_COMMAND_ID} are allowed for a "
            "batch.",
            next_step="Give a shorter one: each district's command has it with its town code.",
        )
    return found


def address(office: Office) -> str:
    """The ledger's address without its password; a file by its absolute path."""
    url = office.choice.url
    if url.startswith("sqlite:///"):
        return sqlite_url(Path(url.removeprefix("sqlite:///")))
    return shown(url)


def send_batch(
    office: Office, desk: Desk, what: str, record: Callable[[Desk], tuple[Kept, ...]]
) -> tuple[Kept, ...]:
    """Record a batch under an id noted beforehand, and bring the read models up; or rehearse it.

    Raises what `record` raises.
    """
    if desk.dry_run:
        return record(desk)
    known = replace(desk, command_id=unit_id_of(desk.command_id))
    recorded = noted(office, str(known.command_id), what, lambda: record(known))
    after_write(office)
    return recorded
