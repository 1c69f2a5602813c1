"""Compliance: named checks of a district-year against § 10-262u and the sections beside it.

Each check is a pure function in the visible list `CHECKS`, and gives one of four answers with the
numbers and the clause. What this ledger does not hold is "not recorded here" and never a breach;
a duty for which no statute names a day is "no date set" while it is open. A check whose clause is
not in force for the year is left out: nobody had that duty.

A result of a check is not a finding of § 10-262u(g), which somebody raises (`claim_events.py`).
Not here: the checks themselves (the files `domain/compliance_*.py`), whether the Commissioner has
to act on an answer, district-years that are not designated.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from domain import compliance_beside as beside
from domain import compliance_claims as claims
from domain import compliance_money as money
from domain import compliance_plan as plan
from domain import compliance_release as release
from domain import compliance_report as report
from domain import compliance_steps as steps
from domain.authority import Citation, Status
from domain.compliance_case import Answer, Configuration, Examined, configuration_of
from domain.errors import NoRuleInForceError
from domain.statute.rules import Clause

__all__ = [
    "CHECKS",
    "Answer",
    "Check",
    "CheckResult",
    "Configuration",
    "Examined",
    "configuration_of",
    "examined",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The answer of one check.

    Attributes:
        check: the name of the check: the true statement it looks for.
        answer: one of four.
        message: one sentence with the numbers.
        citation: the clause.
    """

    check: str
    answer: Answer
    message: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A named check.

    Attributes:
        name: the statement that is true where the duty is met.
        clause: the clause it answers to.
        examine: the answer and its message.
        caveat: what is not of the clause itself and has to be shown with it, or "".
    """

    name: str
    clause: Clause
    examine: Callable[[Examined], tuple[Answer, str]]
    caveat: str = ""


_BY_CONFIGURATION = "due date by configuration"
_AS_READ = "as read in the 2024 edition, unverified"

# In the order of the statute; § 10-262v after the plan it publishes, other sections at the end.
CHECKS = (
    Check(
        name="portion_determined_by_law",
        clause=Clause.PORTION,
        examine=money.portion_determined_by_law,
    ),
    Check(
        name="withheld_equals_portion",
        clause=Clause.WITHHOLDING,
        examine=money.withheld_equals_portion,
    ),
    Check(
        name="plan_approved_before_release",
        clause=Clause.RELEASE,
        examine=release.plan_approved_before_release,
    ),
    Check(
        name="released_within_approval",
        clause=Clause.RELEASE,
        examine=release.released_within_approval,
    ),
    Check(
        name="steps_follow_each_other",
        clause=Clause.RELEASE,
        examine=steps.steps_follow_each_other,
    ),
    Check(name="conditions_met", clause=Clause.RELEASE, examine=plan.conditions_met),
    Check(
        name="passed_through_in_full",
        clause=Clause.PASS_THROUGH,
        examine=release.passed_through_in_full,
    ),
    Check(
        name="passed_through_by_due_date",
        clause=Clause.PASS_THROUGH,
        examine=beside.passed_through_by_due_date,
        caveat=_BY_CONFIGURATION,
    ),
    Check(
        name="nothing_paid_in_error",
        clause=Clause.RELEASE,
        examine=release.nothing_paid_in_error,
    ),
    Check(
        name="plan_submitted_by_due_date",
        clause=Clause.PLAN,
        examine=plan.plan_submitted_by_due_date,
        caveat=_BY_CONFIGURATION,
    ),
    Check(
        name="new_reforms_get_their_share",
        clause=Clause.PLAN,
        examine=plan.new_reforms_get_their_share,
        caveat="guidance of 2012, unverified",
    ),
    Check(
        name="plan_published",
        clause=Clause.PLAN_PUBLICATION,
        examine=plan.plan_published,
    ),
    Check(
        name="no_payment_while_withheld",
        clause=Clause.NONCOMPLIANCE,
        examine=release.no_payment_while_withheld,
    ),
    Check(
        name="progress_reported",
        clause=Clause.RENEWAL,
        examine=report.progress_reported,
        caveat=_BY_CONFIGURATION,
    ),
    Check(
        name="interim_report_by_due_date",
        clause=Clause.REPORT,
        examine=report.interim_report_by_due_date,
        caveat=_BY_CONFIGURATION,
    ),
    Check(name="report_received", clause=Clause.REPORT, examine=money.report_received),
    Check(
        name="report_submitted_by_due_date",
        clause=Clause.REPORT,
        examine=report.report_submitted_by_due_date,
        caveat=_BY_CONFIGURATION,
    ),
    Check(name="report_certified", clause=Clause.REPORT, examine=report.report_certified),
    Check(
        name="spending_within_available",
        clause=Clause.REPORT,
        examine=money.spending_within_available,
    ),
    Check(
        name="spending_matches_plan",
        clause=Clause.REPORT,
        examine=report.spending_matches_plan,
        caveat="allowance by configuration",
    ),
    Check(
        name="inquiries_answered",
        clause=Clause.REPORT,
        examine=claims.inquiries_answered,
        caveat="the Department's own day",
    ),
    Check(name="findings_decided", clause=Clause.DETERMINATION, examine=claims.findings_decided),
    Check(
        name="repayments_on_time",
        clause=Clause.DETERMINATION,
        examine=claims.repayments_on_time,
        caveat="days as agreed",
    ),
    Check(
        name="repaid_from_own_money",
        clause=Clause.DETERMINATION,
        examine=claims.repaid_from_own_money,
    ),
    Check(
        name="reductions_applied",
        clause=Clause.DETERMINATION,
        examine=claims.reductions_applied,
    ),
    Check(
        name="year_closed_on_report",
        clause=Clause.CARRY_FORWARD,
        examine=money.year_closed_on_report,
    ),
    Check(
        name="exit_balance_handled",
        clause=Clause.CARRY_FORWARD,
        examine=beside.exit_balance_handled,
        caveat="policy, no law says",
    ),
    Check(
        name="aid_does_not_supplant",
        clause=Clause.USE_OF_AID,
        examine=beside.aid_does_not_supplant,
    ),
    Check(
        name="minimum_budget_met",
        clause=Clause.MINIMUM_BUDGET,
        examine=beside.minimum_budget_met,
        caveat=_AS_READ,
    ),
    Check(
        name="forfeiture_applied",
        clause=Clause.BUDGET_FORFEITURE,
        examine=beside.forfeiture_applied,
        caveat=_AS_READ,
    ),
    Check(
        name="annual_return_filed",
        clause=Clause.ANNUAL_RETURN,
        examine=beside.annual_return_filed,
        caveat=_AS_READ,
    ),
    Check(
        name="annual_return_certified",
        clause=Clause.ANNUAL_RETURN,
        examine=beside.annual_return_certified,
        caveat=_AS_READ,
    ),
    Check(
        name="single_audit_filed",
        clause=Clause.AUDIT_FILING,
        examine=beside.single_audit_filed,
        caveat=_AS_READ,
    ),
)


def examined(case: Examined) -> tuple[CheckResult, ...]:
    """Every check of a designated district-year whose clause is in force, in the order above."""
    results = []
    for check in CHECKS:
        if not case.rules.reaches(check.clause):
            continue
        answer, message = check.examine(case)
        results.append(
            CheckResult(
                check=check.name, answer=answer, message=message, citation=_citation(check, case)
            )
        )
    return tuple(results)


def _citation(check: Check, case: Examined) -> Citation:
    if check.clause not in {Clause.PORTION, Clause.WITHHOLDING}:
        cited = case.rules.clause(check.clause)
        return replace(cited, note=check.caveat) if check.caveat else cited
    rule = case.portion_rule.citation  # such as (c)(1)(A), by the round
    cited = rule if check.clause is Clause.PORTION else case.rules.clause(check.clause)
    caveat = ", ".join(note for note in (rule.note, _earmark_caveat(case)) if note)
    return replace(cited, note=caveat) if caveat else cited


def _earmark_caveat(case: Examined) -> str:
    """As the portion on record is cited; on a day before any earmark, there is none to doubt."""
    try:
        return "earmark unverified" if case.rules.earmark().status is Status.UNVERIFIED else ""
    except NoRuleInForceError:
        return ""
