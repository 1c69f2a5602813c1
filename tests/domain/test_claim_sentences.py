"""Each event of inquiries, findings, determinations and what is owed, told in one sentence."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from claims_of_each import OF_CLAIMS
from spec_claims import (
    asked,
    claim_reduced,
    determined,
    disallowed,
    found,
    given_back,
    procedure,
    repayment,
    served,
    shares,
)

from domain.authority import Office
from domain.claim_events import ClaimEvent, InquiryAnswered
from domain.sentences import sentence

NAMED = {type(event).__name__: event for event in OF_CLAIMS}
D = "Determination D-2023-064-1"
ISSUED = (
    f"{D} issued on F1 (5.00): reduce a later year by 5.00; 1 finding of fact, 1 conclusion of law"
)
TAKES_PLACE = (
    "Finding F2 raised (desk review), unapproved use, 3.00: not in the plan; takes the place of F1 "
    "(5.00); 2.00 claimed no more"
)
REPAID = (
    "Repaid on 2027-03-31 for determination D-2023-064-1: 1.00 of the board's own money (local "
    "appropriation)"
)
SENTENCES = {
    "InquiryOpened": "Inquiry Q1 opened about line 3.1 (32,750.75), line 9.9 (12,500.00), to be "
    "answered by 2026-10-30: What is the fence?",
    "InquiryAnswered": "Inquiry Q1 answered on 2026-10-28 (FY2023-064-2): the fence is local",
    "InquiryClosed": "Inquiry Q1 closed: two lines are not explained",
    "FindingRaised": "Finding F1 raised (state auditors APA 2026-7), unapproved use, 45,250.75 on "
    "line 3.1 (32,750.75), line 9.9 (12,500.00): not in the plan; takes the place of F0 (100.00); "
    "other money than beside it: another school",
    "QuestionedCostAllowed": "Allowed of finding F1, line 9.9: 12,500.00 (paid from local funds)",
    "QuestionedCostDisallowed": "Not allowed of finding F1, line 3.1: 32,750.75 (no evidence)",
    "ProcedureSet": f"{D}: contested case, as counsel K. Lee said (memo of November 30)",
    "PreliminaryDeterminationIssued": "Preliminary determination D-2023-064-1 on F1 (32,750.75): "
    "repay 32,750.75; to be answered by 2026-12-02 (outside the plan)",
    "ResponseReceived": f"{D}: the board responded on 2026-12-01 and contests 32,750.75: the plan "
    "was amended by word",
    "ResponseTimeExtended": f"{D}: may now be answered until 2026-12-16 (the records are away)",
    "DeterminationIssued": f"{D} issued on F1 (32,750.75): repay 20,000.00, reduce a later year by "
    "12,000.75, 750.00 not claimed any more; 1 finding of fact, 1 conclusion of law; EXCEPTION: "
    "both to repay and to reduce, which the statute does not authorize in words",
    "PaperServed": f"{D}: final paper sent on 2027-01-14, certified mail, number 7019 0001",
    "ReturnReceiptRecorded": f"{D}: return receipt of the final paper signed on 2027-01-19 by M. "
    "Diaz",
    "ReconsiderationRequested": f"{D}: reconsideration asked for on 2027-01-28: new payroll "
    "reports",
    "ReconsiderationDecided": f"{D}: reconsideration denied on 2027-02-20: as the record shows",
    "AppealFiled": f"{D}: appealed on 2027-02-26 to Superior Court, docket HHB-CV27-1; it stays "
    "nothing by itself",
    "StayOrdered": f"{D}: stayed by order of the court (order of March 1)",
    "StayEnded": f"{D}: stay ended: the appeal was withdrawn",
    "AppealDecided": f"{D}: appeal decided, modified (judgment of May 3)",
    "EnforcementDirected": f"{D}: to be enforced while time is running: the board is solvent",
    "ClaimReduced": f"{D}: repayment 1,000.00 and reduction 500.75 less, judgment by the court "
    "(certificate 12): settled",
    "PaymentScheduleSet": f"{D}: to be paid as agreed with M. Diaz (agreement of March 1): "
    "9,500.00 on 2027-06-30, 9,500.00 on 2027-09-30",
    "RepaymentReceived": "Repaid on 2027-03-31 for determination D-2023-064-1: 9,500.00 of the "
    "board's own money (local appropriation), voucher V-99",
    "RepaymentRefunded": "Paid back to the board of what it repaid for determination "
    "D-2023-064-1: 1,000.00 (judgment of May 3; voucher request 7)",
    "ReductionApplied": "New money reduced for determination D-2022-064-1 of FY2022: 400.00, "
    "250.00 of it held by the Commissioner and 150.00 by the Comptroller",
    "ReductionTaken": "FY2024 reduced for determination D-2023-064-1: 11,500.00",
    "ReductionReversed": "Reduction for determination D-2022-064-1 of FY2022 taken back: 40.00 "
    "(judgment of May 3)",
    "ReductionRestored": "Given back to FY2024 and due again for determination D-2023-064-1: "
    "1,500.00 (judgment of May 3)",
    "FundsReturned": "Given back by the town without an order: 7.00 (not needed)",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_an_event_is_told_in_one_sentence(name: str) -> None:
    assert sentence(NAMED[name]) == SENTENCES[name]


def test_every_event_of_claims_is_told() -> None:
    assert set(SENTENCES) == {kind.__name__ for kind in get_args(ClaimEvent)} == set(NAMED)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (asked(), "Inquiry Q1 opened: What is the fence?"),
        (
            InquiryAnswered(
                inquiry="Q1", answer="yes", answered_on=date(2026, 10, 28), register=None
            ),
            "Inquiry Q1 answered on 2026-10-28: yes",
        ),
        (
            found("F2", "5.00", kind="pass-through"),
            "Finding F2 raised (desk review), not passed through, 5.00: not in the plan",
        ),
        (disallowed("1.00", finding="F2"), "Not allowed of finding F2: 1.00 (no evidence)"),
        (procedure("informal"), f"{D}: informal, as counsel K. Lee said (memo of November 30)"),
        (
            determined(reduce="5.00"),
            ISSUED,
        ),
        (
            replace(served(), number=None),
            f"{D}: final paper sent on 2027-01-14, certified mail",
        ),
        (
            claim_reduced("compromise", Office.GOVERNOR, reduction_less="1.00"),
            f"{D}: reduction 1.00 less, compromise by the Governor (certificate 12): settled",
        ),
        (
            claim_reduced("compromise", Office.GOVERNOR, repay_less="1.00"),
            f"{D}: repayment 1.00 less, compromise by the Governor (certificate 12): settled",
        ),
        (
            replace(
                found("F2", "3.00", absorbs=shares(F1="5.00")), dropped_because="paid back in June"
            ),
            f"{TAKES_PLACE} (paid back in June)",
        ),
        (
            found("F2", "3.00", absorbs=shares(F1="5.00")),
            TAKES_PLACE,
        ),
        (
            repayment("1.00"),
            REPAID,
        ),
        (
            given_back(board="2.00"),
            "Given back by the board without an order: 2.00 (not needed)",
        ),
    ],
)
def test_what_is_not_given_is_left_out(event: ClaimEvent, words: str) -> None:
    assert sentence(event) == words
