"""What findings claim in all: each cent once, never above what stands reported. § 10-262u(g)."""

from dataclasses import replace
from datetime import date

import pytest
from spec import (
    Events,
    approved,
    carried_in,
    closed,
    designated,
    given,
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
from spec_claims import (
    D1,
    FACT,
    LAW,
    allowed,
    determined,
    found,
    given_back,
    lines,
    procedure,
    repayment,
    shares,
)

from domain.claim_commands import RaiseFinding
from domain.claim_events import FindingKind, FindingSource
from domain.commands import CorrectEvent
from domain.decisions.claim_refusals import (
    ClaimAboveReportError,
    FindingBesideError,
    PassThroughRepaidError,
)
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.refusals import CorrectionBreaksBalanceError, WordsMissingError
from domain.determination_commands import IssueDetermination, IssuePreliminaryDetermination
from domain.events import DistrictYearEvent
from domain.money import ZERO
from domain.report_content import Counted, ReportedLine
from domain.report_events import ExpenditureReportAmended, ExpenditureReported

D2 = "D-2023-064-2"
REPORT = replace(
    reported(from_grant="120000.00"),
    lines=(
        ReportedLine(key="2.4", description="tutors", paid=usd("70000.00")),
        ReportedLine(key="3.1", description="coaches", paid=usd("50000.00")),
    ),
    counted=Counted.PAID,
)
WITHOUT_LINES = reported(from_grant="120000.00")
RAISE = RaiseFinding(
    finding="F2",
    source=FindingSource.SINGLE_AUDIT,
    kind=FindingKind.UNAPPROVED_USE,
    reason="no invoices",
)
BY_LINE: Events = [designated(), REPORT, found(by_line=lines(_3_1="50000.00"))]
ISSUE = IssueDetermination(
    determination=D1,
    shares=shares(F1="50000.00"),
    facts=(FACT,),
    conclusions=(LAW,),
    repay=usd("50000.00"),
)
LESS = replace(
    REPORT,
    spent=usd("100000.00"),
    from_grant=usd("100000.00"),
    lines=(REPORT.lines[0], replace(REPORT.lines[1], paid=usd("30000.00"))),
)


def amended(report: ExpenditureReported) -> ExpenditureReportAmended:
    """An amended report that says what `report` says."""
    return ExpenditureReportAmended(
        report=2,
        spent=report.spent,
        grant_more=ZERO,
        grant_less=ZERO,
        own_more=ZERO,
        own_less=ZERO,
        above_available=ZERO,
        reason="moved",
        lines=report.lines,
        counted=report.counted,
        plan_version=None,
        register=None,
        certified_by=None,
        certified_on=None,
    )


# ---- of each line at most what stands reported ----


def test_a_finding_claims_at_most_what_was_reported_on_a_line() -> None:
    command = replace(RAISE, finding="F1", lines=lines(_3_1="50000.01"))
    given(designated(), REPORT).when(command).refused(
        ClaimAboveReportError,
        "claims 50,000.01 of line 3.1, and 50,000.00 still stands reported on it",
        citation="(g)",
        claimed="50000.01",
        reported="50000.00",
    )
    whole = replace(command, lines=lines(_3_1="50000.00"))
    given(designated(), REPORT).when(whole).then(
        replace(
            found(by_line=lines(_3_1="50000.00"), source="single-audit"),
            reason="no invoices",
            report=1,
        )
    )


@pytest.mark.parametrize(
    "command",
    [
        ISSUE,
        IssuePreliminaryDetermination(
            determination=D1,
            shares=shares(F1="50000.00"),
            repay=usd("50000.00"),
            respond_by=date(2023, 12, 2),
            reason="outside the plan",
        ),
    ],
    ids=["determination", "notice"],
)
def test_what_is_no_longer_reported_is_not_claimed(
    command: IssueDetermination | IssuePreliminaryDetermination,
) -> None:
    since: Events = [designated(), LESS, found(by_line=lines(_3_1="50000.00")), procedure()]
    refused = given(*since).when(command).refused_by
    assert type(refused) is ClaimAboveReportError
    assert "30,000.00 still stands reported" in refused.message
    assert "Allow 20,000.00 of it first" in (refused.next_step or "")
    rest = replace(command, shares=shares(F1="30000.00"), repay=usd("30000.00"))
    assert given(*since, allowed("20000.00", "3.1")).when(rest).decided


# ---- each cent once ----

_APART = "the audit is about salaries"


def test_a_finding_without_lines_may_claim_the_same_money() -> None:
    command = replace(RAISE, amount=usd("60000.00"))
    given(*BY_LINE).when(command).refused(
        FindingBesideError,
        "'F1' of Hartford FY2023 stands with 50,000.00, and 'F2' names no lines",
        citation="(g)",
        claimed="50000.00",
    )
    event = replace(
        found("F2", "60000.00", source="single-audit"),
        reason="no invoices",
        report=1,
        apart_because=_APART,
    )
    given(*BY_LINE).when(replace(command, apart_because=_APART)).then(event)


def test_a_finding_by_line_beside_one_without_lines_says_why_too() -> None:
    before: Events = [designated(), found(amount="45250.75")]
    given(*before).when(replace(RAISE, lines=lines(_3_1="1.00"))).refused(
        FindingBesideError, "and 'F1' names no lines", citation="(g)"
    )
    given(stated(finding_open="5.00")).when(replace(RAISE, amount=usd("1.00"))).refused(
        FindingBesideError, "'opening' of Hartford FY2023 stands with 5.00", citation="(g)"
    )


def test_the_way_of_the_money_is_another_thing_than_its_spending() -> None:
    way = replace(RAISE, kind=FindingKind.PASS_THROUGH, amount=usd("999999.00"))
    event = replace(
        found("F2", "999999.00", source="single-audit", kind="pass-through"), reason="no invoices"
    )
    given(*BY_LINE).when(way).then(event)
    other = replace(RAISE, finding="F3", lines=lines(_2_4="70000.00"))
    assert given(*BY_LINE, event).when(other).decided


PAID: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("1000.00"),
    submitted(1, "1000.00"),
    approved(1, "1000.00"),
    *released("R1", "400.00"),
]


def test_without_a_report_no_more_is_claimed_than_was_there_to_spend() -> None:
    given(*PAID).when(replace(RAISE, amount=usd("1000.01"))).refused(
        ClaimAboveReportError,
        "would come to 1,000.01 with 'F2', and 1,000.00 is available to be spent, and no report",
        citation="(g)",
    )
    assert given(*PAID).when(replace(RAISE, amount=usd("1000.00"))).decided


def test_no_more_is_kept_back_by_a_town_than_it_was_paid() -> None:
    way = replace(RAISE, kind=FindingKind.PASS_THROUGH, amount=usd("400.01"))
    given(*PAID).when(way).refused(
        ClaimAboveReportError, "and 400.00 stands with the town", citation="(g)"
    )
    assert given(*PAID).when(replace(way, amount=usd("400.00"))).decided


KEPT: Events = [*PAID, passed_through("300.00"), found("W1", "100.00", kind="pass-through")]
TAKE = IssueDetermination(
    determination=D1,
    shares=shares(W1="100.00"),
    facts=(FACT,),
    conclusions=(LAW,),
    reduce=usd("100.00"),
)
TAKEN = determined(reduce="100.00", of=shares(W1="100.00"))
ANOTHER = replace(RAISE, kind=FindingKind.PASS_THROUGH, apart_because="another quarter")


@pytest.mark.parametrize(
    ("cure", "left"),
    [
        (passed_through("100.00"), "0.00"),
        (given_back(town="100.00"), "0.00"),
        (passed_through("0.01"), "99.99"),
    ],
    ids=["passed on", "given back", "a cent passed on"],
)
def test_what_the_town_passed_on_or_gave_back_is_not_decided_any_more(
    cure: DistrictYearEvent, left: str
) -> None:
    assert given(*KEPT, procedure()).when(TAKE).decided
    given(*KEPT, cure, procedure()).when(TAKE).refused(
        ClaimAboveReportError,
        f"would come to 100.00 as they stand, and {left} stands with the town",
        citation="(g)",
        claimed="100.00",
        reported=left,
    )


def test_what_was_ordered_and_stands_with_the_town_is_not_found_again() -> None:
    given(*KEPT, TAKEN).when(replace(ANOTHER, amount=usd("0.01"))).refused(
        ClaimAboveReportError,
        "would come to 100.01 with 'F2', and 100.00 stands with the town",
        citation="(g)",
    )
    # It was passed on after the order; of the next payment 30.00 is kept back.
    later: Events = [passed_through("100.00"), *released("R2", "50.00"), passed_through("20.00")]
    since = given(*KEPT, TAKEN, *later)
    assert since.when(replace(ANOTHER, amount=usd("30.00"))).decided
    assert type(since.when(replace(ANOTHER, amount=usd("30.01"))).refused_by) is (
        ClaimAboveReportError
    )


def test_after_the_close_no_more_is_found_than_stood_with_the_town_then() -> None:
    year = given(*PAID, passed_through("300.00"), closed("1000.00", at_town="100.00"))
    way = replace(RAISE, kind=FindingKind.PASS_THROUGH, amount=usd("100.00"))
    assert year.when(way).decided
    assert type(year.when(replace(way, amount=usd("100.01"))).refused_by) is ClaimAboveReportError
    again = given(
        *PAID,
        passed_through("300.00"),
        found("W1", "100.00", kind="pass-through"),
        TAKEN,
        closed("1000.00", at_town="100.00"),
    )
    assert type(again.when(replace(ANOTHER, amount=usd("0.01"))).refused_by) is (
        ClaimAboveReportError
    )


def test_where_nothing_was_released_what_was_carried_in_at_the_town_is_the_measure() -> None:
    year = given(designated(), carried_in("20.00", at_town="20.00"))
    way = replace(RAISE, kind=FindingKind.PASS_THROUGH, amount=usd("20.01"))
    year.when(way).refused(ClaimAboveReportError, "and 20.00 stands with the town", citation="(g)")
    assert year.when(replace(way, amount=usd("20.00"))).decided


def test_what_was_found_without_lines_is_measured_again_when_it_is_decided() -> None:
    whole: Events = [designated(), WITHOUT_LINES, found(amount="120000.00"), procedure()]
    lowered = replace(LESS, lines=())
    less = amended(lowered)
    issue = replace(ISSUE, shares=shares(F1="120000.00"), repay=usd("120000.00"))
    given(*whole, less).when(issue).refused(
        ClaimAboveReportError,
        "would come to 120,000.00 as they stand, and 100,000.00 stands reported",
        citation="(g)",
    )
    after = [*whole, less, allowed("20000.00")]
    some = replace(ISSUE, shares=shares(F1="100000.00"), repay=usd("100000.00"))
    assert given(*after).when(some).decided


def test_what_was_ordered_already_is_claimed_when_the_rest_is_decided() -> None:
    # 120,000 reported, 60,000 of it ordered and repaid; then 60,000 of it turns out to be local.
    lowered = amended(replace(LESS, spent=usd("60000.00"), lines=()))
    history: Events = [
        designated(),
        WITHOUT_LINES,
        found(amount="60000.00"),
        found("F2", "60000.00"),
        determined(repay="60000.00"),
        repayment("60000.00"),
        procedure(name=D2),
    ]
    second = replace(ISSUE, determination=D2, shares=shares(F2="60000.00"), repay=usd("60000.00"))
    assert given(*history).when(second).decided
    given(*history, lowered).when(second).refused(
        ClaimAboveReportError,
        "would come to 120,000.00 as they stand, and 60,000.00 stands reported",
        citation="(g)",
        claimed="120000.00",
        reported="60000.00",
    )


def test_what_an_order_claims_of_a_line_that_was_lowered_leaves_room_for_the_rest() -> None:
    history: Events = [
        *BY_LINE,
        determined(repay="50000.00"),
        found("F2", by_line=lines(_2_4="70000.00")),
        amended(replace(LESS, lines=(REPORT.lines[0], replace(REPORT.lines[1], paid=ZERO)))),
        procedure(name=D2),
    ]
    second = replace(ISSUE, determination=D2, shares=shares(F2="70000.00"), repay=usd("70000.00"))
    assert given(*history).when(second).decided


# ---- a correction claims no more than stands ----


@pytest.mark.parametrize(
    ("since", "position", "off"),
    [
        # F2 took the place of F1 with less; the room was used by F3.
        (
            [
                found("F2", "2000.00", absorbs=shares(F1="120000.00")),
                found("F3", "118000.00"),
            ],
            4,
            "118000.00",
        ),
        # What was allowed of F1 made the room for F2.
        ([allowed("120000.00"), found("F2", "120000.00")], 4, "120000.00"),
        ([allowed("1.00"), found("F2", "1.00"), determined(repay="1.00")], 4, "1.00"),
    ],
    ids=["an absorbing finding", "an allowance", "an allowance beside an order"],
)
def test_what_made_room_for_another_finding_is_not_taken_back(
    since: Events, position: int, off: str
) -> None:
    history: Events = [designated(), WITHOUT_LINES, found(amount="120000.00"), *since]
    given(*history).when(CorrectEvent(position=position, reason="no")).refused(
        CorrectionBreaksBalanceError,
        f"would leave: claimed above what stands reported {usd(off).display}",
        citation="11-8b",
    )


def test_what_made_room_that_nobody_used_is_taken_back() -> None:
    history: Events = [designated(), WITHOUT_LINES, found(amount="120000.00"), allowed("120000.00")]
    assert given(*history).when(CorrectEvent(position=4, reason="no")).decided


def test_a_report_that_is_lowered_under_a_finding_is_corrected_all_the_same() -> None:
    history: Events = [designated(), WITHOUT_LINES, found(amount="120000.00")]
    lower = CorrectEvent(position=2, reason="a typing error", amount=usd("100000.00"))
    assert given(*history).when(lower).decided


def test_money_moved_off_a_line_under_a_finding_is_not_claimed_again_on_another() -> None:
    moved = replace(
        LESS,
        spent=usd("120000.00"),
        lines=(
            replace(REPORT.lines[0], paid=usd("100000.00")),
            replace(REPORT.lines[1], paid=usd("20000.00")),
        ),
    )
    history: Events = [*BY_LINE, amended(moved)]
    again = replace(RAISE, lines=lines(_2_4="30000.00"))
    given(*history).when(again).refused(
        FindingBesideError,
        "Finding 'F1' of Hartford FY2023 stands with 50,000.00, and 30,000.00 of it is no longer "
        "reported on its lines: 'F2' may claim the same money again.",
        citation="(g)",
    )
    assert given(*history).when(replace(again, apart_because=_APART)).decided


def test_a_finding_is_not_corrected_above_what_there_is_to_claim() -> None:
    history: Events = [designated(), WITHOUT_LINES, found(amount="500.00")]
    more = CorrectEvent(position=3, reason="a typing error", amount=usd("120000.01"))
    given(*history).when(more).refused(
        ClaimAboveReportError, "would come to 120,000.01", citation="(g)"
    )
    assert given(*history).when(replace(more, amount=usd("120000.00"))).decided


def test_all_findings_together_claim_at_most_what_was_reported() -> None:
    command = replace(RAISE, amount=usd("70000.01"), apart_because=_APART)
    given(*BY_LINE).when(command).refused(
        ClaimAboveReportError,
        "would come to 120,000.01 with 'F2', and 120,000.00 stands reported",
        citation="(g)",
        claimed="120000.01",
    )
    given(designated(), WITHOUT_LINES).when(replace(RAISE, amount=usd("120000.01"))).refused(
        ClaimAboveReportError, "would come to 120,000.01", citation="(g)"
    )
    assert given(*BY_LINE, allowed("0.01", "3.1")).when(command).decided


def test_what_may_be_left_out_is_not_blank() -> None:
    for command in (
        replace(RAISE, amount=usd("1.00"), apart_because=" "),
        replace(RAISE, amount=usd("1.00"), dropped_because=" "),
        replace(RAISE, amount=usd("1.00"), allowance=" "),
    ):
        assert type(given(designated()).when(command).refused_by) is WordsMissingError


# ---- what the town did not pass on ----

WAY: Events = [
    designated(),
    found("W1", "40.00", kind="pass-through"),
    found("F1", "60.00"),
    procedure(),
]


def test_the_board_does_not_repay_what_stands_with_the_town() -> None:
    command = replace(ISSUE, shares=shares(W1="40.00"), repay=usd("40.00"))
    given(*WAY).when(command).refused(
        PassThroughRepaidError,
        "0.00 of the shares is about what it received",
        citation="(g)",
        repay="40.00",
        received_by_board="0.00",
    )
    assert given(*WAY).when(replace(command, repay=None, reduce=usd("40.00"))).decided
    both = replace(ISSUE, shares=shares(W1="40.00", F1="60.00"))
    assert given(*WAY).when(replace(both, repay=usd("60.00"), reduce=usd("40.00"))).decided
    refused = given(*WAY).when(replace(both, repay=usd("60.01"), reduce=usd("39.99"))).refused_by
    assert type(refused) is PassThroughRepaidError
    notice = IssuePreliminaryDetermination(
        determination=D1,
        shares=shares(W1="40.00"),
        repay=usd("40.00"),
        respond_by=date(2023, 12, 2),
        reason="kept by the town",
    )
    assert type(given(*WAY).when(notice).refused_by) is PassThroughRepaidError


def test_nothing_is_found_in_a_year_before_it_began() -> None:
    given(*PAID).when(replace(RAISE, amount=usd("1.00")), on=date(2022, 6, 30)).refused(
        StepBeforeGroundError, "before the year began on 2022-07-01", citation="(g)"
    )
