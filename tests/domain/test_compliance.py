"""Each check with each of its answers. § 10-262u(c), (d), (g), (h). Not here: screens."""

from collections.abc import Collection, Mapping
from datetime import date

import pytest
from spec import FY2023, HARTFORD, event_corrected, usd

from domain.compliance import CHECKS, Answer, Examined, Finding, examined
from domain.coverage import (
    CoverageKind,
    covered_kinds,
    covers,
    on_record,
    standing_statements,
)
from domain.events import (
    AlliancePortionWithheld,
    BalanceCarriedIn,
    Criterion,
    Direction,
    DistrictDesignated,
    DistrictYearEvent,
    EntitlementSet,
    EntitlementTruedUp,
    Event,
    EventCorrected,
    ExpenditureReported,
    FiscalYearClosed,
    OpeningBalanceStated,
    PassThroughRecorded,
    PlanApproved,
    PlanSubmitted,
    PortionDetermined,
    PortionTransferred,
    PublishedWithholdingRecorded,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseWithdrawn,
    ResidencyFundsSetAside,
)
from domain.fiscal_year import FiscalYear
from domain.ledger_events import CoverageStated
from domain.money import ZERO
from domain.state import fold
from domain.statute.rules import rules_in_force

JUNE_30_2023 = date(2023, 6, 30)
DESIGNATED = DistrictDesignated(round="FY2023", criterion=Criterion.RANKED, first_time=False)
ALL_KINDS = frozenset(CoverageKind)


def entitlement(amount: str, diversity: str | None = None) -> EntitlementSet:
    return EntitlementSet(
        amount=usd(amount),
        stage=None,
        reason=None,
        education_diversity=usd(diversity) if diversity else None,
        published_portion=None,
    )


def portion(amount: str, of: str, baseline: str, since: int = 2012) -> PortionDetermined:
    return PortionDetermined(
        portion=usd(amount),
        entitlement=usd(of),
        other_earmarks=ZERO,
        baseline=usd(baseline),
        baseline_fiscal_year=since,
        baseline_position=3,
    )


# 100 of entitlement less 90 of baseline leaves 10.
ENTITLED = entitlement("100.00")
BASELINE = entitlement("90.00")
TEN = portion("10.00", "100.00", "90.00")
START = (DESIGNATED, ENTITLED, TEN)
WITHHELD = AlliancePortionWithheld(amount=usd("10.00"))
FUNDED = (*START, WITHHELD, PortionTransferred(amount=usd("10.00")))
# Last year's final entitlement was 3.00 above the preliminary one.
TRUED_UP = EntitlementTruedUp(
    previous_fiscal_year=2022,
    preliminary=usd("95.00"),
    final=usd("98.00"),
    difference=usd("3.00"),
)
SET_ASIDE = ResidencyFundsSetAside(
    amount=usd("1.00"), percent=10, fy2020_funds=usd("5.00"), fy2021_funds=usd("15.00")
)
FOR_RESIDENCY = ReleaseAuthorized(
    release="RES", amount=usd("1.00"), plan_version=None, direction=None, residency=True
)
APPROVED = (
    PlanSubmitted(plan_version=1, total=usd("10.00")),
    PlanApproved(plan_version=1, approved_amount=usd("8.00")),
)


def released(amount: str, name: str = "R1", version: int = 1) -> ReleaseAuthorized:
    return ReleaseAuthorized(release=name, amount=usd(amount), plan_version=version, direction=None)


def directed(amount: str, cap: str, name: str = "D1") -> ReleaseAuthorized:
    direction = Direction(document="letter", cap=usd(cap))
    return ReleaseAuthorized(
        release=name, amount=usd(amount), plan_version=None, direction=direction
    )


def paid(amount: str) -> tuple[DistrictYearEvent, ...]:
    return (
        released(amount),
        ReleaseIssued(release="R1", amount=usd(amount)),
        ReleaseConfirmed(release="R1", amount=usd(amount), paid_on=date(2022, 10, 1)),
    )


def reported(spent: str) -> ExpenditureReported:
    return ExpenditureReported(
        spent=usd(spent), from_grant=ZERO, from_own_money=usd(spent), above_available=ZERO
    )


def closed(
    carry_out: str, *, at_town: str = "0.00", not_withheld: str = "0.00"
) -> FiscalYearClosed:
    return FiscalYearClosed(
        carry_out=usd(carry_out),
        at_comptroller=ZERO,
        at_commissioner=ZERO,
        at_town=usd(at_town),
        at_board=ZERO,
        not_withheld=usd(not_withheld),
        advanced_by_board=ZERO,
        rests_on_statement=False,
        next_fiscal_year=2024,
    )


def opening(*, spent: str = "0.00", authorized: str = "0.00") -> OpeningBalanceStated:
    return OpeningBalanceStated(
        held_by_comptroller=ZERO,
        held_by_commissioner=ZERO,
        in_payment=ZERO,
        held_by_town=ZERO,
        held_by_board=ZERO,
        carry_in=usd(spent),
        withheld=ZERO,
        spent=usd(spent),
        transferred=ZERO,
        authorized=usd(authorized),
        released=ZERO,
        passed_through=ZERO,
        finding_open=ZERO,
        repay_due=ZERO,
        reduction_due=ZERO,
        document="statement",
        signers=("Ana",),
    )


def taken_back(version: int, event: str, **reversed_: str) -> EventCorrected:
    return event_corrected(
        corrects_position=version,
        corrects_version=version,
        corrected_event=event,
        reversed={name: usd(amount) for name, amount in reversed_.items()},
        replacement={},
        reason="typed twice",
    )


def answers(
    *events: DistrictYearEvent,
    covered: Collection[CoverageKind] = (),
    on: date = date(2023, 7, 1),
    baseline: EntitlementSet | None = BASELINE,
    fiscal_year: FiscalYear = FY2023,
    approved_on: Mapping[int, date] | None = None,
    authorized_on: Mapping[str, date] | None = None,
    designation: DistrictDesignated = DESIGNATED,
) -> dict[str, Finding]:
    """Every finding by the name of its check; on July 1, 2023 the year is over."""
    case = Examined(
        district=HARTFORD,
        fiscal_year=fiscal_year,
        designation=designation,
        on=on,
        state=fold(events),
        baseline=baseline,
        rules=rules_in_force(fiscal_year, fiscal_year.last_day),
        covered=frozenset(covered),
        approved_on=approved_on or {1: date(2022, 9, 1)},
        authorized_on=authorized_on or {"R1": date(2022, 9, 2), "R2": date(2022, 9, 2)},
    )
    return {finding.check: finding for finding in examined(case)}


def test_every_check_answers_once_and_names_a_clause_of_the_section() -> None:
    found = answers(DESIGNATED)
    assert list(found) == [check.name for check in CHECKS]
    assert all("§ 10-262u(" in str(finding.citation) for finding in found.values())


def test_a_district_year_with_nothing_but_its_designation_has_no_breach() -> None:
    assert {finding.answer for finding in answers(DESIGNATED).values()} == {Answer.NOT_RECORDED}


def test_what_is_covered_and_absent_waits_without_a_date() -> None:
    found = answers(DESIGNATED, covered=ALL_KINDS)
    assert {name: finding.answer for name, finding in found.items()} == {
        "portion_determined_by_law": Answer.NO_DATE,
        "withheld_equals_portion": Answer.NO_DATE,
        "plan_approved_before_release": Answer.MET,  # nothing was released
        "released_within_approval": Answer.MET,
        "passed_through_in_full": Answer.MET,
        "report_received": Answer.NO_DATE,
        "spending_within_available": Answer.NO_DATE,
        "year_closed_on_report": Answer.NO_DATE,
    }


class TestPortionDeterminedByLaw:
    def test_met_shows_the_operands_and_the_clause_of_the_round(self) -> None:
        finding = answers(*START)["portion_determined_by_law"]
        assert finding.answer is Answer.MET
        assert "10.00 = entitlement 100.00 − earmarks 0.00 − FY2012 90.00" in finding.message
        assert finding.citation.provision == "C.G.S. § 10-262u(c)(1)(A)"

    def test_a_baseline_changed_since_is_not_met_with_both_numbers(self) -> None:
        finding = answers(*START, baseline=entitlement("91.00"))["portion_determined_by_law"]
        assert finding.answer is Answer.NOT_MET
        assert "FY2012 baseline 90.00 is now 91.00" in finding.message

    def test_a_baseline_taken_back_since_is_not_met(self) -> None:
        finding = answers(*START, baseline=None)["portion_determined_by_law"]
        assert "FY2012 baseline 90.00 is now no longer on record" in finding.message

    def test_an_entitlement_changed_since_is_not_met(self) -> None:
        finding = answers(*START, entitlement("120.00"))["portion_determined_by_law"]
        assert finding.answer is Answer.NOT_MET
        assert "entitlement 100.00 is now 120.00" in finding.message

    def test_a_portion_measured_from_another_year_than_the_law_says_is_not_met(self) -> None:
        new = DistrictDesignated(round="FY2023", criterion=Criterion.RANKED, first_time=True)
        finding = answers(*START, designation=new)["portion_determined_by_law"]
        assert finding.answer is Answer.NOT_MET
        assert "the law measures from FY2022" in finding.message

    def test_an_earmark_published_and_not_taken_out_is_not_met(self) -> None:
        # FY2024: 100 less 4 of education diversity less 90 leaves 6, and 10 was determined.
        events = (DESIGNATED, entitlement("100.00", "4.00"), TEN)
        finding = answers(*events, fiscal_year=FiscalYear(2024))["portion_determined_by_law"]
        assert finding.answer is Answer.NOT_MET
        assert "less earmarks 4.00" in finding.message

    def test_an_earmark_year_without_a_published_earmark_takes_nothing_out(self) -> None:
        finding = answers(*START, fiscal_year=FiscalYear(2024))["portion_determined_by_law"]
        assert finding.answer is Answer.MET

    def test_a_true_up_belongs_to_the_funds_received(self) -> None:
        # 100.00 + 3.00 of last year − 90.00 = 13.00
        with_it = PortionDetermined(
            portion=usd("13.00"),
            entitlement=usd("100.00"),
            other_earmarks=ZERO,
            baseline=usd("90.00"),
            baseline_fiscal_year=2012,
            baseline_position=3,
            true_up=usd("3.00"),
        )
        found = answers(DESIGNATED, ENTITLED, TRUED_UP, with_it)["portion_determined_by_law"]
        assert found.answer is Answer.MET
        assert "13.00 = entitlement 100.00 + true-up 3.00 − earmarks 0.00" in found.message

    def test_a_true_up_recorded_since_is_not_met(self) -> None:
        found = answers(*START, TRUED_UP)["portion_determined_by_law"]
        assert found.answer is Answer.NOT_MET
        assert "true-up 0.00 is now 3.00" in found.message


class TestWithheldEqualsPortion:
    def test_met(self) -> None:
        assert answers(*START, WITHHELD)["withheld_equals_portion"].answer is Answer.MET

    def test_published_above_the_portion_is_not_met_even_while_the_year_runs(self) -> None:
        published = PublishedWithholdingRecorded(amount=usd("12.00"), source="S01")
        found = answers(*START, published, on=date(2022, 12, 1))["withheld_equals_portion"]
        assert found.answer is Answer.NOT_MET
        assert "12.00 is 2.00 more than the portion 10.00" in found.message

    def test_published_below_the_portion_is_not_met_after_june_30(self) -> None:
        published = PublishedWithholdingRecorded(amount=usd("9.00"), source="S01")
        found = answers(*START, published)["withheld_equals_portion"]
        assert found.answer is Answer.NOT_MET
        assert "9.00 is 1.00 less than the portion 10.00" in found.message

    def test_below_the_portion_on_june_30_no_date_has_passed(self) -> None:
        some = AlliancePortionWithheld(amount=usd("9.00"))
        found = answers(*START, some, on=JUNE_30_2023)["withheld_equals_portion"]
        assert found.answer is Answer.NO_DATE

    def test_nothing_withheld_is_not_recorded_here_unless_withholdings_are_covered(self) -> None:
        assert answers(*START)["withheld_equals_portion"].answer is Answer.NOT_RECORDED
        kinds = {CoverageKind.WITHHOLDINGS}
        covered = answers(*START, covered=kinds)["withheld_equals_portion"]
        assert covered.answer is Answer.NOT_MET

    def test_a_portion_of_zero_is_met_without_a_withholding(self) -> None:
        flat = (DESIGNATED, entitlement("90.00"), portion("0.00", "90.00", "90.00"))
        assert answers(*flat)["withheld_equals_portion"].answer is Answer.MET


class TestPlanApprovedBeforeRelease:
    def test_met_names_the_releases(self) -> None:
        found = answers(*FUNDED, *APPROVED, released("5.00"))["plan_approved_before_release"]
        assert (found.answer, "R1" in found.message) == (Answer.MET, True)

    def test_a_written_direction_is_shown_as_an_exception_and_not_met(self) -> None:
        found = answers(*FUNDED, directed("5.00", "6.00"))["plan_approved_before_release"]
        assert found.answer is Answer.NOT_MET
        assert found.message.startswith("EXCEPTION: release D1 of 5.00 rests on written direction")

    def test_an_approval_taken_back_after_the_release_is_not_met(self) -> None:
        # Version 7 of the district-year is the approval.
        events = (*FUNDED, *APPROVED, released("5.00"), taken_back(7, "PlanApproved"))
        found = answers(*events)["plan_approved_before_release"]
        assert found.answer is Answer.NOT_MET
        assert "plan version 1, whose approval does not stand" in found.message

    def test_an_approval_dated_after_the_release_is_not_met_with_both_days(self) -> None:
        found = answers(
            *FUNDED,
            *APPROVED,
            released("5.00"),
            approved_on={1: date(2022, 9, 9)},
            authorized_on={"R1": date(2022, 8, 1)},
        )["plan_approved_before_release"]
        assert found.answer is Answer.NOT_MET
        assert "is of 2022-08-01, and plan version 1 was approved on 2022-09-09" in found.message

    def test_a_release_that_names_no_plan_is_not_met(self) -> None:
        nameless = ReleaseAuthorized(
            release="R1", amount=usd("1.00"), plan_version=None, direction=None
        )
        found = answers(*FUNDED, nameless)["plan_approved_before_release"]
        assert found.answer is Answer.NOT_MET

    def test_what_is_released_for_residency_rests_on_no_plan(self) -> None:
        events = (*FUNDED, SET_ASIDE, FOR_RESIDENCY)
        found = answers(*events, covered=ALL_KINDS)
        assert found["plan_approved_before_release"].message == "Nothing was released."
        assert found["released_within_approval"].message == "Nothing was released."
        beside = answers(*FUNDED, *APPROVED, released("8.00"), SET_ASIDE, FOR_RESIDENCY)
        assert beside["released_within_approval"].message == "Authorized: 8.00 of 8.00 approved."

    def test_releases_from_before_an_opening_statement_are_not_recorded_here(self) -> None:
        found = answers(DESIGNATED, opening(authorized="3.00"), covered=ALL_KINDS)
        assert found["plan_approved_before_release"].answer is Answer.NOT_RECORDED
        assert "3.00 was authorized" in found["released_within_approval"].message


class TestReleasedWithinApproval:
    def test_met_shows_both_amounts(self) -> None:
        found = answers(*FUNDED, *APPROVED, released("8.00"))["released_within_approval"]
        assert (found.answer, found.message) == (
            Answer.MET,
            "Authorized: 8.00 of 8.00 approved.",
        )

    def test_above_the_approval_is_not_met(self) -> None:
        events = (*FUNDED, *APPROVED, released("8.00"), released("0.01", "R2"))
        found = answers(*events)["released_within_approval"]
        assert found.answer is Answer.NOT_MET
        assert "8.01 is 0.01 above the 8.00 approved" in found.message

    def test_a_withdrawn_release_is_not_counted(self) -> None:
        withdrawn = ReleaseWithdrawn(release="R1", amount=usd("5.00"), reason="typed twice")
        events = (*FUNDED, *APPROVED, released("5.00"), withdrawn, released("8.00", "R2"))
        found = answers(*events)
        assert found["released_within_approval"].message == "Authorized: 8.00 of 8.00 approved."
        assert "R1" not in found["plan_approved_before_release"].message

    def test_what_was_not_paid_of_a_release_is_not_counted(self) -> None:
        short = ReleaseConfirmed(
            release="R1", amount=usd("6.00"), paid_on=date(2022, 10, 1), short=usd("2.00")
        )
        issued = ReleaseIssued(release="R1", amount=usd("8.00"))
        events = (*FUNDED, *APPROVED, released("8.00"), issued, short, released("2.00", "R2"))
        # 8.00 − 2.00 short + 2.00 = 8.00
        found = answers(*events)["released_within_approval"]
        assert found.message == "Authorized: 8.00 of 8.00 approved."

    def test_within_the_cap_of_a_direction_is_met_and_above_it_is_not(self) -> None:
        within = (*FUNDED, directed("3.00", "6.00"), directed("3.00", "6.00", "D2"))
        found = answers(*within)["released_within_approval"]
        assert found.message == "Authorized: 6.00 of 6.00 under direction letter."
        above = answers(*within, directed("1.00", "6.00", "D3"))["released_within_approval"]
        assert above.answer is Answer.NOT_MET
        assert "7.00 is 1.00 above the cap of direction letter" in above.message


class TestPassedThroughInFull:
    def test_met_when_nothing_stands_with_the_town(self) -> None:
        passed = PassThroughRecorded(amount=usd("5.00"), reimbursed=ZERO)
        found = answers(*FUNDED, *APPROVED, *paid("5.00"), passed)["passed_through_in_full"]
        assert found.answer is Answer.MET
        assert "5.00 was passed through" in found.message

    def test_money_with_the_town_has_no_date_where_pass_throughs_are_covered(self) -> None:
        kinds = {CoverageKind.PASS_THROUGHS}
        found = answers(*FUNDED, *APPROVED, *paid("5.00"), covered=kinds)["passed_through_in_full"]
        assert found.answer is Answer.NO_DATE
        assert found.message.startswith("5.00 of what was paid stands with the town")

    def test_money_with_the_town_is_not_recorded_here_where_they_are_not(self) -> None:
        found = answers(*FUNDED, *APPROVED, *paid("5.00"))["passed_through_in_full"]
        assert found.answer is Answer.NOT_RECORDED

    def test_what_was_paid_in_error_is_not_the_board_s(self) -> None:
        # 5.00 authorized, 6.00 paid, 5.00 passed through: 1.00 is to come back to the State.
        over = ReleaseConfirmed(
            release="R1", amount=usd("5.00"), paid_on=date(2022, 10, 1), over=usd("1.00")
        )
        passed = PassThroughRecorded(amount=usd("5.00"), reimbursed=ZERO)
        events = (*FUNDED, *APPROVED, *paid("5.00")[:2], over, passed)
        assert answers(*events)["passed_through_in_full"].answer is Answer.MET

    def test_money_that_stood_with_the_town_at_the_close_is_still_open(self) -> None:
        found = answers(DESIGNATED, closed("4.00", at_town="4.00"), covered=ALL_KINDS)
        # The closing took 4.00 from the town's account, which began at nothing here: −4 + 4 = 0.
        assert found["passed_through_in_full"].answer is Answer.MET
        carried = BalanceCarriedIn(
            carry_in=usd("4.00"),
            at_comptroller=ZERO,
            at_commissioner=ZERO,
            at_town=usd("4.00"),
            at_board=ZERO,
            not_withheld=ZERO,
            advanced_by_board=ZERO,
            rests_on_statement=False,
            previous_fiscal_year=2022,
        )
        still = answers(DESIGNATED, carried, closed("4.00", at_town="4.00"), covered=ALL_KINDS)
        assert still["passed_through_in_full"].answer is Answer.NO_DATE


class TestReportAndSpending:
    def test_a_report_within_what_is_available_is_met_twice(self) -> None:
        found = answers(*FUNDED, reported("10.00"))
        assert found["report_received"].answer is Answer.MET
        assert found["spending_within_available"].message == "Reported 10.00 of 10.00 available."

    def test_a_cent_above_what_is_available_is_not_met(self) -> None:
        found = answers(*FUNDED, reported("10.01"))["spending_within_available"]
        assert found.answer is Answer.NOT_MET
        assert "10.01 is 0.01 above the 10.00 available" in found.message

    def test_spending_is_not_judged_while_what_is_available_is_unknown(self) -> None:
        found = answers(DESIGNATED, reported("1.00"))["spending_within_available"]
        assert found.answer is Answer.NOT_RECORDED
        assert "what was available is not known here" in found.message

    def test_spending_stated_in_an_opening_balance_is_compared_but_is_no_report(self) -> None:
        found = answers(DESIGNATED, opening(spent="3.00"))
        assert found["report_received"].answer is Answer.NOT_RECORDED
        assert found["spending_within_available"].answer is Answer.MET


class TestYearClosedOnReport:
    def test_met_says_where_the_balance_went(self) -> None:
        found = answers(*FUNDED, reported("4.00"), closed("6.00"))["year_closed_on_report"]
        assert (found.answer, found.message) == (Answer.MET, "Closed; 6.00 went to FY2024.")

    def test_a_balance_never_recorded_as_withheld_is_said(self) -> None:
        events = (*START, reported("4.00"), closed("6.00", not_withheld="6.00"))
        found = answers(*events)["year_closed_on_report"]
        assert found.message.endswith("of which 6.00 was never recorded as withheld.")

    def test_closed_without_a_report_is_not_met(self) -> None:
        assert answers(*START, closed("10.00"))["year_closed_on_report"].answer is Answer.NOT_MET

    @pytest.mark.parametrize(
        ("on", "answer"),
        [(JUNE_30_2023, Answer.NO_DATE), (date(2023, 7, 1), Answer.NOT_RECORDED)],
        ids=["june-30", "july-1"],
    )
    def test_a_year_that_runs_has_no_date_and_one_that_is_over_asks_for_coverage(
        self, on: date, answer: Answer
    ) -> None:
        assert answers(*START, on=on)["year_closed_on_report"].answer is answer


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
        events = (*FUNDED, *APPROVED, *paid("5.00"), passed, reported("1.00"), closed("9.00"))
        assert all(on_record(kind, fold(events)) for kind in CoverageKind)
        assert not any(on_record(kind, fold([])) for kind in CoverageKind)

    def test_a_withholding_in_an_opening_statement_is_no_record_of_it(self) -> None:
        assert not on_record(CoverageKind.WITHHOLDINGS, fold([opening(spent="3.00")]))
