"""Which payment of its invoice a row is about, where the first came back. Figures synthetic.

The first (V1) came back on October 19; the second (V2) was issued on October 21.
"""

from datetime import date

import pytest
from payable import usd

from ledger.payments.extract import ExtractRow, PaymentStatus
from ledger.payments.which import Known, Told, Which, told_of

PAID, RETURNED = PaymentStatus.PAID, PaymentStatus.RETURNED


def row(status: PaymentStatus, day: str, voucher: str = "") -> ExtractRow:
    return ExtractRow(
        line=2,
        invoice="AD27-OCT-164-1",
        amount=usd("145682.25"),
        status=status,
        on=date.fromisoformat(day),
        vendor_id="",
        voucher_id=voucher,
    )


def second(*, paid_on: str | None = None, voucher: str = "V2", first: str = "V1") -> Known:
    return Known(
        issued_on=date(2026, 10, 21),
        paid_on=date.fromisoformat(paid_on) if paid_on else None,
        vouchers=frozenset({voucher} if voucher else ()),
        back_on=date(2026, 10, 19),
        earlier=frozenset({first} if first else ()),
        complete=bool(first),
    )


def only(known: Known, one: ExtractRow) -> Told:
    (told,) = told_of(known, [one])
    return told


@pytest.mark.parametrize("status", [PAID, RETURNED])
def test_a_day_before_the_issue_is_a_question_whatever_the_number(status: PaymentStatus) -> None:
    told = only(second(), row(status, "2026-10-20", "V2"))
    assert told.which is Which.UNCLEAR
    assert told.why == (
        f"{status.value} on 2026-10-20, before it was issued here on 2026-10-21: ask which "
        "payment that was"
    )


def test_a_return_before_the_day_it_was_paid_is_a_question_whatever_the_number() -> None:
    told = only(second(paid_on="2026-10-28"), row(RETURNED, "2026-10-27", "V2"))
    assert (told.which, told.why) == (
        Which.UNCLEAR,
        "returned on 2026-10-27, before it was paid here on 2026-10-28: ask which day is right",
    )


def test_the_number_of_the_last_payment_after_its_issue_is_the_last() -> None:
    assert only(second(), row(RETURNED, "2026-10-22", "V2")).which is Which.LAST


def test_a_return_without_a_number_is_settled_once_the_last_is_known_to_be_paid() -> None:
    one = row(RETURNED, "2026-10-22")
    assert only(second(voucher=""), one).which is Which.UNCLEAR
    assert only(second(paid_on="2026-10-28"), one).which is Which.EARLIER


def test_a_return_with_a_new_number_before_the_last_was_paid_is_a_question() -> None:
    told = only(second(paid_on="2026-10-28"), row(RETURNED, "2026-10-22", "V9"))
    assert told.which is Which.UNCLEAR
    assert told.why.startswith("returned on 2026-10-22, before it was paid here on 2026-10-28")


def test_a_return_without_a_number_after_the_last_was_paid_is_the_last() -> None:
    assert only(second(paid_on="2026-10-28"), row(RETURNED, "2026-11-02")).which is Which.LAST
