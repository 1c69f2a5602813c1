"""`alliance withhold` and `alliance transfer`: the Comptroller's acts under § 10-262u(c)(1).

One district, or for every district of a year what is due and not done: a second run finds nothing
left to do. The Commissioner's withholding under (f) is another act: `alliance hold`.
Not here: how much is due (`ledger/batch_rows.py`).
"""

from dataclasses import replace
from typing import Annotated

import typer

from cli import options
from cli.acts import Act, Document, PriorYearBecause, act, documents_of
from cli.batch_tables import preview
from cli.control import typed_control
from cli.prior_year import year_meant
from cli.release import Count, Total
from cli.render import (
    Table,
    out,
    print_json,
    print_table,
    say,
    table_data,
    table_lines,
    write_files,
)
from cli.sending import send_batch
from cli.wiring import Office, actor_name, may_ask, open_office, today
from domain.batch_events import BatchAct
from domain.fiscal_year import FiscalYear
from domain.money import total
from domain.words import how_many
from ledger.batch_guards import require_control
from ledger.batch_record import Amounts, states_of
from ledger.batch_rows import BatchRow, transfer_rows, withholding_rows
from ledger.batch_unit import Desk
from ledger.batches import move
from ledger.clock import parse_date

withhold = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)
transfer = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

Voucher = Annotated[
    str | None,
    typer.Option(
        "--voucher", help="The number of the paper in the Comptroller's system.", metavar="NUMBER"
    ),
]
_Amount = Annotated[str, typer.Option("--amount", help="How much.", metavar="AMOUNT")]


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


def _batches(app: typer.Typer, batch_act: BatchAct, said: str) -> None:
    """Make the `batch` of a noun; `said` is its help."""

    def batch(
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
        csv: options.Csv = None,
        xlsx: options.Xlsx = None,
        as_json: options.Json = False,
    ) -> None:
        on = parse_date(effective_on) if effective_on else None
        asking = may_ask(no_input)
        year, reason = year_meant(
            FiscalYear.parse(fiscal_year), on or today(), prior_year_because, asking=asking
        )
        desk = Desk(
            actor=actor_name(actor),
            effective_on=on,
            documents={**documents_of(document), **reason},
            dry_run=dry_run,
        )
        office = open_office(context, write=not dry_run, money=True)
        desk = replace(desk, seen_at=office.ledger.store.position())
        rows = _rows(office, batch_act, year)
        table = _table(batch_act, rows)
        write_files(table, csv, xlsx)
        amounts = {row.district: row.amount for row in rows if row.amount}
        if amounts:
            if not dry_run or None not in (count, amount):
                _require_typed(table, year, batch_act, amounts, (count, amount), asking=asking)
            send_batch(
                office,
                desk,
                f"{batch_act} of {year}",
                lambda known: move(office.ledger, batch_act, year, rows, known, voucher),
            )
        _print(office, batch_act, year, table, amounts, dry_run=dry_run, as_json=as_json)

    batch.__doc__ = said
    app.command("batch")(batch)


_batches(
    withhold,
    BatchAct.WITHHOLDING,
    "Withhold for every district the portion that is not withheld yet: type count and total.",
)
_batches(
    transfer,
    BatchAct.TRANSFER,
    "Transfer for every district what the Comptroller holds: type count and total.",
)


def _rows(office: Office, batch_act: BatchAct, year: FiscalYear) -> list[BatchRow]:
    states = states_of(office.ledger, year)
    withholding = batch_act is BatchAct.WITHHOLDING
    return withholding_rows(states) if withholding else transfer_rows(states)


def _table(batch_act: BatchAct, rows: list[BatchRow]) -> Table:
    if batch_act is BatchAct.WITHHOLDING:
        return preview("withhold.batch", rows, basis="portion", act="withholding")
    return preview("transfer.batch", rows, basis="withheld", act="transfer")


def _require_typed(
    table: Table,
    year: FiscalYear,
    batch_act: BatchAct,
    amounts: Amounts,
    typed: tuple[int | None, str | None],
    *,
    asking: bool,
) -> None:
    """Show the list where somebody is asked, and hold what is typed against it."""
    if None in typed and asking:
        for line in (*table_lines(table), f"proof  {table.proof}", *table.notes):
            say(line)
    require_control(f"{year} {batch_act}", typed_control(*typed, asking=asking), amounts)


def _print(
    office: Office,
    batch_act: BatchAct,
    year: FiscalYear,
    table: Table,
    amounts: Amounts,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    count, amount = len(amounts), total(list(amounts.values()))
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
    out("")
    if not count:
        out("Nothing is left to do. Nothing was recorded.")
    elif dry_run:
        would = f"{how_many(count, 'district')}, {amount.display}"
        out(f"DRY RUN, nothing was recorded. This would be {would}.")
        out(f"To record it, without --dry-run: --count {count} --total {amount}")
    else:
        out(f"Recorded: {how_many(count, 'district')}, {amount.display}.")
        noun = "transfer" if batch_act is BatchAct.WITHHOLDING else "release"
        out(f"Next: alliance {noun} batch --fiscal-year {year}")
