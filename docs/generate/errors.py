"""docs/errors.md: every error a person can act on, by exit code."""

import importlib
import pkgutil
from collections.abc import Mapping

import cli
import domain
import ledger
import projections
from docs.generate import words
from docs.generate.decisions import subclasses
from domain.errors import AllianceError

# The contract of the command line; the number of an error class has to be one of these.
EXIT_CODES: Mapping[int, str] = {
    0: "done",
    1: "a check has findings, or only rows that can be rebuilt differ",
    2: "usage: the words of the call are wrong, nothing was tried",
    3: "refused by a rule of law or of this ledger; nothing was recorded",
    4: "not found: not on record",
    5: "conflict: somebody wrote first; look again, then repeat",
    6: "integrity: the record does not verify",
    7: "the store is unavailable, or is not a ledger",
    8: "the outcome is unknown; ask with the command id (`alliance outcome`)",
    9: "incomplete: something that had to be checked could not be",
    70: "a bug in this program",
    130: "interrupted by the person",
}

_INTRO = (
    "An error says what was refused, the numbers, the clause and the next step. With `--json` it "
    'is `{"schema": "alliance.error/1", "error": {"code", "message", "citation", "details", '
    '"next_step"}}` on standard output. Codes never change their meaning.'
)

_HEADINGS: Mapping[int, str] = {
    2: "Usage",
    3: "Refused",
    4: "Not found",
    5: "Conflict",
    6: "Integrity",
    7: "Store unavailable",
    8: "Outcome unknown",
    9: "Incomplete",
}


def page() -> str:
    """The whole page."""
    return words.page(
        "Errors", [_INTRO], *(section(number, title) for number, title in _HEADINGS.items())
    )


def section(number: int, title: str) -> list[str]:
    """The errors of one exit code."""
    rows = [
        (f"`{kind.code}`", words.summary(kind), words.provision(kind), _place(kind))
        for kind in all_errors()
        if kind.exit_code == number
    ]
    return [
        f"## {title}",
        "",
        f"Exit code {number}: {EXIT_CODES[number]}.",
        "",
        *words.table(("code", "meaning", "source", "class"), rows),
    ]


def all_errors() -> list[type[AllianceError]]:
    """Every error class of the four packages that a person can meet."""
    for package in (domain, ledger, projections, cli):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)
    kinds = [kind for kind in subclasses(AllianceError) if issubclass(kind, AllianceError)]
    ours = ("cli.", "domain.", "ledger.", "projections.")
    # A class without a code of its own shows as the one it is a kind of.
    shown = {kind for kind in kinds if kind.__module__.startswith(ours) and "code" in vars(kind)}
    return sorted(shown, key=lambda kind: (kind.exit_code, kind.code, kind.__name__))


def exit_codes() -> list[str]:
    """The table of exit codes."""
    rows = [(str(number), meaning) for number, meaning in EXIT_CODES.items()]
    return words.table(("code", "meaning"), rows)


def _place(kind: type[AllianceError]) -> str:
    return f"`{kind.__name__}` in `{kind.__module__.replace('.', '/')}.py`"
