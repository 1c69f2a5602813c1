"""When nothing is taken under a determination yet, and what ends the waiting.

A stay, a judgment that is not entered in the amount, a case that is not over. A direction to
enforce answers the time that runs, a pending appeal and, given after it, that the court sent it
back; never what the board was not sent. Source: C.G.S. §§ 4-181a, 4-183, unverified for orders
under § 10-262u(g). Not here: how much is taken (`reduction.py`).
"""

from dataclasses import replace
from datetime import date

from domain.clocks import NOT_SENT, Running, mailed_on, running
from domain.decisions.case import Case
from domain.decisions.claim_refusals import ReductionWaitsError, StepMissingError
from domain.decisions.claims_known import require_not_stayed
from domain.determination_events import Paper
from domain.determination_state import Determination
from domain.statute.rules import Clause, Rules


def enforceable(known: Determination, rules: Rules, on: date) -> bool:
    """Whether something could be taken under it on a day.

    Raises NoRuleInForceError where the law of the day says no number of days.
    """
    if not known.ordered or known.stay or known.judged_not_lowered or known.sent_back:
        return False
    return _waits(known, rules, on) is None


def require_enforceable(name: str, known: Determination, case: Case) -> None:
    """Raises StepMissingError, ReductionStayedError, ReductionWaitsError."""
    if not known.ordered:
        raise StepMissingError(
            f"Determination {name} of {case.district.name} was not issued, so nothing is taken "
            "under it.",
            citation=case.cite(Clause.DETERMINATION),
            details={"determination": name},
            next_step="Issue it first (alliance determination issue).",
        )
    require_not_stayed(name, known, case)
    lower = f"alliance receivables reduce-claim {name} --instrument judgment --authorized-by court"
    if known.judged_not_lowered:
        raise ReductionWaitsError(
            f"A court modified or reversed determination {name} of {case.district.name}, and the "
            "claim is not lowered by the judgment yet.",
            citation=case.cite(Clause.APPEAL),
            details={"until": "no day known"},
            next_step=f"Lower it first: {lower} --by …",
        )
    if known.sent_back:
        raise ReductionWaitsError(
            f"Determination {name} of {case.district.name} was sent back by a court, and how it "
            "was decided then is not on record.",
            citation=case.cite(Clause.APPEAL),
            details={"until": "no day known"},
            next_step=f"Where less is owed, lower it: {lower} --by …; where it was decided as "
            f"before, let the Commissioner direct to enforce that ({_enforce(name)}), with the "
            "decision as the reason.",
        )
    waits = _waits(known, case.rules, case.effective_on)
    if waits is not None:
        until = f" until {waits.until}" if waits.until else ""
        raise ReductionWaitsError(
            f"Determination {name} of {case.district.name} is a contested case, and "
            f"{waits.because}{until}.",
            citation=case.cite(Clause.APPEAL),
            details={"until": str(waits.until) if waits.until else "no day known"},
            next_step=_way_out(name, waits),
        )


def _waits(known: Determination, rules: Rules, on: date) -> Running | None:
    """What is waited for, where no direction answers it."""
    waits, sent = running(known, rules, on), mailed_on(known, Paper.FINAL)
    if waits is not None and sent is not None and on < sent:
        return replace(NOT_SENT, until=sent)
    answered = waits is not None and waits.enforceable and known.enforcement is not None
    return None if answered else waits


def _way_out(name: str, waits: Running) -> str:
    if waits.enforceable:
        return (
            "Wait, or let the Commissioner direct to enforce it now "
            f"({_enforce(name)}), with the reason."
        )
    if waits.until:
        return f"Give it a day from {waits.until} on."
    paper = Paper.FINAL if waits is NOT_SENT else Paper.RECONSIDERATION
    return f"Record when and how it was sent (alliance determination serve {name} {paper})."


def _enforce(name: str) -> str:
    return f"alliance determination enforce {name}"
