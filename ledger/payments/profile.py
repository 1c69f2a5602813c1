"""The payment profile: the coding and vendor ids that an office filled in and two persons approved.

Nothing of it is shipped, since no public source gives it: it is UNVERIFIED until the office fills
it in. Never in it: a bank account number; the other system knows where a vendor id is paid.
Not here: the files written with it (`files.py`), reading it from TOML (`profile_file.py`).
Concerns no provision of the statute.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.district import District
from domain.errors import RefusedError
from domain.words import how_many
from ledger.payments.voucher import payee_name

# What this program writes is its own layout: the schema Core-CT gives to agencies is not public.
LAYOUT = "alliance-vouchers/1"
LAYOUT_STATUS = (
    "UNVERIFIED layout: the columns and elements are this program's own, not the schema that the "
    "other system gives to agencies."
)


class VendorIdMissingError(RefusedError):
    """The profile names no vendor id for a payee of the batch."""

    code = "vendor_id_missing"


class FileFormat(StrEnum):
    """The form of a voucher file."""

    CSV = "csv"
    XML = "xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How an office pays through the other system.

    Attributes:
        name: of the file it came from.
        format: CSV or XML.
        business_unit: of the paying agency.
        chartfields: coding by name, in the office's order; the names are the office's.
        vendor_ids: by district; one that is not filled in yet is not there.
        document: what the office set it by.
        approved_by: the two persons who approved it.
        approved_on: the day they did.
    """

    name: str
    format: FileFormat
    business_unit: str
    chartfields: Mapping[str, str]
    vendor_ids: Mapping[District, str]
    document: str
    approved_by: tuple[str, str]
    approved_on: date

    @property
    def said(self) -> str:
        """Where the coding comes from, in one line for screens and papers."""
        first, second = self.approved_by
        return (
            f"Coding and vendor ids from profile {self.name} ({self.document}), approved "
            f"{self.approved_on} by {first} and {second}."
        )

    def owner_of(self, vendor_id: str) -> District | None:
        """The payee of a vendor id, with or without the zeros a spreadsheet takes away; or None."""
        ids = self.vendor_ids.items()
        return next((payee for payee, own in ids if same_vendor(own, vendor_id)), None)

    @property
    def payees_digest(self) -> str:
        """SHA-256 of its vendor ids; 64 digits."""
        return _digest({f"{d.code:03d}": text for d, text in self.vendor_ids.items()})

    @property
    def coding_digest(self) -> str:
        """SHA-256 of business unit and chartfields, whatever the form of the file; 64 digits."""
        fields = [[key, text] for key, text in self.chartfields.items()]
        return _digest({"business_unit": self.business_unit, "chartfields": fields})

    @property
    def digest(self) -> str:
        """SHA-256 of what it says, whatever its file's comments, order and name; 64 digits."""
        said = {
            "format": self.format.value,
            "business_unit": self.business_unit,
            # A list: the order of the chartfields is the order of the columns.
            "chartfields": [[key, text] for key, text in self.chartfields.items()],
            "vendor_ids": {f"{d.code:03d}": text for d, text in self.vendor_ids.items()},
            "document": self.document,
            "approved_by": list(self.approved_by),
            "approved_on": self.approved_on.isoformat(),
        }
        return _digest(said)


def same_vendor(one: str, other: str) -> bool:
    """Whether two vendor ids are one, but for the zeros that a spreadsheet takes away."""
    return one.strip().lstrip("0").upper() == other.strip().lstrip("0").upper()


def _digest(said: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeChange:
    """A payee whose vendor id is not what it was: the classic fraud, or a merged vendor.

    Attributes:
        district: the payee.
        before: its vendor id in the earlier profile; None where it had none.
        after: its vendor id now; None where it has none.
    """

    district: District
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingChange:
    """A part of the coding that is not what it was.

    Attributes:
        field: "format", "business_unit" or "chartfields.NAME".
        before: in the earlier profile; None where it was not there.
        after: now; None where it is not there.
    """

    field: str
    before: str | None
    after: str | None


def payee_changes(now: Profile, earlier: Profile) -> tuple[PayeeChange, ...]:
    """The payees whose vendor id changed since an earlier profile, by town code."""
    districts = sorted({*now.vendor_ids, *earlier.vendor_ids})
    return tuple(
        PayeeChange(
            district=district,
            before=earlier.vendor_ids.get(district),
            after=now.vendor_ids.get(district),
        )
        for district in districts
        if earlier.vendor_ids.get(district) != now.vendor_ids.get(district)
    )


def coding_changes(now: Profile, earlier: Profile) -> tuple[CodingChange, ...]:
    """The parts of the coding that changed since an earlier profile, by name."""
    before, after = _coding(earlier), _coding(now)
    return tuple(
        CodingChange(field=field, before=before.get(field), after=after.get(field))
        for field in sorted({*before, *after})
        if before.get(field) != after.get(field)
    )


def missing_vendor_ids(profile: Profile, districts: Iterable[District]) -> tuple[District, ...]:
    """The payees the profile has no vendor id for, by town code."""
    return tuple(sorted(set(districts) - set(profile.vendor_ids)))


def require_vendor_ids(profile: Profile, districts: Iterable[District]) -> None:
    """Let every payee have a vendor id. Raises VendorIdMissingError, by code and name."""
    missing = missing_vendor_ids(profile, districts)
    if missing:
        named = ", ".join(f"{district.code:03d} {payee_name(district)}" for district in missing)
        raise VendorIdMissingError(
            f"Profile {profile.name} has no vendor id for {how_many(len(missing), 'payee')}: "
            f"{named}.",
            details={f"{district.code:03d}": district.name for district in missing},
            next_step="Fill them in under [vendors] and let two persons approve the profile.",
        )


def _coding(profile: Profile) -> dict[str, str]:
    fields = {f"chartfields.{name}": text for name, text in profile.chartfields.items()}
    return {"format": profile.format.value, "business_unit": profile.business_unit, **fields}
