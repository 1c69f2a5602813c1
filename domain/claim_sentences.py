"""One plain sentence for each event of inquiries, findings, determinations and what is owed.

Not here: the other events (`domain/sentences.py`).
"""

from typing import assert_never

from domain import challenge_events as c
from domain import claim_events as f
from domain import determination_events as d
from domain import owed_events as o
from domain.money import ZERO, Money
from domain.words import how_many, named

SOURCES = {
    f.FindingSource.DESK_REVIEW: "desk review",
    f.FindingSource.SINGLE_AUDIT: "single audit",
    f.FindingSource.STATE_AUDITORS: "state auditors",
    f.FindingSource.COMPLAINT: "complaint",
}
KINDS = {
    f.FindingKind.UNAPPROVED_USE: "unapproved use",
    f.FindingKind.SUPPLANTING: "supplanting",
    f.FindingKind.NO_EVIDENCE: "no evidence",
    f.FindingKind.PASS_THROUGH: "not passed through",
}
SPLIT = "both to repay and to reduce, which the statute does not authorize in words"


def claim_sentence(event: f.ClaimEvent) -> str:
    """What happened, in one sentence without a full stop."""
    if isinstance(event, f.FindingEvent):
        return _of_finding(event)
    if isinstance(event, d.DeterminationEvent):
        return _of_determination(event)
    return _of_owed(event)


def amounts_by(shares: tuple[d.FindingShare, ...]) -> str:
    """Shares of findings in words: "F1 (32,750.75), F2 (100.00)"."""
    return ", ".join(f"{one.finding} ({one.amount.display})" for one in shares)


def _of_finding(event: f.FindingEvent) -> str:
    match event:
        case f.InquiryOpened():
            lines = f" about {_lines(event.lines)}" if event.lines else ""
            by = f", to be answered by {event.answer_by}" if event.answer_by else ""
            return f"Inquiry {event.inquiry} opened{lines}{by}: {event.question}"
        case f.InquiryAnswered():
            under = f" ({event.register})" if event.register else ""
            return f"Inquiry {event.inquiry} answered on {event.answered_on}{under}: {event.answer}"
        case f.InquiryClosed():
            return f"Inquiry {event.inquiry} closed: {event.outcome}"
        case f.FindingRaised():
            return _raised(event)
        case f.QuestionedCostAllowed():
            return f"Allowed of {_place(event)}: {event.amount.display} ({event.reason})"
        case f.QuestionedCostDisallowed():
            return f"Not allowed of {_place(event)}: {event.amount.display} ({event.reason})"
        case _:
            assert_never(event)


def _lines(lines: tuple[f.QuestionedLine, ...]) -> str:
    return ", ".join(f"line {one.key} ({one.amount.display})" for one in lines)


def _place(event: f.QuestionedCostAllowed | f.QuestionedCostDisallowed) -> str:
    line = f", line {event.line}" if event.line else ""
    return f"finding {event.finding}{line}"


def _raised(event: f.FindingRaised) -> str:
    lines = f" on {_lines(event.lines)}" if event.lines else ""
    number = f" {event.reference}" if event.reference else ""
    instead = f"; takes the place of {amounts_by(event.absorbs)}" if event.absorbs else ""
    less = event.absorbed - event.amount
    why = f" ({event.dropped_because})" if event.dropped_because else ""
    dropped = f"; {less.display} claimed no more{why}" if less > ZERO else ""
    apart = f"; other money than beside it: {event.apart_because}" if event.apart_because else ""
    return (
        f"Finding {event.finding} raised ({SOURCES[event.source]}{number}), "
        f"{KINDS[event.kind]}, {event.amount.display}{lines}: {event.reason}{instead}{dropped}"
        f"{apart}"
    )


def _of_determination(event: d.DeterminationEvent) -> str:
    name = f"Determination {event.determination}"
    match event:
        case d.ProcedureSet():
            what = event.procedure.value.replace("-", " ")
            return f"{name}: {what}, as counsel {event.set_by} said ({named(event.document)})"
        case d.PreliminaryDeterminationIssued():
            return (
                f"Preliminary {name[0].lower()}{name[1:]} on {amounts_by(event.shares)}: "
                f"{_modes(event.repay, event.reduce)}; to be answered by {event.respond_by} "
                f"({event.reason})"
            )
        case d.ResponseReceived():
            return (
                f"{name}: the board responded on {event.received_on} and contests "
                f"{event.contested.display}: {event.response}"
            )
        case d.ResponseTimeExtended():
            return f"{name}: may now be answered until {event.respond_by} ({event.reason})"
        case d.DeterminationIssued():
            return _issued(name, event)
        case d.PaperServed():
            number = f", number {event.number}" if event.number else ""
            method = event.method.value.replace("-", " ")
            return f"{name}: {event.paper} paper sent on {event.mailed_on}, {method}{number}"
        case d.ReturnReceiptRecorded():
            return (
                f"{name}: return receipt of the {event.paper} paper signed on {event.signed_on} "
                f"by {event.signed_by}"
            )
        case _:
            return _challenged(name, event)


def _modes(repay: Money, reduce: Money, dropped: Money | None = None) -> str:
    """What is to be done, the amounts that are not zero."""
    said = [f"repay {repay.display}"] if repay else []
    said += [f"reduce a later year by {reduce.display}"] if reduce else []
    said += [f"{dropped.display} not claimed any more"] if dropped else []
    return ", ".join(said)


def _issued(name: str, event: d.DeterminationIssued) -> str:
    exception = f"; EXCEPTION: {SPLIT}" if event.split else ""
    return (
        f"{name} issued on {amounts_by(event.shares)}: "
        f"{_modes(event.repay, event.reduce, event.dropped)}; "
        f"{how_many(len(event.facts), 'finding')} of fact, "
        f"{how_many(len(event.conclusions), 'conclusion')} of law{exception}"
    )


def _challenged(
    name: str,
    event: c.ReconsiderationRequested
    | c.ReconsiderationDecided
    | c.AppealFiled
    | c.StayOrdered
    | c.StayEnded
    | c.AppealDecided
    | c.EnforcementDirected,
) -> str:
    match event:
        case c.ReconsiderationRequested():
            return f"{name}: reconsideration asked for on {event.filed_on}: {event.grounds}"
        case c.ReconsiderationDecided():
            return f"{name}: reconsideration {event.outcome} on {event.decided_on}: {event.reason}"
        case c.AppealFiled():
            return (
                f"{name}: appealed on {event.filed_on} to {event.court}, docket {event.docket}; "
                "it stays nothing by itself"
            )
        case c.StayOrdered():
            by = event.ordered_by.label
            return f"{name}: stayed by order of the {by} ({named(event.document)})"
        case c.StayEnded():
            return f"{name}: stay ended: {event.reason}"
        case c.AppealDecided():
            return f"{name}: appeal decided, {event.outcome} ({named(event.document)})"
        case c.EnforcementDirected():
            return f"{name}: to be enforced while time is running: {event.because}"
        case _:
            assert_never(event)


def _of_owed(event: o.OwedEvent) -> str:
    match event:
        case o.ClaimReduced():
            return _reduced(event)
        case o.PaymentScheduleSet():
            parts = ", ".join(f"{one.amount.display} on {one.due_on}" for one in event.parts)
            return (
                f"Determination {event.determination}: to be paid as agreed with "
                f"{event.agreed_with} ({named(event.document)}): {parts}"
            )
        case o.RepaymentReceived():
            voucher = f", voucher {event.voucher}" if event.voucher else ""
            return (
                f"Repaid on {event.received_on} for determination {event.determination}: "
                f"{event.amount.display} of the board's own money ({event.money_source}){voucher}"
            )
        case o.RepaymentRefunded():
            return (
                f"Paid back to the board of what it repaid for determination "
                f"{event.determination}: {event.amount.display} ({event.reason}; {event.document})"
            )
        case o.ReductionApplied():
            return (
                f"New money reduced for determination {event.determination} of "
                f"FY{event.claim_fiscal_year}: {event.amount.display}, "
                f"{event.from_commissioner.display} of it held by the Commissioner and "
                f"{event.from_comptroller.display} by the Comptroller"
            )
        case o.ReductionTaken():
            return (
                f"FY{event.in_fiscal_year} reduced for determination {event.determination}: "
                f"{event.amount.display}"
            )
        case o.ReductionReversed():
            return (
                f"Reduction for determination {event.determination} of "
                f"FY{event.claim_fiscal_year} taken back: {event.amount.display} ({event.reason})"
            )
        case o.ReductionRestored():
            return (
                f"Given back to FY{event.in_fiscal_year} and due again for determination "
                f"{event.determination}: {event.amount.display} ({event.reason})"
            )
        case o.FundsReturned():
            who = "town" if event.from_town else "board"
            back = event.from_town + event.from_board
            return f"Given back by the {who} without an order: {back.display} ({event.reason})"
        case _:
            assert_never(event)


def _reduced(event: o.ClaimReduced) -> str:
    less = [f"repayment {event.repay_less.display}"] if event.repay_less else []
    less += [f"reduction {event.reduction_less.display}"] if event.reduction_less else []
    instrument = event.instrument.value.replace("-", " ")
    return (
        f"Determination {event.determination}: {' and '.join(less)} less, {instrument} by the "
        f"{event.authorized_by.label} ({named(event.document)}): {event.reason}"
    )
