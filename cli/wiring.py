"""The composition root: from options to a ledger, a clock, an actor and the facts of every screen.

Not here: rules, and what commands do.
"""

import getpass
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import typer

from cli.render import Table, out, print_json, print_table, table_data, write_files
from domain.authority import Purpose
from domain.errors import IncompleteError, RefusedError, UsageError
from domain.fiscal_year import FiscalYear
from domain.words import how_many
from ledger.application import Cut, Ledger
from ledger.clock import day_of, parse_date, parse_instant, parse_known_on, system_clock
from ledger.last_day import last_day_after
from ledger.plain import is_command_id
from ledger.settings import Choice, choose
from ledger.stores.open import open_recorder, shown

_NAME_IT: Final = "Name it with --ledger or ALLIANCE_LEDGER, or: alliance profile pin URL"


@dataclass(frozen=True, slots=True)
class Office:
    """An open ledger with how it was chosen: what every command works with."""

    ledger: Ledger
    choice: Choice

    @property
    def headline(self) -> str:
        """The first line of every screen: purpose, name, policy, size."""
        identity = self.ledger.identity
        size = self.ledger.store.position()
        return (
            f"{identity.purpose.upper()} · {identity.name} · policy {identity.policy} · "
            f"{how_many(size, 'record')}"
            + (" · with SYNTHETIC steps" if self.ledger.holds_made_up_steps else "")
        )

    def meta(self, **dates: object) -> dict[str, object]:
        """The `meta` of every JSON answer."""
        identity = self.ledger.identity
        return {
            **dict.fromkeys(("as_of", "known_on", "law_day", "law")),
            "ledger_id": identity.ledger_id,
            "name": identity.name,
            "purpose": identity.purpose.value,
            "policy": identity.policy.value,
            "size": self.ledger.store.position(),
            **dates,
        }


def open_office(
    context: typer.Context, *, write: bool = False, money: bool = False, in_demo: bool | None = None
) -> Office:
    """Open the ledger that is meant.

    `in_demo`: whether the act may go into a demonstration that nobody named, as it is made up or
    loads what was published; None where nothing is made up there.
    Raises UsageError, StoreUnavailableError, LedgerNotInitialisedError; with
    `money`, RefusedError for a production ledger that nobody named or pinned, and for an act
    recorded in a demonstration of the real record that was only found by default.
    """
    choice = choose(named_ledger(context))
    ledger = Ledger(open_recorder(choice.url, read_only=not write), system_clock)
    context.call_on_close(ledger.store.close)
    identity = ledger.identity
    if money and not choice.named:
        if identity.purpose is Purpose.PRODUCTION:
            raise RefusedError(
                "Money commands need a production ledger to be named or pinned, and "
                f"{shown(choice.url)} was only found by default.",
                next_step=_NAME_IT,
            )
        if write and not in_demo:
            _require_no_demonstration(ledger, choice, may_be_made_up=in_demo is not None)
    return Office(ledger, choice)


def _require_no_demonstration(ledger: Ledger, choice: Choice, *, may_be_made_up: bool) -> None:
    """Raises RefusedError: whose variable is missing would pay into figures to look at."""
    # Imported late: only what records something has to know.
    from ledger.public_record import holds_public_record

    if holds_public_record(ledger):
        raise RefusedError(
            "Nobody named a ledger, and the one found by default is the demonstration: "
            f"{shown(choice.url)}. Nothing was recorded.",
            next_step=f"{_NAME_IT}. To practice: --dry-run"
            + (", or a --command-id that begins with SYNTHETIC." if may_be_made_up else "."),
        )


def named_ledger(context: typer.Context) -> str | None:
    """What `--ledger` says, or None."""
    found = context.find_root().params.get("ledger")
    if found == "":
        raise UsageError(
            "--ledger is empty.",
            next_step="An unset variable? Name the ledger, or leave the option out.",
        )
    return found if isinstance(found, str) else None


def cut_of(office: Office, as_of: str | None, known_on: str | None) -> Cut:
    """Which records a question sees, and up to which day they run.

    Raises InvalidDateError; IncompleteError for a day before this ledger knew anything, which is
    no finding about anybody.
    """
    cut = Cut(
        as_of=parse_date(as_of, "--as-of") if as_of else None,
        known_on=parse_known_on(known_on, "--known-on") if known_on else None,
    )
    opened = office.ledger.identity.opened_at
    if cut.known_on is not None and cut.known_on < opened:
        raise IncompleteError(
            f"This ledger knows nothing before {day_of(parse_instant(opened))}, the day it was "
            "opened. That is not a finding about any district or the Department.",
            details={"opened_at": opened, "known_on": str(known_on)},
            next_step=f"Nearest answer: --as-of {str(known_on)[:10]}, what is recorded today as "
            "true on that day.",
        )
    return cut if cut.as_of is not None else replace(cut, runs_to=_runs_to(office, cut))


def _runs_to(office: Office, cut: Cut) -> date | None:
    """The last legal day on record, where it lies after today.

    People practice a whole year in a demonstration or training ledger, and what is counted there
    is not what was true today. A production ledger does not take what has not happened yet.
    """
    if office.ledger.identity.purpose is Purpose.PRODUCTION:
        return None
    return last_day_after(office.ledger, today(), cut)


def today() -> date:
    """Today in Connecticut."""
    return day_of(system_clock())


def law_day(fiscal_year: FiscalYear, cut: Cut) -> date:
    """The day the law is asked for: as-of, else June 30 of the year, or today if earlier."""
    return cut.as_of or min(fiscal_year.last_day, today())


def actor_name(given: str | None) -> str:
    """Who acts: as given, else the login, which is only claimed.

    Raises UsageError for an empty or oversized name, or where there is neither.
    """
    try:
        name = given if given is not None else getpass.getuser()
    except (KeyError, OSError):
        name = ""  # a container without users
    if not any(map(str.isalnum, name)) or len(name) > 200 or not name.isprintable():  # noqa: PLR2004
        raise UsageError(
            "That is not a name of a person.", next_step="Give --actor NAME, up to 200 letters."
        )
    return name


def new_command_id() -> str:
    """A command id nobody used before."""
    return uuid.uuid4().hex


def command_id_of(given: str | None) -> str:
    """The command id as given, else a new one. Raises UsageError for one that cannot be an id."""
    if given is None:
        return new_command_id()
    if not is_command_id(given):
        raise UsageError(
            "That is not a command id.",
            details={"command_id": ascii(given)[:60]},
            next_step="An id is 1 to 128 of A-Z a-z 0-9 . _ : -",
        )
    return given


def may_ask(no_input: bool) -> bool:
    """Whether a person is there to be asked."""
    return not no_input and sys.stdin.isatty()


def answer(
    office: Office,
    table: Table,
    *,
    as_json: bool,
    csv: Path | None = None,
    xlsx: Path | None = None,
    title: str = "",
    meta: Mapping[str, object] | None = None,
    data: object = None,
) -> None:
    """Give a list in every form that was asked for; `data` where its JSON says more than rows."""
    write_files(table, csv, xlsx)
    if as_json:
        print_json(
            table.name, table_data(table) if data is None else data, office.meta(**(meta or {}))
        )
        return
    out(office.headline)
    if title:
        out(title)
        out("")
    print_table(table)
