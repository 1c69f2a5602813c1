"""Plans with their lines, intake, holds and payments of another amount, short: more of `spec.py`.

Amounts are literals; a plan has two lines unless told. Not here: given, when, then.
"""

from datetime import date

from spec import MARCH_1_2023, usd

from domain.events import (
    ApprovedLine,
    Channel,
    Condition,
    LineTransfer,
    NoncomplianceWithholdingLifted,
    OverpaymentReturned,
    PaymentWithheldForNoncompliance,
    PlanAmendmentApproved,
    PlanAmendmentSubmitted,
    PlanApproved,
    PlanSubmitted,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseWithdrawn,
    ResidencyFundsSetAside,
    SubmissionAccepted,
    SubmissionChecked,
    SubmissionKind,
    SubmissionReceived,
)
from domain.money import ZERO, Money, total
from domain.plan_commands import ReceiveSubmission
from domain.plan_content import (
    BudgetLine,
    Discrepancy,
    Objective,
    PlanContent,
    Reform,
    Severity,
    Stakeholder,
    Target,
)

REGISTER = "FY2023-064-1"
FEBRUARY_1 = date(2023, 2, 1)


def budget_line(key: str, current: str, *, carry_over: str = "0.00", **other: str) -> BudgetLine:
    """A line of the budget: a new reform on early reading, no match, no tuition."""
    return BudgetLine(
        key=key,
        description=other.get("description", "reading coaches"),
        strategy=other.get("strategy", "early-reading"),
        object_code=other.get("object_code", "111A"),
        carry_over=usd(carry_over),
        current=usd(current),
        local_match=usd(other.get("local_match", "0.00")),
        reform=Reform(other.get("reform", "new")),
        tuition=False,
    )


def plan_content(*lines: BudgetLine) -> PlanContent:
    """What a plan says, with nothing left out but the lines."""
    return PlanContent(
        objectives=(Objective(key="O1", words="every pupil reads by grade three"),),
        targets=(
            Target(
                key="T1",
                objective="O1",
                measure="pupils at level 3",
                baseline="41 %",
                target="47 %",
            ),
        ),
        stakeholders=(Stakeholder(group="parents", collaboration="two meetings"),),
        lines=lines,
        other_programs=(),
        board_approved_on=FEBRUARY_1,
        guidelines=None,
    )


# 600.00 + 400.00 = 1,000.00
TWO_LINES = plan_content(budget_line("1.1", "600.00"), budget_line("2.4", "400.00"))


def submitted_with(
    plan_version: int, content: PlanContent = TWO_LINES, *, register: str | None = None
) -> PlanSubmitted:
    """A plan version with its content is submitted."""
    return PlanSubmitted(
        plan_version=plan_version, total=content.total, content=content, register=register
    )


def lines_of(**amounts: str) -> tuple[ApprovedLine, ...]:
    """Approved lines; a key is written with an underscore: `_1_1="600.00"`."""
    return tuple(
        ApprovedLine(key=key.strip("_").replace("_", "."), amount=usd(amount))
        for key, amount in amounts.items()
    )


def approved_by_line(
    plan_version: int, conditions: tuple[Condition, ...] = (), **amounts: str
) -> PlanApproved:
    """A plan version is approved by line, up to what the lines come to."""
    lines = lines_of(**amounts)
    return PlanApproved(
        plan_version=plan_version,
        approved_amount=total([line.amount for line in lines]),
        lines=lines,
        conditions=conditions,
    )


def condition(key: str, *, before_release: bool = True) -> Condition:
    """A condition of an approval, to be met before more is released unless told."""
    return Condition(key=key, words="name the reading coach", before_release=before_release)


def line_transfer(source: str, target: str, amount: str) -> LineTransfer:
    """Money to be moved from one line to another."""
    return LineTransfer(source=source, target=target, amount=usd(amount))


def amendment_submitted(amendment: int, *transfers: LineTransfer) -> PlanAmendmentSubmitted:
    """An amendment of plan version 1 is asked for."""
    return PlanAmendmentSubmitted(
        amendment=amendment, plan_version=1, transfers=transfers, reason="a coach left"
    )


def amendment_approved(amendment: int, **amounts: str) -> PlanAmendmentApproved:
    """An amendment of plan version 1 is approved: all its lines as they are from then on."""
    return PlanAmendmentApproved(amendment=amendment, plan_version=1, lines=lines_of(**amounts))


# ---- intake ----

RECEIVE = ReceiveSubmission(
    kind=SubmissionKind.PLAN,
    file="hartford.xlsx",
    sha256="ab" * 32,
    size_bytes=18_204,
    sender="C. Ruiz, Hartford Public Schools",
    channel=Channel.EMAIL,
    received_on=FEBRUARY_1,
    entered_for="Hartford Board of Education",
)
DISCREPANCY = Discrepancy(
    code="total_differs",
    place="total",
    message="The total says 5.00, and the lines add up to 4.00: 1.00 apart.",
    severity=Severity.STOPS,
    citation="C.G.S. § 10-262u(d)",
)


NOTE = Discrepancy(
    code="stakeholders_missing",
    place="stakeholders",
    message="Nobody is named.",
    severity=Severity.NOTE,
    citation="C.G.S. § 10-262u(d)",
)


def received(register: str = REGISTER, *, sha256: str = "ab" * 32) -> SubmissionReceived:
    """What `RECEIVE` asks for, under that register number."""
    return SubmissionReceived(
        register=register,
        kind=RECEIVE.kind,
        file=RECEIVE.file,
        sha256=sha256,
        size_bytes=RECEIVE.size_bytes,
        sender=RECEIVE.sender,
        channel=RECEIVE.channel,
        received_on=RECEIVE.received_on,
        entered_for=RECEIVE.entered_for,
    )


def checked(*found: Discrepancy, register: str = REGISTER) -> SubmissionChecked:
    """A submission was checked."""
    return SubmissionChecked(register=register, discrepancies=found)


def accepted(register: str = REGISTER, because: str | None = None) -> SubmissionAccepted:
    """A submission was accepted."""
    return SubmissionAccepted(register=register, because=because)


# ---- what stops a payment, and payments of another amount ----


def hold(name: str = "H1", amount: str | None = None) -> PaymentWithheldForNoncompliance:
    """Payment is withheld for noncompliance, all of it unless an amount is told."""
    return PaymentWithheldForNoncompliance(
        hold=name,
        breach="no report for FY2022",
        remedy="the report",
        look_again_on=None,
        amount=usd(amount) if amount else None,
    )


def lifted(name: str = "H1") -> NoncomplianceWithholdingLifted:
    """The withholding is lifted."""
    return NoncomplianceWithholdingLifted(hold=name, evidence="the report came")


def withdrawn(release: str, amount: str = "0.00") -> ReleaseWithdrawn:
    """A release is withdrawn; nothing was authorized of a proposal."""
    return ReleaseWithdrawn(release=release, amount=usd(amount), reason="typed twice")


def paid(
    release: str, amount: str, *, short: str = "0.00", over: str = "0.00", on: date = MARCH_1_2023
) -> ReleaseConfirmed:
    """Paid: `amount` of what was authorized, and what that was short or over."""
    return ReleaseConfirmed(
        release=release, amount=usd(amount), paid_on=on, short=usd(short), over=usd(over)
    )


def overpayment_returned(release: str, amount: str) -> OverpaymentReturned:
    """What was paid above the authorization came back."""
    return OverpaymentReturned(release=release, amount=usd(amount), reason="by check")


def set_aside(amount: str) -> ResidencyFundsSetAside:
    """Set aside for residency, ten percent of an increase from nothing."""
    return ResidencyFundsSetAside(
        amount=usd(amount),
        percent=10,
        fy2020_funds=ZERO,
        fy2021_funds=Money(usd(amount).cents * 10),
    )


def for_residency(release: str, amount: str) -> ReleaseAuthorized:
    """A release out of what is set aside."""
    return ReleaseAuthorized(
        release=release, amount=usd(amount), plan_version=None, direction=None, residency=True
    )
