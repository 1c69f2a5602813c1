"""`alliance reconcile`: where papers of others differ from the law and from the record.

Not here: the certification of a year (`cli/certification.py`, a command of this noun).
"""

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.certification import certification
from cli.render import Column, Table, Value
from cli.wiring import Office, answer, cut_of, law_day, open_office
from domain.fiscal_year import FiscalYear
from domain.money import Money, known_total, total
from domain.words import how_many
from ledger.application import Cut
from ledger.portions import portions_by_law
from ledger.reconcile import (
    PUBLISHED_COLUMNS,
    Difference,
    Published,
    published_of,
    reconcile,
)
from ledger.reference import shipped
from ledger.source_file import read_source

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("district", "district"),
    Column("town_code", "code", on_screen=False),
    Column("fiscal_year", "year"),
    Column("published", "published"),
    Column("computed", "by law"),
    Column("recorded", "on record"),
    Column("difference", "difference"),
    Column("explanation", "explanation"),
    Column("citation", "citation", on_screen=False),
)


@app.callback()
def reconciliations() -> None:
    """Where published or certified figures differ from the law and from the record."""


@app.command()
def published(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(help="A published list (default: the shipped one).", metavar="[FILE]"),
    ] = None,
    fiscal_year: options.MaybeYear = None,
    as_of: options.AsOf = None,
    known_on: options.KnownOn = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Compare a published list of Alliance portions with the law and the record."""
    source = read_source(file or shipped("alliance_grants.csv"), PUBLISHED_COLUMNS)
    year = FiscalYear.parse(fiscal_year) if fiscal_year else None
    office = open_office(context)
    table = published_table(
        office,
        source_rows=published_of(source),
        year=year,
        cut=cut_of(office, as_of, known_on),
        name=source.name,
    )
    title = f"Published portions against the law and the record · {source.name}"
    answer(
        office,
        table,
        as_json=as_json,
        csv=csv,
        xlsx=xlsx,
        title=title,
        meta={"as_of": as_of, "known_on": known_on, "file": source.name},
    )
    if table.rows:
        raise typer.Exit(1)


app.command()(certification)


def published_table(
    office: Office,
    *,
    source_rows: list[Published],
    year: FiscalYear | None,
    cut: Cut,
    name: str,
) -> Table:
    """The district-years where published, law and record differ, with totals and proof."""
    states = office.ledger.all_district_years(cut)
    by_law = portions_by_law(states, lambda fiscal_year: law_day(fiscal_year, cut), year)
    computed = {(row.district, row.fiscal_year): row.portion for row in by_law}
    wanted = [row for row in source_rows if year in {None, row.fiscal_year}]
    compared, differing = reconcile(wanted, computed, states)
    return Table(
        name="reconcile.published",
        columns=_COLUMNS,
        rows=[_row(one) for one in differing],
        totals=_totals(differing),
        proof=_proof(differing),
        notes=_notes(compared, differing),
        empty=_empty(compared, name),
    )


def _row(one: Difference) -> dict[str, Value]:
    return {
        "district": one.district,
        "town_code": one.district.code,
        "fiscal_year": one.fiscal_year,
        "published": one.published,
        "computed": one.computed,
        "recorded": one.recorded,
        "difference": one.difference,
        "explanation": one.explanation,
        "citation": "C.G.S. § 10-262u(c)(1)",
    }


def _totals(differing: list[Difference]) -> dict[str, Value]:
    if not differing:
        return {}
    return {
        "district_years": len(differing),
        "published": total([one.published for one in differing]),
        "computed": known_total([one.computed for one in differing]),
        "recorded": known_total([one.recorded for one in differing]),
        "difference": known_total([one.difference for one in differing]),
    }


def _proof(differing: list[Difference]) -> str:
    """Published less by law is the difference, over the rows where the law gives an amount."""
    known = [one for one in differing if one.computed is not None]
    if not known:
        return ""
    published_sum = total([one.published for one in known])
    by_law = known_total([one.computed for one in known]) or Money(0)
    return (
        f"{published_sum.display} − {by_law.display} = {(published_sum - by_law).display}, "
        f"the sum of {how_many(len(known), 'difference')}"
    )


def _notes(compared: int, differing: list[Difference]) -> list[str]:
    if not compared:
        return []
    unexplained = sum(1 for one in differing if not one.explanation)
    note = (
        f"{compared} designated district-years compared, {len(differing)} differ, "
        f"{unexplained} of them without a known explanation."
    )
    return [note]


def _empty(compared: int, name: str) -> str:
    if compared:
        return f"All {compared} agree: published, law and record are one amount each."
    return (
        f"Nothing in {name} is about a year that is designated in this ledger. The published list "
        "ends with FY2023; designations are loaded with: alliance import designations FILE"
    )
