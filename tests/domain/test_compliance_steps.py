"""The steps of each release follow each other by legal date: each answer. § 10-262u(c)(2)."""

from collections.abc import Mapping
from datetime import date

from duties import ALL_KINDS, APPROVED, DESIGNATED, FUNDED, answers, opening, paid, taken_back
from spec import stated, usd

from domain.compliance import Answer, CheckResult
from domain.events import (
    DistrictYearEvent,
    PassThroughRecorded,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseReturned,
    ReleaseWithdrawn,
)
from domain.money import ZERO

# Versions 1 to 7 fund the year and approve its plan; all of September 1, 2022 unless told.
READY = (*FUNDED, *APPROVED)
AUTHORIZED, ISSUED, THIRD = 8, 9, 10
AUGUST_31 = date(2022, 8, 31)
SEPTEMBER_2 = date(2022, 9, 2)
RETURNED = ReleaseReturned(
    release="R1", amount_unpaid=usd("5.00"), amount_paid=ZERO, reason="closed account"
)


def found(*events: DistrictYearEvent, dated: Mapping[int, date] | None = None) -> CheckResult:
    return answers(*events, dated=dated)["steps_follow_each_other"]


def test_steps_of_one_day_follow_each_other() -> None:
    finding = found(*READY, *paid("5.00"))
    assert (finding.answer, finding.message) == (
        Answer.MET,
        "No step is of a day before what it rests on: R1.",
    )
    assert finding.citation.provision == "C.G.S. § 10-262u(c)(2)"


def test_an_authorization_alone_is_met() -> None:
    assert found(*READY, paid("5.00")[0]).answer is Answer.MET


def test_issued_before_it_was_authorized_is_not_met_with_both_days() -> None:
    finding = found(*READY, *paid("5.00"), dated={ISSUED: AUGUST_31, THIRD: SEPTEMBER_2})
    assert (finding.answer, finding.message) == (
        Answer.NOT_MET,
        "release R1 was issued on 2022-08-31, and authorized on 2022-09-01.",
    )


def test_paid_before_it_was_issued_is_not_met_with_both_days() -> None:
    finding = found(*READY, *paid("5.00"), dated={ISSUED: SEPTEMBER_2})
    assert (finding.answer, finding.message) == (
        Answer.NOT_MET,
        "release R1 was paid on 2022-09-01, and issued on 2022-09-02.",
    )


def test_returned_before_it_was_issued_is_not_met_with_both_days() -> None:
    finding = found(*READY, *paid("5.00")[:2], RETURNED, dated={THIRD: AUGUST_31})
    assert finding.message == "release R1 was returned on 2022-08-31, and issued on 2022-09-01."


def test_passed_on_before_it_reached_the_town_is_not_met_with_the_day() -> None:
    passed_on = PassThroughRecorded(
        amount=usd("3.00"), reimbursed=ZERO, paid_on=AUGUST_31, stated_by="the town"
    )
    finding = found(*READY, *paid("5.00"), passed_on, dated={11: AUGUST_31})
    assert (finding.answer, finding.message) == (
        Answer.NOT_MET,
        "by 2022-08-31, 3.00 more was passed on than had reached the town.",
    )
    on_the_day = found(*READY, *paid("5.00"), passed_on)
    assert on_the_day.answer is Answer.MET


def test_every_step_that_is_too_early_is_named() -> None:
    finding = found(*READY, *paid("5.00"), dated={AUTHORIZED: SEPTEMBER_2, THIRD: AUGUST_31})
    assert finding.message == (
        "release R1 was issued on 2022-09-01, and authorized on 2022-09-02; "
        "release R1 was paid on 2022-08-31, and issued on 2022-09-01."
    )


def test_a_payment_rests_on_the_order_after_the_one_that_came_back() -> None:
    # Issued on September 1 and back; issued again on September 2, and paid on September 1.
    events = (*READY, *paid("5.00")[:2], RETURNED, *paid("5.00")[1:])
    finding = found(*events, dated={11: SEPTEMBER_2})
    assert finding.message == "release R1 was paid on 2022-09-01, and issued on 2022-09-02."


def test_a_release_that_was_withdrawn_is_no_finding() -> None:
    withdrawn = ReleaseWithdrawn(release="R1", amount=usd("5.00"), reason="wrong date")
    other = ReleaseAuthorized(release="R2", amount=usd("1.00"), plan_version=1, direction=None)
    events = (*READY, *paid("5.00")[:2], RETURNED, withdrawn, other)
    finding = found(*events, dated={ISSUED: AUGUST_31})
    assert (finding.answer, finding.message) == (
        Answer.MET,
        "No step is of a day before what it rests on: R2.",
    )


def test_a_payment_taken_back_and_recorded_anew_with_the_right_day_is_met() -> None:
    events = (
        *READY,
        *paid("5.00"),
        taken_back(THIRD, "ReleaseConfirmed", amount="5.00"),
        paid("5.00")[2],
    )
    assert found(*events, dated={THIRD: AUGUST_31}).answer is Answer.MET


def test_what_was_stated_as_in_payment_rests_on_paper() -> None:
    late = ReleaseConfirmed(release="opening", amount=usd("7.00"), paid_on=AUGUST_31)
    events = (*READY, stated(in_payment="7.00"), late, paid("1.00")[0])
    assert found(*events, dated={9: AUGUST_31}).answer is Answer.MET


def test_once_it_came_back_and_was_issued_here_its_payment_is_compared() -> None:
    back = ReleaseReturned(
        release="opening", amount_unpaid=usd("7.00"), amount_paid=ZERO, reason="closed account"
    )
    again = ReleaseIssued(release="opening", amount=usd("7.00"))
    early = ReleaseConfirmed(release="opening", amount=usd("7.00"), paid_on=AUGUST_31)
    finding = found(DESIGNATED, stated(in_payment="7.00"), back, again, early, dated={5: AUGUST_31})
    assert finding.message == "release opening was paid on 2022-08-31, and issued on 2022-09-01."


def test_releases_from_before_the_ledger_began_and_none_held_here_are_not_recorded() -> None:
    assert found(DESIGNATED, opening(authorized="5.00")).answer is Answer.NOT_RECORDED
    assert found(DESIGNATED).message == "Releases are not held here."


def test_where_releases_are_held_here_and_none_was_made_it_is_met() -> None:
    finding = answers(DESIGNATED, covered=ALL_KINDS)["steps_follow_each_other"]
    assert (finding.answer, finding.message) == (Answer.MET, "Nothing was released.")
