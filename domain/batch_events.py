"""Events of a batch: many districts' withholdings, transfers or releases, done as one.

They stand in the ledger's own stream and move no money; each district-year has its own event
beside. What was approved is bound by `content`. C.G.S. § 10-262u(c)(1), (c)(2), § 10-262i(b).
Not here: how a batch is made up (`ledger/batches.py`).
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.money import Money


class BatchAct(StrEnum):
    """What a batch does for each of its districts."""

    WITHHOLDING = "withholding"
    TRANSFER = "transfer"
    RELEASE = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPrepared:
    """The Department proposed the releases of a batch. Source: C.G.S. § 10-262u(c)(2).

    Attributes:
        batch: its name, such as "FY2027-OCT-1"; nobody can prepare it twice.
        fiscal_year: of the money.
        installment: such as "october"; "requests" for draw-down.
        sequence: 1, and 2 and on for supplements.
        content: SHA-256 of the list of districts, releases and amounts.
        count: how many releases.
        total: what they come to.
        basis: what they were computed from, in words.
        reason: why it is a supplement; None for the first.
    """

    batch: str
    fiscal_year: int
    installment: str
    sequence: int
    content: str
    count: int
    total: Money
    basis: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchApproved:
    """The Commissioner authorized the releases of a batch, exactly as prepared.

    Attributes:
        batch: its name.
        content: SHA-256 of the list that was approved, the same as prepared.
        count, total: as the approver typed them.
    """

    batch: str
    content: str
    count: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchIssued:
    """The Comptroller did for every district of a batch what was due.

    Attributes:
        batch: its name.
        act: withholding, transfer, or the payment of releases.
        fiscal_year: of the money.
        content: SHA-256 of the list of districts, releases and amounts.
        count: how many districts.
        total: what they come to.
        voucher: the number of the paper in the Comptroller's system; None where not given.
    """

    batch: str
    act: BatchAct
    fiscal_year: int
    content: str
    count: int
    total: Money
    voucher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchWithdrawn:
    """A batch that was not in payment was withdrawn.

    Attributes:
        batch: its name.
        reason: why.
    """

    batch: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherWritten:
    """A voucher in a file, and whom the other system was told to pay.

    Attributes:
        town_code: of the payee.
        invoice: its number.
        vendor_id: the payee's number in the other system, never a bank account.
    """

    town_code: int
    invoice: str
    vendor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFileWritten:
    """The vouchers of a batch were written to a file for the Comptroller's system.

    Attributes:
        batch: its name.
        file: the file's name.
        sha256: of its bytes.
        profile_sha256: of the profile with vendor ids and coding it was written by.
        count, total: its control figures.
        vouchers: what is in it; empty only in a record of schema 1, which did not say.
        payees_sha256: of all the profile's vendor ids; None only in a record of schema 1.
        coding_sha256: of the profile's coding without them; None only in a record of schema 1.
    """

    batch: str
    file: str
    sha256: str
    profile_sha256: str
    count: int
    total: Money
    vouchers: tuple[VoucherWritten, ...] = ()
    payees_sha256: str | None = None
    coding_sha256: str | None = None


BatchEvent = BatchPrepared | BatchApproved | BatchIssued | BatchWithdrawn | PaymentFileWritten
