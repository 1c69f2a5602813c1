"""Events of intake and of the improvement plan: what came in, its review, its approval.

None of them moves money; an approval says up to how much may be released. C.G.S. § 10-262u(d), (e).
Not here: the content of a plan (`domain/plan_content.py`), releases (`domain/release_events.py`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money
from domain.plan_content import Discrepancy, PlanContent


class SubmissionKind(StrEnum):
    """What a board sent."""

    PLAN = "plan"
    REPORT = "report"
    REQUEST = "request"
    LETTER = "letter"


class Channel(StrEnum):
    """How it came."""

    EMAIL = "email"
    EGMS = "egms"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReceived:
    """Something a board sent was registered as it came, right or wrong. Source: § 11-8b.

    Attributes:
        register: its register number, such as "FY2027-164-1".
        kind: what it is said to be.
        file: the file's name.
        sha256: of its bytes; the file itself stays outside the record.
        size_bytes: of the file.
        sender: who sent it.
        channel: how it came.
        received_on: the day it came; `recorded_at` says when it was entered.
        entered_for: for whom the actor entered it, such as "Windsor Board of Education".
    """

    register: str
    kind: SubmissionKind
    file: str
    sha256: str
    size_bytes: int
    sender: str
    channel: Channel
    received_on: date
    entered_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionChecked:
    """What was found in a submission; notes to it, and never a reason to lose it.

    Attributes:
        register: its register number.
        discrepancies: what is not as it should be; empty where nothing was found.
    """

    register: str
    discrepancies: tuple[Discrepancy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionAccepted:
    """The Department accepted a submission, so that it can be posted.

    Attributes:
        register: its register number.
        because: why in spite of its discrepancies, or unchecked; None where nothing was found.
    """

    register: str
    because: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReturned:
    """The Department sent a submission back to be mended.

    Attributes:
        register: its register number.
        reason: what has to be mended.
        due_on: until when; None where nobody set a day.
    """

    register: str
    reason: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSubmitted:
    """The board submitted its improvement plan. Source: C.G.S. § 10-262u(d).

    Attributes:
        plan_version: counted from 1.
        total: grant money it asks for.
        content: what it says; None where only the total is on record here.
        register: the register number it came under; None where intake was not used.
    """

    plan_version: int
    total: Money
    content: PlanContent | None = None
    register: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCommitteeAppointed:
    """The Commissioner appointed a committee to review the plan. Source: 2012 deck, unverified.

    Attributes:
        members: by name or seat.
    """

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReviewed:
    """A review of a plan version was recorded; the actor reviewed. Source: § 10-262u(d).

    Attributes:
        plan_version: the version reviewed.
        findings: what the review says.
    """

    plan_version: int
    findings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredChange:
    """One change the Commissioner requires.

    Attributes:
        key: such as "C1".
        words: what has to change.
    """

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChangesRequired:
    """The Commissioner required changes before approving. Source: C.G.S. § 10-262u(d)(A).

    Attributes:
        plan_version: the version that has to change.
        changes: what has to change.
        due_on: until when; None where nobody set a day.
    """

    plan_version: int
    changes: tuple[RequiredChange, ...]
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedLine:
    """How much of a budget line is approved.

    Attributes:
        key: the line's key in the plan.
        amount: whole cents, at most what the line asks for.
    """

    key: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of an approval. Source: C.G.S. § 10-262u(c)(2), (f).

    Attributes:
        key: such as "K1"; unique in the district-year.
        words: what is asked.
        before_release: True where nothing more is released until it is met.
    """

    key: str
    words: str
    before_release: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanApproved:
    """The Commissioner approved a plan up to an amount. Source: § 10-262u(c)(2), (d).

    Attributes:
        plan_version: the version approved.
        approved_amount: up to how much may be released on it.
        lines: by budget line, where the plan has lines; they add up to the amount.
        conditions: what was asked with it.
    """

    plan_version: int
    approved_amount: Money
    lines: tuple[ApprovedLine, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRejected:
    """The Commissioner rejected a plan with reasons. Source: § 10-262u(c)(2), (d)."""

    plan_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMet:
    """A condition of an approval was met. Source: C.G.S. § 10-262u(c)(2), (f).

    Attributes:
        condition: its key.
        evidence: what shows it.
    """

    condition: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTransfer:
    """Money moved from one approved line to another; the total stays.

    Attributes:
        source: key of the line that gives.
        target: key of the line that takes.
        amount: more than zero.
    """

    source: str
    target: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAmendmentSubmitted:
    """The board asked to move money between lines of the approved plan. Source: § 10-262u(d).

    Attributes:
        amendment: counted from 1 in the district-year.
        plan_version: the approved version it amends.
        transfers: what is to move.
        reason: why.
    """

    amendment: int
    plan_version: int
    transfers: tuple[LineTransfer, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAmendmentApproved:
    """The Commissioner approved an amendment. Source: C.G.S. § 10-262u(d).

    Attributes:
        amendment: which.
        plan_version: the version it amends.
        lines: every approved line as it is from now on.
    """

    amendment: int
    plan_version: int
    lines: tuple[ApprovedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAmendmentRejected:
    """The Commissioner rejected an amendment with reasons. Source: C.G.S. § 10-262u(d)."""

    amendment: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPublished:
    """The Department published the plan on its website. Source: C.G.S. § 10-262v, FY2024 on.

    Attributes:
        plan_version: the version published.
        address: where.
        published_on: the day.
    """

    plan_version: int
    address: str
    published_on: date


PlanEvent = (
    SubmissionReceived
    | SubmissionChecked
    | SubmissionAccepted
    | SubmissionReturned
    | PlanSubmitted
    | ReviewCommitteeAppointed
    | PlanReviewed
    | PlanChangesRequired
    | PlanApproved
    | PlanRejected
    | ConditionMet
    | PlanAmendmentSubmitted
    | PlanAmendmentApproved
    | PlanAmendmentRejected
    | PlanPublished
)
