"""One of each event of inquiries, findings, determinations and what is owed, every field given.

For what has to hold of every event: golden files, folding, encoding. All figures are synthetic.
"""

from dataclasses import replace
from datetime import date

from spec import usd
from spec_claims import (
    D1,
    ENFORCED,
    STAY_ENDED,
    allowed,
    appeal_decided,
    appealed,
    asked,
    claim_reduced,
    determined,
    disallowed,
    found,
    given_back,
    lines,
    noticed,
    petition,
    procedure,
    receipt,
    reconsidered,
    reduction,
    refunded,
    repayment,
    restored,
    reversed_,
    schedule,
    served,
    shares,
    stayed,
    taken,
)

from domain.authority import Office
from domain.claim_events import ClaimEvent, InquiryAnswered, InquiryClosed
from domain.determination_events import ResponseReceived, ResponseTimeExtended

_LINES = lines(_3_1="32750.75", _9_9="12500.00")

OF_CLAIMS: tuple[ClaimEvent, ...] = (
    replace(asked(), lines=_LINES, answer_by=date(2026, 10, 30)),
    InquiryAnswered(
        inquiry="Q1",
        answer="the fence is local",
        answered_on=date(2026, 10, 28),
        register="FY2023-064-2",
    ),
    InquiryClosed(inquiry="Q1", outcome="two lines are not explained"),
    replace(
        found(by_line=_LINES, absorbs=shares(F0="100.00"), source="state-auditors"),
        reference="APA 2026-7",
        plan_version=3,
        report=1,
        inquiry="Q1",
        apart_because="another school",
        dropped_because="paid back in June",
        allowance="10% of a line (memo of May 1; set by K. Lee); it falls away for a line that is "
        "over by more",
    ),
    allowed("12500.00", "9.9"),
    disallowed("32750.75", "3.1"),
    procedure("contested-case"),
    noticed(date(2026, 12, 2), F1="32750.75"),
    ResponseReceived(
        determination=D1,
        received_on=date(2026, 12, 1),
        contested=usd("32750.75"),
        response="the plan was amended by word",
        register="FY2023-064-3",
    ),
    ResponseTimeExtended(
        determination=D1, respond_by=date(2026, 12, 16), reason="the records are away"
    ),
    replace(
        determined(repay="20000.00", reduce="12000.75", dropped="750.00"),
        plan_version=3,
        letter_form="determination/1",  # as its golden file was written
    ),
    served(),
    receipt(),
    replace(petition(date(2027, 1, 28)), register="FY2023-064-4"),
    replace(reconsidered("denied", date(2027, 2, 20)), document="letter of February 20"),
    appealed(),
    stayed(),
    STAY_ENDED,
    appeal_decided("modified"),
    ENFORCED,
    claim_reduced("judgment", Office.COURT, repay_less="1000.00", reduction_less="500.75"),
    schedule((date(2027, 6, 30), "9500.00"), (date(2027, 9, 30), "9500.00")),
    replace(repayment("9500.00"), voucher="V-99"),
    refunded("1000.00"),
    reduction("400.00", year=2022, comptroller="150.00", name="D-2022-064-1"),
    taken("11500.00"),
    reversed_("40.00", comptroller="15.00", year=2022, name="D-2022-064-1"),
    restored("1500.00"),
    given_back(town="3.00", board="4.00"),
)
