"""The lists of a batch: what it would do for each district, what is in it, what changed.

Every list adds up from its rows. Not here: computing a batch (`ledger/batch_rows.py`), the verbs
(`release.py`, `moving.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from cli.render import Column, Table, Value
from domain.batch_events import BatchPrepared
from domain.district import District
from domain.money import ZERO, Money, total
from domain.words import how_many
from ledger.batch_record import Amounts, Batch, BatchStage
from ledger.batch_rows import BatchRow, RowStatus
from ledger.payments.voucher import payee_name

_C1 = "C.G.S. § 10-262u(c)(1)"
_C2 = "C.G.S. § 10-262u(c)(2)"
_NAMED = 6  # districts named with a reason before they are only counted


def preview(
    name: str, rows: Sequence[BatchRow], *, basis: str, act: str, notes: Sequence[str] = ()
) -> Table:
    """What a batch would do for each district, with totals, proof and what to look at.

    `basis`: what the due amounts are a part of; `act`: what is done, such as "release".
    """
    columns = (
        Column("town_code", "code"),
        Column("payee", "payee"),
        Column("basis", basis),
        Column("due", "due by now"),
        Column("before", f"{act} before"),
        Column("amount", f"this {act}"),
        Column("left", "left after"),
        Column("note", "note"),
        Column("status", "status", on_screen=False),
        Column("because", "because", on_screen=False),
        Column("district", "district", on_screen=False),
        Column("citation", "citation", on_screen=False),
    )
    here = {row.district for row in rows if row.amount}
    return Table(
        name=name,
        columns=columns,
        rows=[_row(row, here, act) for row in sorted(rows, key=lambda row: row.district.code)],
        totals=_totals(rows),
        proof=_proof(rows),
        notes=[_count(rows), *_reasons(rows), *notes],
        empty="No designated district is on record for the year.",
    )


def _row(row: BatchRow, here: set[District], act: str) -> Mapping[str, Value]:
    due = row.status is RowStatus.DUE
    return {
        "town_code": row.district.code,
        "payee": payee_name(row.district),
        "basis": row.basis,
        "due": row.due,
        "before": row.before,
        "amount": row.amount if due else None,
        "left": row.left,
        "note": twins_said(row.district, here) or None if due else row.status.value,
        "status": row.status.value,
        "because": row.note or None,
        "district": row.district,
        "citation": _C2 if act == "release" else _C1,
    }


def twins_said(district: District, others: Iterable[District]) -> str:
    """Which of the others are easily taken for a district; "" where none is."""
    codes = {other.code for other in others}
    near = [str(twin.code) for twin in district.near_twins if twin.code in codes]
    return f"near-twin of {', '.join(near)}" if near and district.code in codes else ""


def _totals(rows: Sequence[BatchRow]) -> dict[str, Value]:
    known = [row for row in rows if row.basis is not None]
    return {
        "basis": total([row.basis or ZERO for row in known]),
        "due": total([row.due for row in rows]),
        "before": total([row.before for row in rows]),
        "amount": total([row.amount for row in rows]),
        "left": total([row.left or ZERO for row in known]),
    }


def _by_status(rows: Sequence[BatchRow]) -> dict[RowStatus, list[BatchRow]]:
    found: dict[RowStatus, list[BatchRow]] = {}
    for status in RowStatus:
        of_status = [row for row in rows if row.status is status]
        if of_status:
            found[status] = of_status
    return found


def _count(rows: Sequence[BatchRow]) -> str:
    parts = []
    for status, of_status in _by_status(rows).items():
        amount = total([row.amount + row.blocked for row in of_status])
        parts.append(f"{len(of_status)} {status}" + (f" {amount.display}" if amount else ""))
    return " · ".join([*parts, how_many(len(rows), "district")])


def _reasons(rows: Sequence[BatchRow]) -> list[str]:
    """Why the rows stand so, each reason once with its districts; too long for a column."""
    found: dict[tuple[RowStatus, str], list[str]] = {}
    for row in rows:
        if row.note:
            found.setdefault((row.status, row.note), []).append(str(row.district))
    return [
        f"{status}: {note} – {', '.join(names[:_NAMED])}"
        + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        for (status, note), names in found.items()
    ]


def _proof(rows: Sequence[BatchRow]) -> str:
    """This act and what is blocked is what is due less what was done, over the rows shown."""
    if not rows:
        return ""
    blocked = {
        status: total([row.blocked for row in of_status])
        for status, of_status in _by_status(rows).items()
    }
    amount = total([row.amount for row in rows])
    due, before = total([row.due for row in rows]), total([row.before for row in rows])
    above = total([max(ZERO, row.before - row.due) for row in rows])
    parts = [f"{amount.display} to do"] + [
        f"{sum_.display} {status}" for status, sum_ in blocked.items() if sum_
    ]
    over = f" + {above.display} done above what is due" if above else ""
    open_ = amount + total(list(blocked.values()))
    told = f"{' + '.join(parts)} = {open_.display}" if len(parts) > 1 else parts[0]
    return f"{told} = {due.display} due by now − {before.display} before{over}"


def content_table(name: str, batch: Batch, rows: Sequence[Mapping[str, Value]]) -> Table:
    """What is in a batch, release by release."""
    amounts = [amount for row in rows if isinstance(amount := row["amount"], Money)]
    counted: dict[Value, list[Money]] = {}
    for row, amount in zip(rows, amounts, strict=True):
        counted.setdefault(row["status"], []).append(amount)
    parts = " + ".join(
        f"{len(sums)} {status} {total(sums).display}" for status, sums in counted.items()
    )
    return Table(
        name=name,
        columns=(
            Column("town_code", "code"),
            Column("payee", "payee"),
            Column("invoice", "invoice"),
            Column("amount", "amount"),
            Column("status", "status"),
            Column("note", "note"),
            Column("district", "district", on_screen=False),
            Column("citation", "citation", on_screen=False),
        ),
        rows=rows,
        totals={"amount": total(amounts)} if rows else {},
        proof=f"{parts} = {total(amounts).display}" if rows else "",
        notes=[said_of(batch), *rests_on(batch), *filter(None, [next_of(batch)])],
        empty=f"Nothing is in {batch.prepared.batch}.",
    )


def said_of(batch: Batch) -> str:
    """One line on a batch: how much, how far, by whom, and what an approval is bound to."""
    prepared = batch.prepared
    by = f" · approved by {batch.approved_by}" if batch.approved_by else ""
    at = batch.prepared_at[:16].replace("T", " ")
    return (
        f"{prepared.batch}: {counted(prepared)} · {prepared.total.display} · {batch.stage} · "
        f"prepared by {batch.prepared_by}, {at} UTC{by} · content {prepared.content[:8]}…"
    )


def counted(prepared: BatchPrepared) -> str:
    """How many releases a batch has, in words."""
    return how_many(prepared.count, "release")


def rests_on(batch: Batch) -> list[str]:
    """What a batch is measured by and, for a supplement, why it is one."""
    why = batch.prepared.reason
    return [f"basis  {batch.prepared.basis}", *([f"supplement  {why}"] if why else [])]


def next_of(batch: Batch) -> str:
    """The command that usually follows, or "" where none does."""
    match batch.stage:
        case BatchStage.PREPARED:
            return f"Next, another person: alliance release approve {batch.prepared.batch}"
        case BatchStage.APPROVED:
            return f"Next, the Comptroller: alliance payments issue {batch.prepared.batch}"
        case BatchStage.ISSUED | BatchStage.WITHDRAWN:
            return ""
        case _:
            assert_never(batch.stage)


def largest(amounts: Amounts, count: int = 3) -> str:
    """The largest amounts by district, in words."""
    ranked = sorted(amounts.items(), key=lambda item: (-item[1].cents, item[0].name))
    return ", ".join(f"{district} {amount.display}" for district, amount in ranked[:count])


def changed_most(amounts: Amounts, earlier: Amounts, count: int = 3) -> str:
    """The biggest changes against the batch before, in words."""
    both = sorted(set(amounts) | set(earlier))
    moved = [
        (district, amounts.get(district, ZERO) - earlier.get(district, ZERO)) for district in both
    ]
    ranked = sorted(
        (one for one in moved if one[1]), key=lambda one: (-abs(one[1].cents), one[0].name)
    )
    if not ranked:
        return "none"
    told = ", ".join(f"{district} {change.display}" for district, change in ranked[:count])
    rest = len(ranked) - count
    return told + (f" and {rest} more" if rest > 0 else "")


def last_like(earlier: Sequence[Batch]) -> Batch | None:
    """The last batch to compare an ordinary one with: not withdrawn, and no supplement."""
    standing = [
        one
        for one in earlier
        if one.stage is not BatchStage.WITHDRAWN and one.prepared.reason is None
    ]
    return standing[-1] if standing else None


def twin_pairs(districts: Iterable[District]) -> str:
    """The pairs of districts in a batch that are easily taken for each other."""
    here = sorted(districts)
    pairs = [
        f"{one.code}/{twin.code}"
        for one in here
        for twin in one.near_twins
        if twin in here and one.code < twin.code
    ]
    return ", ".join(pairs) or "none"
