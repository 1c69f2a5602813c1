"""Whether what a board sends came in by a date that somebody set: what such checks have in common.

A paper counts from the day it was received, also while it is not posted. One that was sent back
does not count; where it had come in time, its new due date is the one that counts. The date is
configuration and is shown with who set it: C.G.S. § 10-262u(d), (g) name no day.
Not here: the checks themselves (`compliance_plan.py`, `compliance_report.py`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.compliance_case import Answer, Examined, absent
from domain.coverage import CoverageKind
from domain.events import SubmissionKind, SubmissionReturned
from domain.setting_events import DeadlineSet, PlanDueDateSet
from domain.submission_state import Submission, SubmissionStatus
from domain.words import how_many, named

DateSet = PlanDueDateSet | DeadlineSet


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn:
    """A paper that came in: what it is called, and the day it came."""

    what: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What is looked for.

    Attributes:
        due: the date that was set; None where nobody set one.
        came: what came first; None where nothing did.
        missing: what to say where nothing came, such as "No plan is on record".
        sent_as: as what a board sends it.
        kind: the kind of record whose coverage makes its absence say something.
    """

    due: DateSet | None
    came: CameIn | None
    missing: str
    sent_as: SubmissionKind
    kind: CoverageKind


def came_by_due_date(case: Examined, awaited: Awaited) -> tuple[Answer, str]:
    """Whether it came in by its due date; "no date set" while nobody set one."""
    due, came = awaited.due, awaited.came
    if due is None:
        if came is None:
            return absent(case, awaited.kind, awaited.missing)
        return Answer.NO_DATE, f"{came.what} came in on {came.day}; no due date is set."
    by = f"due {due.due_on}, {set_in_words(due)}."
    until = _given_until(case, due.due_on, awaited.sent_as)
    if until > due.due_on:
        by = f"sent back to be mended by {until}; first {by}"
    if came is not None:
        if came.day <= until:
            return Answer.MET, f"{came.what} came in on {came.day}; {by}"
        late = how_many((came.day - until).days, "day")
        return Answer.NOT_MET, f"{came.what} came in on {came.day}, {late} late; {by}"
    none = f"{awaited.missing}; {by}"
    if awaited.kind not in case.covered:
        return Answer.NOT_RECORDED, f"{none} This ledger does not say that it holds {awaited.kind}."
    return (Answer.NO_DATE if case.on <= until else Answer.NOT_MET), none


def set_in_words(due: DateSet) -> str:
    """Who set a date and on what paper."""
    return f"set by {due.set_by} ({named(due.document)}): configuration, not law"


def day_received(case: Examined, register: str | None, version: int) -> date:
    """The day a recorded paper came in: as registered, else the legal date of its record."""
    received = case.state.planning.submissions.get(register or "")
    return received.received.received_on if received else case.dated[version]


def sent(case: Examined, kind: SubmissionKind) -> list[tuple[str, Submission]]:
    """What the board sent of a kind, by register number."""
    return [
        (register, one)
        for register, one in case.state.planning.submissions.items()
        if one.received.kind is kind
    ]


def not_posted(
    case: Examined, kind: SubmissionKind, posted: Collection[str | None]
) -> list[CameIn]:
    """What came in and waits to be posted; not what was sent back."""
    return [
        CameIn(what=f"The {kind} of {register}, not posted yet,", day=one.received.received_on)
        for register, one in sent(case, kind)
        if register not in posted and one.status is not SubmissionStatus.RETURNED
    ]


def sent_back(case: Examined, kind: SubmissionKind) -> list[str]:
    """What came in and was sent back, in words."""
    return [
        f"{register} came in on {one.received.received_on} and was sent back"
        for register, one in sent(case, kind)
        if one.status is SubmissionStatus.RETURNED
    ]


def _given_until(case: Examined, due_on: date, kind: SubmissionKind) -> date:
    """The due date, or the last one given when a paper that had come in time was sent back."""
    until = due_on
    for _, event in case.state.events:
        if isinstance(event, SubmissionReturned) and event.due_on is not None:
            one = case.state.planning.submissions.get(event.register)
            in_time = one is not None and one.received.received_on <= until
            if one is not None and in_time and one.received.kind is kind:
                until = max(until, event.due_on)
    return until
