"""Decisions on what is owed: scheduled, repaid, lowered; and money that came back by itself.

Repayments and lower claims belong to the year of the money and may come after its closing; money
that comes back stands with the Commissioner again and needs the year open. Source: C.G.S.
§ 10-262u(g). Not here: who may lower a claim (`claim_instruments.py`), reductions of later years
(`reduction.py`).
"""

from itertools import pairwise

from domain.authority import Office
from domain.chart import Account
from domain.decisions.case import (
    Case,
    Decided,
    at_most,
    decided,
    require_not_negative,
    require_open,
    require_positive,
    require_words,
)
from domain.decisions.claim_instruments import (
    clause_of,
    lowered_already,
    require_instrument,
    undue_by,
)
from domain.decisions.claim_refusals import (
    AllianceMoneyError,
    ClaimExceededError,
    ReturnExceedsHeldError,
    ScheduleDoesNotAddUpError,
)
from domain.decisions.claims_known import ordered_determination, require_account
from domain.decisions.ground import require_not_before_ground
from domain.determination_state import Determination
from domain.figures import held_for_board
from domain.money import ZERO, Money, total
from domain.owed_commands import (
    RecordRepayment,
    ReduceClaim,
    Returner,
    ReturnFunds,
    SetPaymentSchedule,
)
from domain.owed_events import (
    ClaimReduced,
    FundsReturned,
    Instrument,
    PaymentScheduleSet,
    RepaymentReceived,
)
from domain.state import DistrictYear
from domain.statute.rules import Clause


def reduce_claim(command: ReduceClaim, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Claim less than was ordered, on an instrument of an office that has that authority.

    Raises DeterminationUnknownError, StepMissingError, InstrumentMissingError,
    InstrumentNotOpenError, WordsMissingError, AmountNotPositiveError, ClaimExceededError,
    StepBeforeGroundError. Source: C.G.S. § 3-7, § 4-181a, unverified.
    """
    known = ordered_determination(command.determination, state, case)
    require_words(command.reason, "why less is claimed", case)
    instrument = require_instrument(command, known, case)
    clause = clause_of(instrument)
    document = command.document or ""
    require_words(document, "the paper of the instrument", case)
    repay_less = command.repay_less or ZERO
    reduction_less = command.reduction_less or ZERO
    for less, open_now, what in (
        (repay_less, known.repay_open, "repayment"),
        (reduction_less, known.reduction_open, "reduction"),
    ):
        require_not_negative(less, f"how much less {what} is claimed", case, clause)
        _require_open_claim(
            less, open_now, what, case, clause, first=_first(known, what, instrument, document)
        )
    require_positive(repay_less + reduction_less, "how much less is claimed", case, clause)
    step = f"Less claimed on {command.determination}"
    require_not_before_ground(step, case.effective_on, case, clause)
    office = command.authorized_by or Office.COMMISSIONER
    event = ClaimReduced(
        determination=command.determination,
        instrument=instrument,
        authorized_by=office,
        document=document,
        repay_less=repay_less,
        reduction_less=reduction_less,
        reason=command.reason,
    )
    return decided(case, event, office, clause)


def set_payment_schedule(
    command: SetPaymentSchedule, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record when what is owed is paid; it lowers nothing and needs no instrument.

    Raises DeterminationUnknownError, StepMissingError, WordsMissingError, AmountNotPositiveError,
    ScheduleDoesNotAddUpError, StepBeforeGroundError.
    """
    known = ordered_determination(command.determination, state, case)
    require_words(command.agreed_with, "who agreed for the board", case)
    require_words(command.document, "the agreement", case)
    for part in command.parts:
        require_positive(part.amount, "a part of a schedule", case, Clause.DETERMINATION)
    _require_all_in_order(command, known.repay_open, case)
    step = f"The schedule for {command.determination}"
    require_not_before_ground(step, case.effective_on, case, Clause.DETERMINATION)
    event = PaymentScheduleSet(
        determination=command.determination,
        parts=command.parts,
        agreed_with=command.agreed_with,
        document=command.document,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.DETERMINATION)


def _require_all_in_order(command: SetPaymentSchedule, open_: Money, case: Case) -> None:
    parts = total([part.amount for part in command.parts])
    if not command.parts or parts != open_:
        raise ScheduleDoesNotAddUpError(
            f"The parts of the schedule for {command.determination} of {case.name} come to "
            f"{parts.display}, and {open_.display} is open.",
            citation=case.cite(Clause.DETERMINATION),
            details={"parts": str(parts), "open": str(open_)},
            next_step="A schedule moves days only. To claim less: alliance receivables "
            "reduce-claim, with its instrument.",
        )
    for before, day in pairwise([case.effective_on, *(part.due_on for part in command.parts)]):
        if day <= before:
            what = "the day of the agreement" if before == case.effective_on else "the part before"
            raise ScheduleDoesNotAddUpError(
                f"A part of the schedule for {command.determination} of {case.name} would be due "
                f"on {day}, not after {what}, {before}.",
                citation=case.cite(Clause.DETERMINATION),
                details={"due_on": str(day), "not_after": str(before)},
                next_step="Give the days in order. The agreement is of today unless another day "
                "is given (--effective-on).",
            )


def record_repayment(
    command: RecordRepayment, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what the board repaid of its own money; the grant's balance does not move.

    It may come at any time, also while it is stayed. Its legal date is the day it came.
    Raises DeterminationUnknownError, StepMissingError, AmountNotPositiveError, WordsMissingError,
    AllianceMoneyError, ClaimExceededError, StepBeforeGroundError.
    """
    known = ordered_determination(command.determination, state, case)
    require_positive(command.amount, "a repayment", case, Clause.DETERMINATION)
    require_words(command.money_source, "where the money is from", case)
    if not command.from_own_money:
        raise AllianceMoneyError(
            f"A repayment for {case.name} comes from the board's own money; {command.money_source} "
            "is said to be Alliance money.",
            citation=case.cite(Clause.DETERMINATION),
            details={"money_source": command.money_source},
            next_step="Alliance money that comes back is no repayment: record it with alliance "
            "receivables return-funds.",
        )
    _require_open_claim(command.amount, known.repay_open, "repayment", case, Clause.DETERMINATION)
    step = f"The repayment for {command.determination}"
    require_not_before_ground(step, command.received_on, case, Clause.DETERMINATION)
    event = RepaymentReceived(
        determination=command.determination,
        amount=command.amount,
        received_on=command.received_on,
        money_source=command.money_source,
        voucher=command.voucher,
    )
    return decided(
        case,
        event,
        Office.BOARD_OF_EDUCATION,
        Clause.DETERMINATION,
        effective_on=command.received_on,
    )


def return_funds(command: ReturnFunds, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record grant money that came back by itself; it stands with the Commissioner again.

    Raises YearClosedError, NotDesignatedError, AmountNotPositiveError, WordsMissingError,
    ReturnExceedsHeldError, StepBeforeGroundError.
    """
    require_open(state, case)
    require_account(state, case)
    require_positive(command.amount, "what came back", case, Clause.RELEASE)
    require_words(command.reason, "why it came back", case)
    by_town = command.returned_by is Returner.TOWN
    held = held_for_board(state) if by_town else state.standing(Account.HELD_BY_BOARD)
    if command.amount > held:
        raise ReturnExceedsHeldError(
            f"{command.amount.display} is more than the {command.returned_by} holds for "
            f"{case.name}: {held.display}.",
            citation=case.cite(Clause.RELEASE),
            details={"held": str(held), "amount": str(command.amount)},
            next_step=at_most(
                "Record",
                held,
                "Record first how the money got there: alliance balance show "
                f"{case.place} says what is held where.",
            ),
        )
    require_not_before_ground("What came back", case.effective_on, case)
    event = FundsReturned(
        from_town=command.amount if by_town else ZERO,
        from_board=ZERO if by_town else command.amount,
        reason=command.reason,
    )
    office = Office.TOWN if by_town else Office.BOARD_OF_EDUCATION
    return decided(case, event, office, Clause.RELEASE)


def _first(known: Determination, what: str, instrument: Instrument, document: str) -> str:
    """What has to be given back before more of a claim can be lowered; "" where nothing was."""
    if what == "repayment" and known.repaid:
        return _of_repaid(known, instrument, document)
    if what == "reduction" and known.taken:
        return (
            f" What was taken from later years, {known.taken.display}, is given back first "
            "(alliance receivables reverse-reduction), and is open then."
        )
    return ""


def _of_repaid(known: Determination, instrument: Instrument, document: str) -> str:
    """How more of a claim is lowered of which something was repaid."""
    name, refund = instrument.value.replace("-", " "), "alliance receivables refund-repayment"
    if instrument in {Instrument.COMPROMISE, Instrument.UNCOLLECTIBLE}:
        word = "compromise" if instrument is Instrument.COMPROMISE else "cancellation"
        return f" What was repaid, {known.repaid.display}, is settled: no {word} gives it back."
    if lowered_already(instrument, document, known):
        return (
            f" Less is claimed by {name} already; to lower it by more, take that lowering back "
            f"first (alliance correct), pay back what was not owed ({refund}), and lower it anew."
        )
    # A decision on record that says itself that it was not owed needs no name.
    named = "" if undue_by(known) is instrument else f" --instrument {instrument.value}"
    return (
        f" What was repaid, {known.repaid.display}, is paid back first ({refund}{named}), and is "
        "open then."
    )


def _require_open_claim(
    amount: Money, open_now: Money, what: str, case: Case, clause: Clause, *, first: str = ""
) -> None:
    if amount > open_now:
        raise ClaimExceededError(
            f"{amount.display} is more than is open of the {what} of {case.name}: "
            f"{open_now.display}.",
            citation=case.cite(clause),
            details={"open": str(open_now), "amount": str(amount)},
            next_step=f"At most {open_now.display}.{first}",
        )
