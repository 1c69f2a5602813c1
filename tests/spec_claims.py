"""Inquiries, findings, determinations and what is owed, short: more of `spec.py`; and one of each.

Amounts are literals; the district-year is Hartford FY2023 unless told. Not here: given, when, then.
"""

from datetime import date

from spec import usd

from domain import challenge_events as c
from domain import claim_events as f
from domain import determination_events as d
from domain import owed_events as o
from domain.authority import Office
from domain.money import ZERO, total

D1 = "D-2023-064-1"
# The story of screen C-2: the decision is of January 14, 2027.
JANUARY_14 = date(2027, 1, 14)
FACT = d.FindingOfFact(words="Line 3.1 was approved with 60,000.00.", positions=(1,))
LAW = d.ConclusionOfLaw(
    words="Spending outside the approved plan is repaid.", clause="C.G.S. § 10-262u(g)"
)


def lines(**amounts: str) -> tuple[f.QuestionedLine, ...]:
    """By key, with an underscore before it and for each dot: `_3_1="1.00"` is line 3.1."""
    return tuple(
        f.QuestionedLine(key=key.strip("_").replace("_", "."), amount=usd(amount))
        for key, amount in amounts.items()
    )


def shares(**amounts: str) -> tuple[d.FindingShare, ...]:
    """How much of which finding, by name: `F1="1.00"`."""
    return tuple(d.FindingShare(finding=key, amount=usd(one)) for key, one in amounts.items())


def asked(inquiry: str = "Q1") -> f.InquiryOpened:
    """An inquiry about no line."""
    return f.InquiryOpened(inquiry=inquiry, lines=(), question="What is the fence?", answer_by=None)


def found(
    finding: str = "F1",
    amount: str | None = None,
    *,
    by_line: tuple[f.QuestionedLine, ...] = (),
    absorbs: tuple[d.FindingShare, ...] = (),
    **other: str,
) -> f.FindingRaised:
    """A finding of unapproved use by desk review, of an amount or by line."""
    of_lines = total([one.amount for one in by_line])
    return f.FindingRaised(
        finding=finding,
        source=f.FindingSource(other.get("source", "desk-review")),
        kind=f.FindingKind(other.get("kind", "unapproved-use")),
        amount=of_lines if amount is None else usd(amount),
        lines=by_line,
        reason=other.get("reason", "not in the plan"),
        reference=None,
        plan_version=None,
        report=None,
        inquiry=None,
        absorbs=absorbs,
        absorbed=total([one.amount for one in absorbs]),
    )


def allowed(
    amount: str, line: str | None = None, *, finding: str = "F1"
) -> f.QuestionedCostAllowed:
    """A questioned cost is allowed."""
    return f.QuestionedCostAllowed(
        finding=finding, line=line, amount=usd(amount), reason="paid from local funds"
    )


def disallowed(
    amount: str, line: str | None = None, *, finding: str = "F1"
) -> f.QuestionedCostDisallowed:
    """A questioned cost is not allowed."""
    return f.QuestionedCostDisallowed(
        finding=finding, line=line, amount=usd(amount), reason="no evidence"
    )


def procedure(kind: str = "informal", name: str = D1) -> d.ProcedureSet:
    """What counsel said."""
    return d.ProcedureSet(
        determination=name,
        procedure=d.Procedure(kind),
        set_by="K. Lee",
        document="memo of November 30",
    )


def noticed(respond_by: date, name: str = D1, **amounts: str) -> d.PreliminaryDeterminationIssued:
    """A preliminary notice to repay all of the shares."""
    of = shares(**amounts)
    return d.PreliminaryDeterminationIssued(
        determination=name,
        shares=of,
        repay=total([one.amount for one in of]),
        reduce=ZERO,
        respond_by=respond_by,
        plan_version=None,
        reason="outside the plan",
    )


def determined(
    *,
    repay: str = "0.00",
    reduce: str = "0.00",
    dropped: str = "0.00",
    name: str = D1,
    of: tuple[d.FindingShare, ...] | None = None,
) -> d.DeterminationIssued:
    """A determination on finding F1, or on shares; its letter is not made here."""
    amounts = [usd(repay), usd(reduce), usd(dropped)]
    return d.DeterminationIssued(
        determination=name,
        shares=(d.FindingShare(finding="F1", amount=total(amounts)),) if of is None else of,
        repay=amounts[0],
        reduce=amounts[1],
        dropped=amounts[2],
        split=bool(amounts[0] and amounts[1]),
        plan_version=None,
        facts=(FACT,),
        conclusions=(LAW,),
        letter_form="determination/2",
        letter_sha256="ab" * 32,
    )


def served(on: date = JANUARY_14, paper: d.Paper = d.Paper.FINAL, name: str = D1) -> d.PaperServed:
    """A paper was sent by certified mail."""
    return d.PaperServed(
        determination=name,
        paper=paper,
        method=d.ServiceMethod.CERTIFIED_MAIL,
        number="7019 0001",
        mailed_on=on,
    )


def receipt(paper: d.Paper = d.Paper.FINAL) -> d.ReturnReceiptRecorded:
    """Its return receipt."""
    return d.ReturnReceiptRecorded(
        determination=D1, paper=paper, signed_on=date(2027, 1, 19), signed_by="M. Diaz"
    )


def petition(on: date) -> c.ReconsiderationRequested:
    """A petition for reconsideration."""
    return c.ReconsiderationRequested(
        determination=D1, filed_on=on, grounds="new payroll reports", register=None
    )


def reconsidered(outcome: str, on: date) -> c.ReconsiderationDecided:
    """What became of it."""
    return c.ReconsiderationDecided(
        determination=D1,
        outcome=c.ReconsiderationOutcome(outcome),
        decided_on=on,
        reason="as the record shows",
        document=None,
    )


def appealed(on: date = date(2027, 2, 26)) -> c.AppealFiled:
    """An appeal."""
    return c.AppealFiled(determination=D1, court="Superior Court", docket="HHB-CV27-1", filed_on=on)


def appeal_decided(outcome: str) -> c.AppealDecided:
    """What became of the appeal."""
    return c.AppealDecided(
        determination=D1, outcome=c.AppealOutcome(outcome), document="judgment of May 3"
    )


def stayed(by: Office = Office.COURT) -> c.StayOrdered:
    """A stay."""
    return c.StayOrdered(determination=D1, ordered_by=by, document="order of March 1")


STAY_ENDED = c.StayEnded(determination=D1, reason="the appeal was withdrawn")
ENFORCED = c.EnforcementDirected(determination=D1, because="the board is solvent")


def claim_reduced(
    instrument: str,
    by: Office,
    *,
    repay_less: str = "0.00",
    reduction_less: str = "0.00",
    name: str = D1,
) -> o.ClaimReduced:
    """Less is claimed."""
    return o.ClaimReduced(
        determination=name,
        instrument=o.Instrument(instrument),
        authorized_by=by,
        document="certificate 12",
        repay_less=usd(repay_less),
        reduction_less=usd(reduction_less),
        reason="settled",
    )


def schedule(*parts: tuple[date, str]) -> o.PaymentScheduleSet:
    """A payment schedule."""
    return o.PaymentScheduleSet(
        determination=D1,
        parts=tuple(o.SchedulePart(due_on=day, amount=usd(amount)) for day, amount in parts),
        agreed_with="M. Diaz",
        document="agreement of March 1",
    )


def repayment(amount: str, on: date = date(2027, 3, 31), *, name: str = D1) -> o.RepaymentReceived:
    """A repayment from the board's own money."""
    return o.RepaymentReceived(
        determination=name,
        amount=usd(amount),
        received_on=on,
        money_source="local appropriation",
        voucher=None,
    )


def refunded(amount: str) -> o.RepaymentRefunded:
    """A repayment was paid back to the board."""
    return o.RepaymentRefunded(
        determination=D1,
        amount=usd(amount),
        reason="judgment of May 3",
        document="voucher request 7",
    )


def reduction(
    amount: str, *, name: str = D1, year: int = 2023, comptroller: str = "0.00"
) -> o.ReductionApplied:
    """The new money of a later year is reduced, out of what the Commissioner holds unless told."""
    return o.ReductionApplied(
        determination=name,
        claim_fiscal_year=year,
        amount=usd(amount),
        from_commissioner=usd(amount) - usd(comptroller),
        from_comptroller=usd(comptroller),
    )


def taken(amount: str, *, name: str = D1, in_year: int = 2024) -> o.ReductionTaken:
    """The other half of a reduction, in the year of the claim."""
    return o.ReductionTaken(determination=name, in_fiscal_year=in_year, amount=usd(amount))


def reversed_(
    amount: str, *, name: str = D1, year: int = 2023, comptroller: str = "0.00"
) -> o.ReductionReversed:
    """A reduction is taken back, to the Commissioner unless told."""
    return o.ReductionReversed(
        determination=name,
        claim_fiscal_year=year,
        amount=usd(amount),
        to_commissioner=usd(amount) - usd(comptroller),
        to_comptroller=usd(comptroller),
        reason="judgment of May 3",
    )


def restored(amount: str, *, name: str = D1, in_year: int = 2024) -> o.ReductionRestored:
    """The other half of it, in the year of the claim."""
    return o.ReductionRestored(
        determination=name, in_fiscal_year=in_year, amount=usd(amount), reason="judgment of May 3"
    )


def given_back(*, town: str = "0.00", board: str = "0.00") -> o.FundsReturned:
    """Grant money came back by itself."""
    return o.FundsReturned(from_town=usd(town), from_board=usd(board), reason="not needed")
