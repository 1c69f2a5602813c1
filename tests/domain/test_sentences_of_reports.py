"""One plain sentence for every event of what a board reported."""

from dataclasses import replace
from typing import get_args

import pytest
from one_of_each import OF_REPORTS

from domain import report_events as r
from domain.events import Event, ReportEvent
from domain.money import ZERO, Money
from domain.sentences import sentence

usd = Money.parse
NAMED = {type(event).__name__: event for event in OF_REPORTS}
INTERIM, REPORTED, CERTIFIED, AMENDED, RECLASSIFIED, REFUNDED, CROSSWALK = OF_REPORTS
assert isinstance(INTERIM, r.InterimSpendingReported)
assert isinstance(REPORTED, r.ExpenditureReported)
assert isinstance(AMENDED, r.ExpenditureReportAmended)
assert isinstance(RECLASSIFIED, r.ExpenditureReclassified)
assert isinstance(REFUNDED, r.ExpenditureRefunded)

BY_TOTAL = r.ExpenditureReported(
    spent=usd("1000.00"), from_grant=usd("1000.00"), from_own_money=ZERO, above_available=ZERO
)
SENTENCES: list[tuple[Event, str]] = [
    (
        INTERIM,
        (
            "Board estimated 1,200,000.00 spent by 2022-11-30; expects 400,000.00 to be left on "
            "June 30; an estimate, not counted"
        ),
    ),
    (
        replace(INTERIM, unspent_at_year_end=None),
        "Board estimated 1,200,000.00 spent by 2022-11-30; an estimate, not counted",
    ),
    (
        REPORTED,
        (
            "Board reported 6,000,000.00 spent: 5,000,000.00 from the grant, 1,000,000.00 from its "
            "own money, by 2 lines; certified by D. Example, superintendent on 2023-08-28"
        ),
    ),
    (BY_TOTAL, "Board reported 1,000.00 spent"),
    (
        replace(BY_TOTAL, from_grant=usd("700.00"), from_own_money=usd("300.00")),
        "Board reported 1,000.00 spent: 700.00 from the grant, 300.00 from its own money",
    ),
    (
        replace(
            BY_TOTAL,
            from_grant=usd("700.00"),
            from_own_money=usd("300.00"),
            above_available=usd("100.00"),
        ),
        (
            "Board reported 1,000.00 spent: 700.00 from the grant, 300.00 from its own money, "
            "of which 100.00 is above what is available"
        ),
    ),
    (
        replace(BY_TOTAL, register="FY2023-064-3"),
        "Board reported 1,000.00 spent; not certified yet",
    ),
    (CERTIFIED, "Report 1 certified by D. Example, superintendent on 2023-08-30"),
    (
        AMENDED,
        (
            "Board amended its report (report 2): 6,070,000.00 spent, 70,000.00 more than before: "
            "60,000.00 more from the grant, 10,000.00 more from its own money (an invoice of June "
            "came in September), by 2 lines; certified by D. Example, superintendent on 2023-09-28"
        ),
    ),
    (
        replace(
            AMENDED,
            grant_more=ZERO,
            own_more=ZERO,
            grant_less=usd("5.00"),
            lines=(),
            counted=None,
            certified_by=None,
            certified_on=None,
        ),
        (
            "Board amended its report (report 2): 6,070,000.00 spent, 5.00 less than before (an "
            "invoice of June came in September); not certified yet"
        ),
    ),
    (
        replace(
            AMENDED,
            grant_more=usd("50.00"),
            own_more=usd("20.00"),
            above_available=usd("20.00"),
            lines=(),
        ),
        (
            "Board amended its report (report 2): 6,070,000.00 spent, 70.00 more than before: "
            "50.00 more from the grant, 20.00 more from its own money; 20.00 is above what is "
            "available (an invoice of June came in September); certified by D. Example, "
            "superintendent on 2023-09-28"
        ),
    ),
    (
        replace(AMENDED, grant_more=ZERO, own_less=usd("5.00"), own_more=ZERO, lines=()),
        (
            "Board amended its report (report 2): 6,070,000.00 spent, 5.00 less than before: 5.00 "
            "less from its own money (an invoice of June came in September); certified by D. "
            "Example, superintendent on 2023-09-28"
        ),
    ),
    (
        replace(AMENDED, grant_more=ZERO, own_more=ZERO, lines=()),
        (
            "Board amended its report (report 2): 6,070,000.00 spent, the same total as before "
            "(an invoice of June came in September); certified by D. Example, superintendent on "
            "2023-09-28"
        ),
    ),
    (
        RECLASSIFIED,
        (
            "Reclassified 40,000.00 from line 9.9 to line 2.4: 6,070,000.00 spent in all (coded to "
            "the wrong line; on the word of the board's letter of October 1, 2023)"
        ),
    ),
    (
        replace(RECLASSIFIED, target=None, authority=None),
        (
            "Reclassified 40,000.00 from line 9.9 to the board's own funds: 6,070,000.00 spent in "
            "all (coded to the wrong line)"
        ),
    ),
    (
        REFUNDED,
        (
            "Refund of 70,000.00 on line 9.9 came back to the board on 2023-10-02: 6,000,000.00 "
            "spent in all (the fence was not delivered)"
        ),
    ),
    (
        replace(REFUNDED, line=None),
        (
            "Refund of 70,000.00 came back to the board on 2023-10-02: 6,000,000.00 spent in all "
            "(the fence was not delivered)"
        ),
    ),
    (CROSSWALK, "Crosswalk of 1 account to lines of the plan, stated by E. Example, board"),
]


@pytest.mark.parametrize(
    ("event", "words"), SENTENCES, ids=[type(event).__name__ for event, _ in SENTENCES]
)
def test_an_event_of_a_report_is_told_in_one_sentence(event: Event, words: str) -> None:
    assert sentence(event) == words


def test_every_event_of_a_report_is_told() -> None:
    assert {type(event) for event, _ in SENTENCES} == set(get_args(ReportEvent))
