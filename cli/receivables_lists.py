"""`alliance receivables list` and `aging`: what is owed, and since when it has been due.

C.G.S. § 10-262u(g). Not here: arithmetic on one order (`domain/receivables.py`).
"""

from collections.abc import Mapping
from datetime import date, timedelta

import typer

from cli import dates, options
from cli.determination_show import status_of
from cli.made_up import MADE_UP, marked
from cli.orders import Order, orders
from cli.render import Column, Table, Value
from cli.sums import summed
from cli.wiring import answer, cut_of, open_office, today
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.receivables import Aging, aging, no_date, parts_left

_G = "C.G.S. § 10-262u(g)"
_PLACE = (
    Column("order", "order"),
    Column("district", "district"),
    Column("town_code", "code", on_screen=False),
    Column("fiscal_year", "year"),
    Column("ordered_on", "ordered"),
)
_LAST = (
    MADE_UP,
    Column("citation", "citation", on_screen=False),
)
_OWED = ("repay", "received", "lowered", "repay_open")
_TAKEN = ("reduce", "taken", "reduction_lowered", "reduction_open")
_LIST = (
    *_PLACE,
    Column("status", "status"),
    Column("repay", "repay"),
    Column("received", "received"),
    Column("lowered", "lowered"),
    Column("repay_open", "repay open"),
    Column("reduce", "reduce"),
    Column("taken", "taken"),
    Column("reduction_lowered", "reduction lowered"),
    Column("reduction_open", "reduction open"),
    *_LAST,
)
_DUE = ("no_date", "not_yet_due", "due_today", "days_1_30", "days_31_90", "days_91")
_AGING = (
    *_PLACE,
    Column("total", "total"),
    Column("received", "received"),
    Column("lowered", "lowered"),
    Column("open", "open"),
    Column("no_date", "no date set"),
    Column("not_yet_due", "not yet due"),
    Column("due_today", "due today"),
    Column("days_1_30", "1–30"),
    Column("days_31_90", "31–90"),
    Column("days_91", "91+"),
    *_LAST,
)


def list_(
    context: typer.Context,
    fiscal_year: options.MaybeYear = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List every order with what was paid, lowered, taken from later years, and is open."""
    year = FiscalYear.parse(fiscal_year) if fiscal_year else None
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    found = [one for one in orders(office, cut) if year in {None, one.fiscal_year}]
    rows = [{**place_of(one), **_owed(one)} for one in found]
    sums = summed(rows, (*_OWED, *_TAKEN))
    table = Table(
        name="receivables.list",
        columns=_LIST,
        rows=rows,
        totals=dict(sums) if rows else {},
        proof=f"repay {sums['repay'].display} = received {sums['received'].display} + lowered "
        f"{sums['lowered'].display} + open {sums['repay_open'].display}; reduce "
        f"{sums['reduce'].display} = taken {sums['taken'].display} + lowered "
        f"{sums['reduction_lowered'].display} + open {sums['reduction_open'].display}"
        if rows
        else "",
        empty="Nothing is owed on record here.",
    )
    meta = {"as_of": cut.day, "known_on": known_on}
    answer(
        office,
        marked(table),
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title="Money owed" + (f", {dates.as_of(cut)}" if cut.runs_to else ""),
        meta=meta,
    )


def aging_(
    context: typer.Context,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List what is open of every repayment order, by how long it has been due."""
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    on = cut.day or today()
    found = [one for one in orders(office, cut) if one.known.repay]
    rows = [{**place_of(one), **_aged(aging(one.known, on))} for one in found]
    sums = summed(rows, ("total", "received", "lowered", "open", *_DUE))
    table = Table(
        name="receivables.aging",
        columns=_AGING,
        rows=rows,
        totals=dict(sums) if rows else {},
        proof=_proof(sums) if rows else "",
        notes=[note for one in found for note in _schedule_notes(one, on)],
        empty="No repayment order is on record here.",
    )
    answer(
        office,
        marked(table),
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"Repayments owed, {dates.as_of(cut, str(on))}",
        meta={"as_of": str(on), "known_on": known_on},
    )


def place_of(one: Order) -> dict[str, Value]:
    """What every row about an order begins and ends with."""
    return {
        "order": one.id,
        "district": one.district,
        "town_code": one.district.code,
        "fiscal_year": one.fiscal_year,
        "ordered_on": one.ordered_on,
        MADE_UP.key: one.synthetic,
        "citation": _G,
    }


def _owed(one: Order) -> dict[str, Value]:
    known = one.known
    return {
        "status": status_of(known),
        "repay": known.repay,
        "received": known.repaid,
        "lowered": total([less.repay_less for less in known.reduced_claims]),
        "repay_open": known.repay_open,
        "reduce": known.reduce,
        "taken": known.taken,
        "reduction_lowered": total([less.reduction_less for less in known.reduced_claims]),
        "reduction_open": known.reduction_open,
    }


def _aged(one: Aging) -> dict[str, Value]:
    return {
        "total": one.ordered,
        "received": one.received,
        "lowered": one.waived,
        "open": one.open,
        "no_date": one.no_date,
        "not_yet_due": one.not_yet_due,
        "due_today": one.due_today,
        "days_1_30": one.days_1_30,
        "days_31_90": one.days_31_90,
        "days_91": one.days_91,
    }


def _proof(sums: Mapping[str, Money]) -> str:
    by_age = " + ".join(sums[key].display for key in _DUE)
    return (
        f"received + lowered + open = {sums['received'].display} + {sums['lowered'].display} + "
        f"{sums['open'].display} = {sums['total'].display}; by age {by_age} = "
        f"{sums['open'].display}"
    )


def _schedule_notes(one: Order, on: date) -> list[str]:
    """The schedule with its sum, and when a reminder is next due."""
    if not one.known.repay_open:
        return []
    name = f"{one.id} {one.district.name}"
    if one.known.schedule is None:
        return [f"{name}: no schedule, no date set; expected loss: none recorded here"]
    uncovered = no_date(one.known)
    said = [f"{name}: schedule {told(one)}"]
    said += [f"{uncovered.display} in no schedule, no date set"] if uncovered else []
    said += [f"next: {_reminder(one, on)}"] if parts_left(one.known) else []
    return ["; ".join([*said, "expected loss: none recorded here"])]


def told(one: Order) -> str:
    """A schedule added up, equal parts together: "8,187.69 × 3 + 8,187.68 = 32,750.75"."""
    parts = one.known.schedule.parts if one.known.schedule else ()
    grouped: list[tuple[Money, int]] = []
    for part in parts:
        if grouped and grouped[-1][0] == part.amount:
            grouped[-1] = (part.amount, grouped[-1][1] + 1)
        else:
            grouped.append((part.amount, 1))
    terms = [
        amount.display if count == 1 else f"{amount.display} × {count}" for amount, count in grouped
    ]
    return f"{' + '.join(terms)} = {total([part.amount for part in parts]).display}"


def _reminder(one: Order, on: date) -> str:
    """A reminder is written the day after a part was due and not paid."""
    first = min(part.due_on for part in parts_left(one.known))
    day = max(first + timedelta(days=1), on) if first < on else first + timedelta(days=1)
    return f"reminder {day} (alliance receivables remind {one.id})"
