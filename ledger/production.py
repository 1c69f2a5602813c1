"""What a production ledger does not take: made-up acts, and payments that have not been made yet.

Demonstration and training ledgers take both, since people practice a whole year there.
Not here: which ledger is meant (`cli/wiring.py`), what the law allows (`domain/decisions/`).
"""

from datetime import date

from domain.authority import Purpose
from domain.commands import (
    ConfirmRelease,
    Instruction,
    PublishPlan,
    RecordOverpaymentReturned,
    RecordPassThrough,
    ReturnRelease,
)
from domain.errors import RefusedError
from ledger.application import LedgerIdentity
from ledger.command_codec import AnyInstruction
from ledger.record import is_made_up


class NotHappenedError(RefusedError):
    """A payment, a return or a publication of a day that has not come."""

    code = "not_happened"


def require_real(
    instruction: AnyInstruction, identity: LedgerIdentity, correlation: str | None, today: date
) -> None:
    """Raises RefusedError for a made-up act, NotHappenedError; only in a production ledger."""
    if identity.purpose is not Purpose.PRODUCTION:
        return
    if is_made_up(correlation, instruction.command_id):
        raise RefusedError(
            f"Command {instruction.command_id} is made up, and {identity.name} is a production "
            "ledger.",
            details={"command_id": instruction.command_id},
            next_step="Use a demonstration or training ledger: alliance where",
        )
    day = _happened_on(instruction) if isinstance(instruction, Instruction) else None
    if day is not None and day > today:
        raise NotHappenedError(
            f"{day} has not come, so it is not known what was paid, returned or published on it.",
            details={"day": str(day), "today": str(today)},
            next_step="Check the date; record it once it has happened.",
        )


def _happened_on(instruction: Instruction) -> date | None:
    """The day of something that others did and that is only reported here; None for other acts."""
    match instruction.command:
        case ConfirmRelease(paid_on=day) | PublishPlan(published_on=day):
            return day
        case RecordPassThrough(paid_on=day):
            return day or instruction.effective_on
        case ReturnRelease() | RecordOverpaymentReturned():
            return instruction.effective_on
        case _:
            return None
