"""Decisions on a town's education budget: shortfall, forfeiture, waiver, supplanting.

C.G.S. § 10-262i(c), (d), (e), § 10-262j. A budget is the town's own; the forfeiture is deducted
from a later ECS grant, and neither moves Alliance money nor what a board carries forward.
Not here: what the Comptroller deducted (`side_grant.py`).
"""

from domain.authority import Office
from domain.decisions.case import (
    Case,
    Decided,
    decided,
    require_not_negative,
    require_positive,
    require_words,
)
from domain.decisions.ground import require_not_before_ground
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.side_refusals import (
    BudgetMissingError,
    BudgetSettledError,
    ForfeitureSettledError,
    NoShortfallError,
)
from domain.money import Money
from domain.side_commands import (
    AdoptEducationBudget,
    ApplyForfeiture,
    DetermineBudgetShortfall,
    FlagSupplanting,
    WaiveForfeiture,
)
from domain.side_events import (
    BudgetShortfallDetermined,
    EducationBudgetAdopted,
    ForfeitureApplied,
    ForfeitureWaived,
    SupplantingFlagged,
)
from domain.state import DistrictYear
from domain.statute.rules import Clause
from domain.statute.s262i_minimum_budget import (
    BUDGET_FORFEITURE,
    budget_forfeiture,
    budget_shortfall,
    minimum_budget,
)


def adopt_education_budget(
    command: AdoptEducationBudget, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record the adopted budget; a later one takes its place until a shortfall is determined.

    Raises AmountNotPositiveError, WordsMissingError, BudgetSettledError, StepBeforeGroundError
    (before it was adopted). Source: C.G.S. § 10-262i(d).
    """
    require_positive(command.amount, "an education budget", case, Clause.MINIMUM_BUDGET)
    require_positive(
        command.prior_year, "the education budget of the year before", case, Clause.MINIMUM_BUDGET
    )
    require_not_negative(command.aid_increase, "an aid increase", case, Clause.MINIMUM_BUDGET)
    require_words(command.document, "the paper of the education budget", case)
    if case.effective_on < command.adopted_on:
        raise StepBeforeGroundError(
            f"The education budget of {case.name} was adopted on {command.adopted_on}; nothing was "
            f"recorded of it on {case.effective_on}.",
            citation=case.cite(Clause.MINIMUM_BUDGET),
            details={"adopted_on": str(command.adopted_on), "on": str(case.effective_on)},
            next_step="Check the days: its legal date is the day of adoption, so --effective-on is "
            "left out.",
        )
    event = EducationBudgetAdopted(
        amount=command.amount,
        prior_year=command.prior_year,
        aid_increase=command.aid_increase,
        adopted_on=command.adopted_on,
        document=command.document,
    )
    if state.side.budget == event:
        return ()
    if state.side.shortfall is not None:
        raise BudgetSettledError(
            f"{case.name}: a shortfall of {state.side.shortfall.shortfall.display} is determined "
            "on the education budget on record.",
            citation=case.cite(Clause.BUDGET_FORFEITURE),
            details={"shortfall": str(state.side.shortfall.shortfall)},
            next_step="Take the determination back first (alliance correct POSITION), then record "
            "the other budget.",
        )
    return decided(case, event, Office.TOWN, Clause.MINIMUM_BUDGET, effective_on=command.adopted_on)


def determine_budget_shortfall(
    command: DetermineBudgetShortfall, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Determine by how much the adopted budget is short, and what is forfeited for it.

    Raises BudgetMissingError, NoShortfallError, BudgetSettledError, StepBeforeGroundError.
    Source: § 10-262i(e).
    """
    del command  # it has no fields: both figures come from the adopted budget
    rule = BUDGET_FORFEITURE.in_force(case.fiscal_year, case.effective_on).value
    budget = state.side.budget
    if budget is None:
        raise BudgetMissingError(
            f"{case.name} has no adopted education budget on record.",
            citation=case.cite(Clause.MINIMUM_BUDGET),
            next_step=f"Record it first: alliance budget adopt {case.place} --amount AMOUNT "
            "--prior-year AMOUNT --aid-increase AMOUNT --adopted-on DATE --paper TEXT",
        )
    if state.side.shortfall is not None:
        raise BudgetSettledError(
            f"{case.name} has a shortfall of {state.side.shortfall.shortfall.display} on record.",
            citation=case.cite(Clause.BUDGET_FORFEITURE),
            details={"shortfall": str(state.side.shortfall.shortfall)},
            next_step="Nothing needs to be recorded.",
        )
    minimum, shortfall = _shortfall_of(budget, case)
    _require_not_before("The shortfall", case)
    event = BudgetShortfallDetermined(
        minimum=minimum,
        adopted=budget.amount,
        shortfall=shortfall,
        forfeiture=budget_forfeiture(shortfall, rule),
        forfeiture_fiscal_year=case.fiscal_year.ends_in + rule.years_after,
    )
    return decided(case, event, Office.DEPARTMENT, Clause.BUDGET_FORFEITURE)


def _require_not_before(step: str, case: Case) -> None:
    require_not_before_ground(step, case.effective_on, case, Clause.BUDGET_FORFEITURE)


def _shortfall_of(budget: EducationBudgetAdopted, case: Case) -> tuple[Money, Money]:
    """Minimum and shortfall of a budget. Raises NoShortfallError."""
    minimum = minimum_budget(prior_year=budget.prior_year, aid_increase=budget.aid_increase)
    shortfall = budget_shortfall(minimum=minimum, adopted=budget.amount)
    if not shortfall:
        raise NoShortfallError(
            f"{case.name}: {budget.amount.display} was adopted and the minimum is "
            f"{minimum.display}, so nothing is short.",
            citation=case.cite(Clause.MINIMUM_BUDGET),
            details={"adopted": str(budget.amount), "minimum": str(minimum)},
            next_step="Nothing needs to be recorded.",
        )
    return minimum, shortfall


def apply_forfeiture(
    command: ApplyForfeiture, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Apply, in this year, what was forfeited for the budget of two years before.

    Raises NoShortfallError, ForfeitureSettledError, StepBeforeGroundError.
    Source: C.G.S. § 10-262i(e).
    """
    del command  # it has no fields: the amount stands in the year whose budget fell short
    failed = case.fiscal_year.ends_in - 2
    shortfall, waived = case.two_years_before.side.shortfall, case.two_years_before.side.waived
    if shortfall is None:
        raise NoShortfallError(
            f"{case.district.name} has no shortfall of its FY{failed} education budget on record, "
            f"so nothing is forfeited in {case.fiscal_year}.",
            citation=case.cite(Clause.BUDGET_FORFEITURE),
            details={"failure_fiscal_year": str(failed)},
            next_step="A forfeiture falls in the second fiscal year after. Check the year.",
        )
    if waived is not None:
        raise ForfeitureSettledError(
            f"The forfeiture of {waived.amount.display} for FY{failed} was waived: "
            f"{waived.reason}.",
            citation=case.cite(Clause.BUDGET_FORFEITURE),
            details={"failure_fiscal_year": str(failed), "waived": str(waived.amount)},
            next_step="Nothing needs to be recorded.",
        )
    if state.side.forfeiture is not None:
        raise ForfeitureSettledError(
            f"The forfeiture of {state.side.forfeiture.amount.display} for FY{failed} is applied "
            f"in {case.fiscal_year} already.",
            citation=case.cite(Clause.BUDGET_FORFEITURE),
            details={"failure_fiscal_year": str(failed)},
            next_step="Nothing needs to be recorded.",
        )
    _require_not_before("The forfeiture", case)
    event = ForfeitureApplied(failure_fiscal_year=failed, amount=shortfall.forfeiture)
    return decided(case, event, Office.STATE_BOARD, Clause.BUDGET_FORFEITURE)


def waive_forfeiture(
    command: WaiveForfeiture, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Record that the State Board waived the whole forfeiture, before it was applied.

    Raises WordsMissingError, NoShortfallError, ForfeitureSettledError, StepBeforeGroundError.
    Source: § 10-262i(e).
    """
    require_words(command.reason, "the reason of a waiver", case)
    if command.agreement is not None:
        require_words(command.agreement, "the town's agreement", case)
    shortfall, applied = state.side.shortfall, case.two_years_after.side.forfeiture
    if shortfall is None:
        raise NoShortfallError(
            f"{case.name} has no budget shortfall on record, so there is nothing to waive.",
            citation=case.cite(Clause.BUDGET_FORFEITURE),
            next_step="Give the fiscal year whose education budget fell short, not the one of the "
            "forfeiture.",
        )
    if applied is not None:
        raise ForfeitureSettledError(
            f"The forfeiture of {applied.amount.display} for {case.fiscal_year} was applied in "
            f"FY{shortfall.forfeiture_fiscal_year}.",
            citation=case.cite(Clause.BUDGET_FORFEITURE),
            details={"applied": str(applied.amount)},
            next_step="Take that record back first (alliance correct POSITION).",
        )
    if state.side.waived is not None:
        raise ForfeitureSettledError(
            f"The forfeiture for {case.name} is waived already: {state.side.waived.reason}.",
            citation=case.cite(Clause.BUDGET_FORFEITURE),
            details={"waived": str(state.side.waived.amount)},
            next_step="Nothing needs to be recorded.",
        )
    _require_not_before("The waiver", case)
    event = ForfeitureWaived(
        amount=shortfall.forfeiture, reason=command.reason, agreement=command.agreement
    )
    return decided(case, event, Office.STATE_BOARD, Clause.BUDGET_FORFEITURE)


def flag_supplanting(
    command: FlagSupplanting, state: DistrictYear, case: Case
) -> tuple[Decided, ...]:
    """Note what looks like supplanting; nothing is found or owed by it.

    Raises WordsMissingError, AmountNotPositiveError. Source: C.G.S. § 10-262i(c).
    """
    del state  # a flag stands beside whatever is on record
    require_words(command.words, "what was seen", case)
    if command.amount is not None:
        require_positive(command.amount, "what is flagged", case, Clause.USE_OF_AID)
    event = SupplantingFlagged(words=command.words, amount=command.amount)
    return decided(case, event, Office.DEPARTMENT, Clause.USE_OF_AID)
