"""What waits of intake and plan, thing by thing. C.G.S. § 10-262u(c)(2), (d), § 10-262v.

All synthetic. Not here: order and filters (`test_agenda.py`), screens.
"""

from dataclasses import replace
from datetime import date

import pytest
from duties import DESIGNATED, closed, reported
from on_desk import PLACE, said, waiting
from spec import usd
from spec_plans import (
    REGISTER,
    amendment_submitted,
    approved_by_line,
    condition,
    submitted_with,
)

from domain.authority import Office
from domain.coverage import CoverageKind
from domain.events import (
    Channel,
    ConditionMet,
    DistrictYearEvent,
    PlanAmendmentRejected,
    PlanChangesRequired,
    PlanPublished,
    PlanRejected,
    PlanSubmitted,
    RequiredChange,
    SubmissionAccepted,
    SubmissionChecked,
    SubmissionKind,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.fiscal_year import FiscalYear
from domain.plan_content import Discrepancy, Severity
from domain.setting_events import PlanDueDateSet

AUGUST_15 = date(2022, 8, 15)
SENT = PlanSubmitted(plan_version=1, total=usd("10.00"))
DUE = PlanDueDateSet(
    fiscal_year=2023, due_on=AUGUST_15, set_by="Bureau of Grants", document="Memo 1"
)


def came(
    register: str = REGISTER,
    kind: SubmissionKind = SubmissionKind.PLAN,
    on: date = date(2023, 2, 1),
) -> SubmissionReceived:
    return SubmissionReceived(
        register=register,
        kind=kind,
        file="the plan.xlsx",
        sha256="cd" * 32,
        size_bytes=1,
        sender="Hartford",
        channel=Channel.EMAIL,
        received_on=on,
        entered_for="the board",
    )


CHECKED = SubmissionChecked(
    register=REGISTER,
    discrepancies=(
        Discrepancy(
            code="sum",
            place="Budget!F14",
            message="off by 1.00",
            severity=Severity.STOPS,
            citation="",
        ),
    ),
)
NOTED = replace(
    CHECKED,
    discrepancies=(replace(CHECKED.discrepancies[0], severity=Severity.NOTE),),
)
ACCEPTED = SubmissionAccepted(register=REGISTER, because=None)
BACK = SubmissionReturned(register=REGISTER, reason="sums", due_on=date(2023, 3, 15))


class TestIntake:
    @pytest.mark.parametrize(
        ("events", "expected"),
        [
            pytest.param(
                (came(),),
                (
                    "Check the plan of FY2023-064-1",
                    Office.DEPARTMENT,
                    'intake check FY2023-064-1 "the plan.xlsx"',
                ),
                id="to-check",
            ),
            pytest.param(
                (came(), CHECKED),
                (
                    "Send back FY2023-064-1, 1 discrepancy",
                    Office.DEPARTMENT,
                    "intake return FY2023-064-1 --because …",
                ),
                id="what-is-stopped-goes-back",
            ),
            pytest.param(
                (came(), NOTED),
                (
                    "Accept or send back FY2023-064-1, 1 discrepancy",
                    Office.DEPARTMENT,
                    "intake accept FY2023-064-1 --because …",
                ),
                id="noted",
            ),
            pytest.param(
                (came(), replace(CHECKED, discrepancies=())),
                (
                    "Accept or send back FY2023-064-1",
                    Office.DEPARTMENT,
                    "intake accept FY2023-064-1",
                ),
                id="clean",
            ),
            pytest.param(
                (came(kind=SubmissionKind.LETTER),),
                (
                    "Accept or send back FY2023-064-1",
                    Office.DEPARTMENT,
                    "intake accept FY2023-064-1 --because …",
                ),
                id="a-letter-is-not-checked",
            ),
            pytest.param(
                (came(), CHECKED, ACCEPTED),
                (
                    "Record the plan of FY2023-064-1",
                    Office.DEPARTMENT,
                    'plan submit FY2023-064-1 "the plan.xlsx"',
                ),
                id="to-record",
            ),
            pytest.param(
                (came(), CHECKED, BACK),
                (
                    "Send FY2023-064-1 again, mended",
                    Office.BOARD_OF_EDUCATION,
                    f"intake plan {PLACE} FILE --from WHO --by … --received-on DATE",
                ),
                id="sent-back",
            ),
        ],
    )
    def test_each_step_waits_for_the_next(
        self, events: tuple[DistrictYearEvent, ...], expected: tuple[str, Office, str]
    ) -> None:
        assert said(waiting(*events)) == [expected]

    @pytest.mark.parametrize(
        "events",
        [
            (came(kind=SubmissionKind.LETTER), ACCEPTED),
            (
                came(),
                CHECKED,
                ACCEPTED,
                replace(SENT, register=REGISTER),
                PlanRejected(plan_version=1, reason="no"),
            ),
        ],
        ids=["a-letter-is-done", "posted"],
    )
    def test_what_is_settled_waits_no_more(self, events: tuple[DistrictYearEvent, ...]) -> None:
        assert waiting(*events) == []

    def test_a_report_beside_one_on_record_amends_it(self) -> None:
        came_in = (came(kind=SubmissionKind.REPORT), CHECKED, ACCEPTED)
        record = 'FY2023-064-1 "the plan.xlsx"'
        assert (
            "Record the report of FY2023-064-1 (an interim one: report estimate)",
            Office.DEPARTMENT,
            f"report submit {record}",
        ) in said(waiting(*came_in))
        assert (
            "Record the amended report of FY2023-064-1",
            Office.DEPARTMENT,
            f"report amend {record} --because …",
        ) in said(waiting(reported("4.00"), *came_in))

    def test_one_sent_back_has_the_day_it_was_given_until_it_came_again(self) -> None:
        (one,) = waiting(came(), BACK)
        assert (one.due, one.due_by) == (
            date(2023, 3, 15),
            "given when FY2023-064-1 was sent back",
        )
        again = came("FY2023-064-2", on=date(2023, 3, 10))
        assert [one.what for one in waiting(came(), BACK, again)] == [
            "Check the plan of FY2023-064-2"
        ]
        letter = came("FY2023-064-2", SubmissionKind.LETTER)
        assert len(waiting(came(), BACK, letter)) == 2


class TestPlan:
    def test_a_plan_waits_for_the_commissioner_to_sign(self) -> None:
        (one,) = waiting(SENT)
        assert said([one]) == [
            (
                "Decide on plan version 1, 10.00",
                Office.COMMISSIONER,
                f"plan approve {PLACE} --plan-version 1 --amount 10.00",
            )
        ]
        assert one.status(date(2023, 3, 1)) == "waiting for Commissioner of Education to sign"

    def test_required_changes_wait_for_the_board_until_their_day(self) -> None:
        asked = PlanChangesRequired(
            plan_version=1,
            changes=(RequiredChange(key="C1", words="name the coach"),),
            due_on=date(2023, 3, 20),
        )
        (one,) = waiting(SENT, asked)
        assert said([one]) == [
            (
                "Send plan version 1 again with 1 change",
                Office.BOARD_OF_EDUCATION,
                f"intake plan {PLACE} FILE --from WHO --by … --received-on DATE",
            )
        ]
        assert (one.due, one.due_by) == (date(2023, 3, 20), "given when changes were required")

    def test_only_the_newest_version_counts(self) -> None:
        asked = PlanChangesRequired(plan_version=1, changes=(), due_on=None)
        again = replace(SENT, plan_version=2)
        assert [one.what for one in waiting(SENT, asked, again)] == [
            "Decide on plan version 2, 10.00"
        ]

    def test_an_approved_plan_is_to_be_published_once_the_clause_is_in_force(self) -> None:
        events = (submitted_with(1), approved_by_line(1, _1_1="600.00"))
        assert waiting(*events) == []
        later, then = FiscalYear(2024), date(2024, 3, 1)
        (one,) = waiting(*events, fiscal_year=later, on=then)
        assert (one.what, one.citation) == ("Publish plan version 1", "C.G.S. § 10-262v")
        done = PlanPublished(plan_version=1, address="a.gov", published_on=date(2024, 2, 1))
        assert waiting(*events, done, fiscal_year=later, on=then) == []

    def test_a_closed_year_waits_for_no_plan(self) -> None:
        assert waiting(SENT, closed("0.00")) == []


class TestPlanNotSent:
    HELD = frozenset({CoverageKind.PLANS})

    def test_it_is_waited_for_where_plans_are_held_here(self) -> None:
        (one,) = waiting(DESIGNATED, covered=self.HELD)
        assert (one.what, one.due, one.due_by) == ("Send the improvement plan", None, "")

    def test_or_where_somebody_set_a_day(self) -> None:
        (one,) = waiting(DESIGNATED, settings=[DUE])
        assert (one.due, one.due_by) == (
            AUGUST_15,
            "set by Bureau of Grants (Memo 1), configuration",
        )
        assert one.of_year

    def test_past_its_day_it_is_overdue_only_where_plans_are_held_here(self) -> None:
        after = date(2022, 8, 16)
        (one,) = waiting(DESIGNATED, settings=[DUE])
        assert one.status(after) == "due 1 day ago, not recorded here"
        (one,) = waiting(DESIGNATED, settings=[DUE], covered=self.HELD)
        assert one.status(after) == "overdue by 1 day"

    @pytest.mark.parametrize(
        ("events", "on", "covered"),
        [
            ((DESIGNATED,), date(2023, 3, 1), set()),
            ((), date(2023, 3, 1), {CoverageKind.PLANS}),
            ((DESIGNATED,), date(2023, 7, 1), {CoverageKind.PLANS}),
        ],
        ids=["not-held-here", "not-designated", "the-year-is-over"],
    )
    def test_else_nothing_is_said(
        self, events: tuple[DistrictYearEvent, ...], on: date, covered: set[CoverageKind]
    ) -> None:
        assert waiting(*events, on=on, covered=covered) == []

    def test_one_that_came_is_not_asked_for_again(self) -> None:
        assert [one.what for one in waiting(DESIGNATED, came(), settings=[DUE])] == [
            "Check the plan of FY2023-064-1"
        ]


class TestAmendmentsAndConditions:
    APPROVED = (submitted_with(1), approved_by_line(1, _1_1="600.00", _2_4="400.00"))

    def test_an_amendment_waits_for_the_commissioner(self) -> None:
        asked = amendment_submitted(1)
        assert said(waiting(*self.APPROVED, asked)) == [
            (
                "Decide on amendment 1 of plan version 1",
                Office.COMMISSIONER,
                f"plan approve-amendment {PLACE} --amendment 1",
            )
        ]
        refused = PlanAmendmentRejected(amendment=1, reason="no")
        assert waiting(*self.APPROVED, asked, refused) == []

    def test_a_condition_waits_until_it_is_met(self) -> None:
        both = (condition("K1"), condition("K 2", before_release=False))
        events = (submitted_with(1), approved_by_line(1, both, _1_1="600.00"))
        assert [one.what for one in waiting(*events)] == [
            "Meet condition K1: name the reading coach, before more is released",
            "Meet condition K 2: name the reading coach",
        ]
        met = ConditionMet(condition="K1", evidence="contract")
        (left,) = waiting(*events, met)
        assert left.command.endswith('--condition "K 2" --evidence …')
