"""What usually follows an act, where the same people go on: the command to type next.

Not here: what may follow (`domain/decisions/` says that).
"""

from cli.kinds import NOUNS, UNLESS_INTERIM, posting_step
from cli.next_claims import after_claim, remark_of_claim
from domain import commands as c
from domain import side_commands as sc
from domain.decisions.left_behind import above_approval
from domain.district import District
from domain.events import DistrictYearEvent, SubmissionKind, SubmissionReceived
from domain.fiscal_year import FiscalYear
from domain.setting_events import ExitChoice
from domain.side_events import BudgetShortfallDetermined, ForfeitureApplied
from domain.spoken_for import BEFORE_PAYMENT
from domain.state import DistrictYear
from domain.words import typed


def next_step(
    command: c.Command,
    event: DistrictYearEvent,
    district: District,
    year: FiscalYear,
    *,
    two_persons: bool,
    after: DistrictYear,
) -> str:
    """The command that usually follows, or "" where none does; it can be copied as it stands.

    `after`: the district-year with the act.
    """
    place = f"{typed(district.name)} --fiscal-year {year}"
    release = _first_release(after, place, two_persons=two_persons)
    if isinstance(command, c.PlanCommand):
        return _after_plan(command, event, place, after, release)
    if isinstance(command, c.ClaimCommand):
        return after_claim(command, district, year, after)
    if isinstance(command, c.SideCommand):
        return _beside(command, event, district, place)
    if isinstance(command, c.ReportCommand):
        return _after_report(place, after)
    match command:
        case c.DesignateDistrict():
            return f"alliance entitlement set {place} --amount …"
        case c.SetEntitlement() | c.TrueUpEntitlement():
            return f"alliance entitlement determine-portion {place}"
        case c.DeterminePortion():
            return f"alliance withhold record {place} --amount …"
        case c.WithholdPortion():
            return f"alliance transfer record {place} --amount {command.amount}"
        case c.TransferPortion() if after.approved_plan is not None:
            return release
        case c.TransferPortion():
            return f"alliance plan package {place} --out FOLDER"
        case c.CloseFiscalYear():
            return f"alliance balance show {typed(district.name)} --fiscal-year {year.next}"
        case c.SetAsideForResidency():
            return f"alliance release authorize {place} --residency --release … --amount …"
        case _:
            return _after_release(command, place, year)


def next_line(step: str, remark: str = "") -> str:
    """The line that names the next step; what is remarked stands before it, not to be copied."""
    return f"Next, {remark}: {step}" if remark else f"Next: {step}"


def remark_of(command: c.Command, after: DistrictYear) -> str:
    """What is to be known of the step that follows, in a few words, or ""."""
    if isinstance(command, c.ClaimCommand):
        return remark_of_claim(command, after)
    match command:
        case c.AcceptSubmission():
            kind = after.planning.submissions[command.register].received.kind
            first = kind is SubmissionKind.REPORT and after.report is None
            return UNLESS_INTERIM if first else ""
        case c.ProposeRelease():
            return "by another person"
        case c.RequestDrawDown():
            return "where the year is paid by requests"
        case _:
            return ""


def _after_report(place: str, after: DistrictYear) -> str:
    """Where the report stands: to be certified, then to be looked at line by line."""
    report = after.report
    if report is None:
        return ""
    if not report.certified:
        return f"alliance report certify {place} --certified-by … --certified-on …"
    if report.lines:
        return f"alliance report review {place}"
    return f"alliance year close {place}" if after.closed is None else ""


def _first_release(after: DistrictYear, place: str, *, two_persons: bool) -> str:
    """What lets money go on the plan in force, or what is to be done before it can."""
    above = above_approval(after)
    if above is not None:
        name = next((n for n, one in above.not_paid.items() if one.status in BEFORE_PAYMENT), None)
        if name is None:
            return ""
        return f"alliance release withdraw {place} --release {typed(name)} --because …"
    waiting = after.planning.before_release
    if waiting:
        key = typed(waiting[0].key)
        return f"alliance plan meet-condition {place} --condition {key} --evidence …"
    verb = "propose" if two_persons else "authorize"
    return f"alliance release {verb} {place} --release … --amount …"


def _after_plan(
    command: c.PlanCommand,
    event: DistrictYearEvent,
    place: str,
    after: DistrictYear,
    release: str,
) -> str:
    match command:
        case c.ReceiveSubmission():
            if not isinstance(event, SubmissionReceived) or event.kind not in NOUNS:
                return ""
            return f"alliance intake check {event.register} {typed(event.file)}"
        case c.AcceptSubmission():
            one = after.planning.submissions[command.register]
            return posting_step(one, one.received.file, reported=after.report is not None)
        case c.SubmitPlan():
            version = f"--plan-version {command.plan_version}"
            return f"alliance plan approve {place} {version} --amount {command.total}"
        case c.ApprovePlan() | c.MeetCondition():
            return release
        case c.SubmitPlanAmendment():
            return f"alliance plan approve-amendment {place} --amendment {command.amendment}"
        case _:
            return ""


def _beside(
    command: c.SideCommand, event: DistrictYearEvent, district: District, place: str
) -> str:
    match command, event:
        case sc.AdoptEducationBudget(), _:
            return f"alliance budget shortfall {place}"
        case sc.DetermineBudgetShortfall(), BudgetShortfallDetermined():
            later = f"--fiscal-year FY{event.forfeiture_fiscal_year}"
            return f"alliance budget forfeit {typed(district.name)} {later}"
        case sc.ApplyForfeiture(), ForfeitureApplied():
            ground = "--ground budget-forfeiture"
            return f"alliance grant offset {place} {ground} --amount {event.amount} --paper …"
        case sc.HandleExitBalance(), _ if command.choice is ExitChoice.CARRY:
            return f"alliance year close {place}"
        case sc.HandleExitBalance(), _ if command.choice is ExitChoice.RETURN:
            return f"alliance receivables return-funds {place} --by … --amount … --because …"
        case _:
            return ""


def _after_release(command: c.Command, place: str, year: FiscalYear) -> str:
    match command:
        case c.ProposeRelease():
            name = typed(command.release)
            return f"alliance release authorize {place} --release {name} --amount {command.amount}"
        case c.AuthorizeRelease() | c.ReturnRelease():
            return f"alliance payments issue-release {place} --release {typed(command.release)}"
        case c.IssueRelease():
            name = typed(command.release)
            return f"alliance payments confirm-release {place} --release {name} --paid-on …"
        case c.ConfirmRelease():
            return f"alliance pass-through record {place} --amount …"
        case c.RecordPassThrough():
            return f"alliance report package {place} --out FOLDER"
        case c.WithholdPaymentForNoncompliance():
            return f"alliance hold lift {place} --name {typed(command.hold)} --evidence …"
        case c.RequestDrawDown():
            return f"alliance release batch --fiscal-year {year}"
        case _:
            return ""
