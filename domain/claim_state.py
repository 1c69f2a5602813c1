"""What is known of inquiries, findings and what is owed in a district-year: a fold over events.

Reads no law and never fails. Source: C.G.S. § 10-262u(g).
Not here: one determination (`domain/determination_state.py`); whether an act is allowed
(`domain/decisions/`); money (`domain/accounts.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain.claim_events import (
    ClaimEvent,
    FindingEvent,
    FindingKind,
    FindingRaised,
    InquiryAnswered,
    InquiryClosed,
    InquiryOpened,
    QuestionedCostAllowed,
    QuestionedCostDisallowed,
)
from domain.determination_events import (
    DeterminationIssued,
    FindingShare,
    PreliminaryDeterminationIssued,
    ProcedureSet,
)
from domain.determination_fold import determination_after
from domain.determination_state import OPENING, Determination, determination_key, year_in_key
from domain.money import ZERO, Money, total
from domain.owed_events import (
    ClaimReduced,
    FundsReturned,
    Instrument,
    ReductionApplied,
    ReductionReversed,
)

# Instruments that say it was not owed; under the others it was, and is not collected.
_NOT_OWED = (Instrument.RECONSIDERATION, Instrument.CHANGED_CONDITIONS, Instrument.JUDGMENT)

Opens = ProcedureSet | PreliminaryDeterminationIssued | DeterminationIssued


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What was asked, and what came of it.

    Attributes:
        opened: the question.
        answers: what the board answered, in order.
        outcome: what came of it; None while it is open.
    """

    opened: InquiryOpened
    answers: tuple[InquiryAnswered, ...] = ()
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding, and how much of it was allowed, determined or taken over.

    Attributes:
        amount: what was questioned.
        raised: the finding; None where an opening statement states it.
        allowed, disallowed: by line; under None where it has no lines.
        determined: what was decided of it, by determination.
        absorbed_by: the finding that took its place, or None.
        absorbed: what that one took over.
        dropped: what of the decided is not claimed, where a determination says it of this finding
            alone or of all its findings.
        lowered: what of the ordered turned out not to be owed, by determination; where an order on
            several findings is lowered in part, only what is above the rest of the whole order.
    """

    amount: Money
    raised: FindingRaised | None = None
    allowed: Mapping[str | None, Money] = field(default_factory=dict)
    disallowed: Mapping[str | None, Money] = field(default_factory=dict)
    determined: Mapping[str, Money] = field(default_factory=dict)
    absorbed_by: str | None = None
    absorbed: Money = ZERO
    dropped: Money = ZERO
    lowered: Mapping[str, Money] = field(default_factory=dict)

    @property
    def decided(self) -> Money:
        """What was decided of it, over all determinations."""
        return total(list(self.determined.values()))

    @property
    def open(self) -> Money:
        """What is neither allowed nor decided nor taken over."""
        return self.amount - total(list(self.allowed.values())) - self.decided - self.absorbed

    @property
    def stands(self) -> bool:
        """Whether it still claims anything: not absorbed, allowed, dropped or lowered whole."""
        return self.absorbed_by is None and bool(self.claimed)

    @property
    def claimed(self) -> Money:
        """What is open, or is ordered still."""
        return self.open + self.ordered

    @property
    def ordered(self) -> Money:
        """What was ordered of it and is owed still, or was paid: not what was lowered since."""
        return self.decided - self.dropped - self.not_owed

    @property
    def not_owed(self) -> Money:
        """What was ordered of it and turned out not to be owed."""
        return total(list(self.lowered.values()))

    def questioned(self, line: str | None) -> Money:
        """How much of a line is questioned; of the whole finding where it has no lines."""
        if self.raised is None or not self.raised.lines:
            return self.amount if line is None else ZERO
        return total([one.amount for one in self.raised.lines if one.key == line])

    @property
    def about_spending(self) -> bool:
        """Whether it is about what was spent, and not about the way of the money to the board."""
        return self.raised is None or self.raised.kind is not FindingKind.PASS_THROUGH

    def not_allowed(self, line: str | None) -> Money:
        """How much of what is questioned of a line was not allowed."""
        return self.questioned(line) - self.allowed.get(line, ZERO)

    @property
    def line_keys(self) -> tuple[str, ...]:
        """The lines it is about; empty where it is about none."""
        return tuple(one.key for one in self.raised.lines) if self.raised else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Everything known of inquiries, findings and what is owed.

    Attributes:
        inquiries, findings, determinations: by name, in the order they came.
        reductions: what this year's new money was reduced by, and what of it was taken back.
        returned: what came back without an order.
        lost: events about what is not there any more, by name; none in a record that is in order.
    """

    inquiries: Mapping[str, Inquiry] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    determinations: Mapping[str, Determination] = field(default_factory=dict)
    reductions: tuple[ReductionApplied | ReductionReversed, ...] = ()
    returned: tuple[FundsReturned, ...] = ()
    lost: tuple[str, ...] = ()

    def next_determination(self, fiscal_year: int, town_code: int) -> str:
        """The name that the next determination of the district-year gets: "D-2026-163-1"."""
        numbers = [
            int(name.rpartition("-")[2])
            for name in self.determinations
            if year_in_key(name) is not None
        ]
        return determination_key(fiscal_year, town_code, max(numbers, default=0) + 1)


NO_CLAIMS = Claims()


def claims_stated(claims: Claims, finding: Money, repay: Money, reduce: Money) -> Claims:
    """With what an opening statement says is open: it can be determined, paid and taken here."""
    findings, determinations = dict(claims.findings), dict(claims.determinations)
    if finding:
        findings[OPENING] = Finding(amount=finding)
    if repay or reduce:
        determinations[OPENING] = Determination(repay=repay, reduce=reduce, ordered=True)
    return replace(claims, findings=findings, determinations=determinations)


def claims_after(claims: Claims, event: ClaimEvent) -> Claims:
    """What is known after one more event."""
    if isinstance(event, FindingEvent):
        return _found(claims, event)
    if isinstance(event, ReductionApplied | ReductionReversed):
        return replace(claims, reductions=(*claims.reductions, event))
    if isinstance(event, FundsReturned):
        return replace(claims, returned=(*claims.returned, event))
    known = claims.determinations.get(event.determination)
    if known is None and isinstance(event, Opens):
        known = Determination()
    after = determination_after(known, event) if known else None
    if after is None:
        return _lost(claims, event, event.determination)
    decided = claims
    if isinstance(event, DeterminationIssued):
        decided = _decided(claims, event)
    elif isinstance(event, ClaimReduced):
        decided = _lowered(claims, event.determination, after)
    determinations = {**decided.determinations, event.determination: after}
    return replace(decided, determinations=determinations)


def _lost(claims: Claims, event: ClaimEvent, name: str) -> Claims:
    return replace(claims, lost=(*claims.lost, f"{type(event).__name__} of {name}"))


def _decided(claims: Claims, event: DeterminationIssued) -> Claims:
    """The findings, with what was decided of each."""
    for share in event.shares:
        finding = claims.findings.get(share.finding)
        if finding is None:
            claims = _lost(claims, event, share.finding)
            continue
        decided = {**finding.determined, event.determination: share.amount}
        dropped = finding.dropped + _dropped(event, share)
        after = replace(finding, determined=decided, dropped=dropped)
        claims = _with(claims, share.finding, after)
    return claims


def _dropped(event: DeterminationIssued, share: FindingShare) -> Money:
    """What of a share is dropped; it cannot be told where only a part of several is."""
    if len(event.shares) == 1:
        return event.dropped
    return ZERO if event.repay or event.reduce else share.amount


def still_ordered(order: Determination) -> Money:
    """What an order says is owed, paid or not, less what turned out not to be."""
    less = [
        one.repay_less + one.reduction_less
        for one in order.reduced_claims
        if one.instrument in _NOT_OWED
    ]
    return max(ZERO, order.repay + order.reduce - total(less))


def _lowered(claims: Claims, name: str, order: Determination) -> Claims:
    """The findings of an order, none with more than the order still has in all."""
    issued, left = order.issued, still_ordered(order)
    if issued is None:
        return claims
    for share in issued.shares:
        finding = claims.findings.get(share.finding)
        if finding is not None:
            gone = max(ZERO, share.amount - _dropped(issued, share) - left)
            after = replace(finding, lowered={**finding.lowered, name: gone})
            claims = _with(claims, share.finding, after)
    return claims


def _with(claims: Claims, name: str, finding: Finding) -> Claims:
    return replace(claims, findings={**claims.findings, name: finding})


def _found(claims: Claims, event: FindingEvent) -> Claims:
    match event:
        case InquiryOpened():
            opened = Inquiry(opened=event)
            return replace(claims, inquiries={**claims.inquiries, event.inquiry: opened})
        case InquiryAnswered() | InquiryClosed():
            return _asked(claims, event)
        case FindingRaised():
            return _raised(claims, event)
        case QuestionedCostAllowed() | QuestionedCostDisallowed():
            return _judged(claims, event)
        case _:
            assert_never(event)


def _asked(claims: Claims, event: InquiryAnswered | InquiryClosed) -> Claims:
    inquiry = claims.inquiries.get(event.inquiry)
    if inquiry is None:
        return _lost(claims, event, event.inquiry)
    if isinstance(event, InquiryAnswered):
        after = replace(inquiry, answers=(*inquiry.answers, event))
    else:
        after = replace(inquiry, outcome=event.outcome)
    return replace(claims, inquiries={**claims.inquiries, event.inquiry: after})


def _raised(claims: Claims, event: FindingRaised) -> Claims:
    if event.inquiry is not None and event.inquiry not in claims.inquiries:
        claims = _lost(claims, event, event.inquiry)
    for share in event.absorbs:
        finding = claims.findings.get(share.finding)
        if finding is None:
            claims = _lost(claims, event, share.finding)
            continue
        taken = replace(finding, absorbed_by=event.finding, absorbed=share.amount)
        claims = _with(claims, share.finding, taken)
    return _with(claims, event.finding, Finding(amount=event.amount, raised=event))


def _judged(claims: Claims, event: QuestionedCostAllowed | QuestionedCostDisallowed) -> Claims:
    finding = claims.findings.get(event.finding)
    if finding is None:
        return _lost(claims, event, event.finding)
    if isinstance(event, QuestionedCostAllowed):
        allowed = {**finding.allowed, event.line: _more(finding.allowed, event)}
        return _with(claims, event.finding, replace(finding, allowed=allowed))
    disallowed = {**finding.disallowed, event.line: _more(finding.disallowed, event)}
    return _with(claims, event.finding, replace(finding, disallowed=disallowed))


def _more(
    so_far: Mapping[str | None, Money], event: QuestionedCostAllowed | QuestionedCostDisallowed
) -> Money:
    return so_far.get(event.line, ZERO) + event.amount
