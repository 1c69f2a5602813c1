"""`alliance release list` and `show`: the batches on record, and what is in one.

Not here: the verbs that change something (`release.py`).
"""

from typing import Annotated

import typer

from cli import options
from cli.batch_tables import content_table, twins_said
from cli.render import Column, Table, Value, plain, table_data
from cli.wiring import answer, open_office
from domain.errors import NotFoundError
from domain.fiscal_year import FiscalYear
from domain.release_state import ReleaseStatus
from ledger.batch_record import Batch, batch_named, batches_of, prepared_in, states_in
from ledger.payments.voucher import invoice_number, payee_name

# What a hold stops; what was issued before it is gone.
_STOPPED = (ReleaseStatus.PROPOSED, ReleaseStatus.AUTHORIZED, ReleaseStatus.RETURNED)

_COLUMNS = (
    Column("batch", "batch"),
    Column("installment", "installment"),
    Column("count", "releases"),
    Column("total", "total"),
    Column("stage", "stage"),
    Column("prepared_by", "prepared by"),
    Column("prepared_at", "prepared at"),
    Column("approved_by", "authorized by"),
    Column("reason", "supplement because"),
    Column("basis", "basis", on_screen=False),
    Column("content", "content", on_screen=False),
    Column("position", "position", on_screen=False),
    Column("citation", "citation", on_screen=False),
)


def batch_row(batch: Batch) -> dict[str, Value]:
    """A batch as a row."""
    prepared = batch.prepared
    return {
        "batch": prepared.batch,
        "installment": prepared.installment,
        "count": prepared.count,
        "total": prepared.total,
        "stage": batch.stage.value,
        "prepared_by": batch.prepared_by,
        "prepared_at": batch.prepared_at,
        "approved_by": batch.approved_by,
        "reason": prepared.reason,
        "basis": prepared.basis,
        "content": prepared.content,
        "position": batch.position,
        "citation": "C.G.S. § 10-262u(c)(2)",
    }


def batch_data(batch: Batch) -> dict[str, object]:
    """A batch as JSON has it."""
    return {key: plain(value) for key, value in batch_row(batch).items()}


def list_(
    context: typer.Context,
    fiscal_year: options.MaybeYear = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List every batch of releases: prepared, approved, issued, withdrawn."""
    office = open_office(context)
    year = FiscalYear.parse(fiscal_year) if fiscal_year else None
    rows = [batch_row(one) for one in batches_of(office.ledger, year).values()]
    table = Table(
        name="release.list",
        columns=_COLUMNS,
        rows=rows,
        empty="No batch of releases is on record.",
    )
    title = f"Batches of releases · {year or 'all years'}"
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=title)


def show(
    context: typer.Context,
    batch: Annotated[str, typer.Argument(help="Such as FY2027-OCT-1.", metavar="BATCH")],
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show what is in a batch, release by release, and how far each is."""
    office = open_office(context)
    found = batch_named(office.ledger, batch)
    name = found.prepared.batch
    states = {
        district: state
        for district, state in states_in(office.ledger, found).items()
        if name in state.releases
    }
    if not states:
        raise NotFoundError(
            f"No release of {name} is on record any more.",
            details={"batch": name},
            next_step="Its releases were taken back: alliance replay.",
        )
    rows: list[dict[str, Value]] = []
    prepared = prepared_in(office.ledger, found)
    for district in sorted(states):
        one = states[district].releases[name]
        paid_more = f"paid {one.over.display} more, to come back" if one.over else ""
        amount = prepared[district]
        now = f"{one.amount.display} of it {one.status}" if one.amount != amount else ""
        hold = states[district].releasing.whole_hold
        held = f"withheld for noncompliance: {hold.hold}" if hold and one.status in _STOPPED else ""
        notes = [part for part in (now, paid_more, held, twins_said(district, states)) if part]
        rows.append(
            {
                "town_code": district.code,
                "payee": payee_name(district),
                "invoice": invoice_number(found.fiscal_year, name, district),
                "amount": amount,
                "status": one.status.value,
                "note": "; ".join(notes) or None,
                "district": district,
                "citation": "C.G.S. § 10-262u(c)(2)",
            }
        )
    table = content_table("release.show", found, rows)
    data = table_data(table) | {"batch": batch_data(found)}
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=name, data=data)
