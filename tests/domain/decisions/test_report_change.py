"""§ 10-262u(g): a report amended, spending reclassified or refunded, while the year is open."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    FY2023,
    MARCH_1_2023,
    Events,
    approved,
    case_of,
    closed,
    designated,
    given,
    on_record,
    passed_through,
    portion,
    released,
    reported,
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_plans import REGISTER, accepted, received

from domain.commands import CorrectEvent
from domain.decisions import decide
from domain.decisions.case import YearOnRecord
from domain.decisions.ground import grounds_of
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import (
    AmountNotPositiveError,
    CorrectionBreaksBalanceError,
    NothingToCorrectError,
    ReportBelowStatedError,
    WordsMissingError,
)
from domain.decisions.report_refusals import (
    NoReportError,
    RefundDateError,
    ReportLinesError,
    ReportLineUnknownError,
    ReportNotCertifiedError,
)
from domain.events import SubmissionKind
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.report_commands import (
    AmendExpenditureReport,
    CertifyReport,
    ReclassifyExpenditure,
    RecordRefund,
)
from domain.report_content import Counted, ReportedLine
from domain.report_events import (
    ExpenditureReclassified,
    ExpenditureRefunded,
    ExpenditureReportAmended,
)
from domain.state import fold

# The board holds 500.00 and reported 400.00 of it; 100.00 are left.
HELD: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("1000.00"),
    submitted(1, "1000.00"),
    approved(1, "1000.00"),
    *released("R1", "500.00"),
    passed_through("500.00"),
]
LINES = (
    ReportedLine(key="2.4", description="tutors", paid=usd("300.00")),
    ReportedLine(key="9.9", description="fence", paid=usd("100.00")),
)
REPORTED = replace(reported(from_grant="400.00"), lines=LINES, counted=Counted.PAID, plan_version=1)
OPEN: Events = [*HELD, REPORTED]


def amend(spent: str, **more: str) -> AmendExpenditureReport:
    return AmendExpenditureReport(
        spent=usd(spent), reason=more.get("reason", "a late invoice"), register=more.get("register")
    )


def amended(spent: str, **moved: str) -> ExpenditureReportAmended:
    return ExpenditureReportAmended(
        report=2,
        spent=usd(spent),
        grant_more=usd(moved.get("grant_more", "0.00")),
        grant_less=usd(moved.get("grant_less", "0.00")),
        own_more=usd(moved.get("own_more", "0.00")),
        own_less=usd(moved.get("own_less", "0.00")),
        above_available=usd(moved.get("above_available", "0.00")),
        reason="a late invoice",
        lines=(),
        counted=None,
        plan_version=None,
        register=None,
        certified_by=None,
        certified_on=None,
    )


def spent_and_held(*events: object) -> tuple[Money | None, Money | None, Money | None]:
    found = balances(fold([*OPEN, *events]))  # type: ignore[list-item] # events, as given
    return found["spent_reported"], found["held_by_board"], found["available"]


# ---- amended ----


@pytest.mark.parametrize(
    ("spent", "event"),
    [
        pytest.param("450.00", amended("450.00", grant_more="50.00"), id="more, held by the board"),
        pytest.param(
            "650.00",
            amended("650.00", grant_more="100.00", own_more="150.00"),
            id="more than the board holds",
        ),
        pytest.param("380.00", amended("380.00", grant_less="20.00"), id="less"),
        pytest.param("400.00", amended("400.00"), id="the same total"),
        pytest.param(
            "1000.01",
            amended("1000.01", grant_more="100.00", own_more="500.01", above_available="0.01"),
            id="more than is available",
        ),
    ],
)
def test_an_amended_report_moves_the_difference(
    spent: str, event: ExpenditureReportAmended
) -> None:
    given(*OPEN).when(amend(spent)).then(event)
    assert spent_and_held(event)[0] == usd(spent)


def test_less_takes_the_boards_own_money_back_first() -> None:
    # 500.00 of the grant and 200.00 of its own, which nobody has reimbursed.
    history: Events = [*HELD, reported(from_grant="500.00", from_own_money="200.00")]
    given(*history).when(amend("450.00")).then(
        amended("450.00", own_less="200.00", grant_less="50.00")
    )
    # Once the town reimbursed 150.00 of it, only 50.00 is still the board's own.
    later: Events = [
        *history,
        *released("R2", "150.00"),
        passed_through("150.00", reimbursed="150.00"),
    ]
    given(*later).when(amend("450.00")).then(
        amended("450.00", own_less="50.00", grant_less="200.00")
    )


def test_an_amended_report_needs_one_to_amend_a_reason_and_lines_that_hold() -> None:
    given(*HELD).when(amend("1.00")).refused(NoReportError, "no expenditure report", citation="(g)")
    given(*OPEN).when(amend("1.00", reason=" ")).refused(
        WordsMissingError, "the reason of an amended report is blank", citation="§ 11-8b"
    )
    given(*OPEN).when(replace(amend("1.00"), lines=LINES, counted=Counted.PAID)).refused(
        ReportLinesError, "come to 400.00 and its total is 1.00", citation="(g)"
    )
    given(*OPEN).when(amend("-1.00")).refused(
        AmountNotPositiveError, "cannot be below zero", citation="(g)"
    )
    begun: Events = [designated(), stated(carry_in="5.00", spent="5.00"), reported()]
    given(*begun).when(amend("4.99")).refused(
        ReportBelowStatedError, "counted 5.00 of it already", citation="(g)"
    )


def test_an_amended_report_of_a_closed_year_is_certified() -> None:
    command = amend("400.00", register=REGISTER)
    intake: Events = [replace(received(), kind=SubmissionKind.REPORT), accepted()]
    shut: Events = [*OPEN, *intake, closed("600.00", at_commissioner="500.00", at_board="100.00")]
    given(*OPEN, *intake).when(command).then(replace(amended("400.00"), register=REGISTER))
    given(*shut).when(command, later={2024: []}).refused(
        ReportNotCertifiedError, "the amended one is not certified", citation="(g)"
    )
    signed = replace(command, certified_by="D. Example", certified_on=MARCH_1_2023)
    assert given(*shut).when(signed, later={2024: []}).refused_by is None


# ---- reclassified ----


def reclassify(source: str, amount: str, target: str | None = None) -> ReclassifyExpenditure:
    return ReclassifyExpenditure(
        source=source, target=target, amount=usd(amount), reason="coded to the wrong line"
    )


def test_spending_moves_from_line_to_line_and_no_money_with_it() -> None:
    given(*OPEN).when(reclassify("9.9", "100.00", "2.4")).then(
        ExpenditureReclassified(
            source="9.9",
            target="2.4",
            amount=usd("100.00"),
            spent=usd("400.00"),
            reason="coded to the wrong line",
        )
    )


def test_spending_that_goes_to_the_boards_own_funds_is_grant_money_again() -> None:
    event = ExpenditureReclassified(
        source="9.9",
        target=None,
        amount=usd("60.00"),
        spent=usd("340.00"),
        grant_less=usd("60.00"),
        reason="coded to the wrong line",
        authority="letter of March 1",
    )
    command = replace(reclassify("9.9", "60.00"), authority="letter of March 1")
    given(*OPEN).when(command).then(event)
    assert spent_and_held(event) == (usd("340.00"), usd("160.00"), usd("1000.00"))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (reclassify("7.7", "1.00", "2.4"), "it has no line '7.7'"),
        (reclassify("9.9", "100.01", "2.4"), "100.00 was spent on line 9.9, less than 100.01"),
        (reclassify("9.9", "1.00", "9.9"), "line 9.9 is charged already"),
    ],
)
def test_only_what_was_spent_on_a_line_moves_to_another(
    command: ReclassifyExpenditure, words: str
) -> None:
    given(*OPEN).when(command).refused(
        ReportLineUnknownError, words, citation="(g)", lines="2.4, 9.9"
    )


def test_a_report_without_lines_has_nothing_to_reclassify() -> None:
    given(*HELD, reported(from_grant="400.00")).when(reclassify("9.9", "1.00")).refused(
        ReportLineUnknownError,
        "it has no line '9.9'",
        citation="(g)",
        lines="none, only its total was given",
    )


@pytest.mark.parametrize(
    "command",
    [
        replace(reclassify("9.9", "1.00", "2.4"), reason=""),
        replace(reclassify("9.9", "1.00", "2.4"), authority=" "),
        reclassify("9.9", "1.00", " "),
    ],
)
def test_a_reclassification_has_no_blanks(command: ReclassifyExpenditure) -> None:
    given(*OPEN).when(command).refused(WordsMissingError, "is blank", citation="§ 11-8b")


def test_a_reclassification_is_of_more_than_zero() -> None:
    given(*OPEN).when(reclassify("9.9", "0.00", "2.4")).refused(
        AmountNotPositiveError, "has to be more than zero", citation="(g)"
    )


# ---- refunded ----


def refund(amount: str, line: str | None = "9.9", on: date = MARCH_1_2023) -> RecordRefund:
    return RecordRefund(
        amount=usd(amount), received_on=on, reason="the fence was not delivered", line=line
    )


def test_a_refund_is_grant_money_again() -> None:
    day = date(2023, 2, 20)
    event = ExpenditureRefunded(
        line="9.9",
        amount=usd("100.00"),
        received_on=day,
        spent=usd("300.00"),
        grant_less=usd("100.00"),
        own_less=ZERO,
        above_available=ZERO,
        reason="the fence was not delivered",
    )
    given(*OPEN).when(refund("100.00", on=day)).then(event)
    assert spent_and_held(event) == (usd("300.00"), usd("200.00"), usd("1000.00"))


def test_a_refund_of_a_report_without_lines_names_none() -> None:
    by_total: Events = [*HELD, reported(from_grant="400.00")]
    assert given(*by_total).when(refund("400.00", None)).refused_by is None
    given(*by_total).when(refund("1.00", "9.9")).refused(
        ReportLineUnknownError, "it has no line '9.9'", citation="(g)"
    )
    given(*OPEN).when(refund("1.00", None)).refused(
        ReportLineUnknownError, "it has no line ''", citation="(g)"
    )
    given(*by_total).when(refund("400.01", None)).refused(
        ReportLineUnknownError, "400.00 was spent, less than 400.01", citation="(g)"
    )


@pytest.mark.parametrize("on", [date(2022, 6, 30), date(2023, 3, 2)])
def test_a_refund_is_of_a_day_from_the_year_on_that_has_come(on: date) -> None:
    given(*OPEN).when(refund("1.00", on=on)).refused(
        RefundDateError, "comes back from 2022-07-01 to 2023-03-01", citation="(g)"
    )


def test_a_refund_says_why_and_is_of_more_than_zero() -> None:
    given(*OPEN).when(replace(refund("1.00"), reason=" ")).refused(
        WordsMissingError, "the reason of a refund is blank", citation="§ 11-8b"
    )
    given(*OPEN).when(refund("0.00")).refused(
        AmountNotPositiveError, "a refund has to be more than zero", citation="(g)"
    )


# ---- the day ----


@pytest.mark.parametrize(
    "command",
    [
        amend("400.00"),
        reclassify("9.9", "1.00", "2.4"),
        refund("1.00", on=date(2023, 2, 1)),
        CertifyReport(certified_by="D. Example", certified_on=date(2023, 2, 1)),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_changes_a_report_does_not_lie_before_it(
    command: AmendExpenditureReport | ReclassifyExpenditure | RecordRefund | CertifyReport,
) -> None:
    uncertified = replace(REPORTED, register=REGISTER)
    history: Events = [*HELD, uncertified]
    given(*history).when(command, ground_on=date(2023, 3, 2)).refused(
        StepBeforeGroundError, "what it rests on is of 2023-03-02", citation="(g)"
    )
    assert grounds_of(command, fold(history)) == (len(history),)


# ---- corrected ----


def test_an_amended_report_by_its_total_is_corrected_by_amount() -> None:
    by_total: Events = [*HELD, reported(from_grant="400.00"), amended("450.00", grant_more="50.00")]
    command = CorrectEvent(position=len(by_total), reason="typing error", amount=usd("540.00"))
    (one,) = given(*by_total).when(command).decided
    after = balances(fold([*by_total, one.event]))
    assert (after["spent_reported"], after["held_by_board"]) == (usd("540.00"), ZERO)


def test_a_report_by_line_is_not_corrected_by_its_total() -> None:
    command = CorrectEvent(position=len(OPEN), reason="typing error", amount=usd("1.00"))
    given(*OPEN).when(command).refused(
        NothingToCorrectError, "adds up budget lines", citation="§ 11-8b"
    )


def test_the_first_report_corrected_leaves_the_amended_total_as_it_is() -> None:
    by_total: Events = [*HELD, reported(from_grant="400.00"), amended("450.00", grant_more="50.00")]
    command = CorrectEvent(position=len(HELD) + 1, reason="typing error", amount=usd("300.00"))
    correction, follows = given(*by_total).when(command).decided
    after = fold([*by_total, correction.event, follows.event])
    assert balances(after)["spent_reported"] == usd("450.00")
    assert balances(after)["held_by_board"] == usd("50.00")


def test_a_report_is_not_corrected_to_less_than_what_was_refunded_of_it() -> None:
    refunded = ExpenditureRefunded(
        line=None,
        amount=usd("100.00"),
        received_on=MARCH_1_2023,
        spent=usd("300.00"),
        grant_less=usd("100.00"),
        own_less=ZERO,
        above_available=ZERO,
        reason="not delivered",
    )
    by_total: Events = [*HELD, reported(from_grant="400.00"), refunded]
    command = CorrectEvent(position=len(HELD) + 1, reason="typing error", amount=usd("99.99"))
    given(*by_total).when(command).refused(
        CorrectionBreaksBalanceError, "would leave: spent in report 1 -0.01", citation="§ 11-8b"
    )


def test_what_was_reclassified_is_not_taken_back_under_what_moved_on() -> None:
    moved = ExpenditureReclassified(
        source="2.4", target="3.1", amount=usd("50.00"), spent=usd("400.00"), reason="wrong line"
    )
    command = CorrectEvent(position=len(OPEN) + 1, reason="typing error")
    assert given(*OPEN, moved).when(command).refused_by is None
    again = replace(moved, source="3.1", target="2.4")
    given(*OPEN, moved, again).when(command).refused(
        CorrectionBreaksBalanceError,
        "would leave: lines of report 1 otherwise than its total 50.00",
        citation="§ 11-8b",
    )


# ---- restated before ----


def test_a_change_does_not_lie_before_the_last_restatement() -> None:
    # The closing of day 1 was restated on day 3; a refund of day 2 would stand between them.
    history: Events = [*OPEN, closed("600.00", at_commissioner="500.00", at_board="100.00")]
    first = given(*history).when(amend("450.00"), later={2024: []}).decided
    state = fold([*history, *(one.event for one in first)])
    days = dict.fromkeys(range(1, state.version + 1), date(2023, 2, 1))
    days[state.version] = date(2023, 2, 25)
    year = YearOnRecord(
        fiscal_year=FY2023,
        state=state,
        places={at: at for at in days},
        days=days,
    )
    after = on_record(FiscalYear(2024), fold([]), MARCH_1_2023)
    case = case_of(state, on=date(2023, 2, 20), chain=(year, after))
    with pytest.raises(StepBeforeGroundError, match="was restated on 2023-02-25"):
        decide(amend("440.00"), state, case)
    (one, *_) = decide(amend("440.00"), state, replace(case, effective_on=date(2023, 2, 25)))
    assert one.effective_on == date(2023, 2, 25)
    # A correction of a record of February 1 takes effect with the restatement, and not before.
    correction = CorrectEvent(position=10, reason="typing error", amount=usd("490.00"))
    assert {each.effective_on for each in decide(correction, state, case)} == {date(2023, 2, 25)}


def test_a_correction_that_overdraws_a_day_of_the_past_is_refused() -> None:
    # 500.00 + 500.00 transferred, of which 500.00 went out between the two.
    history: Events = [
        *HELD[:3],
        transferred("500.00"),
        submitted(1, "1000.00"),
        approved(1, "1000.00"),
        *released("R1", "500.00"),
        transferred("500.00"),
    ]
    state = fold(history)
    days = {at: date(2023, 1, at) for at in range(1, state.version + 1)}
    year = YearOnRecord(fiscal_year=FY2023, state=state, places={at: at for at in days}, days=days)
    case = case_of(state, chain=(year,))
    lower = CorrectEvent(position=4, reason="typing error", amount=usd("100.00"))
    with pytest.raises(
        CorrectionBreaksBalanceError,
        match=r"would leave: held_by_commissioner on 2023-01-08 -400\.00",
    ):
        decide(lower, state, case)
