"""Checks of the year's money: portion, withholding, report, spending, close.

C.G.S. § 10-262u(c)(1), (g), (h), § 10-262i(a). Not here: releases (`domain/compliance_release.py`),
the measure of spending against a plan (`domain/compliance_report.py`).
"""

from domain.compliance_case import Answer, Examined, absent
from domain.coverage import CoverageKind
from domain.events import EntitlementSet, PortionDetermined
from domain.figures import figure
from domain.money import ZERO, Money
from domain.statute.s262u_c1_portion import earmarked, portion_of
from domain.trued_up import stages_of


def portion_determined_by_law(case: Examined) -> tuple[Answer, str]:
    """The portion on record follows from the entitlements on record. Source: (c)(1).

    Funds received are the entitlement and what was trued up of the year before, § 10-262i(a).
    """
    portion = case.state.portion
    if portion is None:
        return absent(case, CoverageKind.PORTIONS, "No portion was determined here")
    if case.earlier_rounds:
        rounds = ", ".join(sorted(case.earlier_rounds))
        return Answer.NOT_MET, (
            f"Portion {portion.portion.display} was measured as for a district designated for the "
            f"first time, and it was designated before on record, in {rounds}."
        )
    changed = _operands_changed(case, portion)
    if changed:
        return Answer.NOT_MET, (
            f"Portion {portion.portion.display} rests on what changed: {'; '.join(changed)}."
        )
    earmarks = _earmarks_by_law(case)
    since = case.portion_rule.value.baseline_year.ends_in
    same = since == portion.baseline_fiscal_year
    baseline = portion.baseline if same else _amount(case.law_baseline)
    if baseline is None:
        return Answer.NOT_MET, (
            f"Portion {portion.portion.display} was measured from FY"
            f"{portion.baseline_fiscal_year}; the law measures from FY{since}, whose entitlement "
            "is not on record."
        )
    by_law = portion_of(portion.entitlement + portion.true_up, earmarks, baseline)
    true_up = f" + true-up {portion.true_up.display}" if portion.true_up else ""
    operands = (
        f"entitlement {portion.entitlement.display}{true_up} − earmarks {earmarks.display} − "
        f"FY{since} {baseline.display}, not below zero."
    )
    if same and by_law == portion.portion:
        return Answer.MET, f"Portion {portion.portion.display} = {operands}"
    return Answer.NOT_MET, (
        f"Portion {portion.portion.display} {_cause(portion, earmarks, same=same)}. By law it is "
        f"{by_law.display}{_off(by_law - portion.portion)}: {operands}"
    )


def _amount(entitlement: EntitlementSet | None) -> Money | None:
    return None if entitlement is None else entitlement.amount


def _cause(portion: PortionDetermined, earmarks: Money, *, same: bool) -> str:
    if not same:
        return f"was measured from FY{portion.baseline_fiscal_year}"
    if earmarks != portion.other_earmarks:
        return f"was determined less earmarks {portion.other_earmarks.display}"
    return "is not what its figures give"


def _off(difference: Money) -> str:
    """By how much one amount is more or less than another; "" where it is the same."""
    if not difference:
        return ""
    return f", {Money(abs(difference.cents)).display} {'more' if difference > ZERO else 'less'}"


def _operands_changed(case: Examined, portion: PortionDetermined) -> list[str]:
    """What the portion was determined from and is otherwise now, in words."""
    entitlement = case.state.entitlement
    changed = []
    if entitlement is None or entitlement.amount != portion.entitlement:
        changed.append(_changed("entitlement", portion.entitlement, entitlement))
    changed += _true_up_changed(case, portion)
    if case.baseline is None or case.baseline.amount != portion.baseline:
        label = f"FY{portion.baseline_fiscal_year} baseline"
        changed.append(_changed(label, portion.baseline, case.baseline))
    return changed


def _true_up_changed(case: Examined, portion: PortionDetermined) -> list[str]:
    """The true-up as taken over since, and as the year before gives it now."""
    taken_over = case.state.true_up.difference if case.state.true_up else ZERO
    if taken_over != portion.true_up:
        return [f"true-up {portion.true_up.display} is now {taken_over.display}"]
    if case.state.true_up is None:
        return []
    now = stages_of(case.previous_year).difference
    if now == taken_over:
        return []
    shown = "has no ground on record any more" if now is None else f"would now be {now.display}"
    return [f"true-up {taken_over.display} from {case.fiscal_year.previous} {shown}"]


def withheld_equals_portion(case: Examined) -> tuple[Answer, str]:
    """Exactly the portion was withheld, by the end of the year. Source: (c)(1)."""
    if case.state.portion is None:
        return absent(case, CoverageKind.PORTIONS, "There is no portion to compare with")
    portion = case.state.portion.portion
    withheld = case.amount("withheld_by_comptroller")
    difference = withheld - portion
    if difference == ZERO:
        return Answer.MET, f"Withheld {withheld.display} = portion {portion.display}."
    if difference > ZERO:
        return Answer.NOT_MET, (
            f"Withheld {withheld.display} is {difference.display} more than the portion "
            f"{portion.display}." + _as_published(case)
        )
    if not case.state.withheld and CoverageKind.WITHHOLDINGS not in case.covered:
        return Answer.NOT_RECORDED, f"Withholding of {portion.display} is not held here."
    short = f"Withheld {withheld.display} is {(-difference).display} less than the portion"
    if not case.year_over:
        return Answer.NO_DATE, (
            f"{short} {portion.display} so far; the text names no installment, and the year ends "
            f"on {case.fiscal_year.last_day}."
        )
    return Answer.NOT_MET, f"{short} {portion.display}." + _as_published(case)


def _as_published(case: Examined) -> str:
    """Where the cause of a published difference is looked up, and whether it is the published one.

    What was withheld through this ledger is no matter of a published list.
    """
    here = case.state.withheld and case.state.published_withholding is None
    if case.published is None or here:
        return ""
    see = f"alliance reconcile published --fiscal-year {case.fiscal_year.ends_in}"
    if case.amount("withheld_by_comptroller") == case.published:
        return f" As published; the cause, if known: {see}"
    return f" The published amount is {case.published.display}: {see}"


def report_received(case: Examined) -> tuple[Answer, str]:
    """The board's expenditure report is on record. Source: (g)."""
    report = case.state.report
    if report is not None:
        return Answer.MET, f"The board reported {report.spent.display} spent."
    return absent(case, CoverageKind.EXPENDITURE_REPORTS, "No expenditure report is on record")


def year_closed_on_report(case: Examined) -> tuple[Answer, str]:
    """The year closed on a report and its balance went to the next year. Source: (h)."""
    closed = case.state.closed
    if closed is None:
        if not case.year_over:
            return Answer.NO_DATE, f"The year ends on {case.fiscal_year.last_day}."
        return absent(case, CoverageKind.CLOSINGS, "The year is not closed")
    if case.state.report is None and case.amount("spent_reported") == ZERO:
        return Answer.NOT_MET, "The year was closed without an expenditure report."
    carried = f"Closed; {closed.carry_out.display} went to FY{closed.next_fiscal_year}"
    never = f", of which {closed.not_withheld.display} was never recorded as withheld"
    return Answer.MET, carried + (never if closed.not_withheld else "") + "."


def spending_within_available(case: Examined) -> tuple[Answer, str]:
    """No more was reported spent than was available. Source: (g)."""
    spent = case.amount("spent_reported")
    if case.state.report is None and spent == ZERO:
        return absent(case, CoverageKind.EXPENDITURE_REPORTS, "No spending is on record")
    available = figure("available", case.state)
    if available is None:
        return Answer.NOT_RECORDED, (
            f"{spent.display} was reported spent; what was available is not known here."
        )
    if spent > available:
        return Answer.NOT_MET, (
            f"Reported {spent.display} is {(spent - available).display} above the "
            f"{available.display} available; that part is not the grant's."
        )
    return Answer.MET, f"Reported {spent.display} of {available.display} available."


def _changed(what: str, used: Money, now: EntitlementSet | None) -> str:
    shown = now.amount.display if now else "no longer on record"
    return f"{what} {used.display} is now {shown}"


def _earmarks_by_law(case: Examined) -> Money:
    entitlement = case.state.entitlement
    published = entitlement.education_diversity if entitlement else None
    return earmarked(case.rules.earmark().value, published)
