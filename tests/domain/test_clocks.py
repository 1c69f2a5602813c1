"""The days around a determination: C.G.S. §§ 4-181a, 4-183, as read in older editions."""

from datetime import date

import pytest
from spec import FY2023, Events
from spec_claims import (
    D1,
    ENFORCED,
    JANUARY_14,
    appeal_decided,
    appealed,
    claim_reduced,
    determined,
    found,
    noticed,
    petition,
    procedure,
    reconsidered,
    schedule,
    served,
    stayed,
)

from domain.authority import Office
from domain.clocks import ClockRow, clock, reconsideration_closes, running
from domain.determination_events import Paper, ResponseReceived
from domain.determination_state import Determination
from domain.events import DistrictYearEvent
from domain.money import ZERO
from domain.state import fold
from domain.statute.rules import rules_in_force

RULES = rules_in_force(FY2023, JANUARY_14)
FEBRUARY_20 = date(2027, 2, 20)
CONTESTED: Events = [
    found(amount="32750.75"),
    procedure("contested-case"),
    noticed(date(2026, 12, 2), F1="32750.75"),
    determined(repay="32750.75"),
]
SENT: Events = [*CONTESTED, served()]
IN_TIME = petition(date(2027, 1, 28))
LATE = petition(date(2027, 1, 30))


def case_of(*events: DistrictYearEvent) -> Determination:
    return fold(events).claims.determinations[D1]


def rows(*events: DistrictYearEvent, on: date = date(2027, 2, 1)) -> tuple[ClockRow, ...]:
    return clock(case_of(*events), RULES, on)


def test_the_clock_of_screen_c_2() -> None:
    assert rows(*SENT, IN_TIME) == (
        ClockRow(
            label="petition for reconsideration",
            days=15,
            on=date(2027, 1, 29),
            happened="filed",
            happened_on=date(2027, 1, 28),
            note="in time",
        ),
        ClockRow(
            label="Department answers",
            days=25,
            on=date(2027, 2, 22),
            note="no answer on that day means denied",
        ),
        ClockRow(label="own motion", days=40, on=date(2027, 2, 23)),
        ClockRow(
            label="appeal, if no petition",
            days=45,
            on=date(2027, 2, 28),
            note="falls on a Sunday, counted here to 2027-03-01: ask counsel",
        ),
        ClockRow(label="appeal, after denial 2027-02-22", days=45, on=date(2027, 4, 8)),
    )


def test_without_a_petition_nothing_is_answered() -> None:
    assert [(row.label, row.on) for row in rows(*SENT)] == [
        ("petition for reconsideration", date(2027, 1, 29)),
        ("own motion", date(2027, 2, 23)),
        ("appeal, if no petition", date(2027, 2, 28)),
    ]


def test_a_late_petition_opens_nothing_anew() -> None:
    found_rows = rows(*SENT, LATE)
    assert [row.label for row in found_rows] == [
        "petition for reconsideration",
        "own motion",
        "appeal, if no petition",
    ]
    assert found_rows[0].note == "late"
    # Not even where it is denied later.
    denied = rows(*SENT, LATE, reconsidered("denied", FEBRUARY_20))
    assert denied[:1] + denied[2:] == found_rows


def test_the_answer_to_a_late_petition_and_its_mailing_are_shown() -> None:
    sent = served(date(2027, 2, 22), Paper.RECONSIDERATION)
    assert rows(*SENT, LATE, reconsidered("denied", FEBRUARY_20), sent)[1] == ClockRow(
        label="Department answers",
        days=None,
        on=None,
        happened="denied",
        happened_on=FEBRUARY_20,
        note="the petition was late; sent to the board on 2027-02-22",
    )


def test_a_decision_taken_up_without_a_petition_stands_with_the_own_motion() -> None:
    own = rows(*SENT, reconsidered("granted", FEBRUARY_20))[1]
    assert (own.label, own.happened, own.happened_on) == ("own motion", "granted", FEBRUARY_20)
    sent = served(date(2027, 3, 15), Paper.RECONSIDERATION)
    last = rows(*SENT, reconsidered("granted", FEBRUARY_20), sent)[-1]
    assert (last.label, last.note) == ("appeal, after the new decision 2027-03-15", "")


def test_a_denial_by_silence_and_the_time_to_appeal_name_the_same_day() -> None:
    # Filed on 2027-01-26; 25 days on is Saturday, February 20; the Monday after it is February 22.
    petitioned = petition(date(2027, 1, 26))
    answer, _, _, appeal = rows(*SENT, petitioned, on=date(2027, 3, 1))[1:]
    assert answer.note == (
        "no answer came: denied by silence on 2027-02-22; falls on a Saturday, counted here "
        "to 2027-02-22: ask counsel"
    )
    assert (appeal.label, appeal.on) == ("appeal, after denial 2027-02-22", date(2027, 4, 8))
    assert appeal.note == (
        "counted from the Monday; from Saturday 2027-02-20 it ends on 2027-04-06: ask counsel"
    )
    # What was answered on that Monday was not denied by silence.
    answered = rows(*SENT, petitioned, reconsidered("denied", date(2027, 2, 22)))[-1]
    assert (answered.label, answered.note) == ("appeal, after denial 2027-02-22", "")


def test_what_became_of_the_appeal_is_a_row_of_its_own() -> None:
    judged = clock(
        case_of(*SENT, appealed(), appeal_decided("modified")),
        RULES,
        date(2027, 6, 1),
        date(2027, 5, 3),
    )
    assert judged[-1] == ClockRow(
        label="appeal decided",
        days=None,
        on=None,
        happened="modified",
        happened_on=date(2027, 5, 3),
        note="judgment of May 3",
    )


@pytest.mark.parametrize(
    ("events", "label", "on"),
    [
        (
            [reconsidered("denied", FEBRUARY_20)],
            "appeal, after denial 2027-02-20",
            date(2027, 4, 6),
        ),
        (
            [
                reconsidered("denied", FEBRUARY_20),
                served(date(2027, 2, 22), Paper.RECONSIDERATION),
            ],
            "appeal, after denial 2027-02-22",
            date(2027, 4, 8),
        ),
        # Silence had been the denial already.
        (
            [reconsidered("denied", date(2027, 3, 1))],
            "appeal, after denial 2027-02-22",
            date(2027, 4, 8),
        ),
        (
            [
                reconsidered("granted", FEBRUARY_20),
                served(date(2027, 3, 15), Paper.RECONSIDERATION),
            ],
            "appeal, after the new decision 2027-03-15",
            date(2027, 4, 29),
        ),
    ],
    ids=["denied", "denied and sent", "denied too late", "granted"],
)
def test_a_new_time_to_appeal_begins_with_the_answer(events: Events, label: str, on: date) -> None:
    last = rows(*SENT, IN_TIME, *events)[-1]
    assert (last.label, last.on) == (label, on)


def test_silence_is_told_as_a_denial_once_the_day_is_over() -> None:
    told = [rows(*SENT, IN_TIME, on=date(2027, 2, day))[1] for day in (22, 23)]
    assert [(row.note, row.happened) for row in told] == [
        ("no answer on that day means denied", ""),
        ("no answer came: denied by silence on 2027-02-22", ""),
    ]


def test_an_answer_after_the_silence_is_late() -> None:
    late = rows(*SENT, IN_TIME, reconsidered("denied", date(2027, 2, 23)))[1]
    assert (late.happened, late.note.partition(";")[0]) == (
        "denied",
        "late: silence had denied it",
    )


def test_the_answer_says_what_happened_and_when() -> None:
    answer = rows(*SENT, IN_TIME, reconsidered("granted", FEBRUARY_20))[1]
    assert (answer.happened, answer.happened_on, answer.note) == ("granted", FEBRUARY_20, "")


@pytest.mark.parametrize(
    ("filed", "note"),
    [
        (date(2027, 2, 28), "in time; falls on a Sunday, counted here to 2027-03-01: ask counsel"),
        (date(2027, 3, 1), "in time; falls on a Sunday, counted here to 2027-03-01: ask counsel"),
        (date(2027, 3, 2), "late; falls on a Sunday, counted here to 2027-03-01: ask counsel"),
    ],
)
def test_an_appeal_is_in_time_or_late(filed: date, note: str) -> None:
    last = rows(*SENT, appealed(filed))[-1]
    assert (last.happened, last.happened_on, last.note) == ("filed", filed, note)


def test_a_petition_on_the_monday_after_a_weekend_is_in_time() -> None:
    sent = [*CONTESTED, served(date(2027, 1, 15))]  # 15 days on: Saturday, January 30
    monday, tuesday = date(2027, 2, 1), date(2027, 2, 2)
    said = "falls on a Saturday, counted here to 2027-02-01: ask counsel"
    assert rows(*sent, petition(monday))[0].note == f"in time; {said}"
    assert [row.label for row in rows(*sent, petition(monday))][1] == "Department answers"
    assert rows(*sent, petition(tuesday))[0].note == f"late; {said}"
    assert [row.label for row in rows(*sent, petition(tuesday))][1] == "own motion"


def test_the_time_to_appeal_begins_at_the_later_of_denial_and_mailing() -> None:
    denied = reconsidered("denied", date(2027, 2, 10))
    sent_later = served(date(2027, 2, 12), Paper.RECONSIDERATION)
    assert rows(*SENT, IN_TIME, denied)[-1].label == "appeal, after denial 2027-02-10"
    assert rows(*SENT, IN_TIME, denied, sent_later)[-1].label == "appeal, after denial 2027-02-12"
    decision_later = [*CONTESTED, petition(date(2027, 1, 28)), denied, served(date(2027, 2, 15))]
    assert rows(*decision_later)[-1].label == "appeal, after denial 2027-02-15"


def test_days_are_counted_from_the_first_sending_that_stands() -> None:
    again = [*SENT, served(date(2027, 1, 20))]
    assert rows(*again) == rows(*SENT)
    assert rows(*CONTESTED, served(date(2027, 1, 20)), served()) == rows(*SENT)


def test_no_day_is_counted_before_the_decision_was_sent() -> None:
    assert rows(*CONTESTED) == ()


def test_before_the_decision_only_the_day_of_the_notice_shows() -> None:
    notice = rows(procedure("contested-case"), noticed(date(2026, 12, 2), F1="1.00"))
    assert notice == (
        ClockRow(
            label="response to the preliminary determination", days=None, on=date(2026, 12, 2)
        ),
    )


def test_an_informal_procedure_shows_only_dates_that_papers_gave() -> None:
    answered = ResponseReceived(
        determination=D1,
        received_on=date(2026, 12, 1),
        contested=ZERO,
        response="agreed",
        register=None,
    )
    found_rows = rows(
        found(amount="32750.75"),
        procedure("informal"),
        noticed(date(2026, 12, 2), F1="32750.75"),
        answered,
        determined(repay="32750.75"),
        served(),
        schedule((date(2027, 6, 30), "32750.75")),
    )
    assert found_rows == (
        ClockRow(
            label="response to the preliminary determination",
            days=None,
            on=date(2026, 12, 2),
            happened="received",
            happened_on=date(2026, 12, 1),
        ),
        ClockRow(label="payment", days=None, on=date(2027, 6, 30), note="32,750.75"),
    )
    assert rows(procedure("informal")) == ()


# ---- what is waited for ----

JUDGED: Events = [appealed(), appeal_decided("reversed")]


@pytest.mark.parametrize(
    ("events", "on", "because", "until"),
    [
        (CONTESTED, JANUARY_14, "the decision was not sent to the board", None),
        # February 28, 2027 is a Sunday.
        (SENT, date(2027, 3, 1), "time to petition or appeal is running", date(2027, 3, 1)),
        (
            [*SENT, IN_TIME],
            date(2027, 4, 8),
            "time to petition or appeal is running",
            date(2027, 4, 8),
        ),
        (
            [*SENT, IN_TIME, reconsidered("granted", FEBRUARY_20)],
            date(2028, 1, 1),
            "reconsideration was granted, and no new decision sent",
            None,
        ),
        ([*SENT, appealed()], date(2028, 1, 1), "an appeal is pending", None),
        (
            [*SENT, appealed(), appeal_decided("remanded")],
            date(2028, 1, 1),
            "the court sent it back",
            None,
        ),
        (
            [*SENT, *JUDGED],
            date(2028, 1, 1),
            "the court's judgment (reversed) is not recorded in the amount",
            None,
        ),
    ],
    ids=["not sent", "last day", "after denial", "granted", "appeal", "remanded", "reversed"],
)
def test_a_contested_case_is_not_over(
    events: Events, on: date, because: str, until: date | None
) -> None:
    waits = running(case_of(*events), RULES, on)
    assert waits is not None
    assert (waits.because, waits.until) == (because, until)


@pytest.mark.parametrize(
    ("events", "on"),
    [
        (SENT, date(2027, 3, 2)),
        ([*SENT, IN_TIME], date(2027, 4, 9)),
        ([*SENT, appealed(), appeal_decided("affirmed")], JANUARY_14),
        ([*SENT, *JUDGED, claim_reduced("judgment", Office.COURT, repay_less="1.00")], JANUARY_14),
        (
            [
                *SENT,
                appealed(),
                appeal_decided("remanded"),
                claim_reduced("judgment", Office.COURT, repay_less="1.00"),
            ],
            JANUARY_14,
        ),
        ([found(amount="1.00"), procedure("informal"), determined(repay="1.00")], JANUARY_14),
        ([procedure("contested-case")], JANUARY_14),
    ],
    ids=["no petition", "denied", "affirmed", "as judged", "sent back", "informal", "not issued"],
)
def test_nothing_is_waited_for(events: Events, on: date) -> None:
    assert running(case_of(*events), RULES, on) is None


def test_a_stay_or_a_direction_is_no_clock() -> None:
    assert rows(*SENT, stayed(), ENFORCED) == rows(*SENT)


# ---- until when the Commissioner may reconsider ----


@pytest.mark.parametrize(
    ("events", "closes"),
    [
        (CONTESTED, None),
        (SENT, date(2027, 2, 23)),
        ([*SENT, IN_TIME], date(2027, 2, 23)),
        ([*SENT, petition(date(2027, 1, 29))], date(2027, 2, 23)),
        ([*SENT, LATE], date(2027, 2, 23)),
        ([*SENT, IN_TIME, reconsidered("granted", date(2027, 2, 23))], None),
        ([*SENT, IN_TIME, reconsidered("granted", date(2027, 2, 24))], date(2027, 2, 23)),
        ([*SENT, IN_TIME, reconsidered("denied", FEBRUARY_20)], date(2027, 2, 23)),
    ],
    ids=["not sent", "sent", "filed", "last day", "late", "granted", "granted late", "denied"],
)
def test_reconsideration_closes(events: Events, closes: date | None) -> None:
    assert reconsideration_closes(case_of(*events), RULES) == closes
