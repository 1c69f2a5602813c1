"""What stands beside the account, told in one sentence each; and that none of it is a balance.

C.G.S. § 10-223e, § 10-227, § 10-262i, § 10-263(b), § 4-231.
"""

from dataclasses import replace
from typing import get_args

import pytest
from one_of_each import OF_SIDE
from spec import carried_in, usd, withheld

from domain import side_events as s
from domain.accounts import postings_of
from domain.events import DistrictYearEvent, SideEvent
from domain.figures import balances
from domain.sentences import sentence
from domain.setting_events import ExitChoice
from domain.side_kinds import OffsetGround, ReturnStage
from domain.side_state import Side
from domain.state import fold

NAMED = {type(event).__name__: event for event in OF_SIDE}
SENTENCES = {
    "IndexScorePublished": "Index score of 2022 data 57.90, rank 12 from the lowest "
    "(Department, index of 2021-22 (synthetic))",
    "IndexScoreCorrected": "Index score of 2022 data 56.4, rank 10 from the lowest, with a charter "
    "school's data (Department, index as corrected (synthetic)), version 2: agreement with a "
    "charter school",
    "ReformStatusSet": "Educational reform district (Opportunity District), rank 10 from the "
    "lowest (list of July 1)",
    "EcsInstallmentPaid": "ECS installment of October paid to the town on 2022-10-31: "
    "46,993,722.50 (voucher V-18)",
    "GrantAdjusted": "Grant adjusted by -250.50 in FY2025: 1,000.00 payable less 1,250.50 paid "
    "(final report of FY2023)",
    "EcsOffsetApplied": "ECS grant paid 500,000.00 less for a budget forfeiture (State Board, "
    "minutes of May 3)",
    "EducationBudgetAdopted": "Education budget of 50,500,000.00 adopted on 2022-05-20; the year "
    "before 50,000,000.00, aid increase 750,000.00 (budget resolution)",
    "BudgetShortfallDetermined": "Education budget 250,000.00 short: minimum 50,750,000.00 less "
    "adopted 50,500,000.00; 500,000.00 forfeited in FY2025",
    "ForfeitureApplied": "Forfeiture of 500,000.00 applied for the education budget of FY2021",
    "ForfeitureWaived": "Forfeiture of 500,000.00 waived on the agreement agreement of May: the "
    "town raises its budget",
    "SupplantingFlagged": "Supplanting flagged, not found: aid pays what the town paid "
    "(120,000.00)",
    "AnnualReturnFiled": "Annual return filed on 2023-08-31",
    "SingleAuditRecorded": "Single audit extended until 2024-01-30 on 2023-12-20 (letter of OPM); "
    "420,000.00 of state assistance spent, threshold 300,000.00: an audit is required",
    "ExitBalanceHandled": "Balance after the program: 904,562.00 is carried to the next fiscal "
    "year; 10.00 of findings open; no law says what becomes of it (no clause; memo of June 30)",
}


@pytest.mark.parametrize("event", OF_SIDE, ids=lambda event: type(event).__name__)
def test_an_event_beside_the_account_is_told_in_one_sentence(event: SideEvent) -> None:
    assert sentence(event) == SENTENCES[type(event).__name__]


def test_every_event_beside_the_account_is_told() -> None:
    assert {type(event) for event in OF_SIDE} == set(get_args(SideEvent))


def test_what_is_not_given_is_not_told() -> None:
    score, paid = NAMED["IndexScorePublished"], NAMED["EcsInstallmentPaid"]
    assert isinstance(score, s.IndexScorePublished)
    assert isinstance(paid, s.EcsInstallmentPaid)
    assert sentence(replace(score, rank=None, source="list")) == (
        "Index score of 2022 data 57.90 (list)"
    )
    assert sentence(replace(paid, voucher=None)).endswith(": 46,993,722.50")
    flagged, waived = NAMED["SupplantingFlagged"], NAMED["ForfeitureWaived"]
    assert isinstance(flagged, s.SupplantingFlagged)
    assert isinstance(waived, s.ForfeitureWaived)
    assert sentence(replace(flagged, amount=None)).endswith("aid pays what the town paid")
    assert sentence(replace(waived, agreement=None)) == (
        "Forfeiture of 500,000.00 waived for good cause: the town raises its budget"
    )


def test_an_audit_below_the_threshold_is_not_required_and_an_extension_may_not_say() -> None:
    audit = NAMED["SingleAuditRecorded"]
    assert isinstance(audit, s.SingleAuditRecorded)
    assert sentence(replace(audit, required=False, until=None)).endswith("an audit is not required")
    assert sentence(replace(audit, spent=None, required=None)) == (
        "Single audit extended until 2024-01-30 on 2023-12-20 (letter of OPM)"
    )


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (ExitChoice.RETURN, "is to be returned; nothing has come back by this record"),
        (
            ExitChoice.OFFSET,
            "is to be set against the ECS grant; nothing is deducted by this record",
        ),
    ],
)
def test_a_choice_about_a_balance_says_that_nothing_moved(choice: ExitChoice, words: str) -> None:
    left = NAMED["ExitBalanceHandled"]
    assert isinstance(left, s.ExitBalanceHandled)
    told = sentence(replace(left, choice=choice, finding_open=usd("0.00")))
    assert words in told
    assert "findings open" not in told


# ---- no balance ----


@pytest.mark.parametrize("event", OF_SIDE, ids=lambda event: type(event).__name__)
def test_nothing_beside_the_account_moves_money_or_a_figure(event: SideEvent) -> None:
    history: list[DistrictYearEvent] = [withheld("1000.00"), carried_in("5.00", at_board="5.00")]
    assert postings_of(event) == ()
    assert balances(fold([*history, event])) == balances(fold(history))


# ---- what is known ----


def side(*events: SideEvent) -> Side:
    return fold(events).side


def test_of_each_kind_the_latest_stands_and_lists_grow() -> None:
    known = side(*OF_SIDE)
    assert known.scores == {2022: NAMED["IndexScoreCorrected"]}
    assert known.reform is NAMED["ReformStatusSet"]
    assert list(known.installments.values()) == [NAMED["EcsInstallmentPaid"]]
    assert known.adjustment is NAMED["GrantAdjusted"]
    assert known.budget is NAMED["EducationBudgetAdopted"]
    assert known.shortfall is NAMED["BudgetShortfallDetermined"]
    assert known.waived is NAMED["ForfeitureWaived"]
    assert known.forfeiture is NAMED["ForfeitureApplied"]
    assert known.supplanting == (NAMED["SupplantingFlagged"],)
    assert known.audits == (NAMED["SingleAuditRecorded"],)
    assert known.exit_balance is NAMED["ExitBalanceHandled"]


def test_offsets_are_added_up_by_their_ground() -> None:
    first = s.EcsOffsetApplied(
        amount=usd("1000.00"), ground=OffsetGround.ANNUAL_RETURN, document="minutes"
    )
    second = replace(first, ground=OffsetGround.BUDGET_FORFEITURE, amount=usd("7.00"))
    known = side(first, second, replace(second, amount=usd("0.50")))
    assert known.offset_for(OffsetGround.BUDGET_FORFEITURE) == usd("7.50")
    assert known.offset_for(OffsetGround.GRANT_ADJUSTMENT) == usd("0.00")


def test_the_last_record_of_a_stage_of_the_return_stands() -> None:
    filed = NAMED["AnnualReturnFiled"]
    assert isinstance(filed, s.AnnualReturnFiled)
    revised = replace(filed, stage=ReturnStage.REVISED)
    again = replace(revised, filed_on=filed.filed_on.replace(year=2024))
    known = side(filed, revised, again)
    assert known.returned_as(ReturnStage.FILED) is filed
    assert known.returned_as(ReturnStage.REVISED) is again
    assert known.returned_as(ReturnStage.CERTIFIED) is None
