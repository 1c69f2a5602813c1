"""One error class per guard beside the account: the broken statement, with the numbers.

Each is a `RefusedError` (exit 3). The code is what machines read; it never changes.
Not here: when a guard applies (`side_*.py`). C.G.S. § 10-262i, § 10-263(b), § 4-231, § 10-227.
"""

from domain.errors import RefusedError


class ScoreFormError(RefusedError):
    """A score is not a decimal number from 0 to 100, or a rank is below 1."""

    code = "score_form"


class ScoreKnownError(RefusedError):
    """The data year has another published score, which is corrected and not published again."""

    code = "score_known"


class ScoreUnknownError(RefusedError):
    """No score is published for the data year, so none is corrected."""

    code = "score_unknown"


class RankNotAmongLowestError(RefusedError):
    """The rank is not among those of educational reform districts."""

    code = "rank_not_among_lowest"


class InstallmentPaidError(RefusedError):
    """The installment is on record as paid."""

    code = "installment_paid"


class InstallmentAboveGrantError(RefusedError):
    """One installment is more than the whole grant of the year on record."""

    code = "installment_above_grant"


class NothingToAdjustError(RefusedError):
    """What was paid is what was to be paid."""

    code = "nothing_to_adjust"


class AdjustmentYearError(RefusedError):
    """An adjustment counts in one of the two fiscal years after, and in no other."""

    code = "adjustment_year"


class AdjustmentKnownError(RefusedError):
    """The grant of the year is adjusted already."""

    code = "adjustment_known"


class OffsetOutsideBoundsError(RefusedError):
    """An offset is more than its ground allows, or less than the least of it."""

    code = "offset_outside_bounds"


class BudgetMissingError(RefusedError):
    """No adopted education budget is on record."""

    code = "budget_missing"


class BudgetSettledError(RefusedError):
    """A shortfall was determined on the budget on record; another one waits."""

    code = "budget_settled"


class NoShortfallError(RefusedError):
    """The education budget is not below the minimum, or no shortfall is on record."""

    code = "no_shortfall"


class ForfeitureSettledError(RefusedError):
    """The forfeiture was applied or waived already."""

    code = "forfeiture_settled"


class ReturnOrderError(RefusedError):
    """A stage of the annual return is there already, or comes before its filing."""

    code = "return_order"


class YearRunningError(RefusedError):
    """A return, an audit or an exemption is of a fiscal year that has not ended."""

    code = "year_running"


class AuditFieldsError(RefusedError):
    """What was spent, or until when, is missing or out of place for the stage."""

    code = "audit_fields"


class AuditRequiredError(RefusedError):
    """State assistance spent reaches the threshold, so the year is not exempt."""

    code = "audit_required"


class AuditSpentBelowPaidError(RefusedError):
    """What is said to be spent is less than what this ledger shows as paid to the town."""

    code = "audit_spent_below_paid"


class AuditSettledError(RefusedError):
    """Whether a single audit is needed is on record with another answer."""

    code = "audit_settled"


class AuditExtensionError(RefusedError):
    """An extension is the second one, or runs too long."""

    code = "audit_extension"


class ExitNotDueError(RefusedError):
    """The district is designated, so its balance is the program's."""

    code = "exit_not_due"


class NoBalanceLeftError(RefusedError):
    """There is no balance whose exit could be handled."""

    code = "no_balance_left"


class ExitHandledError(RefusedError):
    """Another choice about the balance is on record."""

    code = "exit_handled"
