"""`alliance outcome`: this user's commands that never got an answer; the ledger is asked for each.

What the ledger has is shown once and then forgotten here. Not here: one command by its id
(`command.py`).
"""

from typing import Annotated

import typer

from cli import options
from cli.render import Column, Table, Value
from cli.sending import address
from cli.wiring import Office, answer, open_office
from ledger.settings import Sent, all_sent, forget_sent

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_COLUMNS = (
    Column("sent_at", "sent"),
    Column("what", "command"),
    Column("outcome", "outcome"),
    Column("advice", "what to do"),
    Column("command_id", "command id"),
    Column("events", "events", on_screen=False),
    Column("positions", "positions", on_screen=False),
)
_DONE = "done"
_NOT_RECORDED = "not recorded"


@app.command()
def outcome(
    context: typer.Context,
    forget: Annotated[
        bool, typer.Option("--forget", help="Also forget those that are not recorded.")
    ] = False,
    as_json: options.Json = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
) -> None:
    """Ask the ledger about my commands whose answer never came."""
    office = open_office(context)
    here = address(office)
    sent = list(all_sent())
    mine = sorted((s for s in sent if s.ledger == here), key=lambda s: (s.sent_at, s.command_id))
    rows = [_row(office, one) for one in mine]
    elsewhere = sorted({one.ledger for one in sent if one.ledger != here})
    table = Table(
        name="outcome",
        columns=_COLUMNS,
        rows=rows,
        notes=[f"Others await an answer in another ledger: {url}" for url in elsewhere],
        empty="No command of yours awaits an answer in this ledger.",
    )
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx)
    for row in rows:
        if row["outcome"] == _DONE or forget:
            forget_sent(str(row["command_id"]))


def _row(office: Office, sent: Sent) -> dict[str, Value]:
    found = office.ledger.outcome_on_record(sent.command_id, None)
    positions = [kept.position for kept in found.records] if found else []
    return {
        "sent_at": sent.sent_at,
        "what": sent.what,
        "outcome": _DONE if found else _NOT_RECORDED,
        "advice": "nothing, it is recorded"
        if found
        else "safe to send again, with the same command id",
        "command_id": sent.command_id,
        "events": ", ".join(found.events) if found else "",
        "positions": ", ".join(str(position) for position in positions),
    }
