"""Commands of questions and findings. C.G.S. § 10-262u(g), Regs. § 4-236-29.

Not here: commands of a determination (`domain/determination_commands.py`) and of what is owed
(`domain/owed_commands.py`); what they lead to (`domain/decisions/`).
"""

from dataclasses import dataclass
from datetime import date

from domain.claim_events import FindingKind, FindingSource, QuestionedLine
from domain.determination_commands import DeterminationCommand
from domain.money import Money
from domain.owed_commands import OwedCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInquiry:
    """Ask the board about its report, before anything is a finding.

    Attributes:
        inquiry: its own name in the district-year, such as "Q1".
        question: what is asked.
        lines: the lines asked about, each with the amount to be explained; None where it is none.
        answer_by: until when; None where nobody set a day.
    """

    inquiry: str
    question: str
    lines: tuple[QuestionedLine, ...] | None = None
    answer_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInquiry:
    """Record the board's answer to an inquiry.

    Attributes:
        inquiry: its own name.
        answer: what it says.
        answered_on: the day it came.
        register: the register number it came under.
    """

    inquiry: str
    answer: str
    answered_on: date
    register: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseInquiry:
    """Close an inquiry, answered or not.

    Attributes:
        inquiry: its own name.
        outcome: what came of it.
    """

    inquiry: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFinding:
    """Raise a finding: money not spent, kept or passed on as approved. Source: § 10-262u(g).

    Attributes:
        finding: its own name in the district-year, such as "F1".
        source: who found it.
        kind: what is wrong.
        reason: what is wrong, in words.
        lines: by line; None where it is about no line.
        amount: what is questioned in all; may be left out where the lines add up to it.
        reference: the number of the audit's finding or of the complaint.
        report: the number of the expenditure report it is about.
        inquiry: the inquiry it follows.
        absorbs: names of findings it takes the place of.
        apart_because: why it is not the same money as that of a finding beside it, where one of
            the two has no lines.
        dropped_because: why less is claimed than of the findings it takes the place of.
        allowance: the variance allowance it was measured with, in words: how much, what it does,
            who set it, on what document.
    """

    finding: str
    source: FindingSource
    kind: FindingKind
    reason: str
    lines: tuple[QuestionedLine, ...] | None = None
    amount: Money | None = None
    reference: str | None = None
    report: int | None = None
    inquiry: str | None = None
    absorbs: tuple[str, ...] = ()
    apart_because: str | None = None
    dropped_because: str | None = None
    allowance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowQuestionedCost:
    """Allow a questioned cost that was explained. Source: Regs. § 4-236-29.

    Attributes:
        finding: the finding's own name.
        amount: more than zero.
        reason: why it is allowed.
        line: which of its lines; None where it has none.
    """

    finding: str
    amount: Money
    reason: str
    line: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisallowQuestionedCost:
    """Confirm that a questioned cost is not allowed. Source: Regs. § 4-236-29.

    Attributes:
        finding: the finding's own name.
        amount: more than zero.
        reason: why it is not allowed.
        line: which of its lines; None where it has none.
    """

    finding: str
    amount: Money
    reason: str
    line: str | None = None


FindingCommand = (
    OpenInquiry
    | AnswerInquiry
    | CloseInquiry
    | RaiseFinding
    | AllowQuestionedCost
    | DisallowQuestionedCost
)

ClaimCommand = FindingCommand | DeterminationCommand | OwedCommand
