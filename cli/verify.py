"""`alliance verify`: is the record whole, in order and in its form? Structure only.

The ledger is not trusted to name itself here: its store is verified first, its headline read after.
Not here: the checks (`ledger/verify.py`).
"""

from collections.abc import Mapping

import typer

from cli import options
from cli.render import out, print_json
from cli.wiring import Office, named_ledger
from domain.errors import AllianceError
from ledger.application import Ledger
from ledger.clock import system_clock
from ledger.settings import Choice, choose
from ledger.stores.open import open_recorder, shown
from ledger.verification import Verification
from ledger.verify import verify as verify_structure

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_WRONG = 6
_LOADED = (
    "They were recorded on the day of loading, not as they happened. That they are unchanged since "
    "is not proved by this structural check: seals come with a later version."
)


@app.command()
def verify(context: typer.Context, as_json: options.Json = False) -> None:
    """Is the record whole, in order and in its form? Says what it does not check, too."""
    choice = choose(named_ledger(context))
    store = open_recorder(choice.url, read_only=True)
    context.call_on_close(store.close)
    found = verify_structure(store)
    headline, meta = _named(Ledger(store, system_clock), choice)
    if as_json:
        print_json("verify", _data(found), meta)
    else:
        out(headline)
        for line in _lines(found):
            out(line)
    if not found.ok:
        raise typer.Exit(_WRONG)


def _named(ledger: Ledger, choice: Choice) -> tuple[str, Mapping[str, object]]:
    """Headline and meta; where the record is too damaged to name itself, its address alone."""
    office = Office(ledger, choice)
    try:
        return office.headline, office.meta()
    except AllianceError:
        address = shown(choice.url)
        return f"UNNAMED · {address} does not say which ledger it is", {
            "ledger_id": None,
            "url": address,
        }


def _data(found: Verification) -> Mapping[str, object]:
    return {
        "records": found.records,
        "ok": found.ok,
        "first_bad_position": found.first_bad_position,
        "checks": [
            {
                "name": check.name,
                "checked": check.checked,
                "ok": check.ok,
                "bad": check.bad,
                "first_bad_position": check.first_bad_position,
                "message": check.message,
            }
            for check in found.checks
        ],
        "loaded": [
            {
                "position": source.position,
                "file": source.file,
                "sha256": source.sha256,
                "kind": source.kind,
                "rows": source.rows,
                "records": source.records,
                "loaded_on": source.loaded_on,
            }
            for source in found.loaded
        ],
        "loaded_records": found.loaded_records,
        "not_checked": list(found.not_checked),
    }


def _lines(found: Verification) -> list[str]:
    wide = max(len(check.name) for check in found.checks)
    lines = [
        f"{'✓' if check.ok else '✗'} {check.name.ljust(wide)}  {check.checked:>7,} checked  "
        f"{check.message}" + (f" ({check.bad:,} in all)" if check.bad > 1 else "")
        for check in found.checks
    ]
    if found.loaded or found.loaded_records:
        lines.append(
            f"! {'loaded'.ljust(wide)}  {found.loaded_records:>7,} of {found.records:,} records "
            f"were loaded from {len(found.loaded)} files. {_LOADED}"
        )
        lines += [
            f"    {source.loaded_on}  {source.file}  {source.records:,} records  "
            f"SHA-256 {source.sha256}"
            for source in found.loaded
        ]
    lines += [f"· not checked  {what}" for what in found.not_checked]
    return [*lines, _verdict(found)]


def _verdict(found: Verification) -> str:
    if found.ok:
        return "Verdict: the structure is whole. That is not proof that nothing was rewritten."
    where = found.first_bad_position
    place = f"first at position {where:,}" if where is not None else "at no single position"
    return f"Verdict: wrong, {place}. Do not rely on this ledger; compare it with a backup."
