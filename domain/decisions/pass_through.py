"""Decisions under § 10-262u(c)(2): the town pays all of it to the board, or has not yet.

Not here: the payment to the town (`payment.py`).
"""

from domain.authority import Office
from domain.commands import NotePassThroughShortfall, RecordPassThrough
from domain.decisions.case import (
    Case,
    Decided,
    at_most,
    decided,
    require_open,
    require_positive,
    require_words,
)
from domain.decisions.payment_refusals import NothingShortError
from domain.decisions.refusals import PaidBeforeYearError, PassThroughExceedsReleasedError
from domain.events import PassThroughRecorded, PassThroughShortfallNoted
from domain.figures import board_advance, held_for_board, shortfall_left
from domain.money import ZERO
from domain.state import DistrictYear
from domain.statute.rules import Clause


def record_pass_through(
    command: RecordPassThrough, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record that the town paid the board, never more than it received and still holds.

    Its legal date is the day the town paid, where that is known.
    Raises YearClosedError, AmountNotPositiveError, WordsMissingError, PaidBeforeYearError,
    PassThroughExceedsReleasedError.
    Source: C.G.S. § 10-262u(c)(2).
    """
    require_open(state, case)
    require_positive(command.amount, "a pass-through", case, Clause.PASS_THROUGH)
    if command.stated_by is not None:
        require_words(command.stated_by, "who states the pass-through", case)
    if command.paid_on is not None and command.paid_on < case.fiscal_year.first_day:
        raise PaidBeforeYearError(
            f"{command.paid_on} lies before {case.fiscal_year}, whose money the town of "
            f"{case.district.name} passed through.",
            citation=case.cite(Clause.PASS_THROUGH),
            details={"paid_on": str(command.paid_on), "first_day": str(case.fiscal_year.first_day)},
            next_step="Check the date and the fiscal year.",
        )
    held = held_for_board(state)
    if command.amount > held:
        raise PassThroughExceedsReleasedError(
            f"{command.amount.display} is more than the town holds of what was released for "
            f"{case.name}: {held.display}.",
            citation=case.cite(Clause.PASS_THROUGH),
            details={
                "held_by_town": str(held),
                "amount": str(command.amount),
                "short_by": str(command.amount - held),
            },
            next_step=at_most(
                "Record", held, "Confirm the payment first (alliance payments confirm-release)."
            ),
        )
    event = PassThroughRecorded(
        amount=command.amount,
        reimbursed=min(command.amount, board_advance(state)),
        paid_on=command.paid_on,
        stated_by=command.stated_by,
    )
    return decided(case, event, Office.TOWN, Clause.PASS_THROUGH, effective_on=command.paid_on)


def note_pass_through_shortfall(
    command: NotePassThroughShortfall, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Note how much the town received and has not passed on; the same again decides nothing.

    The pass-through that follows cures it. Raises YearClosedError, WordsMissingError,
    NothingShortError. Source: C.G.S. § 10-262u(c)(2), "all such funds".
    """
    require_open(state, case)
    require_words(command.found_by, "who found the shortfall", case)
    held = held_for_board(state)
    if held <= ZERO:
        raise NothingShortError(
            f"Nothing that was released for {case.name} stands with the town.",
            citation=case.cite(Clause.PASS_THROUGH),
            details={"held_by_town": str(held)},
            next_step="Nothing needs to be recorded.",
        )
    event = PassThroughShortfallNoted(amount=held, found_by=command.found_by)
    if state.releasing.shortfall == event and shortfall_left(state) == held:
        return ()
    return decided(case, event, Office.DEPARTMENT, Clause.PASS_THROUGH)
