"""Each check of the year's money with each of its answers, and what they have in common.

§ 10-262u(c)(1), (g), (h). Not here: plans, releases (the files beside this one), screens.
"""

from dataclasses import replace
from datetime import date

import pytest
from duties import (
    ALL_KINDS,
    BASELINE,
    DESIGNATED,
    ENTITLED,
    FUNDED,
    JUNE_30_2023,
    START,
    TEN,
    WITHHELD,
    answers,
    closed,
    entitlement,
    opening,
    portion,
    reported,
)
from spec import usd

from domain.compliance import CHECKS, Answer
from domain.coverage import (
    CoverageKind,
)
from domain.events import (
    AlliancePortionWithheld,
    Criterion,
    DistrictDesignated,
    EntitlementSet,
    EntitlementTruedUp,
    PublishedWithholdingRecorded,
    Stage,
)
from domain.fiscal_year import FiscalYear
from domain.state import fold

FY2024 = FiscalYear(2024)


def test_every_check_answers_once_and_names_a_clause_of_the_section() -> None:
    found = answers(DESIGNATED, fiscal_year=FY2024)
    assert list(found) == [check.name for check in CHECKS]
    assert str(found.pop("plan_published").citation).startswith("C.G.S. § 10-262v")
    others = {str(one.citation) for one in found.values() if "§ 10-262u(" not in str(one.citation)}
    assert {one.split(",")[0] for one in others} == {
        "C.G.S. § 10-227(a)",
        "C.G.S. § 10-262i(c)",
        "C.G.S. § 10-262i(d)",
        "C.G.S. § 10-262i(e)",
        "C.G.S. § 4-232",
    }


def test_a_check_whose_clause_is_not_in_force_is_left_out() -> None:
    assert {check.name for check in CHECKS} - set(answers(DESIGNATED)) == {"plan_published"}


def test_what_rests_on_an_unverified_earmark_says_so_with_its_clause() -> None:
    found = answers(DESIGNATED, fiscal_year=FY2024)
    assert {name: one.citation.short for name, one in found.items() if "earmark" in str(one)} == {
        "portion_determined_by_law": "§ 10-262u(c)(1)(A), earmark unverified",
        "withheld_equals_portion": "§ 10-262u(c)(1), earmark unverified",
    }


def test_what_is_configuration_or_guidance_says_so_with_its_clause() -> None:
    found = answers(DESIGNATED)
    assert {name: one.citation.note for name, one in found.items() if one.citation.note} == {
        "passed_through_by_due_date": "due date by configuration",
        "plan_submitted_by_due_date": "due date by configuration",
        "new_reforms_get_their_share": "guidance of 2012, unverified",
        "progress_reported": "due date by configuration",
        "interim_report_by_due_date": "due date by configuration",
        "report_submitted_by_due_date": "due date by configuration",
        "spending_matches_plan": "allowance by configuration",
        "inquiries_answered": "the Department's own day",
        "repayments_on_time": "days as agreed",
        "exit_balance_handled": "policy, no law says",
        "minimum_budget_met": "as read in the 2024 edition, unverified",
        "forfeiture_applied": "as read in the 2024 edition, unverified",
        "annual_return_filed": "as read in the 2024 edition, unverified",
        "annual_return_certified": "as read in the 2024 edition, unverified",
        "single_audit_filed": "as read in the 2024 edition, unverified",
    }


def test_a_district_year_with_nothing_but_its_designation_has_no_breach() -> None:
    found = answers(DESIGNATED)
    assert (
        found.pop("exit_balance_handled").message == "The term of the designation runs to FY2027."
    )
    # What asks for a day that nobody set needs no record to say so.
    assert found.pop("passed_through_by_due_date").answer is Answer.NO_DATE
    assert {one.answer for one in found.values()} == {Answer.NOT_RECORDED}


def test_what_is_covered_and_absent_waits_without_a_date() -> None:
    found = answers(DESIGNATED, covered=ALL_KINDS, fiscal_year=FY2024)
    assert {name: finding.answer for name, finding in found.items()} == {
        "portion_determined_by_law": Answer.NO_DATE,
        "withheld_equals_portion": Answer.NO_DATE,
        "plan_approved_before_release": Answer.MET,  # nothing was released
        "released_within_approval": Answer.MET,
        "steps_follow_each_other": Answer.MET,
        "conditions_met": Answer.MET,
        "passed_through_in_full": Answer.MET,
        "passed_through_by_due_date": Answer.NO_DATE,
        "nothing_paid_in_error": Answer.MET,
        "plan_submitted_by_due_date": Answer.NO_DATE,
        "new_reforms_get_their_share": Answer.NO_DATE,
        "plan_published": Answer.NO_DATE,
        "no_payment_while_withheld": Answer.MET,
        "progress_reported": Answer.NOT_RECORDED,  # no kind of record here
        "interim_report_by_due_date": Answer.NO_DATE,
        "report_received": Answer.NO_DATE,
        "report_submitted_by_due_date": Answer.NO_DATE,
        "report_certified": Answer.NO_DATE,
        "spending_within_available": Answer.NO_DATE,
        "spending_matches_plan": Answer.NO_DATE,
        "inquiries_answered": Answer.MET,  # nothing was asked, found or ordered
        "findings_decided": Answer.MET,
        "repayments_on_time": Answer.MET,
        "repaid_from_own_money": Answer.MET,
        "reductions_applied": Answer.MET,
        "year_closed_on_report": Answer.NO_DATE,
        "exit_balance_handled": Answer.MET,  # the term runs to FY2027
        "aid_does_not_supplant": Answer.MET,
        "minimum_budget_met": Answer.NO_DATE,
        "forfeiture_applied": Answer.NOT_RECORDED,  # the budget of FY2022 is not on record
        "annual_return_filed": Answer.NO_DATE,
        "annual_return_certified": Answer.NO_DATE,
        "single_audit_filed": Answer.NO_DATE,
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
        assert finding.message == (
            "Portion 10.00 was measured from FY2012; the law measures from FY2022, whose "
            "entitlement is not on record."
        )

    def test_measured_from_another_year_the_portion_of_the_law_is_named(self) -> None:
        # 100 less 95 of FY2022 leaves 5.
        new = DistrictDesignated(round="FY2023", criterion=Criterion.RANKED, first_time=True)
        found = answers(*START, designation=new, law_baseline=entitlement("95.00"))
        assert found["portion_determined_by_law"].message == (
            "Portion 10.00 was measured from FY2012. By law it is 5.00, 5.00 less: entitlement "
            "100.00 − earmarks 0.00 − FY2022 95.00, not below zero."
        )

    def test_measured_from_another_year_that_gives_the_same_no_difference_is_named(self) -> None:
        new = DistrictDesignated(round="FY2023", criterion=Criterion.RANKED, first_time=True)
        found = answers(*START, designation=new, law_baseline=BASELINE)["portion_determined_by_law"]
        assert found.answer is Answer.NOT_MET
        assert found.message == (
            "Portion 10.00 was measured from FY2012. By law it is 10.00: entitlement 100.00 − "
            "earmarks 0.00 − FY2022 90.00, not below zero."
        )

    def test_another_amount_than_the_operands_give_is_named_with_its_difference(self) -> None:
        nine = portion("9.00", "100.00", "90.00")
        found = answers(DESIGNATED, ENTITLED, nine)["portion_determined_by_law"]
        assert found.answer is Answer.NOT_MET
        assert found.message == (
            "Portion 9.00 is not what its figures give. By law it is 10.00, 1.00 more: "
            "entitlement 100.00 − earmarks 0.00 − FY2012 90.00, not below zero."
        )

    def test_an_earmark_published_and_not_taken_out_is_not_met(self) -> None:
        # FY2024: 100 less 4 of education diversity less 90 leaves 6, and 10 was determined.
        events = (DESIGNATED, entitlement("100.00", "4.00"), TEN)
        finding = answers(*events, fiscal_year=FiscalYear(2024))["portion_determined_by_law"]
        assert finding.answer is Answer.NOT_MET
        assert finding.message == (
            "Portion 10.00 was determined less earmarks 0.00. By law it is 6.00, 4.00 less: "
            "entitlement 100.00 − earmarks 4.00 − FY2012 90.00, not below zero."
        )

    def test_an_earmark_year_without_a_published_earmark_takes_nothing_out(self) -> None:
        finding = answers(*START, fiscal_year=FiscalYear(2024))["portion_determined_by_law"]
        assert finding.answer is Answer.MET

    def test_a_true_up_of_the_year_before_is_part_of_the_funds_received(self) -> None:
        # 100 + 5 trued up − 90 = 15.
        trued_up = EntitlementTruedUp(
            previous_fiscal_year=2022,
            preliminary=usd("80.00"),
            final=usd("85.00"),
            difference=usd("5.00"),
        )
        fifteen = portion("15.00", "100.00", "90.00", true_up="5.00")
        events = (*START[:2], trued_up, fifteen)
        before = fold([entitled(Stage.PRELIMINARY, "80.00"), entitled(Stage.FINAL, "85.00")])
        found = answers(*events, previous_year=before)["portion_determined_by_law"]
        assert found.answer is Answer.MET
        assert "15.00 = entitlement 100.00 + true-up 5.00 − earmarks" in found.message
        late = answers(*START, trued_up)["portion_determined_by_law"]
        assert late.answer is Answer.NOT_MET
        assert "true-up 0.00 is now 5.00" in late.message

    @pytest.mark.parametrize(
        ("final", "now"),
        [("83.00", "would now be 3.00"), (None, "has no ground on record any more")],
    )
    def test_a_true_up_whose_ground_changed_since_is_not_met(
        self, final: str | None, now: str
    ) -> None:
        # 85.00 was taken over as the final entitlement of FY2022; it was corrected since.
        trued_up = EntitlementTruedUp(
            previous_fiscal_year=2022,
            preliminary=usd("80.00"),
            final=usd("85.00"),
            difference=usd("5.00"),
        )
        before = [entitled(Stage.PRELIMINARY, "80.00")]
        if final is not None:
            before.append(entitled(Stage.FINAL, final))
        fifteen = portion("15.00", "100.00", "90.00", true_up="5.00")
        events = (*START[:2], trued_up, fifteen)
        found = answers(*events, previous_year=fold(before))["portion_determined_by_law"]
        assert found.answer is Answer.NOT_MET
        assert found.message == (
            f"Portion 15.00 rests on what changed: true-up 5.00 from FY2022 {now}."
        )

    def test_an_earlier_round_recorded_later_contradicts_a_first_time(self) -> None:
        # By (c)(1)(B) a district that was in the FY2018 round is measured from FY2012.
        found = answers(*START, earlier_rounds=frozenset({"FY2018"}))["portion_determined_by_law"]
        assert found.answer is Answer.NOT_MET
        assert found.message == (
            "Portion 10.00 was measured as for a district designated for the first time, and it "
            "was designated before on record, in FY2018."
        )


def entitled(stage: Stage, amount: str) -> EntitlementSet:
    """An entitlement of a stage."""
    return replace(entitlement(amount), stage=stage)


class TestWithheldEqualsPortion:
    def test_met(self) -> None:
        assert answers(*START, WITHHELD)["withheld_equals_portion"].answer is Answer.MET

    def test_published_above_the_portion_is_not_met_even_while_the_year_runs(self) -> None:
        published = PublishedWithholdingRecorded(amount=usd("12.00"), source="S01")
        found = answers(*START, published, on=date(2022, 12, 1))["withheld_equals_portion"]
        assert found.answer is Answer.NOT_MET
        assert "12.00 is 2.00 more than the portion 10.00" in found.message

    def test_as_published_is_said_only_of_what_the_published_list_gives(self) -> None:
        recorded = PublishedWithholdingRecorded(amount=usd("12.00"), source="S01")
        start = "Withheld 12.00 is 2.00 more than the portion 10.00."
        see = "alliance reconcile published --fiscal-year 2023"
        for published, said in (
            (usd("12.00"), f" As published; the cause, if known: {see}"),
            (usd("11.00"), f" The published amount is 11.00: {see}"),
            (None, ""),
        ):
            found = answers(*START, recorded, published=published)["withheld_equals_portion"]
            assert found.message == start + said

    def test_what_was_withheld_here_is_not_compared_with_a_published_list(self) -> None:
        here = AlliancePortionWithheld(amount=usd("9.00"))
        found = answers(*START, here, published=usd("9.00"))["withheld_equals_portion"]
        assert found.message == "Withheld 9.00 is 1.00 less than the portion 10.00."

    def test_published_and_not_on_record_is_said(self) -> None:
        kinds = {CoverageKind.WITHHOLDINGS}
        found = answers(*START, covered=kinds, published=usd("12.00"))["withheld_equals_portion"]
        assert found.message == (
            "Withheld 0.00 is 10.00 less than the portion 10.00. The published amount is 12.00: "
            "alliance reconcile published --fiscal-year 2023"
        )

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
