"""What the machine of every command found about reports, as the shortest history each.

A report is taken back, and what changed it would be left without it. C.G.S. § 10-262u(g), § 11-8b.
Not here: corrections of a report that nothing rests on (`test_report_change.py`).
"""

from dataclasses import replace
from datetime import date

import pytest
from spec import Events, carried_in, given, reported, stated, usd

from domain.commands import CorrectEvent
from domain.decisions.refusals import CorrectionBreaksBalanceError
from domain.events import DistrictYearEvent
from domain.report_content import Counted, ReportedLine
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
    ExpenditureReported,
    ReportCertified,
)

MARCH_1 = date(2023, 3, 1)
HELD = carried_in("100.00", at_board="100.00")
ZERO = usd("0.00")
REFUNDED = ExpenditureRefunded(
    line=None,
    amount=usd("10.00"),
    received_on=MARCH_1,
    spent=usd("50.00"),
    grant_less=usd("10.00"),
    own_less=ZERO,
    above_available=ZERO,
    reason="not delivered",
)
CERTIFIED = ReportCertified(report=1, certified_by="M. Diaz", certified_on=MARCH_1)


def lines(first: str, second: str) -> tuple[ReportedLine, ...]:
    """Two lines, 1 and 2."""
    return tuple(
        ReportedLine(key=key, description="", paid=usd(amount))
        for key, amount in (("1", first), ("2", second))
    )


def by_line(first: str, second: str, spent: str) -> ExpenditureReported:
    return ExpenditureReported(
        spent=usd(spent),
        from_grant=usd(spent),
        from_own_money=ZERO,
        above_available=ZERO,
        lines=lines(first, second),
        counted=Counted.PAID,
    )


def amended(first: str, second: str, spent: str, *, more: str) -> ExpenditureReportAmended:
    return ExpenditureReportAmended(
        report=2,
        spent=usd(spent),
        grant_more=usd(more),
        grant_less=ZERO,
        own_more=ZERO,
        own_less=ZERO,
        above_available=ZERO,
        reason="a late invoice",
        lines=lines(first, second),
        counted=Counted.PAID,
        plan_version=None,
        register=None,
        certified_by=None,
        certified_on=None,
    )


def reclassified(amount: str, spent: str) -> ExpenditureReclassified:
    """From line 1 to line 2."""
    return ExpenditureReclassified(
        source="1",
        target="2",
        amount=usd(amount),
        spent=usd(spent),
        grant_less=ZERO,
        own_less=ZERO,
        above_available=ZERO,
        reason="the wrong line",
        authority=None,
    )


@pytest.mark.parametrize(
    ("resting", "what"),
    [
        (CERTIFIED, "ReportCertified"),
        (REFUNDED, "ExpenditureRefunded"),
        (reclassified("5.00", "60.00"), "ExpenditureReclassified"),
    ],
    ids=["certified", "refunded", "reclassified"],
)
def test_a_report_is_not_taken_back_while_something_rests_on_it(
    resting: DistrictYearEvent, what: str
) -> None:
    # Version 2 is the report.
    given(HELD, by_line("40.00", "20.00", "60.00"), resting).when(
        CorrectEvent(position=2, reason="another district's")
    ).refused(
        CorrectionBreaksBalanceError,
        f"{what} without the report it rests on",
        citation="§ 11-8b",
    )


def test_an_amended_report_is_not_taken_back_under_its_certification() -> None:
    of_two = ReportCertified(report=2, certified_by="M. Diaz", certified_on=MARCH_1)
    history: Events = [
        HELD,
        reported(from_grant="60.00"),
        amended("50.00", "20.00", "70.00", more="10.00"),
    ]
    given(*history, of_two).when(CorrectEvent(position=3, reason="typed twice")).refused(
        CorrectionBreaksBalanceError,
        "ReportCertified without the report it rests on",
        citation="§ 11-8b",
    )


def test_an_amended_report_is_not_taken_back_from_under_a_line_that_was_moved() -> None:
    history: Events = [
        HELD,
        by_line("10.00", "50.00", "60.00"),
        amended("40.00", "30.00", "70.00", more="10.00"),
        reclassified("25.00", "70.00"),
    ]
    # Line 1 of the first report has 10.00, and 25.00 of it would have been moved.
    given(*history).when(CorrectEvent(position=3, reason="typed twice")).refused(
        CorrectionBreaksBalanceError,
        "lines of report 1 otherwise than its total",
        citation="§ 11-8b",
    )


def test_it_is_taken_back_where_the_line_has_what_was_moved() -> None:
    history: Events = [
        HELD,
        by_line("30.00", "30.00", "60.00"),
        amended("40.00", "30.00", "70.00", more="10.00"),
        reclassified("25.00", "70.00"),
    ]
    decided = given(*history).when(CorrectEvent(position=3, reason="typed twice")).decided
    # The amended report, and what follows: 60.00 were spent when the line was moved.
    assert [one.event.reversed for one in decided if hasattr(one.event, "reversed")] == [
        {
            "spent": usd("70.00"),
            "grant_more": usd("10.00"),
            "own_more": ZERO,
            "grant_less": ZERO,
            "own_less": ZERO,
        },
        {"spent": usd("70.00"), "grant_less": ZERO, "own_less": ZERO},
    ]


def test_a_report_is_not_corrected_below_what_a_signed_statement_counted() -> None:
    stood = stated(
        withheld="100.00", transferred="100.00", released="100.00", passed_through="100.00"
    )
    opening = replace(stood, spent=usd("50.00"))
    history: Events = [opening, replace(reported(from_grant="30.00"), spent=usd("80.00"))]
    lower = CorrectEvent(position=2, reason="a typing error", amount=usd("49.99"))
    given(*history).when(lower).refused(
        CorrectionBreaksBalanceError,
        "would leave: spent in report 1 below the opening statement 0.01",
        citation="11-8b",
    )
    assert given(*history).when(replace(lower, amount=usd("50.00"))).decided
    # Taken back whole there is no report, and the statement stands by itself.
    assert given(*history).when(replace(lower, amount=None)).decided
