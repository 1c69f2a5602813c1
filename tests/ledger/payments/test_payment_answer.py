"""The answer is matched payee by payee: equal totals hide a crossed pair. Figures synthetic.

Screen B-3 of October FY2027: Windsor was to get 145,682.25 and Windsor Locks 143,232.75.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payable import BATCH, batches, extract, profile, usd, voucher
from proofs import sides

from domain.district import district_named
from domain.money import ZERO, Money, total
from ledger.payments.answer import crossed_pairs, match
from ledger.payments.answer_lines import Answer, Category
from ledger.payments.extract import Extract, ExtractRow, PaymentStatus
from ledger.payments.payees import Payees
from ledger.payments.voucher import Voucher, VoucherError, in_order

WINDSOR = voucher("Windsor", "145682.25")
LOCKS = voucher("Windsor Locks", "143232.75")
EAST_HAVEN = voucher("East Haven", "310458.00")
W, L, E = (one.invoice for one in (WINDSOR, LOCKS, EAST_HAVEN))


def answer(folder: Path, vouchers: Sequence[Voucher], *rows: str) -> Answer:
    return match(vouchers, extract(folder, *rows), payees=Payees(profile=profile()))


def categories(found: Answer) -> list[Category]:
    return [line.category for line in found.lines]


# ---- as it should be ----


def test_a_batch_paid_as_authorized_has_no_findings(tmp_path: Path) -> None:
    found = answer(
        tmp_path,
        [LOCKS, WINDSOR],
        f"{W},9000000164,145682.25,paid,2026-10-15,",
        f"{L},9000000165,143232.75,paid,2026-10-15,",
    )
    assert categories(found) == [Category.PAID, Category.PAID]
    assert found.findings == ()
    # 145,682.25 + 143,232.75 = 288,915.00
    assert found.proof == "paid 2 · 288,915.00 = 288,915.00"
    assert found.extract_proof == "paid in the batch 288,915.00 = 288,915.00"
    assert (found.authorized, found.paid) == (usd("288915.00"), usd("288915.00"))
    first = found.lines[0]
    assert (str(first.district), first.difference, str(first.on), first.note) == (
        "Windsor (164)",
        ZERO,
        "2026-10-15",
        "",
    )


# ---- screen B-3 ----


def test_windsor_and_windsor_locks_crossed_are_found_though_the_totals_agree(
    tmp_path: Path,
) -> None:
    found = answer(
        tmp_path,
        [WINDSOR, LOCKS, EAST_HAVEN],
        f"{W},9000000164,143232.75,paid,2026-10-15,",
        f"{L},9000000165,145682.25,paid,2026-10-15,",
        f"{E},9000000044,310458.00,paid,2026-10-15,",
        f"{E},9000000044,310458.00,returned,2026-10-19,",
    )
    east_haven, windsor, locks = found.lines
    assert categories(found) == [Category.RETURNED, Category.CROSSED, Category.CROSSED]
    assert (windsor.authorized, windsor.paid) == (usd("145682.25"), usd("143232.75"))
    assert (locks.authorized, locks.paid) == (usd("143232.75"), usd("145682.25"))
    # 143,232.75 − 145,682.25 = −2,449.50, and the other way round.
    assert (windsor.difference, locks.difference) == (usd("-2449.50"), usd("2449.50"))
    assert windsor.note == (
        "Paid what was authorized for Windsor Locks (165), and the other way round."
    )
    assert (east_haven.returned, east_haven.paid) == (usd("310458.00"), ZERO)
    assert str(east_haven.on) == "2026-10-19"
    # 143,232.75 + 145,682.25 = 288,915.00; 288,915.00 + 310,458.00 = 599,373.00
    assert found.proof == "paid 2 · 288,915.00 + returned 1 · 310,458.00 = 599,373.00"
    assert found.of(Category.CROSSED) == (windsor, locks)
    assert len(found.findings) == 3


def test_an_invoice_crosses_with_one_other_at_most() -> None:
    five, six = usd("5.00"), usd("6.00")
    wanted = {"a": five, "b": six, "c": six, "d": five}
    paid = {"a": six, "b": five, "c": five}
    assert crossed_pairs(wanted, paid) == {"a": "b", "b": "a"}
    assert crossed_pairs(wanted, {**paid, "d": six}) == {"a": "b", "b": "a", "c": "d", "d": "c"}
    assert crossed_pairs(wanted, wanted) == {}


def test_three_shifted_rows_are_told_by_whose_amount_was_paid(tmp_path: Path) -> None:
    found = answer(
        tmp_path,
        [WINDSOR, LOCKS, EAST_HAVEN],
        f"{W},,143232.75,paid,2026-10-15,",
        f"{L},,310458.00,paid,2026-10-15,",
        f"{E},,145682.25,paid,2026-10-15,",
    )
    assert categories(found) == [Category.AMOUNT] * 3
    assert [line.note for line in found.lines] == [
        "145,682.25 was authorized for Windsor (164).",
        "143,232.75 was authorized for Windsor Locks (165).",
        "310,458.00 was authorized for East Haven (44).",
    ]
    # too much: 310,458.00 − 143,232.75 = 167,225.25; too little the same: 164,775.75 + 2,449.50
    assert found.proof == (
        "paid 3 · 599,373.00 + too little 2 · 167,225.25 − too much 1 · 167,225.25 = 599,373.00"
    )
    assert sides(found.proof) == [59937300, 59937300]


# ---- one voucher at a time ----


@pytest.mark.parametrize(
    ("rows", "category", "proof"),
    [
        (
            [f"{W},,145682.24,paid,2026-10-15,"],
            Category.AMOUNT,
            "paid 1 · 145,682.24 + too little 1 · 0.01 = 145,682.25",
        ),
        (
            [f"{W},,145682.25,paid,2026-10-15,"] * 2,
            Category.DUPLICATE,
            "paid 1 · 291,364.50 − too much 1 · 145,682.25 = 145,682.25",
        ),
        (
            [f"{W},,145682.25,returned,2026-10-19,"],
            Category.RETURNED,
            "returned 1 · 145,682.25 = 145,682.25",
        ),
        (
            [f"{W},,100.00,returned,2026-10-19,"],
            Category.RETURNED,
            "returned 1 · 100.00 + too little 1 · 145,582.25 = 145,682.25",
        ),
        (
            [f"{W},,145682.25,built,,"],
            Category.BUILT,
            "built, not paid 1 · 145,682.25 = 145,682.25",
        ),
        ([f"{W},,0.00,rejected,,"], Category.REJECTED, "rejected 1 · 145,682.25 = 145,682.25"),
        (
            [f"{W},,0.00,rejected,,", f"{W},,145682.25,built,,"],
            Category.BUILT,
            "built, not paid 1 · 145,682.25 = 145,682.25",
        ),
        ([], Category.MISSING, "missing 1 · 145,682.25 = 145,682.25"),
        (
            [f"{W},,145682.25,paid,2026-10-15,", f"{W},,45.00,returned,2026-10-19,"],
            Category.AMOUNT,
            # 145,682.25 − 45.00 = 145,637.25
            "paid 1 · 145,637.25 + too little 1 · 45.00 = 145,682.25",
        ),
        (
            [
                f"{W},,145682.25,paid,2026-10-23,",
                f"{W},,145682.25,returned,2026-10-19,",
                f"{W},,145682.25,paid,2026-10-15,",
            ],
            Category.PAID,
            "paid 1 · 145,682.25 = 145,682.25",
        ),
    ],
)
def test_a_voucher_has_the_category_its_rows_give(
    tmp_path: Path, rows: list[str], category: Category, proof: str
) -> None:
    found = answer(tmp_path, [WINDSOR], *rows)
    assert categories(found) == [category]
    assert found.proof == proof
    assert sides(found.proof) == [14568225, 14568225]


def test_a_payment_made_twice_is_told_with_both_days(tmp_path: Path) -> None:
    found = answer(
        tmp_path,
        [WINDSOR],
        f"{W},,145682.25,paid,2026-10-16,",
        f"{W},,145682.25,paid,2026-10-15,",
    )
    assert found.lines[0].note == (
        "Paid 2 times: 145,682.25 on 2026-10-15 and 145,682.25 on 2026-10-16."
    )
    assert found.lines[0].difference == usd("145682.25")


def test_a_return_of_another_amount_is_not_the_return_of_the_payment(tmp_path: Path) -> None:
    found = answer(
        tmp_path,
        [WINDSOR],
        f"{W},,145682.25,paid,2026-10-15,",
        f"{W},,45.00,returned,2026-10-19,",
    )
    assert found.lines[0].note == "A return of 45.00 is not the return of this payment."


def test_a_pay_date_outside_the_fiscal_year_is_flagged_and_needs_a_reason(tmp_path: Path) -> None:
    for day, outside in (
        ("2026-06-30", True),
        ("2026-07-01", False),
        ("2027-06-30", False),
        ("2027-07-01", True),
    ):
        found = answer(tmp_path, [WINDSOR], f"{W},,145682.25,paid,{day},")
        (line,) = found.lines
        assert (line.category, line.outside_year) == (Category.PAID, outside), day
        assert bool(found.findings) == outside
        assert ("is outside FY2027: the pay date needs a reason." in line.note) == outside


# ---- payees ----


def test_the_right_amount_to_the_neighbors_vendor_id_is_found(tmp_path: Path) -> None:
    rows = [f"{W},9000000165,145682.25,paid,2026-10-15,"]
    (line,) = answer(tmp_path, [WINDSOR], *rows).lines
    assert line.category is Category.PAYEE
    assert line.note == (
        "Paid to vendor id 9000000165, that of Windsor Locks (165); 9000000164 was asked for."
    )
    assert match([WINDSOR], extract(tmp_path, *rows)).findings == ()


def test_a_vendor_id_nobody_has_is_found_too(tmp_path: Path) -> None:
    (line,) = answer(tmp_path, [WINDSOR], f"{W},1,145682.25,paid,2026-10-15,").lines
    assert "vendor id 1, of nobody known here;" in line.note


def test_vendor_ids_are_compared_where_both_sides_have_one(tmp_path: Path) -> None:
    rows = extract(tmp_path, f"{W},0164,145682.25,paid,2026-10-15,")
    assert match([WINDSOR], rows, payees=Payees(profile=profile(vendor_ids={}))).findings == ()
    own = {WINDSOR.district: "00000164"}
    assert match([WINDSOR], rows, payees=Payees(profile=profile(vendor_ids=own))).findings == ()


# ---- what the batch does not have ----


def test_a_payment_keyed_by_hand_as_well_is_only_there(tmp_path: Path) -> None:
    found = answer(
        tmp_path,
        [WINDSOR],
        f"{W},9000000164,145682.25,paid,2026-10-15,",
        "HAND-1,9000000164,145682.25,paid,2026-10-16,",
    )
    _, there = found.lines
    assert (there.category, str(there.district)) == (Category.ONLY_THERE, "Windsor (164)")
    assert (there.voucher, there.paid, there.difference) == (
        None,
        usd("145682.25"),
        usd("145682.25"),
    )
    assert there.note == f"Same amount as {W}: keyed by hand as well?"
    assert found.only_there == usd("145682.25")
    # It is no part of what the batch came to.
    assert found.proof == "paid 1 · 145,682.25 = 145,682.25"
    # 145,682.25 + 145,682.25 = 291,364.50
    assert found.extract_proof == (
        "paid in the batch 145,682.25 + only there 1 · 145,682.25 = 291,364.50"
    )


@pytest.mark.parametrize(
    ("row", "town", "note"),
    [
        ("HAND-1,,145682.25,paid,2026-10-16,", None, f"Same amount as {W}: keyed by hand as well?"),
        ("HAND-1,,7.00,paid,2026-10-16,", None, ""),
        ("HAND-1,9000000165,145682.25,paid,2026-10-16,", "Windsor Locks", ""),
        ("AD27-JAN-064-1,,5.00,paid,2026-10-16,", "Hartford", ""),
        ("HAND-1,,7.00,built,,", None, "It was built."),
    ],
)
def test_what_is_only_there_is_named_as_far_as_it_can_be(
    tmp_path: Path, row: str, town: str | None, note: str
) -> None:
    there = answer(tmp_path, [WINDSOR], row).of(Category.ONLY_THERE)[0]
    assert there.district == (district_named(town) if town else None)
    assert there.note == note


def test_rows_of_other_batches_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = extract(
        tmp_path,
        f"{W},,145682.25,paid,2026-10-15,",
        "AD27-OCT-064-1,,9.00,paid,2026-10-15,",
    )
    found = match([WINDSOR], rows, other_invoices={"AD27-OCT-064-1", W})
    assert (found.findings, found.elsewhere) == ((), 1)
    assert found.extract_proof == "paid in the batch 145,682.25 = 145,682.25"


def test_amounts_below_zero_are_named_and_never_summed(tmp_path: Path) -> None:
    found = answer(
        tmp_path,
        [WINDSOR],
        f"{W},,145682.25,paid,2026-10-15,",
        f"{W},,-145682.25,paid,2026-10-16,",
        "HAND-1,9000000165,-5.00,built,,",
        f"{W},,0.00,paid,2026-10-17,",
    )
    assert categories(found) == [Category.PAID, *[Category.NOT_POSITIVE] * 3]
    assert [line.note for line in found.of(Category.NOT_POSITIVE)] == [
        "Line 3: -145,682.25 paid; not counted anywhere.",
        "Line 4: -5.00 built; not counted anywhere.",
        "Line 5: 0.00 paid; not counted anywhere.",
    ]
    assert [str(line.district) for line in found.lines[1:]] == [
        "Windsor (164)",
        "Windsor Locks (165)",
        "Windsor (164)",
    ]
    assert found.paid == usd("145682.25")
    assert found.extract_proof == "paid in the batch 145,682.25 = 145,682.25"


def test_a_voucher_with_nothing_but_a_reversal_is_missing(tmp_path: Path) -> None:
    found = answer(tmp_path, [WINDSOR], f"{W},,-145682.25,paid,2026-10-16,")
    assert categories(found) == [Category.MISSING, Category.NOT_POSITIVE]


def test_no_vouchers_and_an_empty_extract_come_to_nothing(tmp_path: Path) -> None:
    assert match([], extract(tmp_path)).proof == "0.00 = 0.00"


def test_a_release_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VoucherError, match="stands twice"):
        match([WINDSOR, WINDSOR], extract(tmp_path))


# ---- any batch, any extract ----


@st.composite
def answered(draw: st.DrawFn) -> tuple[list[Voucher], Extract]:
    """A batch and an extract about it, with everything that goes wrong."""
    vouchers = draw(batches())
    invoices = st.sampled_from([*(one.invoice for one in vouchers), "HAND-1", "HAND-2"])
    amounts = st.one_of(
        st.sampled_from([one.amount for one in vouchers]), st.integers(-5, 5).map(Money)
    )
    days = st.dates(min_value=WINDSOR.fiscal_year.first_day, max_value=WINDSOR.fiscal_year.last_day)
    drawn = draw(
        st.lists(st.tuples(invoices, amounts, st.sampled_from(PaymentStatus), days), max_size=20)
    )
    rows = tuple(
        ExtractRow(
            line=line,
            invoice=invoice,
            amount=amount,
            status=status,
            on=day,
            vendor_id="",
            voucher_id="",
        )
        for line, (invoice, amount, status, day) in enumerate(drawn, start=2)
    )
    return vouchers, Extract(name="drawn.csv", sha256="", rows=rows)


@given(answered())
def test_every_voucher_is_in_one_line_and_one_only(given_: tuple[list[Voucher], Extract]) -> None:
    vouchers, rows = given_
    found = match(vouchers, rows)
    lines = [line.voucher for line in found.lines if line.voucher is not None]
    assert tuple(lines) == in_order(vouchers)
    by_category = [line for kind in Category for line in found.of(kind)]
    assert len(by_category) == len(found.lines)


@given(answered())
def test_every_line_and_both_proofs_add_up(given_: tuple[list[Voucher], Extract]) -> None:
    vouchers, rows = given_
    found = match(vouchers, rows)
    for line in found.lines:
        assert line.paid + line.returned + line.unpaid - line.difference == line.authorized
    assert found.authorized == total([one.amount for one in vouchers])
    assert len(set(sides(found.proof))) == 1
    assert len(set(sides(found.extract_proof))) == 1


@given(batches())
def test_a_batch_paid_exactly_has_no_findings(batch: list[Voucher]) -> None:
    rows = tuple(
        ExtractRow(
            line=line,
            invoice=one.invoice,
            amount=one.amount,
            status=PaymentStatus.PAID,
            on=WINDSOR.fiscal_year.first_day,
            vendor_id="",
            voucher_id="",
        )
        for line, one in enumerate(batch, start=2)
    )
    assert match(batch, Extract(name="x.csv", sha256="", rows=rows)).findings == ()


def test_the_batch_of_these_tests_is_october() -> None:
    assert (WINDSOR.batch, W, L) == (BATCH, "AD27-OCT-164-1", "AD27-OCT-165-1")
