"""The commands in the tutorial and the how-tos, run again, so that what they show is true.

A block fenced as `console` holds commands (`$ alliance …`) and what each prints on both streams.
A line `…` stands for any lines. `$ echo $?` after a command says its exit code; without it the
code is 0. Ids, digests, days and folders differ from run to run and are masked on both sides.
A page is run from its first command to its last in one empty home, as a reader would.
Concerns no provision of the statute.
"""

import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import typer

from cli.group import main
from cli.main import app

PAGES = (
    "tutorial.md",
    "howto-auditor.md",
    "howto-comptroller.md",
    "howto-compliance.md",
    "howto-plan.md",
    "howto-report.md",
    "howto-determination.md",
    "howto-october.md",
    "howto-whatif.md",
)
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PERSON = "rivera"
HOME = f"/home/{PERSON}"
DATA = f"{HOME}/.local/share/alliance"

_FENCE = "```"
_ANY = "…"
_ASK_CODE = "$ echo $?"
_MASKS = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "<digest>"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "<id>"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z| UTC)"), "<instant>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "<day>"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a page.

    Attributes:
        line: where it stands, from 1.
        command: as typed, without the prompt.
        code: the exit code the page says.
        shown: the lines the page shows for it.
    """

    line: int
    command: str
    code: int
    shown: tuple[str, ...]


def steps(text: str) -> Iterator[Step]:
    """The commands of a page, in order."""
    lines = text.splitlines()
    inside = False
    at = 0
    while at < len(lines):
        if lines[at].startswith(_FENCE):
            inside = lines[at] == f"{_FENCE}console"
            at += 1
        elif inside and lines[at].startswith("$ alliance "):
            start, at = at, at + 1
            command = lines[start].removeprefix("$ alliance ")
            while command.endswith("\\"):
                command, at = command[:-1] + lines[at].strip(), at + 1
            shown = []
            while not lines[at].startswith(("$ ", _FENCE)):
                shown.append(lines[at])
                at += 1
            code = int(lines[at + 1]) if lines[at] == _ASK_CODE else 0
            yield Step(start + 1, command, code, tuple(shown))
        else:
            at += 1


def differences(page: Path, folder: Path) -> list[str]:
    """What the page says otherwise than the program does; empty where all is true."""
    found = []
    for step, code, said in _performed(page, folder):
        if code != step.code:
            found.append(f"line {step.line}: exit code {code}, the page says {step.code}: {said}")
        elif not matches(step.shown, said):
            found.append(f"line {step.line}: $ alliance {step.command}\n" + "\n".join(said))
    return found


def refresh(page: Path, folder: Path) -> None:
    """Write what the program says into the page wherever the page says otherwise."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for step, _, said in reversed(list(_performed(page, folder))):
        if not matches(step.shown, said):
            start = step.line + _continued(lines, step.line)
            lines[start : start + len(step.shown)] = _cut_alike(step.shown, said)
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _cut_alike(shown: Sequence[str], said: Sequence[str]) -> Sequence[str]:
    """What is said, cut where the page cut it: as many lines before and after one `…`."""
    if list(shown).count(_ANY) != 1:
        return said
    head = list(shown).index(_ANY)
    tail = len(shown) - head - 1
    return [*said[:head], _ANY, *said[len(said) - tail :]]


def matches(shown: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the lines shown are the lines said, where a line `…` stands for any lines."""
    pattern = "\n".join(".*" if line == _ANY else re.escape(masked(line)) for line in shown)
    # A cut at the end or the start stands for nothing as well.
    pattern = pattern.replace("\n.*\n", "(?:\n.*)?\n").removesuffix("\n.*")
    ending = "(?:\n.*)?" if shown and shown[-1] == _ANY else ""
    text = "\n".join(masked(line) for line in said)
    return re.fullmatch(pattern + ending, text, flags=re.DOTALL) is not None


def masked(line: str) -> str:
    """A line without what differs from run to run."""
    for pattern, name in _MASKS:
        line = pattern.sub(name, line)
    return line.rstrip()


def _continued(lines: Sequence[str], line: int) -> int:
    """How many further lines a command goes on for."""
    more = 0
    while lines[line - 1 + more].endswith("\\"):
        more += 1
    return more


def _performed(page: Path, folder: Path) -> Iterator[tuple[Step, int, list[str]]]:
    found = list(steps(page.read_text(encoding="utf-8")))
    home = folder / "home"
    home.mkdir()
    shutil.copytree(EXAMPLES, folder / "docs" / "examples")
    with _at(folder, home):
        for step in found:
            code, text = _run(shlex.split(step.command))
            shown = text.replace(str(home), DATA).replace(str(folder), HOME)
            yield step, code, [line.rstrip() for line in shown.splitlines()]


def _run(arguments: list[str]) -> tuple[int, str]:
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(typer.main.get_command(app), arguments)
    return code, said.getvalue()


@contextmanager
def _at(folder: Path, home: Path) -> Iterator[None]:
    """In a folder, at home, as nobody in particular, with nothing on standard input."""
    before, where, given = dict(os.environ), Path.cwd(), sys.stdin
    # A width of its own, so that a page does not depend on somebody's window.
    os.environ |= {"ALLIANCE_HOME": str(home), "LOGNAME": PERSON, "COLUMNS": "100"}
    os.environ.pop("ALLIANCE_LEDGER", None)
    os.chdir(folder)
    sys.stdin = io.StringIO()
    try:
        yield
    finally:
        sys.stdin = given
        os.chdir(where)
        os.environ.clear()
        os.environ.update(before)
