"""What stood at the end of each day: a change further back has to be possible on all of them.

Not here: what is possible today (`possible.py`).
"""

from datetime import date
from itertools import groupby

from domain.accounts import postings_of
from domain.chart import STOCKS, Account
from domain.decisions.case import YearOnRecord
from domain.money import ZERO, Money
from domain.state import DistrictYear


def overdrawn(
    before: DistrictYear, after: DistrictYear, year: YearOnRecord, on: date
) -> dict[str, Money]:
    """Stocks that would lie below zero on a day of the past, and did on none before.

    Where the days on record are out of order already, a correction cannot put them in order.
    """
    earlier, later = _lowest(before, year, on), _lowest(after, year, on)
    return {
        f"{stock.value} on {day}": lowest
        for stock, (lowest, day) in later.items()
        if lowest < ZERO <= earlier[stock][0]
    }


def _lowest(state: DistrictYear, year: YearOnRecord, on: date) -> dict[Account, tuple[Money, date]]:
    """The least each stock held at the end of a day, and the first such day.

    What is not on record yet counts from the day of the act.
    """
    standing = dict.fromkeys(STOCKS, ZERO)
    lowest = dict.fromkeys(STOCKS, (ZERO, date.min))
    by_day = sorted(state.events, key=lambda one: year.days.get(one[0], on))
    for day, events in groupby(by_day, key=lambda one: year.days.get(one[0], on)):
        for posting in (posting for _, event in events for posting in postings_of(event)):
            if posting.source in standing:
                standing[posting.source] -= posting.amount
            if posting.target in standing:
                standing[posting.target] += posting.amount
        for stock, held in standing.items():
            lowest[stock] = min(lowest[stock], (held, day), key=lambda one: one[0])
    return lowest
