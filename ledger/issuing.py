"""What the payments of a batch would be now, and what was issued of it under a command id before.

Each release is tried against the guards, so that what stands in the way is named beforehand.
C.G.S. § 10-262u(c)(2), (f), § 10-262i(b). Not here: issuing them (`batches.py`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.batch_events import BatchAct, BatchIssued
from domain.commands import Instruction, IssueRelease
from domain.decisions.payment_refusals import PaymentOnHoldError
from domain.district import District
from domain.errors import CommandIdReusedError, RefusedError
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.release_state import Release, ReleaseStatus
from ledger.application import Kept, Ledger, kept
from ledger.batch_record import Batch, prepared_in, states_in
from ledger.control_figure import C2
from ledger.surplus import not_owed_any_more
from ledger.unit import Unit


class NotOwedError(RefusedError):
    """A supplement whose reason fell away: what it was to make up was paid after all."""

    code = "not_owed"


def require_owed(ledger: Ledger, instruction: Instruction, release: str) -> None:
    """Raises NotOwedError for the payment order of a supplement that is not owed any more.

    What it rests on was true when it was authorized; only a look at all payments shows the change.
    """
    found = not_owed_in(ledger, instruction.fiscal_year, release)
    why = found.get(instruction.district)
    if why is not None:
        raise NotOwedError(
            f"Release {release!r} of {instruction.district}: {why}.",
            citation=C2,
            details={"release": release},
            next_step="Withdraw it (alliance release withdraw), and release anew what is still "
            "owed of it.",
        )


def not_owed_in(ledger: Ledger, fiscal_year: FiscalYear, name: str) -> dict[District, str]:
    """What of the releases of a name is not owed any more, in words by district."""
    return {
        one.supplement.district: f"{one.too_much.display} of its "
        f"{one.supplement.authorized.display} is not owed any more: what it was to make up was paid"
        for one in not_owed_any_more(ledger, fiscal_year)
        if one.supplement.release == name
    }


class IssueStatus(StrEnum):
    """What issuing a batch does for a release, or why it does nothing."""

    TO_ISSUE = "to issue"
    ON_HOLD = "on hold, left out"
    STOPPED = "left out"
    CAME_BACK = "came back"
    ISSUED = "issued already"
    PAID = "paid already"
    WITHDRAWN = "withdrawn"
    PROPOSED = "not authorized"


_DONE = {
    ReleaseStatus.PROPOSED: IssueStatus.PROPOSED,
    ReleaseStatus.ISSUED: IssueStatus.ISSUED,
    ReleaseStatus.PAID: IssueStatus.PAID,
    ReleaseStatus.WITHDRAWN: IssueStatus.WITHDRAWN,
}
BLOCKED = frozenset({IssueStatus.ON_HOLD, IssueStatus.STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """One release of a batch, and what issuing does for it.

    Attributes:
        district: the payee.
        amount: of the release.
        status: what is done, or why nothing is.
        why: what stands in the way, in words; "" where nothing does.
    """

    district: District
    amount: Money
    status: IssueStatus
    why: str


def issue_rows(
    ledger: Ledger, batch: Batch, *, actor: str, effective_on: date | None, returned: bool
) -> list[IssueRow]:
    """Every release of a batch, by town code. `returned`: also issue again what came back."""
    name = batch.prepared.batch
    unit = Unit(ledger, correlation=name, batch=True)
    prepared = prepared_in(ledger, batch)
    not_owed = not_owed_in(ledger, batch.fiscal_year, name)
    rows = []
    for district, state in sorted(states_in(ledger, batch).items()):
        release = state.releases.get(name)
        if release is None:
            continue
        try_it = Instruction(
            command_id=f"{name}.{district.code:03d}.tried",
            actor=actor,
            district=district,
            fiscal_year=batch.fiscal_year,
            effective_on=effective_on,
            command=IssueRelease(release=name),
            documents={},
        )
        status, why = _tried(unit, release, try_it, returned=returned)
        if release.status is ReleaseStatus.AUTHORIZED and release.amount != prepared[district]:
            status = IssueStatus.STOPPED
            why = f"it is not what was approved: {prepared[district].display}"
        if status is IssueStatus.TO_ISSUE and district in not_owed:
            status, why = IssueStatus.STOPPED, not_owed[district]
        rows.append(IssueRow(district=district, amount=release.amount, status=status, why=why))
    return rows


def _tried(
    unit: Unit, release: Release, instruction: Instruction, *, returned: bool
) -> tuple[IssueStatus, str]:
    done = _DONE.get(release.status)
    if done is not None:
        return done, ""
    if release.status is ReleaseStatus.RETURNED and not returned:
        return IssueStatus.CAME_BACK, "to issue it again: --returned"
    try:
        unit.perform(instruction)
    except PaymentOnHoldError as error:
        return IssueStatus.ON_HOLD, error.message
    except RefusedError as error:
        return IssueStatus.STOPPED, error.message
    return IssueStatus.TO_ISSUE, ""


def issued_before(ledger: Ledger, batch: Batch, command_id: str) -> tuple[Kept, ...]:
    """What that command id issued of the batch earlier, or nothing.

    Raises CommandIdReusedError where the id is on record with something else.
    """
    earlier = ledger.outcome_on_record(command_id, None)
    if earlier is None:
        return ()
    own = earlier.records[-1] if earlier.records else None
    issued = own.record.data if own else None
    if (
        own is None
        or not isinstance(issued, BatchIssued)
        or (issued.act, issued.batch) != (BatchAct.RELEASE, batch.prepared.batch)
    ):
        raise CommandIdReusedError(
            f"Command id {command_id} is on record with something else.",
            details={"command_id": command_id},
            next_step="If this is a new act, give it a new command id.",
        )
    # One record for each district stands before the batch's own.
    first = own.position - issued.count
    return tuple(kept(ledger.store.records_after(first - 1, issued.count + 1)))
