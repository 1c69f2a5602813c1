"""Medians of rounds, and their ratio to a floor measured in the same run.

Every benchmark interleaves the product and its floor, so that a busy minute hits both, throws the
first round away, and says the goal beside the result. A goal that is missed is shown as missed.
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was measured.

    Attributes:
        name: what the product did.
        floor_name: what it is compared with.
        seconds, floor_seconds: the medians.
        goal: the highest ratio wished for; None where there is none.
    """

    name: str
    floor_name: str
    seconds: float
    floor_seconds: float
    goal: float | None

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.seconds / self.floor_seconds

    @property
    def met(self) -> bool:
        """Whether the goal is met; where there is none, it is."""
        return self.goal is None or self.ratio <= self.goal

    def __str__(self) -> str:
        """One row of the table in docs/performance.md."""
        goal = "–" if self.goal is None else f"{self.goal:g} times"
        verdict = "–" if self.goal is None else "met" if self.met else "missed"
        return (
            f"| {self.name} | {_time(self.seconds)} | {self.floor_name} | "
            f"{_time(self.floor_seconds)} | {self.ratio:.1f} times | {goal} | {verdict} |"
        )


def interleaved(
    works: Mapping[str, Callable[[], float]], *, rounds: int = ROUNDS
) -> Mapping[str, float]:
    """The median of each work, whose every call returns its own seconds; the first is warm-up."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            seconds = work()
            if number:
                taken[name].append(seconds)
    return {name: statistics.median(found) for name, found in taken.items()}


def timed(work: Callable[[], object]) -> float:
    """How long the work takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def show(results: Sequence[Result]) -> None:
    """Print the rows with their heading."""
    print("| what | median | floor | median | ratio | goal | |")
    print("|---|---|---|---|---|---|---|")
    for result in results:
        print(result)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
