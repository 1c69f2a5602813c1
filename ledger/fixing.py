"""Undoing a payment on record: what the stage it reached asks to be recorded, and nothing else.

Both figures stay: a payment of another amount is confirmed with that amount beside the authorized
one, and a confirmation that was wrong is corrected and not erased. C.G.S. § 10-262u(c)(2).
Not here: the steps in the other system (`payments/cures.py`), screens (`cli/`).
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from domain.commands import Command, ConfirmRelease, CorrectEvent, Instruction, ReturnRelease
from domain.errors import RefusedError
from domain.money import Money
from ledger.application import Kept, Ledger
from ledger.batch_unit import Desk
from ledger.documents import REASON_OF_FIX
from ledger.payments.cures import Stage
from ledger.payments_on_record import Issue, ReleaseOnRecord, Standing
from ledger.surplus import Surplus, surpluses
from ledger.unit import Unit


class NeverIssuedError(RefusedError):
    """The release was never issued, so there is no payment to undo."""

    code = "never_issued"


class StageError(RefusedError):
    """The record says that the payment stands otherwise than the stage given."""

    code = "payment_stage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What the other system paid.

    Attributes:
        amount: as it was paid.
        on: the day.
        voucher: the number of the voucher; None where not given.
    """

    amount: Money
    on: date
    voucher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What is to be recorded of a payment that went wrong.

    Attributes:
        release: as it stands on record.
        stage: how far it came in the other system.
        paid: what was paid; None before it is paid.
        because: why, in words; kept with the record.
        another_vendor: whether somebody else was paid, so that the town was not: nothing is
            confirmed, and it has to come back whole.
    """

    release: ReleaseOnRecord
    stage: Stage
    paid: Paid | None
    because: str
    another_vendor: bool = False


def commands_of(fix: Fix) -> list[Command]:
    """What the stage asks to be recorded; empty where the record says so already.

    Raises NeverIssuedError, StageError.
    """
    release, last = fix.release, fix.release.last
    if last is None:
        raise NeverIssuedError(
            f"Release {release.release} of {release.district} was never issued: there is no "
            "payment to undo.",
            details={"release": release.release, "status": release.standing.value},
            next_step="Withdraw it where it should not be paid: alliance release withdraw.",
        )
    if fix.paid is None:
        return _before_payment(fix)
    if release.standing in (Standing.RETURNED, Standing.WITHDRAWN):
        raise _otherwise(fix, "Issue it again, or look whether the extract is older than that.")
    if fix.another_vendor:
        return _not_the_town(fix, last)
    same = (last.paid, last.paid_on) == (fix.paid.amount, fix.paid.on)
    if same and (fix.paid.voucher in {None, last.voucher}):
        return []
    taken_back: list[Command] = []
    if last.confirmed_at is not None:
        taken_back.append(CorrectEvent(position=last.confirmed_at, reason=fix.because))
    confirm = ConfirmRelease(
        release=release.release,
        paid_on=fix.paid.on,
        paid=fix.paid.amount if fix.paid.amount != last.amount else None,
        voucher=fix.paid.voucher or last.voucher,
    )
    return [*taken_back, confirm]


def _not_the_town(fix: Fix, last: Issue) -> list[Command]:
    """Somebody else was paid: the town was not, so a confirmation is taken back.

    The money left and did not arrive: the release is in payment until either is mended.
    """
    if last.confirmed_at is None:
        return []
    return [CorrectEvent(position=last.confirmed_at, reason=fix.because)]


def surplus_of(ledger: Ledger, fix: Fix) -> list[Surplus]:
    """The supplements of the payee's year that are too much once the fix is on record.

    Also of a confirmation that was corrected: the supplement it led to stays where it is.
    """
    one = fix.release
    reached = {} if fix.paid is None or fix.another_vendor else {one.release: fix.paid.amount}
    return [
        found
        for found in surpluses(
            ledger,
            one.fiscal_year,
            paid={(one.district, name): amount for name, amount in reached.items()},
        )
        if found.supplement.district == one.district
    ]


def record_fix(ledger: Ledger, fix: Fix, desk: Desk) -> tuple[Kept, ...]:
    """Record what the stage asks for, all or none; the records.

    In a dry run those that would be, at the positions they would have.
    Raises NeverIssuedError, StageError, RefusedError, ConflictError.
    """
    unit = Unit(ledger, correlation=fix.release.release, batch=True)
    outcomes = [unit.perform(one) for one in instructions(fix, desk)]
    if desk.dry_run:
        return tuple(kept for outcome in outcomes for kept in outcome.records)
    return unit.commit()


def instructions(fix: Fix, desk: Desk) -> list[Instruction]:
    """The instructions of a fix; the reason stands with each as a document of that title."""
    release = fix.release
    prefix = f"{release.release}.{release.district.code:03d}"
    command_id = desk.command_id or f"{prefix}.{uuid.uuid4().hex[:12]}"
    title = REASON_OF_FIX + fix.because
    return [
        Instruction(
            command_id=f"{command_id}.{place}",
            actor=desk.actor,
            district=release.district,
            fiscal_year=release.fiscal_year,
            effective_on=desk.effective_on,
            command=command,
            documents={
                **(desk.documents or {}),
                title: hashlib.sha256(fix.because.encode()).hexdigest(),
            },
        )
        for place, command in enumerate(commands_of(fix), start=1)
    ]


def _before_payment(fix: Fix) -> list[Command]:
    match fix.release.standing:
        case Standing.IN_PAYMENT:
            return [ReturnRelease(release=fix.release.release, reason=fix.because)]
        case Standing.RETURNED | Standing.WITHDRAWN:
            return []
        case Standing.PAID | Standing.AUTHORIZED:
            raise _otherwise(fix, "Give --stage paid, with what was paid and when.")
    assert_never(fix.release.standing)


def _otherwise(fix: Fix, next_step: str) -> StageError:
    release = fix.release
    return StageError(
        f"Release {release.release} of {release.district} is {release.standing.value} on record, "
        f"and the stage given is {fix.stage.value}.",
        details={"on_record": release.standing.value, "stage": fix.stage.value},
        next_step=next_step,
    )
