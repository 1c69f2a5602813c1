"""What a step of a release rests on: no step has a legal date before it.

Not here: the amounts a step may have (`release.py`, `payment.py`).
"""

from datetime import date

from domain.commands import (
    AuthorizeRelease,
    Command,
    ConfirmRelease,
    IssueRelease,
    ReturnRelease,
)
from domain.decisions.case import Case
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.events import PlanApproved, ReleaseAuthorized, ReleaseIssued
from domain.state import DistrictYear
from domain.statute.rules import Clause


def ground_of(command: Command, state: DistrictYear) -> int | None:
    """The version of the record that a step of a release rests on; None where there is none.

    An authorization rests on the approval of its plan, a payment order on the authorization, a
    payment and its return on the order. What was stated at the opening of a ledger rests on paper.
    """
    match command:
        case AuthorizeRelease() if command.direction is None and not command.residency:
            in_force = state.approved_plan
            grounds = [
                version
                for version, event in state.events
                if isinstance(event, PlanApproved)
                and in_force is not None
                and event.plan_version == in_force[0]
            ]
        case IssueRelease():
            grounds = _steps(ReleaseAuthorized, command.release, state)
        case ConfirmRelease() | ReturnRelease():
            grounds = _steps(ReleaseIssued, command.release, state)
        case _:
            return None
    return grounds[-1] if grounds else None


def _steps(
    kind: type[ReleaseAuthorized | ReleaseIssued], release: str, state: DistrictYear
) -> list[int]:
    return [
        version
        for version, event in state.events
        if isinstance(event, kind) and event.release == release
    ]


def require_not_before_ground(step: str, on: date, case: Case) -> None:
    """Raises StepBeforeGroundError where a step lies before the legal date of what it rests on."""
    if case.ground_on is None or on >= case.ground_on:
        return
    raise StepBeforeGroundError(
        f"{step} of {case.name} cannot be of {on}: what it rests on is of {case.ground_on}.",
        citation=case.cite(Clause.RELEASE),
        details={"on": str(on), "rests_on": str(case.ground_on)},
        next_step="Check the date. Where what it rests on has a wrong date, undo that first and "
        "record it anew with the right one: alliance replay shows it.",
    )
