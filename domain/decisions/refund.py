"""Decision on a repayment that was not owed after all: paid back to the board, and due again.

The claim is lowered then, on its instrument (`receivable.py`). Source: C.G.S. §§ 4-181a, 4-183,
unverified for orders under § 10-262u(g).
"""

from domain.authority import Office
from domain.decisions.case import (
    Case,
    Decided,
    at_most,
    decided,
    require_positive,
    require_words,
)
from domain.decisions.claim_instruments import clause_of, lowered_already, not_undone, undue_by
from domain.decisions.claim_refusals import ClaimExceededError, RepaymentOwedError
from domain.decisions.claims_known import ordered_determination
from domain.decisions.ground import require_not_before_ground
from domain.determination_state import Determination
from domain.owed_commands import RefundRepayment
from domain.owed_events import Instrument, RepaymentRefunded
from domain.state import DistrictYear
from domain.statute.rules import Clause


def refund_repayment(
    command: RefundRepayment, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what was paid back to the board; it is due again until the claim is lowered.

    Raises DeterminationUnknownError, StepMissingError, WordsMissingError, AmountNotPositiveError,
    RepaymentOwedError (by no decision, or owed all the same), ClaimExceededError,
    StepBeforeGroundError.
    """
    known = ordered_determination(command.determination, state, case)
    require_words(command.reason, "why a repayment is paid back", case)
    require_words(command.document, "the paper a payment to the board rests on", case)
    instrument = _instrument(command, known, case)
    clause = clause_of(instrument)
    require_positive(command.amount, "what is paid back", case, clause)
    if command.amount > known.repaid:
        raise ClaimExceededError(
            f"{command.amount.display} is more than the board of {case.name} repaid for "
            f"{command.determination}: {known.repaid.display}.",
            citation=case.cite(clause),
            details={"repaid": str(known.repaid), "amount": str(command.amount)},
            next_step=at_most(
                "Pay back",
                known.repaid,
                "Nothing the board repaid is on record: alliance determination show "
                f"{command.determination}",
            ),
        )
    _require_not_lowered(command, instrument, known, case)
    step = f"What is paid back for {command.determination}"
    require_not_before_ground(step, case.effective_on, case, clause)
    event = RepaymentRefunded(
        determination=command.determination,
        amount=command.amount,
        reason=command.reason,
        document=command.document,
    )
    return decided(case, event, Office.COMMISSIONER, clause)


def _instrument(command: RefundRepayment, known: Determination, case: Case) -> Instrument:
    """On what it is paid back: what is named, else what is on record. Raises RepaymentOwedError."""
    instrument = command.instrument or undue_by(known)
    if instrument is None:
        why = (
            "was owed: no judgment that modifies or reverses it and no granted reconsideration is "
            "on record"
        )
        raise _owed(command, why, Clause.APPEAL, known, case)
    why_not = not_undone(instrument, known, case)
    if why_not:
        why = f"is not paid back by {_words(instrument)}: {why_not}"
        raise _owed(command, why, clause_of(instrument), known, case)
    return instrument


def _owed(
    command: RefundRepayment, why: str, clause: Clause, known: Determination, case: Case
) -> RepaymentOwedError:
    # Without a contested case only a court says that an order was not owed.
    contested = (
        ", the granted reconsideration (alliance determination answer-petition) first, or name "
        "changed conditions (--instrument changed-conditions)"
    )
    return RepaymentOwedError(
        f"What the board of {case.name} repaid for {command.determination} {why}.",
        citation=case.cite(clause),
        details={"determination": command.determination, "repaid": str(known.repaid)},
        next_step="Record the judgment (alliance determination decide-appeal)"
        f"{contested if known.contested else ' first'}. "
        + ("What the remand lowers is paid back on it: --instrument judgment. " * known.remanded)
        + "A repayment entered wrongly is corrected (alliance correct).",
    )


def _require_not_lowered(
    command: RefundRepayment, instrument: Instrument, known: Determination, case: Case
) -> None:
    """Once less is claimed on it, what was repaid of the rest was owed."""
    if not lowered_already(instrument, command.document, known):
        return
    owed = known.repaid + known.repay_open
    raise RepaymentOwedError(
        f"{command.determination} of {case.name} is lowered by {_words(instrument)} already, and "
        f"{owed.display} stays owed under it: what was repaid of that was owed.",
        citation=case.cite(clause_of(instrument)),
        details={"owed": str(owed), "repaid": str(known.repaid)},
        next_step="Where more of it was not owed, take that lowering back (alliance correct), pay "
        "back what was not owed, and lower it anew (alliance receivables reduce-claim).",
    )


def _words(instrument: Instrument) -> str:
    return instrument.value.replace("-", " ")
