"""Events of questions and findings: what was asked, what is questioned, what was allowed.

A finding is the State's claim, not yet determined. It moves no grant money, and it may be raised
after the year was closed. Source: C.G.S. § 10-262u(g), Regs. § 4-236-29.
Not here: the determination on findings (`domain/determination_events.py`), what is owed after it
(`domain/owed_events.py`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.determination_events import DeterminationEvent, FindingShare
from domain.money import Money
from domain.owed_events import OwedEvent


class FindingSource(StrEnum):
    """Who found it."""

    DESK_REVIEW = "desk-review"
    SINGLE_AUDIT = "single-audit"
    STATE_AUDITORS = "state-auditors"
    COMPLAINT = "complaint"


class FindingKind(StrEnum):
    """What is wrong with the spending, or with the way of the money."""

    UNAPPROVED_USE = "unapproved-use"
    SUPPLANTING = "supplanting"
    NO_EVIDENCE = "no-evidence"
    PASS_THROUGH = "pass-through"  # noqa: S105 - the town's payment, not a password


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionedLine:
    """How much of a line is asked about or questioned.

    Attributes:
        key: the line's key, of the plan or as reported.
        amount: more than zero.
    """

    key: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryOpened:
    """The Department asked the board about its report. An inquiry is no finding.

    Attributes:
        inquiry: its own name in the district-year, such as "Q1".
        lines: the lines asked about, with the amount to be explained; empty where it is no line.
        question: what is asked.
        answer_by: until when; None where nobody set a day.
    """

    inquiry: str
    lines: tuple[QuestionedLine, ...]
    question: str
    answer_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryAnswered:
    """The board answered an inquiry.

    Attributes:
        inquiry: its own name.
        answer: what it says.
        answered_on: the day it came.
        register: the register number it came under; None where it was told otherwise.
    """

    inquiry: str
    answer: str
    answered_on: date
    register: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryClosed:
    """The Department closed an inquiry, answered or not.

    Attributes:
        inquiry: its own name.
        outcome: what came of it.
    """

    inquiry: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRaised:
    """Money was found not to be spent, kept or passed on as approved. Source: C.G.S. § 10-262u(g).

    Attributes:
        finding: its own name in the district-year, such as "F1".
        source: who found it.
        kind: what is wrong.
        amount: what is questioned in all; the sum of the lines where there are any.
        lines: by line; empty where it is about no line, such as a pass-through.
        reason: what is wrong, in words.
        reference: the number of the audit's finding or of the complaint; None where there is none.
        plan_version: the plan version in force that it is measured by; None where none is.
        report: the number of the expenditure report it is about; None where it is about none.
        inquiry: the inquiry it follows; None where it follows none.
        absorbs: findings it takes the place of, each with what was open of it.
        absorbed: the sum of what was open of them: it is not claimed twice.
        apart_because: why it is not the same money as that of a finding beside it that could be,
            since one of them has no lines; None where none is.
        dropped_because: why less is claimed than of the findings it takes the place of; None where
            no less is.
        allowance: the variance allowance it was measured with, in words; None where with none.
    """

    finding: str
    source: FindingSource
    kind: FindingKind
    amount: Money
    lines: tuple[QuestionedLine, ...]
    reason: str
    reference: str | None
    plan_version: int | None
    report: int | None
    inquiry: str | None
    absorbs: tuple[FindingShare, ...]
    absorbed: Money
    apart_because: str | None = None
    dropped_because: str | None = None
    allowance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionedCostAllowed:
    """A questioned cost was explained, and is not claimed any more. Source: Regs. § 4-236-29.

    Attributes:
        finding: the finding's own name.
        line: which of its lines; None where it has none.
        amount: more than zero.
        reason: why it is allowed.
    """

    finding: str
    line: str | None
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionedCostDisallowed:
    """A questioned cost was confirmed as one. It moves nothing. Source: Regs. § 4-236-29.

    Attributes:
        finding: the finding's own name.
        line: which of its lines; None where it has none.
        amount: more than zero.
        reason: why it is not allowed.
    """

    finding: str
    line: str | None
    amount: Money
    reason: str


FindingEvent = (
    InquiryOpened
    | InquiryAnswered
    | InquiryClosed
    | FindingRaised
    | QuestionedCostAllowed
    | QuestionedCostDisallowed
)

ClaimEvent = FindingEvent | DeterminationEvent | OwedEvent
