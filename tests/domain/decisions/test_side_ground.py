"""What an act beside the account rests on, and that it is no earlier. § 10-262i(e), § 10-263(b)."""

from dataclasses import replace
from datetime import date

import pytest
from one_of_each import OF_SIDE
from spec import Events, given, usd

from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.side_ground import RestsBeside, is_ground_beside
from domain.fiscal_year import FiscalYear
from domain.side_commands import (
    AdoptEducationBudget,
    ApplyEcsOffset,
    ApplyForfeiture,
    DetermineBudgetShortfall,
    WaiveForfeiture,
)
from domain.side_events import BudgetShortfallDetermined, EducationBudgetAdopted, ForfeitureApplied
from domain.side_kinds import OffsetGround

# Its adjustment counts, and its shortfall is forfeited, in FY2025.
NAMES = {type(event).__name__: event for event in OF_SIDE}
APPLIED = ForfeitureApplied(failure_fiscal_year=2021, amount=usd("500000.00"))
OFFSET = ApplyEcsOffset(
    amount=usd("5000.00"), ground=OffsetGround.BUDGET_FORFEITURE, document="minutes"
)
ON_ADJUSTMENT = replace(OFFSET, ground=OffsetGround.GRANT_ADJUSTMENT)
ON_RETURN = replace(OFFSET, ground=OffsetGround.ANNUAL_RETURN)


@pytest.mark.parametrize(
    ("command", "year", "of", "grounds"),
    [
        (DetermineBudgetShortfall(), 2023, 2023, ["EducationBudgetAdopted"]),
        (DetermineBudgetShortfall(), 2024, 2023, []),
        (WaiveForfeiture(reason="raised"), 2023, 2023, ["BudgetShortfallDetermined"]),
        (WaiveForfeiture(reason="raised"), 2025, 2023, []),
        (ApplyForfeiture(), 2025, 2023, ["BudgetShortfallDetermined"]),
        (ApplyForfeiture(), 2024, 2023, []),
        (OFFSET, 2023, 2023, ["ForfeitureApplied"]),
        (OFFSET, 2024, 2023, []),
        (ON_ADJUSTMENT, 2025, 2023, ["GrantAdjusted"]),
        (ON_ADJUSTMENT, 2024, 2023, []),
        (ON_RETURN, 2023, 2023, []),
    ],
)
def test_an_act_rests_on_what_it_takes_its_amount_from(
    command: RestsBeside, year: int, of: int, grounds: list[str]
) -> None:
    found = [
        name
        for name, event in NAMES.items()
        if is_ground_beside(command, FiscalYear(year), event, FiscalYear(of))
    ]
    assert found == grounds


ADOPTED = EducationBudgetAdopted(
    amount=usd("90.00"),
    prior_year=usd("100.00"),
    aid_increase=usd("0.00"),
    adopted_on=date(2022, 5, 15),
    document="resolution",
)
SHORT = BudgetShortfallDetermined(
    minimum=usd("100.00"),
    adopted=usd("90.00"),
    shortfall=usd("10.00"),
    forfeiture=usd("20.00"),
    forfeiture_fiscal_year=2025,
)


@pytest.mark.parametrize(
    ("command", "history", "earlier", "step"),
    [
        (DetermineBudgetShortfall(), [ADOPTED], [], "The shortfall"),
        (WaiveForfeiture(reason="raised"), [ADOPTED, SHORT], [], "The waiver"),
        (ApplyForfeiture(), [], [ADOPTED, SHORT], "The forfeiture"),
        (OFFSET, [APPLIED], [], "The offset"),
    ],
    ids=["shortfall", "waiver", "forfeiture", "offset"],
)
def test_no_act_is_before_what_it_rests_on(
    command: RestsBeside, history: Events, earlier: Events, step: str
) -> None:
    ground = date(2023, 3, 2)
    asked = given(*history)
    asked.when(command, two_years_before=earlier, ground_on=ground).refused(
        StepBeforeGroundError,
        f"{step} of Hartford FY2023 cannot be of 2023-03-01: what it rests on is of 2023-03-02",
        citation="§ 10-262i(e)",
        on="2023-03-01",
        rests_on="2023-03-02",
    )
    same_day = asked.when(command, two_years_before=earlier, ground_on=ground, on=ground)
    assert same_day.refused_by is None


def test_a_budget_is_not_recorded_as_of_a_day_before_it_was_adopted() -> None:
    adopt = AdoptEducationBudget(
        amount=usd("90.00"),
        prior_year=usd("100.00"),
        aid_increase=usd("0.00"),
        adopted_on=date(2022, 5, 15),
        document="resolution",
    )
    given().when(adopt, on=date(2022, 5, 14)).refused(
        StepBeforeGroundError,
        "was adopted on 2022-05-15; nothing was recorded of it on 2022-05-14",
        citation="§ 10-262i(d)",
        adopted_on="2022-05-15",
        on="2022-05-14",
    )
    given().when(adopt, on=date(2022, 5, 15)).then(ADOPTED)
