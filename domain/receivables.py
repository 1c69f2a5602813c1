"""What is owed on repayment orders: how much is open, since when it is due, in which parts.

Pure arithmetic on one determination; every total is the sum of its parts. Source: C.G.S.
§ 10-262u(g). Not here: reductions of later years; who may lower a claim (`domain/decisions/`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.determination_state import Determination
from domain.money import ZERO, Money, total
from domain.owed_events import SchedulePart

_MONTH = 30
_QUARTER = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Aging:
    """What is open of a repayment order on a day, by how long it has been due.

    Attributes:
        ordered: the whole order.
        received: what was repaid.
        waived: what was given up on an instrument.
        open: what is left: ordered − received − waived.
        no_date: open, and no part of a schedule covers it.
        not_yet_due … days_91: open, due later, on the day, or that many days before.
    """

    ordered: Money
    received: Money
    waived: Money
    open: Money
    no_date: Money
    not_yet_due: Money
    due_today: Money
    days_1_30: Money
    days_31_90: Money
    days_91: Money


def aging(determination: Determination, on: date) -> Aging:
    """What is open of an order on a day, by how long it has been due."""
    left = parts_left(determination)

    def between(first: int, last: int | None) -> Money:
        """Due so many days before the day."""
        return total(
            [
                part.amount
                for part in left
                if first <= (on - part.due_on).days
                and (last is None or (on - part.due_on).days <= last)
            ]
        )

    return Aging(
        ordered=determination.repay,
        received=determination.repaid,
        waived=total([one.repay_less for one in determination.reduced_claims]),
        open=determination.repay_open,
        no_date=no_date(determination),
        not_yet_due=total([part.amount for part in left if part.due_on > on]),
        due_today=between(0, 0),
        days_1_30=between(1, _MONTH),
        days_31_90=between(_MONTH + 1, _QUARTER),
        days_91=between(_QUARTER + 1, None),
    )


def parts_left(determination: Determination) -> tuple[SchedulePart, ...]:
    """What is open of each part of the schedule; empty without a schedule.

    What was paid since the schedule was set settles the earliest parts first; what was given up
    comes off the last ones. What a schedule does not cover, since more is claimed again after it
    was set, is in no part.
    """
    return tuple(_less(_parts_owed(determination), _received(determination)))


def no_date(determination: Determination) -> Money:
    """What is open and in no part of a schedule."""
    return determination.repay_open - total([part.amount for part in parts_left(determination)])


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidPart:
    """What of one repayment settled one part of a schedule.

    Attributes:
        due_on: the day the part was due.
        paid_on: the day the repayment was received.
        amount: how much of it, more than zero.
    """

    due_on: date
    paid_on: date
    amount: Money


def paid_parts(determination: Determination) -> tuple[PaidPart, ...]:
    """By which repayments the parts were settled, those of earlier schedules first.

    A refund takes the latest repayments away.
    """
    earlier = paid_parts(determination.rescheduled) if determination.rescheduled else ()
    left, owed = _received(determination), _parts_owed(determination)
    found: list[PaidPart] = []
    for one in sorted(determination.repaid_since_schedule, key=lambda one: one.received_on):
        paid = min(one.amount, left)
        left -= paid
        found += [
            PaidPart(due_on=part.due_on, paid_on=one.received_on, amount=part.amount)
            for part in _first(owed, paid)
        ]
        owed = _less(owed, paid)
    return (*earlier, *found)


def _received(determination: Determination) -> Money:
    """What was repaid since the schedule was set, without what was paid back."""
    since = total([one.amount for one in determination.repaid_since_schedule])
    return max(ZERO, since - determination.refunded_since_schedule)


def _parts_owed(determination: Determination) -> list[SchedulePart]:
    """The parts of the schedule, by day, without what was given up since: it was never to come."""
    if determination.schedule is None:
        return []
    parts = sorted(determination.schedule.parts, key=lambda part: part.due_on)
    agreed = total([part.amount for part in parts])
    # A claim that was lowered otherwise, by a correction, leaves less open than was agreed on.
    above = agreed - _received(determination) - determination.repay_open
    off = max(determination.waived_since_schedule, above)
    return _less(parts[::-1], off)[::-1]


def _less(parts: Sequence[SchedulePart], amount: Money) -> list[SchedulePart]:
    """The parts without an amount that comes off them in their order."""
    left = []
    for part in parts:
        off = min(part.amount, amount)
        amount -= off
        if off < part.amount:
            left.append(SchedulePart(due_on=part.due_on, amount=part.amount - off))
    return left


def _first(parts: Sequence[SchedulePart], amount: Money) -> list[SchedulePart]:
    """As much of the parts, in their order, as an amount comes to."""
    taken = []
    for part in parts:
        here = min(part.amount, amount)
        amount -= here
        if here:
            taken.append(SchedulePart(due_on=part.due_on, amount=here))
    return taken


def equal_parts(amount: Money, days: Sequence[date]) -> tuple[SchedulePart, ...]:
    """An amount in equal parts, half-up to the cent; the last takes what is left.

    A last part of nothing or less, as for a cent in two parts, is for the caller to refuse.
    """
    each = amount.share(1, len(days))
    last = amount - total([each] * (len(days) - 1))
    amounts = [each] * (len(days) - 1) + [last]
    return tuple(
        SchedulePart(due_on=day, amount=one) for day, one in zip(days, amounts, strict=True)
    )
