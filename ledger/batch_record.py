"""Batches of releases as they stand on record: which there are, how far, and what is in them.

Not here: what a batch would do (`batch_rows.py`), doing it (`batches.py`). § 10-262u(c)(2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.batch_events import (
    BatchAct,
    BatchApproved,
    BatchIssued,
    BatchPrepared,
    BatchWithdrawn,
)
from domain.district import District
from domain.errors import NotFoundError
from domain.events import ReleaseProposed
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.release_state import ReleaseStatus
from domain.words import words_of
from ledger.application import NOW, Cut, Ledger, district_year_of, kept
from ledger.batch_rows import States, authorized_in
from ledger.codec import sha256_of

Amounts = Mapping[District, Money]


class BatchStage(StrEnum):
    """How far a batch is."""

    PREPARED = "prepared"
    APPROVED = "approved"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class BatchUnknownError(NotFoundError):
    """No batch of that name was prepared in this ledger."""

    code = "batch_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch of releases on record.

    Attributes:
        prepared: what was prepared.
        stage: how far it is.
        prepared_by, prepared_at: who prepared it, and when (UTC).
        approved_by: who authorized it, or None.
        position: where its preparation stands.
        fiscal_year: of the money.
    """

    prepared: BatchPrepared
    stage: BatchStage
    prepared_by: str
    prepared_at: str
    approved_by: str | None
    position: int

    @property
    def fiscal_year(self) -> FiscalYear:
        """The fiscal year of the money."""
        return FiscalYear(self.prepared.fiscal_year)


def batches_of(
    ledger: Ledger, fiscal_year: FiscalYear | None = None, cut: Cut = NOW
) -> dict[str, Batch]:
    """Every batch of releases on record by name, in order; of one year or all."""
    found: dict[str, Batch] = {}
    for position, record in ledger.own_history(cut):
        match record.data:
            case BatchPrepared() as prepared:
                found[prepared.batch] = Batch(
                    prepared=prepared,
                    stage=BatchStage.PREPARED,
                    prepared_by=record.actor,
                    prepared_at=record.recorded_at,
                    approved_by=None,
                    position=position,
                )
            case BatchApproved(batch=name) if name in found:
                found[name] = replace(
                    found[name], stage=BatchStage.APPROVED, approved_by=record.actor
                )
            case BatchIssued(batch=name, act=BatchAct.RELEASE) if name in found:
                found[name] = replace(found[name], stage=BatchStage.ISSUED)
            case BatchWithdrawn(batch=name) if name in found:
                found[name] = replace(found[name], stage=BatchStage.WITHDRAWN)
            case _:
                continue
    return {
        name: batch for name, batch in found.items() if fiscal_year in {None, batch.fiscal_year}
    }


def batch_named(ledger: Ledger, name: str) -> Batch:
    """The batch of that name, in any letter case. Raises BatchUnknownError naming those there."""
    known = batches_of(ledger)
    found = known.get(name.upper())
    if found is None:
        raise BatchUnknownError(
            f"No batch {name!a:.60} is on record.",
            details={"on_record": ", ".join(known) or "none"},
            next_step="See the batches of a year: alliance release list --fiscal-year 2027",
        )
    return found


def content_of(name: str, amounts: Amounts) -> str:
    """SHA-256 of the list of a batch: its name, and each town code with its amount."""
    listed = [[district.code, str(amount)] for district, amount in sorted(amounts.items())]
    return sha256_of({"batch": name, "amounts": listed})


def next_sequence(ledger: Ledger, fiscal_year: FiscalYear, label: str) -> tuple[int, list[Batch]]:
    """The number of the next batch under a label, and those of it that were not withdrawn.

    By the label in its name: what an installment is called may be set anew. A name that a release
    made by hand has already is passed over, since a name is given once in a district-year.
    """
    earlier = [
        batch
        for name, batch in batches_of(ledger, fiscal_year).items()
        if name.startswith(f"{fiscal_year}-{label}-")
    ]
    standing = [batch for batch in earlier if batch.stage is not BatchStage.WITHDRAWN]
    states = states_of(ledger, fiscal_year).values()
    taken = {words_of(name) for state in states for name in state.releases}
    sequence = 1 + max((batch.prepared.sequence for batch in earlier), default=0)
    while words_of(f"{fiscal_year}-{label}-{sequence}") in taken:
        sequence += 1
    return sequence, standing


def states_of(ledger: Ledger, fiscal_year: FiscalYear, cut: Cut = NOW) -> States:
    """The district-years of a year that the cut sees, by town name."""
    return {
        district: state
        for (district, year), state in ledger.all_district_years(cut).items()
        if year == fiscal_year
    }


def prepared_in(ledger: Ledger, batch: Batch) -> Amounts:
    """What was prepared, from the records themselves: they stand before the batch's own.

    A release that only has the batch's name is no part of it.
    """
    count = batch.prepared.count
    found: dict[District, Money] = {}
    for _, record in kept(ledger.store.records_after(batch.position - count - 1, count)):
        place, event = district_year_of(record.stream), record.data
        if place is not None and isinstance(event, ReleaseProposed):
            found[place[0]] = event.amount
    return found


def states_in(ledger: Ledger, batch: Batch) -> States:
    """The district-years of a batch, by town name."""
    members = prepared_in(ledger, batch)
    states = states_of(ledger, batch.fiscal_year)
    return {district: state for district, state in states.items() if district in members}


def proposed_in(ledger: Ledger, batch: Batch) -> Amounts:
    """The releases of a batch that are proposed and not authorized."""
    states = states_in(ledger, batch)
    return authorized_in(states, batch.prepared.batch, ReleaseStatus.PROPOSED)


def waiting_in(ledger: Ledger, batch: Batch) -> Amounts:
    """The releases of a batch that are authorized and not in payment, returned ones included."""
    states = states_in(ledger, batch)
    return authorized_in(
        states, batch.prepared.batch, ReleaseStatus.AUTHORIZED, ReleaseStatus.RETURNED
    )


def open_in(ledger: Ledger, batch: Batch) -> Amounts:
    """The releases of a batch that are proposed, or authorized and not issued."""
    waiting = (ReleaseStatus.PROPOSED, ReleaseStatus.AUTHORIZED)
    return authorized_in(states_in(ledger, batch), batch.prepared.batch, *waiting)


def released_in(ledger: Ledger, batch: Batch) -> Amounts:
    """Every release of a batch that was not withdrawn, with what was prepared of it."""
    standing = [status for status in ReleaseStatus if status is not ReleaseStatus.WITHDRAWN]
    there = authorized_in(states_in(ledger, batch), batch.prepared.batch, *standing)
    prepared = prepared_in(ledger, batch)
    return {district: prepared[district] for district in there}
