"""`alliance receivables gaap`: the closing-package schedule of receivables on June 30.

Amount, uncollectible part, collected in July and August, as the Comptroller's form of 1992 asks;
later editions were not read (UNVERIFIED). Not here: aging (`receivables_lists.py`).
"""

from datetime import date

import typer

from cli import dates, options
from cli.made_up import MADE_UP, marked
from cli.orders import Order, orders
from cli.receivables_lists import place_of
from cli.render import Column, Table, Value
from cli.sums import summed
from cli.wiring import answer, cut_of, open_office, today
from domain.determination_state import Determination
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.owed_events import Instrument
from ledger.application import Cut

_COLUMNS = (
    Column("order", "order"),
    Column("district", "district"),
    Column("town_code", "code", on_screen=False),
    Column("fiscal_year", "year"),
    Column("ordered_on", "ordered"),
    Column("receivable", "receivable June 30"),
    Column("uncollectible", "uncollectible"),
    Column("lowered", "lowered otherwise"),
    Column("collected", "collected July–August"),
    Column("open", "open August 31"),
    MADE_UP,
    Column("citation", "citation", on_screen=False),
)
_SUMMED = ("receivable", "uncollectible", "lowered", "collected", "open")


def gaap(
    context: typer.Context,
    fiscal_year: options.Year,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List receivables on June 30 with what was collected or cancelled in July and August."""
    year = FiscalYear.parse(fiscal_year)
    office = open_office(context)
    now = cut_of(office, None, known_on)
    end = date(year.ends_in, 8, 31)
    later = {one.id: one for one in orders(office, Cut(as_of=end, known_on=now.known_on))}
    found = [
        one
        for one in orders(office, Cut(as_of=year.last_day, known_on=now.known_on))
        if one.known.repay_open
    ]
    rows = [{**place_of(one), **_row(one, later[one.id].known)} for one in found]
    sums = summed(rows, _SUMMED)
    table = Table(
        name="receivables.gaap",
        columns=_COLUMNS,
        rows=rows,
        totals=dict(sums) if rows else {},
        proof=f"receivable {sums['receivable'].display} − uncollectible "
        f"{sums['uncollectible'].display} − lowered otherwise {sums['lowered'].display} − "
        f"collected {sums['collected'].display} = open {sums['open'].display}"
        if rows
        else "",
        notes=_notes(year, end, now),
        empty=f"No repayment was receivable on {year.last_day}.",
    )
    answer(
        office,
        marked(table),
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"Receivables on {year.last_day}, closing package of {year}",
        meta={"as_of": str(year.last_day), "known_on": known_on},
    )


def _row(one: Order, later: Determination) -> dict[str, Value]:
    """What became of a receivable by August 31: lowered otherwise is the rest, so rows add up."""
    receivable, left = one.known.repay_open, later.repay_open
    collected = later.repaid - one.known.repaid
    uncollectible = _cancelled(later) - _cancelled(one.known)
    return {
        "receivable": receivable,
        "uncollectible": uncollectible,
        "lowered": receivable - uncollectible - collected - left,
        "collected": collected,
        "open": left,
    }


def _cancelled(known: Determination) -> Money:
    """What was cancelled of a repayment as uncollectible."""
    return total(
        [
            less.repay_less
            for less in known.reduced_claims
            if less.instrument is Instrument.UNCOLLECTIBLE
        ]
    )


def _notes(year: FiscalYear, end: date, now: Cut) -> list[str]:
    notes = [
        (
            "uncollectible: cancelled on that instrument in July or August; an estimated loss is "
            "the Department's, and none is recorded here"
        ),
        (
            "columns as the Comptroller's form of 1992 has them; later editions were not read: "
            "UNVERIFIED"
        ),
    ]
    if (now.day or today()) <= end:
        until = f"{now.day}, {dates.LAST_DAY}" if now.day else "today"
        notes.append(f"July and August of {year.ends_in} are not over: collected until {until}")
    return notes
