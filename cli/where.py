"""`alliance where`: which ledger this is and how it was chosen."""

import typer

from cli import options
from cli.render import out, print_json
from cli.wiring import named_ledger, open_office
from domain.errors import LedgerNotInitialisedError
from ledger.settings import choose
from ledger.stores.open import shown

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def where(context: typer.Context, as_json: options.Json = False) -> None:
    """Say which ledger this is, how it was chosen, its purpose, policy and size."""
    choice = choose(named_ledger(context))
    try:
        office = open_office(context)
    except LedgerNotInitialisedError as error:
        raise LedgerNotInitialisedError(
            error.message,
            details={"url": shown(choice.url), "chosen_by": choice.by.value},
            next_step=error.next_step,
        ) from error
    identity = office.ledger.identity
    data = {
        "url": shown(office.choice.url),
        "chosen_by": office.choice.by.value,
        "ledger_id": identity.ledger_id,
        "incarnation": identity.incarnation,
        "name": identity.name,
        "purpose": identity.purpose.value,
        "policy": identity.policy.value,
        "size": office.ledger.store.position(),
        "opened_at": identity.opened_at,
    }
    if as_json:
        print_json("where", data, office.meta())
        return
    out(office.headline)
    for name, value in data.items():
        out(f"  {name.replace('_', ' ').ljust(11)}  {value}")
