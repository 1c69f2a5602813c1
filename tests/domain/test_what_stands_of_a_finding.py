"""What stands of a finding, after what was allowed and lowered: every page says the same.

Nothing that a judgment or a reconsideration took off is still claimed, what a compromise gave up
still was owed. C.G.S. § 10-262u(g), § 3-7. All synthetic.
"""

from dataclasses import replace

import pytest
from duties import DESIGNATED, answers, reported
from spec import FY2023, HARTFORD, Events, stated, usd
from spec_claims import allowed, claim_reduced, determined, found, lines, shares

from domain.authority import Office
from domain.claim_events import FindingRaised
from domain.desk_review import already_asked, could_be_questioned, reviewed
from domain.determination_state import OPENING
from domain.events import ApprovedLine, PlanApproved, PlanSubmitted
from domain.owed_events import ClaimReduced
from domain.program_account import program_account
from domain.report_content import Counted, ReportedLine
from domain.state import fold

LINES = (ApprovedLine(key="3.1", amount=usd("60000.00")),)
YEAR: Events = [
    DESIGNATED,
    PlanSubmitted(plan_version=1, total=usd("60000.00")),
    PlanApproved(plan_version=1, approved_amount=usd("60000.00"), lines=LINES),
    replace(
        reported("186657.93"),
        counted=Counted.PAID,
        lines=(
            ReportedLine(key="3.1", description="transport", paid=usd("186657.92")),
            ReportedLine(key="7.7", description="rounding", paid=usd("0.01")),
        ),
    ),
]
FOUND = found(by_line=lines(_3_1="126657.92", _7_7="0.01"))
ORDERED: Events = [*YEAR, FOUND, allowed("0.01", "7.7"), determined(repay="126657.92")]


def judged(less: str, instrument: str = "judgment", by: Office = Office.COURT) -> ClaimReduced:
    """Less is claimed of the repayment."""
    return claim_reduced(instrument, by, repay_less=less)


def pages(events: Events) -> tuple[str, str, str, str]:
    """The program report, the check with its words, and what could be questioned of each line."""
    state = fold(events)
    account = program_account(HARTFORD, FY2023, state, frozenset(), state.approved_plan, None)
    check = answers(*events)["spending_matches_plan"]
    assert state.report is not None
    review = reviewed(state.report, LINES, None)
    left = [could_be_questioned(line, state.claims).display for line in review]
    return str(account.outside), check.answer.value, check.message, " ".join(left)


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (
            [],
            (
                "126657.92",
                "not met",
                (
                    "Not as approved: finding F1 (desk-review) of 126,657.92, 126,657.92 of it "
                    "decided."
                ),
                "126,657.92 0.00",
            ),
        ),
        (
            [judged("126657.92")],
            (
                "0.00",
                "met",
                "2 lines over, within the allowance or explained, report 1 against plan version 1.",
                "0.00 0.00",
            ),
        ),
        (
            [judged("100000.00")],
            (
                "26657.92",
                "not met",
                "Not as approved: finding F1 (desk-review) of 26,657.92, 26,657.92 of it decided.",
                "26,657.92 0.00",
            ),
        ),
        (
            [judged("126657.92", "compromise", Office.GOVERNOR)],
            (
                "126657.92",
                "not met",
                (
                    "Not as approved: finding F1 (desk-review) of 126,657.92, 126,657.92 of it "
                    "decided."
                ),
                "126,657.92 0.00",
            ),
        ),
    ],
    ids=["ordered", "reversed", "modified", "compromised"],
)
def test_every_page_says_what_stands(since: Events, said: tuple[str, str, str, str]) -> None:
    assert pages([*ORDERED, *since]) == said


@pytest.mark.parametrize(
    ("since", "on_3_1", "on_7_7"),
    [
        ([], "finding F1, 126,657.92 ordered", "finding F1, 0.01 allowed"),
        (
            [judged("126657.92")],
            "finding F1, 126,657.92 ordered and not owed",
            "finding F1, 0.01 allowed",
        ),
        (
            [judged("100000.00")],
            "finding F1, 26,657.92 ordered, 100,000.00 not owed",
            "finding F1, 0.01 allowed",
        ),
    ],
    ids=["ordered", "reversed", "modified"],
)
def test_the_review_says_of_each_line_what_became_of_it(
    since: Events, on_3_1: str, on_7_7: str
) -> None:
    claims = fold([*ORDERED, *since]).claims
    assert already_asked("3.1", claims) == on_3_1
    assert already_asked("7.7", claims) == on_7_7


def test_a_finding_that_stands_goes_before_one_that_does_not() -> None:
    again = found("F2", by_line=lines(_3_1="50.00"))
    claims = fold([*ORDERED, judged("126657.92"), again]).claims
    assert already_asked("3.1", claims) == "finding F2, 50.00 of it open"


def test_what_nobody_asked_about_could_all_be_questioned() -> None:
    report = fold(YEAR).report
    assert report is not None
    left = [could_be_questioned(one, fold(YEAR).claims) for one in reviewed(report, LINES, None)]
    assert left == [usd("126657.92"), usd("0.01")]


BOTH: tuple[FindingRaised, ...] = (found(amount="10.00"), found("F2", "20.00"))
ORDER = determined(repay="30.00", of=shares(F1="10.00", F2="20.00"))


@pytest.mark.parametrize(
    ("less", "stands"),
    [
        ("30.00", ("0.00", "0.00")),
        # Of which finding it was taken is not said: none stands with more than the whole order.
        ("15.00", ("10.00", "15.00")),
        ("5.00", ("10.00", "20.00")),
    ],
)
def test_an_order_on_two_findings_that_is_lowered(less: str, stands: tuple[str, str]) -> None:
    claims = fold([DESIGNATED, *BOTH, ORDER, judged(less)]).claims
    assert tuple(str(one.claimed) for one in claims.findings.values()) == stands


def test_an_order_may_be_lowered_twice() -> None:
    events: Events = [DESIGNATED, found(amount="100.00"), determined(repay="100.00")]
    twice = fold([*events, judged("40.00"), judged("50.00")]).claims.findings["F1"]
    assert (twice.claimed, twice.lowered) == (usd("10.00"), {"D-2023-064-1": usd("90.00")})


def test_an_order_that_a_statement_brings_lowers_no_finding() -> None:
    owed = stated(repay_due="100.00", finding_open="7.00")
    less = claim_reduced("judgment", Office.COURT, repay_less="100.00", name=OPENING)
    assert fold([owed, less]).claims.findings[OPENING].claimed == usd("7.00")


def test_an_order_on_a_finding_that_is_not_there_lowers_none() -> None:
    claims = fold([DESIGNATED, determined(repay="1.00"), judged("1.00")]).claims
    assert (claims.findings, claims.lost) == ({}, ("DeterminationIssued of F1",))
