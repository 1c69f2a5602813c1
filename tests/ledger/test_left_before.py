"""Payments that leave again are told by name, and counted where they are many. § 10-262i(b)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.batch_events import PaymentFileWritten, VoucherWritten
from domain.district import district_named
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.left_before import FileLeft, Known, known_of
from ledger.payments.profile import FileFormat, Profile
from ledger.payments_on_record import Issue, ReleaseOnRecord

TOWNS = [district_named(town) for town in ("Windsor", "East Haven", "Hartford", "Norwich")]
PROFILE = Profile(
    name="office.toml",
    format=FileFormat.CSV,
    business_unit="SYN64",
    chartfields={},
    vendor_ids={town: f"9{town.code:09d}" for town in TOWNS},
    document="synthetic memo",
    approved_by=("Ana", "Ben"),
    approved_on=date(2026, 8, 31),
)
LEAVING = [
    ReleaseOnRecord(
        district=town,
        fiscal_year=FiscalYear(2027),
        release="FY2027-OCT-1",
        authorized=Money.parse("1.00"),
        authorized_on=date(2026, 10, 6),
        authorized_at=5,
        issues=(
            Issue(amount=Money.parse("1.00"), issued_on=date(2026, 10, 7), issued_at=6, left_at=6),
        ),
    )
    for town in TOWNS
]
FILE = FileLeft(
    position=9,
    on=date(2026, 10, 8),
    event=PaymentFileWritten(
        batch="FY2027-OCT-1",
        file="oct.csv",
        sha256="ef" * 32,
        profile_sha256=PROFILE.digest,
        count=4,
        total=Money.parse("4.00"),
        vouchers=tuple(
            VoucherWritten(
                town_code=one.district.code,
                invoice=one.invoice,
                vendor_id=PROFILE.vendor_ids[one.district],
            )
            for one in LEAVING
        ),
        payees_sha256=PROFILE.payees_digest,
        coding_sha256=PROFILE.coding_digest,
    ),
)


def known(*files: FileLeft, batch: str = "FY2027-OCT-1") -> Known:
    return known_of(batch, LEAVING, PROFILE, files)


def test_the_first_three_are_named_and_the_others_counted() -> None:
    (caution,) = known(FILE).cautions
    assert caution == (
        "4 vouchers (AD27-OCT-044-1, AD27-OCT-064-1, AD27-OCT-104-1 and 1 more) already left in "
        "oct.csv of 2026-10-08. Ask whether that file was loaded: load one of the two, never both."
    )


def test_each_file_has_a_caution_of_its_own() -> None:
    later = replace(FILE, position=12, on=date(2026, 10, 9))
    assert [one.file.named for one in known(FILE, later).already] == [
        "oct.csv of 2026-10-08",
        "oct.csv of 2026-10-09",
    ]


@pytest.mark.parametrize("batch", ["FY2027-OCT-1", "FY2027-OCT-2"])
def test_a_file_that_does_not_say_what_it_held_is_taken_by_its_batch(batch: str) -> None:
    silent = replace(FILE, event=replace(FILE.event, batch=batch, vouchers=()))
    held = [len(one.invoices) for one in known(silent).already]
    assert held == ([4] if batch == "FY2027-OCT-1" else [])


def test_a_file_written_before_a_payment_was_issued_does_not_hold_it() -> None:
    silent = replace(FILE, position=5, event=replace(FILE.event, vouchers=()))
    assert known(silent).already == ()


def test_without_a_file_there_is_nothing_to_know() -> None:
    nothing = known()
    assert (nothing.cautions, nothing.profile_changed, nothing.same_payees) == ((), False, False)
