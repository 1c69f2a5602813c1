"""`alliance determination list`, `show`, `clock`: where a case stands, and which days run.

C.G.S. § 10-262u(g); the days are those of §§ 4-181a and 4-183, UNVERIFIED, and counted only where
counsel said "contested case". Not here: money owed in all (`receivables.py`).
"""

from datetime import date

import typer

from cli import options
from cli.case_acts import CaseOnRecord, Id, case_of, id_of
from cli.render import Column, Table, Value, plain, table_data
from cli.wiring import answer, cut_of, open_office, today
from cli.year_list import year_list
from domain.clocks import ClockRow, clock, running
from domain.determination_events import Paper
from domain.determination_state import Determination
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.sentences import sentence
from domain.statute.rules import rules_in_force
from ledger.batch_rows import States

_G = "C.G.S. § 10-262u(g)"
_DAYS = "§§ 4-181a, 4-183, UNVERIFIED; days counted from mailing"
_SUMMED = ("decided", "repay", "reduce", "dropped", "repay_open", "reduction_open")
_LIST = (
    Column("determination", "determination"),
    Column("district", "district"),
    Column("town_code", "code"),
    Column("status", "status"),
    Column("procedure", "procedure"),
    Column("decided", "decided"),
    Column("repay", "repay"),
    Column("reduce", "reduce"),
    Column("dropped", "not claimed"),
    Column("repay_open", "repay open"),
    Column("reduction_open", "reduction open"),
    Column("citation", "citation", on_screen=False),
)
_STEPS = (
    Column("position", "#"),
    Column("effective_on", "effective"),
    Column("sentence", "what happened"),
    Column("office", "office"),
    Column("event", "event", on_screen=False),
    Column("recorded_at", "recorded at", on_screen=False),
    Column("actor", "by", on_screen=False),
    Column("citation", "citation", on_screen=False),
    Column("synthetic", "made up", on_screen=False),
)
_CLOCK = (
    Column("label", "what"),
    Column("days", "days"),
    Column("last_day", "last day"),
    Column("what_happened", "what happened"),
    Column("note", "note"),
    Column("on", "on", on_screen=False),
    Column("happened", "happened", on_screen=False),
    Column("happened_on", "happened on", on_screen=False),
    Column("citation", "citation", on_screen=False),
)


def add_questions(app: typer.Typer) -> None:
    """Put `list`, `show` and `clock` on the noun."""
    year_list(app, "Determinations")(determinations)
    app.command("show")(show)
    app.command("clock")(clock_)


def determinations(states: States, year: FiscalYear) -> Table:
    """List every determination on the money of a year, begun ones too."""
    rows: list[dict[str, Value]] = [
        {
            "determination": id_of(name, district, year),
            "district": district,
            "town_code": district.code,
            **_row(one),
        }
        for district, state in states.items()
        for name, one in state.claims.determinations.items()
    ]
    sums = {
        key: total([one for row in rows if isinstance(one := row[key], Money)]) for key in _SUMMED
    }
    return Table(
        name="determination.list",
        columns=_LIST,
        rows=rows,
        totals=dict(sums) if rows else {},
        proof=f"repay {sums['repay'].display} + reduce {sums['reduce'].display} + not claimed "
        f"{sums['dropped'].display} = decided {sums['decided'].display}"
        if rows
        else "",
        empty=f"No determination on the money of {year} is on record.",
    )


def _row(one: Determination) -> dict[str, Value]:
    dropped = one.issued.dropped if one.issued else None
    parts = [amount for amount in (one.repay, one.reduce, dropped) if amount is not None]
    return {
        "status": status_of(one),
        "procedure": one.procedure.procedure.value.replace("-", " ") if one.procedure else None,
        "decided": total(parts) if one.ordered else None,
        "repay": one.repay if one.ordered else None,
        "reduce": one.reduce if one.ordered else None,
        "dropped": dropped,
        "repay_open": one.repay_open if one.ordered else None,
        "reduction_open": one.reduction_open if one.ordered else None,
        "citation": _G,
    }


def status_of(one: Determination) -> str:
    """Where a determination stands, in a few words."""
    if not one.ordered:
        if one.responses:
            return "responded to"
        return "notice given" if one.preliminary else "procedure set"
    if not one.repay_open and not one.reduction_open:
        return "settled"
    if one.stay is not None:
        return "stayed"
    if one.appeal is not None and one.appeal_decided is None:
        return "appealed"
    if one.issued is None:
        return "stated as owed"
    return "served" if Paper.FINAL in one.services else "issued"


def show(
    context: typer.Context,
    determination: Id,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show a determination step by step, and what is open of it."""
    office = open_office(context)
    case = case_of(office, determination, cut_of(office, as_of, known_on))
    rows: list[dict[str, Value]] = [
        {
            "position": kept.position,
            "effective_on": kept.record.effective_on,
            "sentence": sentence(kept.record.data),
            "office": kept.record.office.label,
            "event": kept.record.event,
            "recorded_at": kept.record.recorded_at,
            "actor": kept.record.actor,
            "citation": str(kept.record.citation),
            "synthetic": kept.record.synthetic,
        }
        for kept in case.records
        if getattr(kept.record.data, "determination", None) == case.name.own
    ]
    table = Table(
        name="determination.show",
        columns=_STEPS,
        rows=rows,
        notes=_money_notes(case.known),
        empty="It stands by an opening statement; no step of it is on record here.",
    )
    data = table_data(table) | {key: plain(value) for key, value in _head(case).items()}
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"{_title(case)} · {status_of(case.known)}",
        data=data,
        meta={"as_of": as_of, "known_on": known_on},
    )


def _title(case: CaseOnRecord) -> str:
    made_up = "SYNTHETIC · " if case.synthetic else ""
    return f"{made_up}{case.name.place} · {case.name.id}"


def _head(case: CaseOnRecord) -> dict[str, Value]:
    return {
        "determination": case.name.id,
        "district": case.name.district.name,
        "town_code": case.name.district.code,
        "fiscal_year": case.name.fiscal_year,
        "synthetic": case.synthetic,
        **_row(case.known),
    }


def _money_notes(one: Determination) -> list[str]:
    if not one.ordered:
        return ["Nothing is owed under it yet."]
    waived = total([less.repay_less for less in one.reduced_claims])
    given_up = total([less.reduction_less for less in one.reduced_claims])
    notes = [
        (
            f"proof  repay {one.repay.display} = received {one.repaid.display} + lowered "
            f"{waived.display} + open {one.repay_open.display}"
        ),
        (
            f"proof  reduce {one.reduce.display} = taken {one.taken.display} + lowered "
            f"{given_up.display} + open {one.reduction_open.display}"
        ),
    ]
    if one.issued is not None and one.issued.split:
        notes.append(
            "EXCEPTION: both to repay and to reduce, which the statute does not authorize in words."
        )
    return notes


def clock_(
    context: typer.Context,
    determination: Id,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Show the days that run around a decision, and what happened in them."""
    office = open_office(context)
    case = case_of(office, determination, cut_of(office, as_of, known_on))
    on = date.fromisoformat(as_of) if as_of else today()
    rules = rules_in_force(case.name.fiscal_year, on)
    rows = [_clock_row(row, counted=row.days is not None) for row in clock(case.known, rules, on)]
    waits = running(case.known, rules, on)
    enforced = case.known.enforcement is not None
    table = Table(
        name="determination.clock",
        columns=_CLOCK,
        rows=rows,
        notes=[*_standing(case, running_=waits is not None and not enforced), _counted(case)],
        empty="No day runs: the decision was not sent, or counsel did not say that days are "
        "counted and no paper gave one.",
    )
    data = table_data(table) | {key: plain(value) for key, value in _head(case).items()}
    data |= {
        "running": waits.because if waits else None,
        "running_until": str(waits.until) if waits and waits.until else None,
        "stayed": case.known.stay is not None,
        "enforced": enforced,
    }
    title = " · ".join([_title(case), *_sent(case.known)])
    meta = {"as_of": as_of, "known_on": known_on}
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=title, data=data, meta=meta)


def _clock_row(row: ClockRow, *, counted: bool) -> dict[str, Value]:
    happened = f"{row.happened} {weekday(row.happened_on)}" if row.happened_on else None
    return {
        "label": row.label,
        "days": row.days,
        "last_day": weekday(row.on),
        "what_happened": happened,
        "note": row.note,
        "on": row.on,
        "happened": row.happened or None,
        "happened_on": row.happened_on,
        "citation": _DAYS if counted else None,
    }


def weekday(day: date) -> str:
    """A day with its weekday: "Fri 2027-01-29"."""
    return f"{day:%a} {day}"


def _sent(one: Determination) -> list[str]:
    """What is to be paid, and how the decision was sent."""
    if not one.ordered:
        return ["not decided yet"]
    said = [f"repay {one.repay.display}"] if one.repay else []
    said += [f"reduce {one.reduce.display}"] if one.reduce else []
    final = one.services.get(Paper.FINAL)
    if final is None:
        return [*said, "the decision was not sent"]
    method = final.sent.method.value.replace("-", " ")
    receipt = f", return receipt signed {final.receipt.signed_on}" if final.receipt else ""
    return [*said, f"decision mailed {weekday(final.sent.mailed_on)}, {method}{receipt}"]


def _standing(case: CaseOnRecord, *, running_: bool) -> list[str]:
    one = case.known
    procedure = one.procedure
    said = (
        f"Procedure: {procedure.procedure.value.replace('-', ' ')} – said by counsel "
        f"{procedure.set_by} ({procedure.document}); that it applies is UNVERIFIED, this ledger "
        "records counsel's answer"
        if procedure
        else "Procedure: not recorded; ask counsel (alliance determination procedure)"
    )
    stay = "Not stayed."
    if one.stay is not None:
        stay = f"Stayed by order of the {one.stay.ordered_by.label} ({one.stay.document})."
    waits = (
        "; nothing is taken from a later year while this runs unless: alliance determination "
        f"enforce {case.name.id} --because TEXT"
        if running_
        else ""
    )
    return [said, f"{stay} Money: {one.repaid.display} received{waits}"]


def _counted(case: CaseOnRecord) -> str:
    if case.known.contested:
        return _DAYS
    return "Only days that the papers themselves gave: no contested case, so none is counted."
