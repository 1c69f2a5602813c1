"""`alliance payments list`: every release of a year with where its payment stands.

Each time a payment was issued stands in the month-end sheet; here a release has one row, with its
last issue. C.G.S. § 10-262u(c)(2). Not here: proposals (`alliance release list`).
"""

from collections.abc import Collection, Sequence
from typing import Annotated

import typer

from cli import dates, options
from cli.account import histories_of
from cli.made_up import MADE_UP, marked
from cli.payments_next_fix import stopped
from cli.render import Column, Table, Value
from cli.wiring import answer, cut_of, open_office
from cli.year_list import made_up_in
from domain.district import District
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, total
from ledger.batch_record import batch_named
from ledger.payments.voucher import payee_name
from ledger.payments_on_record import Issue, ReleaseOnRecord, Standing, releases_on_record
from ledger.surplus import Surplus, not_owed_any_more

_COLUMNS = (
    Column("town_code", "code"),
    Column("payee", "payee"),
    Column("release", "release"),
    Column("status", "status"),
    Column("authorized", "authorized"),
    Column("withdrawn", "withdrawn"),
    Column("paid", "paid"),
    Column("short", "paid too little"),
    Column("over", "paid too much"),
    Column("over_open", "of it not back"),
    Column("authorized_on", "authorized on"),
    Column("issued_on", "issued on"),
    Column("paid_on", "paid on"),
    Column("returned_on", "came back on"),
    Column("withdrawn_on", "withdrawn on"),
    Column("times_issued", "issued, times", on_screen=False),
    Column("invoice", "invoice"),
    Column("voucher", "voucher"),
    MADE_UP,
    Column("district", "district", on_screen=False),
    Column("citation", "citation", on_screen=False),
)


def list_payments(
    context: typer.Context,
    fiscal_year: options.Year,
    batch: Annotated[
        str | None, typer.Option("--batch", help="Only this batch.", metavar="BATCH")
    ] = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List every release of a year: authorized, in payment, paid, returned or withdrawn."""
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    name = batch_named(office.ledger, batch).prepared.batch if batch else None
    releases = [
        one for one in releases_on_record(office.ledger, year, cut) if name in {None, one.release}
    ]
    surplus = not_owed_any_more(office.ledger, year, cut)
    empty = f"No release is authorized on record for {name or year}."
    made_up = made_up_in(office.ledger, histories_of(office.ledger, year, cut), cut)
    table = marked(payments_table(releases, surplus, empty, made_up))
    meta = dates.used(cut, year) | {"batch": name}
    title = f"Payments · {dates.heading(year)} · {dates.said(cut)}" + (f" · {name}" if name else "")
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=title, meta=meta)


def payments_table(
    releases: Sequence[ReleaseOnRecord],
    surplus: Sequence[Surplus],
    empty: str,
    made_up: Collection[District],
) -> Table:
    """The releases with totals by status, and two proofs from the rows."""
    return Table(
        name="payments.list",
        columns=_COLUMNS,
        rows=[_row(one) | {MADE_UP.key: one.district in made_up} for one in releases],
        totals=_totals(releases) if releases else {},
        proof=_proof(releases) if releases else "",
        notes=_notes(releases, surplus),
        empty=empty,
    )


def _row(one: ReleaseOnRecord) -> dict[str, Value]:
    last = one.last
    paid = _paid(one)
    return {
        "town_code": one.district.code,
        "payee": payee_name(one.district),
        "release": one.release,
        "status": one.standing.value,
        "authorized": _authorized(one),
        "withdrawn": _withdrawn(one),
        "paid": paid,
        "short": _short(one),
        "over": _over(one),
        "over_open": one.overpaid_open,
        "authorized_on": one.authorized_on,
        "issued_on": last.issued_on if last else None,
        "paid_on": last.paid_on if last else None,
        "returned_on": last.returned_on if last else None,
        "withdrawn_on": one.withdrawn_on,
        "times_issued": len(one.issues),
        "invoice": one.invoice,
        "voucher": last.voucher if last else None,
        "district": one.district,
        "citation": "C.G.S. § 10-262u(c)(2)",
    }


def _authorized(one: ReleaseOnRecord) -> Money:
    """What stands authorized: nothing of a release that was withdrawn."""
    return one.authorized - _withdrawn(one)


def _withdrawn(one: ReleaseOnRecord) -> Money:
    return one.authorized if one.standing is Standing.WITHDRAWN else ZERO


def _paid(one: ReleaseOnRecord) -> Money:
    """What was paid and did not come back."""
    paid = one.standing is Standing.PAID and one.last is not None
    return one.last.paid or ZERO if paid and one.last else ZERO


def _short(one: ReleaseOnRecord) -> Money:
    """What was authorized and not paid, of a release that was paid."""
    return max(ZERO, one.authorized - _paid(one)) if one.standing is Standing.PAID else ZERO


def _over(one: ReleaseOnRecord) -> Money:
    """What was paid above what was issued, also where the payment itself came back since."""
    return one.overpaid_back + one.overpaid_open


def _totals(releases: Sequence[ReleaseOnRecord]) -> dict[str, Value]:
    by_status: dict[str, Value] = {
        f"total_{standing.name.lower()}": total(
            [one.authorized for one in releases if one.standing is standing]
        )
        for standing in Standing
    }
    return {
        "authorized": total([_authorized(one) for one in releases]),
        "withdrawn": total([_withdrawn(one) for one in releases]),
        "paid": total([_paid(one) for one in releases]),
        "short": total([_short(one) for one in releases]),
        "over": total([_over(one) for one in releases]),
        "over_open": total([one.overpaid_open for one in releases]),
        **by_status,
    }


def _proof(releases: Sequence[ReleaseOnRecord]) -> str:
    """What stands authorized by status; and what was paid of it."""
    parts = [
        f"{len(of)} {standing.value} {total(of).display}"
        for standing in Standing
        if standing is not Standing.WITHDRAWN
        and (of := [one.authorized for one in releases if one.standing is standing])
    ] or ["0.00"]
    said = f"{' + '.join(parts)} = {total([_authorized(one) for one in releases]).display}"
    paid = [one for one in releases if one.standing is Standing.PAID]
    if not paid:
        return said
    return (
        f"{said}; {total([one.authorized for one in paid]).display} authorized − "
        f"{total([_short(one) for one in paid]).display} paid too little + "
        f"{total([_over(one) for one in paid]).display} paid too much = "
        f"{total([_paid(one) for one in paid]).display} paid"
    )


def _notes(releases: Sequence[ReleaseOnRecord], surplus: Sequence[Surplus]) -> list[str]:
    open_over = [one for one in releases if one.overpaid_open]
    notes = [
        f"{one.district}: {one.overpaid_open.display} paid in error is not back. "
        "Next: alliance payments overpayment-returned"
        for one in open_over
    ]
    not_owed = {(one.supplement.district, one.supplement.release): one for one in surplus}
    notes += [
        _came_back(one, one.last, not_owed.get((one.district, one.release)))
        for one in releases
        if one.standing is Standing.RETURNED and one.last
    ]
    return notes


def _came_back(one: ReleaseOnRecord, last: Issue, surplus: Surplus | None) -> str:
    back = (
        f"{one.district}: {one.authorized.display} came back on {last.returned_on} and is still "
        "authorized"
    )
    if surplus is None:
        return f"{back}: issue it again or withdraw it"
    (withdraw,) = stopped(surplus)
    return (
        f"{back}, and {surplus.too_much.display} of it is not owed any more: withdraw it, what it "
        f"was for was paid. Next: {withdraw}"
    )
