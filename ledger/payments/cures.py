"""Undoing a payment: each stage has its own cure, and both figures stay on record.

The steps in the other system are told from a copy of a Core-CT job aid, UNVERIFIED; the steps in
this ledger are names of commands. Nothing is done here. Source: C.G.S. § 10-262u(c)(2); for the
notice, § 4-33a.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from domain.errors import UsageError
from domain.money import ZERO, Money
from ledger.payments.voucher import Voucher

JOB_AID = (
    'Core-CT job aid "Payment Cancellations", read as a copy outside the State\'s own pages: '
    "UNVERIFIED. Ask the Comptroller's Accounts Payable Division before you act on it."
)


class Stage(StrEnum):
    """How far a voucher came in the other system."""

    NOT_POSTED = "not posted"
    POSTED_UNPAID = "posted, unpaid"
    PAID = "paid"


class Place(StrEnum):
    """Where a step is done."""

    OTHER_SYSTEM = "other system"
    LEDGER = "ledger"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a cure.

    Attributes:
        place: where it is done.
        words: what to do, with the figures.
        command: the ledger command that records it; None outside the ledger.
    """

    place: Place
    words: str
    command: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """What undoes a wrong voucher at its stage.

    Attributes:
        stage: how far the voucher came.
        steps: in the order they are done.
        source: where the steps in the other system come from, and how sure that is.
    """

    stage: Stage
    steps: tuple[Step, ...]
    source: str = JOB_AID


def cure(stage: Stage, voucher: Voucher, *, there: Money) -> Cure:
    """The cure of a wrong voucher. `there`: its amount in the other system, above zero.

    Raises UsageError where that amount is not above zero: then there is nothing to undo.
    """
    if there <= ZERO:
        raise UsageError(
            f"{there.display} stands in the other system for invoice {voucher.invoice}: nothing "
            "to undo.",
            next_step="Give the amount as the other system has it.",
        )
    match stage:
        case Stage.NOT_POSTED:
            return Cure(stage=stage, steps=_not_posted(voucher, there))
        case Stage.POSTED_UNPAID:
            return Cure(stage=stage, steps=_posted_unpaid(voucher, there))
        case Stage.PAID:
            return Cure(stage=stage, steps=_paid(voucher, there))
    assert_never(stage)


def _not_posted(voucher: Voucher, there: Money) -> tuple[Step, ...]:
    return (
        Step(
            place=Place.OTHER_SYSTEM,
            words=f"Delete the voucher of invoice {voucher.invoice}, {there.display}. Nothing was "
            "posted, so nobody else has to be told.",
        ),
        _returned_before(voucher, "voucher deleted before it was posted"),
        Step(
            place=Place.LEDGER,
            words=f"IssueRelease {voucher.release!r} again and export it once more: the same "
            f"release has the same invoice number, which the deletion left free.",
            command="IssueRelease",
        ),
    )


def _posted_unpaid(voucher: Voucher, there: Money) -> tuple[Step, ...]:
    return (
        Step(
            place=Place.OTHER_SYSTEM,
            words=f"Put the voucher of invoice {voucher.invoice}, {there.display}, on hold.",
        ),
        Step(
            place=Place.OTHER_SYSTEM,
            words=f"Key a reversing voucher of {there.display} by hand from the reversal "
            "worksheet; the two net to 0.00 in the zero-pay cycle at the end of the month. Tell "
            "the Comptroller's Accounts Payable Division.",
        ),
        _returned_before(voucher, "held and reversed before it was paid"),
        _supplement(
            voucher,
            f"the invoice number {voucher.invoice} stays taken in the other system, so "
            f"{voucher.amount.display} is paid",
        ),
    )


def _paid(voucher: Voucher, there: Money) -> tuple[Step, ...]:
    confirm = Step(
        place=Place.LEDGER,
        words=f"ConfirmRelease {voucher.release!r} of {voucher.district} with the amount that was "
        f"paid, {there.display}, unless it is confirmed already; the {voucher.amount.display} "
        "authorized stays on record beside it.",
        command="ConfirmRelease",
    )
    notice = Step(
        place=Place.PAPER,
        words="Draft the notice of § 4-33a to the Auditors and the Comptroller; it is never sent "
        "by itself.",
    )
    if there < voucher.amount:
        short = voucher.amount - there
        rest = _supplement(voucher, f"{short.display} was paid too little and is paid")
        return (confirm, rest, notice)
    above = there - voucher.amount
    form = Step(
        place=Place.OTHER_SYSTEM,
        words=f"Send the cancellation form for the payment of {there.display} under invoice "
        f"{voucher.invoice} to the Comptroller's Accounts Payable Division; a payment that was "
        "generated is not deleted."
        + (f" It is {above.display} above what was authorized." if above else ""),
    )
    back = Step(
        place=Place.LEDGER,
        words=f"When it came back, ReturnRelease {voucher.release!r} of {voucher.district}, after "
        f"payment: {there.display} back, {voucher.amount.display} still authorized.",
        command="ReturnRelease",
    )
    again = _supplement(
        voucher, f"the other system keeps {voucher.invoice}, so {voucher.amount.display} is paid"
    )
    return (confirm, form, back, again, notice)


def _returned_before(voucher: Voucher, reason: str) -> Step:
    return Step(
        place=Place.LEDGER,
        words=f"ReturnRelease {voucher.release!r} of {voucher.district}, before payment, reason "
        f"{reason!r}: {voucher.amount.display} is held by the Commissioner again, and the issue "
        "stays on record.",
        command="ReturnRelease",
    )


def _supplement(voucher: Voucher, why: str) -> Step:
    return Step(
        place=Place.LEDGER,
        words=f"Propose and authorize a supplement release for {voucher.district}, with its reason "
        f"and under its own name: {why} to the right payee under a new invoice number.",
        command="AuthorizeRelease",
    )
