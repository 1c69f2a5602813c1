"""One file for each event and schema: the exact bytes of its record, which are what is hashed.

A changed file is a changed format: old records would no longer be what they were. Files for new
events are written with ALLIANCE_GOLDEN=1, and are then reviewed like code. A file of a schema that
is no longer written stays, and is read as the event with what its schema did not have. § 11-8b.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from claims_of_each import OF_CLAIMS
from one_of_each import OF_BATCHES, OF_EVERY_KIND, OF_REPORTS
from spec import event_corrected

from domain import events as e
from domain import ledger_events as le
from domain import setting_events as se
from domain.authority import Act, Assurance, Citation, Office, Policy, Purpose
from domain.batch_events import PaymentFileWritten
from domain.claim_events import FindingRaised
from domain.events import Event
from domain.money import Money
from domain.report_content import Counted
from ledger.codec import EVENT_TYPES, SCHEMAS, canonical, decode_record, is_as_written
from ledger.record import FORMAT, DocumentNamed, Record

FOLDER = Path(__file__).parent / "events"
usd = Money.parse

PORTION = e.PortionDetermined(
    portion=usd("25904562.00"),
    entitlement=usd("213879452.00"),
    other_earmarks=usd("0.00"),
    baseline=usd("187974890.00"),
    baseline_fiscal_year=2012,
    baseline_position=7,
)
CORRECTION = event_corrected(
    corrects_position=12,
    corrects_version=4,
    corrected_event="PortionTransferred",
    reversed={"amount": usd("25904562.00")},
    replacement={"amount": usd("25904562.01")},
    reason='a cent was lost: "typed"',
)
_PARTS = {
    "at_comptroller": usd("904562.00"),
    "at_commissioner": usd("0.00"),
    "at_town": usd("0.00"),
    "at_board": usd("0.00"),
    "not_withheld": usd("0.00"),
    "advanced_by_board": usd("0.00"),
}
CLOSED = e.FiscalYearClosed(
    carry_out=usd("904562.00"), rests_on_statement=False, next_fiscal_year=2024, **_PARTS
)
CARRIED_IN = e.BalanceCarriedIn(
    carry_in=usd("904562.00"), rests_on_statement=False, previous_fiscal_year=2023, **_PARTS
)
# What files of schema 1 hold of events that are written in schema 2 today.
OF_SCHEMA_1: tuple[Event, ...] = (
    PORTION,
    e.AlliancePortionWithheld(amount=usd("25904562.00")),
    e.PortionTransferred(amount=usd("25904562.00")),
    e.PlanSubmitted(plan_version=1, total=usd("25904562.00")),
    e.PlanApproved(plan_version=1, approved_amount=usd("20000000.50")),
    e.ReleaseProposed(release="R1", amount=usd("6476140.50"), proposed_by="Ana"),
    e.ReleaseAuthorized(
        release="R1",
        amount=usd("6476140.50"),
        plan_version=None,
        direction=e.Direction(document="ab" * 32, cap=usd("7000000.00")),
    ),
    e.ReleaseConfirmed(release="R1", amount=usd("6476140.50"), paid_on=date(2022, 10, 15)),
    e.ReleaseReturned(
        release="R1", amount_unpaid=usd("0.00"), amount_paid=usd("6476140.50"), reason="bounced"
    ),
    e.PassThroughRecorded(amount=usd("6476140.50"), reimbursed=usd("100.00")),
    PaymentFileWritten(
        batch="FY2023-OCT-1",
        file="october.csv",
        sha256="ef" * 32,
        profile_sha256="01" * 32,
        count=36,
        total=usd("6476140.50"),
    ),
    e.ExpenditureReported(
        spent=usd("6000000.00"),
        from_grant=usd("5000000.00"),
        from_own_money=usd("1000000.00"),
        above_available=usd("0.00"),
    ),
    CORRECTION,
    CLOSED,
    CARRIED_IN,
    replace(
        next(event for event in OF_CLAIMS if isinstance(event, FindingRaised)),
        apart_because=None,
        dropped_because=None,
        allowance=None,
    ),
)

EVENTS: tuple[Event, ...] = (
    e.DistrictDesignated(round="FY2023", criterion=e.Criterion.RANKED, first_time=True),
    e.DesignationEnded(reason="entered by mistake"),
    e.EntitlementSet(
        amount=usd("213879452.00"),
        stage=e.Stage.FINAL,
        reason="as in ecs.csv",
        education_diversity=None,
        published_portion=usd("25904562.00"),
        source="S01",
    ),
    replace(PORTION, portion=usd("25904565.50"), true_up=usd("3.50")),
    e.AlliancePortionWithheld(amount=usd("25904562.00"), voucher="V-16"),
    e.PublishedWithholdingRecorded(amount=usd("25904562.00"), source="S01"),
    e.PortionTransferred(amount=usd("25904562.00"), voucher="V-17"),
    e.PlanRejected(plan_version=1, reason="No baseline figures were given."),
    e.ReleaseIssued(release="R1", amount=usd("6476140.50")),
    e.ReleaseReturned(
        release="R1",
        amount_unpaid=usd("0.00"),
        amount_paid=usd("6476140.50"),
        reason="bounced",
        voucher="V-17",
    ),
    *OF_REPORTS,
    *OF_EVERY_KIND,
    replace(
        CLOSED,
        at_comptroller=usd("0.00"),
        at_commissioner=usd("904562.00"),
        residency=usd("2500.00"),
    ),
    replace(
        CARRIED_IN,
        at_comptroller=usd("0.00"),
        at_commissioner=usd("904562.00"),
        residency=usd("2500.00"),
    ),
    e.OpeningBalanceStated(
        held_by_comptroller=usd("1.00"),
        held_by_commissioner=usd("2.00"),
        in_payment=usd("3.00"),
        held_by_town=usd("4.00"),
        held_by_board=usd("5.00"),
        carry_in=usd("6.00"),
        withheld=usd("10.00"),
        spent=usd("1.00"),
        transferred=usd("9.00"),
        authorized=usd("8.00"),
        released=usd("7.00"),
        passed_through=usd("6.00"),
        finding_open=usd("0.00"),
        repay_due=usd("0.00"),
        reduction_due=usd("0.00"),
        document="cd" * 32,
        signers=("Ana", "José"),
    ),
    replace(CORRECTION, authority="memo of the Comptroller of March 1"),
    e.FactReported(
        kind="plan_approved",
        words="approved — with conditions",
        amount=None,
        reported_date="2012-11",
        source="S38",
    ),
    le.LedgerOpened(name="Practice", purpose=Purpose.TRAINING, policy=Policy.TWO_PERSON),
    le.SourceLoaded(
        file="ecs.csv",
        sha256="ef" * 32,
        kind="ecs-entitlements",
        rows=2704,
        records=2706,
        loaded_on=date(2023, 3, 1),
    ),
    le.CoverageStated(
        kind="plans", first_fiscal_year=None, last_fiscal_year=None, note="not held here"
    ),
    le.StatewideFactReported(
        fiscal_year=2013,
        kind="approved_total",
        words="$39.5 million for 30 districts",
        amount=usd("39500000.00"),
        reported_date=None,
        source="S07",
    ),
    *OF_BATCHES,
    se.ReleaseScheduleSet(
        fiscal_year=2027,
        basis=se.ReleaseBasis.INSTALLMENTS,
        installments=(
            se.ScheduledInstallment(
                name="october",
                label="OCT",
                cumulative_percent=25,
                due_on=date(2026, 10, 15),
            ),
            se.ScheduledInstallment(name="april", label="APR", cumulative_percent=100, due_on=None),
        ),
        set_by="the Commissioner",
        document="Schedule FY2027",
    ),
    se.PlanDueDateSet(
        fiscal_year=2027,
        due_on=date(2026, 8, 15),
        set_by="Bureau of Grants Management",
        document="Memo of June 1",
    ),
    se.NewReformShareSet(
        fiscal_year=2013, percent=51, set_by="the Department", document="Guidance of 2012"
    ),
    se.ObjectCodesSet(
        fiscal_year=2027,
        codes=(
            se.ObjectCode(code="111A", words="Administrators’ salaries"),
            se.ObjectCode(code="322", words="In-service"),
        ),
        set_by="Office of Internal Audit",
        document="Budget form ED114",
    ),
    se.GuidelinesAdopted(
        version="2012-1",
        title="Guidelines and criteria",
        adopted_on=date(2012, 8, 1),
        first_fiscal_year=2013,
        set_by="clerk of the State Board",
        document="Minutes of August 1, 2012",
    ),
    se.AppropriationControlSet(
        fiscal_year=2027,
        amount=usd("535018479.00"),
        set_by="Budget office",
        document="Allotment of July 1",
    ),
    se.VarianceAllowanceSet(
        fiscal_year=2026,
        percent=10,
        amount=None,
        shields=False,
        set_by="J. Reyes",
        document="Department memo",
    ),
    se.ReportColumnsSet(
        fiscal_year=2026,
        counted=Counted.PAID_AFTER,
        paid_by=date(2026, 8, 31),
        set_by="the Department",
        document="Instructions of May",
    ),
    se.ExitPolicySet(
        first_fiscal_year=2028,
        choice=se.ExitChoice.RETURN,
        set_by="the Commissioner",
        document="Letter of April",
    ),
    se.DeadlineSet(
        fiscal_year=2026,
        duty=se.Duty.ANNUAL_REPORT,
        due_on=date(2026, 9, 1),
        set_by="the Commissioner",
        document="Letter of May",
    ),
    le.ProgramReportPublished(
        first_fiscal_year=2013,
        last_fiscal_year=2025,
        published_on=date(2025, 12, 30),
        sha256="ab" * 32,
        address="https://portal.ct.gov/sde",
    ),
)


def record_of(event: Event) -> Record:
    """The event in an envelope in which no part is left out."""
    return Record(
        v=FORMAT,
        ledger="ab" * 16,
        incarnation=1,
        stream="ledger" if isinstance(event, le.LedgerEvent) else "064-2023",
        version=4,
        event=type(event).__name__,
        schema=SCHEMAS[type(event).__name__],
        recorded_at="2023-03-01T17:00:00.000001Z",
        effective_on=date(2023, 3, 1),
        actor="Ana Martínez",
        office=Office.COMPTROLLER,
        appointment=None,
        assurance=Assurance.CLAIMED,
        citation=Citation(
            "C.G.S. § 10-262u(c)(1)(C)",
            Act("P.A. 16-2", "May Sp. Sess. 2016", "§ 38"),
            "operands unverified",
        ),
        rulebook="FY2023#1",
        command_id="c-1",
        command_hash="12" * 32,
        signature=None,
        causation="import-1",
        correlation=None,
        documents=(DocumentNamed(title="letter", sha256="34" * 32),),
        data=event,
    )


def file_of(event: Event, schema: int) -> Path:
    return FOLDER / f"{type(event).__name__}.v{schema}.json"


def golden(event: Event) -> bytes:
    file = file_of(event, SCHEMAS[type(event).__name__])
    if os.environ.get("ALLIANCE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(canonical(record_of(event)) + b"\n")
    return file.read_bytes().removesuffix(b"\n")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_is_written_as_its_golden_file(event: Event) -> None:
    assert canonical(record_of(event)) == golden(event)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_a_golden_file_is_read_as_the_event(event: Event) -> None:
    assert decode_record(golden(event)) == record_of(event)
    assert decode_record(golden(event), type(event).__name__) == record_of(event)


@pytest.mark.parametrize("event", OF_SCHEMA_1, ids=lambda event: type(event).__name__)
def test_a_file_of_schema_1_is_read_as_today_s_event(event: Event) -> None:
    state = file_of(event, 1).read_bytes().removesuffix(b"\n")
    found = decode_record(state, type(event).__name__)
    assert found == decode_record(state) == record_of(event)
    assert found.schema == 2
    assert is_as_written(found, state)


def test_every_event_of_an_older_schema_is_read() -> None:
    assert {type(event).__name__ for event in OF_SCHEMA_1} == {
        name for name, schema in SCHEMAS.items() if schema == 2
    }
    assert set(SCHEMAS.values()) == {1, 2}


def test_every_event_has_a_golden_file_and_every_file_an_event() -> None:
    assert {type(event).__name__ for event in EVENTS} == set(EVENT_TYPES)
    assert {file.name for file in FOLDER.iterdir()} == {
        f"{name}.v{schema}.json" for name in EVENT_TYPES for schema in range(1, SCHEMAS[name] + 1)
    }
