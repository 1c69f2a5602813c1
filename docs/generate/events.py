"""docs/events.md: every event with its provision, fields and movements of money."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from docs.generate import words
from docs.generate.decisions import all_decisions
from domain.accounts import POSTINGS
from domain.statute.rules import CLAUSES, Clause
from ledger.codec import EVENT_TYPES, SCHEMAS

GOLDEN = Path(__file__).resolve().parents[2] / "tests" / "golden"

_INTRO = (
    "Every event the ledger can hold, in the order of `domain/events.py`. An event is a fact in "
    "the past tense: one official, one provision. Who, when, and by which citation stands in the "
    "record around it (`ledger/record.py`). Amounts are whole cents, in JSON as text such as "
    '`"25904562.00"`. Stored names and fields never change: a new shape is a new schema version. '
    "Accounts are explained in the [vocabulary](vocabulary.md#accounts)."
)


def page() -> str:
    """The whole page."""
    heads = ("event", "what happened", "comes from")
    index = [
        (f"[{name}](#{name.lower()})", words.summary(kind), ", ".join(_commands(name)) or "–")
        for name, kind in EVENT_TYPES.items()
    ]
    parts = [section(name) for name in EVENT_TYPES]
    return words.page("Events", [_INTRO], words.table(heads, index), *parts)


def section(name: str) -> list[str]:
    """One event."""
    kind = EVENT_TYPES[name]
    meanings = words.meanings(kind)
    rows = [(f"`{f.name}`", words.kind_of(f.type), meanings[f.name]) for f in fields(kind)]
    return [
        f"## {name}",
        "",
        " ".join(_said(kind)),
        "",
        f"- Provision: {_provision(name)}",
        f"- Moves: {_moves(name)}",
        f"- Schema version {SCHEMAS[name]}{_golden(name)}",
        "",
        *words.table(("field", "kind", "meaning"), rows),
    ]


def _said(kind: type) -> Iterator[str]:
    yield words.summary(kind)
    for more in words.paragraphs(kind)[1:]:
        if not more.startswith("Source:"):
            yield more.partition(" Source:")[0]


def _commands(name: str) -> list[str]:
    return [
        f"[{one.command}](commands.md#{one.command.lower()})"
        for one in all_decisions().values()
        if name in one.events
    ]


def _provision(name: str) -> str:
    said = words.provision(EVENT_TYPES[name])
    if said:
        return said
    for decision in all_decisions().values():
        if name in decision.events:
            # The last clause named is the authority of the event; those before belong to guards.
            return CLAUSES[Clause[decision.clauses[-1]]].provision
    return "none: it is about the ledger itself"


def _moves(name: str) -> str:
    rows = [f"`{row.source}` → `{row.target}`: `{row.field}`" for row in POSTINGS[name]]
    if name == "EventCorrected":
        return "its own `postings`: the rows of the event it names undone, then made again"
    return "; ".join(rows) or "no money"


def _golden(name: str) -> str:
    found = sorted(GOLDEN.rglob(f"{name}*.json"))
    shown = ", ".join(f"`{path.relative_to(GOLDEN.parents[1]).as_posix()}`" for path in found)
    return f", golden file {shown}" if shown else ""
