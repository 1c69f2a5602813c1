"""What the final figure of last year changes in this one. Source: C.G.S. § 10-262i(a).

Read by the decision that takes it over and by the check that it still stands.
"""

from typing import NamedTuple

from domain.events import EntitlementSet, Stage
from domain.money import Money
from domain.state import DistrictYear


class Stages(NamedTuple):
    """The entitlement a year began with and the one it ended with; None where not on record."""

    preliminary: Money | None
    final: Money | None

    @property
    def difference(self) -> Money | None:
        """The final less the first preliminary one; None where one of them is missing."""
        if self.preliminary is None or self.final is None:
            return None
        return self.final - self.preliminary


def stages_of(state: DistrictYear) -> Stages:
    """The first preliminary and the last final entitlement that stand in a district-year."""
    entitlements = [event for _, event in state.events if isinstance(event, EntitlementSet)]
    preliminary = [one.amount for one in entitlements if one.stage is Stage.PRELIMINARY]
    final = [one.amount for one in entitlements if one.stage is Stage.FINAL]
    return Stages(preliminary[0] if preliminary else None, final[-1] if final else None)
