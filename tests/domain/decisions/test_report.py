"""§ 10-262u(g) and (h): the expenditure report, and the close of a year."""

from datetime import date

import pytest
from spec import (
    Events,
    approved,
    authorized,
    carried_in,
    closed,
    designated,
    given,
    issued,
    passed_through,
    portion,
    released,
    reported,
    returned,
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)

from domain.authority import Office
from domain.commands import CloseFiscalYear, Command, SubmitExpenditureReport
from domain.decisions.refusals import (
    AmountNotPositiveError,
    NextYearClosedError,
    NextYearOpenedOtherwiseError,
    NotDesignatedError,
    PaymentOpenError,
    ReportAlreadySubmittedError,
    ReportMissingError,
    YearClosedError,
    YearNotOverError,
)
from domain.events import (
    DesignationEnded,
    DistrictYearEvent,
    PublishedWithholdingRecorded,
    ReleaseProposed,
)
from domain.fiscal_year import FiscalYear
from domain.money import ZERO

CLOSE = CloseFiscalYear()
JUNE_30_2023 = date(2023, 6, 30)

# 1,000.00 withheld: 100.00 stay with the Comptroller, 200.00 with the Commissioner, 300.00 with
# the town and 400.00 with the board, before anything is spent.
SPREAD: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("900.00"),
    submitted(1, "1000.00"),
    approved(1, "1000.00"),
    *released("R1", "700.00"),
    passed_through("400.00"),
]


def report(spent: str) -> SubmitExpenditureReport:
    return SubmitExpenditureReport(spent=usd(spent))


# ---- the report ----


@pytest.mark.parametrize(
    ("spent", "from_grant", "own", "above"),
    [
        pytest.param("0.00", "0.00", "0.00", "0.00", id="nothing spent"),
        pytest.param("399.99", "399.99", "0.00", "0.00", id="less than the board holds"),
        pytest.param("400.00", "400.00", "0.00", "0.00", id="all the board holds"),
        pytest.param("400.01", "400.00", "0.01", "0.00", id="a cent advanced"),
        pytest.param("1000.00", "400.00", "600.00", "0.00", id="all that is available"),
        pytest.param("1000.01", "400.00", "600.01", "0.01", id="a cent above what is available"),
    ],
)
def test_spending_is_grant_money_on_hand_then_the_boards_own(
    spent: str, from_grant: str, own: str, above: str
) -> None:
    (decided,) = (
        given(*SPREAD)
        .when(report(spent))
        .then(reported(from_grant=from_grant, from_own_money=own, above_available=above))
    )
    assert decided.office is Office.BOARD_OF_EDUCATION
    assert decided.citation.provision == "C.G.S. § 10-262u(g)"


def test_of_a_year_without_a_portion_everything_spent_is_the_boards_own() -> None:
    given(designated()).when(report("5.00")).then(
        reported(from_own_money="5.00", above_available="5.00")
    )


def test_a_report_is_made_once() -> None:
    given(*SPREAD, reported(from_grant="5.00")).when(report("5.00")).refused(
        ReportAlreadySubmittedError, "has a report of 5.00 on record", citation="(g)", spent="5.00"
    )


def test_a_report_of_nothing_is_a_report() -> None:
    given(*SPREAD, reported()).when(report("5.00")).refused(
        ReportAlreadySubmittedError, "has a report of 0.00", citation="(g)", spent="0.00"
    )


def test_reported_spending_is_not_below_zero() -> None:
    given(*SPREAD).when(report("-0.01")).refused(
        AmountNotPositiveError, "reported spending cannot be below zero", citation="(g)"
    )


@pytest.mark.parametrize(
    "history",
    [
        pytest.param([designated(), DesignationEnded(reason="act")], id="designation ended"),
        pytest.param([carried_in("5.00", at_board="5.00")], id="money carried in"),
        pytest.param([stated(carry_in="5.00", held_by_board="5.00")], id="money stated"),
    ],
)
def test_a_district_that_left_the_program_still_reports_and_closes(history: Events) -> None:
    assert given(*history).when(report("1.00")).refused_by is None
    assert given(*history, reported()).when(CLOSE, on=JUNE_30_2023).refused_by is None


@pytest.mark.parametrize(
    "command", [report("-1.00"), CLOSE], ids=lambda command: type(command).__name__
)
def test_a_district_without_alliance_money_neither_reports_nor_closes(command: Command) -> None:
    given().when(command).refused(
        NotDesignatedError, "holds no Alliance money", citation="(g)", district="Hartford"
    )


@pytest.mark.parametrize(
    "command", [report("-1.00"), CLOSE], ids=lambda command: type(command).__name__
)
def test_a_closed_year_stays_closed(command: Command) -> None:
    given(*SPREAD, closed("1000.00")).when(command, on=JUNE_30_2023).refused(
        YearClosedError, "1,000.00 went to FY2024", citation="(h)", carry_out="1000.00"
    )


def test_a_second_report_of_a_closed_year_is_told_to_amend_the_first() -> None:
    error = given(*SPREAD, reported(), closed("1000.00")).when(report("1.00")).refused_by
    assert isinstance(error, ReportAlreadySubmittedError)
    assert error.next_step is not None
    assert "alliance report amend REGISTER FILE" in error.next_step


def test_a_second_close_has_nothing_to_do_and_says_where_the_balance_is() -> None:
    error = given(*SPREAD, reported(), closed("1000.00")).when(CLOSE, on=JUNE_30_2023).refused_by
    assert isinstance(error, YearClosedError)
    assert error.message == "Hartford FY2023 is closed already: 1,000.00 went to FY2024."
    assert error.next_step == (
        "Nothing needs to be recorded. See: alliance balance show Hartford --fiscal-year FY2024"
    )


# ---- the close ----


def test_a_year_closes_with_all_four_stocks_into_the_next() -> None:
    # 1,000.00 available - 150.00 spent = 850.00 = 100 + 200 + 300 + 250
    parts = {
        "at_comptroller": "100.00",
        "at_commissioner": "200.00",
        "at_town": "300.00",
        "at_board": "250.00",
    }
    closing, opening = (
        given(*SPREAD, reported(from_grant="150.00"))
        .when(CLOSE, on=JUNE_30_2023)
        .then(closed("850.00", parts), carried_in("850.00", parts, from_year=2023))
    )
    assert closing.fiscal_year == FiscalYear(2023)
    assert closing.effective_on == JUNE_30_2023
    assert opening.fiscal_year == FiscalYear(2024)
    # Both on one day, so that no day counts the balance twice.
    assert opening.effective_on == JUNE_30_2023
    assert closing.citation == opening.citation
    assert closing.citation.provision == "C.G.S. § 10-262u(h)"
    assert closing.office is opening.office is Office.DEPARTMENT


def test_what_the_board_advanced_goes_along_as_owed() -> None:
    # 1,000.00 - 650.00 spent = 350.00; held 100 + 200 + 300 + 0 = 600.00, of which 250.00 are
    # owed to the board for what it paid above the 400.00 it held.
    parts = {
        "at_comptroller": "100.00",
        "at_commissioner": "200.00",
        "at_town": "300.00",
        "advanced_by_board": "250.00",
    }
    given(*SPREAD, reported(from_grant="400.00", from_own_money="250.00")).when(
        CLOSE, on=JUNE_30_2023
    ).then(closed("350.00", parts), carried_in("350.00", parts, from_year=2023))


def test_an_advance_carried_in_is_repaid_by_the_next_pass_through() -> None:
    history: Events = [
        carried_in("350.00", at_town="600.00", advanced_by_board="250.00"),
        passed_through("600.00", reimbursed="250.00"),
        reported(from_grant="350.00"),
    ]
    given(*history).when(CLOSE, on=JUNE_30_2023).then(
        closed("0.00"), carried_in("0.00", from_year=2023)
    )


def test_a_portion_nobody_withheld_is_carried_and_shown_as_such() -> None:
    # FY2013 style: a portion by law, a report, and no withholding on record.
    history: Events = [designated(), portion("1000.00"), reported(from_own_money="400.00")]
    parts = {"not_withheld": "1000.00", "advanced_by_board": "400.00"}
    given(*history).when(CLOSE, on=JUNE_30_2023).then(
        closed("600.00", parts), carried_in("600.00", parts, from_year=2023)
    )


def test_a_published_withholding_is_what_is_available() -> None:
    published = PublishedWithholdingRecorded(amount=usd("900.00"), source="S01")
    history: Events = [designated(), portion("1000.00"), published, reported()]
    given(*history).when(CLOSE, on=JUNE_30_2023).then(
        closed("900.00", at_comptroller="900.00"),
        carried_in("900.00", from_year=2023, at_comptroller="900.00"),
    )


def test_overspending_is_local_money_and_nothing_is_carried() -> None:
    history: Events = [
        *SPREAD,
        reported(from_grant="400.00", from_own_money="700.00", above_available="100.00"),
    ]
    # 600.00 are held elsewhere and owed to the board; the 100.00 above are its own.
    parts = {
        "at_comptroller": "100.00",
        "at_commissioner": "200.00",
        "at_town": "300.00",
        "advanced_by_board": "600.00",
    }
    given(*history).when(CLOSE, on=JUNE_30_2023).then(
        closed("0.00", parts), carried_in("0.00", parts, from_year=2023)
    )


def test_a_year_after_a_year_carries_without_cap_or_expiry() -> None:
    # As WE-12 without the reduction: 1,000,000.00 - 860,000.00 = 140,000.00 carried in;
    # 140,000.00 + 1,050,000.00 - 1,100,000.10 = 89,999.90 carried out.
    second: Events = [
        carried_in("140000.00", at_board="140000.00"),
        designated(),
        portion("1050000.00"),
        withheld("1050000.00"),
        transferred("1050000.00"),
        *released("R1", "1050000.00"),
        passed_through("1050000.00"),
        reported(from_grant="1100000.10"),
    ]
    given(*second).when(CLOSE, on=JUNE_30_2023).then(
        closed("89999.90", at_board="89999.90"),
        carried_in("89999.90", from_year=2023, at_board="89999.90"),
    )


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param(stated(carry_in="5.00", held_by_board="5.00"), id="stated here"),
        pytest.param(
            carried_in("5.00", at_board="5.00", rests_on_statement=True), id="stated before"
        ),
    ],
)
def test_a_balance_that_rests_on_a_statement_says_so_when_carried(
    opening: DistrictYearEvent,
) -> None:
    given(opening, reported()).when(CLOSE, on=JUNE_30_2023).then(
        closed("5.00", at_board="5.00", rests_on_statement=True),
        carried_in("5.00", from_year=2023, at_board="5.00", rests_on_statement=True),
    )


def test_fy2027_closes_into_fy2028_which_has_no_round() -> None:
    given(carried_in("5.00", at_board="5.00"), reported()).when(
        CLOSE, fiscal_year=FiscalYear(2027), on=date(2027, 6, 30)
    ).then(
        closed("5.00", at_board="5.00", into=2028),
        carried_in("5.00", from_year=2027, at_board="5.00"),
    )


def test_the_next_year_may_have_begun_already() -> None:
    next_year: Events = [designated(), portion("5.00"), withheld("5.00"), reported()]
    decision = given(*SPREAD, reported()).when(CLOSE, on=JUNE_30_2023, next_year=next_year)
    assert len(decision.decided) == 2


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        pytest.param(date(2023, 6, 29), True, id="June 29"),
        pytest.param(date(2023, 6, 30), False, id="June 30"),
        pytest.param(date(2023, 7, 1), False, id="July 1"),
    ],
)
def test_a_year_closes_on_june_30_at_the_earliest(on: date, *, refused: bool) -> None:
    decision = given(*SPREAD, reported()).when(CLOSE, on=on)
    if refused:
        decision.refused(
            YearNotOverError,
            "FY2023 ends on 2023-06-30 and cannot close on 2023-06-29",
            citation="(h)",
            last_day="2023-06-30",
        )
    else:
        assert len(decision.decided) == 2


def test_a_year_without_a_report_never_closes() -> None:
    given(*SPREAD).when(CLOSE, on=JUNE_30_2023).refused(
        ReportMissingError, "has no expenditure report", citation="(g)"
    )


def test_spending_in_a_signed_statement_is_a_report() -> None:
    given(stated(carry_in="5.00", spent="5.00")).when(CLOSE, on=JUNE_30_2023).then(
        closed("0.00", rests_on_statement=True),
        carried_in("0.00", from_year=2023, rests_on_statement=True),
    )


@pytest.mark.parametrize(
    ("history", "names"),
    [
        pytest.param([authorized("R2", "5.00")], "R2", id="authorized"),
        pytest.param([authorized("R2", "5.00"), issued("R2", "5.00")], "R2", id="in payment"),
        pytest.param([returned("R1", paid="700.00")], "R1", id="returned"),
        pytest.param([authorized("R3", "5.00"), authorized("R2", "5.00")], "R2, R3", id="two"),
    ],
)
def test_a_year_with_a_payment_open_does_not_close(history: Events, names: str) -> None:
    given(*SPREAD, *history, reported()).when(CLOSE, on=JUNE_30_2023).refused(
        PaymentOpenError, f"authorized or in payment: {names}.", citation="(c)(2)", releases=names
    )


def test_what_is_stated_as_in_payment_keeps_a_year_open() -> None:
    given(stated(carry_in="5.00", in_payment="5.00"), reported()).when(
        CLOSE, on=JUNE_30_2023
    ).refused(PaymentOpenError, "authorized or in payment: opening.", citation="(c)(2)")


def test_a_proposal_does_not_keep_a_year_open() -> None:
    proposal = ReleaseProposed(release="R2", amount=usd("5.00"), proposed_by="Ben")
    decision = given(*SPREAD, proposal, reported()).when(CLOSE, on=JUNE_30_2023)
    assert len(decision.decided) == 2


def test_a_closed_next_year_takes_no_balance() -> None:
    given(*SPREAD, reported()).when(
        CLOSE, on=JUNE_30_2023, next_year=[carried_in("0.00"), closed("0.00")]
    ).refused(NextYearClosedError, "FY2024 is closed", citation="(h)")


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param(carried_in("0.00", from_year=2023), id="carried in"),
        pytest.param(stated(), id="stated"),
    ],
)
def test_a_next_year_with_an_opening_balance_takes_no_other(opening: DistrictYearEvent) -> None:
    given(*SPREAD, reported()).when(CLOSE, on=JUNE_30_2023, next_year=[opening]).refused(
        NextYearOpenedOtherwiseError, "already has an opening balance", citation="(h)"
    )


def test_guards_of_a_close_come_in_order() -> None:
    early, late = date(2023, 6, 29), JUNE_30_2023
    in_payment: Events = [*SPREAD, authorized("R2", "5.00")]
    shut: Events = [carried_in("0.00"), closed("0.00")]
    given(*in_payment).when(CLOSE, on=early, next_year=shut).refused(
        YearNotOverError, "ends on", citation="(h)"
    )
    given(*in_payment).when(CLOSE, on=late, next_year=shut).refused(
        ReportMissingError, "no expenditure report", citation="(g)"
    )
    given(*in_payment, reported()).when(CLOSE, on=late, next_year=shut).refused(
        PaymentOpenError, "R2", citation="(c)(2)"
    )
    given(*SPREAD, reported()).when(CLOSE, on=late, next_year=shut).refused(
        NextYearClosedError, "closed", citation="(h)"
    )


def test_a_year_with_nothing_in_it_carries_nothing() -> None:
    (closing, _) = (
        given(designated(), reported())
        .when(CLOSE, on=JUNE_30_2023)
        .then(closed("0.00"), carried_in("0.00", from_year=2023))
    )
    assert closing.event == closed(str(ZERO))
