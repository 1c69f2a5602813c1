"""No decision leaves an amount below zero, or promises what is not there, on a day on record.

A question as of a past day adds up what had taken effect by then. So a step that is dated back has
to have had its money on its own day and on every day since; several records of one day count
together. What a restatement brings counts from the day of the restatement, as in such a question.
Not here: the days of a change further back, as if it had been right at first (`by_day.py`); on
which record a step rests (`ground.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.accounts import POSTINGS, postings_of
from domain.chart import Account
from domain.decisions.case import Case, Decided
from domain.decisions.payment_refusals import MoneyNotThereYetError
from domain.decisions.possible import above_authority
from domain.events import (
    BalanceCarriedIn,
    DistrictYearEvent,
    EventCorrected,
    PassThroughRecorded,
    ReleaseAuthorized,
    ReportEvent,
)
from domain.figures import LABELS
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.owed_events import ReductionApplied, RepaymentRefunded
from domain.state import EMPTY, DistrictYear, evolve_at
from domain.words import typed

# An event of a district-year with its legal date; corrections as they were recorded.
Dated = tuple[date, DistrictYearEvent]

# What stands somewhere or is owed: never below zero at the end of a day.
_NEVER_BELOW = (
    Account.HELD_BY_COMPTROLLER,
    Account.HELD_BY_COMMISSIONER,
    Account.IN_PAYMENT,
    Account.HELD_BY_TOWN,
    Account.HELD_BY_BOARD,
    Account.FINDING_OPEN,
    Account.REPAY_DUE,
    Account.REDUCTION_DUE,
)


# A pass-through pays back what the board advanced when it is recorded, so the report comes first.
_ADVANCED = (
    " What the board paid from its own money until the town passed it on is told in the order of "
    "the days: take the later pass-through back (alliance correct POSITION), record this, then it."
)


@dataclass(slots=True)
class _Wrong:
    """What would be wrong: since which day, how far off at most, and from which day on not."""

    since: date
    by: Money
    until: date | None = None


def require_there_on_every_day(
    acts: Sequence[Decided], year: FiscalYear, recorded: Sequence[Dated], case: Case
) -> None:
    """Raises MoneyNotThereYetError where acts leave an amount of a year below zero on a past day.

    `recorded`: what is on record of that district-year, in the order of the record. What lay below
    zero on a day already stops only what would make it less.
    One exception: a pass-through may be dated before the payment it passes on, where by that day
    the payment was ordered, and before the day the town's money was carried in, which is the day
    of a closing. One day is the bank's or the closing's and the other the town's, and ordinary
    files leave the town's to the day of the entry. The ledger records what the town states, and
    the check `steps_follow_each_other` tells it.
    An authorization and a reduction also keep to what was approved and free on each day.
    Source: C.G.S. § 10-262u(c)(1) and (2), (g), (h).
    """
    own = [one for one in acts if one.fiscal_year == year]
    if not any(takes_money(type(one.event).__name__) for one in own):
        return
    last = max((day for day, _ in recorded), default=date.min)
    if all(one.effective_on >= last for one in own):
        return
    found = _below_zero(own, recorded) or _above_authority(own, recorded)
    if not found:
        return
    what, first = min(found.items(), key=lambda one: one[1].since)
    over = max(one.until or date.max for one in found.values())
    until = "" if first.until is None else f" until {first.until}"
    on = own[0].effective_on
    raise MoneyNotThereYetError(
        f"Recorded for {case.district.name} {year} as of {on}, this would leave, from "
        f"{first.since}{until}: {what} {first.by.display}.",
        citation=own[0].citation,
        details={what: str(first.by), "on": str(on), "from": str(first.since)}
        | ({} if first.until is None else {"until": str(first.until)}),
        next_step="Check the date"
        + ("." if over == date.max else f", or record it as of {over} or later.")
        + " Where an earlier record has a wrong date, put that right first (alliance replay "
        f"{typed(case.district.name)} --fiscal-year {year} shows its position)."
        + (_ADVANCED if any(isinstance(one.event, ReportEvent) for one in own) else ""),
    )


def takes_money(event_name: str) -> bool:
    """Whether an event of that name can take from what is never below zero, or promises it."""
    named = {one.__name__ for one in (EventCorrected, ReleaseAuthorized, RepaymentRefunded)}
    return event_name in named or any(row.source in _NEVER_BELOW for row in POSTINGS[event_name])


def _below_zero(acts: Sequence[Decided], recorded: Sequence[Dated]) -> dict[str, _Wrong]:
    """The accounts that the acts would bring below zero, or further below, by name."""
    held = _by_day(recorded)
    change = _by_day([(one.effective_on, one.event) for one in acts])
    on_its_way = any(_passes_on(one.event) for one in acts)
    to_come = _carried_to_town(recorded)
    standing = dict.fromkeys(Account, 0)
    moved = dict.fromkeys(Account, 0)
    found: dict[str, _Wrong] = {}
    for day in sorted({*held, *change}):
        _add(standing, held.get(day, {}))
        _add(moved, change.get(day, {}))
        after = {one: standing[one] + moved[one] for one in _NEVER_BELOW if moved[one] < 0}
        if on_its_way and Account.HELD_BY_TOWN in after:
            carried = sum(cents for on, cents in to_come if on > day)
            after[Account.HELD_BY_TOWN] += standing[Account.IN_PAYMENT] + carried
        below = {LABELS[one.value]: Money(cents) for one, cents in after.items() if cents < 0}
        _note(found, day, below)
    return found


def _note(found: dict[str, _Wrong], day: date, wrong: Mapping[str, Money]) -> None:
    """Note what is wrong on a day, and what no longer is."""
    for what, by in wrong.items():
        one = found.setdefault(what, _Wrong(since=day, by=by))
        one.until = None
        if abs(by.cents) > abs(one.by.cents):
            one.by = by
    for what, one in found.items():
        if what not in wrong and one.until is None:
            one.until = day


def _carried_to_town(recorded: Sequence[Dated]) -> list[tuple[date, int]]:
    """When what was carried in came to stand with the town, in cents."""
    return [
        (day, posting.amount.cents)
        for day, event in recorded
        if isinstance(event, BalanceCarriedIn)
        for posting in postings_of(event)
        if posting.target is Account.HELD_BY_TOWN
    ]


def _passes_on(event: DistrictYearEvent) -> bool:
    name = PassThroughRecorded.__name__
    corrects = isinstance(event, EventCorrected) and event.corrected_event == name
    return corrects or isinstance(event, PassThroughRecorded)


def _by_day(dated: Sequence[Dated]) -> dict[date, dict[Account, int]]:
    """By how many cents each account moves on each day."""
    found: dict[date, dict[Account, int]] = {}
    for day, event in dated:
        moves = found.setdefault(day, {})
        for posting in postings_of(event):
            moves[posting.source] = moves.get(posting.source, 0) - posting.amount.cents
            moves[posting.target] = moves.get(posting.target, 0) + posting.amount.cents
    return found


def _add(standing: dict[Account, int], moves: Mapping[Account, int]) -> None:
    for account, cents in moves.items():
        standing[account] += cents


def _above_authority(acts: Sequence[Decided], recorded: Sequence[Dated]) -> dict[str, _Wrong]:
    """What would be authorized above the plan, or above what is free, on a day."""
    asked = ReleaseAuthorized | ReductionApplied | RepaymentRefunded | EventCorrected
    if not any(isinstance(one.event, asked) for one in acts):
        return {}
    first = min(one.effective_on for one in acts)
    after = [*recorded, *((one.effective_on, one.event) for one in acts)]
    found: dict[str, _Wrong] = {}
    for day in sorted({day for day, _ in after if day >= first}):
        was = _not_there(_as_of(day, recorded))
        would = _not_there(_as_of(day, after))
        worse = {what: by for what, by in would.items() if by > was.get(what, ZERO)}
        _note(found, day, worse)
    return found


def _not_there(state: DistrictYear) -> dict[str, Money]:
    """What is promised beyond authority, and what was paid back of an order beyond what came."""
    repaid = {
        f"repaid for {name}, less than nothing by": -one.repaid
        for name, one in state.claims.determinations.items()
        if one.repaid < ZERO
    }
    return above_authority(state) | repaid


def _as_of(day: date, dated: Sequence[Dated]) -> DistrictYear:
    """The year as a question as of a day sees it."""
    state = EMPTY
    for version, (on, event) in enumerate(dated, start=1):
        if on <= day:
            state = evolve_at(state, event, version)
    return state
