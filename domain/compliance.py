"""Compliance: named checks of a district-year against § 10-262u(c), (d), (f), (g), (h), § 10-262v.

Each check is a pure function in the visible list `CHECKS`, and gives one of four answers with the
numbers and the clause. What this ledger does not hold is "not recorded here" and never a breach;
a duty for which no statute names a day is "no date set" while it is open. A check whose clause is
not in force for the year is left out: nobody had that duty.

Not here: the checks themselves (`domain/compliance_money.py`, `compliance_plan.py`,
`compliance_release.py`, `compliance_steps.py`), whether the Commissioner has to act on an answer,
the measure of spending against a plan (a later step), district-years that are not designated.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from domain import compliance_money as money
from domain import compliance_plan as plan
from domain import compliance_release as release
from domain import compliance_steps as steps
from domain.authority import Citation
from domain.compliance_case import Answer, Configuration, Examined, configuration_of
from domain.statute.rules import Clause

__all__ = [
    "CHECKS",
    "Answer",
    "Check",
    "Configuration",
    "Examined",
    "Finding",
    "configuration_of",
    "examined",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
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


# In the order of the statute; § 10-262v after the plan it publishes.
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
        name="nothing_paid_in_error",
        clause=Clause.RELEASE,
        examine=release.nothing_paid_in_error,
    ),
    Check(
        name="plan_submitted_by_due_date",
        clause=Clause.PLAN,
        examine=plan.plan_submitted_by_due_date,
        caveat="due date by configuration",
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
    Check(name="report_received", clause=Clause.REPORT, examine=money.report_received),
    Check(
        name="spending_within_available",
        clause=Clause.REPORT,
        examine=money.spending_within_available,
    ),
    Check(
        name="year_closed_on_report",
        clause=Clause.CARRY_FORWARD,
        examine=money.year_closed_on_report,
    ),
)


def examined(case: Examined) -> tuple[Finding, ...]:
    """Every check of a designated district-year whose clause is in force, in the order above."""
    findings = []
    for check in CHECKS:
        if not case.rules.reaches(check.clause):
            continue
        answer, message = check.examine(case)
        findings.append(
            Finding(
                check=check.name, answer=answer, message=message, citation=_citation(check, case)
            )
        )
    return tuple(findings)


def _citation(check: Check, case: Examined) -> Citation:
    if check.clause is Clause.PORTION:  # such as (c)(1)(A), by the round
        return case.portion_rule.citation
    cited = case.rules.clause(check.clause)
    return replace(cited, note=check.caveat) if check.caveat else cited
