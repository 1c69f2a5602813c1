"""Voucher files parse back to the same vouchers; what is signed on paper adds up."""

import csv
import io
from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from payable import batches, profile, usd, vendor_id, voucher
from proofs import proof_of, sides, summed_columns

from domain.district import BY_CODE
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from ledger.payments.cures import Stage
from ledger.payments.files import csv_file, voucher_file, xml_file
from ledger.payments.paper import Reversal, paper_schedule, reversal_worksheet
from ledger.payments.profile import FileFormat, Profile, VendorIdMissingError
from ledger.payments.voucher import Voucher, VoucherError, control_total, in_order

WINDSOR = voucher("Windsor", "145682.25")
LOCKS = voucher("Windsor Locks", "143232.75")
PAIR = [LOCKS, WINDSOR]


def voucher_of(row: Mapping[str, str]) -> Voucher:
    return Voucher(
        batch=row["batch"],
        release=row["release"],
        district=BY_CODE[int(row["town_code"])],
        fiscal_year=FiscalYear.parse(row["fiscal_year"]),
        amount=Money.parse(row["amount"]),
    )


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def xml_rows(content: bytes) -> list[dict[str, str]]:
    found = ET.fromstring(content).iterfind("voucher")  # noqa: S314 - our own file
    return [{part.tag: part.text or "" for part in one} for one in found]


# ---- files ----


def test_a_csv_file_has_one_line_a_voucher_by_town_code() -> None:
    assert csv_file(PAIR, profile(), label="training").decode() == (
        "label,batch,fiscal_year,town_code,payee,release,business_unit,vendor_id,style,invoice,"
        "amount,chartfield_fund,chartfield_account\r\n"
        "training,FY2027-OCT-1,2027,164,Town of Windsor,FY2027-OCT-1,SYN64,9000000164,REG,"
        "AD27-OCT-164-1,145682.25,00000,99999\r\n"
        "training,FY2027-OCT-1,2027,165,Town of Windsor Locks,FY2027-OCT-1,SYN64,9000000165,REG,"
        "AD27-OCT-165-1,143232.75,00000,99999\r\n"
    )


def test_an_xml_file_says_count_and_control_total() -> None:
    content = xml_file(PAIR, profile(), label="")
    root = ET.fromstring(content)  # noqa: S314 - our own file
    # 145,682.25 + 143,232.75 = 288,915.00
    assert root.attrib == {
        "layout": "alliance-vouchers/1",
        "label": "",
        "count": "2",
        "control_total": "288915.00",
    }
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<vouchers ')
    fields = [(one.get("name"), one.text) for one in root[0].iterfind("chartfield")]
    assert fields == [("fund", "00000"), ("account", "99999")]
    assert [row["invoice"] for row in xml_rows(content)] == ["AD27-OCT-164-1", "AD27-OCT-165-1"]


@pytest.mark.parametrize(("form", "start"), [(FileFormat.CSV, b"label,"), (FileFormat.XML, b"<?")])
def test_the_profile_says_which_form_a_file_has(form: FileFormat, start: bytes) -> None:
    assert voucher_file(PAIR, profile(form=form), label="").startswith(start)


@given(batches())
def test_a_csv_file_parses_back_to_the_same_vouchers(batch: list[Voucher]) -> None:
    rows = csv_rows(csv_file(batch, profile(), label="training"))
    # A name that a spreadsheet would run stands behind an apostrophe.
    plain = [{key: text.removeprefix("'") for key, text in row.items()} for row in rows]
    assert tuple(map(voucher_of, plain)) == in_order(batch)
    assert [row["invoice"] for row in rows] == [one.invoice for one in in_order(batch)]
    assert [row["vendor_id"] for row in rows] == [vendor_id(v.district) for v in in_order(batch)]
    assert {row["label"] for row in rows} == {"training"}
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@" and cell]


@given(batches())
def test_an_xml_file_parses_back_to_the_same_vouchers(batch: list[Voucher]) -> None:
    content = xml_file(batch, profile(), label="training")
    rows = xml_rows(content)
    assert tuple(map(voucher_of, rows)) == in_order(batch)
    assert {row["label"] for row in rows} == {"training"}
    root = ET.fromstring(content)  # noqa: S314 - our own file
    assert root.get("control_total") == str(control_total(batch))


@given(batches())
def test_every_line_is_above_zero_and_the_lines_come_to_the_control_total(
    batch: list[Voucher],
) -> None:
    for rows in (
        csv_rows(csv_file(batch, profile(), label="")),
        xml_rows(xml_file(batch, profile(), label="")),
    ):
        amounts = [usd(row["amount"]) for row in rows]
        assert min(amounts) > ZERO
        assert sum(amount.cents for amount in amounts) == control_total(batch).cents


@given(batches())
def test_a_file_has_the_same_bytes_in_whatever_order_the_vouchers_come(
    batch: list[Voucher],
) -> None:
    turned = batch[::-1]
    assert csv_file(turned, profile(), label="") == csv_file(batch, profile(), label="")
    assert xml_file(turned, profile(), label="") == xml_file(batch, profile(), label="")


def _schedule(vouchers: list[Voucher], by: Profile, *, label: str) -> str:
    return paper_schedule(vouchers, "headline", by, label=label)


WRITERS = pytest.mark.parametrize("write", [csv_file, xml_file, _schedule])
Writer = Callable[..., bytes | str]


@WRITERS
def test_nothing_is_written_without_every_vendor_id(write: Writer) -> None:
    by = profile(vendor_ids={WINDSOR.district: "1"})
    with pytest.raises(VendorIdMissingError, match="165 Town of Windsor Locks"):
        write(PAIR, by, label="")


@WRITERS
def test_nothing_is_written_for_two_batches_twins_or_nothing(write: Writer) -> None:
    for wrong in ([], [WINDSOR, WINDSOR], [WINDSOR, voucher("Avon", "1.00", batch="other")]):
        with pytest.raises(VoucherError):
            write(wrong, profile(), label="")


# ---- the schedule ----


def test_a_schedule_names_payees_adds_up_and_has_places_to_sign() -> None:
    paper = paper_schedule(PAIR, "PRODUCTION · Office · Alliance", profile(), label="")
    lines = paper.splitlines()
    assert lines[:2] == [
        "PRODUCTION · Office · Alliance",
        "Voucher schedule · batch FY2027-OCT-1 · FY2027 · business unit SYN64",
    ]
    assert lines[2] == ("code  payee                  vendor id   invoice             amount")
    assert lines[4:6] == [
        "164   Town of Windsor        9000000164  AD27-OCT-164-1  145,682.25",
        "165   Town of Windsor Locks  9000000165  AD27-OCT-165-1  143,232.75",
    ]
    assert "control total  2 vouchers · 288,915.00" in lines
    assert proof_of(paper) == "145,682.25 + 143,232.75 = 288,915.00"
    assert "approved 2026-08-31 by Ana and Ben." in " ".join(paper.split())
    assert "UNVERIFIED layout" in paper
    assert paper.count("____________________________  date") == 3


@given(batches())
def test_every_total_of_a_schedule_adds_up_from_its_rows(batch: list[Voucher]) -> None:
    paper = paper_schedule(batch, "headline", profile(), label="training")
    assert [total for total, _ in summed_columns(paper)] == [control_total(batch).cents]
    assert {total for total, summed in summed_columns(paper)} == {
        summed for _, summed in summed_columns(paper)
    }
    start = paper.index("proof  ")
    proof = " ".join(paper[start : paper.index("\n\n", start)].split()).removeprefix("proof ")
    assert sides(proof) == [control_total(batch).cents] * 2


def test_what_is_not_real_says_so_in_every_row() -> None:
    paper = paper_schedule(PAIR, "TRAINING", profile(), label="training, synthetic")
    rows = [line for line in paper.splitlines() if "Town of" in line]
    assert len(rows) == 2
    assert all(row.endswith("  training, synthetic") for row in rows)


def test_the_lines_of_a_large_schedule_stay_on_the_page() -> None:
    many = [voucher(BY_CODE[code].name, "21875340.00") for code in range(1, 37)]
    paper = paper_schedule(many, "headline", profile(), label="")
    # 36 times 21,875,340.00 = 787,512,240.00
    assert "= 787,512,240.00" in paper
    assert max(map(len, paper.splitlines())) <= 100


# ---- the worksheet ----


def test_a_worksheet_says_what_to_undo_and_how_in_amounts_above_zero() -> None:
    reversals = [
        Reversal(voucher=LOCKS, there=usd("145682.25"), reason="crossed with Windsor"),
        Reversal(voucher=WINDSOR, there=usd("143232.75"), reason="crossed with Windsor Locks"),
    ]
    paper = reversal_worksheet(reversals, Stage.POSTED_UNPAID, "headline", profile(), label="drill")
    assert "Reversal worksheet · stage: posted, unpaid" in paper
    rows = [line.split() for line in paper.splitlines() if line.endswith("drill")]
    # Windsor: 143,232.75 − 145,682.25 = −2,449.50; Windsor Locks the other way round.
    assert [row[-4:-1] for row in rows[-3:]] == [
        ["145,682.25", "143,232.75", "-2,449.50"],
        ["143,232.75", "145,682.25", "2,449.50"],
        ["288,915.00", "288,915.00", "0.00"],
    ]
    assert sides(proof_of(paper)) == [28891500, 28891500]
    assert "Town of Windsor (164): crossed with Windsor Locks" in paper
    assert "reversing voucher of 143,232.75 by hand" in " ".join(paper.split())
    assert "keyed by hand and never sent in a file" in " ".join(paper.split())
    assert "Payment Cancellations" in paper


def test_a_worksheet_with_nothing_to_undo_is_refused() -> None:
    with pytest.raises(VoucherError, match="nothing to undo"):
        reversal_worksheet([], Stage.PAID, "headline", profile(), label="")


def test_a_worksheet_of_a_voucher_that_is_not_there_is_refused() -> None:
    one = Reversal(voucher=WINDSOR, there=ZERO, reason="typed twice")
    with pytest.raises(UsageError, match="nothing to undo"):
        reversal_worksheet([one], Stage.PAID, "headline", profile(), label="")


def test_a_worksheet_needs_every_vendor_id_and_each_voucher_once() -> None:
    one = Reversal(voucher=WINDSOR, there=usd("1.00"), reason="typed twice")
    with pytest.raises(VendorIdMissingError):
        reversal_worksheet([one], Stage.PAID, "headline", profile(vendor_ids={}), label="")
    with pytest.raises(VoucherError, match="stands twice"):
        reversal_worksheet([one, one], Stage.PAID, "headline", profile(), label="")
