"""No act leaves money below zero on a day on record: dated back, it had to be there by then.

C.G.S. § 10-262u(c)(1), (c)(2), (g), (h). Questions are asked as of a past day, through a ledger.
Not here: what is possible at the end (`tests/domain/decisions/`).
"""

from datetime import date
from pathlib import Path

import pytest
from dated_story import ALL, D1, HARTFORD, Story, passed_on
from small_ledger import small_ledger
from spec import usd

from domain.commands import (
    AuthorizeRelease,
    CloseFiscalYear,
    ConfirmRelease,
    CorrectEvent,
    Instruction,
    IssueRelease,
    ReturnRelease,
    SubmitExpenditureReport,
    TransferPortion,
    WithdrawRelease,
)
from domain.errors import RefusedError
from domain.fiscal_year import FiscalYear
from domain.owed_commands import ApplyReduction, Returner, ReturnFunds
from domain.report_commands import AmendExpenditureReport
from ledger.unit import Unit


@pytest.fixture
def story(tmp_path: Path) -> Story:
    told = Story(small_ledger(tmp_path / "days.db"))
    told.small.clock.now = told.small.clock.now.replace(year=2026)
    told.small.entitle("Hartford", 2012, "5000.00")
    return told


def test_what_is_transferred_was_withheld_by_then(story: Story) -> None:
    story.funded(transfer=False)
    refusal = story.refused(TransferPortion(amount=ALL), "2023-08-20")
    assert refusal.message == (
        "Recorded for Hartford FY2024 as of 2023-08-20, this would leave, from 2023-08-20 until "
        "2023-09-15: held by the Comptroller -1,000.00."
    )
    assert refusal.details == {
        "held by the Comptroller": "-1000.00",
        "on": "2023-08-20",
        "from": "2023-08-20",
        "until": "2023-09-15",
    }
    assert refusal.citation is not None
    assert refusal.citation.provision == "C.G.S. § 10-262u(c)(1)"
    assert refusal.next_step == (
        "Check the date, or record it as of 2023-09-15 or later. Where an earlier record has a "
        "wrong date, put that right first (alliance replay Hartford --fiscal-year FY2024 shows "
        "its position)."
    )
    story.do(TransferPortion(amount=ALL), "2023-09-15")
    assert story.held("held_by_comptroller", "2023-09-15") == "0.00"


def test_what_is_authorized_was_free_by_then(story: Story) -> None:
    story.funded()
    refusal = story.refused(AuthorizeRelease(release="R1", amount=ALL), "2023-09-27")
    assert refusal.details["authorized above what the Commissioner holds"] == "1000.00"
    assert refusal.details["until"] == "2023-09-28"
    story.do(AuthorizeRelease(release="R1", amount=ALL), "2023-09-28")


def test_what_came_back_is_authorized_anew_from_the_withdrawal_on(story: Story) -> None:
    story.funded()
    story.paid()
    story.do(ReturnRelease(release="R1", reason="bank"), "2024-03-01")
    story.do(WithdrawRelease(release="R1", reason="bank"), "2024-03-02")
    again = AuthorizeRelease(release="R2", amount=ALL)
    refusal = story.refused(again, "2023-10-20")
    assert refusal.details["released above the approved plan"] == "1000.00"
    assert (refusal.details["from"], refusal.details["until"]) == ("2023-10-20", "2024-03-02")
    story.do(again, "2024-03-02")
    assert story.held("authorized", "2024-03-02") == "1000.00"


def test_a_balance_is_paid_out_from_the_day_it_was_carried_in(story: Story) -> None:
    story.funded()
    story.paid(amount="600.00")
    story.do(passed_on("600.00"), "2023-10-28")
    story.do(SubmitExpenditureReport(spent=usd("600.00")), "2024-08-20")
    story.do(CloseFiscalYear(), "2024-12-01")
    story.small.designate("Hartford", 2025)
    story.approved(year=2025, amount="400.00")
    release = AuthorizeRelease(release="R1", amount=usd("400.00"))
    refusal = story.refused(release, "2024-11-30", year=2025)
    assert refusal.details["until"] == "2024-12-01"
    story.do(release, "2024-12-01", year=2025)
    story.do(IssueRelease(release="R1"), "2024-12-01", year=2025)
    assert story.held("held_by_commissioner", "2024-12-01", year=2025) == "0.00"


@pytest.mark.parametrize(
    "back",
    [
        ReturnRelease(release="R1", reason="bank"),
        ReturnFunds(returned_by=Returner.TOWN, amount=usd("300.00"), reason="not needed"),
    ],
    ids=["a payment came back", "the town gave back"],
)
def test_a_reduction_is_taken_from_the_day_the_money_was_there(
    story: Story, back: ReturnRelease | ReturnFunds
) -> None:
    story.funded()
    story.paid()
    story.ordered()
    story.funded(year=2025)
    story.paid(year=2025)
    story.do(back, "2025-03-01", year=2025)
    if isinstance(back, ReturnRelease):
        story.do(WithdrawRelease(release="R1", reason="bank"), "2025-03-01", year=2025)
    reduce = ApplyReduction(determination=D1)
    refusal = story.refused(reduce, "2025-02-28", year=2025)
    assert refusal.details["held by the Commissioner"] == "-100.00"
    assert refusal.details["until"] == "2025-03-01"
    story.do(reduce, "2025-03-01", year=2025)
    assert story.held("reduction_applied", "2025-03-01", year=2025) == "100.00"


def test_what_is_reported_of_the_grant_had_reached_the_board(story: Story) -> None:
    story.funded()
    story.paid()
    story.do(passed_on("800.00"), "2023-11-01")
    late = story.do(passed_on("200.00"), "2024-09-15")
    report = SubmitExpenditureReport(spent=usd("950.00"))
    refusal = story.refused(report, "2024-08-20")
    assert refusal.details["held by the board"] == "-150.00"
    assert refusal.next_step is not None
    assert "take the later pass-through back (alliance correct POSITION)" in refusal.next_step
    # As it says: in the order of the days the board advanced 150.00, and was paid back.
    story.do(CorrectEvent(position=late, reason="entered too early"), "2024-09-15")
    story.do(report, "2024-08-20")
    story.do(passed_on("200.00"), "2024-09-15")
    assert story.held("held_by_board", "2024-08-31") == "0.00"
    assert story.held("held_by_board", "2024-09-15") == "50.00"


def test_a_report_of_the_day_the_money_came_is_of_the_grant(story: Story) -> None:
    story.funded()
    story.paid()
    story.do(passed_on("1000.00"), "2024-09-15")
    story.do(SubmitExpenditureReport(spent=usd("950.00")), "2024-09-15")
    assert story.held("held_by_board", "2024-09-15") == "50.00"


def test_what_was_recorded_after_a_restatement_is_taken_back_on_its_own_day(story: Story) -> None:
    story.funded()
    story.paid()
    story.do(passed_on("1000.00"), "2023-10-28")
    story.do(SubmitExpenditureReport(spent=usd("900.00")), "2024-08-20")
    story.do(CloseFiscalYear(), "2024-09-01")
    story.do(AmendExpenditureReport(spent=usd("850.00"), reason="a credit"), "2025-03-01")
    # FY2025 is entered late, after its carry-in was restated on March 1; the bank paid a day later.
    story.funded(year=2025)
    story.do(AuthorizeRelease(release="R1", amount=ALL), "2024-10-06", year=2025)
    story.do(IssueRelease(release="R1"), "2024-10-07", year=2025)
    wrong = ConfirmRelease(release="R1", paid_on=date(2024, 10, 15))
    at = story.do(wrong, "2024-10-15", year=2025)
    correct = CorrectEvent(position=at, reason="paid on the 16th")
    back = story.small.do("Hartford", 2025, correct, on="2025-04-01")
    assert [str(one.record.effective_on) for one in back.records] == ["2024-10-15"]
    right = ConfirmRelease(release="R1", paid_on=date(2024, 10, 16))
    story.do(right, "2024-10-16", year=2025)
    assert story.held("released", "2024-10-15", year=2025) == "0.00"
    assert story.held("released", "2024-10-16", year=2025) == "1000.00"


def test_the_town_may_have_passed_on_before_the_closing_what_it_carried_on(story: Story) -> None:
    story.funded()
    story.paid()
    story.do(passed_on("800.00"), "2023-10-28")
    story.do(SubmitExpenditureReport(spent=usd("700.00")), "2024-08-20")
    story.do(CloseFiscalYear(), "2024-10-20")
    story.small.designate("Hartford", 2025)
    # 200.00 stood with the town at the close; its statement of October 10 came after it.
    with pytest.raises(RefusedError, match="is more than the town holds"):
        story.do(passed_on("200.01"), "2024-10-10", year=2025)
    story.do(passed_on("200.00"), "2024-10-10", year=2025)
    assert story.held("held_by_town", "2024-10-20", year=2025) == "0.00"
    assert story.held("held_by_board", "2024-10-20", year=2025) == "300.00"


def test_what_a_restatement_brought_is_there_from_its_day_on(story: Story) -> None:
    story.funded()
    story.paid()
    story.do(passed_on("1000.00"), "2023-10-28")
    story.do(SubmitExpenditureReport(spent=ALL), "2024-08-20")
    story.do(CloseFiscalYear(), "2024-12-01")
    story.do(AmendExpenditureReport(spent=usd("900.00"), reason="a credit"), "2025-03-01")
    story.small.designate("Hartford", 2025)
    back = ReturnFunds(returned_by=Returner.BOARD, amount=usd("100.00"), reason="not needed")
    with pytest.raises(RefusedError, match="2025-03-01"):
        story.do(back, "2025-02-28", year=2025)
    story.do(back, "2025-03-01", year=2025)
    assert story.held("held_by_board", "2025-03-01", year=2025) == "0.00"


def test_a_pass_through_may_be_dated_while_its_payment_is_on_the_way(story: Story) -> None:
    # The town's day and the bank's are stated by two; the check of the steps tells it.
    story.funded()
    story.paid()
    refusal = story.refused(passed_on("1000.00"), "2023-10-06")
    assert refusal.details["held by the town"] == "-1000.00"
    assert (refusal.details["from"], refusal.details["until"]) == ("2023-10-06", "2023-10-07")
    position = story.do(passed_on("900.00"), "2023-10-10")
    assert story.held("held_by_town", "2023-10-10") == "-900.00"
    assert story.held("held_by_town", "2023-10-15") == "100.00"
    story.do(CorrectEvent(position=position, amount=usd("950.00"), reason="typed"), "2023-10-16")
    # What lies below zero already is left there by an act on other money, and by no other.
    give_back = ReturnFunds(returned_by=Returner.TOWN, amount=usd("10.00"), reason="rest")
    assert story.held("held_by_town", "2023-10-10") == "-950.00"
    story.do(give_back, "2023-10-15")
    assert story.held("held_by_town", "2023-10-15") == "40.00"


def test_an_order_is_dated_anew_on_a_day_with_the_money(story: Story) -> None:
    story.funded()
    story.do(AuthorizeRelease(release="R1", amount=ALL), "2023-09-28")
    order = story.do(IssueRelease(release="R1"), "2023-10-02")
    early = CorrectEvent(position=order, reason="typed", day=date(2023, 9, 27))
    refusal = story.refused(early, "2023-10-03")
    assert refusal.details["held by the Commissioner"] == "-1000.00"
    right = CorrectEvent(position=order, reason="typed", day=date(2023, 9, 29))
    story.do(right, "2023-10-03")
    assert story.held("in_payment", "2023-09-29") == "1000.00"


def test_what_is_taken_back_in_a_unit_leaves_no_day_behind(story: Story) -> None:
    story.funded(transfer=False)
    unit = Unit(story.small.ledger, batch=True)

    def asked(command_id: str, amount: str, on: date) -> Instruction:
        return Instruction(
            command_id=command_id,
            actor="Ana",
            district=HARTFORD,
            fiscal_year=FiscalYear(2024),
            effective_on=on,
            command=TransferPortion(amount=usd(amount)),
            documents={},
        )

    mark = unit.mark()
    unit.perform(asked("x1", "1000.00", date(2023, 10, 30)))
    unit.back_to(mark)
    # Held on September 20 is all of it: the transfer of October is not on record.
    unit.perform(asked("x2", "1000.00", date(2023, 9, 20)))
    assert len(unit.commit()) == 1
