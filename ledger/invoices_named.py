"""Whose an invoice number is, whatever became of its release: no number of ours is "unknown here".

Also of releases that were withdrawn, never issued or taken back, since their numbers may have left
in a file. C.G.S. § 10-262u(c)(2). Not here: payments as they stand (`payments_on_record.py`).
"""

from collections.abc import Iterable

from domain.events import ReleaseAuthorized, ReleaseProposed, ReleaseWithdrawn
from ledger.application import NOW, Cut, Ledger, district_year_of
from ledger.left_before import files_left
from ledger.payments.voucher import invoice_number
from ledger.payments_on_record import ReleaseOnRecord, Standing


def named_invoices(
    ledger: Ledger, releases: Iterable[ReleaseOnRecord], cut: Cut = NOW
) -> dict[str, str]:
    """Every invoice number a release on record ever had, with what became of it in words.

    `cut`: what of the record is seen; the releases as that cut has them.
    """
    said = _never_authorized(ledger, cut) | {one.invoice: _became(one) for one in releases}
    files = files_by_batch(ledger, cut)
    return {
        invoice: f"release {release} of {words}{_left(files.get(release, []))}"
        for invoice, (release, words) in said.items()
    }


def files_by_batch(ledger: Ledger, cut: Cut = NOW) -> dict[str, list[str]]:
    """The payment files of each batch with the days they were written, in order."""
    found: dict[str, list[str]] = {}
    for file in files_left(ledger, cut):
        found.setdefault(file.event.batch, []).append(file.named)
    return found


def _became(one: ReleaseOnRecord) -> tuple[str, str]:
    withdrawn = f"withdrawn on {one.withdrawn_on}" if one.withdrawn_on else "authorized"
    if one.last is None:
        return one.release, f"{one.district}, {withdrawn} and never issued"
    back = f"came back on {one.last.returned_on}"
    words = {
        Standing.RETURNED: back,
        Standing.WITHDRAWN: f"{back} and was {withdrawn}",
    }.get(one.standing, f"issued on {one.last.issued_on}")
    return one.release, f"{one.district}, {words}"


def _never_authorized(ledger: Ledger, cut: Cut) -> dict[str, tuple[str, str]]:
    """Releases that were proposed and went no further, or whose authorization was taken back."""
    found: dict[str, tuple[str, str]] = {}
    for _, record in ledger.records():
        place, event = district_year_of(record.stream), record.data
        if place is None or not cut.sees(record):
            continue
        if isinstance(event, ReleaseProposed | ReleaseAuthorized | ReleaseWithdrawn):
            words = {
                ReleaseProposed: "proposed and not authorized",
                ReleaseAuthorized: "whose authorization was taken back by a correction",
                ReleaseWithdrawn: f"withdrawn on {record.effective_on} before it was authorized",
            }[type(event)]
            invoice = invoice_number(place[1], event.release, place[0])
            found[invoice] = (event.release, f"{place[0]}, {words}")
    return found


def _left(files: list[str]) -> str:
    told = " and ".join(files)
    return f"; vouchers of that batch left in {told}" if told else ""
