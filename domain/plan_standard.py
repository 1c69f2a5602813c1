"""What a plan is held against, and its money held to it; also what could not be compared.

Source: C.G.S. § 10-262u(d), (h). Not here: everything else a plan has to be
(`domain/plan_check.py`), where its parts stand (`domain/plan_reading.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.plan_content import Discrepancy, PlanContent, note
from domain.plan_reading import AS_NAMED, Places, columns_known, own_names
from domain.statute.rules import Clause, Rules

_D = "C.G.S. § 10-262u(d)"
_H = "C.G.S. § 10-262u(h)"
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
        came_on: the day by which the board has to have approved it; None where it is not asked.
    """

    rules: Rules
    portion: Money | None
    carry_in: Money | None
    object_codes: frozenset[str] = frozenset()
    new_reform_share: int | None = None
    guidelines: str | None = None
    came_on: date | None = None


def standard_of(rules: Rules, portion: Money | None, carry_in: Money | None) -> Standard:
    """What a plan is held against by law and record alone, without configuration."""
    rules.clause(Clause.PLAN)
    return Standard(rules=rules, portion=portion, carry_in=carry_in)


def amounts_known(content: PlanContent, places: Places) -> bool:
    """Whether every amount of the budget lines could be read, so that they add up to something."""
    return _known(content, places, "carry_over", "current")


def local_match_known(content: PlanContent, places: Places) -> bool:
    """Whether every amount of the board's own money beside the lines could be read."""
    return _known(content, places, "local_match")


def objectives_known(content: PlanContent, places: Places) -> bool:
    """Whether the key of every objective could be read."""
    names = own_names([one.key for one in content.objectives])
    return places.was_read("objectives") and all(
        places.was_read(f"objective {name}") for name in names
    )


def held_to_the_money(
    content: PlanContent, standard: Standard, places: Places = AS_NAMED
) -> Iterator[Discrepancy]:
    """Where the amounts differ from what there is; silent where either is not known."""
    portion, carry_in = standard.portion, standard.carry_in
    if portion is not None and content.current != portion and amounts_known(content, places):
        more = content.current - portion
        told = (
            f"Current year {content.current.display} is not the portion {portion.display}: "
            f"{more.display} apart."
        )
        yield note("current_differs", places.of("total column current"), told, _D)
    if carry_in is not None and content.carry_over > carry_in:
        told = (
            f"Carry-over {content.carry_over.display} is more than the {carry_in.display} carried "
            "in."
        )
        yield note("carry_over_above", places.of("total column carry_over"), told, _H)
    yield from _reform_share(content, standard, places)


def _reform_share(
    content: PlanContent, standard: Standard, places: Places
) -> Iterator[Discrepancy]:
    """The named check on new and extended reforms; silent where nobody set a share."""
    share = standard.new_reform_share
    if share is None or not content.total or not _share_known(content, places):
        return
    wanted = content.total.share(share, 100)
    if content.reform < wanted:
        told = (
            f"New reforms and extensions come to {content.reform.display} of "
            f"{content.total.display}; {share} % would be {wanted.display}. The share is "
            "configuration, not law: UNVERIFIED."
        )
        yield note("new_reform_share", places.of("total column reform"), told, _GUIDANCE)


def not_compared(
    content: PlanContent, standard: Standard, places: Places = AS_NAMED
) -> tuple[Discrepancy, ...]:
    """What the check says nothing of, and why: not on record, or waiting for what is unread."""
    on_record = _not_on_record(content, standard, places)
    known = amounts_known(content, places)
    return (*(on_record if known else ()), *_waiting(content, standard, places))


def _not_on_record(
    content: PlanContent, standard: Standard, places: Places
) -> Iterator[Discrepancy]:
    if standard.portion is None and content.current:
        told = (
            f"Current year {content.current.display} was not compared: no portion of the year is "
            "on record."
        )
        yield note("portion_not_known", places.of("total column current"), told, _D)
    if standard.carry_in is None and content.carry_over:
        told = (
            f"Carry-over {content.carry_over.display} was not compared: no balance carried in is "
            "on record."
        )
        yield note("carry_in_not_known", places.of("total column carry_over"), told, _H)


def _waiting(content: PlanContent, standard: Standard, places: Places) -> Iterator[Discrepancy]:
    """One note of every check that cannot be made while something is unread."""
    waiting = []
    if not objectives_known(content, places):
        waiting.append("whether the objectives that targets measure are in the plan")
        place = places.of("objectives")
    if standard.new_reform_share is not None and not _share_known(content, places):
        waiting.append("the share of new reforms and extensions")
        place = places.of("total column reform")
    if not amounts_known(content, places):
        waiting.append(
            "what the lines add up to, against their total, the portion and the balance carried in"
        )
        place = places.of("total column current")
    if waiting:
        told = f"Not checked until what could not be read is mended: {'; '.join(waiting)}."
        yield note("checks_waiting", place, told, "")


def _share_known(content: PlanContent, places: Places) -> bool:
    return _known(content, places, "carry_over", "current", "reform")


def _known(content: PlanContent, places: Places, *columns: str) -> bool:
    """Whether these columns of every budget line could be read."""
    return columns_known([line.key for line in content.lines], places, *columns)
