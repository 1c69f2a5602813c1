"""Run the command line in this process, as the console script would, and keep what it said.

    ran = run("portion", "list", "--json", ledger=url, home=tmp_path)
    assert ran.code == 0 and ran.rows == []

Not here: ledgers to run it on; each test builds its own. Concerns no provision of the statute.
"""

import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from cli.group import main
from cli.main import app


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind.

    Attributes:
        code: the exit code.
        out: standard output.
        err: standard error.
    """

    code: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        """Standard output as the one JSON object it has to be."""
        found = json.loads(self.out)
        assert isinstance(found, dict), self.out
        return found

    @property
    def data(self) -> Any:  # noqa: ANN401 - JSON has every kind
        """The `data` of the JSON answer."""
        return self.json()["data"]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of a JSON list."""
        found: list[dict[str, Any]] = self.data["rows"]
        return found

    @property
    def error(self) -> dict[str, Any]:
        """The error of a JSON answer."""
        found: dict[str, Any] = self.json()["error"]
        return found


def run(*args: str, ledger: str | None = None, home: Path | None = None, given: str = "") -> Ran:
    """Run `alliance args`.

    `ledger`: the address for `--ledger`. `home`: the user's folder, ALLIANCE_HOME. `given`: what
    stands on standard input. The environment is as it was afterwards.
    """
    words: Sequence[str] = (*(("--ledger", ledger) if ledger else ()), *args)
    out, err = io.StringIO(), io.StringIO()
    with _environment(home), _standard_input(given), redirect_stdout(out), redirect_stderr(err):
        code = main(typer.main.get_command(app), words)
    return Ran(code, out.getvalue(), err.getvalue())


def sqlite_address(file: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{file.absolute()}"


@contextmanager
def _environment(home: Path | None) -> Iterator[None]:
    before = os.environ.get("ALLIANCE_HOME")
    if home is not None:
        os.environ["ALLIANCE_HOME"] = str(home)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("ALLIANCE_HOME", None)
        else:
            os.environ["ALLIANCE_HOME"] = before


@contextmanager
def _standard_input(text: str) -> Iterator[None]:
    import sys

    before, sys.stdin = sys.stdin, io.StringIO(text)
    try:
        yield
    finally:
        sys.stdin = before
