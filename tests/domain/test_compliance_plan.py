"""Each check of the improvement plan with each of its answers. § 10-262u(c)(2), (d), § 10-262v.

Plans and settings are synthetic. Not here: what is wrong in a plan (`plan_check`), screens.
"""

from dataclasses import replace
from datetime import date

import pytest
from duties import ALL_KINDS, DESIGNATED, FUNDED, SEPTEMBER_1, START, answers, portion, released
from spec import usd

from domain.compliance import Answer, Configuration, configuration_of
from domain.coverage import CoverageKind
from domain.events import (
    ApprovedLine,
    Channel,
    Condition,
    ConditionMet,
    DistrictYearEvent,
    PlanApproved,
    PlanPublished,
    PlanSubmitted,
    SubmissionAccepted,
    SubmissionKind,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.fiscal_year import FiscalYear
from domain.money import ZERO
from domain.plan_content import BudgetLine, PlanContent, Reform
from domain.setting_events import NewReformShareSet, PlanDueDateSet
from domain.settings import settings_of

AUGUST_15 = date(2022, 8, 15)
DUE = PlanDueDateSet(
    fiscal_year=2023, due_on=AUGUST_15, set_by="Bureau of Grants", document="Memo of June 1"
)
SHARE = NewReformShareSet(fiscal_year=2023, percent=51, set_by="the Department", document="ab" * 32)
BY_AUGUST_15 = Configuration(plan_due=DUE)
PLANS = {CoverageKind.PLANS}


def received(
    on: date, register: str = "FY2023-64-1", kind: SubmissionKind = SubmissionKind.PLAN
) -> SubmissionReceived:
    return SubmissionReceived(
        register=register,
        kind=kind,
        file="plan.xlsx",
        sha256="cd" * 32,
        size_bytes=1,
        sender="Hartford",
        channel=Channel.EMAIL,
        received_on=on,
        entered_for="the board",
    )


def submitted(version: int = 1, register: str | None = None) -> PlanSubmitted:
    return PlanSubmitted(plan_version=version, total=usd("10.00"), register=register)


def line(key: str, amount: str, reform: Reform) -> BudgetLine:
    return BudgetLine(
        key=key,
        description="coach",
        strategy="tiered-intervention",
        object_code="111A",
        carry_over=ZERO,
        current=usd(amount),
        local_match=usd("99.00"),
        reform=reform,
        tuition=False,
    )


def plan_of(*lines: BudgetLine) -> PlanSubmitted:
    content = PlanContent(
        objectives=(),
        targets=(),
        stakeholders=(),
        lines=lines,
        other_programs=(),
        board_approved_on=None,
        guidelines=None,
    )
    return PlanSubmitted(plan_version=1, total=content.total, content=content)


def approved(
    amount: str = "10.00",
    version: int = 1,
    *,
    lines: dict[str, str] | None = None,
    conditions: tuple[Condition, ...] = (),
) -> PlanApproved:
    return PlanApproved(
        plan_version=version,
        approved_amount=usd(amount),
        lines=tuple(ApprovedLine(key=key, amount=usd(of)) for key, of in (lines or {}).items()),
        conditions=conditions,
    )


def test_what_the_checks_need_is_what_was_set_for_the_year() -> None:
    settings = settings_of([DUE, SHARE])
    assert configuration_of(settings, FiscalYear(2023)) == Configuration(
        plan_due=DUE, new_reform_share=SHARE
    )
    assert configuration_of(settings, FiscalYear(2024)) == Configuration()


class TestPlanSubmittedByDueDate:
    CHECK = "plan_submitted_by_due_date"

    def test_without_a_due_date_nothing_is_late_or_in_time(self) -> None:
        found = answers(DESIGNATED, submitted())[self.CHECK]
        assert (found.answer, found.message) == (
            Answer.NO_DATE,
            "Plan version 1 came in on 2022-09-01; no due date is set.",
        )
        assert answers(DESIGNATED, covered=PLANS)[self.CHECK].answer is Answer.NO_DATE
        assert answers(DESIGNATED)[self.CHECK].answer is Answer.NOT_RECORDED

    @pytest.mark.parametrize(
        ("day", "answer"),
        [(AUGUST_15, Answer.MET), (date(2022, 8, 16), Answer.NOT_MET)],
        ids=["on-the-day", "a-day-late"],
    )
    def test_the_due_date_is_the_last_day_and_who_set_it_is_said(
        self, day: date, answer: Answer
    ) -> None:
        found = answers(DESIGNATED, submitted(), dated={2: day}, configured=BY_AUGUST_15)
        assert found[self.CHECK].answer is answer
        assert found[self.CHECK].message.endswith(
            "due 2022-08-15, set by Bureau of Grants (Memo of June 1): configuration, not law."
        )
        assert ("1 day late" in found[self.CHECK].message) is (answer is Answer.NOT_MET)

    def test_a_plan_counts_from_the_day_it_was_received(self) -> None:
        events = (
            DESIGNATED,
            received(AUGUST_15),
            SubmissionAccepted(register="FY2023-64-1", because=None),
            submitted(register="FY2023-64-1"),
        )
        found = answers(*events, configured=BY_AUGUST_15)[self.CHECK]
        assert (found.answer, found.message.split(";")[0]) == (
            Answer.MET,
            "Plan version 1 came in on 2022-08-15",
        )

    def test_a_plan_that_came_in_time_and_waits_to_be_posted_is_met(self) -> None:
        events = (DESIGNATED, received(AUGUST_15), submitted())
        found = answers(*events, configured=BY_AUGUST_15)[self.CHECK]
        assert found.answer is Answer.MET
        assert found.message.startswith("The plan of FY2023-64-1, not posted yet, came in on")

    def test_a_plan_that_was_sent_back_does_not_count_and_is_told(self) -> None:
        returned = SubmissionReturned(register="FY2023-64-1", reason="sums", due_on=None)
        events = (DESIGNATED, received(AUGUST_15), returned)
        found = answers(*events, covered=PLANS, configured=BY_AUGUST_15)[self.CHECK]
        assert found.answer is Answer.NOT_MET
        assert "(FY2023-64-1 came in on 2022-08-15 and was sent back)" in found.message

    @pytest.mark.parametrize(
        ("again", "answer"),
        [(date(2022, 9, 15), Answer.MET), (date(2022, 9, 16), Answer.NOT_MET)],
        ids=["in-the-time-given", "a-day-late"],
    )
    def test_one_that_came_in_time_and_was_sent_back_has_until_the_day_it_was_given(
        self, again: date, answer: Answer
    ) -> None:
        until = date(2022, 9, 15)
        events = (
            DESIGNATED,
            received(AUGUST_15),
            SubmissionReturned(register="FY2023-64-1", reason="sums", due_on=until),
            replace(received(again), register="FY2023-64-2"),
        )
        found = answers(*events, configured=BY_AUGUST_15)[self.CHECK]
        assert found.answer is answer
        assert "sent back to be mended by 2022-09-15; first due 2022-08-15" in found.message

    def test_one_that_came_late_gets_no_more_time_by_being_sent_back(self) -> None:
        events = (
            DESIGNATED,
            received(date(2022, 8, 16)),
            SubmissionReturned(register="FY2023-64-1", reason="sums", due_on=date(2022, 9, 15)),
            replace(received(date(2022, 9, 1)), register="FY2023-64-2"),
        )
        found = answers(*events, configured=BY_AUGUST_15)[self.CHECK]
        assert (found.answer, "17 days late" in found.message) == (Answer.NOT_MET, True)

    def test_a_letter_is_no_plan(self) -> None:
        events = (DESIGNATED, received(AUGUST_15, kind=SubmissionKind.LETTER))
        assert answers(*events)[self.CHECK].answer is Answer.NOT_RECORDED

    def test_none_on_record_is_open_until_the_day_and_a_breach_only_where_plans_are_held(
        self,
    ) -> None:
        def answer(on: date) -> Answer:
            found = answers(DESIGNATED, on=on, covered=PLANS, configured=BY_AUGUST_15)
            return found[self.CHECK].answer

        after = date(2022, 8, 16)
        assert (answer(AUGUST_15), answer(after)) == (Answer.NO_DATE, Answer.NOT_MET)
        not_held = answers(DESIGNATED, on=after, configured=BY_AUGUST_15)[self.CHECK]
        assert not_held.answer is Answer.NOT_RECORDED

    def test_a_district_without_a_portion_still_owes_a_plan(self) -> None:
        flat = (*START[:2], portion("0.00", "90.00", "90.00"))
        found = answers(*flat, covered=PLANS, configured=BY_AUGUST_15)[self.CHECK]
        assert found.answer is Answer.NOT_MET
        assert "a portion of zero leaves the duty" in found.message


class TestPlanPublished:
    FY2024 = FiscalYear(2024)

    def published(self, version: int = 1) -> PlanPublished:
        return PlanPublished(
            plan_version=version, address="https://example.org/p", published_on=SEPTEMBER_1
        )

    def answer(self, *events: DistrictYearEvent) -> tuple[Answer, str]:
        found = answers(DESIGNATED, *events, fiscal_year=self.FY2024)["plan_published"]
        return found.answer, found.message

    def test_met_says_where_and_when(self) -> None:
        assert self.answer(submitted(), approved(), self.published()) == (
            Answer.MET,
            "Plan version 1 was published on 2022-09-01: https://example.org/p",
        )

    def test_approved_and_not_published_has_no_date(self) -> None:
        answer, message = self.answer(submitted(), approved())
        assert answer is Answer.NO_DATE
        assert message.endswith("no day for it is written.")

    def test_an_older_version_published_is_told(self) -> None:
        answer, message = self.answer(
            submitted(), approved(), self.published(), submitted(2), approved(version=2)
        )
        assert (answer, message.endswith("Version 1 was.")) == (Answer.NO_DATE, True)

    def test_without_an_approved_plan_nothing_is_said_of_it(self) -> None:
        assert self.answer()[0] is Answer.NOT_RECORDED


class TestConditionsMet:
    FIRST = Condition(key="K1", words="hire a coach", before_release=True)
    LATER = Condition(key="K2", words="send minutes", before_release=False)
    MET = ConditionMet(condition="K1", evidence="contract")

    def answer(
        self, *events: DistrictYearEvent, dated: dict[int, date] | None = None
    ) -> tuple[Answer, str]:
        # Versions 1 to 5 fund the year, 6 submits the plan.
        found = answers(*FUNDED, submitted(), *events, dated=dated)["conditions_met"]
        return found.answer, found.message

    def test_without_a_plan_no_condition_stands_where_plans_are_held(self) -> None:
        assert answers(DESIGNATED, covered=ALL_KINDS)["conditions_met"].answer is Answer.MET
        assert answers(DESIGNATED)["conditions_met"].answer is Answer.NOT_RECORDED

    def test_a_plan_approved_without_conditions_is_met(self) -> None:
        assert self.answer(approved()) == (
            Answer.MET,
            "No condition of plan version 1 is open: it was approved without any.",
        )

    def test_all_met_is_met(self) -> None:
        answer, message = self.answer(approved(conditions=(self.FIRST,)), self.MET)
        assert (answer, message.endswith("all 1 met.")) == (Answer.MET, True)

    def test_an_open_condition_has_no_date(self) -> None:
        assert self.answer(approved(conditions=(self.FIRST, self.LATER))) == (
            Answer.NO_DATE,
            (
                "Open, of plan version 1: K1 hire a coach, before more is released; K2 send "
                "minutes. No day for it is set."
            ),
        )

    def test_a_release_before_a_condition_it_waits_for_is_not_met(self) -> None:
        asked = approved(conditions=(self.FIRST,))  # version 7
        answer, message = self.answer(asked, released("5.00"))
        assert answer is Answer.NOT_MET
        assert message.endswith("and condition K1, which comes before, is not met.")
        # Met on September 9, released as of September 1: recorded in order, dated against it.
        late = {8: date(2022, 9, 9)}
        answer, message = self.answer(asked, self.MET, released("5.00"), dated=late)
        assert (answer, message) == (
            Answer.NOT_MET,
            (
                "release R1 of 5.00 is of 2022-09-01, and condition K1, which comes before, was "
                "met on 2022-09-09."
            ),
        )
        assert self.answer(asked, self.MET, released("5.00"))[0] is Answer.MET

    def test_a_release_on_an_earlier_version_waits_for_no_later_condition(self) -> None:
        answer, _ = self.answer(
            approved(),
            released("5.00"),
            submitted(2),
            approved("9.00", 2, conditions=(self.FIRST,)),
        )
        assert answer is Answer.NO_DATE


class TestNewReformsGetTheirShare:
    # 6 of 10 is new or extended.
    PLAN = plan_of(
        line("1", "4.00", Reform.NEW),
        line("2", "2.00", Reform.EXTENSION),
        line("3", "4.00", Reform.EXISTING),
    )
    ALL = approved(lines={"1": "4.00", "2": "2.00", "3": "4.00"})
    SET = Configuration(new_reform_share=SHARE)

    def answer(
        self, *events: DistrictYearEvent, configured: Configuration = SET
    ) -> tuple[Answer, str]:
        found = answers(DESIGNATED, *events, configured=configured)["new_reforms_get_their_share"]
        return found.answer, found.message

    def test_met_shows_amounts_share_who_set_it_and_that_it_is_no_law(self) -> None:
        assert self.answer(self.PLAN, self.ALL) == (
            Answer.MET,
            (
                "New reforms and extensions: 6.00 of 10.00 approved by line; 51 % is 5.10, set by "
                'the Department (SHA-256 abababababab…). The guidance of 2012 says "substantial '
                'majority" and names no number: not law, UNVERIFIED.'
            ),
        )

    def test_what_counts_is_what_is_approved_by_line(self) -> None:
        # 3 + 2 of 9.00 is 5.00; 51 % of 9.00 is 4.59, of which 1 + 2 falls short.
        cut = approved("9.00", lines={"1": "3.00", "2": "2.00", "3": "4.00"})
        assert self.answer(self.PLAN, cut)[0] is Answer.MET
        deeper = approved("7.00", lines={"1": "1.00", "2": "2.00", "3": "4.00"})
        answer, message = self.answer(self.PLAN, deeper)
        # 51 % of 7.00 is 3.57.
        assert (answer, "3.00 of 7.00" in message, "51 % is 3.57" in message) == (
            Answer.NOT_MET,
            True,
            True,
        )

    def test_no_share_set_is_not_recorded_here_and_shows_the_amounts(self) -> None:
        answer, message = self.answer(self.PLAN, self.ALL, configured=Configuration())
        assert answer is Answer.NOT_RECORDED
        assert "6.00 of 10.00 approved by line; no share is set for the year." in message
        assert message.endswith("UNVERIFIED.")

    @pytest.mark.parametrize("plan", [submitted(), plan_of()], ids=["total-alone", "no-lines"])
    def test_a_plan_without_lines_is_not_recorded_here(self, plan: PlanSubmitted) -> None:
        answer, message = self.answer(plan, approved())
        assert answer is Answer.NOT_RECORDED
        assert message.startswith("The budget lines of plan version 1 are not held here.")

    def test_a_plan_without_money_has_no_share_to_give(self) -> None:
        assert self.answer(plan_of(), approved("0.00"))[0] is Answer.MET

    def test_a_plan_not_yet_approved_is_not_judged(self) -> None:
        assert self.answer(self.PLAN)[0] is Answer.NO_DATE
        assert self.answer()[0] is Answer.NOT_RECORDED
