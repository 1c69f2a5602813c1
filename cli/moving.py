"""`alliance withhold` and `alliance transfer`: the Comptroller's acts under § 10-262u(c)(1).

One district, or for every district of a year what is due and not done: a second run finds nothing
left to do. The Commissioner's withholding under (f) is another act: `alliance hold`.
Not here: how much is due (`ledger/batch_rows.py`).
"""

from typing import Annotated

import typer

from cli import options
from cli.acts import Act, Document, PriorYearBecause, act, documents_of
from cli.after_write import after_write
from cli.batch_tables import preview
from cli.control import typed_control
from cli.prior_year import year_meant
from cli.release import Count, Total
from cli.render import Table, out, print_json, print_table, say, table_data, table_lines
from cli.wiring import Office, actor_name, may_ask, open_office, today
from domain.batch_events import BatchAct
from domain.fiscal_year import FiscalYear
from domain.money import total
from ledger.batch_record import states_of
from ledger.batch_rows import BatchRow, transfer_rows, withholding_rows
from ledger.batches import Desk, move, require_control
from ledger.clock import parse_date

withhold = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)
transfer = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

Voucher = Annotated[
    str | None,
    typer.Option("--voucher", help="The number of the paper in the Comptroller's system."),
]
_Amount = Annotated[str, typer.Option("--amount", help="How much.")]


@withhold.callback()
def about_withholding() -> None:
    """Keep the Alliance portion back from the town's grant (Comptroller)."""


@transfer.callback()
def about_transfer() -> None:
    """Hand withheld money to the Commissioner (Comptroller)."""


@act(withhold, "record")
def record_withholding(amount: _Amount, voucher: Voucher = None) -> Act:
    """Record one withholding, up to the portion."""
    return Act("WithholdPortion", {"amount": amount, "voucher": voucher})


@act(transfer, "record")
def record_transfer(amount: _Amount, voucher: Voucher = None) -> Act:
    """Record one transfer, up to what the Comptroller holds."""
    return Act("TransferPortion", {"amount": amount, "voucher": voucher})


@withhold.command("batch")
def batch_of_withholdings(
    context: typer.Context,
    fiscal_year: options.Year,
    count: Count = None,
    amount: Total = None,
    voucher: Voucher = None,
    document: Document = None,
    prior_year_because: PriorYearBecause = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Withhold for every district the portion that is not withheld yet: type count and total."""
    _batch(
        context,
        BatchAct.WITHHOLDING,
        fiscal_year=fiscal_year,
        typed=(count, amount),
        voucher=voucher,
        document=document,
        because=prior_year_because,
        effective_on=effective_on,
        actor=actor,
        no_input=no_input,
        dry_run=dry_run,
        as_json=as_json,
    )


@transfer.command("batch")
def batch_of_transfers(
    context: typer.Context,
    fiscal_year: options.Year,
    count: Count = None,
    amount: Total = None,
    voucher: Voucher = None,
    document: Document = None,
    prior_year_because: PriorYearBecause = None,
    effective_on: options.EffectiveOn = None,
    actor: options.Actor = None,
    no_input: options.NoInput = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Transfer for every district what the Comptroller holds: type count and total."""
    _batch(
        context,
        BatchAct.TRANSFER,
        fiscal_year=fiscal_year,
        typed=(count, amount),
        voucher=voucher,
        document=document,
        because=prior_year_because,
        effective_on=effective_on,
        actor=actor,
        no_input=no_input,
        dry_run=dry_run,
        as_json=as_json,
    )


def _batch(
    context: typer.Context,
    batch_act: BatchAct,
    *,
    fiscal_year: str,
    typed: tuple[int | None, str | None],
    voucher: str | None,
    document: list[str] | None,
    because: str | None,
    effective_on: str | None,
    actor: str | None,
    no_input: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    on = parse_date(effective_on) if effective_on else None
    asking = may_ask(no_input)
    year, reason = year_meant(FiscalYear.parse(fiscal_year), on or today(), because, asking=asking)
    who = actor_name(actor)
    office = open_office(context, write=not dry_run, money=True)
    states = states_of(office.ledger, year)
    withholding = batch_act is BatchAct.WITHHOLDING
    rows = withholding_rows(states) if withholding else transfer_rows(states)
    noun, done = ("withhold", "withholding") if withholding else ("transfer", "transfer")
    table = preview(f"{noun}.batch", rows, basis="portion" if withholding else "withheld", act=done)
    amounts = {row.district: row.amount for row in rows if row.amount}
    if amounts and not dry_run:
        if None in typed and asking:
            for line in table_lines(table):
                say(line)
        require_control(f"{year} {done}", typed_control(*typed, asking=asking), amounts)
        documents = {**documents_of(document), **reason}
        desk = Desk(actor=who, effective_on=on, documents=documents)
        move(office.ledger, batch_act, year, rows, desk, voucher)
        after_write(office)
    _print(office, table, rows, dry_run=dry_run, as_json=as_json)


def _print(
    office: Office, table: Table, rows: list[BatchRow], *, dry_run: bool, as_json: bool
) -> None:
    count = sum(1 for row in rows if row.amount)
    if as_json:
        data = table_data(table) | {
            "count": count,
            "outcome": "done" if count else "nothing due",
            "recorded": bool(count) and not dry_run,
        }
        print_json(table.name, data, office.meta(dry_run=dry_run))
        return
    out(office.headline)
    print_table(table)
    amount = total([row.amount for row in rows]).display
    if not count:
        out("Nothing is left to do. Nothing was recorded.")
    elif dry_run:
        out(f"DRY RUN, nothing was recorded. This would be {count} of {amount}.")
    else:
        out(f"Recorded: {count} districts, {amount}.")
