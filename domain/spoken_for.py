"""What of a year's money is spoken for: promised, let out, set aside for residency, held back.

Sums over the releases and holds of a state alone, so that a screen can ask them without the
decisions. C.G.S. § 10-262u(c)(2), (f), § 10-156gg. Not here: whether an act is possible
(`domain/decisions/possible.py`), figures that are reported (`domain/figures.py`).
"""

from domain.chart import Account
from domain.figures import balance
from domain.money import ZERO, Money, total
from domain.release_state import ReleaseStatus
from domain.state import DistrictYear

# Authorized and not paid: the money still stands with the Commissioner and is promised.
BEFORE_PAYMENT = (ReleaseStatus.AUTHORIZED, ReleaseStatus.RETURNED)


def promised_of(state: DistrictYear) -> dict[str, Money]:
    """The releases that are authorized and not paid, with their amounts."""
    return {
        name: release.amount
        for name, release in state.releases.items()
        if release.status in BEFORE_PAYMENT
    }


def residency_released(state: DistrictYear) -> Money:
    """What was authorized out of the residency set-aside, § 10-156gg."""
    return total(
        [
            release.amount
            for release in state.releases.values()
            if release.residency and release.status is not ReleaseStatus.WITHDRAWN
        ]
    )


def let_out(state: DistrictYear) -> Money:
    """In payment or paid to the town and not returned, on plans and directions."""
    out = (ReleaseStatus.ISSUED, ReleaseStatus.PAID)
    residency = [r.amount for r in state.releases.values() if r.residency and r.status in out]
    return balance("released", state) + balance("in_payment", state) - total(residency)


def residency_left(state: DistrictYear) -> Money:
    """What is set aside for residency and not yet released."""
    return state.standing(Account.RESIDENCY_SET_ASIDE) - residency_released(state)


def held_back(state: DistrictYear) -> Money:
    """What is withheld for noncompliance by amount, § 10-262u(f)."""
    return total([one.amount or ZERO for one in state.releasing.standing_holds])
