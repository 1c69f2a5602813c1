"""Voucher numbers of the other system that stand at payments of two towns: one of them is wrong.

Not here: which payment of an invoice a number is about (`which.py`). C.G.S. § 10-262u(c)(2).
"""

from collections.abc import Iterable, Mapping, Sequence

from ledger.payments.extract import ExtractRow
from ledger.payments.voucher import district_in, voucher_key


def shared_numbers(rows: Iterable[ExtractRow]) -> dict[str, list[str]]:
    """The numbers, as `voucher_key` has them, of more than one town, with their invoices."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.voucher_id and district_in(row.invoice) is not None:
            found.setdefault(voucher_key(row.voucher_id), set()).add(row.invoice)
    return {
        key: sorted(invoices)
        for key, invoices in found.items()
        if len({district_in(invoice) for invoice in invoices}) > 1
    }


def said_of_shared(rows: Iterable[ExtractRow], shared: Mapping[str, Sequence[str]]) -> str:
    """What is to be asked of the numbers of these rows that are shared; "" where none is."""
    numbers = {
        row.voucher_id: shared[key]
        for row in rows
        if (key := voucher_key(row.voucher_id)) in shared
    }
    return "; ".join(
        f"voucher {number} stands at {' and '.join(invoices)}: ask whose it is"
        for number, invoices in numbers.items()
    )
