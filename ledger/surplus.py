"""Supplements that are not owed any more: what they were to make up was paid after all.

What a release was missing when a supplement was proposed is read from the records as they were
written, corrected ones too: a correction takes the reason away and not the supplement it led to.
C.G.S. § 10-262u(c)(2). Not here: keeping a supplement back (commands), words on screens (`cli/`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from domain.batch_events import BatchPrepared
from domain.district import District
from domain.events import (
    OpeningBalanceStated,
    ReleaseAuthorized,
    ReleaseConfirmed,
    ReleaseIssued,
    ReleaseProposed,
    ReleaseReturned,
    ReleaseWithdrawn,
)
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money
from domain.release_state import ReleaseStatus
from domain.state import OPENING_RELEASE
from ledger.application import NOW, Cut, Ledger, district_year_of
from ledger.payments.voucher import installment_in, invoice_number
from ledger.payments_on_record import ReleaseOnRecord, Standing, releases_on_record

_Place = tuple[District, FiscalYear]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """A release beside another of the same money.

    Attributes:
        district, fiscal_year, release: which one.
        authorized: its amount; of a proposal, what is proposed.
        standing: where it stands; None where it is only proposed.
        batch: whether its name is that of a batch.
    """

    district: District
    fiscal_year: FiscalYear
    release: str
    authorized: Money
    standing: Standing | None
    batch: bool

    @property
    def invoice(self) -> str:
        """Its invoice number in the other system."""
        return invoice_number(self.fiscal_year, self.release, self.district)

    @property
    def said(self) -> str:
        """Where it stands, in a word."""
        return self.standing.value if self.standing else "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus:
    """A supplement given for what was not paid on record, and was paid after all.

    Attributes:
        supplement: as it stands.
        short: what was not paid on record when it was proposed.
        too_much: how much of it is not owed now.
    """

    supplement: Supplement
    short: Money
    too_much: Money


@dataclass(slots=True)
class _Past:
    """A release by its records, in order: what was missing of it from each position on.

    Attributes:
        asked_at: the position of its proposal, or of its authorization where it has none.
        amount: proposed or authorized.
        with_reason: whether it was proposed as a supplement.
        missing: positions with what was authorized and not paid from there on.
    """

    asked_at: int
    amount: Money
    with_reason: bool
    short: Money = ZERO
    back: Money = ZERO
    missing: list[tuple[int, Money]] = field(default_factory=list)

    def missing_at(self, position: int) -> Money:
        """What was missing just before a position."""
        return next((m for at, m in reversed(self.missing) if at < position), ZERO)


def not_owed_any_more(
    ledger: Ledger, fiscal_year: FiscalYear | None = None, cut: Cut = NOW
) -> list[Surplus]:
    """The supplements that can be kept back and of which something is not owed any more.

    Those proposed, authorized or come back, of one year or all, by year, town and proposal.
    """
    waiting = (None, Standing.AUTHORIZED, Standing.RETURNED)
    every = surpluses(ledger, fiscal_year, cut)
    return [one for one in every if one.supplement.standing in waiting]


def surpluses(
    ledger: Ledger,
    fiscal_year: FiscalYear | None = None,
    cut: Cut = NOW,
    *,
    paid: Mapping[tuple[District, str], Money] | None = None,
) -> list[Surplus]:
    """Every supplement of which something is not owed any more, those in payment and paid too.

    `paid`: what releases come to be paid by what is about to be recorded.
    """
    past = _pasts(ledger, cut)
    places: dict[_Place, list[ReleaseOnRecord]] = {}
    for one in releases_on_record(ledger, fiscal_year, cut):
        places.setdefault((one.district, one.fiscal_year), []).append(one)
    batches = {
        kept.record.data.batch
        for kept in ledger.own_history(cut)
        if isinstance(kept.record.data, BatchPrepared)
    }
    return [
        found
        for place, releases in places.items()
        for found in _of_place(
            releases,
            past[place],
            [*_supplements(releases, batches), *_proposed(ledger, place, cut, batches)],
            paid or {},
        )
    ]


def _of_place(
    releases: Sequence[ReleaseOnRecord],
    past: Mapping[str, _Past],
    supplements: Iterable[Supplement],
    paid: Mapping[tuple[District, str], Money],
) -> list[Surplus]:
    """What was made up and is paid after all, taken from the supplements as they were proposed."""
    ordered = sorted(supplements, key=lambda one: past[one.release].asked_at)
    shorts: dict[str, Money] = {}
    too_much: dict[str, Money] = {}
    for release in sorted(releases, key=lambda one: past[one.release].asked_at):
        # What is not owed of a release is not missing of it either.
        now = _missing_now(release, paid.get((release.district, release.release)))
        now = max(ZERO, now - too_much.get(release.release, ZERO))
        taken = ZERO
        for one in ordered:
            if not _is_for(one, release, past):
                continue
            short = past[release.release].missing_at(past[one.release].asked_at)
            left = one.authorized - too_much.get(one.release, ZERO)
            part = min(left, short - now - taken)
            if part > ZERO:
                taken += part
                too_much[one.release] = too_much.get(one.release, ZERO) + part
                shorts[one.release] = shorts.get(one.release, ZERO) + short
    return [
        Surplus(supplement=one, short=shorts[one.release], too_much=too_much[one.release])
        for one in ordered
        if one.release in too_much
    ]


def _is_for(one: Supplement, release: ReleaseOnRecord, past: Mapping[str, _Past]) -> bool:
    """Whether a release may make up for another.

    A later one of its label, or one with a reason of as much as it is or was short by.
    """
    mine = past[one.release]
    if mine.asked_at <= past[release.release].asked_at:
        return False
    installment = installment_in(release.release)
    same = bool(installment) and installment_in(one.release) == installment
    short = past[release.release].missing_at(mine.asked_at)
    return same or (mine.with_reason and one.authorized in (release.authorized, short))


def _missing_now(release: ReleaseOnRecord, paid: Money | None) -> Money:
    """What was authorized and is neither paid nor on its way."""
    last = release.last
    if paid is not None:
        return max(ZERO, release.authorized - paid)
    match release.standing:
        case Standing.AUTHORIZED:
            return ZERO
        case Standing.RETURNED | Standing.WITHDRAWN:
            return release.authorized
        case Standing.IN_PAYMENT | Standing.PAID:
            out = ZERO if last is None else last.amount if last.paid is None else last.paid
            return max(ZERO, release.authorized - out)
    assert_never(release.standing)


def _supplements(releases: Iterable[ReleaseOnRecord], batches: Iterable[str]) -> list[Supplement]:
    return [
        Supplement(
            district=one.district,
            fiscal_year=one.fiscal_year,
            release=one.release,
            authorized=one.authorized,
            standing=one.standing,
            batch=one.release in batches,
        )
        for one in releases
        if one.standing is not Standing.WITHDRAWN
    ]


def _proposed(ledger: Ledger, place: _Place, cut: Cut, batches: Iterable[str]) -> list[Supplement]:
    return [
        Supplement(
            district=place[0],
            fiscal_year=place[1],
            release=name,
            authorized=release.amount,
            standing=None,
            batch=name in batches,
        )
        for name, release in ledger.district_year(*place, cut).releases.items()
        if release.status is ReleaseStatus.PROPOSED
    ]


def _pasts(ledger: Ledger, cut: Cut) -> dict[_Place, dict[str, _Past]]:
    """Every release by its records as they were written."""
    found: dict[_Place, dict[str, _Past]] = {}
    for position, record in ledger.records():
        place = district_year_of(record.stream)
        if place is None or not cut.sees(record):
            continue
        of = found.setdefault(place, {})
        match record.data:
            case ReleaseProposed() as event:
                with_reason = event.reason is not None
                of[event.release] = _Past(position, event.amount, with_reason)
            case OpeningBalanceStated():
                of.setdefault(OPENING_RELEASE, _Past(position, ZERO, with_reason=False))
            case ReleaseAuthorized() as event:
                of.setdefault(event.release, _Past(position, event.amount, with_reason=False))
            case (
                ReleaseConfirmed() | ReleaseReturned() | ReleaseWithdrawn() | ReleaseIssued()
            ) as event:
                past = of.setdefault(event.release, _Past(position, ZERO, with_reason=False))
                _note(past, position, event)
            case _:
                continue
    return found


def _note(
    past: _Past,
    position: int,
    event: ReleaseConfirmed | ReleaseReturned | ReleaseWithdrawn | ReleaseIssued,
) -> None:
    match event:
        case ReleaseConfirmed():
            past.short, past.back = event.short, ZERO
        case ReleaseReturned():
            past.back = event.amount_unpaid + event.amount_paid
        case ReleaseWithdrawn():
            past.back = event.amount
        case ReleaseIssued():
            past.back = ZERO
    past.missing.append((position, past.short + past.back))
