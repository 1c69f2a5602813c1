"""`alliance schema`: the shape of every command and event, for programs.

Asks no ledger. Not here: the schemas (`ledger/schema.py`).
"""

import json

import typer

from cli import options
from cli.render import out, print_json
from ledger.codec import SCHEMAS
from ledger.record import FORMAT
from ledger.schema import command_schema, event_schema

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

_META = {"record_format": FORMAT, "event_schemas": dict(SCHEMAS)}


@app.callback()
def schema() -> None:
    """The shape of every command and event, for programs."""


@app.command()
def commands(as_json: options.Json = False) -> None:
    """JSON Schema of one line of a file for `alliance apply`."""
    _show("schema.commands", command_schema(), as_json=as_json)


@app.command()
def events(as_json: options.Json = False) -> None:
    """JSON Schema of one record as it is kept.

    Every event with its name, its schema version and its fields.
    """
    _show("schema.events", event_schema(), as_json=as_json)


def _show(name: str, found: dict[str, object], *, as_json: bool) -> None:
    """The bare schema, or the schema as the data of a JSON answer."""
    if as_json:
        print_json(name, found, _META)
        return
    out(json.dumps(found, ensure_ascii=False, indent=2))
