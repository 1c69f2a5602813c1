"""§ 10-262u(c)(2): withdrawn releases, supplements, payments of another amount, and their ends.

A payment as it was authorized, and its return, are in `test_release.py`.
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Events,
    approved,
    authorized,
    carried_in,
    closed,
    confirmed,
    designated,
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
from spec_plans import condition, overpayment_returned, paid, withdrawn

from domain.authority import Office
from domain.commands import (
    AuthorizeRelease,
    CloseFiscalYear,
    Command,
    ConfirmRelease,
    CorrectEvent,
    IssueRelease,
    ProposeRelease,
    RecordOverpaymentReturned,
    RecordPassThrough,
    ReturnRelease,
    WithdrawRelease,
)
from domain.decisions.payment_refusals import ConditionOpenError, OverpaymentUnknownError
from domain.decisions.refusals import (
    AmountNotPositiveError,
    CorrectionBreaksBalanceError,
    PassThroughExceedsReleasedError,
    PaymentOpenError,
    ReleaseExceedsApprovalError,
    ReleaseExceedsDirectionError,
    ReleaseExceedsHeldError,
    ReleaseNameTakenError,
    ReleaseStatusError,
    ReleaseUnknownError,
    ReturnExceedsHeldByTownError,
    WordsMissingError,
    YearClosedError,
)
from domain.events import Direction, EventCorrected, ReleaseProposed

MARCH_1 = date(2023, 3, 1)
# The Commissioner holds 900.00; the plan is approved up to 800.00.
READY: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("900.00"),
    submitted(1, "1000.00"),
    approved(1, "800.00"),
]
IN_PAYMENT: Events = [*READY, authorized("R1", "100.00"), issued("R1", "100.00")]
WITHDRAW = WithdrawRelease(release="R1", reason="typed twice")


def authorize(amount: str, *, direction: Direction | None = None) -> AuthorizeRelease:
    return AuthorizeRelease(release="R9", amount=usd(amount), direction=direction)


def confirm(amount: str | None, *, voucher: str | None = None) -> ConfirmRelease:
    paid_amount = usd(amount) if amount else None
    return ConfirmRelease(release="R1", paid_on=MARCH_1, paid=paid_amount, voucher=voucher)


def taken_back(position: int, name: str, **reversed_: str) -> EventCorrected:
    return event_corrected(
        corrects_position=position,
        corrects_version=position,
        corrected_event=name,
        reversed={field: usd(amount) for field, amount in reversed_.items()},
        replacement={},
        reason="typed",
    )


def take_back(position: int) -> CorrectEvent:
    return CorrectEvent(position=position, reason="typed")


# ---- supplements ----


def test_a_supplement_says_why() -> None:
    command = ProposeRelease(release="R9", amount=usd("5.00"), reason="paid short in October")
    given(*READY).when(command).then(
        ReleaseProposed(
            release="R9",
            amount=usd("5.00"),
            proposed_by="Ana",
            reason="paid short in October",
        )
    )
    given(*READY).when(replace(command, reason=" ")).refused(
        WordsMissingError, "the reason of a supplement", citation="§ 11-8b"
    )


# ---- withdrawn ----


def test_an_authorized_release_is_withdrawn_by_the_commissioner() -> None:
    (decided,) = (
        given(*READY, authorized("R1", "100.00")).when(WITHDRAW).then(withdrawn("R1", "100.00"))
    )
    assert decided.office is Office.COMMISSIONER
    assert decided.citation.provision == "C.G.S. § 10-262u(c)(2)"


def test_a_proposal_is_withdrawn_by_the_department_and_moves_nothing() -> None:
    proposal = ReleaseProposed(release="R1", amount=usd("100.00"), proposed_by="Ben")
    (decided,) = given(*READY, proposal).when(WITHDRAW).then(withdrawn("R1"))
    assert decided.office is Office.DEPARTMENT


def test_a_payment_that_came_back_is_withdrawn_with_what_is_authorized_of_it() -> None:
    # 100.00 authorized, 60.00 paid, 40.00 short; the 60.00 came back.
    history: Events = [*IN_PAYMENT, paid("R1", "60.00", short="40.00")]
    history += [returned("R1", paid="60.00")]
    given(*history).when(WITHDRAW).then(withdrawn("R1", "60.00"))


def test_what_was_withdrawn_can_be_released_under_another_name() -> None:
    history: Events = [*READY, authorized("R1", "800.00"), withdrawn("R1", "800.00")]
    given(*history).when(authorize("800.00")).then(authorized("R9", "800.00"))
    given(*history).when(authorize("800.01")).refused(
        ReleaseExceedsApprovalError, "800.01", citation="(c)(2)", authorized="0.00"
    )


def test_what_was_withdrawn_can_be_released_under_its_direction_again() -> None:
    letter = Direction(document="letter", cap=usd("100.00"))
    first = authorized("R1", "100.00", plan_version=None, direction=letter)
    given(*READY, first).when(authorize("0.01", direction=letter)).refused(
        ReleaseExceedsDirectionError, "100.01", citation="(c)(2)", used="100.00"
    )
    given(*READY, first, withdrawn("R1", "100.00")).when(
        authorize("100.00", direction=letter)
    ).then(authorized("R9", "100.00", plan_version=None, direction=letter))


@pytest.mark.parametrize(
    "command",
    [
        ProposeRelease(release="R1", amount=usd("5.00")),
        AuthorizeRelease(release="R1", amount=usd("5.00")),
        AuthorizeRelease(release="r1", amount=usd("5.00")),
    ],
    ids=["proposed", "authorized", "a look-alike"],
)
def test_the_name_of_a_withdrawn_release_stays_taken(command: Command) -> None:
    history: Events = [*READY, authorized("R1", "5.00"), withdrawn("R1", "5.00")]
    given(*history).when(command).refused(
        ReleaseNameTakenError, "5.00, withdrawn", citation="(c)(2)", status="withdrawn"
    )


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([authorized("R1", "5.00"), issued("R1", "5.00")], "issued"),
        ([*released("R1", "5.00")], "paid"),
        ([authorized("R1", "5.00"), withdrawn("R1", "5.00")], "withdrawn"),
    ],
)
def test_what_is_in_payment_or_paid_is_not_withdrawn(events: Events, status: str) -> None:
    given(*READY, *events).when(WITHDRAW).refused(
        ReleaseStatusError,
        f"is {status}; it has to be proposed or authorized or returned",
        citation="(c)(2)",
        status=status,
    )


def test_a_withdrawn_release_is_not_paid() -> None:
    history: Events = [*READY, authorized("R1", "5.00"), withdrawn("R1", "5.00")]
    given(*history).when(IssueRelease(release="R1")).refused(
        ReleaseStatusError, "is withdrawn", citation="(c)(2)"
    )


def test_a_withdrawal_names_a_release_and_says_why_in_an_open_year() -> None:
    given(*READY).when(WITHDRAW).refused(ReleaseUnknownError, "'R1'", citation="(c)(2)")
    given(*READY).when(replace(WITHDRAW, reason=" ")).refused(
        WordsMissingError, "the reason of a withdrawal", citation="§ 11-8b"
    )
    given(closed("0.00")).when(WITHDRAW).refused(YearClosedError, "closed", citation="(h)")


def test_a_year_closes_after_what_was_open_is_withdrawn() -> None:
    history: Events = [*READY, reported(), authorized("R1", "5.00")]
    june_30 = date(2023, 6, 30)
    refusal = (
        given(*history)
        .when(CloseFiscalYear(), on=june_30)
        .refused(PaymentOpenError, "authorized or in payment: R1", citation="(c)(2)")
    )
    assert "alliance release withdraw" in refusal.next_step
    decision = given(*history, withdrawn("R1", "5.00")).when(CloseFiscalYear(), on=june_30)
    assert decision.refused_by is None


# ---- paid less ----


def test_paid_less_both_figures_stay() -> None:
    # 100.00 authorized = 60.00 paid + 40.00 short
    (decided,) = given(*IN_PAYMENT).when(confirm("60.00")).then(paid("R1", "60.00", short="40.00"))
    assert decided.office is Office.COMPTROLLER
    assert decided.effective_on == MARCH_1


def test_paid_as_authorized_is_neither_short_nor_over() -> None:
    given(*IN_PAYMENT).when(confirm("100.00")).then(confirmed("R1", "100.00"))
    given(*IN_PAYMENT).when(confirm(None, voucher="V-17")).then(
        replace(confirmed("R1", "100.00"), voucher="V-17")
    )


def test_what_was_not_paid_goes_by_a_supplement_and_no_further() -> None:
    # 800.00 approved − 760.00 still authorized on R1 = 40.00
    history: Events = [
        *READY,
        authorized("R1", "800.00"),
        issued("R1", "800.00"),
        paid("R1", "760.00", short="40.00"),
    ]
    given(*history).when(authorize("40.01")).refused(
        ReleaseExceedsApprovalError, "800.01", citation="(c)(2)", authorized="760.00", left="40.00"
    )
    given(*history).when(authorize("40.00")).then(authorized("R9", "40.00"))


def test_what_was_not_paid_stands_with_the_commissioner_again() -> None:
    # 900.00 − 60.00 paid = 840.00
    history: Events = [
        *READY[:5],
        approved(1, "1000.00"),
        authorized("R1", "100.00"),
        issued("R1", "100.00"),
        paid("R1", "60.00", short="40.00"),
    ]
    given(*history).when(authorize("840.01")).refused(
        ReleaseExceedsHeldError, "840.01", citation="(c)(2)", held_by_commissioner="840.00"
    )
    given(*history).when(authorize("840.00")).then(authorized("R9", "840.00"))


def test_what_was_not_paid_under_a_direction_can_be_released_under_it_again() -> None:
    letter = Direction(document="letter", cap=usd("100.00"))
    history: Events = [
        *READY,
        authorized("R1", "100.00", plan_version=None, direction=letter),
        issued("R1", "100.00"),
        paid("R1", "60.00", short="40.00"),
    ]
    given(*history).when(authorize("40.01", direction=letter)).refused(
        ReleaseExceedsDirectionError, "100.01", citation="(c)(2)", used="60.00"
    )
    given(*history).when(authorize("40.00", direction=letter)).then(
        authorized("R9", "40.00", plan_version=None, direction=letter)
    )


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_a_payment_that_was_made_is_more_than_zero(amount: str) -> None:
    given(*IN_PAYMENT).when(confirm(amount)).refused(
        AmountNotPositiveError, "a payment that was made", citation="§ 10-262i(b)"
    )


def test_a_part_that_was_paid_comes_back_and_goes_out_again() -> None:
    history: Events = [*IN_PAYMENT, paid("R1", "60.00", short="40.00")]
    back = returned("R1", paid="60.00")
    given(*history).when(ReturnRelease(release="R1", reason="wrong account")).then(back)
    given(*history, back).when(IssueRelease(release="R1")).then(issued("R1", "60.00"))
    given(*history, back, issued("R1", "60.00")).when(confirm(None)).then(confirmed("R1", "60.00"))


# ---- paid more ----


def test_paid_more_the_rest_is_to_come_back() -> None:
    # 100.00 authorized + 0.01 over = 100.01 paid
    given(*IN_PAYMENT).when(confirm("100.01")).then(paid("R1", "100.00", over="0.01"))


def test_what_was_paid_more_is_neither_released_nor_the_board_s() -> None:
    history: Events = [*IN_PAYMENT, paid("R1", "100.00", over="25.00")]
    given(*history).when(RecordPassThrough(amount=usd("100.01"))).refused(
        PassThroughExceedsReleasedError, "100.00", citation="(c)(2)", held_by_town="100.00"
    )
    # 800.00 approved − 100.00 = 700.00: what was paid more uses up nothing.
    given(*history).when(authorize("700.00")).then(authorized("R9", "700.00"))


@pytest.mark.parametrize("amount", ["0.01", "25.00"])
def test_what_was_paid_more_comes_back_at_once_or_in_parts(amount: str) -> None:
    command = RecordOverpaymentReturned(release="R1", amount=usd(amount), reason="by check")
    history: Events = [*IN_PAYMENT, paid("R1", "100.00", over="25.00")]
    (decided,) = given(*history).when(command).then(overpayment_returned("R1", amount))
    assert decided.office is Office.COMPTROLLER
    assert decided.citation.provision == "C.G.S. § 10-262i(b)"


@pytest.mark.parametrize(
    ("events", "left"),
    [
        pytest.param([paid("R1", "100.00", over="25.00")], "25.00", id="paid more"),
        pytest.param([confirmed("R1", "100.00")], "0.00", id="paid as authorized"),
        pytest.param(
            [paid("R1", "100.00", over="25.00"), overpayment_returned("R1", "20.00")],
            "5.00",
            id="partly back",
        ),
    ],
)
def test_no_more_comes_back_than_was_paid_more(events: Events, left: str) -> None:
    command = RecordOverpaymentReturned(release="R1", amount=usd("25.01"), reason="by check")
    given(*IN_PAYMENT, *events).when(command).refused(
        OverpaymentUnknownError,
        "25.01 is more than release 'R1' of Hartford FY2023 was overpaid",
        citation="§ 10-262i(b)",
        overpaid=left,
    )


def test_what_comes_back_is_told_in_full() -> None:
    command = RecordOverpaymentReturned(release="R1", amount=usd("1.00"), reason="by check")
    given(closed("0.00")).when(command).refused(YearClosedError, "closed", citation="(h)")
    given(*READY).when(command).refused(ReleaseUnknownError, "'R1'", citation="(c)(2)")
    given(*READY).when(replace(command, reason="")).refused(
        WordsMissingError, "how it came back", citation="§ 11-8b"
    )
    given(*READY).when(replace(command, amount=usd("0.00"))).refused(
        AmountNotPositiveError, "an overpayment", citation="§ 10-262i(b)"
    )


def test_a_payment_that_was_more_comes_back_without_what_was_paid_in_error() -> None:
    history: Events = [*IN_PAYMENT, paid("R1", "100.00", over="25.00")]
    command = ReturnRelease(release="R1", reason="wrong account")
    given(*history).when(command).then(returned("R1", paid="100.00"))
    # 100.00 of the board's was passed on: only the 25.00 is left, and it is not this payment's.
    given(*history, passed_through("100.00")).when(command).refused(
        ReturnExceedsHeldByTownError, "the town holds 0.00", citation="(c)(2)", held_by_town="0.00"
    )


def test_what_was_paid_more_twice_adds_up() -> None:
    # 25.00 over, all of it out again after the return, 5.00 over the second time.
    history: Events = [
        *IN_PAYMENT,
        paid("R1", "100.00", over="25.00"),
        returned("R1", paid="100.00"),
        issued("R1", "100.00"),
        paid("R1", "100.00", over="5.00"),
    ]
    command = RecordOverpaymentReturned(release="R1", amount=usd("30.00"), reason="by check")
    given(*history).when(command).then(overpayment_returned("R1", "30.00"))
    given(*history).when(replace(command, amount=usd("30.01"))).refused(
        OverpaymentUnknownError, "30.01", citation="§ 10-262i(b)", overpaid="30.00"
    )


def test_a_year_does_not_close_while_a_payment_in_error_is_out() -> None:
    history: Events = [*IN_PAYMENT, paid("R1", "100.00", over="25.00"), reported()]
    june_30 = date(2023, 6, 30)
    given(*history).when(CloseFiscalYear(), on=june_30).refused(
        PaymentOpenError,
        "was paid 25.00 above what was authorized",
        citation="§ 10-262i(b)",
        paid_in_error="25.00",
    )
    back = overpayment_returned("R1", "25.00")
    decision = given(*history, back).when(CloseFiscalYear(), on=june_30)
    # 1,000.00 withheld: 100.00 at the Comptroller, 800.00 at the Commissioner, 100.00 at the town.
    parts = {"at_comptroller": "100.00", "at_commissioner": "800.00", "at_town": "100.00"}
    decision.then(closed("1000.00", parts), carried_in("1000.00", parts, from_year=2023))


# ---- corrected ----


def test_a_payment_that_was_short_is_taken_back_into_payment() -> None:
    history: Events = [*IN_PAYMENT, paid("R1", "60.00", short="40.00")]
    back = taken_back(9, "ReleaseConfirmed", amount="60.00", short="40.00", over="0.00")
    given(*history).when(take_back(9)).then(back)
    given(*history, back).when(confirm("100.00")).then(confirmed("R1", "100.00"))


def test_a_short_payment_is_not_taken_back_once_its_supplement_is_authorized() -> None:
    # 800.00 would be authorized on R1 again, and 40.00 on the supplement.
    history: Events = [
        *READY,
        authorized("R1", "800.00"),
        issued("R1", "800.00"),
        paid("R1", "760.00", short="40.00"),
        authorized("R2", "40.00"),
    ]
    refusal = (
        given(*history)
        .when(take_back(9))
        .refused(CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b")
    )
    assert refusal.details == {"released above the approved plan": "40.00"}


def test_a_payment_that_was_more_is_taken_back_into_payment() -> None:
    history: Events = [*IN_PAYMENT, paid("R1", "100.00", over="25.00")]
    back = taken_back(9, "ReleaseConfirmed", amount="100.00", short="0.00", over="25.00")
    given(*history).when(take_back(9)).then(back)
    given(*history, back).when(confirm("100.00")).then(confirmed("R1", "100.00"))


def test_a_payment_that_was_more_stays_once_that_came_back() -> None:
    history: Events = [
        *IN_PAYMENT,
        paid("R1", "100.00", over="25.00"),
        overpayment_returned("R1", "25.00"),
    ]
    refusal = (
        given(*history)
        .when(take_back(9))
        .refused(CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b")
    )
    assert "paid in error otherwise than overpaid" in refusal.details
    back = taken_back(10, "OverpaymentReturned", amount="25.00")
    given(*history).when(take_back(10)).then(back)


def test_an_overpayment_told_of_another_release_does_not_tie() -> None:
    # 25.00 over on R1 came back; without R1's authorization and payment it came from nowhere.
    history: Events = [
        *IN_PAYMENT,
        paid("R1", "100.00", over="25.00"),
        overpayment_returned("R1", "25.00"),
    ]
    refusal = (
        given(*history)
        .when(take_back(7))
        .refused(CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b")
    )
    assert refusal.details["release R1 paid otherwise than authorized"] == "100.00"


def test_a_withdrawal_is_taken_back_while_there_is_room_for_it() -> None:
    history: Events = [*READY, authorized("R1", "500.00"), withdrawn("R1", "500.00")]
    back = taken_back(8, "ReleaseWithdrawn", amount="500.00")
    given(*history).when(take_back(8)).then(back)
    given(*history, back).when(IssueRelease(release="R1")).then(issued("R1", "500.00"))
    # 800.00 approved: 500.00 and 300.01 would be released.
    refusal = (
        given(*history, authorized("R2", "300.01"))
        .when(take_back(8))
        .refused(CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b")
    )
    assert refusal.details == {"released above the approved plan": "0.01"}


@pytest.mark.parametrize("amount", [None, "400.00", "600.00"])
@pytest.mark.parametrize("proposed", [True, False])
def test_an_authorization_is_not_changed_under_its_withdrawal(
    amount: str | None,
    proposed: bool,  # noqa: FBT001
) -> None:
    # Less than nothing would be authorized, and so much more could be released on the plan.
    proposal = ReleaseProposed(release="R1", amount=usd("500.00"), proposed_by="Ben")
    start: Events = [*READY, proposal] if proposed else READY
    history: Events = [*start, authorized("R1", "500.00"), withdrawn("R1", "500.00")]
    command = CorrectEvent(
        position=len(start) + 1, reason="typed", amount=usd(amount) if amount else None
    )
    refusal = (
        given(*history)
        .when(command)
        .refused(CorrectionBreaksBalanceError, "would leave", citation="§ 11-8b")
    )
    off = {None: "500.00", "400.00": "100.00", "600.00": "100.00"}[amount]
    assert refusal.details["release R1 authorized otherwise than it stands"] == off


def test_an_authorization_is_not_changed_under_a_payment_that_was_short_and_came_back() -> None:
    history: Events = [*IN_PAYMENT, paid("R1", "60.00", short="40.00")]
    history += [returned("R1", paid="60.00")]
    given(*history).when(CorrectEvent(position=7, reason="typed", amount=usd("120.00"))).refused(
        CorrectionBreaksBalanceError, "release R1 authorized otherwise", citation="§ 11-8b"
    )


def test_a_payment_stated_at_the_opening_may_be_short_too() -> None:
    history: Events = [stated(carry_in="5.00", in_payment="5.00", authorized="5.00")]
    command = ConfirmRelease(release="opening", paid_on=MARCH_1, paid=usd("3.00"))
    short = paid("opening", "3.00", short="2.00")
    given(*history).when(command).then(short)
    back = taken_back(2, "ReleaseConfirmed", amount="3.00", short="2.00", over="0.00")
    given(*history, short).when(take_back(2)).then(back)


# ---- a plan that changed since the release was authorized ----

NEWER: Events = [*READY, authorized("R1", "300.00"), submitted(2, "250.00")]


def test_a_release_above_the_plan_in_force_is_not_paid() -> None:
    given(*NEWER, approved(2, "250.00")).when(IssueRelease(release="R1")).refused(
        ReleaseExceedsApprovalError,
        "Release 'R1' of Hartford FY2023 was authorized with 300.00; paid, 300.00 would be let "
        "out, above the 250.00 of the plan in force now",
        citation="(c)(2)",
        approved="250.00",
        let_out="0.00",
        amount="300.00",
    )


def test_what_was_paid_before_counts_against_the_plan_in_force() -> None:
    history: Events = [
        *READY,
        authorized("R1", "100.00"),
        authorized("R2", "100.00"),
        issued("R1", "100.00"),
        submitted(2, "250.00"),
    ]
    given(*history, approved(2, "199.99")).when(IssueRelease(release="R2")).refused(
        ReleaseExceedsApprovalError, "200.00 would be let out", citation="(c)(2)", let_out="100.00"
    )
    given(*history, approved(2, "200.00")).when(IssueRelease(release="R2")).then(
        issued("R2", "100.00")
    )


def test_a_condition_of_the_plan_in_force_stops_what_was_authorized_before() -> None:
    waits = replace(approved(2, "250.00"), conditions=(condition("K5"),))
    history: Events = [*READY, authorized("R1", "100.00"), submitted(2, "250.00"), waits]
    given(*history).when(IssueRelease(release="R1")).refused(
        ConditionOpenError, "a condition to meet before more is released: K5", citation="(c)(2)"
    )


def test_a_direction_is_paid_whatever_the_plan() -> None:
    memo = Direction(document="memo", cap=usd("300.00"))
    advance = authorized("R1", "300.00", plan_version=None, direction=memo)
    given(*READY, advance, submitted(2, "250.00"), approved(2, "250.00")).when(
        IssueRelease(release="R1")
    ).then(issued("R1", "300.00"))
