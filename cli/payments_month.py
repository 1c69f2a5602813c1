"""`alliance payments reconcile`: the month-end sheet by payee, ledger against the other system.

Every fiscal year's payments of the month, since July pays what June issued. C.G.S. § 10-262u(c)(2).
Not here: comparing (`ledger/payments/sheet.py`).
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from cli import options
from cli.payments_confirm import ExtractFile, MaybeProfile
from cli.payments_next import after_month
from cli.render import Column, Table, Value, out, table_data
from cli.wiring import answer, cut_of, open_office
from domain.errors import InvalidDateError, UsageError
from domain.money import total
from domain.words import how_many
from ledger.batch_record import batches_of
from ledger.invoices_named import named_invoices
from ledger.left_before import files_left, vendor_ids_asked
from ledger.payments.extract import EXTRACT_COLUMNS, Extract, ExtractRow, PaymentStatus, extract_of
from ledger.payments.payees import Payees, not_compared
from ledger.payments.profile_file import read_profile
from ledger.payments.sheet import month_end_sheet
from ledger.payments.sheet_lines import Explanation, Item, LedgerPayment, PayeeRow, Sheet
from ledger.payments.voucher import payee_name
from ledger.payments_on_record import ledger_payments, releases_on_record
from ledger.source_file import read_source

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)
_SIGN = "Prepared by ____________________   Reviewed by ____________________   Date ____________"
_COLUMNS = (
    Column("town_code", "code"),
    Column("payee", "payee"),
    Column("invoice", "invoice"),
    Column("release", "release", on_screen=False),
    Column("issued", "issued"),
    Column("paid", "paid"),
    Column("returned", "returned"),
    Column("ledger", "ledger"),
    Column("other_system", "other system"),
    Column("difference", "difference"),
    Column("explanation", "explanation"),
    Column("age_days", "days open"),
    Column("note", "note"),
    Column("district", "district", on_screen=False),
    Column("citation", "citation", on_screen=False),
)


def reconcile(
    context: typer.Context,
    file: ExtractFile,
    month: Annotated[
        str, typer.Option("--month", help="The month, such as 2026-10.", metavar="MONTH")
    ],
    profile: MaybeProfile = None,
    nothing_paid: Annotated[
        bool,
        typer.Option(
            "--nothing-paid", help="It is right that the extract has no row of the month."
        ),
    ] = False,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Compare a month's payments with the other system's extract, payee by payee.

    Every difference is explained or open with its age. Exit 1 where there is any.
    """
    first, last = month_of(month)
    extract = extract_of(read_source(file, EXTRACT_COLUMNS))
    if not nothing_paid:
        require_rows_of(extract, month.strip(), first, last)
    coded = read_profile(profile) if profile else None
    office = open_office(context)
    cut = cut_of(office, None, known_on)
    releases = releases_on_record(office.ledger, cut=cut)
    payments = ledger_payments(releases)
    rows = extract.rows
    if nothing_paid and not _has_rows_of(extract, first, last):
        rows = _of_what_is_open(payments, extract, first, last)
    read = replace(extract, rows=rows)
    sheet = month_end_sheet(
        of_month(payments, read, first, last),
        read,
        last,
        payees=Payees(profile=coded, asked=vendor_ids_asked(files_left(office.ledger, cut))),
        named=named_invoices(office.ledger, releases, cut),
        everything=[one for one in payments if one.issued_on <= last],
    )
    table = _table(sheet, len(extract.rows) - len(rows))
    steps = after_month(sheet, str(file), set(batches_of(office.ledger)))
    title = (
        f"Month end {last} · payments of {first} – {last}, every fiscal year · {extract.name} · "
        f"sha256 {extract.sha256}"
    )
    meta = {
        "known_on": known_on,
        "month": month,
        "month_end": last,
        "file": extract.name,
        "sha256": extract.sha256,
    }
    data = table_data(table) | {"next_steps": steps}
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=title, meta=meta, data=data)
    if not as_json:
        out("")
        out(_SIGN)
        for step in steps:
            out(f"Next: {step}")
    if sheet.findings:
        raise typer.Exit(1)


def require_rows_of(extract: Extract, month: str, first: date, last: date) -> None:
    """Let the extract have a row of the month: else it is that of another. Raises UsageError."""
    if _has_rows_of(extract, first, last):
        return
    days = sorted(row.on for row in extract.rows if row.on is not None)
    has = f"its rows are of {days[0]} to {days[-1]}" if days else "none of its rows has a day"
    raise UsageError(
        f"{extract.name} has no row of {month}: {has}.",
        details={"month": month, "file": extract.name},
        next_step=f"Give the extract that covers {month}. Where nothing was paid and nothing came "
        "back there in that month, say so: --nothing-paid.",
    )


def _has_rows_of(extract: Extract, first: date, last: date) -> bool:
    return any(row.on is not None and first <= row.on <= last for row in extract.rows)


def _of_what_is_open(
    payments: Sequence[LedgerPayment], extract: Extract, first: date, last: date
) -> tuple[ExtractRow, ...]:
    """The rows about payments that the sheet of the month has without them.

    Rows of other months are no part of a month in which nothing was paid.
    """
    nothing = replace(extract, rows=())
    ours = {one.invoice for one in of_month(payments, nothing, first, last)}
    return tuple(row for row in extract.rows if row.invoice in ours)


def month_of(text: str) -> tuple[date, date]:
    """The first and last day of a month such as "2026-10". Raises InvalidDateError."""
    found = _MONTH.fullmatch(text.strip())
    if found is None:
        raise InvalidDateError(f"{text!a:.40} is not a month.", next_step="Write it as 2026-10.")
    year, number = int(found.group(1)), int(found.group(2))
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def of_month(
    payments: Sequence[LedgerPayment], extract: Extract, first: date, last: date
) -> list[LedgerPayment]:
    """Payments issued or settled in the month, open before it, or named by the extract.

    An extract of the year so far names what was settled in earlier months; that is compared too.
    """
    named = {row.invoice for row in extract.rows}
    paid = {row.invoice for row in extract.rows if row.status is PaymentStatus.PAID}
    found = []
    for payment in payments:
        then = payment.as_of(last)
        given_back = [day for day, _ in then.given_back]
        days = (then.issued_on, then.paid_on, then.returned_on, *given_back)
        in_month = any(day is not None and first <= day <= last for day in days)
        if then.issued_on <= last and (in_month or then.is_open or payment.invoice in named):
            found.append(payment if payment.invoice in paid else _given_back_alone(payment, first))
    return found


def _given_back_alone(payment: LedgerPayment, first: date) -> LedgerPayment:
    """A payment settled in an earlier month is that month's; what was given back since is not."""
    since = tuple(back for back in payment.given_back if back[0] >= first)
    settled = payment.paid_on is not None and payment.paid_on < first
    if not settled or not since or payment.returned_on is not None:
        return payment
    return replace(payment, given_back=since, settled=True)


def _table(sheet: Sheet, other_months: int) -> Table:
    rows = [_row(row, item) for row in sheet.rows for item in row.items]
    items = [item for row in sheet.rows for item in row.items]
    counted = [
        f"{kind.value} {number}"
        for kind in Explanation
        if (number := sum(item.explanation is kind for item in items))
    ]
    summary = [" · ".join([*counted, how_many(len(sheet.rows), "payee")])] if rows else []
    left_out = [
        f"not counted  line {row.line}: {row.invoice} {row.amount.display} {row.status.value} "
        f"{row.on or 'no date'}"
        for row in sheet.not_counted
    ]
    are = "is" if other_months == 1 else "are"
    others = (
        [f"{how_many(other_months, 'row')} of other months {are} left out"] if other_months else []
    )
    return Table(
        name="payments.reconcile",
        columns=_COLUMNS,
        rows=rows,
        totals=_sums(items) if rows else {},
        proof=sheet.proof if rows else "",
        notes=[
            *summary,
            *left_out,
            *others,
            *not_compared([item.unchecked for item in items]),
        ],
        empty="Nothing was issued or paid in the month, on neither side.",
    )


def _sums(items: Sequence[Item]) -> dict[str, Value]:
    """What the columns of money come to, over the rows shown."""
    return {
        "issued": total([item.issued for item in items]),
        "paid": total([item.paid for item in items]),
        "returned": total([item.returned for item in items]),
        "ledger": total([item.ledger for item in items]),
        "other_system": total([item.other_system for item in items]),
        "difference": total([item.difference for item in items]),
    }


def _row(row: PayeeRow, item: Item) -> dict[str, Value]:
    return {
        "town_code": row.district.code if row.district else None,
        "payee": payee_name(row.district) if row.district else "nobody known",
        "invoice": item.invoice,
        "release": item.release,
        "issued": item.issued,
        "paid": item.paid,
        "returned": item.returned,
        "ledger": item.ledger,
        "other_system": item.other_system,
        "difference": item.difference,
        "explanation": item.explanation.value,
        "age_days": item.age_days,
        "note": item.note or None,
        "district": row.district,
        "citation": "C.G.S. § 10-262u(c)(2)",
    }
