"""`alliance init`: open a new ledger. Its name, purpose and policy are fixed from then on."""

import uuid
from typing import Annotated

import typer

from cli import options
from cli.render import out, print_json
from cli.wiring import Office, actor_name, named_ledger
from domain.authority import Policy, Purpose
from domain.errors import RefusedError
from ledger.application import Ledger
from ledger.clock import system_clock
from ledger.settings import ChosenBy, choose, make_user_folder
from ledger.stores.open import open_recorder, shown

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def init(
    context: typer.Context,
    purpose: Annotated[
        Purpose, typer.Option("--purpose", help="What it is for.")
    ] = Purpose.DEMONSTRATION,
    policy: Annotated[
        Policy, typer.Option("--policy", help="What it asks of people who act.")
    ] = Policy.OPEN,
    name: Annotated[
        str, typer.Option("--name", help="The name every screen shows.", metavar="TEXT")
    ] = "Connecticut Alliance Districts",
    actor: options.Actor = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Open a new ledger: its name, purpose and policy are fixed for good."""
    choice = choose(named_ledger(context))
    if purpose is Purpose.PRODUCTION and not choice.named:
        raise RefusedError(
            "The embedded file in your own folder is a demonstration ledger and can never be "
            "official.",
            next_step="Name the place of a production ledger: alliance --ledger URL init "
            "--purpose production",
        )
    ledger_id = uuid.uuid4().hex
    data = {
        "ledger_id": ledger_id,
        "url": shown(choice.url),
        "purpose": purpose.value,
        "policy": policy.value,
    }
    if choice.by is ChosenBy.DEFAULT and not dry_run:
        make_user_folder()
    recorder = open_recorder(choice.url)
    context.call_on_close(recorder.close)
    ledger = Ledger(recorder, system_clock)
    if dry_run:
        meta: dict[str, object] = {"dry_run": True}
    else:
        ledger.open_new(
            ledger_id=ledger_id, name=name, purpose=purpose, policy=policy, actor=actor_name(actor)
        )
        meta = Office(ledger, choice).meta(dry_run=False)
    if as_json:
        print_json("init", data, meta)
        return
    out(f"{'Would open' if dry_run else 'Opened'} a {purpose} ledger, policy {policy}: {name}")
    out(f"  id   {ledger_id}")
    out(f"  url  {shown(choice.url)}")
    if choice.by is ChosenBy.COMMAND_LINE:
        out(f"Next: alliance profile pin {shown(choice.url)}")
    out("Then: alliance import ecs FILE, alliance import designations FILE")
