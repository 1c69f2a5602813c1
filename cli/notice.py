"""`alliance notice`: a draft notice of irregular handling of state funds. C.G.S. § 4-33a.

Written from events on record; never sent, signed or recorded. Not here: the memo's form and words
(`ledger/notice.py`); whether the section calls for a notice, which a person says.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.files import Replace, require_free
from cli.render import out, print_json, replace_file
from cli.wiring import Office, actor_name, open_office, today
from domain.authority import Purpose
from domain.errors import NotFoundError, UsageError
from domain.events import PassThroughShortfallNoted, ReleaseConfirmed
from domain.fiscal_year import FiscalYear
from domain.money import Money, total
from domain.sentences import sentence
from ledger.application import Kept, district_year_of, kept
from ledger.made_up import record_made_up
from ledger.notice import NoticeEvent, NoticeFacts, draft_notice

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def notice() -> None:
    """Draft the notice to the Auditors and the Comptroller under § 4-33a; it is never sent."""


@app.command()
def draft(
    context: typer.Context,
    positions: Annotated[
        list[int],
        typer.Argument(
            help="Positions of the events it rests on.",
            metavar="POSITION…",
            min=1,
            max=options.LARGEST,
        ),
    ],
    found: Annotated[str, typer.Option("--found", help="How it was found.", metavar="TEXT")],
    number: Annotated[
        str,
        typer.Option("--number", help="The notice's number, such as N-2026-07.", metavar="TEXT"),
    ],
    cured: Annotated[
        str, typer.Option("--cured", help="How it was cured, if it was.", metavar="TEXT")
    ] = "",
    amount: Annotated[
        str | None,
        typer.Option(
            "--amount",
            help="The amount (default: what the events show as paid above or not passed on).",
            metavar="AMOUNT",
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--out", help="Write it to this file.", metavar="FILE")
    ] = None,
    replace: Replace = False,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """Write the draft of a notice from events; nothing is sent and nothing is recorded."""
    if file is not None:
        require_free(file, replace=replace)
    office = open_office(context)
    records = [_record(office, position) for position in positions]
    events = tuple(_event(office, one) for one in records)
    facts = NoticeFacts(
        number=number,
        fiscal_year=_year(records),
        events=events,
        districts=tuple(sorted({event.district for event in events if event.district})),
        amount=Money.parse(amount) if amount else _amount_shown(records),
        found_how=found,
        cured_how=cured,
        prepared_by=actor_name(actor),
        prepared_on=today(),
        headline=office.headline,
        synthetic=_made_up(office, records),
    )
    text = draft_notice(facts)
    if file is not None:
        replace_file(file, text.encode())
    if as_json:
        print_json("notice.draft", _data(facts, text, file), office.meta())
        return
    if file is None:
        for line in text.splitlines():
            out(line)
        return
    out(office.headline)
    out(f"Wrote {file}: draft {number}, not sent. Read it, complete it, sign it.")


def _record(office: Office, position: int) -> Kept:
    """The record at a position. Raises NotFoundError."""
    rows = office.ledger.store.records_after(position - 1, 1)
    if not rows:
        raise NotFoundError(
            f"There is no record at position {position}.",
            details={"position": str(position), "last": str(office.ledger.store.position())},
            next_step="Find the positions with: alliance replay DISTRICT",
        )
    return kept(rows)[0]


def _year(records: Sequence[Kept]) -> FiscalYear:
    """The one fiscal year the events are of. Raises UsageError."""
    places = [district_year_of(one.record.stream) for one in records]
    years = sorted({place[1] for place in places if place is not None})
    if len(years) != 1:
        raise UsageError(
            "A notice is about the money of one fiscal year; the events are of "
            f"{', '.join(map(str, years)) or 'no district-year'}.",
            next_step="Write one notice for each fiscal year, from events of districts.",
        )
    return years[0]


def _event(office: Office, one: Kept) -> NoticeEvent:
    place = district_year_of(one.record.stream)
    made_up = "SYNTHETIC: " if record_made_up(office.ledger, one.record) else ""
    return NoticeEvent(
        position=one.position,
        district=place[0] if place else None,
        effective_on=one.record.effective_on,
        recorded_at=one.record.recorded_at,
        sentence=made_up + sentence(one.record.data),
        citation=str(one.record.citation),
    )


def _amount_shown(records: Sequence[Kept]) -> Money | None:
    """What the events show as paid above an authorization or short of the board; None for nothing.

    A shortfall that was noted again is the same money: of each district the last one counts.
    """
    above = []
    short: dict[str, Money] = {}
    for one in sorted(records, key=lambda one: one.position):
        match one.record.data:
            case ReleaseConfirmed() as paid if paid.over:
                above.append(paid.over)
            case PassThroughShortfallNoted() as noted:
                short[one.record.stream] = noted.amount
            case _:
                continue
    shown = [*above, *short.values()]
    return total(shown) if shown else None


def _made_up(office: Office, records: Sequence[Kept]) -> bool:
    """Only a production ledger tells of real payments, and only where no record is made up."""
    practice = office.ledger.identity.purpose is not Purpose.PRODUCTION
    return practice or any(record_made_up(office.ledger, one.record) for one in records)


def _data(facts: NoticeFacts, text: str, file: Path | None) -> dict[str, object]:
    return {
        "number": facts.number,
        "sent": False,
        "synthetic": facts.synthetic,
        "file": str(file) if file else None,
        "fiscal_year": facts.fiscal_year,
        "districts": [district.name for district in facts.districts],
        "amount": facts.amount,
        "positions": sorted(event.position for event in facts.events),
        "text": text,
    }
