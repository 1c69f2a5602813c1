"""What a step of a claim rests on: records whose legal date it may not precede. § 10-262u(g)."""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, designated, reported, stated, usd
from spec_claims import (
    D1,
    ENFORCED,
    FACT,
    JANUARY_14,
    LAW,
    STAY_ENDED,
    appeal_decided,
    appealed,
    asked,
    claim_reduced,
    determined,
    found,
    noticed,
    petition,
    procedure,
    reconsidered,
    refunded,
    repayment,
    restored,
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
from domain.money import ZERO
from domain.owed_commands import (
    ApplyReduction,
    RecordRepayment,
    ReduceClaim,
    RefundRepayment,
    Returner,
    ReturnFunds,
    ReverseReduction,
    SetPaymentSchedule,
)
from domain.owed_events import Instrument
from domain.report_events import ExpenditureReportAmended
from domain.state import fold

DAY = date(2027, 2, 1)


def report_amended(number: int) -> ExpenditureReportAmended:
    """A report that was amended and says what it said."""
    return ExpenditureReportAmended(
        report=number,
        spent=usd("9.00"),
        grant_more=ZERO,
        grant_less=ZERO,
        own_more=ZERO,
        own_less=ZERO,
        above_available=ZERO,
        reason="signed anew",
        lines=(),
        counted=None,
        plan_version=None,
        register=None,
        certified_by=None,
        certified_on=None,
    )


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
            (9, 12),
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
        (ReverseReduction(determination=D1, amount=ONE, reason="so"), ()),
        (ReturnFunds(returned_by=Returner.TOWN, amount=ONE, reason="so"), ()),
    ],
)
def test_a_step_rests_on_these_records(command: ClaimCommand, grounds: tuple[int, ...]) -> None:
    assert claim_grounds(command, fold(EVENTS)) == grounds


# ---- what ended the waiting ----

CONTESTED: Events = [
    designated(),  # 1
    found("F1", "5.00"),  # 2
    procedure("contested-case"),  # 3
    determined(reduce="5.00"),  # 4
    stayed(),  # 5
    STAY_ENDED,  # 6
    appealed(),  # 7
    appeal_decided("affirmed"),  # 8
    ENFORCED,  # 9
]
INFORMAL: Events = [*CONTESTED[:2], procedure(), *CONTESTED[3:]]
APPLY = ApplyReduction(determination=D1)


def test_a_reduction_is_taken_after_the_stay_the_appeal_and_the_direction() -> None:
    assert claim_grounds(APPLY, fold(CONTESTED)) == (4, 6, 8, 9)


def test_where_no_days_are_counted_only_a_stay_stops_a_reduction() -> None:
    assert claim_grounds(APPLY, fold(INFORMAL)) == (4, 6)


def test_a_reduction_is_taken_after_the_claim_was_lowered_as_a_court_judged() -> None:
    judged: Events = [*INFORMAL[:4], appealed(), appeal_decided("modified")]
    lowered = claim_reduced("judgment", Office.COURT, reduction_less="1.00")
    compromised = claim_reduced("compromise", Office.GOVERNOR, reduction_less="1.00")
    assert claim_grounds(APPLY, fold([*judged, compromised, lowered])) == (4, 8)


def test_what_was_sent_back_is_taken_after_the_direction_also_without_days() -> None:
    back: Events = [*INFORMAL[:4], appealed(), appeal_decided("remanded"), ENFORCED]
    assert claim_grounds(APPLY, fold(back)) == (4, 7)


def test_nobody_directs_to_enforce_before_the_stay_ended() -> None:
    enforce = DirectEnforcement(determination=D1, because="so")
    assert claim_grounds(enforce, fold(CONTESTED)) == (4, 6)


def test_what_a_statement_says_is_due_is_taken_after_the_statement() -> None:
    opening = ApplyReduction(determination="opening", claim_fiscal_year=2023)
    state = fold([designated(), stated(reduction_due="5.00")])
    assert claim_grounds(opening, state) == (2,)
    assert claim_grounds(APPLY, state) == ()


# ---- by whose decision ----

JUDGED: Events = [
    designated(),  # 1
    found("F1", "5.00"),  # 2
    procedure("contested-case"),  # 3
    determined(repay="5.00"),  # 4
    reconsidered("denied", DAY),  # 5
    appealed(),  # 6
    appeal_decided("remanded"),  # 7
    appealed(),  # 8
    appeal_decided("modified"),  # 9
]
LESS = claim_reduced("judgment", Office.COURT, repay_less="1.00")
COMPROMISED = claim_reduced("compromise", Office.GOVERNOR, repay_less="1.00")
AGAIN: Events = [appealed(), appeal_decided("reversed")]
TWICE: Events = [*JUDGED, LESS, *AGAIN]  # 10 to 12
GRANTED: Events = [*JUDGED[:4], reconsidered("granted", DAY)]  # 5
PAY_BACK = RefundRepayment(determination=D1, amount=ONE, reason="so", document="so")


def lower(instrument: Instrument) -> ReduceClaim:
    return ReduceClaim(determination=D1, reason="so", instrument=instrument)


@pytest.mark.parametrize(
    ("events", "command", "grounds"),
    [
        pytest.param(JUDGED, lower(Instrument.JUDGMENT), (4, 7), id="sent back"),
        pytest.param(JUDGED, PAY_BACK, (4, 9), id="not owed"),
        pytest.param([*JUDGED, LESS], lower(Instrument.JUDGMENT), (4, 9), id="lowered more"),
        pytest.param([*TWICE], lower(Instrument.JUDGMENT), (4, 12), id="a later judgment"),
        pytest.param(
            [*TWICE, LESS], lower(Instrument.JUDGMENT), (4, 12), id="more by the later one"
        ),
        pytest.param([*TWICE, COMPROMISED], PAY_BACK, (4, 9), id="paid back for the first time"),
        pytest.param(
            [*JUDGED, refunded("1.00"), *AGAIN], PAY_BACK, (4, 12), id="paid back once more"
        ),
        pytest.param(JUDGED, lower(Instrument.RECONSIDERATION), (4,), id="denied"),
        pytest.param(JUDGED, lower(Instrument.COMPROMISE), (4,), id="another instrument"),
        pytest.param(JUDGED, ReduceClaim(determination=D1, reason="so"), (4,), id="none named"),
        pytest.param(GRANTED, lower(Instrument.RECONSIDERATION), (4, 5), id="granted"),
        pytest.param(GRANTED, PAY_BACK, (4, 5), id="granted, not owed"),
        pytest.param(
            [*GRANTED[:2], procedure(), *GRANTED[3:], *AGAIN],
            PAY_BACK,
            (4, 7),
            id="granted, where that lowers nothing",
        ),
        pytest.param(
            JUDGED,
            replace(PAY_BACK, instrument=Instrument.JUDGMENT),
            (4, 7),
            id="not owed, by a judgment that is named",
        ),
        pytest.param(
            JUDGED,
            replace(PAY_BACK, instrument=Instrument.CHANGED_CONDITIONS),
            (4,),
            id="changed conditions",
        ),
    ],
)
def test_less_is_claimed_or_paid_back_after_the_first_decision_that_says_so(
    events: Events, command: ClaimCommand, grounds: tuple[int, ...]
) -> None:
    assert claim_grounds(command, fold(events)) == grounds


# ---- what is due again ----

# 5.00 was ordered, repaid in two parts, and 4.00 of it paid back in two parts.
REPAID: Events = [
    designated(),  # 1
    found("F1", "9.00"),  # 2
    procedure(),  # 3
    determined(repay="5.00", reduce="4.00"),  # 4
    repayment("3.00"),  # 5
    repayment("2.00"),  # 6
]
PAID_BACK: Events = [*REPAID, refunded("1.00"), refunded("3.00")]  # 7, 8
# 4.00 was taken, and 3.00 of it given back in two parts.
GIVEN_BACK: Events = [*REPAID[:4], taken("4.00"), restored("1.00"), restored("2.00")]  # 5, 6, 7


def repay(amount: str) -> RecordRepayment:
    return RecordRepayment(
        determination=D1,
        amount=usd(amount),
        received_on=DAY,
        from_own_money=True,
        money_source="local",
    )


def compromise(*, repay_less: str | None = None, reduction_less: str | None = None) -> ReduceClaim:
    return ReduceClaim(
        determination=D1,
        reason="so",
        instrument=Instrument.COMPROMISE,
        repay_less=usd(repay_less) if repay_less else None,
        reduction_less=usd(reduction_less) if reduction_less else None,
    )


@pytest.mark.parametrize(
    ("events", "command", "grounds"),
    [
        pytest.param(PAID_BACK, repay("1.00"), (4, 7), id="repaid: the first part is enough"),
        pytest.param(PAID_BACK, repay("1.01"), (4, 7, 8), id="repaid: both parts"),
        pytest.param(REPAID[:5], repay("2.00"), (4,), id="repaid: nothing was paid back"),
        pytest.param(PAID_BACK, compromise(repay_less="4.00"), (4, 7, 8), id="given up"),
        pytest.param(PAID_BACK, compromise(reduction_less="4.00"), (4,), id="of the other part"),
        pytest.param(GIVEN_BACK, compromise(reduction_less="3.00"), (4, 6, 7), id="given up too"),
        pytest.param(GIVEN_BACK, APPLY, (4, 6, 7), id="taken again, all that is due"),
        pytest.param(
            GIVEN_BACK, ApplyReduction(determination=D1, amount=ONE), (4, 6), id="taken: a part"
        ),
        pytest.param(REPAID, replace(PAY_BACK, amount=usd("3.00")), (4, 5), id="paid back: one"),
        pytest.param(REPAID, replace(PAY_BACK, amount=usd("3.01")), (4, 5, 6), id="both"),
        pytest.param(PAID_BACK, PAY_BACK, (4, 5, 6), id="paid back: the last of it"),
    ],
)
def test_no_day_before_it_was_due_or_repaid_counts_it(
    events: Events, command: ClaimCommand, grounds: tuple[int, ...]
) -> None:
    assert claim_grounds(command, fold(events)) == grounds


REPORTS: Events = [
    designated(),  # 1
    reported(from_own_money="9.00"),  # 2
    report_amended(2),  # 3
    report_amended(3),  # 4
]


@pytest.mark.parametrize(
    ("named", "kind", "grounds"),
    [
        (None, FindingKind.UNAPPROVED_USE, (4,)),
        (1, FindingKind.UNAPPROVED_USE, (2,)),
        (2, FindingKind.NO_EVIDENCE, (3,)),
        (None, FindingKind.PASS_THROUGH, ()),
        (1, FindingKind.PASS_THROUGH, (2,)),
    ],
    ids=["the one that stands", "the first", "an amended one", "of no report", "the way in one"],
)
def test_a_finding_rests_on_the_report_it_is_about(
    named: int | None, kind: FindingKind, grounds: tuple[int, ...]
) -> None:
    command = replace(raised(), report=named, kind=kind)
    assert claim_grounds(command, fold(REPORTS)) == grounds


def test_a_finding_without_a_report_on_record_rests_on_none() -> None:
    assert claim_grounds(raised(), fold(REPORTS[:1])) == ()
