"""Who may lower a claim of the State, and when: the guards of each instrument.

C.G.S. § 4-181a and § 3-7, read in older editions and by an opinion of the Attorney General of 1999,
not by a case: UNVERIFIED for orders under § 10-262u(g).
"""

from collections.abc import Sequence

from domain.authority import Citation, Office
from domain.challenge_events import (
    AppealDecided,
    AppealOutcome,
    ReconsiderationDecided,
    ReconsiderationOutcome,
)
from domain.clocks import mailed_on, reconsideration_closes
from domain.decisions.case import Case
from domain.decisions.claim_refusals import InstrumentMissingError, InstrumentNotOpenError
from domain.determination_events import Paper
from domain.determination_state import Determination
from domain.money import Money, total
from domain.owed_commands import ReduceClaim
from domain.owed_events import Instrument
from domain.statute.rules import Clause
from domain.words import same_words

# Whose act each instrument is; the first of an uncollectible claim only for a small order.
_OFFICES = {
    Instrument.RECONSIDERATION: (Office.COMMISSIONER,),
    Instrument.CHANGED_CONDITIONS: (Office.COMMISSIONER,),
    Instrument.UNCOLLECTIBLE: (Office.COMMISSIONER, Office.OPM),
    Instrument.COMPROMISE: (Office.GOVERNOR,),
    Instrument.JUDGMENT: (Office.COURT,),
}
_CLAUSES = {
    Instrument.RECONSIDERATION: Clause.RECONSIDERATION,
    Instrument.CHANGED_CONDITIONS: Clause.CHANGED_CONDITIONS,
    Instrument.UNCOLLECTIBLE: Clause.UNCOLLECTIBLE,
    Instrument.COMPROMISE: Clause.COMPROMISE,
    Instrument.JUDGMENT: Clause.APPEAL,
}
# A judgment lowers a claim, also after it was sent back; only the first two say it was not owed.
_NOT_OWED = (AppealOutcome.MODIFIED, AppealOutcome.REVERSED)
_LOWERED = (*_NOT_OWED, AppealOutcome.REMANDED)


def lowered_by(decision: AppealDecided | ReconsiderationDecided) -> Instrument | None:
    """The instrument that a decision opens; None where it opens none."""
    match decision:
        case AppealDecided(outcome=outcome) if outcome in _LOWERED:
            return Instrument.JUDGMENT
        case ReconsiderationDecided(outcome=ReconsiderationOutcome.GRANTED):
            return Instrument.RECONSIDERATION
        case _:
            return None


def undue_by(known: Determination) -> Instrument | None:
    """By which decision on record what was repaid was not owed; None where by none.

    That a court sent it back does not say so yet, nor a decision that lowers no claim.
    """
    judged, reconsidered = known.appeal_decided, known.reconsidered
    if judged is not None and judged.outcome in _NOT_OWED:
        return Instrument.JUDGMENT
    if reconsidered is not None and lowered_by(reconsidered):
        return Instrument.RECONSIDERATION
    return None


def pays_back(
    decision: AppealDecided | ReconsiderationDecided,
    known: Determination,
    named: Instrument | None = None,
) -> bool:
    """Whether a repayment may be paid back on a decision: on one that is named, or on its own."""
    instrument = lowered_by(decision)
    if named is not None:
        return instrument is named
    if isinstance(decision, AppealDecided):
        return decision.outcome in _NOT_OWED
    return instrument is not None and known.contested


def lowered_already(instrument: Instrument, document: str, known: Determination) -> bool:
    """Whether less is repaid on it already, so that the rest was owed; never of what is reversed.

    On judgments since the last of them; changed conditions may change again, on another paper.
    """
    judged = known.appeal_decided
    lowered = [
        one for one in known.reduced_claims if one.instrument is instrument and one.repay_less
    ]
    match instrument:
        case Instrument.JUDGMENT:
            reversed_ = judged is not None and judged.outcome is AppealOutcome.REVERSED
            return not reversed_ and any(one.repay_less for one in known.lowered_as_judged)
        case Instrument.RECONSIDERATION:
            return bool(lowered)
        case _:
            return any(same_words(one.document, document) for one in lowered)


def carried_by(
    decisions: Sequence[int], uses: Sequence[int], at: int | None = None
) -> Sequence[int]:
    """On which of the decisions a use rests: those since the use before it, else the last one.

    All by version: the decisions that open it, what was lowered or paid back on them, and the use
    itself; None for one that is still to come.
    """
    before = [one for one in decisions if at is None or one < at]
    used = max((one for one in uses if at is None or one < at), default=0)
    return [one for one in before if one > used] or before[-1:]


def clause_of(instrument: Instrument) -> Clause:
    """The clause an instrument rests on."""
    return _CLAUSES[instrument]


def require_instrument(command: ReduceClaim, known: Determination, case: Case) -> Instrument:
    """The instrument, which is open for this claim and is that office's.

    Raises InstrumentMissingError, InstrumentNotOpenError.
    """
    instrument = command.instrument
    if instrument is None or command.authorized_by is None:
        raise _none_named(command, known, case)
    if command.authorized_by not in _OFFICES[instrument]:
        offices = " or the ".join(one.label for one in _OFFICES[instrument])
        why = f"it is an act of the {offices}, not of the {command.authorized_by.label}"
        raise _not_open(instrument, why, known, case)
    why_not = _why_not(instrument, command, known, case)
    if why_not:
        raise _not_open(instrument, why_not, known, case)
    return instrument


def _why_not(instrument: Instrument, command: ReduceClaim, known: Determination, case: Case) -> str:
    """Why an instrument does not lower this claim; "" where it does."""
    if instrument is Instrument.UNCOLLECTIBLE:
        return _above_limit(command, known, case)
    return "" if instrument is Instrument.COMPROMISE else not_undone(instrument, known, case)


def not_undone(instrument: Instrument, known: Determination, case: Case) -> str:
    """Why an instrument does not say that less was owed than was ordered; "" where it does."""
    match instrument:
        case Instrument.RECONSIDERATION:
            if not known.contested:
                return "it is of a contested case, and counsel did not say that this is one"
            if mailed_on(known, Paper.FINAL) is None:
                return (
                    "its time begins when the final decision is sent, and that is not on record "
                    "(alliance determination serve)"
                )
            closes = reconsideration_closes(known, case.rules)
            late = closes is not None and case.effective_on > closes
            return f"its time closed on {closes}" if late else _not_granted(known)
        case Instrument.CHANGED_CONDITIONS:
            return "" if known.contested else "it is decided as a contested case, and this is none"
        case Instrument.JUDGMENT:
            decided = known.appeal_decided
            if decided is None or lowered_by(decided) is not Instrument.JUDGMENT:
                return "no judgment that modifies or reverses it, or sends it back, is on record"
            return ""
        case _:
            return "it is about what is still open, and this was repaid"


def _not_granted(known: Determination) -> str:
    """What is missing of a reconsideration; "" where it was granted. Silence is a denial."""
    decided = known.reconsidered
    if decided is None:
        return (
            "that it was granted is not on record (alliance determination answer-petition, also "
            "for the Department's own motion)"
        )
    granted = decided.outcome is ReconsiderationOutcome.GRANTED
    return "" if granted else f"it was denied on {decided.decided_on}"


def _above_limit(command: ReduceClaim, known: Determination, case: Case) -> str:
    """The head of an agency cancels a claim of up to a limit, measured by the whole order."""
    limit, ordered = case.rules.uncollectible().value, known.repay + known.reduce
    if command.authorized_by is not Office.COMMISSIONER or ordered <= limit:
        return ""
    return (
        f"the head of an agency cancels a claim of up to {limit.display}, and {ordered.display} "
        "was ordered (the stricter reading, UNVERIFIED); above it the Secretary of OPM (opm)"
    )


def _none_named(command: ReduceClaim, known: Determination, case: Case) -> InstrumentMissingError:
    asked = [amount for amount in (command.repay_less, command.reduction_less) if amount]
    return InstrumentMissingError(
        f"The order {command.determination} is a claim of the State. Reducing it"
        f"{_by(total(asked))} needs one of\n{_all_of(known, case)}",
        citation=_both(case),
        details={"determination": command.determination},
        next_step=_SCHEDULE + _UNVERIFIED,
    )


def _not_open(
    instrument: Instrument, why: str, known: Determination, case: Case
) -> InstrumentNotOpenError:
    name = instrument.value.replace("-", " ")
    return InstrumentNotOpenError(
        f"This claim of the State on {case.name} is not lowered by {name}: {why}. It needs one of\n"
        f"{_all_of(known, case)}",
        citation=case.cite(_CLAUSES[instrument]),
        details={"instrument": instrument.value},
        next_step=_SCHEDULE + _UNVERIFIED,
    )


_SCHEDULE = (
    "A schedule of payments that does not lower the total needs none of these "
    "(alliance receivables schedule). "
)
_UNVERIFIED = (
    "Whether § 3-7 governs § 10-262u(g) orders is read from the statute and a 1999 AG opinion, not "
    "from a case: UNVERIFIED."
)


def _by(amount: Money) -> str:
    return f" by {amount.display}" if amount else ""


def _both(case: Case) -> Citation:
    return case.cite(Clause.COMPROMISE)


def _all_of(known: Determination, case: Case) -> str:
    """Every instrument with its office and clause, one a line."""
    limit = case.rules.uncollectible().value.display
    rows = (
        (
            "reconsideration",
            f"the Commissioner, inside the 25 / 40 days{_closed(known, case)}",
            "C.G.S. § 4-181a(a)",
        ),
        ("changed conditions", "at any time, as a contested case", "C.G.S. § 4-181a(b)"),
        (
            "uncollectible",
            f"head of agency up to {limit}; OPM Secretary above",
            "C.G.S. § 3-7(a),(b)",
        ),
        (
            "compromise",
            "the Governor, on the Attorney General's advice; name the certificate",
            "C.G.S. § 3-7(c)",
        ),
        ("judgment", "a court that modified or reversed it", "C.G.S. § 4-183"),
    )
    return "\n".join(f"  {name:<20}{who}, {clause}" for name, who, clause in rows)


def _closed(known: Determination, case: Case) -> str:
    if not known.contested or mailed_on(known, Paper.FINAL) is None:
        return ""
    closes = reconsideration_closes(known, case.rules)
    if closes is None:
        return " (granted)"
    decided = known.reconsidered
    if decided is not None and case.effective_on <= closes:
        return f" ({decided.outcome} {decided.decided_on})"
    word = "closed" if case.effective_on > closes else "open until"
    return f" ({word} {closes})"
