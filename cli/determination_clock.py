"""`alliance determination clock`: which days run around a decision, and what happened in them.

The days are those of C.G.S. §§ 4-181a and 4-183, UNVERIFIED, and counted only where counsel said
"contested case". Not here: the counting (`domain/clocks.py`), the steps (`determination_show.py`).
"""

from datetime import date

import typer

from cli import options
from cli.case_acts import CaseOnRecord, Id, case_of
from cli.determination_show import head_of, title_of
from cli.render import Column, Table, Value, plain, table_data
from cli.wiring import answer, cut_of, open_office, today
from domain.challenge_events import AppealDecided
from domain.clocks import ClockRow, Running, clock, running
from domain.determination_events import Paper
from domain.determination_state import Determination
from domain.money import Money, total
from domain.statute.rules import rules_in_force

_DAYS = "§§ 4-181a, 4-183, UNVERIFIED; days counted from mailing"
_HOLIDAYS = "Holidays are not known here: of a last day that is one, ask counsel."
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


def add_clock(app: typer.Typer) -> None:
    """Put `clock` on the noun."""
    app.command("clock")(clock_)


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
    cut = cut_of(office, as_of, known_on)
    case = case_of(office, determination, cut)
    on = cut.day or today()
    rules = rules_in_force(case.name.fiscal_year, on)
    found = clock(case.known, rules, on, _judged_on(case))
    rows = [_clock_row(row, counted=row.days is not None) for row in found]
    waits = running(case.known, rules, on)
    enforced = case.known.enforcement is not None
    answered = enforced and waits is not None and waits.enforceable
    table = Table(
        name="determination.clock",
        columns=_CLOCK,
        rows=rows,
        notes=[*_standing(case, None if answered else waits), *_counted(case)],
        empty="No day runs: the decision was not sent, or counsel did not say that days are "
        "counted and no paper gave one.",
    )
    data = table_data(table) | {key: plain(value) for key, value in head_of(case).items()}
    data |= {
        "running": waits.because if waits else None,
        "running_until": str(waits.until) if waits and waits.until else None,
        "stayed": case.known.stay is not None,
        "enforced": enforced,
    }
    title = " · ".join([title_of(case), *_sent(case.known)])
    meta = {"as_of": cut.day, "known_on": known_on}
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=title, data=data, meta=meta)


def _judged_on(case: CaseOnRecord) -> date | None:
    """The legal date of the record that the appeal was decided; None where none stands."""
    days = [
        kept.record.effective_on
        for kept in case.records
        if isinstance(kept.record.data, AppealDecided)
        and kept.record.data.determination == case.name.own
    ]
    return days[-1] if days else None


def _clock_row(row: ClockRow, *, counted: bool) -> dict[str, Value]:
    happened = f"{row.happened} {weekday(row.happened_on)}" if row.happened_on else None
    return {
        "label": row.label,
        "days": row.days,
        "last_day": weekday(row.on) if row.on else None,
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
    repay = total([less.repay_less for less in one.reduced_claims])
    reduce = total([less.reduction_less for less in one.reduced_claims])
    said = [f"repay {_lowered(one.repay, repay)}"] if one.repay else []
    said += [f"reduce {_lowered(one.reduce, reduce)}"] if one.reduce else []
    final = one.services.get(Paper.FINAL)
    if final is None:
        return [*said, "the decision was not sent"]
    method = final.sent.method.value.replace("-", " ")
    receipt = f", return receipt signed {final.receipt.signed_on}" if final.receipt else ""
    return [*said, f"decision mailed {weekday(final.sent.mailed_on)}, {method}{receipt}"]


def _lowered(ordered: Money, less: Money) -> str:
    """What is claimed, with what was ordered where that is not the same."""
    if not less:
        return ordered.display
    return f"{(ordered - less).display} (ordered {ordered.display}, lowered {less.display})"


def _standing(case: CaseOnRecord, waiting: Running | None) -> list[str]:
    one = case.known
    procedure = one.procedure
    said = (
        f"Procedure: {procedure.procedure.value.replace('-', ' ')} – said by counsel "
        f"{procedure.set_by} ({procedure.document}); that it applies is UNVERIFIED, this ledger "
        "records counsel's answer"
        if procedure
        else "Procedure: not recorded; ask counsel (alliance determination procedure)"
    )
    stay, waits = "Not stayed.", ""
    if one.stay is not None:
        # A direction to enforce is refused while it is stayed.
        stay = f"Stayed by order of the {one.stay.ordered_by.label} ({one.stay.document})."
        waits = (
            "; nothing is taken from a later year until the stay ends: alliance determination "
            f"end-stay {case.name.id} --because TEXT"
        )
    elif waiting is not None and not waiting.enforceable:
        waits = f"; nothing is taken from a later year yet: {waiting.because}"
    elif waiting is not None:
        waits = (
            "; nothing is taken from a later year while this runs unless: alliance determination "
            f"enforce {case.name.id} --because TEXT"
        )
    return [said, f"{stay} Money: {one.repaid.display} received{waits}"]


def _counted(case: CaseOnRecord) -> list[str]:
    if case.known.contested:
        return [_DAYS, _HOLIDAYS]
    return ["Only days that the papers themselves gave: no contested case, so none is counted."]
