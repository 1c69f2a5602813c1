"""Compliance: named checks of a district-year against § 10-262u(c), (d), (g) and (h).

Each check is a pure function in the visible list `CHECKS`, and gives one of four answers with the
numbers and the clause. What this ledger does not hold is "not recorded here" and never a breach;
a duty for which no statute names a day is "no date set" while it is open.

Not here: whether the Commissioner has to act on an answer, the measure of spending against a plan
(a later step), district-years that are not designated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.authority import Citation
from domain.coverage import CoverageKind
from domain.directions import directions_of
from domain.district import District
from domain.events import DistrictDesignated, EntitlementSet, ReleaseAuthorized
from domain.figures import balance, figure, held_for_board
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.plan_state import PlanStatus
from domain.release_state import ReleaseStatus
from domain.state import DistrictYear
from domain.statute.rules import Clause, Rules
from domain.statute.s262u_b_designation import RoundName
from domain.statute.s262u_c1_portion import PortionRule, earmarked, portion_of
from domain.statute.schedule import Entry


class Answer(StrEnum):
    """What is known about a duty. Only `NOT_MET` is a finding."""

    MET = "met"
    NOT_MET = "not met"
    NOT_RECORDED = "not recorded here"
    NO_DATE = "no date set"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A designated district-year as it is examined.

    Attributes:
        district, fiscal_year: whose.
        designation: the designation in force for the year.
        on: the day of the question: a year that is not over on it has open duties.
        state: the district-year.
        baseline: the entitlement now on record for the baseline year the portion was measured
            from, or None.
        rules: the law for the year on its law day.
        covered: the kinds of record whose absence says something, see `domain/coverage.py`.
        approved_on: legal date of the approval of each plan version.
        authorized_on: legal date of the authorization of each release.
    """

    district: District
    fiscal_year: FiscalYear
    designation: DistrictDesignated
    on: date
    state: DistrictYear
    baseline: EntitlementSet | None
    rules: Rules
    covered: frozenset[CoverageKind]
    approved_on: Mapping[int, date]
    authorized_on: Mapping[str, date]

    @property
    def year_over(self) -> bool:
        """Whether June 30 of the year has passed."""
        return self.on > self.fiscal_year.last_day

    @property
    def portion_rule(self) -> Entry[PortionRule]:
        """What the law measures the portion from, for a district of this designation."""
        return self.rules.portion(
            RoundName(self.designation.round), first_time=self.designation.first_time
        )

    def amount(self, name: str) -> Money:
        """A balance by name; zero while it is not yet known."""
        return balance(name, self.state)


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
    """

    name: str
    clause: Clause
    examine: Callable[[Examined], tuple[Answer, str]]


def examined(case: Examined) -> tuple[Finding, ...]:
    """Every check of a designated district-year, in the order of the statute."""
    findings = []
    for check in CHECKS:
        answer, message = check.examine(case)
        exact = check.clause is Clause.PORTION  # such as (c)(1)(A), by the round
        citation = case.portion_rule.citation if exact else case.rules.clause(check.clause)
        findings.append(
            Finding(check=check.name, answer=answer, message=message, citation=citation)
        )
    return tuple(findings)


def portion_determined_by_law(case: Examined) -> tuple[Answer, str]:
    """The portion on record follows from the entitlements on record. Source: (c)(1)."""
    portion = case.state.portion
    if portion is None:
        return _absent(case, CoverageKind.PORTIONS, "No portion was determined here")
    # The funds received decide, last year's difference included, § 10-262i(a).
    true_up = case.state.true_up.difference if case.state.true_up else ZERO
    entitlement = case.state.entitlement.amount if case.state.entitlement else None
    baseline = case.baseline.amount if case.baseline else None
    operands = (
        ("entitlement", portion.entitlement, entitlement),
        (f"FY{portion.baseline_fiscal_year} baseline", portion.baseline, baseline),
        ("true-up", portion.true_up, true_up),
    )
    told = "; ".join(_changed(*one) for one in operands if one[1] != one[2])
    if told:
        return Answer.NOT_MET, f"Portion {portion.portion.display} rests on what changed: {told}."
    earmarks = _earmarks_by_law(case)
    measured_from = case.portion_rule.value.baseline_year.ends_in
    by_law = portion_of(portion.entitlement + true_up, earmarks, portion.baseline)
    if measured_from != portion.baseline_fiscal_year or by_law != portion.portion:
        return Answer.NOT_MET, (
            f"Portion {portion.portion.display} was measured from FY"
            f"{portion.baseline_fiscal_year} less earmarks {portion.other_earmarks.display}; the "
            f"law measures from FY{measured_from} less earmarks {earmarks.display}."
        )
    trued_up = f" + true-up {true_up.display}" if true_up else ""
    return Answer.MET, (
        f"Portion {portion.portion.display} = entitlement {portion.entitlement.display}{trued_up} "
        f"− earmarks {earmarks.display} − FY{measured_from} {portion.baseline.display}, "
        "not below zero."
    )


def withheld_equals_portion(case: Examined) -> tuple[Answer, str]:
    """Exactly the portion was withheld, by the end of the year. Source: (c)(1)."""
    if case.state.portion is None:
        return _absent(case, CoverageKind.PORTIONS, "There is no portion to compare with")
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
    """Where the cause of a published difference is looked up."""
    if case.state.published_withholding is None:
        return ""
    year = case.fiscal_year.ends_in
    return f" As published; the cause, if known: alliance reconcile published --fiscal-year {year}"


def plan_approved_before_release(case: Examined) -> tuple[Answer, str]:
    """Every release rests on a plan approved by that day. Source: (c)(2), (d)."""
    releases = _authorizations(case)
    if not releases:
        return _nothing_released(case)
    wrong = [text for release in releases if (text := _without_approval(case, release))]
    if wrong:
        return Answer.NOT_MET, f"{'; '.join(wrong)}."
    names = ", ".join(release.release for release in releases)
    return Answer.MET, f"Each rests on a plan approved by then: {names}."


def released_within_approval(case: Examined) -> tuple[Answer, str]:
    """No more was authorized than the approved plan, or the direction, allows. Source: (c)(2)."""
    releases = _authorizations(case)
    if not releases:
        return _nothing_released(case)
    wrong = []
    told = []
    approved = case.state.approved_plan
    # Once a plan is approved, what was released under a direction counts against it too.
    on_plan = total([r.amount for r in releases if r.direction is None or approved])
    allowed = approved[1].approved_amount if approved else ZERO
    if on_plan:
        told.append(f"{on_plan.display} of {allowed.display} approved")
    if on_plan > allowed:
        over = (on_plan - allowed).display
        wrong.append(f"{on_plan.display} is {over} above the {allowed.display} approved")
    for use in directions_of(case.state).values():
        document, cap, used = use.first.document, use.first.cap, use.authorized
        told.append(f"{used.display} of {cap.display} under direction {document}")
        if used > cap:
            over = (used - cap).display
            wrong.append(f"{used.display} is {over} above the cap of direction {document}")
    if wrong:
        return Answer.NOT_MET, f"Authorized: {'; '.join(wrong)}."
    return Answer.MET, f"Authorized: {'; '.join(told)}."


def passed_through_in_full(case: Examined) -> tuple[Answer, str]:
    """What the town received, the board has: "all such funds". Source: (c)(2)."""
    closed = case.state.closed
    # What was paid in error has to come back and is not the board's.
    standing = held_for_board(case.state) + (closed.at_town if closed else ZERO)
    if standing > ZERO:
        if CoverageKind.PASS_THROUGHS not in case.covered:
            return Answer.NOT_RECORDED, (
                f"{standing.display} reached the town; whether it was passed on is not held here."
            )
        return Answer.NO_DATE, (
            f"{standing.display} of what was paid stands with the town; no day to pass it on is "
            "written."
        )
    passed = case.amount("passed_through")
    if passed == ZERO and CoverageKind.RELEASES not in case.covered:
        return Answer.NOT_RECORDED, "Payments to the town are not held here."
    if passed == ZERO and case.amount("released") == ZERO:
        return Answer.MET, "Nothing is due: no payment stands with the town."
    return Answer.MET, f"Nothing stands with the town; {passed.display} was passed through."


def report_received(case: Examined) -> tuple[Answer, str]:
    """The board's expenditure report is on record. Source: (g)."""
    report = case.state.report
    if report is not None:
        return Answer.MET, f"The board reported {report.spent.display} spent."
    return _absent(case, CoverageKind.EXPENDITURE_REPORTS, "No expenditure report is on record")


def year_closed_on_report(case: Examined) -> tuple[Answer, str]:
    """The year closed on a report and its balance went to the next year. Source: (h)."""
    closed = case.state.closed
    if closed is None:
        if not case.year_over:
            return Answer.NO_DATE, f"The year ends on {case.fiscal_year.last_day}."
        return _absent(case, CoverageKind.CLOSINGS, "The year is not closed")
    if case.state.report is None and case.amount("spent_reported") == ZERO:
        return Answer.NOT_MET, "The year was closed without an expenditure report."
    carried = f"Closed; {closed.carry_out.display} went to FY{closed.next_fiscal_year}"
    never = f", of which {closed.not_withheld.display} was never recorded as withheld"
    return Answer.MET, carried + (never if closed.not_withheld else "") + "."


def spending_within_available(case: Examined) -> tuple[Answer, str]:
    """No more was reported spent than was available. Source: (g)."""
    spent = case.amount("spent_reported")
    if case.state.report is None and spent == ZERO:
        return _absent(case, CoverageKind.EXPENDITURE_REPORTS, "No spending is on record")
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


CHECKS = (
    Check(
        name="portion_determined_by_law",
        clause=Clause.PORTION,
        examine=portion_determined_by_law,
    ),
    Check(
        name="withheld_equals_portion",
        clause=Clause.WITHHOLDING,
        examine=withheld_equals_portion,
    ),
    Check(
        name="plan_approved_before_release",
        clause=Clause.RELEASE,
        examine=plan_approved_before_release,
    ),
    Check(
        name="released_within_approval",
        clause=Clause.RELEASE,
        examine=released_within_approval,
    ),
    Check(
        name="passed_through_in_full",
        clause=Clause.PASS_THROUGH,
        examine=passed_through_in_full,
    ),
    Check(name="report_received", clause=Clause.REPORT, examine=report_received),
    Check(
        name="spending_within_available",
        clause=Clause.REPORT,
        examine=spending_within_available,
    ),
    Check(
        name="year_closed_on_report",
        clause=Clause.CARRY_FORWARD,
        examine=year_closed_on_report,
    ),
)


def _absent(case: Examined, kind: CoverageKind, what: str) -> tuple[Answer, str]:
    if kind not in case.covered:
        return Answer.NOT_RECORDED, f"{what}; this ledger does not say that it holds {kind}."
    return Answer.NO_DATE, f"{what}; no day for it is written."


def _changed(what: str, used: Money, now: Money | None) -> str:
    shown = now.display if now is not None else "no longer on record"
    return f"{what} {used.display} is now {shown}"


def _earmarks_by_law(case: Examined) -> Money:
    entitlement = case.state.entitlement
    published = entitlement.education_diversity if entitlement else None
    return earmarked(case.rules.earmark().value, published)


def _authorizations(case: Examined) -> tuple[ReleaseAuthorized, ...]:
    """What stands authorized on plan or direction; for residency it rests on § 10-156gg alone."""
    releases = case.state.releases
    return tuple(
        replace(event, amount=releases[event.release].amount)
        for _, event in case.state.events
        if isinstance(event, ReleaseAuthorized)
        and not event.residency
        and releases[event.release].status is not ReleaseStatus.WITHDRAWN
    )


def _nothing_released(case: Examined) -> tuple[Answer, str]:
    stated = case.state.opening.authorized if case.state.opening else ZERO
    if stated:
        return Answer.NOT_RECORDED, (
            f"{stated.display} was authorized before this ledger began, on plans not held here."
        )
    if CoverageKind.RELEASES not in case.covered:
        return Answer.NOT_RECORDED, "Releases are not held here."
    return Answer.MET, "Nothing was released."


def _without_approval(case: Examined, release: ReleaseAuthorized) -> str:
    """Why a release lacks an approved plan; "" where it has one."""
    if release.direction is not None:
        return (
            f"EXCEPTION: release {release.release} of {release.amount.display} rests on written "
            f"direction {release.direction.document}, before approval"
        )
    version = release.plan_version
    plan = case.state.plans.get(version) if version is not None else None
    if version is None or plan is None or plan.status is not PlanStatus.APPROVED:
        return (
            f"release {release.release} of {release.amount.display} rests on plan version "
            f"{version}, whose approval does not stand"
        )
    approved, authorized = case.approved_on[version], case.authorized_on[release.release]
    if approved > authorized:
        return (
            f"release {release.release} of {release.amount.display} is of {authorized}, and plan "
            f"version {version} was approved on {approved}"
        )
    return ""
