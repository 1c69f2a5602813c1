"""`alliance reconcile`: where papers of others differ from the law and from the record.

Not here: the certification of a year (`cli/certification.py`, a command of this noun).
"""

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.certification import certification
from cli.render import Column, Table, Value
from cli.wiring import Office, answer, cut_of, law_day, open_office, today
from domain.coverage import CoverageKind, covers
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, Money, known_total, total
from domain.words import how_many
from ledger.application import Cut
from ledger.portions import portions_by_law
from ledger.reconcile import (
    PUBLISHED_COLUMNS,
    PUBLISHED_LIST,
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
    Column("difference", "from law"),
    Column("record_difference", "from record"),
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
    source = read_source(file or shipped(PUBLISHED_LIST), PUBLISHED_COLUMNS)
    year = FiscalYear.parse(fiscal_year) if fiscal_year else None
    office = open_office(context)
    cut = cut_of(office, as_of, known_on)
    table = published_table(
        office,
        source_rows=published_of(source),
        year=year,
        cut=cut,
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
        meta={"as_of": cut.day, "known_on": known_on, "file": source.name},
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
    own = [kept.record.data for kept in office.ledger.own_history(Cut(known_on=cut.known_on))]
    on = cut.day or today()

    def held(fiscal_year: FiscalYear) -> bool:
        return on > fiscal_year.last_day and covers(own, CoverageKind.WITHHOLDINGS, fiscal_year)

    compared, differing = reconcile(wanted, computed, states, held)
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
        "record_difference": one.record_difference,
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
        "record_difference": known_total([one.record_difference for one in differing]),
    }


def _proof(differing: list[Difference]) -> str:
    """Published less by law, and less what is on record, each over the rows where it is known."""
    law = [(one.published, one.computed) for one in differing if one.computed is not None]
    record = [
        (one.published, one.recorded or ZERO)
        for one in differing
        if one.record_difference is not None
    ]
    return "; ".join(
        _less(pairs, what) for pairs, what in ((law, "by law"), (record, "on record")) if pairs
    )


def _less(pairs: list[tuple[Money, Money]], what: str) -> str:
    published_sum = total([one for one, _ in pairs])
    other = total([one for _, one in pairs])
    return (
        f"published {published_sum.display} − {what} {other.display} = "
        f"{(published_sum - other).display}, {how_many(len(pairs), 'row')}"
    )


def _notes(compared: int, differing: list[Difference]) -> list[str]:
    if not compared:
        return []
    unexplained = sum(1 for one in differing if not one.explanation)
    note = (
        f"{compared} designated district-years compared, {len(differing)} differ, "
        f"{unexplained} of them without a known explanation."
    )
    if not any(one.record_difference for one in differing):
        return [note]
    where = (
        "From record: what is on record as withheld is not what was published. "
        "See: alliance replay DISTRICT --fiscal-year YEAR"
    )
    return [note, where]


def _empty(compared: int, name: str) -> str:
    if compared:
        return f"All {compared} agree: published, law and record are one amount each."
    return (
        f"Nothing in {name} is about a year that is designated in this ledger. The published list "
        "ends with FY2023; designations are loaded with: alliance import designations FILE"
    )
