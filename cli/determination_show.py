"""`alliance determination list`, `show`: where a case stands, step by step.

C.G.S. § 10-262u(g). Not here: which days run (`determination_clock.py`), money owed in all
(`receivables.py`).
"""

import typer

from cli import options
from cli.case_acts import CaseOnRecord, Id, case_of, id_of
from cli.render import Column, Table, Value, plain, table_data
from cli.sums import summed
from cli.wiring import answer, cut_of, open_office
from cli.year_list import year_list
from domain.determination_events import DeterminationIssued, Paper
from domain.determination_state import Determination
from domain.fiscal_year import FiscalYear
from domain.money import total
from domain.sentences import sentence
from ledger.application import Cut, Ledger
from ledger.batch_rows import States
from ledger.corrections import corrected_in
from ledger.letters import questioned_lines
from ledger.made_up import record_made_up
from ledger.reported_lines import line_sentences, reported_lines

_G = "C.G.S. § 10-262u(g)"
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
)
_BEHIND = (
    Column("event", "event", on_screen=False),
    Column("recorded_at", "recorded at", on_screen=False),
    Column("actor", "by", on_screen=False),
    Column("citation", "citation", on_screen=False),
    Column("synthetic", "made up", on_screen=False),
)


def add_questions(app: typer.Typer) -> None:
    """Put `list` and `show` on the noun."""
    year_list(app, "Determinations")(determinations)
    app.command("show")(show)


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
    sums = summed(rows, _SUMMED)
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
    cut = cut_of(office, as_of, known_on)
    case = case_of(office, determination, cut)
    rows = _steps(office.ledger, case, cut)
    corrected = any(row["corrected"] for row in rows)
    table = Table(
        name="determination.show",
        columns=(*_STEPS, Column("corrected", "corrected", on_screen=corrected), *_BEHIND),
        rows=rows,
        notes=[*_money_notes(case.known), *_reported_notes(case)],
        empty="It stands by an opening statement; no step of it is on record here.",
    )
    data = table_data(table) | {key: plain(value) for key, value in head_of(case).items()}
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"{title_of(case)} · {status_of(case.known)}",
        data=data,
        meta={"as_of": cut.day, "known_on": known_on},
    )


def _steps(ledger: Ledger, case: CaseOnRecord, cut: Cut) -> list[dict[str, Value]]:
    """Every record of the case's own, those that were taken back or corrected marked so."""
    corrected = corrected_in(case.records)
    return [
        {
            "position": kept.position,
            "effective_on": kept.record.effective_on,
            "sentence": sentence(kept.record.data),
            "office": kept.record.office.label,
            "corrected": became.words if (became := corrected.get(kept.position)) else None,
            "corrected_by": became.by if became else None,
            "taken_back": became is not None and became.taken_back,
            "event": kept.record.event,
            "recorded_at": kept.record.recorded_at,
            "actor": kept.record.actor,
            "citation": str(kept.record.citation),
            "synthetic": record_made_up(ledger, kept.record, cut),
        }
        for kept in case.records
        if getattr(kept.record.data, "determination", None) == case.name.own
    ]


def title_of(case: CaseOnRecord) -> str:
    """Whose it is and its ID, marked where anything of it is made up."""
    made_up = "SYNTHETIC · " if case.synthetic else ""
    return f"{made_up}{case.name.place} · {case.name.id}"


def head_of(case: CaseOnRecord) -> dict[str, Value]:
    """What a program is told of a determination beside its rows."""
    return {
        "determination": case.name.id,
        "district": case.name.district.name,
        "town_code": case.name.district.code,
        "fiscal_year": case.name.fiscal_year,
        "synthetic": case.synthetic,
        **_row(case.known),
    }


def _reported_notes(case: CaseOnRecord) -> list[str]:
    """How questioned lines came to what is reported: a finding may be on another amount."""
    known = case.known
    decided = known.issued or known.preliminary
    if decided is None:
        return []
    issued = [
        kept.position
        for kept in case.records
        if isinstance(kept.record.data, DeterminationIssued)
        and kept.record.data.determination == case.name.own
    ]
    # As the letter has it: what came after the decision is not in it.
    records = [kept for kept in case.records if not issued or kept.position < issued[-1]]
    keys = questioned_lines(decided.shares, case.state.claims)
    return [text for line in reported_lines(records, keys) for text in line_sentences(line)]


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
