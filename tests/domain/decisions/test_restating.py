"""§ 10-262u(h): a closed year changes, and every year its balance went on to is restated by events.

FY2023 of each story carries 140,000.00 or so into FY2024, which may be closed into FY2025. All
amounts are constructed. Nothing is rewritten: each restated event is named by a correction.
"""

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
    passed_through,
    portion,
    released,
    reported,
    submitted,
    transferred,
    usd,
    withheld,
)

from domain.authority import Office
from domain.commands import CorrectEvent
from domain.decisions.case import Decided
from domain.decisions.possible import impossible
from domain.decisions.refusals import (
    CorrectionBreaksBalanceError,
    PaymentOpenError,
    ReportMissingError,
)
from domain.decisions.restating import reopened
from domain.events import DistrictYearEvent, EventCorrected
from domain.figures import balances
from domain.report_commands import AmendExpenditureReport, RecordRefund
from domain.sentences import sentence
from domain.state import DistrictYear, fold

OCTOBER_1 = date(2023, 10, 1)


def year(amount: str, *before: DistrictYearEvent) -> list[DistrictYearEvent]:
    """A year whose whole portion went to the board."""
    return [
        *before,
        designated(),
        portion(amount),
        withheld(amount),
        transferred(amount),
        submitted(1, amount),
        approved(1, amount),
        *released("R1", amount),
        passed_through(amount),
    ]


# 1,000,000.00 less 860,000.00 = 140,000.00, all of it with the board.
FY2023: Events = [
    *year("1000000.00"),
    reported(from_grant="860000.00"),
    closed("140000.00", at_board="140000.00"),
]
# 140,000.00 + 1,050,000.00 − 1,100,000.10 = 89,999.90
FY2024: Events = [
    *year("1050000.00", carried_in("140000.00", at_board="140000.00", from_year=2023)),
    reported(from_grant="1100000.10"),
    closed("89999.90", at_board="89999.90", into=2025),
]
FY2025: Events = [
    *year("1100000.00", carried_in("89999.90", at_board="89999.90", from_year=2024)),
]


def amend(spent: str) -> AmendExpenditureReport:
    return AmendExpenditureReport(spent=usd(spent), reason="a late invoice")


def after(decided: tuple[Decided, ...], history: dict[int, Events]) -> dict[int, DistrictYear]:
    """Each year as it is after what was decided."""
    return {
        ends_in: fold(
            [*events, *(one.event for one in decided if one.fiscal_year.ends_in == ends_in)]
        )
        for ends_in, events in history.items()
    }


def said(decided: tuple[Decided, ...]) -> list[tuple[int, str]]:
    """What was decided, in which year: the event, and what a correction corrects."""
    return [
        (
            one.fiscal_year.ends_in,
            one.event.corrected_event
            if isinstance(one.event, EventCorrected)
            else type(one.event).__name__,
        )
        for one in decided
    ]


def carried(years: dict[int, DistrictYear]) -> list[tuple[str, str]]:
    """What each year carried in and out."""
    return [
        (str(balances(state)["carry_in"]), str(balances(state)["carry_out"]))
        for state in years.values()
    ]


def test_an_amended_report_is_carried_on_to_the_year_that_is_open() -> None:
    history = {2023: FY2023, 2024: FY2024, 2025: FY2025}
    decided = (
        given(*FY2023)
        .when(amend("870000.05"), on=OCTOBER_1, later={2024: FY2024, 2025: FY2025})
        .decided
    )
    assert said(decided) == [
        (2023, "ExpenditureReportAmended"),
        (2023, "FiscalYearClosed"),
        (2024, "BalanceCarriedIn"),
        (2024, "FiscalYearClosed"),
        (2025, "BalanceCarriedIn"),
    ]
    # 10,000.05 less in every year: 129,999.95 and 79,999.85.
    assert carried(after(decided, history)) == [
        ("0.00", "129999.95"),
        ("129999.95", "79999.85"),
        ("79999.85", "None"),
    ]


def test_each_restated_event_is_named_with_its_amounts_before_and_after_and_why() -> None:
    decided = (
        given(*FY2023).when(amend("870000.05"), on=OCTOBER_1, later={2024: FY2024[:9]}).decided
    )
    closing, opening = decided[1].event, decided[2].event
    assert isinstance(closing, EventCorrected)
    assert isinstance(opening, EventCorrected)
    assert closing.corrects_position == len(FY2023)
    assert opening.corrects_position == 2024001
    moved = {name for name in closing.reversed if closing.reversed[name]}
    assert moved == {"carry_out", "at_board"}
    assert closing.reversed["at_board"] == usd("140000.00")
    assert closing.replacement["at_board"] == usd("129999.95")
    assert closing.replacement["carry_out"] == usd("129999.95")
    assert opening.reversed["carry_in"] == usd("140000.00")
    assert opening.replacement["carry_in"] == usd("129999.95")
    assert sentence(opening) == (
        "Corrects position 2024001 (BalanceCarriedIn): carried in 140,000.00 becomes 129,999.95; "
        "with the board 140,000.00 becomes 129,999.95 (follows from the amended report of Hartford "
        "FY2023: a late invoice)"
    )
    assert opening.reason == "follows from the amended report of Hartford FY2023: a late invoice"
    assert decided[1].office is Office.DEPARTMENT
    assert [one.citation.provision for one in decided] == [
        "C.G.S. § 10-262u(g)",
        "C.G.S. § 10-262u(h)",
        "C.G.S. § 10-262u(h)",
    ]


def test_no_restated_event_lies_before_what_it_restates() -> None:
    # The amendment is of March 1; the closing it restates is of the same day on record here.
    decided = given(*FY2023).when(amend("870000.05"), later={2024: FY2024[:9]}).decided
    assert {one.effective_on for one in decided} == {date(2023, 3, 1)}


def test_what_the_board_spent_beyond_the_lower_balance_was_its_own_money() -> None:
    # FY2024 spent all of 1,190,000.00; with 129,999.95 carried in, 10,000.05 of it was not grant.
    later: Events = [
        *FY2024[:-2],
        reported(from_grant="1190000.00"),
        closed("0.00", into=2025),
    ]
    decided = (
        given(*FY2023)
        .when(amend("870000.05"), on=OCTOBER_1, later={2024: later, 2025: FY2025[1:]})
        .decided
    )
    assert said(decided) == [
        (2023, "ExpenditureReportAmended"),
        (2023, "FiscalYearClosed"),
        (2024, "BalanceCarriedIn"),
        (2024, "ExpenditureReported"),
    ]
    restated = after(decided, {2023: FY2023, 2024: later})[2024]
    assert restated.report is not None
    assert restated.report.above_available == usd("10000.05")
    assert carried({2024: restated}) == [("129999.95", "0.00")]


def test_a_town_that_passes_on_later_reimburses_what_the_board_advanced() -> None:
    # The board holds 860,000.00 and spent 860,000.00; amended, it advanced 10.00 of its own, which
    # the town pays back out of what it still holds in the year after.
    short: Events = [
        *year("1000000.00")[:-1],
        passed_through("860000.00"),
        reported(from_grant="860000.00"),
        closed("140000.00", at_town="140000.00"),
    ]
    later: Events = [
        carried_in("140000.00", at_town="140000.00", from_year=2023),
        passed_through("140000.00"),
    ]
    decided = given(*short).when(amend("860010.00"), on=OCTOBER_1, later={2024: later}).decided
    assert said(decided) == [
        (2023, "ExpenditureReportAmended"),
        (2023, "FiscalYearClosed"),
        (2024, "BalanceCarriedIn"),
        (2024, "PassThroughRecorded"),
    ]
    restated = after(decided, {2024: later})[2024]
    assert balances(restated)["held_by_board"] == usd("139990.00")
    assert carried({2024: restated}) == [("139990.00", "None")]


def test_a_change_that_leaves_the_balance_as_it_was_restates_nothing() -> None:
    all_spent: Events = [
        *year("1000000.00"),
        reported(from_grant="1000000.00"),
        closed("0.00"),
    ]
    decided = given(*all_spent).when(amend("1000000.50"), later={2024: FY2024}).decided
    assert said(decided) == [(2023, "ExpenditureReportAmended")]


def test_a_refund_after_the_close_is_carried_forward() -> None:
    refund = RecordRefund(amount=usd("500.00"), received_on=OCTOBER_1, reason="fence not built")
    decided = given(*FY2023).when(refund, on=OCTOBER_1, later={2024: FY2024[:9]}).decided
    assert carried(after(decided, {2023: FY2023, 2024: FY2024[:9]})) == [
        ("0.00", "140500.00"),
        ("140500.00", "None"),
    ]


def test_a_wrong_record_of_a_closed_year_is_corrected_and_the_year_after_restated() -> None:
    # Position 10 is the pass-through of 1,000,000.00; 900,000.00 came, the town has the rest.
    command = CorrectEvent(position=10, reason="typing error", amount=usd("900000.00"))
    decided = given(*FY2023).when(command, on=OCTOBER_1, later={2024: FY2024[:1]}).decided
    assert said(decided) == [
        (2023, "PassThroughRecorded"),
        (2023, "FiscalYearClosed"),
        (2024, "BalanceCarriedIn"),
    ]
    (restated,) = after(decided, {2024: FY2024[:1]}).values()
    assert balances(restated)["held_by_town"] == usd("100000.00")
    assert balances(restated)["held_by_board"] == usd("40000.00")


def test_the_same_year_is_restated_a_second_time_by_naming_the_correction() -> None:
    first = given(*FY2023).when(amend("870000.05"), on=OCTOBER_1, later={2024: FY2024[:9]}).decided
    own = [*FY2023, *(one.event for one in first if one.fiscal_year.ends_in == 2023)]
    next_ = [*FY2024[:9], *(one.event for one in first if one.fiscal_year.ends_in == 2024)]
    second = given(*own).when(amend("860000.00"), on=OCTOBER_1, later={2024: next_}).decided
    closing = second[1].event
    assert isinstance(closing, EventCorrected)
    # Versions: 12 is the closing, 13 the first amendment, 14 the correction of the closing.
    assert closing.corrects_version == 14
    assert carried(after(second, {2023: own, 2024: next_})) == [
        ("0.00", "140000.00"),
        ("140000.00", "None"),
    ]


def test_a_change_that_cannot_be_in_a_later_year_is_refused_and_names_the_year() -> None:
    # 140,000.00 stand with the Commissioner and are promised in FY2024.
    short: Events = [
        *year("1000000.00")[:-4],
        *released("R1", "860000.00"),
        passed_through("860000.00"),
        reported(from_grant="860000.00"),
        closed("140000.00", at_commissioner="140000.00"),
    ]
    later: Events = [
        carried_in("140000.00", at_commissioner="140000.00", from_year=2023),
        designated(),
        submitted(1, "140000.00"),
        approved(1, "140000.00"),
        authorized("R9", "140000.00"),
    ]
    lower = CorrectEvent(position=4, reason="typing error", amount=usd("999999.99"))
    given(*short).when(lower, later={2024: later}).refused(
        CorrectionBreaksBalanceError,
        "Correcting position 4 of Hartford FY2023 would leave in FY2024: "
        "authorized above what the Commissioner holds 0.01",
        citation="§ 11-8b",
        fiscal_year="2024",
    )


def test_a_closed_year_keeps_what_it_could_close_on() -> None:
    no_report = CorrectEvent(position=11, reason="typing error")
    given(*FY2023).when(no_report, later={2024: FY2024}).refused(
        ReportMissingError, "Hartford FY2023 has no expenditure report", citation="(g)"
    )
    unspent: Events = [
        *year("1000.00")[:-1],
        reported(),
        closed("1000.00", at_town="1000.00"),
    ]
    not_paid = CorrectEvent(position=9, reason="not paid yet")
    given(*unspent).when(not_paid, later={2024: []}).refused(
        PaymentOpenError, "has releases authorized or in payment: R1", citation="(c)(2)"
    )


def test_a_board_that_was_repaid_more_than_it_advanced_is_impossible() -> None:
    # No decision leads there; a record that says so is told.
    history: Events = [*year("1000.00")[:-1], passed_through("1000.00", reimbursed="600.00")]
    assert impossible(fold(history)) == {"repaid above what the board advanced": usd("600.00")}


def test_a_year_that_is_open_is_itself_when_reopened() -> None:
    state = fold(FY2025)
    assert reopened(state) is state
    shut = fold(FY2023)
    assert reopened(shut).closed is None
    assert balances(reopened(shut))["held_by_board"] == usd("140000.00")


@pytest.mark.parametrize("spent", ["0.00", "859999.99", "860000.01", "999999.99", "1000000.01"])
def test_a_restated_chain_of_years_ties(spent: str) -> None:
    history = {2023: FY2023, 2024: FY2024, 2025: FY2025}
    decided = (
        given(*FY2023).when(amend(spent), on=OCTOBER_1, later={2024: FY2024, 2025: FY2025}).decided
    )
    years = after(decided, history)
    for ends_in, state in years.items():
        assert impossible(reopened(state)) == {}, ends_in
    outs = [balances(state)["carry_out"] for state in years.values()]
    ins = [balances(state)["carry_in"] for state in years.values()]
    assert ins[1:] == outs[:-1]
    stocks = ("held_by_comptroller", "held_by_commissioner", "held_by_town", "held_by_board")
    for closed_year in (years[2023], years[2024]):
        assert all(not balances(closed_year)[stock] for stock in stocks)
