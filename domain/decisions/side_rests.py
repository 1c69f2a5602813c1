"""What beside the account rests on a record, so that it is not taken back from under it.

Source: C.G.S. § 11-8b. Not here: corrections of money (`correction.py`).
"""

from domain.decisions.case import Case
from domain.events import DesignationEnded, DistrictYearEvent
from domain.money import ZERO
from domain.side_events import (
    AnnualReturnFiled,
    BudgetShortfallDetermined,
    EducationBudgetAdopted,
    ExitBalanceHandled,
    ForfeitureApplied,
    GrantAdjusted,
    IndexScoreCorrected,
    IndexScorePublished,
)
from domain.side_kinds import OffsetGround, ReturnStage
from domain.state import DistrictYear


def rests_beside(event: DistrictYearEvent, state: DistrictYear, case: Case) -> str | None:
    """Why an event cannot be taken back before what rests on it, after "it"; None where nothing."""
    side = state.side
    match event:
        case IndexScorePublished() | IndexScoreCorrected():
            later = side.scores[event.data_year].version > event.version
            return "is a score that was published anew since" if later else None
        case EducationBudgetAdopted():
            rests = side.shortfall is not None and side.budget == event
            return "is the budget a shortfall was determined on" if rests else None
        case BudgetShortfallDetermined():
            if side.waived is not None:
                return "is a shortfall whose forfeiture was waived"
            if case.two_years_after.side.forfeiture is not None:
                return (
                    "is a shortfall whose forfeiture was applied in "
                    f"FY{event.forfeiture_fiscal_year}"
                )
            return None
        case ForfeitureApplied():
            taken = side.offset_for(OffsetGround.BUDGET_FORFEITURE)
            return f"is a forfeiture of which {taken.display} was deducted" if taken else None
        case GrantAdjusted() if event.difference < ZERO:
            following = event.in_fiscal_year == case.fiscal_year.ends_in + 1
            counts_in = case.next_year if following else case.two_years_after
            taken = counts_in.side.offset_for(OffsetGround.GRANT_ADJUSTMENT)
            deducted = f"{taken.display} was deducted in FY{event.in_fiscal_year}"
            return f"is an adjustment on which {deducted}" if taken else None
        case AnnualReturnFiled() if event.stage is ReturnStage.FILED:
            later = len(side.returns) > 1
            return "is the filing of a return that was revised or certified" if later else None
        case DesignationEnded():
            handled = any(isinstance(one, ExitBalanceHandled) for _, one in state.events)
            return "is the end of a designation whose balance was handled" if handled else None
        case _:
            return None
