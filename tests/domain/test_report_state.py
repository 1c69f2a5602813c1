"""What is known of reports: the one that stands, its lines after changes, its certification."""

from dataclasses import replace

import pytest
from one_of_each import OF_REPORTS, REPORTED
from spec import designated, reported, submitted, usd

from domain import report_events as r
from domain.events import DistrictYearEvent
from domain.report_content import Counted, ReportContent, ReportedLine, spent_of
from domain.report_state import NO_REPORTS, Report, reports_after
from domain.state import fold

INTERIM, FIRST, CERTIFIED, AMENDED, RECLASSIFIED, REFUNDED, CROSSWALK = OF_REPORTS
LINE = ReportedLine(
    key="2.4",
    description="tutors",
    paid=usd("100.00"),
    paid_after=usd("20.00"),
    obligated=usd("3.00"),
    local=usd("500.00"),
)


def standing(*events: DistrictYearEvent) -> Report:
    report = fold([designated(), *events]).report
    assert report is not None
    return report


@pytest.mark.parametrize(
    ("counted", "spent"),
    [(Counted.PAID, "100.00"), (Counted.PAID_AFTER, "120.00"), (Counted.OBLIGATED, "123.00")],
)
def test_what_counts_as_spent_is_said_by_the_policy_and_local_money_never_counts(
    counted: Counted, spent: str
) -> None:
    content = ReportContent(plan_version=1, lines=(LINE, replace(LINE, key="2.5")))
    assert LINE.spent(counted) == usd(spent)
    assert content.spent(counted) == usd(spent) + usd(spent)
    assert content.local == usd("1000.00")


@pytest.mark.parametrize(
    ("counted", "less", "left"),
    [
        pytest.param(Counted.PAID, "100.00", ("0.00", "20.00", "3.00"), id="all that was paid"),
        pytest.param(Counted.PAID_AFTER, "110.00", ("0.00", "10.00", "3.00"), id="then later"),
        pytest.param(Counted.OBLIGATED, "122.00", ("0.00", "0.00", "1.00"), id="then obligated"),
        pytest.param(Counted.OBLIGATED, "40.00", ("60.00", "20.00", "3.00"), id="paid first"),
    ],
)
def test_less_is_taken_of_what_was_paid_first(
    counted: Counted, less: str, left: tuple[str, str, str]
) -> None:
    after = LINE.less(usd(less), counted)
    assert (after.paid, after.paid_after, after.obligated) == tuple(map(usd, left))
    assert after.spent(counted) == LINE.spent(counted) - usd(less)


def test_the_amended_report_stands_and_the_first_is_posted_too() -> None:
    known = fold([designated(), FIRST, AMENDED])
    assert known.report == standing(AMENDED)
    assert standing(AMENDED).number == 2
    assert known.posted_as("FY2023-064-3") == "report 1"
    assert known.posted_as("FY2023-064-4") == "report 2"
    assert fold([INTERIM]).posted_as("FY2023-064-2") == "an estimate"
    assert fold([submitted(1, "5.00")]).posted_as("FY2023-064-9") is None


def test_a_report_under_a_register_number_is_certified_when_somebody_did() -> None:
    assert isinstance(FIRST, r.ExpenditureReported)
    bare = replace(FIRST, certified_by=None, certified_on=None)
    assert not standing(bare).certified
    assert standing(bare, CERTIFIED).certified_by == "D. Example, superintendent"
    assert standing(bare, CERTIFIED).certified
    # A certification of report 1 says nothing of report 2.
    assert isinstance(AMENDED, r.ExpenditureReportAmended)
    assert not standing(bare, replace(AMENDED, certified_by=None), CERTIFIED).certified


def test_a_report_by_its_total_alone_is_certified_by_who_records_it() -> None:
    assert standing(reported(from_grant="5.00")).certified


def test_reclassified_spending_leaves_one_line_and_comes_to_another() -> None:
    after = standing(AMENDED, RECLASSIFIED)
    assert after.line("9.9") == replace(REPORTED[1], paid=usd("60000.00"))
    assert after.line("2.4") == replace(REPORTED[0], paid=usd("5040000.00"))
    assert spent_of(after.lines, Counted.OBLIGATED) == after.spent == usd("6070000.00")


def test_reclassified_spending_may_come_to_a_line_the_report_did_not_have() -> None:
    assert isinstance(RECLASSIFIED, r.ExpenditureReclassified)
    after = standing(AMENDED, replace(RECLASSIFIED, target="3.1"))
    assert after.line("3.1") == ReportedLine(key="3.1", description="", paid=usd("40000.00"))
    assert after.line("7.7") is None


def test_what_goes_to_the_boards_own_funds_leaves_the_report() -> None:
    assert isinstance(RECLASSIFIED, r.ExpenditureReclassified)
    own = replace(RECLASSIFIED, target=None, spent=usd("6030000.00"))
    after = standing(AMENDED, own)
    assert after.spent == spent_of(after.lines, Counted.OBLIGATED) == usd("6030000.00")


def test_a_refund_takes_from_its_line() -> None:
    after = standing(AMENDED, REFUNDED)
    assert after.line("9.9") == replace(REPORTED[1], paid=usd("30000.00"))
    assert after.spent == usd("6000000.00")


def test_an_estimate_and_a_crosswalk_are_kept_and_no_report_stands() -> None:
    known = fold([INTERIM, CROSSWALK])
    assert known.report is None
    assert known.reporting.interim == (INTERIM,)
    assert known.reporting.crosswalk == {"10-5110": "2.4"}


@pytest.mark.parametrize("event", [CERTIFIED, RECLASSIFIED, REFUNDED])
def test_what_is_about_no_report_changes_nothing(event: r.ReportEvent) -> None:
    assert reports_after(NO_REPORTS, event) == NO_REPORTS
