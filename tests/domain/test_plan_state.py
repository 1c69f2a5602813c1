"""What is known of submissions and plans: a fold that never fails. § 10-262u(d)."""

import pytest
from spec import approved, submitted, usd
from spec_plans import (
    DISCREPANCY,
    FEBRUARY_1,
    REGISTER,
    TWO_LINES,
    accepted,
    amendment_approved,
    amendment_submitted,
    approved_by_line,
    checked,
    condition,
    line_transfer,
    lines_of,
    received,
    submitted_with,
)

from domain.events import (
    ConditionMet,
    PlanAmendmentRejected,
    PlanChangesRequired,
    PlanEvent,
    PlanPublished,
    PlanRejected,
    PlanReviewed,
    RequiredChange,
    ReviewCommitteeAppointed,
    SubmissionReturned,
)
from domain.money import ZERO
from domain.plan_state import (
    NO_PLANS,
    Amendment,
    AmendmentStatus,
    Plan,
    Plans,
    PlanStatus,
    StandingCondition,
    lines_after,
    plans_after,
)
from domain.submission_state import Submission, SubmissionStatus

TO_2_4 = line_transfer("1.1", "2.4", "100.00")
CHANGE = RequiredChange(key="C1", words="name the year of T1")
CHANGES_REQUIRED = PlanChangesRequired(plan_version=1, changes=(CHANGE,), due_on=None)
PUBLISHED = PlanPublished(plan_version=1, address="portal.ct.gov", published_on=FEBRUARY_1)
REJECTED = PlanRejected(plan_version=1, reason="late")
SENT_BACK = SubmissionReturned(register=REGISTER, reason="no targets", due_on=None)
MET = ConditionMet(condition="K1", evidence="her contract")


def plans(*events: PlanEvent) -> Plans:
    known = NO_PLANS
    for event in events:
        known = plans_after(known, event)
    return known


# ---- submissions ----


def test_a_submission_keeps_how_it_came_and_what_its_last_check_found() -> None:
    assert plans(received()).submissions == {
        REGISTER: Submission(received=received(), status=SubmissionStatus.RECEIVED)
    }
    assert plans(received(), checked(DISCREPANCY)).submissions == {
        REGISTER: Submission(
            received=received(),
            status=SubmissionStatus.CHECKED,
            discrepancies=(DISCREPANCY,),
            checked=True,
        )
    }
    again = plans(received(), checked(DISCREPANCY), checked())
    assert again.submissions[REGISTER].discrepancies == ()


def test_a_submission_is_accepted_or_sent_back_with_its_discrepancies() -> None:
    for event, status in (
        (accepted(because="a slip"), SubmissionStatus.ACCEPTED),
        (SENT_BACK, SubmissionStatus.RETURNED),
    ):
        (one,) = plans(received(), checked(DISCREPANCY), event).submissions.values()
        assert (one.status, one.discrepancies) == (status, (DISCREPANCY,))


def test_one_that_was_never_checked_is_told_from_one_in_which_nothing_was_found() -> None:
    (unchecked,) = plans(received(), accepted(because="deadline")).submissions.values()
    assert (unchecked.checked, unchecked.discrepancies) == (False, ())
    (clean,) = plans(received(), checked(), accepted()).submissions.values()
    assert (clean.checked, clean.discrepancies) == (True, ())


def test_a_check_of_what_was_accepted_does_not_take_the_acceptance_back() -> None:
    known = plans(received(), accepted(because="deadline"), checked(DISCREPANCY))
    (one,) = known.submissions.values()
    assert (one.status, one.discrepancies) == (SubmissionStatus.ACCEPTED, (DISCREPANCY,))


def test_one_that_was_sent_back_keeps_until_when_it_is_to_come_again() -> None:
    back = SubmissionReturned(register=REGISTER, reason="no targets", due_on=FEBRUARY_1)
    (one,) = plans(received(), back).submissions.values()
    assert (one.status, one.due_on) == (SubmissionStatus.RETURNED, FEBRUARY_1)


def test_the_version_posted_from_a_submission_is_known() -> None:
    assert plans(submitted_with(2, register=REGISTER)).posted_as(REGISTER) == 2
    assert plans(submitted_with(2)).posted_as(REGISTER) is None


# ---- versions ----


def test_a_version_keeps_its_content_and_the_number_it_came_under() -> None:
    assert plans(submitted_with(1, register=REGISTER)).versions == {
        1: Plan(
            total=usd("1000.00"),
            status=PlanStatus.SUBMITTED,
            content=TWO_LINES,
            register=REGISTER,
        )
    }


def test_required_changes_and_publication_stand_on_the_version() -> None:
    (plan,) = plans(submitted_with(1), CHANGES_REQUIRED, PUBLISHED).versions.values()
    assert (plan.status, plan.changes, plan.published) == (
        PlanStatus.CHANGES_REQUIRED,
        (CHANGE,),
        True,
    )
    assert plan.content == TWO_LINES


def test_an_approval_keeps_its_lines_and_its_conditions() -> None:
    known = plans(
        submitted_with(1), approved_by_line(1, (condition("K1"),), _1_1="600.00", _2_4="1.00")
    )
    assert known.approved is not None
    version, plan = known.approved
    assert (version, plan.approved_amount) == (1, usd("601.00"))
    assert plan.lines == lines_of(_1_1="600.00", _2_4="1.00")
    assert known.conditions == {"K1": StandingCondition(asked=condition("K1"), plan_version=1)}


def test_reviews_are_counted_and_the_last_committee_stands() -> None:
    review = PlanReviewed(plan_version=1, findings="x")
    known = plans(
        submitted(1, "5.00"),
        review,
        review,
        ReviewCommitteeAppointed(members=("Ana",)),
        ReviewCommitteeAppointed(members=("Ben",)),
    )
    assert known.reviews == {1: 2}
    assert known.committee == ("Ben",)


# ---- conditions ----


def test_only_conditions_of_the_plan_in_force_are_open_until_they_are_met() -> None:
    asked = (condition("K1"), condition("K2", before_release=False))
    first = (submitted_with(1), approved_by_line(1, asked, _1_1="600.00"))
    assert [one.asked.key for one in plans(*first).open_conditions] == ["K1", "K2"]
    assert [one.asked.key for one in plans(*first, MET).open_conditions] == ["K2"]
    second = (submitted(2, "5.00"), approved(2, "5.00"))
    assert plans(*first, *second).open_conditions == ()
    assert plans().open_conditions == ()


# ---- amendments ----


START = (submitted_with(1), approved_by_line(1, _1_1="600.00", _2_4="400.00"))
WAITING = (*START, amendment_submitted(1, TO_2_4))


def test_an_amendment_waits_and_then_gives_the_plan_its_lines() -> None:
    known = plans(*WAITING)
    assert known.amendments == {
        1: Amendment(plan_version=1, transfers=(TO_2_4,), status=AmendmentStatus.SUBMITTED)
    }
    assert known.versions[1].lines == lines_of(_1_1="600.00", _2_4="400.00")
    done = plans(*WAITING, amendment_approved(1, _1_1="500.00", _2_4="500.00"))
    assert done.amendments[1].status is AmendmentStatus.APPROVED
    assert done.versions[1].lines == lines_of(_1_1="500.00", _2_4="500.00")
    assert done.versions[1].approved_amount == usd("1000.00")


def test_a_rejected_amendment_leaves_the_lines() -> None:
    known = plans(*WAITING, PlanAmendmentRejected(amendment=1, reason="late"))
    assert known.amendments[1].status is AmendmentStatus.REJECTED
    assert known.versions == plans(*START).versions


def test_lines_keep_their_order_and_their_sum() -> None:
    # 600.00 − 100.00 + 0.01 = 500.01; 400.00 + 100.00 − 0.01 = 499.99
    both = (TO_2_4, line_transfer("2.4", "1.1", "0.01"))
    assert lines_after(lines_of(_1_1="600.00", _2_4="400.00"), both) == lines_of(
        _1_1="500.01", _2_4="499.99"
    )
    assert lines_after((), both) == ()


# ---- what a correction took away ----


@pytest.mark.parametrize(
    "event",
    [
        checked(DISCREPANCY),
        accepted(),
        SENT_BACK,
        CHANGES_REQUIRED,
        REJECTED,
        PUBLISHED,
        MET,
        amendment_approved(1, _1_1="5.00"),
        PlanAmendmentRejected(amendment=1, reason="late"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_an_event_that_names_what_was_taken_back_changes_nothing(event: PlanEvent) -> None:
    assert plans(event) == NO_PLANS


def test_an_amendment_of_a_plan_that_was_taken_back_gives_no_plan_lines() -> None:
    known = plans(amendment_submitted(1, TO_2_4), amendment_approved(1, _1_1="500.00"))
    assert known.versions == {}
    assert known.amendments[1].status is AmendmentStatus.APPROVED


def test_an_approval_of_what_was_taken_back_is_seen_to_approve_nothing_asked() -> None:
    # Kept, so that the correction that would leave it so is refused.
    assert plans(approved(1, "5.00")).versions == {
        1: Plan(total=ZERO, status=PlanStatus.APPROVED, approved_amount=usd("5.00"))
    }
