"""What waits at the end of a year, and the days of a year that are the same for all.

C.G.S. § 10-262u(g), (h), § 10-227, § 4-232, § 10-262i(e). All synthetic. Not here: screens.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest
from duties import DESIGNATED, FUNDED, closed, reported
from on_desk import PLACE, said, waiting
from spec import FY2023, usd

from domain.agenda_year import days_of_year
from domain.authority import Office
from domain.coverage import CoverageKind
from domain.events import (
    Channel,
    DistrictYearEvent,
    SubmissionAccepted,
    SubmissionKind,
    SubmissionReceived,
    SubmissionReturned,
)
from domain.report_events import InterimSpendingReported, ReportCertified
from domain.setting_events import (
    DeadlineSet,
    Duty,
    PlanDueDateSet,
    ReleaseBasis,
    ReleaseScheduleSet,
    ScheduledInstallment,
)
from domain.settings import settings_of
from domain.side_events import (
    AnnualReturnFiled,
    BudgetShortfallDetermined,
    EducationBudgetAdopted,
    ForfeitureApplied,
    ForfeitureWaived,
    SingleAuditRecorded,
)
from domain.side_kinds import AuditStage, ReturnStage
from domain.state import fold

JULY_1 = date(2023, 7, 1)
REGISTER = "FY2023-064-9"
REPORTS = frozenset({CoverageKind.EXPENDITURE_REPORTS})
RETURNS = frozenset({CoverageKind.ANNUAL_RETURNS})
AUDITS = frozenset({CoverageKind.SINGLE_AUDITS})


def deadline(duty: Duty, on: date) -> DeadlineSet:
    return DeadlineSet(
        fiscal_year=2023, duty=duty, due_on=on, set_by="Bureau of Grants", document="Memo 7"
    )


def came(on: date) -> SubmissionReceived:
    return SubmissionReceived(
        register=REGISTER,
        kind=SubmissionKind.REPORT,
        file="report.xlsx",
        sha256="cd" * 32,
        size_bytes=1,
        sender="Hartford",
        channel=Channel.EMAIL,
        received_on=on,
        entered_for="the board",
    )


class TestReport:
    DUE = deadline(Duty.ANNUAL_REPORT, date(2023, 9, 1))

    @pytest.mark.parametrize(
        ("events", "on", "covered", "waits"),
        [
            ((DESIGNATED,), JULY_1, REPORTS, True),
            ((DESIGNATED,), date(2023, 6, 30), REPORTS, False),
            ((DESIGNATED,), JULY_1, frozenset(), False),
            ((), JULY_1, REPORTS, False),
        ],
        ids=["over", "june-30", "not-held-here", "not-designated"],
    )
    def test_a_report_is_waited_for_once_the_year_is_over_where_reports_are_held(
        self,
        events: tuple[DistrictYearEvent, ...],
        on: date,
        covered: Collection[CoverageKind],
        waits: bool,  # noqa: FBT001
    ) -> None:
        items = waiting(*events, on=on, covered=covered)
        assert [one.what for one in items] == ["Send the expenditure report"] * waits

    def test_a_day_that_was_set_is_shown_before_and_after(self) -> None:
        (one,) = waiting(DESIGNATED, settings=[self.DUE])
        assert said([one]) == [
            (
                "Send the expenditure report",
                Office.BOARD_OF_EDUCATION,
                f"report package {PLACE} --out FOLDER",
            )
        ]
        assert one.status(date(2023, 9, 1)) == "due today"

    @pytest.mark.parametrize(
        ("covered", "status", "urgency"),
        [
            (REPORTS, "overdue by 1 day", 0),
            (frozenset(), "due 1 day ago, not recorded here", 4),
        ],
    )
    def test_past_its_day_it_is_overdue_only_where_reports_are_held(
        self, covered: Collection[CoverageKind], status: str, urgency: int
    ) -> None:
        after = date(2023, 9, 2)
        (one,) = waiting(DESIGNATED, on=after, settings=[self.DUE], covered=covered)
        assert (one.status(after), one.urgency(after)) == (status, urgency)

    @pytest.mark.parametrize(
        ("came_on", "waits"), [(date(2023, 8, 1), False), (date(2023, 6, 30), True)]
    )
    def test_one_that_came_after_the_year_is_not_asked_for_again(
        self,
        came_on: date,
        waits: bool,  # noqa: FBT001
    ) -> None:
        items = waiting(DESIGNATED, came(came_on), settings=[self.DUE])
        assert ("Send the expenditure report" in [one.what for one in items]) is waits

    def test_one_that_was_sent_back_is(self) -> None:
        back = SubmissionReturned(register=REGISTER, reason="sums", due_on=None)
        items = waiting(DESIGNATED, came(date(2023, 8, 1)), back, settings=[self.DUE])
        assert [one.what for one in items] == [
            "Send FY2023-064-9 again, mended",
            "Send the expenditure report",
        ]

    def test_an_estimate_is_waited_for_while_the_year_runs(self) -> None:
        due = deadline(Duty.INTERIM_REPORT, date(2023, 4, 30))
        (one,) = waiting(DESIGNATED, settings=[due])
        assert (one.what, one.due) == ("Send the interim report", date(2023, 4, 30))
        assert one.status(date(2023, 5, 2)) == "due 2 days ago, not recorded here"
        held = {CoverageKind.INTERIM_REPORTS}
        (one,) = waiting(DESIGNATED, settings=[due], covered=held)
        assert one.status(date(2023, 5, 2)) == "overdue by 2 days"
        estimate = InterimSpendingReported(
            as_of=date(2023, 3, 31),
            spent=usd("1.00"),
            unspent_at_year_end=None,
            lines=(),
            register=None,
        )
        assert waiting(DESIGNATED, estimate, settings=[due]) == []
        assert waiting(DESIGNATED, settings=[due], on=JULY_1) == []


class TestCertificationAndClose:
    SENT = replace(reported("4.00"), register=REGISTER)
    CERTIFIED = ReportCertified(report=1, certified_by="M. Diaz", certified_on=JULY_1)

    def test_a_report_waits_for_its_certification(self) -> None:
        accepted = SubmissionAccepted(register=REGISTER, because=None)
        events = (*FUNDED, came(JULY_1), accepted, self.SENT)
        assert said(waiting(*events, on=JULY_1)) == [
            (
                "Certify report 1",
                Office.BOARD_OF_EDUCATION,
                f"report certify {PLACE} --certified-by … --certified-on …",
            )
        ]

    def test_a_certified_report_lets_the_year_be_closed_once_it_is_over(self) -> None:
        events = (*FUNDED, self.SENT, self.CERTIFIED)
        assert said(waiting(*events, on=JULY_1)) == [
            ("Close FY2023 on report 1", Office.DEPARTMENT, f"year close {PLACE}")
        ]
        assert waiting(*events, on=date(2023, 6, 30)) == []
        assert waiting(*events, closed("6.00"), on=JULY_1) == []


class TestReturnsAndAudit:
    FILED = AnnualReturnFiled(stage=ReturnStage.FILED, filed_on=date(2023, 9, 1))
    CERTIFIED = AnnualReturnFiled(stage=ReturnStage.CERTIFIED, filed_on=date(2023, 12, 1))
    AUDIT = SingleAuditRecorded(
        stage=AuditStage.FILED,
        on=date(2023, 12, 1),
        spent=usd("400000.00"),
        threshold=usd("300000.00"),
        required=True,
        until=None,
        reference="report",
    )
    EXTENDED = replace(
        AUDIT, stage=AuditStage.EXTENDED, spent=None, required=None, until=date(2024, 1, 30)
    )

    def test_each_stage_of_the_return_waits_for_the_one_before(self) -> None:
        def left(*events: DistrictYearEvent) -> list[tuple[str, date | None]]:
            items = waiting(DESIGNATED, *events, on=JULY_1, covered=RETURNS)
            return [(one.what, one.due) for one in items]

        assert left() == [("Annual return, to be filed", date(2023, 9, 1))]
        assert left(self.FILED) == [("Annual return, to be certified", date(2023, 12, 31))]
        assert left(self.FILED, self.CERTIFIED) == []

    def test_an_audit_waits_by_the_day_of_the_statute_or_of_its_extension(self) -> None:
        (one,) = waiting(DESIGNATED, on=JULY_1, covered=AUDITS)
        assert (one.what, one.due, one.due_by, one.of_year) == (
            "Single audit, or that none is needed",
            date(2023, 12, 31),
            "statute as read in 2024, UNVERIFIED",
            True,
        )
        (later,) = waiting(DESIGNATED, self.EXTENDED, on=JULY_1)
        assert (later.due, later.due_by, later.of_year) == (
            date(2024, 1, 30),
            "the extension on record",
            False,
        )
        assert waiting(DESIGNATED, self.EXTENDED, self.AUDIT, on=JULY_1) == []

    @pytest.mark.parametrize(
        ("events", "on"),
        [((DESIGNATED,), date(2023, 6, 30)), ((), JULY_1)],
        ids=["june-30", "not-designated"],
    )
    def test_neither_is_waited_for_before_the_year_is_over_or_without_a_designation(
        self, events: tuple[DistrictYearEvent, ...], on: date
    ) -> None:
        assert waiting(*events, on=on, covered=RETURNS | AUDITS) == []

    def test_nor_where_this_ledger_does_not_hold_them(self) -> None:
        assert waiting(DESIGNATED, on=JULY_1) == []


class TestBudget:
    # Last year 100.00 and 10.00 more aid: 110.00 is the minimum.
    SHORT = EducationBudgetAdopted(
        amount=usd("105.00"),
        prior_year=usd("100.00"),
        aid_increase=usd("10.00"),
        adopted_on=date(2022, 5, 1),
        document="minutes",
    )
    DETERMINED = BudgetShortfallDetermined(
        minimum=usd("110.00"),
        adopted=usd("105.00"),
        shortfall=usd("5.00"),
        forfeiture=usd("10.00"),
        forfeiture_fiscal_year=2025,
    )

    def test_a_shortfall_waits_to_be_determined(self) -> None:
        assert said(waiting(self.SHORT)) == [
            ("Determine the budget shortfall, 5.00", Office.DEPARTMENT, f"budget shortfall {PLACE}")
        ]
        assert waiting(replace(self.SHORT, amount=usd("110.00"))) == []
        assert waiting(self.SHORT, self.DETERMINED) == []

    def test_two_years_later_its_forfeiture_waits_to_be_applied(self) -> None:
        earlier = fold([self.SHORT, self.DETERMINED])
        (one,) = waiting(two_years_before=earlier)
        assert (one.what, one.office, one.due) == (
            "Apply the forfeiture of 10.00",
            Office.STATE_BOARD,
            date(2023, 6, 30),
        )
        applied = ForfeitureApplied(failure_fiscal_year=2021, amount=usd("10.00"))
        assert waiting(applied, two_years_before=earlier) == []
        waived = ForfeitureWaived(amount=usd("10.00"), reason="a flood", agreement=None)
        given_up = fold([self.SHORT, self.DETERMINED, waived])
        assert waiting(two_years_before=given_up) == []


class TestDaysOfYear:
    def test_the_statute_has_three_days_and_each_is_unverified(self) -> None:
        found = list(days_of_year(FY2023, settings_of([])))
        assert [(one.what, one.due) for one in found] == [
            ("Annual returns filed", date(2023, 9, 1)),
            ("Annual returns certified", date(2023, 12, 31)),
            ("Single audits filed, where one is needed", date(2023, 12, 31)),
        ]
        assert {one.due_by for one in found} == {"statute as read in 2024, UNVERIFIED"}

    def test_what_was_set_stands_with_who_set_it(self) -> None:
        plans = PlanDueDateSet(
            fiscal_year=2023, due_on=date(2022, 8, 15), set_by="Bureau", document="Memo 1"
        )
        schedule = ReleaseScheduleSet(
            fiscal_year=2023,
            basis=ReleaseBasis.INSTALLMENTS,
            installments=(
                ScheduledInstallment(
                    name="october", label="OCT", cumulative_percent=25, due_on=date(2022, 10, 1)
                ),
                ScheduledInstallment(name="rest", label="REST", cumulative_percent=100),
            ),
            set_by="Commissioner",
            document="Memo 2",
        )
        every_duty = [deadline(duty, date(2023, 9, 5)) for duty in Duty]
        found = list(days_of_year(FY2023, settings_of([plans, schedule, *every_duty])))
        assert [(one.what, one.due) for one in found[:-3]] == [
            ("Improvement plans", date(2022, 8, 15)),
            ("Expenditure reports", date(2023, 9, 5)),
            ("Interim reports", date(2023, 9, 5)),
            ("Progress reports", date(2023, 9, 5)),
            ("Last day for payments to towns", date(2023, 9, 5)),
            ("Towns pass the money on", date(2023, 9, 5)),
            ("Single audit reports, as asked for", date(2023, 9, 5)),
            ("Releases of october, up to 25 % of each plan", date(2022, 10, 1)),
        ]
        assert {one.due_by for one in found[:-3]} == {
            "set by Bureau (Memo 1), configuration",
            "set by Bureau of Grants (Memo 7), configuration",
            "set by Commissioner (Memo 2), configuration",
        }
        assert all(one.of_year and one.district is None for one in found)
