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


def cure(stage: Stage, voucher: Voucher, *, there: Money, another_vendor: bool = False) -> Cure:
    """The cure of a wrong voucher. `there`: its amount in the other system, above zero.

    `another_vendor`: it was paid to somebody else, so that it has to come back whole. Paid to the
    right payee as authorized, nothing has to be undone.
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
            return Cure(stage=stage, steps=_paid(voucher, there, another_vendor=another_vendor))
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
            "release has the same invoice number, which the deletion left free "
            "(alliance payments issue-release, which issues this one alone).",
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
        _withdrawn(voucher),
        _supplement(voucher, voucher.amount),
    )


def _paid(voucher: Voucher, there: Money, *, another_vendor: bool) -> tuple[Step, ...]:
    confirm = Step(
        place=Place.LEDGER,
        words=f"ConfirmRelease {voucher.release!r} of {voucher.district} with the amount that was "
        f"paid, {there.display}; the {voucher.amount.display} authorized stays on record beside "
        "it. A confirmation that said otherwise is corrected and stays on record too.",
        command="ConfirmRelease",
    )
    notice = Step(
        place=Place.PAPER,
        words="Draft the notice of § 4-33a to the Auditors and the Comptroller; it is never sent "
        "by itself (alliance notice draft).",
    )
    if another_vendor:
        return (*_cancelled(voucher, there), notice)
    if there < voucher.amount:
        short = voucher.amount - there
        why = (
            f"{short.display} was paid too little; with the confirmation it is no longer "
            "authorized and is held by the Commissioner again. "
        )
        return (confirm, _supplement(voucher, short, why), notice)
    if there > voucher.amount:
        return (confirm, *_paid_above(voucher, there - voucher.amount), notice)
    return (_as_authorized(voucher),)


def _paid_above(voucher: Voucher, above: Money) -> tuple[Step, ...]:
    """What was paid too much is not of this account; it stands as paid in error until it is back.

    The whole payment is not cancelled: the part that was authorized reached its payee.
    """
    return (
        Step(
            place=Place.OTHER_SYSTEM,
            words=f"{above.display} is above what was authorized. Ask the Comptroller's Accounts "
            f"Payable Division how {voucher.payee} gives it back; a payment that was generated is "
            "not deleted.",
        ),
        Step(
            place=Place.LEDGER,
            words=f"When it came back, RecordOverpaymentReturned {voucher.release!r} of "
            f"{voucher.district}: {above.display}, which stands as paid in error until then "
            "(alliance payments overpayment-returned).",
            command="RecordOverpaymentReturned",
        ),
    )


def _as_authorized(voucher: Voucher) -> Step:
    return Step(
        place=Place.LEDGER,
        words=f"ConfirmRelease {voucher.release!r} of {voucher.district} as authorized, "
        f"{voucher.amount.display}: difference 0.00, so this payment needs no cure. A confirmation "
        "that said otherwise is corrected and stays on record. (Paid to another vendor: give "
        "--another-vendor.)",
        command="ConfirmRelease",
    )


def _cancelled(voucher: Voucher, there: Money) -> tuple[Step, ...]:
    """Paid to another vendor: wrong whatever the amount, and no payment to the town."""
    return (
        Step(
            place=Place.LEDGER,
            words=f"{voucher.district} was not paid: {voucher.release!r} is not confirmed, and a "
            f"confirmation is taken back. {voucher.amount.display} stays in payment until the "
            "money is back or the town has it.",
        ),
        Step(
            place=Place.OTHER_SYSTEM,
            words=f"Send the cancellation form for the payment of {there.display} under "
            f"invoice {voucher.invoice} to the Comptroller's Accounts Payable Division; a payment "
            "that was generated is not deleted.",
        ),
        Step(
            place=Place.LEDGER,
            words=f"When it came back, ReturnRelease {voucher.release!r} of {voucher.district}, "
            f"before payment: {voucher.amount.display} is held by the Commissioner again "
            "(alliance payments return-release).",
            command="ReturnRelease",
        ),
        _withdrawn(voucher),
        _supplement(voucher, voucher.amount),
    )


def _returned_before(voucher: Voucher, reason: str) -> Step:
    return Step(
        place=Place.LEDGER,
        words=f"ReturnRelease {voucher.release!r} of {voucher.district}, before payment, reason "
        f"{reason!r}: {voucher.amount.display} is held by the Commissioner again, and the issue "
        "stays on record.",
        command="ReturnRelease",
    )


def _withdrawn(voucher: Voucher) -> Step:
    """A release that came back is still authorized and would leave no room for another."""
    return Step(
        place=Place.LEDGER,
        words=f"WithdrawRelease {voucher.release!r} of {voucher.district}: the other system keeps "
        f"{voucher.invoice}, so it cannot be paid under that name; {voucher.amount.display} is no "
        "longer authorized.",
        command="WithdrawRelease",
    )


def _supplement(voucher: Voucher, amount: Money, why: str = "") -> Step:
    return Step(
        place=Place.LEDGER,
        words=f"{why}Propose and authorize a supplement release of {amount.display} for "
        f"{voucher.district}, with its reason and under its own name: it is paid to the right "
        "payee under a new invoice number (alliance release batch --supplement).",
        command="AuthorizeRelease",
    )
