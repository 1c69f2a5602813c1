"""Claims on record: facts tied to positions, dates in order, a reduction in two streams at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_ledger import SmallLedger, small_ledger
from spec import usd
from spec_claims import LAW, shares

from domain.claim_commands import RaiseFinding
from domain.claim_events import FindingKind, FindingRaised, FindingSource
from domain.commands import (
    ApprovePlan,
    DesignateDistrict,
    DeterminePortion,
    SetEntitlement,
    SubmitPlan,
    TransferPortion,
    WithholdPortion,
)
from domain.decisions.claim_refusals import FactNotOnRecordError
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.determination_commands import IssueDetermination, ServePaper, SetProcedure
from domain.determination_events import (
    DeterminationIssued,
    FindingOfFact,
    Paper,
    Procedure,
    ServiceMethod,
)
from domain.determination_letter import letter, sha256_of
from domain.district import BY_CODE
from domain.errors import InvalidFiscalYearError
from domain.events import Criterion
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.owed_commands import ApplyReduction, ReverseReduction
from domain.state import DistrictYear
from domain.statute.rules import rules_in_force
from ledger.application import fold_records
from ledger.verify import verify

HARTFORD = BY_CODE[64]
D1 = "D-2023-064-1"
DESIGNATE = DesignateDistrict(round="FY2023", criterion=Criterion.RANKED, first_time=False)
FIND = RaiseFinding(
    finding="F1",
    source=FindingSource.DESK_REVIEW,
    kind=FindingKind.UNAPPROVED_USE,
    reason="not in the plan",
    amount=usd("45250.75"),
)
ASK_COUNSEL = SetProcedure(
    determination=D1, procedure=Procedure.INFORMAL, set_by="K. Lee", document="memo"
)
REDUCE = ApplyReduction(determination=D1)


@pytest.fixture
def ledger(tmp_path: Path) -> SmallLedger:
    """Hartford with a finding on FY2023, and new money in FY2024."""
    small = small_ledger(tmp_path / "claims.db")
    small.do("Hartford", 2012, SetEntitlement(amount=usd("100.00")), on="2011-07-01")
    small.do("Hartford", 2023, DESIGNATE, on="2022-07-01")
    small.do("Hartford", 2023, FIND, on="2024-01-10")
    small.do("Hartford", 2024, DESIGNATE, on="2023-07-01")
    small.do("Hartford", 2024, SetEntitlement(amount=usd("60100.00")), on="2023-07-01")
    small.do("Hartford", 2024, DeterminePortion(), on="2023-07-01")
    small.do("Hartford", 2024, WithholdPortion(amount=usd("60000.00")), on="2023-10-01")
    small.do("Hartford", 2024, TransferPortion(amount=usd("40000.00")), on="2023-10-02")
    small.do("Hartford", 2023, ASK_COUNSEL, on="2024-01-12")
    return small


def position_of(ledger: SmallLedger, event: str) -> int:
    entries = ledger.ledger.history(HARTFORD, FiscalYear(2023))
    return next(at for at, record in entries if record.event == event)


def state(ledger: SmallLedger, year: int) -> DistrictYear:
    return fold_records(ledger.ledger.history(HARTFORD, FiscalYear(year)))


def issue(*positions: int) -> IssueDetermination:
    return IssueDetermination(
        determination=D1,
        shares=shares(F1="45250.75"),
        facts=(FindingOfFact(words="The fence is not in the plan.", positions=positions),),
        conclusions=(LAW,),
        reduce=usd("45250.75"),
    )


def test_a_fact_is_tied_to_a_record_of_the_district_year(ledger: SmallLedger) -> None:
    other_year = position_of(ledger, "FindingRaised") + 1  # the designation for FY2024
    with pytest.raises(FactNotOnRecordError, match=f"that stand: {other_year}"):
        ledger.do("Hartford", 2023, issue(other_year), on="2024-01-14")
    found = position_of(ledger, "FindingRaised")
    outcome = ledger.do("Hartford", 2023, issue(found), on="2024-01-14")
    assert [entry.record.event for entry in outcome.records] == ["DeterminationIssued"]


def test_the_letter_is_made_again_from_the_record_byte_for_byte(ledger: SmallLedger) -> None:
    found = position_of(ledger, "FindingRaised")
    (entry,) = ledger.do("Hartford", 2023, issue(found), on="2024-01-14").records
    event = entry.record.data
    assert isinstance(event, DeterminationIssued)
    before = [
        one
        for one in ledger.ledger.history(HARTFORD, FiscalYear(2023))
        if one.record.version < entry.record.version
    ]
    rules = rules_in_force(FiscalYear(2023), entry.record.effective_on)
    again = letter(event, fold_records(before), HARTFORD, rules, {})
    assert sha256_of(again) == event.letter_sha256


def test_the_year_is_measured_by_the_plan_of_its_last_day(ledger: SmallLedger) -> None:
    for version, submitted, approved in (
        (1, "2022-08-14", "2022-09-14"),
        (2, "2023-11-01", "2023-12-01"),  # after the year was over
    ):
        plan = SubmitPlan(plan_version=version, total=usd("60000.00"))
        ledger.do("Hartford", 2023, plan, on=submitted)
        agreed = ApprovePlan(plan_version=version, approved_amount=usd("60000.00"))
        ledger.do("Hartford", 2023, agreed, on=approved)
    assert state(ledger, 2023).approved_plan is not None
    other = replace(FIND, finding="F2", amount=usd("10.00"), apart_because="another school")
    (raised,) = ledger.do("Hartford", 2023, other, on="2024-01-13").records
    assert isinstance(raised.record.data, FindingRaised)
    assert raised.record.data.plan_version == 1
    found = position_of(ledger, "FindingRaised")
    (entry,) = ledger.do("Hartford", 2023, issue(found), on="2024-01-14").records
    assert isinstance(entry.record.data, DeterminationIssued)
    assert entry.record.data.plan_version == 1


def test_no_step_lies_before_the_latest_of_what_it_rests_on(ledger: SmallLedger) -> None:
    found = position_of(ledger, "FindingRaised")
    with pytest.raises(StepBeforeGroundError, match="what it rests on is of 2024-01-12"):
        ledger.do("Hartford", 2023, issue(found), on="2024-01-11")
    ledger.do("Hartford", 2023, issue(found), on="2024-01-14")
    early = ServePaper(
        determination=D1,
        paper=Paper.FINAL,
        method=ServiceMethod.CERTIFIED_MAIL,
        mailed_on=date(2024, 1, 13),
    )
    with pytest.raises(StepBeforeGroundError, match="what it rests on is of 2024-01-14"):
        ledger.do("Hartford", 2023, early, on="2024-01-15")


def test_a_reduction_is_recorded_in_both_years_or_in_none(ledger: SmallLedger) -> None:
    found = position_of(ledger, "FindingRaised")
    ledger.do("Hartford", 2023, issue(found), on="2024-01-14")
    with pytest.raises(StepBeforeGroundError, match="what it rests on is of 2024-01-14"):
        ledger.do("Hartford", 2024, REDUCE, on="2024-01-13")
    outcome = ledger.do("Hartford", 2024, REDUCE, on="2024-02-01")
    told = [(entry.record.stream, entry.record.event) for entry in outcome.records]
    assert told == [("064-2024", "ReductionApplied"), ("064-2023", "ReductionTaken")]
    later = balances(state(ledger, 2024))
    assert later["reduction_applied"] == usd("45250.75")
    assert later["held_by_commissioner"] == usd("0.00")
    assert later["held_by_comptroller"] == usd("14749.25")  # 20,000.00 − 5,250.75
    assert balances(state(ledger, 2023))["reduction_due"] == usd("0.00")
    back = ReverseReduction(determination=D1, amount=usd("250.75"), reason="a slip")
    with pytest.raises(StepBeforeGroundError, match="what it rests on is of 2024-02-01"):
        ledger.do("Hartford", 2024, back, on="2024-01-31")
    ledger.do("Hartford", 2024, back, on="2024-02-02")
    assert balances(state(ledger, 2024))["reduction_applied"] == usd("45000.00")
    assert balances(state(ledger, 2023))["reduction_due"] == usd("250.75")
    assert verify(ledger.ledger.store).ok


def test_a_year_that_cannot_be_is_no_year_of_a_claim(ledger: SmallLedger) -> None:
    wrong = ApplyReduction(determination="opening", claim_fiscal_year=1999)
    with pytest.raises(InvalidFiscalYearError, match="1999 is not a fiscal year"):
        ledger.do("Hartford", 2024, wrong, on="2024-02-01")
