"""Blank words, payments stated as under way, dates before the year, what two persons agreed on."""

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
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)

from domain.authority import Policy
from domain.commands import (
    AuthorizeRelease,
    Command,
    ConfirmRelease,
    CorrectEvent,
    EndDesignation,
    IssueRelease,
    ProposeRelease,
    RecordPublishedWithholding,
    RejectPlan,
    ReturnRelease,
    SetEntitlement,
    StateOpeningBalance,
)
from domain.decisions.case import NamedRecord
from domain.decisions.refusals import (
    AmountNotPositiveError,
    CorrectionBreaksBalanceError,
    OpeningNotFirstError,
    PaidBeforeYearError,
    ProposalBoundError,
    ReleaseStatusError,
    SamePersonError,
    WordsMissingError,
)
from domain.events import Direction, ReleaseProposed

READY: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("900.00"),
    submitted(1, "1000.00"),
    approved(1, "1000.00"),
]
IN_PAYMENT = stated(carry_in="5.00", in_payment="5.00")
BLANK = Direction(document=" ", cap=usd("5.00"))
JULY_14_2022 = date(2022, 7, 14)


@pytest.mark.parametrize(
    ("history", "command"),
    [
        pytest.param([designated()], EndDesignation(reason=" "), id="end"),
        pytest.param(
            [designated()], RecordPublishedWithholding(amount=usd("5.00"), source=""), id="source"
        ),
        pytest.param(
            [designated(), submitted(1, "5.00")],
            RejectPlan(plan_version=1, reason=""),
            id="rejection",
        ),
        pytest.param(READY, ProposeRelease(release="", amount=usd("5.00")), id="proposal"),
        pytest.param(READY, AuthorizeRelease(release=" ", amount=usd("5.00")), id="authorization"),
        pytest.param(
            READY, AuthorizeRelease(release="R1", amount=usd("5.00"), direction=BLANK), id="letter"
        ),
        pytest.param(
            [*READY, authorized("R1", "5.00"), issued("R1", "5.00")],
            ReturnRelease(release="R1", reason="\t"),
            id="return",
        ),
        pytest.param(READY, CorrectEvent(position=1, reason=""), id="correction"),
    ],
)
def test_a_name_a_reason_or_a_document_is_never_blank(history: Events, command: Command) -> None:
    given(*history).when(command).refused(WordsMissingError, "is blank", citation="§ 11-8b")


@pytest.mark.parametrize(
    "command",
    [
        SetEntitlement(amount=usd("5.00"), education_diversity=usd("-0.01")),
        SetEntitlement(amount=usd("5.00"), published_portion=usd("-0.01")),
    ],
    ids=["education-diversity", "published portion"],
)
def test_a_part_of_an_entitlement_is_not_below_zero(command: SetEntitlement) -> None:
    given().when(command).refused(
        AmountNotPositiveError, "a part of an entitlement cannot be below zero", citation="10-262h"
    )


def test_a_payment_stated_as_under_way_is_confirmed_by_the_name_opening() -> None:
    given(IN_PAYMENT).when(ConfirmRelease(release="opening", paid_on=JULY_14_2022)).then(
        confirmed("opening", "5.00", paid_on=JULY_14_2022)
    )


def test_a_payment_stated_as_under_way_can_come_back_and_be_issued_again() -> None:
    history: Events = [IN_PAYMENT, returned("opening", unpaid="5.00")]
    given(*history).when(IssueRelease(release="opening")).then(issued("opening", "5.00"))


def test_a_statement_is_not_taken_back_while_its_payment_went_on() -> None:
    # The 5.00 reached the town; without the statement they would have come from nowhere.
    history: Events = [IN_PAYMENT, confirmed("opening", "5.00")]
    named = {1: NamedRecord(version=1, effective_on=JULY_14_2022)}
    given(*history).when(CorrectEvent(position=1, reason="wrong"), named=named).refused(
        CorrectionBreaksBalanceError, "in_payment -5.00", citation="§ 11-8b"
    )


def test_a_second_statement_is_refused_even_where_both_are_zero() -> None:
    again = StateOpeningBalance(balances={}, document="letter", signers=("A. Reyes",))
    given(stated()).when(again).refused(OpeningNotFirstError, "count it twice", citation="11-8b")


@pytest.mark.parametrize("day", [date(2022, 6, 30), date(2021, 10, 15)])
def test_a_payment_is_not_dated_before_the_year_of_its_money(day: date) -> None:
    history: Events = [*READY, authorized("R1", "5.00"), issued("R1", "5.00")]
    given(*history).when(ConfirmRelease(release="R1", paid_on=day)).refused(
        PaidBeforeYearError, f"{day} lies before FY2023", citation="§ 10-262i(b)"
    )


def test_a_payment_on_the_first_day_of_the_year_is_confirmed() -> None:
    history: Events = [*READY, authorized("R1", "5.00"), issued("R1", "5.00")]
    july_1 = date(2022, 7, 1)
    given(*history).when(ConfirmRelease(release="R1", paid_on=july_1)).then(
        confirmed("R1", "5.00", paid_on=july_1)
    )


@pytest.mark.parametrize(
    "actor",
    ["r. ortiz", " R. Ortiz ", "R.Ortiz", "R Ortiz", "R. Ortíz", "\uff32. Ortiz", "R-Ortiz"],
)
def test_spelling_makes_nobody_another_person_and_the_name_on_record_is_told(actor: str) -> None:
    proposal = ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="R. Ortiz")
    command = AuthorizeRelease(release="R1", amount=usd("5.00"))
    given(*READY, proposal).when(command, actor=actor, policy=Policy.TWO_PERSON).refused(
        SamePersonError,
        "R. Ortiz proposed release 'R1' of Hartford FY2023 and cannot authorize it",
        citation="(c)(2)",
        proposed_by="R. Ortiz",
    )


@pytest.mark.parametrize("actor", ["R. Ortega", "R. Ortiz 2", "T. Ortiz"])
def test_another_letter_or_digit_makes_another_person(actor: str) -> None:
    proposal = ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="R. Ortiz")
    command = AuthorizeRelease(release="R1", amount=usd("5.00"))
    given(*READY, proposal).when(command, actor=actor, policy=Policy.TWO_PERSON).then(
        authorized("R1", "5.00")
    )


@pytest.mark.parametrize("policy", [Policy.TWO_PERSON, Policy.SIGNED])
def test_one_person_does_not_change_what_two_agreed_on(policy: Policy) -> None:
    history: Events = [*READY, authorized("R1", "1.00")]
    command = CorrectEvent(position=7, reason="more", amount=usd("900.00"))
    named = {7: NamedRecord(version=7, effective_on=JULY_14_2022)}
    given(*history).when(command, policy=policy, named=named).refused(
        ProposalBoundError, "is not changed by one of them", citation="(c)(2)"
    )


def test_one_person_takes_back_whole_what_two_agreed_on() -> None:
    history: Events = [*READY, authorized("R1", "1.00")]
    command = CorrectEvent(position=7, reason="not needed")
    named = {7: NamedRecord(version=7, effective_on=JULY_14_2022)}
    given(*history).when(command, policy=Policy.TWO_PERSON, named=named).then(
        event_corrected(
            corrects_position=7,
            corrects_version=7,
            corrected_event="ReleaseAuthorized",
            reversed={"amount": usd("1.00")},
            replacement={},
            reason="not needed",
        )
    )


def test_an_amount_issued_twice_is_refused_by_its_status() -> None:
    history: Events = [*READY, authorized("R1", "5.00"), issued("R1", "5.00")]
    given(*history).when(IssueRelease(release="R1")).refused(
        ReleaseStatusError, "is issued", citation="(c)(2)"
    )
