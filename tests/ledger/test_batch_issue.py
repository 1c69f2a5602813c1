"""Issuing a batch from a list that somebody else was quicker with."""

from datetime import date
from pathlib import Path

import pytest
from october import BATCH, OCTOBER, TOTAL, october

from domain.district import district_named
from domain.errors import ConflictError
from domain.money import Money
from ledger.batch_record import batch_named
from ledger.batch_unit import Desk
from ledger.batches import issue
from ledger.issuing import IssueStatus, issue_rows, issued_before

ON = date(2026, 10, 7)


def test_what_somebody_issued_meanwhile_is_a_conflict_and_nothing_is_recorded(
    tmp_path: Path,
) -> None:
    made = october(tmp_path)
    with made.opened() as ledger:
        batch = batch_named(ledger, BATCH)
        rows = issue_rows(ledger, batch, actor="C. Clerk", effective_on=ON, returned=False)
        assert {row.status for row in rows} == {IssueStatus.TO_ISSUE}
        made.issued()
        size = ledger.store.position()
        typed = (len(OCTOBER), Money.parse(TOTAL))
        with pytest.raises(ConflictError, match="somebody was quicker"):
            issue(ledger, batch, [row.district for row in rows], typed, Desk(actor="B. Other"))
        assert ledger.store.position() == size


def test_part_of_a_batch_is_answered_for_by_its_own_command_id(tmp_path: Path) -> None:
    made = october(tmp_path)
    with made.opened() as ledger:
        batch = batch_named(ledger, BATCH)
        windsor = district_named("Windsor")
        desk = Desk(actor="C. Clerk", effective_on=ON, command_id="part-1")
        recorded = issue(ledger, batch, [windsor], (1, Money.parse("145682.25")), desk)
        assert [kept.record.command_id for kept in recorded] == ["part-1.164", "part-1"]
        assert issued_before(ledger, batch, "part-1") == recorded
        assert issued_before(ledger, batch, "never-sent") == ()
