"""How much findings may claim in all: each cent once, and never above what stands reported.

Source: C.G.S. § 10-262u(g): "up to". Not here: the act of raising one (`finding.py`).
"""

from collections.abc import Iterable

from domain.claim_commands import RaiseFinding
from domain.claim_events import FindingKind, FindingRaised
from domain.claim_state import Finding
from domain.decisions.case import Case
from domain.decisions.claim_refusals import (
    ClaimAboveReportError,
    DroppedUnsaidError,
    FindingBesideError,
    PassThroughRepaidError,
)
from domain.desk_review import no_longer_reported
from domain.determination_events import FindingShare
from domain.figures import figure
from domain.money import ZERO, Money, total
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.with_town import ordered_with_town, stands_with_town, town_is_known
from domain.words import typed


def report_about(command: RaiseFinding, state: DistrictYear) -> int | None:
    """The report a finding is about: as named, else the one that stands.

    The way of the money to the board is in no report.
    """
    if command.report is not None:
        return command.report
    if command.kind is FindingKind.PASS_THROUGH or state.report is None:
        return None
    return state.report.number


def require_apart(event: FindingRaised, state: DistrictYear, case: Case) -> None:
    """Two findings of which one has no lines may be about the same money; why not is said.

    So may one whose lines were lowered: its spending may be reported on another line now. The way
    of the money to the board and its spending are two things. Raises FindingBesideError.
    """
    if event.apart_because is not None:
        return
    spending = event.kind is not FindingKind.PASS_THROUGH
    for name, other in _beside(event, state).items():
        gone = no_longer_reported(other, state.report)
        both_told = event.lines and other.line_keys and not gone
        if both_told or other.about_spending is not spending:
            continue
        without = event.finding if not event.lines else name
        why = (
            f"{gone.display} of it is no longer reported on its lines"
            if gone
            else f"{without!r} names no lines"
        )
        raise FindingBesideError(
            f"Finding {name!r} of {case.name} stands with {other.claimed.display}, and {why}: "
            f"{event.finding!r} may claim the same money again.",
            citation=case.cite(Clause.DETERMINATION),
            details={"finding": name, "claimed": str(other.claimed)},
            next_step=f"Let the new one absorb {name!r} (--absorbs), or say why it is not the same "
            "money (--apart-because).",
        )


def require_all_reported(event: FindingRaised, state: DistrictYear, case: Case) -> None:
    """A new finding, and all that stand together, claim at most what there is to claim.

    Raises ClaimAboveReportError.
    """
    raised = Finding(amount=event.amount, raised=event)
    require_reported(event.finding, raised, state, case)
    others = _claimed(_beside(event, state).values(), raised, state)
    _require_within(event.amount + others, f"with {event.finding!r}", raised, state, case)


def require_open_reported(finding: Finding, state: DistrictYear, case: Case) -> None:
    """What all findings of that kind claim is still there to claim: a report may be lowered.

    What was ordered counts as what is open does: the same money is not ordered twice.
    Raises ClaimAboveReportError.
    """
    if _measured(finding, state):
        claimed = _claimed(state.claims.findings.values(), finding, state)
        _require_within(claimed, "as they stand", finding, state, case)


def claimed_anew(before: DistrictYear, after: DistrictYear) -> dict[str, Money]:
    """By how much a correction lets findings claim above what there is to claim, by what it is.

    A report that is lowered is no such correction: a claim does not follow a report.
    """
    found = {}
    for finding in after.claims.findings.values():
        there, what = _to_claim(finding, after)
        claimed = _claimed(after.claims.findings.values(), finding, after)
        more = claimed > _claimed(before.claims.findings.values(), finding, before)
        if there is not None and more and claimed > there:
            found[f"claimed above what {what}"] = claimed - there
    return found


def _claimed(others: Iterable[Finding], like: Finding, state: DistrictYear) -> Money:
    """What findings of one kind claim in all, each without what is no longer there.

    Of spending what is no longer reported, of the way of the money what was passed on since.
    """
    alike = [
        one
        for one in others
        if one.stands and one.about_spending is like.about_spending and _measured(one, state)
    ]
    if like.about_spending:
        return total([one.claimed - no_longer_reported(one, state.report) for one in alike])
    ordered = total([one.ordered for one in alike])
    return total([one.open for one in alike]) + min(ordered, ordered_with_town(state))


def _require_within(
    claimed: Money, which: str, finding: Finding, state: DistrictYear, case: Case
) -> None:
    there, what = _to_claim(finding, state)
    if there is not None and claimed > there:
        raise _above(
            f"The findings of {case.name} would come to {claimed.display} {which}, and "
            f"{there.display} {what}.",
            claimed,
            there,
            "Claim less (of a finding on record allow the rest: alliance finding allow), or let "
            "the new finding absorb what it takes the place of (--absorbs).",
            case,
        )


def _measured(finding: Finding, state: DistrictYear) -> bool:
    """Whether a finding can be measured here: what a statement brings may be of money before it."""
    return finding.raised is not None or state.report is not None


def _to_claim(finding: Finding, state: DistrictYear) -> tuple[Money | None, str]:
    """What can be claimed at most, and what that is; None where nothing of it is known."""
    if not finding.about_spending:
        # A ledger without releases on record says nothing of what the town was paid.
        there = stands_with_town(state) if town_is_known(state) else None
        return there, "stands with the town"
    if state.report is not None:
        return state.report.spent, "stands reported"
    return figure("available", state), "is available to be spent, and no report is on record"


def require_reported(name: str, finding: Finding, state: DistrictYear, case: Case) -> None:
    """Of each line at most what still stands reported on it, what was allowed left out.

    Told only where the report has lines. Raises ClaimAboveReportError.
    """
    if state.report is None or not state.report.lines or not finding.about_spending:
        return
    spent = state.report.spent_by_line
    for key in finding.line_keys:
        claimed = finding.not_allowed(key)
        stands = spent.get(key, ZERO)
        if claimed > stands:
            raise _above(
                f"Finding {name!r} of {case.name} claims {claimed.display} of line {key}, and "
                f"{stands.display} still stands reported on it.",
                claimed,
                stands,
                f"Allow {(claimed - stands).display} of it first (alliance finding allow --line "
                f"{typed(key)})."
                if name in state.claims.findings
                else f"Claim at most {stands.display} of it.",
                case,
            )


def require_board_repays(
    shares: tuple[FindingShare, ...], repay: Money, state: DistrictYear, case: Case
) -> None:
    """What the town did not pass on stands with the town. Raises PassThroughRepaidError."""
    findings = state.claims.findings
    spent = total([one.amount for one in shares if findings[one.finding].about_spending])
    if repay <= spent or spent == total([one.amount for one in shares]):
        return
    raise PassThroughRepaidError(
        f"The board of {case.name} would repay {repay.display}, and {spent.display} of the shares "
        "is about what it received: the rest was not passed on and stands with the town.",
        citation=case.cite(Clause.DETERMINATION),
        details={"repay": str(repay), "received_by_board": str(spent)},
        next_step="Record that the town passed it on (alliance pass-through record) or gave it "
        "back (alliance receivables return-funds --by town), or reduce a later year.",
    )


def require_drop_said(
    command: RaiseFinding, amount: Money, absorbs: tuple[FindingShare, ...], case: Case
) -> None:
    """What is not claimed any more is said, with why. Raises DroppedUnsaidError."""
    taken = total([one.amount for one in absorbs])
    if amount >= taken or command.dropped_because is not None:
        return
    raise DroppedUnsaidError(
        f"Finding {command.finding!r} of {case.name} claims {amount.display} in place of "
        f"{taken.display}: {(taken - amount).display} would be claimed no more.",
        citation=case.cite(Clause.DETERMINATION),
        details={"amount": str(amount), "taken_over": str(taken), "dropped": str(taken - amount)},
        next_step="Say why it is dropped (--dropped-because), or claim it in the new finding.",
    )


def _beside(event: FindingRaised, state: DistrictYear) -> dict[str, Finding]:
    """The other findings that stand, without those it takes the place of."""
    absorbed = {share.finding for share in event.absorbs}
    return {
        name: one
        for name, one in state.claims.findings.items()
        if one.stands and name not in absorbed and name != event.finding
    }


def _above(
    what: str, claimed: Money, reported: Money, next_step: str, case: Case
) -> ClaimAboveReportError:
    return ClaimAboveReportError(
        what,
        citation=case.cite(Clause.DETERMINATION),
        details={"claimed": str(claimed), "reported": str(reported)},
        next_step=next_step,
    )
