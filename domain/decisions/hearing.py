"""Decisions before a determination: counsel's procedure, the preliminary notice, the response.

None of them moves money. Source: C.G.S. § 10-262u(g); C.G.S. § 4-177, unverified. Not here: the
determination itself (`determination.py`).
"""

from domain.authority import Office
from domain.decisions.case import Case, Decided, decided, require_not_negative, require_words
from domain.decisions.claim_refusals import (
    DeterminationDoesNotAddUpError,
    DeterminationExceedsFindingError,
    NotHeardError,
    StepMissingError,
)
from domain.decisions.claims_known import (
    determination_of,
    in_force,
    opened_determination,
    require_not_issued,
    require_shares,
)
from domain.decisions.finding_limits import require_board_repays
from domain.decisions.ground import require_not_before_ground
from domain.determination_commands import (
    ExtendResponseTime,
    IssuePreliminaryDetermination,
    RecordResponse,
    SetProcedure,
)
from domain.determination_events import (
    PreliminaryDeterminationIssued,
    ProcedureSet,
    ResponseReceived,
    ResponseTimeExtended,
)
from domain.determination_state import Determination
from domain.money import ZERO
from domain.state import DistrictYear
from domain.statute.rules import Clause


def set_procedure(command: SetProcedure, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record what counsel said; it may be said anew until the determination is issued.

    Raises DeterminationNameError, StepMissingError (nothing was found), StepTakenError,
    WordsMissingError.
    """
    known = opened_determination(command.determination, state, case)
    begun = command.determination in state.claims.determinations
    if not begun and not any(one.open for one in state.claims.findings.values()):
        raise StepMissingError(
            f"No finding of {case.name} is open, so there is nothing to determine in "
            f"{command.determination}.",
            citation=case.cite(Clause.DETERMINATION),
            details={"determination": command.determination},
            next_step="Raise the finding first (alliance finding raise), or check the district and "
            "the year.",
        )
    require_words(command.set_by, "the counsel who said it", case)
    require_words(command.document, "the paper on which counsel said it", case)
    require_not_issued(command.determination, known, case)
    event = ProcedureSet(
        determination=command.determination,
        procedure=command.procedure,
        set_by=command.set_by,
        document=command.document,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.CONTESTED_CASE)


def issue_preliminary_determination(
    command: IssuePreliminaryDetermination, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Tell the board what is intended; a later notice takes the place of an earlier one.

    Raises DeterminationNameError, StepTakenError, WordsMissingError, FindingUnknownError,
    FindingNotOpenError, AmountNotPositiveError, DeterminationExceedsFindingError,
    ClaimAboveReportError, DeterminationDoesNotAddUpError, PassThroughRepaidError, NotHeardError (no
    time to respond), StepBeforeGroundError.
    """
    known = opened_determination(command.determination, state, case)
    require_not_issued(command.determination, known, case)
    require_words(command.reason, "why it is intended", case)
    repay, reduce = command.repay or ZERO, command.reduce or ZERO
    shares = require_shares(command.shares, state, case)
    for amount in (repay, reduce):
        require_not_negative(amount, "what is intended", case, Clause.DETERMINATION)
    if not ZERO < repay + reduce <= shares:
        raise DeterminationDoesNotAddUpError(
            f"To repay {repay.display} and to reduce by {reduce.display} is not within the shares "
            f"of the findings of {case.name}, {shares.display}.",
            citation=case.cite(Clause.DETERMINATION),
            details={"repay": str(repay), "reduce": str(reduce), "shares": str(shares)},
            next_step="Intend to claim more than nothing, and at most the shares.",
        )
    require_board_repays(command.shares, repay, state, case)
    if command.respond_by < case.effective_on:
        raise NotHeardError(
            f"The board of {case.name} would have to respond by {command.respond_by}, before the "
            f"notice of {case.effective_on}.",
            citation=case.cite(Clause.CONTESTED_CASE),
            details={"respond_by": str(command.respond_by), "on": str(case.effective_on)},
            next_step="Give the board time to respond.",
        )
    step = f"The preliminary determination {command.determination}"
    require_not_before_ground(step, case.effective_on, case, Clause.DETERMINATION)
    event = PreliminaryDeterminationIssued(
        determination=command.determination,
        shares=command.shares,
        repay=repay,
        reduce=reduce,
        respond_by=command.respond_by,
        plan_version=in_force(case),
        reason=command.reason,
    )
    return decided(case, event, Office.COMMISSIONER, Clause.DETERMINATION)


def record_response(
    command: RecordResponse, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what the board responded, in time or not; its legal date is the day it came.

    Raises DeterminationUnknownError, StepMissingError, WordsMissingError, AmountNotPositiveError
    (below zero), DeterminationExceedsFindingError (more than it was told of),
    StepBeforeGroundError.
    """
    known = determination_of(command.determination, state, case)
    notice = _noticed(command.determination, known, case)
    require_words(command.response, "what the board responded", case)
    require_not_negative(command.contested, "what is contested", case, Clause.CONTESTED_CASE)
    told = notice.repay + notice.reduce
    if command.contested > told:
        raise DeterminationExceedsFindingError(
            f"The board of {case.name} would contest {command.contested.display}, and was told of "
            f"{told.display}.",
            citation=case.cite(Clause.CONTESTED_CASE),
            details={"contested": str(command.contested), "told": str(told)},
            next_step="Give what it contests of that; more that it says belongs into its words.",
        )
    step = f"The response to {command.determination}"
    require_not_before_ground(step, command.received_on, case, Clause.CONTESTED_CASE)
    event = ResponseReceived(
        determination=command.determination,
        received_on=command.received_on,
        contested=command.contested,
        response=command.response,
        register=command.register,
    )
    return decided(
        case,
        event,
        Office.BOARD_OF_EDUCATION,
        Clause.CONTESTED_CASE,
        effective_on=command.received_on,
    )


def extend_response_time(
    command: ExtendResponseTime, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Give the board more time; never less.

    Raises DeterminationUnknownError, StepMissingError, StepTakenError, WordsMissingError,
    NotHeardError (less time), StepBeforeGroundError.
    """
    known = determination_of(command.determination, state, case)
    _noticed(command.determination, known, case)
    require_not_issued(command.determination, known, case)
    require_words(command.reason, "why there is more time", case)
    if known.respond_by is not None and command.respond_by <= known.respond_by:
        raise NotHeardError(
            f"The board of {case.name} has until {known.respond_by} already; "
            f"{command.respond_by} is not more time.",
            citation=case.cite(Clause.CONTESTED_CASE),
            details={"respond_by": str(known.respond_by), "given": str(command.respond_by)},
            next_step="Give a later day.",
        )
    step = f"More time to respond to {command.determination}"
    require_not_before_ground(step, case.effective_on, case, Clause.CONTESTED_CASE)
    event = ResponseTimeExtended(
        determination=command.determination, respond_by=command.respond_by, reason=command.reason
    )
    return decided(case, event, Office.DEPARTMENT, Clause.CONTESTED_CASE)


def _noticed(name: str, known: Determination, case: Case) -> PreliminaryDeterminationIssued:
    """The notice that stands. Raises StepMissingError."""
    if known.preliminary is None:
        raise StepMissingError(
            f"No preliminary notice of determination {name} of {case.name} is on record.",
            citation=case.cite(Clause.CONTESTED_CASE),
            details={"determination": name},
            next_step="Record the notice first (alliance determination preliminary).",
        )
    return known.preliminary
