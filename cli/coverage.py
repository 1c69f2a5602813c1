"""`alliance coverage`: what this ledger holds by kind and year, as stated and as counted.

Not here: what absence means for a duty (`domain/compliance.py`).
"""

from typing import Annotated

import typer

from cli import options
from cli.after_write import after_write
from cli.render import Column, Table, Value, out, print_json
from cli.wiring import Office, actor_name, answer, cut_of, new_command_id, open_office
from domain.coverage import CoverageKind, on_record, standing_statements
from domain.errors import InvalidCommandError, UsageError
from domain.fiscal_year import FiscalYear
from domain.ledger_events import CoverageStated
from domain.sentences import sentence
from domain.statute.rules import Clause, rules_in_force
from ledger.codec import sha256_of
from ledger.plain import is_command_id
from ledger.reading_commands import require_plain
from ledger.record import is_made_up
from ledger.stores.common import DuplicateCommandError
from ledger.unit import Unit

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("kind", "kind"),
    Column("first_fiscal_year", "holds from"),
    Column("last_fiscal_year", "to"),
    Column("district_years_on_record", "district-years on record"),
    Column("note", "as stated"),
    Column("actor", "stated by", on_screen=False),
    Column("recorded_at", "stated at", on_screen=False),
    Column("position", "position", on_screen=False),
    Column("citation", "clause", on_screen=False),
)


@app.callback()
def coverage() -> None:
    """What this ledger holds, so that what it does not hold is not taken for a breach."""


@app.command("list")
def list_(
    context: typer.Context,
    known_on: options.KnownOn = None,
    as_json: options.Json = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
) -> None:
    """List every kind of record: stated years, and district-years that have one."""
    office = open_office(context)
    cut = cut_of(office, None, known_on)
    own = office.ledger.own_history(cut)
    states = office.ledger.all_district_years(cut).values()
    rows: list[dict[str, Value]] = []
    for kind in CoverageKind:
        standing = standing_statements([kept.record.data for kept in own], kind)
        counted: dict[str, Value] = {
            "kind": kind.value,
            "district_years_on_record": sum(on_record(kind, state) for state in states),
        }
        rows += [
            {
                **counted,
                **_years(event),
                "actor": record.actor,
                "recorded_at": record.recorded_at,
                "position": position,
                "citation": str(record.citation),
            }
            for position, record in own
            for event in standing
            if record.data is event
        ] or [{**counted, "note": "nothing stated"}]
    keys = [column.key for column in _COLUMNS]
    table = Table(
        name="coverage.list",
        columns=_COLUMNS,
        rows=[{key: row.get(key) for key in keys} for row in rows],
        notes=["State it with: alliance coverage state KIND --from FY --to FY --note TEXT"],
    )
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, meta={"known_on": known_on})


def _years(event: CoverageStated) -> dict[str, Value]:
    """The columns of a statement."""
    first, last = event.first_fiscal_year, event.last_fiscal_year
    none = "none: " if first is None else ""
    return {
        "first_fiscal_year": FiscalYear(first) if first is not None else None,
        "last_fiscal_year": FiscalYear(last) if last is not None else None,
        "note": none + event.note,
    }


@app.command()
def state(
    context: typer.Context,
    kind: Annotated[CoverageKind, typer.Argument(help="Which kind of record.", metavar="KIND")],
    note: Annotated[
        str,
        typer.Option(
            "--note", help="What is held or missing, and why, in plain words.", metavar="TEXT"
        ),
    ],
    first: Annotated[
        str | None, typer.Option("--from", help="First fiscal year held.", metavar="FY")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="Last fiscal year held.", metavar="FY")
    ] = None,
    none: Annotated[
        bool, typer.Option("--none", help="It holds none; earlier statements are taken back.")
    ] = False,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """State for which fiscal years this ledger holds a kind of record."""
    event = _statement(kind, first, last, note, none=none)
    who = actor_name(actor)
    identity = command_id if command_id is not None else new_command_id()
    if not is_command_id(identity):
        raise InvalidCommandError(
            f"{identity!a:.60} is not a command id.",
            next_step="1 to 128 letters, digits, dots, underscores, colons or hyphens.",
        )
    office = open_office(context, write=not dry_run, money=True, in_demo=is_made_up(identity))
    data = _record(office, event, identity, who, dry_run=dry_run)
    if as_json:
        print_json("coverage.state", data, office.meta(dry_run=dry_run))
        return
    out(office.headline)
    told = {True: "Would be recorded", False: "Recorded"}[dry_run]
    if data["repeated"]:
        told = "Recorded before under this command id, and not again"
    out(f"{told}: {sentence(event)}")
    out(f"  actor  {who} (claimed)")


def _statement(
    kind: CoverageKind, first: str | None, last: str | None, note: str, *, none: bool
) -> CoverageStated:
    """The statement as typed. Raises UsageError, InvalidFiscalYearError, InvalidCommandError."""
    if not note.strip():
        raise UsageError("A statement needs a note.", next_step="Give --note TEXT.")
    require_plain(note)
    if none == (first is not None or last is not None) or (first is None) != (last is None):
        raise UsageError(
            "Say either which years are held or that none is.",
            next_step="Give --from FY --to FY, or --none.",
        )
    years = [FiscalYear.parse(text) for text in (first, last) if text is not None]
    if years and years[0] > years[1]:
        raise UsageError(
            f"{years[0]} comes after {years[1]}.", next_step="Give --from the earlier year."
        )
    return CoverageStated(
        kind=kind.value,
        first_fiscal_year=years[0].ends_in if years else None,
        last_fiscal_year=years[1].ends_in if years else None,
        note=note.strip(),
    )


def _record(
    office: Office, event: CoverageStated, command_id: str, actor: str, *, dry_run: bool
) -> dict[str, object]:
    """Record it once; the same id again answers what is on record."""
    body_hash = sha256_of({"command": type(event).__name__, "fields": event})
    found = office.ledger.outcome_on_record(command_id, body_hash)
    if found is None and not dry_run:
        unit = Unit(office.ledger)
        citation = rules_in_force(FiscalYear.of(unit.today), unit.today).clause(Clause.RECORDS)
        unit.record_own(event, command_id=command_id, actor=actor, citation=citation)
        try:
            unit.commit()
        except DuplicateCommandError:  # sent twice at once: the other one recorded it
            pass
        else:
            after_write(office)
    kept = found or office.ledger.outcome_on_record(command_id, body_hash)
    return {
        "command_id": command_id,
        "kind": event.kind,
        "first_fiscal_year": event.first_fiscal_year,
        "last_fiscal_year": event.last_fiscal_year,
        "note": event.note,
        "sentence": sentence(event),
        "repeated": found is not None,
        "positions": [one.position for one in kept.records] if kept else [],
    }
