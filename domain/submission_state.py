"""What is known of what a board sent: a fold over the events of intake.

Reads no law and never fails. Source: C.G.S. § 11-8b.
Not here: plans (`plan_state.py`), whether an act is allowed (`domain/decisions/intake.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from domain.events import (
    SubmissionAccepted,
    SubmissionChecked,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.plan_content import Discrepancy, Severity


class SubmissionStatus(StrEnum):
    """Where something that was received stands."""

    RECEIVED = "received"
    CHECKED = "checked"
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Something a board sent, by its register number.

    Attributes:
        received: how it came.
        status: where it stands.
        discrepancies: what the last check found; empty before one.
        checked: True once a check is on record, also where it found nothing.
        due_on: until when it is to come again; None unless returned with a day.
    """

    received: SubmissionReceived
    status: SubmissionStatus
    discrepancies: tuple[Discrepancy, ...] = ()
    checked: bool = False
    due_on: date | None = None

    @property
    def clean(self) -> bool:
        """Whether it is accepted without a reason: checked, and nothing was found."""
        return self.checked and not self.discrepancies

    @property
    def stopped(self) -> bool:
        """Whether what was found cannot be accepted at all."""
        return any(one.severity is Severity.STOPS for one in self.discrepancies)


def submissions_after(
    known: Mapping[str, Submission],
    event: SubmissionReceived | SubmissionChecked | SubmissionAccepted | SubmissionReturned,
) -> Mapping[str, Submission]:
    """What is known after one more event; one of a submission that is not there changes nothing."""
    if isinstance(event, SubmissionReceived):
        received = Submission(received=event, status=SubmissionStatus.RECEIVED)
        return {**known, event.register: received}
    earlier = known.get(event.register)
    if earlier is None:
        return known
    match event:
        case SubmissionChecked():
            # A check of what was accepted is a note to it and does not take the acceptance back.
            accepted = earlier.status is SubmissionStatus.ACCEPTED
            after = replace(
                earlier,
                status=earlier.status if accepted else SubmissionStatus.CHECKED,
                discrepancies=event.discrepancies,
                checked=True,
            )
        case SubmissionAccepted():
            after = replace(earlier, status=SubmissionStatus.ACCEPTED)
        case SubmissionReturned():
            after = replace(earlier, status=SubmissionStatus.RETURNED, due_on=event.due_on)
        case _:
            assert_never(event)
    return {**known, event.register: after}
