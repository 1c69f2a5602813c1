"""What follows from a change further back: later splits, the balance carried out, the years after.

Nothing is rewritten. Each event that would have been otherwise is corrected by an event of its own
that names it, with its amounts as they were and as they are, and why. The change goes on from year
to year until a balance stays as it was or the year is open. Source: C.G.S. § 10-262u(h), § 11-8b.
Not here: the change itself (`report_change.py`, `correction.py`).
"""

from dataclasses import dataclass, replace
from datetime import date

from domain.accounts import corrected_postings
from domain.authority import Office
from domain.decisions.amounts import amounts_of, standing_amounts
from domain.decisions.by_day import overdrawn
from domain.decisions.case import Case, Decided, YearOnRecord
from domain.decisions.closing import balance_carried, require_ready_to_close
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.possible import worsened
from domain.decisions.refusals import CorrectionBreaksBalanceError
from domain.decisions.spending import above_available, report_of, split_of_change
from domain.events import (
    BalanceCarriedIn,
    DistrictYearEvent,
    EventCorrected,
    ExpenditureReported,
    FiscalYearClosed,
    PassThroughRecorded,
)
from domain.figures import board_advance
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
)
from domain.state import EMPTY, DistrictYear, evolve, evolve_at, folded_at, with_amounts
from domain.statute.rules import Clause

# What is split or carried as what stands before it says.
_FOLLOWING = (
    BalanceCarriedIn
    | PassThroughRecorded
    | ExpenditureReported
    | ExpenditureReportAmended
    | ExpenditureReclassified
    | ExpenditureRefunded
    | FiscalYearClosed
)


def reopened(state: DistrictYear) -> DistrictYear:
    """The state as if the year had not been closed; itself where it is open."""
    if state.closed is None:
        return state
    open_ = folded_at(one for one in state.events if not isinstance(one[1], FiscalYearClosed))
    return replace(
        open_, version=state.version, corrected_by=state.corrected_by, corrects=state.corrects
    )


def restated(
    acts: tuple[Decided, ...],
    state: DistrictYear,
    case: Case,
    *,
    why: str,
    doing: str = "The change",
) -> tuple[Decided, ...]:
    """The acts of the case's own year, and every correction that follows from them.

    `state` is the year before the acts; `why` is said of each correction, `doing` in a refusal.
    No act takes effect before the last restatement of what follows from it: on the days between,
    what was restated then would tell of one change and not of the other. But see
    `_stands_by_itself`.
    Raises CorrectionBreaksBalanceError, and in a closed year what stops a closing.
    """
    after = state
    for act in acts:
        after = evolve(after, act.event)
    right = _right_events(after, None)
    since = date.min if _stands_by_itself(acts, right, case) else restated_on(case)
    acts = tuple(replace(act, effective_on=max(act.effective_on, since)) for act in acts)
    found = list(acts)
    years = iter(case.chain)
    year = next(years)
    standing = after
    while True:
        changed = _Changed(year=year, case=case, on=acts[0].effective_on, why=why)
        found += [changed.correction(at, wrong, good) for at, wrong, good in right.changes]
        _require_possible(
            reopened(year.state), right.state, f"{doing} of {case.name}", year, case, changed.on
        )
        if standing.closed is None:
            return tuple(found)
        require_ready_to_close(right.state, case, year.fiscal_year)
        closing, opening = balance_carried(right.state, year.fiscal_year)
        good = _with_amounts_of(closing, standing.closed)
        if good == standing.closed:
            return tuple(found)
        at = next(at for at, one in standing.events if one is standing.closed)
        found.append(changed.correction(at, standing.closed, good))
        year = next(years)  # a closed year has one after it
        standing = year.state
        right = _right_events(standing, opening)


def _stands_by_itself(acts: tuple[Decided, ...], right: "_Right", case: Case) -> bool:
    """A correction of what was recorded after the last restatement, from which nothing follows.

    What was restated then did not count it yet, so that its own day tells the same on every day.
    """
    (first, *more), own = acts, case.chain[0]
    alone = not more and own.state.closed is None and not right.changes
    if not alone or not isinstance(first.event, EventCorrected):
        return False
    return first.event.corrects_version > max(_restatements(own), default=0)


def restated_on(case: Case) -> date:
    """The day of the last restatement in the case's years; long ago where there is none."""
    days = (year.days[at] for year in case.chain for at in _restatements(year))
    return max(days, default=date.min)


def _restatements(year: YearOnRecord) -> list[int]:
    """The versions of the corrections that restated something of a year on a later day."""
    last = {
        at: year.state.last_of(at) for at, one in year.state.events if isinstance(one, _FOLLOWING)
    }
    return [then for at, then in last.items() if year.days[then] > year.days[at]]


def require_not_before_restatement(step: str, case: Case) -> None:
    """Raises StepBeforeGroundError for a change dated before the last restatement."""
    since = restated_on(case)
    if case.effective_on < since:
        raise StepBeforeGroundError(
            f"{step} of {case.name} cannot be of {case.effective_on}: what follows from it was "
            f"restated on {since}.",
            citation=case.cite(Clause.RECORDS),
            details={"on": str(case.effective_on), "restated_on": str(since)},
            next_step=f"Give it a day from {since} on.",
        )


@dataclass(frozen=True, slots=True)
class _Right:
    """A year's events as they ought to be, and the state they lead to, its closing left out."""

    state: DistrictYear
    changes: tuple[tuple[int, DistrictYearEvent, DistrictYearEvent], ...]


def _right_events(state: DistrictYear, opening: BalanceCarriedIn | None) -> _Right:
    running, changes = EMPTY, []
    for at, event in state.events:
        if isinstance(event, FiscalYearClosed):
            continue
        right = as_it_follows(event, running, opening)
        if right != event:
            changes.append((at, event, right))
        running = evolve_at(running, right, at)
    return _Right(running, tuple(changes))


def before_version(state: DistrictYear, version: int) -> DistrictYear:
    """The year as the events before a version leave it, as they stand now."""
    return folded_at(one for one in state.events if one[0] < version)


def as_it_follows(
    event: DistrictYearEvent, before: DistrictYear, opening: BalanceCarriedIn | None = None
) -> DistrictYearEvent:
    """The event with the amounts that follow from what stands before it.

    `opening` is the balance that a restated year before carries in; None where it stays.
    """
    match event:
        case BalanceCarriedIn() if opening is not None:
            return _with_amounts_of(opening, event)
        case PassThroughRecorded():
            return replace(event, reimbursed=min(event.amount, board_advance(before)))
        case ExpenditureReported():
            return _with_amounts_of(report_of(event.spent, before), event)
        case ExpenditureReportAmended():
            split = split_of_change(event.spent, before)
            above = above_available(event.spent, before)
            return with_amounts(event, {**split._asdict(), "above_available": above})
        case ExpenditureReclassified() | ExpenditureRefunded():
            return _changed_again(event, before)
        case _:
            return event


def _changed_again(
    event: ExpenditureReclassified | ExpenditureRefunded, before: DistrictYear
) -> DistrictYearEvent:
    reported = before.report.spent if before.report else event.spent
    moved = isinstance(event, ExpenditureReclassified) and event.target is not None
    spent = reported if moved else reported - event.amount
    split = split_of_change(spent, before)
    return replace(
        event,
        spent=spent,
        grant_less=split.grant_less,
        own_less=split.own_less,
        above_available=above_available(spent, before),
    )


def _with_amounts_of(right: DistrictYearEvent, event: DistrictYearEvent) -> DistrictYearEvent:
    """The event with the amounts of another of its kind; what is no amount stays its own."""
    return with_amounts(event, dict(amounts_of(right)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """A year in which something follows, from which day on, and why."""

    year: YearOnRecord
    case: Case
    on: date
    why: str

    def correction(self, at: int, wrong: DistrictYearEvent, right: DistrictYearEvent) -> Decided:
        """The correction of an event by the amounts that follow."""
        name, last = type(wrong).__name__, self.year.state.last_of(at)
        reversed_, replacement = standing_amounts(wrong), dict(amounts_of(right))
        return Decided(
            fiscal_year=self.year.fiscal_year,
            event=EventCorrected(
                corrects_position=self.year.places[last],
                corrects_version=last,
                corrected_event=name,
                reversed=reversed_,
                replacement=replacement,
                postings=corrected_postings(name, reversed_, replacement),
                reason=f"follows from {self.why}",
            ),
            office=Office.DEPARTMENT,
            citation=self.case.cite(self._clause(wrong)),
            # Never before what it corrects, so that no past day sees one without the other.
            effective_on=max(self.on, self.year.days[last]),
        )

    def _clause(self, wrong: DistrictYearEvent) -> Clause:
        own = self.year.fiscal_year == self.case.fiscal_year
        closing = isinstance(wrong, FiscalYearClosed)
        return Clause.RECORDS if own and not closing else Clause.CARRY_FORWARD


def _require_possible(
    before: DistrictYear,
    after: DistrictYear,
    doing: str,
    year: YearOnRecord,
    case: Case,
    on: date,
) -> None:
    broken = worsened(before, after) or overdrawn(before, after, year, on)
    if not broken:
        return
    own = year.fiscal_year == case.fiscal_year
    where = "" if own else f" in {year.fiscal_year}"
    shown = "; ".join(
        f"{what} {amount.display}" if amount else what for what, amount in broken.items()
    )
    raise CorrectionBreaksBalanceError(
        f"{doing} would leave{where}: {shown}.",
        citation=case.cite(Clause.RECORDS),
        details=({} if own else {"fiscal_year": str(year.fiscal_year.ends_in)})
        | {what: str(amount) for what, amount in broken.items()},
        next_step="Correct what came after it first, from the latest back.",
    )
