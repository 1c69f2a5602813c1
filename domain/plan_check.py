"""What is not as it should be in the content of a plan: discrepancies, each with its place.

The first kind stops a plan: it could not be recorded as it is. The second is a note to whoever
reviews it. Source: C.G.S. § 10-262u(d), (e). Not here: the form of a file (`ledger/plan_file.py`,
`cli/workbook/`), the decision to accept (`domain/decisions/intake.py`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.money import ZERO, Money
from domain.plan_content import BudgetLine, Discrepancy, PlanContent, Severity
from domain.statute.rules import Clause, Rules
from domain.statute.s262u_d_plan import STRATEGIES, TUITION

_D = "C.G.S. § 10-262u(d)"
_B = "C.G.S. § 10-262u(d)(B)"
_E = "C.G.S. § 10-262u(e)"
_GUIDANCE = "Department guidance of 2012, unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What a plan is held against.

    Attributes:
        rules: the law for the year on the day.
        portion: by law; None where it is not determined.
        carry_in: the balance carried in; None where it is not known.
        object_codes: codes valid this year; empty where nobody set a list.
        new_reform_share: percent for new reforms and extensions; None where nobody set one.
        guidelines: State Board guidelines in force, by version; None where none is on record.
    """

    rules: Rules
    portion: Money | None
    carry_in: Money | None
    object_codes: frozenset[str] = frozenset()
    new_reform_share: int | None = None
    guidelines: str | None = None


def discrepancies_of(
    content: PlanContent, stated_total: Money | None, standard: Standard
) -> tuple[Discrepancy, ...]:
    """Everything that is not as it should be, what stops the plan first.

    `stated_total`: the total the file gives beside its lines, or None.
    """
    found = [
        *_keys(content),
        *_strategies(content, standard.rules),
        *_amounts(content),
        *_references(content),
        *_total(content, stated_total),
        *_tuition(content, standard.rules),
        *_against_available(content, standard),
        *_missing(content),
        *_object_codes(content, standard),
        *_reform_share(content, standard),
        *_guidelines(content, standard),
    ]
    return tuple(sorted(found, key=lambda one: one.severity is not Severity.STOPS))


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


def _stop(code: str, place: str, message: str, citation: str = "") -> Discrepancy:
    return Discrepancy(
        code=code, place=place, message=message, severity=Severity.STOPS, citation=citation
    )


def _note(code: str, place: str, message: str, citation: str = "") -> Discrepancy:
    return Discrepancy(
        code=code, place=place, message=message, severity=Severity.NOTE, citation=citation
    )


def _at(line: BudgetLine, column: str) -> str:
    """The place in a line, by the field's own name; what read the file knows where that stands."""
    return f"line {line.key} column {column}"


def _keys(content: PlanContent) -> Iterator[Discrepancy]:
    named = {
        "line": [line.key for line in content.lines],
        "objective": [one.key for one in content.objectives],
        "target": [one.key for one in content.targets],
    }
    for what, keys in named.items():
        for key, count in Counter(keys).items():
            if not key.strip():
                yield _stop("key_missing", what, f"A {what} has no key of its own.")
            elif count > 1:
                yield _stop("key_twice", f"{what} {key}", f"The key stands {count} times.")


def _strategies(content: PlanContent, rules: Rules) -> Iterator[Discrepancy]:
    valid = {one.key.value for one in rules.strategies().value}
    for line in content.lines:
        if line.strategy in valid:
            continue
        elsewhere = known_in(line.strategy)
        told = (
            f"It is on the list of {elsewhere}, not on the one in force on {rules.on}."
            if elsewhere
            else f"No revision of the list has it. In force: {', '.join(sorted(valid))}."
        )
        yield _stop(
            "strategy_unknown",
            _at(line, "strategy"),
            f"{line.strategy!a:.40} is no strategy. {told}",
            _D,
        )


def _amounts(content: PlanContent) -> Iterator[Discrepancy]:
    for line in content.lines:
        parts = (
            ("carry_over", "carry-over", line.carry_over),
            ("current", "current year", line.current),
            ("local_match", "local match", line.local_match),
        )
        for column, name, amount in parts:
            if amount < ZERO:
                told = f"{name} is {amount.display}, below zero."
                yield _stop("amount_negative", _at(line, column), told)
    for other in content.other_programs:
        if other.amount < ZERO:
            yield _stop(
                "amount_negative",
                f"other program {other.program}",
                f"The amount is {other.amount.display}, below zero.",
            )


def _references(content: PlanContent) -> Iterator[Discrepancy]:
    objectives = {one.key for one in content.objectives}
    for target in content.targets:
        if target.objective not in objectives:
            yield _stop(
                "objective_unknown",
                f"target {target.key}",
                f"It measures objective {target.objective!a:.40}, which the plan does not have.",
                _D,
            )


def _total(content: PlanContent, stated: Money | None) -> Iterator[Discrepancy]:
    if stated is None or stated == content.total:
        return
    off = stated - content.total
    counted = (
        " That is the local match, which is not counted."
        if content.local_match and off == content.local_match
        else ""
    )
    yield _stop(
        "total_differs",
        "total",
        f"The total says {stated.display}, and the lines add up to {content.total.display}: "
        f"{off.display} apart.{counted}",
        _D,
    )


def _tuition(content: PlanContent, rules: Rules) -> Iterator[Discrepancy]:
    in_force = any(
        entry.governs(rules.year) and entry.stands_on(rules.on) for entry in TUITION.entries
    )
    for line in content.lines:
        if line.tuition and not in_force:
            yield _stop(
                "tuition_not_permitted",
                _at(line, "tuition"),
                f"Magnet tuition may be part of a plan from {TUITION.entries[0].effective} on.",
                _B,
            )


def _against_available(content: PlanContent, standard: Standard) -> Iterator[Discrepancy]:
    portion, carry_in = standard.portion, standard.carry_in
    if portion is not None and content.current != portion:
        more = content.current - portion
        yield _note(
            "current_differs",
            "total",
            f"Current year {content.current.display} is not the portion {portion.display}: "
            f"{more.display} apart.",
            _D,
        )
    if carry_in is not None and content.carry_over > carry_in:
        yield _note(
            "carry_over_above",
            "total",
            f"Carry-over {content.carry_over.display} is more than the {carry_in.display} carried "
            "in.",
            "C.G.S. § 10-262u(h)",
        )


def _missing(content: PlanContent) -> Iterator[Discrepancy]:
    parts: Mapping[str, tuple[object, ...]] = {
        "objectives": content.objectives,
        "targets": content.targets,
        "stakeholders": content.stakeholders,
    }
    for name, given in parts.items():
        if not given:
            yield _note(f"{name}_missing", name, f"The plan names no {name}.", _D)
    if content.board_approved_on is None:
        yield _note(
            "board_approval_missing",
            "board approval",
            "The day the board of education approved it is not given.",
        )
    for line in content.lines:
        if not line.description.strip():
            yield _note(
                "description_missing", _at(line, "description"), "What is paid for is not said."
            )


def _object_codes(content: PlanContent, standard: Standard) -> Iterator[Discrepancy]:
    for line in content.lines:
        if standard.object_codes and line.object_code not in standard.object_codes:
            yield _note(
                "object_code_unknown",
                _at(line, "object_code"),
                f"{line.object_code!a:.20} is not among the object codes set for the year.",
            )
        elif not line.object_code.strip():
            yield _note("object_code_missing", _at(line, "object_code"), "It has no object code.")


def _reform_share(content: PlanContent, standard: Standard) -> Iterator[Discrepancy]:
    """The named check on new and extended reforms; silent where nobody set a share."""
    share = standard.new_reform_share
    if share is None or not content.total:
        return
    wanted = content.total.share(share, 100)
    if content.reform < wanted:
        yield _note(
            "new_reform_share",
            "total",
            f"New reforms and extensions come to {content.reform.display} of "
            f"{content.total.display}; {share} % would be {wanted.display}. The share is "
            "configuration, not law: UNVERIFIED.",
            _GUIDANCE,
        )


def _guidelines(content: PlanContent, standard: Standard) -> Iterator[Discrepancy]:
    if standard.guidelines is not None and content.guidelines != standard.guidelines:
        answered = content.guidelines or "none"
        yield _note(
            "guidelines_differ",
            "guidelines",
            f"It answers to guidelines {answered}; those in force are {standard.guidelines}.",
            _E,
        )


def standard_of(rules: Rules, portion: Money | None, carry_in: Money | None) -> Standard:
    """What a plan is held against by law and record alone, without configuration."""
    rules.clause(Clause.PLAN)
    return Standard(rules=rules, portion=portion, carry_in=carry_in)
