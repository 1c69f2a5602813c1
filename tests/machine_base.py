"""What the rules of the machine share: districts and years, and where an act is possible.

Not here: any rule or invariant (`machine_plan_acts.py`, `machine_money_acts.py`).
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from machine_desk import Desk, Place

from domain.figures import figure
from domain.money import ZERO, Money
from domain.plan_state import PlanStatus
from domain.release_state import ReleaseStatus
from domain.state import DistrictYear

HARTFORD, WINDSOR, WINDSOR_LOCKS = 64, 164, 165
YEARS = (2023, 2024, 2025, 2026, 2027)
# Two places come up more often than the others, so that enough happens in one of them.
_OFTEN = (Place(HARTFORD, 2025), Place(WINDSOR, 2024))
_ALL = tuple(Place(code, year) for code in (HARTFORD, WINDSOR, WINDSOR_LOCKS) for year in YEARS)
NEVER_BEGUN = Place(WINDSOR_LOCKS, 2027)
T = TypeVar("T")
FILES = ("a1b2", "c3d4", "e5f6")

places = st.sampled_from((*_OFTEN * 6, *_ALL))
picks = st.integers(0, 7)


def choices(*values: T) -> st.SearchStrategy[T]:
    """One of these; the first is what a failing run is made simple with."""
    return st.sampled_from(values)


class MachineBase(RuleBasedStateMachine):
    """A desk, and ways to find a district-year where the next act means something."""

    desk: Desk

    def __init__(self) -> None:
        super().__init__()
        self.early = False

    def day(self, place: Place) -> date:
        """June 30 of the year, or a day before the acts of 2023 took effect."""
        return (
            min(date(place.year, 6, 30), date(2023, 6, 30))
            if self.early
            else date(place.year, 6, 30)
        )

    def held(self, place: Place, name: str) -> Money:
        """A figure that is always known."""
        return figure(name, self.desk.state(place)) or ZERO

    def a_release_is_tried(self, place: Place, part: int = 1, steps: int = 2) -> None:
        """What may be released on the plan, some way; the money acts know how."""
        raise NotImplementedError

    def first_with(self, place: Place, able: Callable[[DistrictYear], bool]) -> Place:
        """The place, or the first known one of which that is so where it is not of this."""
        if able(self.desk.state(place)):
            return place
        found = [other for other, state in self.desk.states.items() if able(state)]
        return found[(place.code + place.year) % len(found)] if found else place

    def begun(self, place: Place) -> Place:
        """The place, or one that is designated and open; one place is asked whatever it is."""
        if place == NEVER_BEGUN:
            return place
        return self.first_with(place, lambda state: state.designated and state.closed is None)

    def rich(self, place: Place, name: str) -> Place:
        """The place, or the first open one with money under that name where it has none."""
        return self.first_with(
            place, lambda state: bool(figure(name, state)) and state.closed is None
        )

    def plan(self, place: Place, pick: int, *statuses: PlanStatus) -> tuple[Place, int]:
        """A version that stands so, in this place or the first that has one; else version 1."""

        def able(state: DistrictYear) -> bool:
            return any(plan.status in statuses for plan in state.plans.values())

        place = self.first_with(place, able)
        found = [n for n, p in self.desk.state(place).plans.items() if p.status in statuses]
        return (place, found[pick % len(found)]) if found else (place, 1)

    def release(self, place: Place, pick: int, *statuses: ReleaseStatus) -> tuple[Place, str]:
        """A release that stands so, or the place and a name where there is none."""
        found = [
            (of_place, name)
            for of_place, state in self.desk.states.items()
            if state.closed is None
            for name, release in sorted(state.releases.items())
            if release.status in statuses
        ]
        return found[pick % len(found)] if found else (place, "R1")
