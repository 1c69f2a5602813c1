"""One command on its way: noted in the user's folder before it is sent, forgotten once answered.

So a lost reply, a power cut or a closed window leaves a note that `alliance outcome` asks about.
Not here: files of commands, which keep their own ids (`apply.py`).
"""

from pathlib import Path

from cli.wiring import Office
from domain.commands import Instruction
from domain.errors import AllianceError, OutcomeUnknownError
from ledger.application import Outcome
from ledger.clock import instant_text, system_clock
from ledger.command_codec import AnyInstruction
from ledger.execute import execute
from ledger.settings import Sent, forget_sent, note_sent, sqlite_url
from ledger.stores.open import shown


def send(office: Office, instruction: AnyInstruction) -> Outcome:
    """Note the command, record it, forget the note.

    The note stays where the outcome is unknown. Raises what `ledger.unit.execute` raises.
    """
    what = type(instruction.command).__name__
    if isinstance(instruction, Instruction):
        what = f"{what} {instruction.district} {instruction.fiscal_year}"
    note_sent(
        Sent(
            command_id=instruction.command_id,
            ledger=address(office),
            what=what,
            sent_at=instant_text(system_clock()),
        )
    )
    try:
        outcome = execute(office.ledger, instruction)
    except OutcomeUnknownError as error:
        raise OutcomeUnknownError(
            f"The reply was lost, so it is not known whether this was recorded: {what}. "
            f"({error.message})",
            details={"command_id": instruction.command_id},
            next_step=f"Ask: alliance command status {instruction.command_id}",
        ) from error
    except AllianceError:
        forget_sent(instruction.command_id)
        raise
    forget_sent(instruction.command_id)
    return outcome


def address(office: Office) -> str:
    """The ledger's address without its password; a file by its absolute path."""
    url = office.choice.url
    if url.startswith("sqlite:///"):
        return sqlite_url(Path(url.removeprefix("sqlite:///")))
    return shown(url)
