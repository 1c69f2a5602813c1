"""Whom a payment was to go to and whom the other system paid, by vendor ids.

Asked for is what left in the last payment file with the invoice, and what a profile says that is
given beside. Not here: the files on record (`ledger/left_before.py`), the profile (`profile.py`).
Concerns no provision of the statute.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.district import District
from domain.words import how_many
from ledger.payments.extract import ExtractRow
from ledger.payments.profile import Profile, same_vendor
from ledger.payments.voucher import district_in

NONE_THERE = "the extract has none"
NONE_HERE = "no payment file on record names them, and no profile was given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payees:
    """What vendor ids are compared with.

    Attributes:
        profile: the one given; None where none is.
        asked: by invoice number, the vendor id in the last payment file that had it.
    """

    profile: Profile | None = None
    asked: Mapping[str, str] = field(default_factory=dict)

    def payee_of(self, row: ExtractRow) -> District | None:
        """The town a row names by a number like ours or by its vendor id; None for neither."""
        return district_in(row.invoice) or self._owner(row.vendor_id)

    def another(self, district: District, row: ExtractRow) -> str:
        """Where a row paid another vendor than was asked for: which, in words; else ""."""
        wrong = [
            wanted
            for wanted in self._wanted(district, row.invoice)
            if row.vendor_id and not same_vendor(wanted, row.vendor_id)
        ]
        if not wrong:
            return ""
        owner = self._owner(row.vendor_id)
        whose = f"that of {owner}" if owner else "of nobody known here"
        return f"paid to vendor id {row.vendor_id}, {whose}; {wrong[0]} was asked for"

    def unchecked(self, district: District, row: ExtractRow) -> str:
        """Why the vendor id of a row cannot be compared; "" where it can."""
        if not row.vendor_id:
            return NONE_THERE
        return "" if self._wanted(district, row.invoice) else NONE_HERE

    def _wanted(self, district: District, invoice: str) -> list[str]:
        own = self.profile.vendor_ids.get(district) if self.profile else None
        return [one for one in (self.asked.get(invoice), own) if one]

    def _owner(self, vendor_id: str) -> District | None:
        """The town of a vendor id, by the profile or by what was asked for."""
        if not vendor_id:
            return None
        owner = self.profile.owner_of(vendor_id) if self.profile else None
        invoices = (one for one, asked in self.asked.items() if same_vendor(asked, vendor_id))
        return owner or next(filter(None, map(district_in, invoices)), None)


NOBODY = Payees()


def not_compared(reasons: list[str]) -> list[str]:
    """What of the vendor ids was not compared, by why, in sentences."""
    return [
        f"vendor ids of {how_many(reasons.count(reason), 'payment')} were not compared: {reason}"
        for reason in (NONE_THERE, NONE_HERE)
        if reason in reasons
    ]
