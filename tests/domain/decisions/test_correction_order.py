"""§ 10-262i(b), § 11-8b: the day of a payment order is put right, and the order stands."""

from datetime import date

import pytest
from spec import (
    Events,
    approved,
    authorized,
    confirmed,
    designated,
    event_corrected,
    given,
    issued,
    portion,
    returned,
    submitted,
    transferred,
    usd,
    withheld,
)

from domain.authority import Office
from domain.commands import ConfirmRelease, CorrectEvent
from domain.decisions.case import NamedRecord
from domain.decisions.payment_refusals import PaymentNotTakenBackError
from domain.decisions.refusals import AlreadyCorrectedError, NothingToCorrectError
from domain.events import EventCorrected
from domain.figures import balance
from domain.release_state import ReleaseStatus
from domain.state import fold

# Positions are those of the list; the order is the eighth.
OUT: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("900.00"),
    submitted(1, "1000.00"),
    approved(1, "1000.00"),
    authorized("R1", "5.00"),
    issued("R1", "5.00"),
]
MARCH_1 = date(2023, 3, 1)
MARCH_2 = date(2023, 3, 2)
ORDERED = {version: NamedRecord(version=version, effective_on=MARCH_1) for version in range(1, 12)}


def correct(
    position: int, day: date | None = MARCH_2, *, amount: str | None = None
) -> CorrectEvent:
    return CorrectEvent(
        position=position,
        reason="wrong day",
        amount=None if amount is None else usd(amount),
        day=day,
    )


def taken_back(position: int) -> EventCorrected:
    return event_corrected(
        corrects_position=position,
        corrects_version=position,
        corrected_event="ReleaseIssued",
        reversed={"amount": usd("5.00")},
        replacement={},
        reason="wrong day",
    )


@pytest.mark.parametrize(
    ("since", "command"),
    [
        ([], correct(8, None)),
        ([], correct(8, amount="5.00")),
        ([returned("R1", unpaid="5.00")], correct(8)),
        ([confirmed("R1", "5.00")], correct(8)),
        ([returned("R1", unpaid="5.00"), issued("R1", "5.00")], correct(8)),
    ],
    ids=["no day", "another amount", "it came back", "it was paid", "not the last one"],
)
def test_a_payment_order_is_never_taken_back_by_a_correction(
    since: Events, command: CorrectEvent
) -> None:
    # It may stand in the other system; taken back here, the money could go a second time.
    given(*OUT, *since).when(command, named=ORDERED).refused(
        PaymentNotTakenBackError,
        "The payment order of 'R1' of Hartford FY2023 left this ledger",
        citation="§ 10-262i(b)",
        release="R1",
        amount="5.00",
    )


def test_the_day_of_a_payment_order_is_put_right_and_the_order_stands() -> None:
    correction, order = (
        given(*OUT).when(correct(8), named=ORDERED).then(taken_back(8), issued("R1", "5.00"))
    )
    assert (correction.effective_on, order.effective_on) == (MARCH_1, MARCH_2)
    assert order.office is Office.COMPTROLLER
    after = fold([*OUT, correction.event, order.event])
    assert after.releases["R1"].status is ReleaseStatus.ISSUED
    assert balance("in_payment", after) == usd("5.00")
    given(*OUT, correction.event, order.event).when(
        ConfirmRelease(release="R1", paid_on=MARCH_2), on=MARCH_2
    ).then(confirmed("R1", "5.00", paid_on=MARCH_2))


def test_an_order_that_was_issued_again_is_dated_anew_alone() -> None:
    again: Events = [*OUT, returned("R1", unpaid="5.00"), issued("R1", "5.00")]
    given(*again).when(correct(10), named=ORDERED).then(taken_back(10), issued("R1", "5.00"))


def test_the_right_day_of_an_order_is_another_one() -> None:
    given(*OUT).when(correct(8, MARCH_1), named=ORDERED).refused(
        NothingToCorrectError, "it is of 2023-03-01 already", citation="§ 11-8b"
    )


def test_an_order_that_was_given_before_the_authorization_has_the_day_it_was_given() -> None:
    # What happened is recorded; that the steps did not follow each other is a finding.
    _, order = (
        given(*OUT)
        .when(correct(8, date(2023, 2, 1)), named=ORDERED)
        .then(taken_back(8), issued("R1", "5.00"))
    )
    assert order.effective_on == date(2023, 2, 1)


def test_nothing_else_has_a_day_that_is_corrected() -> None:
    given(*OUT).when(correct(7), named=ORDERED).refused(
        NothingToCorrectError, "it has a day that is not corrected", citation="§ 11-8b"
    )


def test_an_order_that_was_dated_anew_is_corrected_where_it_stands_now() -> None:
    refusal = (
        given(*OUT, taken_back(8), issued("R1", "5.00"))
        .when(correct(8), named=ORDERED)
        .refused(AlreadyCorrectedError, "it was taken back whole at position", citation="§ 11-8b")
    )
    assert "Correct what was recorded in its place: alliance replay" in refusal.next_step
    given(*OUT, taken_back(8), issued("R1", "5.00")).when(correct(10), named=ORDERED).then(
        taken_back(10), issued("R1", "5.00")
    )
