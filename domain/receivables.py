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
        no_date: open, with no day set for it.
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
    scheduled = total([part.amount for part in left])

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
        no_date=determination.repay_open - scheduled,
        not_yet_due=total([part.amount for part in left if part.due_on > on]),
        due_today=between(0, 0),
        days_1_30=between(1, _MONTH),
        days_31_90=between(_MONTH + 1, _QUARTER),
        days_91=between(_QUARTER + 1, None),
    )


def parts_left(determination: Determination) -> tuple[SchedulePart, ...]:
    """What is open of each part of the schedule; empty without a schedule.

    What was paid since the schedule was set settles the earliest parts first; what was given up
    comes off the last ones.
    """
    if determination.schedule is None:
        return ()
    parts = sorted(determination.schedule.parts, key=lambda part: part.due_on)
    waived = determination.waived_since_schedule
    agreed = total([part.amount for part in parts])
    received = max(ZERO, agreed - determination.repay_open - waived)
    unwaived = _less(parts[::-1], waived)
    return tuple(_less(unwaived[::-1], received))


def _less(parts: Sequence[SchedulePart], amount: Money) -> list[SchedulePart]:
    """The parts without an amount that comes off them in their order."""
    left = []
    for part in parts:
        off = min(part.amount, amount)
        amount -= off
        if off < part.amount:
            left.append(SchedulePart(due_on=part.due_on, amount=part.amount - off))
    return left


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
