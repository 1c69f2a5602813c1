"""One plain sentence for every event of intake, plans, releases, holds and batches."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from one_of_each import CONTENT, OF_BATCHES, OF_PLANS, OF_RELEASES

from domain import batch_events as b
from domain import events as e
from domain.batch_events import BatchEvent
from domain.events import Event, PlanEvent, ReleaseEvent
from domain.money import ZERO, Money
from domain.sentences import sentence

usd = Money.parse
NAMED = {type(event).__name__: event for event in (*OF_PLANS, *OF_RELEASES, *OF_BATCHES)}

SENTENCES: list[tuple[Event, str]] = [
    (
        NAMED["SubmissionReceived"],
        (
            "Received as FY2023-064-1: plan hartford plan.xlsx from C. Ruiz by egms on 2022-08-01, "
            "entered for Hartford Board of Education"
        ),
    ),
    (NAMED["SubmissionChecked"], "FY2023-064-1 checked: 1 discrepancy"),
    (
        e.SubmissionChecked(register="FY2023-064-1", discrepancies=()),
        "FY2023-064-1 checked: nothing found",
    ),
    (
        NAMED["SubmissionAccepted"],
        "FY2023-064-1 accepted all the same: a slip; the lines are right",
    ),
    (
        e.SubmissionAccepted(register="FY2023-064-1", because=None),
        "FY2023-064-1 accepted",
    ),
    (NAMED["SubmissionReturned"], "FY2023-064-1 sent back, due 2022-08-15: no targets"),
    (
        e.SubmissionReturned(register="FY2023-064-1", reason="no targets", due_on=None),
        "FY2023-064-1 sent back: no targets",
    ),
    (
        NAMED["PlanSubmitted"],
        "Plan version 1 submitted: 25,904,562.00, 1 line (FY2023-064-1)",
    ),
    (
        e.PlanSubmitted(plan_version=1, total=ZERO, content=replace(CONTENT, lines=())),
        "Plan version 1 submitted: 0.00, no lines",
    ),
    (e.PlanSubmitted(plan_version=2, total=usd("5.00")), "Plan version 2 submitted: 5.00"),
    (NAMED["ReviewCommitteeAppointed"], "Review committee appointed: Ana, a superintendent"),
    (NAMED["PlanReviewed"], "Plan version 1 reviewed: T1 names no year"),
    (
        NAMED["PlanChangesRequired"],
        "Changes required of plan version 1, due 2022-09-01: C1 name the year of T1",
    ),
    (
        e.PlanChangesRequired(
            plan_version=1, changes=(e.RequiredChange(key="C1", words="x"),), due_on=None
        ),
        "Changes required of plan version 1, no date set: C1 x",
    ),
    (
        NAMED["PlanApproved"],
        "Plan version 1 approved up to 20,000,000.50, 2 lines, on 1 condition",
    ),
    (
        e.PlanApproved(plan_version=2, approved_amount=usd("900.00")),
        "Plan version 2 approved up to 900.00",
    ),
    (e.PlanRejected(plan_version=1, reason="late"), "Plan version 1 rejected: late"),
    (NAMED["ConditionMet"], "Condition K1 met: their contracts"),
    (
        NAMED["PlanAmendmentSubmitted"],
        "Amendment 1 of plan version 1 asks to move 100.00 between lines: a coach left",
    ),
    (NAMED["PlanAmendmentApproved"], "Amendment 1 of plan version 1 approved"),
    (NAMED["PlanAmendmentRejected"], "Amendment 2 rejected: not before the report"),
    (NAMED["PlanPublished"], "Plan version 1 published: https://portal.ct.gov/sde"),
    (
        NAMED["ReleaseProposed"],
        "Release R1 proposed by Ana: 6,476,140.50 (supplement: paid short in October)",
    ),
    (
        NAMED["ReleaseAuthorized"],
        "Release R1 authorized out of the residency set-aside: 6,476,140.50",
    ),
    (NAMED["ReleaseWithdrawn"], "Release R1 withdrawn, 6,476,140.50: typed twice"),
    (
        e.ReleaseWithdrawn(release="R1", amount=ZERO, reason="typed twice"),
        "Release R1 withdrawn: typed twice",
    ),
    (
        e.ReleaseIssued(release="R1", amount=usd("5.00")),
        "Payment of release R1 issued: 5.00",
    ),
    (
        e.ReleaseConfirmed(
            release="R1",
            amount=usd("60.00"),
            paid_on=date(2022, 10, 15),
            short=usd("40.00"),
            voucher="V-17",
        ),
        (
            "Release R1 paid to the town on 2022-10-15: 60.00, voucher V-17; "
            "EXCEPTION: 40.00 less than authorized"
        ),
    ),
    (
        e.ReleaseConfirmed(
            release="R1", amount=usd("100.00"), paid_on=date(2022, 10, 15), over=usd("25.00")
        ),
        (
            "Release R1 paid to the town on 2022-10-15: 125.00; "
            "EXCEPTION: 25.00 more than authorized, to come back"
        ),
    ),
    (
        e.ReleaseReturned(
            release="R1", amount_unpaid=usd("5.00"), amount_paid=ZERO, reason="bounced"
        ),
        "Release R1 came back before it was recorded as paid: 5.00 (bounced)",
    ),
    (
        e.ReleaseReturned(
            release="R1",
            amount_unpaid=ZERO,
            amount_paid=usd("5.00"),
            reason="bounced",
            voucher="V-17",
        ),
        "Release R1 came back after it was paid: 5.00, voucher V-17 (bounced)",
    ),
    (NAMED["OverpaymentReturned"], "Overpayment of release R1 came back: 2.00 (by check 481)"),
    (
        NAMED["PassThroughRecorded"],
        (
            "Passed through by the town to the board on 2022-10-20: 6,476,140.50, of which 100.00 "
            "repays what it advanced, stated by the treasurer"
        ),
    ),
    (
        NAMED["PassThroughShortfallNoted"],
        "Not passed through, found by audit of FY2023: 5.00 stands with the town",
    ),
    (
        NAMED["PaymentWithheldForNoncompliance"],
        (
            "Payment withheld for noncompliance (H1), 100.00: no report for FY2022; lifted by: the "
            "report, look again on 2023-06-01"
        ),
    ),
    (
        e.PaymentWithheldForNoncompliance(
            hold="H1",
            breach="no report for FY2022",
            remedy="the report",
            look_again_on=None,
            amount=None,
        ),
        "Payment withheld for noncompliance (H1), all: no report for FY2022; lifted by: the report",
    ),
    (
        NAMED["NoncomplianceWithholdingLifted"],
        "Withholding for noncompliance (H1) lifted: the report came",
    ),
    (
        NAMED["FundingRenewed"],
        "Funding renewed on evidence: O1: target 47 %, result 48 %",
    ),
    (NAMED["DrawDownRequested"], "Board asked to draw for 2022-10 (October): 5.00"),
    (
        e.DrawDownRequested(request="October", amount=usd("5.00"), month=None),
        "Board asked to draw (October): 5.00",
    ),
    (
        NAMED["ResidencyFundsSetAside"],
        (
            "Set aside for a residency program: 10 % of the increase from 1,000,000.00 to "
            "1,120,000.00, 12,000.00"
        ),
    ),
    (
        NAMED["OtherFundingReceived"],
        (
            "Other funding, not of this account, from Finance Advisory Committee: 600,000.00 "
            "(FAC 2023-14 (synthetic))"
        ),
    ),
    (
        NAMED["BatchPrepared"],
        (
            "Batch FY2023-OCT-1 prepared: 36 releases, 6,476,140.50 (25 % of the approved plans; "
            "supplement: paid short)"
        ),
    ),
    (
        NAMED["BatchApproved"],
        "Batch FY2023-OCT-1 authorized by the Commissioner: 36 releases, 6,476,140.50",
    ),
    (
        NAMED["BatchIssued"],
        "Batch FY2023-OCT-1 issued: 36 districts, 6,476,140.50 (voucher V-17)",
    ),
    (NAMED["BatchWithdrawn"], "Batch FY2023-OCT-1 withdrawn: typed twice"),
    (
        NAMED["PaymentFileWritten"],
        "Payment file of batch FY2023-OCT-1 written: october.csv, 1 voucher, 6,476,140.50",
    ),
]


@pytest.mark.parametrize(
    ("event", "words"), SENTENCES, ids=[type(event).__name__ for event, _ in SENTENCES]
)
def test_an_event_is_told_in_one_sentence(event: Event, words: str) -> None:
    assert sentence(event) == words


def test_a_batch_of_the_first_run_has_no_supplement_and_says_what_it_did() -> None:
    prepared, issued = NAMED["BatchPrepared"], NAMED["BatchIssued"]
    assert isinstance(prepared, b.BatchPrepared)
    assert isinstance(issued, b.BatchIssued)
    assert sentence(replace(prepared, reason=None)).endswith("(25 % of the approved plans)")
    told = {act: sentence(replace(issued, act=act, voucher=None)) for act in b.BatchAct}
    assert {act.value: words.split()[2] for act, words in told.items()} == {
        "withholding": "withheld:",
        "transfer": "transferred:",
        "release": "issued:",
    }


def test_every_event_from_plan_to_payment_is_told() -> None:
    wanted = {*get_args(PlanEvent), *get_args(ReleaseEvent), *get_args(BatchEvent)}
    assert {type(event) for event, _ in SENTENCES} == wanted
