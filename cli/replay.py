"""`alliance replay`: everything that happened to a district's money, step by step.

Reads the streams and verifies each record while reading; it touches no read model, so it is the
independent proof that the read models are compared with.
"""

from typing import Annotated, cast

import typer

from cli import dates, options
from cli.render import (
    Column,
    Table,
    Value,
    out,
    print_json,
    table_lines,
    write_files,
)
from cli.replay_findings import finding_lines, findings_data, judged, year_of
from cli.wiring import Office, cut_of, open_office
from domain.accounts import postings_of
from domain.district import District, district_named
from domain.errors import NotFoundError, RecordDamagedError
from domain.figures import with_advance
from domain.fiscal_year import FiscalYear
from domain.money import Money
from domain.sentences import sentence
from domain.state import EMPTY, DistrictYear
from domain.words import how_many
from ledger.application import NOW, Cut, Kept, after, district_event, stream_of
from ledger.clock import day_of, parse_instant
from ledger.codec import decode_record, is_as_written
from ledger.documents import reasons_of
from ledger.made_up import record_made_up
from ledger.record import Record

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_COLUMNS = (
    Column("position", "#"),
    Column("fiscal_year", "year"),
    Column("effective_on", "effective"),
    Column("recorded_on", "recorded"),
    Column("sentence", "what happened"),
    Column("clause", "clause"),
    Column("office", "office", on_screen=False),
    Column("actor", "by"),
    Column("event", "event", on_screen=False),
    Column("version", "version", on_screen=False),
    Column("recorded_at", "recorded at", on_screen=False),
    Column("citation", "citation", on_screen=False),
    Column("assurance", "assurance", on_screen=False),
    Column("synthetic", "synthetic", on_screen=False),
)


@app.command()
def replay(
    context: typer.Context,
    district: options.District,
    fiscal_year: options.MaybeYear = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    postings: Annotated[
        bool, typer.Option("--postings", help="Show the money each step moved.")
    ] = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Replay everything that happened to a district's money, with clause, date and actor."""
    town = district_named(district)
    year = FiscalYear.parse(fiscal_year) if fiscal_year else None
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    steps = verified_history(office, town, year, cut)
    if not steps:
        raise NotFoundError(
            f"Nothing is recorded here for {town.name}{f' {year}' if year else ''}"
            f"{' inside these dates' if as_of or known_on else ''}.",
            details={"district": town.name},
            next_step="That is no finding about the district. See: alliance coverage list",
        )
    rows, last = _rows(office, steps, cut)
    table = Table(name="replay", columns=_COLUMNS, rows=rows)
    write_files(table, csv, xlsx)
    checked = judged(office, town, cut, steps)
    if as_json:
        data = {"rows": rows, **findings_data(checked)}
        print_json("replay", data, office.meta(as_of=cut.day, known_on=known_on))
        return
    out(office.headline)
    out(_title(town, year, cut, known_on))
    out("")
    for line in [*_step_lines(table, rows, show_postings=postings), *_balance_lines(last)]:
        out(line)
    out("")
    for line in finding_lines(town, checked, with_year=year is None):
        out(line)
    places = [step.position for step in steps]
    out(
        f"Record   {how_many(len(steps), 'record')} of {office.ledger.store.position():,}, "
        f"positions {min(places):,} to {max(places):,}, each verified while reading"
    )


def replay_lines(office: Office, district: str, year: FiscalYear) -> list[str]:
    """The steps of one district-year as text, for another screen."""
    town = district_named(district)
    steps = verified_history(office, town, year, NOW)
    rows, last = _rows(office, steps, NOW)
    table = Table(name="replay", columns=_COLUMNS, rows=rows)
    return [
        str(town),
        *table_lines(table),
        *_balance_lines(last),
        "",
        *finding_lines(town, judged(office, town, NOW, steps), with_year=False),
    ]


def replay_rows(office: Office, district: str, year: FiscalYear) -> list[dict[str, Value]]:
    """The steps of one district-year as JSON has them."""
    rows, _ = _rows(office, verified_history(office, district_named(district), year, NOW), NOW)
    return rows


def verified_history(
    office: Office, district: District, fiscal_year: FiscalYear | None, cut: Cut
) -> list[Kept]:
    """The records of a district inside a cut, ordered by year, then position.

    Raises RecordDamagedError where a record is not in its canonical form, does not stand where it
    says, or a version is missing.
    """
    store = office.ledger.store
    if fiscal_year is None:
        rows = store.rows_of_streams(f"{district.code:03d}-")
    else:
        rows = store.stream_rows(stream_of(district, fiscal_year))
    versions: dict[str, int] = {}
    found = []
    for row in rows:
        record = decode_record(row.state)
        expected = versions.get(row.stream, 0) + 1
        versions[row.stream] = expected
        stands = (record.stream, record.version, record.event, record.recorded_at, row.version)
        if stands != (
            row.stream,
            expected,
            row.event,
            row.recorded_at,
            expected,
        ) or not is_as_written(record, row.state):
            raise RecordDamagedError(
                f"The record at position {row.position} is not what was written.",
                details={"position": str(row.position), "stream": row.stream},
                next_step="Run: alliance verify",
            )
        if cut.sees(record):
            found.append(Kept(row.position, record))
    return sorted(found, key=lambda step: (step.record.stream, step.position))


def _rows(
    office: Office, steps: list[Kept], cut: Cut
) -> tuple[list[dict[str, Value]], dict[FiscalYear, DistrictYear]]:
    states: dict[FiscalYear, DistrictYear] = {}
    rows: list[dict[str, Value]] = []
    for position, record in steps:
        year = year_of(Kept(position, record))
        event = district_event(record.data)
        states[year] = after(states.get(year, EMPTY), record)
        made_up = record_made_up(office.ledger, record, cut)
        row: dict[str, Value] = {
            "position": position,
            "fiscal_year": year,
            "version": record.version,
            "event": record.event,
            "recorded_at": record.recorded_at,
            "recorded_on": day_of(parse_instant(record.recorded_at)),
            "effective_on": record.effective_on,
            "actor": record.actor,
            "office": record.office.value,
            "assurance": record.assurance.value,
            "citation": str(record.citation),
            "clause": record.citation.short,
            "sentence": ("SYNTHETIC: " if made_up else "") + _told(record),
            "synthetic": made_up,
        }
        moved = [
            {"from": p.source.value, "to": p.target.value, "amount": p.amount}
            for p in postings_of(event)
        ]
        rows.append(row | {"postings": moved, "balances": with_advance(states[year])})  # type: ignore[dict-item]
    return rows, states


def _told(record: Record) -> str:
    """What happened in words, with the reasons that were given beside it."""
    reasons = "".join(f". {reason.removesuffix('.')}" for reason in reasons_of(record))
    return sentence(district_event(record.data)) + reasons


def _title(district: District, year: FiscalYear | None, cut: Cut, known_on: str | None) -> str:
    span = (
        f"{year} · {year.first_day:%B %-d, %Y} – {year.last_day:%B %-d, %Y}"
        if year
        else "all years on record"
    )
    return (
        f"{district} · {span}        {dates.as_of(cut)} · as known "
        f"{known_on or 'today'} · law in force on each date"
    )


def _step_lines(table: Table, rows: list[dict[str, Value]], *, show_postings: bool) -> list[str]:
    if not show_postings:
        return table_lines(table)
    lines = []
    for row in rows:
        lines.append(
            f"{row['position']}  {row['effective_on']}  {row['sentence']}  {row['clause']}"
        )
        for posting in cast("list[dict[str, Money]]", row["postings"]):
            amount = posting["amount"].display
            lines.append(f"      {posting['from']} → {posting['to']}  {amount}")
    return lines


def _balance_lines(states: dict[FiscalYear, DistrictYear]) -> list[str]:
    lines = []
    for year, state in sorted(states.items()):
        known = {
            name: amount
            for name, amount in with_advance(state).items()
            if amount is not None and amount.cents
        }
        if known:
            lines += ["", f"{year} after these steps"]
        for name, amount in known.items():
            lines.append(f"  {name.replace('_', ' ').ljust(24)} {amount.display:>18}")
    return lines
