"""What a step rests on counts from the day since when it stands as it does. § 10-262u(d), (g), (h).

Through a ledger, where records were restated or corrected since. Not here: which records a step
rests on (`tests/domain/decisions/test_ground.py`).
"""

from datetime import date
from pathlib import Path

import pytest
from dated_story import ALL, D1, HARTFORD, Story, passed_on
from small_ledger import small_ledger
from spec import usd
from spec_claims import LAW, shares
from spec_plans import budget_line, line_transfer, plan_content

from domain.claim_commands import RaiseFinding
from domain.claim_events import FindingKind, FindingSource
from domain.commands import (
    ApprovePlan,
    ApprovePlanAmendment,
    CloseFiscalYear,
    Command,
    CorrectEvent,
    SubmitExpenditureReport,
    SubmitPlan,
    SubmitPlanAmendment,
)
from domain.decisions.payment_refusals import StepBeforeGroundError
from domain.decisions.report_refusals import ReportTooEarlyError
from domain.determination_commands import IssueDetermination, SetProcedure
from domain.determination_events import FindingOfFact, Procedure
from domain.fiscal_year import FiscalYear
from domain.owed_commands import Returner, ReturnFunds
from domain.report_commands import AmendExpenditureReport
from ledger.application import Cut

FIND = RaiseFinding(
    finding="F1",
    source=FindingSource.DESK_REVIEW,
    kind=FindingKind.UNAPPROVED_USE,
    reason="not in the plan",
    amount=usd("100.00"),
)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    told = Story(small_ledger(tmp_path / "grounds.db"))
    told.small.clock.now = told.small.clock.now.replace(year=2026)
    told.small.entitle("Hartford", 2012, "5000.00")
    return told


@pytest.fixture
def closed(story: Story) -> Story:
    """FY2024 closed on December 1, its report amended on March 1."""
    story.funded()
    story.paid()
    story.do(passed_on("1000.00"), "2023-10-28")
    story.do(SubmitExpenditureReport(spent=ALL), "2024-08-20")
    story.positions["finding"] = story.do(FIND, "2024-09-10")
    story.do(CloseFiscalYear(), "2024-12-01")
    story.do(AmendExpenditureReport(spent=usd("900.00"), reason="a credit"), "2025-03-01")
    return story


def before_its_ground(story: Story, command: Command, on: str, *, year: int = 2024) -> str:
    with pytest.raises(StepBeforeGroundError) as refusal:
        story.do(command, on, year=year)
    return refusal.value.details["rests_on"]


def test_money_a_restatement_brought_comes_back_from_its_day_on(closed: Story) -> None:
    closed.small.designate("Hartford", 2025)
    back = ReturnFunds(returned_by=Returner.BOARD, amount=usd("100.00"), reason="not needed")
    assert before_its_ground(closed, back, "2025-02-28", year=2025) == "2025-03-01"
    closed.do(back, "2025-03-01", year=2025)
    assert closed.held("held_by_board", "2025-03-01", year=2025) == "0.00"


def test_a_finding_made_larger_is_determined_from_the_day_of_it(closed: Story) -> None:
    found = closed.positions["finding"]
    larger = CorrectEvent(position=found, amount=usd("150.00"), reason="typed")
    position = closed.do(larger, "2025-03-05")
    counsel = SetProcedure(
        determination=D1, procedure=Procedure.INFORMAL, set_by="K. Lee", document="memo"
    )
    closed.do(counsel, "2025-01-09")
    issue = IssueDetermination(
        determination=D1,
        shares=shares(F1="150.00"),
        facts=(FindingOfFact(words="It is not in the plan.", positions=(position,)),),
        conclusions=(LAW,),
        repay=usd("150.00"),
    )
    # What is corrected after a restatement takes effect on the day of that.
    assert before_its_ground(closed, issue, "2025-01-10") == "2025-03-01"
    closed.do(issue, "2025-03-01")
    assert closed.held("finding_open", "2025-03-01") == "0.00"


def amend(number: int, amount: str) -> SubmitPlanAmendment:
    transfers = (line_transfer("A", "B", amount),)
    return SubmitPlanAmendment(amendment=number, transfers=transfers, reason="a coach less")


@pytest.fixture
def planned(story: Story) -> Story:
    """A plan of two lines, submitted August 20 and approved August 30."""
    story.small.designate("Hartford", 2024)
    lines = plan_content(budget_line("A", "600.00"), budget_line("B", "400.00"))
    story.do(SubmitPlan(plan_version=1, total=ALL, content=lines), "2023-08-20")
    story.do(ApprovePlan(plan_version=1, approved_amount=ALL), "2023-08-30")
    return story


def lines_on(story: Story, day: str) -> dict[str, str]:
    cut = Cut(as_of=date.fromisoformat(day))
    state = story.small.ledger.district_year(HARTFORD, FiscalYear(2024), cut)
    assert state.approved_plan is not None
    return {line.key: str(line.amount) for line in state.approved_plan[1].lines}


def test_no_amendment_is_asked_for_before_its_plan_was_approved(planned: Story) -> None:
    assert before_its_ground(planned, amend(1, "100.00"), "2023-08-29") == "2023-08-30"
    planned.do(amend(1, "100.00"), "2023-08-30")


def test_an_amendment_is_approved_after_those_whose_lines_it_moves_on(planned: Story) -> None:
    planned.do(amend(1, "100.00"), "2024-06-01")
    planned.do(ApprovePlanAmendment(amendment=1), "2024-07-15")
    planned.do(amend(2, "1.00"), "2024-06-05")
    second = ApprovePlanAmendment(amendment=2)
    assert before_its_ground(planned, second, "2024-06-20") == "2024-07-15"
    # On June 30 the lines are those that were approved by then.
    assert lines_on(planned, "2024-06-30") == {"A": "600.00", "B": "400.00"}
    planned.do(second, "2024-07-15")
    assert lines_on(planned, "2024-07-15") == {"A": "499.00", "B": "501.00"}


@pytest.mark.parametrize("certified_on", [None, date(2023, 7, 1)], ids=["total", "by name"])
def test_a_year_does_not_close_on_a_report_from_before_it_was_over(
    story: Story, certified_on: date | None
) -> None:
    story.funded()
    by = None if certified_on is None else "D. Example"
    early = SubmitExpenditureReport(spent=ALL, certified_by=by, certified_on=certified_on)
    story.do(early, "2023-07-01")
    with pytest.raises(ReportTooEarlyError) as refusal:
        story.do(CloseFiscalYear(), "2024-12-01")
    assert refusal.value.message.startswith("The report of Hartford FY2024 is of 2023-07-01")
    assert refusal.value.details == {"reported_on": "2023-07-01", "last_day": "2024-06-30"}
    assert refusal.value.citation is not None
    assert refusal.value.citation.provision == "C.G.S. § 10-262u(g)"
    amended = AmendExpenditureReport(
        spent=usd("900.00"), reason="the whole year", certified_by=by, certified_on=certified_on
    )
    story.do(amended, "2024-06-30")
    story.do(CloseFiscalYear(), "2024-12-01")
    assert story.held("carry_out", "2024-12-01") == "100.00"
