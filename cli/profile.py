"""`alliance profile`: the ledger this user works in, when no other is named.

Not here: how a ledger is chosen (`ledger/settings.py`).
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.render import out, print_json, say
from cli.wiring import named_ledger
from domain.errors import AllianceError, UsageError
from ledger.settings import choose, pin, pinned_url, sqlite_url, unpin, user_folder
from ledger.stores.open import open_recorder, shown

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

_SQLITE = "sqlite:///"


@app.callback()
def profile() -> None:
    """Pin the ledger you work in."""


@app.command("pin")
def pin_(
    url: Annotated[str, typer.Argument(help="Address of the ledger.", metavar="URL")],
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Work in this ledger unless another is named."""
    address = _lasting(url)
    if not _is_ledger(address):
        say(f"Note: no ledger was initialised in {shown(address)} yet.")
    if not dry_run:
        pin(address)
    if os.environ.get("ALLIANCE_LEDGER"):
        say(
            "Note: ALLIANCE_LEDGER is set and wins over the pin: you are still in "
            f"{shown(os.environ['ALLIANCE_LEDGER'])}. Unset it to work in the pinned ledger."
        )
    if as_json:
        print_json("profile.pin", {"pinned": shown(address)}, _meta(dry_run=dry_run))
        return
    out(f"{'Would pin' if dry_run else 'Pinned'} {shown(address)}")


@app.command("unpin")
def unpin_(dry_run: options.DryRun = False, as_json: options.Json = False) -> None:
    """Forget the pinned ledger."""
    was = _pinned()
    if not dry_run:
        unpin()
    if as_json:
        print_json("profile.unpin", {"was_pinned": was}, _meta(dry_run=dry_run))
        return
    done = "Would forget" if dry_run else "No longer pinned:"
    out(f"{done} {was}" if was else "No ledger was pinned.")


@app.command()
def show(context: typer.Context, as_json: options.Json = False) -> None:
    """Say which ledger is pinned, and meant now."""
    choice = choose(named_ledger(context))
    data = {"pinned": _pinned(), "url": shown(choice.url), "chosen_by": choice.by.value}
    if as_json:
        print_json("profile.show", data, _meta())
        return
    out(f"pinned  {data['pinned'] or 'none'}")
    out(f"meant   {data['url']}, by {data['chosen_by']}")


def _pinned() -> str | None:
    url = pinned_url()
    return shown(url) if url else None


def _meta(**said: object) -> dict[str, object]:
    return {"folder": str(user_folder()), **said}


def _lasting(url: str) -> str:
    """The address in a form that means the same ledger from any folder. Raises UsageError."""
    open_recorder(url)  # refuses what is no address; opens nothing
    if url == "memory:":
        raise UsageError(
            "A ledger in memory is gone with the command, so it cannot be pinned.",
            next_step="Pin a file or a database: alliance profile pin sqlite:////folder/file.db",
        )
    return sqlite_url(Path(url.removeprefix(_SQLITE))) if url.startswith(_SQLITE) else url


def _is_ledger(url: str) -> bool:
    """Whether a ledger is there now; a database that cannot be reached may still be pinned."""
    recorder = open_recorder(url, read_only=True)
    try:
        return recorder.is_initialised()
    except AllianceError as error:
        say(error.message)
        return False
    finally:
        recorder.close()
