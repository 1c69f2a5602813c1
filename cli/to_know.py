"""What whoever approves or issues a batch has to know before money goes, a line each.

Not here: what stands in the way of a payment (`ledger/issuing.py`).
"""

from ledger.application import Ledger
from ledger.batch_record import Batch, states_in
from ledger.batch_rows import to_know
from ledger.issuing import not_owed_in


def earlier_payments(ledger: Ledger, batch: Batch) -> list[str]:
    """Earlier payments of its districts that were not as authorized."""
    states = states_in(ledger, batch)
    return [
        f"{district}: {words}" for district, state in states.items() for words in to_know(state)
    ]


def to_know_of(ledger: Ledger, batch: Batch) -> list[str]:
    """Earlier payments that were not as authorized, and what of the batch is not owed any more."""
    not_owed = not_owed_in(ledger, batch.fiscal_year, batch.prepared.batch)
    withdraw = [f"{town}: {why}. Withdraw it before it goes" for town, why in not_owed.items()]
    return earlier_payments(ledger, batch) + withdraw
