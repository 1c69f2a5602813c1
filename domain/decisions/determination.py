"""The determination under § 10-262u(g): what is owed on findings, with facts and law.

A contested case is decided only after a preliminary notice of the same findings, and after the
board responded or its time passed: the other side is heard. Where counsel said "informal", a
determination may be issued at once: § 10-262u(g) itself asks for no notice. Without counsel's word
none is issued. A closed fiscal year stops none of it. Not here: notice and response
(`hearing.py`), service (`service.py`).
"""

from dataclasses import replace
from datetime import date

from domain.authority import Office
from domain.decisions.case import Case, Decided, decided, require_not_negative, require_words
from domain.decisions.claim_refusals import (
    DeterminationDoesNotAddUpError,
    DeterminationExceedsFindingError,
    FactNotOnRecordError,
    FactsMissingError,
    NotHeardError,
    ProcedureMissingError,
)
from domain.decisions.claims_known import (
    in_force,
    opened_determination,
    require_not_issued,
    require_shares,
)
from domain.decisions.finding_limits import require_board_repays
from domain.decisions.ground import require_not_before_ground
from domain.determination_commands import IssueDetermination
from domain.determination_events import (
    DeterminationIssued,
    Paper,
    PreliminaryDeterminationIssued,
    ResponseReceived,
)
from domain.determination_letter import FORM, letter, sha256_of
from domain.determination_state import Determination
from domain.money import ZERO
from domain.state import DistrictYear
from domain.statute.rules import Clause

_NOTIFY = (
    "Send the notice (alliance determination preliminary), and wait for the response or the day."
)
_SERVE = "Record when and how it was sent (alliance determination serve"
_EXTEND = "Give the board more time (alliance determination extend), and wait for that day."
_WAIT = "Wait for the response, or for the day after."


def issue_determination(
    command: IssueDetermination, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Determine what is owed: to repay, to reduce a later year, or both, up to the findings.

    What of a finding is in no share stays open for another determination.
    Raises DeterminationNameError, StepTakenError, ProcedureMissingError, FindingUnknownError,
    FindingNotOpenError, AmountNotPositiveError, DeterminationExceedsFindingError,
    ClaimAboveReportError, DeterminationDoesNotAddUpError, PassThroughRepaidError, NotHeardError,
    FactsMissingError, WordsMissingError, FactNotOnRecordError, StepBeforeGroundError.
    Source: C.G.S. § 10-262u(g).
    """
    known = opened_determination(command.determination, state, case)
    require_not_issued(command.determination, known, case)
    if known.procedure is None:
        raise ProcedureMissingError(
            f"By which procedure determination {command.determination} of {case.name} is decided "
            "is not recorded, and the statute does not say it.",
            citation=case.cite(Clause.DETERMINATION),
            details={"determination": command.determination},
            next_step="Ask counsel once, and record the answer (alliance determination "
            "procedure): contested-case or informal.",
        )
    event = _determined(command, state, case)
    _require_heard(command, known, state, case)
    _require_stated(command, case)
    step = f"Determination {command.determination}"
    require_not_before_ground(step, case.effective_on, case, Clause.DETERMINATION)
    reported = state.report.spent_by_line if state.report else {}
    text = letter(event, state, case.district, case.rules, reported)
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
    require_board_repays(command.shares, repay, state, case)
    return DeterminationIssued(
        determination=command.determination,
        shares=command.shares,
        repay=repay,
        reduce=reduce,
        dropped=dropped,
        split=bool(repay and reduce),
        plan_version=in_force(case),
        facts=command.facts,
        conclusions=command.conclusions,
        letter_form=FORM,
        letter_sha256="",
    )


def _require_heard(
    command: IssueDetermination, known: Determination, state: DistrictYear, case: Case
) -> None:
    """The other side was told of these findings, and had its time, by the day of the decision."""
    if not known.contested:
        return
    notice = known.preliminary
    if notice is None or known.respond_by is None:
        raise _not_heard(command, "no preliminary notice is on record", case, _NOTIFY)
    _require_told(command, notice, case)
    heard_on = _heard_on(command.determination, state)
    if heard_on is not None and heard_on <= case.effective_on:
        return
    if heard_on is not None and case.effective_on <= known.respond_by:
        why = f"the board responded on {heard_on}, after {case.effective_on}"
        raise _not_heard(command, why, case, f"Give the decision a day from {heard_on} on.")
    sent = known.services.get(Paper.PRELIMINARY)
    if sent is None:
        why = "that its notice was sent is not on record"
        raise _not_heard(command, why, case, f"{_SERVE} {command.determination} preliminary).")
    if sent.sent.mailed_on >= known.respond_by:
        why = f"its notice was sent on {sent.sent.mailed_on}, to be answered by {known.respond_by}"
        raise _not_heard(command, why, case, _EXTEND)
    if case.effective_on <= known.respond_by:
        why = f"the board has until {known.respond_by} to respond"
        raise _not_heard(command, why, case, _WAIT)


def _heard_on(name: str, state: DistrictYear) -> date | None:
    """The first day on which the board responded to the notice that stands; None for none."""
    days: list[date] = []
    for _, event in state.events:
        match event:
            case PreliminaryDeterminationIssued(determination=of) if of == name:
                days = []
            case ResponseReceived(determination=of) if of == name:
                days.append(event.received_on)
            case _:
                pass
    return min(days, default=None)


def _require_told(
    command: IssueDetermination, notice: PreliminaryDeterminationIssued, case: Case
) -> None:
    """No more is decided than the board was told."""
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
    for what, amount, said in (
        ("repay", command.repay or ZERO, notice.repay),
        ("reduce", command.reduce or ZERO, notice.reduce),
    ):
        if amount > said:
            raise DeterminationExceedsFindingError(
                f"The board of {case.name} was told: {what} {said.display}; {amount.display} would "
                "be decided.",
                citation=case.cite(Clause.CONTESTED_CASE),
                details={"what": what, "told": str(said), "amount": str(amount)},
                next_step="Send another preliminary notice with it first.",
            )


def _not_heard(command: IssueDetermination, why: str, case: Case, next_step: str) -> NotHeardError:
    return NotHeardError(
        f"Determination {command.determination} of {case.name} is a contested case, and {why}.",
        citation=case.cite(Clause.CONTESTED_CASE),
        details={"determination": command.determination},
        next_step=next_step,
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
