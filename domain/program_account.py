"""The account of one district-year for the report on the program: given, spent, whether to plan.

What is not recorded is None and never zero; the answer is one of four, and only what the
Commissioner determined or the Department disallowed is outside the plan. C.G.S. § 10-262w, (g).
Not here: the list and its file (`cli/program_accounting.py`), that it was published
(`ledger_events.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.claim_state import Claims, Finding, still_ordered
from domain.compliance_case import Answer
from domain.coverage import CoverageKind
from domain.desk_review import allowance_of, no_longer_reported, reviewed, sums_of, unexplained
from domain.determination_state import Determination
from domain.district import District
from domain.figures import balance, carry_out, figure
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.plan_state import Plan
from domain.setting_events import VarianceAllowanceSet
from domain.state import DistrictYear


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramAccount:
    """One district-year of the accounting, whole cents; None where this ledger does not say.

    Attributes:
        portion, withheld, released, passed_through: what was given, step by step.
        available: what could be spent: carried in, new money, less a reduction.
        spent: as the board reported.
        outside: of it, disallowed, or determined to be repaid or taken from later years.
        questioned: of it, found and not decided yet; what a finding says of a pass-through is not
            about spending, and not in it. What was found and is no longer reported is in neither.
        own: of it, above what is available, so the board's own money.
        over: of it, over the lines of the plan of June 30 beyond the allowance, and neither found
            nor explained; None where nothing can be measured by lines.
        in_plan: the rest of it; None where nothing can be measured by lines.
        unspent: available less spent, not below zero: what is carried, or will be.
        closed: whether it was carried on already.
        answer, why: whether it was spent according to plan.
    """

    district: District
    fiscal_year: FiscalYear
    portion: Money | None
    withheld: Money | None
    released: Money | None
    passed_through: Money | None
    available: Money | None
    spent: Money | None
    in_plan: Money | None
    outside: Money | None
    questioned: Money | None
    own: Money | None
    over: Money | None
    unspent: Money | None
    closed: bool
    answer: Answer
    why: str


def program_account(
    district: District,
    fiscal_year: FiscalYear,
    state: DistrictYear,
    covered: frozenset[CoverageKind],
    plan_at_end: tuple[int, Plan] | None,
    variance: VarianceAllowanceSet | None,
) -> ProgramAccount:
    """The account of a district-year.

    `covered`: what this ledger holds of the year. `plan_at_end`: the plan in force on June 30, by
    which a report is measured. `variance`: how far a line may be over; None where nobody set it.
    Source: C.G.S. § 10-262w: amount given, how spent, whether according to plan.
    """
    spent = _spent(state)
    found, asked = _outside(state.claims), _questioned(state.claims)
    gone = _gone(state, spent or ZERO, found + asked)
    outside = max(ZERO, found - gone)
    questioned = asked - max(ZERO, gone - found)
    left = (spent or ZERO) - outside - questioned
    own = min(left, max(ZERO, (spent or ZERO) - (figure("available", state) or ZERO)))
    over = _over(state, plan_at_end, variance)
    # What is over the lines is first what the board paid itself.
    beyond = None if over is None else min(left - own, max(ZERO, over - own))
    answer, why = _answer(state, spent, found, asked, plan_at_end, beyond)
    if spent is not None and gone:
        why += f"; {gone.display} of what was found is no longer reported"
    if spent is not None and own:
        why += f"; {own.display} above what is available was the board's own"
    known = covered if state.opening is None else frozenset(CoverageKind)
    return ProgramAccount(
        district=district,
        fiscal_year=fiscal_year,
        portion=figure("portion", state),
        withheld=balance("withheld_by_comptroller", state)
        if CoverageKind.WITHHOLDINGS in known
        else None,
        released=_recorded("released", CoverageKind.RELEASES, state, known),
        passed_through=_recorded("passed_through", CoverageKind.PASS_THROUGHS, state, known),
        available=figure("available", state),
        spent=spent,
        in_plan=left - own - beyond if beyond is not None else None,
        outside=outside if spent is not None else None,
        questioned=questioned if spent is not None else None,
        own=own if spent is not None else None,
        over=beyond,
        unspent=carry_out(state) if spent is not None else None,
        closed=state.closed is not None,
        answer=answer,
        why=why,
    )


def _recorded(
    name: str, kind: CoverageKind, state: DistrictYear, known: frozenset[CoverageKind]
) -> Money | None:
    """A flow where this ledger holds records of it."""
    return balance(name, state) if kind in known else None


def _spent(state: DistrictYear) -> Money | None:
    """What was reported spent; what a signed statement says counts as reported."""
    spent = balance("spent_reported", state)
    return spent if state.report is not None or spent else None


def _over(
    state: DistrictYear,
    plan_at_end: tuple[int, Plan] | None,
    variance: VarianceAllowanceSet | None,
) -> Money | None:
    """What is over the lines of the plan, and nobody explained; None where there are no lines."""
    lines = plan_at_end[1].lines if plan_at_end else ()
    if state.report is None or not state.report.lines or not lines:
        return None
    asked = unexplained(reviewed(state.report, lines, allowance_of(variance)), state.claims)
    return sums_of(asked)["to_explain"]


def _answer(
    state: DistrictYear,
    spent: Money | None,
    outside: Money,
    questioned: Money,
    plan_at_end: tuple[int, Plan] | None,
    over: Money | None,
) -> tuple[Answer, str]:
    """Whether it was spent according to plan; an open question is not yet an answer."""
    if spent is None:
        return Answer.NOT_RECORDED, "no report on what was spent"
    if outside:
        return Answer.NOT_MET, f"{outside.display} disallowed or determined"
    if questioned:
        return Answer.NO_DATE, f"{questioned.display} under question, and no day to decide it by"
    if plan_at_end is None:
        return Answer.NOT_RECORDED, "no plan was approved on record by June 30"
    if over is None:
        return Answer.NOT_RECORDED, "only totals are held here, and no lines to measure by"
    if over:
        return Answer.NOT_RECORDED, f"{over.display} over the lines of the plan, not explained yet"
    if state.report is not None and not state.report.certified:
        return Answer.NO_DATE, "the report is not certified yet"
    return Answer.MET, f"within the lines of plan version {plan_at_end[0]}, or explained"


def _disallowed(finding: Finding) -> Money:
    """Of what is open, what was disallowed and is not determined yet."""
    left = total(list(finding.disallowed.values())) - finding.decided
    return max(ZERO, min(finding.open, left))


def _findings(claims: Claims) -> Iterator[Finding]:
    return (one for one in claims.findings.values() if one.about_spending)


def _questioned(claims: Claims) -> Money:
    return total([one.open - _disallowed(one) for one in _findings(claims)])


def _outside(claims: Claims) -> Money:
    waiting = [_disallowed(one) for one in _findings(claims)]
    orders = [_ordered(one, claims) for one in claims.determinations.values()]
    return total([*waiting, *orders])


def _gone(state: DistrictYear, spent: Money, claimed: Money) -> Money:
    """What was found and is no longer reported: an amended report lowers lines under a finding."""
    lowered = total([no_longer_reported(one, state.report) for one in _findings(state.claims)])
    return min(claimed, max(lowered, claimed - spent))


def _ordered(order: Determination, claims: Claims) -> Money:
    """What an order says was spent otherwise than approved, less what turned out not to be owed.

    What was decided on a pass-through alone is not of it.
    """
    if order.issued is None:
        return still_ordered(order)
    about = [
        share.amount
        for share in order.issued.shares
        if share.finding not in claims.findings or claims.findings[share.finding].about_spending
    ]
    return min(still_ordered(order), total(about))
