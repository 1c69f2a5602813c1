"""Vouchers, a filled-in profile and extracts for the tests of payments. All figures are synthetic.

At the top of `tests/` because a module below `tests/ledger/` would have the name of a package of
the product. Concerns no provision of the statute.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from domain.district import BY_CODE, District, district_named
from domain.fiscal_year import FiscalYear
from domain.money import Money
from ledger.payments.extract import EXTRACT_COLUMNS, Extract, extract_of
from ledger.payments.profile import FileFormat, Profile
from ledger.payments.voucher import Voucher
from ledger.source_file import read_source

BATCH = "FY2027-OCT-1"
FY2027 = FiscalYear(2027)
HEADING = "invoice,vendor_id,amount,status,paid_on,voucher_id"

usd = Money.parse


def voucher(
    town: str,
    amount: str,
    *,
    release: str = BATCH,
    batch: str = BATCH,
    fiscal_year: FiscalYear = FY2027,
) -> Voucher:
    """A voucher of the October batch."""
    return Voucher(
        batch=batch,
        release=release,
        district=district_named(town),
        fiscal_year=fiscal_year,
        amount=usd(amount),
    )


def profile(
    *,
    name: str = "synthetic.toml",
    form: FileFormat = FileFormat.CSV,
    business_unit: str = "SYN64",
    chartfields: dict[str, str] | None = None,
    vendor_ids: dict[District, str] | None = None,
) -> Profile:
    """A profile with synthetic coding and a vendor id for every town: 9000000164 for code 164."""
    return Profile(
        name=name,
        format=form,
        business_unit=business_unit,
        chartfields={"fund": "00000", "account": "99999"} if chartfields is None else chartfields,
        vendor_ids={town: vendor_id(town) for town in BY_CODE.values()}
        if vendor_ids is None
        else vendor_ids,
        document="synthetic memo of 2026-08-31",
        approved_by=("Ana", "Ben"),
        approved_on=date(2026, 8, 31),
    )


def vendor_id(district: District) -> str:
    """The synthetic vendor id of a town."""
    return f"9000000{district.code:03d}"


def extract(folder: Path, *rows: str, heading: str = HEADING) -> Extract:
    """An extract read from a file of these rows."""
    file = folder / "extract.csv"
    file.write_text("\n".join([heading, *rows, ""]), "utf-8")
    return extract_of(read_source(file, EXTRACT_COLUMNS))


def batches() -> st.SearchStrategy[list[Voucher]]:
    """Batches of 1 to 12 vouchers for different towns, of a cent to ten million dollars."""
    payees = st.lists(
        st.sampled_from(sorted(BY_CODE.values())), min_size=1, max_size=12, unique=True
    )
    return payees.flatmap(_with_amounts)


def _with_amounts(payees: Sequence[District]) -> st.SearchStrategy[list[Voucher]]:
    amounts = st.lists(st.integers(1, 10**9), min_size=len(payees), max_size=len(payees))
    names = st.one_of(st.just(BATCH), st.sampled_from(["=1+1", "'quoted", "a, b", "<&>", "Årlig"]))
    return st.tuples(amounts, names).map(
        lambda drawn: [
            Voucher(
                batch=BATCH,
                release=drawn[1],
                district=payee,
                fiscal_year=FY2027,
                amount=Money(cents),
            )
            for payee, cents in zip(payees, drawn[0], strict=True)
        ]
    )
