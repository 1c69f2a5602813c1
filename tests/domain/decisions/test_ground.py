"""§ 10-262u(c)(2), (d): no step of a plan or a release lies before what it rests on."""

from datetime import date

import pytest
from spec import (
    Events,
    approved,
    authorized,
    confirmed,
    designated,
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
from spec_plans import (
    amendment_approved,
    amendment_submitted,
    approved_by_line,
    hold,
    line_transfer,
    paid,
    submitted_with,
)

from domain.commands import (
    ApprovePlan,
    ApprovePlanAmendment,
    AuthorizeRelease,
    Command,
    ConfirmRelease,
    IssueRelease,
    LiftNoncomplianceWithholding,
    ProposeRelease,
    RecordOverpaymentReturned,
    RejectPlan,
    RejectPlanAmendment,
    RequirePlanChanges,
    ReturnRelease,
    SubmitPlanAmendment,
    WithdrawRelease,
)
from domain.decisions.ground import grounds_of
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.events import Direction, RequiredChange
from domain.state import fold

MARCH_1 = date(2023, 3, 1)
MARCH_2 = date(2023, 3, 2)

READY: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("1000.00"),
    submitted(1, "1000.00"),
    approved(1, "1000.00"),
]
AUTHORIZE = AuthorizeRelease(release="R1", amount=usd("5.00"))
CONFIRM = ConfirmRelease(release="R1", paid_on=MARCH_1)
RETURN = ReturnRelease(release="R1", reason="account closed")
WITHDRAW = WithdrawRelease(release="R1", reason="typed twice")
GIVEN_BACK = RecordOverpaymentReturned(release="R1", amount=usd("1.00"), reason="by check")
LIFT = LiftNoncomplianceWithholding(hold="H1", evidence="the report")

STEPS = [
    pytest.param([], AUTHORIZE, "The authorization of 'R1'", id="authorize"),
    pytest.param(
        [authorized("R1", "5.00")],
        IssueRelease(release="R1"),
        "The payment order of 'R1'",
        id="issue",
    ),
    pytest.param(
        [authorized("R1", "5.00"), issued("R1", "5.00")],
        CONFIRM,
        "The payment of 'R1'",
        id="confirm",
    ),
    pytest.param(
        [authorized("R1", "5.00"), issued("R1", "5.00")],
        RETURN,
        "The return of 'R1'",
        id="return",
    ),
    pytest.param(
        [authorized("R1", "5.00"), issued("R1", "5.00"), returned("R1", unpaid="5.00")],
        WITHDRAW,
        "The withdrawal of 'R1'",
        id="withdraw",
    ),
    pytest.param(
        [authorized("R1", "5.00"), issued("R1", "5.00"), paid("R1", "5.00", over="1.00")],
        GIVEN_BACK,
        "The return of what was overpaid on 'R1'",
        id="overpayment",
    ),
]


@pytest.mark.parametrize(("history", "command", "step"), STEPS)
def test_a_step_is_not_before_what_it_rests_on(
    history: Events, command: Command, step: str
) -> None:
    given(*READY, *history).when(command, on=MARCH_1, ground_on=MARCH_2).refused(
        StepBeforeGroundError,
        f"{step} of Hartford FY2023 cannot be of 2023-03-01: what it rests on is of 2023-03-02",
        citation="(c)(2)",
        on="2023-03-01",
        rests_on="2023-03-02",
    )


SUBMITTED: Events = [designated(), submitted_with(1)]
AMENDED: Events = [
    *SUBMITTED,
    approved_by_line(1, _1_1="600.00", _2_4="400.00"),
    amendment_submitted(1, line_transfer("1.1", "2.4", "100.00")),
]
REJECT = RejectPlan(plan_version=1, reason="no targets")
CHANGES = RequirePlanChanges(
    plan_version=1, changes=(RequiredChange(key="C1", words="a coach"),), due_on=None
)
APPROVE = ApprovePlan(plan_version=1, approved_amount=usd("1000.00"))
DECISIONS = [
    pytest.param(SUBMITTED, APPROVE, "The approval of plan version 1", 2, id="approve"),
    pytest.param(SUBMITTED, REJECT, "The rejection of plan version 1", 2, id="reject"),
    pytest.param(SUBMITTED, CHANGES, "The list of required changes", 2, id="changes"),
    pytest.param(
        AMENDED, ApprovePlanAmendment(amendment=1), "The approval of amendment 1", 4, id="amend"
    ),
    pytest.param(
        AMENDED,
        RejectPlanAmendment(amendment=1, reason="too late"),
        "The rejection of amendment 1",
        4,
        id="refuse to amend",
    ),
]


@pytest.mark.parametrize(("history", "command", "step", "version"), DECISIONS)
def test_a_decision_about_a_plan_is_not_before_its_submission(
    history: Events, command: Command, step: str, version: int
) -> None:
    assert version in grounds_of(command, fold(history))
    given(*history).when(command, on=MARCH_1, ground_on=MARCH_2).refused(
        StepBeforeGroundError, step, citation="(d)", on="2023-03-01", rests_on="2023-03-02"
    )
    same_day = given(*history).when(command, on=MARCH_1, ground_on=MARCH_1)
    assert (len(same_day.decided), same_day.refused_by) == (1, None)


@pytest.mark.parametrize(("history", "command", "step"), STEPS)
def test_a_step_may_be_of_the_same_day(history: Events, command: Command, step: str) -> None:
    decision = given(*READY, *history).when(command, on=MARCH_1, ground_on=MARCH_1)
    assert (len(decision.decided), decision.refused_by) == (1, None), step


def test_a_withholding_is_not_lifted_before_it_was_placed() -> None:
    given(*READY, hold()).when(LIFT, on=MARCH_1, ground_on=MARCH_2).refused(
        StepBeforeGroundError, "The lifting of withholding 'H1'", citation="(f)"
    )


AMEND = SubmitPlanAmendment(
    amendment=1, transfers=(line_transfer("1.1", "2.4", "100.00"),), reason="a coach less"
)
FIRST_AGREED = amendment_approved(1, _1_1="500.00", _2_4="500.00")
PROPOSE = ProposeRelease(release="R1", amount=usd("5.00"))
LATER: Events = [authorized("R1", "5.00"), issued("R1", "5.00"), returned("R1", unpaid="5.00")]


@pytest.mark.parametrize(
    ("history", "command", "versions"),
    [
        pytest.param(READY, AUTHORIZE, (6,), id="the approval of the plan"),
        pytest.param(
            [*READY, submitted(2, "900.00"), approved(2, "900.00")],
            AUTHORIZE,
            (8,),
            id="the approval of the plan in force",
        ),
        pytest.param(READY[:5], AUTHORIZE, (), id="no approved plan"),
        pytest.param([*READY, LATER[0]], IssueRelease(release="R1"), (7,), id="its authorization"),
        pytest.param([*READY, *LATER], IssueRelease(release="R1"), (7, 9), id="its coming back"),
        pytest.param([*READY, *LATER], IssueRelease(release="R2"), (), id="another release"),
        pytest.param([*READY, *LATER, issued("R1", "5.00")], CONFIRM, (8, 10), id="its last order"),
        pytest.param(
            [*READY, *LATER[:2], confirmed("R1", "5.00")],
            RETURN,
            (8, 9),
            id="the payment",
        ),
        pytest.param(
            [stated(in_payment="5.00")],
            ConfirmRelease(release="opening", paid_on=MARCH_1),
            (),
            id="an opening statement is paper",
        ),
        pytest.param([*READY, LATER[0]], WITHDRAW, (7,), id="what is withdrawn"),
        pytest.param([*READY, *LATER], WITHDRAW, (7, 9), id="what came back and is withdrawn"),
        pytest.param(
            [*READY, *LATER[:2], paid("R1", "5.00", over="1.00")],
            GIVEN_BACK,
            (9,),
            id="the payment",
        ),
        pytest.param([*READY, hold(), hold("H2")], LIFT, (7,), id="the withholding that is lifted"),
        pytest.param(READY, PROPOSE, (), id="a proposal rests on none"),
        pytest.param(AMENDED[:3], AMEND, (3,), id="an amendment rests on the approval of its plan"),
        pytest.param(
            [*AMENDED, FIRST_AGREED, amendment_submitted(2, line_transfer("1.1", "2.4", "1.00"))],
            ApprovePlanAmendment(amendment=2),
            (3, 5, 6),
            id="the next amendment moves the lines of the one before",
        ),
    ],
)
def test_what_a_step_rests_on(history: Events, command: Command, versions: tuple[int, ...]) -> None:
    assert grounds_of(command, fold(history)) == versions


def test_an_amendment_is_not_before_the_approval_of_its_plan() -> None:
    given(*AMENDED[:3]).when(AMEND, on=MARCH_1, ground_on=MARCH_2).refused(
        StepBeforeGroundError,
        "Amendment 1 of Hartford FY2023 cannot be of 2023-03-01",
        citation="(d)",
    )


@pytest.mark.parametrize(
    "other",
    [
        {"direction": Direction(document="memo", cap=usd("5.00"))},
        {"residency": True},
    ],
    ids=["a written direction", "the residency set-aside"],
)
def test_a_release_on_another_ground_does_not_rest_on_the_plan(other: dict[str, object]) -> None:
    command = AuthorizeRelease(release="R1", amount=usd("5.00"), **other)  # type: ignore[arg-type]
    assert grounds_of(command, fold(READY)) == ()
