"""What an expenditure report is held against, and its amounts held to plan and record.

Nothing here is a finding: lines outside the plan and amounts above it go to the desk review.
Source: C.G.S. § 10-262u(g), (h). Not here: everything else a report has to be
(`domain/report_check.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.plan_content import Discrepancy, note, stop
from domain.plan_reading import AS_NAMED, Places, columns_known
from domain.report_content import Counted, ReportContent

_G = "C.G.S. § 10-262u(g)"
_H = "C.G.S. § 10-262u(h)"
_GRANT = ("paid", "paid_after", "obligated")
_FEWEST = 3  # lines that stand a row off before it can be no accident
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStandard:
    """What a report is held against.

    Attributes:
        fiscal_year: of the report.
        plan_version: the plan version in force on June 30; None where none was.
        approved: amounts by line of that plan, in its order; empty where it has no lines on record.
        carry_in: the balance carried in; None where it is not known.
        received: what reached the board in the year; None where no payment to it is on record.
        available: what may be spent; None where it is not known.
        counted: which columns count as spent; None where the Department has not said.
        paid_after_until: the last day of the column "paid after"; None where it is not set.
        came_on: the day the report came; None where it is not asked.
    """

    fiscal_year: FiscalYear
    plan_version: int | None
    approved: Mapping[str, Money]
    carry_in: Money | None
    received: Money | None
    available: Money | None
    counted: Counted | None = None
    paid_after_until: date | None = None
    came_on: date | None = None


def grant_known(content: ReportContent, places: Places) -> bool:
    """Whether every amount of grant money could be read, so that they add up to something."""
    return columns_known([line.key for line in content.lines], places, *_GRANT)


def held_to_the_record(
    content: ReportContent, standard: ReportStandard, places: Places = AS_NAMED
) -> Iterator[Discrepancy]:
    """Where amounts differ from what there is; what was not compared is said too."""
    for name, words, stated, known in (
        ("carried_in", "Carried in", content.carried_in, standard.carry_in),
        ("received", "Received", content.received, standard.received),
    ):
        place = places.of(name.replace("_", " "))
        if stated is None or stated == known:
            continue
        if known is None:
            told = f"{words} {stated.display} was not compared: nothing of it is on record."
            yield note(f"{name}_not_known", place, told, _H)
            continue
        told = (
            f"{words} is {stated.display} here and {known.display} on record: "
            f"{(stated - known).display} apart."
        )
        yield note(f"{name}_differs", place, told, _H)
    yield from _above_available(content, standard, places)


def _above_available(
    content: ReportContent, standard: ReportStandard, places: Places
) -> Iterator[Discrepancy]:
    counted = standard.counted or Counted.PAID
    spent, there = content.spent(counted), standard.available
    if not grant_known(content, places):
        return
    if there is None:
        told = f"Spent {spent.display} was not compared: what was available is not on record."
        yield note("available_not_known", places.of("total column paid"), told, _G)
    elif spent > there:
        told = (
            f"Spent {spent.display} ({counted.words}) is {(spent - there).display} above the "
            f"{there.display} available. What is above is the board's own money."
        )
        yield note("spent_above_available", places.of("total column paid"), told, _G)


def held_to_the_plan(
    content: ReportContent, standard: ReportStandard, places: Places = AS_NAMED
) -> Iterator[Discrepancy]:
    """Lines that the plan in force does not have, those it has and the report lacks, slips."""
    yield from _version(content, standard, places)
    if not standard.approved:
        if standard.plan_version is not None and content.lines:
            told = (
                f"The lines were not compared: plan version {standard.plan_version} has none on "
                "record."
            )
            yield note("lines_not_compared", places.of("lines"), told, _G)
        return
    version = standard.plan_version
    for line in content.lines:
        if line.key not in standard.approved:
            told = (
                f"Plan version {version} has no line {line.key!a:.40}; it goes to the desk review."
            )
            yield note("line_not_in_plan", places.of(f"line {line.key}"), told, _G)
    reported = {line.key for line in content.lines}
    left = [key for key, amount in standard.approved.items() if amount and key not in reported]
    if left and content.lines:
        more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
        told = (
            f"Approved and not in the report, so nothing spent: {', '.join(left[:_SHOWN])}{more}."
        )
        yield note("lines_not_reported", places.of("lines"), told, _G)
    yield from _slipped(content, standard.approved, places)


def _version(
    content: ReportContent, standard: ReportStandard, places: Places
) -> Iterator[Discrepancy]:
    place, in_force = places.of("plan version"), standard.plan_version
    if in_force is None:
        told = f"No plan was in force on {standard.fiscal_year.last_day}; nothing was compared."
        yield note("no_plan_in_force", place, told, _G)
    elif content.plan_version is None:
        told = f"It names no plan version; {in_force} was in force on June 30 and was compared."
        yield note("plan_version_missing", place, told, _G)
    elif content.plan_version != in_force:
        told = (
            f"It reports against plan version {content.plan_version}; {in_force} was in force on "
            f"{standard.fiscal_year.last_day}, and was compared."
        )
        yield note("plan_version_differs", place, told, _G)


def _slipped(
    content: ReportContent, approved: Mapping[str, Money], places: Places
) -> Iterator[Discrepancy]:
    """Where the amounts fit the lines above or below better than their own, as after a paste."""
    keys = list(approved)
    own = _fits(content, approved, keys, 0)
    for off, where in ((1, "below"), (-1, "above")):
        fits = _fits(content, approved, keys, off)
        if len(fits) >= _FEWEST and len(fits) > len(own):
            told = (
                f"Paid by June 30 is that approved for the line {where} in {len(fits)} lines "
                f"({', '.join(fits[:_SHOWN])}), as when a column is pasted one row off. Put the "
                "amounts on their own lines."
            )
            yield stop("rows_slipped", places.of("total column paid"), told, _G)


def _fits(
    content: ReportContent, approved: Mapping[str, Money], keys: Sequence[str], off: int
) -> list[str]:
    """Lines whose amount paid is that approved `off` lines below; a zero fits nothing."""
    there = {
        key: approved[keys[number + off]]
        for number, key in enumerate(keys)
        if 0 <= number + off < len(keys)
    }
    return [
        line.key
        for line in content.lines
        if line.paid != ZERO
        and there.get(line.key) == line.paid
        and (off == 0 or approved[line.key] != line.paid)
    ]
