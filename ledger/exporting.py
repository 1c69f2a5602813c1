"""The payment file of a batch: its vouchers from the record, and the record that it was written.

Only what is in payment leaves. The same bytes are recorded once. C.G.S. § 10-262u(c)(2),
§ 10-262i(b). Not here: the file's bytes (`payments/files.py`), writing it (`cli/`).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.authority import Citation, Office, Purpose
from domain.batch_events import PaymentFileWritten, VoucherWritten
from domain.district import District
from domain.errors import ConflictError, RefusedError
from domain.money import total
from domain.release_state import ReleaseStatus
from domain.statute.rules import Clause, rules_in_force
from ledger.application import Kept, Ledger
from ledger.batch_record import Batch, prepared_in
from ledger.left_before import files_left
from ledger.payments.files import voucher_file
from ledger.payments.profile import Profile
from ledger.payments.voucher import Voucher, control_total, in_order
from ledger.payments_on_record import ReleaseOnRecord, Standing
from ledger.unit import Unit


class NothingInPaymentError(RefusedError):
    """No release of the batch is in payment, so there is no file to write."""

    code = "nothing_in_payment"


class ProfileNotApprovedError(RefusedError):
    """The profile is not approved by two persons on a day that has come."""

    code = "profile_not_approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFile:
    """The vouchers of a batch as a file that is ready to be written.

    Attributes:
        vouchers: by town code.
        content: the bytes.
        label: what every row says of the ledger, or "".
    """

    vouchers: tuple[Voucher, ...]
    content: bytes
    label: str

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def payment_file(
    ledger: Ledger,
    batch: Batch,
    releases: Mapping[District, ReleaseOnRecord],
    profile: Profile,
    today: date,
) -> PaymentFile:
    """The payments of a batch that are in payment, as the profile's format has them.

    Raises NothingInPaymentError, ProfileNotApprovedError, VoucherError, VendorIdMissingError.
    """
    name = batch.prepared.batch
    if ledger.identity.purpose is Purpose.PRODUCTION and profile.approved_on > today:
        raise ProfileNotApprovedError(
            f"Profile {profile.name} says that it was approved on {profile.approved_on}, a day "
            "that has not come.",
            details={"approved_on": str(profile.approved_on), "today": str(today)},
            next_step="Nothing was written. Two persons approve a profile before it is used.",
        )
    leaving = [one for one in releases.values() if one.standing is Standing.IN_PAYMENT]
    if not leaving:
        raise NothingInPaymentError(
            f"No payment of {name} is in payment ({batch.stage}), so there is nothing to write.",
            details={"batch": name, "stage": batch.stage.value},
            next_step=f"Issue it first: alliance payments issue {name}. "
            "What was paid is not written again.",
        )
    vouchers = in_order([one.voucher_of(name) for one in leaving])
    label = label_of(ledger, leaving)
    return PaymentFile(
        vouchers=vouchers, content=voucher_file(vouchers, profile, label=label), label=label
    )


def label_of(ledger: Ledger, releases: Iterable[ReleaseOnRecord]) -> str:
    """What every row says of the ledger: "TRAINING", "DEMONSTRATION, SYNTHETIC", or ""."""
    made_up = ledger.holds_made_up_steps or any(one.synthetic for one in releases)
    purpose = ledger.identity.purpose
    said = [] if purpose is Purpose.PRODUCTION else [purpose.value.upper()]
    return ", ".join([*said, *(["SYNTHETIC"] if made_up else [])])


def record_file(
    ledger: Ledger, batch: Batch, written: PaymentFileWritten, *, actor: str, command_id: str
) -> tuple[Kept, ...]:
    """Record that a file was written; nothing where a file of the same bytes is on record.

    Raises ConflictError, also where other payments of the batch are in payment by now.
    """
    # Begun before the record is read, so that nothing of it can change before the append.
    unit = Unit(ledger, correlation=written.batch, batch=True)
    known = {(one.event.batch, one.event.sha256) for one in files_left(ledger)}
    if (written.batch, written.sha256) in known:
        return ()
    _require_in_payment(ledger, batch, written)
    unit.record_own(
        written,
        command_id=command_id,
        actor=actor,
        citation=_payment_clause(batch),
        office=Office.COMPTROLLER,
    )
    return unit.commit()


def _require_in_payment(ledger: Ledger, batch: Batch, written: PaymentFileWritten) -> None:
    """Raises ConflictError where the file is not of what is in payment now."""
    year, name = batch.fiscal_year, batch.prepared.batch
    leaving = {
        one: release.amount
        for one in prepared_in(ledger, batch)
        if (release := ledger.district_year(one, year).releases.get(name))
        and release.status is ReleaseStatus.ISSUED
    }
    right = (len(leaving), total(list(leaving.values())))
    named = {one.town_code for one in written.vouchers}
    # A file of schema 1 names no vouchers; equal totals may hide other payees of equal amounts.
    others = written.payees_sha256 is not None and named != {one.code for one in leaving}
    if others or (written.count, written.total) != right:
        raise ConflictError(
            f"Batch {written.batch}: payments were confirmed, returned or issued by somebody else "
            f"while {written.file} was written.",
            details={"written": f"{written.count} of {written.total.display}"},
            next_step="It is not on record, and not to be sent. Write the file again.",
        )


def written_event(
    batch: Batch, file: PaymentFile, name: str, profile: Profile
) -> PaymentFileWritten:
    """The event that says which file was written by which profile."""
    return PaymentFileWritten(
        batch=batch.prepared.batch,
        file=name,
        sha256=file.sha256,
        profile_sha256=profile.digest,
        count=len(file.vouchers),
        total=control_total(file.vouchers),
        vouchers=tuple(
            VoucherWritten(
                town_code=one.district.code,
                invoice=one.invoice,
                vendor_id=profile.vendor_ids[one.district],
            )
            for one in file.vouchers
        ),
        payees_sha256=profile.payees_digest,
        coding_sha256=profile.coding_digest,
    )


def _payment_clause(batch: Batch) -> Citation:
    year = batch.fiscal_year
    return rules_in_force(year, year.last_day).clause(Clause.PAYMENT)
