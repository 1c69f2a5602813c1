"""What usually follows an act, where the same people go on: the command to type next.

Not here: what may follow (`domain/decisions/` says that).
"""

from collections.abc import Sequence

from domain import commands as c
from domain.district import District
from domain.events import DistrictYearEvent, SubmissionKind, SubmissionReceived
from domain.fiscal_year import FiscalYear


def next_step(
    command: c.Command,
    event: DistrictYearEvent,
    district: District,
    year: FiscalYear,
    *,
    two_persons: bool,
    before_release: Sequence[str] = (),
) -> str:
    """The command that usually follows, or "" where none does.

    `before_release`: keys of the open conditions that have to be met before more is released.
    """
    town = f'"{district.name}"' if " " in district.name else district.name
    place = f"{town} --fiscal-year {year}"
    if isinstance(command, c.PlanCommand):
        if before_release and isinstance(command, c.ApprovePlan | c.MeetCondition):
            key = before_release[0]
            return f"alliance plan meet-condition {place} --condition {key} --evidence …"
        return _after_plan(command, event, place, two_persons=two_persons)
    match command:
        case c.DesignateDistrict():
            return f"alliance entitlement set {place} --amount …"
        case c.SetEntitlement() | c.TrueUpEntitlement():
            return f"alliance entitlement determine-portion {place}"
        case c.DeterminePortion():
            return f"alliance withhold record {place} --amount …"
        case c.WithholdPortion():
            return f"alliance transfer record {place} --amount {command.amount}"
        case c.TransferPortion():
            return f"alliance plan package {place} --out FOLDER"
        case c.SubmitExpenditureReport():
            return f"alliance record CloseFiscalYear {place}"
        case c.SetAsideForResidency():
            return f"alliance release authorize {place} --residency --release … --amount …"
        case _:
            return _after_release(command, place)


def _after_plan(
    command: c.PlanCommand, event: DistrictYearEvent, place: str, *, two_persons: bool
) -> str:
    match command:
        case c.ReceiveSubmission():
            if not isinstance(event, SubmissionReceived) or event.kind is not SubmissionKind.PLAN:
                return ""
            return f"alliance intake check {event.register} FILE"
        case c.AcceptSubmission():
            return f"alliance plan submit {command.register} FILE"
        case c.SubmitPlan():
            version = f"--plan-version {command.plan_version}"
            return f"alliance plan approve {place} {version} --amount {command.total}"
        case c.ApprovePlan() | c.MeetCondition():
            verb = "propose" if two_persons else "authorize"
            return f"alliance release {verb} {place} --release … --amount …"
        case c.SubmitPlanAmendment():
            return f"alliance plan approve-amendment {place} --amendment {command.amendment}"
        case _:
            return ""


def _after_release(command: c.Command, place: str) -> str:
    match command:
        case c.ProposeRelease():
            return (
                f"alliance release authorize {place} --release {command.release} --amount "
                f"{command.amount} (by another person)"
            )
        case c.AuthorizeRelease() | c.ReturnRelease():
            return f"alliance payments issue-release {place} --release {command.release}"
        case c.IssueRelease():
            return (
                f"alliance payments confirm-release {place} --release {command.release} --paid-on …"
            )
        case c.ConfirmRelease():
            return f"alliance pass-through record {place} --amount …"
        case c.RecordPassThrough():
            return f"alliance record SubmitExpenditureReport {place} spent=…"
        case c.WithholdPaymentForNoncompliance():
            return f"alliance hold lift {place} --name {command.hold} --evidence …"
        case c.RequestDrawDown():
            return "alliance release batch --fiscal-year … (where the year is paid by requests)"
        case _:
            return ""
