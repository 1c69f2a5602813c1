"""§ 10-262u(g): a report by line, its certification, the estimate, the crosswalk."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    MARCH_1_2023,
    Events,
    closed,
    designated,
    given,
    reported,
    transferred,
    usd,
    withheld,
)
from spec_plans import REGISTER, accepted, received

from domain.authority import Office
from domain.commands import CloseFiscalYear, SubmitExpenditureReport
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.plan_refusals import (
    SubmissionKindError,
    SubmissionNotAcceptedError,
    SubmissionPostedError,
)
from domain.decisions.refusals import (
    AmountNotPositiveError,
    NotDesignatedError,
    WordsMissingError,
    YearClosedError,
)
from domain.decisions.report_refusals import (
    CrosswalkError,
    EstimateDateError,
    NoReportError,
    ReportAlreadyCertifiedError,
    ReportLinesError,
    ReportNotCertifiedError,
)
from domain.events import DistrictYearEvent, SubmissionKind
from domain.money import ZERO
from domain.report_commands import CertifyReport, ReportInterimSpending, SetCrosswalk
from domain.report_content import Counted, ReportedLine
from domain.report_events import (
    CrosswalkEntry,
    CrosswalkSet,
    ExpenditureReported,
    InterimSpendingReported,
    ReportCertified,
)

FEBRUARY_28 = date(2023, 2, 28)
MARCH_2 = date(2023, 3, 2)


def line(key: str, paid: str, *, after: str = "0.00", obligated: str = "0.00") -> ReportedLine:
    return ReportedLine(
        key=key,
        description="tutors",
        paid=usd(paid),
        paid_after=usd(after),
        obligated=usd(obligated),
        local=usd("7.00"),
    )


# 600.00 + 0.00 and 300.00 + 90.00, with 9.00 still obligated.
LINES = (line("2.4", "600.00"), line("3.1", "300.00", after="90.00", obligated="9.00"))
BY_LINE = SubmitExpenditureReport(
    spent=usd("990.00"), lines=LINES, counted=Counted.PAID_AFTER, plan_version=1
)
RECEIVED = replace(received(), kind=SubmissionKind.REPORT)
UNCERTIFIED = replace(reported(from_grant="0.00"), register=REGISTER)


# ---- by line ----


def test_a_report_by_line_is_kept_whole_and_its_total_is_what_counts() -> None:
    (one,) = (
        given(designated(), withheld("1000.00"))
        .when(BY_LINE)
        .then(
            ExpenditureReported(
                spent=usd("990.00"),
                from_grant=ZERO,
                from_own_money=usd("990.00"),
                above_available=ZERO,
                lines=LINES,
                counted=Counted.PAID_AFTER,
                plan_version=1,
            )
        )
    )
    assert one.office is Office.BOARD_OF_EDUCATION
    assert one.citation.provision == "C.G.S. § 10-262u(g)"


@pytest.mark.parametrize(
    ("counted", "spent"),
    [(Counted.PAID, "900.00"), (Counted.PAID_AFTER, "990.00"), (Counted.OBLIGATED, "999.00")],
)
def test_the_total_is_what_the_counted_columns_come_to(counted: Counted, spent: str) -> None:
    right = replace(BY_LINE, counted=counted, spent=usd(spent))
    assert given(designated()).when(right).refused_by is None
    wrong = replace(right, spent=right.spent + usd("0.01"))
    given(designated()).when(wrong).refused(
        ReportLinesError, f"its lines come to {usd(spent).display}", citation="(g)", lines="2"
    )


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (replace(BY_LINE, counted=None), "it has lines and does not say which columns count"),
        (replace(BY_LINE, lines=None), "it says which columns count and has no lines"),
        (replace(BY_LINE, lines=(*LINES, LINES[0])), "line 2.4 stands twice"),
        (replace(BY_LINE, lines=(line(" ", "990.00"),)), "a line has no key"),
        (
            replace(BY_LINE, lines=(*LINES, replace(line("9", "1.00"), local=usd("-1.00")))),
            "line 9 has an amount below zero",
        ),
        (replace(BY_LINE, lines=(line("2.4", "-1.00"),)), "line 2.4 has an amount below zero"),
    ],
)
def test_a_report_that_does_not_hold_together_is_refused(
    command: SubmitExpenditureReport, words: str
) -> None:
    given(designated()).when(command).refused(ReportLinesError, words, citation="(g)")


# ---- under a register number ----


def test_a_report_posts_from_what_was_received_as_a_report_and_accepted() -> None:
    command = replace(BY_LINE, register=REGISTER)
    given(designated(), RECEIVED, accepted()).when(command).then(
        ExpenditureReported(
            spent=usd("990.00"),
            from_grant=ZERO,
            from_own_money=usd("990.00"),
            above_available=usd("990.00"),
            lines=LINES,
            counted=Counted.PAID_AFTER,
            plan_version=1,
            register=REGISTER,
        )
    )
    given(designated(), RECEIVED).when(command).refused(
        SubmissionNotAcceptedError, "is received; nothing posts from it", citation="§ 11-8b"
    )
    given(designated(), received(), accepted()).when(command).refused(
        SubmissionKindError, "is a plan, not a report", citation="(d)"
    )


def test_one_file_makes_one_report_or_estimate() -> None:
    estimate = ReportInterimSpending(as_of=FEBRUARY_28, spent=ZERO, register=REGISTER)
    history: Events = [designated(), RECEIVED, accepted()]
    given(*history, UNCERTIFIED).when(estimate).refused(
        SubmissionPostedError, "is posted already, as report 1", citation="(g)"
    )
    (one,) = given(*history).when(estimate).decided
    given(*history, one.event).when(estimate).refused(
        SubmissionPostedError, "is posted already, as an estimate", citation="(g)"
    )


# ---- certification ----


@pytest.mark.parametrize(
    ("by", "on", "error"),
    [
        ("D. Example", None, ReportNotCertifiedError),
        (None, MARCH_1_2023, ReportNotCertifiedError),
        ("D. Example", MARCH_2, ReportNotCertifiedError),
        (" ", MARCH_1_2023, WordsMissingError),
    ],
)
def test_a_certification_says_by_whom_and_on_a_day_that_has_come(
    by: str | None,
    on: date | None,
    error: type[ReportNotCertifiedError | WordsMissingError],
) -> None:
    command = replace(BY_LINE, certified_by=by, certified_on=on)
    refusal = given(designated()).when(command).refused_by
    assert type(refusal) is error


def test_nobody_certifies_a_year_before_it_began() -> None:
    early = replace(BY_LINE, certified_by="D. Example", certified_on=date(2022, 6, 30))
    given(designated()).when(early).refused(
        ReportNotCertifiedError, "before the year began on 2022-07-01", citation="(g)"
    )


def test_a_report_is_certified_once() -> None:
    command = CertifyReport(certified_by="D. Example", certified_on=MARCH_1_2023)
    event = ReportCertified(report=1, certified_by="D. Example", certified_on=MARCH_1_2023)
    given(designated(), UNCERTIFIED).when(command).then(event)
    given(designated(), UNCERTIFIED, event).when(command).refused(
        ReportAlreadyCertifiedError, "is certified already, by D. Example", citation="(g)"
    )
    given(designated(), reported()).when(command).refused(
        ReportAlreadyCertifiedError, "certified already, by who recorded it", citation="(g)"
    )
    given(designated()).when(command).refused(
        NoReportError, "has no expenditure report on record", citation="(g)"
    )
    given(designated(), UNCERTIFIED).when(replace(command, certified_on=MARCH_2)).refused(
        ReportNotCertifiedError,
        "was certified on 2023-03-02, and 2023-03-01 is given",
        citation="(g)",
    )


def test_a_year_closes_only_on_a_certified_report() -> None:
    certified = ReportCertified(report=1, certified_by="D. Example", certified_on=MARCH_1_2023)
    june = date(2023, 6, 30)
    given(designated(), UNCERTIFIED).when(CloseFiscalYear(), on=june).refused(
        ReportNotCertifiedError, "Report 1 of Hartford FY2023 is not certified", citation="(g)"
    )
    decision = given(designated(), UNCERTIFIED, certified).when(CloseFiscalYear(), on=june)
    assert decision.refused_by is None


# ---- the estimate ----


def test_an_estimate_moves_nothing_and_may_come_after_the_close() -> None:
    command = ReportInterimSpending(
        as_of=FEBRUARY_28,
        spent=usd("900.00"),
        unspent_at_year_end=usd("10.00"),
        lines=LINES,
    )
    history: list[DistrictYearEvent] = [designated(), withheld("1000.00"), transferred("5.00")]
    event = InterimSpendingReported(
        as_of=FEBRUARY_28,
        spent=usd("900.00"),
        unspent_at_year_end=usd("10.00"),
        lines=LINES,
        register=None,
    )
    given(*history).when(command).then(event)
    given(*history, reported(), closed("1000.00")).when(command).then(event)


@pytest.mark.parametrize("as_of", [date(2022, 6, 30), MARCH_2])
def test_an_estimate_is_of_a_day_of_the_year_that_has_come(as_of: date) -> None:
    given(designated()).when(ReportInterimSpending(as_of=as_of, spent=ZERO)).refused(
        EstimateDateError, "is of a day from 2022-07-01 to 2023-03-01", citation="(g)"
    )


def test_an_estimate_is_not_below_zero_and_its_lines_come_to_it() -> None:
    below = ReportInterimSpending(as_of=FEBRUARY_28, spent=usd("-1.00"))
    given(designated()).when(below).refused(
        AmountNotPositiveError, "cannot be below zero", citation="(g)"
    )
    left = ReportInterimSpending(as_of=FEBRUARY_28, spent=ZERO, unspent_at_year_end=usd("-0.01"))
    given(designated()).when(left).refused(
        AmountNotPositiveError, "what is expected to be left cannot", citation="(g)"
    )
    wrong = ReportInterimSpending(as_of=FEBRUARY_28, spent=usd("990.00"), lines=LINES)
    given(designated()).when(wrong).refused(
        ReportLinesError, "its lines come to 900.00 and its total is 990.00", citation="(g)"
    )


def test_nobody_reports_for_a_district_outside_the_program() -> None:
    given().when(ReportInterimSpending(as_of=FEBRUARY_28, spent=ZERO)).refused(
        NotDesignatedError, "holds no Alliance money", citation="(g)"
    )
    given(designated(), closed("0.00")).when(BY_LINE).refused(
        YearClosedError, "is closed", citation="(h)"
    )


# ---- the crosswalk ----


def test_a_crosswalk_is_recorded_once() -> None:
    entries = (
        CrosswalkEntry(account="10-5110", line="2.4"),
        CrosswalkEntry(account="10-5120", line="2.4"),
    )
    command = SetCrosswalk(entries=entries, stated_by="E. Example")
    event = CrosswalkSet(entries=entries, stated_by="E. Example")
    given(designated()).when(command).then(event)
    given(designated(), event).when(command).decides_nothing()


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ((), "has no entries"),
        (
            (
                CrosswalkEntry(account="10-5110", line="2.4"),
                CrosswalkEntry(account="10-5110", line="3.1"),
            ),
            "names 10-5110 twice",
        ),
    ],
)
def test_a_crosswalk_gives_each_account_one_line(
    entries: tuple[CrosswalkEntry, ...], words: str
) -> None:
    given(designated()).when(SetCrosswalk(entries=entries, stated_by="E. Example")).refused(
        CrosswalkError, words, citation="(g)"
    )


@pytest.mark.parametrize(
    "command",
    [
        SetCrosswalk(entries=(CrosswalkEntry(account="1", line="2.4"),), stated_by=" "),
        SetCrosswalk(entries=(CrosswalkEntry(account=" ", line="2.4"),), stated_by="E."),
        SetCrosswalk(entries=(CrosswalkEntry(account="1", line=""),), stated_by="E."),
    ],
)
def test_a_crosswalk_has_no_blanks(command: SetCrosswalk) -> None:
    given(designated()).when(command).refused(WordsMissingError, "is blank", citation="§ 11-8b")


def test_no_report_is_of_a_day_before_its_year() -> None:
    given(designated()).when(BY_LINE, on=date(2022, 6, 30)).refused(
        StepBeforeGroundError, "before the year began on 2022-07-01", citation="(g)"
    )
