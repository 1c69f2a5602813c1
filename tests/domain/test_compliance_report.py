"""Each check of the expenditure report with each of its answers. § 10-262u(f), (g).

All figures are synthetic; those of the lines are of screen C-1. Not here: what was asked, found and
ordered (`test_compliance_claims.py`), screens.
"""

from dataclasses import replace
from datetime import date

import pytest
from duties import DESIGNATED, SEPTEMBER_1, answers, reported
from spec import usd
from spec_claims import allowed, asked, determined, found, lines

from domain.claim_events import InquiryClosed
from domain.compliance import Answer, Configuration, configuration_of
from domain.coverage import CoverageKind
from domain.events import (
    ApprovedLine,
    Channel,
    DistrictYearEvent,
    ExpenditureReported,
    FundingRenewed,
    PlanApproved,
    PlanSubmitted,
    RenewalEvidence,
    SubmissionKind,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.fiscal_year import FiscalYear
from domain.money import ZERO
from domain.report_content import Counted, ReportedLine
from domain.report_events import InterimSpendingReported, ReportCertified
from domain.setting_events import DeadlineSet, Duty, VarianceAllowanceSet
from domain.settings import settings_of

REPORTS = {CoverageKind.EXPENDITURE_REPORTS}
SEPTEMBER_1_2023 = date(2023, 9, 1)
REGISTER = "FY2023-064-1"
TEN_PERCENT = VarianceAllowanceSet(
    fiscal_year=2023,
    percent=10,
    amount=None,
    shields=False,
    set_by="J. Reyes",
    document="Department memo",
)


def due(duty: Duty, on: date = SEPTEMBER_1_2023) -> Configuration:
    deadline = DeadlineSet(
        fiscal_year=2023, duty=duty, due_on=on, set_by="Bureau of Grants", document="Memo 7"
    )
    return Configuration(deadlines={duty: deadline})


def received(on: date, register: str = REGISTER) -> SubmissionReceived:
    return SubmissionReceived(
        register=register,
        kind=SubmissionKind.REPORT,
        file="report.xlsx",
        sha256="cd" * 32,
        size_bytes=1,
        sender="Hartford",
        channel=Channel.EMAIL,
        received_on=on,
        entered_for="the board",
    )


def posted(
    *, register: str | None = None, certified_by: str | None = None, **amounts: str
) -> ExpenditureReported:
    """A report by line: `_3_1="1.00"` is line 3.1."""
    return replace(
        reported("225250.75"),
        register=register,
        certified_by=certified_by,
        certified_on=SEPTEMBER_1_2023 if certified_by else None,
        counted=Counted.PAID,
        lines=tuple(
            ReportedLine(key=key.strip("_").replace("_", "."), description="", paid=usd(amount))
            for key, amount in amounts.items()
        ),
    )


PLAN: tuple[DistrictYearEvent, ...] = (
    DESIGNATED,
    PlanSubmitted(plan_version=1, total=usd("180000.00")),
    PlanApproved(
        plan_version=1,
        approved_amount=usd("180000.00"),
        lines=(
            ApprovedLine(key="2.4", amount=usd("120000.00")),
            ApprovedLine(key="3.1", amount=usd("60000.00")),
        ),
    ),
)
AS_PLANNED = posted(_2_4="120000.00", _3_1="60000.00")
TWO_OVER = posted(_2_4="120000.00", _3_1="92750.75", _9_9="12500.00")
WITH_ALLOWANCE = Configuration(variance=TEN_PERCENT)


def test_the_checks_know_the_deadlines_and_the_allowance_of_the_year() -> None:
    deadline = due(Duty.ANNUAL_REPORT).deadlines[Duty.ANNUAL_REPORT]
    assert configuration_of(settings_of([deadline, TEN_PERCENT]), FiscalYear(2023)) == (
        Configuration(deadlines={Duty.ANNUAL_REPORT: deadline}, variance=TEN_PERCENT)
    )


class TestReportSubmittedByDueDate:
    NAME = "report_submitted_by_due_date"

    @pytest.mark.parametrize(
        ("came", "answer", "said"),
        [
            (date(2023, 9, 1), Answer.MET, "The report came in on 2023-09-01; due 2023-09-01"),
            (date(2023, 9, 2), Answer.NOT_MET, "The report came in on 2023-09-02, 1 day late;"),
        ],
    )
    def test_the_day_it_came_counts_and_not_the_day_it_was_recorded(
        self, came: date, answer: Answer, said: str
    ) -> None:
        events = (DESIGNATED, received(came), posted(register=REGISTER))
        found = answers(*events, configured=due(Duty.ANNUAL_REPORT))[self.NAME]
        assert found.answer is answer
        assert found.message.startswith(said)
        assert "set by Bureau of Grants (Memo 7): configuration, not law." in found.message

    def test_a_report_that_waits_to_be_posted_came_in(self) -> None:
        events = (DESIGNATED, received(date(2023, 8, 30)))
        found = answers(*events, configured=due(Duty.ANNUAL_REPORT), covered=REPORTS)[self.NAME]
        assert found.answer is Answer.MET
        assert "The report of FY2023-064-1, not posted yet, came in on 2023-08-30" in found.message

    def test_what_came_while_the_year_ran_may_be_an_estimate_and_is_no_report(self) -> None:
        events = (DESIGNATED, received(date(2023, 6, 30)))
        found = answers(
            *events, configured=due(Duty.ANNUAL_REPORT), covered=REPORTS, on=date(2023, 9, 2)
        )[self.NAME]
        assert found.answer is Answer.NOT_MET

    def test_one_sent_back_has_until_its_new_date(self) -> None:
        back = SubmissionReturned(register=REGISTER, reason="sums", due_on=date(2023, 9, 20))
        events = (DESIGNATED, received(date(2023, 8, 30)), back)
        configured = due(Duty.ANNUAL_REPORT)
        waiting = answers(*events, configured=configured, covered=REPORTS, on=date(2023, 9, 20))
        assert waiting[self.NAME].answer is Answer.NO_DATE
        assert "FY2023-064-1 came in on 2023-08-30 and was sent back" in waiting[self.NAME].message
        late = answers(*events, configured=configured, covered=REPORTS, on=date(2023, 9, 21))
        assert late[self.NAME].answer is Answer.NOT_MET

    @pytest.mark.parametrize(
        ("covered", "on", "answer"),
        [
            (REPORTS, date(2023, 9, 1), Answer.NO_DATE),
            (REPORTS, date(2023, 9, 2), Answer.NOT_MET),
            (set(), date(2023, 9, 2), Answer.NOT_RECORDED),
        ],
        ids=["on-the-day", "a-day-later", "not-held-here"],
    )
    def test_without_a_report(self, covered: set[CoverageKind], on: date, answer: Answer) -> None:
        found = answers(DESIGNATED, configured=due(Duty.ANNUAL_REPORT), covered=covered, on=on)
        assert found[self.NAME].answer is answer

    def test_without_a_date_nothing_is_late(self) -> None:
        found = answers(DESIGNATED, reported("1.00"))[self.NAME]
        assert (found.answer, found.message) == (
            Answer.NO_DATE,
            "The report came in on 2022-09-01; no due date is set.",
        )


class TestInterimAndProgress:
    ESTIMATE = InterimSpendingReported(
        as_of=date(2023, 3, 31),
        spent=usd("5.00"),
        unspent_at_year_end=None,
        lines=(),
        register=None,
    )
    RENEWED = FundingRenewed(
        evidence=(RenewalEvidence(objective="O1", target="47 %", result="48 %", evidence="tests"),)
    )

    @pytest.mark.parametrize(
        ("came", "answer"),
        [(date(2023, 4, 30), Answer.MET), (date(2023, 5, 1), Answer.NOT_MET)],
    )
    def test_an_estimate_comes_by_its_day(self, came: date, answer: Answer) -> None:
        found = answers(
            DESIGNATED,
            self.ESTIMATE,
            dated={2: came},
            configured=due(Duty.INTERIM_REPORT, date(2023, 4, 30)),
        )["interim_report_by_due_date"]
        assert found.answer is answer
        assert found.message.startswith(f"The estimate as of 2023-03-31 came in on {came}")

    def test_an_estimate_that_never_came_is_a_breach_where_estimates_are_held_here(self) -> None:
        configured = due(Duty.INTERIM_REPORT, date(2023, 4, 30))
        held = answers(DESIGNATED, configured=configured, covered={CoverageKind.INTERIM_REPORTS})
        assert held["interim_report_by_due_date"].answer is Answer.NOT_MET
        # The annual report is on record; that says nothing of estimates.
        other = answers(DESIGNATED, reported("1.00"), configured=configured)
        assert other["interim_report_by_due_date"].answer is Answer.NOT_RECORDED

    def test_a_renewal_on_evidence_shows_progress(self) -> None:
        found = answers(DESIGNATED, self.RENEWED, self.RENEWED, dated={3: date(2023, 3, 1)})
        assert (found["progress_reported"].answer, found["progress_reported"].message) == (
            Answer.MET,
            "Funding was renewed on 2023-03-01 on evidence of 1 objective.",
        )

    def test_a_progress_report_that_is_due_is_not_held_here(self) -> None:
        found = answers(DESIGNATED, configured=due(Duty.PROGRESS_REPORT, date(2023, 2, 1)))[
            "progress_reported"
        ]
        assert found.answer is Answer.NOT_RECORDED
        assert "due 2023-02-01, set by Bureau of Grants (Memo 7)" in found.message


class TestReportCertified:
    def test_met_says_by_whom_and_when(self) -> None:
        certified = posted(register=REGISTER, certified_by="the superintendent")
        found = answers(DESIGNATED, certified)["report_certified"]
        assert (found.answer, found.message) == (
            Answer.MET,
            "Report 1 was certified on 2023-09-01 by the superintendent.",
        )

    def test_one_recorded_by_hand_is_certified_by_who_recorded_it(self) -> None:
        assert answers(DESIGNATED, reported("1.00"))["report_certified"].answer is Answer.MET

    def test_one_that_was_sent_waits_for_its_certification_without_a_day(self) -> None:
        sent = posted(register=REGISTER)
        found = answers(DESIGNATED, sent)["report_certified"]
        assert found.answer is Answer.NO_DATE
        later = ReportCertified(report=1, certified_by="M. Diaz", certified_on=SEPTEMBER_1)
        assert answers(DESIGNATED, sent, later)["report_certified"].answer is Answer.MET


class TestSpendingMatchesPlan:
    NAME = "spending_matches_plan"

    def test_no_line_over_is_met_without_any_allowance(self) -> None:
        found = answers(*PLAN, AS_PLANNED)[self.NAME]
        assert (found.answer, found.message) == (
            Answer.MET,
            "No line is over, report 1 against plan version 1.",
        )

    def test_a_line_over_is_a_question_and_no_breach(self) -> None:
        found = answers(*PLAN, TWO_OVER, configured=WITH_ALLOWANCE)[self.NAME]
        assert (found.answer, found.message) == (
            Answer.NOT_RECORDED,
            (
                "2 lines to explain, 39,250.75 (3.1, 9.9), report 1 against plan version 1; "
                "allowance 10 % of a line, set by J. Reyes (Department memo), UNVERIFIED. A "
                "question and no breach: no explanation is on record."
            ),
        )

    def test_without_an_allowance_the_amounts_are_shown_and_nothing_is_said(self) -> None:
        found = answers(*PLAN, TWO_OVER)[self.NAME]
        assert (found.answer, found.message) == (
            Answer.NOT_RECORDED,
            (
                "2 lines over by 45,250.75 in all (3.1, 9.9), report 1 against plan version 1; no "
                "allowance is set for the year, so how much of it needs a question is not known."
            ),
        )

    def test_within_the_allowance_is_met(self) -> None:
        within = posted(_3_1="66000.00")
        found = answers(*PLAN, within, configured=WITH_ALLOWANCE)[self.NAME]
        assert found.answer is Answer.MET
        assert found.message.startswith("1 line over, within the allowance or explained,")

    def test_an_allowance_by_amount_is_said_as_an_amount(self) -> None:
        by_amount = replace(TEN_PERCENT, percent=None, amount=usd("6000.00"))
        over = posted(_3_1="66000.01")
        found = answers(*PLAN, over, configured=Configuration(variance=by_amount))[self.NAME]
        assert found.answer is Answer.NOT_RECORDED
        assert "allowance 6,000.00, set by J. Reyes" in found.message

    def test_an_inquiry_that_was_closed_explains_its_lines(self) -> None:
        inquiry = replace(asked(), lines=lines(_3_1="26750.75", _9_9="12500.00"))
        open_ = answers(*PLAN, TWO_OVER, inquiry, configured=WITH_ALLOWANCE)[self.NAME]
        assert open_.answer is Answer.NOT_RECORDED
        done = InquiryClosed(inquiry="Q1", outcome="explained by payroll reports")
        closed = answers(*PLAN, TWO_OVER, inquiry, done)[self.NAME]
        assert (closed.answer, closed.message) == (
            Answer.MET,
            "2 lines over, within the allowance or explained, report 1 against plan version 1.",
        )

    def test_a_finding_that_stands_is_not_met_also_without_a_report(self) -> None:
        found_ = answers(DESIGNATED, found(by_line=lines(_9_9="12500.00")))[self.NAME]
        assert (found_.answer, found_.message) == (
            Answer.NOT_MET,
            "Not as approved: finding F1 (desk-review) of 12,500.00, not decided yet.",
        )
        decided = answers(DESIGNATED, found(amount="12500.00"), determined(repay="10000.00"))
        assert "of 12,500.00, 10,000.00 of it decided" in decided[self.NAME].message

    def test_a_finding_allowed_whole_explains_its_line(self) -> None:
        raised = found(by_line=lines(_9_9="12500.00"))
        only_fence = posted(_2_4="120000.00", _9_9="12500.00")
        found_ = answers(*PLAN, only_fence, raised, allowed("12500.00", "9.9"))[self.NAME]
        assert found_.answer is Answer.MET

    def test_a_finding_about_the_way_of_the_money_is_not_about_spending(self) -> None:
        raised = found(amount="1.00", kind="pass-through")
        assert answers(*PLAN, AS_PLANNED, raised)[self.NAME].answer is Answer.MET

    @pytest.mark.parametrize(
        ("events", "said"),
        [
            ((DESIGNATED, reported("1.00")), "The lines of report 1 are not held here."),
            ((DESIGNATED, TWO_OVER), "No plan was approved on record by 2023-06-30"),
            (
                (
                    DESIGNATED,
                    PlanSubmitted(plan_version=1, total=usd("1.00")),
                    PlanApproved(plan_version=1, approved_amount=usd("1.00")),
                    TWO_OVER,
                ),
                "No line of plan version 1 was approved on record",
            ),
        ],
        ids=["no-lines", "no-plan", "no-lines-in-the-plan"],
    )
    def test_what_cannot_be_measured_is_not_recorded_here(
        self, events: tuple[DistrictYearEvent, ...], said: str
    ) -> None:
        found = answers(*events)[self.NAME]
        assert found.answer is Answer.NOT_RECORDED
        assert found.message.startswith(said)

    def test_a_plan_approved_after_june_30_measures_nothing(self) -> None:
        late = dict.fromkeys((2, 3), date(2023, 7, 1))
        found = answers(*PLAN, TWO_OVER, dated=late)[self.NAME]
        assert found.message.startswith("No plan was approved on record by 2023-06-30")


def test_money_beside_the_grant_is_no_part_of_what_is_measured() -> None:
    local = replace(AS_PLANNED.lines[0], local=usd("99999.00"), paid_after=ZERO)
    report = replace(AS_PLANNED, lines=(local, AS_PLANNED.lines[1]))
    assert answers(*PLAN, report)["spending_matches_plan"].answer is Answer.MET
