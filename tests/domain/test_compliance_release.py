"""Each check of releases and payments with each of its answers. § 10-262u(c)(2), (f)."""

from dataclasses import replace
from datetime import date

import pytest
from duties import (
    ALL_KINDS,
    APPROVED,
    DESIGNATED,
    FUNDED,
    answers,
    closed,
    directed,
    opening,
    paid,
    released,
    taken_back,
)
from spec import carried_in, usd

from domain.compliance import Answer
from domain.coverage import CoverageKind
from domain.events import (
    BalanceCarriedIn,
    DistrictYearEvent,
    NoncomplianceWithholdingLifted,
    OverpaymentReturned,
    PassThroughRecorded,
    PassThroughShortfallNoted,
    PaymentWithheldForNoncompliance,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseReturned,
    ReleaseWithdrawn,
    ResidencyFundsSetAside,
)
from domain.money import ZERO
from domain.owed_events import FundsReturned
from domain.state import fold


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
            # Versions 1 to 5 fund the year, 6 submits the plan, 7 approves, 8 authorizes.
            dated={7: date(2022, 9, 9), 8: date(2022, 8, 1)},
        )["plan_approved_before_release"]
        assert found.answer is Answer.NOT_MET
        assert "is of 2022-08-01, and plan version 1 was approved on 2022-09-09" in found.message

    def test_a_release_that_names_no_plan_is_not_met(self) -> None:
        nameless = ReleaseAuthorized(
            release="R1", amount=usd("1.00"), plan_version=None, direction=None
        )
        found = answers(*FUNDED, nameless)["plan_approved_before_release"]
        assert found.answer is Answer.NOT_MET

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

    def test_within_the_cap_of_a_direction_is_met_and_above_it_is_not(self) -> None:
        within = (*FUNDED, directed("3.00", "6.00"), directed("3.00", "6.00", "D2"))
        found = answers(*within)["released_within_approval"]
        assert found.message == "Authorized: 6.00 of 6.00 under direction letter."
        above = answers(*within, directed("1.00", "6.00", "D3"))["released_within_approval"]
        assert above.answer is Answer.NOT_MET
        assert "7.00 is 1.00 above the 6.00 under direction letter" in above.message


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

    def test_a_shortfall_somebody_found_is_not_met_and_says_who_found_it(self) -> None:
        noted = PassThroughShortfallNoted(amount=usd("5.00"), found_by="the audit")
        found = answers(*FUNDED, *APPROVED, *paid("5.00"), noted)["passed_through_in_full"]
        assert (found.answer, found.message) == (
            Answer.NOT_MET,
            (
                "Shortfall: 5.00 did not reach the board, found by the audit, noted 2022-09-01; "
                "5.00 stands with the town."
            ),
        )

    @pytest.mark.parametrize(
        ("cure", "answer", "said"),
        [
            ((), Answer.NOT_MET, "Shortfall: 5.00 did not reach the board, found by the audit, "),
            (
                (PassThroughRecorded(amount=usd("2.00"), reimbursed=ZERO),),
                Answer.NOT_MET,
                (
                    "Shortfall: 3.00 did not reach the board, found by the audit, noted "
                    "2022-09-01; 3.00 stands with the town."
                ),
            ),
            (
                (
                    PassThroughRecorded(amount=usd("2.00"), reimbursed=ZERO),
                    FundsReturned(from_town=usd("3.00"), from_board=ZERO, reason="not passed on"),
                ),
                Answer.MET,
                (
                    "Nothing stands with the town; 0.00 was passed through. 5.00 that stood there "
                    "at the close followed in FY2024. The shortfall found by the audit, noted "
                    "2022-09-01 is cured."
                ),
            ),
        ],
        ids=["not cured", "in part", "whole"],
    )
    def test_a_shortfall_carried_out_is_cured_in_the_year_after(
        self, cure: tuple[DistrictYearEvent, ...], answer: Answer, said: str
    ) -> None:
        noted = PassThroughShortfallNoted(amount=usd("5.00"), found_by="the audit")
        events = (*FUNDED, *APPROVED, *paid("5.00"), noted, closed("10.00", at_town="5.00"))
        after = fold([carried_in("10.00", at_town="5.00"), *cure])
        found = answers(*events, next_year=after)["passed_through_in_full"]
        assert found.answer is answer
        assert found.message.startswith(said)

    def test_what_followed_to_the_board_or_back_cures_a_shortfall_and_new_money_is_no_part(
        self,
    ) -> None:
        noted = PassThroughShortfallNoted(amount=usd("5.00"), found_by="the audit")
        some = PassThroughRecorded(amount=usd("2.00"), reimbursed=ZERO)
        rest = PassThroughRecorded(amount=usd("3.00"), reimbursed=ZERO)
        start = (*FUNDED, *APPROVED, *paid("5.00"), noted)
        # 5 noted − 2 passed = 3.
        partly = answers(*start, some)["passed_through_in_full"]
        assert partly.answer is Answer.NOT_MET
        assert partly.message.startswith("Shortfall: 3.00 did not reach")
        cured = answers(*start, some, rest)["passed_through_in_full"]
        assert cured.answer is Answer.MET
        assert "The shortfall found by the audit, noted 2022-09-01 is cured." in cured.message
        # The next payment to the town is open, and no shortfall.
        more = ReleaseConfirmed(release="R2", amount=usd("1.00"), paid_on=date(2022, 11, 1))
        again = answers(*start, some, rest, more)["passed_through_in_full"]
        assert again.answer is Answer.NO_DATE
        back = ReleaseReturned(
            release="R1", amount_unpaid=ZERO, amount_paid=usd("5.00"), reason="wrong town"
        )
        assert answers(*start, back)["passed_through_in_full"].answer is Answer.MET

    def test_money_paid_in_error_is_not_the_boards_and_told_apart(self) -> None:
        over = ReleaseConfirmed(
            release="R1", amount=usd("5.00"), paid_on=date(2022, 10, 1), over=usd("1.00")
        )
        passed = PassThroughRecorded(amount=usd("5.00"), reimbursed=ZERO)
        events = (*FUNDED, *APPROVED, *paid("5.00")[:2], over, passed)
        found = answers(*events)["passed_through_in_full"]
        assert (found.answer, found.message) == (
            Answer.MET,
            (
                "Nothing stands with the town; 5.00 was passed through. Apart from 1.00 paid in "
                "error, not the board's."
            ),
        )


def residency(amount: str, name: str = "RES") -> ReleaseAuthorized:
    return ReleaseAuthorized(
        release=name, amount=usd(amount), plan_version=None, direction=None, residency=True
    )


SET_ASIDE = ResidencyFundsSetAside(
    amount=usd("4.00"), percent=10, fy2020_funds=ZERO, fy2021_funds=usd("40.00")
)


class TestWhatStandsAuthorized:
    def test_residency_needs_no_plan_and_is_held_to_its_set_aside(self) -> None:
        found = answers(*FUNDED, SET_ASIDE, residency("4.00"))
        assert found["plan_approved_before_release"].message == (
            "No plan is needed for residency, § 10-156gg: RES."
        )
        assert found["released_within_approval"].message == (
            "Authorized: 4.00 of 4.00 set aside for residency."
        )
        above = answers(*FUNDED, SET_ASIDE, residency("4.01"))["released_within_approval"]
        assert above.answer is Answer.NOT_MET
        assert "4.01 is 0.01 above the 4.00 set aside for residency" in above.message

    def test_residency_is_no_part_of_what_is_released_on_the_plan(self) -> None:
        events = (*FUNDED, *APPROVED, SET_ASIDE, residency("2.00"), released("8.00"))
        found = answers(*events)
        assert found["released_within_approval"].message == (
            "Authorized: 8.00 of 8.00 approved; 2.00 of 4.00 set aside for residency."
        )
        assert found["plan_approved_before_release"].answer is Answer.MET

    def test_a_release_that_was_withdrawn_is_no_finding(self) -> None:
        withdrawn = ReleaseWithdrawn(release="D1", amount=usd("5.00"), reason="not needed")
        found = answers(*FUNDED, directed("5.00", "6.00"), withdrawn)
        assert found["plan_approved_before_release"].message == "Nothing was released."
        assert found["released_within_approval"].answer is Answer.MET

    def test_of_a_short_payment_only_what_was_paid_counts(self) -> None:
        # 8.00 approved: 5.00 authorized and 3.00 of it paid leave room for 5.00 more.
        short = ReleaseConfirmed(
            release="R1", amount=usd("3.00"), paid_on=date(2022, 10, 1), short=usd("2.00")
        )
        events = (*FUNDED, *APPROVED, *paid("5.00")[:2], short, released("5.00", "R2"))
        found = answers(*events)["released_within_approval"]
        assert (found.answer, found.message) == (
            Answer.MET,
            "Authorized: 8.00 of 8.00 approved.",
        )

    def test_a_direction_named_by_its_hash_is_shown_by_its_beginning(self) -> None:
        early = directed("5.00", "6.00", document="ab" * 32)
        found = answers(*FUNDED, early)["plan_approved_before_release"]
        assert "rests on written direction SHA-256 abababababab…, before approval" in found.message


HELD = PaymentWithheldForNoncompliance(
    hold="H1", breach="no report", remedy="a report", look_again_on=None, amount=None
)
LIFTED = NoncomplianceWithholdingLifted(hold="H1", evidence="it came")
OCTOBER_1, OCTOBER_9, OCTOBER_20 = (date(2022, 10, day) for day in (1, 9, 20))


class TestNoPaymentWhileWithheld:
    # Versions 1 to 7 fund the year and approve its plan.
    START = (*FUNDED, *APPROVED)

    def test_releases_not_held_here_say_nothing(self) -> None:
        assert answers(HELD)["no_payment_while_withheld"].answer is Answer.NOT_RECORDED

    def test_nothing_withheld_is_met(self) -> None:
        found = answers(*self.START, released("1.00"))["no_payment_while_withheld"]
        assert found.message == "No withholding of all payment is on record."

    def test_a_withholding_of_an_amount_stops_no_other_payment(self) -> None:
        some = PaymentWithheldForNoncompliance(
            hold="H2", breach="b", remedy="r", look_again_on=None, amount=usd("1.00")
        )
        found = answers(*self.START, some, released("1.00"))["no_payment_while_withheld"]
        assert found.answer is Answer.MET

    def test_a_payment_out_of_what_was_withheld_by_amount_is_not_met_by_its_days(self) -> None:
        some = PaymentWithheldForNoncompliance(
            hold="H2", breach="b", remedy="r", look_again_on=None, amount=usd("6.00")
        )
        events = (
            *self.START,
            some,  # version 8
            replace(LIFTED, hold="H2"),
            released("5.00"),
            ReleaseIssued(release="R1", amount=usd("5.00")),
        )
        into = {8: OCTOBER_1, 9: OCTOBER_20, 10: OCTOBER_9, 11: OCTOBER_9}
        found = answers(*events, dated=into)["no_payment_while_withheld"]
        assert (found.answer, found.message) == (
            Answer.NOT_MET,
            (
                "release R1 was authorized on 2022-10-09, which left 5.00 of 6.00 withheld by "
                "amount; release R1 was issued on 2022-10-09, which left 5.00 of 6.00 withheld by "
                "amount."
            ),
        )
        after = answers(*events, dated=into | {10: OCTOBER_20, 11: OCTOBER_20})
        assert (
            after["no_payment_while_withheld"].answer,
            after["no_payment_while_withheld"].message,
        ) == (Answer.MET, "Nothing was authorized or issued while withheld: H2.")

    def test_an_act_before_and_after_is_met_on_one_day_by_the_order_of_the_record(self) -> None:
        events: tuple[DistrictYearEvent, ...] = (
            *self.START,
            released("1.00"),
            HELD,
            LIFTED,
            ReleaseIssued(release="R1", amount=usd("1.00")),
        )
        found = answers(*events)["no_payment_while_withheld"]
        assert (found.answer, found.message) == (
            Answer.MET,
            "Nothing was authorized or issued while withheld: H1.",
        )

    def test_acts_dated_into_a_withholding_are_not_met_with_the_days(self) -> None:
        events = (
            *self.START,
            HELD,  # version 8
            LIFTED,
            released("1.00"),
            ReleaseIssued(release="R1", amount=usd("1.00")),
        )
        dated = {8: OCTOBER_1, 9: OCTOBER_20, 10: OCTOBER_9, 11: OCTOBER_20}
        found = answers(*events, dated=dated)["no_payment_while_withheld"]
        assert (found.answer, found.message) == (
            Answer.NOT_MET,
            (
                "release R1 was authorized on 2022-10-09, while all payment was withheld (H1) from "
                "2022-10-01 to 2022-10-20."
            ),
        )

    def test_a_payment_issued_while_it_still_stands_is_not_met(self) -> None:
        events = (
            *self.START,
            released("1.00"),
            HELD,
            ReleaseIssued(release="R1", amount=usd("1.00")),
        )
        found = answers(*events)["no_payment_while_withheld"]
        assert found.answer is Answer.NOT_MET
        assert found.message.endswith("all payment was withheld (H1) from 2022-09-01.")

    def test_what_was_withdrawn_is_no_payment(self) -> None:
        events = (
            *self.START,
            HELD,
            released("1.00"),
            ReleaseIssued(release="R1", amount=usd("1.00")),
            ReleaseReturned(release="R1", amount_unpaid=usd("1.00"), amount_paid=ZERO, reason="no"),
            ReleaseWithdrawn(release="R1", amount=usd("1.00"), reason="withheld"),
        )
        assert answers(*events)["no_payment_while_withheld"].answer is Answer.MET

    def test_a_payment_whose_authorization_was_taken_back_still_shows(self) -> None:
        events = (
            *self.START,
            HELD,
            released("1.00"),
            ReleaseIssued(release="R1", amount=usd("1.00")),
            taken_back(9, "ReleaseAuthorized", amount="1.00"),
        )
        found = answers(*events, covered=ALL_KINDS)["no_payment_while_withheld"]
        assert found.message.startswith("release R1 was issued on")


class TestNothingPaidInError:
    OVER = ReleaseConfirmed(
        release="R1", amount=usd("5.00"), paid_on=date(2022, 10, 1), over=usd("1.00")
    )
    START = (*FUNDED, *APPROVED, *paid("5.00")[:2])

    def test_what_is_not_back_is_not_met_by_release(self) -> None:
        back = OverpaymentReturned(release="R1", amount=usd("0.40"), reason="check")
        found = answers(*self.START, self.OVER, back)["nothing_paid_in_error"]
        # 1.00 over − 0.40 back
        assert (found.answer, found.message) == (
            Answer.NOT_MET,
            (
                "Paid above the authorization and not back: release R1 0.60. It is not of this "
                "account."
            ),
        )

    def test_what_came_back_is_met_and_told(self) -> None:
        back = OverpaymentReturned(release="R1", amount=usd("1.00"), reason="check")
        found = answers(*self.START, self.OVER, back)["nothing_paid_in_error"]
        assert found.message == "All that was paid in error came back: 1.00."

    def test_payments_as_authorized_are_met_and_no_payments_here_are_not_recorded(self) -> None:
        found = answers(*FUNDED, *APPROVED, *paid("5.00"))["nothing_paid_in_error"]
        assert found.message == "Nothing was paid in error."
        assert answers(DESIGNATED)["nothing_paid_in_error"].answer is Answer.NOT_RECORDED
