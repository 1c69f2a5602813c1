"""§ 10-262u(g): counsel is asked, the board is heard, and no more is claimed than was found."""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, approved, closed, designated, given, stated, submitted, usd
from spec_claims import (
    D1,
    FACT,
    LAW,
    allowed,
    asked,
    determined,
    found,
    lines,
    noticed,
    procedure,
    served,
    shares,
)

from domain.authority import Office
from domain.chart import Account
from domain.claim_commands import ClaimCommand
from domain.decisions.case import NamedRecord
from domain.decisions.claim_refusals import (
    DeterminationDoesNotAddUpError,
    DeterminationExceedsFindingError,
    DeterminationNameError,
    DeterminationUnknownError,
    FactNotOnRecordError,
    FactsMissingError,
    FindingUnknownError,
    NotHeardError,
    ProcedureMissingError,
    StepMissingError,
    StepTakenError,
)
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import AmountNotPositiveError, WordsMissingError
from domain.determination_commands import (
    ExtendResponseTime,
    IssueDetermination,
    IssuePreliminaryDetermination,
    RecordResponse,
    SetProcedure,
)
from domain.determination_events import (
    DeterminationIssued,
    Paper,
    Procedure,
    ResponseReceived,
    ResponseTimeExtended,
)
from domain.money import ZERO, Money
from domain.state import fold

NOVEMBER_2, NOVEMBER_30 = date(2026, 11, 2), date(2026, 11, 30)
DECEMBER_1, DECEMBER_2 = date(2026, 12, 1), date(2026, 12, 2)
JANUARY_14 = date(2027, 1, 14)
FOUND: Events = [designated(), found(amount="45250.75")]
INFORMAL: Events = [*FOUND, procedure()]
SENT = served(NOVEMBER_2, Paper.PRELIMINARY)
HEARD: Events = [*FOUND, noticed(DECEMBER_2, F1="45250.75"), SENT, procedure("contested-case")]
SET = SetProcedure(
    determination=D1,
    procedure=Procedure.CONTESTED_CASE,
    set_by="K. Lee",
    document="memo of November 30",
)
NOTICE = IssuePreliminaryDetermination(
    determination=D1,
    shares=shares(F1="32750.75"),
    repay=usd("32750.75"),
    respond_by=DECEMBER_2,
    reason="outside the plan",
)
RESPOND = RecordResponse(
    determination=D1,
    received_on=DECEMBER_1,
    contested=usd("32750.75"),
    response="amended by word",
)
EXTEND = ExtendResponseTime(
    determination=D1, respond_by=date(2026, 12, 16), reason="the records are away"
)
RESPONSE = ResponseReceived(
    determination=D1,
    received_on=DECEMBER_1,
    contested=usd("32750.75"),
    response="amended by word",
    register=None,
)


def issue(
    *, repay: str = "0.00", reduce: str = "0.00", dropped: str = "0.00", name: str = D1
) -> IssueDetermination:
    amounts = [usd(repay), usd(reduce), usd(dropped)]
    event = determined(repay=repay, reduce=reduce, dropped=dropped)
    return IssueDetermination(
        determination=name,
        shares=event.shares,
        facts=(FACT,),
        conclusions=(LAW,),
        repay=amounts[0],
        reduce=amounts[1],
        dropped=amounts[2],
    )


def issued_on(events: Events, command: IssueDetermination) -> DeterminationIssued:
    """What it led to, the digest of the letter left out."""
    (decided,) = given(*events).when(command, on=JANUARY_14).decided
    assert isinstance(decided.event, DeterminationIssued)
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(g)"
    assert decided.event.letter_form == "determination/2"
    assert len(decided.event.letter_sha256) == 64
    return replace(decided.event, letter_sha256="ab" * 32)


# ---- counsel ----


def test_counsel_says_by_which_procedure() -> None:
    (decided,) = given(*FOUND).when(SET).then(procedure("contested-case"))
    assert decided.citation.note == "unverified"


def test_counsel_may_say_otherwise_until_the_decision() -> None:
    command = replace(SET, procedure=Procedure.INFORMAL)
    given(*HEARD).when(command).then(procedure("informal"))
    given(*INFORMAL, determined(repay="1.00")).when(command).refused(
        StepTakenError, "D-2023-064-1 of Hartford FY2023 was issued already", citation="(g)"
    )


def test_counsel_is_asked_about_a_finding() -> None:
    given(designated()).when(SET).refused(
        StepMissingError, "No finding of Hartford FY2023 is open", citation="(g)"
    )
    settled: Events = [*FOUND, procedure("contested-case"), allowed("45250.75")]
    given(*settled).when(SET).then(procedure("contested-case"))


def test_a_determination_is_named_by_year_town_and_number() -> None:
    for name in ("D-2023-064-2", "D-2024-064-1", "D-1", "opening"):
        given(*FOUND).when(replace(SET, determination=name)).refused(
            DeterminationNameError, "the next one is D-2023-064-1", citation="(g)", next=D1
        )
    second = replace(SET, determination="D-2023-064-2")
    given(*INFORMAL).when(second).then(procedure("contested-case", "D-2023-064-2"))


def test_without_counsel_s_word_nothing_is_determined() -> None:
    given(*FOUND).when(issue(repay="1.00")).refused(
        ProcedureMissingError, "is not recorded, and the statute does not say it", citation="(g)"
    )


@pytest.mark.parametrize(
    "command", [replace(SET, set_by=" "), replace(SET, document="")], ids=["who", "paper"]
)
def test_counsel_has_a_name_and_a_paper(command: ClaimCommand) -> None:
    given(*FOUND).when(command).refused(WordsMissingError, "counsel", citation="§ 11-8b")


# ---- heard ----


def test_the_board_is_told_what_is_intended() -> None:
    (decided,) = given(*FOUND).when(NOTICE, on=NOVEMBER_2).then(noticed(DECEMBER_2, F1="32750.75"))
    assert decided.office is Office.COMMISSIONER
    after = fold([*FOUND, decided.event])
    assert after.standing(Account.FINDING_OPEN) == usd("45250.75")


def test_a_notice_may_intend_less_than_the_shares() -> None:
    command = replace(NOTICE, repay=usd("20000.00"), reduce=usd("10000.00"))
    event = replace(
        noticed(DECEMBER_2, F1="32750.75"), repay=usd("20000.00"), reduce=usd("10000.00")
    )
    given(*FOUND).when(command, on=NOVEMBER_2).then(event)


@pytest.mark.parametrize(
    ("repay", "reduce"), [(None, None), (usd("32750.76"), None), (usd("1.00"), usd("32749.76"))]
)
def test_a_notice_intends_something_within_the_shares(
    repay: Money | None, reduce: Money | None
) -> None:
    command = replace(NOTICE, repay=repay, reduce=reduce)
    given(*FOUND).when(command, on=NOVEMBER_2).refused(
        DeterminationDoesNotAddUpError, "is not within the shares", citation="(g)"
    )


def test_a_notice_says_nothing_below_zero() -> None:
    given(*FOUND).when(replace(NOTICE, reduce=usd("-0.01")), on=NOVEMBER_2).refused(
        AmountNotPositiveError, "what is intended cannot be below zero", citation="(g)"
    )


def test_a_notice_gives_time_and_says_why() -> None:
    given(*FOUND).when(replace(NOTICE, respond_by=date(2026, 11, 1)), on=NOVEMBER_2).refused(
        NotHeardError, "would have to respond by 2026-11-01", citation="§ 4-177"
    )
    given(*FOUND).when(replace(NOTICE, reason=""), on=NOVEMBER_2).refused(
        WordsMissingError, "why it is intended", citation="§ 11-8b"
    )


def test_the_response_has_the_day_it_came() -> None:
    (decided,) = given(*HEARD).when(RESPOND).then(RESPONSE)
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.effective_on == DECEMBER_1


def test_no_more_is_contested_than_the_board_was_told_of() -> None:
    given(*HEARD).when(replace(RESPOND, contested=usd("45250.76"))).refused(
        DeterminationExceedsFindingError,
        "would contest 45,250.76, and was told of 45,250.75",
        citation="§ 4-177",
    )


def test_a_response_says_what_and_contests_nothing_or_more() -> None:
    given(*HEARD).when(replace(RESPOND, contested=usd("-1.00"))).refused(
        AmountNotPositiveError, "what is contested", citation="§ 4-177"
    )
    given(*HEARD).when(replace(RESPOND, response=" ")).refused(
        WordsMissingError, "what the board responded", citation="§ 11-8b"
    )


def test_more_time_is_a_later_day() -> None:
    event = ResponseTimeExtended(
        determination=D1, respond_by=date(2026, 12, 16), reason="the records are away"
    )
    given(*HEARD).when(EXTEND).then(event)
    given(*HEARD).when(replace(EXTEND, respond_by=DECEMBER_2)).refused(
        NotHeardError, "has until 2026-12-02 already", citation="§ 4-177"
    )
    given(*HEARD).when(replace(EXTEND, reason="")).refused(
        WordsMissingError, "why there is more time", citation="§ 11-8b"
    )


@pytest.mark.parametrize("command", [RESPOND, EXTEND], ids=["respond", "extend"])
def test_a_response_is_to_a_notice(command: ClaimCommand) -> None:
    given(*INFORMAL).when(command).refused(
        StepMissingError, "No preliminary notice of determination D-2023-064-1", citation="§ 4-177"
    )
    given(*FOUND).when(command).refused(
        DeterminationUnknownError, "(determinations: none)", citation="(g)"
    )


@pytest.mark.parametrize("command", [NOTICE, EXTEND], ids=["notice", "extend"])
def test_no_notice_comes_after_the_decision(command: ClaimCommand) -> None:
    after = [*HEARD, determined(repay="45250.75")]
    given(*after).when(command, on=NOVEMBER_2).refused(
        StepTakenError, "was issued already", citation="(g)"
    )


# ---- determined ----


@pytest.mark.parametrize(
    ("repay", "reduce", "dropped", "split", "left"),
    [
        ("45250.75", "0.00", "0.00", False, "0.00"),
        ("0.00", "30000.00", "0.00", False, "15250.75"),
        ("20000.00", "25000.00", "0.00", True, "250.75"),
        ("0.00", "0.00", "45250.75", False, "0.00"),
    ],
)
def test_the_commissioner_determines_within_the_finding(
    repay: str, reduce: str, dropped: str, *, split: bool, left: str
) -> None:
    command = issue(repay=repay, reduce=reduce, dropped=dropped)
    event = issued_on(INFORMAL, command)
    assert event == determined(repay=repay, reduce=reduce, dropped=dropped)
    assert event.split is split
    after = fold([*INFORMAL, event])
    assert after.standing(Account.REPAY_DUE) == usd(repay)
    assert after.standing(Account.REDUCTION_DUE) == usd(reduce)
    assert after.standing(Account.FINDING_OPEN) == usd(left)


def test_we_13_a_finding_is_claimed_up_to_its_amount() -> None:
    given(*INFORMAL).when(issue(reduce="50000.00"), on=JANUARY_14).refused(
        DeterminationExceedsFindingError,
        "50,000.00 is more than is open of finding 'F1' of Hartford FY2023: 45,250.75",
        citation="(g)",
        open="45250.75",
    )
    first = issued_on(INFORMAL, issue(reduce="30000.00"))
    second = "D-2023-064-2"
    then = [*INFORMAL, first, procedure(name=second)]
    given(*then).when(issue(reduce="15250.76", name=second), on=JANUARY_14).refused(
        DeterminationExceedsFindingError, "15,250.76 is more", citation="(g)", open="15250.75"
    )
    rest = issued_on(then, issue(reduce="15250.75", name=second))
    assert fold([*then, rest]).standing(Account.FINDING_OPEN) == ZERO
    assert fold([*then, rest]).standing(Account.REDUCTION_DUE) == usd("45250.75")


def test_several_findings_are_decided_in_one() -> None:
    two = [*INFORMAL, found("F2", "100.00")]
    command = replace(issue(repay="45350.75"), shares=shares(F1="45250.75", F2="100.00"))
    assert issued_on(two, command).repay == usd("45350.75")
    twice = replace(issue(repay="2.00"), shares=(*shares(F1="1.00"), *shares(F1="1.00")))
    given(*two).when(twice).refused(DeterminationExceedsFindingError, "named twice", citation="(g)")
    given(*two).when(replace(command, shares=())).refused(
        FindingUnknownError, "names no finding", citation="(g)"
    )
    given(*two).when(replace(command, shares=shares(F1="0.00"))).refused(
        AmountNotPositiveError, "the share of F1", citation="(g)"
    )


def test_a_determination_adds_up_to_the_shares() -> None:
    command = replace(issue(repay="45250.75"), repay=usd("45250.74"))
    given(*INFORMAL).when(command).refused(
        DeterminationDoesNotAddUpError,
        "Repay 45,250.74 + reduce 0.00 + dropped 0.00 is not the shares",
        citation="(g)",
        shares="45250.75",
    )
    below = replace(issue(repay="1.00"), reduce=usd("-1.00"), repay=usd("2.00"))
    given(*INFORMAL).when(below).refused(
        AmountNotPositiveError, "what is determined cannot be below zero", citation="(g)"
    )


def test_amounts_that_are_not_given_are_zero() -> None:
    command = replace(issue(repay="1.00"), reduce=None, dropped=None)
    assert issued_on(INFORMAL, command) == determined(repay="1.00")
    only = replace(issue(reduce="1.00"), repay=None)
    assert issued_on(INFORMAL, only) == determined(reduce="1.00")


def test_the_plan_in_force_is_named() -> None:
    plan: Events = [submitted(2, "60000.00"), approved(2, "60000.00")]
    assert issued_on([*plan, *INFORMAL], issue(repay="1.00")).plan_version == 2


def test_a_closed_year_stops_no_determination() -> None:
    assert issued_on([*INFORMAL, closed("0.00")], issue(repay="1.00")).repay == usd("1.00")


def test_a_finding_of_an_opening_statement_can_be_determined() -> None:
    opening: Events = [stated(finding_open="500.00"), procedure()]
    command = replace(issue(repay="500.00"), shares=shares(opening="500.00"))
    event = issued_on(opening, command)
    assert fold([*opening, event]).standing(Account.REPAY_DUE) == usd("500.00")


def test_it_is_determined_once() -> None:
    given(*INFORMAL, determined(repay="1.00")).when(issue(repay="1.00")).refused(
        StepTakenError, "was issued already", citation="(g)"
    )


# ---- a contested case ----


@pytest.mark.parametrize(
    ("events", "on"),
    [
        (HEARD, date(2026, 12, 3)),
        ([*HEARD, RESPONSE], DECEMBER_1),
        (
            [
                *HEARD,
                ResponseTimeExtended(determination=D1, respond_by=JANUARY_14, reason="away"),
            ],
            date(2027, 1, 15),
        ),
    ],
    ids=["time passed", "responded", "more time passed"],
)
def test_a_contested_case_is_decided_after_the_board_was_heard(events: Events, on: date) -> None:
    decided = given(*events).when(issue(repay="45250.75"), on=on).decided
    assert [type(one.event) for one in decided] == [DeterminationIssued]


@pytest.mark.parametrize(
    ("events", "on", "words"),
    [
        (
            [*FOUND, procedure("contested-case")],
            JANUARY_14,
            "is a contested case, and no preliminary notice is on record",
        ),
        (HEARD, DECEMBER_2, "the board has until 2026-12-02 to respond"),
        (
            [
                *HEARD,
                ResponseTimeExtended(determination=D1, respond_by=JANUARY_14, reason="away"),
            ],
            JANUARY_14,
            "the board has until 2027-01-14 to respond",
        ),
    ],
    ids=["no notice", "time runs", "more time runs"],
)
def test_a_contested_case_waits_for_the_board(events: Events, on: date, words: str) -> None:
    given(*events).when(issue(repay="45250.75"), on=on).refused(
        NotHeardError, words, citation="§ 4-177"
    )


def test_a_response_to_an_earlier_notice_is_none_to_a_later_one() -> None:
    notice = noticed(date(2026, 12, 20), F1="45250.75")
    again: Events = [*HEARD, RESPONSE, notice, served(DECEMBER_2, Paper.PRELIMINARY)]
    given(*again).when(issue(repay="45250.75"), on=date(2026, 12, 20)).refused(
        NotHeardError, "the board has until 2026-12-20 to respond", citation="§ 4-177"
    )
    late = replace(RESPONSE, received_on=date(2026, 12, 19))
    assert given(*again, late).when(issue(repay="45250.75"), on=date(2026, 12, 20)).decided


@pytest.mark.parametrize(
    ("sendings", "words", "next_step"),
    [
        ([], "that its notice was sent is not on record", "determination serve D-2023-064-1"),
        (
            [served(DECEMBER_2, Paper.PRELIMINARY)],
            "its notice was sent on 2026-12-02, to be answered by 2026-12-02",
            "Give the board more time (alliance determination extend)",
        ),
    ],
    ids=["never", "too late"],
)
def test_a_board_that_did_not_respond_was_sent_the_notice_in_time(
    sendings: Events, words: str, next_step: str
) -> None:
    silent: Events = [*FOUND, noticed(DECEMBER_2, F1="45250.75"), procedure("contested-case")]
    refusal = (
        given(*silent, *sendings)
        .when(issue(repay="45250.75"), on=JANUARY_14)
        .refused(NotHeardError, words, citation="§ 4-177")
    )
    assert next_step in (refusal.next_step or "")
    # Who responds was told, however it was sent.
    assert given(*silent, *sendings, RESPONSE).when(issue(repay="1.00"), on=JANUARY_14).decided


def test_a_case_is_not_decided_on_a_day_before_the_response_came() -> None:
    refusal = (
        given(*HEARD, RESPONSE)
        .when(issue(repay="45250.75"), on=NOVEMBER_30)
        .refused(
            NotHeardError,
            "is a contested case, and the board responded on 2026-12-01, after 2026-11-30",
            citation="§ 4-177",
        )
    )
    assert refusal.next_step == "Give the decision a day from 2026-12-01 on."
    # The first response counts, in whatever order they were recorded.
    second = replace(RESPONSE, received_on=date(2026, 12, 10))
    for events in ([second, RESPONSE], [RESPONSE, second]):
        assert given(*HEARD, *events).when(issue(repay="45250.75"), on=DECEMBER_1).decided


def test_a_response_that_came_late_is_not_waited_for() -> None:
    late = replace(RESPONSE, received_on=JANUARY_14)
    assert given(*HEARD, late).when(issue(repay="45250.75"), on=date(2026, 12, 3)).decided


def test_what_the_board_says_in_another_case_is_no_response_in_this_one() -> None:
    other = "D-2023-064-2"
    there: Events = [
        noticed(DECEMBER_2, name=other, F1="1.00"),
        replace(RESPONSE, determination=other, received_on=NOVEMBER_2),
    ]
    given(*HEARD, *there).when(issue(repay="45250.75"), on=DECEMBER_2).refused(
        NotHeardError, "the board has until 2026-12-02 to respond", citation="§ 4-177"
    )
    assert given(*HEARD, RESPONSE, *there).when(issue(repay="1.00"), on=DECEMBER_1).decided


def test_the_sending_of_an_earlier_notice_is_none_of_a_later_one() -> None:
    again: Events = [*HEARD, noticed(date(2026, 12, 20), F1="45250.75")]
    given(*again).when(issue(repay="45250.75"), on=JANUARY_14).refused(
        NotHeardError, "that its notice was sent is not on record", citation="§ 4-177"
    )


def test_a_contested_case_neither_repays_nor_reduces_more_than_the_board_was_told() -> None:
    notice = replace(
        noticed(DECEMBER_2, F1="45250.75"), repay=usd("40000.00"), reduce=usd("5250.75")
    )
    told: Events = [*FOUND, notice, SENT, procedure("contested-case")]
    for more, words in (
        (issue(repay="40000.01", reduce="5250.74"), "was told: repay 40,000.00; 40,000.01 would"),
        (issue(repay="39999.99", reduce="5250.76"), "was told: reduce 5,250.75; 5,250.76 would"),
    ):
        given(*told).when(more, on=JANUARY_14).refused(
            DeterminationExceedsFindingError, words, citation="§ 4-177"
        )
    assert given(*told).when(issue(repay="40000.00", reduce="5250.75"), on=JANUARY_14).decided


def test_a_contested_case_decides_nothing_the_board_was_not_told() -> None:
    told: Events = [
        *FOUND,
        found("F2", "5.00"),
        noticed(DECEMBER_2, F1="32750.75"),
        procedure("contested-case"),
    ]
    given(*told).when(issue(repay="32750.76"), on=JANUARY_14).refused(
        DeterminationExceedsFindingError,
        "was told of 32,750.75 of finding 'F1', and 32,750.76 would be decided",
        citation="§ 4-177",
    )
    other = replace(issue(repay="5.00"), shares=shares(F2="5.00"))
    given(*told).when(other, on=JANUARY_14).refused(
        DeterminationExceedsFindingError, "was told of 0.00 of finding 'F2'", citation="§ 4-177"
    )


# ---- facts and law ----


@pytest.mark.parametrize(
    "command",
    [replace(issue(repay="1.00"), facts=()), replace(issue(repay="1.00"), conclusions=())],
    ids=["no facts", "no law"],
)
def test_a_decision_states_facts_and_law(command: ClaimCommand) -> None:
    given(*INFORMAL).when(command).refused(
        FactsMissingError, "findings of fact and", citation="§ 4-180(c)"
    )


@pytest.mark.parametrize(
    "command",
    [
        replace(issue(repay="1.00"), facts=(replace(FACT, words=" "),)),
        replace(issue(repay="1.00"), conclusions=(replace(LAW, words=" "),)),
        replace(issue(repay="1.00"), conclusions=(replace(LAW, clause=""),)),
    ],
    ids=["fact", "law", "clause"],
)
def test_facts_and_law_are_in_words(command: ClaimCommand) -> None:
    given(*INFORMAL).when(command).refused(WordsMissingError, "is blank", citation="§ 11-8b")


def test_a_fact_names_records_of_the_district_year_that_stand() -> None:
    def on_record(position: int) -> IssueDetermination:
        return replace(issue(repay="1.00"), facts=(replace(FACT, positions=(1, position)),))

    given(*INFORMAL).when(on_record(99)).refused(
        FactNotOnRecordError, "that stand: 99", citation="§ 4-180(c)", not_on_record="99"
    )
    none = replace(issue(repay="1.00"), facts=(replace(FACT, positions=()),))
    given(*INFORMAL).when(none).refused(FactNotOnRecordError, "none named", citation="§ 4-180(c)")
    named = {
        1: NamedRecord(version=1, effective_on=NOVEMBER_2),
        2: NamedRecord(version=2, effective_on=NOVEMBER_2, corrected_at=9),
    }
    given(*INFORMAL).when(on_record(2), named=named).refused(
        FactNotOnRecordError, "that stand: 2", citation="§ 4-180(c)"
    )


# ---- dates ----


@pytest.mark.parametrize(
    ("events", "command", "citation"),
    [
        (FOUND, NOTICE, "(g)"),
        (INFORMAL, issue(repay="1.00"), "(g)"),
        (HEARD, RESPOND, "§ 4-177"),
        (HEARD, EXTEND, "§ 4-177"),
    ],
    ids=["notice", "issue", "respond", "extend"],
)
def test_no_step_lies_before_what_it_rests_on(
    events: Events, command: ClaimCommand, citation: str
) -> None:
    given(*events).when(command, on=NOVEMBER_2, ground_on=JANUARY_14).refused(
        StepBeforeGroundError, "what it rests on is of 2027-01-14", citation=citation
    )


def test_an_inquiry_is_no_finding_that_can_be_determined() -> None:
    by_line: Events = [designated(), asked(), found("F2", by_line=lines(_1="1.00")), procedure()]
    given(*by_line).when(issue(repay="1.00")).refused(
        FindingUnknownError, "no finding 'F1' on record (findings: F2)", citation="(g)"
    )
