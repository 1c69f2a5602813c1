"""A voucher: one release on its way to a town, under an invoice number that never changes.

Core-CT is said to block a voucher whose business unit, vendor id and invoice number it has already
(job aid, a copy: UNVERIFIED). The same release gives the same number on any machine, so the other
system refuses the second payment too. Not here: the files vouchers are written to (`files.py`),
vendor ids (`profile.py`). Source: C.G.S. § 10-262u(c)(2), § 10-262i(b).
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.district import BY_CODE, District
from domain.errors import RefusedError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.words import words_of
from ledger.plain import require_text

# UNVERIFIED: the length of an invoice id in Core-CT, from memory of the product it is built on.
LONGEST_INVOICE = 30

# "fy2027-oct-1", in the one spelling of `words_of`.
_BATCH_NAME = re.compile(r"fy(20[0-9]{2})-([a-z][a-z0-9]{0,8})-([1-9][0-9]{0,2})", re.ASCII)
_DIGEST_LETTERS = 16
_OURS = re.compile(r"AD[0-9]{2}-(?:[A-Z][A-Z0-9]{0,8}-)?([0-9]{3})-[0-9A-Z]+", re.ASCII)


class VoucherError(RefusedError):
    """A voucher that cannot be paid, or vouchers that do not belong in one file."""

    code = "voucher_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """One payment to one town, as the other system is asked to make it.

    Attributes:
        batch: the batch it leaves in, such as "FY2027-OCT-1".
        release: the release's own name in its district-year.
        district: the town.
        fiscal_year: the year whose money it is.
        amount: what the Commissioner authorized, above zero.
    """

    batch: str
    release: str
    district: District
    fiscal_year: FiscalYear
    amount: Money

    def __post_init__(self) -> None:
        """Raises VoucherError unless the amount is above zero; UsageError for unreadable names."""
        require_text(self.batch, "The name of a batch")
        require_text(self.release, "The name of a release")
        if self.amount <= ZERO:
            raise VoucherError(
                f"A voucher of {self.amount.display} for {self.district} cannot be written: "
                "amounts in a voucher file are above zero.",
                details={"district": self.district.name, "amount": str(self.amount)},
                next_step="Leave it out; a correction is keyed from the reversal worksheet.",
            )

    @property
    def invoice(self) -> str:
        """Its invoice number, the same each time it is asked for."""
        return invoice_number(self.fiscal_year, self.release, self.district)

    @property
    def payee(self) -> str:
        """Whom it pays: "Town of Windsor"."""
        return payee_name(self.district)


def payee_name(district: District) -> str:
    """The payee of a district: "Town of Windsor", the name exactly as the ledger has it."""
    return f"Town of {district.name}"


def invoice_number(fiscal_year: FiscalYear, release: str, district: District) -> str:
    """The invoice number of a release: of at most 30 characters, the same on every machine.

    A release named as its batch, FY2027-OCT-1, of town code 2 gives "AD27-OCT-002-1". Any other
    name gives "AD27-002-" and 16 letters of its SHA-256 (80 bits). Names that are the same words
    to the ledger are one release and give one number. Two digits name the year because fiscal
    years end in 2000 to 2099; a batch name of another year is no batch name here.
    """
    words = words_of(release)
    year = f"{fiscal_year.ends_in % 100:02d}"
    named = _BATCH_NAME.fullmatch(words)
    if named is not None and int(named.group(1)) == fiscal_year.ends_in:
        label, sequence = named.group(2).upper(), named.group(3)
        return f"AD{year}-{label}-{district.code:03d}-{sequence}"
    # Lossy, so `require_own_invoices` looks again; three parts never equal the four above.
    digest = base64.b32encode(hashlib.sha256(words.encode()).digest()).decode("ascii")
    return f"AD{year}-{district.code:03d}-{digest[:_DIGEST_LETTERS]}"


def installment_in(release: str) -> str:
    """What numbered releases of one installment have in common: "fy2027-oct"; "" for any other."""
    named, _, number = words_of(release).rpartition("-")
    return named if number.isdecimal() else ""


def voucher_key(number: str) -> str:
    """A number of the other system, compared without the zeros that a spreadsheet takes away."""
    return number.strip().lstrip("0").upper()


def district_in(invoice: str) -> District | None:
    """The town an invoice number of ours names, known or not; None for any other number."""
    found = _OURS.fullmatch(invoice)
    return BY_CODE.get(int(found.group(1))) if found else None


def in_order(vouchers: Sequence[Voucher]) -> tuple[Voucher, ...]:
    """The vouchers by town code, then invoice number."""
    return tuple(sorted(vouchers, key=lambda voucher: (voucher.district.code, voucher.invoice)))


def control_total(vouchers: Sequence[Voucher]) -> Money:
    """What the vouchers come to together."""
    return total([voucher.amount for voucher in vouchers])


def require_own_invoices(vouchers: Sequence[Voucher]) -> None:
    """Let every voucher have an invoice number of its own. Raises VoucherError."""
    seen: dict[str, Voucher] = {}
    for voucher in vouchers:
        other = seen.get(voucher.invoice)
        seen[voucher.invoice] = voucher
        if other is not None:
            raise VoucherError(
                f"Invoice number {voucher.invoice} stands twice: {other.district} release "
                f"{other.release!r}, {other.amount.display}, and {voucher.district} release "
                f"{voucher.release!r}, {voucher.amount.display}.",
                details={"invoice": voucher.invoice},
                next_step="The other system would refuse the second. Pay each release once.",
            )


def require_one_batch(vouchers: Sequence[Voucher]) -> None:
    """Let the vouchers be one batch of one year, each payable once. Raises VoucherError."""
    batches = sorted({f"{voucher.batch} of {voucher.fiscal_year}" for voucher in vouchers})
    if len(batches) != 1:
        raise VoucherError(
            f"A voucher file holds one batch of one fiscal year; given: "
            f"{', '.join(batches) or 'no voucher'}.",
            details={"batches": ", ".join(batches)},
            next_step="Write one file for each batch that has something to pay.",
        )
    require_own_invoices(vouchers)
