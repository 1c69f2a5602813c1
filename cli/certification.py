"""`alliance reconcile certification`: the Commissioner's certification of the year, tied out.

One screen a supervisor can sign: what differs from law and record, the totals of all 169 towns,
and what changed since the last certification. Source: C.G.S. § 10-262i(b), § 10-262u(c)(1).
Not here: the lists on the screen (`cli/certification_tables.py`), reading the file and comparing
(`ledger/certification*.py`), recording it (`cli/imports.py`).
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cli import dates, options
from cli.certification_changes import changes_table, first_changes
from cli.certification_tables import first_slipped, not_compared_rows, slip_table, tie_out_table
from cli.render import Table, out, print_table, require_writable, table_data, write_files
from cli.wiring import Office, answer, cut_of, law_day, open_office
from domain.fiscal_year import FiscalYear
from ledger.application import Cut
from ledger.certification import TieOut, tie_out
from ledger.certification_changes import changes
from ledger.certification_file import CERTIFICATION_COLUMNS, Certification, certification_of
from ledger.certification_record import year_it_fits_better
from ledger.source_file import read_source

_INCOMPLETE = 9
_SIGN = "Prepared by ____________________   Reviewed by ____________________   Date ____________"


def certification(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="The certification: a CSV file, UTF-8.", metavar="FILE")
    ],
    fiscal_year: options.Year,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", help="The last certification: what changed.", metavar="FILE"),
    ] = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Tie out the certification of a year against law and record.

    All 169 towns, by name and code, as the Commissioner certified them.

    Columns: town or district, town_code, fiscal_year, ecs_entitlement_usd, alliance_portion_usd,
    optionally education_diversity_portion_usd. Exit 1 with differences, 9 where something could
    not be compared, 0 where it ties.
    """
    year = FiscalYear.parse(fiscal_year)
    certified = certification_of(read_source(file, CERTIFICATION_COLUMNS), year)
    last = _last(previous)
    since = changes_table(last, changes(last, certified)) if last else None
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    tied, table = _compared(office, certified, cut)
    if tied.slips:
        since = None
    _write_files(table, since, csv, xlsx)
    answer(
        office,
        first_slipped(table) if tied.slips and not as_json else table,
        as_json=as_json,
        title=_title(certified, cut),
        meta=dates.used(cut, year) | _papers(certified, last),
        data=table_data(table) | _more(tied, since),
    )
    if not as_json and not tied.slips:
        _finish(since)
    code = _exit_code(tied)
    if code:
        raise typer.Exit(code)


def _compared(office: Office, certified: Certification, cut: Cut) -> tuple[TieOut, Table]:
    """The certification against law and record, and the list that shows it."""
    states = office.ledger.all_district_years(cut)
    tied = tie_out(certified, states, partial(law_day, cut=cut))
    table = slip_table(tied) if tied.slips else tie_out_table(tied)
    better = year_it_fits_better(certified, states)
    if better is not None:
        caution = _fits_better(better, certified.fiscal_year)
        table = replace(table, notes=[caution, *table.notes])
    return tied, table


def _last(previous: Path | None) -> Certification | None:
    if previous is None:
        return None
    return certification_of(read_source(previous, CERTIFICATION_COLUMNS), None)


def _title(certified: Certification, cut: Cut) -> str:
    year = certified.fiscal_year
    return (
        f"Certification against law and record · {dates.heading(year)} · {dates.said(cut)} · "
        f"{dates.law_said(cut, year)}\n{certified.name} · sha256 {certified.sha256}"
    )


def _papers(certified: Certification, last: Certification | None) -> dict[str, object]:
    """The files used, for `meta`."""
    return {
        "file": certified.name,
        "sha256": certified.sha256,
        "previous": last.name if last else None,
        "previous_sha256": last.sha256 if last else None,
    }


def _fits_better(better: FiscalYear, asked: FiscalYear) -> str:
    return (
        f"caution  more of these ECS amounts are on record for {better} than for {asked}. Is this "
        "the certification of that year?"
    )


def _write_files(table: Table, since: Table | None, csv: Path | None, xlsx: Path | None) -> None:
    """Both lists, or neither: the changes go to a file beside the one named."""
    if since is not None:
        require_writable(since, _beside(csv), _beside(xlsx))
    write_files(table, csv, xlsx)
    if since is not None:
        write_files(since, _beside(csv), _beside(xlsx))


def _beside(file: Path | None) -> Path | None:
    return file.with_stem(f"{file.stem}-changes") if file else None


def _more(tied: TieOut, since: Table | None) -> dict[str, object]:
    """What the JSON answer says besides the list."""
    more: dict[str, object] = {"not_compared": not_compared_rows(tied)}
    if since is not None:
        more["changes"] = table_data(since)
    return more


def _finish(since: Table | None) -> None:
    """The changes, and the line to sign."""
    if since is not None:
        out("")
        print_table(first_changes(since))
    out("")
    out(_SIGN)


def _exit_code(tied: TieOut) -> int:
    if tied.slips or tied.differing:
        return 1
    return _INCOMPLETE if tied.incomplete else 0
