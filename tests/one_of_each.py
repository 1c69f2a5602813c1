"""One of each event from plan to payment and of batches, with no field left at its default.

For what has to hold of every event: golden files, folding, encoding. All figures are synthetic.
Not here: events from designation to closing that have no part in it (each test's own).
"""

from datetime import date

from claims_of_each import OF_CLAIMS

from domain import batch_events as b
from domain import events as e
from domain import report_events as r
from domain import side_events as side
from domain.events import DistrictYearEvent, PlanEvent, ReleaseEvent, ReportEvent, SideEvent
from domain.ledger_events import LedgerEvent
from domain.money import Money
from domain.plan_content import (
    BudgetLine,
    Discrepancy,
    Objective,
    OtherProgramLine,
    PlanContent,
    Reform,
    Severity,
    Stakeholder,
    Target,
)
from domain.report_content import Counted, ReportedLine
from domain.setting_events import ExitChoice
from domain.side_kinds import AuditStage, EcsInstallment, OffsetGround, ReturnStage

usd = Money.parse

REGISTER = "FY2023-064-1"
CONTENT = PlanContent(
    objectives=(Objective(key="O1", words="every pupil reads by grade three"),),
    targets=(
        Target(
            key="T1",
            objective="O1",
            measure="pupils at level 3",
            baseline="41 %",
            target="47 %",
        ),
    ),
    stakeholders=(Stakeholder(group="parents’ council", collaboration="two meetings"),),
    lines=(
        BudgetLine(
            key="2.4",
            description="reading coaches — two",
            strategy="early-reading",
            object_code="111A",
            carry_over=usd("1000.00"),
            current=usd("25903562.00"),
            local_match=usd("5000.00"),
            reform=Reform.EXTENSION,
            tuition=False,
        ),
    ),
    other_programs=(
        OtherProgramLine(
            program="Priority School District", description="summer school", amount=usd("700.00")
        ),
    ),
    board_approved_on=date(2022, 7, 19),
    guidelines="2022-1",
)
LINES = (
    e.ApprovedLine(key="2.4", amount=usd("20000000.00")),
    e.ApprovedLine(key="2.5", amount=usd("0.50")),
)

OF_PLANS: tuple[PlanEvent, ...] = (
    e.SubmissionReceived(
        register=REGISTER,
        kind=e.SubmissionKind.PLAN,
        file="hartford plan.xlsx",
        sha256="ab" * 32,
        size_bytes=18204,
        sender="C. Ruiz",
        channel=e.Channel.EGMS,
        received_on=date(2022, 8, 1),
        entered_for="Hartford Board of Education",
    ),
    e.SubmissionChecked(
        register=REGISTER,
        discrepancies=(
            Discrepancy(
                code="total_differs",
                place="Budget row 14",
                message="The total says 5.00, and the lines add up to 4.00: 1.00 apart.",
                severity=Severity.STOPS,
                citation="C.G.S. § 10-262u(d)",
            ),
        ),
    ),
    e.SubmissionAccepted(register=REGISTER, because="a slip; the lines are right"),
    e.SubmissionReturned(register=REGISTER, reason="no targets", due_on=date(2022, 8, 15)),
    e.PlanSubmitted(plan_version=1, total=usd("25904562.00"), content=CONTENT, register=REGISTER),
    e.ReviewCommitteeAppointed(members=("Ana", "a superintendent")),
    e.PlanReviewed(plan_version=1, findings="T1 names no year"),
    e.PlanChangesRequired(
        plan_version=1,
        changes=(e.RequiredChange(key="C1", words="name the year of T1"),),
        due_on=date(2022, 9, 1),
    ),
    e.PlanApproved(
        plan_version=1,
        approved_amount=usd("20000000.50"),
        lines=LINES,
        conditions=(e.Condition(key="K1", words="name the coaches", before_release=True),),
    ),
    e.ConditionMet(condition="K1", evidence="their contracts"),
    e.PlanAmendmentSubmitted(
        amendment=1,
        plan_version=1,
        transfers=(e.LineTransfer(source="2.4", target="2.5", amount=usd("100.00")),),
        reason="a coach left",
    ),
    e.PlanAmendmentApproved(
        amendment=1,
        plan_version=1,
        lines=(
            e.ApprovedLine(key="2.4", amount=usd("19999900.00")),
            e.ApprovedLine(key="2.5", amount=usd("100.50")),
        ),
    ),
    e.PlanAmendmentRejected(amendment=2, reason="not before the report"),
    e.PlanPublished(
        plan_version=1, address="https://portal.ct.gov/sde", published_on=date(2022, 9, 30)
    ),
)

OF_RELEASES: tuple[ReleaseEvent, ...] = (
    e.ReleaseProposed(
        release="R1", amount=usd("6476140.50"), proposed_by="Ana", reason="paid short in October"
    ),
    e.ReleaseAuthorized(
        release="R1",
        amount=usd("6476140.50"),
        plan_version=1,
        direction=None,
        residency=True,
    ),
    e.ReleaseWithdrawn(release="R1", amount=usd("6476140.50"), reason="typed twice"),
    e.ReleaseConfirmed(
        release="R1",
        amount=usd("6476140.50"),
        paid_on=date(2022, 10, 15),
        short=usd("1.00"),
        over=usd("2.00"),
        voucher="V-17",
    ),
    e.OverpaymentReturned(release="R1", amount=usd("2.00"), reason="by check 481"),
    e.PassThroughRecorded(
        amount=usd("6476140.50"),
        reimbursed=usd("100.00"),
        paid_on=date(2022, 10, 20),
        stated_by="the treasurer",
    ),
    e.PassThroughShortfallNoted(amount=usd("5.00"), found_by="audit of FY2023"),
    e.PaymentWithheldForNoncompliance(
        hold="H1",
        breach="no report for FY2022",
        remedy="the report",
        look_again_on=date(2023, 6, 1),
        amount=usd("100.00"),
    ),
    e.NoncomplianceWithholdingLifted(hold="H1", evidence="the report came"),
    e.FundingRenewed(
        evidence=(
            e.RenewalEvidence(
                objective="O1", target="47 %", result="48 %", evidence="state test of May 2023"
            ),
        )
    ),
    e.DrawDownRequested(request="October", amount=usd("5.00"), month="2022-10"),
    e.ResidencyFundsSetAside(
        amount=usd("12000.00"),
        percent=10,
        fy2020_funds=usd("1000000.00"),
        fy2021_funds=usd("1120000.00"),
    ),
    e.OtherFundingReceived(
        funding_source="Finance Advisory Committee",
        amount=usd("600000.00"),
        reference="FAC 2023-14 (synthetic)",
    ),
)

OF_SIDE: tuple[SideEvent, ...] = (
    side.IndexScorePublished(
        data_year=2022,
        score="57.90",
        rank=12,
        charter_data=False,
        version=1,
        source="Department, index of 2021-22 (synthetic)",
    ),
    side.IndexScoreCorrected(
        data_year=2022,
        score="56.4",
        rank=10,
        charter_data=True,
        version=2,
        source="Department, index as corrected (synthetic)",
        reason="agreement with a charter school",
    ),
    side.ReformStatusSet(rank=10, document="list of July 1"),
    side.EcsInstallmentPaid(
        installment=EcsInstallment.OCTOBER,
        amount=usd("46993722.50"),
        paid_on=date(2022, 10, 31),
        voucher="V-18",
    ),
    side.GrantAdjusted(
        payable=usd("1000.00"),
        paid=usd("1250.50"),
        difference=usd("-250.50"),
        in_fiscal_year=2025,
        document="final report of FY2023",
    ),
    side.EcsOffsetApplied(
        amount=usd("500000.00"),
        ground=OffsetGround.BUDGET_FORFEITURE,
        document="State Board, minutes of May 3",
    ),
    side.EducationBudgetAdopted(
        amount=usd("50500000.00"),
        prior_year=usd("50000000.00"),
        aid_increase=usd("750000.00"),
        adopted_on=date(2022, 5, 20),
        document="budget resolution",
    ),
    side.BudgetShortfallDetermined(
        minimum=usd("50750000.00"),
        adopted=usd("50500000.00"),
        shortfall=usd("250000.00"),
        forfeiture=usd("500000.00"),
        forfeiture_fiscal_year=2025,
    ),
    side.ForfeitureApplied(failure_fiscal_year=2021, amount=usd("500000.00")),
    side.ForfeitureWaived(
        amount=usd("500000.00"), reason="the town raises its budget", agreement="agreement of May"
    ),
    side.SupplantingFlagged(words="aid pays what the town paid", amount=usd("120000.00")),
    side.AnnualReturnFiled(stage=ReturnStage.FILED, filed_on=date(2023, 8, 31)),
    side.SingleAuditRecorded(
        stage=AuditStage.EXTENDED,
        on=date(2023, 12, 20),
        spent=usd("420000.00"),
        threshold=usd("300000.00"),
        required=True,
        until=date(2024, 1, 30),
        reference="letter of OPM",
    ),
    side.ExitBalanceHandled(
        choice=ExitChoice.CARRY,
        balance=usd("904562.00"),
        finding_open=usd("10.00"),
        reason="no clause",
        document="memo of June 30",
    ),
)

OF_MONEY_IN: tuple[DistrictYearEvent, ...] = (
    e.EntitlementTruedUp(
        previous_fiscal_year=2022,
        preliminary=usd("1000.00"),
        final=usd("996.50"),
        difference=usd("-3.50"),
    ),
)

REPORTED = (
    ReportedLine(
        key="2.4",
        description="reading coaches — two",
        paid=usd("5000000.00"),
        paid_after=usd("900000.00"),
        obligated=usd("70000.00"),
        local=usd("5000.00"),
    ),
    ReportedLine(key="9.9", description="fence", paid=usd("100000.00")),
)

OF_REPORTS: tuple[ReportEvent, ...] = (
    r.InterimSpendingReported(
        as_of=date(2022, 11, 30),
        spent=usd("1200000.00"),
        unspent_at_year_end=usd("400000.00"),
        lines=REPORTED[1:],
        register="FY2023-064-2",
    ),
    r.ExpenditureReported(
        spent=usd("6000000.00"),
        from_grant=usd("5000000.00"),
        from_own_money=usd("1000000.00"),
        above_available=usd("0.00"),
        lines=REPORTED,
        counted=Counted.PAID_AFTER,
        plan_version=1,
        register="FY2023-064-3",
        certified_by="D. Example, superintendent",
        certified_on=date(2023, 8, 28),
    ),
    r.ReportCertified(
        report=1, certified_by="D. Example, superintendent", certified_on=date(2023, 8, 30)
    ),
    r.ExpenditureReportAmended(
        report=2,
        spent=usd("6070000.00"),
        grant_more=usd("60000.00"),
        grant_less=usd("0.00"),
        own_more=usd("10000.00"),
        own_less=usd("0.00"),
        above_available=usd("0.00"),
        reason="an invoice of June came in September",
        lines=REPORTED,
        counted=Counted.OBLIGATED,
        plan_version=1,
        register="FY2023-064-4",
        certified_by="D. Example, superintendent",
        certified_on=date(2023, 9, 28),
    ),
    r.ExpenditureReclassified(
        source="9.9",
        target="2.4",
        amount=usd("40000.00"),
        spent=usd("6070000.00"),
        grant_less=usd("0.00"),
        own_less=usd("0.00"),
        above_available=usd("0.00"),
        reason="coded to the wrong line",
        authority="the board's letter of October 1, 2023",
    ),
    r.ExpenditureRefunded(
        line="9.9",
        amount=usd("70000.00"),
        received_on=date(2023, 10, 2),
        spent=usd("6000000.00"),
        grant_less=usd("60000.00"),
        own_less=usd("10000.00"),
        above_available=usd("0.00"),
        reason="the fence was not delivered",
    ),
    r.CrosswalkSet(
        entries=(r.CrosswalkEntry(account="10-5110", line="2.4"),), stated_by="E. Example, board"
    ),
)

OF_BATCHES: tuple[LedgerEvent, ...] = (
    b.BatchPrepared(
        batch="FY2023-OCT-1",
        fiscal_year=2023,
        installment="october",
        sequence=1,
        content="cd" * 32,
        count=36,
        total=usd("6476140.50"),
        basis="25 % of the approved plans",
        reason="paid short",
    ),
    b.BatchApproved(batch="FY2023-OCT-1", content="cd" * 32, count=36, total=usd("6476140.50")),
    b.BatchIssued(
        batch="FY2023-OCT-1",
        act=b.BatchAct.RELEASE,
        fiscal_year=2023,
        content="cd" * 32,
        count=36,
        total=usd("6476140.50"),
        voucher="V-17",
    ),
    b.BatchWithdrawn(batch="FY2023-OCT-1", reason="typed twice"),
    b.PaymentFileWritten(
        batch="FY2023-OCT-1",
        file="october.csv",
        sha256="ef" * 32,
        profile_sha256="01" * 32,
        count=1,
        total=usd("6476140.50"),
        vouchers=(
            b.VoucherWritten(town_code=64, invoice="AD23-OCT-064-1", vendor_id="9000000064"),
        ),
        payees_sha256="23" * 32,
        coding_sha256="45" * 32,
    ),
)

FROM_PLAN_TO_PAYMENT: tuple[DistrictYearEvent, ...] = (*OF_MONEY_IN, *OF_PLANS, *OF_RELEASES)
# The rest of a district-year's events that no test has of its own.
OF_EVERY_KIND: tuple[DistrictYearEvent, ...] = (*FROM_PLAN_TO_PAYMENT, *OF_CLAIMS, *OF_SIDE)
