"""`alliance release batch`: what is due by now and not released, for every district of a year.

October, January's catch-up and April's rest are one rule: due by now less released before. Its name
is its key: a second run, here or on another machine, finds it and does nothing.
C.G.S. § 10-262u(c)(2).
Not here: how much is due (`release_schedule.py`, `ledger/batch_rows.py`), approving it
(`release.py`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli import options, release_lists
from cli.acts import Document, PriorYearBecause, documents_of
from cli.batch_tables import (
    changed_most,
    counted,
    last_like,
    next_of,
    preview,
    said_of,
)
from cli.prior_year import kept_reason, year_meant
from cli.release_control import control_said, controls_of, require_within_all
from cli.release_schedule import Due, due_of
from cli.render import Table, out, print_json, print_table, table_data, write_files
from cli.sending import send_batch
from cli.wiring import Office, actor_name, may_ask, open_office, today
from domain.batch_events import BatchPrepared
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import total
from ledger.batch_record import (
    Batch,
    batch_named,
    batches_of,
    next_sequence,
    released_in,
    states_of,
)
from ledger.batch_rows import BatchRow
from ledger.batch_unit import Desk
from ledger.batches import prepare
from ledger.clock import parse_date
from ledger.control_figure import settings_in_force
from ledger.documents import REASON_OF_EARLY_BATCH


def batch(
    context: typer.Context,
    fiscal_year: options.Year,
    installment: Annotated[
        str | None,
        typer.Option(
            "--installment",
            help="Which installment of the year's schedule, such as october.",
            metavar="NAME",
        ),
    ] = None,
    supplement: Annotated[
        str | None,
        typer.Option("--supplement", help="Why there is another batch of it.", metavar="REASON"),
    ] = None,
    control: Annotated[
        Path | None,
        typer.Option(
            "--control",
            help="A CSV file with fiscal_year and amount_usd: no more than that is released.",
            metavar="FILE",
        ),
    ] = None,
    early_because: Annotated[
        str | None,
        typer.Option(
            "--early-because",
            help="Why it goes before an installment that is due earlier.",
            metavar="TEXT",
        ),
    ] = None,
    document: Document = None,
    prior_year_because: PriorYearBecause = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Propose what is due by now and not released, for every district of the year.

    October, January's catch-up and April's rest are the same: due by now less released before.
    A second run finds the batch and does nothing. What is due by when is the year's schedule:
    alliance setting schedule.
    """
    on = parse_date(effective_on) if effective_on else None
    year, reason = year_meant(
        FiscalYear.parse(fiscal_year), on or today(), prior_year_because, asking=may_ask(no_input)
    )
    office = open_office(context, write=not dry_run, money=True)
    seen_at = office.ledger.store.position()
    settings = settings_in_force(office.ledger)
    due = due_of(settings, year, installment, on or today())
    rows = due.rows(states_of(office.ledger, year))
    sequence, standing = next_sequence(office.ledger, year, due.label)
    _require_supplement_of_something(supplement, standing, year, due)
    if due.once and standing and supplement is None:
        _print_already(office, standing, f"{year} {due.installment}", as_json=as_json)
        return
    desk = Desk(
        actor=actor_name(actor),
        effective_on=on,
        documents={
            **documents_of(document),
            **reason,
            **_early_reason(due, early_because, dry_run=dry_run),
        },
        dry_run=dry_run,
        seen_at=seen_at,
    )
    limits = controls_of(control, settings, year)
    require_within_all(limits, rows, year)
    notes = [
        f"basis  {due.words}",
        *([f"early  {due.early or due.ahead}"] if due.ahead else []),
        *_since_last(office, year, rows, supplement),
        *control_said(limits, rows),
    ]
    table = preview("release.batch", rows, basis="approved plan", act="release", notes=notes)
    write_files(table, csv, xlsx)
    prepared = BatchPrepared(
        batch=f"{year}-{due.label}-{sequence}",
        fiscal_year=year.ends_in,
        installment=due.installment,
        sequence=sequence,
        content="",
        count=sum(1 for row in rows if row.amount),
        total=total([row.amount for row in rows]),
        basis=due.words,
        reason=supplement,
    )
    if prepared.count:
        what = f"batch {prepared.batch} prepared"
        send_batch(office, desk, what, lambda known: prepare(office.ledger, prepared, rows, known))
    _print_batch(office, table, prepared, as_json=as_json, dry_run=dry_run)


def _early_reason(due: Due, because: str | None, *, dry_run: bool) -> dict[str, str]:
    """The reason to let an installment go early, as it is kept. Raises UsageError."""
    if not due.early:
        if because is not None:
            raise UsageError(
                f"{due.installment} does not go early.", next_step="Leave --early-because out."
            )
        return {}
    if because is None:
        if dry_run:
            return {}
        raise UsageError(
            f"{due.early}.",
            next_step="If it is meant all the same, say why: --early-because TEXT",
        )
    return kept_reason(REASON_OF_EARLY_BATCH, because)


def _require_supplement_of_something(
    supplement: str | None, standing: Sequence[Batch], year: FiscalYear, due: Due
) -> None:
    if supplement is not None and not standing:
        raise UsageError(
            f"There is no batch of {year} {due.installment} yet to supplement.",
            next_step="Leave --supplement out.",
        )


def _print_already(
    office: Office, standing: Sequence[Batch], installment: str, *, as_json: bool
) -> None:
    """What is asked for is done already: that is said, and nothing else happens."""
    newest = standing[-1]
    if as_json:
        data = {
            "rows": [],
            "batch": newest.prepared.batch,
            "count": 0,
            "outcome": f"already {newest.stage}",
            "batches": [release_lists.batch_data(one) for one in standing],
            "recorded": False,
        }
        print_json("release.batch", data, office.meta(dry_run=False))
        return
    out(office.headline)
    out(f"{installment} is {newest.stage} already. Nothing was done.")
    for one in standing:
        out(said_of(one))
    out(f"See: alliance release show {newest.prepared.batch}")
    out("For districts that were not in it: --supplement REASON, or the next installment.")


def _since_last(
    office: Office, year: FiscalYear, rows: Sequence[BatchRow], supplement: str | None
) -> list[str]:
    """The biggest changes against the batch it is like; a supplement is like none."""
    if supplement is not None:
        return []
    last = last_like(list(batches_of(office.ledger, year).values()))
    if last is None:
        return ["new    no other batch of releases stands for the year"]
    before = released_in(office.ledger, last)
    now = {row.district: row.amount for row in rows if row.amount}
    return [f"change since {last.prepared.batch}: {changed_most(now, before)}"]


def _print_batch(
    office: Office, table: Table, prepared: BatchPrepared, *, as_json: bool, dry_run: bool
) -> None:
    count, name = prepared.count, prepared.batch
    if as_json:
        data = table_data(table) | {
            "batch": name if count else None,
            "count": count,
            "outcome": "prepared" if count else "nothing due",
            "recorded": bool(count) and not dry_run,
        }
        print_json("release.batch", data, office.meta(dry_run=dry_run))
        return
    out(office.headline)
    print_table(table)
    out("")
    if not count:
        out("Nothing is due and can be released now. Nothing was recorded.")
        return
    said = f"{name}: {counted(prepared)}, {prepared.total.display}"
    if dry_run:
        out(f"DRY RUN, nothing was recorded. This would be {said}.")
        return
    out(f"Prepared {said}.")
    out(next_of(batch_named(office.ledger, name)))
