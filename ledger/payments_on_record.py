"""Every release with its payments as they stand on record, corrections applied.

One release can be issued more than once: each time it leaves is one `Issue`. Read from the events
alone. C.G.S. § 10-262u(c)(2), § 10-262i(b).
Not here: what the other system says (`payments/`), recording (`confirming.py`, `fixing.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from domain.district import District
from domain.events import (
    Event,
    EventCorrected,
    OpeningBalanceStated,
    OverpaymentReturned,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseReturned,
    ReleaseWithdrawn,
)
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from domain.state import OPENING_RELEASE, DistrictYear
from ledger.application import LEDGER_STREAM, NOW, Cut, Kept, Ledger, district_year_of, fold_records
from ledger.batch_record import Batch, prepared_in
from ledger.corrected_payments import corrected_since
from ledger.payments.sheet_lines import LedgerPayment
from ledger.payments.voucher import Voucher, invoice_number, payee_name, voucher_key


class Standing(StrEnum):
    """Where a release stands, in the words of whoever pays it."""

    AUTHORIZED = "authorized"
    IN_PAYMENT = "in payment"
    PAID = "paid"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One time that a payment was issued.

    Attributes:
        amount: what was issued.
        issued_on: the day.
        issued_at: the position of that record; None where a question leaves it out.
        left_at: the position at which the order first stood; another where its day was put right.
        paid: what was paid, also where it is not what was issued; None while not confirmed.
        paid_on: the day it was paid; None while not confirmed.
        voucher: the number in the Comptroller's system; None where not given.
        confirmed_at: the position of the confirmation; None while not confirmed.
        returned_on: the day it came back; None where it did not.
        returned_voucher: the number it came back under; None where not given.
        returned_at: the position of the return; None where it did not come back.
        paid_before: what was confirmed as paid and corrected since.
        taken_back: returns that were corrected away, with the day and the amount.
    """

    amount: Money
    issued_on: date
    issued_at: int | None = None
    left_at: int | None = None
    paid: Money | None = None
    paid_on: date | None = None
    voucher: str | None = None
    confirmed_at: int | None = None
    returned_on: date | None = None
    returned_voucher: str | None = None
    returned_at: int | None = None
    paid_before: frozenset[Money] = frozenset()
    taken_back: frozenset[tuple[date, Money]] = frozenset()

    @property
    def less(self) -> frozenset[Money]:
        """By how much less is on record as paid than was issued, or than was confirmed first."""
        if self.paid is None:
            return frozenset()
        return frozenset(
            first - self.paid for first in (self.amount, *self.paid_before) if first > self.paid
        )

    @property
    def vouchers(self) -> frozenset[str]:
        """The numbers it is known by in the other system, as `voucher_key` has them."""
        given = (self.voucher, self.returned_voucher)
        return frozenset(voucher_key(number) for number in given if number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOnRecord:
    """One release with its payments.

    Attributes:
        district, fiscal_year: whose money of which year.
        release: its own name.
        authorized: what was authorized, or stated to be in payment.
        authorized_on: the day.
        authorized_at: the position of that record.
        issues: each time it was issued, in order.
        given_back: what was paid above the authorization and came back, with the days.
        withdrawn_on: the day it was withdrawn; None where it was not.
        withdrawn_at: the position of that record; None where it was not.
        synthetic: whether any of its records was made up.
    """

    district: District
    fiscal_year: FiscalYear
    release: str
    authorized: Money
    authorized_on: date
    authorized_at: int
    issues: tuple[Issue, ...] = ()
    given_back: tuple[tuple[date, Money], ...] = ()
    withdrawn_on: date | None = None
    withdrawn_at: int | None = None
    synthetic: bool = False

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        if self.withdrawn_on is not None:
            return Standing.WITHDRAWN
        if self.last is None:
            return Standing.AUTHORIZED
        if self.last.returned_on is not None:
            return Standing.RETURNED
        return Standing.IN_PAYMENT if self.last.paid is None else Standing.PAID

    @property
    def last(self) -> Issue | None:
        """The last time it was issued, or None."""
        return self.issues[-1] if self.issues else None

    @property
    def overpaid_back(self) -> Money:
        """What was paid above the authorization and came back."""
        return total([amount for _, amount in self.given_back])

    @property
    def overpaid_open(self) -> Money:
        """What was paid above the authorization and did not come back yet."""
        last = self.last
        over = ZERO if last is None or last.paid is None else last.paid - last.amount
        return max(ZERO, over - self.overpaid_back)

    @property
    def invoice(self) -> str:
        """Its invoice number in the other system."""
        return invoice_number(self.fiscal_year, self.release, self.district)

    @property
    def payee(self) -> str:
        """Whom it pays, as papers and screens name it."""
        return payee_name(self.district)

    def voucher_of(self, batch: str) -> Voucher:
        """The voucher of its last issue. Only for a release that was issued."""
        assert self.last is not None, self.release  # noqa: S101 - the caller looks at the issues
        return Voucher(
            batch=batch,
            release=self.release,
            district=self.district,
            fiscal_year=self.fiscal_year,
            amount=self.last.amount,
        )


def releases_on_record(
    ledger: Ledger, fiscal_year: FiscalYear | None = None, cut: Cut = NOW
) -> list[ReleaseOnRecord]:
    """Every release that was ever authorized, by year, town name and first authorization."""
    streams: dict[str, list[Kept]] = {}
    for kept in ledger.records():
        if kept.record.stream != LEDGER_STREAM and cut.sees(kept.record):
            streams.setdefault(kept.record.stream, []).append(kept)
    found = [
        release
        for stream, records in streams.items()
        if (place := district_year_of(stream)) is not None and fiscal_year in {None, place[1]}
        for release in _releases(place, records)
    ]
    return sorted(found, key=lambda one: (one.fiscal_year, one.district.name))


def of_batch(ledger: Ledger, batch: Batch) -> dict[District, ReleaseOnRecord]:
    """The releases of a batch by district: those that were prepared in it, and no namesakes."""
    prepared = prepared_in(ledger, batch)
    return {
        one.district: one
        for one in releases_on_record(ledger, batch.fiscal_year)
        if one.release == batch.prepared.batch and one.district in prepared
    }


def ledger_payments(releases: Iterable[ReleaseOnRecord]) -> list[LedgerPayment]:
    """Each time a release was issued, as the month-end sheet takes it."""
    return [
        LedgerPayment(
            district=one.district,
            invoice=one.invoice,
            release=one.release,
            amount=issue.amount,
            issued_on=issue.issued_on,
            paid_on=issue.paid_on,
            returned_on=issue.returned_on,
            paid=issue.paid if issue.paid != issue.amount else None,
            given_back=one.given_back if issue is one.last else (),
            less=issue.less,
        )
        for one in releases
        for issue in one.issues
    ]


def _releases(place: tuple[District, FiscalYear], records: list[Kept]) -> list[ReleaseOnRecord]:
    state = fold_records(records)
    by_version = {kept.record.version: kept for kept in records}
    first = _first_orders(records)
    found: dict[str, ReleaseOnRecord] = {}
    for version, event in state.events:
        kept = by_version[version]
        match event:
            case ReleaseAuthorized():
                found[event.release] = ReleaseOnRecord(
                    district=place[0],
                    fiscal_year=place[1],
                    release=event.release,
                    authorized=event.amount,
                    authorized_on=kept.record.effective_on,
                    authorized_at=kept.position,
                    synthetic=kept.record.synthetic,
                )
            case OpeningBalanceStated() if event.in_payment:
                found[OPENING_RELEASE] = _stated(place, event, kept)
            case (
                ReleaseWithdrawn()
                | ReleaseIssued()
                | ReleaseConfirmed()
                | ReleaseReturned()
                | OverpaymentReturned()
            ) if event.release in found:
                # One that was only proposed and then withdrawn was never authorized.
                after = _after(found[event.release], event, kept)
                if isinstance(event, ReleaseIssued) and after.last is not None:
                    left_at = first[kept.record.version]
                    after = _with_last(after, replace(after.last, left_at=left_at))
                found[event.release] = after
            case _:
                continue
    standing = dict(state.events)
    whole = {name: _with_corrected(one, records, standing) for name, one in found.items()}
    return _standing_alone(whole, state)


def _with_corrected(
    release: ReleaseOnRecord, records: list[Kept], events: Mapping[int, Event]
) -> ReleaseOnRecord:
    """With what was recorded of the last payment and was corrected since."""
    last = release.last
    if last is None:
        return release
    paid, back = corrected_since(release.release, last.left_at or 0, records, events)
    return _with_last(release, replace(last, paid_before=paid, taken_back=back))


def _first_orders(records: list[Kept]) -> dict[int, int]:
    """Where each payment order first stood, by version: one that was dated anew left before that.

    The order that stands then was recorded right behind its correction, by the same command.
    """
    found: dict[int, int] = {}
    before: Kept | None = None
    for kept in records:
        if isinstance(kept.record.data, ReleaseIssued):
            anew = before.record if before is not None else None
            named = (
                anew.data.corrects_version
                if anew is not None
                and isinstance(anew.data, EventCorrected)
                and anew.command_id == kept.record.command_id
                else kept.record.version
            )
            found[kept.record.version] = found.get(named, kept.position)
        before = kept
    return found


def _standing_alone(
    found: dict[str, ReleaseOnRecord], state: DistrictYear
) -> list[ReleaseOnRecord]:
    """Those the state knows: a correction can take an authorization back whole."""
    return [one for name, one in found.items() if name in state.releases]


def _stated(
    place: tuple[District, FiscalYear], event: OpeningBalanceStated, kept: Kept
) -> ReleaseOnRecord:
    on = kept.record.effective_on
    return ReleaseOnRecord(
        district=place[0],
        fiscal_year=place[1],
        release=OPENING_RELEASE,
        authorized=event.in_payment,
        authorized_on=on,
        authorized_at=kept.position,
        issues=(
            Issue(
                amount=event.in_payment,
                issued_on=on,
                issued_at=kept.position,
                left_at=kept.position,
            ),
        ),
        synthetic=kept.record.synthetic,
    )


def _after(
    release: ReleaseOnRecord,
    event: ReleaseWithdrawn
    | ReleaseIssued
    | ReleaseConfirmed
    | ReleaseReturned
    | OverpaymentReturned,
    kept: Kept,
) -> ReleaseOnRecord:
    on = kept.record.effective_on
    release = replace(release, synthetic=release.synthetic or kept.record.synthetic)
    match event:
        case ReleaseWithdrawn():
            return replace(release, withdrawn_on=on, withdrawn_at=kept.position)
        case ReleaseIssued():
            issue = Issue(amount=event.amount, issued_on=on, issued_at=kept.position)
            return replace(release, issues=(*release.issues, issue))
        case OverpaymentReturned():
            return replace(release, given_back=(*release.given_back, (on, event.amount)))
        case ReleaseReturned():
            amount = event.amount_unpaid + event.amount_paid
            last = replace(
                _last(release, amount, on),
                returned_on=on,
                returned_voucher=event.voucher,
                returned_at=kept.position,
            )
            return _with_last(release, last)
        case ReleaseConfirmed():
            last = replace(
                _last(release, event.amount + event.short, on),
                paid=event.amount + event.over,
                paid_on=event.paid_on,
                voucher=event.voucher,
                confirmed_at=kept.position,
            )
            return _with_last(release, last)
    assert_never(event)


def _last(release: ReleaseOnRecord, amount: Money, on: date) -> Issue:
    """The last issue; one of its own where a question leaves the issue out as of a past day."""
    return release.last or Issue(amount=amount, issued_on=on)


def _with_last(release: ReleaseOnRecord, last: Issue) -> ReleaseOnRecord:
    return replace(release, issues=(*release.issues[:-1], last))
