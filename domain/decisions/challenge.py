"""Decisions after a determination: reconsideration, appeal, stay, direction to enforce.

What the board files is recorded as it came, in time or not; the clock says which. Nothing here
moves money. Source: C.G.S. §§ 4-181a, 4-183, unverified for orders under § 10-262u(g).
"""

from domain.authority import Office
from domain.challenge_events import (
    AppealDecided,
    AppealFiled,
    EnforcementDirected,
    ReconsiderationDecided,
    ReconsiderationOutcome,
    ReconsiderationRequested,
    StayEnded,
    StayOrdered,
)
from domain.clocks import reconsideration_closes
from domain.decisions.case import Case, Decided, decided, require_words
from domain.decisions.claim_refusals import (
    InstrumentNotOpenError,
    ReconsiderationClosedError,
    StepMissingError,
    StepTakenError,
)
from domain.decisions.claims_known import ordered_determination, require_not_stayed
from domain.decisions.ground import require_not_before_ground
from domain.determination_commands import (
    DecideAppeal,
    DecideReconsideration,
    DirectEnforcement,
    EndStay,
    FileAppeal,
    OrderStay,
    RequestReconsideration,
)
from domain.determination_state import Determination
from domain.state import DistrictYear
from domain.statute.rules import Clause


def request_reconsideration(
    command: RequestReconsideration, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record a petition, in time or late; its legal date is the day it was filed.

    Raises DeterminationUnknownError, StepMissingError, StepTakenError, WordsMissingError,
    StepBeforeGroundError.
    """
    name = command.determination
    known = ordered_determination(name, state, case)
    require_words(command.grounds, "the grounds of a petition", case)
    if known.petition is not None:
        what = f"a petition was filed on {known.petition.filed_on}"
        raise _taken(name, what, case, Clause.RECONSIDERATION)
    step = f"The petition on {name}"
    require_not_before_ground(step, command.filed_on, case, Clause.RECONSIDERATION)
    event = ReconsiderationRequested(
        determination=name,
        filed_on=command.filed_on,
        grounds=command.grounds,
        register=command.register,
    )
    return decided(
        case,
        event,
        Office.BOARD_OF_EDUCATION,
        Clause.RECONSIDERATION,
        effective_on=command.filed_on,
    )


def decide_reconsideration(
    command: DecideReconsideration, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Grant or deny a petition; granted without one, it is the Department's own motion.

    In a contested case it is granted only in its time: silence was a denial.
    Raises DeterminationUnknownError, StepMissingError, StepTakenError, WordsMissingError,
    ReconsiderationClosedError, StepBeforeGroundError.
    """
    name = command.determination
    known = ordered_determination(name, state, case)
    require_words(command.reason, "the reason of a decision", case)
    if command.document is not None:
        require_words(command.document, "the paper of a decision", case)
    if known.reconsidered is not None:
        what = f"reconsideration was {known.reconsidered.outcome}"
        raise _taken(name, what, case, Clause.RECONSIDERATION)
    granted = command.outcome is ReconsiderationOutcome.GRANTED
    if known.petition is None and not granted:
        raise _missing(name, "a petition to be denied", case, Clause.RECONSIDERATION)
    closes = reconsideration_closes(known, case.rules) if known.contested else None
    if granted and closes is not None and command.decided_on > closes:
        raise ReconsiderationClosedError(
            f"Determination {name} of {case.name} could be reconsidered until {closes}, and "
            f"{command.decided_on} is later.",
            citation=case.cite(Clause.RECONSIDERATION),
            details={"closed": str(closes), "decided_on": str(command.decided_on)},
            next_step="Changed conditions can be shown at any time, as a contested case.",
        )
    step = f"The decision to reconsider {name}"
    require_not_before_ground(step, command.decided_on, case, Clause.RECONSIDERATION)
    event = ReconsiderationDecided(
        determination=name,
        outcome=command.outcome,
        decided_on=command.decided_on,
        reason=command.reason,
        document=command.document,
    )
    return decided(
        case, event, Office.COMMISSIONER, Clause.RECONSIDERATION, effective_on=command.decided_on
    )


def file_appeal(command: FileAppeal, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record an appeal, in time or late; its legal date is the day it was filed.

    Raises DeterminationUnknownError, StepMissingError, StepTakenError, WordsMissingError,
    StepBeforeGroundError.
    """
    name = command.determination
    known = ordered_determination(name, state, case)
    require_words(command.court, "the court of an appeal", case)
    require_words(command.docket, "the docket of an appeal", case)
    if _pending(known):
        raise _taken(name, "an appeal is pending", case, Clause.APPEAL)
    require_not_before_ground(f"The appeal of {name}", command.filed_on, case, Clause.APPEAL)
    event = AppealFiled(
        determination=name,
        court=command.court,
        docket=command.docket,
        filed_on=command.filed_on,
    )
    return decided(
        case, event, Office.BOARD_OF_EDUCATION, Clause.APPEAL, effective_on=command.filed_on
    )


def order_stay(command: OrderStay, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record a stay of the court or of the Commissioner: nothing is taken while it stands.

    Raises DeterminationUnknownError, StepMissingError, StepTakenError, WordsMissingError,
    InstrumentNotOpenError (another office), StepBeforeGroundError.
    """
    name = command.determination
    known = ordered_determination(name, state, case)
    require_words(command.document, "the order of a stay", case)
    if command.ordered_by not in {Office.COURT, Office.COMMISSIONER}:
        raise InstrumentNotOpenError(
            f"The {command.ordered_by.label} does not stay a determination of {case.name}.",
            citation=case.cite(Clause.APPEAL),
            details={"ordered_by": command.ordered_by.value},
            next_step="A stay is ordered by the court or by the Commissioner.",
        )
    if known.stay is not None:
        raise _taken(name, "it is stayed", case, Clause.APPEAL)
    require_not_before_ground(f"The stay of {name}", case.effective_on, case, Clause.APPEAL)
    event = StayOrdered(
        determination=name, ordered_by=command.ordered_by, document=command.document
    )
    return decided(case, event, command.ordered_by, Clause.APPEAL)


def end_stay(command: EndStay, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record the end of the stay that stands; it is the act of whoever ordered it.

    Raises DeterminationUnknownError, StepMissingError, WordsMissingError, StepBeforeGroundError.
    """
    name = command.determination
    known = ordered_determination(name, state, case)
    require_words(command.reason, "why the stay ended", case)
    if known.stay is None:
        raise _missing(name, "a stay", case, Clause.APPEAL)
    step = f"The end of the stay of {name}"
    require_not_before_ground(step, case.effective_on, case, Clause.APPEAL)
    event = StayEnded(determination=name, reason=command.reason)
    by_court = known.stay.ordered_by is Office.COURT
    office = Office.COURT if by_court else Office.COMMISSIONER
    return decided(case, event, office, Clause.APPEAL)


def decide_appeal(command: DecideAppeal, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record what became of the pending appeal; a lower amount is recorded by ReduceClaim.

    Raises DeterminationUnknownError, StepMissingError, WordsMissingError, StepBeforeGroundError.
    """
    name = command.determination
    known = ordered_determination(name, state, case)
    require_words(command.document, "the judgment or the withdrawal", case)
    if not _pending(known):
        raise _missing(name, "a pending appeal", case, Clause.APPEAL)
    step = f"The end of the appeal of {name}"
    require_not_before_ground(step, case.effective_on, case, Clause.APPEAL)
    event = AppealDecided(determination=name, outcome=command.outcome, document=command.document)
    return decided(case, event, Office.COURT, Clause.APPEAL)


def direct_enforcement(
    command: DirectEnforcement, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Direct to enforce while time is running; a stay, also a later one, stops it all the same.

    Raises DeterminationUnknownError, StepMissingError, StepTakenError, WordsMissingError,
    ReductionStayedError, StepBeforeGroundError.
    """
    name = command.determination
    known = ordered_determination(name, state, case)
    require_words(command.because, "why it is enforced now", case)
    if known.enforcement is not None:
        raise _taken(name, "it is to be enforced", case, Clause.DETERMINATION)
    require_not_stayed(name, known, case)
    step = f"The direction to enforce {name}"
    require_not_before_ground(step, case.effective_on, case, Clause.DETERMINATION)
    event = EnforcementDirected(determination=name, because=command.because)
    return decided(case, event, Office.COMMISSIONER, Clause.DETERMINATION)


def _pending(known: Determination) -> bool:
    return known.appeal is not None and known.appeal_decided is None


def _taken(name: str, what: str, case: Case, clause: Clause) -> StepTakenError:
    return StepTakenError(
        f"Of determination {name} of {case.name} it is on record already that {what}.",
        citation=case.cite(clause),
        details={"determination": name},
        next_step="If that record is wrong, take it back (alliance correct).",
    )


def _missing(name: str, what: str, case: Case, clause: Clause) -> StepMissingError:
    return StepMissingError(
        f"Of determination {name} of {case.name} {what} is not on record.",
        citation=case.cite(clause),
        details={"determination": name},
        next_step=f"Look at what is: alliance replay {case.place}",
    )
