"""One plain sentence for every event of the union, with separators in its amounts."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from spec import event_corrected

from domain.authority import Policy, Purpose
from domain.batch_events import BatchEvent
from domain.claim_events import ClaimEvent
from domain.events import (
    AlliancePortionWithheld,
    BalanceCarriedIn,
    Criterion,
    DesignationEnded,
    Direction,
    DistrictDesignated,
    EntitlementSet,
    EntitlementTruedUp,
    Event,
    ExpenditureReported,
    FactReported,
    FiscalYearClosed,
    OpeningBalanceStated,
    PassThroughRecorded,
    PlanApproved,
    PlanEvent,
    PlanRejected,
    PlanSubmitted,
    PortionDetermined,
    PortionTransferred,
    PublishedWithholdingRecorded,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseEvent,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseReturned,
    ReportEvent,
    SideEvent,
    Stage,
)
from domain.ledger_events import (
    CoverageStated,
    LedgerOpened,
    ProgramReportPublished,
    SourceLoaded,
    StatewideFactReported,
)
from domain.money import ZERO, Money
from domain.sentences import sentence
from domain.setting_events import SettingEvent

D = Money.dollars

SENTENCES: list[tuple[Event, str]] = [
    (
        DistrictDesignated(round="FY2023", criterion=Criterion.RANKED, first_time=True),
        "Designated for the first time, in the FY2023 round; among the lowest ranked",
    ),
    (
        DistrictDesignated(round="FY2018", criterion=Criterion.GRANDFATHERED, first_time=False),
        "Designated again, in the FY2018 round; kept as designated earlier",
    ),
    (
        DistrictDesignated(round="FY2013", criterion=Criterion.NOT_PUBLISHED, first_time=True),
        ("Designated for the first time, in the FY2013 round; on which ground is not published"),
    ),
    (DesignationEnded(reason="act of 2025"), "Designation ended: act of 2025"),
    (
        EntitlementSet(
            amount=D(11180676),
            stage=None,
            reason=None,
            education_diversity=None,
            published_portion=None,
        ),
        "ECS entitlement set at 11,180,676.00",
    ),
    (
        EntitlementSet(
            amount=D(11180676),
            stage=Stage.FINAL,
            reason="audit",
            education_diversity=ZERO,
            published_portion=ZERO,
        ),
        "ECS entitlement set at 11,180,676.00, final (audit)",
    ),
    (
        PortionDetermined(
            portion=D(1180676),
            entitlement=D(11180676),
            other_earmarks=ZERO,
            baseline=D(10000000),
            baseline_fiscal_year=2012,
            baseline_position=7,
        ),
        "Alliance portion by law 1,180,676.00: entitlement 11,180,676.00 less FY2012 10,000,000.00",
    ),
    (
        PortionDetermined(
            portion=ZERO,
            entitlement=D(25040045),
            other_earmarks=D(1000),
            baseline=D(25400000),
            baseline_fiscal_year=2012,
            baseline_position=7,
        ),
        (
            "Alliance portion by law 0.00: entitlement 25,040,045.00 less earmarks 1,000.00 less "
            "FY2012 25,400,000.00, not below zero"
        ),
    ),
    (
        EntitlementTruedUp(
            previous_fiscal_year=2022, preliminary=D(1000), final=D(996), difference=D(-4)
        ),
        "FY2022 trued up: final 996.00 less preliminary 1,000.00, -4.00 to funds received",
    ),
    (
        PortionDetermined(
            portion=D(1180672),
            entitlement=D(11180676),
            other_earmarks=ZERO,
            baseline=D(10000000),
            baseline_fiscal_year=2012,
            baseline_position=7,
            true_up=D(-4),
        ),
        (
            "Alliance portion by law 1,180,672.00: entitlement 11,180,676.00 with true-up -4.00 "
            "less FY2012 10,000,000.00"
        ),
    ),
    (AlliancePortionWithheld(amount=D(1000)), "Withheld by the Comptroller: 1,000.00"),
    (
        AlliancePortionWithheld(amount=D(1000), voucher="V-16"),
        "Withheld by the Comptroller: 1,000.00 (voucher V-16)",
    ),
    (
        PublishedWithholdingRecorded(amount=D(1000), source="S01"),
        "Withheld by the Comptroller, on record from S01: 1,000.00",
    ),
    (PortionTransferred(amount=D(1000)), "Transferred to the Commissioner: 1,000.00"),
    (
        PortionTransferred(amount=D(1000), voucher="V-17"),
        "Transferred to the Commissioner: 1,000.00 (voucher V-17)",
    ),
    (PlanSubmitted(plan_version=2, total=D(1000)), "Plan version 2 submitted: 1,000.00"),
    (
        PlanApproved(plan_version=2, approved_amount=D(900)),
        "Plan version 2 approved up to 900.00",
    ),
    (
        PlanRejected(plan_version=2, reason="no stakeholders"),
        "Plan version 2 rejected: no stakeholders",
    ),
    (
        ReleaseProposed(release="R1", amount=D(1000), proposed_by="Ana"),
        "Release R1 proposed by Ana: 1,000.00",
    ),
    (
        ReleaseAuthorized(release="R1", amount=D(1000), plan_version=2, direction=None),
        "Release R1 authorized by the Commissioner on plan version 2: 1,000.00",
    ),
    (
        ReleaseAuthorized(
            release="R1",
            amount=D(359487),
            plan_version=None,
            direction=Direction(document="letter of July 9", cap=D(360000)),
        ),
        (
            "EXCEPTION: release R1 authorized before approval on written direction letter of "
            "July 9, cap 360,000.00: 359,487.00"
        ),
    ),
    (ReleaseIssued(release="R1", amount=D(1000)), "Payment of release R1 issued: 1,000.00"),
    (
        ReleaseConfirmed(release="R1", amount=D(1000), paid_on=date(2023, 3, 1)),
        "Release R1 paid to the town on 2023-03-01: 1,000.00",
    ),
    (
        ReleaseReturned(release="R1", amount_unpaid=D(1000), amount_paid=ZERO, reason="bank"),
        "Release R1 came back before it was recorded as paid: 1,000.00 (bank)",
    ),
    (
        ReleaseReturned(release="R1", amount_unpaid=ZERO, amount_paid=D(1000), reason="town"),
        "Release R1 came back after it was paid: 1,000.00 (town)",
    ),
    (
        PassThroughRecorded(amount=D(1000), reimbursed=ZERO),
        "Passed through by the town to the board: 1,000.00",
    ),
    (
        PassThroughRecorded(amount=D(1000), reimbursed=D(400)),
        (
            "Passed through by the town to the board: 1,000.00, of which 400.00 repays what it "
            "advanced"
        ),
    ),
    (
        ExpenditureReported(
            spent=D(1000), from_grant=D(1000), from_own_money=ZERO, above_available=ZERO
        ),
        "Board reported 1,000.00 spent",
    ),
    (
        ExpenditureReported(
            spent=D(1000), from_grant=D(700), from_own_money=D(300), above_available=ZERO
        ),
        "Board reported 1,000.00 spent: 700.00 from the grant, 300.00 from its own money",
    ),
    (
        ExpenditureReported(
            spent=D(1000), from_grant=D(700), from_own_money=D(300), above_available=D(100)
        ),
        (
            "Board reported 1,000.00 spent: 700.00 from the grant, 300.00 from its own money, "
            "of which 100.00 is above what is available"
        ),
    ),
    (
        FiscalYearClosed(
            carry_out=D(1000),
            at_comptroller=ZERO,
            at_commissioner=ZERO,
            at_town=ZERO,
            at_board=D(1000),
            not_withheld=ZERO,
            advanced_by_board=ZERO,
            rests_on_statement=False,
            next_fiscal_year=2024,
        ),
        "Year closed; 1,000.00 carried to FY2024",
    ),
    (
        BalanceCarriedIn(
            carry_in=D(1000),
            at_comptroller=ZERO,
            at_commissioner=ZERO,
            at_town=ZERO,
            at_board=ZERO,
            not_withheld=D(1000),
            advanced_by_board=ZERO,
            rests_on_statement=False,
            previous_fiscal_year=2023,
        ),
        "1,000.00 carried in from FY2023, of which 1,000.00 was never recorded as withheld",
    ),
    (
        OpeningBalanceStated(
            held_by_comptroller=ZERO,
            held_by_commissioner=ZERO,
            in_payment=ZERO,
            held_by_town=ZERO,
            held_by_board=D(1000),
            carry_in=D(1000),
            withheld=ZERO,
            spent=ZERO,
            transferred=ZERO,
            authorized=ZERO,
            released=ZERO,
            passed_through=ZERO,
            finding_open=ZERO,
            repay_due=ZERO,
            reduction_due=ZERO,
            document="statement of July 1",
            signers=("Ana", "Ben"),
        ),
        (
            "Opening balance stated, not derived: 1,000.00 carried in (statement of July 1; "
            "signed by Ana, Ben)"
        ),
    ),
    (
        event_corrected(
            corrects_position=12,
            corrects_version=3,
            corrected_event="PortionTransferred",
            reversed={"amount": D(1000)},
            replacement={"amount": D(900)},
            reason="typing error",
        ),
        "Corrects position 12 (PortionTransferred): amount 1,000.00 becomes 900.00 (typing error)",
    ),
    (
        event_corrected(
            corrects_position=12,
            corrects_version=3,
            corrected_event="FactReported",
            reversed={},
            replacement={"amount": D(900)},
            reason="amount found",
        ),
        "Corrects position 12 (FactReported): same amounts (amount found)",
    ),
    (
        event_corrected(
            corrects_position=12,
            corrects_version=3,
            corrected_event="PortionTransferred",
            reversed={"amount": D(1000)},
            replacement={},
            reason="never happened",
        ),
        "Corrects position 12 (PortionTransferred): taken back whole (never happened)",
    ),
    (
        replace(
            event_corrected(
                corrects_position=12,
                corrects_version=3,
                corrected_event="PortionTransferred",
                reversed={"amount": D(1000)},
                replacement={},
                reason="never happened",
            ),
            authority="the Comptroller's memo",
        ),
        (
            "Corrects position 12 (PortionTransferred): taken back whole (never happened; on the "
            "word of the Comptroller's memo)"
        ),
    ),
    (
        FactReported(
            kind="plan_approved",
            words="Plan approved in August.",
            amount=None,
            reported_date=None,
            source="S15",
        ),
        "As reported [S15]: Plan approved in August.",
    ),
    (
        FactReported(
            kind="partial_release",
            words="Paid early.",
            amount=D(359487),
            reported_date="July 2013",
            source="S15",
        ),
        "As reported [S15, July 2013]: Paid early. (359,487.00)",
    ),
    (
        LedgerOpened(name="Main", purpose=Purpose.PRODUCTION, policy=Policy.TWO_PERSON),
        "Ledger opened: Main, production, policy two-person",
    ),
    (
        SourceLoaded(
            file="ecs.csv",
            sha256="0" * 64,
            kind="ecs-entitlements",
            rows=2704,
            records=2704,
            loaded_on=date(2026, 1, 2),
        ),
        "Loaded on 2026-01-02 from ecs.csv: 2,704 rows, 2,704 records (ecs-entitlements)",
    ),
    (
        CoverageStated(
            kind="entitlements", first_fiscal_year=2012, last_fiscal_year=2027, note="final ones"
        ),
        "This ledger holds entitlements for FY2012–FY2027: final ones",
    ),
    (
        CoverageStated(
            kind="plans", first_fiscal_year=None, last_fiscal_year=None, note="none published"
        ),
        "This ledger holds no plans: none published",
    ),
    (
        StatewideFactReported(
            fiscal_year=2015,
            kind="unspent",
            words="Seven percent unspent.",
            amount=D(9303000),
            reported_date="2015",
            source="S19",
        ),
        "As reported [S19, 2015]: Seven percent unspent. (9,303,000.00)",
    ),
    (
        ProgramReportPublished(
            first_fiscal_year=2013,
            last_fiscal_year=2025,
            published_on=date(2025, 12, 30),
            sha256="ab" * 32,
            address="https://portal.ct.gov/sde",
        ),
        (
            "Report on the program published on 2025-12-30, for FY2013–FY2025: "
            "https://portal.ct.gov/sde"
        ),
    ),
]


@pytest.mark.parametrize(
    ("event", "words"), SENTENCES, ids=[type(event).__name__ for event, _ in SENTENCES]
)
def test_an_event_is_told_in_one_sentence(event: Event, words: str) -> None:
    assert sentence(event) == words


def test_every_event_of_the_union_is_told() -> None:
    # The rest is told in the other files of sentences and in `test_settings.py`.
    rest = {
        *get_args(PlanEvent),
        *get_args(ReleaseEvent),
        *get_args(ReportEvent),
        *get_args(SideEvent),
        *get_args(ClaimEvent),
        *get_args(BatchEvent),
    }
    told = {type(event) for event, _ in SENTENCES} | rest | set(get_args(SettingEvent))
    assert told == set(get_args(Event))
