"""`alliance correct`: a new event that names a wrong one. C.G.S. § 11-8b.

The district-year comes from the record at the position, so that nobody types it wrongly. Both
stay visible: what was recorded, and what is right.
"""

from typing import Annotated

import typer

from cli import options
from cli.acts import Act, Document, Frame, perform
from cli.wiring import open_office
from domain.errors import NotFoundError
from ledger.application import district_year_of, kept

_EffectiveOn = Annotated[
    str | None,
    typer.Option(
        "--effective-on",
        help="Taken and told, and not followed: a correction counts from the day of what it "
        "corrects.",
        metavar="DATE",
    ),
]
app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def correct(
    context: typer.Context,
    position: Annotated[
        int,
        typer.Argument(
            help="The record's position; alliance replay shows it.",
            min=1,
            max=options.LARGEST,
        ),
    ],
    reason: Annotated[str, typer.Option("--because", help="Why it is wrong.", metavar="TEXT")],
    amount: Annotated[
        str | None,
        typer.Option(
            "--amount",
            help="The right amount; left out, the event is taken back whole.",
            metavar="AMOUNT",
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--day",
            help="The right day of a payment order, which is never taken back.",
            metavar="DATE",
        ),
    ] = None,
    authority: Annotated[
        str | None,
        typer.Option("--authority", help="By whose word or paper.", metavar="TEXT"),
    ] = None,
    document: Document = None,
    effective_on: _EffectiveOn = None,
    actor: options.Actor = None,
    command_id: options.CommandId = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Correct an event by a new one that names it; the old figure and the new stay visible."""
    rows = open_office(context).ledger.store.records_after(position - 1, 1)
    place = district_year_of(kept(rows)[0].record.stream) if rows else None
    if place is None:
        raise NotFoundError(
            f"Position {position} is no event of a district-year.",
            details={"position": str(position)},
            next_step="Find the position with: alliance replay DISTRICT",
        )
    frame = Frame(
        district=str(place[0].code),
        fiscal_year=str(place[1].ends_in),
        document=document,
        prior_year_because=None,
        effective_on=effective_on,
        actor=actor,
        command_id=command_id,
        no_input=no_input,
        dry_run=dry_run,
        as_json=as_json,
    )
    fields = {
        "position": position,
        "reason": reason,
        "amount": amount,
        "authority": authority,
        "day": day,
    }
    perform(context, Act("CorrectEvent", fields), frame)
