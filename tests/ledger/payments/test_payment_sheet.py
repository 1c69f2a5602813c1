"""At the month's end ledger and other system are compared payee by payee. Figures synthetic."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from payable import BATCH, batches, extract, profile, usd
from proofs import sides

from domain.district import District, district_named
from domain.money import ZERO, Money
from ledger.payments.extract import Extract, ExtractRow, PaymentStatus
from ledger.payments.payees import Payees
from ledger.payments.sheet import month_end_sheet
from ledger.payments.sheet_lines import Explanation, Item, LedgerPayment, Sheet
from ledger.payments.voucher import Voucher

OCTOBER_31 = date(2026, 10, 31)
W, L = "AD27-OCT-164-1", "AD27-OCT-165-1"


def payment(
    town: str,
    amount: str,
    *,
    invoice: str | None = None,
    paid_on: str | None = "2026-10-15",
    returned_on: str | None = None,
    paid: str | None = None,
    issued_on: str = "2026-10-07",
) -> LedgerPayment:
    district = district_named(town)
    return LedgerPayment(
        district=district,
        invoice=invoice or f"AD27-OCT-{district.code:03d}-1",
        release=BATCH,
        amount=usd(amount),
        issued_on=date.fromisoformat(issued_on),
        paid_on=date.fromisoformat(paid_on) if paid_on else None,
        returned_on=date.fromisoformat(returned_on) if returned_on else None,
        paid=usd(paid) if paid else None,
    )


def sheet(folder: Path, payments: list[LedgerPayment], *rows: str) -> Sheet:
    return month_end_sheet(
        payments, extract(folder, *rows), OCTOBER_31, payees=Payees(profile=profile())
    )


def only(found: Sheet) -> Item:
    (row,) = found.rows
    (item,) = row.items
    return item


def test_what_agrees_in_amount_and_day_is_matched(tmp_path: Path) -> None:
    found = sheet(tmp_path, [payment("Windsor", "145682.25")], f"{W},,145682.25,paid,2026-10-15,")
    item = only(found)
    assert (item.explanation, item.age_days, item.note) == (Explanation.MATCHED, None, "")
    assert (item.issued, item.paid, item.returned) == (usd("145682.25"), usd("145682.25"), ZERO)
    assert found.findings == ()
    assert found.proof == "ledger 145,682.25 = 145,682.25"


def test_a_crossed_pair_is_told_with_both_differences(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [payment("Windsor Locks", "143232.75"), payment("Windsor", "145682.25")],
        f"{W},,143232.75,paid,2026-10-15,",
        f"{L},,145682.25,paid,2026-10-15,",
    )
    windsor, locks = found.rows
    assert (str(windsor.district), windsor.explanation) == ("Windsor (164)", Explanation.CROSSED)
    # 143,232.75 − 145,682.25 = −2,449.50, and the other way round.
    assert (windsor.difference, locks.difference) == (usd("-2449.50"), usd("2449.50"))
    assert windsor.items[0].note == "paid there what was issued to Windsor Locks (165)"
    assert (found.ledger, found.other_system) == (usd("288915.00"), usd("288915.00"))
    assert found.findings == (windsor, locks)
    # Issued October 7: 24 days before the month's end.
    assert windsor.oldest_days == 24


def test_a_crossing_that_both_sides_have_on_record_is_matched(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            payment("Windsor", "145682.25", paid="143232.75"),
            payment("Windsor Locks", "143232.75", paid="145682.25"),
        ],
        f"{W},,143232.75,paid,2026-10-15,",
        f"{L},,145682.25,paid,2026-10-15,",
    )
    assert found.findings == ()
    assert found.rows[0].items[0].issued == usd("145682.25")
    assert found.rows[0].items[0].paid == usd("143232.75")


def test_the_same_amount_on_another_day_is_a_difference_of_date(tmp_path: Path) -> None:
    item = only(
        sheet(tmp_path, [payment("Windsor", "145682.25")], f"{W},,145682.25,paid,2026-10-16,")
    )
    assert (item.explanation, item.age_days) == (Explanation.DATE, None)
    assert item.note == "paid here on 2026-10-15, there on 2026-10-16"


def test_another_amount_is_a_difference_of_amount(tmp_path: Path) -> None:
    found = sheet(tmp_path, [payment("Windsor", "145682.25")], f"{W},,145682.24,paid,2026-10-15,")
    item = only(found)
    assert (item.explanation, item.note) == (Explanation.AMOUNT, "issued 145,682.25")
    assert found.proof == "ledger 145,682.25 − amount 0.01 = 145,682.24"


def test_a_payment_there_is_no_trace_of_is_only_here(tmp_path: Path) -> None:
    found = sheet(tmp_path, [payment("Windsor", "145682.25")])
    item = only(found)
    assert (item.explanation, item.note) == (
        Explanation.ONLY_HERE,
        "paid here on 2026-10-15, not there",
    )
    assert found.proof == "ledger 145,682.25 − only here 145,682.25 = 0.00"


def test_a_payment_not_confirmed_here_is_only_there(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [payment("Windsor", "145682.25", paid_on=None)],
        f"{W},,145682.25,paid,2026-10-15,",
    )
    item = only(found)
    assert (item.explanation, item.age_days, item.paid) == (Explanation.ONLY_THERE, 24, ZERO)
    assert item.note == "paid there on 2026-10-15, not here"
    assert found.proof == "ledger 0.00 + only there 145,682.25 = 145,682.25"


def test_what_is_paid_on_neither_side_is_open_with_its_age(tmp_path: Path) -> None:
    item = only(
        sheet(
            tmp_path,
            [payment("Windsor", "145682.25", paid_on=None, issued_on="2026-09-30")],
            f"{W},,145682.25,built,,",
        )
    )
    # September 30 to October 31.
    assert (item.explanation, item.age_days) == (Explanation.OPEN, 31)


def test_what_came_back_on_both_sides_is_matched_and_open_no_longer(tmp_path: Path) -> None:
    rows = [f"{W},,145682.25,paid,2026-10-15,", f"{W},,145682.25,returned,2026-10-19,"]
    item = only(sheet(tmp_path, [payment("Windsor", "145682.25", returned_on="2026-10-19")], *rows))
    assert (item.explanation, item.age_days) == (Explanation.MATCHED, None)
    assert (item.paid, item.returned, item.ledger) == (usd("145682.25"), usd("145682.25"), ZERO)
    unpaid = payment("Windsor", "145682.25", paid_on=None, returned_on="2026-10-08")
    assert only(sheet(tmp_path, [unpaid])).returned == usd("145682.25")


def test_a_payment_issued_again_after_it_came_back_is_counted_once(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            payment("Windsor", "145682.25", returned_on="2026-10-19"),
            payment("Windsor", "145682.25", issued_on="2026-10-21", paid_on="2026-10-23"),
        ],
        f"{W},,145682.25,paid,2026-10-15,",
        f"{W},,145682.25,returned,2026-10-19,",
        f"{W},,145682.25,paid,2026-10-23,",
    )
    item = only(found)
    assert (item.explanation, item.ledger) == (Explanation.MATCHED, usd("145682.25"))
    # Issued twice, 291,364.50; paid twice; one came back.
    assert (item.issued, item.paid) == (usd("291364.50"), usd("291364.50"))
    assert item.returned == usd("145682.25")


def test_what_happens_after_the_month_does_not_count(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            payment("Windsor", "145682.25", paid_on="2026-11-01", returned_on="2026-11-03"),
            payment("Hartford", "5.00", issued_on="2026-11-01"),
        ],
        f"{W},,145682.25,paid,2026-11-01,",
    )
    item = only(found)
    assert (item.explanation, item.ledger, item.other_system) == (Explanation.OPEN, ZERO, ZERO)
    assert [row.line for row in found.not_counted] == [2]


def test_amounts_below_zero_are_named_and_not_counted(tmp_path: Path) -> None:
    found = sheet(tmp_path, [], f"{W},,-5.00,paid,2026-10-15,")
    assert (found.rows, [str(row.amount) for row in found.not_counted]) == ((), ["-5.00"])
    assert found.proof == "ledger 0.00 = 0.00"


def test_payments_keyed_by_hand_stand_with_their_payee_or_last(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [payment("Windsor", "145682.25")],
        f"{W},,145682.25,paid,2026-10-15,",
        "HAND-1,9000000164,7.00,paid,2026-10-20,",
        "HAND-2,,8.00,paid,2026-10-30,",
        "HAND-3,9000000002,9.00,paid,2026-10-30,",
    )
    assert [row.district and row.district.name for row in found.rows] == [
        "Ansonia",
        "Windsor",
        None,
    ]
    windsor = found.rows[1]
    assert windsor.explanation is Explanation.ONLY_THERE
    assert windsor.oldest_days == 11
    assert windsor.items[1].note == "paid there on 2026-10-20; no such invoice here"
    # 7 + 8 + 9 = 24; 145,682.25 + 24.00 = 145,706.25
    assert found.proof == "ledger 145,682.25 + only there 24.00 = 145,706.25"


def test_a_payee_whose_errors_cancel_is_still_a_finding(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            payment("Windsor", "5.00"),
            payment("Windsor", "6.00", invoice="AD27-JAN-164-1"),
        ],
        f"{W},,6.50,paid,2026-10-15,",
        "AD27-JAN-164-1,,4.50,paid,2026-10-15,",
    )
    (row,) = found.rows
    assert (row.ledger, row.other_system, row.difference) == (
        usd("11.00"),
        usd("11.00"),
        ZERO,
    )
    assert row.explanation is Explanation.AMOUNT
    assert found.findings == (row,)


@st.composite
def months(draw: st.DrawFn) -> tuple[list[LedgerPayment], Extract]:
    """Payments of October and an extract about them, with everything that goes wrong."""
    vouchers: list[Voucher] = draw(batches())
    days = st.dates(min_value=date(2026, 10, 1), max_value=date(2026, 11, 10))
    payments = [
        LedgerPayment(
            district=one.district,
            invoice=one.invoice,
            release=one.release,
            amount=one.amount,
            issued_on=draw(days),
            paid_on=draw(st.none() | days),
            returned_on=draw(st.none() | days),
        )
        for one in vouchers
    ]
    invoices = st.sampled_from([*(one.invoice for one in vouchers), "HAND-1", "AD27-JAN-064-1"])
    amounts = st.sampled_from([*(one.amount for one in vouchers), Money(7), Money(-7)])
    rows = draw(
        st.lists(st.tuples(invoices, amounts, st.sampled_from(PaymentStatus), days), max_size=15)
    )
    read = tuple(
        ExtractRow(
            line=line,
            invoice=invoice,
            amount=amount,
            status=status,
            on=day,
            vendor_id="",
            voucher_id="",
        )
        for line, (invoice, amount, status, day) in enumerate(rows, start=2)
    )
    return payments, Extract(name="drawn.csv", sha256="", rows=read)


@given(months())
def test_rows_totals_and_proof_add_up_for_any_month(
    month: tuple[list[LedgerPayment], Extract],
) -> None:
    payments, rows = month
    found = month_end_sheet(payments, rows, OCTOBER_31)
    assert sum(row.ledger.cents for row in found.rows) == found.ledger.cents
    assert sum(row.other_system.cents for row in found.rows) == found.other_system.cents
    assert set(sides(found.proof)) == {found.other_system.cents}
    payees: list[District | None] = [row.district for row in found.rows]
    assert len(payees) == len(set(payees))
    assert all(row.items for row in found.rows)
    issued = {one.invoice for one in payments if one.issued_on <= OCTOBER_31}
    listed = [item.invoice for row in found.rows for item in row.items]
    assert len(listed) == len(set(listed))
    assert issued <= set(listed)
