"""How much findings may claim in all: each cent once, and never above what stands reported.

Source: C.G.S. § 10-262u(g): "up to". Not here: the act of raising one (`finding.py`).
"""

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
from domain.determination_events import FindingShare
from domain.money import ZERO, Money, total
from domain.state import DistrictYear
from domain.statute.rules import Clause


def require_apart(event: FindingRaised, state: DistrictYear, case: Case) -> None:
    """Two findings of which one has no lines may be about the same money; why not is said.

    The way of the money to the board and its spending are two things. Raises FindingBesideError.
    """
    if event.apart_because is not None:
        return
    way = event.kind is FindingKind.PASS_THROUGH
    for name, other in _beside(event, state).items():
        if (event.lines and other.line_keys) or _about_the_way(other) is not way:
            continue
        without = event.finding if not event.lines else name
        raise FindingBesideError(
            f"Finding {name!r} of {case.name} stands with {other.claimed.display}, and "
            f"{without!r} names no lines: {event.finding!r} may claim the same money again.",
            citation=case.cite(Clause.DETERMINATION),
            details={"finding": name, "claimed": str(other.claimed)},
            next_step=f"Let the new one absorb {name!r} (--absorbs), or say why it is not the same "
            "money (--apart-because).",
        )


def require_all_reported(event: FindingRaised, state: DistrictYear, case: Case) -> None:
    """A new finding, and all that stand together, claim at most what stands reported.

    Raises ClaimAboveReportError.
    """
    if state.report is None or event.kind is FindingKind.PASS_THROUGH:
        return
    raised = Finding(amount=event.amount, raised=event)
    require_reported(event.finding, raised, state, case)
    others = [one.claimed for one in _beside(event, state).values() if not _about_the_way(one)]
    claimed = total([event.amount, *others])
    if claimed > state.report.spent:
        raise _above(
            f"The findings of {case.name} would come to {claimed.display} with "
            f"{event.finding!r}, and {state.report.spent.display} stands reported.",
            claimed,
            state.report.spent,
            "Claim less, or let the new finding absorb what it takes the place of (--absorbs).",
            case,
        )


def require_reported(name: str, finding: Finding, state: DistrictYear, case: Case) -> None:
    """Of each line at most what still stands reported on it, what was allowed left out.

    Told only where the report has lines. Raises ClaimAboveReportError.
    """
    if state.report is None or not state.report.lines or _about_the_way(finding):
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
                f"Claim at most {stands.display} of it; of a finding on record allow "
                f"{(claimed - stands).display} first (alliance finding allow --line {key}).",
                case,
            )


def require_board_repays(
    shares: tuple[FindingShare, ...], repay: Money, state: DistrictYear, case: Case
) -> None:
    """What the town did not pass on stands with the town. Raises PassThroughRepaidError."""
    findings = state.claims.findings
    spent = total([one.amount for one in shares if not _about_the_way(findings[one.finding])])
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
        if one.stands and name not in absorbed
    }


def _about_the_way(finding: Finding) -> bool:
    return finding.raised is not None and finding.raised.kind is FindingKind.PASS_THROUGH


def _above(
    what: str, claimed: Money, reported: Money, next_step: str, case: Case
) -> ClaimAboveReportError:
    return ClaimAboveReportError(
        what,
        citation=case.cite(Clause.DETERMINATION),
        details={"claimed": str(claimed), "reported": str(reported)},
        next_step=next_step,
    )
