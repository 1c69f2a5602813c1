"""`alliance release`: the Commissioner lets money go to the towns, one release or a batch.

A batch is proposed by the Department (`batch`), authorized by the Commissioner (`approve`), and
then paid by the Comptroller (`alliance payments`). Its name is its key: a second run, here or on
another machine, finds it and does nothing. C.G.S. § 10-262u(c)(2).
Not here: how much is due (`release_schedule.py`, `ledger/batch_rows.py`), its lists
(`release_lists.py`).
"""

from dataclasses import replace
from typing import Annotated

import typer

from cli import options, release_batch, release_lists
from cli.acts import Act, Document, act, documents_of
from cli.batch_tables import (
    changed_most,
    counted,
    largest,
    last_like,
    next_of,
    rests_on,
    said_of,
    twin_pairs,
)
from cli.control import typed_control
from cli.release_schedule import bases_of
from cli.render import out, print_json, say
from cli.sending import send_batch
from cli.to_know import to_know_of
from cli.wiring import Office, actor_name, may_ask, open_office
from domain.errors import UsageError
from domain.money import total
from domain.words import how_many
from ledger.batch_guards import BatchChangedError, require_stage, require_unchanged
from ledger.batch_record import (
    Amounts,
    Batch,
    BatchStage,
    batch_named,
    batches_of,
    open_in,
    proposed_in,
    released_in,
)
from ledger.batch_unit import Desk
from ledger.batches import approve, withdraw
from ledger.clock import parse_date
from ledger.control_figure import C2, settings_in_force

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

BatchName = Annotated[str, typer.Argument(help="The batch, such as FY2027-OCT-1.", metavar="BATCH")]
Count = Annotated[
    int | None,
    typer.Option("--count", help="How many there are, as the list says.", metavar="N"),
]
Total = Annotated[
    str | None, typer.Option("--total", help="Their total, as the list says.", metavar="AMOUNT")
]
ReleaseName = Annotated[
    str, typer.Option("--release", help="The release's own name.", metavar="NAME")
]


@app.callback()
def release() -> None:
    """Let money go to the towns: propose, authorize, one release or a batch."""


app.command("batch")(release_batch.batch)
app.command("list")(release_lists.list_)
app.command("show")(release_lists.show)


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
    desk = Desk(
        actor=actor_name(actor),
        effective_on=parse_date(effective_on) if effective_on else None,
        documents=documents_of(document),
        dry_run=dry_run,
    )
    office = open_office(context, write=not dry_run, money=True)
    desk = replace(desk, seen_at=office.ledger.store.position())
    found = batch_named(office.ledger, batch)
    done = found.stage in {BatchStage.APPROVED, BatchStage.ISSUED}
    if not done:
        require_stage(found, BatchStage.PREPARED)
        amounts = proposed_in(office.ledger, found)
        require_unchanged(found, amounts)
        _require_same_basis(office, found)
        own = (found.prepared.count, found.prepared.total)
        # What is in the way is said before anybody types a figure.
        approve(office.ledger, found, own, replace(desk, dry_run=True))
        _show_for_approval(office, found, amounts)
        rehearsed = dry_run and count is None and amount is None
        typed = own if rehearsed else typed_control(count, amount, asking=may_ask(no_input))
        what = f"batch {found.prepared.batch} authorized"
        send_batch(office, desk, what, lambda known: approve(office.ledger, found, typed, known))
    _print_approved(office, found, desk, done=done, as_json=as_json)


def _require_same_basis(office: Office, batch: Batch) -> None:
    """Raises BatchChangedError where the schedule it was measured by was set anew since."""
    name, year = batch.prepared.batch, batch.fiscal_year
    settings = settings_in_force(office.ledger)
    if batch.prepared.basis not in bases_of(settings, year):
        raise BatchChangedError(
            f"Batch {name} was measured by {batch.prepared.basis}, which is not the schedule of "
            f"{year} any more.",
            citation=C2,
            details={"batch": name, "basis": batch.prepared.basis},
            next_step="Withdraw the batch and prepare it anew: alliance release withdraw-batch "
            f"{name} --because TEXT",
        )


def _show_for_approval(office: Office, batch: Batch, amounts: Amounts) -> None:
    """What the approver has to look at, before anything is typed; on standard error."""
    earlier = [
        one
        for one in batches_of(office.ledger, batch.fiscal_year).values()
        if one.position < batch.position
    ]
    last = last_like(earlier) if batch.prepared.reason is None else None
    say(office.headline)
    say(said_of(batch) + " · unchanged since")
    for line in rests_on(batch):
        say(f" {line}")
    say(f" largest     {largest(amounts)}")
    if last is not None:
        before = released_in(office.ledger, last)
        say(f" changed     since {last.prepared.batch}: {changed_most(amounts, before)}")
    for line in to_know_of(office.ledger, batch):
        say(f" to know     {line}")
    say(f" near-twins  {twin_pairs(amounts)} – check codes")
    summed = total(list(amounts.values())).display
    say(f" sum         {summed} of {how_many(len(amounts), 'release')}")


def _print_approved(office: Office, batch: Batch, desk: Desk, *, done: bool, as_json: bool) -> None:
    name = batch.prepared.batch
    outcome = "already approved" if done else "approved"
    if as_json:
        now = batch if done else batch_named(office.ledger, name)
        data = {"outcome": outcome, "recorded": not done and not desk.dry_run}
        meta = office.meta(dry_run=desk.dry_run)
        print_json("release.approve", release_lists.batch_data(now) | data, meta)
        return
    out(office.headline)
    amount = f"{counted(batch.prepared)}, {batch.prepared.total.display}"
    if done:
        out(f"{name} is {batch.stage} already, approved by {batch.approved_by}: {amount}.")
        out("Nothing was done.")
        return
    if desk.dry_run:
        out(f"DRY RUN, nothing was recorded. {name} would be approved by {desk.actor}: {amount}.")
        return
    out(f"{name} approved by {desk.actor} (claimed), and each release authorized: {amount}.")
    out(next_of(batch_named(office.ledger, name)))


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
    """Withdraw a batch that was not issued, with every release in it that is not in payment."""
    desk = Desk(
        actor=actor_name(actor),
        effective_on=parse_date(effective_on) if effective_on else None,
        dry_run=dry_run,
    )
    office = open_office(context, write=not dry_run, money=True)
    found = batch_named(office.ledger, batch)
    done = found.stage is BatchStage.WITHDRAWN
    gone = len(open_in(office.ledger, found))
    if not done:
        what = f"batch {found.prepared.batch} withdrawn"
        send_batch(office, desk, what, lambda known: withdraw(office.ledger, found, because, known))
    name = found.prepared.batch
    if as_json:
        data = {
            "outcome": "already withdrawn" if done else "withdrawn",
            "batch": name,
            "recorded": not done and not dry_run,
        }
        print_json("release.withdraw-batch", data, office.meta(dry_run=dry_run))
        return
    out(office.headline)
    if done:
        out(f"{name} is withdrawn already. Nothing was done.")
        return
    said = "DRY RUN, nothing was recorded. This would be: " if dry_run else ""
    out(f"{said}{name} withdrawn, {how_many(gone, 'release')} with it: {because}")
    stays = len(released_in(office.ledger, found)) - (gone if dry_run else 0)
    if stays:
        out(f"Issued alone and not withdrawn: {how_many(stays, 'release')} of it.")
    out("The next batch of it has a new number: alliance release batch")


@act(app, "propose")
def propose(
    name: ReleaseName,
    amount: Annotated[str, typer.Option("--amount", help="How much.", metavar="AMOUNT")],
    supplement: Annotated[
        str | None,
        typer.Option("--supplement", help="Why, where it is a supplement.", metavar="TEXT"),
    ] = None,
) -> Act:
    """Propose one release (Department); another person authorizes it."""
    return Act("ProposeRelease", {"release": name, "amount": amount, "reason": supplement})


@act(app, "authorize")
def authorize(
    name: ReleaseName,
    amount: Annotated[str, typer.Option("--amount", help="How much.", metavar="AMOUNT")],
    direction: Annotated[
        str | None,
        typer.Option(
            "--direction",
            help="Before a plan is approved: the Commissioner's written direction.",
            metavar="TITLE",
        ),
    ] = None,
    cap: Annotated[
        str | None, typer.Option("--cap", help="The most the direction allows.", metavar="AMOUNT")
    ] = None,
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
