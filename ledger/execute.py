"""One instruction, decided and recorded once: the way in for a single command.

Not here: many in one transaction (`unit.py`), lines of a file (`applying.py`).
"""

from collections.abc import Sequence

from ledger.application import Ledger, Outcome
from ledger.codec import sha256_of
from ledger.command_codec import AnyInstruction, command_body
from ledger.stores.common import DuplicateCommandError
from ledger.unit import Unit


def execute(
    ledger: Ledger, instruction: AnyInstruction, *, after: Sequence[AnyInstruction] = ()
) -> Outcome:
    """Decide one instruction and record it, once.

    `after`: what belongs before it in the same transaction; recorded with it or not at all.
    The same id with the same body answers with the recorded outcome, also where another process
    recorded it between our look and our append.
    Raises RefusedError, ConflictError, StoreUnavailableError, OutcomeUnknownError.
    """
    unit = Unit(ledger)
    for earlier in after:
        unit.perform(earlier)
    outcome = unit.perform(instruction)
    if outcome.repeated:
        return outcome
    try:
        return Outcome(command_id=instruction.command_id, records=unit.commit())
    except DuplicateCommandError:
        recorded = ledger.outcome_on_record(
            instruction.command_id, sha256_of(command_body(instruction))
        )
        assert recorded is not None  # noqa: S101 - the store has just said that it is there
        return recorded
