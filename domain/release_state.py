"""What is known of a district-year's releases, holds and requests: a fold over their events.

Reads no law and never fails. Not here: whether an act is allowed (`domain/decisions/`); money
(`domain/accounts.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from domain.events import (
    Direction,
    DrawDownRequested,
    FundingRenewed,
    NoncomplianceWithholdingLifted,
    OtherFundingReceived,
    OverpaymentReturned,
    PassThroughRecorded,
    PassThroughShortfallNoted,
    PaymentWithheldForNoncompliance,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseEvent,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseReturned,
    ReleaseWithdrawn,
    ResidencyFundsSetAside,
)
from domain.money import ZERO, Money


class ReleaseStatus(StrEnum):
    """Where a release stands. A returned one may be issued again: its authorization stands."""

    PROPOSED = "proposed"
    AUTHORIZED = "authorized"
    WITHDRAWN = "withdrawn"
    ISSUED = "issued"
    PAID = "paid"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release, by its own name.

    Attributes:
        amount: proposed, then authorized, then what of it was paid.
        status: see `ReleaseStatus`.
        proposed_by: who proposed it, or None.
        direction: the written direction it rests on, or None.
        residency: True where it pays out what was set aside under § 10-156gg.
        over: paid above the authorization and not yet back.
    """

    amount: Money
    status: ReleaseStatus
    proposed_by: str | None = None
    direction: Direction | None = None
    residency: bool = False
    over: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A withholding of payment for noncompliance, § 10-262u(f).

    Attributes:
        placed: what was withheld and why.
        lifted: True once it was lifted.
    """

    placed: PaymentWithheldForNoncompliance
    lifted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Releases:
    """Everything known of releases and what stands around them.

    Attributes:
        by_name: releases by their own names.
        holds: by their own names.
        requests: what the board asked to draw, by name.
        renewed: True once funding was renewed on evidence.
        set_aside: what was set aside for residency, or None.
        other_funding: money that is not of this account, in order.
        shortfall: the pass-through shortfall last noted, or None; `shortfall_left` says what of it
            is not cured.
    """

    by_name: Mapping[str, Release] = field(default_factory=dict)
    holds: Mapping[str, Hold] = field(default_factory=dict)
    requests: Mapping[str, DrawDownRequested] = field(default_factory=dict)
    renewed: bool = False
    set_aside: ResidencyFundsSetAside | None = None
    other_funding: tuple[OtherFundingReceived, ...] = ()
    shortfall: PassThroughShortfallNoted | None = None

    @property
    def standing_holds(self) -> tuple[PaymentWithheldForNoncompliance, ...]:
        """The withholdings under (f) that were not lifted."""
        return tuple(hold.placed for hold in self.holds.values() if not hold.lifted)

    @property
    def whole_hold(self) -> PaymentWithheldForNoncompliance | None:
        """The first withholding under (f) of all that is not in payment, or None."""
        return next((one for one in self.standing_holds if one.amount is None), None)


NO_RELEASES = Releases()


def releases_after(releases: Releases, event: ReleaseEvent) -> Releases:
    """What is known after one more event."""
    match event:
        case ReleaseProposed() | ReleaseAuthorized():
            return _with(releases, event.release, _opened(releases, event))
        case ReleaseWithdrawn():
            return _moved(releases, event.release, ReleaseStatus.WITHDRAWN)
        case ReleaseIssued():
            return _moved(releases, event.release, ReleaseStatus.ISSUED)
        case ReleaseConfirmed():
            paid = _moved(releases, event.release, ReleaseStatus.PAID)
            return _overpaid(paid, event.release, event.over, amount=event.amount)
        case ReleaseReturned():
            return _moved(releases, event.release, ReleaseStatus.RETURNED)
        case OverpaymentReturned():
            return _overpaid(releases, event.release, -event.amount)
        case PassThroughRecorded():
            return releases  # money only
        case PassThroughShortfallNoted():
            return replace(releases, shortfall=event)
        case PaymentWithheldForNoncompliance():
            placed = {**releases.holds, event.hold: Hold(placed=event)}
            return replace(releases, holds=placed)
        case NoncomplianceWithholdingLifted():
            return _lifted(releases, event)
        case FundingRenewed():
            return replace(releases, renewed=True)
        case DrawDownRequested():
            return replace(releases, requests={**releases.requests, event.request: event})
        case ResidencyFundsSetAside():
            return replace(releases, set_aside=event)
        case OtherFundingReceived():
            return replace(releases, other_funding=(*releases.other_funding, event))
        case _:
            assert_never(event)


def _opened(releases: Releases, event: ReleaseProposed | ReleaseAuthorized) -> Release:
    earlier = releases.by_name.get(event.release)
    match event:
        case ReleaseProposed():
            return Release(
                amount=event.amount, status=ReleaseStatus.PROPOSED, proposed_by=event.proposed_by
            )
        case ReleaseAuthorized():
            return Release(
                amount=event.amount,
                status=ReleaseStatus.AUTHORIZED,
                proposed_by=earlier.proposed_by if earlier else None,
                direction=event.direction,
                residency=event.residency,
            )
        case _:
            assert_never(event)


def _with(releases: Releases, name: str, release: Release) -> Releases:
    return replace(releases, by_name={**releases.by_name, name: release})


def _moved(releases: Releases, name: str, status: ReleaseStatus) -> Releases:
    """Where a release stands now; nothing where its authorization was taken back."""
    earlier = releases.by_name.get(name)
    if earlier is None:
        return releases
    if earlier.status is ReleaseStatus.PROPOSED and status is not ReleaseStatus.WITHDRAWN:
        return releases
    return _with(releases, name, replace(earlier, status=status))


def _overpaid(
    releases: Releases, name: str, more: Money, *, amount: Money | None = None
) -> Releases:
    """That much more is to come back; `amount`: what was paid of what was authorized."""
    earlier = releases.by_name.get(name)
    if earlier is None:
        return releases
    paid = earlier.amount if amount is None else amount
    return _with(releases, name, replace(earlier, over=earlier.over + more, amount=paid))


def _lifted(releases: Releases, event: NoncomplianceWithholdingLifted) -> Releases:
    earlier = releases.holds.get(event.hold)
    if earlier is None:
        return releases
    return replace(releases, holds={**releases.holds, event.hold: replace(earlier, lifted=True)})
