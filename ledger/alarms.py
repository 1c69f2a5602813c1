"""Money that the other system paid where nothing was in payment here: paid twice, or about to be.

The release came back, was withdrawn or was never issued, and often the same money went out under
another name since. Never recorded by itself: a person asks first. C.G.S. § 10-262u(c)(2).
Not here: which row of an extract is about which payment (`payments/which.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.money import total
from ledger.payments.extract import ExtractRow, PaymentStatus, standing
from ledger.payments.voucher import installment_in, voucher_key
from ledger.payments_on_record import Issue, ReleaseOnRecord, Standing

_NOT_IN_PAYMENT = (Standing.AUTHORIZED, Standing.RETURNED, Standing.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A payment in the other system that should not be there.

    Attributes:
        release: the release its invoice names, as it stands on record.
        why: both sides, and what went out since, in one sentence.
        since: later releases that pay the same money.
    """

    release: ReleaseOnRecord
    why: str
    since: tuple[ReleaseOnRecord, ...]


def alarm_of(
    release: ReleaseOnRecord, rows: Sequence[ExtractRow], everything: Iterable[ReleaseOnRecord]
) -> Alarm | None:
    """The alarm that an extract's rows of one invoice raise; None where they raise none.

    The payment that is on record as paid before it came back is told again by every older extract
    and raises none.
    """
    if release.standing not in _NOT_IN_PAYMENT:
        return None
    made = standing(rows)
    built = any(row.status is PaymentStatus.BUILT for row in rows)
    waits = built and not made and release.standing is Standing.WITHDRAWN
    last = release.last
    if not waits and (not made or (last is not None and all(_is_same(r, last) for r in made))):
        return None
    since = went_out_since(release, everything)
    days = " and ".join(str(row.on) for row in made)
    there = (
        f"paid there on {days}, {total([row.amount for row in made]).display}"
        if made
        else "built there and not paid yet"
    )
    why = "; ".join([f"ALARM: {there}; {_here(release)}", *(_went_out(one) for one in since)])
    return Alarm(release=release, why=why, since=since)


def _here(release: ReleaseOnRecord) -> str:
    named = f"release {release.release} of {release.district}"
    if release.last is None:
        withdrawn = f"withdrawn on {release.withdrawn_on}" if release.withdrawn_on else "authorized"
        return f"{named} is {withdrawn} here and was never issued"
    withdrawn = f" and was withdrawn on {release.withdrawn_on}" if release.withdrawn_on else ""
    return f"{named} came back here on {release.last.returned_on}{withdrawn}"


def _went_out(one: ReleaseOnRecord) -> str:
    amount = one.last.amount if one.last else one.authorized
    return f"{one.payee} is {one.standing.value} under {one.invoice}, {amount.display}"


def went_out_since(
    release: ReleaseOnRecord, everything: Iterable[ReleaseOnRecord]
) -> tuple[ReleaseOnRecord, ...]:
    """Later releases of the payee's year that stand: of the same installment or amount."""
    return tuple(
        one
        for one in everything
        if one.standing in (Standing.AUTHORIZED, Standing.IN_PAYMENT, Standing.PAID)
        and _may_be_for(one, release)
    )


def came_back_before(
    release: ReleaseOnRecord, everything: Iterable[ReleaseOnRecord]
) -> tuple[ReleaseOnRecord, ...]:
    """Earlier releases that came back, and whose money a release may be."""
    return tuple(
        one
        for one in everything
        if one.issues
        and one.standing in (Standing.RETURNED, Standing.WITHDRAWN)
        and _may_be_for(release, one)
    )


def _may_be_for(later: ReleaseOnRecord, release: ReleaseOnRecord) -> bool:
    """Whether a release may pay what an earlier one was to pay."""
    installment = installment_in(release.release)
    return (
        (later.district, later.fiscal_year) == (release.district, release.fiscal_year)
        and later.authorized_at > release.authorized_at
        and (
            later.authorized == release.authorized
            or (bool(installment) and installment_in(later.release) == installment)
        )
    )


def _is_same(row: ExtractRow, last: Issue) -> bool:
    """Whether a row is the payment that is on record as paid, told again."""
    key = voucher_key(row.voucher_id)
    return row.on == last.paid_on and (not key or not last.vouchers or key in last.vouchers)
