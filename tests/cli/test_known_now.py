"""What is measured by June 30, or by what is available, is shown as it is known now.

C.G.S. § 10-262u(d), (g), (h). Not here: the checks by themselves (`tests/domain/`).
"""

from pathlib import Path

import pytest
from cli_runner import run
from dated_story import ALL, D1, Story, passed_on
from small_ledger import small_ledger
from spec import usd
from spec_plans import budget_line, line_transfer, plan_content

from domain.commands import (
    ApprovePlan,
    ApprovePlanAmendment,
    CloseFiscalYear,
    CorrectEvent,
    SubmitExpenditureReport,
    SubmitPlan,
    SubmitPlanAmendment,
)
from domain.owed_commands import ApplyReduction
from domain.report_commands import AmendExpenditureReport
from domain.report_content import Counted, ReportedLine


@pytest.fixture
def story(tmp_path: Path) -> Story:
    told = Story(small_ledger(tmp_path / "now.db"))
    told.small.clock.now = told.small.clock.now.replace(year=2026)
    told.small.entitle("Hartford", 2012, "5000.00")
    return told


def asked(story: Story, tmp_path: Path, *words: str) -> dict[str, object]:
    ran = run(*words, "--json", ledger=story.small.url, home=tmp_path / "home")
    assert ran.code == 0, ran.err
    data: dict[str, object] = ran.data
    return data


def lines(**paid: str) -> tuple[ReportedLine, ...]:
    return tuple(
        ReportedLine(key=key, description=key, paid=usd(amount)) for key, amount in paid.items()
    )


@pytest.mark.parametrize("restated", [False, True], ids=["at once", "after a restatement"])
def test_an_amendment_taken_back_moves_no_line_on_june_30(
    story: Story, tmp_path: Path, *, restated: bool
) -> None:
    story.funded(plan=False)
    content = plan_content(budget_line("A", "600.00"), budget_line("B", "400.00"))
    story.do(SubmitPlan(plan_version=1, total=ALL, content=content), "2023-08-20")
    story.do(ApprovePlan(plan_version=1, approved_amount=ALL), "2023-08-30")
    moved = SubmitPlanAmendment(
        amendment=1, transfers=(line_transfer("A", "B", "100.00"),), reason="a coach less"
    )
    story.do(moved, "2024-01-10")
    approval = story.do(ApprovePlanAmendment(amendment=1), "2024-01-20")
    story.paid()
    story.do(passed_on("1000.00"), "2023-10-28")
    report = SubmitExpenditureReport(
        spent=usd("900.00"), lines=lines(A="400.00", B="500.00"), counted=Counted.PAID
    )
    story.do(report, "2024-08-20")
    story.do(CloseFiscalYear(), "2024-12-01")
    if restated:
        amended = AmendExpenditureReport(
            spent=usd("890.00"),
            lines=lines(A="390.00", B="500.00"),
            counted=Counted.PAID,
            reason="a credit",
        )
        story.do(amended, "2025-02-01")
    story.do(CorrectEvent(position=approval, reason="never approved"), "2025-03-01")
    words = ("compliance", "show", "Hartford", "--fiscal-year", "2024")
    rows = asked(story, tmp_path, *words)["rows"]
    assert isinstance(rows, list)
    (found,) = [row for row in rows if row["check"] == "spending_matches_plan"]
    assert found["message"].startswith("1 line over by 100.00 in all (B)")


def shown(story: Story, tmp_path: Path, year: int) -> tuple[object, object, bool]:
    """Above what is available: as shown, as listed, and whether a note says so."""
    data = asked(story, tmp_path, "report", "show", "Hartford", "--fiscal-year", str(year))
    listed = asked(story, tmp_path, "report", "list", "--fiscal-year", str(year))
    rows, notes = listed["rows"], data["notes"]
    assert isinstance(rows, list)
    assert isinstance(notes, list)
    told = any("is above what is available" in str(note) for note in notes)
    return data["above_available"], rows[0]["above_available"], told


def test_a_balance_that_came_later_covers_what_was_above(story: Story, tmp_path: Path) -> None:
    story.funded()
    story.paid()
    story.do(passed_on("1000.00"), "2023-10-28")
    story.do(SubmitExpenditureReport(spent=usd("800.00")), "2024-08-20")
    story.funded(year=2025, amount="500.00")
    story.do(SubmitExpenditureReport(spent=usd("600.00")), "2025-08-20", year=2025)
    assert shown(story, tmp_path, 2025) == ("100.00", "100.00", True)
    story.do(CloseFiscalYear(), "2025-09-01")
    assert shown(story, tmp_path, 2025) == ("0.00", "0.00", False)


def test_a_reduction_leaves_what_was_spent_above_what_is_available(
    story: Story, tmp_path: Path
) -> None:
    story.funded()
    story.paid()
    story.ordered()
    story.funded(year=2025, amount="500.00")
    story.do(SubmitExpenditureReport(spent=usd("500.00")), "2025-08-20", year=2025)
    story.do(ApplyReduction(determination=D1), "2025-09-01", year=2025)
    assert shown(story, tmp_path, 2025) == ("100.00", "100.00", True)
