"""Batches: recorded for all districts or for none, under a name nobody can use twice."""

from dataclasses import replace
from pathlib import Path

import pytest
from paid_year import PaidYear, small_year

from domain.batch_events import BatchAct, BatchPrepared
from domain.district import district_named
from domain.errors import ConflictError, RefusedError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.release_state import ReleaseStatus
from ledger.application import Ledger
from ledger.batch_guards import BatchStageError
from ledger.batch_record import (
    BatchStage,
    BatchUnknownError,
    batch_named,
    batches_of,
    content_of,
    next_sequence,
    proposed_in,
    released_in,
    states_of,
    waiting_in,
)
from ledger.batch_rows import authorized_in, release_rows, transfer_rows
from ledger.batch_unit import Desk
from ledger.batches import approve, issue, move, prepare, withdraw
from ledger.clock import system_clock
from ledger.control_figure import ControlFigureError
from ledger.stores.open import open_recorder

FY2027 = FiscalYear(2027)
TWO = {"Windsor": "400000.00", "Windsor Locks": "200000.00"}
WINDSOR, LOCKS = district_named("Windsor"), district_named("Windsor Locks")
NAME = "FY2027-OCT-1"
# 400,000.00 * 25 % + 200,000.00 * 25 % = 150,000.00
RIGHT = (2, Money.parse("150000.00"))
ANA, BEN = Desk(actor="Ana"), Desk(actor="Ben")


@pytest.fixture
def year(tmp_path: Path) -> PaidYear:
    return small_year(tmp_path, TWO)


@pytest.fixture
def ledger(year: PaidYear) -> Ledger:
    return Ledger(open_recorder(year.url), system_clock)


def october(ledger: Ledger, sequence: int = 1, desk: Desk = ANA) -> None:
    """Prepare the October batch."""
    prepared = BatchPrepared(
        batch=f"FY2027-OCT-{sequence}",
        fiscal_year=2027,
        installment="october",
        sequence=sequence,
        content="",
        count=0,
        total=ZERO,
        basis="synthetic",
        reason=None,
    )
    prepare(ledger, prepared, release_rows(states_of(ledger, FY2027), 25), desk)


def test_what_is_prepared_knows_its_content_count_and_total(ledger: Ledger) -> None:
    october(ledger)
    batch = batch_named(ledger, "fy2027-oct-1")
    amounts = {WINDSOR: Money.parse("100000.00"), LOCKS: Money.parse("50000.00")}
    assert (batch.prepared.count, batch.prepared.total) == RIGHT
    assert batch.prepared.content == content_of(NAME, amounts)
    assert (batch.stage, batch.prepared_by, batch.approved_by) == (
        BatchStage.PREPARED,
        "Ana",
        None,
    )
    assert proposed_in(ledger, batch) == released_in(ledger, batch) == amounts
    assert waiting_in(ledger, batch) == {}


def test_a_list_that_is_not_the_newest_is_not_prepared(ledger: Ledger) -> None:
    # Two desks made their lists at once; the second would propose the same money again.
    seen = replace(ANA, seen_at=ledger.store.position())
    october(ledger)
    size = ledger.store.position()
    with pytest.raises(ConflictError, match="recorded something since the list was made"):
        october(ledger, sequence=2, desk=seen)
    assert ledger.store.position() == size


def test_the_content_is_of_the_name_and_every_amount_in_any_order() -> None:
    one, other = Money.parse("1.00"), Money.parse("2.00")
    content = content_of(NAME, {WINDSOR: one, LOCKS: other})
    assert content == content_of(NAME, {LOCKS: other, WINDSOR: one})
    assert content != content_of(NAME, {WINDSOR: other, LOCKS: one})
    assert content != content_of("FY2027-OCT-2", {WINDSOR: one, LOCKS: other})


def test_every_stage_needs_the_one_before(ledger: Ledger) -> None:
    october(ledger)
    prepared = batch_named(ledger, NAME)
    with pytest.raises(BatchStageError, match="is prepared; it has to be approved or issued"):
        issue(ledger, prepared, [WINDSOR], RIGHT, BEN)
    approve(ledger, prepared, RIGHT, BEN)
    approved = batch_named(ledger, NAME)
    assert (approved.stage, approved.approved_by) == (BatchStage.APPROVED, "Ben")
    with pytest.raises(BatchStageError, match="is approved; it has to be prepared"):
        approve(ledger, approved, RIGHT, BEN)
    half = (1, Money.parse("100000.00"))
    issue(ledger, approved, [WINDSOR], half, BEN, voucher="V1")
    issued = batch_named(ledger, NAME)
    assert issued.stage is BatchStage.ISSUED
    assert waiting_in(ledger, issued) == {LOCKS: Money.parse("50000.00")}
    with pytest.raises(BatchStageError, match="is issued; it has to be prepared or approved"):
        withdraw(ledger, issued, "too late", BEN)


def test_a_batch_read_before_somebody_else_approved_it_is_not_approved_again(
    ledger: Ledger,
) -> None:
    october(ledger)
    seen = batch_named(ledger, NAME)
    approve(ledger, seen, RIGHT, BEN)
    size = ledger.store.position()
    # Still "prepared" as this reader saw it; it is looked at again.
    with pytest.raises(BatchStageError, match="is approved; it has to be prepared"):
        approve(ledger, seen, RIGHT, BEN)
    assert ledger.store.position() == size


def test_figures_that_are_not_of_the_list_record_nothing(ledger: Ledger) -> None:
    october(ledger)
    batch = batch_named(ledger, NAME)
    size = ledger.store.position()
    for typed in ((1, RIGHT[1]), (2, Money.parse("149999.99"))):
        with pytest.raises(ControlFigureError):
            approve(ledger, batch, typed, BEN)
    assert ledger.store.position() == size


def test_somebody_who_writes_meanwhile_makes_it_a_conflict(
    year: PaidYear, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = ledger.append

    def late(*given: object, **named: object) -> object:
        monkeypatch.undo()
        year.act("request", "record", "Windsor", "--name", "R1", "--amount", "1")
        return append(*given, **named)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(Ledger, "append", lambda _, *given, **named: late(*given, **named))
    with pytest.raises(ConflictError):
        october(ledger)
    assert batches_of(ledger) == {}


def test_a_name_taken_meanwhile_for_another_district_is_a_conflict(
    year: PaidYear, ledger: Ledger
) -> None:
    hold = ("--name", "H1", "--breach", "x", "--lifted-by", "y")
    year.act("hold", "place", "Windsor Locks", *hold)
    october(ledger)  # Windsor alone
    year.act("hold", "lift", "Windsor Locks", "--name", "H1", "--evidence", "z")
    size = ledger.store.position()
    # Somebody who read the list before sees Windsor Locks alone, and the same free name.
    with pytest.raises(ConflictError, match="was prepared by somebody else meanwhile"):
        october(ledger)
    assert ledger.store.position() == size


def test_a_dry_run_decides_all_of_it_and_records_nothing(ledger: Ledger) -> None:
    size = ledger.store.position()
    october(ledger, desk=replace(ANA, dry_run=True))
    assert (ledger.store.position(), batches_of(ledger)) == (size, {})


def test_all_records_of_a_batch_have_its_name_in_common(ledger: Ledger) -> None:
    before = ledger.store.position()
    october(ledger)
    records = [kept.record for kept in ledger.records() if kept.position > before]
    assert [record.event for record in records] == [
        "ReleaseProposed",
        "ReleaseProposed",
        "BatchPrepared",
    ]
    assert {record.correlation for record in records} == {NAME}


def test_a_batch_that_was_issued_meanwhile_is_not_withdrawn(ledger: Ledger) -> None:
    october(ledger)
    approve(ledger, batch_named(ledger, NAME), RIGHT, BEN)
    seen = batch_named(ledger, NAME)
    issue(ledger, seen, [WINDSOR], (1, Money.parse("100000.00")), BEN)
    size = ledger.store.position()
    # Still "approved" as this reader saw it; it is looked at again.
    with pytest.raises(BatchStageError, match="is issued; it has to be prepared or approved"):
        withdraw(ledger, seen, "too late", BEN)
    assert ledger.store.position() == size


def test_a_withdrawn_batch_keeps_its_number(ledger: Ledger) -> None:
    assert next_sequence(ledger, FY2027, "OCT") == (1, [])
    october(ledger)
    sequence, standing = next_sequence(ledger, FY2027, "OCT")
    assert (sequence, [one.prepared.batch for one in standing]) == (2, [NAME])
    withdraw(ledger, batch_named(ledger, NAME), "too early", BEN)
    assert next_sequence(ledger, FY2027, "OCT") == (2, [])
    assert next_sequence(ledger, FY2027, "JAN") == (1, [])
    assert authorized_in(states_of(ledger, FY2027), NAME, ReleaseStatus.PROPOSED) == {}
    october(ledger, 2)
    assert list(batches_of(ledger)) == [NAME, "FY2027-OCT-2"]
    assert batches_of(ledger, FiscalYear(2026)) == {}


def test_an_unknown_name_says_which_there_are(ledger: Ledger) -> None:
    with pytest.raises(BatchUnknownError) as raised:
        batch_named(ledger, "FY2027-OCT-9")
    assert raised.value.details == {"on_record": "none"}


def test_transfers_are_numbered_by_act_and_year(year: PaidYear, ledger: Ledger) -> None:
    year.act("entitlement", "set", "Windsor", "--amount", "10500000", "--reason", "synthetic")
    year.act("entitlement", "determine-portion", "Windsor")
    year.act("withhold", "record", "Windsor", "--amount", "100000")
    rows = transfer_rows(states_of(ledger, FY2027))
    kept = move(ledger, BatchAct.TRANSFER, FY2027, rows, ANA, voucher="J-1")
    assert kept[-1].record.correlation == "FY2027-TR-1"
    assert kept[-1].record.data.total == Money.parse("100000.00")  # type: ignore[union-attr]  # BatchIssued
    assert all(row.amount == ZERO for row in transfer_rows(states_of(ledger, FY2027)))


def test_what_is_refused_after_others_recorded_is_told_as_a_list_grown_old(
    year: PaidYear, ledger: Ledger
) -> None:
    year.act("entitlement", "set", "Windsor", "--amount", "10500000", "--reason", "synthetic")
    year.act("entitlement", "determine-portion", "Windsor")
    year.act("withhold", "record", "Windsor", "--amount", "100000")
    rows = transfer_rows(states_of(ledger, FY2027))
    seen_at = ledger.store.position()
    move(ledger, BatchAct.TRANSFER, FY2027, rows, BEN)
    size = ledger.store.position()
    with pytest.raises(ConflictError, match="Somebody recorded something since the list was made"):
        move(ledger, BatchAct.TRANSFER, FY2027, rows, replace(ANA, seen_at=seen_at))
    # On a list that is as new as the record, the refusal is what it says.
    with pytest.raises(RefusedError):
        move(ledger, BatchAct.TRANSFER, FY2027, rows, replace(ANA, seen_at=size))
    assert ledger.store.position() == size


def test_a_name_that_a_release_has_already_is_passed_over(year: PaidYear, ledger: Ledger) -> None:
    year.act("release", "propose", "Windsor", "--release", "fy2027-oct-1", "--amount", "5")
    assert next_sequence(ledger, FY2027, "OCT") == (2, [])
    assert next_sequence(ledger, FY2027, "JAN") == (1, [])
