"""One plain sentence for each event of release, payment, pass-through, holds and money beside.

Not here: the other events (`domain/sentences.py`).
"""

from typing import assert_never

from domain import release_events as r


def release_sentence(event: r.ReleaseEvent) -> str:
    """What happened, in one sentence without a full stop."""
    match event:
        case r.ReleaseProposed():
            why = f" (supplement: {event.reason})" if event.reason else ""
            return (
                f"Release {event.release} proposed by {event.proposed_by}: "
                f"{event.amount.display}{why}"
            )
        case r.ReleaseAuthorized():
            return _authorized(event)
        case r.ReleaseWithdrawn():
            amount = f", {event.amount.display}" if event.amount else ""
            return f"Release {event.release} withdrawn{amount}: {event.reason}"
        case r.ReleaseIssued():
            return f"Payment of release {event.release} issued: {event.amount.display}"
        case r.ReleaseConfirmed():
            return _paid(event)
        case r.ReleaseReturned():
            back = event.amount_unpaid + event.amount_paid
            when = "after it was paid" if event.amount_paid else "before it was recorded as paid"
            voucher = f", voucher {event.voucher}" if event.voucher else ""
            return (
                f"Release {event.release} came back {when}: {back.display}{voucher} "
                f"({event.reason})"
            )
        case r.OverpaymentReturned():
            return (
                f"Overpayment of release {event.release} came back: {event.amount.display} "
                f"({event.reason})"
            )
        case r.PassThroughRecorded():
            return _passed_through(event)
        case r.PassThroughShortfallNoted():
            return (
                f"Not passed through, found by {event.found_by}: {event.amount.display} stands "
                "with the town"
            )
        case _:
            return _around(event)


def _authorized(event: r.ReleaseAuthorized) -> str:
    if event.residency:
        return (
            f"Release {event.release} authorized out of the residency set-aside: "
            f"{event.amount.display}"
        )
    if event.direction is None:
        return (
            f"Release {event.release} authorized by the Commissioner on plan version "
            f"{event.plan_version}: {event.amount.display}"
        )
    return (
        f"EXCEPTION: release {event.release} authorized before approval on written direction "
        f"{event.direction.document}, cap {event.direction.cap.display}: {event.amount.display}"
    )


def _paid(event: r.ReleaseConfirmed) -> str:
    voucher = f", voucher {event.voucher}" if event.voucher else ""
    paid = (
        f"Release {event.release} paid to the town on {event.paid_on}: "
        f"{(event.amount + event.over).display}{voucher}"
    )
    if event.short:
        return f"{paid}; EXCEPTION: {event.short.display} less than authorized"
    if event.over:
        return f"{paid}; EXCEPTION: {event.over.display} more than authorized, to come back"
    return paid


def _passed_through(event: r.PassThroughRecorded) -> str:
    on = f" on {event.paid_on}" if event.paid_on else ""
    stated = f", stated by {event.stated_by}" if event.stated_by else ""
    repaid = event.reimbursed
    part = f", of which {repaid.display} repays what it advanced" if repaid else ""
    return f"Passed through by the town to the board{on}: {event.amount.display}{part}{stated}"


def _around(
    event: r.PaymentWithheldForNoncompliance
    | r.NoncomplianceWithholdingLifted
    | r.FundingRenewed
    | r.DrawDownRequested
    | r.ResidencyFundsSetAside
    | r.OtherFundingReceived,
) -> str:
    match event:
        case r.PaymentWithheldForNoncompliance():
            much = event.amount.display if event.amount else "all"
            again = f", look again on {event.look_again_on}" if event.look_again_on else ""
            return (
                f"Payment withheld for noncompliance ({event.hold}), {much}: {event.breach}; "
                f"lifted by: {event.remedy}{again}"
            )
        case r.NoncomplianceWithholdingLifted():
            return f"Withholding for noncompliance ({event.hold}) lifted: {event.evidence}"
        case r.FundingRenewed():
            told = "; ".join(
                f"{one.objective}: target {one.target}, result {one.result}"
                for one in event.evidence
            )
            return f"Funding renewed on evidence: {told}"
        case r.DrawDownRequested():
            month = f" for {event.month}" if event.month else ""
            return f"Board asked to draw{month} ({event.request}): {event.amount.display}"
        case r.ResidencyFundsSetAside():
            return (
                f"Set aside for a residency program: {event.percent} % of the increase from "
                f"{event.fy2020_funds.display} to {event.fy2021_funds.display}, "
                f"{event.amount.display}"
            )
        case r.OtherFundingReceived():
            return (
                f"Other funding, not of this account, from {event.funding_source}: "
                f"{event.amount.display} ({event.reference})"
            )
        case _:
            assert_never(event)
