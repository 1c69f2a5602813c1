"""C.G.S. § 11-8b: a mistake is corrected by a new entry that names it, never by altering it."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Events,
    approved,
    authorized,
    carried_in,
    confirmed,
    designated,
    entitled,
    event_corrected,
    given,
    issued,
    passed_through,
    portion,
    released,
    reported,
    returned,
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_plans import REGISTER, accepted, condition, received

from domain.authority import Office
from domain.commands import CloseFiscalYear, CorrectEvent, IssueRelease
from domain.decisions.case import NamedRecord
from domain.decisions.refusals import (
    AlreadyCorrectedError,
    AmountNotPositiveError,
    CorrectionBreaksBalanceError,
    NothingToCorrectError,
    ReleaseStatusError,
    WordsMissingError,
)
from domain.events import (
    ConditionMet,
    DesignationEnded,
    Direction,
    DistrictYearEvent,
    EventCorrected,
    FactReported,
    PlanRejected,
    PlanSubmitted,
    PublishedWithholdingRecorded,
    ReleaseProposed,
    ReleaseWithdrawn,
)

# Positions are those of the list: designated is 1, portion 2, and so on.
READY: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("900.00"),
    submitted(1, "1000.00"),
    approved(1, "1000.00"),
]
FACT = FactReported(
    kind="press", words="As told.", amount=usd("5.00"), reported_date=None, source="S15"
)
PUBLISHED = PublishedWithholdingRecorded(amount=usd("5.00"), source="S01")
PROPOSED = ReleaseProposed(release="R9", amount=usd("5.00"), proposed_by="Ben")


def correct(position: int, amount: str | None = None) -> CorrectEvent:
    return CorrectEvent(
        position=position, reason="typing error", amount=None if amount is None else usd(amount)
    )


def corrected(
    position: int, event: str, wrong: dict[str, str], right: dict[str, str], *, version: int = 0
) -> EventCorrected:
    return event_corrected(
        corrects_position=position,
        corrects_version=version or position,
        corrected_event=event,
        reversed={name: usd(amount) for name, amount in wrong.items()},
        replacement={name: usd(amount) for name, amount in right.items()},
        reason="typing error",
    )


# ---- by another amount ----


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (entitled("5.00"), "amount"),
        (PUBLISHED, "amount"),
        (submitted(2, "5.00"), "total"),
        (PROPOSED, "amount"),
        (FACT, "amount"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
@pytest.mark.parametrize("amount", ["0.00", "4.99", "9.00"])
def test_the_one_amount_of_an_event_is_given_anew(
    event: DistrictYearEvent, field: str, amount: str
) -> None:
    given(designated(), event).when(correct(2, amount)).then(
        corrected(2, type(event).__name__, {field: "5.00"}, {field: amount})
    )


@pytest.mark.parametrize(
    ("event", "field", "amount"),
    [
        pytest.param(withheld("5.00"), "amount", "4.99", id="withheld"),
        pytest.param(transferred("5.00"), "amount", "9.00", id="transferred"),
        pytest.param(approved(1, "5.00"), "approved_amount", "9.00", id="approved"),
        pytest.param(authorized("R1", "5.00"), "amount", "4.99", id="authorized"),
    ],
)
def test_an_amount_that_leaves_all_possible_is_given_anew(
    event: DistrictYearEvent, field: str, amount: str
) -> None:
    history: Events = [designated(), portion("1000.00"), withheld("900.00"), submitted(1, "900")]
    given(*history, event).when(correct(5, amount)).then(
        corrected(5, type(event).__name__, {field: "5.00"}, {field: amount})
    )


def test_a_correction_takes_office_and_clause_of_the_records_law() -> None:
    (decided,) = given(designated(), entitled("5.00")).when(correct(2, "6.00")).decided
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 11-8b"


def test_a_correction_takes_the_legal_date_of_what_it_corrects() -> None:
    named = {77: NamedRecord(version=2, effective_on=date(2022, 7, 1))}
    (decided,) = (
        given(designated(), entitled("5.00"))
        .when(correct(77, "6.00"), named=named)
        .then(corrected(77, "EntitlementSet", {"amount": "5.00"}, {"amount": "6.00"}, version=2))
    )
    assert decided.effective_on == date(2022, 7, 1)


def test_a_fact_without_an_amount_can_be_given_one() -> None:
    fact = replace(FACT, amount=None)
    given(fact).when(correct(1, "6.00")).then(corrected(1, "FactReported", {}, {"amount": "6.00"}))


# ---- taken back whole ----


@pytest.mark.parametrize(
    ("event", "wrong"),
    [
        pytest.param(DesignationEnded(reason="x"), {}, id="designation ended"),
        pytest.param(entitled("5.00"), {"amount": "5.00"}, id="entitlement"),
        pytest.param(PUBLISHED, {"amount": "5.00"}, id="published withholding"),
        pytest.param(submitted(2, "5.00"), {"total": "5.00"}, id="plan"),
        pytest.param(PlanRejected(plan_version=1, reason="x"), {}, id="rejection"),
        pytest.param(PROPOSED, {"amount": "5.00"}, id="proposal"),
        pytest.param(authorized("R1", "5.00"), {"amount": "5.00"}, id="authorization"),
        pytest.param(FACT, {"amount": "5.00"}, id="fact"),
        pytest.param(portion("5.00"), {}, id="portion"),
    ],
)
def test_an_event_is_taken_back_whole(event: DistrictYearEvent, wrong: dict[str, str]) -> None:
    given(designated(), event).when(correct(2)).then(corrected(2, type(event).__name__, wrong, {}))


def test_a_designation_of_a_year_without_money_is_taken_back() -> None:
    given(designated(), submitted(1, "5.00")).when(correct(1)).then(
        corrected(1, "DistrictDesignated", {}, {})
    )


def test_a_statement_is_taken_back_with_all_its_amounts() -> None:
    (decided,) = given(stated(carry_in="5.00", held_by_board="5.00")).when(correct(1)).decided
    assert isinstance(decided.event, EventCorrected)
    assert decided.event.reversed["carry_in"] == usd("5.00")
    assert decided.event.reversed["held_by_board"] == usd("5.00")
    assert len(decided.event.reversed) == 15
    assert decided.event.replacement == {}


@pytest.mark.parametrize(
    ("history", "position", "wrong"),
    [
        pytest.param(
            [*released("R1", "5.00")],
            9,
            {"amount": "5.00", "short": "0.00", "over": "0.00"},
            id="payment",
        ),
        pytest.param(
            [*released("R1", "5.00"), returned("R1", paid="5.00")],
            10,
            {"amount_unpaid": "0.00", "amount_paid": "5.00"},
            id="return",
        ),
    ],
)
def test_the_last_step_of_a_payment_is_taken_back(
    history: Events, position: int, wrong: dict[str, str]
) -> None:
    name = type(history[-1]).__name__
    given(*READY, *history).when(correct(position)).then(corrected(position, name, wrong, {}))


# ---- splits are made anew ----


@pytest.mark.parametrize(
    ("spent", "from_grant", "own", "above"),
    [
        pytest.param("0.00", "0.00", "0.00", "0.00", id="nothing spent"),
        pytest.param("400.00", "400.00", "0.00", "0.00", id="all the board holds"),
        pytest.param("500.00", "400.00", "100.00", "0.00", id="100.00 advanced"),
        pytest.param("1000.01", "400.00", "600.01", "0.01", id="a cent above available"),
    ],
)
def test_a_corrected_report_is_split_anew(
    spent: str, from_grant: str, own: str, above: str
) -> None:
    history: Events = [
        *READY,
        *released("R1", "700.00"),
        passed_through("400.00"),
        reported(from_grant="300.00"),
    ]
    given(*history).when(correct(11, spent)).then(
        corrected(
            11,
            "ExpenditureReported",
            {"spent": "300.00", "from_grant": "300.00", "from_own_money": "0.00"},
            {
                "spent": spent,
                "from_grant": from_grant,
                "from_own_money": own,
                "above_available": above,
            },
        )
    )


@pytest.mark.parametrize(
    ("amount", "reimbursed"),
    [("0.00", "0.00"), ("99.99", "99.99"), ("250.00", "250.00"), ("600.00", "250.00")],
)
def test_a_corrected_pass_through_repays_the_advance_anew(amount: str, reimbursed: str) -> None:
    history: Events = [
        *READY,
        *released("R1", "700.00"),
        reported(from_own_money="250.00"),
        passed_through("300.00", reimbursed="250.00"),
    ]
    given(*history).when(correct(11, amount)).then(
        corrected(
            11,
            "PassThroughRecorded",
            {"amount": "300.00", "reimbursed": "250.00"},
            {"amount": amount, "reimbursed": reimbursed},
        )
    )


# ---- chains ----


FIRST = corrected(2, "EntitlementSet", {"amount": "5.00"}, {"amount": "6.00"})
SECOND = corrected(3, "EntitlementSet", {"amount": "6.00"}, {"amount": "7.00"})


def test_a_correction_is_corrected_by_naming_it() -> None:
    given(designated(), entitled("5.00"), FIRST).when(correct(3, "7.00")).then(SECOND)


def test_a_correction_can_be_taken_back_together_with_its_event() -> None:
    given(designated(), entitled("5.00"), FIRST).when(correct(3)).then(
        corrected(3, "EntitlementSet", {"amount": "6.00"}, {})
    )


@pytest.mark.parametrize(("position", "later"), [(2, "4"), (3, "4")])
def test_a_chain_of_corrections_never_forks(position: int, later: str) -> None:
    given(designated(), entitled("5.00"), FIRST, SECOND).when(correct(position, "8.00")).refused(
        AlreadyCorrectedError,
        f"Position {position} of Hartford FY2023 was corrected already; how it stands now is at "
        f"position {later}.",
        citation="§ 11-8b",
        position=str(position),
        corrected_at=later,
    )


def test_what_was_taken_back_whole_is_recorded_anew_and_not_corrected() -> None:
    taken_back = corrected(2, "EntitlementSet", {"amount": "5.00"}, {})
    given(designated(), entitled("5.00"), taken_back).when(correct(3, "8.00")).refused(
        NothingToCorrectError, "took an event back whole", citation="§ 11-8b", position="3"
    )


# ---- refused ----


def test_only_a_record_of_this_district_year_is_corrected() -> None:
    given(designated()).when(correct(2, "5.00")).refused(
        NothingToCorrectError,
        "it is not a record of this district-year",
        citation="§ 11-8b",
        position="2",
    )


@pytest.mark.parametrize("amount", [None, "1.00"])
def test_a_balance_carried_in_is_not_corrected(amount: str | None) -> None:
    given(carried_in("5.00", at_board="5.00")).when(correct(1, amount)).refused(
        NothingToCorrectError, "is the carry-forward between two years", citation="§ 11-8b"
    )


@pytest.mark.parametrize(
    "event",
    [
        designated(),
        DesignationEnded(reason="x"),
        portion("5.00"),
        PlanRejected(plan_version=1, reason="x"),
        confirmed("R1", "5.00"),
        returned("R1", paid="5.00"),
        stated(carry_in="5.00", held_by_board="5.00"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_an_event_without_one_amount_of_its_own_is_only_taken_back(
    event: DistrictYearEvent,
) -> None:
    given(event).when(correct(1, "5.00")).refused(
        NothingToCorrectError, "has no single amount", citation="§ 11-8b"
    )


def test_a_corrected_amount_is_not_below_zero() -> None:
    given(entitled("5.00")).when(correct(1, "-0.01")).refused(
        AmountNotPositiveError, "a corrected amount cannot be below zero", citation="§ 11-8b"
    )


@pytest.mark.parametrize(
    ("history", "command", "what", "by"),
    [
        pytest.param(READY, correct(3, "899.99"), "held_by_comptroller", "-0.01", id="withheld"),
        pytest.param(
            READY, correct(3, "1000.01"), "withheld above the portion", "0.01", id="above portion"
        ),
        pytest.param(
            READY, correct(2), "withheld above the portion", "1000.00", id="no portion at all"
        ),
        pytest.param(
            READY, correct(1), "withheld without designation", "1000.00", id="no designation"
        ),
        pytest.param(
            READY, correct(5, "999.99"), "approved above plan version 1", "0.01", id="plan total"
        ),
        pytest.param(
            READY, correct(6, "1000.01"), "approved above plan version 1", "0.01", id="approval"
        ),
        pytest.param(READY, correct(5), "approved above plan version 1", "1000.00", id="no plan"),
        pytest.param(
            [*READY, *released("R1", "800.00")],
            correct(4, "799.99"),
            "held_by_commissioner",
            "-0.01",
            id="transferred",
        ),
        pytest.param(
            [*READY, *released("R1", "800.00"), passed_through("800.00")],
            correct(9),
            "held_by_town",
            "-800.00",
            id="paid",
        ),
        pytest.param(
            [*READY, *released("R1", "800.00"), passed_through("300.00")],
            correct(10, "800.01"),
            "held_by_town",
            "-0.01",
            id="passed through more than received",
        ),
        pytest.param(
            [
                *READY,
                ReleaseProposed(release="R1", amount=usd("800.00"), proposed_by="Ben"),
                *released("R1", "800.00"),
            ],
            correct(8),
            "release R1 paid otherwise than authorized",
            "800.00",
            id="authorization of a proposed release",
        ),
    ],
)
def test_a_correction_that_leaves_an_impossible_balance_is_refused(
    history: Events, command: CorrectEvent, what: str, by: str
) -> None:
    refusal = (
        given(*history)
        .when(command)
        .refused(CorrectionBreaksBalanceError, f"would leave: {what}", citation="§ 11-8b")
    )
    assert refusal.details[what] == by
    assert "from the latest back" in refusal.next_step


def test_a_history_is_mended_from_the_latest_back() -> None:
    # The withholding can come down once the transfer that used it has.
    down = corrected(4, "PortionTransferred", {"amount": "900.00"}, {"amount": "500.00"})
    given(*READY).when(correct(4, "500.00")).then(down)
    given(*READY, down).when(correct(3, "500.00")).then(
        corrected(3, "AlliancePortionWithheld", {"amount": "1000.00"}, {"amount": "500.00"})
    )


def test_a_published_withholding_is_not_held_to_the_portion() -> None:
    given(designated(), portion("5.00"), PUBLISHED).when(correct(3, "9999.00")).then(
        corrected(3, "PublishedWithholdingRecorded", {"amount": "5.00"}, {"amount": "9999.00"})
    )


def test_guards_of_a_correction_come_in_order() -> None:
    history: Events = [
        *READY,
        corrected(3, "AlliancePortionWithheld", {"amount": "1000.00"}, {"amount": "950.00"}),
    ]
    given(*history).when(correct(3, "-1.00")).refused(
        AlreadyCorrectedError, "corrected already", citation="§ 11-8b"
    )
    given(*history).when(correct(7, "-1.00")).refused(
        AmountNotPositiveError, "-1.00", citation="§ 11-8b"
    )
    given(*history).when(correct(7, "1.00")).refused(
        CorrectionBreaksBalanceError, "held_by_comptroller", citation="§ 11-8b"
    )


# ---- money of one release is not hidden by another's ----


@pytest.mark.parametrize(
    ("history", "command"),
    [
        pytest.param(
            [authorized("R1", "100.00"), issued("R1", "100.00")],
            correct(7),
            id="an authorization taken back while its payment is out",
        ),
        pytest.param(
            [authorized("R1", "100.00"), issued("R1", "100.00")],
            correct(7, "50.00"),
            id="an authorization lowered while its payment is out",
        ),
        pytest.param(
            [authorized("R1", "100.00"), issued("R1", "100.00")],
            correct(7, "150.00"),
            id="an authorization raised while its payment is out",
        ),
        pytest.param(
            [
                *released("R1", "100.00"),
                returned("R1", paid="100.00"),
                *released("R2", "100.00"),
            ],
            correct(9),
            id="a payment taken back that came back while the town holds another",
        ),
    ],
)
def test_a_release_is_paid_as_it_was_authorized_after_every_correction(
    history: Events, command: CorrectEvent
) -> None:
    given(*READY, *history).when(command).refused(
        CorrectionBreaksBalanceError, "release R1 paid otherwise", citation="§ 11-8b"
    )


def test_the_authorization_of_a_release_that_came_back_can_be_taken_back_to_close_the_year() -> (
    None
):
    # The next step that PaymentOpenError names.
    history: Events = [*READY, authorized("R1", "5.00"), issued("R1", "5.00")]
    history += [returned("R1", unpaid="5.00"), reported()]
    taken_back = corrected(7, "ReleaseAuthorized", {"amount": "5.00"}, {})
    given(*history).when(correct(7)).then(taken_back)
    decision = given(*history, taken_back).when(CloseFiscalYear(), on=date(2023, 6, 30))
    assert decision.refused_by is None


def test_a_correction_does_not_release_more_than_the_approved_plan() -> None:
    history: Events = [*READY[:5], approved(1, "100.00"), authorized("R1", "100.00")]
    given(*history).when(correct(7, "100.01")).refused(
        CorrectionBreaksBalanceError,
        "released above the approved plan 0.01",
        citation="§ 11-8b",
    )


def test_a_correction_does_not_release_more_than_the_written_direction() -> None:
    letter = Direction(document="letter", cap=usd("100.00"))
    on_letter = authorized("R1", "60.00", plan_version=None, direction=letter)
    also = authorized("R2", "40.00", plan_version=None, direction=letter)
    given(*READY, on_letter, also).when(correct(7, "60.01")).refused(
        CorrectionBreaksBalanceError, "released above the cap of letter 0.01", citation="§ 11-8b"
    )


def test_two_withholdings_above_a_lowered_portion_come_down_one_after_the_other() -> None:
    # 500.00 + 500.00 withheld, then the portion falls to 300.00: each step has to be allowed.
    history: Events = [
        designated(),
        portion("1000.00"),
        withheld("500.00"),
        withheld("500.00"),
        portion("300.00"),
    ]
    first = corrected(3, "AlliancePortionWithheld", {"amount": "500.00"}, {"amount": "0.00"})
    given(*history).when(correct(3, "0.00")).then(first)
    given(*history, first).when(correct(4, "300.00")).then(
        corrected(4, "AlliancePortionWithheld", {"amount": "500.00"}, {"amount": "300.00"})
    )


def test_what_was_impossible_already_does_not_stop_another_correction() -> None:
    history: Events = [designated(), portion("10.00"), withheld("10.00"), portion("9.00"), FACT]
    given(*history).when(correct(5, "6.00")).then(
        corrected(5, "FactReported", {"amount": "5.00"}, {"amount": "6.00"})
    )


OPEN = replace(approved(1, "1000.00"), conditions=(condition("K1"),))
MET = ConditionMet(condition="K1", evidence="her contract")


@pytest.mark.parametrize(
    "since",
    [[authorized("R1", "5.00")], [authorized("R1", "5.00"), issued("R1", "5.00")]],
    ids=["authorized", "in payment"],
)
def test_a_condition_that_let_money_go_stays_met(since: Events) -> None:
    given(*READY[:5], OPEN, MET, *since).when(correct(7)).refused(
        NothingToCorrectError, "it let money go: R1", citation="§ 11-8b"
    )


def test_a_condition_that_nothing_rests_on_is_taken_back() -> None:
    memo = Direction(document="memo", cap=usd("5.00"))
    by_direction = authorized("R1", "5.00", plan_version=None, direction=memo)
    withdrawn = ReleaseWithdrawn(release="R2", amount=usd("5.00"), reason="late")
    given(*READY[:5], OPEN, MET, by_direction, authorized("R2", "5.00"), withdrawn).when(
        correct(7)
    ).then(corrected(7, "ConditionMet", {}, {}))


@pytest.mark.parametrize("position", [1, 2], ids=["received", "accepted"])
def test_what_a_plan_version_rests_on_is_not_taken_back(position: int) -> None:
    plan = PlanSubmitted(plan_version=1, total=usd("5.00"), register=REGISTER)
    came: Events = [received(), accepted(), designated()]
    given(*came, plan).when(correct(position)).refused(
        NothingToCorrectError, "it is what plan version 1 rests on", citation="§ 11-8b"
    )
    name = type(came[position - 1]).__name__
    given(*came, submitted(1, "5.00")).when(correct(position)).then(
        corrected(position, name, {}, {})
    )


def test_a_return_is_not_taken_back_after_the_payment_was_made_again() -> None:
    history: Events = [
        *READY,
        authorized("R1", "100.00"),
        issued("R1", "100.00"),
        returned("R1", unpaid="100.00"),
        issued("R1", "100.00"),
        confirmed("R1", "100.00"),
    ]
    given(*history).when(correct(9)).refused(
        CorrectionBreaksBalanceError,
        "release R1 paid otherwise than authorized",
        citation="§ 11-8b",
    )


def test_a_proposal_whose_authorization_was_taken_back_cannot_be_paid() -> None:
    history: Events = [
        *READY,
        ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="Ben"),
        authorized("R1", "5.00"),
        issued("R1", "5.00"),
        returned("R1", unpaid="5.00"),
    ]
    taken_back = corrected(8, "ReleaseAuthorized", {"amount": "5.00"}, {})
    given(*history).when(correct(8)).then(taken_back)
    given(*history, taken_back).when(IssueRelease(release="R1")).refused(
        ReleaseStatusError, "is proposed", citation="(c)(2)"
    )


def test_a_correction_keeps_by_whose_word_it_is_made() -> None:
    command = replace(correct(1, "6.00"), authority="memo of the Comptroller")
    event = corrected(1, "EntitlementSet", {"amount": "5.00"}, {"amount": "6.00"})
    given(entitled("5.00")).when(command).then(replace(event, authority="memo of the Comptroller"))
    given(entitled("5.00")).when(replace(command, authority=" ")).refused(
        WordsMissingError, "the authority of a correction", citation="§ 11-8b"
    )
