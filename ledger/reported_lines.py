"""What a board reported on a line, step by step: the report, what changed it, findings on it.

A letter shows what was reported when it was issued; a finding may have been raised on another
amount. Source: C.G.S. § 10-262u(g). Not here: the letter (`domain/determination_letter.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.claim_events import FindingRaised
from domain.events import Event, EventCorrected
from domain.money import ZERO, Money, total
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
)
from domain.state import EMPTY, DistrictYear
from ledger.application import Kept, after
from ledger.corrections import corrected_in


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStep:
    """A record that says what was reported on a line, or questions it.

    Attributes:
        position, effective_on: of the record.
        what: what it did, in a few words.
        change: by how much it changed what is reported; zero for a finding.
        reported: what is reported on the line after it.
        finding: whether it is a finding on the line.
    """

    position: int
    effective_on: date
    what: str
    change: Money
    reported: Money
    finding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLine:
    """A line with every step of what was reported on it, in order of position."""

    key: str
    steps: tuple[LineStep, ...]

    @property
    def changed(self) -> bool:
        """Whether what is reported is not what was reported first."""
        return sum(not step.finding for step in self.steps) > 1


def reported_lines(records: Sequence[Kept], keys: Iterable[str]) -> tuple[ReportedLine, ...]:
    """What was reported on each of these lines, out of the records of a district-year."""
    gone = {at for at, became in corrected_in(records).items() if became.taken_back}
    steps: dict[str, list[LineStep]] = {key: [] for key in keys}
    state = EMPTY
    for kept in records:
        before, state = state, after(state, kept.record)
        for key, of_line in steps.items():
            step = _step(key, kept, before, state)
            if step is not None and not (step.finding and step.position in gone):
                of_line.append(step)
    return tuple(ReportedLine(key=key, steps=tuple(found)) for key, found in steps.items())


def line_sentences(line: ReportedLine) -> list[str]:
    """A line in words, where what is reported is not what was reported first: a sum, and findings.

    So that a questioned amount can be rebuilt from what was reported on the day it was questioned.
    """
    if not line.changed:
        return []
    terms = [
        f"{_signed(step.change, first=not at)} ({step.what}, {_place(step)})"
        for at, step in enumerate(one for one in line.steps if not one.finding)
    ]
    return [
        f"line {line.key} as reported: {' '.join(terms)} = {line.steps[-1].reported.display}",
        *(
            f"  {step.what} ({_place(step)}), when {step.reported.display} was reported on it"
            for step in line.steps
            if step.finding
        ),
    ]


def line_table(lines: Iterable[ReportedLine]) -> list[str]:
    """The steps of each line as text, with what is reported after each."""
    text = []
    for line in lines:
        text += [
            f"line {line.key}",
            f"  {'date':<12}{'position':>8}  {'changed by':>15}{'reported':>15}  what",
        ]
        text += [
            f"  {step.effective_on!s:<12}{step.position:>8}  "
            f"{'' if step.finding else step.change.display:>15}{step.reported.display:>15}  "
            f"{step.what}"
            for step in line.steps
        ]
        text.append("")
    return text


def _step(key: str, kept: Kept, before: DistrictYear, now: DistrictYear) -> LineStep | None:
    """What one record did to a line; None where it did nothing."""
    event = kept.record.data
    was, reported = _reported(before, key), _reported(now, key)
    finding = isinstance(event, FindingRaised) and key in {one.key for one in event.lines}
    if not finding and reported == was:
        return None
    change = (reported or ZERO) - (was or ZERO)
    return LineStep(
        position=kept.position,
        effective_on=kept.record.effective_on,
        what=_what(key, event, now),
        change=change,
        reported=reported or ZERO,
        finding=finding,
    )


def _reported(state: DistrictYear, key: str) -> Money | None:
    return state.report.spent_by_line.get(key) if state.report else None


def _what(key: str, event: Event, now: DistrictYear) -> str:
    match event:
        case FindingRaised():
            return _questioned(key, event, now)
        case ExpenditureReportAmended():
            return f"amended report {event.report}"
        case ExpenditureReclassified() if event.source == key:
            target = f"line {event.target}" if event.target else "the board's own funds"
            return f"reclassified to {target}"
        case ExpenditureReclassified():
            return f"reclassified from line {event.source}"
        case ExpenditureRefunded():
            return f"refunded on {event.received_on}"
        case EventCorrected():
            became = "corrected" if event.replacement else "taken back"
            return f"position {event.corrects_position} {became}"
        case _:
            return "report 1"


def _questioned(key: str, event: FindingRaised, now: DistrictYear) -> str:
    """What a finding questions of a line, beside what was over what was approved for it."""
    amount = total([one.amount for one in event.lines if one.key == key])
    plan = now.plans.get(event.plan_version or 0)
    said = f"finding {event.finding} questions {amount.display}"
    if plan is None or not plan.lines:
        return said
    approved = total([one.amount for one in plan.lines if one.key == key])
    over = max(ZERO, (_reported(now, key) or ZERO) - approved)
    return f"{said}; {over.display} over {approved.display} approved"


def _signed(amount: Money, *, first: bool) -> str:
    if first:
        return amount.display
    return f"− {(-amount).display}" if amount < ZERO else f"+ {amount.display}"


def _place(step: LineStep) -> str:
    return f"{step.effective_on}, position {step.position}"
