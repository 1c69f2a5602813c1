"""Decision on a repayment that was not owed after all: paid back to the board, and due again.

The claim is lowered then, on its instrument (`receivable.py`). Source: C.G.S. §§ 4-181a, 4-183,
unverified for orders under § 10-262u(g).
"""

from domain.authority import Office
from domain.challenge_events import AppealOutcome
from domain.decisions.case import (
    Case,
    Decided,
    at_most,
    decided,
    require_positive,
    require_words,
)
from domain.decisions.claim_instruments import makes_undue
from domain.decisions.claim_refusals import ClaimExceededError, RepaymentOwedError
from domain.decisions.claims_known import ordered_determination
from domain.decisions.ground import require_not_before_ground
from domain.determination_state import Determination
from domain.owed_commands import RefundRepayment
from domain.owed_events import RepaymentRefunded
from domain.state import DistrictYear
from domain.statute.rules import Clause


def refund_repayment(
    command: RefundRepayment, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what was paid back to the board; it is due again until the claim is lowered.

    Raises DeterminationUnknownError, StepMissingError, WordsMissingError, AmountNotPositiveError,
    RepaymentOwedError (no judgment, or still owed under it), ClaimExceededError,
    StepBeforeGroundError.
    """
    known = ordered_determination(command.determination, state, case)
    require_words(command.reason, "why a repayment is paid back", case)
    require_words(command.document, "the paper a payment to the board rests on", case)
    clause = _ground_of(known)
    if clause is None:
        raise RepaymentOwedError(
            f"What the board of {case.name} repaid for {command.determination} was owed: no "
            "judgment that modifies or reverses it and no granted reconsideration is on record.",
            citation=case.cite(Clause.APPEAL),
            details={"determination": command.determination, "repaid": str(known.repaid)},
            next_step="Record the judgment (alliance determination decide-appeal) or the "
            "reconsideration (alliance determination answer-petition) first. A repayment entered "
            "wrongly is corrected (alliance correct).",
        )
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
    judged = known.appeal_decided
    modified = judged is not None and judged.outcome is AppealOutcome.MODIFIED
    if modified and not known.judged_not_lowered and known.repay_open:
        raise RepaymentOwedError(
            f"The judgment on {command.determination} of {case.name} is entered, and "
            f"{known.repay_open.display} is still owed under it: what was repaid was owed.",
            citation=case.cite(clause),
            details={"open": str(known.repay_open), "repaid": str(known.repaid)},
            next_step="Pay back only what was repaid above what stays owed.",
        )
    step = f"What is paid back for {command.determination}"
    require_not_before_ground(step, case.effective_on, case, clause)
    event = RepaymentRefunded(
        determination=command.determination,
        amount=command.amount,
        reason=command.reason,
        document=command.document,
    )
    return decided(case, event, Office.COMMISSIONER, clause)


def _ground_of(known: Determination) -> Clause | None:
    """What makes a repayment undue: a judgment or a granted reconsideration; None for nothing."""
    judged, reconsidered = known.appeal_decided, known.reconsidered
    if judged is not None and makes_undue(judged):
        return Clause.APPEAL
    if reconsidered is not None and makes_undue(reconsidered):
        return Clause.RECONSIDERATION
    return None
