"""The desk review of a report against the plan: which lines need a question, and how much of them.

A line over by no more than the allowance needs none. The allowance is Department policy, dated and
named (`VarianceAllowanceSet`); where none is set every cent over a line is asked about, and the
screen says so. Nothing here is a finding. Source: C.G.S. § 10-262u(g), measured by the approved
application; no source gives an allowance. Not here: inquiries and findings (`claim_state.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.claim_state import Claims, Finding
from domain.money import ZERO, Money, total
from domain.plan_events import ApprovedLine
from domain.report_state import Report
from domain.setting_events import VarianceAllowanceSet

_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How far a line may be over without an approval.

    Attributes:
        percent: of the approved line; None where an amount is set.
        amount: for each line; None where a percent is set.
        shields: whether it shields the first part of a line that is over, or falls away entirely.
    """

    percent: int | None = None
    amount: Money | None = None
    shields: bool = False

    def of(self, approved: Money) -> Money:
        """How far a line may be over; nothing for one that the plan does not have.

        Fractions of a cent are rounded half up, as everywhere here.
        """
        if not approved:
            return ZERO
        if self.amount is not None:
            return self.amount
        return approved.share(self.percent or 0, _WHOLE)


def allowance_of(allowed: VarianceAllowanceSet | None) -> Allowance | None:
    """The allowance as it was set; None where nobody set one."""
    if allowed is None:
        return None
    return Allowance(percent=allowed.percent, amount=allowed.amount, shields=allowed.shields)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedLine:
    """One line of a report beside the same line of the plan.

    Attributes:
        key, description: as the report has them.
        approved: in the plan; None where the plan has no such line.
        reported: what counts as spent.
        allowed: how far over it may be; zero where it is not over.
        shields: as in `Allowance`.
    """

    key: str
    description: str
    approved: Money | None
    reported: Money
    allowed: Money
    shields: bool

    @property
    def over(self) -> Money:
        """By how much more was spent than approved; never below zero."""
        return max(ZERO, self.reported - (self.approved or ZERO))

    @property
    def to_explain(self) -> Money:
        """What is over beyond the allowance."""
        return max(ZERO, self.over - self.allowed)

    @property
    def questionable(self) -> Money:
        """What a finding could be about: without the allowance where that falls away."""
        return self.to_explain if self.shields or not self.to_explain else self.over


def reviewed(
    report: Report, approved: Sequence[ApprovedLine], allowance: Allowance | None
) -> tuple[ReviewedLine, ...]:
    """Every line of the report, in its order.

    A line that the plan has and the report has not is not over, and is left out.
    """
    in_plan: Mapping[str, Money] = {line.key: line.amount for line in approved}
    rule = allowance or Allowance()
    return tuple(
        _line(key, description, in_plan.get(key), reported, rule)
        for key, description, reported in _reported(report)
    )


def to_explain(lines: Sequence[ReviewedLine]) -> tuple[ReviewedLine, ...]:
    """Only the lines that need a question."""
    return tuple(line for line in lines if line.to_explain)


def unexplained(lines: Sequence[ReviewedLine], claims: Claims) -> tuple[ReviewedLine, ...]:
    """Of those, the lines that nobody asked about to the end: no inquiry closed, no finding."""
    closed = [one.opened for one in claims.inquiries.values() if one.outcome is not None]
    asked = {line.key for one in closed for line in one.lines}
    found = [one.line_keys for one in claims.findings.values() if one.absorbed_by is None]
    settled = asked.union(*found)
    return tuple(line for line in to_explain(lines) if line.key not in settled)


def sums_of(lines: Sequence[ReviewedLine]) -> dict[str, Money]:
    """Approved, reported, over, to explain and questionable, added up."""
    return {
        "approved": total([line.approved or ZERO for line in lines]),
        "reported": total([line.reported for line in lines]),
        "over": total([line.over for line in lines]),
        "to_explain": total([line.to_explain for line in lines]),
        "questionable": total([line.questionable for line in lines]),
    }


def _reported(report: Report) -> list[tuple[str, str, Money]]:
    spent = report.spent_by_line
    return [(line.key, line.description, spent[line.key]) for line in report.lines]


def _line(
    key: str, description: str, approved: Money | None, reported: Money, rule: Allowance
) -> ReviewedLine:
    is_over = reported > (approved or ZERO)
    return ReviewedLine(
        key=key,
        description=description,
        approved=approved,
        reported=reported,
        allowed=rule.of(approved or ZERO) if is_over else ZERO,
        shields=rule.shields,
    )


def already_asked(key: str, claims: Claims) -> str | None:
    """What is on record about a line: a finding, or an inquiry; None where nobody asked yet."""
    about = _found_about(key, claims)
    if about is not None:
        return _came_of(key, *about)
    for name, inquiry in claims.inquiries.items():
        if key not in {line.key for line in inquiry.opened.lines}:
            continue
        if inquiry.outcome is not None:
            return f"inquiry {name} closed: {inquiry.outcome}"
        if inquiry.answers:
            return f"inquiry {name} answered. decide"
        due = inquiry.opened.answer_by
        return (
            f"inquiry {name} open, answer by {due}" if due else f"inquiry {name} open, no date set"
        )
    return None


def could_be_questioned(line: ReviewedLine, claims: Claims) -> Money:
    """What a finding about a line could claim: of one that was found, what stands of it."""
    about = _found_about(line.key, claims)
    if about is None:
        return line.questionable
    _, finding = about
    return min(line.questionable, finding.not_allowed(line.key), finding.claimed)


def _found_about(key: str, claims: Claims) -> tuple[str, Finding] | None:
    """The finding about a line, by name: one that stands before one that does not.

    What was absorbed, or dropped whole, is as if nobody had asked.
    """
    about = [
        (name, one)
        for name, one in claims.findings.items()
        if key in one.line_keys
        and one.absorbed_by is None
        and not (one.decided and one.decided == one.dropped and not one.open)
    ]
    return min(about, key=lambda one: not one[1].stands, default=None)


def _came_of(key: str, name: str, finding: Finding) -> str:
    """What became of a finding, as far as it is about a line."""
    if not finding.not_allowed(key):
        return f"finding {name}, {finding.questioned(key).display} allowed"
    parts = [f"{finding.open.display} of it open"] if finding.open else []
    if finding.ordered:
        parts.append(f"{finding.ordered.display} ordered")
    if finding.not_owed:
        ordered = "" if finding.ordered else "ordered and "
        parts.append(f"{finding.not_owed.display} {ordered}not owed")
    return f"finding {name}, {', '.join(parts)}"


def no_longer_reported(finding: Finding, report: Report | None) -> Money:
    """What a finding claims and is no longer reported: its lines were lowered under it.

    Zero where the finding or the report has no lines to compare.
    """
    by_line = finding.line_keys and finding.about_spending
    if report is None or not report.lines or not by_line:
        return ZERO
    now = report.spent_by_line
    still = [min(finding.not_allowed(key), now.get(key, ZERO)) for key in finding.line_keys]
    return max(ZERO, finding.claimed - total(still))
