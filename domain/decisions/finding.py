"""Decisions on findings: raised against lines or an amount; questioned costs allowed or not.

A finding is raised in the year of the money, also after that year was closed, and moves no grant
money. Source: C.G.S. § 10-262u(g), Regs. § 4-236-29. Not here: the determination on findings.
"""

from domain.authority import Office
from domain.claim_commands import AllowQuestionedCost, DisallowQuestionedCost, RaiseFinding
from domain.claim_events import (
    FindingRaised,
    FindingSource,
    QuestionedCostAllowed,
    QuestionedCostDisallowed,
    QuestionedLine,
)
from domain.decisions.case import Case, Decided, decided, require_positive, require_words
from domain.decisions.claim_refusals import (
    FindingDoesNotAddUpError,
    FindingLineUnknownError,
    FindingNameTakenError,
    FindingNotOpenError,
    FindingReportUnknownError,
    LineInAnotherFindingError,
    QuestionedExceededError,
)
from domain.decisions.claims_known import finding_of, in_force, require_account
from domain.decisions.finding_limits import (
    report_about,
    require_all_reported,
    require_apart,
    require_drop_said,
)
from domain.decisions.ground import require_not_before_ground, require_year_begun
from domain.decisions.inquiry import require_inquiry, require_known_lines, require_lines
from domain.determination_events import FindingShare
from domain.determination_state import OPENING
from domain.money import ZERO, Money, total
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.words import same_words


def raise_finding(command: RaiseFinding, state: DistrictYear, case: Case) -> tuple[Decided, ...]:
    """Raise a finding; one that absorbs others claims in their place, so nothing counts twice.

    Raises NotDesignatedError, WordsMissingError, FindingNameTakenError, AmountNotPositiveError,
    FindingDoesNotAddUpError, InquiryUnknownError, FindingUnknownError, FindingNotOpenError (one to
    be absorbed), DroppedUnsaidError, LineInAnotherFindingError, FindingBesideError,
    QuestionedLineUnknownError, FindingReportUnknownError, ClaimAboveReportError,
    StepBeforeGroundError.
    """
    require_account(state, case)
    require_words(command.finding, "the name of a finding", case)
    require_words(command.reason, "what is wrong", case)
    for text, what in (
        (command.apart_because, "why it is not the same money"),
        (command.dropped_because, "why less is claimed"),
        (command.allowance, "the allowance"),
    ):
        if text is not None:
            require_words(text, what, case)
    _require_own_name(command.finding, state, case)
    lines = command.lines or ()
    if command.inquiry is not None:
        require_inquiry(command.inquiry, state, case)
    amount = _amount_of(command, lines, case)
    require_known_lines(lines, state, case, Clause.DETERMINATION)
    absorbs = _absorbed(command, state, case)
    require_drop_said(command, amount, absorbs, case)
    _require_lines_free(lines, absorbs, state, case)
    step = f"Finding {command.finding!r}"
    require_year_begun(step, case, Clause.DETERMINATION)
    require_not_before_ground(step, case.effective_on, case, Clause.DETERMINATION)
    event = FindingRaised(
        finding=command.finding,
        source=command.source,
        kind=command.kind,
        amount=amount,
        lines=lines,
        reason=command.reason,
        reference=command.reference,
        plan_version=in_force(case),
        report=_report_on_record(command, state, case),
        inquiry=command.inquiry,
        absorbs=absorbs,
        absorbed=total([one.amount for one in absorbs]),
        apart_because=command.apart_because,
        dropped_because=command.dropped_because,
        allowance=command.allowance,
    )
    require_apart(event, state, case)
    require_all_reported(event, state, case)
    auditors = command.source is FindingSource.STATE_AUDITORS
    office = Office.AUDITORS if auditors else Office.DEPARTMENT
    return decided(case, event, office, Clause.DETERMINATION)


def allow_questioned_cost(
    command: AllowQuestionedCost, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Allow what was explained; it is not claimed any more.

    Raises FindingUnknownError, FindingNotOpenError, FindingLineUnknownError, WordsMissingError,
    AmountNotPositiveError, QuestionedExceededError, StepBeforeGroundError.
    """
    left = _left_of_line(command, state, case)
    open_now = finding_of(command.finding, state, case).open
    _require_at_most(command, min(left, open_now), case)
    event = QuestionedCostAllowed(
        finding=command.finding,
        line=command.line,
        amount=command.amount,
        reason=command.reason,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.QUESTIONED_COSTS)


def disallow_questioned_cost(
    command: DisallowQuestionedCost, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Confirm what was not explained; it moves nothing, and is not allowed later.

    Raises as `allow_questioned_cost`.
    """
    _require_at_most(command, _left_of_line(command, state, case), case)
    event = QuestionedCostDisallowed(
        finding=command.finding,
        line=command.line,
        amount=command.amount,
        reason=command.reason,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.QUESTIONED_COSTS)


def _report_on_record(command: RaiseFinding, state: DistrictYear, case: Case) -> int | None:
    """The report a finding is about. Raises FindingReportUnknownError."""
    standing = state.report.number if state.report else None
    if command.report is not None and not 1 <= command.report <= (standing or 0):
        known = f"1 to {standing}" if standing else "none"
        raise FindingReportUnknownError(
            f"{case.name} has no expenditure report {command.report} on record (reports: {known}).",
            citation=case.cite(Clause.REPORT),
            details={"report": str(command.report), "on_record": known},
            next_step=f"Leave it out for the one that stands; see: alliance report show "
            f"{case.place}",
        )
    return report_about(command, state)


def _require_own_name(name: str, state: DistrictYear, case: Case) -> None:
    for other in (*state.claims.findings, OPENING):
        if same_words(other, name):
            raise FindingNameTakenError(
                f"{case.name} has a finding {other!r} already, or that name is kept for an opening "
                "statement.",
                citation=case.cite(Clause.DETERMINATION),
                details={"finding": other},
                next_step="If this is another one, give it another name.",
            )


def _amount_of(command: RaiseFinding, lines: tuple[QuestionedLine, ...], case: Case) -> Money:
    require_lines(lines, case, Clause.DETERMINATION)
    of_lines = total([line.amount for line in lines])
    amount = of_lines if command.amount is None else command.amount
    require_positive(amount, "a finding", case, Clause.DETERMINATION)
    if lines and amount != of_lines:
        raise FindingDoesNotAddUpError(
            f"Finding {command.finding!r} of {case.name} says {amount.display}, and its lines come "
            f"to {of_lines.display}.",
            citation=case.cite(Clause.DETERMINATION),
            details={"amount": str(amount), "lines": str(of_lines)},
            next_step="Leave the amount out where the lines say it.",
        )
    return amount


def _absorbed(command: RaiseFinding, state: DistrictYear, case: Case) -> tuple[FindingShare, ...]:
    """What is open of the findings it takes the place of.

    One on which something was decided is not taken over: the board has a decision on it, and its
    claim is lowered on an instrument only.
    """
    shares = []
    for name in dict.fromkeys(command.absorbs):
        finding = finding_of(name, state, case)
        if finding.decided or not finding.open:
            what = "was decided" if finding.decided else "has nothing open"
            raise FindingNotOpenError(
                f"Finding {name!r} of {case.name} {what}, so {command.finding!r} cannot take its "
                "place.",
                citation=case.cite(Clause.DETERMINATION),
                details={
                    "finding": name,
                    "decided": str(finding.decided),
                    "open": str(finding.open),
                },
                next_step="Raise a finding on what is above the one that was decided, on no line "
                "of it."
                if finding.decided
                else "Leave it out.",
            )
        shares.append(FindingShare(finding=name, amount=finding.open))
    return tuple(shares)


def _require_lines_free(
    lines: tuple[QuestionedLine, ...],
    absorbs: tuple[FindingShare, ...],
    state: DistrictYear,
    case: Case,
) -> None:
    absorbed = {share.finding for share in absorbs}
    for name, finding in state.claims.findings.items():
        if name in absorbed or not finding.stands:
            continue
        shared = [key for line in lines for key in finding.line_keys if same_words(line.key, key)]
        if shared:
            amounts = ", ".join(f"{key} with {finding.questioned(key).display}" for key in shared)
            raise LineInAnotherFindingError(
                f"Finding {name!r} of {case.name} is about {amounts} already.",
                citation=case.cite(Clause.DETERMINATION),
                details={"finding": name, "lines": ", ".join(shared)},
                next_step=f"Let the new one absorb {name!r} (--absorbs), or leave those lines out: "
                "the same money is not claimed twice.",
            )


def _left_of_line(
    command: AllowQuestionedCost | DisallowQuestionedCost, state: DistrictYear, case: Case
) -> Money:
    """What of a line was neither allowed nor disallowed."""
    finding = finding_of(command.finding, state, case)
    require_words(command.reason, "the reason of what is allowed or not", case)
    require_positive(command.amount, "a questioned cost", case, Clause.QUESTIONED_COSTS)
    keys = finding.line_keys
    if (command.line is None) is bool(keys) or (keys and command.line not in keys):
        named = ", ".join(keys) or "none"
        raise FindingLineUnknownError(
            f"Finding {command.finding!r} of {case.name} is about these lines: {named}.",
            citation=case.cite(Clause.QUESTIONED_COSTS),
            details={"finding": command.finding, "lines": named},
            next_step="Name one of them." if keys else "Name no line.",
        )
    step = f"What is allowed of finding {command.finding!r}"
    require_not_before_ground(step, case.effective_on, case, Clause.QUESTIONED_COSTS)
    return finding.not_allowed(command.line) - finding.disallowed.get(command.line, ZERO)


def _require_at_most(
    command: AllowQuestionedCost | DisallowQuestionedCost, left: Money, case: Case
) -> None:
    if command.amount > left:
        raise QuestionedExceededError(
            f"{command.amount.display} is more than is questioned of finding {command.finding!r} "
            f"of {case.name} and not settled: {left.display}.",
            citation=case.cite(Clause.QUESTIONED_COSTS),
            details={"left": str(left), "amount": str(command.amount)},
            next_step="What was decided is lowered on an instrument only (alliance receivables "
            "reduce-claim); what was entered wrongly is corrected (alliance correct).",
        )
