"""`alliance calendar`: the days of a fiscal year with who set them, as a list or for Outlook.

Every day is either configuration with its paper, the statute as read, or given by a record; none is
built in. Not here: what has no day (`today.py`), the form of the file (`ics.py`).
"""

from pathlib import Path
from typing import Annotated

import typer

from cli import dates, options
from cli.agenda_table import days_table
from cli.ics import Entry, calendar_file, is_calendar_file
from cli.render import replace_file, require_writable, say
from cli.wiring import Office, answer, open_office
from cli.written_over import require_same_kind
from domain.agenda import of_office
from domain.agenda_item import Item
from domain.authority import Office as OfficeName
from domain.authority import Purpose
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.words import how_many
from ledger.clock import day_of, parse_instant
from ledger.on_desk import dated

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def _as_ics(file: Path | None) -> Path | None:
    """Raises UsageError for a name that Outlook would not open as a calendar."""
    if file is not None and file.suffix.casefold() != ".ics":
        raise UsageError(
            f"{file} does not end in .ics.",
            next_step="Outlook knows a calendar by that ending: name the file so.",
        )
    return file


@app.command()
def calendar(
    context: typer.Context,
    fiscal_year: options.Year,
    office: Annotated[
        OfficeName | None,
        typer.Option("--office", help="Only the days of this office, or those it waits for."),
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics",
            help="Also write a calendar file that Outlook opens.",
            metavar="FILE",
            callback=_as_ics,
        ),
    ] = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """List the days of a fiscal year with who set each, and write them for Outlook."""
    year = FiscalYear.parse(fiscal_year)
    here = open_office(context)
    recorded_at = _last_recorded_at(here)
    items = dated(here.ledger, day_of(parse_instant(recorded_at)), year)
    if office is not None:
        items = of_office(items, office)
    items = sorted(items, key=lambda one: (str(one.due), one.key))
    table = days_table(items, empty=f"No day of {year} is set or written.")
    if ics is not None:
        require_same_kind(ics, "a calendar of this ledger", is_calendar_file)
        require_writable(table, csv, xlsx)
        _write(here, ics, year, items, recorded_at)
    answer(
        here,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=f"Calendar · {dates.heading(year)}" + (f" · {office.label}" if office else ""),
        meta={"office": office.value if office else None},
    )


def _last_recorded_at(office: Office) -> str:
    """When the record was last added to: the file changes when the record does, and only then."""
    size = office.ledger.store.position()
    (last,) = office.ledger.records(size - 1)
    return last.record.recorded_at


def _write(
    office: Office, file: Path, year: FiscalYear, items: list[Item], recorded_at: str
) -> None:
    identity = office.ledger.identity
    marked = "" if identity.purpose is Purpose.PRODUCTION else f"{identity.purpose.upper()}: "
    entries = [_entry(one, marked) for one in items]
    content = calendar_file(
        f"{marked}Alliance Districts {year}",
        identity.ledger_id,
        parse_instant(recorded_at),
        entries,
    )
    replace_file(file, content)
    say(f"Wrote {file}: {how_many(len(entries), 'day')}")


def _entry(one: Item, marked: str) -> Entry:
    assert one.due is not None  # noqa: S101 - `dated` gives only what has a day
    made_up = "SYNTHETIC: " if one.synthetic and not marked else ""
    place = one.district.name if one.district else "all districts"
    return Entry(
        key=one.key,
        day=one.due,
        summary=f"{marked}{made_up}{one.what} · {place} {one.fiscal_year}",
        description=f"{one.due_by}\n{one.citation}\n{one.office.label}\n{one.command}",
        category=one.office.label,
    )
