"""What left before a payment file: its vouchers in earlier files, and whom those were to pay.

A voucher that leaves twice may be paid twice, and a payee paid under another vendor id than before
is the classic fraud. Nothing is stopped here: a person has to know. C.G.S. § 10-262u(c)(2).
Not here: writing a file (`exporting.py`), comparing two profiles (`payments/profile.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.batch_events import PaymentFileWritten, VoucherWritten
from domain.district import District
from domain.words import how_many
from ledger.application import NOW, Cut, Ledger
from ledger.payments.profile import Profile
from ledger.payments.voucher import payee_name
from ledger.payments_on_record import Issue, ReleaseOnRecord

_COMPARE = "Compare: alliance payments profile check FILE --against FILE"
_NAMED = 3  # invoices named of each file before they are only counted


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLeft:
    """A payment file on record.

    Attributes:
        position: of its record.
        on: the day it was written.
        event: what was recorded of it.
    """

    position: int
    on: date
    event: PaymentFileWritten

    @property
    def named(self) -> str:
        """The file with its day."""
        return f"{self.event.file} of {self.on}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAlready:
    """Vouchers about to leave that left in an earlier file.

    Attributes:
        file: the earlier one.
        invoices: those of the same payment order: loaded again, they are paid twice.
        issued_again: those that left there, came back and were issued again since, with the day
            they came back.
        surely: False where the record of the file does not say what was in it; then these are the
            payments of its batch that were issued before it.
    """

    file: FileLeft
    invoices: tuple[str, ...]
    issued_again: tuple[tuple[str, date], ...]
    surely: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeMoved:
    """A payee that an earlier file paid under another vendor id.

    Attributes:
        district: the payee.
        before: the vendor id in the last file with this payee.
        after: the vendor id now.
        file: that file.
    """

    district: District
    before: str
    after: str
    file: FileLeft


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What earlier files say of payments about to leave.

    Attributes:
        already: the files that hold any of them.
        moved: the payees that were paid under another vendor id.
        profile: the one they leave by.
        last: the last file of any batch; None where there is none.
    """

    already: tuple[LeftAlready, ...]
    moved: tuple[PayeeMoved, ...]
    profile: Profile
    last: FileLeft | None

    @property
    def profile_changed(self) -> bool:
        """Whether the profile is in any way another than that of the last file."""
        return self.last is not None and self.last.event.profile_sha256 != self.profile.digest

    @property
    def same_payees(self) -> bool:
        """Whether it is the same in vendor ids and coding, so that only form or approval differ."""
        return (
            self.last is not None
            and self.last.event.payees_sha256 == self.profile.payees_digest
            and self.last.event.coding_sha256 == self.profile.coding_digest
        )

    @property
    def cautions(self) -> tuple[str, ...]:
        """What whoever signs has to know, in sentences."""
        said = [sentence for one in self.already for sentence in _told(one)]
        said += [
            f"{payee_name(one.district)} ({one.district.code}) is paid to vendor id {one.after}, "
            f"in {one.file.named} to {one.before}. Two persons have to know why."
            for one in self.moved
        ]
        if self.last is not None and self.profile_changed:
            said += _profile_differs(self.profile, self.last, named=bool(self.moved))
        return tuple(said)


def files_left(ledger: Ledger, cut: Cut = NOW) -> list[FileLeft]:
    """Every payment file on record that the cut sees, in order."""
    return [
        FileLeft(position=kept.position, on=kept.record.effective_on, event=kept.record.data)
        for kept in ledger.own_history(cut)
        if isinstance(kept.record.data, PaymentFileWritten)
    ]


def vendor_ids_asked(files: Iterable[FileLeft]) -> dict[str, str]:
    """The vendor id that each invoice was to pay, by the last file that had it."""
    return {one.invoice: one.vendor_id for file in files for one in file.event.vouchers}


def left_already(
    batch: str, leaving: Iterable[ReleaseOnRecord], files: Sequence[FileLeft]
) -> list[LeftAlready]:
    """The earlier files that hold any of the payments about to leave, in order."""
    ordered = sorted(leaving, key=lambda one: one.district.code)
    found = [_left_in(file, batch, ordered) for file in files]
    return [one for one in found if one.invoices or one.issued_again]


def _left_in(file: FileLeft, batch: str, leaving: Sequence[ReleaseOnRecord]) -> LeftAlready:
    invoices = {one.invoice for one in file.event.vouchers}
    same, again = [], []
    for release in leaving:
        if file.event.vouchers:
            inside = release.invoice in invoices
        else:
            inside = file.event.batch == batch and _before(release.issues[0], file)
        if not inside:
            continue
        back = [one.returned_on for one in release.issues if one.returned_on is not None]
        if back and not _before(release.issues[-1], file):
            again.append((release.invoice, back[-1]))
        else:
            same.append(release.invoice)
    return LeftAlready(
        file=file,
        invoices=tuple(same),
        issued_again=tuple(again),
        surely=bool(file.event.vouchers),
    )


def _before(issue: Issue, file: FileLeft) -> bool:
    return issue.left_at is not None and issue.left_at < file.position


def payees_moved(
    payees: Iterable[District], profile: Profile, files: Iterable[FileLeft]
) -> list[PayeeMoved]:
    """The payees whose vendor id is not that of the last file they were in, by town code."""
    last: dict[int, tuple[VoucherWritten, FileLeft]] = {
        voucher.town_code: (voucher, file) for file in files for voucher in file.event.vouchers
    }
    return [
        PayeeMoved(
            district=payee,
            before=last[payee.code][0].vendor_id,
            after=profile.vendor_ids[payee],
            file=last[payee.code][1],
        )
        for payee in sorted(payees)
        if payee.code in last and last[payee.code][0].vendor_id != profile.vendor_ids[payee]
    ]


def known_of(
    batch: str, leaving: Sequence[ReleaseOnRecord], profile: Profile, files: Sequence[FileLeft]
) -> Known:
    """What the files on record say of payments about to leave by a profile."""
    return Known(
        already=tuple(left_already(batch, leaving, files)),
        moved=tuple(payees_moved([one.district for one in leaving], profile, files)),
        profile=profile,
        last=files[-1] if files else None,
    )


def _told(one: LeftAlready) -> list[str]:
    said = []
    if one.invoices:
        surely = "already left" if one.surely else "may have left"
        said.append(
            f"{how_many(len(one.invoices), 'voucher')} ({_some(one.invoices)}) {surely} in "
            f"{one.file.named}. Ask whether that file was loaded: load one of the two, never both."
        )
    said += [
        f"{invoice} left in {one.file.named} too; it came back on {back} and was issued again. "
        "Only where its first voucher was deleted is the number free."
        for invoice, back in one.issued_again
    ]
    return said


def _some(invoices: Sequence[str]) -> str:
    more = len(invoices) - _NAMED
    shown = invoices if more <= 0 else invoices[:_NAMED]
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _profile_differs(profile: Profile, last: FileLeft, *, named: bool) -> list[str]:
    """What of the profile is not as it was; a form or an approval alone is no caution."""
    event = last.event
    if event.payees_sha256 is None:
        unknown = f"payee details may have changed, and its record does not say which. {_COMPARE}"
        return [f"this profile is not the one of {last.named}; {unknown}"]
    said = []
    if event.payees_sha256 != profile.payees_digest:
        which = "and more may have than are named above" if named else "of payees not compared here"
        said.append(f"vendor ids changed since {last.named}, {which}. {_COMPARE}")
    if event.coding_sha256 != profile.coding_digest:
        said.append(f"business unit or chartfields are not those of {last.named}. {_COMPARE}")
    return said
