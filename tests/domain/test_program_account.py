"""The accounting of the program: what is not recorded is None, and four answers. § 10-262w, (g)."""

from dataclasses import replace

import pytest
from spec import (
    Events,
    approved,
    closed,
    designated,
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
from spec_claims import allowed, claim_reduced, determined, disallowed, found, lines, shares
from spec_plans import approved_by_line, lines_of

from domain.authority import Office
from domain.coverage import CoverageKind, covered_kinds
from domain.determination_state import OPENING
from domain.district import BY_CODE
from domain.events import DistrictYearEvent
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, total
from domain.program_account import ProgramAccount, program_account
from domain.report_content import Counted, ReportedLine
from domain.report_events import ExpenditureReportAmended, ExpenditureReported
from domain.setting_events import VarianceAllowanceSet
from domain.state import fold

MONEY: Events = [
    designated(),
    portion("1000.00"),
    withheld("1000.00"),
    transferred("1000.00"),
    submitted(1, "1000.00"),
    approved_by_line(1, _3_1="900.00", _9_9="100.00"),
    *released("R1", "1000.00"),
    passed_through("1000.00"),
]


def by_line(spent: ExpenditureReported, **amounts: str) -> ExpenditureReported:
    """The report with lines: `_3_1="1.00"` is line 3.1."""
    lines = tuple(
        ReportedLine(key=one.key, description="x", paid=one.amount) for one in lines_of(**amounts)
    )
    return replace(spent, lines=lines, counted=Counted.PAID)


REPORT = by_line(reported(from_grant="860.00"), _3_1="847.50", _9_9="12.50")
SPENT: Events = [*MONEY, REPORT]


def of(
    *events: DistrictYearEvent, covered: frozenset[CoverageKind] = frozenset()
) -> ProgramAccount:
    """The account of Hartford FY2023 after these events."""
    state, year = fold(events), FiscalYear(2023)
    held = covered | covered_kinds([], year, state)
    return program_account(BY_CODE[64], year, state, held, state.approved_plan, None)


def split(*events: DistrictYearEvent) -> tuple[str, str, str]:
    """According to plan, outside, under question; they add up to what was spent."""
    account = of(*events)
    assert account.in_plan is not None
    assert account.outside is not None
    assert account.questioned is not None
    assert account.over is not None
    assert account.own is not None
    parts = (account.in_plan, account.outside, account.questioned, account.over, account.own)
    assert total(list(parts)) == account.spent
    return str(account.in_plan), str(account.outside), str(account.questioned)


def test_what_was_given_and_spent_is_counted_step_by_step() -> None:
    account = of(*SPENT)
    assert (account.portion, account.withheld, account.released, account.passed_through) == (
        usd("1000.00"),
        usd("1000.00"),
        usd("1000.00"),
        usd("1000.00"),
    )
    assert (account.available, account.spent, account.unspent, account.closed) == (
        usd("1000.00"),
        usd("860.00"),
        usd("140.00"),
        False,
    )
    assert of(*SPENT, closed("140.00", at_board="140.00")).closed is True


def test_what_is_not_recorded_is_none_and_never_zero() -> None:
    account = of(designated())
    assert {
        account.portion,
        account.withheld,
        account.released,
        account.passed_through,
        account.available,
        account.spent,
        account.in_plan,
        account.outside,
        account.questioned,
        account.unspent,
    } == {None}
    assert (account.answer.value, account.why) == (
        "not recorded here",
        "no report on what was spent",
    )


def test_where_the_ledger_says_that_it_holds_releases_none_is_a_zero() -> None:
    assert of(designated(), covered=frozenset({CoverageKind.RELEASES})).released == ZERO


def test_a_signed_statement_says_what_came_before_it() -> None:
    account = of(designated(), stated(withheld="50.00", spent="50.00", released="50.00"))
    assert (account.released, account.passed_through, account.spent) == (
        usd("50.00"),
        ZERO,
        usd("50.00"),
    )
    assert (account.in_plan, account.why) == (None, "no plan was approved on record by June 30")


@pytest.mark.parametrize(
    ("more", "amounts"),
    [
        pytest.param([], ("860.00", "0.00", "0.00"), id="nothing found"),
        pytest.param([found("F1", "45.25")], ("814.75", "0.00", "45.25"), id="question"),
        pytest.param(
            [found("F1", "45.25"), allowed("45.25")], ("860.00", "0.00", "0.00"), id="allowed"
        ),
        pytest.param(
            [found("F1", "45.25"), disallowed("40.00")],
            ("814.75", "40.00", "5.25"),
            id="disallowed",
        ),
        pytest.param(
            [found("F1", "45.25"), disallowed("45.25"), determined(repay="20.00", reduce="25.25")],
            ("814.75", "45.25", "0.00"),
            id="determined",
        ),
        pytest.param(
            [found("F1", "45.25"), determined(repay="40.00", dropped="5.25")],
            ("820.00", "40.00", "0.00"),
            id="dropped",
        ),
        pytest.param(
            [found("F1", "45.25", kind="pass-through")],
            ("860.00", "0.00", "0.00"),
            id="a pass-through is not about spending",
        ),
        pytest.param(
            [
                found("F1", "45.25", kind="pass-through"),
                found("F2", "10.00"),
                determined(repay="55.25", of=shares(F1="45.25", F2="10.00")),
            ],
            ("850.00", "10.00", "0.00"),
            id="an order on both",
        ),
        pytest.param(
            [
                found("F1", "45.25"),
                determined(repay="45.25"),
                claim_reduced("judgment", Office.COURT, repay_less="15.25"),
            ],
            ("830.00", "30.00", "0.00"),
            id="a judgment says that it was not owed",
        ),
        pytest.param(
            [
                found("F1", "10.00"),
                found("F2", "20.00", kind="pass-through"),
                determined(reduce="30.00", of=shares(F1="10.00", F2="20.00")),
                claim_reduced("judgment", Office.COURT, reduction_less="20.00"),
            ],
            ("850.00", "10.00", "0.00"),
            id="what a judgment takes off is first what is not about spending",
        ),
        pytest.param(
            [
                found("F1", "45.25"),
                determined(repay="45.25"),
                claim_reduced("uncollectible", Office.DEPARTMENT, repay_less="15.25"),
            ],
            ("814.75", "45.25", "0.00"),
            id="what is not collected was spent so all the same",
        ),
    ],
)
def test_what_was_spent_is_to_plan_outside_it_or_under_question(
    more: Events, amounts: tuple[str, str, str]
) -> None:
    assert split(*SPENT, *more) == amounts


def test_we_12_what_was_found_is_not_compliant_spending() -> None:
    # FY1: 860,000.00 − 45,250.75
    year: Events = [
        designated(),
        portion("1000000.00"),
        submitted(1, "860000.00"),
        approved_by_line(1, _1_1="860000.00"),
    ]
    spent = by_line(reported(from_own_money="860000.00"), _1_1="860000.00")
    more: Events = [found("F1", "45250.75"), determined(reduce="45250.75")]
    assert split(*year, spent, *more)[0] == "814749.25"


ABOVE = by_line(
    reported(from_grant="1000.00", from_own_money="10.00"), _3_1="900.00", _9_9="110.00"
)
UNCERTIFIED = replace(REPORT, register="FY2023-064-1")


@pytest.mark.parametrize(
    ("events", "answer", "why"),
    [
        (SPENT, "met", "within the lines of plan version 1, or explained"),
        (
            [*SPENT, found("F1", "45.25"), disallowed("45.25")],
            "not met",
            "45.25 disallowed or determined",
        ),
        (
            [*SPENT, found("F1", "45.25")],
            "no date set",
            "45.25 under question, and no day to decide it by",
        ),
        ([*MONEY, UNCERTIFIED], "no date set", "the report is not certified yet"),
        (
            [designated(), reported(from_own_money="1.00")],
            "not recorded here",
            (
                "no plan was approved on record by June 30; 1.00 above what is available was the "
                "board's own"
            ),
        ),
        (
            [*MONEY, reported(from_grant="860.00")],
            "not recorded here",
            "only totals are held here, and no lines to measure by",
        ),
        (
            [*MONEY, by_line(reported(from_grant="860.00"), _3_1="847.50", _7_7="12.50")],
            "not recorded here",
            "12.50 over the lines of the plan, not explained yet",
        ),
        (
            [
                *MONEY,
                by_line(
                    reported(from_grant="1000.00", from_own_money="10.00"),
                    _3_1="900.00",
                    _9_9="110.00",
                ),
            ],
            "met",
            (
                "within the lines of plan version 1, or explained; 10.00 above what is available "
                "was the board's own"
            ),
        ),
    ],
)
def test_whether_it_was_to_plan_has_four_answers(events: Events, answer: str, why: str) -> None:
    account = of(*events)
    assert (account.answer.value, account.why) == (answer, why)


AMENDED = ExpenditureReportAmended(
    report=2,
    spent=usd("847.50"),
    grant_more=ZERO,
    grant_less=usd("12.50"),
    own_more=ZERO,
    own_less=ZERO,
    above_available=ZERO,
    reason="the fence is local",
    lines=(ReportedLine(key="3.1", description="bus", paid=usd("847.50")),),
    counted=Counted.PAID,
    plan_version=1,
    register=None,
    certified_by=None,
    certified_on=None,
)


@pytest.mark.parametrize(
    ("claims", "amounts"),
    [
        ([], ("847.50", "0.00", "0.00")),
        ([disallowed("12.50", "9.9")], ("847.50", "0.00", "0.00")),
        ([disallowed("12.50", "9.9"), determined(repay="12.50")], ("847.50", "0.00", "0.00")),
        (
            [allowed("12.50", "9.9"), found("F2", by_line=lines(_3_1="10.00"))],
            ("837.50", "0.00", "10.00"),
        ),
    ],
    ids=["question", "disallowed", "determined", "allowed, and another"],
)
def test_what_was_found_and_is_no_longer_reported_is_taken_from_the_plan_s_spending_once(
    claims: Events, amounts: tuple[str, str, str]
) -> None:
    fence = found("F1", by_line=lines(_9_9="12.50"))
    assert split(*SPENT, fence, *claims, AMENDED) == amounts


def test_that_a_finding_is_no_longer_reported_is_said_and_the_answer_stays() -> None:
    fence = found("F1", by_line=lines(_9_9="12.50"))
    account = of(*SPENT, fence, determined(repay="12.50"), AMENDED)
    assert (account.answer.value, account.why) == (
        "not met",
        "12.50 disallowed or determined; 12.50 of what was found is no longer reported",
    )


def test_an_order_above_all_that_is_reported_leaves_nothing_to_plan_and_no_less() -> None:
    left = (ReportedLine(key="3.1", description="bus", paid=ZERO),)
    nothing = replace(AMENDED, spent=ZERO, grant_less=usd("860.00"), lines=left)
    assert split(*SPENT, found("F1", "45.25"), determined(repay="45.25"), nothing) == (
        "0.00",
        "0.00",
        "0.00",
    )


def test_an_order_that_a_statement_brings_counts_as_outside() -> None:
    owed = stated(withheld="50.00", spent="50.00", repay_due="20.00", reduction_due="5.00")
    account = of(designated(), submitted(1, "50.00"), approved(1, "50.00"), owed)
    assert (account.outside, account.in_plan) == (usd("25.00"), None)
    less = claim_reduced("judgment", Office.COURT, repay_less="20.00", name=OPENING)
    assert of(designated(), owed, less).outside == usd("5.00")


@pytest.mark.parametrize(
    ("grant", "own", "lines", "expected"),
    [
        # 3.1 is over by 50.00 and nobody asked: not according to plan, and not outside it either.
        ("950.00", "0.00", {"_3_1": "950.00"}, ("0.00", "900.00", "50.00")),
        # What is over is first what the board paid itself.
        ("1000.00", "30.00", {"_3_1": "950.00", "_9_9": "80.00"}, ("30.00", "980.00", "20.00")),
        ("1000.00", "90.00", {"_3_1": "990.00", "_9_9": "100.00"}, ("90.00", "1000.00", "0.00")),
    ],
    ids=["over", "partly the board's own", "all of it the board's own"],
)
def test_what_is_over_the_plan_or_above_the_grant_is_not_according_to_plan(
    grant: str, own: str, lines: dict[str, str], expected: tuple[str, str, str]
) -> None:
    first = reported(from_grant=grant, from_own_money=own)
    account = of(*MONEY, by_line(first, **lines))
    assert (str(account.own), str(account.in_plan), str(account.over)) == expected


def test_an_allowance_that_was_set_is_within_the_plan() -> None:
    state = fold([*MONEY, by_line(reported(from_grant="950.00"), _3_1="950.00")])
    ten = VarianceAllowanceSet(
        fiscal_year=2023, percent=10, amount=None, shields=False, set_by="J", document="memo"
    )
    account = program_account(
        BY_CODE[64], FiscalYear(2023), state, frozenset(), state.approved_plan, ten
    )
    assert (account.answer.value, str(account.over), str(account.in_plan)) == (
        "met",
        "0.00",
        "950.00",
    )
