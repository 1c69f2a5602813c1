"""What is not as it should be in the content of a plan: discrepancies, each with its place.

The first kind stops a plan: it could not be recorded as it is. The second is a note to whoever
reviews it. Source: C.G.S. § 10-262u(d), (e). Not here: the form of a file (`ledger/plan_file.py`,
`cli/workbook/`), its money (`domain/plan_standard.py`), the decision to accept
(`domain/decisions/intake.py`).
"""

from collections.abc import Iterator, Mapping

from domain.money import ZERO, Money
from domain.plan_content import BudgetLine, Discrepancy, PlanContent, Severity, note, stop
from domain.plan_reading import AS_NAMED, Places, own_names
from domain.plan_standard import Standard, held_to_the_money, objectives_known
from domain.statute.rules import Rules
from domain.statute.s262u_d_plan import STRATEGIES, TUITION

_D = "C.G.S. § 10-262u(d)"
_B = "C.G.S. § 10-262u(d)(B)"
_E = "C.G.S. § 10-262u(e)"
_NO_OBJECT_CODE = "It has no object code."


def discrepancies_of(
    content: PlanContent,
    stated_total: Money | None,
    standard: Standard,
    places: Places = AS_NAMED,
) -> tuple[Discrepancy, ...]:
    """Everything that is not as it should be, what stops the plan first.

    `stated_total`: the total the file gives beside its lines, or None.
    `places`: where the parts of the plan stand, and which could not be read: those are on the list
    of what is wrong with the form, and nothing more is said of them.
    """
    found = [
        *_keys(content, places),
        *_strategies(content, standard.rules, places),
        *_amounts(content, places),
        *_references(content, places),
        *_total(content, stated_total, places),
        *_tuition(content, standard.rules, places),
        *held_to_the_money(content, standard, places),
        *_missing(content, places),
        *_board_approval(content, standard, places),
        *_descriptions(content, places),
        *_object_codes(content, standard, places),
        *_guidelines(content, standard, places),
    ]
    read = [one for one in found if one.place not in places.unread]
    return tuple(sorted(read, key=lambda one: one.severity is not Severity.STOPS))


def stops(discrepancies: tuple[Discrepancy, ...]) -> tuple[Discrepancy, ...]:
    """Those because of which a plan cannot be recorded."""
    return tuple(one for one in discrepancies if one.severity is Severity.STOPS)


def known_in(strategy: str) -> str:
    """In which revisions of the list a strategy stands, in words; "" where in none."""
    days = [
        f"{entry.citation.act}, from {entry.effective}"
        for entry in STRATEGIES.entries
        if any(one.key == strategy for one in entry.value)
    ]
    return days[0] if days else ""


def _named_lines(content: PlanContent) -> Iterator[tuple[BudgetLine, str]]:
    yield from zip(content.lines, own_names([line.key for line in content.lines]), strict=True)


def _at(places: Places, name: str, column: str) -> str:
    """Where a column of a line stands, by the field's own name."""
    return places.of(f"line {name} column {column}")


def _keys(content: PlanContent, places: Places) -> Iterator[Discrepancy]:
    named: Mapping[str, list[str]] = {
        "line": [line.key for line in content.lines],
        "objective": [one.key for one in content.objectives],
        "target": [one.key for one in content.targets],
    }
    for what, keys in named.items():
        stand = [places.of(f"{what} {name}") for name in own_names(keys)]
        first: dict[str, str] = {}
        for key, place in zip(keys, stand, strict=True):
            if not key.strip():
                yield stop("key_missing", place, f"A {what} has no key of its own.")
            elif first.setdefault(key, place) != place:
                told = f"The key {key!a:.40} is that of {first[key]} already."
                yield stop("key_twice", place, f"{told} Give each {what} a key of its own.")


def _strategies(content: PlanContent, rules: Rules, places: Places) -> Iterator[Discrepancy]:
    valid = {one.key.value for one in rules.strategies().value}
    for line, name in _named_lines(content):
        if line.strategy in valid:
            continue
        elsewhere = known_in(line.strategy)
        told = (
            f"It is on the list of {elsewhere}, not on the one in force on {rules.on}."
            if elsewhere
            else f"No revision of the list has it. In force: {', '.join(sorted(valid))}."
        )
        yield stop(
            "strategy_unknown",
            _at(places, name, "strategy"),
            f"{line.strategy!a:.40} is no strategy. {told}",
            _D,
        )


def _amounts(content: PlanContent, places: Places) -> Iterator[Discrepancy]:
    for line, name in _named_lines(content):
        parts = (
            ("carry_over", "carry-over", line.carry_over),
            ("current", "current year", line.current),
            ("local_match", "local match", line.local_match),
        )
        for column, words, amount in parts:
            if amount < ZERO:
                told = f"{words} is {amount.display}, below zero."
                yield stop("amount_negative", _at(places, name, column), told)
    for other in content.other_programs:
        if other.amount < ZERO:
            yield stop(
                "amount_negative",
                places.of(f"other program {other.program}"),
                f"The amount is {other.amount.display}, below zero.",
            )


def _references(content: PlanContent, places: Places) -> Iterator[Discrepancy]:
    objectives = {one.key for one in content.objectives}
    names = own_names([one.key for one in content.targets])
    if not objectives_known(content, places):
        return
    for target, name in zip(content.targets, names, strict=True):
        if target.objective not in objectives:
            yield stop(
                "objective_unknown",
                places.of(f"target {name} column objective"),
                f"It measures objective {target.objective!a:.40}, which the plan does not have.",
                _D,
            )


def _total(content: PlanContent, stated: Money | None, places: Places) -> Iterator[Discrepancy]:
    if stated is None or stated == content.total:
        return
    off = stated - content.total
    counted = (
        " That is the local match, which is not counted."
        if content.local_match and off == content.local_match
        else ""
    )
    yield stop(
        "total_differs",
        places.of("total"),
        f"The total says {stated.display}, and the lines add up to {content.total.display}: "
        f"{off.display} apart.{counted}",
        _D,
    )


def _tuition(content: PlanContent, rules: Rules, places: Places) -> Iterator[Discrepancy]:
    in_force = any(
        entry.governs(rules.year) and entry.stands_on(rules.on) for entry in TUITION.entries
    )
    for line, name in _named_lines(content):
        if line.tuition and not in_force:
            yield stop(
                "tuition_not_permitted",
                _at(places, name, "tuition"),
                f"Magnet tuition may be part of a plan from {TUITION.entries[0].effective} on.",
                _B,
            )


def _missing(content: PlanContent, places: Places) -> Iterator[Discrepancy]:
    parts: Mapping[str, tuple[object, ...]] = {
        "objectives": content.objectives,
        "targets": content.targets,
        "stakeholders": content.stakeholders,
    }
    for name, given in parts.items():
        if not given:
            yield note(f"{name}_missing", places.of(name), f"The plan names no {name}.", _D)


def _board_approval(
    content: PlanContent, standard: Standard, places: Places
) -> Iterator[Discrepancy]:
    approved, came, place = content.board_approved_on, standard.came_on, places.of("board approval")
    if approved is None:
        told = "The day the board of education approved it is not given."
        yield note("board_approval_missing", place, told)
    elif came is not None and approved > came:
        told = f"The board approved it on {approved}, it says; the file was here on {came}."
        yield note("board_approval_later", place, told)


def _descriptions(content: PlanContent, places: Places) -> Iterator[Discrepancy]:
    for line, name in _named_lines(content):
        if not line.description.strip():
            yield note(
                "description_missing",
                _at(places, name, "description"),
                "What is paid for is not said.",
            )


def _object_codes(
    content: PlanContent, standard: Standard, places: Places
) -> Iterator[Discrepancy]:
    for line, name in _named_lines(content):
        if not line.object_code.strip():
            yield note("object_code_missing", _at(places, name, "object_code"), _NO_OBJECT_CODE)
        elif standard.object_codes and line.object_code not in standard.object_codes:
            yield note(
                "object_code_unknown",
                _at(places, name, "object_code"),
                f"{line.object_code!a:.20} is not among the object codes set for the year.",
            )


def _guidelines(content: PlanContent, standard: Standard, places: Places) -> Iterator[Discrepancy]:
    if standard.guidelines is not None and content.guidelines != standard.guidelines:
        answered = content.guidelines or "none"
        yield note(
            "guidelines_differ",
            places.of("guidelines"),
            f"It answers to guidelines {answered}; those in force are {standard.guidelines}.",
            _E,
        )
