"""What a step of a claim rests on: records whose legal date it may not precede. § 10-262u(g)."""

from datetime import date

import pytest
from spec import Events, designated, usd
from spec_claims import (
    D1,
    FACT,
    JANUARY_14,
    LAW,
    appealed,
    asked,
    determined,
    found,
    noticed,
    petition,
    procedure,
    reconsidered,
    served,
    shares,
    stayed,
    taken,
)

from domain.authority import Office
from domain.challenge_events import AppealOutcome, ReconsiderationOutcome
from domain.claim_commands import (
    AllowQuestionedCost,
    AnswerInquiry,
    ClaimCommand,
    CloseInquiry,
    DisallowQuestionedCost,
    OpenInquiry,
    RaiseFinding,
)
from domain.claim_events import FindingKind, FindingSource
from domain.decisions.claim_ground import claim_grounds
from domain.determination_commands import (
    DecideAppeal,
    DecideReconsideration,
    DirectEnforcement,
    EndStay,
    ExtendResponseTime,
    FileAppeal,
    IssueDetermination,
    IssuePreliminaryDetermination,
    OrderStay,
    RecordResponse,
    RecordReturnReceipt,
    RequestReconsideration,
    ServePaper,
    SetProcedure,
)
from domain.determination_events import Paper, Procedure, ServiceMethod
from domain.owed_commands import (
    ApplyReduction,
    RecordRepayment,
    ReduceClaim,
    Returner,
    ReturnFunds,
    ReverseReduction,
    SetPaymentSchedule,
)
from domain.state import fold

DAY = date(2027, 2, 1)
EVENTS: Events = [
    designated(),  # 1
    asked(),  # 2
    asked("Q2"),  # 3
    found("F1", "5.00"),  # 4
    found("F2", "5.00"),  # 5
    procedure("contested-case"),  # 6
    procedure(name="D-2023-064-2"),  # 7
    noticed(DAY, F1="5.00"),  # 8
    determined(repay="5.00"),  # 9
    served(JANUARY_14, Paper.PRELIMINARY),  # 10
    served(),  # 11
    petition(DAY),  # 12
    reconsidered("granted", DAY),  # 13
    appealed(),  # 14
    stayed(),  # 15
    taken("5.00"),  # 16
]


def raised(*, inquiry: str | None = None, absorbs: tuple[str, ...] = ()) -> RaiseFinding:
    return RaiseFinding(
        finding="F3",
        source=FindingSource.COMPLAINT,
        kind=FindingKind.NO_EVIDENCE,
        reason="no receipt",
        amount=usd("1.00"),
        inquiry=inquiry,
        absorbs=absorbs,
    )


def serve(paper: Paper) -> ServePaper:
    return ServePaper(
        determination=D1, paper=paper, method=ServiceMethod.PERSONAL, mailed_on=JANUARY_14
    )


def sign(paper: Paper) -> RecordReturnReceipt:
    return RecordReturnReceipt(determination=D1, paper=paper, signed_on=DAY, signed_by="M. Diaz")


def issue(name: str = D1, **amounts: str) -> IssueDetermination:
    return IssueDetermination(
        determination=name, shares=shares(**amounts), facts=(FACT,), conclusions=(LAW,)
    )


ONE = usd("1.00")


@pytest.mark.parametrize(
    ("command", "grounds"),
    [
        (OpenInquiry(inquiry="Q3", question="why?"), ()),
        (AnswerInquiry(inquiry="Q1", answer="so", answered_on=DAY), (2,)),
        (CloseInquiry(inquiry="Q2", outcome="so"), (3,)),
        (raised(), ()),
        (raised(inquiry="Q1"), (2,)),
        (raised(inquiry="Q2", absorbs=("F2",)), (3, 5)),
        (AllowQuestionedCost(finding="F1", amount=ONE, reason="so"), (4,)),
        (DisallowQuestionedCost(finding="F2", amount=ONE, reason="so"), (5,)),
        (
            SetProcedure(
                determination=D1, procedure=Procedure.INFORMAL, set_by="K. Lee", document="memo"
            ),
            (),
        ),
        (
            IssuePreliminaryDetermination(
                determination=D1,
                shares=shares(F1="1.00", F2="1.00"),
                respond_by=DAY,
                reason="so",
                repay=ONE,
            ),
            (4, 5),
        ),
        (RecordResponse(determination=D1, received_on=DAY, contested=ONE, response="so"), (8,)),
        (ExtendResponseTime(determination=D1, respond_by=DAY, reason="so"), (8,)),
        (issue(F1="1.00"), (4, 6, 8)),
        (issue("D-2023-064-2", F2="1.00"), (5, 7)),
        (serve(Paper.PRELIMINARY), (8,)),
        (serve(Paper.FINAL), (9,)),
        (serve(Paper.RECONSIDERATION), (13,)),
        (sign(Paper.PRELIMINARY), (10,)),
        (sign(Paper.FINAL), (11,)),
        (RequestReconsideration(determination=D1, filed_on=DAY, grounds="so"), (9,)),
        (
            DecideReconsideration(
                determination=D1,
                outcome=ReconsiderationOutcome.GRANTED,
                decided_on=DAY,
                reason="so",
            ),
            (9,),
        ),
        (FileAppeal(determination=D1, court="court", docket="1", filed_on=DAY), (9,)),
        (OrderStay(determination=D1, ordered_by=Office.COURT, document="order"), (9,)),
        (EndStay(determination=D1, reason="so"), (15,)),
        (
            DecideAppeal(determination=D1, outcome=AppealOutcome.AFFIRMED, document="judgment"),
            (14,),
        ),
        (DirectEnforcement(determination=D1, because="so"), (9,)),
        (ReduceClaim(determination=D1, reason="so"), (9,)),
        (
            SetPaymentSchedule(
                determination=D1, parts=(), agreed_with="M. Diaz", document="agreement"
            ),
            (9,),
        ),
        (
            RecordRepayment(
                determination=D1,
                amount=ONE,
                received_on=DAY,
                from_own_money=True,
                money_source="local",
            ),
            (9,),
        ),
        (ApplyReduction(determination=D1), (9,)),
        (ApplyReduction(determination="D-2023-064-2"), ()),
        (ReverseReduction(determination=D1, amount=ONE, reason="so"), (16,)),
        (ReturnFunds(returned_by=Returner.TOWN, amount=ONE, reason="so"), ()),
    ],
)
def test_a_step_rests_on_these_records(command: ClaimCommand, grounds: tuple[int, ...]) -> None:
    assert claim_grounds(command, fold(EVENTS)) == grounds
