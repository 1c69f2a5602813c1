"""`alliance payments profile`: an empty payment profile to fill in, and a check of a filled-in one.

A changed payee detail is the classic fraud, so changes since the earlier profile are findings.
Concerns no provision of the statute. Not here: reading one (`ledger/payments/profile_file.py`).
"""

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.render import Column, Table, Value, out, print_json, replace_file
from cli.wiring import Office, answer, open_office
from domain.district import BY_CODE, District
from domain.errors import UsageError
from domain.fiscal_year import FiscalYear
from domain.words import how_many
from ledger.payments.profile import (
    LAYOUT_STATUS,
    Profile,
    coding_changes,
    missing_vendor_ids,
    payee_changes,
)
from ledger.payments.profile_file import profile_template, read_profile
from ledger.payments.voucher import payee_name

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_COLUMNS = (
    Column("what", "what"),
    Column("town_code", "code"),
    Column("payee", "payee or field"),
    Column("before", "before"),
    Column("after", "now"),
    Column("district", "district", on_screen=False),
)
_File = Annotated[Path, typer.Argument(help="A filled-in profile (TOML).", metavar="FILE")]


@app.callback()
def profile() -> None:
    """Coding and vendor ids of the paying office: an empty one, and a check of yours."""


@app.command()
def template(
    context: typer.Context,
    file: Annotated[Path, typer.Option("--out", help="The file to write.", metavar="FILE")],
    fiscal_year: options.MaybeYear = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Write an empty profile for every designated district, to be filled in by the office."""
    if file.exists():
        raise UsageError(
            f"{file} is there already, and a filled-in profile is not overwritten.",
            details={"file": str(file)},
            next_step="Name another file.",
        )
    office = open_office(context)
    payees = _payees(office, FiscalYear.parse(fiscal_year) if fiscal_year else None)
    if not dry_run:
        replace_file(file, profile_template(payees).encode())
    if as_json:
        data = {"file": str(file), "payees": len(payees)}
        print_json("payments.profile.template", data, office.meta(dry_run=dry_run))
        return
    out(office.headline)
    done = "DRY RUN, nothing was written:" if dry_run else "Wrote"
    out(f"{done} {file}, an empty profile for {how_many(len(payees), 'payee')}.")
    out(LAYOUT_STATUS)
    out(f"Next: fill it in, let two persons approve it; alliance payments profile check {file}")


@app.command()
def check(
    context: typer.Context,
    file: _File,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="The earlier profile: what changed.", metavar="FILE"),
    ] = None,
    fiscal_year: options.MaybeYear = None,
    csv: options.Csv = None,
    xlsx: options.Xlsx = None,
    as_json: options.Json = False,
) -> None:
    """Check a profile: payees without a vendor id, and what changed since the earlier one.

    Exit 1 where there is anything to look at.
    """
    now = read_profile(file)
    earlier = read_profile(against) if against else None
    office = open_office(context)
    payees = _payees(office, FiscalYear.parse(fiscal_year) if fiscal_year else None)
    rows = [*_missing(now, payees), *(_changes(now, earlier) if earlier else [])]
    ids = how_many(len(now.vendor_ids), "vendor id")
    table = Table(
        name="payments.profile.check",
        columns=_COLUMNS,
        rows=rows,
        notes=[
            now.said,
            f"{ids} · {now.format.value} · digest {now.digest}",
            *([f"earlier: {earlier.said}"] if earlier else []),
        ],
        empty="Every designated district has a vendor id"
        + (", and nothing changed since the earlier profile." if earlier else "."),
    )
    meta = {
        "file": file.name,
        "digest": now.digest,
        "against": against.name if against else None,
        "against_digest": earlier.digest if earlier else None,
    }
    title = f"Payment profile {file.name}"
    answer(office, table, as_json=as_json, csv=csv, xlsx=xlsx, title=title, meta=meta)
    if rows:
        raise typer.Exit(1)


def _payees(office: Office, year: FiscalYear | None) -> list[District]:
    """Who is designated in a year or ever; all towns where the ledger knows of none."""
    states = office.ledger.all_district_years()
    named = {
        district
        for (district, fiscal_year), state in states.items()
        if state.designated and year in {None, fiscal_year}
    }
    return sorted(named or BY_CODE.values())


def _missing(now: Profile, payees: list[District]) -> list[dict[str, Value]]:
    return [
        _row("no vendor id", district, before=None, after=None)
        for district in missing_vendor_ids(now, payees)
    ]


def _changes(now: Profile, earlier: Profile) -> list[dict[str, Value]]:
    payees = [
        _row("vendor id changed", one.district, before=one.before, after=one.after)
        for one in payee_changes(now, earlier)
    ]
    coding: list[dict[str, Value]] = [
        {
            "what": "coding changed",
            "town_code": None,
            "payee": one.field,
            "before": one.before,
            "after": one.after,
            "district": None,
        }
        for one in coding_changes(now, earlier)
    ]
    return payees + coding


def _row(
    what: str, district: District, *, before: str | None, after: str | None
) -> dict[str, Value]:
    return {
        "what": what,
        "town_code": district.code,
        "payee": payee_name(district),
        "before": before,
        "after": after,
        "district": district,
    }
