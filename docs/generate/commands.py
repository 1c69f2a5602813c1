"""docs/commands.md: every command with its fields, office, events and refusals."""

from dataclasses import MISSING, Field, fields

from docs.generate import words
from docs.generate.decisions import Decision, all_decisions, subclasses
from domain.authority import Office
from domain.errors import AllianceError
from ledger.command_codec import COMMAND_TYPES, LEDGER_COMMAND_TYPES

_KINDS = {**COMMAND_TYPES, **LEDGER_COMMAND_TYPES}

_INTRO = (
    "What can be asked of the ledger: with `alliance record COMMAND DISTRICT --fiscal-year Y "
    "FIELD=VALUE`, or one JSON object a line for `alliance apply`. A command either leads to its "
    "events, or is refused and leaves nothing behind. Around every command stand `command_id`, "
    "`actor`, `district`, `fiscal_year`, `effective_on` and `documents`; `alliance schema "
    "commands` prints the JSON Schema. Commands about the ledger as a whole, such as "
    "[SetReleaseSchedule](#setreleaseschedule), have no district, name a fiscal year in a field of "
    "their own, and are given with `alliance setting` or `alliance apply`."
)
_ALWAYS = (
    "Any command can also be refused with `no_rule_in_force` (the law has a gap for that year and "
    "day) or `command_id_reused` (the id is on record with another body), or end in a "
    "[conflict](errors.md#conflict). Refusals stand in the order of the guards."
)


def page() -> str:
    """The whole page."""
    heads = ("command", "what it asks", "office", "leads to")
    index = [
        (f"[{name}](#{name.lower()})", words.summary(kind), _offices(one), ", ".join(_events(one)))
        for name, kind in _KINDS.items()
        for one in (all_decisions()[name],)
    ]
    parts = [section(name) for name in _KINDS]
    return words.page("Commands", [_INTRO, "", _ALWAYS], words.table(heads, index), *parts)


def section(name: str) -> list[str]:
    """One command."""
    kind, one = _KINDS[name], all_decisions()[name]
    meanings = words.meanings(kind)
    rows = [
        (f"`{f.name}`", words.kind_of(f.type), _needed(f), meanings[f.name]) for f in fields(kind)
    ]
    refusals = [_refusal(error) for error in one.refusals] or ["none of its own"]
    shown = (
        words.table(("field", "kind", "needed", "meaning"), rows) if rows else ["It has no fields."]
    )
    return [
        f"## {name}",
        "",
        words.summary(kind),
        "",
        f"- Office: {_offices(one)}",
        f"- Leads to: {', '.join(_events(one))}",
        f"- Decided by: `{one.function}` in `domain/decisions/{one.module}.py`",
        f"- Refused with: {', '.join(refusals)}",
        "",
        *shown,
    ]


def _offices(decision: Decision) -> str:
    return ", ".join(Office[name].label for name in decision.offices)


def _events(decision: Decision) -> list[str]:
    return [f"[{name}](events.md#{name.lower()})" for name in decision.events]


def _needed(found: Field[object]) -> str:
    return "yes" if found.default is MISSING else "no"


def _refusal(name: str) -> str:
    kind = next(kind for kind in subclasses(AllianceError) if kind.__name__ == name)
    assert issubclass(kind, AllianceError)  # noqa: S101 - the subclasses of AllianceError are
    return f"[`{kind.code}`](errors.md#refused)"
