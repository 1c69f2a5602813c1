"""What stands around the money of a district-year and has to be said with its balances.

Written directions, what stops a release, payments of another amount, money beside the account.
C.G.S. § 10-262u(c)(2), (f), § 10-156gg. Not here: the other exceptions and the figures
(`account.py`); whether a duty is met (`domain/compliance.py`).
"""

from collections.abc import Iterator

from domain.events import ReleaseConfirmed
from domain.figures import balance, shortfall_left
from domain.money import ZERO
from domain.release_state import ReleaseStatus
from domain.spoken_for import residency_left, residency_released
from domain.state import DistrictYear
from domain.words import named


def standing_exceptions(state: DistrictYear) -> list[str]:
    """One sentence for each thing that stands, in the order of the statute."""
    return [
        *_under_direction(state),
        *_above_plan(state),
        *_conditions(state),
        *_paid_otherwise(state),
        *_shortfall(state),
        *_withheld(state),
        *_beside(state),
    ]


def _under_direction(state: DistrictYear) -> Iterator[str]:
    for name, release in state.releases.items():
        # A withdrawn release rests on nothing any more.
        if release.direction is not None and release.status is not ReleaseStatus.WITHDRAWN:
            yield (
                f"Release {name} of {release.amount.display} rests on a written direction "
                f"({named(release.direction.document)}, up to {release.direction.cap.display}), "
                "not on an approved plan. § 10-262u(c)(2)"
            )


def _above_plan(state: DistrictYear) -> Iterator[str]:
    """A plan may be cut after money was released on an earlier version of it."""
    approved = state.approved_plan
    authorized = balance("authorized", state) - residency_released(state)
    if approved and authorized > approved[1].approved_amount:
        over = (authorized - approved[1].approved_amount).display
        yield (
            f"Authorized {over} above the {approved[1].approved_amount.display} approved in plan "
            f"version {approved[0]}. § 10-262u(c)(2)"
        )


def _conditions(state: DistrictYear) -> Iterator[str]:
    for one in state.planning.before_release:
        yield (
            f"Nothing more is released on the plan until condition {one.key} is met: {one.words}. "
            "§ 10-262u(c)(2)"
        )


def _paid_otherwise(state: DistrictYear) -> Iterator[str]:
    for _, event in state.events:
        if isinstance(event, ReleaseConfirmed) and event.short:
            yield (
                f"Release {event.release} was paid {event.amount.display}, "
                f"{event.short.display} short; the rest is authorized no more and takes a "
                "supplement. § 10-262u(c)(2)"
            )
    for name, release in state.releases.items():
        if release.over:
            yield (
                f"Release {name} was paid {release.over.display} in error, above what was "
                "authorized: to come back, and counted in what the town holds alone. "
                "§ 10-262u(c)(2)"
            )


def _shortfall(state: DistrictYear) -> Iterator[str]:
    noted, left = state.releasing.shortfall, shortfall_left(state)
    if noted is not None and left:
        yield (
            f"{left.display} that the town received did not reach the board, found by "
            f"{noted.found_by}. § 10-262u(c)(2)"
        )


def _withheld(state: DistrictYear) -> Iterator[str]:
    for one in state.releasing.standing_holds:
        much = "All that is not in payment" if one.amount is None else one.amount.display
        again = f"; look again on {one.look_again_on}" if one.look_again_on else ""
        yield (
            f"{much} is withheld for noncompliance ({one.hold}): {one.breach}. Lifted by: "
            f"{one.remedy}{again}. § 10-262u(f)"
        )


def _beside(state: DistrictYear) -> Iterator[str]:
    left = residency_left(state)
    if left > ZERO:
        yield (
            f"Of what the Commissioner holds, {left.display} is set aside for a residency program "
            "and not released. § 10-156gg(c)(2)"
        )
    for one in state.releasing.other_funding:
        yield (
            f"Not counted here: {one.amount.display} from {one.funding_source} ({one.reference}), "
            "which is not of the § 10-262u account."
        )
