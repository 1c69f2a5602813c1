"""Years in their order, rounds that agree with the record, names and caps that hold."""

from datetime import date

import pytest
from spec import (
    Events,
    approved,
    authorized,
    carried_in,
    case_of,
    closed,
    designated,
    given,
    issued,
    portion,
    reported,
    returned,
    stated,
    submitted,
    transferred,
    usd,
    withheld,
)
from spec_claims import found

from domain.commands import (
    AuthorizeRelease,
    CloseFiscalYear,
    CorrectEvent,
    DesignateDistrict,
    IssueRelease,
    ProposeRelease,
    SetEntitlement,
    StateOpeningBalance,
    SubmitExpenditureReport,
)
from domain.decisions import decide
from domain.decisions.ground import closing_grounds
from domain.decisions.refusals import (
    AmountNotPositiveError,
    CorrectionBreaksBalanceError,
    FirstTimeContradictedError,
    NoBaselineClauseError,
    NotDesignatedError,
    NothingToCorrectError,
    PartsExceedEntitlementError,
    PreviousYearOpenError,
    ReleaseExceedsHeldError,
    ReleaseNameTakenError,
    ReportBelowStatedError,
)
from domain.events import (
    Criterion,
    DesignationEnded,
    Direction,
    ExpenditureReported,
    PublishedWithholdingRecorded,
    ReleaseProposed,
)
from domain.fiscal_year import FiscalYear
from domain.state import EMPTY, fold

READY: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("900.00"),
    submitted(1, "1000.00"),
    approved(1, "1000.00"),
]
JUNE_30_2023 = date(2023, 6, 30)


# ---- years close in their order ----


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([designated(), reported(from_grant="5.00")], id="reported"),
        pytest.param([designated(), submitted(1, "5.00")], id="planned"),
        pytest.param([designated(), withheld("5.00"), transferred("5.00")], id="transferred"),
        pytest.param([stated(carry_in="5.00", held_by_board="5.00")], id="begun from a statement"),
        pytest.param([carried_in("5.00", {"at_board": "5.00"}, from_year=2021)], id="carried in"),
    ],
)
def test_a_year_does_not_close_while_the_year_before_is_open(before: Events) -> None:
    given(*READY, reported()).when(
        CloseFiscalYear(), on=JUNE_30_2023, previous_year=before
    ).refused(PreviousYearOpenError, "FY2022 is not closed", citation="(h)", open="FY2022")


def test_a_year_of_which_only_a_withholding_is_known_holds_up_nothing() -> None:
    before: Events = [designated(), PublishedWithholdingRecorded(amount=usd("5.00"), source="S01")]
    decision = given(*READY, reported()).when(
        CloseFiscalYear(), on=JUNE_30_2023, previous_year=before
    )
    assert decision.refused_by is None


def test_a_year_whose_portion_was_withheld_here_is_closed_first() -> None:
    before: Events = [designated(), portion("5.00"), withheld("5.00")]
    given(*READY, reported()).when(
        CloseFiscalYear(), on=JUNE_30_2023, previous_year=before
    ).refused(PreviousYearOpenError, "FY2022 is not closed", citation="(h)", open="FY2022")


def test_a_closed_year_before_holds_up_nothing() -> None:
    before: Events = [designated(), reported(), closed("0.00", {})]
    decision = given(*READY, reported()).when(
        CloseFiscalYear(), on=JUNE_30_2023, previous_year=before
    )
    assert decision.refused_by is None


def test_a_statement_does_not_begin_a_year_whose_balance_the_ledger_holds() -> None:
    before: Events = [designated(), withheld("200.00"), transferred("200.00")]
    command = StateOpeningBalance(
        balances={"carry_in": usd("200.00")}, document="letter", signers=("Ana",)
    )
    given().when(command, previous_year=before).refused(
        PreviousYearOpenError, "FY2023 cannot begin from a statement", citation="(h)"
    )


def test_a_report_of_the_whole_year_counts_what_a_statement_had_counted_once() -> None:
    # 200 withheld, 50 of them spent before the statement; the year's report says 80.
    history: Events = [stated(withheld="200.00", spent="50.00", held_by_board="150.00")]
    given(*history).when(SubmitExpenditureReport(spent=usd("80.00"))).then(
        ExpenditureReported(
            spent=usd("80.00"),
            from_grant=usd("30.00"),
            from_own_money=usd("0.00"),
            above_available=usd("0.00"),
        )
    )


def test_a_report_below_what_a_statement_counted_is_refused() -> None:
    history: Events = [stated(withheld="200.00", spent="50.00", held_by_board="150.00")]
    given(*history).when(SubmitExpenditureReport(spent=usd("49.99"))).refused(
        ReportBelowStatedError, "counted 50.00 of it already", citation="(g)"
    )


# ---- rounds ----


def round_of_2023(*, first_time: bool) -> DesignateDistrict:
    return DesignateDistrict(round="FY2023", criterion=Criterion.RANKED, first_time=first_time)


def test_a_first_time_that_the_record_contradicts_is_refused() -> None:
    case = case_of(EMPTY, earlier_rounds=frozenset({"FY2018"}))
    command = round_of_2023(first_time=True)
    with pytest.raises(FirstTimeContradictedError, match="is not its first time"):
        decide(command, EMPTY, case)


def test_a_district_of_fy2013_alone_has_no_baseline_clause_in_fy2023() -> None:
    case = case_of(EMPTY, earlier_rounds=frozenset({"FY2013"}))
    command = round_of_2023(first_time=False)
    with pytest.raises(NoBaselineClauseError, match="no clause says"):
        decide(command, EMPTY, case)


@pytest.mark.parametrize("earlier", [frozenset({"FY2018"}), frozenset({"FY2013", "FY2018"})])
def test_a_district_of_the_fy2018_round_is_designated_again(earlier: frozenset[str]) -> None:
    case = case_of(EMPTY, earlier_rounds=earlier)
    (decided,) = decide(round_of_2023(first_time=False), EMPTY, case)
    assert decided.fiscal_year == FiscalYear(2023)


# ---- releases ----


@pytest.mark.parametrize("name", ["r1", " R1 ", "R1\u00a0", "\uff321"])
def test_a_name_that_looks_like_another_release_is_taken(name: str) -> None:
    history: Events = [*READY, authorized("R1", "5.00")]
    given(*history).when(AuthorizeRelease(release=name, amount=usd("5.00"))).refused(
        ReleaseNameTakenError, "has a release 'R1' already", citation="(c)(2)"
    )
    given(*history).when(ProposeRelease(release=name, amount=usd("5.00"))).refused(
        ReleaseNameTakenError, "has a release 'R1' already", citation="(c)(2)"
    )


def test_a_direction_has_a_cap_above_zero() -> None:
    direction = Direction(document="letter", cap=usd("-5.00"))
    command = AuthorizeRelease(release="R1", amount=usd("5.00"), direction=direction)
    given(*READY).when(command).refused(
        AmountNotPositiveError, "the cap of a direction", citation="(c)(2)"
    )


def test_what_is_promised_already_is_named_where_money_is_short() -> None:
    history: Events = [*READY, authorized("R1", "800.00"), issued("R1", "800.00")]
    history += [returned("R1", unpaid="800.00")]
    refusal = (
        given(*history)
        .when(AuthorizeRelease(release="R2", amount=usd("100.01")))
        .refused(ReleaseExceedsHeldError, "more than the Commissioner holds", citation="(c)(2)")
    )
    assert refusal.next_step.endswith("Promised already: R1.")


def test_nothing_is_issued_after_the_designation_ended() -> None:
    history: Events = [*READY, authorized("R1", "5.00"), DesignationEnded(reason="left")]
    given(*history).when(IssueRelease(release="R1")).refused(
        NotDesignatedError, "is not designated", citation="(b)(3)"
    )


# ---- corrections ----


def test_a_correction_leaves_no_more_authorized_than_is_held() -> None:
    history: Events = [*READY, authorized("R1", "900.00")]
    given(*history).when(CorrectEvent(position=4, reason="typing", amount=usd("10.00"))).refused(
        CorrectionBreaksBalanceError,
        "authorized above what the Commissioner holds 890.00",
        citation="§ 11-8b",
    )


def test_a_designation_is_not_taken_back_under_an_authorized_release() -> None:
    history: Events = [
        designated(),
        stated(carry_in="9.00", held_by_commissioner="9.00"),
        submitted(1, "9.00"),
        approved(1, "9.00"),
        authorized("R1", "9.00"),
    ]
    given(*history).when(CorrectEvent(position=1, reason="wrong")).refused(
        CorrectionBreaksBalanceError, "authorized without designation 9.00", citation="§ 11-8b"
    )


def test_a_correction_to_the_same_amount_corrects_nothing() -> None:
    given(*READY).when(CorrectEvent(position=3, reason="x", amount=usd("1000.00"))).refused(
        NothingToCorrectError, "is 1,000.00 already", citation="§ 11-8b"
    )


def test_a_proposal_is_not_in_the_way_of_a_correction() -> None:
    proposal = ReleaseProposed(release="R1", amount=usd("5.00"), proposed_by="Ben")
    decision = given(*READY, proposal).when(
        CorrectEvent(position=4, reason="typing", amount=usd("800.00"))
    )
    assert decision.refused_by is None


# ---- entitlements ----


def test_parts_of_a_grant_are_not_more_than_the_grant() -> None:
    command = SetEntitlement(
        amount=usd("10.00"), education_diversity=usd("4.00"), published_portion=usd("6.01")
    )
    given().when(command).refused(
        PartsExceedEntitlementError, "10.01, are more than the whole, 10.00", citation="10-262h"
    )


def test_a_year_closes_not_before_the_last_record_it_rests_on() -> None:
    (closing, opening) = (
        given(*READY, reported())
        .when(CloseFiscalYear(), on=JUNE_30_2023, ground_on=date(2023, 9, 15))
        .decided
    )
    assert (closing.effective_on, opening.effective_on) == (date(2023, 9, 15), date(2023, 9, 15))
    (later, _) = (
        given(*READY, reported())
        .when(CloseFiscalYear(), on=date(2023, 10, 1), ground_on=date(2023, 9, 15))
        .decided
    )
    assert later.effective_on == date(2023, 10, 1)


def test_it_rests_on_reports_and_on_money_and_not_on_claims() -> None:
    history: Events = [designated(), withheld("5.00"), reported(), found(amount="1.00")]
    assert closing_grounds(fold(history)) == [2, 3]
