"""What the machine of every command (`tests/machine/`) found, as the shortest history each.

Not here: the specification of each decision, which stands in the file of its subsection.
"""

from datetime import date

import pytest
from spec import approved, designated, given, stated, submitted, usd

from domain.chart import Account
from domain.commands import AuthorizeRelease, ConfirmRelease, StateOpeningBalance
from domain.decisions.refusals import OpeningDoesNotTieError, ReleaseExceedsApprovalError
from domain.money import ZERO
from domain.state import fold

JUNE_30_2023 = date(2023, 6, 30)


def statement(**balances: str) -> StateOpeningBalance:
    return StateOpeningBalance(
        balances={name: usd(amount) for name, amount in balances.items()},
        document="statement of July 1, 2022",
        signers=("Ana", "Ben"),
    )


# ---- an opening statement that does not say what was authorized ----


def test_a_stated_payment_that_is_paid_short_leaves_no_authority_below_zero() -> None:
    (opened,) = given().when(statement(in_payment="100.00")).decided
    (short,) = (
        given(opened.event)
        .when(ConfirmRelease(release="opening", paid_on=JUNE_30_2023, paid=usd("60.00")))
        .decided
    )
    state = fold([opened.event, short.event])
    # 100 authorized by the statement - 40 paid short
    assert state.standing(Account.AUTHORIZED) == usd("60.00")
    assert state.standing(Account.IN_PAYMENT) == ZERO


def test_what_a_statement_says_was_released_counts_against_the_approved_plan() -> None:
    (opened,) = (
        given()
        .when(
            statement(
                withheld_by_comptroller="100.00",
                transferred="100.00",
                released="70.00",
                passed_through="70.00",
            )
        )
        .decided
    )
    given(designated(), opened.event, submitted(1, "90.00"), approved(1, "90.00")).when(
        AuthorizeRelease(release="R1", amount=usd("30.00"))
    ).refused(
        # 90 approved - 70 released before the statement leaves 20
        ReleaseExceedsApprovalError,
        "30.00 more",
        citation="(c)(2)",
        authorized="70.00",
        left="20.00",
    )


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(statement(in_payment="3.00", authorized="2.99"), id="in payment"),
        pytest.param(
            statement(held_by_board="5.00", released="5.00", authorized="4.00"), id="released"
        ),
    ],
)
def test_a_statement_that_has_less_authorized_than_went_out_does_not_tie(
    command: StateOpeningBalance,
) -> None:
    given().when(command).refused(OpeningDoesNotTieError, "does not tie", citation="§ 11-8b")


def test_a_statement_may_have_more_authorized_than_went_out() -> None:
    given().when(statement(in_payment="3.00", authorized="4.00")).then(
        stated(in_payment="3.00", carry_in="3.00", authorized="4.00")
    )
