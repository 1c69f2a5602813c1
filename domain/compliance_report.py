"""Checks of the expenditure report: in time, certified, measured by the plan; estimates, progress.

C.G.S. § 10-262u(f), (g), which name no day. A line that is over asks a question and is no breach:
only a finding that somebody raised and that stands is one. What may be over is the Department's
allowance; where nobody set it, the answer is "not recorded here" and the amounts are shown.
Not here: what was asked and found (`compliance_claims.py`), how much was available
(`compliance_money.py`), what is wrong in a report that came in (`domain/report_check.py`).
"""

from domain.claim_events import FindingKind
from domain.claim_state import Finding
from domain.compliance_case import Answer, Examined, absent
from domain.compliance_received import (
    Awaited,
    CameIn,
    came_by_due_date,
    day_received,
    not_posted,
    sent_back,
    set_in_words,
)
from domain.coverage import CoverageKind
from domain.desk_review import ReviewedLine, allowance_of, reviewed, sums_of, unexplained
from domain.events import ExpenditureReported, FundingRenewed, SubmissionKind
from domain.report_events import InterimSpendingReported
from domain.setting_events import Duty, VarianceAllowanceSet
from domain.words import how_many, named

# A finding about the way of the money is answered by the pass-through.
_ABOUT_SPENDING = (FindingKind.UNAPPROVED_USE, FindingKind.NO_EVIDENCE)


def report_submitted_by_due_date(case: Examined) -> tuple[Answer, str]:
    """The annual report came in by the date set for the year. Source: (g), which names no day."""
    said = sent_back(case, SubmissionKind.REPORT)
    return came_by_due_date(
        case,
        Awaited(
            due=case.configured.deadlines.get(Duty.ANNUAL_REPORT),
            came=_first_report(case),
            missing="No expenditure report is on record"
            + (f" ({'; '.join(said)})" if said else ""),
            sent_as=SubmissionKind.REPORT,
            kind=CoverageKind.EXPENDITURE_REPORTS,
        ),
    )


def _first_report(case: Examined) -> CameIn | None:
    """The first report of the year, posted or waiting to be.

    What came while the year ran and is not posted yet may be an estimate, and is not taken for one.
    """
    posted = [
        CameIn(what="The report", day=day_received(case, event.register, version))
        for version, event in case.state.events
        if isinstance(event, ExpenditureReported)
    ]
    waiting = not_posted(case, SubmissionKind.REPORT, case.state.reporting.posted)
    waiting = [one for one in waiting if one.day > case.fiscal_year.last_day]
    return min(posted + waiting, key=lambda one: one.day, default=None)


def interim_report_by_due_date(case: Examined) -> tuple[Answer, str]:
    """An estimate of the year's spending came in by the date set for it. Source: (g), practice."""
    came = [
        CameIn(
            what=f"The estimate as of {event.as_of}",
            day=day_received(case, event.register, version),
        )
        for version, event in case.state.events
        if isinstance(event, InterimSpendingReported)
    ]
    return came_by_due_date(
        case,
        Awaited(
            due=case.configured.deadlines.get(Duty.INTERIM_REPORT),
            came=min(came, key=lambda one: one.day, default=None),
            missing="No interim report is on record",
            sent_as=SubmissionKind.REPORT,
            kind=CoverageKind.INTERIM_REPORTS,
        ),
    )


def progress_reported(case: Examined) -> tuple[Answer, str]:
    """Evidence of progress is on record. Source: (f), which names no report and no day.

    A progress report is not a record of its own here; what shows is a renewal that rests on
    evidence. So its absence is never a breach, also after a date that was set.
    """
    renewed = [
        (case.dated[version], event)
        for version, event in case.state.events
        if isinstance(event, FundingRenewed)
    ]
    if renewed:
        day, event = renewed[-1]
        return Answer.MET, (
            f"Funding was renewed on {day} on evidence of "
            f"{how_many(len(event.evidence), 'objective')}."
        )
    due = case.configured.deadlines.get(Duty.PROGRESS_REPORT)
    none = "No evidence of progress is on record, and this ledger does not hold progress reports"
    if due is None:
        return Answer.NOT_RECORDED, f"{none}; no due date is set."
    return Answer.NOT_RECORDED, f"{none}; due {due.due_on}, {set_in_words(due)}."


def report_certified(case: Examined) -> tuple[Answer, str]:
    """The report that stands is certified: the year closes on no other. Source: (g)."""
    report = case.state.report
    if report is None:
        return absent(case, CoverageKind.EXPENDITURE_REPORTS, "No expenditure report is on record")
    if report.certified_by is not None:
        return Answer.MET, (
            f"Report {report.number} was certified on {report.certified_on} by "
            f"{report.certified_by}."
        )
    if report.certified:
        return Answer.MET, f"Report {report.number} was recorded as certified by who recorded it."
    return Answer.NO_DATE, (
        f"Report {report.number} is not certified, so the year cannot close on it; no day for it "
        "is written."
    )


def spending_matches_plan(case: Examined) -> tuple[Answer, str]:
    """The spending was as approved: no finding stands about it, and no line waits for a question.

    Not met only where a finding stands, for nothing is a finding by arithmetic. Source: (g).
    """
    standing = [
        f"finding {name} ({one.raised.source}) of {_claimed(one)}"
        for name, one in case.state.claims.findings.items()
        if one.raised is not None and one.raised.kind in _ABOUT_SPENDING and one.stands
    ]
    if standing:
        return Answer.NOT_MET, f"Not as approved: {'; '.join(standing)}."
    report = case.state.report
    if report is None:
        return absent(case, CoverageKind.EXPENDITURE_REPORTS, "No expenditure report is on record")
    if not report.lines:
        return Answer.NOT_RECORDED, f"The lines of report {report.number} are not held here."
    plan = case.plan_at_end
    if plan is None or not plan[1].lines:
        lacking = "No plan" if plan is None else f"No line of plan version {plan[0]}"
        return Answer.NOT_RECORDED, (
            f"{lacking} was approved on record by {case.fiscal_year.last_day}, so nothing can be "
            "measured by it."
        )
    lines = reviewed(report, plan[1].lines, allowance_of(case.configured.variance))
    against = f"report {report.number} against plan version {plan[0]}"
    return _measured(case, lines, against)


def _claimed(one: Finding) -> str:
    """How much of a finding stands, and how much of that was decided."""
    decided = f", {one.ordered.display} of it decided" if one.ordered else ", not decided yet"
    return one.claimed.display + decided


def _measured(case: Examined, lines: tuple[ReviewedLine, ...], against: str) -> tuple[Answer, str]:
    """The answer of the desk review: what is over and neither allowed nor explained."""
    over = [line for line in lines if line.over]
    if not over:
        return Answer.MET, f"No line is over, {against}."
    allowed = case.configured.variance
    asked = unexplained(lines, case.state.claims)
    if not asked:
        return Answer.MET, (
            f"{how_many(len(over), 'line')} over, within the allowance or explained, {against}"
            f"{_allowance(allowed)}."
        )
    sums = sums_of(asked)
    keys = ", ".join(line.key for line in asked)
    if allowed is None:
        return Answer.NOT_RECORDED, (
            f"{how_many(len(asked), 'line')} over by {sums['over'].display} in all ({keys}), "
            f"{against}; no allowance is set for the year, so how much of it needs a question is "
            "not known."
        )
    return Answer.NOT_RECORDED, (
        f"{how_many(len(asked), 'line')} to explain, {sums['to_explain'].display} ({keys}), "
        f"{against}{_allowance(allowed)}. A question and no breach: no explanation is on record."
    )


def _allowance(allowed: VarianceAllowanceSet | None) -> str:
    if allowed is None:
        return ""
    measure = f"{allowed.percent} % of a line" if allowed.amount is None else allowed.amount.display
    return f"; allowance {measure}, set by {allowed.set_by} ({named(allowed.document)}), UNVERIFIED"
