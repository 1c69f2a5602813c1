"""Service, and what follows a determination: petition, appeal, stay. §§ 4-181a, 4-183."""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, designated, given, stated
from spec_claims import (
    D1,
    ENFORCED,
    JANUARY_14,
    STAY_ENDED,
    appeal_decided,
    appealed,
    determined,
    found,
    noticed,
    petition,
    procedure,
    receipt,
    reconsidered,
    served,
    stayed,
)

from domain.authority import Office
from domain.challenge_events import AppealOutcome, ReconsiderationOutcome
from domain.claim_commands import ClaimCommand
from domain.decisions.claim_refusals import (
    DeterminationUnknownError,
    InstrumentNotOpenError,
    ReconsiderationClosedError,
    ReductionStayedError,
    StepMissingError,
    StepTakenError,
)
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import WordsMissingError
from domain.determination_commands import (
    DecideAppeal,
    DecideReconsideration,
    DirectEnforcement,
    EndStay,
    FileAppeal,
    OrderStay,
    RecordReturnReceipt,
    RequestReconsideration,
    ServePaper,
)
from domain.determination_events import Paper, ServiceMethod
from domain.events import DistrictYearEvent
from domain.state import fold

FEBRUARY_20, FEBRUARY_23 = date(2027, 2, 20), date(2027, 2, 23)
NOTICED: Events = [
    designated(),
    found(amount="45250.75"),
    procedure("contested-case"),
    noticed(date(2026, 12, 2), F1="45250.75"),
]
ISSUED: Events = [*NOTICED, determined(repay="45250.75")]
SENT: Events = [*ISSUED, served()]
IN_TIME = petition(date(2027, 1, 28))
SERVE = ServePaper(
    determination=D1,
    paper=Paper.FINAL,
    method=ServiceMethod.CERTIFIED_MAIL,
    mailed_on=JANUARY_14,
    number="7019 0001",
)
SIGN = RecordReturnReceipt(
    determination=D1, paper=Paper.FINAL, signed_on=date(2027, 1, 19), signed_by="M. Diaz"
)
PETITION = RequestReconsideration(
    determination=D1, filed_on=date(2027, 1, 28), grounds="new payroll reports"
)
DENY = DecideReconsideration(
    determination=D1,
    outcome=ReconsiderationOutcome.DENIED,
    decided_on=FEBRUARY_20,
    reason="as the record shows",
)
GRANT = replace(DENY, outcome=ReconsiderationOutcome.GRANTED)
APPEAL = FileAppeal(
    determination=D1,
    court="Superior Court",
    docket="HHB-CV27-1",
    filed_on=date(2027, 2, 26),
)
STAY = OrderStay(determination=D1, ordered_by=Office.COURT, document="order of March 1")
END = EndStay(determination=D1, reason="the appeal was withdrawn")
JUDGE = DecideAppeal(determination=D1, outcome=AppealOutcome.AFFIRMED, document="judgment of May 3")
ENFORCE = DirectEnforcement(determination=D1, because="the board is solvent")

# ---- the ordinary way ----


@pytest.mark.parametrize(
    ("events", "command", "event", "office", "on"),
    [
        (ISSUED, SERVE, served(), Office.DEPARTMENT, JANUARY_14),
        (SENT, SIGN, receipt(), Office.DEPARTMENT, date(2027, 1, 19)),
        (SENT, PETITION, IN_TIME, Office.BOARD_OF_EDUCATION, date(2027, 1, 28)),
        (
            [*SENT, IN_TIME],
            DENY,
            reconsidered("denied", FEBRUARY_20),
            Office.COMMISSIONER,
            FEBRUARY_20,
        ),
        (SENT, APPEAL, appealed(), Office.BOARD_OF_EDUCATION, date(2027, 2, 26)),
        (SENT, STAY, stayed(), Office.COURT, FEBRUARY_23),
        ([*SENT, stayed()], END, STAY_ENDED, Office.COURT, FEBRUARY_23),
        ([*SENT, appealed()], JUDGE, appeal_decided("affirmed"), Office.COURT, FEBRUARY_23),
        (SENT, ENFORCE, ENFORCED, Office.COMMISSIONER, FEBRUARY_23),
    ],
    ids=["serve", "sign", "petition", "deny", "appeal", "stay", "end", "judge", "enforce"],
)
def test_a_step_is_an_act_of_its_office_on_its_own_day(
    events: Events, command: ClaimCommand, event: DistrictYearEvent, office: Office, on: date
) -> None:
    (decided,) = given(*events).when(command, on=FEBRUARY_23).then(event)
    assert (decided.office, decided.effective_on) == (office, on)


def test_a_stay_of_the_commissioner_is_ended_by_the_commissioner() -> None:
    given(*SENT).when(replace(STAY, ordered_by=Office.COMMISSIONER)).then(
        stayed(Office.COMMISSIONER)
    )
    (decided,) = given(*SENT, stayed(Office.COMMISSIONER)).when(END).then(STAY_ENDED)
    assert decided.office is Office.COMMISSIONER


def test_the_notice_and_the_new_decision_are_papers_too() -> None:
    notice = replace(SERVE, paper=Paper.PRELIMINARY)
    given(*NOTICED).when(notice).then(served(paper=Paper.PRELIMINARY))
    new = replace(SERVE, paper=Paper.RECONSIDERATION)
    granted = reconsidered("granted", FEBRUARY_20)
    given(*SENT, granted).when(new).then(served(paper=Paper.RECONSIDERATION))


def test_a_paper_handed_over_has_no_number_of_mail() -> None:
    by_hand = replace(SERVE, method=ServiceMethod.PERSONAL, number=None)
    event = replace(served(), method=ServiceMethod.PERSONAL, number=None)
    given(*ISSUED).when(by_hand).then(event)


def test_a_late_petition_is_recorded_as_it_came() -> None:
    given(*SENT).when(replace(PETITION, filed_on=date(2027, 6, 1))).then(petition(date(2027, 6, 1)))


def test_a_petition_on_an_informal_order_or_a_stated_one_is_recorded_too() -> None:
    informal: Events = [
        designated(),
        found(amount="1.00"),
        procedure(),
        determined(repay="1.00"),
    ]
    given(*informal).when(PETITION).then(IN_TIME)
    stated_order = replace(PETITION, determination="opening")
    given(stated(repay_due="5.00")).when(stated_order).then(
        replace(IN_TIME, determination="opening")
    )


def test_a_second_appeal_follows_on_one_that_was_decided() -> None:
    once: Events = [*SENT, appealed(), appeal_decided("remanded")]
    given(*once).when(APPEAL).then(appealed())


# ---- in its time ----


@pytest.mark.parametrize("events", [SENT, [*SENT, IN_TIME]], ids=["own motion", "petition"])
def test_reconsideration_is_granted_in_its_time(events: Events) -> None:
    last_day = replace(GRANT, decided_on=FEBRUARY_23)
    given(*events).when(last_day).then(reconsidered("granted", FEBRUARY_23))
    given(*events).when(replace(GRANT, decided_on=date(2027, 2, 24))).refused(
        ReconsiderationClosedError,
        "could be reconsidered until 2027-02-23, and 2027-02-24 is later",
        citation="§ 4-181a(a)",
        closed="2027-02-23",
    )


def test_before_the_decision_was_sent_its_time_has_no_end() -> None:
    given(*ISSUED).when(GRANT).then(reconsidered("granted", FEBRUARY_20))


def test_of_an_informal_order_no_days_are_counted() -> None:
    informal: Events = [
        designated(),
        found(amount="1.00"),
        procedure(),
        determined(repay="1.00"),
        served(),
    ]
    late = replace(GRANT, decided_on=date(2028, 1, 1))
    given(*informal).when(late).then(reconsidered("granted", date(2028, 1, 1)))


# ---- once, and after what it follows on ----


@pytest.mark.parametrize(
    ("events", "command", "words"),
    [
        (SENT, SERVE, "was sent on 2027-01-14"),
        ([*SENT, receipt()], SIGN, "signed on 2027-01-19"),
        ([*SENT, IN_TIME], PETITION, "a petition was filed on 2027-01-28"),
        ([*SENT, reconsidered("granted", FEBRUARY_20)], DENY, "reconsideration was granted"),
        ([*SENT, appealed()], APPEAL, "an appeal is pending"),
        ([*SENT, stayed()], STAY, "it is stayed"),
        ([*SENT, ENFORCED], ENFORCE, "it is to be enforced"),
    ],
    ids=["serve", "sign", "petition", "deny", "appeal", "stay", "enforce"],
)
def test_a_step_is_taken_once(events: Events, command: ClaimCommand, words: str) -> None:
    refused = given(*events).when(command).refused_by
    assert isinstance(refused, StepTakenError)
    assert words in refused.message


@pytest.mark.parametrize(
    ("events", "command", "words"),
    [
        (NOTICED, SERVE, "no final paper"),
        ([designated(), procedure()], replace(SERVE, paper=Paper.PRELIMINARY), "no preliminary"),
        (SENT, replace(SERVE, paper=Paper.RECONSIDERATION), "no reconsideration paper"),
        (ISSUED, SIGN, "was not sent"),
        (SENT, DENY, "a petition to be denied is not on record"),
        (SENT, END, "a stay is not on record"),
        (SENT, JUDGE, "a pending appeal is not on record"),
        ([*SENT, appealed(), appeal_decided("affirmed")], JUDGE, "a pending appeal"),
        (NOTICED, PETITION, "was not issued, so nothing is owed under it"),
        (NOTICED, APPEAL, "was not issued"),
        (NOTICED, STAY, "was not issued"),
        (NOTICED, ENFORCE, "was not issued"),
    ],
)
def test_a_step_follows_on_another(events: Events, command: ClaimCommand, words: str) -> None:
    refused = given(*events).when(command).refused_by
    assert isinstance(refused, StepMissingError)
    assert words in refused.message


ALL = [SERVE, SIGN, PETITION, DENY, APPEAL, STAY, END, JUDGE, ENFORCE]


@pytest.mark.parametrize("command", ALL, ids=lambda one: type(one).__name__)
def test_a_step_names_a_determination_on_record(command: ClaimCommand) -> None:
    given(designated()).when(command).refused(
        DeterminationUnknownError, "no determination 'D-2023-064-1' on record", citation="(g)"
    )


@pytest.mark.parametrize(
    "command",
    [
        replace(SERVE, number=" "),
        replace(SIGN, signed_by=" "),
        replace(PETITION, grounds=""),
        replace(DENY, reason=""),
        replace(DENY, document=" "),
        replace(APPEAL, court=" "),
        replace(APPEAL, docket=""),
        replace(STAY, document=""),
        replace(END, reason=""),
        replace(JUDGE, document=""),
        replace(ENFORCE, because=" "),
    ],
)
def test_a_step_says_what_it_rests_on(command: ClaimCommand) -> None:
    given(*ISSUED).when(command).refused(WordsMissingError, "is blank", citation="§ 11-8b")


def test_a_stay_is_ordered_by_the_court_or_the_commissioner() -> None:
    given(*SENT).when(replace(STAY, ordered_by=Office.COMPTROLLER)).refused(
        InstrumentNotOpenError, "The Comptroller does not stay", citation="§ 4-183"
    )


@pytest.mark.parametrize(
    ("events", "command"),
    [
        (ISSUED, SERVE),
        (SENT, SIGN),
        (SENT, PETITION),
        ([*SENT, IN_TIME], DENY),
        (SENT, APPEAL),
        (SENT, STAY),
        ([*SENT, stayed()], END),
        ([*SENT, appealed()], JUDGE),
        (SENT, ENFORCE),
    ],
    ids=lambda one: type(one).__name__ if not isinstance(one, list) else "",
)
def test_no_step_lies_before_what_it_rests_on(events: Events, command: ClaimCommand) -> None:
    refused = given(*events).when(command, on=FEBRUARY_23, ground_on=date(2028, 1, 1)).refused_by
    assert isinstance(refused, StepBeforeGroundError)
    assert "what it rests on is of 2028-01-01" in refused.message


def test_a_decision_is_sent_once_a_day_and_days_count_from_the_first() -> None:
    later, earlier = date(2027, 1, 20), date(2027, 1, 13)
    again: Events = [*SENT, served(later)]
    for day in (SERVE.mailed_on, later):
        twice = replace(SERVE, mailed_on=day)
        assert type(given(*again).when(twice).refused_by) is StepTakenError
    service = fold(again).claims.determinations[D1].services[Paper.FINAL]
    assert (service.sent.mailed_on, service.also_on) == (SERVE.mailed_on, (later,))
    before = fold([*again, served(earlier)]).claims.determinations[D1].services[Paper.FINAL]
    assert (before.sent.mailed_on, before.also_on) == (earlier, (later, SERVE.mailed_on))


def test_nobody_directs_to_enforce_what_is_stayed() -> None:
    given(*SENT, stayed()).when(ENFORCE).refused(
        ReductionStayedError, "is stayed by order of the court", citation="§ 4-183"
    )
    given(*SENT, stayed(), STAY_ENDED).when(ENFORCE).then(ENFORCED)
