"""One plain sentence for each event of intake and of the improvement plan.

Not here: the other events (`domain/sentences.py`).
"""

from collections.abc import Sequence
from typing import assert_never

from domain import plan_events as p
from domain.money import total


def plan_sentence(event: p.PlanEvent) -> str:
    """What happened, in one sentence without a full stop."""
    match event:
        case (
            p.SubmissionReceived()
            | p.SubmissionChecked()
            | p.SubmissionAccepted()
            | p.SubmissionReturned()
        ):
            return _intake(event)
        case p.PlanSubmitted():
            return _submitted(event)
        case p.ReviewCommitteeAppointed():
            return f"Review committee appointed: {', '.join(event.members)}"
        case p.PlanReviewed():
            return f"Plan version {event.plan_version} reviewed: {event.findings}"
        case p.PlanChangesRequired():
            changes = "; ".join(f"{one.key} {one.words}" for one in event.changes)
            due = f", due {event.due_on}" if event.due_on else ", no date set"
            return f"Changes required of plan version {event.plan_version}{due}: {changes}"
        case p.PlanApproved():
            return _approved(event)
        case p.PlanRejected():
            return f"Plan version {event.plan_version} rejected: {event.reason}"
        case p.ConditionMet():
            return f"Condition {event.condition} met: {event.evidence}"
        case p.PlanPublished():
            return f"Plan version {event.plan_version} published: {event.address}"
        case _:
            return _amendment(event)


def _intake(
    event: p.SubmissionReceived | p.SubmissionChecked | p.SubmissionAccepted | p.SubmissionReturned,
) -> str:
    match event:
        case p.SubmissionReceived():
            return (
                f"Received as {event.register}: {event.kind} {event.file} from {event.sender} by "
                f"{event.channel} on {event.received_on}, entered for {event.entered_for}"
            )
        case p.SubmissionChecked():
            found = _count(event.discrepancies, "discrepancy", "discrepancies")
            return f"{event.register} checked: {found or 'nothing found'}"
        case p.SubmissionAccepted():
            why = f" all the same: {event.because}" if event.because else ""
            return f"{event.register} accepted{why}"
        case p.SubmissionReturned():
            due = f", due {event.due_on}" if event.due_on else ""
            return f"{event.register} sent back{due}: {event.reason}"
        case _:
            assert_never(event)


def _count(found: Sequence[object], one: str, many: str) -> str:
    """How many there are, in words; "" where there is none."""
    return f"{len(found)} {one if len(found) == 1 else many}" if found else ""


def _submitted(event: p.PlanSubmitted) -> str:
    counted = _count(event.content.lines, "line", "lines") if event.content else None
    lines = "" if counted is None else f", {counted or 'no lines'}"
    register = f" ({event.register})" if event.register else ""
    return f"Plan version {event.plan_version} submitted: {event.total.display}{lines}{register}"


def _approved(event: p.PlanApproved) -> str:
    lines = f", {_count(event.lines, 'line', 'lines')}" if event.lines else ""
    asked = _count(event.conditions, "condition", "conditions")
    asked = f", on {asked}" if asked else ""
    return (
        f"Plan version {event.plan_version} approved up to {event.approved_amount.display}"
        f"{lines}{asked}"
    )


def _amendment(
    event: p.PlanAmendmentSubmitted | p.PlanAmendmentApproved | p.PlanAmendmentRejected,
) -> str:
    match event:
        case p.PlanAmendmentSubmitted():
            moved = total([one.amount for one in event.transfers]).display
            return (
                f"Amendment {event.amendment} of plan version {event.plan_version} asks to move "
                f"{moved} between lines: {event.reason}"
            )
        case p.PlanAmendmentApproved():
            return f"Amendment {event.amendment} of plan version {event.plan_version} approved"
        case p.PlanAmendmentRejected():
            return f"Amendment {event.amendment} rejected: {event.reason}"
        case _:
            assert_never(event)
