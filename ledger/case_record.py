"""Which records make the record of a case, and under which part of its index each stands.

The parts are those of C.G.S. § 4-177(d) as read from a law site, UNVERIFIED, with service papers
(Regs. § 10-4-18) and what came after the decision behind them. Not here: the files handed over
(`case_zip.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.challenge_events import (
    AppealDecided,
    AppealFiled,
    EnforcementDirected,
    ReconsiderationDecided,
    ReconsiderationRequested,
    StayEnded,
    StayOrdered,
)
from domain.claim_events import (
    FindingRaised,
    InquiryAnswered,
    InquiryClosed,
    InquiryOpened,
)
from domain.determination_events import (
    DeterminationIssued,
    PaperServed,
    PreliminaryDeterminationIssued,
    ProcedureSet,
    ResponseReceived,
    ResponseTimeExtended,
    ReturnReceiptRecorded,
)
from domain.determination_state import OPENING
from domain.district import District
from domain.events import Event, EventCorrected, OpeningBalanceStated
from domain.fiscal_year import FiscalYear
from domain.owed_events import OwedEvent, ReductionApplied, ReductionReversed
from domain.plan_events import (
    PlanAmendmentRejected,
    PlanAmendmentSubmitted,
    PlanEvent,
    SubmissionAccepted,
    SubmissionChecked,
    SubmissionKind,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.report_events import ReportEvent
from domain.setting_events import ReportColumnsSet, VarianceAllowanceSet
from ledger.application import Kept, Ledger, stream_of

NOTICES, PLEADINGS, EVIDENCE, QUESTIONS, TRANSCRIPT, PROPOSED, DECISION, SERVICE, AFTER = range(
    1, 10
)
PARTS: Final = {
    NOTICES: "written notices related to the case",
    PLEADINGS: "petitions, pleadings, motions and intermediate rulings",
    EVIDENCE: "evidence received or considered",
    QUESTIONS: "questions and offers of proof, objections, and rulings on them",
    TRANSCRIPT: "transcript or recording of proceedings, if any",
    PROPOSED: "proposed final decisions and exceptions",
    DECISION: "the final decision",
    SERVICE: "service papers and return receipts (Regs. § 10-4-18)",
    AFTER: "after the decision: what was paid, scheduled, lowered or taken",
}
# By what rule the functions below choose, in the words of the index.
HELD_IN: Final = (
    "every step of this determination, and the reductions of later years under it",
    "the findings it is on, those they took the place of, and what was allowed of them",
    "notices and determinations of other cases on the same findings",
    "the inquiries they follow, and those about the same lines or about the whole report",
    "every report, estimate, amendment and change of what is reported in the year",
    "the plan version it is measured by: review, approval, publication and amendments",
    "what was registered of these files, of every report, and of what was sent back of the year",
    "the variance allowance and the columns that count as spent, as set for the year, each time",
    "records that its findings of fact name, and an opening statement it is on",
    "corrections of any of these",
)
LEFT_OUT: Final = (
    "findings, inquiries and determinations of the year on other money alone",
    "other versions of the plan that its findings of fact do not name",
    "the account of the year (entitlement, portion, withholding, releases, payments) and its close",
    "requests to draw money; other settings, other fiscal years and other districts",
    "whatever is on paper alone and is no record of this ledger",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the index.

    Attributes:
        number: part and place, "3.2".
        part: of `PARTS`.
        kind: record, document or paper.
        what: what it is.
        position, effective_on: of the record it is, is made from, or that cites it.
        file: where it is in the file; None where it is not.
        held: "in this file", or who holds it.
        sha256: of a record's canonical bytes, or of the file; None where no hash is on record.
        corrected: what became of the record of a record or paper, such as "taken back by position
            12"; None where it stands.
    """

    number: str
    part: int
    kind: str
    what: str
    position: int | None
    effective_on: date | None
    file: str | None
    held: str
    sha256: str | None
    corrected: str | None = None


_SUBMISSION = SubmissionReceived | SubmissionChecked | SubmissionAccepted | SubmissionReturned


def part_of(event: Event) -> int:
    """Under which part of the index a record of the case stands."""
    match event:
        case ProcedureSet() | PreliminaryDeterminationIssued() | ResponseTimeExtended():
            return NOTICES
        case (
            ResponseReceived()
            | ReconsiderationRequested()
            | ReconsiderationDecided()
            | AppealFiled()
            | StayOrdered()
            | StayEnded()
            | AppealDecided()
            | EnforcementDirected()
        ):
            return PLEADINGS
        case InquiryOpened() | InquiryAnswered() | InquiryClosed():
            return QUESTIONS
        case DeterminationIssued():
            return DECISION
        case PaperServed() | ReturnReceiptRecorded():
            return SERVICE
        case _:
            return AFTER if isinstance(event, OwedEvent) else EVIDENCE


def case_records(
    ledger: Ledger, district: District, year: FiscalYear, name: str
) -> list[tuple[int, Kept]]:
    """The records of a case with their parts, by part and then by position.

    By the rule that `HELD_IN` and `LEFT_OUT` say in words.
    """
    everything = ledger.history(district)
    stream = stream_of(district, year)
    own = [kept for kept in everything if kept.record.stream == stream]
    steps = [kept for kept in everything if _is_step(kept, stream, year, name)]
    chosen = {kept.position: kept for kept in [*steps, *_grounds(own, steps, name)]}
    registers = {getattr(kept.record.data, "register", None) for kept in chosen.values()} - {None}
    registers |= _came(own)
    for kept in own:
        data = kept.record.data
        if isinstance(data, _SUBMISSION) and data.register in registers:
            chosen[kept.position] = kept
    for kept in own:
        if isinstance(kept.record.data, EventCorrected) and _corrects(kept.record.data, chosen):
            chosen[kept.position] = kept
    for kept in ledger.own_history():
        if _says_what_counts(kept.record.data, year):
            chosen[kept.position] = kept
    return _by_part(chosen.values(), name)


def _says_what_counts(event: Event, year: FiscalYear) -> bool:
    return (
        isinstance(event, VarianceAllowanceSet | ReportColumnsSet)
        and event.fiscal_year == year.ends_in
    )


def _came(own: list[Kept]) -> set[str]:
    """Register numbers of every report, and of what was sent back but a request to draw money."""
    received = {
        kept.record.data.register: kept.record.data.kind
        for kept in own
        if isinstance(kept.record.data, SubmissionReceived)
    }
    back = {
        kept.record.data.register
        for kept in own
        if isinstance(kept.record.data, SubmissionReturned)
    }
    return {
        register
        for register, kind in received.items()
        if kind is SubmissionKind.REPORT
        or (register in back and kind is not SubmissionKind.REQUEST)
    }


def _by_part(chosen: Iterable[Kept], name: str) -> list[tuple[int, Kept]]:
    """In order; what another case decided on the same findings is not the decision of this one."""
    placed = [
        (EVIDENCE if _of_another_case(kept, name) else part_of(kept.record.data), kept)
        for kept in chosen
    ]
    return sorted(placed, key=lambda one: (one[0], one[1].position))


def _of_another_case(kept: Kept, name: str) -> bool:
    data = kept.record.data
    return isinstance(data, DeterminationIssued) and data.determination != name


def _corrects(event: EventCorrected, chosen: dict[int, Kept]) -> bool:
    """Whether it corrects a record of the case; a correction of a correction comes after it."""
    return event.corrects_position in chosen


def _is_step(kept: Kept, stream: str, year: FiscalYear, name: str) -> bool:
    """Whether a record is a step of the determination itself."""
    data = kept.record.data
    if getattr(data, "determination", None) != name:
        return False
    if isinstance(data, ReductionApplied | ReductionReversed):
        return data.claim_fiscal_year == year.ends_in
    return kept.record.stream == stream


def _grounds(own: list[Kept], steps: list[Kept], name: str) -> list[Kept]:
    """What the determination rests on."""
    findings = _findings(own, steps)
    inquiries = _inquiries(own, findings)
    cited, versions = _cited(steps)
    amendments = {
        kept.record.data.amendment
        for kept in own
        if isinstance(kept.record.data, PlanAmendmentSubmitted)
        and kept.record.data.plan_version in versions
    }
    stated = OPENING in {name, *findings}
    return [
        kept
        for kept in own
        if kept.position in cited
        or _is_ground(kept.record.data, findings, inquiries, versions)
        or _rejects(kept.record.data, amendments)
        or (stated and isinstance(kept.record.data, OpeningBalanceStated))
    ]


def _is_ground(
    event: Event, findings: set[str], inquiries: set[str], versions: set[int | None]
) -> bool:
    if isinstance(event, ReportEvent):
        return True
    if isinstance(event, PlanEvent):
        return getattr(event, "plan_version", None) in versions - {None}
    if isinstance(event, InquiryOpened | InquiryAnswered | InquiryClosed):
        return event.inquiry in inquiries
    if isinstance(event, DeterminationIssued | PreliminaryDeterminationIssued):
        return any(share.finding in findings for share in event.shares)
    return getattr(event, "finding", None) in findings


def _rejects(event: Event, amendments: set[int]) -> bool:
    return isinstance(event, PlanAmendmentRejected) and event.amendment in amendments


def _findings(own: list[Kept], steps: list[Kept]) -> set[str]:
    """The findings that are decided upon, and those that they took the place of."""
    found = {
        share.finding
        for kept in steps
        if isinstance(kept.record.data, DeterminationIssued | PreliminaryDeterminationIssued)
        for share in kept.record.data.shares
    }
    # A finding absorbs earlier ones only, so that once backwards finds all of them.
    for kept in reversed(own):
        data = kept.record.data
        if isinstance(data, FindingRaised) and data.finding in found:
            found |= {share.finding for share in data.absorbs}
    return found


def _inquiries(own: list[Kept], findings: set[str]) -> set[str]:
    """The inquiries that findings name, and those about the same lines or the whole report."""
    raised = [
        kept.record.data
        for kept in own
        if isinstance(kept.record.data, FindingRaised) and kept.record.data.finding in findings
    ]
    lines = {line.key for one in raised for line in one.lines}
    opened = [kept.record.data for kept in own if isinstance(kept.record.data, InquiryOpened)]
    about = {
        one.inquiry for one in opened if not one.lines or lines & {line.key for line in one.lines}
    }
    return about | {one.inquiry for one in raised if one.inquiry is not None}


def _cited(steps: list[Kept]) -> tuple[set[int], set[int | None]]:
    """Positions that findings of fact name, and plan versions the case is measured by."""
    cited: set[int] = set()
    versions: set[int | None] = set()
    for kept in steps:
        data = kept.record.data
        if isinstance(data, DeterminationIssued):
            cited |= {place for fact in data.facts for place in fact.positions}
        if isinstance(data, DeterminationIssued | PreliminaryDeterminationIssued):
            versions.add(data.plan_version)
    return cited, versions
