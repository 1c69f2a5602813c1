"""What is owed: lowered on an instrument, scheduled, repaid; money that came back. § 10-262u(g)."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Events,
    closed,
    designated,
    given,
    passed_through,
    portion,
    released,
    stated,
    transferred,
    usd,
    withheld,
)
from spec_claims import (
    D1,
    appeal_decided,
    appealed,
    claim_reduced,
    determined,
    found,
    given_back,
    noticed,
    petition,
    procedure,
    reconsidered,
    repayment,
    schedule,
    served,
    stayed,
    taken,
)

from domain.authority import Office
from domain.chart import Account
from domain.claim_commands import ClaimCommand
from domain.decisions.claim_refusals import (
    AllianceMoneyError,
    ClaimExceededError,
    InstrumentMissingError,
    InstrumentNotOpenError,
    ReturnExceedsHeldError,
    ScheduleDoesNotAddUpError,
)
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import (
    AmountNotPositiveError,
    NotDesignatedError,
    WordsMissingError,
    YearClosedError,
)
from domain.errors import RefusedError
from domain.figures import balances
from domain.owed_commands import (
    RecordRepayment,
    ReduceClaim,
    Returner,
    ReturnFunds,
    SetPaymentSchedule,
)
from domain.owed_events import Instrument, SchedulePart
from domain.state import fold

MARCH_1, FEBRUARY_23 = date(2027, 3, 1), date(2027, 2, 23)
FOUND: Events = [designated(), found(amount="32750.75")]
INFORMAL: Events = [*FOUND, procedure(), determined(repay="32750.75"), served()]
CONTESTED: Events = [
    *FOUND,
    noticed(date(2026, 12, 2), F1="32750.75"),
    procedure("contested-case"),
    determined(repay="32750.75"),
    served(),
]
PETITIONED: Events = [*CONTESTED, petition(date(2027, 1, 28))]


def reduce(
    instrument: str | None = None,
    by: Office | None = None,
    *,
    repay_less: str | None = "20000.00",
    reduction_less: str | None = None,
) -> ReduceClaim:
    return ReduceClaim(
        determination=D1,
        reason="settled",
        instrument=Instrument(instrument) if instrument else None,
        authorized_by=by,
        document="certificate 12",
        repay_less=usd(repay_less) if repay_less else None,
        reduction_less=usd(reduction_less) if reduction_less else None,
    )


# ---- screen C-3 ----

INSTRUMENTS = (
    "  reconsideration     the Commissioner, inside the 25 / 40 days (closed 2027-02-23), C.G.S. § "
    "4-181a(a)\n"
    "  changed conditions  at any time, as a contested case, C.G.S. § 4-181a(b)\n"
    "  uncollectible       head of agency up to 5,000.00; OPM Secretary above, C.G.S. § "
    "3-7(a),(b)\n"
    "  compromise          the Governor, on the Attorney General's advice; name the certificate, "
    "C.G.S. § 3-7(c)\n"
    "  judgment            a court that modified or reversed it, C.G.S. § 4-183"
)


def test_the_refusal_of_screen_c_3_lists_every_instrument() -> None:
    refusal = (
        given(*PETITIONED)
        .when(reduce(), on=date(2027, 4, 12))
        .refused(
            InstrumentMissingError,
            "The order D-2023-064-1 is a claim of the State. Reducing it by 20,000.00 needs one of"
            f"\n{INSTRUMENTS}",
            citation="§ 3-7(c)",
        )
    )
    assert refusal.next_step == (
        "A schedule of payments that does not lower the total needs none of these "
        "(alliance receivables schedule). Whether § 3-7 governs § 10-262u(g) orders is read from "
        "the statute and a 1999 AG opinion, not from a case: UNVERIFIED."
    )


@pytest.mark.parametrize(
    ("events", "on", "shown"),
    [
        (INFORMAL, MARCH_1, "inside the 25 / 40 days, C.G.S."),
        (CONTESTED[:-1], MARCH_1, "inside the 25 / 40 days, C.G.S."),
        (CONTESTED, FEBRUARY_23, "inside the 25 / 40 days (open until 2027-02-23), C.G.S."),
        (
            [*CONTESTED, reconsidered("granted", date(2027, 2, 20))],
            MARCH_1,
            "inside the 25 / 40 days (granted), C.G.S.",
        ),
        (
            [*PETITIONED, reconsidered("denied", date(2027, 2, 20))],
            FEBRUARY_23,
            "inside the 25 / 40 days (denied 2027-02-20), C.G.S.",
        ),
        (
            [*PETITIONED, reconsidered("denied", date(2027, 2, 20))],
            MARCH_1,
            "inside the 25 / 40 days (closed 2027-02-23), C.G.S.",
        ),
    ],
    ids=["informal", "not sent", "open", "granted", "denied", "denied and closed"],
)
def test_the_list_says_whether_reconsideration_is_open(
    events: Events, on: date, shown: str
) -> None:
    nobody = reduce(instrument="compromise", repay_less=None)
    given(*events).when(nobody, on=on).refused(InstrumentMissingError, shown, citation="§ 3-7(c)")


# ---- by whose authority ----

_COMMISSIONER, _GOVERNOR = Office.COMMISSIONER, Office.GOVERNOR
JUDGED: Events = [*CONTESTED, appealed(), appeal_decided("modified")]


@pytest.mark.parametrize(
    ("events", "on", "instrument", "by", "less", "clause"),
    [
        (
            [*CONTESTED, reconsidered("granted", date(2027, 2, 20))],
            FEBRUARY_23,
            "reconsideration",
            _COMMISSIONER,
            "0.01",
            "§ 4-181a(a)",
        ),
        (
            [*PETITIONED, reconsidered("granted", date(2027, 2, 20))],
            date(2027, 5, 1),
            "reconsideration",
            _COMMISSIONER,
            "32750.75",
            "§ 4-181a(a)",
        ),
        (
            CONTESTED,
            date(2029, 1, 1),
            "changed-conditions",
            _COMMISSIONER,
            "20000.00",
            "§ 4-181a(b)",
        ),
        (INFORMAL, MARCH_1, "uncollectible", Office.OPM, "32750.75", "§ 3-7(a),(b)"),
        (INFORMAL, MARCH_1, "compromise", _GOVERNOR, "20000.00", "§ 3-7(c)"),
        (JUDGED, MARCH_1, "judgment", Office.COURT, "20000.00", "§ 4-183"),
        (
            [*CONTESTED, appealed(), appeal_decided("reversed")],
            MARCH_1,
            "judgment",
            Office.COURT,
            "32750.75",
            "§ 4-183",
        ),
    ],
)
def test_a_claim_is_lowered_on_an_instrument_with_authority(
    events: Events, on: date, instrument: str, by: Office, less: str, clause: str
) -> None:
    event = claim_reduced(instrument, by, repay_less=less)
    (decided,) = given(*events).when(reduce(instrument, by, repay_less=less), on=on).then(event)
    assert decided.office is by
    assert decided.citation.provision.endswith(clause)
    assert decided.citation.note == "unverified"
    after = fold([*events, event])
    assert after.standing(Account.WAIVED) == usd(less)
    assert after.standing(Account.REPAY_DUE) == usd("32750.75") - usd(less)


@pytest.mark.parametrize(
    ("events", "on", "instrument", "by", "words"),
    [
        (
            CONTESTED,
            date(2027, 2, 24),
            "reconsideration",
            _COMMISSIONER,
            "by reconsideration: its time closed on 2027-02-23",
        ),
        (
            CONTESTED,
            FEBRUARY_23,
            "reconsideration",
            _COMMISSIONER,
            "that it was granted is not on record (alliance determination answer-petition",
        ),
        (
            PETITIONED,
            FEBRUARY_23,
            "reconsideration",
            _COMMISSIONER,
            "that it was granted is not on record",
        ),
        (
            [*PETITIONED, reconsidered("denied", date(2027, 2, 20))],
            FEBRUARY_23,
            "reconsideration",
            _COMMISSIONER,
            "by reconsideration: it was denied on 2027-02-20",
        ),
        (INFORMAL, MARCH_1, "reconsideration", _COMMISSIONER, "it is of a contested case"),
        (INFORMAL, MARCH_1, "changed-conditions", _COMMISSIONER, "decided as a contested case"),
        (INFORMAL, MARCH_1, "compromise", _COMMISSIONER, "an act of the Governor, not of the Comm"),
        (
            INFORMAL,
            MARCH_1,
            "uncollectible",
            _GOVERNOR,
            "an act of the Commissioner of Education or the Office of Policy and Management",
        ),
        (INFORMAL, MARCH_1, "judgment", Office.COURT, "no judgment that modifies or reverses it"),
        (
            [*CONTESTED, appealed(), appeal_decided("affirmed")],
            MARCH_1,
            "judgment",
            Office.COURT,
            "no judgment",
        ),
    ],
)
def test_an_instrument_is_of_its_office_and_its_time(
    events: Events, on: date, instrument: str, by: Office, words: str
) -> None:
    refused = given(*events).when(reduce(instrument, by), on=on).refused_by
    assert isinstance(refused, InstrumentNotOpenError)
    assert words in refused.message
    assert "  compromise          the Governor" in refused.message
    assert "UNVERIFIED" in refused.next_step


def test_the_head_of_an_agency_cancels_only_an_order_of_up_to_5000() -> None:
    small: Events = [*FOUND, procedure(), determined(repay="4000.00", reduce="1000.00")]
    all_of_it = reduce("uncollectible", _COMMISSIONER, repay_less="4000.00")
    event = claim_reduced("uncollectible", _COMMISSIONER, repay_less="4000.00")
    given(*small).when(all_of_it).then(event)
    above: Events = [*FOUND, procedure(), determined(repay="4000.01", reduce="1000.00")]
    given(*above).when(reduce("uncollectible", _COMMISSIONER, repay_less="1.00")).refused(
        InstrumentNotOpenError,
        "a claim of up to 5,000.00, and 5,000.01 was ordered (the stricter reading, UNVERIFIED); "
        "above it the Secretary of OPM",
        citation="§ 3-7(a),(b)",
    )
    by_opm = claim_reduced("uncollectible", Office.OPM, repay_less="1.00")
    given(*above).when(reduce("uncollectible", Office.OPM, repay_less="1.00")).then(by_opm)


def test_reconsideration_lowers_only_what_was_sent_to_the_board() -> None:
    unsent = CONTESTED[:-1]
    given(*unsent).when(reduce("reconsideration", _COMMISSIONER), on=FEBRUARY_23).refused(
        InstrumentNotOpenError,
        "its time begins when the final decision is sent, and that is not on record",
        citation="§ 4-181a(a)",
    )


def test_after_a_remand_a_judgment_lowers_it_too() -> None:
    back: Events = [*CONTESTED, appealed(), appeal_decided("remanded")]
    event = claim_reduced("judgment", Office.COURT, repay_less="20000.00")
    given(*back).when(reduce("judgment", Office.COURT), on=MARCH_1).then(event)


def test_what_is_to_be_taken_from_later_years_is_lowered_too() -> None:
    both: Events = [*FOUND, procedure(), determined(repay="30000.00", reduce="2750.75")]
    command = reduce("compromise", _GOVERNOR, repay_less="1.00", reduction_less="2750.75")
    event = claim_reduced("compromise", _GOVERNOR, repay_less="1.00", reduction_less="2750.75")
    given(*both).when(command).then(event)
    given(*both, taken("0.01")).when(command).refused(
        ClaimExceededError,
        "2,750.75 is more than is open of the reduction of Hartford FY2023: 2,750.74",
        citation="§ 3-7(c)",
    )


@pytest.mark.parametrize(
    ("command", "error", "words"),
    [
        (
            reduce("compromise", _GOVERNOR, repay_less="32750.76"),
            ClaimExceededError,
            "32,750.76 is more than is open of the repayment",
        ),
        (
            reduce("compromise", _GOVERNOR, repay_less="-0.01"),
            AmountNotPositiveError,
            "how much less repayment is claimed cannot be below zero",
        ),
        (
            reduce("compromise", _GOVERNOR, repay_less=None),
            AmountNotPositiveError,
            "how much less is claimed has to be more than zero",
        ),
        (
            replace(reduce("compromise", _GOVERNOR), document=None),
            WordsMissingError,
            "the paper of the instrument",
        ),
        (replace(reduce("compromise", _GOVERNOR), reason=""), WordsMissingError, "why less"),
    ],
)
def test_a_claim_is_lowered_by_what_is_open_on_paper(
    command: ClaimCommand, error: type[RefusedError], words: str
) -> None:
    refused = given(*INFORMAL).when(command).refused_by
    assert type(refused) is error
    assert words in refused.message


# ---- a schedule ----

_PARTS = (
    SchedulePart(due_on=date(2027, 6, 30), amount=usd("20000.00")),
    SchedulePart(due_on=date(2027, 9, 30), amount=usd("12750.75")),
)
SCHEDULE = SetPaymentSchedule(
    determination=D1, parts=_PARTS, agreed_with="M. Diaz", document="agreement of March 1"
)


def test_a_schedule_moves_days_and_nothing_else() -> None:
    event = schedule((date(2027, 6, 30), "20000.00"), (date(2027, 9, 30), "12750.75"))
    given(*INFORMAL).when(SCHEDULE, on=MARCH_1).then(event)
    assert balances(fold([*INFORMAL, event])) == balances(fold(INFORMAL))
    paid = repayment("20000.00")
    left = replace(SCHEDULE, parts=_PARTS[1:])
    given(*INFORMAL, event, paid).when(left, on=MARCH_1).then(
        schedule((date(2027, 9, 30), "12750.75"))
    )


@pytest.mark.parametrize(
    ("parts", "on"),
    [
        ((), MARCH_1),
        (_PARTS[1:], MARCH_1),
    ],
    ids=["none", "too little"],
)
def test_a_schedule_comes_to_what_is_open(parts: tuple[SchedulePart, ...], on: date) -> None:
    given(*INFORMAL).when(replace(SCHEDULE, parts=parts), on=on).refused(
        ScheduleDoesNotAddUpError, "and 32,750.75 is open", citation="(g)", open="32750.75"
    )


@pytest.mark.parametrize(
    ("parts", "on", "words"),
    [
        (_PARTS[::-1], MARCH_1, "due on 2027-06-30, not after the part before, 2027-09-30"),
        (
            _PARTS,
            date(2027, 6, 30),
            "due on 2027-06-30, not after the day of the agreement, 2027-06-30",
        ),
    ],
    ids=["not in order", "due on the day"],
)
def test_a_schedule_goes_from_day_to_day(
    parts: tuple[SchedulePart, ...], on: date, words: str
) -> None:
    given(*INFORMAL).when(replace(SCHEDULE, parts=parts), on=on).refused(
        ScheduleDoesNotAddUpError, words, citation="(g)", due_on="2027-06-30"
    )


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (replace(SCHEDULE, agreed_with=" "), WordsMissingError),
        (replace(SCHEDULE, document=" "), WordsMissingError),
        (
            replace(
                SCHEDULE,
                parts=(
                    replace(_PARTS[0], amount=usd("32750.75")),
                    replace(_PARTS[1], amount=usd("0.00")),
                ),
            ),
            AmountNotPositiveError,
        ),
    ],
)
def test_a_schedule_has_its_agreement_and_no_empty_part(
    command: ClaimCommand, error: type[RefusedError]
) -> None:
    assert type(given(*INFORMAL).when(command, on=MARCH_1).refused_by) is error


# ---- repaid ----

REPAY = RecordRepayment(
    determination=D1,
    amount=usd("8187.69"),
    received_on=date(2027, 3, 31),
    from_own_money=True,
    money_source="local appropriation",
)


def test_a_repayment_lowers_what_is_due_and_not_the_grant() -> None:
    event = repayment("8187.69")
    (decided,) = given(*INFORMAL).when(REPAY).then(event)
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.effective_on == date(2027, 3, 31)
    before, after = balances(fold(INFORMAL)), balances(fold([*INFORMAL, event]))
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"repaid", "repay_due"}
    assert (after["repaid"], after["repay_due"]) == (usd("8187.69"), usd("24563.06"))


@pytest.mark.parametrize(
    "events", [[*INFORMAL, closed("0.00")], [*INFORMAL, stayed()]], ids=["closed", "stayed"]
)
def test_a_repayment_may_come_at_any_time(events: Events) -> None:
    given(*events).when(REPAY).then(repayment("8187.69"))


def test_what_an_opening_statement_says_is_due_can_be_repaid() -> None:
    command = replace(REPAY, determination="opening")
    given(stated(repay_due="9000.00")).when(command).then(repayment("8187.69", name="opening"))


def test_alliance_money_repays_nothing() -> None:
    said = replace(REPAY, from_own_money=False, money_source="the FY2027 grant")
    given(*INFORMAL).when(said).refused(
        AllianceMoneyError, "the FY2027 grant is said to be Alliance money", citation="(g)"
    )


@pytest.mark.parametrize(
    ("command", "error", "words"),
    [
        (replace(REPAY, amount=usd("32750.76")), ClaimExceededError, "32,750.76 is more than"),
        (replace(REPAY, amount=usd("0.00")), AmountNotPositiveError, "a repayment"),
        (replace(REPAY, money_source=" "), WordsMissingError, "where the money is from"),
    ],
)
def test_a_repayment_is_at_most_what_is_open(
    command: ClaimCommand, error: type[RefusedError], words: str
) -> None:
    refused = given(*INFORMAL).when(command).refused_by
    assert type(refused) is error
    assert words in refused.message


# ---- came back by itself ----

HELD: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("1000.00"),
    *released("R1", "900.00"),
    passed_through("600.00"),
]
RETURN = ReturnFunds(returned_by=Returner.TOWN, amount=usd("300.00"), reason="not needed")


def test_the_town_gives_back_what_it_holds() -> None:
    (decided,) = given(*HELD).when(RETURN).then(given_back(town="300.00"))
    assert decided.office is Office.TOWN
    after = balances(fold([*HELD, given_back(town="300.00")]))
    assert (after["held_by_town"], after["held_by_commissioner"]) == (usd("0.00"), usd("400.00"))


def test_the_board_gives_back_what_it_holds() -> None:
    command = replace(RETURN, returned_by=Returner.BOARD, amount=usd("600.00"))
    (decided,) = given(*HELD).when(command).then(given_back(board="600.00"))
    assert decided.office is Office.BOARD_OF_EDUCATION
    after = balances(fold([*HELD, given_back(board="600.00")]))
    assert (after["held_by_board"], after["held_by_commissioner"]) == (usd("0.00"), usd("700.00"))


@pytest.mark.parametrize(
    ("command", "held"),
    [
        (replace(RETURN, amount=usd("300.01")), "300.00"),
        (replace(RETURN, returned_by=Returner.BOARD, amount=usd("600.01")), "600.00"),
    ],
    ids=["town", "board"],
)
def test_no_more_comes_back_than_stands_there(command: ClaimCommand, held: str) -> None:
    given(*HELD).when(command).refused(
        ReturnExceedsHeldError, "is more than the", citation="(c)(2)", held=held
    )


def test_what_comes_back_is_of_an_open_year_with_money() -> None:
    given(*HELD, closed("1000.00")).when(RETURN).refused(
        YearClosedError, "is closed", citation="(h)"
    )
    given().when(RETURN).refused(NotDesignatedError, "has no Alliance money", citation="(g)")
    given(*HELD).when(replace(RETURN, amount=usd("0.00"))).refused(
        AmountNotPositiveError, "what came back", citation="(c)(2)"
    )
    given(*HELD).when(replace(RETURN, reason="")).refused(
        WordsMissingError, "why it came back", citation="§ 11-8b"
    )


# ---- dates ----


@pytest.mark.parametrize(
    "command",
    [reduce("compromise", _GOVERNOR), SCHEDULE, REPAY],
    ids=["reduce", "schedule", "repay"],
)
def test_no_step_lies_before_the_determination(command: ClaimCommand) -> None:
    refused = given(*INFORMAL).when(command, on=MARCH_1, ground_on=date(2028, 1, 1)).refused_by
    assert isinstance(refused, StepBeforeGroundError)
