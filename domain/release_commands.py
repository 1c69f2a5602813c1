"""Commands of release, payment and pass-through, of what stops a release, of money beside it.

C.G.S. § 10-262u(c)(2), (f), § 10-156gg. Not here: what they lead to (`domain/decisions/`).
"""

from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.release_events import Direction, RenewalEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRelease:
    """Propose a release for another person to authorize; a supplement says why."""

    release: str
    amount: Money
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizeRelease:
    """Release money to the town (Commissioner). Source: § 10-262u(c)(2).

    Attributes:
        release, amount: what is released.
        direction: the written direction it rests on before a plan is approved.
        residency: True to pay out what was set aside under § 10-156gg.
    """

    release: str
    amount: Money
    direction: Direction | None = None
    residency: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRelease:
    """Withdraw a release that is not in payment."""

    release: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRelease:
    """Issue the payment of an authorized release (Comptroller)."""

    release: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRelease:
    """Confirm that the payment reached the town on a day.

    Attributes:
        release, paid_on: which, and when.
        paid: what was paid, where it is not what was authorized.
        voucher: the number of the voucher in the Comptroller's system.
    """

    release: str
    paid_on: date
    paid: Money | None = None
    voucher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRelease:
    """Record that the payment came back.

    Attributes:
        release: the release's own name.
        reason: why.
        voucher: the number, in the Comptroller's system, of the voucher that came back.
    """

    release: str
    reason: str
    voucher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOverpaymentReturned:
    """Record that the town gave back what it was paid above the authorization."""

    release: str
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPassThrough:
    """Record that the town paid the school board. Source: § 10-262u(c)(2).

    Attributes:
        amount: what the town paid.
        paid_on: the day the town paid; None where only the amount is known.
        stated_by: who says so, such as the treasurer; None where not given.
    """

    amount: Money
    paid_on: date | None = None
    stated_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePassThroughShortfall:
    """Note that money the town received has not reached the board."""

    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithholdPaymentForNoncompliance:
    """Withhold payment for noncompliance (Commissioner). Source: § 10-262u(f).

    Attributes:
        hold: its own name in the district-year.
        breach: what was not complied with.
        remedy: what lifts it.
        look_again_on: when it is looked at again; None where nobody set a day.
        amount: how much is held back; None for all that is not in payment.
    """

    hold: str
    breach: str
    remedy: str
    look_again_on: date | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftNoncomplianceWithholding:
    """Lift a withholding for noncompliance. Source: § 10-262u(f)."""

    hold: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewFunding:
    """Renew funding on evidence of progress. Source: § 10-262u(f).

    Attributes:
        evidence: for each objective its target, its result and what shows it.
    """

    evidence: tuple[RenewalEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDrawDown:
    """Ask for part of the approved plan (board).

    Attributes:
        request: its own name in the district-year.
        amount: what is asked for.
        month: the month it is for, such as "2026-10"; None where not said.
    """

    request: str
    amount: Money
    month: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideForResidency:
    """Set money aside for a residency program. Source: C.G.S. § 10-156gg(c)(2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOtherFunding:
    """Record money from elsewhere, which never touches this account."""

    funding_source: str
    amount: Money
    reference: str


ReleaseCommand = (
    ProposeRelease
    | AuthorizeRelease
    | WithdrawRelease
    | IssueRelease
    | ConfirmRelease
    | ReturnRelease
    | RecordOverpaymentReturned
    | RecordPassThrough
    | NotePassThroughShortfall
    | WithholdPaymentForNoncompliance
    | LiftNoncomplianceWithholding
    | RenewFunding
    | RequestDrawDown
    | SetAsideForResidency
    | RecordOtherFunding
)
