"""`alliance projections`: the read models, which can be thrown away and rebuilt."""

from contextlib import closing

import typer

from cli import options
from cli.render import Column, Table, out, print_json
from cli.wiring import answer, open_office
from domain.words import how_many

_DIFFER = (
    "Either the read models were changed, or the record was after they were built. If the record "
    "is as it should be: alliance projections rebuild"
)

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def projections() -> None:
    """How far the read models are; rebuild them; compare them with the record."""


@app.command()
def status(context: typer.Context, as_json: options.Json = False) -> None:
    """How far each read model is, and how far it lags behind the record."""
    from projections.projector import status as ask
    from projections.store import ProjectionStore

    office = open_office(context)
    with closing(ProjectionStore(office.choice.url)) as store:
        found = ask(office.ledger, store)
    table = Table(
        name="projections.status",
        columns=(
            Column("model", "read model"),
            Column("position", "position"),
            Column("head", "record ends at"),
            Column("lag", "lag"),
        ),
        rows=[
            {"model": m.name, "position": m.position, "head": found.head, "lag": m.lag}
            for m in found.models
        ],
        notes=[note for note in (f"In {found.place}", found.note) if note],
    )
    answer(office, table, as_json=as_json)


@app.command()
def rebuild(context: typer.Context, as_json: options.Json = False) -> None:
    """Throw the read models away and build them anew from the record."""
    from projections.projector import rebuild as build
    from projections.store import ProjectionStore

    office = open_office(context)
    with closing(ProjectionStore(office.choice.url)) as store:
        applied = build(office.ledger, store)
        place = store.place
    if as_json:
        print_json("projections.rebuild", {"records": applied, "place": place}, office.meta())
        return
    out(office.headline)
    out(f"Built anew from {how_many(applied, 'record')} in {place}")


@app.command()
def check(context: typer.Context, as_json: options.Json = False) -> None:
    """Compare the read models with a fresh fold of the record; exit 1 where they differ."""
    from projections.projector import check as compare
    from projections.store import ProjectionStore

    office = open_office(context)
    with closing(ProjectionStore(office.choice.url)) as store:
        differences = compare(office.ledger, store)
    table = Table(
        name="projections.check",
        columns=(
            Column("model", "read model"),
            Column("row", "first row"),
            Column("what", "what differs"),
            Column("rows", "rows"),
        ),
        rows=[
            {"model": d.model, "row": d.row, "what": d.what, "rows": d.rows} for d in differences
        ],
        notes=[_DIFFER] if differences else (),
        empty="Read models equal a fresh fold of the record.",
    )
    answer(office, table, as_json=as_json)
    if differences:
        raise typer.Exit(1)
