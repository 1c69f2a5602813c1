"""A release has one invoice number, the same each time; two releases never share one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payable import BATCH, FY2027, voucher

from domain.district import BY_CODE, district_named
from domain.errors import RefusedError, UsageError
from domain.fiscal_year import FIRST_YEAR, LAST_YEAR, FiscalYear
from domain.money import Money
from domain.words import words_of
from ledger.payments.voucher import (
    LONGEST_INVOICE,
    Voucher,
    VoucherError,
    control_total,
    district_in,
    in_order,
    invoice_number,
    payee_name,
    require_one_batch,
    require_own_invoices,
)

ANSONIA = district_named("Ansonia")
WINDSOR_LOCKS = district_named("Windsor Locks")

# ---- invoice numbers ----


@pytest.mark.parametrize(
    ("release", "town", "expected"),
    [
        ("FY2027-OCT-1", "Ansonia", "AD27-OCT-002-1"),
        ("FY2027-OCT-1", "Windsor Locks", "AD27-OCT-165-1"),
        ("FY2027-JAN-12", "Hartford", "AD27-JAN-064-12"),
        ("fy2027-oct-1", "Ansonia", "AD27-OCT-002-1"),
    ],
)
def test_a_release_named_as_its_batch_has_a_number_that_can_be_read(
    release: str, town: str, expected: str
) -> None:
    assert invoice_number(FY2027, release, district_named(town)) == expected


@pytest.mark.parametrize(
    "release",
    [
        "OCT-1",
        "FY2026-OCT-1",  # the batch of another year
        "FY2027-OCT-0",
        "FY2027-OCT-01",
        "FY2027-OCT-1000",
        "FY2027-2-1",
        "FY2027-DRAW-DOWN-1",
        "FY2027-VERYLONGNAME-1",
        "FY2027-OCT-1 supplement",
        "x" * 500,
    ],
)
def test_any_other_name_gives_a_number_derived_from_it(release: str) -> None:
    number = invoice_number(FY2027, release, ANSONIA)
    assert re.fullmatch("AD27-002-[A-Z2-7]{16}", number)
    assert number == invoice_number(FY2027, release, ANSONIA)


def test_a_derived_number_never_changes() -> None:
    # The first 16 of: printf oct-1 | openssl dgst -sha256 -binary | base32
    assert invoice_number(FY2027, "OCT-1", ANSONIA) == "AD27-002-Y5FL2FYHPZZ4P3NC"


def test_two_digits_name_every_fiscal_year_there_is() -> None:
    assert LAST_YEAR - FIRST_YEAR < 100
    years = [FiscalYear(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    assert len({invoice_number(year, "OCT-1", ANSONIA)[:5] for year in years}) == len(years)


_batch_names = st.builds(
    "FY{}-{}-{}".format,
    st.sampled_from([2000, 2026, 2027, 2099]),
    st.sampled_from(["OCT", "JAN", "APR", "oct", "O", "A1", "ABCDEFGHI", "ABCDEFGHIJ", "002"]),
    st.integers(0, 1001),
)
_releases = st.tuples(
    st.sampled_from([2000, 2026, 2027, 2099]).map(FiscalYear),
    st.one_of(_batch_names, st.sampled_from([BATCH, "OCT-1", "002-1"]), st.text(min_size=1)),
    st.sampled_from([BY_CODE[code] for code in (1, 2, 11, 111, 169)]),
)


@given(_releases, _releases)
def test_two_releases_share_a_number_only_if_they_are_one_release(
    one: tuple[FiscalYear, str, object], other: tuple[FiscalYear, str, object]
) -> None:
    def same_release() -> bool:
        return (one[0], words_of(one[1]), one[2]) == (other[0], words_of(other[1]), other[2])

    def number(release: tuple[FiscalYear, str, object]) -> str:
        year, name, district = release
        return invoice_number(year, name, BY_CODE[getattr(district, "code", 0)])

    assert (number(one) == number(other)) == same_release()


@given(_releases)
def test_a_number_fits_the_other_system_and_names_its_town(
    release: tuple[FiscalYear, str, object],
) -> None:
    year, name, district = release
    number = invoice_number(year, name, BY_CODE[getattr(district, "code", 0)])
    assert len(number) <= LONGEST_INVOICE
    assert re.fullmatch("[A-Z0-9-]+", number)
    assert district_in(number) == district


@pytest.mark.parametrize("number", ["INV-1", "AD27", "AD27-OCT-999-1", "AD27-OCT-000-1", ""])
def test_a_number_that_is_not_ours_names_no_town(number: str) -> None:
    assert district_in(number) is None


# ---- vouchers ----


def test_a_voucher_knows_its_number_and_payee() -> None:
    found = voucher("Windsor Locks", "143232.75")
    assert (found.invoice, found.payee) == ("AD27-OCT-165-1", "Town of Windsor Locks")
    assert payee_name(WINDSOR_LOCKS) == "Town of Windsor Locks"


@pytest.mark.parametrize("cents", [0, -1, -14323275])
def test_a_voucher_of_zero_or_below_is_refused(cents: int) -> None:
    with pytest.raises(VoucherError, match="amounts in a voucher file are above zero") as caught:
        Voucher(
            batch=BATCH,
            release=BATCH,
            district=ANSONIA,
            fiscal_year=FY2027,
            amount=Money(cents),
        )
    assert isinstance(caught.value, RefusedError)
    assert caught.value.details["district"] == "Ansonia"


@pytest.mark.parametrize(("batch", "release"), [("", "a"), ("a", " "), ("a", "a\x00"), ("\n", "a")])
def test_names_nobody_could_read_are_refused(batch: str, release: str) -> None:
    with pytest.raises(UsageError):
        voucher("Ansonia", "1.00", batch=batch, release=release)


def test_vouchers_stand_by_town_code_and_add_up() -> None:
    mixed = [voucher("Windsor", "3.00"), voucher("Ansonia", "1.00"), voucher("Hartford", "2.00")]
    assert [one.district.name for one in in_order(mixed)] == ["Ansonia", "Hartford", "Windsor"]
    assert control_total(mixed) == Money.dollars(6)  # 3 + 1 + 2


# ---- what belongs together ----


def test_a_release_given_twice_is_refused_with_both_amounts() -> None:
    twice = [voucher("Ansonia", "1.00"), voucher("Ansonia", "2.00", release="fy2027-oct-1")]
    with pytest.raises(VoucherError, match=r"AD27-OCT-002-1 stands twice.*1\.00.*2\.00"):
        require_own_invoices(twice)


def test_the_very_same_voucher_twice_is_refused_too() -> None:
    one = voucher("Ansonia", "1.00")
    with pytest.raises(VoucherError, match="stands twice"):
        require_own_invoices([one, one])


def test_one_file_holds_one_batch_of_one_year() -> None:
    other = voucher("Hartford", "1.00", batch="FY2027-JAN-1")
    with pytest.raises(VoucherError, match="FY2027-JAN-1 of FY2027, FY2027-OCT-1 of FY2027"):
        require_one_batch([voucher("Ansonia", "1.00"), other])


def test_an_empty_batch_is_no_file() -> None:
    with pytest.raises(VoucherError, match="given: no voucher"):
        require_one_batch([])
