"""A record beside the account is not taken back from under what rests on it. § 11-8b."""

from dataclasses import replace
from datetime import date

import pytest
from one_of_each import OF_SIDE
from spec import Events, carried_in, designated, given, usd

from domain.commands import CorrectEvent
from domain.decisions.refusals import NothingToCorrectError
from domain.events import DesignationEnded, EventCorrected
from domain.side_events import AnnualReturnFiled, EcsOffsetApplied, GrantAdjusted
from domain.side_kinds import OffsetGround, ReturnStage

(
    SCORE,
    SCORE_ANEW,
    STATUS,
    INSTALLMENT,
    ADJUSTED,
    OFFSET,
    BUDGET,
    SHORT,
    APPLIED,
    WAIVED,
    FLAG,
    FILED,
    AUDIT,
    EXIT,
) = OF_SIDE
REVISED = AnnualReturnFiled(stage=ReturnStage.REVISED, filed_on=date(2023, 10, 2))
OTHER_OFFSET = EcsOffsetApplied(
    amount=usd("1.00"), ground=OffsetGround.GRANT_ADJUSTMENT, document="minutes"
)
LOWERED = GrantAdjusted(
    payable=usd("1000.00"),
    paid=usd("1250.50"),
    difference=usd("-250.50"),
    in_fiscal_year=2025,
    document="final report",
)
ENDED = DesignationEnded(reason="withdrawn")
LEFT = carried_in("5.00", at_board="5.00")


def take_back(position: int) -> CorrectEvent:
    return CorrectEvent(position=position, reason="typed")


@pytest.mark.parametrize(
    ("history", "position", "why"),
    [
        ([SCORE, SCORE_ANEW], 1, "is a score that was published anew since"),
        ([BUDGET, SHORT], 1, "is the budget a shortfall was determined on"),
        ([BUDGET, SHORT, WAIVED], 2, "is a shortfall whose forfeiture was waived"),
        ([APPLIED, OFFSET], 1, "is a forfeiture of which 500,000.00 was deducted"),
        ([FILED, REVISED], 1, "is the filing of a return that was revised or certified"),
        (
            [designated(), LEFT, ENDED, EXIT],
            3,
            "is the end of a designation whose balance was handled",
        ),
        (
            [designated(), LEFT, ENDED, EXIT, designated()],
            3,
            "is the end of a designation whose balance was handled",
        ),
    ],
    ids=["score", "budget", "shortfall", "forfeiture", "return", "end", "end, and again"],
)
def test_what_something_rests_on_is_not_taken_back(
    history: Events, position: int, why: str
) -> None:
    given(*history).when(take_back(position)).refused(
        NothingToCorrectError, why, citation="§ 11-8b"
    )


def test_a_shortfall_is_not_taken_back_after_its_forfeiture_was_applied() -> None:
    decision = given(BUDGET, SHORT).when(take_back(2), two_years_after=[APPLIED])
    decision.refused(
        NothingToCorrectError, "whose forfeiture was applied in FY2025", citation="§ 11-8b"
    )


@pytest.mark.parametrize(
    ("counts_in", "then", "otherwise"),
    [(2024, [OTHER_OFFSET], []), (2025, [], [OTHER_OFFSET])],
)
def test_an_adjustment_is_not_taken_back_after_it_was_deducted(
    counts_in: int, then: Events, otherwise: Events
) -> None:
    adjusted = given(replace(LOWERED, in_fiscal_year=counts_in))
    adjusted.when(take_back(1), next_year=then, two_years_after=otherwise).refused(
        NothingToCorrectError,
        f"is an adjustment on which 1.00 was deducted in FY{counts_in}",
        citation="§ 11-8b",
    )
    elsewhere = adjusted.when(take_back(1), next_year=otherwise, two_years_after=then)
    assert elsewhere.refused_by is None


def test_an_adjustment_that_raises_the_grant_is_taken_back() -> None:
    raised = replace(LOWERED, paid=usd("0.00"), difference=usd("1000.00"))
    assert given(raised).when(take_back(1), two_years_after=[OTHER_OFFSET]).refused_by is None


@pytest.mark.parametrize(
    ("history", "position"),
    [
        ([SCORE], 1),
        ([SCORE, SCORE_ANEW], 2),
        ([STATUS], 1),
        ([INSTALLMENT], 1),
        ([ADJUSTED], 1),
        ([APPLIED, OFFSET], 2),
        ([APPLIED, OTHER_OFFSET], 1),
        ([BUDGET], 1),
        ([BUDGET, SHORT], 2),
        ([BUDGET, SHORT, WAIVED], 3),
        ([FLAG], 1),
        ([FILED], 1),
        ([FILED, REVISED], 2),
        ([AUDIT], 1),
        ([designated(), LEFT, ENDED], 3),
        ([LEFT, EXIT], 2),
    ],
)
def test_what_nothing_rests_on_is_taken_back_whole(history: Events, position: int) -> None:
    decision = given(*history).when(take_back(position))
    assert decision.refused_by is None
    (decided,) = decision.decided
    assert isinstance(decided.event, EventCorrected)
    assert (decided.event.replacement, decided.event.postings) == ({}, ())


def test_a_record_beside_the_account_has_no_amount_to_give_anew() -> None:
    command = CorrectEvent(position=1, reason="typed", amount=usd("5.00"))
    given(INSTALLMENT).when(command).refused(
        NothingToCorrectError, "has no single amount", citation="§ 11-8b"
    )
