"""Opening balances from a signed statement, and facts as reported."""

import pytest
from spec import (
    Events,
    carried_in,
    closed,
    event_corrected,
    given,
    portion,
    stated,
    submitted,
    usd,
    withheld,
)

from domain.authority import Office
from domain.commands import ReportFact, StateOpeningBalance
from domain.decisions.refusals import (
    AmountNotPositiveError,
    OpeningDoesNotTieError,
    OpeningNotFirstError,
    OpeningUnsignedError,
    YearClosedError,
)
from domain.events import DistrictYearEvent, FactReported

DOCUMENT = "statement of July 1, 2022"
SIGNERS = ("Ana", "Ben")


def state_balance(**balances: str) -> StateOpeningBalance:
    return StateOpeningBalance(
        balances={name: usd(amount) for name, amount in balances.items()},
        document=DOCUMENT,
        signers=SIGNERS,
    )


@pytest.mark.parametrize(
    ("command", "event"),
    [
        pytest.param(
            state_balance(
                held_by_comptroller="1.00",
                held_by_commissioner="2.00",
                in_payment="3.00",
                held_by_town="4.00",
                held_by_board="5.00",
            ),
            # 1 + 2 + 3 + 4 + 5; what is in payment was authorized
            stated(
                authorized="3.00",
                held_by_comptroller="1.00",
                held_by_commissioner="2.00",
                in_payment="3.00",
                held_by_town="4.00",
                held_by_board="5.00",
                carry_in="15.00",
            ),
            id="stocks alone are the balance carried in",
        ),
        pytest.param(
            state_balance(carry_in="140000.00"),
            stated(carry_in="140000.00", held_by_board="140000.00"),
            id="a balance carried in alone stands with the board",
        ),
        pytest.param(
            state_balance(carry_in="4.00", withheld_by_comptroller="6.00", spent_reported="3.00"),
            # The 6.00 were not transferred; of the 4.00 carried in, 4 - 3 is left with the board.
            stated(
                carry_in="4.00",
                withheld="6.00",
                spent="3.00",
                held_by_comptroller="6.00",
                held_by_board="1.00",
            ),
            id="no stocks: what came and did not go on stands there",
        ),
        pytest.param(
            state_balance(
                withheld_by_comptroller="100.00",
                transferred="90.00",
                released="70.00",
                passed_through="40.00",
            ),
            # 100 - 90, 90 - 70, 70 - 40, 40; the 70 released were authorized
            stated(
                authorized="70.00",
                withheld="100.00",
                transferred="90.00",
                released="70.00",
                passed_through="40.00",
                held_by_comptroller="10.00",
                held_by_commissioner="20.00",
                held_by_town="30.00",
                held_by_board="40.00",
            ),
            id="flows alone give the stocks",
        ),
        pytest.param(
            state_balance(withheld_by_comptroller="6.00", held_by_town="4.00", spent_reported="5"),
            # 4 + 5 - 6
            stated(withheld="6.00", held_by_town="4.00", spent="5.00", carry_in="3.00"),
            id="stocks and flows give the balance carried in",
        ),
        pytest.param(
            state_balance(
                carry_in="4.00",
                withheld_by_comptroller="6.00",
                held_by_commissioner="9.00",
                spent_reported="1.00",
            ),
            stated(carry_in="4.00", withheld="6.00", held_by_commissioner="9.00", spent="1.00"),
            id="everything given and it ties",
        ),
        pytest.param(
            state_balance(
                carry_in="4.00",
                transferred="3.00",
                authorized="2.00",
                released="2.00",
                passed_through="1.00",
                finding_open="7.00",
                repay_due="8.00",
                reduction_due="9.00",
            ),
            stated(
                carry_in="4.00",
                held_by_board="4.00",
                transferred="3.00",
                authorized="2.00",
                released="2.00",
                passed_through="1.00",
                finding_open="7.00",
                repay_due="8.00",
                reduction_due="9.00",
            ),
            id="flows and claims stand beside the balance",
        ),
        pytest.param(state_balance(held_by_board="0.00"), stated(), id="a known zero"),
    ],
)
def test_a_signed_statement_is_recorded_and_completed(
    command: StateOpeningBalance, event: DistrictYearEvent
) -> None:
    (decided,) = given().when(command).then(event)
    assert decided.office is Office.DEPARTMENT
    assert decided.citation.provision == "C.G.S. § 11-8b"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        pytest.param(
            state_balance(carry_in="4.00", held_by_board="4.01"),
            "carried in 4.00 + withheld 0.00 is not held 4.01 + spent 0.00",
            id="a cent too much",
        ),
        pytest.param(
            state_balance(carry_in="4.00", held_by_board="3.99"), "held 3.99", id="a cent too few"
        ),
        pytest.param(
            state_balance(withheld_by_comptroller="5.00", held_by_board="4.99"),
            "carried in -0.01",
            id="more withheld than stands anywhere",
        ),
        pytest.param(
            state_balance(carry_in="4.00", spent_reported="4.01"),
            "held -0.01 + spent 4.01",
            id="more spent than came in",
        ),
        pytest.param(state_balance(), "states nothing", id="nothing at all"),
        pytest.param(
            state_balance(
                withheld_by_comptroller="6.00",
                transferred="6.01",
                held_by_comptroller="6.00",
            ),
            "does not tie",
            id="more transferred than withheld",
        ),
        pytest.param(
            state_balance(carry_out="1.00", portion="2.00"),
            "names what cannot be stated: carry_out, portion",
            id="names that follow from others",
        ),
    ],
)
def test_a_statement_that_does_not_tie_is_refused(command: StateOpeningBalance, words: str) -> None:
    given().when(command).refused(OpeningDoesNotTieError, words, citation="§ 11-8b")


def test_a_statement_names_nothing_below_zero() -> None:
    given().when(state_balance(held_by_town="-0.01", held_by_board="0.01")).refused(
        AmountNotPositiveError, "held_by_town cannot be below zero", citation="§ 11-8b"
    )


@pytest.mark.parametrize(
    ("document", "signers"),
    [
        pytest.param("", SIGNERS, id="no document"),
        pytest.param("  ", SIGNERS, id="a blank document"),
        pytest.param(DOCUMENT, (), id="no signer"),
        pytest.param(DOCUMENT, (" ", ""), id="blank signers"),
    ],
)
def test_a_statement_has_its_document_and_a_signer(document: str, signers: tuple[str, ...]) -> None:
    command = StateOpeningBalance(balances={}, document=document, signers=signers)
    given().when(command).refused(OpeningUnsignedError, "who signed it", citation="§ 11-8b")


@pytest.mark.parametrize(
    "history",
    [
        pytest.param([withheld("5.00")], id="withheld"),
        pytest.param([carried_in("5.00", at_board="5.00")], id="carried in"),
        pytest.param([carried_in("0.00")], id="carried in as zero"),
        pytest.param([stated(carry_in="5.00", held_by_board="5.00")], id="stated"),
        pytest.param([stated(withheld="5.00", spent="5.00")], id="stated as spent"),
    ],
)
def test_a_statement_comes_before_any_other_money(history: Events) -> None:
    given(*history).when(state_balance(carry_in="5.00")).refused(
        OpeningNotFirstError, "has money on record already", citation="§ 11-8b"
    )


def test_law_and_plans_may_stand_before_a_statement() -> None:
    given(portion("5.00"), submitted(1, "5.00")).when(state_balance(carry_in="5.00")).then(
        stated(carry_in="5.00", held_by_board="5.00")
    )


def test_a_statement_taken_back_whole_can_be_made_again() -> None:
    wrong = stated(carry_in="5.00", held_by_board="5.00")
    taken_back = event_corrected(
        corrects_position=1,
        corrects_version=1,
        corrected_event="OpeningBalanceStated",
        reversed={"carry_in": usd("5.00"), "held_by_board": usd("5.00")},
        replacement={},
        reason="typing error",
    )
    given(wrong, taken_back).when(state_balance(carry_in="6.00")).then(
        stated(carry_in="6.00", held_by_board="6.00")
    )


def test_guards_of_a_statement_come_in_order() -> None:
    unsigned = StateOpeningBalance(
        balances={"portion": usd("-1.00")}, document=DOCUMENT, signers=()
    )
    bad = state_balance(portion="-1.00")
    given(carried_in("5.00", at_board="5.00"), closed("5.00")).when(unsigned).refused(
        YearClosedError, "is closed", citation="(h)"
    )
    given(withheld("5.00")).when(unsigned).refused(
        OpeningUnsignedError, "signed", citation="§ 11-8b"
    )
    given(withheld("5.00")).when(bad).refused(OpeningNotFirstError, "already", citation="§ 11-8b")
    given().when(bad).refused(OpeningDoesNotTieError, "portion", citation="§ 11-8b")


@pytest.mark.parametrize("history", [[], [closed("5.00")]], ids=["an open year", "a closed year"])
def test_a_fact_is_recorded_as_reported_beside_anything(history: Events) -> None:
    command = ReportFact(
        kind="partial_release",
        words="Paid before approval.",
        source="S15",
        amount=usd("359487.00"),
        reported_date="July 2013",
    )
    (decided,) = (
        given(*history)
        .when(command)
        .then(
            FactReported(
                kind="partial_release",
                words="Paid before approval.",
                source="S15",
                amount=usd("359487.00"),
                reported_date="July 2013",
            )
        )
    )
    assert decided.office is Office.SYSTEM
    assert decided.citation.provision == "C.G.S. § 11-8b"
