"""What a production ledger does not take: made-up acts, and what has not happened yet.

Demonstration and training ledgers take both, since people practice a whole year there.
Not here: which ledger is meant (`cli/wiring.py`), what the law allows (`domain/decisions/`).
"""

from datetime import date

from domain.authority import Purpose
from domain.commands import (
    ClaimCommand,
    CloseFiscalYear,
    Instruction,
    RecordOverpaymentReturned,
    RecordPassThrough,
    ReportCommand,
    ReturnRelease,
)
from domain.errors import RefusedError
from ledger.application import LedgerIdentity
from ledger.command_codec import AnyInstruction
from ledger.record import is_made_up


class NotHappenedError(RefusedError):
    """Something that is said to have happened on a day that has not come."""

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
            f"{day} has not come, so it is not known what was done on it.",
            details={"day": str(day), "today": str(today)},
            next_step="Check the date; record it once it has happened.",
        )


# The days on which somebody did what is only reported here; the day something is due is none.
_DAYS = (
    "paid_on",
    "published_on",
    "received_on",
    "answered_on",
    "mailed_on",
    "signed_on",
    "filed_on",
    "decided_on",
    "certified_on",
    "adopted_on",
)
# What happened is told by its legal date too.
_HAPPENED = (
    RecordPassThrough
    | ReturnRelease
    | RecordOverpaymentReturned
    | CloseFiscalYear
    | ReportCommand
    | ClaimCommand
)


def _happened_on(instruction: Instruction) -> date | None:
    """The latest day that an act says something happened on; None where it says none.

    One wrong day in the future would hold up all that comes after it until that day.
    """
    command = instruction.command
    days = [day for name in _DAYS if isinstance(day := getattr(command, name, None), date)]
    if isinstance(command, _HAPPENED) and instruction.effective_on is not None:
        days.append(instruction.effective_on)
    return max(days, default=None)
