"""Events of release, payment and pass-through, of what stops a release, and of money beside it.

How they move money is in `domain/accounts.py`. C.G.S. § 10-262u(c)(2), (f), § 10-156gg.
Not here: plans (`domain/plan_events.py`), reports and closings (`domain/events.py`).
"""

from dataclasses import dataclass
from datetime import date

from domain.money import ZERO, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """The Commissioner's written direction to release before a plan is approved.

    Attributes:
        document: the SHA-256 or the title of the writing.
        cap: the most that may be released under it.
    """

    document: str
    cap: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseProposed:
    """The Department proposed a release; authorizing it takes another person.

    Attributes:
        release: the release's own name.
        amount: what is proposed.
        proposed_by: who proposed, to be compared with who authorizes.
        reason: why, where it is a supplement; None for an ordinary one.
    """

    release: str
    amount: Money
    proposed_by: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAuthorized:
    """The Commissioner released money to the town. Source: C.G.S. § 10-262u(c)(2).

    Attributes:
        release: the release's own name.
        amount: what may be paid.
        plan_version: the approved plan it rests on; None under a direction or for residency.
        direction: the written direction it rests on instead; an exception wherever it shows.
        residency: True where it pays out what was set aside under § 10-156gg.
    """

    release: str
    amount: Money
    plan_version: int | None
    direction: Direction | None
    residency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWithdrawn:
    """A release that was not in payment was withdrawn. Source: C.G.S. § 10-262u(c)(2).

    Attributes:
        release: the release's own name.
        amount: what was authorized and is not any more; zero for a proposal.
        reason: why.
    """

    release: str
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseIssued:
    """The Comptroller issued the payment the Commissioner authorized. Source: § 10-262i(b)."""

    release: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseConfirmed:
    """The payment reached the town on a day. Source: C.G.S. § 10-262u(c)(2).

    Authorized is `amount` + `short`; paid is `amount` + `over`. Both figures stay.

    Attributes:
        release: the release's own name.
        amount: what was paid of what was authorized.
        paid_on: the day.
        short: authorized and not paid; it is no longer authorized and goes by a supplement.
        over: paid above what was authorized: not of this account, and to come back.
        voucher: the number of the voucher in the Comptroller's system; None where not given.
    """

    release: str
    amount: Money
    paid_on: date
    short: Money = ZERO
    over: Money = ZERO
    voucher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseReturned:
    """The payment came back. The authorization stands; it may be issued again.

    Attributes:
        release: the release's own name.
        amount_unpaid: what came back before it was recorded as paid.
        amount_paid: what came back after it was paid.
        reason: why.
        voucher: the number, in the Comptroller's system, of the voucher that came back; None where
            not given. The same release issued again has the same invoice number and another one.
    """

    release: str
    amount_unpaid: Money
    amount_paid: Money
    reason: str
    voucher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverpaymentReturned:
    """The town gave back what it was paid above the authorization. Source: § 10-262u(c)(2).

    Attributes:
        release: the release that was paid wrongly.
        amount: what came back.
        reason: how and why.
    """

    release: str
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassThroughRecorded:
    """The town paid the school board. Source: C.G.S. § 10-262u(c)(2), "all such funds".

    Attributes:
        amount: what the town paid.
        reimbursed: the part that repays the board for grant spending it had advanced.
        paid_on: the day the town paid; None where only the amount is known.
        stated_by: who says so, such as the treasurer; None where not given.
    """

    amount: Money
    reimbursed: Money
    paid_on: date | None = None
    stated_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassThroughShortfallNoted:
    """Money the town received has not reached the board. Source: C.G.S. § 10-262u(c)(2).

    Cured by the pass-through that follows; no event says so twice.

    Attributes:
        amount: what stood with the town.
        found_by: who found it, such as an audit.
    """

    amount: Money
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentWithheldForNoncompliance:
    """The Commissioner withholds payment for noncompliance. Source: C.G.S. § 10-262u(f).

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
    look_again_on: date | None
    amount: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoncomplianceWithholdingLifted:
    """The Commissioner lifted a withholding for noncompliance. Source: C.G.S. § 10-262u(f).

    Attributes:
        hold: its own name.
        evidence: what shows compliance.
    """

    hold: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalEvidence:
    """Evidence of progress on one objective. Source: C.G.S. § 10-262u(f).

    Attributes:
        objective: the objective's key or words.
        target: the approved target.
        result: what was reached.
        evidence: what shows it.
    """

    objective: str
    target: str
    result: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRenewed:
    """The Commissioner renewed funding on evidence of progress. Source: C.G.S. § 10-262u(f).

    Attributes:
        evidence: at least one objective with its target and result.
    """

    evidence: tuple[RenewalEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawDownRequested:
    """The board asked for part of its approved plan. Source: practice, unverified.

    Attributes:
        request: its own name in the district-year.
        amount: what is asked for.
        month: the month it is for, such as "2026-10"; None where not said.
    """

    request: str
    amount: Money
    month: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidencyFundsSetAside:
    """The Commissioner set money aside for a residency program. Source: § 10-156gg(c)(2).

    It stays with the Commissioner until it is released for that purpose, and for no other.

    Attributes:
        amount: the percentage of the increase, not below zero.
        percent: as in force for the year.
        fy2020_funds, fy2021_funds: Alliance funds of those years.
    """

    amount: Money
    percent: int
    fy2020_funds: Money
    fy2021_funds: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFundingReceived:
    """Money from elsewhere that never touches the § 10-262u account. It moves nothing here.

    Attributes:
        funding_source: such as "Finance Advisory Committee".
        amount: as received.
        reference: the act or paper it came by.
    """

    funding_source: str
    amount: Money
    reference: str


ReleaseEvent = (
    ReleaseProposed
    | ReleaseAuthorized
    | ReleaseWithdrawn
    | ReleaseIssued
    | ReleaseConfirmed
    | ReleaseReturned
    | OverpaymentReturned
    | PassThroughRecorded
    | PassThroughShortfallNoted
    | PaymentWithheldForNoncompliance
    | NoncomplianceWithholdingLifted
    | FundingRenewed
    | DrawDownRequested
    | ResidencyFundsSetAside
    | OtherFundingReceived
)
