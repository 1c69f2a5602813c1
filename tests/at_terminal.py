"""Run a command as `cli_runner.run` does, with a person at the terminal who types answers.

Not here: commands without questions. Concerns no provision of the statute.
"""

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import typer
from cli_runner import Ran

from cli.group import main
from cli.main import app


class Terminal(io.StringIO):
    """Text in or out that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def run_at_terminal(*args: str, ledger: str, home: Path, typed: str = "") -> Ran:
    """Run `alliance args`; `typed` is what the person types, a line for each question."""
    out, err = io.StringIO(), Terminal()
    before, sys.stdin = sys.stdin, Terminal(typed)
    os.environ["ALLIANCE_HOME"] = str(home)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(typer.main.get_command(app), ["--ledger", ledger, *args])
    finally:
        sys.stdin = before
        del os.environ["ALLIANCE_HOME"]
    return Ran(code, out.getvalue(), err.getvalue())
