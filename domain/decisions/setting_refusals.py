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
    """A percent that is not in its range, such as 1 to 100."""

    code = "percent_outside_range"


class ObjectCodesWrongError(RefusedError):
    """There are no object codes, or one stands twice."""

    code = "object_codes_wrong"


class AdoptedLaterError(RefusedError):
    """Guidelines or a report are recorded as adopted or published on a day that has not come."""

    code = "adopted_later"


class AllowanceFormError(RefusedError):
    """A variance allowance is neither a percent nor an amount, or both."""

    code = "allowance_form"


class PaidByDateError(RefusedError):
    """The day by which payments still count is missing, out of place, or not after June 30."""

    code = "paid_by_date"


class YearsOutOfOrderError(RefusedError):
    """The last fiscal year of a range lies before its first."""

    code = "years_out_of_order"


class DigestFormError(RefusedError):
    """What is given as the SHA-256 of a file is none."""

    code = "digest_form"
