"""How long a person waits: `alliance --help`, one replay, against an empty Python.

Floor: `python -c pass` with the same interpreter. The program is run as `python -m cli`, with
compiled files, as an installed entry point would be. Run: python benchmarks/startup.py
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from medians import Result, interleaved, show, timed

# More rounds than elsewhere: a start is short, and other work on the machine shows.
ROUNDS = 15
FLOOR = "python -c pass"
GOALS: Mapping[str, tuple[Sequence[str], float]] = {
    "alliance --help": (("--help",), 8.0),
    "alliance replay norwalk": (("replay", "norwalk"), 20.0),
    "alliance balance show norwalk": (
        ("balance", "show", "norwalk", "--fiscal-year", "2018"),
        20.0,
    ),
}


def run(arguments: Sequence[str], home: str) -> float:
    """The seconds one process takes from start to end; a failure is an error."""
    command = [sys.executable, *arguments]
    environment = {**os.environ, "ALLIANCE_HOME": home}
    environment.pop("ALLIANCE_LEDGER", None)

    def process() -> None:
        subprocess.run(command, check=True, capture_output=True, env=environment)

    return timed(process)


def measured() -> list[Result]:
    """The medians, on the real record in a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = str(Path(folder, "home"))
        run(("-m", "cli", "demo"), home)
        works = {FLOOR: lambda: run(("-c", "pass"), home)}
        for name, (arguments, _) in GOALS.items():
            works[name] = lambda typed=arguments: run(  # type: ignore[misc]
                ("-m", "cli", *typed), home
            )
        taken = interleaved(works, rounds=ROUNDS)
    return [
        Result(
            name=f"`{name}`",
            floor_name=f"`{FLOOR}`",
            seconds=taken[name],
            floor_seconds=taken[FLOOR],
            goal=goal,
        )
        for name, (_, goal) in GOALS.items()
    ]


if __name__ == "__main__":
    found = measured()
    show(found)
    sys.exit(0 if all(result.met for result in found) else 1)
