"""What whoever approves or issues a batch has to know before money goes, a line each.

Not here: what stands in the way of a payment (`ledger/issuing.py`).
"""

from ledger.application import Ledger
from ledger.batch_record import Batch, states_in
from ledger.batch_rows import to_know
from ledger.surplus import Surplus, not_owed_any_more


def to_know_of(ledger: Ledger, batch: Batch) -> list[str]:
    """Earlier payments of its districts that were not as authorized, and what is not owed."""
    states = states_in(ledger, batch)
    told = [
        f"{district}: {words}" for district, state in states.items() for words in to_know(state)
    ]
    name = batch.prepared.batch
    surplus = [
        one
        for one in not_owed_any_more(ledger, batch.fiscal_year)
        if one.supplement.release == name
    ]
    return told + [_said(one) for one in surplus]


def _said(one: Surplus) -> str:
    supplement = one.supplement
    return (
        f"{supplement.district}: {one.too_much.display} of its {supplement.authorized.display} is "
        "not owed any more: what it was to make up was paid. Withdraw it before it goes"
    )
