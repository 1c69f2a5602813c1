"""What an act beside the account rests on, in its own year or in one of the two before.

Not here: steps of plans and releases (`ground.py`), the other way round (`side_rests.py`).
C.G.S. § 10-262i(e), § 10-263(b).
"""

from domain.events import DistrictYearEvent
from domain.fiscal_year import FiscalYear
from domain.side_commands import (
    ApplyEcsOffset,
    ApplyForfeiture,
    DetermineBudgetShortfall,
    WaiveForfeiture,
)
from domain.side_events import (
    BudgetShortfallDetermined,
    EducationBudgetAdopted,
    ForfeitureApplied,
    GrantAdjusted,
)
from domain.side_kinds import OffsetGround

RestsBeside = DetermineBudgetShortfall | WaiveForfeiture | ApplyForfeiture | ApplyEcsOffset


def is_ground_beside(
    command: RestsBeside, year: FiscalYear, event: DistrictYearEvent, of: FiscalYear
) -> bool:
    """Whether an act of a year rests on an event of that year or of an earlier one, `of`.

    A shortfall rests on the adopted budget, its forfeiture and the waiver on the shortfall, an
    offset on the forfeiture that was applied or on the adjustments that count in its year.
    """
    match command, event:
        case DetermineBudgetShortfall(), EducationBudgetAdopted():
            return of == year
        case WaiveForfeiture(), BudgetShortfallDetermined():
            return of == year
        case ApplyForfeiture(), BudgetShortfallDetermined():
            return event.forfeiture_fiscal_year == year.ends_in
        case ApplyEcsOffset(ground=OffsetGround.BUDGET_FORFEITURE), ForfeitureApplied():
            return of == year
        case ApplyEcsOffset(ground=OffsetGround.GRANT_ADJUSTMENT), GrantAdjusted():
            return event.in_fiscal_year == year.ends_in
        case _:
            return False
