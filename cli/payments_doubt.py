"""What to do about a doubtful answer: whom to ask, and what is recorded by hand once it is known.

Not here: the lines that are no question (`payments_next.py`).
"""

from collections.abc import Mapping
from typing import assert_never

from domain.district import District
from domain.money import ZERO
from ledger.batch_record import Batch
from ledger.confirm_lines import Became, ConfirmLine
from ledger.payments_on_record import ReleaseOnRecord
from ledger.returns import Back, ReturnInDoubt

ASK = "ask the Comptroller's Accounts Payable Division"


def after_doubt(
    batch: Batch, line: ConfirmLine, releases: Mapping[District, ReleaseOnRecord]
) -> list[str]:
    """What records a doubtful answer once somebody knows which payment it is about."""
    one, name = line.line, batch.prepared.batch
    if line.became is not Became.DOUBTFUL or one.district is None:
        return []
    place = town(one.district)
    if line.doubt is not None:
        return _returned(batch, one.district, one.invoice, line.doubt)
    release = releases.get(one.district)
    last = release.last if release else None
    # A day before the issue cannot be recorded, so it is not offered either.
    early = last is not None and one.on is not None and one.on < last.issued_on
    number = f" --voucher {one.number}" if one.number else ""
    asked = f"{ASK} which payment of {one.invoice} the answer is about"
    by_hand = (
        f"fix {name} {place} --stage paid --paid {one.paid} --paid-on "
        f"{'DATE' if early else one.on}{number}"
        if one.paid
        else f"return-release {place} --fiscal-year {batch.fiscal_year} --release {name}{number}"
    )
    by_hand = f"by hand: alliance payments {by_hand} --because TEXT"
    if not early or last is None or last.issued_at is None:
        return [f"{asked}; only then, {by_hand}"]
    order = (
        f"if the payment order was of {one.on} or before: alliance correct {last.issued_at} "
        f"--day {one.on} --because TEXT, then run this again"
    )
    return [f"{asked}, and of which day its order was; only then:", order, f"if not, {by_hand}"]


def _returned(batch: Batch, district: District, invoice: str, doubt: ReturnInDoubt) -> list[str]:
    """What records a return, by what it turns out to be."""
    name, place = batch.prepared.batch, town(district)
    at = f"{place} --fiscal-year {batch.fiscal_year} --release {name}"
    whole = f"alliance payments return-release {at} --because TEXT"
    back = f"alliance payments overpayment-returned {at} --amount {doubt.over} --because TEXT"
    by_hand = "only then, by hand:"
    match doubt.back:
        case Back.EXCESS:
            return [back]
        case Back.WHOLE:
            asked = f"{ASK} whether the whole {doubt.amount.display} of {invoice} came back"
            return [f"{asked}; {by_hand}", back, f"then {whole}"]
        case Back.EITHER:
            asked = (
                f"{ASK} whether the {doubt.amount.display} of {invoice} that came back are what "
                "was paid too much or what was authorized"
            )
            return [
                f"{asked}; {by_hand}",
                f"if what was paid too much: {back}",
                f"if what was authorized: {whole}",
            ]
        case Back.OTHER:
            asked = f"{ASK} what of {invoice}, {doubt.of.display}, came back, and what stays paid"
            stays = doubt.of - doubt.amount
            fix = (
                f"if only {doubt.amount.display} came back: alliance payments fix {name} {place} "
                f"--stage paid --paid {stays} --paid-on {doubt.paid_on or 'DATE'} --because TEXT"
            )
            whole = f"if the whole of it came back: {whole}"
            return [f"{asked}; {by_hand}", whole, *([fix] if stays > ZERO else [])]
    assert_never(doubt.back)


def town(district: District) -> str:
    """A district as it is typed, in quotes where its name has a blank."""
    return f'"{district.name}"' if " " in district.name else district.name
