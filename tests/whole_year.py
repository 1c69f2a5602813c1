"""A ledger in which every kind of event of a plan, a release, a batch and a setting stands.

Windsor FY2025, from what a board sent to what came back; figures and papers are synthetic:
12,200,000 entitled + 10,000 trued up − 11,547,663 of FY2012 = 662,337 of portion. Not here: what a
command answers. C.G.S. § 10-262u(c) to (f), § 10-156gg, § 10-262v.
"""

import hashlib
import json
from datetime import date
from pathlib import Path

from cli_acts import practice

from domain.batch_events import BatchPrepared, PaymentFileWritten
from domain.district import district_named
from domain.money import ZERO, Money
from ledger.application import Ledger
from ledger.batch_record import batch_named, content_of
from ledger.batch_rows import BatchRow, RowStatus
from ledger.batch_unit import Desk
from ledger.batches import approve, issue, prepare, withdraw
from ledger.clock import system_clock
from ledger.exporting import record_file
from ledger.stores.open import open_recorder

PLAN_FILE = b"synthetic plan"
FIRST = hashlib.sha256(PLAN_FILE).hexdigest()
PAYMENT_FILE = b"synthetic payment file"
PROFILE = "ef" * 32
MEMO = "ab" * 32


def act(command: str, on: str = "2024-07-01", fiscal_year: int = 2025, **fields: object) -> str:
    """One command for Windsor FY2025, effective on July 1, 2024 unless it says otherwise."""
    given = {"district": "Windsor", "fiscal_year": fiscal_year, **fields}
    return json.dumps({"command": command, "actor": "Ana", "effective_on": on, **given})


def setting(command: str, **fields: object) -> str:
    """One setting of FY2025."""
    given = {"fiscal_year": 2025, "set_by": "the Department", "document": "Memo of June 1"} | fields
    return json.dumps({"command": command, "actor": "Ana", "effective_on": "2024-07-01", **given})


def designated(fiscal_year: int, round_name: str, on: str) -> str:
    """Windsor is designated for one year."""
    return act(
        "DesignateDistrict",
        on,
        fiscal_year,
        round=round_name,
        criterion="ranked",
        first_time=False,
    )


def received(on: str, sha256: str) -> str:
    """A plan workbook came in."""
    return act(
        "ReceiveSubmission",
        on,
        kind="plan",
        file=f"plan-{on}.xlsx",
        sha256=sha256,
        size_bytes=14,
        sender="Windsor Board of Education",
        channel="email",
        received_on=on,
        entered_for="Windsor Board of Education",
    )


def line(key: str, amount: str, reform: str) -> dict[str, object]:
    """One budget line of the plan."""
    return {
        "key": key,
        "description": "reading coaches",
        "strategy": "tiered-intervention",
        "object_code": "111A",
        "carry_over": "0.00",
        "current": amount,
        "local_match": "50.00",
        "reform": reform,
        "tuition": False,
    }


CONTENT = {
    "objectives": [{"key": "O1", "words": "reading"}],
    "targets": [
        {"key": "T1", "objective": "O1", "measure": "SBAC", "baseline": "40", "target": "45"}
    ],
    "stakeholders": [{"group": "parents", "collaboration": "two evenings"}],
    "lines": [line("1", "400000.00", "new"), line("2", "262337.00", "existing")],
    "other_programs": [],
    "board_approved_on": "2024-08-01",
    "guidelines": None,
}
DISCREPANCY = {
    "code": "total_differs",
    "place": "total",
    "message": "1.00 apart",
    "severity": "stops",
    "citation": "C.G.S. § 10-262u(d)",
}

FUNDED = (
    act("SetEntitlement", "2011-07-01", 2012, amount="11547663.00"),
    designated(2020, "FY2018", "2019-07-01"),
    designated(2021, "FY2018", "2020-07-01"),
    act("RecordPublishedWithholding", "2020-06-30", 2020, amount="352337.00", source="S01"),
    act("RecordPublishedWithholding", "2021-06-30", 2021, amount="452337.00", source="S01"),
    act("SetEntitlement", "2023-07-01", 2024, amount="12100000.00", stage="preliminary"),
    act("SetEntitlement", "2024-06-30", 2024, amount="12110000.00", stage="final"),
    act("SetEntitlement", amount="12200000.00"),
    designated(2025, "FY2023", "2024-07-01"),
    act("TrueUpEntitlement"),
    act("DeterminePortion"),
    act("WithholdPortion", amount="662337.00", voucher="V1"),
    act("TransferPortion", amount="662337.00", voucher="V2"),
)
SET = (
    setting("SetReleaseSchedule", basis="as-approved"),
    setting("SetPlanDueDate", due_on="2024-08-15"),
    setting("SetNewReformShare", percent=51, document=MEMO),
    setting("SetObjectCodes", codes=[{"code": "111A", "words": "salaries"}]),
    setting("SetAppropriationControl", amount="1000000.00"),
    setting("SetVarianceAllowance", percent=10, shields=False),
    setting("SetReportColumns", counted="paid-by-june-30"),
    setting("SetDeadline", duty="interim-report", due_on="2025-02-01"),
    json.dumps(
        {
            "command": "SetExitPolicy",
            "actor": "Ana",
            "effective_on": "2024-07-01",
            "first_fiscal_year": 2025,
            "choice": "carry",
            "set_by": "the Department",
            "document": "Memo of June 1",
        }
    ),
    json.dumps(
        {
            "command": "AdoptGuidelines",
            "actor": "Ana",
            "effective_on": "2024-07-01",
            "version": "2012-1",
            "title": "Guidelines",
            "adopted_on": "2012-08-01",
            "first_fiscal_year": 2013,
            "set_by": "the State Board",
            "document": "Minutes",
        }
    ),
)
PLANNED = (
    received("2024-08-09", FIRST),
    act(
        "CheckSubmission",
        "2024-08-10",
        register="FY2025-164-1",
        discrepancies=[DISCREPANCY],
    ),
    act("ReturnSubmission", "2024-08-11", register="FY2025-164-1", reason="sums"),
    received("2024-08-14", "cd" * 32),
    act("CheckSubmission", "2024-08-15", register="FY2025-164-2", discrepancies=[]),
    act("AcceptSubmission", "2024-08-16", register="FY2025-164-2"),
    act(
        "SubmitPlan",
        "2024-08-20",
        plan_version=1,
        total="662337.00",
        content=CONTENT,
        register="FY2025-164-2",
    ),
    act("AppointReviewCommittee", "2024-08-21", members=["the turnaround office"]),
    act("ReviewPlan", "2024-08-22", plan_version=1, findings="targets too low"),
    act(
        "RequirePlanChanges",
        "2024-08-23",
        plan_version=1,
        changes=[{"key": "C1", "words": "raise target T1"}],
        due_on="2024-09-01",
    ),
    act("SubmitPlan", "2024-08-28", plan_version=2, total="662337.00", content=CONTENT),
    act("RejectPlan", "2024-08-29", plan_version=2, reason="target T1 not raised"),
    act("SubmitPlan", "2024-08-30", plan_version=3, total="662337.00", content=CONTENT),
    act(
        "ApprovePlan",
        "2024-09-01",
        plan_version=3,
        approved_amount="662337.00",
        conditions=[
            {"key": "K1", "words": "hire the coaches", "before_release": True},
            {"key": "K2", "words": "send the minutes", "before_release": False},
            {"key": "K3", "words": "name a lead", "before_release": True},
        ],
    ),
    act("MeetCondition", "2024-09-05", condition="K1", evidence="contracts"),
    act("MeetCondition", "2024-09-05", condition="K3", evidence="letter"),
    act(
        "SubmitPlanAmendment",
        "2024-10-01",
        amendment=1,
        transfers=[{"source": "1", "target": "2", "amount": "100000.00"}],
        reason="a coach retired",
    ),
    act("ApprovePlanAmendment", "2024-10-02", amendment=1),
    act(
        "SubmitPlanAmendment",
        "2024-10-03",
        amendment=2,
        transfers=[{"source": "1", "target": "2", "amount": "1.00"}],
        reason="rounding",
    ),
    act("RejectPlanAmendment", "2024-10-04", amendment=2, reason="too small"),
    act(
        "PublishPlan",
        "2024-10-05",
        plan_version=3,
        address="https://example.org/windsor",
        published_on="2024-10-05",
    ),
)
RELEASED = (
    act("ProposeRelease", "2024-10-01", release="TYPED", amount="5.00"),
    act("WithdrawRelease", "2024-10-01", release="TYPED", reason="typed"),
    act(
        "AuthorizeRelease",
        "2024-10-01",
        release="EARLY",
        amount="1000.00",
        direction={"document": "letter", "cap": "5000.00"},
    ),
    act("WithdrawRelease", "2024-10-02", release="EARLY", reason="not needed"),
    act("AuthorizeRelease", "2024-10-10", release="OCT", amount="100000.00"),
    act("IssueRelease", "2024-10-11", release="OCT"),
    act("ReturnRelease", "2024-10-12", release="OCT", reason="closed account"),
    act("IssueRelease", "2024-10-13", release="OCT"),
    act("ConfirmRelease", release="OCT", paid_on="2024-10-15", paid="90000.00", voucher="77"),
    act("AuthorizeRelease", "2024-10-20", release="OCT-2", amount="10000.00"),
    act("IssueRelease", "2024-10-21", release="OCT-2"),
    act("ConfirmRelease", release="OCT-2", paid_on="2024-10-25", paid="10500.00"),
    act(
        "RecordOverpaymentReturned",
        "2024-11-01",
        release="OCT-2",
        amount="200.00",
        reason="check",
    ),
    act("NotePassThroughShortfall", "2024-11-02", found_by="the town's audit"),
    act(
        "RecordPassThrough",
        "2024-11-03",
        amount="60000.00",
        paid_on="2024-11-03",
        stated_by="treasurer",
    ),
    act("SetAsideForResidency", "2024-11-04"),
    act("AuthorizeRelease", "2024-11-05", release="RES", amount="4000.00", residency=True),
    act(
        "RecordOtherFunding",
        "2024-11-06",
        funding_source="State Bond Commission",
        amount="9.00",
        reference="Act 1",
    ),
    act("RequestDrawDown", "2024-11-07", request="D1", amount="5.00", month="November"),
    act(
        "WithholdPaymentForNoncompliance",
        "2024-11-10",
        hold="H1",
        breach="no report",
        remedy="a report",
    ),
    act("LiftNoncomplianceWithholding", "2024-11-20", hold="H1", evidence="the report"),
    act(
        "RenewFunding",
        "2024-11-21",
        evidence=[{"objective": "O1", "target": "45", "result": "46", "evidence": "SBAC"}],
    ),
    # Recorded after H1 was lifted, and dated into it.
    act("AuthorizeRelease", "2024-11-15", release="NOV", amount="7.00"),
    act(
        "WithholdPaymentForNoncompliance",
        "2024-12-10",
        hold="H2",
        breach="no minutes",
        remedy="minutes",
        look_again_on="2025-01-15",
        amount="50.00",
    ),
)


def _batches(ledger: Ledger) -> None:
    """Two batches of 10.00 for Windsor: one goes as far as its payment file, one is withdrawn."""
    desk = Desk(actor="Ana", effective_on=date(2024, 12, 15))
    for sequence in (1, 2):
        prepare(ledger, _batch(sequence), [_ROW], desk)
    withdraw(ledger, batch_named(ledger, "FY2025-ALL-2"), "prepared for the wrong year", desk)
    approve(ledger, batch_named(ledger, "FY2025-ALL-1"), (1, _TEN), desk)
    approved = batch_named(ledger, "FY2025-ALL-1")
    issue(ledger, approved, [_ROW.district], (1, _TEN), desk, voucher="V3")
    written = PaymentFileWritten(
        batch="FY2025-ALL-1",
        file="vouchers.csv",
        sha256=hashlib.sha256(PAYMENT_FILE).hexdigest(),
        profile_sha256=PROFILE,
        count=1,
        total=_TEN,
    )
    record_file(ledger, approved, written, actor="Ana", command_id="file")


_TEN = Money.parse("10.00")
_ROW = BatchRow(
    district=district_named("Windsor"),
    basis=_TEN,
    due=_TEN,
    before=ZERO,
    amount=_TEN,
    blocked=ZERO,
    status=RowStatus.DUE,
    note="",
)
# Of its list, as the batch says it: the digest of no file.
BATCH_CONTENT = content_of("FY2025-ALL-1", {_ROW.district: _TEN})


def _batch(sequence: int) -> BatchPrepared:
    return BatchPrepared(
        batch=f"FY2025-ALL-{sequence}",
        fiscal_year=2025,
        installment="as-approved",
        sequence=sequence,
        content="",
        count=0,
        total=ZERO,
        basis="as approved",
        reason=None,
    )


def whole_year(folder: Path) -> str:
    """The ledger in a folder; its address."""
    given = (*FUNDED, *SET, *PLANNED, *RELEASED)
    lines = [
        json.dumps(json.loads(text) | {"command_id": f"y{number}"})
        for number, text in enumerate(given)
    ]
    address = practice(folder, lines)
    recorder = open_recorder(address)
    _batches(Ledger(recorder, system_clock))
    recorder.close()
    return address
