"""`alliance release`: the Commissioner lets money go to the towns, one release or a batch.

A batch is proposed by the Department (`batch`), authorized by the Commissioner (`approve`), and
then paid by the Comptroller (`alliance payments`). Its name is its key: a second run, here or on
another machine, finds it and does nothing. C.G.S. § 10-262u(c)(2).
Not here: how much is due (`release_schedule.py`, `ledger/batch_rows.py`), its lists
(`release_lists.py`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli import options, release_lists
from cli.acts import Act, Document, PriorYearBecause, act, documents_of
from cli.after_write import after_write
from cli.batch_tables import changed_most, largest, preview, said_of, twin_pairs
from cli.control import typed_control
from cli.prior_year import year_meant
from cli.release_control import control_of, control_said, require_within
from cli.release_schedule import Due, due_of
from cli.render import Table, out, print_json, print_table, say, table_data, write_files
from cli.wiring import Office, actor_name, may_ask, open_office, today
from domain.batch_events import BatchPrepared
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.money import ZERO, total
from domain.settings import settings_of
from ledger.batch_record import (
    Amounts,
    Batch,
    BatchStage,
    batch_named,
    batches_of,
    next_sequence,
    proposed_in,
    released_in,
    states_of,
)
from ledger.batch_rows import BatchRow
from ledger.batches import Desk, approve, prepare, require_unchanged, withdraw
from ledger.clock import parse_date

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

BatchName = Annotated[str, typer.Argument(help="The batch, such as FY2027-OCT-1.", metavar="BATCH")]
Count = Annotated[
    int | None, typer.Option("--count", help="The number of payments, as the list says.")
]
Total = Annotated[str | None, typer.Option("--total", help="Their total, as the list says.")]
ReleaseName = Annotated[
    str, typer.Option("--release", help="The release's own name.", metavar="NAME")
]


@app.callback()
def release() -> None:
    """Let money go to the towns: propose, authorize, one release or a batch."""


app.command("list")(release_lists.list_)
app.command("show")(release_lists.show)


@app.command()
def batch(
    context: typer.Context,
    fiscal_year: options.Year,
    installment: Annotated[
        str | None,
        typer.Option("--installment", help="Which installment of the year's schedule."),
    ] = None,
    supplement: Annotated[
        str | None,
        typer.Option("--supplement", help="Why there is another batch of it.", metavar="REASON"),
    ] = None,
    control: Annotated[
        Path | None,
        typer.Option("--control", help="A CSV file with fiscal_year and amount_usd.", metavar="F"),
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
    on = parse_date(effective_on) if effective_on else today()
    year, reason = year_meant(
        FiscalYear.parse(fiscal_year), on, prior_year_because, asking=may_ask(no_input)
    )
    who = actor_name(actor)
    office = open_office(context, write=not dry_run, money=True)
    settings = settings_of(kept.record.data for kept in office.ledger.own_history())
    due = due_of(settings, year, installment)
    sequence, standing = next_sequence(office.ledger, year, due.installment)
    if _already(office, due, standing, supplement, year, as_json=as_json):
        return
    name = f"{year}-{due.label}-{sequence}"
    rows = due.rows(states_of(office.ledger, year))
    limit = control_of(control, settings, year)
    require_within(limit, rows, year)
    notes = [f"basis  {due.words}", *_since_last(office, year, rows), *control_said(limit, rows)]
    table = preview("release.batch", rows, basis="approved plan", act="release", notes=notes)
    prepared = BatchPrepared(
        batch=name,
        fiscal_year=year.ends_in,
        installment=due.installment,
        sequence=sequence,
        content="",
        count=0,
        total=ZERO,
        basis=due.words,
        reason=supplement,
    )
    desk = Desk(
        actor=who,
        effective_on=parse_date(effective_on) if effective_on else None,
        documents={**documents_of(document), **reason},
        dry_run=dry_run,
    )
    count = sum(1 for row in rows if row.amount)
    if count:
        prepare(office.ledger, prepared, rows, desk)
    recorded = bool(count) and not dry_run
    if recorded:
        after_write(office)
    write_files(table, csv, xlsx)
    _print_batch(office, table, name, count, as_json=as_json, recorded=recorded)


def _already(
    office: Office,
    due: Due,
    standing: list[Batch],
    supplement: str | None,
    year: FiscalYear,
    *,
    as_json: bool,
) -> bool:
    """Whether what is asked for is done already; then it is said, and nothing else happens."""
    if supplement is not None and not standing:
        raise UsageError(
            f"There is no batch of {year} {due.installment} yet to supplement.",
            next_step="Leave --supplement out.",
        )
    if not due.once or not standing or supplement is not None:
        return False
    if as_json:
        data = {
            "outcome": f"already {standing[-1].stage}",
            "batches": [release_lists.batch_data(one) for one in standing],
            "recorded": False,
        }
        print_json("release.batch", data, office.meta())
        return True
    out(office.headline)
    out(f"{year} {due.installment} is {standing[-1].stage} already. Nothing was done.")
    for one in standing:
        out(said_of(one))
    out(f"See: alliance release show {standing[-1].prepared.batch}")
    out("For districts that were not in it: --supplement REASON, or the next installment.")
    return True


def _since_last(office: Office, year: FiscalYear, rows: Sequence[BatchRow]) -> list[str]:
    """The biggest changes against the last batch of the year that was not withdrawn."""
    earlier = [
        one
        for one in batches_of(office.ledger, year).values()
        if one.stage is not BatchStage.WITHDRAWN
    ]
    if not earlier:
        return ["new    no other batch of releases is on record for the year"]
    before = released_in(office.ledger, earlier[-1])
    now = {row.district: row.amount for row in rows if row.amount}
    return [f"change since {earlier[-1].prepared.batch}: {changed_most(now, before)}"]


def _print_batch(
    office: Office, table: Table, name: str, count: int, *, as_json: bool, recorded: bool
) -> None:
    if as_json:
        data = table_data(table) | {
            "batch": name if count else None,
            "count": count,
            "outcome": "prepared" if count else "nothing due",
            "recorded": recorded,
        }
        print_json("release.batch", data, office.meta(dry_run=not recorded))
        return
    out(office.headline)
    print_table(table)
    if not count:
        out("Nothing is due and can be released now. Nothing was recorded.")
    elif recorded:
        out(f"Prepared {name}. Next, another person: alliance release approve {name}")
    else:
        out(f"DRY RUN, nothing was recorded. This would be {name}.")


@app.command("approve")
def approve_(
    context: typer.Context,
    batch: BatchName,
    count: Count = None,
    amount: Total = None,
    document: Document = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Authorize a batch exactly as it was prepared (Commissioner): type count and total."""
    who = actor_name(actor)
    office = open_office(context, write=not dry_run, money=True)
    found = batch_named(office.ledger, batch)
    done = found.stage in {BatchStage.APPROVED, BatchStage.ISSUED}
    if not done:
        amounts = proposed_in(office.ledger, found)
        require_unchanged(found, amounts)
        _show_for_approval(office, found, amounts)
        typed = (
            (found.prepared.count, found.prepared.total)
            if dry_run and count is None
            else typed_control(count, amount, asking=may_ask(no_input))
        )
        desk = Desk(
            actor=who,
            effective_on=parse_date(effective_on) if effective_on else None,
            documents=documents_of(document),
            dry_run=dry_run,
        )
        approve(office.ledger, found, typed, desk)
        if not dry_run:
            after_write(office)
    _print_approved(office, found, who, done=done, dry_run=dry_run, as_json=as_json)


def _show_for_approval(office: Office, batch: Batch, amounts: Amounts) -> None:
    """What the approver has to look at, before anything is typed; on standard error."""
    earlier = [
        one
        for one in batches_of(office.ledger, batch.fiscal_year).values()
        if one.position < batch.position and one.stage is not BatchStage.WITHDRAWN
    ]
    say(office.headline)
    say(said_of(batch) + " · unchanged since")
    say(f" largest     {largest(amounts)}")
    if earlier:
        before = released_in(office.ledger, earlier[-1])
        say(f" changed     since {earlier[-1].prepared.batch}: {changed_most(amounts, before)}")
    say(f" near-twins  {twin_pairs(amounts)} – check codes")
    say(f" sum         {total(list(amounts.values())).display} of {len(amounts)} releases")


def _print_approved(
    office: Office, batch: Batch, who: str, *, done: bool, dry_run: bool, as_json: bool
) -> None:
    name = batch.prepared.batch
    outcome = "already approved" if done else "approved"
    if as_json:
        now = batch if done else batch_named(office.ledger, name)
        data = {"outcome": outcome, "recorded": not done and not dry_run}
        meta = office.meta(dry_run=dry_run)
        print_json("release.approve", release_lists.batch_data(now) | data, meta)
        return
    out(office.headline)
    amount = f"{batch.prepared.count} releases, {batch.prepared.total.display}"
    if done:
        out(f"{name} is {batch.stage} already, authorized by {batch.approved_by}: {amount}.")
        out("Nothing was done.")
        return
    if dry_run:
        out(f"DRY RUN, nothing was recorded. {name} would be authorized by {who}: {amount}.")
        return
    out(f"{name} authorized by {who} (claimed): {amount}.")
    out(f"Next, the Comptroller: alliance payments issue {name}")


@app.command("withdraw-batch")
def withdraw_batch(
    context: typer.Context,
    batch: BatchName,
    because: Annotated[str, typer.Option("--because", help="Why.", metavar="TEXT")],
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Withdraw a batch that nothing was issued of, with every release in it."""
    who = actor_name(actor)
    office = open_office(context, write=not dry_run, money=True)
    found = batch_named(office.ledger, batch)
    on = parse_date(effective_on) if effective_on else None
    withdraw(office.ledger, found, because, Desk(actor=who, effective_on=on, dry_run=dry_run))
    if not dry_run:
        after_write(office)
    name = found.prepared.batch
    if as_json:
        data = {"outcome": "withdrawn", "batch": name, "recorded": not dry_run}
        print_json("release.withdraw-batch", data, office.meta(dry_run=dry_run))
        return
    out(office.headline)
    out(f"{'DRY RUN, nothing was recorded. ' if dry_run else ''}{name} withdrawn: {because}")


@act(app, "propose")
def propose(
    name: ReleaseName,
    amount: Annotated[str, typer.Option("--amount", help="How much.")],
    supplement: Annotated[
        str | None, typer.Option("--supplement", help="Why, where it is a supplement.")
    ] = None,
) -> Act:
    """Propose one release (Department); another person authorizes it."""
    return Act("ProposeRelease", {"release": name, "amount": amount, "reason": supplement})


@act(app, "authorize")
def authorize(
    name: ReleaseName,
    amount: Annotated[str, typer.Option("--amount", help="How much.")],
    direction: Annotated[
        str | None,
        typer.Option(
            "--direction",
            help="Before a plan is approved: the Commissioner's written direction.",
            metavar="TITLE",
        ),
    ] = None,
    cap: Annotated[str | None, typer.Option("--cap", help="The most the direction allows.")] = None,
    residency: Annotated[
        bool, typer.Option("--residency", help="Out of the residency set-aside, § 10-156gg.")
    ] = False,
) -> Act:
    """Authorize one release (Commissioner): on the plan, a direction, or the set-aside."""
    if (direction is None) != (cap is None):
        raise UsageError(
            "A written direction has a title and a cap.", next_step="Give --direction and --cap."
        )
    written = None if direction is None else {"document": direction, "cap": cap}
    fields = {
        "release": name,
        "amount": amount,
        "direction": written,
        "residency": residency or None,
    }
    return Act("AuthorizeRelease", fields)


@act(app, "withdraw")
def withdraw_(
    name: ReleaseName,
    because: Annotated[str, typer.Option("--because", help="Why.", metavar="TEXT")],
) -> Act:
    """Withdraw one release that is not in payment."""
    return Act("WithdrawRelease", {"release": name, "reason": because})
