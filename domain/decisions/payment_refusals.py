"""The broken statements of holds, conditions, payments and money beside: one class per guard.

Each is a `RefusedError` (exit 3). The code is what machines read; it never changes.
Not here: when a guard applies; the other refusals (`refusals.py`, `plan_refusals.py`).
"""

from domain.errors import RefusedError


class PaymentOnHoldError(RefusedError):
    """Payment is withheld for noncompliance. Source: C.G.S. § 10-262u(f)."""

    code = "payment_on_hold"


class HoldNameTakenError(RefusedError):
    """A withholding for noncompliance of that name is on record already."""

    code = "hold_name_taken"


class HoldUnknownError(RefusedError):
    """No withholding for noncompliance of that name stands. Source: C.G.S. § 10-262u(f)."""

    code = "hold_unknown"


class EvidenceMissingError(RefusedError):
    """Funding is renewed on evidence of objectives and targets only. Source: § 10-262u(f)."""

    code = "evidence_missing"


class ConditionOpenError(RefusedError):
    """A condition that has to be met before more is released is open. Source: § 10-262u(c)(2)."""

    code = "condition_open"


class StepBeforeGroundError(RefusedError):
    """A step of a release lies before what it rests on. Source: C.G.S. § 10-262u(c)(2)."""

    code = "step_before_ground"


class MoneyNotThereYetError(RefusedError):
    """On a day on record, more would have gone than was there. Source: C.G.S. § 10-262u."""

    code = "money_not_there_yet"


class PaymentNotTakenBackError(RefusedError):
    """A payment that was issued left this ledger; saying so again does not bring it back."""

    code = "payment_not_taken_back"


class OverpaymentUnknownError(RefusedError):
    """The release was not paid that much above its authorization."""

    code = "overpayment_unknown"


class NothingShortError(RefusedError):
    """Nothing that was released stands with the town. Source: C.G.S. § 10-262u(c)(2)."""

    code = "nothing_short"


class RequestNameTakenError(RefusedError):
    """A request of that name is on record already."""

    code = "request_name_taken"


class ResidencyNotSetAsideError(RefusedError):
    """More would be paid for residency than was set aside. Source: C.G.S. § 10-156gg(c)(2)."""

    code = "residency_not_set_aside"


class ResidencySetAsideKnownError(RefusedError):
    """The set-aside of the year is on record already. Source: C.G.S. § 10-156gg(c)(2)."""

    code = "residency_set_aside_known"


class ResidencyFundsMissingError(RefusedError):
    """The Alliance funds of FY2020 and FY2021 are not both on record. Source: § 10-156gg(c)(2)."""

    code = "residency_funds_missing"


class TrueUpMissingError(RefusedError):
    """The year before has no preliminary and final entitlement to compare. Source: § 10-262i(a)."""

    code = "true_up_missing"
