"""Checks beside plan and report: pass-through by a day, the town's budget, returns, audit, exit.

C.G.S. § 10-262u(c)(2), (h), § 10-262i(c), (d), (e), § 10-227, § 4-232. The days of § 10-227 and
§ 4-232 are the statute's as read in the 2024 edition, since when is UNVERIFIED; that of the
pass-through is configuration. What a town or an auditor does is a breach here only where this
ledger says that it holds such records. Not here: recording any of it (`domain/decisions/side_*`).
"""

from datetime import date

from domain.claim_events import FindingKind
from domain.compliance_case import Answer, Examined, absent
from domain.compliance_received import set_in_words
from domain.coverage import CoverageKind
from domain.figures import carry_out, grant_spent, held_for_board
from domain.money import ZERO, Money
from domain.setting_events import Duty
from domain.side_events import ExitBalanceHandled, SingleAuditRecorded
from domain.side_kinds import AuditStage, ReturnStage
from domain.state import fold
from domain.statute.s4_231_single_audit import AUDIT_FILING, audit_due, audit_required
from domain.statute.s227_annual_return import ANNUAL_RETURN, AnnualReturnRule
from domain.statute.s262i_minimum_budget import budget_shortfall, minimum_budget
from domain.statute.s262u_b_designation import ROUNDS
from domain.words import how_many


def passed_through_by_due_date(case: Examined) -> tuple[Answer, str]:
    """On the day that was set, nothing the board is owed stood with the town. Source: (c)(2)."""
    due = case.configured.deadlines.get(Duty.PASS_THROUGH)
    if due is None:
        return Answer.NO_DATE, "No day to pass the money on is written, and none is set."
    by = f"due {due.due_on}, {set_in_words(due)}."
    if case.on <= due.due_on:
        standing = held_for_board(case.state)
        return Answer.NO_DATE, f"{standing.display} stands with the town; {by}"
    then = fold(event for at, event in case.state.events if case.dated[at] <= due.due_on)
    if CoverageKind.RELEASES not in case.covered:
        return Answer.NOT_RECORDED, f"Payments to the town are not held here; {by}"
    left = held_for_board(then)
    if left == ZERO:
        return Answer.MET, f"Nothing stood with the town on that day; {by}"
    if CoverageKind.PASS_THROUGHS not in case.covered:
        return Answer.NOT_RECORDED, (
            f"{left.display} had reached the town by then; whether it was passed on is not held "
            f"here; {by}"
        )
    return Answer.NOT_MET, f"{left.display} of what had reached the town stood there still; {by}"


def minimum_budget_met(case: Examined) -> tuple[Answer, str]:
    """The town budgeted last year's amount and the aid increase. Source: § 10-262i(d)."""
    budget, determined = case.state.side.budget, case.state.side.shortfall
    if budget is None:
        return absent(case, CoverageKind.EDUCATION_BUDGETS, "No education budget is on record")
    minimum = minimum_budget(prior_year=budget.prior_year, aid_increase=budget.aid_increase)
    short = budget_shortfall(minimum=minimum, adopted=budget.amount)
    said = f"{budget.amount.display} was adopted, the minimum is {minimum.display}"
    if not short:
        return Answer.MET, f"{said}."
    waived = case.state.side.waived
    if determined is None:
        then = "it is not determined yet"
    elif waived is not None:
        then = f"the forfeiture of {waived.amount.display} was waived: {waived.reason}"
    else:
        then = (
            f"{determined.forfeiture.display} is forfeited in FY{determined.forfeiture_fiscal_year}"
        )
    return Answer.NOT_MET, f"{said}: {short.display} short; {then}."


def forfeiture_applied(case: Examined) -> tuple[Answer, str]:
    """What was forfeited for the budget of two years before is deducted. Source: § 10-262i(e)."""
    failed = f"FY{case.fiscal_year.ends_in - 2}"
    earlier, applied = case.two_years_before.side, case.state.side.forfeiture
    if applied is not None:
        return Answer.MET, f"{applied.amount.display} is applied for {failed}."
    if earlier.budget is None:
        return Answer.NOT_RECORDED, f"No education budget of {failed} is on record here."
    if earlier.shortfall is None:
        return Answer.MET, f"No shortfall of {failed} is determined, so nothing falls in this year."
    if earlier.waived is not None:
        return Answer.MET, f"{earlier.waived.amount.display} for {failed} was waived."
    left = f"{earlier.shortfall.forfeiture.display} for {failed} is not applied"
    if not case.year_over:
        return Answer.NO_DATE, f"{left}; the year ends on {case.fiscal_year.last_day}."
    if CoverageKind.EDUCATION_BUDGETS not in case.covered:
        return Answer.NOT_RECORDED, f"{left} on this record."
    return Answer.NOT_MET, f"{left}, and the year ended on {case.fiscal_year.last_day}."


def aid_does_not_supplant(case: Examined) -> tuple[Answer, str]:
    """No finding stands that State aid replaces local money. Source: § 10-262i(c).

    A flag is what somebody saw: it asks a question, and is no breach by itself.
    """
    standing = [
        f"finding {name} of {one.amount.display}"
        for name, one in case.state.claims.findings.items()
        if one.raised is not None and one.raised.kind is FindingKind.SUPPLANTING and one.stands
    ]
    if standing:
        return Answer.NOT_MET, f"Supplanting: {'; '.join(standing)}."
    flags = case.state.side.supplanting
    if flags:
        seen = "; ".join(one.words for one in flags)
        return Answer.NOT_RECORDED, f"Flagged, and no finding stands: {seen}."
    if CoverageKind.EDUCATION_BUDGETS in case.covered:
        return Answer.MET, "Nothing is flagged."
    return Answer.NOT_RECORDED, (
        "Nothing is flagged; this ledger does not say that it holds "
        f"{CoverageKind.EDUCATION_BUDGETS}."
    )


def annual_return_filed(case: Examined) -> tuple[Answer, str]:
    """The return of the whole district was filed by September 1. Source: § 10-227."""
    due = _return_rule(case).due_on(case.fiscal_year)
    return _returned(case, ReturnStage.FILED, due)


def annual_return_certified(case: Examined) -> tuple[Answer, str]:
    """An auditor certified the return by December 31. Source: § 10-227."""
    due = _return_rule(case).settled_on(case.fiscal_year)
    return _returned(case, ReturnStage.CERTIFIED, due)


def _return_rule(case: Examined) -> AnnualReturnRule:
    return ANNUAL_RETURN.in_force(case.fiscal_year, case.rules.on).value


def _returned(case: Examined, stage: ReturnStage, due: date) -> tuple[Answer, str]:
    record = case.state.side.returned_as(stage)
    if record is not None:
        return _in_time(f"The annual return was {stage}", record.filed_on, due)
    none = f"That the annual return was {stage} is not on record; due {due}."
    if CoverageKind.ANNUAL_RETURNS not in case.covered:
        return Answer.NOT_RECORDED, none
    return (Answer.NO_DATE if case.on <= due else Answer.NOT_MET), none


def single_audit_filed(case: Examined) -> tuple[Answer, str]:
    """The single audit was filed by its day, where the year needs one. Source: § 4-231, § 4-232.

    The threshold is that of the year's first day. Whether one is needed is known from what the
    paper says was spent; else only where the reported grant money alone reaches the threshold.
    """
    audits = case.state.side.audits
    due, by = _audit_due(case, audits)
    filed = next((one for one in audits if one.stage is AuditStage.FILED), None)
    if filed is not None:
        if filed.required is False:
            return Answer.MET, f"Filed on {filed.on}, and none was needed."
        answer, said = _in_time("The single audit was filed", filed.on, due)
        return answer, said + by
    exempt = next((one for one in audits if one.stage is AuditStage.EXEMPT), None)
    if exempt is not None:
        spent = grant_spent(case.state)
        if exempt.spent is not None and spent > exempt.spent:
            return Answer.NOT_MET, (
                f"An exemption on {exempt.spent.display} of state assistance spent is on record "
                f"({exempt.on}), and {spent.display} of Alliance money alone is reported spent."
            )
        return Answer.MET, (
            f"None is needed: below the threshold of {exempt.threshold.display} ({exempt.on})."
        )
    none = f"No single audit is on record; due {due}.{by}"
    if CoverageKind.SINGLE_AUDITS not in case.covered:
        return Answer.NOT_RECORDED, none
    if case.on <= due:
        return Answer.NO_DATE, none
    if not audit_required(case.amount("spent_reported"), case.fiscal_year.first_day):
        return Answer.NOT_RECORDED, (
            f"{none} What the town spent of all State assistance is not on record, so whether one "
            "is needed is not known."
        )
    return Answer.NOT_MET, none


def _audit_due(case: Examined, audits: tuple[SingleAuditRecorded, ...]) -> tuple[date, str]:
    """The last day to file, and what is to be said of it."""
    last_day = case.fiscal_year.last_day
    due = audit_due(last_day, AUDIT_FILING.in_force(case.fiscal_year, case.rules.on).value)
    extended = [one for one in audits if one.until is not None]
    by = ""
    if extended and extended[0].until is not None:
        due = extended[0].until
        by = f" It was extended on {extended[0].on}: {extended[0].reference}."
    earlier = case.configured.deadlines.get(Duty.SINGLE_AUDIT_REPORT)
    if earlier is not None:
        by += f" The Department asks for it by {earlier.due_on}, {set_in_words(earlier)}."
    return due, by


def exit_balance_handled(case: Examined) -> tuple[Answer, str]:
    """Where the designation ends with the year, what is left is settled. Source: none.

    (h) speaks of the next fiscal year alone. What becomes of a balance after the program is policy.
    """
    after = case.next_year
    if after.designated:
        return Answer.MET, f"The designation goes on in {case.fiscal_year.next}."
    ends = max(one.value.last_year for one in ROUNDS.entries if one.value.name == case.round_name)
    if case.fiscal_year < ends and after.designation_ended is None:
        return Answer.MET, f"The term of the designation runs to {ends}."
    if after.side.exit_balance is not None:
        return _as_handled(after.side.exit_balance, carry_out(after))
    if not case.year_over:
        return Answer.NO_DATE, f"The year ends on {case.fiscal_year.last_day}."
    if case.state.closed is None:
        return absent(case, CoverageKind.CLOSINGS, "The year is not closed")
    left = carry_out(after)
    if left == ZERO:
        return Answer.MET, f"Nothing is left after {case.fiscal_year}."
    return Answer.NO_DATE, (
        f"{left.display} is left, no designation for {case.fiscal_year.next} is on record, and "
        "what becomes of it is not; no day for it is written."
    )


def _as_handled(handled: ExitBalanceHandled, left: Money) -> tuple[Answer, str]:
    """The choice beside what is left: a balance may have been restated, or spent, since."""
    said = f"{handled.balance.display}: {handled.choice} ({handled.document})"
    if left > handled.balance:
        return Answer.NO_DATE, (
            f"{left.display} is left, and what is said of it is of {said}. What becomes of "
            f"{(left - handled.balance).display} is not on record; no day for it is written."
        )
    rest = f"; {left.display} is left" if left < handled.balance else ""
    return Answer.MET, f"{said}{rest}."


def _in_time(what: str, on: date, due: date) -> tuple[Answer, str]:
    """Whether a thing was done by its day."""
    if on <= due:
        return Answer.MET, f"{what} on {on}, due {due}."
    return Answer.NOT_MET, f"{what} on {on}, {how_many((on - due).days, 'day')} late; due {due}."
