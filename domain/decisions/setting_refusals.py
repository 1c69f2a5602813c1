"""One error class per guard of a setting: the broken statement, with the numbers.

Each is a `RefusedError` (exit 3). The code is what machines read; it never changes. No clause sets
these bounds: they keep a setting consistent with itself and with its fiscal year.
Not here: guards of a district-year (`refusals.py`), when a guard applies (`settings.py`).
"""

from domain.errors import RefusedError


class InstallmentsNotOfBasisError(RefusedError):
    """Installments belong to the basis "installments", which needs them, and to no other."""

    code = "installments_not_of_basis"


class InstallmentLabelError(RefusedError):
    """An installment's label has another form, or a name or label stands twice."""

    code = "installment_label"


class InstallmentsOutOfOrderError(RefusedError):
    """The percents of installments do not rise to 100, or their dates go back."""

    code = "installments_out_of_order"


class DateFarFromYearError(RefusedError):
    """A date lies neither in the fiscal year it is for nor in the one before it."""

    code = "date_far_from_year"


class PercentOutsideRangeError(RefusedError):
    """A percent that is not 1 to 100."""

    code = "percent_outside_range"


class ObjectCodesWrongError(RefusedError):
    """There are no object codes, or one stands twice."""

    code = "object_codes_wrong"


class AdoptedLaterError(RefusedError):
    """Guidelines are recorded as adopted on a day that has not come."""

    code = "adopted_later"
