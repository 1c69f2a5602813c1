"""What this ledger holds: statements about kinds of record, and records of each kind.

Not here: what an absent record means for a duty (`test_compliance*.py`). C.G.S. § 11-8b.
"""

from datetime import date

import pytest
from duties import APPROVED, DESIGNATED, FUNDED, closed, opening, paid, reported
from spec import FY2023, usd

from domain.claim_events import InquiryOpened
from domain.coverage import (
    CoverageKind,
    covered_kinds,
    covers,
    on_record,
    standing_statements,
)
from domain.events import (
    Channel,
    Event,
    PassThroughRecorded,
    PassThroughShortfallNoted,
    SubmissionKind,
    SubmissionReceived,
)
from domain.fiscal_year import FiscalYear
from domain.ledger_events import CoverageStated
from domain.money import ZERO
from domain.report_events import InterimSpendingReported
from domain.side_events import AnnualReturnFiled, EducationBudgetAdopted, SingleAuditRecorded
from domain.side_kinds import AuditStage, ReturnStage
from domain.state import fold

BESIDE = (
    InterimSpendingReported(
        as_of=date(2023, 3, 31),
        spent=usd("1.00"),
        unspent_at_year_end=None,
        lines=(),
        register=None,
    ),
    reported("1.00"),
    EducationBudgetAdopted(
        amount=usd("10.00"),
        prior_year=usd("10.00"),
        aid_increase=ZERO,
        adopted_on=date(2022, 5, 1),
        document="minutes",
    ),
    AnnualReturnFiled(stage=ReturnStage.FILED, filed_on=date(2023, 9, 1)),
    SingleAuditRecorded(
        stage=AuditStage.EXEMPT,
        on=date(2023, 9, 1),
        spent=usd("1.00"),
        threshold=usd("300000.00"),
        required=False,
        until=None,
        reference="notice",
    ),
)


class TestCoverage:
    PLANS = CoverageStated(
        kind="plans", first_fiscal_year=2023, last_fiscal_year=2024, note="from the binder"
    )
    NO_PLANS = CoverageStated(
        kind="plans", first_fiscal_year=None, last_fiscal_year=None, note="none were found"
    )
    RELEASES = CoverageStated(
        kind="releases", first_fiscal_year=2023, last_fiscal_year=2023, note="all"
    )

    @pytest.mark.parametrize(
        ("year", "held"), [(2022, False), (2023, True), (2024, True), (2025, False)]
    )
    def test_both_ends_of_a_statement_are_inside(self, year: int, held: bool) -> None:  # noqa: FBT001
        own: list[Event] = [DESIGNATED, self.RELEASES, self.PLANS]
        assert covers(own, CoverageKind.PLANS, FiscalYear(year)) is held

    def test_a_statement_of_none_takes_back_what_was_stated_before_it(self) -> None:
        own = [self.PLANS, self.NO_PLANS]
        assert not covers(own, CoverageKind.PLANS, FY2023)
        assert standing_statements(own, CoverageKind.PLANS) == (self.NO_PLANS,)

    def test_a_statement_after_one_of_none_stands_alone(self) -> None:
        own = [self.PLANS, self.NO_PLANS, self.PLANS]
        assert covers(own, CoverageKind.PLANS, FY2023)
        assert standing_statements(own, CoverageKind.PLANS) == (self.PLANS,)

    def test_a_record_in_the_district_year_counts_as_well_as_a_statement(self) -> None:
        state = fold([DESIGNATED, reported("1.00")])
        assert covered_kinds([self.PLANS], FY2023, state) == {
            CoverageKind.PLANS,
            CoverageKind.DESIGNATIONS,
            CoverageKind.EXPENDITURE_REPORTS,
        }

    def test_every_kind_is_found_on_record_where_it_is(self) -> None:
        passed = PassThroughRecorded(amount=usd("5.00"), reimbursed=ZERO)
        asked = InquiryOpened(inquiry="Q1", lines=(), question="What for?", answer_by=None)
        events = (*FUNDED, *APPROVED, *paid("5.00"), passed, *BESIDE, asked, closed("9.00"))
        assert all(on_record(kind, fold(events)) for kind in CoverageKind)
        assert not any(on_record(kind, fold([])) for kind in CoverageKind)

    def test_a_plan_that_came_in_is_a_record_of_plans_and_a_letter_is_not(self) -> None:
        def received(kind: SubmissionKind) -> SubmissionReceived:
            return SubmissionReceived(
                register="FY2023-64-1",
                kind=kind,
                file="sent.xlsx",
                sha256="ab" * 32,
                size_bytes=1,
                sender="Hartford",
                channel=Channel.EMAIL,
                received_on=date(2022, 8, 1),
                entered_for="the board",
            )

        assert on_record(CoverageKind.PLANS, fold([received(SubmissionKind.PLAN)]))
        assert not on_record(CoverageKind.PLANS, fold([received(SubmissionKind.LETTER)]))

    def test_a_shortfall_that_was_noted_is_a_record_of_pass_throughs(self) -> None:
        noted = PassThroughShortfallNoted(amount=usd("1.00"), found_by="audit")
        assert on_record(CoverageKind.PASS_THROUGHS, fold([noted]))

    def test_a_withholding_in_an_opening_statement_is_no_record_of_it(self) -> None:
        assert not on_record(CoverageKind.WITHHOLDINGS, fold([opening(spent="3.00")]))
