"""Decisions under § 10-262u(g): counsel's procedure, the board is heard, the determination.

A contested case is decided only after a preliminary notice of the same findings, and after the
board responded or its time passed: the other side is heard. Where counsel said "informal", a
determination may be issued at once: § 10-262u(g) itself asks for no notice. Without counsel's word
none is issued. A closed fiscal year stops none of it.
"""

from dataclasses import replace

from domain.authority import Office
from domain.decisions.case import Case, Decided, decided, require_not_negative, require_words
from domain.decisions.claim_refusals import (
    DeterminationDoesNotAddUpError,
    DeterminationExceedsFindingError,
    FactNotOnRecordError,
    FactsMissingError,
    NotHeardError,
    ProcedureMissingError,
    StepMissingError,
    StepTakenError,
)
from domain.decisions.claims_known import (
    determination_of,
    opened_determination,
    require_shares,
)
from domain.decisions.ground import require_not_before_ground
from domain.determination_commands import (
    ExtendResponseTime,
    IssueDetermination,
    IssuePreliminaryDetermination,
    RecordResponse,
    SetProcedure,
)
from domain.determination_events import (
    DeterminationIssued,
    PreliminaryDeterminationIssued,
    ProcedureSet,
    ResponseReceived,
    ResponseTimeExtended,
)
from domain.determination_letter import FORM, letter, sha256_of
from domain.determination_state import Determination
from domain.money import ZERO
from domain.state import DistrictYear
from domain.statute.rules import Clause


def set_procedure(command: SetProcedure, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Record what counsel said; it may be said anew until the determination is issued.

    Raises DeterminationNameError, StepTakenError, WordsMissingError.
    """
    known = opened_determination(command.determination, state, case)
    require_words(command.set_by, "the counsel who said it", case)
    require_words(command.document, "the paper on which counsel said it", case)
    _require_not_issued(command.determination, known, case)
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
    DeterminationDoesNotAddUpError, NotHeardError (no time to respond), StepBeforeGroundError.
    """
    known = opened_determination(command.determination, state, case)
    _require_not_issued(command.determination, known, case)
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
        plan_version=_in_force(state),
        reason=command.reason,
    )
    return decided(case, event, Office.COMMISSIONER, Clause.DETERMINATION)


def record_response(
    command: RecordResponse, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record what the board responded, in time or not; its legal date is the day it came.

    Raises DeterminationUnknownError, StepMissingError, WordsMissingError, AmountNotPositiveError
    (below zero), StepBeforeGroundError.
    """
    known = determination_of(command.determination, state, case)
    _require_noticed(command.determination, known, case)
    require_words(command.response, "what the board responded", case)
    require_not_negative(command.contested, "what is contested", case, Clause.CONTESTED_CASE)
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
    _require_noticed(command.determination, known, case)
    _require_not_issued(command.determination, known, case)
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


def issue_determination(
    command: IssueDetermination, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Determine what is owed: to repay, to reduce a later year, or both, up to the findings.

    What of a finding is in no share stays open for another determination.
    Raises DeterminationNameError, StepTakenError, ProcedureMissingError, FindingUnknownError,
    FindingNotOpenError, AmountNotPositiveError, DeterminationExceedsFindingError,
    DeterminationDoesNotAddUpError, NotHeardError, FactsMissingError, WordsMissingError,
    FactNotOnRecordError, StepBeforeGroundError. Source: C.G.S. § 10-262u(g).
    """
    known = opened_determination(command.determination, state, case)
    _require_not_issued(command.determination, known, case)
    if known.procedure is None:
        raise ProcedureMissingError(
            f"By which procedure determination {command.determination} of {case.name} is decided "
            "is not recorded, and the statute does not say it.",
            citation=case.cite(Clause.DETERMINATION),
            details={"determination": command.determination},
            next_step="Ask counsel once, and record the answer (SetProcedure): contested-case or "
            "informal.",
        )
    event = _determined(command, state, case)
    _require_heard(command, known, case)
    _require_stated(command, case)
    step = f"Determination {command.determination}"
    require_not_before_ground(step, case.effective_on, case, Clause.DETERMINATION)
    text = letter(event, state, case.district, case.rules, {})
    signed = replace(event, letter_sha256=sha256_of(text))
    return decided(case, signed, Office.COMMISSIONER, Clause.DETERMINATION)


def _determined(
    command: IssueDetermination, state: DistrictYear, case: Case
) -> DeterminationIssued:
    """The decision in numbers, the digest of its letter left out."""
    repay, reduce = command.repay or ZERO, command.reduce or ZERO
    dropped = command.dropped or ZERO
    for amount in (repay, reduce, dropped):
        require_not_negative(amount, "what is determined", case, Clause.DETERMINATION)
    shares = require_shares(command.shares, state, case)
    if repay + reduce + dropped != shares:
        raise DeterminationDoesNotAddUpError(
            f"Repay {repay.display} + reduce {reduce.display} + dropped {dropped.display} is not "
            f"the shares of the findings of {case.name}, {shares.display}.",
            citation=case.cite(Clause.DETERMINATION),
            details={
                "repay": str(repay),
                "reduce": str(reduce),
                "dropped": str(dropped),
                "shares": str(shares),
            },
            next_step="Let the three come to the shares; what stays open is in no share.",
        )
    return DeterminationIssued(
        determination=command.determination,
        shares=command.shares,
        repay=repay,
        reduce=reduce,
        dropped=dropped,
        split=bool(repay and reduce),
        plan_version=_in_force(state),
        facts=command.facts,
        conclusions=command.conclusions,
        letter_form=FORM,
        letter_sha256="",
    )


def _require_heard(command: IssueDetermination, known: Determination, case: Case) -> None:
    """The other side was told of these findings, and had its time."""
    if not known.contested:
        return
    notice = known.preliminary
    if notice is None or known.respond_by is None:
        raise _not_heard(command, "no preliminary notice is on record", case)
    told = {share.finding: share.amount for share in notice.shares}
    for share in command.shares:
        if share.amount > told.get(share.finding, ZERO):
            raise DeterminationExceedsFindingError(
                f"The board of {case.name} was told of {told.get(share.finding, ZERO).display} of "
                f"finding {share.finding!r}, and {share.amount.display} would be decided.",
                citation=case.cite(Clause.CONTESTED_CASE),
                details={
                    "finding": share.finding,
                    "told": str(told.get(share.finding, ZERO)),
                    "amount": str(share.amount),
                },
                next_step="Send another preliminary notice with it first.",
            )
    if not known.responses and case.effective_on <= known.respond_by:
        raise _not_heard(command, f"the board has until {known.respond_by} to respond", case)


def _not_heard(command: IssueDetermination, why: str, case: Case) -> NotHeardError:
    return NotHeardError(
        f"Determination {command.determination} of {case.name} is a contested case, and {why}.",
        citation=case.cite(Clause.CONTESTED_CASE),
        details={"determination": command.determination},
        next_step="Send the notice (IssuePreliminaryDetermination), and wait for the response or "
        "the day.",
    )


def _require_stated(command: IssueDetermination, case: Case) -> None:
    """Facts that the record shows, and law, both in words."""
    if not command.facts or not command.conclusions:
        raise FactsMissingError(
            f"Determination {command.determination} of {case.name} states "
            f"{len(command.facts)} findings of fact and {len(command.conclusions)} conclusions of "
            "law.",
            citation=case.cite(Clause.FINAL_DECISION),
            next_step="State at least one of each: what the record shows, and which clause says "
            "so.",
        )
    for one in command.conclusions:
        require_words(one.words, "a conclusion of law", case)
        require_words(one.clause, "the clause of a conclusion of law", case)
    for fact in command.facts:
        require_words(fact.words, "a finding of fact", case)
        standing = [
            position
            for position in fact.positions
            if position in case.named and case.named[position].corrected_at is None
        ]
        if not fact.positions or len(standing) < len(fact.positions):
            wrong = sorted(set(fact.positions) - set(standing))
            shown = ", ".join(str(position) for position in wrong) or "none named"
            raise FactNotOnRecordError(
                f"A finding of fact of {command.determination} has to name records of {case.name} "
                f"that stand: {shown}.",
                citation=case.cite(Clause.FINAL_DECISION),
                details={"fact": fact.words, "not_on_record": shown},
                next_step=f"Find their positions with: alliance replay {case.place}",
            )


def _require_not_issued(name: str, known: Determination, case: Case) -> None:
    if known.ordered:
        raise StepTakenError(
            f"Determination {name} of {case.name} was issued already.",
            citation=case.cite(Clause.DETERMINATION),
            details={"determination": name},
            next_step="Decide what is still open under another name, or lower this one on an "
            "instrument (ReduceClaim).",
        )


def _require_noticed(name: str, known: Determination, case: Case) -> None:
    if known.preliminary is None:
        raise StepMissingError(
            f"No preliminary notice of determination {name} of {case.name} is on record.",
            citation=case.cite(Clause.CONTESTED_CASE),
            details={"determination": name},
            next_step="Record the notice first (IssuePreliminaryDetermination).",
        )


def _in_force(state: DistrictYear) -> int | None:
    approved = state.approved_plan
    return approved[0] if approved else None
