"""docs/rules.md, the law as encoded, and docs/clauses.md, the files of every clause.

The index of clauses is for the newcomer with a clause in hand: the law's file, the file of the
decisions that ask it, the check that looks back on it.
"""

from collections.abc import Mapping, Sequence

from cli.rules import FILES
from docs.generate import words
from docs.generate.decisions import clauses_used, module_names, rules_asked
from domain.compliance import CHECKS
from domain.statute.catalogue import all_schedules
from domain.statute.rules import CLAUSES, Clause
from domain.statute.schedule import Schedule

# Lookups of `Rules` that are no clause, and the schedules each reads.
_LOOKUPS: Mapping[str, Sequence[str]] = {
    "round": ("designation-round",),
    "portion": (
        "portion-baseline-fy2013-round",
        "portion-baseline-fy2018-round",
        "portion-baseline-fy2023-round",
        "portion-baseline-first-designated-fy2023",
    ),
    "earmark": ("other-earmarks",),
    "installments": ("installments",),
    "strategies": ("strategies",),
    "reconsideration": ("reconsideration",),
    "appeal": ("appeal",),
    "uncollectible": ("uncollectible",),
}

_INTRO = (
    "Everything the program knows of the law, from `domain/statute/`. `alliance rules show "
    "--fiscal-year Y` answers the same for one year and day. Which file encodes a clause, and who "
    "asks it, is on [another page](clauses.md). Status: *enacted*, read in the statute or its "
    "history; *unverified*, applied on other evidence and marked wherever it counts; *proposed*, a "
    "bill, never in force. Nothing here is legal advice."
)
_CLAUSES = (
    "Take the clause, open the file. The law is data in `domain/statute/`, one file a subsection; "
    "what an office may do is decided in `domain/decisions/`; whether a duty was kept is checked "
    "in `domain/compliance.py`. Each rule with its years, acts and status is on [another page]"
    "(rules.md); `alliance rules find CLAUSE` answers the same question."
)


def page() -> str:
    """The whole page of rules."""
    return words.page(
        "The law as encoded", [_INTRO], *(section(schedule) for schedule in all_schedules())
    )


def clauses_page() -> str:
    """The whole page of clauses."""
    heads = ("clause", "what it is about", "the law", "decided in", "checked as")
    index = words.table(heads, [_place(schedule) for schedule in all_schedules()])
    return words.page("Where is the code of a clause?", [_CLAUSES], index)


def section(schedule: Schedule[object]) -> list[str]:
    """One schedule with its entries, oldest first."""
    rows = [
        (
            entry.shown,
            entry.years,
            f"{entry.effective}" + (f", repealed {entry.repealed}" if entry.repealed else ""),
            entry.status.value,
            str(entry.citation),
            entry.note,
        )
        for entry in schedule.entries
    ]
    about = f"{schedule.title[0].upper()}{schedule.title[1:]}"
    return [
        f"## {schedule.name}",
        "",
        f"{about}. {schedule.provision}, `{_file(schedule)}`. Unit: {schedule.unit}.",
        "",
        *words.table(("rule", "years", "effective", "status", "citation", "note"), rows),
    ]


def _place(schedule: Schedule[object]) -> tuple[str, ...]:
    clauses = {clause.name for clause, found in CLAUSES.items() if found is schedule}
    decided = [
        f"`domain/decisions/{module}.py`"
        for module in module_names()
        if clauses & clauses_used(module)
        or any(schedule.name in _LOOKUPS.get(name, ()) for name in rules_asked(module))
    ]
    checks = [f"`{check.name}`" for check in CHECKS if Clause(check.clause).name in clauses]
    return (
        schedule.provision,
        f"[{schedule.title}](rules.md#{schedule.name})",
        f"`{_file(schedule)}`",
        ", ".join(decided),
        ", ".join(checks),
    )


def _file(schedule: Schedule[object]) -> str:
    return f"domain/statute/{FILES[schedule.name]}.py"
