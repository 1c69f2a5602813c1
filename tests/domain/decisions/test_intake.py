"""Intake: what a board sent is registered as it came, checked, accepted or sent back. § 11-8b."""

from dataclasses import replace
from datetime import date

import pytest
from spec import MARCH_1_2023, Events, closed, designated, event_corrected, given, usd
from spec_plans import (
    DISCREPANCY,
    FEBRUARY_1,
    NOTE,
    RECEIVE,
    REGISTER,
    accepted,
    checked,
    received,
)

from domain.authority import Office
from domain.commands import (
    AcceptSubmission,
    CheckSubmission,
    CorrectEvent,
    ReceiveSubmission,
    ReturnSubmission,
    SubmitPlan,
)
from domain.decisions.ground import grounds_of
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.plan_refusals import (
    AcceptanceReasonMissingError,
    ReceivedAfterTodayError,
    SubmissionFileError,
    SubmissionKindError,
    SubmissionKnownError,
    SubmissionNotAcceptedError,
    SubmissionPostedError,
    SubmissionSettledError,
    SubmissionStoppedError,
    SubmissionUnknownError,
)
from domain.decisions.refusals import WordsMissingError
from domain.events import PlanSubmitted, SubmissionKind, SubmissionReturned
from domain.state import fold

CD = "cd" * 32
SECOND = "FY2023-064-2"
SEND_BACK = ReturnSubmission(
    register=REGISTER, reason="the budget is missing", due_on=date(2023, 3, 15)
)
SENT_BACK = SubmissionReturned(
    register=REGISTER, reason="the budget is missing", due_on=date(2023, 3, 15)
)


# ---- received ----


def test_what_came_is_registered_by_year_town_and_number() -> None:
    (decided,) = given().when(RECEIVE).then(received("FY2023-064-1"))
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 11-8b"


def test_the_next_file_has_the_next_number() -> None:
    command = replace(RECEIVE, sha256=CD)
    given(received()).when(command).then(received(SECOND, sha256=CD))


def test_what_comes_to_a_closed_year_is_registered_all_the_same() -> None:
    given(closed("0.00")).when(RECEIVE).then(received())


def test_a_number_is_never_given_twice_after_one_was_taken_back() -> None:
    # Two came, the first was registered by mistake and taken back: the next is number 3.
    back = event_corrected(
        corrects_position=1,
        corrects_version=1,
        corrected_event="SubmissionReceived",
        reversed={},
        replacement={},
        reason="of another town",
    )
    history: Events = [received(), received(SECOND, sha256=CD)]
    given(*history).when(CorrectEvent(position=1, reason="of another town")).then(back)
    third = replace(RECEIVE, sha256="ef" * 32)
    given(*history, back).when(third).then(received("FY2023-064-3", sha256="ef" * 32))


@pytest.mark.parametrize("status", [[], [checked(DISCREPANCY)], [checked(), accepted()]])
def test_the_same_file_is_registered_once(status: Events) -> None:
    given(received(), *status).when(RECEIVE).refused(
        SubmissionKnownError,
        "The same file is registered for Hartford FY2023 as FY2023-064-1",
        citation="§ 11-8b",
        register=REGISTER,
    )


def test_the_same_file_is_known_in_either_letter_case_of_its_hash() -> None:
    given(received()).when(replace(RECEIVE, sha256="AB" * 32)).refused(
        SubmissionKnownError, "is registered", citation="§ 11-8b", sha256="ab" * 32
    )


def test_a_file_that_was_sent_back_may_come_again() -> None:
    given(received(), SENT_BACK).when(RECEIVE).then(received(SECOND))


@pytest.mark.parametrize(
    "command",
    [
        replace(RECEIVE, file=" "),
        replace(RECEIVE, sender=""),
        replace(RECEIVE, entered_for=" "),
    ],
    ids=["file", "sender", "entered for"],
)
def test_nothing_of_a_receipt_is_blank(command: ReceiveSubmission) -> None:
    given().when(command).refused(WordsMissingError, "is blank", citation="§ 11-8b")


@pytest.mark.parametrize(
    "command",
    [
        replace(RECEIVE, sha256=""),
        replace(RECEIVE, sha256="ab"),
        replace(RECEIVE, sha256="xy" * 32),
        replace(RECEIVE, size_bytes=-1),
    ],
    ids=["no hash", "half a hash", "no hexadecimal digits", "less than nothing"],
)
def test_a_file_is_told_by_its_hash_and_size(command: ReceiveSubmission) -> None:
    given().when(command).refused(
        SubmissionFileError, "64 hexadecimal digits", citation="§ 11-8b", sha256=command.sha256
    )


def test_an_empty_file_is_registered_as_it_came() -> None:
    empty = replace(received(), size_bytes=0)
    given().when(replace(RECEIVE, size_bytes=0)).then(empty)


def test_nothing_comes_after_the_day_it_is_registered() -> None:
    command = replace(RECEIVE, received_on=date(2023, 2, 2))
    given().when(command, on=FEBRUARY_1).refused(
        ReceivedAfterTodayError,
        "cannot have come on 2023-02-02, after 2023-02-01",
        citation="§ 11-8b",
        received_on="2023-02-02",
        on="2023-02-01",
    )
    given().when(replace(command, received_on=FEBRUARY_1), on=FEBRUARY_1).then(received())


# ---- checked ----


def test_what_a_check_found_is_noted_to_the_submission() -> None:
    command = CheckSubmission(register=REGISTER, discrepancies=(DISCREPANCY,))
    (decided,) = given(received()).when(command).then(checked(DISCREPANCY))
    assert decided.office is Office.DEPARTMENT


def test_a_check_that_found_nothing_is_noted_too_and_once() -> None:
    command = CheckSubmission(register=REGISTER, discrepancies=())
    given(received()).when(command).then(checked())
    given(received(), checked()).when(command).decides_nothing()


def test_other_findings_are_noted_again() -> None:
    command = CheckSubmission(register=REGISTER, discrepancies=())
    given(received(), checked(DISCREPANCY)).when(command).then(checked())


# ---- accepted ----


def test_a_submission_without_discrepancies_is_accepted() -> None:
    given(received(), checked()).when(AcceptSubmission(register=REGISTER)).then(accepted())


@pytest.mark.parametrize("because", [None, "", "  "])
def test_one_with_discrepancies_is_accepted_only_for_a_reason(because: str | None) -> None:
    command = AcceptSubmission(register=REGISTER, because=because)
    given(received(), checked(NOTE)).when(command).refused(
        AcceptanceReasonMissingError,
        "FY2023-064-1 has 1 discrepancy, and no reason is given",
        citation="§ 11-8b",
        discrepancies="1",
    )


def test_one_that_nobody_checked_is_accepted_only_for_a_reason() -> None:
    given(received()).when(AcceptSubmission(register=REGISTER)).refused(
        AcceptanceReasonMissingError, "has not been checked", citation="§ 11-8b"
    )
    command = AcceptSubmission(register=REGISTER, because=" by telephone ")
    given(received()).when(command).then(accepted(because="by telephone"))


def test_the_reason_to_accept_discrepancies_stays_on_record() -> None:
    command = AcceptSubmission(register=REGISTER, because="it is a slip")
    given(received(), checked(NOTE)).when(command).then(accepted(because="it is a slip"))


def test_what_stops_a_plan_is_not_accepted_for_any_reason() -> None:
    command = AcceptSubmission(register=REGISTER, because="the total is a slip")
    given(received(), checked(NOTE, DISCREPANCY)).when(command).refused(
        SubmissionStoppedError,
        "cannot be accepted: 1 discrepancy stops it. At total: The total says 5.00",
        citation="§ 11-8b",
        stopping="1",
    )
    given(received(), checked(DISCREPANCY, DISCREPANCY)).when(command).refused(
        SubmissionStoppedError, "2 discrepancies stop it", citation="§ 11-8b", stopping="2"
    )


# ---- sent back ----


def test_a_submission_is_sent_back_to_be_mended() -> None:
    given(received(), checked(DISCREPANCY)).when(SEND_BACK).then(SENT_BACK)


def test_what_was_accepted_is_sent_back_while_nothing_posted_from_it() -> None:
    history: Events = [designated(), received(), checked(), accepted()]
    given(*history).when(SEND_BACK).then(SENT_BACK)
    posted = PlanSubmitted(plan_version=1, total=usd("5.00"), register=REGISTER)
    given(*history, posted).when(SEND_BACK).refused(
        SubmissionSettledError,
        "is posted as plan version 1 already",
        citation="§ 11-8b",
        status="accepted",
    )


def test_what_was_accepted_is_not_sent_back_before_that() -> None:
    history: Events = [designated(), received(), checked(), accepted()]
    assert grounds_of(SEND_BACK, fold(history)) == (4,)
    other = replace(SEND_BACK, register="FY2023-064-2")
    assert grounds_of(other, fold(history)) == ()
    given(*history).when(SEND_BACK, on=MARCH_1_2023, ground_on=date(2023, 3, 2)).refused(
        StepBeforeGroundError,
        f"The return of {REGISTER}",
        citation="§ 11-8b",
        on="2023-03-01",
        rests_on="2023-03-02",
    )


@pytest.mark.parametrize(
    "command",
    [AcceptSubmission(register=REGISTER), ReturnSubmission(register=REGISTER, reason="late")],
    ids=["accept", "return"],
)
def test_nothing_is_done_with_a_paper_before_it_came(
    command: AcceptSubmission | ReturnSubmission,
) -> None:
    given(received(), checked()).when(command, on=date(2023, 1, 31)).refused(
        StepBeforeGroundError,
        "FY2023-064-1 of Hartford FY2023 came on 2023-02-01; nothing was done with it on "
        "2023-01-31",
        citation="§ 11-8b",
        received_on="2023-02-01",
    )


def test_what_is_sent_back_says_why() -> None:
    command = ReturnSubmission(register=REGISTER, reason=" ")
    given(received()).when(command).refused(
        WordsMissingError, "the reason it is sent back is blank", citation="§ 11-8b"
    )


@pytest.mark.parametrize(
    "command",
    [
        CheckSubmission(register=REGISTER, discrepancies=()),
        AcceptSubmission(register=REGISTER),
        ReturnSubmission(register=REGISTER, reason="late"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_only_what_is_registered_and_open_is_worked_on(
    command: CheckSubmission | AcceptSubmission | ReturnSubmission,
) -> None:
    given(received(SECOND)).when(command).refused(
        SubmissionUnknownError,
        "has no submission 'FY2023-064-1' on record (register: FY2023-064-2)",
        citation="§ 11-8b",
        on_record=SECOND,
    )
    given().when(command).refused(
        SubmissionUnknownError, "(register: none)", citation="§ 11-8b", on_record="none"
    )
    given(received(), checked(), SENT_BACK).when(command).refused(
        SubmissionSettledError, "is returned already", citation="§ 11-8b", status="returned"
    )


def test_what_was_accepted_is_not_accepted_again() -> None:
    given(received(), checked(), accepted()).when(AcceptSubmission(register=REGISTER)).refused(
        SubmissionSettledError, "is accepted already", citation="§ 11-8b", status="accepted"
    )


def test_what_was_accepted_is_checked_again_while_nothing_posted_from_it() -> None:
    command = CheckSubmission(register=REGISTER, discrepancies=(DISCREPANCY,))
    history: Events = [designated(), received(), checked(), accepted()]
    given(*history).when(command).then(checked(DISCREPANCY))
    posted = PlanSubmitted(plan_version=1, total=usd("5.00"), register=REGISTER)
    given(*history, posted).when(command).refused(
        SubmissionSettledError, "is posted as plan version 1 already", citation="§ 11-8b"
    )


def test_the_same_check_of_what_was_accepted_is_noted_once() -> None:
    command = CheckSubmission(register=REGISTER, discrepancies=(DISCREPANCY,))
    accepted_unchecked: Events = [received(), accepted(because="deadline")]
    given(*accepted_unchecked).when(command).then(checked(DISCREPANCY))
    given(*accepted_unchecked, checked(DISCREPANCY)).when(command).decides_nothing()


# ---- posted ----


ANEW = (
    "alliance intake plan Hartford --fiscal-year FY2023 FILE --from WHO --by … --received-on DATE"
)


@pytest.mark.parametrize(
    ("history", "next_step"),
    [
        ([received(), checked()], "Accept it first: alliance intake accept FY2023-064-1"),
        (
            [received(), checked(NOTE)],
            "Accept it first: alliance intake accept FY2023-064-1 --because TEXT",
        ),
        ([received()], "Accept it first: alliance intake accept FY2023-064-1 --because TEXT"),
        (
            [received(), checked(DISCREPANCY)],
            "Send it back: alliance intake return FY2023-064-1 --because TEXT",
        ),
        (
            [received(), checked(), SENT_BACK],
            f"Register the mended one anew: {ANEW}",
        ),
    ],
    ids=["clean", "with a note", "not checked", "stopped", "sent back"],
)
def test_what_is_not_accepted_names_the_step_that_runs(history: Events, next_step: str) -> None:
    command = SubmitPlan(plan_version=1, total=usd("5.00"), register=REGISTER)
    refusal = (
        given(designated(), *history)
        .when(command)
        .refused(SubmissionNotAcceptedError, "nothing posts from it", citation="§ 11-8b")
    )
    assert refusal.next_step == next_step


def test_a_plan_posts_from_what_was_accepted() -> None:
    command = SubmitPlan(plan_version=1, total=usd("5.00"), register=REGISTER)
    history: Events = [designated(), received(), checked()]
    given(*history).when(command).refused(
        SubmissionNotAcceptedError,
        "FY2023-064-1 of Hartford FY2023 is checked; nothing posts from it until it is accepted",
        citation="§ 11-8b",
        status="checked",
    )
    given(designated()).when(command).refused(
        SubmissionUnknownError, "no submission", citation="§ 11-8b"
    )
    given(*history, accepted()).when(command).then(
        PlanSubmitted(plan_version=1, total=usd("5.00"), register=REGISTER)
    )


def test_only_a_plan_is_posted_as_a_plan() -> None:
    letter = replace(received(), kind=SubmissionKind.LETTER)
    command = SubmitPlan(plan_version=1, total=usd("5.00"), register=REGISTER)
    given(designated(), letter, checked(), accepted()).when(command).refused(
        SubmissionKindError, "is a letter, not a plan", citation="(d)", kind="letter"
    )


def test_one_file_makes_one_plan_version() -> None:
    posted = PlanSubmitted(plan_version=1, total=usd("5.00"), register=REGISTER)
    command = SubmitPlan(plan_version=2, total=usd("5.00"), register=REGISTER)
    given(designated(), received(), checked(), accepted(), posted).when(command).refused(
        SubmissionPostedError,
        "is posted already, as plan version 1",
        citation="(d)",
        posted_as="plan version 1",
    )
