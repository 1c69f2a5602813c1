"""An extract is read whole or not at all; what it means is said without guessing."""

from datetime import date
from pathlib import Path

import pytest
from payable import HEADING, extract, usd

from domain.errors import UnreadableFileError
from ledger.payments.extract import (
    HEADINGS,
    ExtractRow,
    PaymentStatus,
    by_invoice,
    standing,
)

PAID = "AD27-OCT-164-1,9000000164,145682.25,paid,2026-10-15,00012345"


def refused(folder: Path, *rows: str, heading: str = HEADING) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        extract(folder, *rows, heading=heading)
    assert caught.value.next_step
    return caught.value


def row(status: str, amount: str, on: str | None = "2026-10-15", line: int = 2) -> ExtractRow:
    return ExtractRow(
        line=line,
        invoice="A",
        amount=usd(amount),
        status=PaymentStatus(status),
        on=None if on is None else date.fromisoformat(on),
        vendor_id="",
        voucher_id="",
    )


# ---- reading ----


def test_a_row_is_read_with_all_it_says(tmp_path: Path) -> None:
    found = extract(tmp_path, PAID)
    assert found.name == "extract.csv"
    assert len(found.sha256) == 64
    assert found.rows == (
        ExtractRow(
            line=2,
            invoice="AD27-OCT-164-1",
            amount=usd("145682.25"),
            status=PaymentStatus.PAID,
            on=date(2026, 10, 15),
            vendor_id="9000000164",
            voucher_id="00012345",
        ),
    )


def test_an_extract_without_rows_is_empty(tmp_path: Path) -> None:
    assert extract(tmp_path).rows == ()


def test_vendor_and_voucher_ids_may_be_missing(tmp_path: Path) -> None:
    (found,) = extract(
        tmp_path, " ad27-oct-164-1 ,1, Paid ,2026-10-15", heading="invoice,amount,status,paid_on"
    ).rows
    assert (found.invoice, found.vendor_id, found.voucher_id) == ("AD27-OCT-164-1", "", "")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("145,682.25", "145682.25"),
        ("12,640,654.75", "12640654.75"),
        ("1,000", "1000.00"),
        ("-1,000.00", "-1000.00"),
        ("145682", "145682.00"),
    ],
)
def test_amounts_separated_in_threes_are_understood(
    tmp_path: Path, written: str, amount: str
) -> None:
    (found,) = extract(tmp_path, f'AD27-OCT-164-1,1,"{written}",paid,2026-10-15,').rows
    assert found.amount == usd(amount)


@pytest.mark.parametrize("place", range(6))
def test_other_headings_are_understood(tmp_path: Path, place: int) -> None:
    names = [HEADINGS[name] for name in HEADING.split(",")]
    heading = ",".join(name[min(place, len(name) - 1)] for name in names)
    assert extract(tmp_path, PAID, heading=heading).rows[0].invoice == "AD27-OCT-164-1"


def test_two_columns_for_one_thing_are_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, heading="invoice,Invoice ID,amount,status,paid_on")
    assert "two columns for the invoice: invoice, Invoice ID" in error.message


@pytest.mark.parametrize("missing", ["invoice", "amount", "status", "paid_on"])
def test_a_column_that_is_needed_is_named(tmp_path: Path, missing: str) -> None:
    heading = ",".join(name for name in HEADING.split(",") if name != missing)
    error = refused(tmp_path, heading=heading)
    assert "lacks a column" in error.message
    assert missing in error.message


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("PAID", PaymentStatus.PAID),
        ("returned", PaymentStatus.RETURNED),
        ("Posted", PaymentStatus.BUILT),
        ("not built", PaymentStatus.REJECTED),
        ("rejected", PaymentStatus.REJECTED),
    ],
)
def test_a_status_is_read_in_any_letter_case(
    tmp_path: Path, said: str, meant: PaymentStatus
) -> None:
    assert extract(tmp_path, f"A,1,5.00,{said},2026-10-15,").rows[0].status is meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-10-15", date(2026, 10, 15)),
        ("10/15/2026", date(2026, 10, 15)),
        ("15/10/2026", date(2026, 10, 15)),
        ("10/10/2026", date(2026, 10, 10)),  # both readings are one day
        ("15-Oct-2026", date(2026, 10, 15)),
        ("15 October 2026", date(2026, 10, 15)),
        ('"October 15, 2026"', date(2026, 10, 15)),
        ('"Oct 15, 2026"', date(2026, 10, 15)),
    ],
)
def test_a_date_with_one_reading_is_read(tmp_path: Path, said: str, meant: date) -> None:
    assert extract(tmp_path, f"A,1,5.00,paid,{said},").rows[0].on == meant


@pytest.mark.parametrize(
    ("bad", "column", "said"),
    [
        ("A,1,5.00,paid,10/06/2026,", "paid_on", "is 2026-06-10 or 2026-10-06"),
        ("A,1,5.00,paid,13/13/2026,", "paid_on", "is no date"),
        ("A,1,5.00,paid,2026-02-30,", "paid_on", "is no date"),
        ("A,1,5.00,paid,\u0662\u0660\u0662\u0666-10-15,", "paid_on", "is no date"),
        ("A,1,5.00,paid,,", "paid_on", "A payment that was paid has a date"),
        ("A,1,5.00,returned,,", "paid_on", "A payment that was returned has a date"),
        ("A,1,5.00,maybe,2026-10-15,", "status", "'maybe' is none of paid, returned, built"),
        (",1,5.00,paid,2026-10-15,", "invoice", "The invoice number is empty"),
        # Not in threes all through: 5,00 may be 5.00 of another country.
        ('A,1,"5,00",paid,2026-10-15,', "amount", "is not an amount"),
        ('A,1,"1,0000.00",paid,2026-10-15,', "amount", "is not an amount"),
        ('A,1,"1,000,00",paid,2026-10-15,', "amount", "is not an amount"),
        ('A,1,"0,582.00",paid,2026-10-15,', "amount", "is not an amount"),
        ('A,1,",582.00",paid,2026-10-15,', "amount", "is not an amount"),
        ("A,1,5.5,paid,2026-10-15,", "amount", "Excel dropped the last zero"),
        ('A,1,"659,376.7",paid,2026-10-15,', "amount", "Format the column as 0.00"),
        ("A,1,5.555,paid,2026-10-15,", "amount", "is not an amount"),
        ("A,1,,paid,2026-10-15,", "amount", "is not an amount"),
        ("A,1,5.00,paid,2026-10-15,,more", "", "7 cells under 6 headings"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column_and_nothing_is_taken(
    tmp_path: Path, bad: str, column: str, said: str
) -> None:
    error = refused(tmp_path, PAID, bad)
    assert error.message == "extract.csv has 1 row that cannot be read."
    assert list(error.details) == ["line 3"]
    assert error.details["line 3"].startswith(column)
    assert said in error.details["line 3"]


def test_every_bad_row_is_told_in_its_own_heading_and_in_order(tmp_path: Path) -> None:
    heading = "Invoice ID,Payment Amount,Status,Payment Date"
    error = refused(tmp_path, "A,x,paid,2026-10-15", "A,1,2,3,4,5", "A,1,no,", heading=heading)
    assert list(error.details) == ["line 2", "line 3", "line 4"]
    assert error.details["line 2"].startswith("Payment Amount ")
    assert error.details["line 4"].startswith("Status ")


def test_a_voucher_that_is_only_built_needs_no_date(tmp_path: Path) -> None:
    assert extract(tmp_path, "A,1,5.00,built,,").rows[0].on is None


# ---- what stands paid ----


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([], []),
        ([row("built", "5.00", None)], []),
        ([row("paid", "5.00")], ["5.00"]),
        ([row("paid", "5.00"), row("paid", "5.00")], ["5.00", "5.00"]),
        ([row("returned", "5.00")], []),
        # Listed in any order, a payment of a day comes before its return that day.
        ([row("returned", "5.00"), row("paid", "5.00")], []),
        # Returned on Monday and paid again on Friday: one payment stands.
        ([row("paid", "5.00", "2026-10-23"), row("returned", "5.00", "2026-10-19")], ["5.00"]),
        ([row("paid", "5.00"), row("returned", "4.00")], ["5.00"]),
        ([row("paid", "5.00"), row("paid", "6.00"), row("returned", "5.00")], ["6.00"]),
        ([row("paid", "-5.00"), row("paid", "5.00"), row("returned", "0.00")], ["5.00"]),
    ],
)
def test_a_payment_stands_until_it_comes_back(rows: list[ExtractRow], left: list[str]) -> None:
    assert [str(one.amount) for one in standing(rows)] == left


def test_rows_are_found_by_their_invoice(tmp_path: Path) -> None:
    found = extract(tmp_path, "B,1,1,built,,", "A,1,2,built,,", "b,1,3,built,,")
    assert {key: [one.line for one in rows] for key, rows in by_invoice(found.rows).items()} == {
        "B": [2, 4],
        "A": [3],
    }
